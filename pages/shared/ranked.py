"""The latest figure of many areas, the highest first: the answer, a picture and its table."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from charts.html import keep_together
from charts.key import draw_source
from charts.latest_values import LatestChart, LatestRow, draw_latest, draw_marks
from charts.marks import status_words
from charts.standing import draw_standing
from data.reference import Reference
from i18n import format_period, text, unit_words
from pages.shared.access import get_revision
from pages.shared.chart import Picture, draw_picture
from pages.shared.piece import draw_piece
from pages.shared.trend import Subject, make_chart, subject_of
from pages.shared.twins import Twin, draw_twin
from services.own_words import own_status
from services.ranked import latest_first
from services.sentences import area_phrase, short_area, value_words
from services.tracker import State
from services.trends import RECORD, Choice, Trend, find_trends, judged_rows, trend_records
from services.wording import area_name

MOST_LINES = 6
"""More lines than this cannot carry their names in one chart: then the latest figures are ranked above it."""
NAME = "compare-areas"


def draw_ranked(indicator: str, choice: Choice, state: State, reference: Reference, day: date) -> None:
    """Draw the latest figure of every area that has one, the highest first."""
    trends = find_trends(state, indicator, choice)
    latest = latest_first(trends)
    if not latest:
        return
    subject = subject_of(indicator, reference)
    draw_piece(keep_together(draw_standing(_lead(subject, latest, reference), ())), key="ranked_answer")
    rows = [row for found in judged_rows(state, reference, indicator, choice, day).values() for row in found]
    drawn = make_chart(replace(subject, revision=get_revision(indicator)), trends, rows, reference, day)
    chart = LatestChart(
        title=text("compare.ranked.title", topic=subject.topic),
        about=text("compare.ranked.about", unit=unit_words(subject.unit_measure), count=len(latest)),
        source=drawn.source,
        unit_measure=subject.unit_measure,
        rows=[_row(one, reference) for one in latest],
        aims=drawn.aims,
    )
    draw_picture(Picture(chart.title, chart.about, _alt(chart), partial(draw_latest, chart), _under(chart)), NAME)
    draw_twin(_twin(chart, latest, reference))


def _under(chart: LatestChart) -> str:
    years = {row.point.period for row in chart.rows}
    remarks = [text("compare.ranked.years")] if len(years) > 1 else []
    return draw_marks(chart.rows) + draw_source([*remarks, chart.source])


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
    hover = _status(trend, reference) if trend.own else series.edition
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


def _twin(chart: LatestChart, latest: Sequence[Trend], reference: Reference) -> Twin:
    heads = [text(f"charts.table.{name}") for name in ("area", "value", "period", "status", "edition")]
    records: list[Mapping[str, Any]] = list(trend_records(latest, reference))
    return Twin(NAME, chart.title, heads, [_cells(one, reference) for one in latest], (1,), RECORD, records)


def _cells(trend: Trend, reference: Reference) -> list[str]:
    series, point = trend.series, trend.series.points[-1]
    value, period = value_words(point, series.unit_measure), format_period(point.period)
    return [area_name(series.ref_area, reference), value, period, _status(trend, reference), series.edition]
