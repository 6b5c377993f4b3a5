"""What a process of its own can be asked about a large file: to check it, to preview it, to publish what was shown.

The deeds are those of `checking`, `previewing` and `publishing`; here they only find their input in the folder of the
file and leave there what the next one needs. What goes back to the asking process is small: tables of rows stay
behind.
"""

import pickle
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from data.readers import ReadOptions
from data.readers.content import map_file
from data.schemas.problem import Problem
from data.schemas.refused import Returned
from data.store import StoreError
from services.checking import Check, check_file
from services.difference import Difference
from services.previewing import MERGE, Mode, Preview, preview_file
from services.publishing import MovedOnError, Published, Who, publish_shown
from services.refused import split_file
from services.spool import FILE
from services.tracker import Tracker

CHECK, SCHOOL_ROWS = "check", "schools"
ACCEPTED, ACCEPTED_SCHOOLS = "accepted", "accepted-schools"
PROBLEMS, RETURNED = "problems", "returned"
SCHOOLS_OF = {CHECK: SCHOOL_ROWS, ACCEPTED: ACCEPTED_SCHOOLS}
CHUNK = 100_000


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


@dataclass(frozen=True)
class PublishAsked:
    """Publish the preview that was kept under a name, exactly."""

    name: str
    mode: Mode
    today: date
    who: Who


@dataclass(frozen=True)
class SplitAsked:
    """Set the good rows of the file apart from the refused ones, and keep both."""

    file: str
    options: ReadOptions
    today: date


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
    (folder / PROBLEMS).write_bytes(pickle.dumps(split.check.problems))
    (folder / RETURNED).write_bytes(pickle.dumps(split.returned))
    accepted = _keep_check(folder, ACCEPTED, split.accepted) if split.accepted else None
    refused = len(split.returned.rows) if split.returned else 0
    return SplitDone(refused, len(split.check.problems), accepted)


def _preview(tracker: Tracker, folder: Path, asked: PreviewAsked) -> Preview:
    check = load_check(folder, asked.mode)
    preview = preview_file(tracker, check, asked.today, asked.mode)
    for dataset, one in preview.differences.items():
        if one.state is not check.schools:
            keep_rows(folder, f"{asked.name}-{dataset}", one.state)
    light = lighten_preview(preview)
    (folder / asked.name).write_bytes(pickle.dumps(light))
    return light


def _publish(tracker: Tracker, folder: Path, asked: PublishAsked) -> Published | MovedOn | Refused:
    shown: Preview = _load(folder / asked.name)
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
            lambda: preview_file(tracker, check, asked.today, asked.mode),
            origin,
        )
    except MovedOnError as moved:
        theirs = {name: _without_state(one) for name, one in moved.theirs.items()}
        return MovedOn(lighten_preview(moved.preview), theirs)
    except StoreError as error:
        return Refused(error)
    return Published(shown, done.revisions)


def load_check(folder: Path, mode: Mode = MERGE) -> Check:
    """Return the check of the file in a folder, or of its good rows; its schools are mapped from the disk."""
    name = ACCEPTED if mode.accepted_only else CHECK
    check: Check = _load(folder / name)
    return replace(check, schools=load_rows(folder, SCHOOLS_OF[name]))


def load_problems(folder: Path) -> tuple[Problem, ...]:
    """Return the whole list of problems of the file in a folder, once it was split."""
    found: tuple[Problem, ...] = _load(folder / PROBLEMS)
    return found


def load_returned(folder: Path) -> Returned | None:
    """Return the refused rows of the file in a folder, once it was split."""
    found: Returned | None = _load(folder / RETURNED)
    return found


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


def keep_rows(folder: Path, name: str, rows: pd.DataFrame | pa.Table | None) -> None:
    """Keep a table of rows in a folder; one of Arrow so that it can be mapped from there."""
    for suffix in (".arrow", ".pickle"):
        (folder / f"{name}{suffix}").unlink(missing_ok=True)
    if isinstance(rows, pa.Table):
        place = str(folder / f"{name}.arrow")
        with pa.OSFile(place, "wb") as sink, pa.ipc.new_file(sink, rows.schema) as writer:
            writer.write_table(rows, max_chunksize=CHUNK)
    elif rows is not None:
        (folder / f"{name}.pickle").write_bytes(pickle.dumps(rows))


def load_rows(folder: Path, name: str) -> Any:  # noqa: ANN401 - a table or a frame, as it was kept
    """Return the rows kept under a name, None where there are none."""
    if (folder / f"{name}.arrow").exists():
        return pa.ipc.open_file(pa.memory_map(str(folder / f"{name}.arrow"))).read_all()
    place = folder / f"{name}.pickle"
    return _load(place) if place.exists() else None


def _load(place: Path) -> Any:  # noqa: ANN401 - what was kept there
    return pickle.loads(place.read_bytes())  # noqa: S301 - our own file in a folder that nobody else can write to
