"""Keeping what was said: each revision's projections, written down for good beside the revisions themselves.

They cannot be worked out again later, because methods change; so they have a table of their own in the store, to which
is only ever added, one commit an occasion. A publication neither waits for it nor fails by it: what is missing is made
up for at the next occasion, and says on which day it was recorded.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from threading import Lock
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data.schemas.revision import Revision
from data.store import Clock, DatasetMoved, Deed, Layout, Snapshot, Store, StoreError
from data.tables import STATEMENT_SCHEMA, in_codes
from services.projecting.statements import (
    OCCASION_COLUMNS,
    Occasion,
    digest,
    make_statements,
    method_version,
    occasion_key,
    stated_datasets,
)
from services.tracker import Tracker
from services.view import view_of

WHOLE = "whole"
"""The fact that names the indicators of which an occasion keeps all rows; without it, it is all of them."""
MOST_BETWEEN = 25
"""How many occasions may follow a whole one: reading the newest statements opens as many small files."""
KEY = ("ref_area", "target_id", "year")
SAID = tuple(name for name in STATEMENT_SCHEMA.names if name not in OCCASION_COLUMNS)
Row = dict[str, Any]
Said = dict[tuple[Any, ...], Row]


def is_whole(one: Revision, indicator: str) -> bool:
    """Return whether an occasion keeps all rows of an indicator."""
    return WHOLE not in one.facts or indicator in one.facts[WHOLE].split()


def said_last(history: Iterable[Revision], indicator: str, read: Callable[[Revision], pa.Table]) -> Said | None:
    """Return what was last said of an indicator, by area, target and year; None where it is time to say all again.

    Args:
        history: The occasions, newest first.
        indicator: The indicator.
        read: Returns the rows of an occasion about it.
    """
    parts: list[Revision] = []
    for one in history:
        if indicator not in one.facts:
            continue
        parts.append(one)
        if is_whole(one, indicator):
            break
        if len(parts) > MOST_BETWEEN:
            return None
    if not parts or not is_whole(parts[-1], indicator):
        return None
    said: Said = {}
    for one in reversed(parts):
        said |= by_key(read(one))
    return said


def by_key(rows: pa.Table) -> Said:
    """Return the rows by area, target and year."""
    return {tuple(row[name] for name in KEY): row for row in rows.to_pylist()}


def only_new(block: pa.Table, before: Said | None) -> tuple[pa.Table, bool]:
    """Return the rows of a block that say something new, or all of them; and whether it is all.

    It is all of them where that is as short, or where something is not said any more.
    """
    rows = block.to_pylist()
    if before is None or not before.keys() <= {tuple(row[name] for name in KEY) for row in rows}:
        return block, True
    new = [row for row in rows if not _same(row, before.get(tuple(row[name] for name in KEY)))]
    if 2 * len(new) > len(rows) or not new:
        return block, True
    return pa.Table.from_pylist(new, schema=block.schema), False


def _same(row: Row, before: Row | None) -> bool:
    return before is not None and all(row[name] == before[name] for name in SAID)


def fill_up(before: Said, rows: pa.Table, occasion: Row, *, whole: bool) -> Said:
    """Return all that was said at an occasion: what it kept, and what was said before and still held.

    Args:
        before: What was said at the occasion before.
        rows: What this one kept.
        occasion: What every row says of its occasion.
        whole: Whether it kept everything.
    """
    kept = {key: row | occasion for key, row in before.items()} if not whole else {}
    return kept | by_key(rows)


STATEMENTS = "statements"
LAYOUTS = (Layout("projections", STATEMENT_SCHEMA, (STATEMENTS,), part="kept_for", read_as=in_codes),)
KEPT_FOR, METHOD, HEADS = "kept_for", "method_version", "heads"
WHO = "Connect 2030 Tracker"
TRIES = 20
LOG = logging.getLogger(__name__)
_ONE_AT_A_TIME = Lock()


def open_record(store: Store) -> Store:
    """Return the record in the folder of a store: a store of its own, so that adding to it publishes nothing."""
    return _open_at(store.location, store.clock)


@lru_cache(maxsize=4)
def _open_at(location: Path, clock: Clock) -> Store:
    return Store.open(location, LAYOUTS, seeds=dict, clock=clock)


def record_statements(tracker: Tracker) -> int:
    """Write down what is said of the years ahead, for every revision that lacks it; never in the way of anybody.

    Returns:
        How many revisions got their record now. What goes wrong is logged and made up for the next time.
    """
    try:
        record = open_record(tracker.store)
        with _ONE_AT_A_TIME, record.turn_at(STATEMENTS):
            return sum(_keep(tracker, record, one) for one in missing_occasions(tracker, record))
    except Exception:  # whatever it is, it must not touch the publication
        LOG.warning("What was projected could not be written down now; it is made up for later.", exc_info=True)
        return 0


def missing_occasions(tracker: Tracker, record: Store) -> list[Occasion]:
    """Return the revisions without a record, oldest first.

    Of a dataset that the method in use has not spoken about it is the newest revision alone, as it is seen today: what
    was said of the others before is not known. Afterwards it is every one, as it was seen on its own day.
    """
    heads, now = _heads(record), tracker.store.clock()
    found: list[Occasion] = []
    for dataset in stated_datasets(tracker.reference):
        later = _later(tracker, record, dataset, heads.get(dataset, ""))
        if later is None:
            found.append(Occasion(next(tracker.store.newest_first(dataset)), now.date(), now))
        else:
            found += [Occasion(one, one.at.date(), now) for one in later]
    return sorted(found, key=lambda one: one.revision.at)


def _heads(record: Store) -> dict[str, str]:
    """Return the newest occasion of each dataset up to which every revision has its record by the method in use.

    Each commit says so, so that nobody has to go through all of them; those of earlier versions do not.
    """
    found: dict[str, str] = {}
    for one in record.newest_first(STATEMENTS):
        key = one.facts.get(KEPT_FOR, "")
        if one.facts.get(METHOD) != method_version():
            continue
        if HEADS in one.facts:
            return {_dataset_of(head): head for head in one.facts[HEADS].split()} | found
        found.setdefault(_dataset_of(key), key)
    return found


def _dataset_of(key: str) -> str:
    return key.split("-", maxsplit=1)[0]


def _later(tracker: Tracker, record: Store, dataset: str, head: str) -> list[Revision] | None:
    """Return the revisions of a dataset without a record, newest first; None where none has one."""
    revisions: list[Revision] = []
    for one in tracker.store.newest_first(dataset) if head else ():
        if occasion_key(one) == head:
            return revisions
        revisions.append(one)
    # the revision that was recorded last is lost: the others say
    kept = {one.facts.get(KEPT_FOR, "") for one in record.newest_first(STATEMENTS)} if head else set()
    known = [at for at, one in enumerate(revisions) if occasion_key(one) in kept]
    return [one for one in revisions[: known[-1]] if occasion_key(one) not in kept] if known else None


def _keep(tracker: Tracker, record: Store, occasion: Occasion) -> bool:
    """Write down one revision's statements, without those that say the same as the newest kept ones."""
    snapshot = _snapshot_of(tracker, occasion)
    if snapshot is None:
        return False
    view = view_of(tracker, snapshot, occasion.said_on, looks_back=True)
    blocks = make_statements(view.state, view.reference, occasion)
    marks = {indicator: digest(block) for indicator, block in blocks.items()}
    for _ in range(TRIES):
        newest = next(record.newest_first(STATEMENTS))
        if _is_kept(record, occasion):
            return False
        known = _newest_marks(record, marks)
        new = {name: mark for name, mark in marks.items() if known.get(name) != mark}
        kept = {name: only_new(blocks[name], _said_last(record, name)) for name in new}
        rows = pa.concat_tables([STATEMENT_SCHEMA.empty_table(), *(block for block, _ in kept.values())])
        whole = " ".join(name for name, (_, all_of_it) in kept.items() if all_of_it)
        heads = _heads(record) | {occasion.revision.dataset: occasion.key}
        facts = {KEPT_FOR: occasion.key, METHOD: method_version(), WHOLE: whole, HEADS: " ".join(heads.values()), **new}
        deed = Deed(by=WHO, why=occasion.key, facts={STATEMENTS: facts})
        try:
            record.commit({STATEMENTS: rows}, {STATEMENTS: newest.revision}, deed, {STATEMENTS: [occasion.key]})
        except DatasetMoved:
            continue
        return True
    return False


