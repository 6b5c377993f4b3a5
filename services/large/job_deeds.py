"""What a process of its own can be asked about a large file: to check it, to preview it, to publish what was shown.

The deeds are those of `checking`, `previewing` and `publishing`; here they only find their input in the folder of the
file and leave there what the next one needs. What goes back to the asking process is small: tables of rows stay
behind.
"""

import pickle
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TextIO

import pyarrow as pa

from data.readers import ReadOptions
from data.readers.content import map_file
from data.readers.reading import PROBLEMS_LIMIT
from data.schemas.refused import Returned
from data.store import StoreError
from services.checking import Check, check_file
from services.difference import Difference
from services.large.job_files import (
    ACCEPTED,
    CHECK,
    SCHOOLS_OF,
    keep_rows,
    keeper,
    load,
    load_check,
    load_rows,
    problem_file,
    refused_file,
)
from services.large.spool import FILE
from services.previewing import Mode, Preview, preview_file
from services.problem_report import COLUMNS, Record, report_record
from services.publishing import MovedOnError, Published, Who, publish_shown
from services.refused import split_file
from services.shapes import SCHOOLS
from services.tracker import Tracker


@dataclass(frozen=True)
class CheckAsked:
    """Check the file."""

    file: str
    options: ReadOptions
    today: date


@dataclass(frozen=True)
class PreviewAsked:
    """Say what publishing the checked file would do, and keep it under a name."""

    name: str
    mode: Mode
    today: date
    file: str = ""


@dataclass(frozen=True)
class PublishAsked:
    """Publish the preview that was kept under a name, exactly."""

    name: str
    mode: Mode
    today: date
    who: Who
    file: str = ""


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
class MovedOn:
    """Somebody else published in between: the preview anew, and what they changed."""

    preview: Preview
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


Answer = Check | Preview | Published | MovedOn | Refused | SplitDone


def do(tracker: Tracker, folder: Path, asked: Asked) -> Answer:
    """Do what is asked about the file in a folder."""
    if isinstance(asked, CheckAsked):
        return _check(tracker, folder, asked)
    if isinstance(asked, PreviewAsked):
        return _preview(tracker, folder, asked)
    if isinstance(asked, SplitAsked):
        return _split(tracker, folder, asked)
    return _publish(tracker, folder, asked)


def _check(tracker: Tracker, folder: Path, asked: CheckAsked) -> Check:
    check = check_file(tracker, map_file(folder / FILE), asked.file, asked.options, asked.today)
    return _keep_check(folder, CHECK, check)


def _keep_check(folder: Path, name: str, check: Check) -> Check:
    """Keep a check under a name, and return it without its rows."""
    keep_rows(folder, SCHOOLS_OF[name], check.schools)
    without = replace(check, schools=None, reading=replace(check.reading, schools=None))
    (folder / name).write_bytes(pickle.dumps(without))
    return lighten_check(without)


def _split(tracker: Tracker, folder: Path, asked: SplitAsked) -> SplitDone:
    split = split_file(tracker, map_file(folder / FILE), asked.file, asked.options, asked.today)
    problems, returned = split.check.problems, split.returned
    with problem_file(asked.folder).open("w", encoding="utf-8-sig", newline="") as target:
        asked.writers.problems(target, COLUMNS, map(report_record, problems))
    refused = len(returned.rows) if returned else 0
    if returned:
        for form in asked.writers.forms(refused):
            refused_file(asked.folder, form).write_bytes(asked.writers.refused(returned, form))
    accepted = _keep_check(folder, ACCEPTED, _shortened(split.accepted)) if split.accepted else None
    return SplitDone(refused, len(problems), accepted)


def _shortened(check: Check) -> Check:
    """Return a check with no more problems than a page lists."""
    reading = replace(check.reading, problems=check.reading.problems[:PROBLEMS_LIMIT])
    return replace(check, problems=check.problems[:PROBLEMS_LIMIT], reading=reading)


def _preview(tracker: Tracker, folder: Path, asked: PreviewAsked) -> Preview:
    check = load_check(folder, asked.mode)
    preview = preview_file(tracker, check, asked.today, asked.mode, keeper(folder, asked.name))
    for dataset, one in preview.differences.items():
        if dataset != SCHOOLS:  # those are kept already, or are the schools of the file
            keep_rows(folder, f"{asked.name}-{dataset}", one.state)
    light = lighten_preview(preview)
    (folder / asked.name).write_bytes(pickle.dumps(light))
    return light


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
        theirs = {name: _without_state(one) for name, one in moved.theirs.items()}
        return MovedOn(lighten_preview(moved.preview), theirs)
    except StoreError as error:
        return Refused(error)
    return Published(shown, done.revisions, done.doubt)


def lighten_check(check: Check) -> Check:
    """Return a check without the rows: what a page shows of it, and which datasets it feeds."""
    reading = replace(
        check.reading,
        observations=check.reading.observations.iloc[:0],
        targets=(),
        target_rows=(),
        pledges=(),
        pledge_rows=(),
        schools=None,
    )
    return replace(
        check,
        reading=reading,
        rows={name: rows.iloc[:0] for name, rows in check.rows.items()},
        given=dict.fromkeys(check.given),
    )


def lighten_preview(preview: Preview) -> Preview:
    """Return a preview without the states that it leads to."""
    return replace(preview, differences={name: _without_state(one) for name, one in preview.differences.items()})


def _without_state(difference: Difference) -> Difference:
    state = difference.state
    return replace(difference, state=state.slice(0, 0) if isinstance(state, pa.Table) else state.iloc[:0])
