"""The one way in: recognises the form of a file and hands it to the reader of that form."""

from data.readers.codes import problem
from data.readers.findings import Findings
from data.readers.head import Head, find_head, rows_below
from data.readers.header import DELIMITERS, Header, known_kind, other_delimiter, read_header
from data.readers.reading import Reading, ReadOptions, Recognised, RowCounts
from data.readers.table import read_table
from data.readers.template import read_template, values_column
from data.readers.text import check_text
from data.schemas.problem import Problem
from data.schemas.rules import Rules

NO_OPTIONS = ReadOptions()


def read_file(content: bytes, file_name: str, rules: Rules, options: ReadOptions = NO_OPTIONS) -> Reading:
    """Return everything that is known of a file after reading it; whatever is wrong with it is a problem.

    Args:
        content: The bytes of the file.
        file_name: Its name; the form is recognised by the content alone, and the name decides nothing.
        rules: The indicators, areas and date that rows are judged against.
        options: What the person who uploads says about the file.

    Returns:
        The reading; its `form` is None where the form is unknown or the bytes are no text.
    """
    del file_name
    encoding = check_text(content, options.max_bytes)
    if isinstance(encoding, Problem):
        return _unread(encoding)
    head = find_head(content, encoding.start)
    delimiter = other_delimiter(head.line)
    if delimiter:
        details = {"advice": DELIMITERS[delimiter]}
        found = Recognised(encoding.name, delimiter)
        return _unread(problem("delimiter-not-comma", row=head.row, details=details), recognised=found)
    lower = _header_below(content, head)
    if lower:
        return _unread(lower, recognised=Recognised(encoding.name, ","))
    header = read_header(head.names, options)
    recognised = Recognised(encoding.name, "," if header.kind else "", tuple(header.used), header.ignored)
    if header.kind is None:
        return _unread(*header.problems, recognised=recognised)
    return _read_rows(content, head, header, recognised, rules, options)


def _header_below(content: bytes, head: Head) -> Problem | None:
    """Return the problem of a header that stands below other lines, None where the first row is one or no other is."""
    if known_kind(head.names) is not None:
        return None
    row = next((row for row, names in rows_below(content, head) if known_kind(names) is not None), None)
    return problem("form-unknown", row=row, details={"advice": "below"}) if row else None


def _read_rows(
    content: bytes, head: Head, header: Header, recognised: Recognised, rules: Rules, options: ReadOptions
) -> Reading:
    table = read_table(content, head, values_column(header))
    if isinstance(table, Problem):
        return _unread(table, recognised=recognised)
    return read_template(table, header, recognised, rules, options)


def _unread(*problems: Problem, recognised: Recognised = Recognised()) -> Reading:  # noqa: B008 - frozen
    findings = Findings(len(problems))
    findings.add(problems)
    return Reading(
        problems=findings.listed(),
        problem_counts=findings.counts(),
        rows=RowCounts(),
        recognised=recognised,
    )
