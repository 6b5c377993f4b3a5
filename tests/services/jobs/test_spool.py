"""Uploaded files: worked on in processes of their own, with the results of this one; ended early, nothing stays."""

import os
import pickle
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from threading import Event

import pyarrow as pa
import pytest

from clock import moment_now
from data.readers import Decision, ReadOptions
from data.reference.limits import load_upload_limits
from data.schemas.mapping import ColumnMapping
from data.store import DatasetMoved, RevisionDamaged, StoreBusy, StoreError
from data.tables import plain_schools
from reports.refused_file import refused_file, refused_forms
from reports.tables import to_csv, write_csv
from services.checking import Check, check_file
from services.jobs import spool
from services.jobs.deeds import (
    FILE,
    CheckAsked,
    MovedOn,
    PreviewAsked,
    Previewed,
    PublishAsked,
    Refused,
    SplitAsked,
    SplitDone,
    Writers,
    do,
    lighten_check,
    lighten_preview,
)
from services.jobs.job import PATIENCE_S, SPARE, Job, _small_slots
from services.jobs.spool import SIZE_SETTING, Spooled, is_large, revisions_made
from services.previewing import MERGE, Mode, preview_file, targets_of
from services.publishing import Published, Who, publish_file
from services.refused_rows import COLUMNS, report_records, split_file
from services.tracker import Tracker, open_tracker

pytestmark = pytest.mark.usefixtures("spool_here")
TODAY = date(2026, 7, 1)
WRITERS = Writers(write_csv, refused_forms, refused_file)
ANA = Who("Ana", "a census")
SCHOOLS = b"school_id,ref_area,connectivity,latitude,longitude\n" + b"".join(
    b"s%d,%s,%s,1.2345%d,36.12345\n" % (one, (b"KEN", b"UGA")[one % 2], (b"yes", b"no", b"")[one % 3], one % 10)
    for one in range(300)
)
FIGURES = (
    b"indicator,ref_area,time_period,obs_value\nindividuals_online,KEN,2023,36.1\nindividuals_online,KEN,2025,44.2\n"
)
BAD = b"school_id,ref_area,connectivity\na,KEN,perhaps\nb,Atlantis,yes\nc,KEN,yes\n"
PLEDGES = b"pledge_id,pledger,pledged_usd\np1,A company,1000\np2,A ministry,2000\n"


@pytest.fixture
def tracker(own: Tracker) -> Tracker:
    return own


def files_of(place: Path) -> list[Path]:
    return [one for one in place.rglob("*") if one.is_file() and one.name != spool.LOCK]


def done(job: Job) -> object:
    job.wait(300)
    assert job.end == "done"
    return job.answer


def same_check(left: Check, right: Check) -> bool:
    """Return whether two checks say the same, frame by frame and column by column."""
    frames = (left.reading.observations.equals(right.reading.observations), left.schools == right.schools)
    plain = [one.name for one in fields(Check) if one.name not in ("reading", "rows", "given", "schools")]
    empty = {"observations": None, "schools": None}
    readings = [replace(one.reading, **empty) for one in (left, right)]  # type: ignore[arg-type]
    return all(frames) and readings[0] == readings[1] and all(getattr(left, n) == getattr(right, n) for n in plain)


@pytest.mark.usefixtures("jobs_started_anew")
@pytest.mark.parametrize("content", [SCHOOLS, FIGURES, BAD, PLEDGES], ids=["schools", "figures", "bad", "pledges"])
def test_process_of_its_own_finds_exactly_what_this_one_finds(tracker: Tracker, content: bytes) -> None:
    options = ReadOptions()
    here = check_file(tracker, content, "f.csv", options, TODAY)
    large = Spooled(content)

    job = large.ask(tracker, CheckAsked("f.csv", options, MERGE, TODAY, "first"))
    done(job)

    assert job.report
    there = large.with_schools(job.report.check)
    assert same_check(lighten_check(replace(here, schools=None)), lighten_check(replace(there, schools=None)))
    assert there.schools == (None if here.schools is None else plain_schools(here.schools))
    assert (there.datasets, there.publishable) == (here.datasets, here.publishable)


