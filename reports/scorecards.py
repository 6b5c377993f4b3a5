"""Everything a page shows of one area as one file: a workbook with a sheet a part, or one long CSV."""

from collections.abc import Mapping, Sequence
from typing import Any

from i18n import text
from reports.tables import to_csv, to_xlsx

Row = Mapping[str, Any]
PART = "part"


def export_parts(parts: Mapping[str, Sequence[Row]], about: Mapping[str, str], form: str) -> bytes:
    """Return parts of a page as one file.

    Args:
        parts: The rows of each part by its name, which names its sheet; empty parts are left out.
        about: What the file shows: area, day of judgement, revisions; the last sheet of a workbook, the first rows
            of a CSV.
        form: `csv`: one table with the column `part` and the columns of all parts; or `xlsx`.
    """
    filled = {name: [dict(row) for row in rows] for name, rows in parts.items() if rows}
    item, value = text("report.item"), text("report.value")
    notes = [{item: name, value: content} for name, content in about.items()]
    if form != "csv":
        sheets = [(name, _columns(rows), rows) for name, rows in filled.items()]
        return to_xlsx([*sheets, (text("report.sheet_about"), [item, value], notes)])
    long = [
        {PART: name, **row} for name, rows in ({text("report.sheet_about"): notes} | filled).items() for row in rows
    ]
    return to_csv(_columns(long), long)


def _columns(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))
