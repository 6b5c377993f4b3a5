"""What registers published here, schools and pledges, say of targets; their facts, and the mark of invented rows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.datasets import PLEDGES, SCHOOLS
from data.reference import Reference
from data.schemas.origins import CENSUS
from data.schemas.pledge import Pledge
from data.schemas.problem import Problem
from data.schemas.revision import Revision
from metrics.judgement import Reason
from metrics.registers import SCHOOLS_ONLINE, CensusCount, CensusLimits, Timeline, census_series
from metrics.series import Series, SeriesBook
from services.pledges import complete_series

TIMELINE, EXAMPLE, COMPLETE_ON = "timeline", "example", "complete_on"
WORLD = "WLD"
YES = "Y"
PLEDGED = "p2c_pledged_value"

Facts = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Registers:
    """The registers of a state: the counts of school censuses, the pledges, and which of the two hold examples."""

    census: Timeline = field(default_factory=dict)
    pledges: tuple[Pledge, ...] = ()
    complete_on: str = ""
    examples: frozenset[str] = frozenset()


def newest_censuses(registers: Registers) -> dict[str, CensusCount]:
    """Return what the newest published census of each country counts."""
    return {area: counts[-1] for area, counts in registers.census.items() if counts}


def make_registers(facts: Facts, pledges: tuple[Pledge, ...]) -> Registers:
    """Return the registers as the facts of their revisions and the pledges themselves say."""
    examples = frozenset(dataset for dataset in (SCHOOLS, PLEDGES) if facts.get(dataset, {}).get(EXAMPLE))
    timeline = read_timeline(facts.get(SCHOOLS, {}))
    return Registers(timeline, pledges, facts.get(PLEDGES, {}).get(COMPLETE_ON, ""), examples)


def read_timeline(facts: Mapping[str, str]) -> dict[str, list[CensusCount]]:
    """Return the counts of school censuses by country that a revision of the schools keeps."""
    kept: dict[str, list[list[str | int]]] = json.loads(facts.get(TIMELINE) or "{}")
    return {
        area: [CensusCount(str(day), int(total), int(yes), int(no)) for day, total, yes, no in counts]
        for area, counts in kept.items()
    }


def write_timeline(timeline: Timeline) -> str:
    """Return the counts as a revision of the schools keeps them."""
    kept = {
        area: [[one.period, one.total, one.connected, one.unconnected] for one in counts]
        for area, counts in sorted(timeline.items())
    }
    return json.dumps(kept, separators=(",", ":"))


def pledge_facts(base: Mapping[str, str], rows: pd.DataFrame, complete_on: str, *, replaced: bool) -> dict[str, str]:
    """Return the facts of the pledges after rows came in.

    A list is complete on the day that its publisher says. Rows merged into it later leave that as it is; a list that
    replaces it without such a word is partial.
    """
    said = complete_on or ("" if replaced else base.get(COMPLETE_ON, ""))
    example = YES if bool(rows["example"].any()) else ""
    return {name: value for name, value in ((COMPLETE_ON, said), (EXAMPLE, example)) if value}


def add_registers(book: SeriesBook, registers: Registers, reference: Reference) -> SeriesBook:
    """Return the book with the series that the registers give: schools online, and the value of pledges."""
    found = _census(registers, reference)
    pledged = complete_series(registers.pledges, registers.complete_on)
    found += [replace(pledged, register=True)] if pledged else []
    totals: dict[tuple[str, str], tuple[Series, ...]] = {}
    for series in found:
        key = (series.indicator, series.ref_area)
        totals[key] = (series, *totals.get(key, book.totals.get(key, ())))
    return book.with_totals(totals)


def _census(registers: Registers, reference: Reference) -> list[Series]:
    found = reference.thresholds
    least = found.census_of_the_world.value
    limits = CensusLimits(found.known_schools.value, least, found.shortest_census_pace_years.value)
    return census_series(registers.census, limits, CENSUS, WORLD)


def unjudged_censuses(registers: Registers, reference: Reference) -> dict[tuple[str, str], Reason]:
    """Return why there is no figure of schools online where censuses are: nothing known, or too few schools."""
    if not registers.census:
        return {}
    newest = {area: counts[-1] for area, counts in registers.census.items() if counts}
    found = {(SCHOOLS_ONLINE, area): Reason("census-unknown", {"schools": one.total}) for area, one in newest.items()}
    total, known = sum(one.total for one in newest.values()), reference.thresholds.known_schools.value
    details: dict[str, str | int | float | None] = {"schools": total, "known": known}
    groups = [area for area, one in reference.areas.items() if one.kind == "group"]
    found |= {(SCHOOLS_ONLINE, area): Reason("census-of-countries") for area in groups}
    return found | {(SCHOOLS_ONLINE, WORLD): Reason("census-too-small", details)}


COLUMN = "example"


def holds_examples(rows: pd.DataFrame | pa.Table) -> bool:
    """Return whether any row is invented."""
    if isinstance(rows, pa.Table):
        return bool(rows.num_rows) and bool(pc.any(rows[COLUMN]).as_py())
    return bool(rows[COLUMN].any())


def holds_only_examples(rows: pd.DataFrame | pa.Table) -> bool:
    """Return whether there are rows and every one of them is invented."""
    if isinstance(rows, pa.Table):
        return rows.num_rows > 0 and bool(pc.all(rows[COLUMN]).as_py())
    return not rows.empty and bool(rows[COLUMN].all())


def misplaced_examples(revision: Revision, rows: pd.DataFrame | pa.Table) -> list[Problem]:
    """Return a problem where invented rows would stand beside real ones: in the file, or among what is published."""
    real = revision.rows > 0 and not revision.facts.get(COLUMN)
    if holds_examples(rows) and (real or not holds_only_examples(rows)):
        return [Problem(code="example-beside-real", severity="blocks", column=COLUMN)]
    return []
