"""Maps: an indicator in every country, of the world or of a group, by value or by the status of its target."""

from dataclasses import replace
from typing import Any

import streamlit as st

from charts.drawing import figure_of, key_of
from charts.key import draw_heading
from charts.pieces import write, write_remarks
from charts.world_map import draw_waiting
from exhibits.exhibit import Exhibit, Table
from exhibits.maps import CountryMap
from i18n import text
from pages.widgets.access import get_view
from pages.widgets.filters import choose_one, chosen_area, filter_row
from pages.widgets.show import HEADING_ROOM, color_mode, draw_head, draw_piece, picture_settings, show_parts, show_tools
from services.groups import kind_of
from services.view import View
from topics.maps import (
    WORLD,
    CountryFigures,
    live_target,
    make_map,
    map_figures,
    map_table,
    mapped_indicators,
    not_drawn_words,
    say_picked,
    show_answer,
    years_with_figures,
)
from topics.profile import find_profile

FIRST_INDICATOR = "individuals_online"
LATEST, VALUE, STATUS = "latest", "value", "status"
OF_THE_WORLD, OF_A_PART = "map_world", "map_part"
"""The keys of a map of the world and of a part of it; the style gives each its height."""


def draw_page() -> None:
    """Draw the page."""
    view, head = get_view(), st.container()
    options = _indicator_options(view)
    if not options:
        draw_head(head, "maps", FIRST_INDICATOR, "maps")
        st.info(text("maps.no_figures"), icon=":material/info:")
        return
    with filter_row(3) as rooms:
        with rooms[0]:
            words = {name: view.reference.indicators[name].short_name for name in options}
            indicator = choose_one("indicator", text("maps.indicator"), options, words.__getitem__, FIRST_INDICATOR)
        with rooms[1]:
            years = [LATEST, *map(str, years_with_figures(view, indicator))]
            year = choose_one("year", text("maps.year"), years, _year_words)
        with rooms[2]:
            colours = [VALUE, STATUS] if year == LATEST and live_target(view, indicator) else [VALUE]
            colour = choose_one("colour", text("maps.colour"), colours, lambda code: text(f"maps.colour_{code}"))
    area = _room_of(chosen_area(), view)
    shown = map_figures(view, indicator, area, None if year == LATEST else int(year)) if area else None
    draw_head(head, "maps", indicator, "maps", Exhibit("map", show_answer(shown, view)) if shown else None)
    if shown:
        _draw(shown, view, by_status=colour == STATUS)


def _room_of(area: str | None, view: View) -> str | None:
    """Return which countries are shown: those of a group, or of the narrowest region of a country."""
    if area is None or kind_of(area, view.reference) != "country":
        return area
    regions = find_profile(view, area).groups.get("m49", ())
    return regions[0] if regions else WORLD


def _indicator_options(view: View) -> list[str]:
    """Return the indicators with figures of countries, and the one that the link asks for, so that it is answered."""
    found, asked = mapped_indicators(view), st.query_params.get("indicator", "")
    return [*found, asked] if found and asked in view.reference.indicators and asked not in found else found


def _year_words(code: str) -> str:
    return text("maps.year_latest") if code == LATEST else code


def _draw(shown: CountryFigures, view: View, *, by_status: bool) -> None:
    show_parts(show_answer(shown, view))
    if not shown.figures:
        return
    key = f"{OF_THE_WORLD if shown.ref_area == WORLD else OF_A_PART}_{shown.indicator}"
    content = make_map(shown, view, by_status=by_status)
    content = replace(content, outlines=f"{_static_address()}countries.json", picked=_picked(key))
    _draw_map(key, content, not_drawn_words(shown, view.reference), map_table(shown, content.title, view))


def _static_address() -> str:
    """Return the address of the folder of outlines on our own server."""
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"/{base}/app/static/geo/" if base else "/app/static/geo/"


def _picked(key: str) -> str:
    """Return the country that was chosen on a map, before the map is drawn anew."""
    event: Any = st.session_state.get(f"{key}_figure")
    points = event["selection"]["points"] if event else []
    found = points[0].get("customdata") if points else ""
    return str(found[0] if isinstance(found, list) else found or "")


def _draw_map(key: str, content: CountryMap, not_drawn: str, table: Table) -> None:
    """Draw the map, on which a country can be chosen, with everything that stands around it."""
    figure = figure_of(content, color_mode())
    config = picture_settings() | {"topojsonURL": _static_address()}
    with st.container(gap=None, key=f"{HEADING_ROOM}_{key}"):
        draw_piece(draw_heading(content.title, content.about, key), key=f"{key}_heading")
        draw_piece(draw_waiting(content.bounds), key=f"{key}_waiting")
        st.plotly_chart(
            figure,
            theme=None,
            width="stretch",
            height="stretch",
            config=config,
            alt=content.alt,
            key=f"{key}_figure",
            on_select="rerun",
            selection_mode="points",
        )
        draw_piece(key_of(content), key=f"{key}_classes")
        draw_piece(write([say_picked(content, get_view())]), key=f"{key}_picked")
        remarks = [text("maps.dots")] if any(one.meta == "dots" and len(one.lon) for one in figure.data) else []
        remarks += [f"{text('maps.not_drawn')} {not_drawn}."] if not_drawn else []
        draw_piece(write_remarks([*remarks, content.source, content.boundaries]), key=f"{key}_under")
        show_tools(key, content.title, [table], key)


draw_page()
