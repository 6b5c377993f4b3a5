"""The example census: the script makes it again byte for byte, and every row says that it is invented."""

import csv
import io
from collections import Counter
from datetime import date

import pytest

from data.examples.make_schools import FILE, SOURCE, make_schools
from data.readers import Reading, read_file
from data.reference import load_reference
from data.schemas.school import SCHOOL_COLUMNS

CONTENT = FILE.read_bytes()


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_file(CONTENT, FILE.name, load_reference().rules(date(2026, 11, 22)))


def test_the_script_makes_the_file_again() -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, SCHOOL_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(make_schools())

    assert text.getvalue().encode() == CONTENT


def test_every_row_is_accepted_and_says_that_it_is_invented(reading: Reading) -> None:
    assert reading.schools is not None
    rows = reading.schools.to_pylist()

    assert reading.rows.accepted == reading.rows.read == len(rows) == 3020
    assert all(row["example"] and row["source"] == SOURCE and "xample" in row["school_name"] for row in rows)


def test_three_countries_have_schools_of_every_answer(reading: Reading) -> None:
    assert reading.schools is not None
    answers = Counter((row["ref_area"], row["connectivity"]) for row in reading.schools.to_pylist())

    assert set(answers) == {(area, answer) for area in ("BGD", "KEN", "PER") for answer in ("yes", "no", "unknown")}


def test_every_family_of_problems_occurs(reading: Reading) -> None:
    codes = {one.code for one in reading.problem_counts}

    assert codes == {
        "coordinates-outside-country",
        "coordinates-zero",
        "speed-unusual",
        "students-unusual",
        "coordinate-few-decimals",
        "education-level-not-in-list",
        "connection-type-not-in-list",
    }


def test_some_schools_seem_to_be_entered_twice(reading: Reading) -> None:
    assert reading.schools is not None
    names = Counter((row["ref_area"], row["school_name"]) for row in reading.schools.to_pylist())

    assert sum(times > 1 for times in names.values()) >= 20
