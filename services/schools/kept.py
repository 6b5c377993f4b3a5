"""Which published schools stay when a census comes in without some of its rows, or when these rows follow later.

A census replaces its countries. A school whose row was refused has not gone, though: it stays as it is published until
its row is mended. The mended rows replace the schools they name, and no other.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.readers import ReadOptions
from data.readers.header import read_header
from data.reference import Reference
from data.schemas.fields import read_text
from data.schemas.refused import Returned
from data.store import Snapshot
from services.checking import Check, Withheld
from services.registers import EXAMPLE
from services.schools.countries import Places
from services.schools.lines import Pair
from services.schools.pairs import Stays
from services.shapes import SCHOOLS

AREA, ID = "ref_area", "school_id"


def withheld_of(returned: Returned, reference: Reference) -> Withheld:
    """Return which schools refused rows are about; a row with too many or too few cells says nothing certain."""
    heads = returned.above[-1] if returned.above else []
    used = read_header(heads, ReadOptions(dataset=SCHOOLS)).used
    ids: set[tuple[str, str]] = set()
    areas: set[str] = set()
    anywhere = False
    for row in returned.rows:
        whole = len(row.cells) == len(heads) and AREA in used
        area = _read(row.cells[used[AREA]]).upper() if whole else ""
        if area not in reference.areas:
            anywhere = True
            continue
        school_id = _read(row.cells[used[ID]]) if ID in used else ""
        if school_id:
            ids.add((area, school_id))
        else:
            areas.add(area)
    return Withheld(frozenset(ids), frozenset(areas), anywhere)


def _read(cell: str) -> str:
    return str(read_text(cell))


def staying(snapshot: Snapshot, check: Check) -> Stays | None:
    """Return what says which published schools stay though the file does not name them; None where none can."""
    given_back = check.reading.recognised.given_back
    if not (given_back or check.withheld) or snapshot.revision(SCHOOLS).facts.get(EXAMPLE):
        return None
    withheld = Withheld(frozenset(), frozenset(), anywhere=True) if given_back else check.withheld
    return _Staying(withheld) if withheld else None


class _Staying:
    """Says which published schools of a country stay: those that refused rows may be about."""

    def __init__(self, withheld: Withheld) -> None:
        self._withheld = withheld
        self._ids: dict[str, list[str]] = {}
        for area, school_id in sorted(withheld.ids):
            self._ids.setdefault(area, []).append(school_id)

    def __call__(self, pair: Pair) -> Places:
        missing = np.ones(pair.before.num_rows, dtype=bool)
        missing[pair.place[pair.place >= 0]] = False
        if not (self._withheld.anywhere or pair.ref_area in self._withheld.areas):
            named = pa.array(self._ids.get(pair.ref_area, []), pa.string())
            missing &= np.asarray(pc.is_in(pair.before[ID], named).to_numpy(), dtype=bool)
        return np.flatnonzero(missing)
