"""Held here: what was said is written down once for each revision, is never changed, and is in nobody's way."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from clock import moment_now
from data.schemas.revision import Revision
from data.store import Store
from services.projecting.recording import (
    KEPT_FOR,
    STATEMENTS,
    missing_occasions,
    open_record,
    read_statements,
    record_statements,
)
from services.projecting.statements import DECIMALS, PATHS, occasion_key, stated_datasets
from services.tracker import Tracker, open_tracker
from tests.days import TODAY
from tests.services.publishing_figures import commit, publish
from topics.projections import project_record

ROOT = Path(__file__).resolve().parents[3]
ONLINE = "individuals_online"
KEEP = """
import sys
from clock import moment_now
from services.projecting.recording import record_statements
from services.tracker import open_tracker
tracker = open_tracker(sys.argv[1], moment_now)
tracker.state()
print("ready", flush=True)
sys.stdin.readline()
print(record_statements(tracker), flush=True)
"""
KEEP_AND_DIE = """
import os, pkgutil, signal, sys
from clock import moment_now
from services.projecting.recording import record_statements
from services.tracker import open_tracker
location, holder, name, when = sys.argv[1:]
tracker = open_tracker(location, moment_now)
tracker.state()
holder = pkgutil.resolve_name(holder)
deed = getattr(holder, name)
def die(*given, **named):
    if when == "after":
        deed(*given, **named)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(holder, name, die)
