"""What a job can be asked about a file in the spool, and what it answers: check, preview, publish, set rows apart.

The deeds are those of `checking`, `previewing`, `publishing` and `refused_rows`. Here they find their input in the
folder of the file and leave there what the next one needs: rows stay on the disk, schools as tables that are mapped
from there. What goes back to the asking process is small enough to be sent as it is.
"""

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import pandas as pd
import pyarrow as pa

from data.datasets import SCHOOLS, TARGETS
from data.readers import Opened, ReadOptions, open_as_said, read_opened
from data.readers.content import map_file, sha256_of
from data.readers.reading import PROBLEMS_LIMIT
from data.schemas.problem import Problem
from data.schemas.refused import Returned
from data.store import StoreError
from data.tables import SCHOOL_SCHEMA, plain_schools
from i18n import speak_of_units
from services.checking import Check, check_reading, shortened
from services.difference import Difference
from services.jobs.bounds import Bounds, ease
from services.previewing import MERGE, Mode, Preview, preview_file, usual_mode
from services.publishing import MovedOnError, Published, Who, publish_shown
from services.refused_rows import (
    COLUMNS,
    Glimpse,
    Record,
    glimpse,
    report_record,
    rows_to_show,
    split_check,
    whole_list,
)
from services.schools.changes import Keep
from services.tracker import Tracker

FILE = "file"
CHECK, SCHOOL_ROWS = "check", "schools"
ACCEPTED, ACCEPTED_SCHOOLS = "accepted", "accepted-schools"
SCHOOLS_OF = {CHECK: SCHOOL_ROWS, ACCEPTED: ACCEPTED_SCHOOLS}
CHUNK = 100_000


@dataclass(frozen=True)
class CheckAsked:
    """Check the file; where it can be published, say what that would do, and keep it under a name.

    If it is only supposed to be read so, nothing is kept: what is looked at and would be published stays as it is.
    """

    file: str
    options: ReadOptions
    mode: Mode
    today: date
    name: str
    supposed: bool = False


@dataclass(frozen=True)
class PreviewAsked:
    """Say what publishing the checked file in another way would do, and keep it under a name."""

    file: str
    mode: Mode
    today: date
    name: str


@dataclass(frozen=True)
class PublishAsked:
    """Publish the preview that was kept under a name, exactly."""

    file: str
    mode: Mode
    today: date
    name: str
    who: Who


@dataclass(frozen=True)
class Writers:
    """How what goes back is written: the list of problems row by row, and refused rows in the forms for so many."""

    problems: Callable[[TextIO, Sequence[str], Iterable[Record]], None]
    forms: Callable[[int], Sequence[str]]
    refused: Callable[[Returned, str], bytes]


@dataclass(frozen=True)
class SplitAsked:
    """Set the good rows of the file apart from the refused ones, keep those, and write into a folder what goes back."""

    file: str
    options: ReadOptions
    today: date
    folder: Path
    writers: Writers


Asked = CheckAsked | PreviewAsked | PublishAsked | SplitAsked


@dataclass(frozen=True)
class Report:
    """What was found in a file, as soon as it is known: the check without its rows, and rows with problems."""

    check: Check
    seen: Glimpse


@dataclass(frozen=True)
class Previewed:
    """What publishing would do in a mode, and the name under which it is kept; None where it cannot be published."""

    name: str
    mode: Mode
    preview: Preview | None


@dataclass(frozen=True)
class MovedOn:
    """Somebody else published in between: what they changed."""

    theirs: dict[str, Difference]


@dataclass(frozen=True)
class Refused:
    """The store cannot take the publication at this moment."""

    error: StoreError


@dataclass(frozen=True)
class SplitDone:
    """How many rows are refused and problems there are in all; the check of the good rows, if there are any."""

    refused: int
    problems: int
    accepted: Check | None


Answer = Previewed | Published | MovedOn | Refused | SplitDone
Say = Callable[[Report | Bounds], None]
"""Says what is known before the answer: the report, and which limits the process has from now on."""


