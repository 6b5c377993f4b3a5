"""The command line: its keys, its exit statuses, and that it does what the pages do."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_runs import Run, make_run, write

ROOT = Path(__file__).parents[1]
TODAY = ("--today", "2026-11-22")
WHO = ("--by", "Ana", "--why", "July update")
GOOD = "indicator,ref_area,time_period,obs_value\nindividuals_online,WLD,2026,76.1\nfixed_basket,KEN,2026,3.4\n"


@pytest.fixture
def run(tmp_path: Path, kept_store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return make_run(tmp_path, kept_store, monkeypatch, capsys)


def test_check_says_what_a_file_holds_and_stores_nothing(run: Run, tmp_path: Path) -> None:
    status, found, _ = run("check", write(tmp_path, GOOD), "--json", *TODAY)

    assert status == 0
    assert found["form"] == "template"
    assert found["dataset"] is None
    assert sorted(found["datasets"]) == ["affordability", "internet_access"]
    assert found["rows"] == {"read": 2, "accepted": 2, "refused": 0}
    assert {(one["indicator"], one["edition"]) for one in found["series"]} == {
        ("individuals_online", "WDI 2026-07-13"),
        ("fixed_basket", "ITU ICT Price Baskets 2025-12"),
    }
    assert len(run("history", "internet_access", "--json")[1]) == 1


def test_publish_makes_one_revision_in_each_dataset_in_one_deed(run: Run, tmp_path: Path) -> None:
    status, done, _ = run("publish", write(tmp_path, GOOD), *WHO, "--json", *TODAY)

    assert status == 0
    assert (done["dataset"], done["revision"]) == (None, None)
    assert {one["dataset"]: (one["revision"], one["new"]) for one in done["datasets"]} == {
        "internet_access": (1, 1),
        "affordability": (1, 1),
    }
    (world,) = (one for one in done["consequences"] if (one["target_id"], one["ref_area"]) == ("UMC2030-U1", "WLD"))
    assert world["before"] == {"status": "off_track", "latest_value": 73.6, "latest_year": 2025}
    assert (world["after"]["latest_value"], world["after"]["latest_year"]) == (76.1, 2026)


def test_history_keeps_who_why_and_the_file(run: Run, tmp_path: Path) -> None:
    run("publish", write(tmp_path, GOOD), *WHO, *TODAY)

    newest, first = run("history", "internet_access", "--json")[1]

    assert (newest["revision"], newest["by"], newest["why"], newest["file"]) == (1, "Ana", "July update", "figures.csv")
    assert len(newest["sha256"]) == 64
    assert (newest["rows"], first["rows"]) == (23607, 23606)
    assert first["revision"] == 0


def test_publishing_a_file_again_changes_nothing_and_makes_no_revision(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path, GOOD)
    run("publish", file, *WHO, *TODAY)

    status, done, _ = run("publish", file, *WHO, "--json", *TODAY)

    assert status == 0
    assert (done["new"], done["changed"], done["unchanged"], done["gone"]) == (0, 0, 2, 0)
    assert "changes nothing" in done["message"]
    assert len(run("history", "internet_access", "--json")[1]) == 2


def test_restore_takes_a_dataset_back_as_a_new_revision(run: Run, tmp_path: Path) -> None:
    run("publish", write(tmp_path, GOOD), *WHO, *TODAY)

    status, done, _ = run("restore", "internet_access", "0", "--by", "Ana", "--why", "wrong file", "--json", *TODAY)

    assert status == 0
    assert (done["dataset"], done["revision"], done["gone"]) == ("internet_access", 2, 1)
    series = run("series", "individuals_online", "WLD", "--json")[1]
    assert series["observations"][-1]["time_period"] == "2025"
    assert run("series", "fixed_basket", "KEN", "--json")[1]["observations"][-1]["time_period"] == "2026"


def test_a_restored_revision_names_the_file_that_it_came_from(run: Run, tmp_path: Path) -> None:
    run("publish", write(tmp_path, GOOD), *WHO, *TODAY)
    run("restore", "internet_access", "0", "--by", "Ana", "--why", "wrong file", *TODAY)
    run("restore", "internet_access", "1", "--by", "Ana", "--why", "it was right", *TODAY)

    history = run("history", "internet_access", "--json")[1]

    assert [(one["deed"], one["file"]) for one in history[:3:2]] == [
        ("restore", "figures.csv"),
        ("publish", "figures.csv"),
    ]


def test_remove_takes_out_one_observation_and_nothing_else(run: Run) -> None:
    status, done, _ = run("remove", "individuals_online", "KEN", "2024", *WHO, "--json", *TODAY)

    assert status == 0
    assert (done["gone"], done["changed"], done["new"]) == (1, 0, 0)


def test_a_blocked_file_exits_with_1_and_stores_nothing(run: Run, tmp_path: Path) -> None:
    bad = write(tmp_path, GOOD + 'individuals_online,KEN,2025,"31,5"\n')

    status, found, _ = run("publish", bad, *WHO, "--json", *TODAY)

    assert status == 1
    assert found["published"] is False
    (problem,) = found["problems"]
    assert (problem["code"], problem["severity"], problem["row"]) == ("obs-value-not-a-number", "blocks", 4)
    assert problem["message"].startswith("Row 4, column obs_value: '31,5' is not a number.")
    assert found["problem_counts"] == [{"code": "obs-value-not-a-number", "severity": "blocks", "count": 1}]
    assert len(run("history", "internet_access", "--json")[1]) == 1


def test_replace_takes_out_what_the_file_does_not_have_in_its_series_alone(run: Run, tmp_path: Path) -> None:
    one = "indicator,ref_area,time_period,obs_value,edition\nindividuals_online,KEN,2024,40,WDI 2026-07-13\n"
    before = len(run("series", "individuals_online", "KEN", "--json")[1]["observations"])

    _, done, _ = run("publish", write(tmp_path, one), *WHO, "--replace-series", "--json", *TODAY)

    assert (done["new"], done["changed"], done["gone"]) == (0, 1, before - 1)
    assert len(run("series", "individuals_online", "UGA", "--json")[1]["observations"]) > 20


def test_a_new_edition_is_released_in_the_month_of_the_upload(run: Run, tmp_path: Path) -> None:
    one = "indicator,ref_area,time_period,obs_value,edition\nindividuals_online,WLD,2026,73,Facts and Figures 2026\n"
    run("publish", write(tmp_path, one), *WHO, *TODAY)

    rows = run("scorecard", "--framework", "UMC2030", "--json", *TODAY)[1]

    (row,) = (one for one in rows if one["target_id"] == "UMC2030-U1")
    assert (row["latest_value"], row["latest_year"], row["edition"]) == (73, 2026, "Facts and Figures 2026")
    assert (row["status"], row["course_edition"]) == ("insufficient_data", None)  # 73.6 in 2025: outside the band


def test_scorecard_has_its_stable_keys_for_every_target(run: Run) -> None:
    rows = run("scorecard", "--area", "KEN", "--json", *TODAY)[1]

    keys = [
        "target_id",
        "framework",
        "ref_area",
        "indicator",
        "edition",
        "status",
        "at_line",
        "met_in",
        "latest_value",
        "latest_year",
        "latest_period",
        "baseline_value",
        "baseline_year",
        "target_value",
        "target_year",
        "progress",
        "gap",
        "required_pace",
        "actual_pace",
        "acceleration_factor",
        "estimated_share",
        "course_edition",
        "editions_disagree",
        "level",
        "gap_to_target",
        "stale",
        "rests_on",
        "suspected_breaks",
        "indication",
        "reason",
        "projection",
        "chance",
        "chance_of",
        "staying",
        "money",
        "official",
        "sdg_targets",
        "evidence",
    ]
    assert len(rows) == 53
    assert all(set(keys) <= set(row) for row in rows)
    assert {row["ref_area"] for row in rows if row["framework"] == "UMC2030"} == {"KEN"}


def test_project_has_its_stable_keys(run: Run) -> None:
    status, found, _ = run(
        "project", "individuals_online", "ken", "--target-year", "2031", "--target", "60", "--json", *TODAY
    )

    assert status == 0
    assert set(found) == {
        *("method", "edition", "last_value", "last_year", "points", "estimated_share", "median", "low80", "high80"),
        *(
            "low50",
            "high50",
            "target_id",
            "target_year",
            "level",
            "chance",
            "chance_of",
            "chance_words",
            "reached_year",
            "reached_low",
            "reached_high",
            "required_pace",
        ),
        *("actual_pace", "peers_that_managed", "peers_compared", "official", "reason"),
    }
    assert set(found["official"]) == {"unsd", "open_sdg", "escap", "eurostat"}
    assert found["low80"] < found["low50"] < found["median"] < found["high50"] < found["high80"]
    assert found["required_pace"] == pytest.approx((60 - found["last_value"]) / (2031 - found["last_year"]))


def test_backtest_prints_its_record(run: Run) -> None:
    status, found, _ = run("backtest", "fixed_basket", "--from", "2023", "--to", "2023", "--json", *TODAY)

    assert status == 0
    assert list(found["horizons"]) == ["1", "2"]
    assert found["forecasts"] == sum(one["n"] for one in found["horizons"].values())
    assert "coverage80" in run("backtest", "fixed_basket", *TODAY)[1]


def test_published_lists_what_was_said_with_each_revision_and_what_came_in(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONNECT2030_STORE", str(tmp_path / "new"))
    run("published", "individuals_online", "KEN")
    run("publish", write(tmp_path, GOOD.replace("WLD,2026,76.1", "KEN,2025,38")), *WHO)
    status, found, _ = run("published", "individuals_online", "KEN", "--json")
    first = [one for one in found if one["source_revision"] == 0 and one["year"] == 2025]

    assert status == 0
    assert {one["source_revision"] for one in found} == {0, 1}
    assert [(one["obs_value"], one["inside80"]) for one in first] == [(38, True)]


def test_scorecard_as_of_a_moment_shows_what_was_published_then(run: Run, tmp_path: Path) -> None:
    run("publish", write(tmp_path, GOOD), *WHO, *TODAY)
    began = run("history", "internet_access", "--json")[1][-1]["at"]

    rows = run("scorecard", "--as-of", began, "--json", *TODAY)[1]

    (row,) = (one for one in rows if one["target_id"] == "SP2020-1.2")
    assert (row["latest_value"], row["latest_year"]) == (73.6, 2025)


def test_an_exported_dataset_uploads_again_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    for dataset in ("internet_access", "headlines", "targets"):
        path = tmp_path / f"{dataset}.csv"
        run("export", dataset, "--output", str(path))

        status, done, _ = run("publish", str(path), *WHO, "--json", *TODAY)

        assert status == 0, done
        assert (done["new"], done["changed"], done["gone"]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        pytest.param(("history", "nothing"), "no dataset 'nothing'", id="unknown dataset"),
        pytest.param(("restore", "targets", "7", *WHO), "no revision 7", id="unknown revision"),
        pytest.param(("scorecard", "--area", "XYZ"), "no area 'XYZ'", id="unknown area"),
        pytest.param(("scorecard", "--as-of", "soon"), "'soon' is not a date", id="no date"),
        pytest.param(("series", "nothing", "KEN"), "no indicator 'nothing'", id="unknown indicator"),
        pytest.param(
            ("project", "individuals_online", "KEN", "--target-year", "soon"), "'soon' is no year", id="no year"
        ),
        pytest.param(("project", "individuals_online", "KEN", "--target", "nan"), "'nan' is no number", id="no number"),
        pytest.param(("backtest", "p2c_pledged_value"), "no record of forecasts", id="nothing to project"),
        pytest.param(("check", "missing.csv"), "missing.csv cannot be read", id="no file"),
        pytest.param(("restore", "targets", "0", "--by", " ", "--why", "x"), "who you are", id="empty name"),
    ],
)
def test_misuse_exits_with_2_and_says_what_to_do(run: Run, arguments: tuple[str, ...], word: str) -> None:
    status, _, complaint = run(*arguments)

    assert status == 2
    assert word in complaint


def test_a_store_that_cannot_be_made_exits_with_2(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("CONNECT2030_STORE", str(tmp_path / "file" / "store"))

    status, _, complaint = run("scorecard")

    assert status == 2
    assert "cannot be used" in complaint


def test_an_export_to_a_folder_that_is_not_there_exits_with_2(run: Run, tmp_path: Path) -> None:
    status, _, complaint = run("export", "targets", "--output", str(tmp_path / "nowhere" / "x.csv"))

    assert status == 2
    assert "x.csv cannot be used" in complaint


def test_a_reader_that_stops_early_is_no_fault(tmp_path: Path) -> None:
    store = f"CONNECT2030_STORE={tmp_path}/store"
    command = f"{store} {sys.executable} cli.py scorecard --json | head -1; echo ${{PIPESTATUS[0]}}"

    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.stdout.splitlines()[-1] == "0"
    assert "Traceback" not in done.stderr


def test_the_table_of_problems_shows_the_whole_remedy(run: Run, tmp_path: Path) -> None:
    bad = write(tmp_path, "indicator,ref_area,time_period,obs_value\nindividuals_online,Kenya,2025,31.5x\n")

    _, printed, _ = run("check", bad, *TODAY)

    assert "Did you mean KEN (Kenya)?" in printed
    assert "Write digits with a point as the decimal mark, for example 31.5; leave the cell empty" in printed


def test_a_moment_before_the_store_is_told_and_one_to_come_is_judged_by_today(run: Run) -> None:
    _, _, complaint = run("scorecard", "--as-of", "2020-01-01")
    rows = run("scorecard", "--as-of", "2031-01-01", "--framework", "P2C", "--json")[1]

    assert "The store begins on" in complaint
    assert rows[0]["status"] == "within_reach"


def test_scorecard_and_series_as_of_a_day_know_no_edition_released_later(run: Run) -> None:
    rows, complaint = run("scorecard", "--as-of", "2025-11-30", "--json", *TODAY)[1:]
    series = run("series", "individuals_online", "WLD", "--as-of", "2025-11-30", "--json", *TODAY)[1]

    assert "released later are left out" in complaint
    assert not any("2026" in str(one.get("edition")) for one in rows)
    assert {one["released"] for one in series["editions"]} & {"2025-12", "2026-07"} == set()
    assert "Facts and Figures 2025" in {one["edition"] for one in series["editions"]}


def test_scorecard_as_of_a_day_is_judged_by_that_day(run: Run) -> None:
    """The Strategic Plan 2020-2023 was still running on 30 June 2023."""
    rows = run("scorecard", "--as-of", "2023-06-30", "--framework", "SP2020", "--json")[1]

    assert {one["status"] for one in rows} & {"met_on_time", "met_late", "not_met", "not_assessable"} == set()


def test_restoring_what_is_in_use_says_so(run: Run) -> None:
    _, done, _ = run("restore", "targets", "0", *WHO, "--json")

    assert done["message"].startswith("The dataset is already as it was")
    assert done["revision"] is None


def test_unknown_options_exit_with_2(run: Run) -> None:
    with pytest.raises(SystemExit) as stop:
        run("publish", "figures.csv")

    assert stop.value.code == 2


def test_the_command_line_starts_without_streamlit_and_plotly() -> None:
    code = "import sys, cli; sys.exit(any(name in sys.modules for name in ('streamlit', 'plotly')))"

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_what_is_said_of_the_outside_of_a_file_is_heard(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path, 'indicator,ref_area,time_period,obs_value\nindividuals_online,WLD,2026,"76,125"\n')
    asked, _, _ = run("check", file, "--json", *TODAY)
    status, found, _ = run("check", file, "--decimal", ",", "--json", *TODAY)

    assert asked == 1
    assert status == 0
    assert [one["code"] for one in found["problems"]] == ["number-read"]


def test_mapping_reads_a_file_of_no_known_form(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path, "Pays;2024;2025\nKenya;30,5;31\nWLD;70;71\n")
    mapping = tmp_path / "mapping.json"
    mapping.write_text(
        '{"kind": "observations", "columns": {"ref_area": "Pays"}, "constants": {"indicator": "individuals_online"},'
        ' "periods": {"2024": "2024", "2025": "2025"}, "values": {"ref_area": {"Kenya": "KEN"}}, "decimal": ","}',
        encoding="utf-8",
    )
    unknown, before, _ = run("check", file, "--json", *TODAY)
    status, found, _ = run("check", file, "--mapping", str(mapping), "--json", *TODAY)

    assert (unknown, before["form"]) == (1, None)
    assert (status, found["form"], found["rows"]["accepted"]) == (0, "mapped", 4)


def test_file_that_is_no_mapping_is_misuse(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path, "Pays;2024\nKEN;30\n")
    status, _, complaint = run("check", file, "--mapping", file, *TODAY)

    assert status == 2
    assert "is no mapping: it is not a JSON file" in complaint


def test_kept_mappings_are_listed_and_an_unknown_one_is_misuse(run: Run) -> None:
    status, found, _ = run("mappings", "--json")
    unknown, _, complaint = run("mappings", "--name", "Census")

    assert (status, found, unknown) == (0, [], 2)
    assert "No mapping is kept under the name 'Census'." in complaint
