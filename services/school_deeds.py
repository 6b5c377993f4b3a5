"""What deeds change among the schools: a census replaces its countries, or is merged by school id."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pyarrow as pa

from data.store import Snapshot, Store
from metrics.registers import CensusCount, extend_timeline
from services.difference import Difference
from services.examples_mark import holds_examples
from services.registers import EXAMPLE, TIMELINE, YES, read_timeline, write_timeline
from services.school_changes import compare_schools, merge_schools
from services.school_counts import COUNTED, count_schools
from services.shapes import SCHOOLS

PART = "ref_area"


def school_difference(
    snapshot: Snapshot,
    incoming: pa.Table,
    stated: Sequence[str],
    by_id: bool,  # noqa: FBT001 - the mode of the file
    today: date,
) -> Difference:
    """Return what publishing a census changes: the countries it contains, and no other.

    Invented schools go, all of them, as soon as a real census comes in.
    """
    facts = snapshot.revision(SCHOOLS).facts
    parts = countries_of(incoming)
    if facts.get(EXAMPLE):
        parts = sorted({*parts, *countries_of(snapshot.read(SCHOOLS, columns=[PART]))})
        found = compare_schools(snapshot.read(SCHOOLS, parts), incoming, parts)
        facts = {}
    else:
        found = merge_schools(snapshot.read(SCHOOLS, parts), incoming, stated, by_id=by_id)
    return replace(found, parts=tuple(parts), facts=facts_after(facts, found.state, today))


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


def countries_of(schools: pa.Table) -> list[str]:
    """Return the countries that schools are in, sorted."""
    return sorted(schools[PART].unique().to_pylist())


def restored_schools(store: Store, snapshot: Snapshot, revision: int) -> Difference:
    """Return what taking the schools back to a revision changes; only countries that differ are written."""
    before, after = countries_of(snapshot.read(SCHOOLS, columns=[PART])), store.read(SCHOOLS, revision)
    parts = sorted({*before, *countries_of(after)})
    return replace(compare_schools(snapshot.read(SCHOOLS), after, parts), parts=tuple(parts))


def compare_school_revisions(store: Store, first: int, second: int | None) -> Difference:
    """Return what changed among the schools from one revision to another (the newest by default)."""
    before, after = store.read(SCHOOLS, first), store.read(SCHOOLS, second)
    parts = sorted({*countries_of(before), *countries_of(after)})
    found = compare_schools(before, after, parts)
    changed = sorted(set(found.rows[PART])) if not found.cut else parts
    return replace(found, parts=tuple(changed))
