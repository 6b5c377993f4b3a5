"""What a choice shows of a census: totals, places, speeds, the map, the schools that a check finds."""

from datetime import date

import pytest

from metrics.schools import Connectivity
from services.schools.counting import (
    closed_lists,
    settle,
)
from services.tracker import Tracker
from services.view import look_at
from tests.services.school_samples import census, counted, publish_census, school
from topics.schools.breakdowns import speed_records
from topics.schools.map import make_grid, map_bounds, point_words, read_points, read_schools
from topics.schools.quality import find_schools
from topics.schools.view import SchoolChoice, is_stale, left_behind, make_view, options_of

DAY = date(2026, 11, 22)


def test_cube_says_the_same_as_the_rows(small: Tracker) -> None:
    found, view = counted(small), make_view(counted(small), look_at(small, DAY), SchoolChoice("WLD"))

    assert found.countries == ("KEN", "UGA")
    assert view.whole.connectivity == Connectivity(yes=2, no=3, unknown=1)
    assert {place: one.connectivity.total for place, one in view.places.items()} == {"KEN": 5, "UGA": 1}
    assert view.whole.checked_on == "2026-02"
    assert make_view(found, look_at(small, DAY), SchoolChoice("KEN+UGA")).whole.students.known == 750


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        pytest.param(SchoolChoice("KEN"), Connectivity(2, 2, 1), id="country"),
        pytest.param(SchoolChoice("KEN", admin1="South"), Connectivity(1, 1, 0), id="part"),
        pytest.param(SchoolChoice("KEN", types=("fiber",)), Connectivity(1, 0, 0), id="type-in-one-spelling"),
        pytest.param(SchoolChoice("KEN", levels=("Primary",)), Connectivity(0, 0, 1), id="level-in-one-spelling"),
        pytest.param(SchoolChoice("KEN", levels=("",), types=("",)), Connectivity(0, 2, 0), id="not-stated"),
        pytest.param(SchoolChoice("UGA"), Connectivity(0, 1, 0), id="other-country"),
        pytest.param(SchoolChoice("NRU"), Connectivity(), id="country-without"),
        pytest.param(SchoolChoice("KEN+NRU"), Connectivity(2, 2, 1), id="own-group"),
    ],
)
def test_filters(small: Tracker, choice: SchoolChoice, expected: Connectivity) -> None:
    assert make_view(counted(small), look_at(small, DAY), choice).whole.connectivity == expected


def test_answers_chosen_narrow_what_is_shown_and_not_the_answer(small: Tracker) -> None:
    view = make_view(counted(small), look_at(small, DAY), SchoolChoice("KEN", answers=("no",)))

    assert view.whole.connectivity == Connectivity(2, 2, 1)
    assert view.shown.connectivity == Connectivity(0, 2, 0)
    assert {place: one.connectivity.no for place, one in view.places.items()} == {"North": 1, "South": 1}


def test_speeds_and_what_is_missing(small: Tracker) -> None:
    view = make_view(counted(small), look_at(small, DAY), SchoolChoice("KEN"))

    assert view.speeds.bands == {"not_measured": 3, "none": 0, "moderate": 1, "good": 0, "target": 1}
    assert (view.speeds.enough, view.speeds.enough_known) == (1, 2)
    assert left_behind(view.cube) == {("no", ""): 1, ("yes", "4G"): 1}


def test_a_measured_speed_counts_whatever_the_connectivity(own: Tracker) -> None:
    rows = [
        school(1, connectivity="yes", speed_mbps=25.0, students=400.0),
        school(2, speed_mbps=30.0, students=1000.0),
        school(3, connectivity="no", speed_mbps=6.0),
        school(4),
    ]
    publish_census(own, *rows)
    view = make_view(counted(own), look_at(own, DAY), SchoolChoice("KEN"))

    assert view.speeds.bands == {"not_measured": 1, "none": 0, "moderate": 0, "good": 1, "target": 2}
    assert (view.speeds.total, view.speeds.measured, view.speeds.measured_connected) == (4, 3, 1)
    assert (view.speeds.enough, view.speeds.enough_known) == (1, 2)
    assert [(row["speed"], row["schools"], row["connected"]) for row in speed_records(view)] == [
        ("not_measured", 1, 0),
        ("none", 0, 0),
        ("moderate", 0, 0),
        ("good", 1, 0),
        ("target", 2, 1),
    ]