def _is_kept(record: Store, occasion: Occasion) -> bool:
    """Return whether somebody recorded a revision meanwhile: never before it was published."""
    since = takewhile(lambda one: one.at > occasion.revision.at, record.newest_first(STATEMENTS))
    return any(one.facts.get(KEPT_FOR) == occasion.key for one in since)


def _snapshot_of(tracker: Tracker, occasion: Occasion) -> Snapshot | None:
    """Return all data as the revision found them; None where clocks disagree so that it cannot be told."""
    revision = occasion.revision
    newest = tracker.store.snapshot()
    if occasion.said_on != revision.at.date() and newest.revision(revision.dataset) == revision:
        return newest
    then = tracker.store.snapshot(revision.at)
    return then if then.revision(revision.dataset) == revision else None


def _newest_marks(record: Store, wanted: Iterable[str]) -> Mapping[str, str]:
    """Return the mark of what was last said of each indicator by the method in use."""
    left, found = set(wanted), dict[str, str]()
    for one in record.newest_first(STATEMENTS):
        if not left:
            break
        if one.facts.get(METHOD) == method_version():
            found |= {name: one.facts[name] for name in left & one.facts.keys()}
            left -= found.keys()
    return found


def kept_revisions(store: Store) -> frozenset[tuple[str, int]]:
    """Return the revisions, by dataset and number, whose record says something else than the one before it."""
    try:
        history = open_record(store).history(STATEMENTS)
    except (OSError, StoreError):  # a store that cannot be written to, and has no record
        return frozenset()
    found = [one.facts[KEPT_FOR].split("-") for one in history if set(one.facts) - {KEPT_FOR, METHOD, WHOLE, HEADS}]
    return frozenset((dataset, int(number)) for dataset, number, *_ in found)


