"""A map of countries on a page: its heading, the map itself, its key, and the country that was chosen on it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import streamlit as st

from charts.geo.choropleth import draw_map
from charts.geo.content import no_figure_colours, ramp, status_colours
from charts.geo.key import draw_classes, draw_picked
from charts.key import draw_heading, draw_source
from data.geometry import bounds_of_all
from data.reference import Reference
from exhibits.maps import CountryMap, MapClass, MapPlace
from i18n import text
from metrics.classes import class_of
from metrics.judgement import STATUSES
from pages.shared.access import get_revision, get_view
from pages.shared.chart import HEADING_ROOM, color_mode, picture_settings
from pages.shared.map_words import (
    about_words,
    class_words,
    not_drawn_words,
    place_lines,
    spread_words,
    title_words,
)
from pages.shared.piece import draw_piece
from services.maps import CountryFigures
from services.wording import area_name
from topics.links import area_link
from topics.trend_chart import source_words

WORLD, PART = "map_world", "map_part"
"""The keys of a map of the world and of a part of it; the style gives each its height."""
WORLDWIDE = "WLD"


def make_map(shown: CountryFigures, reference: Reference, *, by_status: bool) -> CountryMap:
    """Return the map of figures, coloured by classes of values or by the status of the target."""
    numbers, classes = _by_status(shown) if by_status else _by_value(shown, reference)
    countries = [one.ref_area for one in shown.places]
    title, about = title_words(shown, reference, by_status=by_status), about_words(shown, reference)
    parts = [text("maps.class_part", words=one.words, count=one.count) for one in classes]
    return CountryMap(
        title=title,
        about=about,
        source=source_words([one.series for one in shown.figures], get_revision(shown.indicator)),
        boundaries=text("geo.boundaries"),
        alt=text("maps.alt", title=title, about=about, classes=", ".join(parts), spread=spread_words(shown, reference)),
        places=[
            MapPlace(one.ref_area, numbers[one.ref_area], place_lines(one, shown, reference)) for one in shown.places
        ],
        classes=classes,
        outlines=f"{static_address()}countries.json",
        bounds=None if shown.ref_area == WORLDWIDE else bounds_of_all(countries),
        picked=_picked(_key(shown)),
    )


def _by_value(shown: CountryFigures, reference: Reference) -> tuple[Mapping[str, int], list[MapClass]]:
    unit, breaks = reference.indicators[shown.indicator].unit_measure, shown.breaks
    last = len(breaks) + 1
    numbers = {one.ref_area: class_of(one.figure.value, breaks) if one.figure else last for one in shown.places}
    counts, values = Counter(numbers.values()), [one.value for one in shown.figures]
    ends = (min(values), max(values))
    colours = ramp(last)
    classes = [MapClass(class_words(breaks, at, unit, ends), counts[at], colours[at]) for at in range(last)]
    return numbers, [*classes, *_without(counts[last])]


def _by_status(shown: CountryFigures) -> tuple[Mapping[str, int], list[MapClass]]:
    counts = Counter(one.status for one in shown.places)
    order: list[str] = [status for status in STATUSES if counts[status]]
    numbers = {one.ref_area: order.index(one.status) if one.row else len(order) for one in shown.places}
    classes = [MapClass(text(f"status.{one}"), counts[one], status_colours(one), one) for one in order]
    return numbers, [*classes, *_without(counts[""])]


def _without(count: int) -> list[MapClass]:
    """Return the class of countries without a figure, if there are any."""
    return [MapClass(text("maps.class_none"), count, no_figure_colours())] if count else []


def _key(shown: CountryFigures) -> str:
    return f"{WORLD if shown.ref_area == WORLDWIDE else PART}_{shown.indicator}"


def static_address() -> str:
    """Return the address of the folder of outlines on our own server."""
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"/{base}/app/static/geo/" if base else "/app/static/geo/"


def draw_country_map(shown: CountryFigures, content: CountryMap, reference: Reference) -> None:
    """Draw the map with everything that stands around it."""
    key, figure = _key(shown), draw_map(content, color_mode())
    config = picture_settings(key) | {"topojsonURL": static_address()}
    with st.container(gap=None, key=f"{HEADING_ROOM}_{key}"):
        draw_piece(draw_heading(content.title, content.about), key=f"{key}_heading")
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
        draw_piece(draw_classes(content.classes), key=f"{key}_classes")
        draw_piece(_chosen(content, reference), key=f"{key}_picked")
        remarks = [text("maps.dots")] if any(one.meta == "dots" and len(one.lon) for one in figure.data) else []
        left_out = not_drawn_words(shown, reference)
        remarks += [f"{text('maps.not_drawn')} {left_out}."] if left_out else []
        draw_piece(draw_source([*remarks, content.source, content.boundaries]), key=f"{key}_under")


def _chosen(content: CountryMap, reference: Reference) -> str:
    """Return what is said of the country chosen on the map, with the way to its page; else how to choose one."""
    place = next((one for one in content.places if one.ref_area == content.picked), None)
    if place is None:
        return draw_picked([text("maps.pick")], "", "")
    words = text("maps.open_country", area=area_name(place.ref_area, reference))
    return draw_picked(place.lines, words, area_link(get_view(), "country", place.ref_area))


def _picked(key: str) -> str:
    """Return the country that was chosen on a map, before the map is drawn anew."""
    event: Any = st.session_state.get(f"{key}_figure")
    points = event["selection"]["points"] if event else []
    found = points[0].get("customdata") if points else ""
    return str(found[0] if isinstance(found, list) else found or "")
