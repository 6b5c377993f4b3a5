"""A census counted by every combination of what schools are: small enough to answer any question about 2.1 million."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from metrics.schools import Connectivity, CountrySchools, Students
from services.schools.counting import DIMENSIONS, GRID_DIMENSIONS, GRID_MEASURES, MEASURES, coarse_cells

Codes = NDArray[np.int32]
Numbers = NDArray[np.float64]
Counts = dict[tuple[str, ...], dict[str, float]]
MOST_PLACES = 4_000_000
"""Up to so many possible combinations have a place each; of more, those that occur are sorted."""
COUNTS = ("schools", "students", "with_students")
TABLES = ("cube", "areas", "grid", "coarse", "quality", "countries")
PART = "admin1"


@dataclass(frozen=True, eq=False)
class Cube:
    """Numbers by combination of labels.

    Args:
        labels: The labels that occur, by dimension.
        codes: For each combination the place of its label, by dimension; all of one length.
        measures: The numbers of each combination, by name; of the same length.
    """

    labels: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, Codes]
    measures: Mapping[str, Numbers]

    @classmethod
    def of(cls, tables: Iterable[pa.Table], dimensions: Sequence[str], measures: Sequence[str]) -> Self:
        """Return the cube of tables of combinations, in which none occurs twice."""
        whole = pa.concat_tables(tables).select([*dimensions, *measures]).unify_dictionaries()
        labels, codes = {}, {}
        for name in dimensions:
            column = whole[name].combine_chunks()
            encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
            labels[name] = tuple(encoded.dictionary.to_pylist())
            codes[name] = np.asarray(encoded.indices, dtype=np.int32)
        return cls(labels, codes, {name: np.nan_to_num(np.asarray(whole[name], dtype=np.float64)) for name in measures})

    def to_table(self) -> pa.Table:
        """Return the combinations as a table, from which `of` makes the same cube again."""
        columns: dict[str, pa.Array] = {
            name: pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(self.labels[name], pa.string()))
            for name, codes in self.codes.items()
        }
        return pa.table(columns | {name: pa.array(numbers) for name, numbers in self.measures.items()})

    def where(self, chosen: Mapping[str, Iterable[str]]) -> "Cube":
        """Return the part of the cube with these labels; a dimension that is not named is not restricted."""
        kept: NDArray[np.bool_] | None = None
        for name, wanted in chosen.items():
            allowed = frozenset(wanted)
            fits = np.array([one in allowed for one in self.labels[name]], dtype=bool)
            if not fits.all():
                found = fits[self.codes[name]]
                kept = found if kept is None else kept & found
        if kept is None:
            return self
        codes = {name: one[kept] for name, one in self.codes.items()}
        return Cube(self.labels, codes, {name: one[kept] for name, one in self.measures.items()})

    def sums(self, by: Sequence[str] = (), measures: Sequence[str] = ()) -> Counts:
        """Return the sums of measures, all without a choice, by the labels of some dimensions that occur together."""
        if not by:
            return {(): {name: float(self.measures[name].sum()) for name in measures or self.measures}}
        codes, sums = self.sum_arrays(by, measures)
        labels = [[self.labels[name][at] for at in one] for name, one in zip(by, codes, strict=True)]
        rows = zip(*(one.tolist() for one in sums.values()), strict=True)
        return {
            key: dict(zip(sums, row, strict=True)) for key, row in zip(zip(*labels, strict=True), rows, strict=True)
        }

    def sum_arrays(
        self, by: Sequence[str], measures: Sequence[str] = ()
    ) -> tuple[list[NDArray[np.int64]], dict[str, Numbers]]:
        """Return the sums as arrays: the places of the labels of each combination, and the sums of each measure."""
        sizes = [len(self.labels[name]) for name in by]
        place = np.zeros(len(self.codes[by[0]]), dtype=np.int64)
        for name, size in zip(by, sizes, strict=True):
            place = place * size + self.codes[name]
        whole = int(np.prod(sizes))
        if whole > MOST_PLACES:
            kinds, place = np.unique(place, return_inverse=True)
            whole = len(kinds)
        else:
            kinds = np.arange(whole)
        found: NDArray[np.int64] = np.flatnonzero(np.bincount(place, minlength=whole))
        sums = {
            name: np.asarray(np.bincount(place, weights=self.measures[name], minlength=whole)[found], dtype=np.float64)
            for name in measures or self.measures
        }
        codes: list[NDArray[np.int64]] = []
        found = kinds[found]
        for size in reversed(sizes):
            found, at = np.divmod(found, size)
            codes.append(at)
        return codes[::-1], sums

    def without(self, *dropped: str) -> "Cube":
        """Return the cube that does not tell the labels of some dimensions apart: smaller, with the same sums."""
        kept = [name for name in self.labels if name not in dropped]
        codes, sums = self.sum_arrays(kept)
        small = {name: one.astype(np.int32) for name, one in zip(kept, codes, strict=True)}
        return Cube({name: self.labels[name] for name in kept}, small, sums)

    def renamed(self, dimension: str, names: Sequence[str]) -> "Cube":
        """Return the cube with other labels for those of a dimension, in their order; equal ones fall together."""
        labels = tuple(dict.fromkeys(names))
        place = {name: at for at, name in enumerate(labels)}
        codes = np.array([place[name] for name in names], dtype=np.int32)[self.codes[dimension]]
        other = Cube({**self.labels, dimension: labels}, {**self.codes, dimension: codes}, self.measures)
        return other.without()

    def labels_of(self, dimension: str) -> list[str]:
        """Return the labels of a dimension that occur in this part of the cube, the most schools first."""
        (places,), sums = self.sum_arrays((dimension,), ("schools",))
        counted = zip((self.labels[dimension][at] for at in places), sums["schools"].tolist(), strict=True)
        return [name for name, _ in sorted(counted, key=lambda one: (-one[1], one[0]))]


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
