"""How much memory a library would take to build a sheet, counted before it does."""

from collections.abc import Mapping

from data.readers.codes import problem
from data.readers.sheet_scan import SheetScan
from data.reference.upload_limits import load_upload_limits
from data.schemas.problem import Problem
from data.schemas.upload_limits import MB

CELL_BYTES, FILLED_BYTES = 32, 48
"""What a cell of the rectangle takes in the library, measured; and what one with content takes on top of that."""
COPIES = 3
"""So often a text is held at once, at most: by the library, in the text of the table, and in what is read of it."""


def weight(scan: SheetScan) -> int:
    """Return how many bytes of memory it takes to build a sheet."""
    return CELL_BYTES * scan.cells + FILLED_BYTES * scan.filled + COPIES * scan.text


def is_light(scan: SheetScan, longest: int) -> bool:
    """Return whether a sheet may be built whatever else is true of it."""
    limits = load_upload_limits()
    return weight(scan) <= limits.built_free_mb.value * MB and longest <= limits.cell_characters.value


def check_sheets(scans: Mapping[str, SheetScan], packed: int) -> Problem | None:
    """Return the problem of sheets that are too many or too large, None where they may be built.

    Args:
        scans: What each sheet holds, by its name.
        packed: The bytes of the file.
    """
    limits = load_upload_limits()
    if len(scans) > limits.sheets.value:
        return _beyond("sheets", limits.sheets.value)
    for name, scan in scans.items():
        if scan.columns > limits.columns.value:
            return _beyond("columns", limits.columns.value, name)
        if scan.cells > limits.sheet_cells.value:
            return _beyond("cells", limits.sheet_cells.value, name)
        if scan.longest > limits.cell_characters.value:
            return _beyond("cell", limits.cell_characters.value, name)
    return _too_heavy(scans, packed)


def _too_heavy(scans: Mapping[str, SheetScan], packed: int) -> Problem | None:
    """Return the problem of sheets that grow out of all proportion; all of them may be built, one after another."""
    limits = load_upload_limits()
    weights = {name: weight(scan) for name, scan in scans.items()}
    whole = sum(weights.values())
    if whole <= limits.built_free_mb.value * MB or whole <= limits.expansion.value * packed:
        return None
    details: dict[str, str | int | float] = {"advice": "built", "size_mb": -(-whole // MB)}
    return problem("workbook-too-large", value=max(weights, key=weights.__getitem__), details=details)


def _beyond(advice: str, limit: int, name: str | None = None) -> Problem:
    return problem("workbook-too-large", value=name, details={"advice": advice, "limit": limit})
