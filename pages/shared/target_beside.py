"""What stands beside the judgement of a target: evidence that decides nothing, and the global goals it serves."""

import streamlit as st

from charts.facts import draw_table
from charts.html import safe
from data.reference import Reference
from data.schemas.target import Target
from i18n import text
from pages.shared.piece import draw_piece
from services.evidence import evidence_views
from services.scorecard import ScorecardRow
from services.target_facts import target_links

COLUMNS = ("part", "value", "year", "source", "why")


def draw_evidence(row: ScorecardRow) -> None:
    """Draw the evidence with value, year, source and why it decides nothing; nothing where there is none."""
    views = evidence_views(row)
    if not views:
        return
    st.subheader(text("target.evidence"), anchor=False)
    parts = any(one.part for one in views)
    columns = [text(f"target.column_{name}") for name in (COLUMNS if parts else COLUMNS[1:])]
    rows = [
        [*([one.part or text("charts.part.total")] if parts else []), one.value, one.period, one.source, one.reason]
        for one in views
    ]
    about = f'<p class="c2030-about">{safe(text("target.evidence_about"))}</p>'
    draw_piece(about + draw_table(text("target.evidence"), columns, rows), key="target_evidence")


def draw_sdg_links(target: Target, reference: Reference) -> None:
    """Draw which targets of the Sustainable Development Goals the target and its plan serve, and who says so."""
    lines = target_links(target, reference)
    if not lines:
        return
    st.subheader(text("target.sdg"), anchor=False)
    items = "".join(
        f"<dt>{safe(name)}</dt><dd>{safe(words)} <small>{safe(source)}</small></dd>" for name, words, source in lines
    )
    draw_piece(f'<dl class="c2030-method">{items}</dl>', key="target_sdg")
