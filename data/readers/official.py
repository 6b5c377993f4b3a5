"""An official file, from its recognised form to what was read of it."""

from collections.abc import Sequence
from dataclasses import replace

from data.datasets import OBSERVATIONS
from data.readers.assemble import Table
from data.readers.codes import problem
from data.readers.decisions import decide_areas
from data.readers.findings import Findings
from data.readers.forms import reader_of
from data.readers.forms.below import leave_out_lines_below
from data.readers.forms.deliver import Delivered, deliver
from data.readers.forms.headers_within import refuse_headers
from data.readers.forms.ignored import about_ignored
from data.readers.forms.page import Found
from data.readers.forms.series import known_codes
from data.readers.reading import Reading, ReadOptions, Recognised, RowCounts, Unknown
from data.readers.template import read_observations
from data.readers.unknowns import of_skipped, ranked, tells_of_unknowns, unknown_cells
from data.schemas.problem import Problem
from data.schemas.publisher import Publisher
from data.schemas.rules import Rules

Form = tuple[Publisher, Found]


def plain_columns(found: Found) -> frozenset[int]:
    """Return the positions of the columns whose cells nearly all differ."""
    value = found.places.get("obs_value")
    return frozenset(found.values) if value is None else frozenset({value})


def read_official(
    table: Table, form: tuple[*Form, Sequence[Problem]], recognised: Recognised, rules: Rules, options: ReadOptions
) -> Reading:
    """Return what a publisher's table holds, under its form; what was to be said of the file so far goes before."""
    publisher, found, notes = form
    table, below = leave_out_lines_below(table, found)
    table = refuse_headers(table, found)
    known = frozenset(known_codes(publisher, rules))
    findings = Findings(options.problems_limit)
    findings.add([*notes, *below, *table.problems])
    if not table.read:
        findings.add([problem("file-without-rows")])
    long = reader_of(publisher).unfold(table, found, publisher, known)
    delivered = deliver(decide_areas(long, options.all_decisions), found, publisher, rules, options)
    used = [*found.places.values(), *found.values]
    names = [name.strip() for name in found.head.names]
    used += [at for at, name in enumerate(names) if name in long.parted]
    findings.add([*delivered.problems, *about_ignored(table, found, publisher, used)])
    said = replace(
        recognised,
        columns_used=tuple(names[place] for place in used),
        columns_ignored=tuple(name for place, name in enumerate(names) if place not in used and name),
        series=tuple(delivered.series),
        publisher=publisher.publisher,
        edition=delivered.edition.name,
        released=delivered.edition.released,
        edition_assumed=delivered.assumed,
        decimal=delivered.decimal,
    )
    reading = _judged(delivered, len(table.problems), said, rules, findings)
    return replace(reading, form=publisher.form, unknowns=_unknowns(reading, delivered, rules))


def _unknowns(reading: Reading, delivered: Delivered, rules: Rules) -> tuple[Unknown, ...]:
    """Return the areas that are none of ours: those that block, and the countries that were left out by name."""
    found = list(of_skipped(reading.skipped, rules))
    if delivered.sheet and tells_of_unknowns(reading.problem_counts):
        areas = delivered.sheet.columns["ref_area"]
        found += unknown_cells("ref_area", areas, delivered.sheet.rows, OBSERVATIONS, rules)
    return ranked(found, OBSERVATIONS, rules)


def _judged(delivered: Delivered, shifted: int, said: Recognised, rules: Rules, findings: Findings) -> Reading:
    gone = sum(one.rows for one in delivered.skipped)
    read = delivered.read + shifted
    if delivered.sheet is None:
        return Reading(
            kind=OBSERVATIONS,
            problems=findings.listed(),
            problem_counts=findings.counts(),
            problems_cut=findings.cut,
            rows=RowCounts(read, 0, read - gone),
            skipped=tuple(delivered.skipped),
            recognised=said,
        )
    reading = read_observations(delivered.sheet, read - gone, said, rules, findings)
    rows = replace(reading.rows, read=read)
    return replace(reading, rows=rows, skipped=(*delivered.skipped, *reading.skipped))
