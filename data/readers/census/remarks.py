"""What is unusual about schools that are in order: warnings and notes that refuse nothing, as in Giga's own checks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.geometry import load_shapes
from data.readers.codes import SEVERITY, problem
from data.readers.columns import Floats, Mask, has_few_decimals
from data.readers.findings import Findings
from data.reference.limits import load_school_checks
from data.schemas.problem import Problem
from data.schemas.rules import Rules
from data.schemas.school import UNKNOWN

Number = TypeVar("Number", bound=np.generic)
Details = dict[str, str | int | float]
NO_DETAILS: Details = {}


@dataclass(frozen=True)
class Census:
    """The schools that are kept, as they are stored and as they stand in the file, and where each of them stands there.

    `stored` and `cells` are the columns as they are stored, some as dictionaries of their distinct cells, and as they
    stand in the file. `places` says for each school, a line, which of these are its own, and `rows` gives the row of
    the spreadsheet for each of them.
    """

    stored: Mapping[str, pa.Array]
    cells: Mapping[str, pa.Array]
    places: NDArray[np.int64]
    rows: NDArray[np.int64]
    rules: Rules

    def cell(self, column: str, line: int) -> str:
        """Return a cell as it stands in the file."""
        return str(self.cells[column][int(self.places[line])].as_py())

    def numbers(self, column: str) -> Floats:
        """Return a column of numbers, NaN where one is missing."""
        stored = self.stored[column]
        if isinstance(stored, pa.DictionaryArray):
            stored = stored.dictionary.take(stored.indices)
        found: Floats = stored.to_numpy(zero_copy_only=False)
        return self._kept(found)

    def _kept(self, found: NDArray[Number]) -> NDArray[Number]:
        return found if len(found) == len(self.places) else found[self.places]

    def text(self, column: str, line: int) -> str:
        """Return a text as it is stored."""
        return str(self.stored[column][int(self.places[line])].as_py())

    def where(self, column: str, holds: Callable[[str], bool]) -> Mask:
        """Return in which lines a text is one for which something holds; it is asked once for each distinct text."""
        codes, cells = self.distinct(column)
        there = np.bincount(codes, minlength=len(cells)).tolist()
        found = [bool(count) and holds(cell) for cell, count in zip(cells, there, strict=True)]
        return np.asarray(np.array(found or [False], dtype=bool)[codes], dtype=bool)

    def distinct(self, column: str) -> tuple[NDArray[np.int32], list[str]]:
        """Return the distinct texts of a column, and which of them each line has; some may be those of no line."""
        found = self.stored[column]
        coded = found if isinstance(found, pa.DictionaryArray) else found.dictionary_encode()
        return self._kept(coded.indices.to_numpy()), coded.dictionary.to_pylist()


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
    if "connectivity" not in census.cells and len(census.places):
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
    codes, names = census.distinct("ref_area")
    west, south, east, north = _boxes(names)
    outside = (longitudes < west[codes]) | (longitudes > east[codes])
    outside |= (latitudes < south[codes]) | (latitudes > north[codes])

    def point(line: int) -> Details:
        country = census.rules.areas.get(census.text("ref_area", line), "")
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
    levels, types = ({"", *one.values, *one.also} for one in (lists.education_level, lists.connection_type))
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
