"""Datasets and scorecards as files; an exported dataset can be uploaded again as it is."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from data.datasets import kind_with
from exhibits.origins import row_words
from i18n import text
from reports.tables import to_csv, to_xlsx

Row = dict[str, Any]


def export_dataset(table: pa.Table, form: str) -> bytes:
    """Return the rows of a dataset in the template's columns, sorted as its kind is, as `csv` or `xlsx`."""
    columns = table.column_names
    kind = kind_with(columns)
    keys = [(name, "ascending") for name in kind.export_order] if kind else []
    ordered = table.sort_by(keys) if keys else table
    rows = ordered.to_pylist()
    rows = [row_words(row) for row in rows] if "edition" in columns else rows
    return export_rows(columns, rows, form, text("report.sheet_data"))


def export_rows(columns: Sequence[str], rows: Sequence[Row], form: str, sheet: str) -> bytes:
    """Return rows as one sheet, `csv` or `xlsx`."""
    return to_csv(columns, rows) if form == "csv" else to_xlsx([(sheet, columns, rows)])


def export_scorecard(rows: Sequence[Row], about: Mapping[str, str], form: str) -> bytes:
    """Return the overview as a file; the workbook says on a second sheet what it shows and as of when.

    Args:
        rows: Flat records of the scorecard, all with the same keys.
        about: What the sheet shows: area, day of judgement, revisions.
        form: `csv` or `xlsx`.
    """
    columns = list(rows[0]) if rows else []
    if form == "csv":
        return to_csv(columns, rows)
    item, value = text("report.item"), text("report.value")
    notes = [{item: name, value: content} for name, content in about.items()]
    return to_xlsx(
        [(text("report.sheet_scorecard"), columns, rows), (text("report.sheet_about"), [item, value], notes)]
    )
