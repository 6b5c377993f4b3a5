"""What a census changes among the schools: country by country, so that millions of them need little memory.

A census replaces the countries it contains; or it is merged by school id: then what it does not state, column or
cell, keeps what is published, and no school goes. "Unknown" states nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.progress import tell
from data.tables import SCHOOL_SCHEMA
from services.difference import Difference, unequal_cells
from services.schools.countries import AREA, Schools
from services.schools.lines import Pair, make_lines, no_lines
from services.schools.pairs import Stays, merged, pairs, with_held
from services.shapes import SCHOOL_ROWS

LISTED = 1000
"""At most so many lines of a difference are listed."""
CONNECTIVITY = "connectivity"
WORST_FIRST = ("gone", "connectivity", "changed", "new")

Places = NDArray[np.int64]
Mask = NDArray[np.bool_]
Keep = Callable[[Iterator[pa.Table]], pa.Table]
"""Takes in tables one after another and returns them as one."""


@dataclass(frozen=True)
class CountryCount:
    """How many schools of a country a census adds, changes, leaves as they are and removes."""

    ref_area: str
    new: int
    changed: int
    unchanged: int
    gone: int

    @property
    def touched(self) -> int:
        """Return how many schools are added, changed or removed."""
        return self.new + self.changed + self.gone


@dataclass(frozen=True)
class SchoolDifference(Difference):
    """The difference between two states of the schools, with the counts of each country.

    `held` is how many published schools stay although the file does not name them.
    """

    by_country: tuple[CountryCount, ...] = field(default=())
    held: int = 0


def keep_together(tables: Iterator[pa.Table]) -> pa.Table:
    """Keep tables of schools in memory."""
    return pa.concat_tables([SCHOOL_SCHEMA.empty_table(), *tables])


def merge_schools(
    before: Schools,
    incoming: pa.Table,
    stated: Sequence[str],
    *,
    by_id: bool,
    stays: Stays | None = None,
    keep: Keep = keep_together,
) -> SchoolDifference:
    """Return what a census changes in the countries it contains.

    Args:
        before: The published schools of these countries.
        incoming: The schools of the file.
        stated: The columns that the file has.
        by_id: Whether schools are merged by their id; else the file replaces its countries.
        stays: Returns which published schools of a country stay though the file does not name them, if any may.
        keep: Takes in the schools as they are afterwards, where these are not simply those of the file.

    Returns:
        The difference; its state is all schools of these countries afterwards. As in every merge, published schools
        that the file does not name count nowhere.
    """
    parts = sorted(pc.unique(incoming[AREA]).to_pylist())
    found = _Found(parts)
    both = pairs(before, incoming, parts)
    if by_id:
        made = (merged(pair, stated) for pair in both)
    elif stays:
        made = (with_held(pair, stays) for pair in both)
    else:
        return _difference(both, parts, incoming)
    return found.difference(keep(found.follow(made)))


def compare_schools(before: Schools, after: Schools, parts: Sequence[str]) -> SchoolDifference:
    """Return the difference between two states of the schools in some countries.

    Where the later state is a table, it is the state of the difference; else that has none.
    """
    chosen = sorted(parts)
    return _difference(pairs(before, after, chosen), chosen, _state(after, chosen))


def _state(after: Schools, chosen: Sequence[str]) -> pa.Table:
    if not isinstance(after, pa.Table):
        return SCHOOL_SCHEMA.empty_table()
    if set(pc.unique(after[AREA]).to_pylist()) <= set(chosen):
        return after
    return after.filter(pc.is_in(after[AREA], pa.array(chosen, pa.string())))


def count_by_country(difference: Difference) -> tuple[CountryCount, ...]:
    """Return the counts of each country, those with the most schools touched first."""
    found = difference.by_country if isinstance(difference, SchoolDifference) else ()
    return tuple(sorted(found, key=lambda one: (-one.touched, one.ref_area)))


def _difference(pairs: Iterable[Pair], parts: Sequence[str], state: pa.Table) -> SchoolDifference:
    found = _Found(parts)
    for _ in found.follow(pairs):
        pass
    return found.difference(state)


class _Found:
    """What is found country by country: the counts of each, and the first lines of each kind."""

    def __init__(self, parts: Sequence[str]) -> None:
        self._parts = parts
        self._counts: list[CountryCount] = []
        self._listed: dict[str, list[pd.DataFrame]] = {kind: [] for kind in WORST_FIRST}
        self._held = 0

    def follow(self, pairs: Iterable[Pair]) -> Iterator[pa.Table]:
        """Look at one country after another, and give the schools of each as they are afterwards."""
        for done, pair in enumerate(pairs):
            tell("comparing", done / len(self._parts))
            self._look_at(pair)
            yield pair.after

    def _look_at(self, pair: Pair) -> None:
        count, places = _count(pair)
        self._counts.append(count)
        self._held += pair.held
        for kind, (old, new) in places.items():
            room = LISTED - sum(map(len, self._listed[kind]))
            if len(old) and room > 0:
                shown = "changed" if kind == CONNECTIVITY else kind
                self._listed[kind].append(make_lines(shown, pair, old[:room], new[:room]))

    def difference(self, state: pa.Table) -> SchoolDifference:
        """Return the difference that all countries make together."""
        rows = list(chain.from_iterable(self._listed[kind] for kind in WORST_FIRST))
        names = ("new", "changed", "unchanged", "gone")
        totals = {name: sum(getattr(one, name) for one in self._counts) for name in names}
        return SchoolDifference(
            state=state,
            rows=(pd.concat(rows, ignore_index=True) if rows else no_lines()).iloc[:LISTED],
            **totals,
            cut=totals["new"] + totals["changed"] + totals["gone"] > LISTED,
            parts=tuple(self._parts),
            by_country=tuple(self._counts),
            held=self._held,
        )


def _count(pair: Pair) -> tuple[CountryCount, Mapping[str, tuple[Places, Places]]]:
    """Return the counts of a country, and by kind which lines of the earlier and the later table are concerned."""
    fresh = np.flatnonzero(pair.place < 0)
    common = np.flatnonzero(pair.place >= 0)
    matched = pair.place[common]
    differs, connectivity = _differs(pair, common, matched)
    gone = np.ones(pair.before.num_rows, dtype=bool)
    gone[matched] = False
    left = np.flatnonzero(gone)
    changed = int(differs.sum())
    others = differs & ~connectivity
    count = CountryCount(pair.ref_area, len(fresh), changed, len(common) - changed - pair.beside, len(left))
    return count, {
        "gone": (left, np.full(len(left), -1)),
        "connectivity": (matched[connectivity], common[connectivity]),
        "changed": (matched[others], common[others]),
        "new": (np.full(len(fresh), -1), fresh),
    }


def _differs(pair: Pair, common: Places, matched: Places) -> tuple[Mask, Mask]:
    """Return which of the schools in both tables differ, and which of them in their connectivity."""
    differs = np.zeros(len(common), dtype=bool)
    connectivity = differs.copy()
    old = pair.before if _is_all(matched, pair.before) else pair.before.take(pa.array(matched))
    new = pair.after if _is_all(common, pair.after) else pair.after.take(pa.array(common))
    for name in SCHOOL_ROWS.content:
        unequal = unequal_cells(old[name], new[name])
        differs |= unequal
        if name == CONNECTIVITY:
            connectivity = unequal
    return differs, connectivity


def _is_all(places: Places, table: pa.Table) -> bool:
    return len(places) == table.num_rows and bool((places == np.arange(len(places))).all())
