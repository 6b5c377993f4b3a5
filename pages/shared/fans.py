"""The fan of a trend chart: drawn where one line stands alone, with its figures for the table.

A chart of several lines gets none: bands of one would cover the ends and the names of the others, and a line without a
fan beside one with it would look as if nothing were known of its future. Choosing one area shows its fan.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from charts.content import ProjectionFan, TrendChart
from charts.facts import draw_table
from charts.fan import fan_words
from data.reference import Reference
from i18n import text
from pages.shared.downloads import offer_rows
from pages.shared.piece import draw_piece
from services.projecting.course_words import MET_ON_THE_WAY, stays_at_the_top
from services.projecting.projection_rows import COLUMNS, projection_cells, projection_rows
from services.scorecard import ScorecardRow
from services.trends import Trend
from services.wording import area_name


@dataclass(frozen=True)
class DrawnFan:
    """A fan with the judgement that it belongs to."""

    row: ScorecardRow
    until: int


def find_fan(trends: Sequence[Trend], rows: Sequence[ScorecardRow], day: date) -> DrawnFan | None:
    """Return the fan of a chart with a single line: towards its furthest running target, else to where it arrives.

    Args:
        trends: The lines of the chart; a later figure of another edition stands alone and is no line.
        rows: The judged targets of the chart.
        day: The day looked at.
    """
    lines = [one.series for one in trends if not one.later]
    if len(lines) != 1:
        return None
    edition, area = lines[0].edition, lines[0].ref_area
    known = [row for row in rows if (row.judgement.course_edition, row.judgement.ref_area) == (edition, area)]
    known = [row for row in known if row.judgement.projection and not stays_at_the_top(row.judgement.projection)]
    live = [row for row in known if row.target.target_year >= day.year]
    if live:
        last = max(live, key=lambda row: row.target.target_year)
        return DrawnFan(last, last.target.target_year)
    missed = [row for row in known if row.judgement.status not in MET_ON_THE_WAY]
    return DrawnFan(missed[0], _arrival(missed[0])) if missed else None


def _arrival(row: ScorecardRow) -> int:
    """Return the year in which a target that was missed will be met, or the last year that is named."""
    found = row.judgement.projection
    return (found.reached[0] or found.last_year) if found else 0


def with_fan(chart: TrendChart, drawn: DrawnFan | None, reference: Reference) -> TrendChart:
    """Return the chart with its fan, which is named for assistive technology too."""
    projection = drawn.row.judgement.projection if drawn else None
    if drawn is None or projection is None or drawn.until <= projection.fan.years[0]:
        return chart
    fan = ProjectionFan(area_name(drawn.row.judgement.ref_area, reference), projection.fan, drawn.until)
    words = text("fan.alt", first=fan.fan.years[0], words=fan_words(fan, drawn.until, chart.unit_measure))
    return replace(chart, fans=[fan], alt=f"{chart.alt} {words}")


def draw_fan_figures(drawn: DrawnFan | None, name: str, reference: Reference) -> None:
    """Draw the projection of a chart year by year, with files of its own: it is no observation."""
    if drawn is None:
        return
    records = projection_rows(drawn.row.judgement, drawn.row.target, drawn.until, reference)
    if not records:
        return
    with st.expander(text("fan.table"), icon=":material/table:"):
        heads = [text(f"fan.{key}") for key in ("column_year", "column_median", "band80", "band50", "column_kind")]
        cells = [projection_cells(record) for record in records]
        key = f"{name}-projection"
        draw_piece(draw_table(text("fan.table"), heads, cells, (1, 2, 3), scroll=True), key=f"{key}_table")
        offer_rows(COLUMNS, records, key, key=f"{key}_download")
