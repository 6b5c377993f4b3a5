"""A census judged in columns gives exactly what judging row by row gives: the same schools, the same problems."""

import csv
import io
import math
import random
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.geometry import load_shapes
from data.readers import ReadOptions, read_file
from data.readers.census.schools import find_again
from data.readers.codes import problem
from data.readers.findings import Findings
from data.readers.reading import ProblemCount
from data.readers.rows import judge_school
from data.reference.limits import load_school_checks, load_upload_limits
from data.schemas.problem import Problem
from data.schemas.school import SCHOOL_COLUMNS, School
from data.schemas.thresholds import Limit
from data.tables import SCHOOL_SCHEMA
from i18n.problems import problem_text
from tests.data.readers.plainly import plain_rows
from tests.data.readers.school_rules import SCHOOL_RULES, SCHOOL_SAMPLES
from tests.data.readers.test_columns import ANY_TEXT, ODD

Row = dict[str, str]
Result = tuple[list[dict[str, object]], tuple[Problem, ...], tuple[ProblemCount, ...]]

GOOD: dict[str, list[str]] = {
    "school_id": ["1", "12", "school-0001", "bf651987-27d2-3fe1-aae9-1ff3aef2324f", "école 7"],
    "ref_area": ["KEN", "CIV", "ken"],
    "school_name": ["", "Lake Primary", "École Saint-Étienne", "مدرسة النور", "小学", "ትምህርት ቤት"],
    "admin1": ["", "Nairobi"],
    "admin2": ["", "Westlands"],
    "latitude": ["", "-1.28638", "0.5", "5.345317", "0", "-1.286380"],
    "longitude": ["", "36.81722", "36.5", "-4.02443", "0"],
    "education_level": ["", "Primary", "Primary And Secondary"],
    "connectivity": ["", "yes", "no", "unknown", "1", "0", "1.0"],
    "connection_type": ["", "fiber", "Satellite", "copper"],
    "speed_mbps": ["", "24.5", "0", "0.3", "900", "5"],
    "students": ["", "412", "0", "20000", "12.0"],
    "electricity": ["", "yes", "no"],
    "network_coverage": ["", "4G"],
    "checked_on": ["", "2024", "2025-03", "2025-03-14", "2025-03-14 00:00:00", "1975"],
    "source": ["", "EMIS 2025"],
    "example": ["", "Y", "N"],
}
OWN_ODD = [
    "WLD",
    "91",
    "-180.0",
    "180.000001",
    "12.5",
    "1e400",
    "1000000",
    "1000000.5",
    "1000001",
    "0.0",
    "n.a.",
    "Don\u2019t know",
    "?",
    "1949",
    "1989-12-31T00:00:00",
    "-3",
    "x" * 101,
    "x" * 301,
    "\u3000lake\u3000",
    "lake\u2003",
    "Ωé",
]
SPACES = [
    "lake\u0085",
    "\u00a0lake",
    "lake \u1680",
    "\u2028 line",
    "\ufefflake",
    "'=1+1",
    "''-x-y",
    "\u1680lake",
    "\u2007lake",
    "\u205flake",
    "lake\u202f",
    "ትምህርት ቤት",
    "「lake」",
    "N/A  ",
    "  none  ",
]
ANY_ODD = [*ODD, *OWN_ODD, *SPACES]


def remarks(found: School, raw: Row, row: int) -> Iterator[Problem]:
    """Yield what is unusual about one school, said in the plainest way."""
    yield from remarks_on_places(found, raw, row)
    lists = load_school_checks().lists
    for column, word in (
        ("education_level", found.education_level),
        ("connection_type", found.connection_type.lower()),
    ):
        if word not in ("", *getattr(lists, column).values):
            yield problem(f"{column.replace('_', '-')}-not-in-list", row=row, column=column, value=raw[column])
    yield from remarks_on_numbers(found, raw, row)


def remarks_on_places(found: School, raw: Row, row: int) -> Iterator[Problem]:
    def of(code: str, column: str, **details: str | float) -> Problem:
        return problem(code, row=row, column=column, value=raw[column], details=details)

    fewest = load_school_checks().limits.coordinate_decimals.value
    for column, other in (("latitude", "longitude"), ("longitude", "latitude")):
        if getattr(found, column) is None:
            continue
        decimals = re.search(r"\.([0-9]*)", raw[column])
        if decimals is None or len(decimals[1]) < fewest:
            yield of("coordinate-few-decimals", column, fewest=fewest)
        if getattr(found, other) is None:
            yield of("coordinate-alone", column, missing=other)
    if found.latitude == 0 == found.longitude:
        yield of("coordinates-zero", "latitude")
    elif found.latitude is not None and found.longitude is not None and is_outside(found):
        cells = {name: raw[name].strip() for name in ("latitude", "longitude")}
        yield of("coordinates-outside-country", "latitude", **cells, name=SCHOOL_RULES.areas[found.ref_area])


