"""What may be wrong with a census, by the families of Giga's own checks: counted by country, and school by school."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.geometry import Shape, shape_of
from data.reference.limits import load_school_checks, load_school_lines
from metrics.schools import UNKNOWN, YES
from services.schools.counting import UNLISTED, numbers

Flags = NDArray[np.bool_]
Degrees = NDArray[np.float64]
Codes = NDArray[np.int64]
EARTH_METRES = 6_371_008.8
METRES_A_DEGREE = EARTH_METRES * np.pi / 180
KILOMETRE = 1000.0
MOST_STEPS = 2000
"""Neighbours looked at before a crowd of namesakes on one line of latitude is left alone."""
NARROWEST, TINY = 0.01, 1e-12
Family = Literal["completeness", "domain", "range", "duplicates", "geospatial"]
FAMILIES: tuple[Family, ...] = ("completeness", "domain", "range", "duplicates", "geospatial")
Checked = tuple[Flags, Flags]
"""For each school whether a rule finds something, and whether the rule asks about it at all."""
FINE = 1e-6
Compare = Callable[[NDArray[np.int64], Degrees, Degrees, NDArray[np.int64]], Flags]
QUALITY_COLUMNS = (
    *("ref_area", "school_name", "admin1", "education_level", "connectivity", "connection_type", "electricity"),
    *("network_coverage", "speed_mbps", "students", "latitude", "longitude", "checked_on"),
)
COUNTS = pa.schema([("ref_area", pa.string()), ("rule", pa.string()), ("schools", pa.int64()), ("of", pa.int64())])


def same_point(group: Codes, longitude: Degrees, latitude: Degrees) -> Flags:
    """Return which schools share their exact point with another one of their group (their country)."""
    order = np.lexsort((longitude, latitude, group))
    same = (np.diff(group[order]) == 0) & (np.diff(latitude[order]) == 0) & (np.diff(longitude[order]) == 0)
    return _in_order(order, same)


def near_namesakes(group: Codes, longitude: Degrees, latitude: Degrees, metres: float) -> Flags:
    """Return which schools lie within so many metres of another one of their group (country, level and name).

    Within a group schools stand by latitude, so only those in the same narrow band of latitude are compared.
    """
    order = np.lexsort((longitude, latitude, group))
    key, lat, lon = group[order], latitude[order], longitude[order]
    found = np.zeros(len(order), dtype=bool)
    left, band = np.arange(len(order)), metres / METRES_A_DEGREE * 1.001
    for step in range(1, MOST_STEPS):
        left = left[left + step < len(order)]
        right = left + step
        near = (key[left] == key[right]) & (lat[right] - lat[left] <= band)
        left, right = left[near], right[near]
        if not len(left):
            break
        close = distance(lon[left], lat[left], lon[right], lat[right]) <= metres
        found[left[close]] = found[right[close]] = True
        # those on one and the same point need no further look: the next one of the group compares with the last
        left = left[(lat[left] != lat[right]) | (lon[left] != lon[right])]
    flags = np.zeros(len(order), dtype=bool)
    flags[order] = found
    return flags


def _in_order(order: Codes, same_as_next: Flags) -> Flags:
    flags = np.zeros(len(order), dtype=bool)
    flags[order[:-1][same_as_next]] = True
    flags[order[1:][same_as_next]] = True
    return flags


def distance(lon1: Degrees, lat1: Degrees, lon2: Degrees, lat2: Degrees) -> Degrees:
    """Return the distances between pairs of places in metres, on a sphere (haversine)."""
    up, across = np.radians(lat2 - lat1) / 2, np.radians(lon2 - lon1) / 2
    bow = np.sin(up) ** 2 + np.cos(np.radians(lat1)) * np.cos(np.radians(lat2)) * np.sin(across) ** 2
    return np.asarray(2 * EARTH_METRES * np.arcsin(np.sqrt(np.minimum(bow, 1))))


def outside(shape: Shape, longitude: Degrees, latitude: Degrees, margin_km: float) -> Flags:
    """Return which places lie farther than so many kilometres outside a country."""
    found = ~inside(shape, longitude, latitude)
    doubtful = np.flatnonzero(found)
    doubtful = doubtful[np.argsort(latitude[doubtful], kind="stable")]
    found[doubtful] = ~_near_border(shape, longitude[doubtful], latitude[doubtful], margin_km)
    return found


def inside(shape: Shape, longitude: Degrees, latitude: Degrees) -> Flags:
    """Return which places lie inside the outline: a line from there to the east crosses it an odd number of times."""
    order = np.argsort(latitude, kind="stable")
    lat, lon = latitude[order], longitude[order]
    odd = np.zeros(len(order), dtype=bool)
    for (x1, y1), (x2, y2) in (edge for part in shape.polygons for ring in part for edge in pairwise(ring)):
        low, high = np.searchsorted(lat, (min(y1, y2), max(y1, y2)))
        if low == high:
            continue
        crossing = x1 + (lat[low:high] - y1) / (y2 - y1) * (x2 - x1)
        odd[low:high] ^= lon[low:high] < crossing
    flags = np.zeros(len(order), dtype=bool)
    flags[order] = odd
    return flags


def _near_border(shape: Shape, longitude: Degrees, latitude: Degrees, margin_km: float) -> Flags:
    """Return which places, sorted by latitude, lie within so many kilometres of the outline."""
    near = np.zeros(len(longitude), dtype=bool)
    margin = margin_km * KILOMETRE / METRES_A_DEGREE
    width = np.maximum(np.cos(np.radians(latitude)), NARROWEST)
    for (x1, y1), (x2, y2) in (edge for part in shape.polygons for ring in part for edge in pairwise(ring)):
        low, high = np.searchsorted(latitude, (min(y1, y2) - margin, max(y1, y2) + margin))
        if low == high:
            continue
        wide = width[low:high]
        x, y = (longitude[low:high] - x1) * wide, latitude[low:high] - y1
        dx, dy = (x2 - x1) * wide, y2 - y1
        along = np.clip((x * dx + y * dy) / np.maximum(dx * dx + dy * dy, TINY), 0, 1)
        near[low:high] |= np.hypot(x - along * dx, y - along * dy) <= margin
    return near


@dataclass(frozen=True)
class Rule:
    """One rule: its code, the family it belongs to, and how it checks settled rows."""

    code: str
    family: Family
    check: Callable[[pa.Table], Checked]


def check_rows(rows: pa.Table) -> dict[str, Checked]:
    """Return for every rule which schools it finds, in the order of the rows.

    Args:
        rows: Whole countries with the columns `QUALITY_COLUMNS`, settled (`counting.settle`): a school is
            compared with the others of its country.
    """
    return {rule.code: rule.check(rows) for rule in RULES}


def count_quality(rows: pa.Table) -> pa.Table:
    """Return how many schools of each country each rule finds, and of how many: ref_area, rule, schools, of."""
    areas = rows["ref_area"].combine_chunks().dictionary_encode()
    code, names = np.asarray(areas.indices), areas.dictionary.to_pylist()
    counted = []
    for rule, (found, asked) in check_rows(rows).items():
        schools, of = (np.bincount(code[one], minlength=len(names)) for one in (found, asked))
        counted += [
            {"ref_area": name, "rule": rule, "schools": int(schools[at]), "of": int(of[at])}
            for at, name in enumerate(names)
        ]
    return pa.Table.from_pylist(counted, schema=COUNTS)


def schools_found(rows: pa.Table, rule: str) -> Flags:
    """Return which schools of settled rows a rule finds."""
    return next(one for one in RULES if one.code == rule).check(rows)[0]


def _has(rows: pa.Table, name: str) -> Flags:
    if pa.types.is_floating(rows.schema.field(name).type):
        return ~np.isnan(numbers(rows, name))
    return np.asarray(pc.not_equal(pc.fill_null(rows[name], ""), "").to_numpy(zero_copy_only=False))


def _is(rows: pa.Table, name: str, word: str) -> Flags:
    return np.asarray(pc.equal(rows[name], word).to_numpy(zero_copy_only=False))


def _all(rows: pa.Table) -> Flags:
    return np.ones(rows.num_rows, dtype=bool)


def _missing(rows: pa.Table, name: str) -> Checked:
    return ~_has(rows, name), _all(rows)


def _missing_of_connected(rows: pa.Table, name: str) -> Checked:
    """Return where a connected school lacks what only a connected school has."""
    connected = _is(rows, "connectivity", YES)
    return connected & ~_has(rows, name), connected


def _not_known(rows: pa.Table, name: str) -> Checked:
    return _is(rows, name, UNKNOWN), _all(rows)


def _no_place(rows: pa.Table) -> Checked:
    return ~_placed(rows), _all(rows)


def _placed(rows: pa.Table) -> Flags:
    return _has(rows, "latitude") & _has(rows, "longitude")


def _not_listed(rows: pa.Table, name: str) -> Checked:
    return _is(rows, name, UNLISTED), _has(rows, name)


def _speed_unlikely(rows: pa.Table) -> Checked:
    limits, speed = load_school_checks().limits, numbers(rows, "speed_mbps")
    known = ~np.isnan(speed)
    unlikely = (speed < limits.speed_low_mbps.value) | (speed > limits.speed_high_mbps.value)
    return known & unlikely, known


def _students_unlikely(rows: pa.Table) -> Checked:
    students = numbers(rows, "students")
    known = ~np.isnan(students)
    return known & (students > load_school_checks().limits.students_high.value), known


def _few_decimals(rows: pa.Table) -> Checked:
    """Return whose latitude and longitude both have too few decimals.

    A number does not keep a final zero, so one of ten right coordinates seems to lack a decimal; both of a school
    do once in a hundred.
    """
    scale, few = 10.0 ** (load_school_checks().limits.coordinate_decimals.value - 1), _placed(rows)
    asked = few.copy()
    for name in ("latitude", "longitude"):
        degrees = numbers(rows, name) * scale
        few = few & (np.abs(degrees - np.round(degrees)) < FINE)
    return few, asked


def _codes(rows: pa.Table, name: str) -> NDArray[np.int64]:
    column = rows[name].combine_chunks().dictionary_encode()
    return np.asarray(column.indices, dtype=np.int64)


def _same_point(rows: pa.Table) -> Checked:
    return _compared(rows, _placed(rows), lambda area, lon, lat, _: same_point(area, lon, lat))


def _near_namesake(rows: pa.Table) -> Checked:
    metres = load_school_lines().namesake_metres.value
    plain = pc.utf8_lower(pc.utf8_trim_whitespace(pc.fill_null(rows["school_name"], "")))
    rows = rows.set_column(rows.column_names.index("school_name"), "school_name", plain)
    asked = _placed(rows) & _has(rows, "school_name")

    def near(area: NDArray[np.int64], lon: Degrees, lat: Degrees, some: NDArray[np.int64]) -> Flags:
        name, level = _codes(rows, "school_name")[some], _codes(rows, "education_level")[some]
        group = (area * (level.max(initial=0) + 1) + level) * (name.max(initial=0) + 1) + name
        return near_namesakes(group, lon, lat, metres)

    return _compared(rows, asked, near)


def _compared(rows: pa.Table, asked: Flags, compare: Compare) -> Checked:
    """Return what comparing the schools asked about finds: their country, longitude, latitude and place go in."""
    some = np.flatnonzero(asked)
    found = np.zeros(rows.num_rows, dtype=bool)
    lon, lat = numbers(rows, "longitude")[some], numbers(rows, "latitude")[some]
    found[some] = compare(_codes(rows, "ref_area")[some], lon, lat, some)
    return found, asked


def _outside(rows: pa.Table) -> Checked:
    """Return which schools lie outside their country; those of a country without an outline are not asked about."""
    margin, placed = load_school_lines().outside_border_km.value, _placed(rows)
    areas = rows["ref_area"].combine_chunks().dictionary_encode()
    code, lon, lat = np.asarray(areas.indices), numbers(rows, "longitude"), numbers(rows, "latitude")
    found, asked = np.zeros(rows.num_rows, dtype=bool), np.zeros(rows.num_rows, dtype=bool)
    for at, name in enumerate(areas.dictionary.to_pylist()):
        shape, some = shape_of(name), np.flatnonzero(placed & (code == at))
        if shape is not None:
            asked[some] = True
            found[some] = outside(shape, lon[some], lat[some], margin)
    return found, asked


RULES: tuple[Rule, ...] = (
    Rule("no_name", "completeness", partial(_missing, name="school_name")),
    Rule("no_place", "completeness", _no_place),
    Rule("no_admin1", "completeness", partial(_missing, name="admin1")),
    Rule("no_level", "completeness", partial(_missing, name="education_level")),
    Rule("no_connectivity", "completeness", partial(_not_known, name="connectivity")),
    Rule("no_connection_type", "completeness", partial(_missing_of_connected, name="connection_type")),
    Rule("no_speed", "completeness", partial(_missing_of_connected, name="speed_mbps")),
    Rule("no_students", "completeness", partial(_missing, name="students")),
    Rule("no_electricity", "completeness", partial(_not_known, name="electricity")),
    Rule("no_network", "completeness", partial(_missing, name="network_coverage")),
    Rule("no_date", "completeness", partial(_missing, name="checked_on")),
    Rule("level_unlisted", "domain", partial(_not_listed, name="education_level")),
    Rule("type_unlisted", "domain", partial(_not_listed, name="connection_type")),
    Rule("network_unlisted", "domain", partial(_not_listed, name="network_coverage")),
    Rule("speed_unlikely", "range", _speed_unlikely),
    Rule("students_unlikely", "range", _students_unlikely),
    Rule("few_decimals", "range", _few_decimals),
    Rule("same_point", "duplicates", _same_point),
    Rule("near_namesake", "duplicates", _near_namesake),
    Rule("outside_country", "geospatial", _outside),
)
FAMILY_OF: Mapping[str, Family] = {rule.code: rule.family for rule in RULES}
