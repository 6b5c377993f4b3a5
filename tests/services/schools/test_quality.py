"""The quality of a census: each rule finds what it names, and leaves the rest alone."""

from typing import Any

import numpy as np
import pytest

from data.geometry import shape_of
from services.schools.counting import closed_lists, settle
from services.schools.quality import (
    FAMILIES,
    RULES,
    check_rows,
    count_quality,
    distance,
    inside,
    near_namesakes,
    outside,
    same_point,
)
from tests.services.school_samples import census, school

DEGREE_M = 111_195.0
FINE = {"latitude": -1.283331, "longitude": 36.816671}


def found_by(rule: str, *rows: dict[str, Any]) -> tuple[list[bool], list[bool]]:
    found, asked = check_rows(settle(census(*rows), closed_lists()))[rule]
    return found.tolist(), asked.tolist()


@pytest.mark.parametrize(
    ("rule", "fault", "right"),
    [
        pytest.param("no_name", {"school_name": ""}, {}, id="no_name"),
        pytest.param("no_place", {"latitude": None}, {}, id="no_place"),
        pytest.param("no_admin1", {"admin1": ""}, {}, id="no_admin1"),
        pytest.param("no_level", {"education_level": ""}, {"education_level": "Primary"}, id="no_level"),
        pytest.param("no_connectivity", {"connectivity": "unknown"}, {"connectivity": "no"}, id="no_connectivity"),
        pytest.param("no_students", {"students": None}, {"students": 0.0}, id="no_students"),
        pytest.param("no_electricity", {"electricity": "unknown"}, {"electricity": "no"}, id="no_electricity"),
        pytest.param("no_network", {"network_coverage": ""}, {"network_coverage": "4G"}, id="no_network"),
        pytest.param("no_date", {"checked_on": ""}, {}, id="no_date"),
        pytest.param("level_unlisted", {"education_level": "Kita"}, {"education_level": "PRIMARY"}, id="level"),
        pytest.param("type_unlisted", {"connection_type": "avian"}, {"connection_type": "Fiber"}, id="type"),
        pytest.param("network_unlisted", {"network_coverage": "6G"}, {"network_coverage": "no coverage"}, id="network"),
        pytest.param("speed_unlikely", {"speed_mbps": 500.1}, {"speed_mbps": 500.0}, id="too-fast"),
        pytest.param("speed_unlikely", {"speed_mbps": 0.9}, {"speed_mbps": 1.0}, id="too-slow"),
        pytest.param("students_unlikely", {"students": 10_001.0}, {"students": 10_000.0}, id="students"),
        pytest.param("few_decimals", {"latitude": -1.2833, "longitude": 36.8167}, FINE, id="few-decimals"),
        pytest.param("outside_country", {"latitude": 51.5, "longitude": 0.1}, FINE, id="outside"),
    ],
)
def test_rule_finds_the_fault_and_not_what_is_right(rule: str, fault: dict[str, Any], right: dict[str, Any]) -> None:
    found, asked = found_by(rule, school(1, **fault), school(2, **right))

    assert found == [True, False]
    assert asked == [True, True]


def test_type_and_speed_are_missed_at_connected_schools_alone() -> None:
    rows = school(1, connectivity="yes"), school(2, connectivity="no"), school(3)

    assert found_by("no_speed", *rows) == ([True, False, False], [True, False, False])
    assert found_by("no_connection_type", *rows)[0] == [True, False, False]


def test_one_coordinate_that_ends_in_zero_is_no_finding() -> None:
    assert found_by("few_decimals", school(1, latitude=-1.2833, longitude=36.816671))[0] == [False]


def test_same_point_is_asked_within_a_country() -> None:
    spot = {"latitude": 1.234567, "longitude": 34.123457}
    rows = school(1, **spot), school(2, **spot), school(3), school(1, ref_area="UGA", **spot)

    assert found_by("same_point", *rows)[0] == [True, True, False, False]


