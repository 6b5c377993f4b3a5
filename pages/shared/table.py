"""The table behind a chart: exactly its figures, to read and to download."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from charts.facts import draw_table
from charts.marks import status_words
from data.reference import Reference
from i18n import format_period, format_value, text
from metrics.series import Point, Series
from pages.shared.downloads import offer_rows
from pages.shared.piece import draw_piece
from services.own_words import own_status
from services.sentences import part_words
from services.trends import RECORD, Trend, trend_records
from services.wording import area_name


def draw_figures(trends: Sequence[Trend], title: str, name: str, reference: Reference) -> None:
    """Draw the figures of a chart as a table in a fold, with the files to download."""
    records = trend_records(trends, reference)
    with st.expander(text("frame.table"), icon=":material/table:"):
        columns, rows, numeric = _table(trends, records, reference)
        caption = text("charts.table.caption", title=title)
        draw_piece(draw_table(caption, columns, rows, numeric, scroll=True), key=f"{name}_table")
        offer_rows(RECORD, records, name, key=f"{name}_download")


def _table(
    trends: Sequence[Trend], records: Sequence[Mapping[str, Any]], reference: Reference
) -> tuple[list[str], list[list[str]], list[int]]:
    """Return headings, cells and the places of figures; a column that says the same everywhere is left out."""
    names = [_words(trend.series, reference) for trend in trends for _ in _all_points(trend.series)]
    told = [at for at in range(len(names[0]) if names else 0) if at == 0 or len({one[at] for one in names}) > 1]
    heads = [text(f"charts.table.{name}") for name in ("area", "indicator", "part")]
    columns = [heads[at] for at in told]
    fixed = [text(f"charts.table.{name}") for name in ("period", "value", "status", "edition")]
    own = [_own_status(trend, point, reference) for trend in trends for point in _all_points(trend.series)]
    rows = [
        [*(name[at] for at in told), *_cells(record, status)]
        for name, record, status in zip(names, records, own, strict=True)
    ]
    return [*columns, *fixed], rows, [len(told) + 1]


def _all_points(series: Series) -> list[Point]:
    """Return the points in the order of the records: the newest first."""
    return sorted((*series.points, *series.forecasts), key=lambda point: point.moment, reverse=True)


def _own_status(trend: Trend, point: Point, reference: Reference) -> str:
    found = trend.aggregates.get(point.year)
    return own_status(reference.indicators[trend.series.indicator], found) if found else ""


def _words(series: Series, reference: Reference) -> tuple[str, str, str]:
    area = area_name(series.ref_area, reference)
    return area, reference.indicators[series.indicator].short_name, part_words(series) or text("charts.part.total")


def _cells(record: Mapping[str, Any], own: str) -> list[str]:
    value = format_value(record["obs_value"], record["unit_measure"])
    shown = " ".join(part for part in (record["qualifier"], value) if part)
    period = format_period(str(record["time_period"]))
    return [period, shown, own or status_words(record["obs_status"]), record["edition"]]