def remarks_on_numbers(found: School, raw: Row, row: int) -> Iterator[Problem]:
    limits, speed = load_school_checks().limits, found.speed_mbps
    low, high, most = limits.speed_low_mbps.value, limits.speed_high_mbps.value, limits.students_high.value
    at = {"row": row, "column": "speed_mbps", "value": raw.get("speed_mbps")}
    if speed is not None and not low <= speed <= high and (speed != 0 or found.connectivity == "yes"):
        yield problem("speed-unusual", **at, details={"low": low, "high": high})  # type: ignore[arg-type]
    if speed and found.connectivity == "no":
        yield problem("speed-without-connection", **at)  # type: ignore[arg-type]
    if speed and found.connectivity == "unknown" and "connectivity" in raw:
        yield problem("connectivity-not-stated", **at)  # type: ignore[arg-type]
    if found.students is not None and found.students > most:
        yield problem("students-unusual", row=row, column="students", value=raw["students"], details={"high": most})
    earliest = limits.checked_earliest.value
    if found.checked_on and int(found.checked_on[:4]) < earliest:
        details = {"earliest": earliest}
        yield problem("checked-long-ago", row=row, column="checked_on", value=raw["checked_on"], details=details)


def is_outside(found: School) -> bool:
    points = [point for polygon in load_shapes()[found.ref_area].polygons for point in polygon[0]]
    margin = load_school_checks().limits.outside_country_degrees.value
    assert found.longitude is not None and found.latitude is not None
    wests, souths = ([point[axis] for point in points] for axis in (0, 1))
    inside = min(wests) - margin <= found.longitude <= max(wests) + margin
    return not (inside and min(souths) - margin <= found.latitude <= max(souths) + margin)


@pytest.fixture(autouse=True, scope="module")
def something_near_is_looked_for_always() -> Iterator[None]:
    """Lift the limit of suggestions, which the model asked alone does not know."""
    limits = load_upload_limits().model_copy(update={"suggestions": Limit(value=1_000_000, reason="all")})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data.readers.recognise.load_upload_limits", lambda: limits)
        yield


def agrees(rows: list[Row], limit: int) -> bool:
    """Return whether both ways give the same for rows whose numbers are in plain digits, as they are made first."""
    plain = plain_rows(rows, "schools", SCHOOL_RULES)
    return plain is None or by_columns(plain, limit) == one_by_one(plain, limit)


def one_by_one(rows: list[Row], limit: int) -> Result:
    """Return what comes out when every row is judged by the model alone, and a dictionary holds the schools seen."""
    findings, seen, kept = Findings(limit), dict[tuple[str, str], tuple[int, School]](), []
    for row, raw in enumerate(rows, start=2):
        found, problems = judge_school(raw, row, SCHOOL_RULES)
        findings.add(problems)
        if found is None:
            continue
        first_row, first = seen.setdefault((found.ref_area, found.school_id), (row, found))
        if first_row == row:
            kept.append(found.model_dump())
            findings.add(remarks(found, raw, row))
            continue
        details: dict[str, str | int | float] = {"first_row": first_row}
        code = "school-repeated" if first == found else "duplicate-key"
        if code == "duplicate-key":
            details |= {"advice": "school", "ref_area": found.ref_area}
        findings.add([problem(code, row=row, column="school_id", value=found.school_id, details=details)])
    if kept and "connectivity" not in rows[0]:
        findings.add([problem("connectivity-not-in-file")])
    return kept, findings.listed(), findings.counts()


def by_columns(rows: list[Row], limit: int) -> Result:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    reading = read_file(text.getvalue().encode(), "x.csv", SCHOOL_RULES, ReadOptions(problems_limit=limit))
    assert reading.schools is not None
    return reading.schools.to_pylist(), reading.problems, reading.problem_counts