@pytest.mark.parametrize(
    ("other", "near"),
    [
        pytest.param({"latitude": -1.283331 + 109 / DEGREE_M}, True, id="109-m-north"),
        pytest.param({"latitude": -1.283331 + 111 / DEGREE_M}, False, id="111-m-north"),
        pytest.param({"longitude": 36.816671 + 109 / DEGREE_M}, True, id="109-m-east"),
        pytest.param({"school_name": "HOPE "}, True, id="same-name-in-capitals"),
        pytest.param({"school_name": "Faith"}, False, id="another-name"),
        pytest.param({"education_level": "Secondary"}, False, id="another-level"),
    ],
)
def test_namesakes_of_one_level_within_110_metres(other: dict[str, Any], near: bool) -> None:
    first = {"school_name": "Hope", "education_level": "Primary"} | FINE

    assert found_by("near_namesake", school(1, **first), school(2, **(first | other)))[0] == [near, near]


def test_counts_are_by_country() -> None:
    rows = settle(census(school(1, admin1=""), school(2), school(1, ref_area="UGA", admin1="")), closed_lists())
    counts = {(row["ref_area"], row["rule"]): (row["schools"], row["of"]) for row in count_quality(rows).to_pylist()}

    assert (counts["KEN", "no_admin1"], counts["UGA", "no_admin1"]) == ((1, 2), (1, 1))
    assert len(counts) == 2 * len(RULES)


def test_every_family_of_giga_has_rules() -> None:
    assert {rule.family for rule in RULES} == set(FAMILIES)


def test_country_without_an_outline_is_not_asked() -> None:
    assert shape_of("GIB") is None
    assert found_by("outside_country", {**school(1), "ref_area": "GIB"}) == ([False], [False])


def test_vectorised_look_inside_agrees_with_the_shape() -> None:
    shape, random = shape_of("KEN"), np.random.default_rng(7)
    assert shape is not None
    lon, lat = random.uniform(33, 43, 2000), random.uniform(-6, 6, 2000)

    assert inside(shape, lon, lat).tolist() == [shape.holds(x, y) for x, y in zip(lon, lat, strict=True)]


def test_hole_in_a_country_is_outside_it_but_not_its_rim() -> None:
    south_africa, maseru, middle = shape_of("ZAF"), (27.48, -29.31), (28.3, -29.6)
    assert south_africa is not None
    lon, lat = (np.array(one) for one in zip(maseru, middle, strict=True))

    assert outside(south_africa, lon, lat, 10).tolist() == [False, True]


def test_margin_at_the_border_is_measured_in_kilometres() -> None:
    kenya = shape_of("KEN")
    assert kenya is not None
    west = min(lon for lon, _ in kenya.polygons[0][0])
    lat = next(lat for lon, lat in kenya.polygons[0][0] if lon == west)
    lon = west - np.array([5, 30]) * 1000 / DEGREE_M

    assert outside(kenya, lon, np.array([lat, lat]), 10).tolist() == [False, True]


def test_distance_of_a_degree_and_over_the_date_line() -> None:
    one, two = np.array([0.0, 179.9995]), np.array([0.0, -179.9995])
    zero = np.zeros(2)

    assert distance(one, zero, two, np.array([1.0, 0.0])) == pytest.approx([DEGREE_M, 111.2], rel=1e-3)


def test_crowd_on_one_point_is_found_at_once() -> None:
    many = np.zeros(200_000)
    group = np.zeros(200_000, dtype=np.int64)

    assert near_namesakes(group, many, many, 110).all()
    assert same_point(group, many, many).all()


def test_neighbours_agree_with_every_pair_compared() -> None:
    random = np.random.default_rng(3)
    lon, lat, group = random.uniform(0, 0.02, 300), random.uniform(0, 0.02, 300), random.integers(0, 3, 300)
    pairs = np.array(
        [
            any(
                group[i] == group[j] and i != j and distance(lon[[i]], lat[[i]], lon[[j]], lat[[j]])[0] <= 110
                for j in range(300)
            )
            for i in range(300)
        ]
    )

    assert near_namesakes(group, lon, lat, 110).tolist() == pairs.tolist()
