"""Indicators of one's own: each row judged by its model, and two rows of one code refused."""

from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from data.readers.codes import problem, problems_of
from data.readers.findings import Findings
from data.readers.header import Header
from data.readers.reading import Reading, Recognised, RowCounts
from data.readers.table import Table
from data.schemas.own_indicator import OwnIndicator
from data.schemas.problem import Problem
from data.schemas.rules import Rules


def read_own_indicators(
    table: Table, header: Header, recognised: Recognised, rules: Rules, findings: Findings
) -> Reading:
    """Return the indicators of a table."""
    lists = [table.columns[place].to_pylist() for place in header.used.values()]
    first_rows: dict[str, int] = {}
    found: list[OwnIndicator] = []
    for row, *cells in zip(table.rows.tolist(), *lists, strict=True):
        one, problems = judge_own_indicator(dict(zip(header.used, cells, strict=True)), row, rules)
        findings.add(problems)
        first_row = first_rows.setdefault(one.indicator, row) if one else row
        if one and first_row == row:
            found.append(one)
        elif one:
            details: dict[str, str | int | float] = {"advice": "own_indicator", "first_row": first_row}
            findings.add([problem("duplicate-key", row=row, column="indicator", value=one.indicator, details=details)])
    return Reading(
        form="template",
        kind="indicators",
        indicators=tuple(found),
        problems=findings.listed(),
        problem_counts=findings.counts(),
        problems_cut=findings.cut,
        rows=RowCounts(table.read, len(found), table.read - len(found)),
        recognised=recognised,
        indicator_rows=tuple(first_rows.values()),
    )


def judge_own_indicator(raw: Mapping[str, str], row: int, rules: Rules) -> tuple[OwnIndicator | None, list[Problem]]:
    """Return the indicator in a row, None where a problem blocks, and every problem of the row.

    An empty cell that has a default is not stated, so it is not handed to the model.
    """
    fields = OwnIndicator.model_fields
    stated = {name: cell for name, cell in raw.items() if cell.strip() or fields[name].is_required()}
    try:
        found = OwnIndicator.model_validate(stated, context=rules)
    except ValidationError as error:
        return None, problems_of(error, raw, row, rules)
    return found, list(_unused_words(found, row, rules))


def _unused_words(found: OwnIndicator, row: int, rules: Rules) -> Iterator[Problem]:
    """Yield a note where words are given for a unit that has its own, as built-in indicators use it."""
    built_in = {one.unit_measure for code, one in rules.indicators.items() if code not in rules.own}
    if found.unit_words and found.unit_measure in built_in:
        details = {"unit": found.unit_measure}
        yield problem("unit-words-not-used", row=row, column="unit_words", value=found.unit_words, details=details)
