"""The part of the forecast record that holds what was published against what came in since."""

import streamlit as st

from charts.facts import draw_table
from i18n import text
from pages.shared.access import get_reference, get_tracker, get_view
from pages.shared.aside import draw_aside
from pages.shared.filters import escape_markdown
from pages.shared.piece import draw_piece
from pages.shared.twins import Twin, draw_twin
from services.projecting.keeping import keep_statements
from services.projecting.published import COLUMNS, Outcomes, outcomes_of, published_of, worth_showing
from services.projecting.published_rows import AHEAD_HEADS, HEADS, Row, ahead_cells, answer, area_answer, said_cells
from services.wording import area_name

FIGURES, AHEAD_FIGURES = (2, 3, 5), (1, 2, 3, 4)


def draw_kept(indicator: str, area: str) -> None:
    """Draw what was published about an indicator in an area, with what came in, and the outcomes of all areas."""
    st.header(text("published.title"))
    st.write(text("published.lead"))
    tracker, view = get_tracker(), get_view()
    with st.spinner(text("published.spinner")):
        keep_statements(tracker)
        rows = published_of(tracker.store, view, (indicator, area))
        outcomes = outcomes_of(tracker.store, view, indicator)
    facts, name = get_reference().indicators[indicator], area_name(area, get_reference())
    if not rows:
        st.info(escape_markdown(text("published.nothing", topic=facts.name, area=name)))
    else:
        of_area = area_answer(rows, facts.unit_measure, name) if outcomes else ""
        st.markdown(f"**{answer(rows, outcomes)}** {escape_markdown(of_area)}")
        _draw_rows(rows, facts.unit_measure, text("published.table", topic=facts.name, area=name), (indicator, area))
    if outcomes:
        _draw_outcomes(outcomes, facts.unit_measure, text("published.ahead_name", topic=facts.name))


def _draw_rows(rows: list[Row], unit: str, title: str, which: tuple[str, str]) -> None:
    heads = [text(f"published.{name}") for name in HEADS]
    cells = [said_cells(row, unit) for row in worth_showing(rows)]
    name = f"published-{which[0].replace('_', '-')}-{which[1]}"
    draw_twin(Twin(name, title, heads, cells, FIGURES, COLUMNS, rows), folded=False)
    draw_aside(text("published.about", version=rows[0]["method_version"]))


def _draw_outcomes(outcomes: list[Outcomes], unit: str, title: str) -> None:
    st.subheader(text("published.ahead_title"))
    heads = [text(f"published.{name}") for name in AHEAD_HEADS]
    cells = [ahead_cells(one, unit) for one in outcomes]
    draw_piece(draw_table(title, heads, cells, AHEAD_FIGURES), key="published_outcomes")
