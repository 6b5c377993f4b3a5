"""The forecast record: what the method would have said in earlier years of an indicator, and what came in."""

import streamlit as st

from exhibits.exhibit import Notice
from i18n import text
from metrics.backtest import Span
from metrics.projection import kind_of_indicator
from metrics.record import years_told
from pages.widgets.access import get_tracker, get_view
from pages.widgets.filters import choose_one, chosen_area, filter_row
from pages.widgets.remembered import keep
from pages.widgets.show import show, show_parts
from services.projecting.recording import record_statements
from services.view import View
from topics.record.answer import nothing_said, show_area, show_quality, show_record, why_nothing
from topics.record.past import Shown, area_statements, find_shown, origin_years, recorded_indicators
from topics.record.published import show_published
from topics.record.rules import show_rules

FIRST_INDICATOR, FIRST_AREA = "individuals_online", "WLD"


def draw_page() -> None:
    """Draw the page."""
    st.title(text("record.title"))
    st.write(text("record.lead"))
    view = get_view()
    options = recorded_indicators(view)
    if not options:
        st.info(text("record.nothing"), icon=":material/info:")
        return
    indicator, span = _draw_filters(options, view)
    token = (view.state.key, indicator, span)
    shown = keep("record", token, lambda: find_shown(view, indicator, span), text("record.spinner"))
    if shown is None:
        words = text("record.not_projected", name=view.reference.indicators[indicator].name)
        show_parts([Notice(words)])
    elif not shown.record.forecasts:
        show_parts([why_nothing(shown, span, view)])
        _draw_published(indicator, chosen_area(own_group=False) or FIRST_AREA, view)
    else:
        show(show_record(shown, view))
        area = _draw_area(shown, span, view)
        show(
            show_quality(shown, view),
            keep("rules", token, lambda: show_rules(shown, span, view), text("record.spinner")),
        )
        _draw_published(indicator, area, view)


def _draw_filters(options: list[str], view: View) -> tuple[str, Span]:
    """Draw the filters; return the indicator chosen and from which years what was said is to be shown."""
    names = {one: _option(one, view) for one in options}
    with filter_row(3) as (left, middle, right):
        with left:
            indicator = choose_one("indicator", text("record.indicator"), options, names.__getitem__, FIRST_INDICATOR)
        projected = kind_of_indicator(view.reference.indicators[indicator]) is not None
        years = [str(one) for one in origin_years(view.state, indicator)] if projected else []
        if not years:
            return indicator, Span()
        with middle:
            first = choose_one("from", text("record.first"), years)
        with right:
            last = choose_one("to", text("record.last"), [one for one in years if one >= first][::-1])
    return indicator, Span(int(first), int(last))


def _option(indicator: str, view: View) -> str:
    facts = view.reference.indicators[indicator]
    projected = kind_of_indicator(facts) is not None
    return facts.short_name if projected else text("record.unprojected", name=facts.short_name)


def _draw_area(shown: Shown, span: Span, view: View) -> str:
    """Draw the choice of an area and a year with what was said of it; return the area."""
    st.header(text("record.area_section"), anchor=False)
    area = chosen_area(own_group=False) or FIRST_AREA
    with filter_row(3) as (left, *_):
        series, statements = area_statements(view, (shown.indicator, area), span)
        years = [str(one) for one in reversed(years_told(statements))]
        with left:
            year = choose_one("year", text("record.area_year"), years) if years else ""
    if series is None or not year:
        show_parts([nothing_said(area, shown, view.reference)])
    else:
        show(show_area(shown, series, statements, int(year), view))
    return area


def _draw_published(indicator: str, area: str, view: View) -> None:
    """Draw what was published with what came in since, once what is said of the newest figures is kept."""
    st.header(text("published.title"), anchor=False)
    st.write(text("published.lead"))
    tracker = get_tracker()
    with st.spinner(text("published.spinner")):
        record_statements(tracker)
        published = show_published((indicator, area), tracker.store, view)
    show(published)


draw_page()
