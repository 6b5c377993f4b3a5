"""What each edition of a target's series says, side by side."""

from collections.abc import Sequence

import streamlit as st

from charts.facts import draw_table
from charts.html import safe
from data.reference import Reference
from exhibits.exhibit import Cell, Chip
from i18n import format_period, format_value, text
from pages.shared.piece import draw_piece
from services.target_facts import EditionView
from services.wording import target_unit

COLUMNS = ("edition", "released", "periods", "latest", "status", "used")


def draw_editions(views: Sequence[EditionView], reference: Reference) -> None:
    """Draw the editions as a small table; each row says what that edition alone would lead to."""
    if not views:
        return
    st.subheader(text("target.editions"), anchor=False)
    columns = [text(f"target.column_{name}") for name in COLUMNS]
    rows = [_row(view, reference) for view in views]
    about = f'<p class="c2030-about">{safe(text("target.editions_about"))}</p>'
    draw_piece(about + draw_table(text("target.editions"), columns, rows), key="target_editions")


def _row(view: EditionView, reference: Reference) -> list[Cell]:
    series, status = view.series, view.row.judgement.status
    first, last = series.points[0], series.points[-1]
    span = text(
        "target.span" if len(series.points) > 1 else "target.span_one",
        first=format_period(first.period),
        last=format_period(last.period),
        count=len(series.points),
    )
    used = [text("target.used")] if view.in_use else []
    used += [text("target.used_course")] if view.course else []
    used += [text("target.used_verdict")] if view.decides else []
    return [
        series.edition,
        format_period(series.released) if series.released else "",
        span,
        format_value(last.value, target_unit(view.row.target, reference)),
        Chip(status, text(f"status.{status}")),
        ", ".join(used),
    ]