@pytest.mark.parametrize(
    ("content", "mode"),
    [(SCHOOLS, MERGE), (SCHOOLS, Mode(by_id=True)), (FIGURES, MERGE), (PLEDGES, Mode(complete_on="2026-06-30"))],
    ids=["census", "census-by-id", "figures", "pledges"],
)
def test_publishing_there_stores_exactly_what_publishing_here_stores(
    tracker: Tracker, small_store: Path, tmp_path: Path, content: bytes, mode: Mode
) -> None:
    other = open_tracker(shutil.copytree(small_store, tmp_path / "other"), moment_now)
    check = check_file(other, content, "f.csv", ReadOptions(), TODAY)
    shown_here = preview_file(other, check, TODAY, mode)
    publish_file(other, check, ANA, TODAY, mode)
    large = Spooled(content)
    done(large.ask(tracker, CheckAsked("f.csv", ReadOptions(), MERGE, TODAY, "first")))

    previewed = done(large.ask(tracker, PreviewAsked("f.csv", mode, TODAY, "one")))
    answer = done(large.ask(tracker, PublishAsked("f.csv", mode, TODAY, "one", ANA)))

    assert isinstance(previewed, Previewed) and isinstance(answer, Published)
    shown = previewed.preview
    assert shown
    assert pickle.dumps(shown.consequences) == pickle.dumps(lighten_preview(shown_here).consequences)
    [made] = answer.revisions
    [theirs] = [one for one in other.store.history(made.dataset) if one.revision == 1]
    assert made.model_copy(update={"at": theirs.at}) == theirs
    rows = [sorted(map(str, one.store.read(made.dataset).to_pylist())) for one in (tracker, other)]
    assert rows[0] == rows[1]


@pytest.mark.parametrize(
    ("content", "said", "mode"),
    [
        (FIGURES, Mode(replace=True), Mode(replace=True)),
        (SCHOOLS, Mode(replace=True), Mode()),
        (b"reason,school_id,ref_area\nx,a,KEN\n", Mode(replace=True), MERGE),
        (BAD, MERGE, None),
    ],
    ids=["figures", "census", "given-back", "bad"],
)
def test_check_goes_on_to_what_publishing_in_the_usual_way_would_do(
    tracker: Tracker, content: bytes, said: Mode, mode: Mode | None
) -> None:
    spooled = Spooled(content)
    answer = done(spooled.ask(tracker, CheckAsked("f.csv", ReadOptions(), said, TODAY, "first")))

    assert isinstance(answer, Previewed)
    assert (answer.preview is not None) is (mode is not None)
    assert mode is None or answer.mode == mode


def test_targets_go_with_their_preview_for_they_are_shown_by_name(tracker: Tracker) -> None:
    rows = b"target_id,framework,wording,indicator,unit_measure,ref_area,kind,direction,target_value,target_year\n"
    rows += b"NEW-1,OTHER,Nine of ten online,individuals_online,PT_POP,KEN,level,up,90,2030\n"
    spooled = Spooled(rows)
    answer = done(spooled.ask(tracker, CheckAsked("t.csv", ReadOptions(), MERGE, TODAY, "first")))

    assert isinstance(answer, Previewed) and answer.preview
    assert "NEW-1" in targets_of(tracker.state(), answer.preview)


def test_publication_is_refused_where_somebody_else_was_quicker(tracker: Tracker) -> None:
    large = Spooled(SCHOOLS)
    done(large.ask(tracker, CheckAsked("f.csv", ReadOptions(), MERGE, TODAY, "first")))
    quicker = check_file(tracker, SCHOOLS.replace(b"yes", b"no"), "g.csv", ReadOptions(), TODAY)
    publish_file(tracker, quicker, Who("Ben", "first"), TODAY)

    answer = done(large.ask(tracker, PublishAsked("f.csv", MERGE, TODAY, "first", ANA)))

    assert isinstance(answer, MovedOn)
    assert answer.theirs["schools"].new == 300
    assert tracker.store.history("schools")[0].by == "Ben"


