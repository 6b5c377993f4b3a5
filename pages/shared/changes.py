"""The lines of a difference as people read them: names for codes, values with their units."""

from collections.abc import Mapping, Sequence
from typing import Any

from data.datasets import INDICATORS, OBSERVATIONS, PLEDGES, SCHOOLS, kind_of
from data.reference import Reference
from data.schemas.fields import is_absent
from exhibits.changes import ChangeLine
from i18n import format_period, format_value, text
from pages.shared.register_changes import indicator_line, pledge_line, row_line, school_line
from services.difference import KIND, Difference
from services.listing import NEW, OLD, GoneSeries, changed_columns, is_of_targets, parts_of, sort_changes, write_periods
from services.wording import area_name

REGISTERS = {SCHOOLS: school_line, PLEDGES: pledge_line, INDICATORS: indicator_line}
SHOWN_OTHERS = 4
LONGEST = 60


def change_lines(dataset: str, difference: Difference, reference: Reference, most: int) -> list[ChangeLine]:
    """Return the first lines of a difference, ready to read."""
    rows = sort_changes(difference).head(most).to_dict("records")
    lines = [{str(name): cell for name, cell in row.items()} for row in rows]
    return [_line(line, dataset, reference) for line in lines]


def _line(line: Mapping[str, Any], dataset: str, reference: Reference) -> ChangeLine:
    if is_of_targets(dataset):
        return _target_line(line, dataset, reference)
    if kind_of(dataset).name == OBSERVATIONS:
        return _observation_line(line, dataset, reference)
    columns = changed_columns(line, dataset) if line[KIND] == "changed" else []
    return REGISTERS.get(dataset, row_line)(line, _others(line, columns), reference)


def _observation_line(line: Mapping[str, Any], dataset: str, reference: Reference) -> ChangeLine:
    kind = str(line[KIND])
    columns = changed_columns(line, dataset) if kind == "changed" else []
    others = [name for name in columns if name != "obs_value"]
    sides = {side: _value(line, side) if kind != missing else "" for side, missing in ((OLD, "new"), (NEW, "gone"))}
    if kind == "changed" and "obs_value" not in columns:
        sides = {OLD: "", NEW: sides[NEW]}
    indicator = reference.indicators.get(str(line["indicator"]))
    parts = part_words([(name, str(value)) for name, value in parts_of(line)])
    return ChangeLine(
        kind=kind,
        word=text(f"publish.{kind}"),
        name=indicator.short_name if indicator else str(line["indicator"]),
        area=area_name(str(line["ref_area"]), reference),
        period=format_period(str(line["time_period"])),
        edition=str(line["edition"]),
        before=sides[OLD],
        after=sides[NEW],
        note="; ".join(part for part in (parts, _others(line, others)) if part),
    )


def _value(line: Mapping[str, Any], side: str) -> str:
    value, unit = line[f"{side}obs_value"], str(line[f"{side}unit_measure"] or "")
    return format_value(None if is_absent(value) else float(value), unit)


def _target_line(line: Mapping[str, Any], dataset: str, reference: Reference) -> ChangeLine:
    kind = str(line[KIND])
    side = OLD if kind == "gone" else NEW
    columns = changed_columns(line, dataset) if kind == "changed" else []
    return ChangeLine(
        kind=kind,
        word=text(f"publish.{kind}"),
        name=_cut(line[f"{side}wording"], 2 * LONGEST),
        area=area_name(str(line[f"{side}ref_area"]), reference),
        period=str(line[f"{side}target_year"]),
        edition=str(line[f"{side}framework"]),
        before=text("publish.gone_target") if kind == "gone" else "",
        after=text("publish.new_target") if kind == "new" else "",
        note=_others(line, columns),
    )


def _others(line: Mapping[str, Any], columns: Sequence[str]) -> str:
    """Return what else changed beside the value: obs_status: E → A."""
    parts = [
        text("publish.other_columns", column=name, old=_cut(line[f"{OLD}{name}"]), new=_cut(line[f"{NEW}{name}"]))
        for name in columns[:SHOWN_OTHERS]
    ]
    return "; ".join([*parts, "…"] if len(columns) > SHOWN_OTHERS else parts)


def _cut(value: object, limit: int = LONGEST) -> str:
    if is_absent(value) or value == "":
        return text("publish.nothing_there")
    written = f"{value:.15g}" if isinstance(value, float) else str(value)
    return written if len(written) <= limit else f"{written[: limit - 1]}…"


def part_words(parts: Sequence[tuple[str, str]]) -> str:
    """Return which part of the people is meant, in words: women, 15 to 24 years."""
    return ", ".join(code_word(column, code) for column, code in parts)


def code_word(column: str, code: str) -> str:
    """Return what a code of a column stands for; a breakdown is in words already."""
    if column == "breakdown":
        return code
    pairs = (entry.partition(" = ") for entry in text(f"template.codes.{column}").splitlines())
    return next((words.strip() for found, _, words in pairs if found.strip() == code), code)


def gone_line(series: GoneSeries, reference: Reference) -> tuple[str, str]:
    """Return a series of which rows are taken away, and the periods of these rows."""
    indicator = reference.indicators.get(series.indicator)
    names = ("sex", "age", "urbanisation", "breakdown")
    parts = part_words([pair for pair in zip(names, series.dimensions, strict=True) if pair[1] != "_T"])
    name = indicator.short_name if indicator else series.indicator
    words = [name, area_name(series.ref_area, reference), parts, series.edition]
    return ", ".join(word for word in words if word), f"{write_periods(series.periods)} ({len(series.periods)})"
