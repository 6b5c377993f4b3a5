"""What a process of its own can be asked about a file: to read, check or preview it, or to publish what was shown.

The deeds are those of `checking`, `previewing` and `publishing`; here they only find their input in the folder of the
file and leave there what the next one needs. What goes back to the asking process is small: tables of rows stay
behind.
"""

import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from data.datasets import SCHOOLS
from data.readers import read_file
from data.readers.content import map_file
from data.readers.reading import PROBLEMS_LIMIT
from data.reference.limits import load_upload_limits
from data.schemas.thresholds import MB
from data.store import StoreError
from i18n import speak_of_units
from services.checking import Check, check_file
from services.difference import Difference
from services.large.asked import (
    Answer,
    Asked,
    CheckAsked,
    GiveBackAsked,
    GivenBack,
    GlimpseAsked,
    MovedOn,
    PreviewAsked,
    PublishAsked,
    ReadAsked,
    ReadDone,
    Refused,
    SplitAsked,
    SplitDone,
)
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
from services.previewing import Preview, preview_file
from services.publishing import MovedOnError, Published, publish_shown
from services.refused_rows import COLUMNS, give_back_file, glimpse, report_record, split_file
from services.tracker import Tracker


def do(opened: Callable[[], Tracker], folder: Path, asked: Asked) -> Answer:
    """Do what is asked about the file in a folder; the tracker is opened only where the published data is needed."""
    if isinstance(asked, ReadAsked):
        return _read(folder, asked)
    if isinstance(asked, GiveBackAsked):
        back = give_back_file(map_file(folder / FILE), asked.file, asked.options, asked.check, asked.lines)
        return GivenBack(back)
    if isinstance(asked, GlimpseAsked):
        return glimpse(map_file(folder / FILE), asked.check, asked.options, asked.wanted)
    tracker = opened()
    speak_of_units(tracker.reference_of(tracker.store.snapshot()).unit_words)
    return _do_with(tracker, folder, asked)


def _read(folder: Path, asked: ReadAsked) -> ReadDone:
    reading = read_file(map_file(folder / FILE), asked.file, asked.rules, asked.options)
    large = len(pickle.dumps(reading)) > load_upload_limits().handed_over_mb.value * MB
    return ReadDone(None if large else reading)


def _do_with(tracker: Tracker, folder: Path, asked: CheckAsked | PreviewAsked | PublishAsked | SplitAsked) -> Answer:
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
    """Return a preview without the states that it leads to."""
    return replace(preview, differences={name: _without_state(one) for name, one in preview.differences.items()})


def _without_state(difference: Difference) -> Difference:
    state = difference.state
    return replace(difference, state=state.slice(0, 0) if isinstance(state, pa.Table) else state.iloc[:0])
