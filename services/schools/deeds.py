"""What deeds change among the schools: a census replaces its countries, or is merged by school id."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.datasets import SCHOOLS
from data.readers import ReadOptions
from data.readers.header import read_header
from data.reference import Reference
from data.schemas.fields import read_text
from data.schemas.refused import Returned
from data.store import Snapshot, Store
from data.tables import plain_schools
from metrics.registers import CensusCount, extend_timeline
from services.checking import Check, Withheld
from services.difference import Difference
from services.registers import EXAMPLE, TIMELINE, YES, holds_examples, read_timeline, write_timeline
from services.schools.changes import (
    Keep,
    Pair,
    Places,
    SchoolDifference,
    Stays,
    compare_schools,
    countries_of,
    keep_together,
    merge_schools,
    stored_schools,
)
from services.schools.counting import COUNTED, count_schools

AREA, ID = "ref_area", "school_id"


def withheld_of(returned: Returned, reference: Reference) -> Withheld:
    """Return which schools refused rows are about; a row with too many or too few cells says nothing certain."""
    heads = returned.above[-1] if returned.above else []
    used = read_header(heads, ReadOptions(dataset=SCHOOLS)).used
    ids: set[tuple[str, str]] = set()
    areas: set[str] = set()
    anywhere = False
    for row in returned.rows:
        whole = len(row.cells) == len(heads) and AREA in used
        area = _read(row.cells[used[AREA]]).upper() if whole else ""
        if area not in reference.areas:
            anywhere = True
            continue
        school_id = _read(row.cells[used[ID]]) if ID in used else ""
        if school_id:
            ids.add((area, school_id))
        else:
            areas.add(area)
    return Withheld(frozenset(ids), frozenset(areas), anywhere)


def _read(cell: str) -> str:
    return str(read_text(cell))


def staying(snapshot: Snapshot, check: Check) -> Stays | None:
    """Return what says which published schools stay though the file does not name them; None where none can."""
    given_back = check.reading.recognised.given_back
    if not (given_back or check.withheld) or snapshot.revision(SCHOOLS).facts.get(EXAMPLE):
        return None
    withheld = Withheld(frozenset(), frozenset(), anywhere=True) if given_back else check.withheld
    return _Staying(withheld) if withheld else None


class _Staying:
    """Says which published schools of a country stay: those that refused rows may be about."""

    def __init__(self, withheld: Withheld) -> None:
        self._withheld = withheld
        self._ids: dict[str, list[str]] = {}
        for area, school_id in sorted(withheld.ids):
            self._ids.setdefault(area, []).append(school_id)

    def __call__(self, pair: Pair) -> Places:
        missing = np.ones(pair.before.num_rows, dtype=bool)
        missing[pair.place[pair.place >= 0]] = False
        if not (self._withheld.anywhere or pair.ref_area in self._withheld.areas):
            named = pa.array(self._ids.get(pair.ref_area, []), pa.string())
            missing &= np.asarray(pc.is_in(pair.before[ID], named).to_numpy(), dtype=bool)
        return np.flatnonzero(missing)


def school_difference(
    snapshot: Snapshot, check: Check, today: date, *, by_id: bool, keep: Keep = keep_together
) -> SchoolDifference:
    """Return what publishing a census changes: the countries it contains, and no other.

    Invented schools go, all of them, as soon as a real census comes in.

    Args:
        snapshot: What is published.
        check: The checked census.
        today: The day on which a school without a date counts as checked.
        by_id: Whether schools are merged by their id; else the file replaces its countries.
        keep: Takes in the schools as they are afterwards, where these are not simply those of the file.
    """
    incoming, facts = plain_schools(check.schools), snapshot.revision(SCHOOLS).facts
    published = stored_schools(partial(snapshot.read, SCHOOLS))
    if facts.get(EXAMPLE):
        parts = sorted({*countries_of(incoming), *countries_of(snapshot.read(SCHOOLS, columns=[AREA]))})
        found = compare_schools(published, incoming, parts)
        facts = {}
    else:
        stays = staying(snapshot, check)
        found = merge_schools(published, incoming, check.reading.stated, by_id=by_id, stays=stays, keep=keep)
    return replace(found, facts=facts_after(facts, found.state, today))


def facts_after(facts: Mapping[str, str], state: pa.Table, today: date) -> dict[str, str]:
    """Return what the next revision keeps: the counts of all censuses so far, and whether the schools are invented."""
    if holds_examples(state):
        return {EXAMPLE: YES}
    return {TIMELINE: write_timeline(extend_timeline(read_timeline(facts), count_census(state, today)))}


def count_census(schools: pa.Table, today: date) -> dict[str, CensusCount]:
    """Return the count of each country; where no school says when it was checked, it is counted as of today."""
    found = count_schools(schools.select(list(COUNTED)))
    return {
        area: CensusCount(
            count.checked_on or today.isoformat(),
            count.connectivity.total,
            count.connectivity.yes,
            count.connectivity.no,
        )
        for area, count in found.items()
    }


def restored_schools(store: Store, snapshot: Snapshot, revision: int) -> Difference:
    """Return what taking the schools back to a revision changes; only countries that differ are written."""
    before, after = countries_of(snapshot.read(SCHOOLS, columns=[AREA])), store.read(SCHOOLS, revision)
    parts = sorted({*before, *countries_of(after)})
    return compare_schools(stored_schools(partial(snapshot.read, SCHOOLS)), after, parts)


def compare_school_revisions(store: Store, first: int, second: int | None) -> SchoolDifference:
    """Return what changed among the schools from one revision to another (the newest by default), without a state."""
    before, after = store.reader(SCHOOLS, first), store.reader(SCHOOLS, second)
    parts = sorted({area for read in (before, after) for area in countries_of(read(None, [AREA]))})
    found = compare_schools(stored_schools(before), stored_schools(after), parts)
    changed = sorted(set(found.rows[AREA])) if not found.cut else parts
    return replace(found, parts=tuple(changed))
