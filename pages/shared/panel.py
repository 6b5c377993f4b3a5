"""A panel of the Internet access page: the answer, the targets, the chart and the table of one indicator."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from charts.content import AimLine, Change, TrendChart
from charts.html import safe
from data.reference import Reference
from i18n import format_period, text
from metrics.series import Series
from pages.shared.access import get_revision
from pages.shared.answer import draw_answer, draw_differences, draw_targets
from pages.shared.aside import draw_aside
from pages.shared.chart import draw_chart
from pages.shared.fans import DrawnFan, draw_fan_figures, find_fan, with_fan
from pages.shared.filters import escape_markdown
from pages.shared.piece import draw_piece
from pages.shared.table import draw_figures
from pages.shared.trend import make_chart, subject_of
from services.own_words import beside_remark, broken_remark, own_remark, thin_remark
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


@dataclass(frozen=True)
class Extras:
    """What a page adds to a panel.

    `topic` names what several indicators have in common, `trends` are further lines, `aims` further levels to reach,
    `said` sentences that stand under the answer, `changes` marks where one indicator gives way to another.
    """

    topic: str = ""
    trends: tuple[Trend, ...] = ()
    aims: tuple[AimLine, ...] = ()
    said: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


NO_EXTRAS = Extras()
COVERAGE = ("coverage_3g", "coverage_4g", "coverage_5g")


def group_indicators(chosen: Sequence[str], areas: Sequence[str]) -> list[tuple[str, ...]]:
    """Return which indicators share a panel: the generations of mobile networks do, where one area is chosen."""
    together = tuple(one for one in chosen if one in COVERAGE) if len(areas) == 1 else ()
    if len(together) < len(COVERAGE[:2]):
        return [(one,) for one in chosen]
    rest = [(one,) for one in chosen if one not in together]
    return [*rest, together]


def draw_panel(
    indicators: tuple[str, ...],
    choice: Choice,
    state: State,
    reference: Reference,
    day: date,
    extras: Extras = NO_EXTRAS,
) -> None:
    """Draw everything about one indicator, or about several that share a chart."""
    trends = [trend for one in indicators for trend in find_trends(state, one, choice)]
    _say_what_is_missing(indicators, choice, trends, state, reference)
    if not trends:
        return
    trends += extras.trends
    name, by_part = "-".join(indicators), choice.part != TOTALS_ONLY
    topic = indicators[0] if len(indicators) == 1 else extras.topic or "coverage"
    subject = subject_of(topic, reference, reference.indicators[indicators[0]].unit_measure)
    subject = replace(subject, by_part=by_part, revision=get_revision(indicators[0]))
    rows = _judge(indicators, choice, trends, state, reference, day)
    shown = [row for found in rows.values() for row in found]
    answers = [Trend(one) for one in _in_use(indicators, choice, state)] if by_part else trends
    draw_answer(subject.topic, answers, rows, reference, key=f"{name}_answer")
    _draw_said(extras.said, name)
    if not by_part:
        _draw_own(trends, reference)
        _draw_stale(trends, state, reference, day)
        draw_differences(differing_judgements(state, reference, shown, choice.editions, day), reference)
    chart = _with_aims(make_chart(subject, trends, [] if by_part else shown, reference, day), extras)
    _draw_chart(chart, trends, None if by_part else find_fan(trends, shown, day), name, reference)
    draw_targets(shown, reference, key=f"{name}_targets")


def _draw_chart(
    chart: TrendChart, trends: Sequence[Trend], fan: DrawnFan | None, name: str, reference: Reference
) -> None:
    draw_chart(with_fan(chart, fan, reference), key=name)
    draw_figures(trends, chart.title, name, reference)
    draw_fan_figures(fan, name, reference)


def _draw_said(said: Sequence[str], name: str) -> None:
    if said:
        draw_piece("".join(f"<p>{safe(words)}</p>" for words in said), key=f"{name}_said")


def _with_aims(chart: TrendChart, extras: Extras) -> TrendChart:
    """Return the chart with marks, and further levels to reach: those that no target of the area states already."""
    stated = {one.value for one in chart.aims}
    found = [one for one in extras.aims if one.value not in stated]
    words = "".join(" " + text("charts.alt_aim", words=one.words) for one in found)
    return replace(chart, aims=[*chart.aims, *found], changes=extras.changes, alt=chart.alt + words)


def _draw_own(trends: Sequence[Trend], reference: Reference) -> None:
    """Say of every line that is our own aggregate how it came about, and how much of the group it rests on."""
    for words in dict.fromkeys(_own_words(one, reference) for one in trends if one.own):
        draw_aside(words)


def _own_words(trend: Trend, reference: Reference) -> str:
    series = trend.series
    indicator, phrase = reference.indicators[series.indicator], area_phrase(series.ref_area, reference)
    latest = trend.aggregates[series.points[-1].year]
    broken = broken_remark(indicator, trend.aggregates.values(), reference.thresholds.composition_break.value)
    if trend.context:
        return f"{beside_remark(indicator, latest, series.edition, phrase)} {broken}".strip()
    return f"{own_remark(indicator, latest, series.ref_area, phrase)} {broken}".strip()


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
        absent = [area for area in absent if not _say_thin(indicator, area, choice, state, reference)]
        if not absent:
            continue
        words = text(
            f"internet_access.{kind}",
            indicator=reference.indicators[indicator].name,
            areas=name_list([area_name(area, reference) for area in absent]),
            part=text(f"charts.part.{choice.part}").lower(),
        )
        st.info(escape_markdown(f"{words} {who_has(indicator, choice, state, reference)}"), icon=":material/info:")


def _say_thin(indicator: str, area: str, choice: Choice, state: State, reference: Reference) -> bool:
    """Say that too few countries of a group have figures for our own aggregate; return whether that is so."""
    published = any(one.points for one in state.world.book.of(indicator, area))
    found = None if published or choice.part != TOTALS_ONLY else state.groups.thin(indicator, area)
    if found is None:
        return False
    words = thin_remark(
        reference.indicators[indicator], found, area_phrase(area, reference), state.groups.least_coverage
    )
    st.info(escape_markdown(words), icon=":material/info:")
    return True


def who_has(indicator: str, choice: Choice, state: State, reference: Reference) -> str:
    """Return in a sentence which areas have figures of an indicator."""
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
