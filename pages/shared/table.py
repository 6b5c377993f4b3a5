"""The table behind a chart: exactly its figures, to read and to download."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from charts.facts import draw_table
from charts.marks import status_words
from data.reference import Reference
from i18n import format_period, format_value, text
from metrics.series import Series
from pages.shared.downloads import offer_rows
from pages.shared.piece import draw_piece
from services.sentences import part_words
from services.trends import RECORD, Trend, trend_records


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
    rows = [[*(name[at] for at in told), *_cells(record)] for name, record in zip(names, records, strict=True)]
    return [*columns, *fixed], rows, [len(told) + 1]


def _all_points(series: Series) -> tuple[object, ...]:
    return (*series.points, *series.forecasts)


def _words(series: Series, reference: Reference) -> tuple[str, str, str]:
    area = reference.areas[series.ref_area].name if series.ref_area in reference.areas else series.ref_area
    return area, reference.indicators[series.indicator].short_name, part_words(series) or text("charts.part.total")


def _cells(record: Mapping[str, Any]) -> list[str]:
    value = format_value(record["obs_value"], record["unit_measure"])
    shown = " ".join(part for part in (record["qualifier"], value) if part)
    period = format_period(str(record["time_period"]))
    return [period, shown, status_words(record["obs_status"]), record["edition"]]
