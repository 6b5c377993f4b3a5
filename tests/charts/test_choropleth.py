"""The map of countries: every place has the colour of its class, islands have dots, nothing comes from elsewhere."""

import json
from dataclasses import replace
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from charts.map import colours_of, draw_classes, draw_map, needs_dot, no_figure_colours, ramp, view_of_map
from charts.pieces import write
from charts.theme import RAMPS, STATUS_COLOURS, Mode
from data.geometry import Bounds, bounds_of_all, load_shapes
from exhibits.exhibit import Link
from exhibits.maps import CountryMap, MapClass, MapPlace, PickedPlace, PickHint

CLASSES = (
    MapClass("under 50 %", 1),
    MapClass("50 % or more", 2),
    MapClass("no figure", 1, known=False),
)
PLACES = (
    MapPlace("KEN", 0, ("Kenya", "35 % in 2024")),
    MapPlace("NRU", 1, ("Nauru", "82 % in 2023")),
    MapPlace("GIB", 1, ("Gibraltar", "94.4 % in 2016")),
    MapPlace("UGA", 2, ("Uganda", "no figure")),
)
OURS = "/app/static/geo/countries.json"
MAP = CountryMap(
    title="Half are at 50 % or above",
    about="% · World",
    source="Source: ITU.",
    boundaries="No endorsement of boundaries.",
    alt="Its name",
    places=PLACES,
    classes=CLASSES,
    outlines=OURS,
)
WORLD_VIEW = view_of_map(None)


def trace(figure: go.Figure, meta: str) -> go.Choropleth:
    return next(one for one in figure.data if one.meta == meta)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_each_country_has_the_colour_of_its_class(mode: Mode) -> None:
    countries = trace(draw_map(MAP, mode), "countries")
    numbers = dict(zip(countries.locations, countries.z, strict=True))
    step = (numbers["UGA"] - countries.zmin) / (countries.zmax - countries.zmin)
    low, high = (edge for edge, colour in countries.colorscale if colour == no_figure_colours()[mode])

    assert numbers == {"KEN": 0, "NRU": 1, "UGA": 2}
    assert low < step < high


def test_small_islands_have_a_dot_of_the_same_colour_and_words() -> None:
    figure = draw_map(MAP, "light")
    dots, countries = trace(figure, "dots"), trace(figure, "countries")

    assert list(dots.customdata) == ["NRU"]
    assert dots.marker.color[0] == ramp(2)[1]["light"]
    assert dots.text[0] == countries.text[list(countries.locations).index("NRU")]


@pytest.mark.parametrize("ref_area", ["MDV", "TUV", "SGP", "BRB", "MLT", "LIE", "VAT"])
def test_countries_of_a_few_pixels_need_a_dot(ref_area: str) -> None:
    assert needs_dot(ref_area, WORLD_VIEW)


@pytest.mark.parametrize("ref_area", ["KEN", "JPN", "CUB", "GIB"])
def test_countries_that_can_be_seen_or_have_no_outline_need_none(ref_area: str) -> None:
    assert not needs_dot(ref_area, WORLD_VIEW)


def test_a_closer_view_needs_fewer_dots() -> None:
    view = view_of_map(bounds_of_all(["TTO", "GRD", "BRB"]))

    assert needs_dot("TTO", WORLD_VIEW)
    assert not needs_dot("TTO", view)


def test_land_that_the_map_is_not_about_is_pale_and_silent() -> None:
    others = trace(draw_map(MAP, "light"), "others")

    assert set(others.locations) == set(load_shapes()) - {"KEN", "NRU", "UGA"}
    assert others.hoverinfo == "skip"


def test_nothing_in_the_figure_points_to_another_host() -> None:
    figure = draw_map(MAP, "light")
    written = json.dumps(json.loads(figure.to_json()))

    assert "//" not in written
    assert {one.geojson for one in figure.data if one.type == "choropleth"} == {OURS}


def test_names_in_data_cannot_become_markup() -> None:
    place = MapPlace("KEN", 0, ("<a href='x'>x</a>", "<b>35 %</b>"))
    odd = replace(MAP, places=[place], title="<a>t</a>", source="<a>s</a>", classes=[MapClass("<a>w</a>", 1)])
    figure = draw_map(odd, "light")
    words = [trace(figure, "countries").text[0], trace(figure, "key").name, figure.layout.title.text]

    assert not any("<a" in one for one in [*words, figure.layout.annotations[0].text])
    assert "&lt;b&gt;35 %" in words[0]
    assert "<a" not in draw_classes(odd.classes)
    assert "<b" not in write([PickedPlace(["<b>x", "<b>y"], Link("<b>z", "country?area=KEN")), PickHint("<b>w")])


def test_saved_picture_carries_title_key_source_and_the_remark_on_boundaries() -> None:
    figure = draw_map(MAP, "light")
    names = [one.name for one in figure.data if one.meta == "key"]

    assert figure.layout.title.text == "<b>Half are at 50 % or above</b>"
    assert names == ["under 50 % (1)", "50 % or more (2)", "no figure (1)"]
    assert "Source: ITU." in figure.layout.annotations[0].text
    assert "No endorsement of boundaries." in figure.layout.annotations[0].text


def test_chosen_country_is_pointed_out() -> None:
    countries = trace(draw_map(replace(MAP, picked="KEN"), "light"), "countries")

    assert countries.locations[-1] == "KEN"
    assert countries.marker.line.width[-1] > max(countries.marker.line.width[:-1])


def test_view_of_a_group_turns_the_globe_to_it() -> None:
    figure = draw_map(replace(MAP, bounds=Bounds(160, -20, 200, 5)), "light")

    assert figure.layout.geo.projection.rotation.lon == 180
    assert figure.layout.geo.lonaxis.range[0] < 160


@pytest.mark.parametrize("bounds", [None, pytest.param(Bounds(-175, -40, 178, 60), id="as wide as the world")])
def test_the_world_is_shown_whole(bounds: Bounds | None) -> None:
    view = view_of_map(bounds)

    assert view.east - view.west == 360
    assert draw_map(replace(MAP, bounds=bounds), "light").layout.geo.lonaxis.range is None


def test_a_tiny_country_is_not_enlarged_without_measure() -> None:
    view = view_of_map(Bounds(7.4, 43.7, 7.44, 43.77))

    assert view.east - view.west == 8


@pytest.mark.parametrize("count", range(1, 7))
def test_ramp_goes_from_one_end_to_the_other_without_repeating(count: int) -> None:
    for mode, colours in RAMPS.items():
        found = [one[mode] for one in ramp(count)]

        assert len(set(found)) == count
        assert count == 1 or (found[0], found[-1]) == (colours[0], colours[-1])


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_ramp_changes_in_lightness_step_by_step(mode: Mode) -> None:
    lightness = [
        sum(int(one[at : at + 2], 16) * weight for at, weight in ((1, 0.2), (3, 0.7), (5, 0.1))) for one in RAMPS[mode]
    ]
    ordered = sorted(lightness, reverse=mode == "light")

    assert lightness == ordered
    assert min(abs(one - two) for one, two in pairwise(lightness)) > 15


def test_a_status_keeps_its_colour_and_shape() -> None:
    one = MapClass("On track", 5, "on_track")
    (colours,) = colours_of([one])

    assert (colours["light"], colours["dark"]) == STATUS_COLOURS["on_track"]
    assert "<svg" in draw_classes([one])
    assert "5 countries" in draw_classes([one])