@pytest.mark.parametrize("sign", [signal.SIGKILL, None], ids=["killed", "cancelled"])
def test_job_that_ends_early_says_so_and_publishes_nothing(
    tracker: Tracker, sign: signal.Signals | None, caplog: pytest.LogCaptureFixture
) -> None:
    large = Spooled(SCHOOLS)
    job = large.ask(tracker, CheckAsked("f.csv", ReadOptions(), MERGE, TODAY, "first"))
    until = time.monotonic() + 60
    while job.process_id is None and time.monotonic() < until:
        time.sleep(0.01)
    assert job.process_id is not None
    if sign is None:
        job.cancel()
    else:
        os.kill(job.process_id, sign)
    job.wait(10)

    assert job.end == ("cancelled" if sign is None else "died")
    assert "f.csv" in caplog.text
    with pytest.raises(ProcessLookupError):
        os.kill(job.process_id, 0)


@pytest.fixture
def taken_slots() -> Iterator[None]:
    """Let no job begin."""
    slots = range(load_upload_limits().small_at_once.value)
    for _ in slots:
        _small_slots().acquire()
    yield
    for _ in slots:
        _small_slots().release()


@pytest.mark.usefixtures("taken_slots")
def test_job_that_waits_for_others_is_cancelled_at_once_and_never_begins(tracker: Tracker) -> None:
    large = Spooled(SCHOOLS)
    job = large.ask(tracker, CheckAsked("f.csv", ReadOptions(), MERGE, TODAY, "first"))
    began = time.monotonic()

    job.cancel()
    assert job.end == "cancelled"
    large.drop()

    assert time.monotonic() - began < PATIENCE_S / 2
    _small_slots().release()
    job.wait(60)
    _small_slots().acquire()
    assert (job.end, job.process_id) == ("cancelled", None)