def read_statements(
    store: Store, indicator: str, choose: Callable[[pa.Table], pa.Table] = lambda rows: rows
) -> pa.Table:
    """Return all that was kept of an indicator, oldest first.

    Args:
        store: The store.
        indicator: The indicator.
        choose: Returns the rows that are wanted of those of one occasion.
    """
    try:
        record = open_record(store)
    except (OSError, StoreError):  # a store that cannot be written to, and has no record
        return STATEMENT_SCHEMA.empty_table()
    said: Said = {}
    found: list[Row] = []
    for one in record.history(STATEMENTS)[::-1]:
        if indicator in one.facts:
            rows = _kept_of(record, one, indicator)
            occasion = {name: rows[name][0].as_py() for name in OCCASION_COLUMNS}
            said = fill_up(said, choose(rows), occasion, whole=is_whole(one, indicator))
            found += said.values()
    return pa.Table.from_pylist(found, schema=STATEMENT_SCHEMA)


def _said_last(record: Store, indicator: str) -> Said | None:
    """Return what was last said of an indicator by the method in use."""
    mine = (one for one in record.newest_first(STATEMENTS) if one.facts.get(METHOD) == method_version())
    return said_last(mine, indicator, lambda one: _kept_of(record, one, indicator))


def _kept_of(record: Store, occasion: Revision, indicator: str) -> pa.Table:
    return _of(record.read_part(occasion, occasion.facts[KEPT_FOR]), indicator)


def _of(rows: pa.Table, indicator: str) -> pa.Table:
    return rows.filter(pc.equal(rows["indicator"], indicator))
