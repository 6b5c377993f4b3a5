"""What was counted of a census: every combination of what schools are, the grid of the map, the findings of quality."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from metrics.schools import Connectivity, CountrySchools, Students
from services.schools.aggregates import DIMENSIONS, GRID_DIMENSIONS, GRID_MEASURES, MEASURES, coarse_cells
from services.schools.cube import Cube

COUNTS = ("schools", "students", "with_students")
TABLES = ("cube", "areas", "grid", "coarse", "quality", "countries")
PART = "admin1"


@dataclass(frozen=True, eq=False)
class QualityCount:
    """How many schools a rule finds in a country, of how many it asks about."""

    schools: int
    of: int


@dataclass(frozen=True, eq=False)
class Census:
    """What was counted of a revision of the schools.

    `areas` is the cube that does not tell the parts of countries apart, `coarse` the grid in squares of two degrees
    and without those parts: a fifth as large, for groups of countries and the world.
    `checked_on` is the newest check of each country with schools, empty where none is dated; `quality` counts by
    country and rule.
    """

    key: str
    cube: Cube
    areas: Cube
    grid: Cube
    coarse: Cube
    quality: Mapping[str, Mapping[str, QualityCount]]
    checked_on: Mapping[str, str]

    @property
    def countries(self) -> tuple[str, ...]:
        """Return the countries with schools."""
        return tuple(self.checked_on)

    @property
    def has_examples(self) -> bool:
        """Return whether any row is invented."""
        return "Y" in self.cube.labels["example"]

    def cube_of(self, countries: Sequence[str], part: str = "") -> Cube:
        """Return the smallest cube that answers for some countries: their parts matter where only one is asked for."""
        return self.cube if part or len(countries) <= 1 else self.areas

    def count(self, cube: Cube | None = None, by: tuple[str, ...] = ()) -> dict[tuple[str, ...], CountrySchools]:
        """Return the schools of a part of the cube, of all of it without one, by the labels of some dimensions."""
        found: dict[tuple[str, ...], CountrySchools] = {}
        for labels, sums in (self.cube if cube is None else cube).sums((*by, "connectivity"), COUNTS).items():
            made = _schools(sums, labels[-1])
            found[labels[:-1]] = found.get(labels[:-1], CountrySchools()) + made
        return found


def _schools(sums: Mapping[str, float], answer: str) -> CountrySchools:
    count = int(sums["schools"])
    students = Students(sums["students"], int(sums["with_students"]), count)
    return CountrySchools(Connectivity(**{answer: count}), students)


def census_tables(parts: Mapping[str, Sequence[pa.Table]]) -> dict[str, pa.Table]:
    """Return the tables, by the names of `TABLES`, of a census counted in parts: cube, grid, quality, countries."""
    cube, grid = Cube.of(parts["cube"], DIMENSIONS, MEASURES), Cube.of(parts["grid"], GRID_DIMENSIONS, GRID_MEASURES)
    return {
        "cube": cube.to_table(),
        "areas": cube.without(PART).to_table(),
        "grid": grid.to_table(),
        "coarse": _coarse(grid).to_table(),
        "quality": pa.concat_tables(parts["quality"]),
        "countries": pa.concat_tables(parts["countries"]).sort_by("ref_area"),
    }


def _coarse(grid: Cube) -> Cube:
    """Return the grid in coarse squares, without the parts of countries."""
    squares = coarse_cells(np.array([int(one) for one in grid.labels["cell"]], dtype=np.int64))
    return grid.renamed("cell", [str(one) for one in squares.tolist()]).without(PART)


def census_of(key: str, tables: Mapping[str, pa.Table]) -> Census:
    """Return the census that these tables hold.

    Raises:
        KeyError: If a table or a column is missing.
    """
    quality: dict[str, dict[str, QualityCount]] = {}
    for row in tables["quality"].to_pylist():
        quality.setdefault(row["ref_area"], {})[row["rule"]] = QualityCount(row["schools"], row["of"])
    newest: list[dict[str, Any]] = tables["countries"].to_pylist()
    return Census(
        key,
        Cube.of([tables["cube"]], DIMENSIONS, MEASURES),
        Cube.of([tables["areas"]], _whole(DIMENSIONS), MEASURES),
        Cube.of([tables["grid"]], GRID_DIMENSIONS, GRID_MEASURES),
        Cube.of([tables["coarse"]], _whole(GRID_DIMENSIONS), GRID_MEASURES),
        quality,
        {row["ref_area"]: row["checked_on"] for row in newest},
    )


def _whole(dimensions: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in dimensions if name != PART)