def do(tracker: Tracker, folder: Path, asked: Asked, say: Say) -> Answer:
    """Do what is asked about the file in a folder."""
    speak_of_units(tracker.reference_of(tracker.store.snapshot()).unit_words)
    if isinstance(asked, CheckAsked):
        return _check(tracker, folder, asked, say)
    if isinstance(asked, PreviewAsked):
        return _preview(tracker, folder, load_check(folder, asked.mode), asked)
    if isinstance(asked, SplitAsked):
        return _split(tracker, folder, asked, say)
    return _publish(tracker, folder, asked)


def _check(tracker: Tracker, folder: Path, asked: CheckAsked, say: Say) -> Previewed:
    opened, _, check = _open_and_check(tracker, folder, asked, asked.options, say)
    if asked.supposed:
        would = preview_file(tracker, check, asked.today, asked.mode) if check.publishable else None
        return Previewed(asked.name, asked.mode, would and lighten_preview(would))
    seen = glimpse(opened, check, rows_to_show(check)) if isinstance(opened, Opened) else Glimpse()
    del opened
    say(Report(_keep_check(folder, CHECK, check), seen))
    if not check.publishable:
        return Previewed(asked.name, asked.mode, None)
    if check.schools is not None:  # from the disk from now on: they take no memory there
        check = load_check(folder)
    return _preview(tracker, folder, check, replace(asked, mode=usual_mode(check, asked.mode)))


def _open_and_check(
    tracker: Tracker, folder: Path, asked: CheckAsked | SplitAsked, options: ReadOptions, say: Say
) -> tuple[Opened | Problem, ReadOptions, Check]:
    content = map_file(folder / FILE)
    opened, said = open_as_said(content, options)
    reading = read_opened(opened, asked.file, tracker.reference.rules(asked.today), said)
    say(ease())
    return opened, said, check_reading(tracker, reading, (asked.file, sha256_of(content)), options, asked.today)


def _keep_check(folder: Path, name: str, check: Check) -> Check:
    """Keep a check under a name, and return it without its rows."""
    keep_rows(folder, SCHOOLS_OF[name], check.schools)
    without = replace(check, schools=None, reading=replace(check.reading, schools=None))
    (folder / name).write_bytes(pickle.dumps(without))
    return lighten_check(without)


def _split(tracker: Tracker, folder: Path, asked: SplitAsked, say: Say) -> SplitDone:
    opened, said, check = _open_and_check(tracker, folder, asked, whole_list(asked.options), say)
    split = split_check(tracker, check, opened, said, asked.today)
    problems, returned = split.check.problems, split.returned
    with problem_file(asked.folder).open("w", encoding="utf-8-sig", newline="") as target:
        asked.writers.problems(target, COLUMNS, map(report_record, problems))
    refused = len(returned.rows) if returned else 0
    if returned:
        for form in asked.writers.forms(refused):
            refused_file(asked.folder, form).write_bytes(asked.writers.refused(returned, form))
    accepted = split.accepted and _keep_check(folder, ACCEPTED, shortened(split.accepted, PROBLEMS_LIMIT))
    return SplitDone(refused, len(problems), accepted)


def _preview(tracker: Tracker, folder: Path, check: Check, asked: CheckAsked | PreviewAsked) -> Previewed:
    preview = preview_file(tracker, check, asked.today, asked.mode, keeper(folder, asked.name))
    for dataset, one in preview.differences.items():
        if dataset != SCHOOLS:  # those are kept already, or are the schools of the file
            keep_rows(folder, f"{asked.name}-{dataset}", one.state)
    light = lighten_preview(preview)
    (folder / asked.name).write_bytes(pickle.dumps(light))
    return Previewed(asked.name, asked.mode, light)


def _publish(tracker: Tracker, folder: Path, asked: PublishAsked) -> Published | MovedOn | Refused:
    shown: Preview = load(folder / asked.name)
    check = load_check(folder, asked.mode)
    states = {name: load_rows(folder, f"{asked.name}-{name}") for name in shown.differences}
    whole = {
        name: replace(one, state=check.schools if states[name] is None else states[name])
        for name, one in shown.differences.items()
    }
    origin = (check.file, check.sha256)
    try:
        done = publish_shown(
            tracker,
            replace(shown, differences=whole),
            asked.who,
            "publish",
            lambda: preview_file(tracker, check, asked.today, asked.mode, keeper(folder, f"{asked.name}-anew")),
            origin,
        )
    except MovedOnError as moved:
        return MovedOn({name: _without_state(one) for name, one in moved.theirs.items()})
    except StoreError as error:
        return Refused(error)
    return Published(shown, done.revisions, done.doubt)


