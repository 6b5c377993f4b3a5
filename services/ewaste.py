"""E-waste: masses and rates of an area in one edition, the regions side by side, the line to reach."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.reference import Reference
from data.schemas.target import Target
from metrics.ewaste import EwasteGap, ewaste_gap
from metrics.series import Point
from services.tracker import State
from services.trends import Choice, Trend, find_trends

WORLD = "WLD"
RATE, GENERATED, RECYCLED = "ewaste_recycling_rate", "ewaste_generated", "ewaste_recycled"
PER_HEAD, LEGISLATION = "ewaste_per_capita", "ewaste_legislation_countries"
MASSES = (GENERATED, RECYCLED)
INDICATORS = (RATE, *MASSES, PER_HEAD)
REGIONS = "m49"


@dataclass(frozen=True)
class RegionRow:
    """What one edition says of an area in one year; `own` where it is our own aggregate of country figures."""

    ref_area: str
    year: int
    edition: str
    rate: float | None
    generated: float | None
    gap: EwasteGap | None
    own: bool = False


def rate_line(state: State) -> Target | None:
    """Return the target that states a recycling rate for the world, the one that ends last."""
    found = [one for one in state.targets if one.indicator == RATE and one.kind == "level" and one.target_value]
    return max(found, key=lambda one: (one.ref_area == WORLD, one.target_year), default=None)


def legislation_target(state: State) -> Target | None:
    """Return the target that turns the count of countries with legislation into a share, the one that ends last."""
    found = [one for one in state.targets if one.indicator == LEGISLATION and one.kind == "country_share"]
    return max(found, key=lambda one: one.target_year, default=None)


def find_gap(state: State, choice: Choice) -> tuple[EwasteGap, str] | None:
    """Return the newest masses of the first area of a choice, with their edition; None where none can be compared.

    What was generated and what was recycled are of one edition and one year. Sums of our own are compared only where
    they add up the same countries.
    """
    row = region_row(state, choice.areas[0], choice.editions)
    return (row.gap, row.edition) if row and row.gap else None


def region_row(state: State, ref_area: str, editions: Sequence[str]) -> RegionRow | None:
    """Return what the edition in use, or the first chosen one, says of an area in its newest year with a figure."""
    choice = Choice((ref_area,), tuple(editions)[:1])
    found = {name: find_trends(state, name, choice)[:1] for name in (GENERATED, RECYCLED, RATE)}
    trends = {name: lines[0] for name, lines in found.items() if lines and not lines[0].later}
    first = trends.get(RATE) or trends.get(GENERATED)
    if first is None:
        return None
    same = {name: one for name, one in trends.items() if one.series.edition == first.series.edition}
    year = first.series.points[-1].year
    points = {name: _in_year(one, year) for name, one in same.items()}
    values = {name: point.value for name, point in points.items() if point}
    generated, rate = values.get(GENERATED), values.get(RATE)
    comparable = generated is not None and _add_up_the_same(same, year)
    gap = ewaste_gap(year, generated or 0.0, values.get(RECYCLED), rate) if comparable else None
    rate = gap.rate if gap and rate is None else rate
    return RegionRow(ref_area, year, first.series.edition, rate, generated, gap, first.own)


def _in_year(trend: Trend, year: int) -> Point | None:
    return next((point for point in trend.series.points if point.year == year), None)


def _add_up_the_same(trends: dict[str, Trend], year: int) -> bool:
    """Return whether the masses may be compared: published ones may, sums of our own only over the same countries."""
    if not any(one.own for one in trends.values()):
        return True
    sums = [trends[name].aggregates.get(year) if name in trends else None for name in MASSES]
    held = {(one.countries, one.coverage) for one in sums if one}
    return None not in sums and len(held) == 1


def regions(reference: Reference) -> list[str]:
    """Return the M49 regions in the order of their names."""
    found = [one for one in reference.areas.values() if one.scheme == REGIONS and one.kind == "group"]
    return [one.ref_area for one in sorted(found, key=lambda one: one.name)]


def region_rows(state: State, reference: Reference, editions: Sequence[str]) -> list[RegionRow]:
    """Return the regions side by side, all of one edition: the first chosen, else the newest that has most of them."""
    areas = regions(reference)
    edition = next(iter(editions), None) or _fullest_edition(state, areas)
    found = (region_row(state, area, (edition,) if edition else ()) for area in [*areas, WORLD])
    return [one for one in found if one is not None]


def _fullest_edition(state: State, areas: Iterable[str]) -> str | None:
    """Return the newest of the editions that have figures of most regions; none where all are our own aggregates."""
    held = {
        (area, one.released, one.edition)
        for area in areas
        for name in (RATE, GENERATED)
        for one in state.world.book.of(name, area)
        if one.points
    }
    counts = Counter((released, edition) for _, released, edition in held)
    best = max(counts, key=lambda entry: (counts[entry], entry), default=None)
    return best[1] if best else None
