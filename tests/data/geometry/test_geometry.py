"""The shapes of countries: every member State is there, places lie where they lie, the date line cuts nothing wrong."""

from datetime import date

import pytest

from data.geometry import FILE, Bounds, area_km2, around, bounds_of, bounds_of_all, load_shapes, shape_of
from data.reference import load_reference

REFERENCE = load_reference()
LARGEST_FILE = 700_000
OF_THE_SOURCE = {"IOA", "KAS"}
"""Christmas and Cocos Islands drawn as one, and the Siachen Glacier: land that belongs to no area of ours alone."""


def test_every_member_state_has_a_shape() -> None:
    members = [code for code, area in REFERENCE.areas.items() if area.itu_member]

    assert len(members) == 194  # the 193 Members of the United Nations and the Holy See
    assert [code for code in members if shape_of(code) is None] == []


def test_every_small_island_state_has_a_shape() -> None:
    islands = REFERENCE.members_of("SIDS", date(2026, 1, 1))

    assert len([code for code in islands if REFERENCE.areas[code].itu_member]) >= 37
    assert [code for code in islands if shape_of(code) is None] == ["BES"]


def test_shapes_have_the_codes_of_our_areas() -> None:
    assert set(load_shapes()) - set(REFERENCE.areas) == OF_THE_SOURCE


def test_file_is_small_and_its_licence_stands_beside_it() -> None:
    words = (FILE.parent / "README.md").read_text(encoding="utf-8")

    assert FILE.stat().st_size < LARGEST_FILE
    assert "Natural Earth" in words
    assert "BSD" in words


def test_rings_are_closed_and_inside_the_globe() -> None:
    rings = [ring for shape in load_shapes().values() for part in shape.polygons for ring in part]

    assert all(ring[0] == ring[-1] and len(ring) > 3 for ring in rings)
    assert all(-180.001 <= lon <= 180.001 and -90 <= lat <= 90 for ring in rings for lon, lat in ring)


@pytest.mark.parametrize(
    ("lon", "lat", "country"),
    [
        pytest.param(36.82, -1.29, "KEN", id="Nairobi"),
        pytest.param(32.58, 0.35, "UGA", id="Kampala"),
        pytest.param(44.06, 9.56, "SOM", id="Hargeysa"),
        pytest.param(33.36, 35.18, "CYP", id="Nicosia"),
        pytest.param(28.0, -29.6, "LSO", id="inside a hole of South Africa"),
        pytest.param(178.0, -17.8, "FJI", id="west of the date line"),
        pytest.param(-173.0, 65.0, "RUS", id="east of the date line"),
    ],
)
def test_a_place_lies_in_its_country_and_in_no_other(lon: float, lat: float, country: str) -> None:
    assert [code for code, shape in load_shapes().items() if shape.holds(lon, lat)] == [country]


def test_areas_are_about_those_of_an_atlas() -> None:
    kenya = sum(area_km2(part[0]) for part in load_shapes()["KEN"].polygons)

    assert area_km2([(0, 0), (90, 0), (90, 90), (0, 90), (0, 0)]) == pytest.approx(510_064_472 / 8, rel=1e-4)
    assert kenya == pytest.approx(580_367, rel=0.04)


def test_bounds_leave_out_what_is_far_from_the_main_parts() -> None:
    france = bounds_of("FRA")

    assert france is not None
    assert france.west > -6
    assert france.south > 40


def test_bounds_of_a_group_go_over_the_date_line_where_that_is_shorter() -> None:
    found = bounds_of_all(["FJI", "WSM", "TON"])

    assert found is not None
    assert found.west > 170
    assert found.east < 190
    assert found.holds(-172, -14)
    assert not found.holds(0, -14)


def test_box_around_boxes_leaves_out_the_widest_stretch() -> None:
    boxes = [Bounds(-20, 0, 10, 5), Bounds(5, -5, 40, 2)]

    assert around(boxes) == Bounds(-20, -5, 40, 5)
    assert around([]) is None


def test_an_area_without_a_shape_has_no_bounds() -> None:
    assert shape_of("GIB") is None
    assert bounds_of("GIB") is None
    assert bounds_of_all(["GIB", "WLD"]) is None
