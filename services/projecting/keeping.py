"""Keeping what was said: each revision's projections, written down for good beside the revisions themselves.

They cannot be worked out again later, because methods change; so they have a table of their own in the store, to which
is only ever added, one commit an occasion. A publication neither waits for it nor fails by it: what is missing is made
up for at the next occasion, and says on which day it was recorded.
"""

import logging
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from threading import Lock

import pyarrow as pa
import pyarrow.compute as pc

from data.schemas.revision import Revision
from data.store import Clock, DatasetMoved, Deed, Layout, Snapshot, Store, StoreError
from data.tables import STATEMENT_SCHEMA
from services.projecting.repeated import WHOLE, Row, Said, fill_up, is_whole, only_new, said_last
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

STATEMENTS = "statements"
LAYOUTS = (Layout("projections", STATEMENT_SCHEMA, (STATEMENTS,), part="kept_for"),)
KEPT_FOR, METHOD = "kept_for", "method_version"
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


def keep_statements(tracker: Tracker) -> int:
    """Write down what is said of the years ahead, for every revision that lacks it; never in the way of anybody.

    Returns:
        How many revisions got their record now. What goes wrong is logged and made up for the next time.
    """
    try:
        with _ONE_AT_A_TIME:
            record = open_record(tracker.store)
            return sum(_keep(tracker, record, one) for one in missing_occasions(tracker, record))
    except Exception:  # whatever it is, it must not touch the publication
        LOG.warning("What was projected could not be written down now; it is made up for later.", exc_info=True)
        return 0


def missing_occasions(tracker: Tracker, record: Store) -> list[Occasion]:
    """Return the revisions without a record, oldest first.

    Of a dataset that the method in use has not spoken about it is the newest revision alone, as it is seen today: what
    was said of the others before is not known. Afterwards it is every one, as it was seen on its own day.
    """
    kept = {one.facts.get(KEPT_FOR, "") for one in record.history(STATEMENTS)}
    now = tracker.store.clock()
    found: list[Occasion] = []
    for dataset in stated_datasets(tracker.reference):
        revisions = tracker.store.history(dataset)
        known = [at for at, one in enumerate(revisions) if occasion_key(one) in kept]
        if not known:
            found.append(Occasion(revisions[0], now.date(), now))
        later = revisions[: max(known, default=0)]
        found += [Occasion(one, one.at.date(), now) for one in later if occasion_key(one) not in kept]
    return sorted(found, key=lambda one: one.revision.at)


def _keep(tracker: Tracker, record: Store, occasion: Occasion) -> bool:
    """Write down one revision's statements, without those that say the same as the newest kept ones."""
    snapshot = _snapshot_of(tracker, occasion)
    if snapshot is None:
        return False
    view = view_of(tracker, snapshot, occasion.said_on, looks_back=True)
    blocks = make_statements(view.state, view.reference, occasion)
    marks = {indicator: digest(block) for indicator, block in blocks.items()}
    for _ in range(TRIES):
        history = record.history(STATEMENTS)
        if any(one.facts.get(KEPT_FOR) == occasion.key for one in history):
            return False
        known = _newest_marks(history)
        new = {name: mark for name, mark in marks.items() if known.get(name) != mark}
        snapshot = record.snapshot()
        kept = {name: only_new(blocks[name], _said_last(history, snapshot, name)) for name in new}
        rows = pa.concat_tables([STATEMENT_SCHEMA.empty_table(), *(block for block, _ in kept.values())])
        whole = " ".join(name for name, (_, all_of_it) in kept.items() if all_of_it)
        facts = {KEPT_FOR: occasion.key, METHOD: method_version(), WHOLE: whole, **new}
        deed = Deed(by=WHO, why=occasion.key, facts={STATEMENTS: facts})
        try:
            record.commit({STATEMENTS: rows}, {STATEMENTS: history[0].revision}, deed, {STATEMENTS: [occasion.key]})
        except DatasetMoved:
            continue
        return True
    return False


def _snapshot_of(tracker: Tracker, occasion: Occasion) -> Snapshot | None:
    """Return all data as the revision found them; None where clocks disagree so that it cannot be told."""
    revision = occasion.revision
    newest = tracker.store.snapshot()
    if occasion.said_on != revision.at.date() and newest.revision(revision.dataset) == revision:
        return newest
    then = tracker.store.snapshot(revision.at)
    return then if then.revision(revision.dataset) == revision else None


def _newest_marks(history: list[Revision]) -> Mapping[str, str]:
    """Return the mark of what was last said of each indicator by the method in use."""
    found: dict[str, str] = {}
    for one in history:
        if one.facts.get(METHOD) == method_version():
            found = {**one.facts, **found}
    return found


def kept_revisions(store: Store) -> frozenset[tuple[str, int]]:
    """Return the revisions, by dataset and number, whose record says something else than the one before it."""
    try:
        history = open_record(store).history(STATEMENTS)
    except (OSError, StoreError):  # a store that cannot be written to, and has no record
        return frozenset()
    found = [one.facts[KEPT_FOR].split("-") for one in history if set(one.facts) - {KEPT_FOR, METHOD, WHOLE}]
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
    snapshot = record.snapshot()
    said: Said = {}
    found: list[Row] = []
    for one in record.history(STATEMENTS)[::-1]:
        if indicator in one.facts:
            rows = _kept_of(snapshot, one, indicator)
            occasion = {name: rows[name][0].as_py() for name in OCCASION_COLUMNS}
            said = fill_up(said, choose(rows), occasion, whole=is_whole(one, indicator))
            found += said.values()
    return pa.Table.from_pylist(found, schema=STATEMENT_SCHEMA)


def _said_last(history: list[Revision], snapshot: Snapshot, indicator: str) -> Said | None:
    """Return what was last said of an indicator by the method in use."""
    mine = [one for one in history if one.facts.get(METHOD) == method_version()]
    return said_last(mine, indicator, lambda one: _kept_of(snapshot, one, indicator))


def _kept_of(snapshot: Snapshot, occasion: Revision, indicator: str) -> pa.Table:
    return _of(snapshot.read(STATEMENTS, [occasion.facts[KEPT_FOR]]), indicator)


def _of(rows: pa.Table, indicator: str) -> pa.Table:
    return rows.filter(pc.equal(rows["indicator"], indicator))
