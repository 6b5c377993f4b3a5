"""The reference data with the indicators that were published here: made once for every set of them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Lock

import pyarrow as pa

from data.reference import Reference
from data.schemas.own_indicator import OwnIndicator
from i18n import name_new_units, name_units

KEPT = 8
Definitions = tuple[OwnIndicator, ...]


@dataclass
class References:
    """The built-in reference data, and what it becomes with the rows of the dataset `indicators`."""

    built_in: Reference
    _made: dict[Definitions, Reference] = field(default_factory=dict)
    _newest: tuple[int, Reference] | None = None
    _lock: Lock = field(default_factory=Lock)

    def of(self, table: pa.Table | None) -> Reference:
        """Return the reference data with the indicators of a table."""
        found = read_own_indicators(table)
        if not found:
            return self.built_in
        with self._lock:
            if found not in self._made:
                self._made = dict([*self._made.items(), (found, with_own(self.built_in, found))][-KEPT:])
            return self._made[found]

    def newest(self, mark: int, read: Callable[[], pa.Table]) -> Reference:
        """Return the reference data as it is now; the table is read again only under another mark of the store.

        Units are called from then on as they are published now.
        """
        kept = self._newest
        if kept is None or kept[0] != mark:
            table = read()
            kept = self._newest = (mark, self.of(table))
            name_units(_units_of(read_own_indicators(table)))
        return kept[1]


def read_own_indicators(table: pa.Table | None) -> Definitions:
    """Return the indicators of a table of the dataset `indicators`, by their codes."""
    rows = table.to_pylist() if table else []
    made = (OwnIndicator.model_validate({name: cell for name, cell in row.items() if cell is not None}) for row in rows)
    return tuple(sorted(made, key=lambda one: one.indicator))


def _units_of(own: Definitions) -> dict[str, str]:
    return {one.unit_measure: one.unit_words for one in own if one.unit_words}


def with_own(built_in: Reference, own: Definitions) -> Reference:
    """Return the reference data with these indicators after the built-in ones; new units are named from now on.

    A built-in indicator stays what it is: where a newer version of the product brings one of the same code, that of
    the product is used.
    """
    name_new_units(_units_of(own))
    added = {one.indicator: one.as_indicator() for one in own if one.indicator not in built_in.indicators}
    return replace(built_in, indicators={**built_in.indicators, **added}, own=frozenset(added))
