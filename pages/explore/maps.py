"""Maps: an indicator in every country, of the world or of a group, by value or by the status of its target."""

import streamlit as st

from charts.html import keep_together
from charts.standing import draw_standing
from i18n import text
from pages.shared.access import get_reference, get_state, get_view, judging_day
from pages.shared.areas import choose_area
from pages.shared.filters import choose_one, escape_markdown, filter_row
from pages.shared.map import draw_country_map, make_map
from pages.shared.map_table import map_twin
from pages.shared.map_words import answer_words, nothing_words
from pages.shared.piece import draw_piece
from pages.shared.twins import draw_twin
from services.maps import CountryFigures, live_target, map_figures, mapped_indicators, years_with_figures

FIRST_INDICATOR = "individuals_online"
LATEST, VALUE, STATUS = "latest", "value", "status"


def draw_page() -> None:
    """Draw the page."""
    st.title(text("maps.title"))
    options = _indicator_options()
    if not options:
        st.info(text("maps.no_figures"), icon=":material/info:")
        return
    with filter_row(4) as rooms:
        with rooms[0]:
            words = {name: get_reference().indicators[name].short_name for name in options}
            indicator = choose_one("indicator", text("maps.indicator"), options, words.__getitem__, FIRST_INDICATOR)
        years = years_with_figures(get_state(), get_reference(), indicator)
        with rooms[1]:
            year = choose_one("year", text("maps.year"), [LATEST, *map(str, years)], _year_words)
        with rooms[2]:
            colours = (
                [VALUE, STATUS] if year == LATEST and live_target(get_state(), indicator, judging_day()) else [VALUE]
            )
            colour = choose_one("colour", text("maps.colour"), colours, lambda code: text(f"maps.colour_{code}"))
        with rooms[3]:
            area = choose_area(name=text("maps.area"), countries=False)
    if area:
        number = None if year == LATEST else int(year)
        shown = map_figures(get_view(), indicator, area, number)
        _draw(shown, by_status=colour == STATUS)


def _indicator_options() -> list[str]:
    """Return the indicators with figures of countries, and the one that the link asks for, so that it is answered."""
    found, asked = mapped_indicators(get_state(), get_reference()), st.query_params.get("indicator", "")
    return [*found, asked] if found and asked in get_reference().indicators and asked not in found else found


def _year_words(code: str) -> str:
    return text("maps.year_latest") if code == LATEST else code


def _draw(shown: CountryFigures, *, by_status: bool) -> None:
    state, reference, day = get_state(), get_reference(), judging_day()
    if not shown.figures:
        st.info(escape_markdown(nothing_words(shown, state, reference)), icon=":material/info:")
        return
    answer = answer_words(shown, state, reference, day)
    draw_piece(keep_together(draw_standing(answer, [])), key="map_answer")
    years = int(state.world.limits.oldest_last_value_years)
    if shown.year is None and len(shown.older_than(day, years)) == len(shown.figures):
        st.warning(text("maps.stale", year=shown.years[1], years=years), icon=":material/schedule:")
    content = make_map(shown, reference, by_status=by_status)
    draw_country_map(shown, content, reference)
    draw_twin(map_twin(shown, content.title, reference))


draw_page()
