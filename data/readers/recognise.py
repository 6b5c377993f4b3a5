"""The one way in: recognises the form of a file and hands it to the reader of that form."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from data.readers.around import refuse_rows_above
from data.readers.codes import problem
from data.readers.content import Content
from data.readers.findings import Findings
from data.readers.forms import MAPPED, check_said, find_form, is_header_of_ours, own_forms
from data.readers.forms.page import Found, with_right_file
from data.readers.head import LOOKED_AT, Head, first_head
from data.readers.header import Header, read_header
from data.readers.mapped import read_mapped
from data.readers.official import Form, plain_columns, read_official
from data.readers.opened import Opened, recognised_of
from data.readers.opening import open_as_said
from data.readers.reading import Look, LookedColumn, ProblemCount, Reading, ReadOptions, Recognised, RowCounts
from data.readers.suggestions import offering
from data.readers.table import check_first_rows, check_table_size, check_width, read_table
from data.readers.template import read_template, values_column
from data.reference.limits import load_upload_limits
from data.schemas.fields import is_missing
from data.schemas.mapping import distinct_headings
from data.schemas.problem import Problem
from data.schemas.rules import Rules

MOST_ROWS = 5_000
MOST_CELLS = 500_000
MOST_BYTES = 4_000_000
SHOWN_ROWS = 20
SHOWN_CELLS = 12
LONGEST = 120


def look_at(opened: Opened, row: int) -> Look | None:
    """Return a look at a table under the header in a row, or in the likely one where the row is 0; None without one.

    It is bounded, whatever the size of the file.
    """
    heads = opened.page.heads[:LOOKED_AT]
    head = next((one for one in heads if one.row == row), None) or likely_head(heads)
    if head is None:
        return None
    names = distinct_headings(head.names)
    rows, whole = _rows(opened.content, head)
    columns = tuple(_column(name, [cells[place] for cells in rows]) for place, name in enumerate(names))
    shown = tuple((one.row, one.names[: len(names)]) for one in heads)
    return Look(head.row, shown, columns, tuple(tuple(cells) for cells in rows[:SHOWN_ROWS]), len(rows), whole)


def likely_head(heads: Sequence[Head]) -> Head | None:
    """Return the first row that is as wide as the table: a title above it fills fewer cells."""
    widths = [sum(bool(name.strip()) for name in one.names) for one in heads]
    usual = max(widths, default=0)
    wide = (one for one, width in zip(heads, widths, strict=True) if 2 * width > usual)
    return next(wide, None)


def _rows(content: Content, head: Head) -> tuple[list[list[str]], bool]:
    """Return the first rows below a header, each as wide as it is; and whether there are no more."""
    width = len(head.names)
    piece = content[head.end : head.end + MOST_BYTES]
    whole = head.end + len(piece) >= len(content)
    if not whole:
        piece = piece[: max(piece.rfind(b"\n"), piece.rfind(b"\r")) + 1]
    records = csv.reader(io.StringIO(piece.decode("utf-8", errors="ignore"), newline=""), delimiter=head.delimiter)
    most = max(1, min(MOST_ROWS, MOST_CELLS // max(width, 1)))
    rows: list[list[str]] = []
    try:
        filled = (cells for cells in records if any(cell.strip() for cell in cells))
        rows.extend([*cells, *[""] * width][:width] for cells in islice(filled, most))
        whole = whole and next(records, None) is None
    except csv.Error:
        whole = False
    return rows, whole


def _column(name: str, cells: Sequence[str]) -> LookedColumn:
    counts = Counter(cell.strip()[:LONGEST] for cell in cells)
    filled = {cell: count for cell, count in counts.items() if not is_missing(cell)}
    numbers = sum(count for cell, count in filled.items() if looks_like_number(cell))
    return LookedColumn(name, tuple(counts.most_common(SHOWN_CELLS)), len(filled), sum(filled.values()), numbers)


def looks_like_number(cell: str) -> bool:
    """Return whether a cell is a number in some manner of writing."""
    digits = cell.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").removesuffix("%").lstrip("+-")
    return bool(digits) and digits[0].isdecimal() and all(one.isdecimal() or one in ".,'eE+-" for one in digits)


UNUSED, CUT = "option-not-used", "suggestions-cut"


def read_file(content: Content, file_name: str, rules: Rules, options: ReadOptions | None = None) -> Reading:
    """Return everything that is known of a file after reading it; whatever is wrong with it is a problem.

    Args:
        content: The bytes of the file; mapped from the disk, a large one takes no memory.
        file_name: Its name; the form is recognised by the content alone, and the name decides nothing. Of a file that
            lies beside the data it says which file is meant.
        rules: The indicators, areas and date that rows are judged against.
        options: What the person who uploads says about the file.

    Returns:
        The reading; its `form` is None where the form is unknown or the bytes are no text.
    """
    opened, said = open_as_said(content, options or ReadOptions())
    return read_opened(opened, file_name, rules, said)


def read_opened(opened: Opened | Problem, file_name: str, rules: Rules, options: ReadOptions) -> Reading:
    """Return the reading of a file that was opened as its sender says, or of which it is known why it cannot be."""
    most = load_upload_limits().suggestions.value
    with offering(most) as offers:
        reading = _read(opened, file_name, rules, options)
    return _with_note(reading, problem(CUT, details={"limit": most})) if offers.cut else reading


def _with_note(reading: Reading, *notes: Problem) -> Reading:
    """Return a reading with notes of one kind behind its problems."""
    counts = (*reading.problem_counts, ProblemCount(notes[0].code, "notes", len(notes)))
    return replace(reading, problems=(*reading.problems, *notes), problem_counts=counts)


def _read(opened: Opened | Problem, file_name: str, rules: Rules, options: ReadOptions) -> Reading:
    if isinstance(opened, Problem):
        return _unread(opened)
    recognised = recognised_of(opened)
    large = opened.refused or check_table_size(opened.content) or _check_width(opened)
    if large:
        return _unread(large, *opened.notes, recognised=recognised)
    reading = with_right_file(_read_opened(opened, recognised, rules, options), opened, file_name)
    reading = refuse_rows_above(reading, opened)
    reading = reading if opened.given_back else _with_unused(reading, options)
    if options.look is None and reading.form is not None:
        return reading
    return replace(reading, look=look_at(opened, options.look or 0))


def _check_width(opened: Opened) -> Problem | None:
    return check_first_rows(opened.content, opened.start, opened.delimiter)


def _with_unused(reading: Reading, options: ReadOptions) -> Reading:
    """Return a reading that says so where the sender named an indicator or edition, and all rows have their own."""
    rows = reading.observations
    said = {"indicator": (options.indicator or "").strip().lower(), "edition": (options.edition or "").strip()}
    unused = [name for name, value in said.items() if value and not rows.empty and not (rows[name] == value).any()]
    if not unused:
        return reading
    return _with_note(reading, *(problem(UNUSED, column=name, value=said[name]) for name in unused))


def _read_opened(opened: Opened, recognised: Recognised, rules: Rules, options: ReadOptions) -> Reading:
    if options.mapping and options.mapping.maps_columns:
        wrong = check_said(options.form, (MAPPED,))
        if wrong:
            return _unread(*wrong, *opened.notes, recognised=recognised)
        return read_mapped(opened, options.mapping, recognised, rules, options)
    form = None if options.form in own_forms() else find_form(opened, options)
    if form:
        return _read_form(opened, form, recognised, rules, options)
    head, notes = _find_header(opened)
    header = read_header(head.names, options)
    recognised = replace(
        recognised, columns_used=tuple(header.used), columns_ignored=header.ignored, header_row=head.row
    )
    wide = check_width(head.names)
    if header.kind is None or wide:
        wrong = [wide] if wide else [*check_said(options.form, ()), *header.problems]
        return _unread(*wrong, *notes, recognised=recognised)
    another = check_said(options.form, (header.form, header.kind))
    header = replace(header, problems=(*header.problems, *notes, *another))
    return _read_rows(opened.content, head, header, recognised, rules, options)


def _find_header(opened: Opened) -> tuple[Head, tuple[Problem, ...]]:
    """Return the first row, or the header that stands below it under a title; and what is to be said so far."""
    head = next((one for one in opened.page.heads if is_header_of_ours(one.names)), None)
    if head and head != opened.page.heads[0]:
        return head, (*opened.notes, problem("header-below", row=head.row))
    return head or first_head(opened.page, len(opened.content), opened.delimiter), opened.notes


def _read_rows(
    content: Content, head: Head, header: Header, recognised: Recognised, rules: Rules, options: ReadOptions
) -> Reading:
    table = read_table(content, head, values_column(header))
    if isinstance(table, Problem):
        return _unread(table, recognised=recognised)
    return read_template(table, header, recognised, rules, options)


def _read_form(opened: Opened, form: Form, recognised: Recognised, rules: Rules, options: ReadOptions) -> Reading:
    """Return what a publisher's file holds; what is no file of data, or too wide to be one, is not read further."""
    publisher, found = form
    recognised = replace(recognised, header_row=found.head.row)
    wide = check_width(found.head.names)
    unread = [wide] if wide else [*_repeated(found), *(one for one in found.problems if one.severity == "blocks")]
    table = None if unread else read_table(opened.content, found.head, plain_columns(found))
    if table is None or isinstance(table, Problem):
        reading = _unread(*(unread if table is None else [table]), *opened.notes, recognised=recognised)
        return replace(reading, form=publisher.form)
    return read_official(table, (publisher, found, opened.notes), recognised, rules, options)


def _repeated(found: Found) -> list[Problem]:
    """Return what blocks an official file in which a column that is used stands twice: which counts is not known."""
    names = [name.split(":")[0].strip().casefold() for name in found.head.names]
    used = dict.fromkeys(place for place in found.places.values() if names[place])
    return [
        problem("column-repeated", column=found.head.names[place].strip(), details={"times": names.count(names[place])})
        for place in used
        if names.count(names[place]) > 1
    ]


def _unread(*problems: Problem, recognised: Recognised = Recognised()) -> Reading:  # noqa: B008 - frozen
    findings = Findings(len(problems))
    findings.add(problems)
    return Reading(
        problems=findings.listed(),
        problem_counts=findings.counts(),
        rows=RowCounts(),
        recognised=recognised,
    )
