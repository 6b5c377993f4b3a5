"""What is said of schools: ranges, the pace, students, and words of the census."""

from datetime import date

import pytest

from data.reference import load_reference
from metrics.schools import Connectivity, CountrySchools, SpeedLines, Students, YearlyNeed, schools_a_year
from topics.schools.view import SchoolChoice, SchoolView, Speeds
from topics.schools.words import (
    answer_words,
    area_title,
    chosen_words,
    file_words,
    need_words,
    range_words,
    rounded_up,
    speed_sentence,
    students_words,
    title_words,
    word_of,
)

LINES = SpeedLines(5, 20, 50)
NOTHING = Speeds({}, {}, 0, 0)


def view(schools: Connectivity, choice: SchoolChoice, members: tuple[str, ...] = ("KEN",)) -> SchoolView:
    whole = CountrySchools(schools)
    return SchoolView(choice, load_reference(), members, members, whole, whole, {}, {}, {}, NOTHING, None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("schools", "words"),
    [
        (Connectivity(12_160, 12_480, 7_360), "38 % to 61 %"),
        (Connectivity(1, 1), "50 %"),
        (Connectivity(5_000, 4_999, 1), "50 %"),
    ],
)
def test_range_is_one_figure_where_its_ends_read_the_same(schools: Connectivity, words: str) -> None:
    assert range_words(schools) == words


def test_answer_is_the_sentence_of_the_rules() -> None:
    found = answer_words(view(Connectivity(12_160, 12_480, 7_360), SchoolChoice("KEN")))

    assert found == (
        "In Kenya 38 % to 61 % of 32,000 schools are connected: 12,160 are known to be, 12,480 are known not to be, "
        "of 7,360 nobody knows."
    )


@pytest.mark.parametrize(
    ("schools", "choice", "start"),
    [
        (Connectivity(1, 1), SchoolChoice("KEN"), "In Kenya 50 % of 2 schools are connected: 1 are, 1 are not."),
        (Connectivity(0, 0, 2), SchoolChoice("KEN"), "2 schools located in Kenya; connectivity not recorded"),
        (Connectivity(1, 1), SchoolChoice("KEN", levels=("Primary",)), "Of the 2 schools chosen in Kenya, 50 %"),
        (Connectivity(1, 1), SchoolChoice("KEN", admin1="North"), "Of the 2 schools chosen in North, Kenya, 50 %"),
    ],
)
def test_answer_in_other_cases(schools: Connectivity, choice: SchoolChoice, start: str) -> None:
    assert answer_words(view(schools, choice)).startswith(start)


def test_answer_for_a_group_does_not_speak_of_schools_that_are_not_published() -> None:
    found = answer_words(view(Connectivity(1, 1), SchoolChoice("WLD"), ("KEN", "UGA")))

    assert found.startswith("Of 2 schools published here for the world, 50 % are connected")


@pytest.mark.parametrize(
    ("need", "schools", "value"),
    [
        (YearlyNeed(3_036.2, 4_826.1, 4.11), Connectivity(1, 12_480, 7_360), "3,040 to 4,830"),
        (YearlyNeed(0.4, 0.4, 5.0), Connectivity(1, 2), "1"),
        (None, Connectivity(1, 2), "No time left"),
        (None, Connectivity(1), "None"),
    ],
)
def test_schools_a_year_in_words(need: YearlyNeed | None, schools: Connectivity, value: str) -> None:
    assert need_words(need, schools, 2030)[0] == value


def test_need_says_by_when() -> None:
    schools = Connectivity(1, 2, 3)
    note = need_words(schools_a_year(schools, date(2026, 11, 22), 2030), schools, 2030)[1]

    assert "31 December 2030, in 4.1 years" in note


@pytest.mark.parametrize(
    ("number", "expected"), [(0, 0), (0.2, 1), (999.2, 1000), (2_828.3, 2_830), (199_347, 200_000)]
)
def test_pace_is_rounded_up_to_three_digits(number: float, expected: float) -> None:
    assert rounded_up(number) == expected


def test_students_say_of_how_many_schools_they_are_known() -> None:
    assert students_words(Students(4_100_000, 92, 100)) == ("4.1 million", "known for 92 % of these schools")
    assert students_words(Students(float("inf"), 1, 1))[0] == "no value"
    assert students_words(Students(0, 0, 5))[1] == "no school of these states its students"


def test_speeds_in_a_sentence_and_without_any() -> None:
    some = Speeds(
        {"not_measured": 4, "none": 0, "moderate": 1, "good": 1, "target": 2}, {"good": 1, "not_measured": 3}, 1, 2
    )

    assert speed_sentence(some, LINES) == (
        "Of 8 schools 4 have a measured speed (4 have none): 3 (75 %) are good, with 5 Mbit/s or more, and "
        "2 (50 %) reach the 20 Mbit/s of the 2030 target. Of these 4 schools 1 are known to be "
        "connected. The target also asks for 50 kbit/s a student: 1 of 2 schools "
        "with a known speed and known students have that (50 %)."
    )
    assert "none has a measured speed" in speed_sentence(Speeds({"not_measured": 2}, {}, 0, 0), LINES)


@pytest.mark.parametrize(
    ("dimension", "label", "words"),
    [
        ("type", "fiber", "Fibre"),
        ("type", "p2mp wireless", "Wireless, one to many"),
        ("level", "Primary", "Primary"),
        ("level", "", "not stated"),
        ("network", "unlisted", "outside the closed list"),
    ],
)
def test_words_of_the_census(dimension: str, label: str, words: str) -> None:
    assert word_of(dimension, label) == words


NARROWED = SchoolChoice("KEN", "Nairobi", ("Primary", ""), ("fiber",), ("no",))


def test_titles_and_files_name_every_filter_in_force() -> None:
    found = view(Connectivity(1, 1), NARROWED)

    assert area_title(found) == "Nairobi, Kenya (Primary and not stated; Fibre)"
    assert title_words(found) == "Nairobi, Kenya (Primary and not stated; Fibre; Not connected)"
    assert chosen_words(found) == "Primary and not stated; Fibre; Not connected"
    assert file_words(found, "schools-map") == "schools-map-ken-nairobi-primary-none-fiber-no"


def test_titles_and_files_of_a_whole_country_are_plain() -> None:
    found = view(Connectivity(1, 1), SchoolChoice("KEN"))

    assert area_title(found) == title_words(found) == "Kenya"
    assert chosen_words(found) == "all schools"
    assert file_words(found, "schools-map") == "schools-map-ken"
