"""Units in the words of a sender, in a column that has another name than ours: in our codes where they fit."""

from dataclasses import replace

import numpy as np

from data.readers.sheet import Column, Sheet, combine
from data.reference.words import load_unit_words, plain_unit
from data.schemas.rules import Rules
from data.schemas.target import PER_CENT

UNIT, INDICATOR = "unit_measure", "indicator"


def units_in_codes(sheet: Sheet, rules: Rules) -> Sheet:
    """Return a sheet with the unit of its indicator wherever the word for a unit may mean that one; `%` may.

    What means another unit, or nothing that is known, stays as it is, and the model refuses it. Of a unit that no list
    knows, such as one published here, a word that is known for no other unit is taken for its name.
    """
    if not {UNIT, INDICATOR} <= sheet.columns.keys():
        return sheet
    indicators, units = sheet.columns[INDICATOR], sheet.columns[UNIT]
    _, first, pairs = np.unique(combine([indicators, units]), return_index=True, return_inverse=True)
    cells = [
        _code(units.cells[units.codes[row]], indicators.cells[indicators.codes[row]], rules) for row in first.tolist()
    ]
    return replace(sheet, columns={**sheet.columns, UNIT: Column(pairs.astype(np.int32), cells)})


def _code(cell: str, indicator: str, rules: Rules) -> str:
    found = rules.indicators.get(indicator.strip().lower())
    if found is None:
        return cell
    unit, known = found.unit_measure, load_unit_words()
    meant = known.get(plain_unit(cell))
    if meant is None:
        return cell if plain_unit(unit) in known else unit
    return unit if unit in meant or (PER_CENT in meant and unit.startswith(PER_CENT)) else cell
