"""Make the example census: about 3,000 invented schools in three countries, the same ones every time.

Run it from the folder of the project: `python -m data.examples.make_schools`. It has problems of every family that
Giga's own checks name: cells that are missing, values out of range, near-duplicates, points outside the country.
"""

import csv
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data.geometry import Bounds, Shape, bounds_of, shape_of
from data.schemas.school import SCHOOL_COLUMNS

FILE = (Path(__file__).parent / "schools").with_suffix(".csv")
SEED = 2030
SOURCE = "Example, invented"
COUNTRIES = {"BGD": (1150, 0.58), "KEN": (1250, 0.36), "PER": (620, 0.47)}
"""The schools of each country, and about what share of them is connected."""
REGIONS, DISTRICTS = 7, 4
LEVELS = (
    "Primary",
    "Secondary",
    "Pre-Primary and Primary",
    "Primary and Secondary",
    "Pre-Primary",
    "Primary And Secondary",
)
LEVEL_WEIGHTS = (52, 22, 10, 8, 5, 3)
TYPES = {"fiber": 40.0, "cellular": 9.0, "p2mp wireless": 14.0, "satellite": 12.0, "xdsl": 7.0, "copper": 4.0}
"""The types of connection with a typical speed in Mbit/s."""
TYPE_WEIGHTS = (34, 33, 12, 11, 8, 2)
NEAR_DEGREES = 0.0005

Row = dict[str, str]


@dataclass(frozen=True)
class _Region:
    """A region of a country: its number, its middle (degrees), and what share of its schools is connected."""

    number: int
    lon: float
    lat: float
    connected: float


def make_schools() -> Iterator[Row]:
    """Yield the invented schools, country by country."""
    chance = random.Random(SEED)  # noqa: S311 - invented data needs no secrets
    for area, (count, share) in COUNTRIES.items():
        yield from _country(area, count, share, chance)


def _country(area: str, count: int, share: float, chance: random.Random) -> Iterator[Row]:
    shape, bounds = shape_of(area), bounds_of(area)
    if shape is None or bounds is None:
        raise LookupError(area)
    middles = [_point_in(shape, bounds, chance) for _ in range(REGIONS)]
    spread = [min(0.97, max(0.05, share + chance.uniform(-0.3, 0.3))) for _ in middles]
    regions = [_Region(number, *middle, spread[number - 1]) for number, middle in enumerate(middles, start=1)]
    row: Row = {}
    for number in range(1, count + 1):
        twin = bool(row) and bool(row["latitude"]) and chance.random() < 0.012
        named = {"school_name": f"Example school {number:04}", "ref_area": area}
        row = _near(row, chance) if twin else {**_school(shape, bounds, regions, chance), **named}
        yield {**row, "school_id": f"EX-{area}-{number:04}"}


def _point_in(shape: Shape, bounds: Bounds, chance: random.Random) -> tuple[float, float]:
    while True:
        lon, lat = chance.uniform(bounds.west, bounds.east), chance.uniform(bounds.south, bounds.north)
        if shape.holds(lon, lat):
            return lon, lat


def _near(row: Row, chance: random.Random) -> Row:
    """Return a school that looks like the same one entered again: the same name and level, a few steps away."""
    moved = {name: f"{float(row[name]) + chance.choice((0, NEAR_DEGREES)):.6f}" for name in ("latitude", "longitude")}
    return {**row, **moved}


def _school(shape: Shape, bounds: Bounds, regions: list[_Region], chance: random.Random) -> Row:
    lon, lat = _point_in(shape, bounds, chance)
    region = min(regions, key=lambda one: math.hypot(one.lon - lon, one.lat - lat))
    students = max(8, round(math.exp(chance.gauss(5.4, 0.7))))
    return {
        **dict.fromkeys(SCHOOL_COLUMNS, ""),
        "admin1": f"Example region {region.number}",
        "admin2": f"Example district {region.number}-{chance.randint(1, DISTRICTS)}",
        "education_level": chance.choices(LEVELS, LEVEL_WEIGHTS)[0],
        "electricity": chance.choices(("yes", "no", ""), (70, 14, 16))[0],
        "network_coverage": chance.choices(("4G", "3G", "2G", "5G", "no coverage", ""), (52, 22, 10, 6, 4, 6))[0],
        "students": "" if chance.random() < 0.07 else str(students * (40 if chance.random() < 0.004 else 1)),
        "source": SOURCE,
        "example": "Y",
        **_place(lon, lat, bounds, chance),
        **_connection(region.connected, chance),
    }


def _place(lon: float, lat: float, bounds: Bounds, chance: random.Random) -> Row:
    """Return the coordinates of a school, one in eight of them with something wrong."""
    kind = chance.choices(("right", "missing", "rough", "outside", "zero"), (880, 60, 45, 12, 3))[0]
    if kind == "missing":
        return {"latitude": "", "longitude": ""}
    if kind == "zero":
        return {"latitude": "0", "longitude": "0"}
    if kind == "outside":
        lat, lon = bounds.north + chance.uniform(1, 4), bounds.east + chance.uniform(1, 4)
    decimals = chance.randint(1, 3) if kind == "rough" else 6
    return {"latitude": f"{lat:.{decimals}f}", "longitude": f"{lon:.{decimals}f}"}


def _connection(share: float, chance: random.Random) -> Row:
    """Return whether and how a school is connected; nobody has asked one in seven."""
    answer = "unknown" if chance.random() < 0.14 else ("yes" if chance.random() < share else "no")
    day = f"{chance.choice((2024, 2025))}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    if answer != "yes":
        return {"connectivity": answer, "checked_on": "" if answer == "unknown" else day}
    how = chance.choices(list(TYPES), TYPE_WEIGHTS)[0]
    speed = TYPES[how] * math.exp(chance.gauss(0, 0.7)) * (60 if chance.random() < 0.015 else 1)
    measured = chance.random() < 0.68
    return {
        "connectivity": answer,
        "connection_type": "" if chance.random() < 0.08 else how,
        "speed_mbps": f"{speed:.1f}" if measured else "",
        "checked_on": day,
    }


def main() -> None:
    """Write the file beside this script."""
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, SCHOOL_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(make_schools())


if __name__ == "__main__":
    main()