@st.composite
def censuses(draw: st.DrawFn) -> list[Row]:
    """Draw rows that are mostly good, with some cells replaced by odd ones; columns may be absent."""
    absent = draw(
        st.sets(st.sampled_from([name for name in GOOD if name not in ("school_id", "ref_area")]), max_size=14)
    )
    names = draw(st.permutations([name for name in GOOD if name not in absent]))
    rows = []
    for _ in range(draw(st.integers(1, 10))):
        row = {name: draw(st.sampled_from(GOOD[name])) for name in names}
        for name in draw(st.lists(st.sampled_from(names), max_size=2)):
            row[name] = draw(st.sampled_from(ANY_ODD) | ANY_TEXT)
        rows.append(row)
    return [row for row in rows if any(cell.strip() for cell in row.values())] or [dict(rows[0], school_id="x")]


@settings(max_examples=100, deadline=None)
@given(censuses(), st.sampled_from([10_000, 10_000, 4, 0]))
def test_columns_and_rows_agree(rows: list[Row], limit: int) -> None:
    assert agrees(rows, limit)


@pytest.mark.parametrize("name", GOOD)
def test_each_odd_cell_in_each_column_is_judged_alike(name: str) -> None:
    base = {column: cells[-1] for column, cells in GOOD.items()}
    rows = [{**base, "school_id": f"school {place}", name: cell} for place, cell in enumerate(ANY_ODD)]

    assert agrees(rows, 10_000)


@pytest.mark.parametrize("limit", [10_000, 50])
def test_thousands_of_mutated_rows_are_judged_alike(limit: int) -> None:
    chance = random.Random(4)  # noqa: S311 - a test needs no secrets
    rows = []
    for number in range(4000):
        row = {name: chance.choice(cells) for name, cells in GOOD.items()} | {"school_id": f"id {number % 3900}"}
        if chance.random() < 0.2:
            name = chance.choice(list(GOOD))
            row[name] = _mutated(row[name], chance)
        rows.append(row)

    assert agrees(rows, limit)


def _mutated(cell: str, chance: random.Random) -> str:
    place = chance.randrange(len(cell) + 1)
    return (
        cell[:place]
        + chance.choice([" ", "-", ".", "e5", "'", ",", "\u00a0", "9" * 30, "\u0661", "", "/"])
        + cell[place:]
    )


def test_same_id_is_found_again_whatever_its_length() -> None:
    ids = [*("x" * length for length in range(1, 60)), "y" * 8, "x" * 24, "y" * 8]
    rows = [{"school_id": one, "ref_area": "KEN"} for one in ids]
    schools = pa.Table.from_pylist([School.model_validate(row).model_dump() for row in rows], schema=SCHOOL_SCHEMA)
    stored = {name: schools[name].combine_chunks() for name in SCHOOL_COLUMNS}
    again = find_again(stored, np.ones(len(rows), dtype=bool))

    assert (again.later.tolist(), again.first.tolist()) == ([60, 61], [23, 59])
    assert again.same.all()


NOISE = [b'"', b",", b"\n", b"\r", b"\0", b"\xff", b" ", b"\xef\xbb\xbf", b"9", b"'", b";", b"=1+1", b"\xc2\xa0"]


@pytest.mark.parametrize("path", sorted(SCHOOL_SAMPLES.glob("*.csv")), ids=lambda path: path.stem)
def test_no_mutation_of_a_sample_raises_or_smuggles_a_school_in(path: Path) -> None:
    content = path.read_bytes()
    for seed in range(25):
        chance = random.Random(seed)  # noqa: S311 - a test needs no secrets
        mutant = bytearray(content)
        for _ in range(chance.randint(1, 8)):
            place = chance.randrange(len(mutant) + 1)
            mutant[place : place + chance.choice([0, 0, 1, 5])] = chance.choice(NOISE)
        _check_reading(bytes(mutant[: chance.choice([len(mutant), chance.randrange(len(mutant) + 1)])]))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_below_a_good_header_are_read_without_a_fault(tail: bytes) -> None:
    _check_reading(b"school_id,ref_area,school_name,latitude,connectivity\n" + tail)


def _check_reading(content: bytes) -> None:
    reading = read_file(content, "x.csv", SCHOOL_RULES)
    rows = reading.rows
    for one in reading.problems:
        assert problem_text(one.code, one.row, one.column, one.value, one.details)
    assert rows.read == rows.accepted + rows.refused + sum(one.rows for one in reading.skipped)
    for row in reading.schools.to_pylist() if reading.schools is not None else ():
        cells = {name: _written(row[name]) for name in SCHOOL_COLUMNS}
        assert School.model_validate(cells, context=SCHOOL_RULES).model_dump() == row


def _written(cell: object) -> str:
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    return str(cell)