record_statements(tracker)
"""


@pytest.fixture
def tracker(kept_store: Path, tmp_path: Path) -> Tracker:
    shutil.copytree(kept_store, tmp_path / "store")
    return open_tracker(tmp_path / "store", moment_now)


def kept_for(tracker: Tracker) -> list[str]:
    found = [one.facts[KEPT_FOR] for one in open_record(tracker.store).history(STATEMENTS) if one.facts]
    return [key.rsplit("-", 3)[0] for key in found[::-1]]


def statement_files(tracker: Tracker) -> int:
    return len(list((tracker.store.location / "projections").glob("dataset=*/*/*.parquet")))


def said(tracker: Tracker, indicator: str, area: str, target: str = "") -> list[dict[str, Any]]:
    rows = read_statements(tracker.store, indicator).to_pylist()
    return [row for row in rows if row["ref_area"] == area and row["target_id"] == target]


def test_the_first_record_holds_every_dataset_once(tracker: Tracker) -> None:
    assert sorted(kept_for(tracker)) == sorted(f"{name}-0" for name in stated_datasets(tracker.reference))
    assert record_statements(tracker) == 0


def test_what_is_kept_is_what_was_said(tracker: Tracker) -> None:
    record = project_record(tracker.state(), tracker.reference, (ONLINE, "KEN"), (None, None), TODAY)
    (target,) = said(tracker, ONLINE, "KEN", "UMC2030-U1")
    fan = said(tracker, ONLINE, "KEN")

    assert {name: target[name] for name in PATHS} == {name: round(record[name], DECIMALS) for name in PATHS}
    assert target["chance"] == round(record["chance"], DECIMALS)
    assert [row["year"] for row in fan] == list(range(record["last_year"] + 1, 2041))
    assert {row["method"] for row in fan} == {record["method"]}
    assert (target["edition"], target["last_value"]) == (record["edition"], round(record["last_value"], DECIMALS))


def test_a_publication_adds_what_it_changed_and_leaves_what_was_said_before(tracker: Tracker) -> None:
    before = said(tracker, "coverage_4g", "KEN")
    publish(tracker, "coverage_4g,KEN,2025,99")

    assert record_statements(tracker) == 1

    record = open_record(tracker.store).history(STATEMENTS)[0]
    assert set(record.facts) - {KEPT_FOR, "method_version", "whole", "heads"} == {"coverage_4g"}
    after = said(tracker, "coverage_4g", "KEN")
    assert after[: len(before)] == before
    assert {row["source_revision"] for row in after[len(before) :]} == {1}
    assert len(said(tracker, ONLINE, "KEN")) == len({row["year"] for row in said(tracker, ONLINE, "KEN")})


def test_revisions_missed_in_between_are_made_up_for_as_they_were_seen_then(tracker: Tracker) -> None:
    publish(tracker, f"{ONLINE},KEN,2025,41")
    then = project_record(tracker.state(), tracker.reference, (ONLINE, "KEN"), (None, None), TODAY)
    publish(tracker, f"{ONLINE},KEN,2025,61")

    assert record_statements(tracker) == 2

    rows = said(tracker, ONLINE, "KEN", "UMC2030-U1")
    assert [row["source_revision"] for row in rows] == [0, 1, 2]
    assert rows[1]["median"] == round(then["median"], DECIMALS)
    assert rows[1]["recorded_at"] > rows[1]["published_at"]


def test_what_is_missing_is_found_without_reading_all_that_was_kept(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    original = Store.newest_first

    def counting(store: Store, dataset: str) -> Iterator[Revision]:
        for one in original(store, dataset):
            read.append(one.revision)
            yield one

    for value in (41, 42, 43):
        publish(tracker, f"{ONLINE},KEN,2025,{value}")
    assert record_statements(tracker) == 3
    monkeypatch.setattr(Store, "newest_first", counting)

    assert record_statements(tracker) == 0
    assert len(read) == 1 + len(stated_datasets(tracker.reference))


def test_an_old_store_gets_the_record_of_its_newest_revision_alone(tmp_path: Path) -> None:
    tracker = open_tracker(tmp_path / "store", moment_now)
    publish(tracker, f"{ONLINE},KEN,2025,41")
    publish(tracker, f"{ONLINE},KEN,2025,42")

    assert {one.key.rsplit("-", 3)[0] for one in missing_occasions(tracker, open_record(tracker.store))} == {
        "internet_access-2",
        *(f"{name}-0" for name in stated_datasets(tracker.reference) if name != "internet_access"),
    }


def test_taking_back_says_the_earlier_words_again_and_keeps_the_others(tracker: Tracker) -> None:
    publish(tracker, f"{ONLINE},KEN,2025,90")
    record_statements(tracker)
    commit(tracker, tracker.store.read("internet_access", 0))
    record_statements(tracker)
    rows = said(tracker, ONLINE, "KEN", "UMC2030-U1")

    assert [row["source_revision"] for row in rows] == [0, 1, 2]
    assert rows[0]["median"] == rows[2]["median"] != rows[1]["median"]


def test_a_record_that_cannot_be_written_is_in_nobodys_way(tmp_path: Path) -> None:
    tracker = open_tracker(tmp_path / "store", moment_now)
    (tmp_path / "store" / "projections").write_text("not a folder")
    publish(tracker, f"{ONLINE},KEN,2025,41")

    assert record_statements(tracker) == 0
    assert tracker.store.history("internet_access")[0].revision == 1

    (tmp_path / "store" / "projections").unlink()
    assert record_statements(tracker) == len(stated_datasets(tracker.reference))


def test_a_damaged_entry_of_the_record_is_read_from_its_copy_and_nothing_is_recorded_twice(tracker: Tracker) -> None:
    publish(tracker, f"{ONLINE},KEN,2025,41")
    record_statements(tracker)
    newest = max((tracker.store.location / "projections" / "_delta_log").glob("*.json"))
    newest.write_bytes(b"")

    assert record_statements(tracker) == 0
    assert kept_for(tracker).count("internet_access-1") == 1


def start(location: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", KEEP, str(location)]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    return process


def test_several_processes_record_a_revision_once(tracker: Tracker) -> None:
    publish(tracker, f"{ONLINE},KEN,2025,41")
    processes = [start(tracker.store.location) for _ in range(2)]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()

    assert sum(int(process.communicate()[0]) for process in processes) == 1
    assert kept_for(tracker).count("internet_access-1") == 1
    assert len(said(tracker, ONLINE, "KEN", "UMC2030-U1")) == 2


@pytest.mark.parametrize(
    ("holder", "name", "when", "kept"),
    [
        ("services.projecting.recording", "make_statements", "after", 0),
        ("data.store.parts", "CommitProperties", "before", 0),
        ("services.projecting.recording:Store", "commit", "after", 1),
    ],
    ids=["before it writes", "between its files and the commit", "after the commit"],
)
def test_a_process_that_is_killed_in_between_is_made_up_for(
    tracker: Tracker, holder: str, name: str, when: str, kept: int
) -> None:
    publish(tracker, f"{ONLINE},KEN,2025,41")
    files = statement_files(tracker)
    command = [sys.executable, "-c", KEEP_AND_DIE, str(tracker.store.location), holder, name, when]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    assert (statement_files(tracker) > files) is (name != "make_statements"), "the kill fell elsewhere"
    assert kept_for(tracker).count("internet_access-1") == kept

    assert record_statements(tracker) == 1 - kept

    assert kept_for(tracker).count("internet_access-1") == 1
    assert len(said(tracker, ONLINE, "KEN", "UMC2030-U1")) == 2


def test_another_method_records_the_newest_revision_anew(tracker: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    revision = tracker.store.history("targets")[0]
    first = occasion_key(revision)
    monkeypatch.setattr("services.projecting.statements.method_version", lambda: "2-changed")
    monkeypatch.setattr("services.projecting.recording.method_version", lambda: "2-changed")

    assert occasion_key(revision) != first
    assert record_statements(tracker) == len(stated_datasets(tracker.reference))
    assert {row["method_version"] for row in said(tracker, ONLINE, "KEN", "UMC2030-U1")} > {"2-changed"}


def test_the_record_is_not_a_dataset_and_publishes_nothing(tracker: Tracker) -> None:
    key = tracker.store.snapshot().key
    publish(tracker, f"{ONLINE},KEN,2025,41")
    published = tracker.store.snapshot().key
    record_statements(tracker)

    assert STATEMENTS not in tracker.store.datasets
    assert key != published == tracker.store.snapshot().key
    assert isinstance(read_statements(tracker.store, ONLINE), pa.Table)
    assert date.fromisoformat(said(tracker, ONLINE, "KEN")[0]["said_on"]) <= TODAY