def lighten_check(check: Check) -> Check:
    """Return a check without the rows: what a page shows of it, and which datasets it feeds."""
    reading = replace(
        check.reading,
        observations=check.reading.observations.iloc[:0],
        models=(),
        model_rows=(),
        schools=None,
    )
    return replace(
        check,
        reading=reading,
        rows={name: rows.iloc[:0] for name, rows in check.rows.items()},
        given=dict.fromkeys(check.given),
    )


def lighten_preview(preview: Preview) -> Preview:
    """Return a preview without the states that it leads to, but for targets, which are few and shown by name."""
    return replace(
        preview,
        differences={
            name: one if name == TARGETS else _without_state(one) for name, one in preview.differences.items()
        },
    )


def _without_state(difference: Difference) -> Difference:
    state = difference.state
    return replace(difference, state=state.slice(0, 0) if isinstance(state, pa.Table) else state.iloc[:0])


def load_check(folder: Path, mode: Mode = MERGE) -> Check:
    """Return the check of the file in a folder, or of its good rows; its schools are mapped from the disk."""
    name = ACCEPTED if mode.accepted_only else CHECK
    check: Check = load(folder / name)
    return replace(check, schools=load_rows(folder, SCHOOLS_OF[name]))


def problem_file(folder: Path) -> Path:
    """Return where the list of all problems stands, once the file was split."""
    return folder / "findings.csv"


def refused_file(folder: Path, form: str) -> Path:
    """Return where the refused rows stand in a form, once the file was split."""
    return folder / f"refused.{form}"


def keeper(folder: Path, name: str) -> Keep:
    """Return what takes in the schools of a preview one country after another, straight to the disk."""

    def keep(schools: Iterator[pa.Table]) -> pa.Table:
        _write_arrow(folder / f"{name}-{SCHOOLS}.arrow", SCHOOL_SCHEMA, schools)
        return load_rows(folder, f"{name}-{SCHOOLS}")

    return keep


def keep_rows(folder: Path, name: str, rows: pd.DataFrame | pa.Table | None) -> None:
    """Keep a table of rows in a folder; schools, of which there are many, so that they can be mapped from there."""
    for suffix in (".arrow", ".pickle"):
        (folder / f"{name}{suffix}").unlink(missing_ok=True)
    if isinstance(rows, pa.Table) and set(rows.column_names) <= set(SCHOOL_SCHEMA.names):
        plain = (plain_schools(rows.slice(begin, CHUNK)) for begin in range(0, rows.num_rows, CHUNK))
        _write_arrow(folder / f"{name}.arrow", SCHOOL_SCHEMA, plain)
    elif rows is not None:
        (folder / f"{name}.pickle").write_bytes(pickle.dumps(rows))


def _write_arrow(place: Path, schema: pa.Schema, tables: Iterable[pa.Table]) -> None:
    with pa.OSFile(str(place), "wb") as sink, pa.ipc.new_file(sink, schema) as writer:
        for rows in tables:
            writer.write_table(rows, max_chunksize=CHUNK)


def load_rows(folder: Path, name: str) -> Any:  # noqa: ANN401 - a table or a frame, as it was kept
    """Return the rows kept under a name, None where there are none."""
    if (folder / f"{name}.arrow").exists():
        return pa.ipc.open_file(pa.memory_map(str(folder / f"{name}.arrow"))).read_all()
    place = folder / f"{name}.pickle"
    return load(place) if place.exists() else None


def load(place: Path) -> Any:  # noqa: ANN401 - what was kept there
    """Return what was kept in a file."""
    return pickle.loads(place.read_bytes())  # noqa: S301 - our own file in a folder that nobody else can write to
