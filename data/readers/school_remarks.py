"""What is unusual about schools that are in order: warnings and notes that refuse nothing, as in Giga's own checks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.geometry import load_shapes
from data.readers.cells import Floats, Mask, has_few_decimals
from data.readers.codes import SEVERITY, problem
from data.readers.findings import Findings
from data.reference.schools import load_school_checks
from data.schemas.problem import Problem
from data.schemas.rules import Rules
from data.schemas.school import UNKNOWN

Details = dict[str, str | int | float]
NO_DETAILS: Details = {}


@dataclass(frozen=True)
class Census:
    """The schools that are kept, the cells as they stand in the file, and where each school stands there.

    `schools` is a table in `SCHOOL_SCHEMA`, `places` says for each of its lines which of the `cells` are its own, and
    `rows` gives the row of the spreadsheet for each of these.
    """

    schools: pa.Table
    cells: Mapping[str, pa.Array]
    places: NDArray[np.int64]
    rows: NDArray[np.int64]
    rules: Rules

    def cell(self, column: str, line: int) -> str:
        """Return a cell as it stands in the file."""
        return str(self.cells[column][int(self.places[line])].as_py())

    def numbers(self, column: str) -> Floats:
        """Return a column of numbers, NaN where one is missing."""
        found: Floats = self.schools[column].to_numpy()
        return found

    def where(self, column: str, holds: Callable[[str], bool]) -> Mask:
        """Return in which lines a text is one for which something holds; it is asked once for each distinct text."""
        cells = self.schools[column].combine_chunks().dictionary_encode()
        found = np.array([holds(cell) for cell in cells.dictionary.to_pylist()] or [False], dtype=bool)
        return np.asarray(found[cells.indices.to_numpy()], dtype=bool)


def add_remarks(census: Census, findings: Findings) -> None:
    """Take in everything that is unusual about the schools."""
    for column in ("latitude", "longitude"):
        _few_decimals(census, column, findings)
    _half_coordinates(census, findings)
    _places(census, findings)
    _lists(census, findings)
    _speeds(census, findings)
    _students(census, findings)
    _dates(census, findings)
    if "connectivity" not in census.cells and census.schools.num_rows:
        findings.add([problem("connectivity-not-in-file")])


def _remark(
    census: Census,
    findings: Findings,
    code: str,
    column: str,
    where: Mask,
    details: Callable[[int], Details] | Details = NO_DETAILS,
) -> None:
    lines = np.flatnonzero(where)

    def make(position: int) -> Problem:
        line = int(lines[position])
        said = details(line) if callable(details) else details
        row = int(census.rows[census.places[line]])
        return problem(code, row=row, column=column, value=census.cell(column, line), details=said)

    findings.add_alike(code, SEVERITY[code], lines, make)


def _few_decimals(census: Census, column: str, findings: Findings) -> None:
    if column in census.cells:
        fewest = load_school_checks().limits.coordinate_decimals.value
        known = ~np.isnan(census.numbers(column))
        few = known & has_few_decimals(census.cells[column], fewest)[census.places]
        _remark(census, findings, "coordinate-few-decimals", column, few, {"fewest": fewest})


def _half_coordinates(census: Census, findings: Findings) -> None:
    missing = {name: np.isnan(census.numbers(name)) for name in ("latitude", "longitude")}
    for one, other in (("latitude", "longitude"), ("longitude", "latitude")):
        if one in census.cells:
            _remark(census, findings, "coordinate-alone", one, ~missing[one] & missing[other], {"missing": other})


def _places(census: Census, findings: Findings) -> None:
    if not {"latitude", "longitude"} <= set(census.cells):
        return
    latitudes, longitudes = census.numbers("latitude"), census.numbers("longitude")
    known = ~np.isnan(latitudes) & ~np.isnan(longitudes)
    zero = (latitudes == 0) & (longitudes == 0)
    _remark(census, findings, "coordinates-zero", "latitude", zero)
    areas = census.schools["ref_area"].combine_chunks().dictionary_encode()
    names = areas.dictionary.to_pylist()
    west, south, east, north = _boxes(names)[:, areas.indices.to_numpy()]
    outside = (longitudes < west) | (longitudes > east) | (latitudes < south) | (latitudes > north)

    def point(line: int) -> Details:
        country = census.rules.areas.get(census.schools["ref_area"][line].as_py(), "")
        cells = {name: census.cell(name, line).strip() for name in ("latitude", "longitude")}
        return {**cells, "name": country}

    _remark(census, findings, "coordinates-outside-country", "latitude", outside & known & ~zero, point)


def _boxes(areas: list[str]) -> Floats:
    """Return west, south, east and north of each country with a margin, NaN for one whose shape is not known."""
    margin = load_school_checks().limits.outside_country_degrees.value
    found = np.full((4, len(areas)), np.nan)
    for place, area in enumerate(areas):
        shape = load_shapes().get(area)
        if shape is not None:
            points = np.array([point for polygon in shape.polygons for point in polygon[0]])
            found[:2, place] = points.min(axis=0) - margin
            found[2:, place] = points.max(axis=0) + margin
    return found


def _lists(census: Census, findings: Findings) -> None:
    lists = load_school_checks().lists
    levels, types = ({"", *one.values} for one in (lists.education_level, lists.connection_type))
    if "education_level" in census.cells:
        unknown = census.where("education_level", lambda word: word not in levels)
        _remark(census, findings, "education-level-not-in-list", "education_level", unknown)
    if "connection_type" in census.cells:
        unknown = census.where("connection_type", lambda word: word.lower() not in types)
        _remark(census, findings, "connection-type-not-in-list", "connection_type", unknown)


def _speeds(census: Census, findings: Findings) -> None:
    if "speed_mbps" not in census.cells:
        return
    limits, speeds = load_school_checks().limits, census.numbers("speed_mbps")
    low, high = limits.speed_low_mbps.value, limits.speed_high_mbps.value
    details: Details = {"low": low, "high": high}
    nothing_there = (speeds == 0) & census.where("connectivity", lambda word: word != "yes")
    unusual = ((speeds < low) | (speeds > high)) & ~nothing_there
    _remark(census, findings, "speed-unusual", "speed_mbps", unusual, details)
    moving = speeds > 0
    unconnected = moving & census.where("connectivity", lambda word: word == "no")
    _remark(census, findings, "speed-without-connection", "speed_mbps", unconnected)
    if "connectivity" in census.cells:
        not_stated = moving & census.where("connectivity", lambda word: word == UNKNOWN)
        _remark(census, findings, "connectivity-not-stated", "speed_mbps", not_stated)


def _students(census: Census, findings: Findings) -> None:
    if "students" in census.cells:
        high = load_school_checks().limits.students_high.value
        _remark(census, findings, "students-unusual", "students", census.numbers("students") > high, {"high": high})


def _dates(census: Census, findings: Findings) -> None:
    if "checked_on" in census.cells:
        first = load_school_checks().limits.checked_earliest.value
        early = census.where("checked_on", lambda day: bool(day) and int(day[:4]) < first)
        _remark(census, findings, "checked-long-ago", "checked_on", early, {"earliest": first})
