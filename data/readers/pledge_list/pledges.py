"""Pledge lists: each row cleaned cell by cell where there is one way to read it, then judged by the model."""

from collections.abc import Mapping
from dataclasses import replace

from data.datasets import PLEDGES
from data.progress import told
from data.readers.codes import problem
from data.readers.findings import Findings
from data.readers.header import Header
from data.readers.pledge_list.codes import CODES, phrases_read
from data.readers.pledge_list.rows import judge_pledge
from data.readers.reading import Form, Reading, Recognised, RowCounts, Skipped
from data.readers.table import Table
from data.schemas.pledge import Pledge
from data.schemas.problem import Problem
from data.schemas.rules import Rules

REPEATED = "rows-repeated"


def read_pledges(table: Table, header: Header, recognised: Recognised, rules: Rules, findings: Findings) -> Reading:
    """Return the pledges of a table; rows that are the same are kept once, and two of one id are refused."""
    lists = [table.columns[place].to_pylist() for place in header.used.values()]
    first_rows: dict[str, int] = {}
    kept: dict[str, Pledge] = {}
    for row, *cells in told(zip(table.rows.tolist(), *lists, strict=True), "checking", len(table.rows)):
        raw: Mapping[str, str] = dict(zip(header.used, cells, strict=True))
        pledge, problems = judge_pledge(raw, row, rules, header.currencies)
        findings.add(problems)
        if pledge is None:
            continue
        first = first_rows.setdefault(pledge.pledge_id, row)
        if first == row:
            kept[pledge.pledge_id] = pledge
        else:
            findings.add([_again(pledge, kept[pledge.pledge_id], row, first)])
    for column in CODES:
        if column in header.used:
            findings.add(phrases_read(column, table.columns[header.used[column]].to_pylist()))
    reading = _reading(table, tuple(kept.values()), recognised, findings, header.form)
    return replace(reading, model_rows=tuple(first_rows.values()), stated=tuple(header.used))


def _again(pledge: Pledge, kept: Pledge, row: int, first_row: int) -> Problem:
    details: dict[str, str | int | float] = {"first_row": first_row}
    if pledge.model_dump() == kept.model_dump():  # which cells the rows state does not matter
        return problem("duplicate-row", row=row, details=details)
    details["advice"] = "pledge"
    return problem("duplicate-key", row=row, column="pledge_id", value=pledge.pledge_id, details=details)


def _reading(
    table: Table, pledges: tuple[Pledge, ...], recognised: Recognised, findings: Findings, form: Form
) -> Reading:
    kept = len(pledges)
    repeated = sum(one.count for one in findings.counts() if one.code == "duplicate-row")
    return Reading(
        form=form,
        kind=PLEDGES,
        models=pledges,
        problems=findings.listed(),
        problem_counts=findings.counts(),
        problems_cut=findings.cut,
        rows=RowCounts(table.read, kept, table.read - kept - repeated),
        skipped=(Skipped(REPEATED, "duplicate-row", repeated),) if repeated else (),
        recognised=recognised,
    )
