"""Schools counted by every combination of what they are: small enough to answer any question about 2.1 million."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Codes = NDArray[np.int32]
Numbers = NDArray[np.float64]
Counts = dict[tuple[str, ...], dict[str, float]]
MOST_PLACES = 4_000_000
"""Up to so many possible combinations have a place each; of more, those that occur are sorted."""


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
