"""What deeds change among the schools: a census replaces its countries, or is merged by school id."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

import pyarrow as pa

from data.store import Snapshot, Store
from data.tables import plain_schools
from metrics.registers import CensusCount, extend_timeline
from services.checking import Check
from services.difference import Difference
from services.examples_mark import holds_examples
from services.registers import EXAMPLE, TIMELINE, YES, read_timeline, write_timeline
from services.schools.changes import Keep, SchoolDifference, compare_schools, keep_together, merge_schools
from services.schools.countries import countries_of, stored_schools
from services.schools.counts import COUNTED, count_schools
from services.schools.kept import staying
from services.shapes import SCHOOLS

PART = "ref_area"


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
        parts = sorted({*countries_of(incoming), *countries_of(snapshot.read(SCHOOLS, columns=[PART]))})
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
    before, after = countries_of(snapshot.read(SCHOOLS, columns=[PART])), store.read(SCHOOLS, revision)
    parts = sorted({*before, *countries_of(after)})
    return compare_schools(stored_schools(partial(snapshot.read, SCHOOLS)), after, parts)


def compare_school_revisions(store: Store, first: int, second: int | None) -> SchoolDifference:
    """Return what changed among the schools from one revision to another (the newest by default), without a state."""
    before, after = store.reader(SCHOOLS, first), store.reader(SCHOOLS, second)
    parts = sorted({area for read in (before, after) for area in countries_of(read(None, [PART]))})
    found = compare_schools(stored_schools(before), stored_schools(after), parts)
    changed = sorted(set(found.rows[PART])) if not found.cut else parts
    return replace(found, parts=tuple(changed))