def test_options_are_those_of_the_area(small: Tracker) -> None:
    assert options_of(counted(small), look_at(small, DAY), "KEN") == {
        "education_level": ["", "Primary"],
        "connection_type": ["", "fiber", "satellite"],
        "admin1": ["North", "South"],
    }
    assert options_of(counted(small), look_at(small, DAY), "WLD")["admin1"] == []


@pytest.mark.parametrize(
    ("checked_on", "stale"), [("2019", True), ("2022", False), ("2021-11-01", True), ("2026-02", False), ("", False)]
)
def test_newest_check_older_than_the_threshold_is_stale(checked_on: str, stale: bool) -> None:
    assert is_stale(checked_on, DAY, 4) is stale


def test_squares_of_the_world_are_two_degrees_wide_whatever_part_the_schools_lie_in(own: Tracker) -> None:
    places = ((0.1, 36.1, "North", "yes"), (1.9, 37.9, "South", "no"), (2.1, 36.1, "North", "no"))
    rows = [
        school(at, latitude=lat, longitude=lon, admin1=part, connectivity=answer)
        for at, (lat, lon, part, answer) in enumerate(places)
    ]
    publish_census(own, *rows, school(1, ref_area="NRU", connectivity="no"))
    found = counted(own)
    grid = make_grid(found, make_view(found, look_at(own, DAY), SchoolChoice("WLD")), None, None)
    unconnected = make_grid(
        found, make_view(found, look_at(own, DAY), SchoolChoice("WLD", answers=("no",))), None, None
    )

    assert grid.step == 2.0
    assert [(one.lon, one.lat, one.schools) for one in grid.cells] == [
        (166.0, -2.0, Connectivity(no=1)),
        (36.0, 0.0, Connectivity(yes=1, no=1)),
        (36.0, 2.0, Connectivity(no=1)),
    ]
    assert [one.schools.total for one in unconnected.cells] == [1, 1, 1]


def test_map_of_a_country_shows_single_schools(small: Tracker) -> None:
    found, snapshot = counted(small), small.store.snapshot()
    view = make_view(found, look_at(small, DAY), SchoolChoice("KEN"))
    grid = make_grid(found, view, map_bounds(view, None), None)
    points = read_points(snapshot, found, view, grid, None)

    assert grid.total == 4
    assert points is not None
    assert sorted(points["school_id"].to_pylist()) == ["KEN-1", "KEN-2", "KEN-3", "KEN-5"]


def test_map_of_a_group_shows_the_grid_until_a_box_is_drawn(small: Tracker) -> None:
    found, snapshot = counted(small), small.store.snapshot()
    view, box = make_view(found, look_at(small, DAY), SchoolChoice("WLD")), (30.0, 0.5, 34.0, 2.0)
    whole, inside = make_grid(found, view, None, None), make_grid(found, view, None, box)

    assert whole.total == 5
    assert read_points(snapshot, found, view, whole, None) is None
    assert read_schools(snapshot, found, view, box)["school_id"].to_pylist() == ["UGA-1"]
    assert inside.total == 1


def test_too_many_schools_stay_a_grid(small: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("topics.schools.map.most_points", lambda: 3)
    found = counted(small)
    view = make_view(found, look_at(small, DAY), SchoolChoice("KEN"))
    grid = make_grid(found, view, None, None)

    assert read_points(small.store.snapshot(), found, view, grid, None) is None


def test_words_of_a_point_name_what_is_known_and_escape_the_rest(small: Tracker) -> None:
    rows = settle(census(school(1, school_name="<a href='x'>A & B</a>", **SAID), school(2)), closed_lists())
    first, second = point_words(rows)

    assert first == "<b>&lt;a href='x'&gt;A &amp; B&lt;/a&gt;</b><br>Connected, Fibre<br>25.5 Mbit/s<br>400 students"
    assert second == "<b>School 2</b><br>Not known<br>speed not measured<br>students not known"


SAID = {"connectivity": "yes", "connection_type": "fiber", "speed_mbps": 25.5, "students": 400.0}


def test_schools_concerned_are_listed_with_their_own_words(small: Tracker) -> None:
    found = find_schools(small.store.snapshot(), "UGA", "level_unlisted")

    assert found["education_level"].to_pylist() == ["Kindergarten"]
    assert "example" in found.column_names
