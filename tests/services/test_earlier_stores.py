"""Stores that earlier versions made: they open, say what they said, and are published to like any other."""

import hashlib
import tarfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from data.readers import ReadOptions
from data.schemas.origins import coded_source, read_upload, revert_cause, upload_code
from data.tables import in_codes
from exhibits.origins import by_words, edition_words, origin_words, why_words
from i18n.catalogue import load_catalogue
from reports.exports import export_dataset
from services.checking import check_file
from services.examples import REMOVED, product_itself, remove_example
from services.projecting.recording import open_record, read_statements, record_statements
from services.publishing import Published, Who, publish_file, restore_revision
from services.reverting import revert_revision
from services.tracker import Tracker, open_tracker
from topics.records import history_records

TODAY = date(2026, 12, 1)
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
ARCHIVES = sorted((Path(__file__).parents[1] / "data" / "earlier").glob("*.tar.xz"))
WHO = Who("Fay", "a test")
FIGURES = "indicator,ref_area,time_period,obs_value\nindividuals_online,KEN,2025,41\nbusinesses_online,KEN,2025,30\n"
SAID = {
    0: ("built-in", "Built-in datasets"),
    1: ("Ben", "Household survey"),
    2: ("Ana", "Census of Uganda"),
    3: ("Cem", "wrong country"),
    4: ("Ana", "It was right"),
    5: (
        "Eve",
        "Takes back Internet access, revision 1, by Ben, but for rows changed since: Ben's file was of another country",
    ),
}
"""What each version said of its revisions of Internet access, by whom and why."""
EXAMPLES = [
    ("Example data", "The invented example is no longer needed"),
    ("Example data", "The invented example that comes with the product, to see how the page works"),
]

Opened = Callable[[], Tracker]


@pytest.fixture(params=ARCHIVES, ids=lambda path: path.name.removesuffix(".tar.xz"))
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    with tarfile.open(request.param) as archive:
        archive.extractall(tmp_path / "store", filter="data")
    return tmp_path / "store"


@pytest.fixture
def old(place: Path) -> Tracker:
    return open_tracker(place, lambda: NOW)


