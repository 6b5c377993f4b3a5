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
from data.tables import SCHOOL_SCHEMA
from services.checking import Check, Withheld
from services.registers import EXAMPLE
from services.shapes import SCHOOLS

AREA, ID = "ref_area", "school_id"
SEPARATOR = "\x1f"


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


def stay_published(snapshot: Snapshot, check: Check) -> pa.Table | None:
    """Return the published schools of the file's countries that it does not name and that stay all the same, if any."""
    schools = check.schools
    given_back = check.reading.recognised.given_back
    if schools is None or not (given_back or check.withheld) or snapshot.revision(SCHOOLS).facts.get(EXAMPLE):
        return None
    before = snapshot.read(SCHOOLS, sorted(schools[AREA].unique().to_pylist()))
    stays = ~_are_in(before, _keys(schools).combine_chunks())
    if not given_back and check.withheld:
        stays &= _withheld(before, check.withheld)
    found = before.filter(pa.array(stays))
    return found.select(SCHOOL_SCHEMA.names) if found.num_rows else None


def _withheld(before: pa.Table, withheld: Withheld) -> np.ndarray:
    if withheld.anywhere:
        return np.ones(before.num_rows, dtype=bool)
    named = _are_in(before, pa.array([SEPARATOR.join(pair) for pair in sorted(withheld.ids)], pa.string()))
    areas = pc.is_in(before[AREA], pa.array(sorted(withheld.areas), pa.string()))
    return np.asarray(named | areas.to_numpy(), dtype=bool)


def _are_in(schools: pa.Table, keys: pa.Array) -> np.ndarray:
    return np.asarray(pc.is_in(_keys(schools), keys).to_numpy(), dtype=bool)


def _keys(schools: pa.Table) -> pa.ChunkedArray:
    return pc.binary_join_element_wise(schools[AREA], schools[ID], SEPARATOR)
