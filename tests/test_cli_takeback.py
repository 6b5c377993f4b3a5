"""Ways back by the command line: one publication, or all since; and what a deed would do, said before it is done."""

from datetime import date
from pathlib import Path

import pytest

from clock import moment_now
from data.readers import ReadOptions
from services.checking import check_file
from services.publishing import Who, publish_file
from services.tracker import open_tracker
from tests.command_runs import Run, make_run, write
from tests.data.store_samples import checksums
from tests.services.publishing_figures import make_small_store

DAY = date(2026, 11, 22)
TODAY = ("--today", DAY.isoformat())
WHO = ("--by", "Ana", "--why", "July update")
GOOD = "indicator,ref_area,time_period,obs_value\nindividuals_online,WLD,2026,76.1\nfixed_basket,KEN,2026,3.4\n"


@pytest.fixture(scope="module")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_small_store(tmp_path_factory.mktemp("small") / "store")


@pytest.fixture
def run(tmp_path: Path, small_store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return make_run(tmp_path, small_store, monkeypatch, capsys)


KENYA, UGANDA = (
    f"indicator,ref_area,time_period,obs_value\nindividuals_online,{row}\n" for row in ("KEN,2025,91", "UGA,2025,22")
)
BEN = ("--by", "Ben", "--why", "Uganda")


def test_revert_takes_back_one_publication_and_nothing_later(run: Run, tmp_path: Path) -> None:
    run("publish", write(tmp_path, GOOD + "individuals_online,KEN,2025,91\n"), *WHO, *TODAY)
    run("publish", write(tmp_path, UGANDA), *BEN, *TODAY)

    status, done, _ = run("revert", "internet_access", "1", "--by", "Cem", "--why", "wrong", "--json", *TODAY)

    assert status == 0
    assert {one["dataset"]: (one["revision"], one["gone"]) for one in done["datasets"]} == {
        "internet_access": (3, 2),
        "affordability": (2, 1),
    }
    assert "Affordability, revision 1. It is taken back there too" in done["message"]
    assert run("series", "individuals_online", "UGA", "--json")[1]["observations"][-1]["obs_value"] == 22.0
    assert run("series", "individuals_online", "KEN", "--json")[1]["observations"][-1]["time_period"] == "2024"


def test_revert_names_who_stands_against_it_and_does_the_rest_when_asked(run: Run, tmp_path: Path) -> None:
    run("publish", write(tmp_path, KENYA + "individuals_online,TZA,2025,40\n"), *WHO, *TODAY)
    run("publish", write(tmp_path, KENYA.replace("91", "41")), *BEN, *TODAY)

    status, words, _ = run("revert", "internet_access", "1", *WHO, *TODAY)
    _, record, _ = run("revert", "internet_access", "1", *WHO, "--json", *TODAY)
    done, rest, _ = run("revert", "internet_access", "1", *WHO, "--the-rest", "--json", *TODAY)

    (one,) = record["stands_against"]
    assert (status, done, rest["revision"], rest["gone"]) == (1, 0, 3, 1)
    assert (one["revision"], one["by"], one["why"], one["rows"], len(one["changes"])) == (2, "Ben", "Uganda", 1, 1)
    assert "Nothing was taken back: one row of this publication was changed by a later one." in words
    assert "One row is as it was published; to take it back and leave the others as they are, add --the-rest." in words
    assert f"internet_access revision 2 by Ben ({one['at']}, Uganda) changed one of its rows:" in words
    assert "  individuals_online, KEN, 2025, WDI 2026-07-13: 91.0 → 41.0" in words


def test_revert_offers_the_day_of_a_complete_list_where_only_that_is_left(run: Run, tmp_path: Path) -> None:
    header = "pledge_id,pledger,pledger_kind,focus_area,amount,currency,pledged_on\nP1,Org,government,access,"
    first, then = (write(tmp_path, f"{header}{amount},USD,2023-05-01\n", f"{amount}.csv") for amount in (5, 7))
    run("publish", first, "--complete-on", "2026-06-30", *WHO, *TODAY)
    run("publish", then, *BEN, *TODAY)

    status, found, _ = run("revert", "pledges", "1", *WHO, "--dry-run", "--json", *TODAY)

    assert (status, found["dry_run"], found["gone"]) == (1, True, 0)
    assert "the day on which it said that the list was complete" in found["message"]


def test_restore_says_before_and_after_whose_later_revisions_it_takes_along(run: Run, tmp_path: Path) -> None:
    run("publish", write(tmp_path, KENYA), *WHO, *TODAY)
    run("publish", write(tmp_path, UGANDA), *BEN, *TODAY)

    _, foretold, _ = run("restore", "internet_access", "1", *WHO, "--dry-run", *TODAY)
    _, done, before = run("restore", "internet_access", "1", *WHO, "--json", *TODAY)

    (along,) = done["takes_along"]
    assert (along["dataset"], along["revision"], along["by"], along["why"]) == ("internet_access", 2, "Ben", "Uganda")
    line = f"Takes along: internet_access revision 2 by Ben ({along['at']}, Uganda): 1 new, 0 changed, 0 gone"
    assert line in foretold
    assert line in before


def test_restore_that_changes_nothing_takes_nobody_along(run: Run, tmp_path: Path) -> None:
    run("publish", write(tmp_path, KENYA), *WHO, *TODAY)
    run("revert", "internet_access", "1", *BEN, *TODAY)

    status, words, _ = run("restore", "internet_access", "0", *WHO, "--dry-run", *TODAY)

    assert status == 0
    assert "Takes along" not in words


@pytest.mark.parametrize(
    ("deed", "expected"),
    [
        pytest.param(("publish", GOOD), (1, 0, 0), id="publish"),
        pytest.param(("restore", "internet_access", "0"), (0, 0, 1), id="restore"),
        pytest.param(("revert", "internet_access", "1"), (0, 0, 1), id="revert"),
        pytest.param(("remove", "individuals_online", "KEN", "2025"), (0, 0, 1), id="remove"),
    ],
)
def test_dry_run_says_what_the_deed_then_does_and_stores_nothing(
    run: Run, tmp_path: Path, deed: tuple[str, ...], expected: tuple[int, int, int]
) -> None:
    tracker = open_tracker(tmp_path / "store", moment_now)  # whose publication has no record of what is projected yet
    publish_file(tracker, check_file(tracker, KENYA.encode(), "kenya.csv", ReadOptions(), DAY), Who("Ben", "x"), DAY)
    arguments = ("publish", write(tmp_path, deed[1])) if deed[0] == "publish" else deed
    before = checksums(tmp_path / "store")

    status, foretold, _ = run(*arguments, *WHO, "--dry-run", "--json", *TODAY)
    after = checksums(tmp_path / "store")
    _, done, _ = run(*arguments, *WHO, "--json", *TODAY)

    assert (status, foretold["dry_run"], foretold["message"].split(":")[0]) == (0, True, "Nothing was stored")
    assert after == before
    one = foretold["datasets"][0]
    assert (one["new"], one["changed"], one["gone"], one["revision"]) == (*expected, None)
    told, made = ([{**one, "revision": 0} for one in found["datasets"]] for found in (foretold, done))
    assert (told, foretold["consequences"]) == (made, done["consequences"])


def test_dry_run_prints_the_statuses_that_would_turn(run: Run, tmp_path: Path) -> None:
    high = "indicator,ref_area,time_period,obs_value\nindividuals_online,WLD,2026,99.9\n"

    _, words, _ = run("publish", write(tmp_path, high), *WHO, "--dry-run", *TODAY)

    assert "Status: UMC2030-U1 WLD turns from off_track to " in words


def test_dry_run_of_what_cannot_be_done_exits_as_the_deed_would(run: Run, tmp_path: Path) -> None:
    bad = write(tmp_path, GOOD + 'individuals_online,KEN,2025,"31,5"\n', "bad.csv")
    run("publish", write(tmp_path, KENYA), *WHO, *TODAY)
    run("publish", write(tmp_path, KENYA.replace("91", "41")), *BEN, *TODAY)

    statuses = [
        run(*deed, *WHO, "--dry-run", *TODAY)[0]
        for deed in (("publish", bad), ("revert", "internet_access", "1"), ("revert", "internet_access", "0"))
    ]

    assert statuses == [1, 1, 2]
