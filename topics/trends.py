"""What a trend shows: the series chosen by area, edition and breakdown, and the targets they are judged by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from data.reference import Reference
from data.schemas.observation import FORECAST, TOTAL
from data.schemas.target import Target
from exhibits.origins import edition_words, origin_words
from metrics.aggregates import Aggregate
from metrics.book import ROW
from metrics.editions import edition_in_use, is_too_old, later_figure
from metrics.series import Point, Series
from services.groups import area_name
from services.tracker import State
from services.view import View
from topics.own_words import own_source
from topics.scorecard import ScorecardRow, judge_row

TOTALS_ONLY = "total"
PARTS = {"sex": 0, "age": 1, "urbanisation": 2, "breakdown": 3}
"""The breakdowns that can be chosen, with their place among the dimensions of a series."""
RECORD = (*ROW[:2], "area", *(name for name in ROW[2:] if name != "certainty"))
"""The columns of a row of figures: those of an observation, with the name of the area beside its code."""


@dataclass(frozen=True)
class Choice:
    """What a reader wants to see; no edition means the edition in use of each series."""

    areas: tuple[str, ...]
    editions: tuple[str, ...] = ()
    part: str = TOTALS_ONLY


@dataclass(frozen=True)
class Trend:
    """One line of a chart.

    A `later` one is the later figure of another edition: it stands alone, never joined. A `context` one is the total
    beside its parts. `aggregates` are there by year where the line is our own aggregate, not the publisher's.
    """

    series: Series
    later: bool = False
    context: bool = False
    aggregates: Mapping[int, Aggregate] = field(default_factory=dict, hash=False)

    @property
    def own(self) -> bool:
        """Return whether the line is our own aggregate of country figures."""
        return bool(self.aggregates)


def find_trends(state: State, indicator: str, choice: Choice) -> list[Trend]:
    """Return the lines of an indicator for the areas, editions and breakdown chosen; editions are never joined."""
    found: list[Trend] = []
    for area in choice.areas:
        if choice.part == TOTALS_ONLY:
            found += _totals(state, indicator, area, choice.editions)
        else:
            found += _parts(state, indicator, area, choice)
    return found


def used_series(state: State, indicator: str, ref_area: str) -> Series | None:
    """Return the series of totals whose edition is in use, None where there is no observation."""
    return _used(state, state.world.book.of(indicator, ref_area))


def _used(state: State, found: Sequence[Series]) -> Series | None:
    return edition_in_use(found, state.world.limits.fewest_periods_of_an_edition)


def _totals(state: State, indicator: str, area: str, editions: Sequence[str]) -> list[Trend]:
    found = state.world.book.of(indicator, area)
    if not any(one.points for one in found):
        own = own_trend(state, indicator, area)
        return [own] if own and (not editions or own.series.edition in editions) else []
    if editions:
        chosen = [one for edition in editions for one in found if one.edition == edition]
        return [Trend(one) for one in chosen if one.points]
    used = _used(state, found)
    if used is None:
        return []
    later = later_figure(found, used)
    return [Trend(used), *([later_trend(*later)] if later else [])]


def own_trend(state: State, indicator: str, group: str) -> Trend | None:
    """Return our own aggregate of a group as a line, None where the countries with figures hold too little of it."""
    series, aggregates = state.groups.of(indicator, group)
    return Trend(series, aggregates=aggregates) if series else None


def later_trend(series: Series, point: Point) -> Trend:
    """Return the later figure of another edition as a line of its own."""
    return Trend(replace(series, points=(point,), forecasts=()), later=True)


def _parts(state: State, indicator: str, area: str, choice: Choice) -> list[Trend]:
    place = PARTS[choice.part]
    found = [one for one in state.world.book.parts_of(indicator, area) if _is_part(one, place) and one.points]
    editions = choice.editions or _fullest_edition(found)
    shown = sorted(
        (one for one in found if one.edition in editions), key=lambda one: (one.dimensions[place], one.edition)
    )
    totals = [one for one in state.world.book.of(indicator, area) if one.edition in editions and one.points and shown]
    return [*(Trend(one) for one in shown), *(Trend(one, context=True) for one in totals)]


def _is_part(series: Series, place: int) -> bool:
    return [at for at, code in enumerate(series.dimensions) if code != TOTAL] == [place]


def _fullest_edition(found: Sequence[Series]) -> tuple[str, ...]:
    """Return the newest of the editions that have the most parts, so that women stand beside men."""
    counts = {one.edition: sum(other.edition == one.edition for other in found) for one in found}
    best = max(found, key=lambda one: (counts[one.edition], one.released, one.edition), default=None)
    return (best.edition,) if best else ()


def part_options(state: State, indicators: Iterable[str], areas: Iterable[str]) -> list[str]:
    """Return the breakdowns that exist for any of the indicators in any of the areas, the total first."""
    areas = tuple(areas)
    found = [one for name in indicators for area in areas for one in state.world.book.parts_of(name, area)]
    return [TOTALS_ONLY, *(part for part, place in PARTS.items() if any(_is_part(one, place) for one in found))]


def edition_options(state: State, indicators: Iterable[str], areas: Iterable[str], part: str) -> list[str]:
    """Return the editions found for any of the indicators and areas, newest first."""
    book, areas = state.world.book, tuple(areas)
    shelf = book.of if part == TOTALS_ONLY else book.parts_of
    indicators = tuple(indicators)
    found = {(one.released, one.edition) for name in indicators for area in areas for one in shelf(name, area)}
    made = [own_trend(state, name, area) for name in indicators for area in areas if not shelf(name, area)]
    found |= {(one.series.released, one.series.edition) for one in made if one and part == TOTALS_ONLY}
    return list(dict.fromkeys(edition for _, edition in sorted(found, reverse=True)))


def targets_of(state: State, indicator: str, ref_area: str) -> list[Target]:
    """Return the targets with a number that an indicator is judged by in an area."""
    return [
        one
        for one in state.targets
        if one.indicator == indicator
        and one.target_value is not None
        and one.kind not in ("qualitative", "gap_relative")
        and (one.ref_area == ref_area or one.for_each_country)
    ]


def judged_rows(view: View, indicator: str, choice: Choice) -> dict[str, list[ScorecardRow]]:
    """Return the targets of an indicator judged for each area chosen, those still running first.

    Where exactly one edition is chosen and has figures for the area, it judges; else the edition in use does.
    """
    return {area: _judged(view, indicator, area, choice) for area in choice.areas}


def _judged(view: View, indicator: str, ref_area: str, choice: Choice) -> list[ScorecardRow]:
    single = choice.editions[0] if len(choice.editions) == 1 and choice.part == TOTALS_ONLY else None
    editions = {one.edition for one in view.state.world.book.of(indicator, ref_area) if one.points}
    used = single if single in editions else None
    rows = [judge_row(view, one, ref_area, used) for one in targets_of(view.state, indicator, ref_area)]
    return sorted(rows, key=lambda row: row.target.target_year < view.day.year)


def other_judgements(view: View, row: ScorecardRow, editions: Iterable[str]) -> list[tuple[str, ScorecardRow]]:
    """Return each edition that has figures for a target, with the judgement it would lead to."""
    area = row.judgement.ref_area
    tried = [(edition, judge_row(view, row.target, area, edition)) for edition in editions]
    return [(edition, other) for edition, other in tried if other.judgement.latest is not None]


def differing_judgements(
    view: View, rows: Iterable[ScorecardRow], editions: Sequence[str]
) -> list[tuple[str, ScorecardRow, ScorecardRow]]:
    """Return where a chosen edition leads to another status: the edition, the usual judgement, the other one."""
    found = []
    for row in rows:
        usual = judge_row(view, row.target, row.judgement.ref_area)
        for edition, other in other_judgements(view, usual, editions):
            if other.judgement.status != usual.judgement.status:
                found.append((edition, usual, other))
    return found


def is_stale(state: State, series: Series, day: date) -> bool:
    """Return whether the last observation is older than a live judgement may rest on."""
    latest = series.latest
    return latest is not None and is_too_old(latest, day, state.world.limits.oldest_last_value_years)


def trend_records(trends: Iterable[Trend], reference: Reference) -> list[dict[str, Any]]:
    """Return exactly the figures that lines show, as rows in the template's columns, newest first."""
    found = []
    for trend in trends:
        series = trend.series
        points = sorted((*series.points, *series.forecasts), key=lambda point: point.moment, reverse=True)
        found += [_record(trend, point, reference) for point in points]
    return found


def _record(trend: Trend, point: Point, reference: Reference) -> dict[str, Any]:
    series, own = trend.series, trend.aggregates.get(point.year)
    sex, age, urbanisation, breakdown = series.dimensions
    source = origin_words(point.source or series.source)
    if own:
        source = own_source(reference.indicators[series.indicator], own, source)
    values = (
        series.indicator,
        series.ref_area,
        area_name(series.ref_area, reference),
        point.period if point.dated else point.year,
        sex,
        age,
        urbanisation,
        breakdown,
        point.value,
        series.unit_measure,
        FORECAST if point in series.forecasts else point.obs_status,
        point.qualifier,
        source,
        edition_words(series.edition),
        series.released,
    )
    return dict(zip(RECORD, values, strict=True))