def files_of(place: Path) -> dict[str, str]:
    return {
        str(path.relative_to(place)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(place.rglob("*"))
        if path.is_file()
    }


def publish(tracker: Tracker, content: bytes) -> Published:
    check = check_file(tracker, content, "figures.csv", ReadOptions(), TODAY)
    assert check.publishable, check.problem_counts
    return publish_file(tracker, check, WHO, TODAY)


def kenya(tracker: Tracker, revision: int | None = None) -> dict[str, dict[str, object]]:
    rows = tracker.store.read("internet_access", revision).to_pylist()
    return {row["indicator"]: row for row in rows if (row["ref_area"], row["time_period"]) == ("KEN", "2025")}


def test_a_store_of_every_version_tells_its_history_in_the_words_it_had_and_reading_changes_nothing(
    place: Path, old: Tracker
) -> None:
    before = files_of(place)

    history = old.store.history("internet_access")
    told = {one["revision"]: (one["by"], one["why"]) for one in history_records(old.store, "internet_access")}

    assert told == {number: SAID[number] for number in range(len(history))}
    assert len(history) >= 5
    assert old.state().world.book.of("individuals_online", "KEN")
    assert "individuals_online" in old.reference.indicators
    assert files_of(place) == before


def test_sources_that_earlier_versions_wrote_as_sentences_are_codes_and_read_as_before(old: Tracker) -> None:
    found = kenya(old, 1)

    assert found["individuals_online"]["source"] == "upload:figures.csv|WDI 2026-07-13"
    assert origin_words(str(found["individuals_online"]["source"])) == (
        "Uploaded file figures.csv, extends WDI 2026-07-13"
    )
    assert edition_words(str(found["businesses_online"]["edition"])) == "Upload 2026-11"
    assert b"Uploaded file figures.csv" in export_dataset(old.store.read("internet_access", 1), "csv")


def test_reasons_that_the_product_gave_itself_in_sentences_are_codes(old: Tracker) -> None:
    pledges, schools, figures = (old.store.history(name) for name in ("pledges", "schools", "internet_access"))
    examples = pledges[1:-1]

    assert [(by_words(one), why_words(one)) for one in examples] == (EXAMPLES if examples else [])
    assert [one.cause["reason"] for one in examples] == (["example-removed", "example-loaded"] if examples else [])
    assert [one.why for one in schools[:-1]] == (["school-example-loaded"] if examples else [])
    assert [(one.why, one.cause) for one in figures if one.deed == "revert"] == (
        [("Ben's file was of another country", revert_cause([("internet_access", 1)], "Ben", the_rest=True))]
        if len(figures) == len(SAID)
        else []
    )


def test_what_earlier_versions_projected_is_still_read(old: Tracker) -> None:
    kept = read_statements(old.store, "individuals_online")

    assert set(kept["edition"].to_pylist()) <= {"WDI 2026-07-13"}
    assert (kept.num_rows > 0) == (old.store.location / "projections").exists()


def test_a_store_of_every_version_takes_the_same_file_and_its_own_export_for_no_change(old: Tracker) -> None:
    restore_revision(old, "internet_access", 1, WHO, TODAY)

    assert publish(old, FIGURES.encode()).revisions == ()
    assert publish(old, export_dataset(old.store.read("internet_access"), "csv")).revisions == ()


def test_a_store_of_every_version_is_published_to_and_taken_back(place: Path, old: Tracker) -> None:
    newest, rows = old.store.history("internet_access")[0].revision, old.store.read("internet_access", 1)
    before = files_of(place)

    done = publish(old, b"indicator,ref_area,time_period,obs_value\nindividuals_online,UGA,2025,25\n")
    revert_revision(old, "internet_access", newest + 1, WHO, TODAY, the_rest=False)
    restore_revision(old, "internet_access", 1, WHO, TODAY)
    again = open_tracker(place, lambda: NOW)

    assert [one.revision for one in done.revisions] == [newest + 1]
    made = again.store.history("internet_access")
    assert [one.deed for one in made[:3]] == ["restore", "revert", "publish"]
    assert why_words(made[1]) == f"Takes back Internet access, revision {newest + 1}, by Fay: a test"
    keys = [(name, "ascending") for name in rows.column_names]
    assert again.store.read("internet_access").sort_by(keys).equals(rows.sort_by(keys))
    kept = files_of(place)
    history = [name for name in before if name.endswith(".parquet") or "_delta_log" in name]
    assert [name for name in history if kept.get(name) != before[name]] == []


def test_what_is_stored_is_the_same_in_every_language(old: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    foreign = {key: f"\N{CURRENCY SIGN}{words}" for key, words in load_catalogue().items()}
    monkeypatch.setattr("i18n.catalogue.load_catalogue", lambda: foreign)

    publish(old, FIGURES.replace("41", "42").replace("2025,30", "2026,31").encode())
    publish(old, b"indicator,ref_area,time_period,obs_value\nbusinesses_online,UGA,2025,25\n")
    revert_revision(
        old, "internet_access", old.store.history("internet_access")[0].revision, WHO, TODAY, the_rest=False
    )
    remove_example(old, "schools", product_itself(REMOVED), TODAY)
    census = b"school_id,ref_area,connectivity,checked_on\n1,KEN,Yes,2026-10-01\n2,KEN,No,2026-10-01\n"
    publish(old, census)
    record_statements(old)

    stored = {name: (old.store.read(name).to_pylist(), old.store.history(name)) for name in old.store.datasets}
    kept = open_record(old.store)
    stored |= {name: (kept.read(name).to_pylist(), kept.history(name)) for name in kept.datasets}
    assert "\N{CURRENCY SIGN}" not in repr(stored)
    assert "\N{CURRENCY SIGN}" in why_words(old.store.history("internet_access")[0])


@pytest.mark.parametrize(
    ("said", "code"),
    [
        pytest.param("School census published here", "School census", id="a census"),
        pytest.param("Pledge list complete on 4 March 2026", "Pledge list 2026-03-04", id="a list of pledges"),
        pytest.param("WDI 2026-07-13", "WDI 2026-07-13", id="a publisher"),
    ],
)
def test_editions_of_kept_statements_are_codes_and_read_as_before(said: str, code: str) -> None:
    kept = in_codes(pa.table({"edition": [said], "last_value": [1.0]}))

    assert kept["edition"].to_pylist() == [code]
    assert edition_words(code) == said


@pytest.mark.parametrize(
    ("file", "extends"),
    [("a.csv", ""), ("a|b 100%.csv", "WDI 2026-07-13"), ("%7C.csv", "x|y"), ("figures, 2026.xlsx", "Upload 2026-11")],
)
def test_an_uploaded_file_is_named_again_whatever_it_is_called(file: str, extends: str) -> None:
    code = upload_code(file, extends)
    found = read_upload(code)

    assert found is not None
    assert (found.file, found.extends) == (file, extends)
    assert coded_source(origin_words(code)) == code
