"""A panel of the Internet access page: the answer, the targets, the chart and the table of one indicator."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from data.reference import Reference
from i18n import format_period, text
from metrics.series import Series
from pages.shared.access import get_revision
from pages.shared.answer import draw_answer, draw_differences, draw_targets
from pages.shared.chart import draw_chart
from pages.shared.filters import escape_markdown
from pages.shared.table import draw_figures
from pages.shared.trend import make_chart, subject_of
from services.scorecard import ScorecardRow
from services.sentences import area_phrase, short_indicator
from services.tracker import State
from services.trends import (
    TOTALS_ONLY,
    Choice,
    Trend,
    differing_judgements,
    find_trends,
    is_stale,
    judged_rows,
    used_series,
)
from services.wording import area_name, name_list

FEW, MOST_GROUPS = 12, 8
COVERAGE = ("coverage_3g", "coverage_4g", "coverage_5g")


def group_indicators(chosen: Sequence[str], areas: Sequence[str]) -> list[tuple[str, ...]]:
    """Return which indicators share a panel: the generations of mobile networks do, where one area is chosen."""
    together = tuple(one for one in chosen if one in COVERAGE) if len(areas) == 1 else ()
    if len(together) < len(COVERAGE[:2]):
        return [(one,) for one in chosen]
    rest = [(one,) for one in chosen if one not in together]
    return [*rest, together]


def draw_panel(indicators: tuple[str, ...], choice: Choice, state: State, reference: Reference, day: date) -> None:
    """Draw everything about one indicator, or about several that share a chart."""
    trends = [trend for one in indicators for trend in find_trends(state, one, choice)]
    _say_what_is_missing(indicators, choice, trends, state, reference)
    if not trends:
        return
    name, by_part = "-".join(indicators), choice.part != TOTALS_ONLY
    subject = subject_of(indicators[0] if len(indicators) == 1 else "coverage", reference, _unit(indicators, reference))
    subject = replace(subject, by_part=by_part, revision=get_revision(indicators[0]))
    rows = _judge(indicators, choice, trends, state, reference, day)
    shown = [row for found in rows.values() for row in found]
    answers = [Trend(one) for one in _in_use(indicators, choice, state)] if by_part else trends
    draw_answer(subject.topic, answers, rows, reference, key=f"{name}_answer")
    if not by_part:
        _draw_stale(trends, state, reference, day)
        draw_differences(differing_judgements(state, reference, shown, choice.editions, day), reference)
    chart = make_chart(subject, trends, [] if by_part else shown, reference, day)
    draw_chart(chart, key=name)
    draw_figures(trends, chart.title, name, reference)
    draw_targets(shown, reference, key=f"{name}_targets")


def _judge(
    indicators: tuple[str, ...], choice: Choice, trends: Sequence[Trend], state: State, reference: Reference, day: date
) -> dict[str, list[ScorecardRow]]:
    """Return the judged targets of every area that has figures, those still running first."""
    found: dict[str, list[ScorecardRow]] = {}
    for indicator in indicators:
        areas = {one.series.ref_area for one in trends if one.series.indicator == indicator}
        for area, rows in judged_rows(state, reference, indicator, choice, day).items():
            found.setdefault(area, []).extend(rows if area in areas else [])
    return {area: sorted(rows, key=lambda row: row.target.target_year < day.year) for area, rows in found.items()}


def _unit(indicators: tuple[str, ...], reference: Reference) -> str:
    return reference.indicators[indicators[0]].unit_measure


def _in_use(indicators: tuple[str, ...], choice: Choice, state: State) -> list[Series]:
    found = [used_series(state, one, area) for area in choice.areas for one in indicators]
    return [one for one in found if one is not None]


def _say_what_is_missing(
    indicators: tuple[str, ...], choice: Choice, trends: Sequence[Trend], state: State, reference: Reference
) -> None:
    """Say for each indicator which of the areas chosen have no figures, and which areas do."""
    for indicator in indicators:
        there = {one.series.ref_area for one in trends if one.series.indicator == indicator}
        absent = [area for area in choice.areas if area not in there]
        if not absent:
            continue
        kind = "no_part" if choice.part != TOTALS_ONLY else "no_edition" if choice.editions else "no_data"
        words = text(
            f"internet_access.{kind}",
            indicator=reference.indicators[indicator].name,
            areas=name_list([area_name(area, reference) for area in absent]),
            part=text(f"charts.part.{choice.part}").lower(),
        )
        st.info(escape_markdown(f"{words} {_who_has(indicator, choice, state, reference)}"), icon=":material/info:")


def _who_has(indicator: str, choice: Choice, state: State, reference: Reference) -> str:
    book = state.world.book
    shelf = book.totals if choice.part == TOTALS_ONLY else book.parts
    having = [reference.areas[area] for name, area in shelf if name == indicator and area in reference.areas]
    if not having:
        return text("internet_access.has_none")
    groups = [one.name for one in having if one.kind != "country"]
    countries = [one.name for one in having if one.kind == "country"]
    if len(countries) > FEW and groups:
        names = name_list(groups, MOST_GROUPS)
        return text("internet_access.has_data_countries", areas=names, count=len(countries))
    return text("internet_access.has_data", areas=name_list([*groups, *countries], MOST_GROUPS))


def _draw_stale(trends: Sequence[Trend], state: State, reference: Reference, day: date) -> None:
    """Say which figures are old."""
    old = [one.series for one in trends if not one.later and is_stale(state, one.series, day)]
    several = len({one.series.indicator for one in trends}) > 1
    by_period: dict[str, list[str]] = {}
    for series in old:
        area = area_phrase(series.ref_area, reference)
        name = short_indicator(series.indicator, reference) if several else area
        words = text("internet_access.stale_one", name=name, edition=series.edition)
        by_period.setdefault(series.points[-1].period, []).append(words)
    if by_period:
        parts = [
            text("internet_access.stale", names=name_list(names), period=format_period(period))
            for period, names in by_period.items()
        ]
        years = int(state.world.limits.oldest_last_value_years)
        words = " ".join([*parts, text("internet_access.stale_short", years=years)])
        st.warning(escape_markdown(words), icon=":material/schedule:")
