"""Schools: the range that unknown leaves, the pace to connect all, bands of speed."""

from datetime import date

import pytest

from metrics.schools import (
    Connectivity,
    CountrySchools,
    SpeedLines,
    Students,
    add_schools,
    schools_a_year,
    schools_record,
    speed_band,
)

LINES = SpeedLines(good_mbps=5, target_mbps=20, kbps_a_student=50)
KENYA = Connectivity(yes=12_160, no=12_480, unknown=7_360)
"""The worked example of the rules: 32,000 schools."""
KYRGYZSTAN = Connectivity(yes=1_446, no=691)
"""2,137 public schools, 1,446 with and 691 without the Internet (UNICEF and the Ministry of Education, March 2019)."""


def test_unknown_leaves_a_range_and_is_never_no() -> None:
    assert (KENYA.total, KENYA.share_low, KENYA.share_high) == (32_000, 0.38, 0.61)


def test_published_count_gives_the_published_share() -> None:
    assert KYRGYZSTAN.total == 2_137
    assert KYRGYZSTAN.share_low == KYRGYZSTAN.share_high == pytest.approx(0.6766, abs=5e-5)


@pytest.mark.parametrize(
    ("schools", "low", "high"),
    [
        pytest.param(Connectivity(), None, None, id="no-school"),
        pytest.param(Connectivity(unknown=4), 0.0, 1.0, id="nobody-knows"),
        pytest.param(Connectivity(yes=4), 1.0, 1.0, id="all"),
        pytest.param(Connectivity(no=4), 0.0, 0.0, id="none"),
    ],
)
def test_range_at_its_ends(schools: Connectivity, low: float | None, high: float | None) -> None:
    assert (schools.share_low, schools.share_high) == (low, high)


@pytest.mark.parametrize(
    ("speed", "band"),
    [
        pytest.param(None, "not_measured", id="unknown-is-not-none"),
        pytest.param(0.0, "none", id="measured-zero"),
        pytest.param(0.1, "moderate", id="above-zero"),
        pytest.param(4.99, "moderate", id="below-5"),
        pytest.param(5.0, "good", id="at-5"),
        pytest.param(19.99, "good", id="below-20"),
        pytest.param(20.0, "target", id="at-20"),
    ],
)
def test_band_of_a_speed(speed: float | None, band: str) -> None:
    assert speed_band(speed, LINES) == band


def test_schools_a_year_count_the_days_to_the_end_of_the_target_year() -> None:
    need = schools_a_year(KENYA, date(2026, 12, 31), 2030)

    assert need is not None
    assert need.years == pytest.approx(4.0)
    assert [need.low, need.high] == pytest.approx([3_120, 4_960])


@pytest.mark.parametrize("day", [date(2030, 12, 31), date(2031, 1, 1)])
def test_no_pace_once_the_year_has_passed(day: date) -> None:
    assert schools_a_year(KENYA, day, 2030) is None


def test_pace_is_nothing_where_every_school_is_connected() -> None:
    need = schools_a_year(Connectivity(yes=3), date(2026, 1, 1), 2030)

    assert need is not None
    assert (need.low, need.high) == (0, 0)


def test_countries_add_up_with_the_newest_check() -> None:
    one = CountrySchools(Connectivity(2, 1, 1), Students(300, 3, 4), "2024")
    two = CountrySchools(Connectivity(1, 0, 0), Students(50, 1, 1), "2024-03-05")

    assert add_schools([one, two]) == CountrySchools(Connectivity(3, 1, 1), Students(350, 4, 5), "2024-03-05")
    assert add_schools([]) == CountrySchools()


def test_coverage_of_student_numbers() -> None:
    assert Students(300, 3, 4).coverage == 0.75
    assert Students().coverage is None


def test_record_of_an_area() -> None:
    found = schools_record(CountrySchools(KENYA, Students(6_400_000, 20_000, 32_000)))

    assert found == {
        "total": 32_000,
        "connected": 12_160,
        "not_connected": 12_480,
        "unknown": 7_360,
        "share_low": 0.38,
        "share_high": 0.61,
        "students": 6_400_000,
    }


@pytest.mark.parametrize(
    ("students", "number"),
    [
        pytest.param(Students(0, 0, 3), None, id="no-school-states-a-number"),
        pytest.param(Students(0, 2, 3), 0, id="true-zeros"),
        pytest.param(Students(12, 1, 3), 12, id="one-states-it"),
        pytest.param(Students(), 0, id="no-schools"),
        pytest.param(Students(1e308, 1, 1), None, id="more-than-is-exact"),
        pytest.param(Students(float("inf"), 2, 2), None, id="infinite"),
    ],
)
def test_students_of_a_record_are_none_where_they_are_not_known(students: Students, number: int | None) -> None:
    schools = CountrySchools(Connectivity(unknown=students.of), students)

    assert schools_record(schools)["students"] == number


def test_record_without_schools_has_no_share() -> None:
    found = schools_record(CountrySchools())

    assert (found["total"], found["share_low"], found["share_high"], found["students"]) == (0, None, None, 0)
