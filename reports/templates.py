"""The template files: an empty table to fill in, and sheets that explain every column and allowed value."""

from collections.abc import Mapping
from typing import Any

from data.datasets import KINDS, Kind
from data.schemas.area import Area
from data.schemas.indicator import Indicator
from i18n import has_text, text, unit_words
from reports.tables import to_csv, to_xlsx

Row = dict[str, Any]


def template_columns(kind: Kind) -> list[str]:
    """Return the columns of a template, the required ones first."""
    required = KINDS[kind].required
    return [*required, *(name for name in KINDS[kind].columns if name not in required)]


def template_csv(kind: Kind) -> bytes:
    """Return an empty template: its header alone."""
    return to_csv(template_columns(kind), [])


def template_xlsx(kind: Kind, indicators: Mapping[str, Indicator], areas: Mapping[str, Area]) -> bytes:
    """Return an empty template with sheets that explain every column, code, indicator and area."""
    explained = explain_columns(kind)
    codes = explain_codes(kind)
    known = list_indicators(indicators) if KINDS[kind].lists_indicators else []
    places = [{"ref_area": one.ref_area, "name": one.name, "kind": one.kind} for one in areas.values()]
    sheets = {"columns": explained, "codes": codes, "indicators": known, "areas": places}
    return to_xlsx(
        [
            (text("report.sheet_data"), template_columns(kind), []),
            *((text(f"report.sheet_{name}"), list(rows[0]), rows) for name, rows in sheets.items() if rows),
        ]
    )


def explain_columns(kind: Kind) -> list[Row]:
    """Return for each column of a template: whether it is required, what it means, its default and an example."""
    found = []
    for name in template_columns(kind):
        key = f"template.{kind}.{name}"
        required = text("report.yes") if name in KINDS[kind].required else text("report.no")
        found.append(
            {
                text("report.column"): name,
                text("report.required"): required,
                text("report.meaning"): text(f"{key}.meaning"),
                text("report.when_empty"): text(f"{key}.default") if has_text(f"{key}.default") else "",
                text("report.example"): text(f"{key}.example"),
            }
        )
    return found


def explain_codes(kind: Kind) -> list[Row]:
    """Return the allowed codes of the coded columns, each in words."""
    names = text("report.column"), text("report.code"), text("report.meaning")
    found = []
    for column in KINDS[kind].coded:
        for entry in text(f"template.codes.{column}").splitlines():
            code, _, meaning = entry.partition(" = ")
            found.append(dict(zip(names, (column, code.strip(), meaning.strip()), strict=True)))
    return found


def list_indicators(indicators: Mapping[str, Indicator]) -> list[Row]:
    """Return every indicator with its unit, range and the meaning of zero."""
    return [
        {
            "indicator": one.indicator,
            text("report.name"): one.name,
            "dataset": one.dataset,
            "unit_measure": one.unit_measure,
            text("report.unit_words"): unit_words(one.unit_measure),
            text("report.smallest"): one.minimum,
            text("report.largest"): one.maximum,
            text("report.zero"): text(f"report.zero_{one.zero_means}"),
            text("report.period"): text(f"report.period_{one.frequency}"),
        }
        for one in indicators.values()
    ]