def test_job_that_is_cancelled_in_the_thread_that_starts_its_process_ends(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the collector does, which may take a dropped file with its jobs at any moment."""
    large, asked, start, started = Spooled(SCHOOLS), Event(), subprocess.Popen, []

    def cancel_first(*given: object, **named: object) -> subprocess.Popen[bytes]:
        asked.wait(60)
        large.jobs[0].cancel()
        started.append(start(*given, **named))  # type: ignore[call-overload]
        return started[0]  # type: ignore[no-any-return]

    monkeypatch.setattr(SPARE, "prepare", lambda: None)
    SPARE.end()
    monkeypatch.setattr("services.jobs.job.subprocess.Popen", cancel_first)
    job = large.ask(tracker, CheckAsked("f.csv", ReadOptions(), MERGE, TODAY, "first"))
    asked.set()
    job.wait(60)

    assert (job.end, job.answer) == ("cancelled", None)
    assert started[0].poll() is not None


def test_job_whose_process_cannot_be_started_has_ended(tracker: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OSError("no more processes")

    large = Spooled(SCHOOLS)
    monkeypatch.setattr("services.jobs.job.SPARE.take", fail)
    job = large.ask(tracker, CheckAsked("f.csv", ReadOptions(), MERGE, TODAY, "first"))
    job.wait(60)

    assert job.end == "died"


@pytest.mark.parametrize(
    "error",
    [DatasetMoved("schools", 1, 2), StoreBusy("others write"), RevisionDamaged("a file is missing"), StoreError("x")],
    ids=lambda error: type(error).__name__,
)
def test_trouble_of_the_store_reaches_whoever_asked(error: StoreError) -> None:
    back = pickle.loads(pickle.dumps(Refused(error))).error  # noqa: S301 - made here

    assert (type(back), str(back), vars(back)) == (type(error), str(error), vars(error))


def test_dropped_file_leaves_nothing_and_ends_its_job(tracker: Tracker, spool_here: Path) -> None:
    large = Spooled(SCHOOLS)
    job = large.ask(tracker, CheckAsked("f.csv", ReadOptions(), MERGE, TODAY, "first"))
    assert files_of(spool_here)

    large.drop()

    assert job.end == "cancelled"
    assert not files_of(spool_here)


def test_file_that_nobody_holds_on_to_is_gone(spool_here: Path) -> None:
    large = Spooled(SCHOOLS)
    assert files_of(spool_here)

    del large

    assert not files_of(spool_here)


def test_what_a_killed_process_left_is_swept_and_a_living_one_keeps_its_own(
    spool_here: Path, caplog: pytest.LogCaptureFixture
) -> None:
    living = Spooled(SCHOOLS)
    left = spool_here / f"{spool.PREFIX}dead"
    (left / "upload").mkdir(parents=True)
    (left / "upload" / FILE).write_bytes(b"x")
    (left / "returned").mkdir()
    (left / spool.LOCK).touch()

    assert spool.sweep(spool_here) == 1
    assert not left.exists() and living.folder.exists()
    assert "ended early, with 1 unpublished" in caplog.text


@pytest.mark.parametrize(
    ("size", "start", "said", "large"),
    [
        (7_999_999, b"a", "", False),
        (8_000_000, b"a", "", True),
        (999_999, b"PK", "", False),
        (1_000_000, b"PK", "", True),
        (100, b"a", "0.0001", True),
    ],
)
def test_size_decides_where_a_file_is_worked_on(
    size: int, start: bytes, said: str, large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SIZE_SETTING, said)

    assert is_large(start + b" " * (size - len(start))) is large


@pytest.mark.parametrize("said", ["abc", "nan", "-1", "8 MB"])
def test_size_that_is_none_is_logged_and_the_usual_one_holds(
    said: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(SIZE_SETTING, said)

    assert [is_large(b"a" * size) for size in (7_999_999, 8_000_000)] == [False, True]
    assert caplog.text.count(f"{SIZE_SETTING} is {said!r}") == 1


def test_what_goes_back_is_written_there_as_here_and_outlives_the_file(tracker: Tracker, spool_here: Path) -> None:
    here = split_file(tracker, BAD, "f.csv", ReadOptions(), TODAY)
    large = Spooled(BAD)
    returned = large.returned
    answer = done(large.ask(tracker, SplitAsked("f.csv", ReadOptions(), TODAY, returned.folder, WRITERS)))
    assert isinstance(answer, SplitDone) and here.returned and here.accepted
    assert (answer.refused, answer.problems) == (2, len(here.check.problems))
    assert answer.accepted and answer.accepted.problem_counts == here.accepted.problem_counts

    large.drop()

    assert returned.problems() == to_csv(COLUMNS, report_records(here.check))
    assert returned.refused("csv") == refused_file(here.returned, "csv")
    assert returned.refused("xlsx").startswith(b"PK")
    del large, returned
    assert not files_of(spool_here)


def test_check_of_the_good_rows_lists_no_more_than_a_page_shows(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.jobs.deeds.PROBLEMS_LIMIT", 3)
    bad = b"school_id,ref_area,connectivity,latitude\nx,KEN,perhaps,\n" + b"".join(
        b"s%d,KEN,yes,1.%d\n" % (one, one) for one in range(10, 30)
    )
    large = Spooled(bad)
    asked = SplitAsked("f.csv", ReadOptions(), TODAY, large.returned.folder, WRITERS)

    answer = do(tracker, large.folder, asked, lambda _: None)

    assert isinstance(answer, SplitDone) and answer.accepted
    assert answer.problems > 3 == len(answer.accepted.problems)


def test_publication_that_was_quicker_than_its_end_is_found(tracker: Tracker) -> None:
    check = check_file(tracker, SCHOOLS, "f.csv", ReadOptions(), TODAY)
    preview = preview_file(tracker, check, TODAY)

    assert revisions_made(tracker, preview, check.sha256) == ()
    publish_file(tracker, check, ANA, TODAY)

    assert [one.revision for one in revisions_made(tracker, preview, check.sha256)] == [1]
    assert revisions_made(tracker, preview, "0" * 64) == ()
    assert isinstance(check.schools, pa.Table)


def test_mapping_and_decisions_go_with_the_file(tracker: Tracker) -> None:
    content = SCHOOLS.replace(b"school_id,ref_area", b"Code,Pays").replace(b",KEN,", b",Kenya,")
    columns = {"school_id": "Code", "ref_area": "Pays", "connectivity": "connectivity"}
    options = ReadOptions(
        mapping=ColumnMapping(kind="schools", columns=columns), decisions=(Decision("ref_area", "Kenya", "KEN"),)
    )
    large = Spooled(content)
    job = large.ask(tracker, CheckAsked("f.csv", options, MERGE, TODAY, "first"))
    done(job)

    assert job.report
    found = job.report.check
    assert (found.reading.form, found.reading.rows.accepted) == ("mapped", 300)
    assert large.with_schools(found).publishable
