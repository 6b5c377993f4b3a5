"""Taking back one publication: exactly its rows, where nobody changed them since; all that came later stays.

A row that the publication added goes, one that it changed or removed is again as it was before, if the newest state
still has what the publication left there. A row that a later revision changed stands against it, and stays; one that
is again as it was before needs nothing. A file that fed several datasets is taken back in all of them at once. What the
revision said of its dataset as a whole (its facts) goes back by the same rule.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.datasets import KINDS, PLEDGES, SCHOOLS, DatasetKind, kind_of
from data.progress import tell
from data.schemas.origins import revert_cause
from data.schemas.revision import Revision
from data.store import Snapshot, Store
from data.tables import SCHOOL_SCHEMA
from exhibits.origins import revision_names
from metrics.registers import CensusCount, extend_timeline
from services.difference import SEPARATOR, Difference, compare_states, row_keys, unequal_cells
from services.misuse import Misuse
from services.previewing import Preview, Standing, preview_differences, state_difference
from services.publishing import Published, Who, publish_newest, revisions_between
from services.registers import (
    COLUMN,
    EXAMPLE,
    TIMELINE,
    YES,
    holds_examples,
    holds_only_examples,
    read_timeline,
    write_timeline,
)
from services.schools.changes import (
    AREA,
    SchoolDifference,
    compare_schools,
    countries_of,
    keep_together,
    stored_schools,
)
from services.schools.deeds import count_census
from services.tracker import Tracker, to_frame

Mask = NDArray[np.bool_]
Read = Callable[[int], pa.Table]
"""Returns the rows of a revision (of the schools: those of one country)."""
Facts = Mapping[str, str]


class StandsAgainstError(Exception):
    """Later revisions changed rows of the publication that is to be taken back; `preview` says which."""

    def __init__(self, preview: Preview) -> None:
        """Keep what the reader needs to decide."""
        super().__init__("later revisions stand against it")
        self.preview = preview


def revert_revision(
    tracker: Tracker, dataset: str, revision: int, who: Who, today: date, *, the_rest: bool = False
) -> Published:
    """Take back one publication and nothing that came later, as a new revision.

    Args:
        tracker: The tracker to publish to.
        dataset: The dataset, or one of those that the publication fed.
        revision: The number of the publication in that dataset.
        who: Who does it and why.
        today: The day to judge by.
        the_rest: Whether rows that a later revision changed are left as they are; else nothing is done where any is.

    Raises:
        Misuse: If there is nothing before the revision, or it cannot be read, or figures would lose their indicator.
        StandsAgainstError: If a later revision changed rows of it and the rest was not asked for.
        MovedOnError: If another publication changed its rows in between.
    """

    def look() -> Preview:
        return agreed_preview(tracker, dataset, revision, today, the_rest=the_rest)

    person = reverted_by(who, publication_of(tracker, dataset, revision), the_rest=the_rest)
    return publish_newest(tracker, look, person, "revert", ("", ""), _touched)


def agreed_preview(tracker: Tracker, dataset: str, revision: int, today: date, *, the_rest: bool) -> Preview:
    """Return what taking back one publication would change, if nothing stands against it or the rest is asked for.

    Raises:
        Misuse: As `preview_revert` does.
        StandsAgainstError: If a later revision changed rows of it and the rest was not asked for.
    """
    preview = preview_revert(tracker, dataset, revision, today)
    if preview.standing and not the_rest:
        raise StandsAgainstError(preview)
    return preview


def _touched(preview: Preview) -> dict[str, set[str]]:
    """Return the keys of the rows that a preview changes; of the schools the countries."""
    return {
        name: set(one.parts or ()) if name == SCHOOLS else set(row_keys(one.rows, kind_of(name).key))
        for name, one in preview.differences.items()
    }


def reverted_by(who: Who, publication: Sequence[Revision], *, the_rest: bool) -> Who:
    """Return who takes back a publication and why, with which revisions these are, and whose."""
    revisions = [(one.dataset, one.revision) for one in publication]
    return replace(who, cause=revert_cause(revisions, publication[0].by, the_rest=the_rest))


def publication_names(publication: Iterable[Revision]) -> str:
    """Return the revisions of a publication by name: Internet access, revision 3; Affordability, revision 1."""
    return revision_names((one.dataset, one.revision) for one in publication)


def publication_of(tracker: Tracker, dataset: str, revision: int) -> tuple[Revision, ...]:
    """Return the revisions that one publication made, that of the dataset asked for first.

    Raises:
        Misuse: If there is no such revision, nothing before it, or one of these cannot be read any more.
    """
    store = tracker.store
    made = _kept(store, dataset, revision)
    others = [
        name for name in store.datasets if name != dataset and store.table_name(name) == store.table_name(dataset)
    ]
    numbers = {one.dataset: one.revision for name in others for one in store.history(name) if _is_beside(one, made)}
    numbers |= {
        one.dataset: one.revision
        for name in others
        for one in store.lost(name)
        if one.made and _is_beside(one.made, made)
    }
    return made, *(_kept(store, name, number) for name, number in numbers.items())


def _is_beside(other: Revision, made: Revision) -> bool:
    return other.version == made.version and other.revision > 0


def _kept(store: Store, dataset: str, revision: int) -> Revision:
    """Return a revision that can be read, as can the one before it."""
    if revision == 0:
        raise Misuse.of("revert-built-in", dataset=dataset)
    found = {one.revision: one for one in store.history(dataset)}
    lost = {one.revision for one in store.lost(dataset)}
    if revision not in found and revision not in lost:
        raise Misuse.of("unknown-revision", value=revision, dataset=dataset, newest=max({*found, *lost}))
    for number in (revision, revision - 1):
        if number not in found:
            raise Misuse.of("revert-lost", value=revision, lost=number, dataset=dataset)
    return found[revision]


def preview_revert(tracker: Tracker, dataset: str, revision: int, today: date) -> Preview:
    """Return what taking back one publication would change, and which of its rows stay because they changed since.

    Raises:
        Misuse: If there is nothing before the revision, or it cannot be read, or figures would lose their indicator.
    """
    publication = publication_of(tracker, dataset, revision)
    snapshot = tracker.store.snapshot()
    differences: dict[str, Difference] = {}
    standing: list[Standing] = []
    for made in publication:
        undo = _undo_schools if made.dataset == SCHOOLS else _undo_rows
        differences[made.dataset], stands = undo(tracker, snapshot, made, today)
        standing += stands
    return replace(preview_differences(tracker, snapshot, differences, today), standing=tuple(standing))


def _undo_rows(tracker: Tracker, snapshot: Snapshot, made: Revision, today: date) -> tuple[Difference, list[Standing]]:
    del today
    dataset, kind = made.dataset, kind_of(made.dataset)
    columns = list(kind.columns)

    def read(number: int) -> pa.Table:
        return tracker.store.reader(dataset, number)(None, columns)

    before, left, now = read(made.revision - 1), read(made.revision), snapshot.read(dataset, None, columns)
    undone = undo_rows(before, left, now, kind)
    facts = _facts_after(tracker, snapshot, made)
    if dataset == PLEDGES:
        facts = _example_said(facts, undone.after, PLEDGES)
    found = state_difference(tracker, snapshot, dataset, to_frame(undone.after), facts)
    later = _later(tracker.store, snapshot, made)
    groups = set_by(undone.stands, [made.revision, *later], read, now, kind)
    stands = []
    for number, keys in sorted(groups.items()):
        theirs = compare_states(to_frame(_Rows(left, kind).at(keys)), to_frame(_Rows(now, kind).at(keys)), kind)
        stands.append(Standing(dataset, later[number], theirs))
    return found, stands


def _later(store: Store, snapshot: Snapshot, made: Revision) -> dict[int, Revision]:
    """Return the revisions after one by their number, oldest first."""
    newest = snapshot.revision(made.dataset).revision
    found = revisions_between(store, made.dataset, made.revision, newest)
    return {one.revision: one for one in reversed(found)}


def _facts_after(tracker: Tracker, snapshot: Snapshot, made: Revision) -> dict[str, str]:
    """Return the facts of a dataset after a revision is taken back: of each what was said before, if it still holds."""
    before, left = _facts_before(tracker.store, made), made.facts
    now = snapshot.revision(made.dataset).facts
    after = {
        name: (before if now.get(name) == left.get(name) else now).get(name, "") for name in {**before, **left, **now}
    }
    return {name: said for name, said in after.items() if said}


def _facts_before(store: Store, made: Revision) -> Facts:
    return next(one.facts for one in store.history(made.dataset) if one.revision == made.revision - 1)


def _example_said(facts: Facts, rows: pa.Table, dataset: str) -> dict[str, str]:
    """Return the facts of a register with what its rows say of being invented.

    Raises:
        Misuse: If invented rows would stand beside real ones.
    """
    if holds_examples(rows) and not holds_only_examples(rows):
        raise Misuse.of("revert-example", dataset=dataset)
    others = {name: said for name, said in facts.items() if name != EXAMPLE}
    return others | ({EXAMPLE: YES} if holds_examples(rows) else {})


@dataclass(frozen=True)
class Undone:
    """Rows after a publication was taken back, and the keys of those that stand against it.

    `freed` is how many rows could be taken back.
    """

    after: pa.Table
    freed: int
    stands: pa.Array


def undo_rows(before: pa.Table, left: pa.Table, now: pa.Table, kind: DatasetKind) -> Undone:
    """Return the newest rows without what one revision did to them, where they are still as it left them.

    Args:
        before: The rows before that revision.
        left: The rows that it left.
        now: The newest rows.
        kind: What the rows are.
    """
    old, mine, newest = (_Rows(rows, kind) for rows in (before, left, now))
    known = old.keys if old.keys.equals(mine.keys) else pc.unique(pa.concat_arrays([old.keys, mine.keys]))
    touched = known.filter(pa.array(~old.same(mine, known)))
    as_left = np.ones(len(touched), dtype=bool) if now.equals(left) else newest.same(mine, touched)
    freed, others = touched.filter(pa.array(as_left)), touched.filter(pa.array(~as_left))
    kept = now.filter(pc.invert(pc.is_in(newest.keys, value_set=freed)))
    after = pa.concat_tables([kept, before.filter(pc.is_in(old.keys, value_set=freed))])
    return Undone(after, len(freed), others.filter(pa.array(~newest.same(old, others))))


class _Rows:
    """Rows of a dataset with one text each that identifies them."""

    def __init__(self, rows: pa.Table, kind: DatasetKind) -> None:
        self.rows, self._kind = rows, kind

    @cached_property
    def keys(self) -> pa.Array:
        """Return one text a row that identifies it, as `row_keys` makes them."""
        joined = pc.binary_join_element_wise(*(_cells(self.rows, name) for name in self._kind.key), SEPARATOR)
        return joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined

    def at(self, keys: pa.Array) -> pa.Table:
        """Return the rows with these keys."""
        return self.rows.filter(pc.is_in(self.keys, value_set=keys))

    def places(self, keys: pa.Array) -> NDArray[np.int64]:
        """Return where the row with each key stands, -1 where there is none."""
        if keys.equals(self.keys):  # mostly so, and much faster with millions of rows
            return np.arange(len(keys))
        return np.asarray(pc.fill_null(pc.index_in(keys, value_set=self.keys), -1).to_numpy(), dtype=np.int64)

    def same(self, other: "_Rows", keys: pa.Array) -> Mask:
        """Return for each key whether both hold the same row under it, or none."""
        places = [one.places(keys) for one in (self, other)]
        there = [place >= 0 for place in places]
        both = np.flatnonzero(there[0] & there[1])
        found = np.asarray(there[0] == there[1], dtype=bool)
        columns = self.rows.select(self._kind.content), other.rows.select(self._kind.content)
        sides = [rows.take(pa.array(place[both])) for rows, place in zip(columns, places, strict=True)]
        for name in self._kind.content:
            found[both] &= ~unequal_cells(*(_cells(side, name) for side in sides))
        return found


def _cells(rows: pa.Table, name: str) -> pa.ChunkedArray:
    """Return a column; a text that is missing is an empty one."""
    cells = rows[name]
    return pc.fill_null(cells, "") if pa.types.is_string(cells.type) else cells


def set_by(keys: pa.Array, numbers: Sequence[int], read: Read, now: pa.Table, kind: DatasetKind) -> dict[int, pa.Array]:
    """Return which revision gave rows what they have now, by its number; few of the revisions are read.

    Args:
        keys: The rows, which are other ones now than they were in the first of the revisions.
        numbers: The revisions, oldest first; the last one is the newest.
        read: Reads a revision.
        now: The newest rows.
        kind: What the rows are.
    """
    if not len(keys):
        return {}
    if len(numbers) == 2:
        return {numbers[1]: keys}
    middle = len(numbers) // 2
    settled = _Rows(read(numbers[middle]), kind).same(_Rows(now, kind), keys)
    earlier, later = (keys.filter(pa.array(mask)) for mask in (settled, ~settled))
    return set_by(earlier, numbers[: middle + 1], read, now, kind) | set_by(later, numbers[middle:], read, now, kind)


def _undo_schools(
    tracker: Tracker, snapshot: Snapshot, made: Revision, today: date
) -> tuple[Difference, list[Standing]]:
    found = _SchoolsUndone(tracker.store, snapshot, made, today)
    parts = sorted({area for read in (found.before, found.left) for area in countries_of(read(None, [AREA]))})
    for done, area in enumerate(parts):
        tell("comparing", done / len(parts))
        found.look_at(area)
    return found.difference(), found.standing()


def _are_same(some: pa.Table, others: pa.Table) -> bool:
    one = _Rows(some, KINDS[SCHOOLS])
    return len(some) == len(others) and (
        some.equals(others) or bool(one.same(_Rows(others, KINDS[SCHOOLS]), one.keys).all())
    )


class _SchoolsUndone:
    """The schools after a revision is taken back: country by country, so that millions of them need little memory."""

    def __init__(self, store: Store, snapshot: Snapshot, made: Revision, today: date) -> None:
        self._store, self._snapshot, self._made, self._today = store, snapshot, made, today
        self.before, self.left = (store.reader(SCHOOLS, made.revision - step) for step in (1, 0))
        self._later = _later(store, snapshot, made)
        self._said = (_facts_before(store, made), made.facts, snapshot.revision(SCHOOLS).facts)
        self._timelines = tuple(map(read_timeline, self._said))
        self._timeline = dict(self._timelines[2])
        self._states: dict[str, pa.Table] = {}
        self._stands: dict[int, list[tuple[pa.Table, pa.Table]]] = {}

    def look_at(self, area: str) -> None:
        """Take the revision back in one country."""
        names = SCHOOL_SCHEMA.names
        before, left = self.before([area], names), self.left([area], names)
        if before.equals(left):
            return
        now = self._snapshot.read(SCHOOLS, [area], names)
        undone = undo_rows(before, left, now, KINDS[SCHOOLS])
        if undone.freed:
            self._states[area] = undone.after
            self._count(area, undone.after, before)
        if len(undone.stands):
            self._attribute(area, undone.stands, left, now)

    def _count(self, area: str, after: pa.Table, before: pa.Table) -> None:
        """Write down what the country counts afterwards: as before, or anew without what the revision counted."""
        earlier, mine, now = (one.get(area, []) for one in self._timelines)
        if _are_same(after, before):
            counts: Sequence[CensusCount] = earlier
        else:
            kept = [one for one in now[:-1] if one in earlier or one not in mine]
            newest = count_census(after, self._today)
            counts = extend_timeline({area: kept}, newest)[area]
        self._timeline[area] = list(counts)

    def _attribute(self, area: str, keys: pa.Array, left: pa.Table, now: pa.Table) -> None:
        def read(number: int) -> pa.Table:
            return self._store.reader(SCHOOLS, number)([area], SCHOOL_SCHEMA.names)

        for number, some in set_by(keys, [self._made.revision, *self._later], read, now, KINDS[SCHOOLS]).items():
            sides = (_Rows(left, KINDS[SCHOOLS]).at(some), _Rows(now, KINDS[SCHOOLS]).at(some))
            self._stands.setdefault(number, []).append(sides)

    def difference(self) -> Difference:
        """Return what changes among the schools, with the facts afterwards."""
        state = keep_together(iter(self._states.values()))
        published = stored_schools(lambda parts, columns: self._snapshot.read(SCHOOLS, parts, columns))
        return replace(compare_schools(published, state, list(self._states)), facts=self._facts(state))

    def _facts(self, state: pa.Table) -> Facts:
        if not self._states:
            return self._said[2]
        example = {}
        if any(said.get(EXAMPLE) for said in self._said):
            areas = set(countries_of(self._snapshot.read(SCHOOLS, columns=[AREA]))) - set(self._states)
            beside = self._snapshot.read(SCHOOLS, sorted(areas), [COLUMN])
            example = _example_said({}, pa.concat_tables([state.select([COLUMN]), beside]), SCHOOLS)
        timeline = {area: counts for area, counts in self._timeline.items() if counts}
        return example or ({TIMELINE: write_timeline(timeline)} if timeline else {})

    def standing(self) -> list[Standing]:
        """Return the schools that stand against it, by the revision that made them what they are."""
        return [
            Standing(SCHOOLS, self._later[number], self._between(sides))
            for number, sides in sorted(self._stands.items())
        ]

    def _between(self, sides: list[tuple[pa.Table, pa.Table]]) -> SchoolDifference:
        left, now = (keep_together(iter(rows)) for rows in zip(*sides, strict=True))
        parts = sorted({*countries_of(left), *countries_of(now)})
        return compare_schools(left, now, parts)
