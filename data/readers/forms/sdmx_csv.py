"""SDMX-CSV 1.0 and 2.0, and the variety of agencies whose first column is the series.

Names and cells may carry their labels (`REF_AREA: Reference area`, `KE: Kenya`). The multiplier is a power of ten. How
agencies call their columns of units is reference data.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from data.readers.forms.long import (
    Long,
    Mask,
    changed,
    column_at,
    from_rows,
    in_our_codes,
    parted_by,
    same_everywhere,
    where,
)
from data.readers.forms.page import Found
from data.readers.head import Head, Page
from data.readers.sheet import Column
from data.readers.table import Table
from data.schemas.publisher import Publisher

FIRST = ("DATAFLOW", "STRUCTURE", "SERIES")
COLUMNS = {
    "area": ("REF_AREA",),
    "time_period": ("TIME_PERIOD",),
    "obs_value": ("OBS_VALUE",),
    "series": ("INDICATOR", "SERIES"),
    "multiplier": ("UNIT_MULT",),
    "sex": ("SEX",),
    "age": ("AGE",),
    "urbanisation": ("URBANISATION", "URBANIZATION", "RESIDENCE"),
    "obs_status": ("OBS_STATUS", "NATURE"),
}
NEEDED = ("area", "time_period", "obs_value")
NAMES = {"ref_area": "area", "time_period": "time_period", "obs_value": "obs_value", "indicator": "series"}
FLOWS = ("DATAFLOW", "STRUCTURE_ID")
ACTION = "ACTION"
TOTALS = ("_t", "_z", "")


def recognise(page: Page, publisher: Publisher) -> Found | None:
    """Return where things stand in an SDMX-CSV file, None where the file is none."""
    head = page.heads[0] if page.heads else None
    names = _ids(head) if head else []
    if head is None or not names or names[0].split("[")[0] not in FIRST:
        return None
    places = {
        part: names.index(found)
        for part, others in {**COLUMNS, **publisher.columns}.items()
        if (found := next((name for name in others if name in names), None))
    }
    return Found(head, places, titled="series" not in places) if all(part in places for part in NEEDED) else None


def _ids(head: Head) -> list[str]:
    """Return the names of columns without their labels, in capitals."""
    return ["_".join(name.split(":")[0].split()).upper() for name in head.names]


def unfold(table: Table, found: Found, publisher: Publisher, known: Collection[str]) -> Long:
    """Return the table with codes alone in its cells, and parts of the people that are none of ours left out."""
    del known
    long = from_rows(table, found, NAMES)
    labelled = ":" in found.head.names[found.places["area"]]
    columns = {name: changed(one, lambda cell: _code(cell, labelled=labelled)) for name, one in long.columns.items()}
    names = _ids(found.head)
    flow = next((column_at(table, names.index(name)) for name in FLOWS if name in names), None)
    columns.setdefault("series", same_everywhere("", len(table.rows)) if flow is None else flow)
    known_places = (*found.places.values(), *(names.index(name) for name in FLOWS if name in names))
    others = [
        (found.head.names[at].strip(), column_at(table, at)) for at in range(len(names)) if at not in known_places
    ]
    deleted = where(column_at(table, names.index(ACTION)), _deletes) if ACTION in names else None
    gone = {} if deleted is None else {"row-deleted": deleted}
    long = replace(long, columns=columns, agency=_agency(flow), parted=_parted(others), without=gone)
    return in_our_codes(long, publisher.dimensions)


def _code(cell: str, *, labelled: bool) -> str:
    return cell.split(":", maxsplit=1)[0].strip() if labelled else cell


def _deletes(cell: str) -> bool:
    return cell.strip().upper() == "D"


def _parted(columns: Iterable[tuple[str, Column]]) -> dict[str, Mask]:
    """Return which rows are parts by a dimension of the agency's own: one that has a total, which they are not."""
    with_total = [(name, one) for name, one in columns if any(cell.strip().upper() == "_T" for cell in one.cells)]
    return parted_by(with_total, TOTALS)


def _agency(flow: Column | None) -> str:
    """Return who maintains the flow: ITU in `ITU:DF_ICT(1.0)`."""
    cell = flow.cells[int(flow.codes[0])] if flow is not None and len(flow.codes) else ""
    return cell.split(":")[0].strip() if ":" in cell else ""
