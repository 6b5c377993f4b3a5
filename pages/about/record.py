"""The forecast record: what the method would have said in earlier years of an indicator, and what came in."""

import streamlit as st

from charts.html import keep_together, safe
from i18n import text
from metrics.backtest import Span
from pages.shared.access import get_reference, get_state
from pages.shared.areas import choose_area
from pages.shared.filters import escape_markdown
from pages.shared.kept import keep
from pages.shared.piece import draw_piece
from pages.shared.record.area import draw_area
from pages.shared.record.filters import draw_filters
from pages.shared.record.kept import draw_kept
from pages.shared.record.parts import draw_bands, draw_errors_ahead, draw_missed
from pages.shared.record.reliability import draw_chances
from services.projecting.record_view import Shown, find_shown, recorded_indicators
from services.projecting.record_words import answer_words, made_from_words, no_record_words


def draw_page() -> None:
    """Draw the page."""
    st.title(text("record.title"))
    st.write(text("record.lead"))
    state, reference = get_state(), get_reference()
    options = recorded_indicators(state, reference)
    if not options:
        st.info(text("record.nothing"), icon=":material/info:")
        return
    indicator, span = draw_filters(options)
    token = (state.key, indicator, span)
    shown = keep("record", token, lambda: find_shown(state, reference, indicator, span), text("record.spinner"))
    if shown is None:
        words = text("record.not_projected", name=reference.indicators[indicator].name)
        st.info(escape_markdown(words), icon=":material/info:")
    elif not shown.record.forecasts:
        st.info(escape_markdown(_why_nothing(shown, span)), icon=":material/info:")
        area = choose_area(own_group=False)
        if area is not None:
            draw_kept(shown.indicator, area)
    else:
        _draw_record(shown, span)


def _why_nothing(shown: Shown, span: Span) -> str:
    state, reference = get_state(), get_reference()
    whole = find_shown(state, reference, shown.indicator, Span())
    if whole is None or not whole.record.forecasts:
        return no_record_words(shown, state, reference)
    return text("record.none_in_span", first=span.first, last=span.last)


def _draw_record(shown: Shown, span: Span) -> None:
    first, *more = answer_words(shown)
    lead = f'<p class="c2030-lead"><strong>{safe(first)}</strong> {safe(" ".join(more))}</p>'
    draw_piece(keep_together(lead), key="record_answer")
    about = f'<p class="c2030-about">{safe(made_from_words(shown))}</p>'
    draw_piece(keep_together(about), key="record_about")
    draw_errors_ahead(shown)
    area = draw_area(shown, span)
    draw_bands(shown)
    draw_chances(shown)
    draw_missed(shown)
    draw_kept(shown.indicator, area)


draw_page()
