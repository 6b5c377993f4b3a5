"""Units in the words of a sender, in a column that has another name than ours: in our codes where they fit."""

from dataclasses import replace

import numpy as np

from data.readers.sheet import Column, Sheet, combine
from data.reference.unit_words import load_unit_words, plain_unit
from data.schemas.rules import Rules

UNIT, INDICATOR, PER_CENT = "unit_measure", "indicator", "PT"


def units_in_codes(sheet: Sheet, rules: Rules) -> Sheet:
    """Return a sheet with the unit of its indicator wherever the word for a unit may mean that one; `%` may.

    What means another unit, or nothing that is known, stays as it is, and the model refuses it.
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
    meant = load_unit_words().get(plain_unit(cell), ())
    if found and (found.unit_measure in meant or (PER_CENT in meant and found.unit_measure.startswith(PER_CENT))):
        return found.unit_measure
    return cell
