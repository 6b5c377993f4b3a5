"""Areas side by side: the latest figure of many, the highest first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from data.reference import Reference
from exhibits.bars import LatestChart, LatestRow
from exhibits.exhibit import Exhibit, Picture, Table, said
from exhibits.origins import edition_words
from exhibits.scorecard import Answer
from exhibits.trend import status_words
from i18n import format_period, text, unit_words
from services.groups import area_name
from services.view import View
from topics.own_words import own_status
from topics.sentences import area_phrase, short_area, value_words
from topics.trend_chart import Subject, make_chart, subject_of
from topics.trends import RECORD, Choice, Trend, find_trends, judged_rows, trend_records

MOST_LINES = 6
"""More lines than this cannot carry their names in one chart: then the latest figures are ranked above it."""
NAME = "compare-areas"


def rank_latest(indicator: str, choice: Choice, view: View) -> Exhibit | None:
    """Return the latest figure of every area that has one, the highest first; None where none has one."""
    trends, reference = find_trends(view.state, indicator, choice), view.reference
    latest = latest_first(trends)
    if not latest:
        return None
    subject = subject_of(indicator, view)
    judged = judged_rows(view, indicator, choice)
    drawn = make_chart(subject, trends, [row for found in judged.values() for row in found], view)
    chart = LatestChart(
        title=text("compare.ranked.title", topic=subject.topic),
        about=text("compare.ranked.about", unit=unit_words(subject.unit_measure), count=len(latest)),
        source=drawn.source,
        unit_measure=subject.unit_measure,
        rows=[_row(one, reference) for one in latest],
        aims=drawn.aims,
    )
    lead = said("ranked_answer", Answer(_lead(subject, latest, reference)))
    return Exhibit(NAME, [lead, Picture(NAME, chart, _alt(chart), _remarks(chart)), _table(chart, latest, reference)])


def latest_first(trends: Iterable[Trend]) -> list[Trend]:
    """Return each line cut down to its latest observation, the highest value first; among equals by area.

    The later figure of another edition stays out: it does not compare with the line it stands beside.
    """
    found = [
        replace(one, series=replace(one.series, points=one.series.points[-1:], forecasts=()))
        for one in trends
        if not one.later and one.series.points
    ]
    return sorted(found, key=lambda one: (-one.series.points[-1].value, one.series.ref_area))


def _remarks(chart: LatestChart) -> list[str]:
    years = {row.point.period for row in chart.rows}
    remarks = [text("compare.ranked.years")] if len(years) > 1 else []
    return [*remarks, chart.source]


def _lead(subject: Subject, latest: Sequence[Trend], reference: Reference) -> str:
    details: dict[str, str] = {}
    for name, one in (("high", latest[0].series), ("low", latest[-1].series)):
        details[name] = value_words(one.points[-1], one.unit_measure)
        details[f"{name}_area"] = area_phrase(one.ref_area, reference)
        details[f"{name}_year"] = format_period(one.points[-1].period)
    key = "lead" if len(latest) > 1 else "lead_one"
    return text(f"compare.ranked.{key}", topic=subject.topic, count=len(latest), **details)


def _row(trend: Trend, reference: Reference) -> LatestRow:
    series, point = trend.series, trend.series.points[-1]
    words = text(
        "compare.ranked.point",
        value=value_words(point, series.unit_measure),
        period=format_period(point.period),
        status=status_words("own" if trend.own else point.obs_status),
    )
    hover = _status(trend, reference) if trend.own else edition_words(series.edition)
    return LatestRow(short_area(series.ref_area, reference), point, words, hover, own=trend.own)


def _status(trend: Trend, reference: Reference) -> str:
    """Return what kind of figure the latest one is: the publisher's status, or what our own aggregate rests on."""
    series, point = trend.series, trend.series.points[-1]
    made = trend.aggregates.get(point.year)
    return own_status(reference.indicators[series.indicator], made) if made else status_words(point.obs_status)


def _alt(chart: LatestChart) -> str:
    lines = [f"{row.name}: {row.words}." for row in chart.rows]
    aims = [f"{aim.words}." for aim in chart.aims]
    return text(
        "compare.ranked.alt", title=chart.title, unit=unit_words(chart.unit_measure), lines=" ".join([*lines, *aims])
    )


def _table(chart: LatestChart, latest: Sequence[Trend], reference: Reference) -> Table:
    heads = [text(f"charts.table.{name}") for name in ("area", "value", "period", "status", "edition")]
    records: list[Mapping[str, Any]] = list(trend_records(latest, reference))
    return Table(NAME, chart.title, heads, [_cells(one, reference) for one in latest], (1,), RECORD, records)


def _cells(trend: Trend, reference: Reference) -> list[str]:
    series, point = trend.series, trend.series.points[-1]
    value, period = value_words(point, series.unit_measure), format_period(point.period)
    return [
        area_name(series.ref_area, reference),
        value,
        period,
        _status(trend, reference),
        edition_words(series.edition),
    ]
