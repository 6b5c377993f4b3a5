"""Text -> a table of strings with the rows of the spreadsheet.

Two paths that agree: pyarrow reads nearly everything, Python's csv module what it cannot. Both count a row
for each record as a spreadsheet does: blank lines count, a cell with line breaks in it does not count twice.
"""

import csv
import io
from collections.abc import Callable
from itertools import count, islice

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from data.readers.assemble import Ragged, Table, assemble, table_of_strings
from data.readers.codes import problem
from data.readers.content import Content, Tape
from data.readers.encodings import BOM
from data.readers.gathering import Coding, Gathering, ends_of
from data.readers.head import Head, open_quote
from data.readers.survey import survey_of
from data.reference.upload_limits import load_upload_limits
from data.schemas.problem import Problem

CELL_LIMIT = load_upload_limits().cell_characters.value
BLOCK = 1 << 20
CHUNK = 50_000


def read_table(content: Content, head: Head, plain: frozenset[int] = frozenset()) -> Table | Problem:
    """Return the table below the header, or the one problem that keeps it from being read.

    Args:
        content: The whole file, known to be UTF-8.
        head: Its header.
        plain: The positions of columns that are read as strings, because nearly every cell differs.
    """
    if survey_of(content).quotes % 2:
        row = open_quote(content, head)
        if row:
            return problem("quote-not-closed", row=row)
    try:
        return quick_table(content, head, plain)
    except pa.ArrowException:
        return exact_table(content, head, plain)


def quick_table(content: Content, head: Head, plain: frozenset[int]) -> Table:
    """Return the table as pyarrow reads it.

    Raises:
        pyarrow.ArrowException: If pyarrow cannot read it, or a cell is longer than allowed.
    """
    width = len(head.names)
    if width == 1 or len(content) <= head.end or content[head.end : head.end + len(BOM)] == BOM:
        # In a single column pyarrow finds no ragged rows; a second byte order mark it would drop.
        raise pa.ArrowInvalid
    odd: list[tuple[int, str]] = []

    def keep_odd(found: pa_csv.InvalidRow) -> str:
        odd.append((found.number, found.text))
        return "skip"

    parsed = _parse(content, head, plain, keep_odd)
    pa.default_memory_pool().release_unused()
    if any(number is None for number, _ in odd):
        raise pa.ArrowInvalid
    ragged = [Ragged(head.row + number, _cells(line, head.delimiter)) for number, line in odd]
    first = head.row + 1
    rows = np.arange(first, first + parsed.num_rows + len(odd), dtype=np.int64)
    rows = np.delete(rows, [one.row - first for one in ragged]) if ragged else rows
    return assemble(parsed, rows, ragged, plain)


def _parse(
    content: Content,
    head: Head,
    plain: frozenset[int],
    keep_odd: Callable[[pa_csv.InvalidRow], str],
) -> pa.Table:
    """Return the cells as texts, encoded block by block: that is far quicker than letting the parser encode them."""
    names = [str(place) for place in range(len(head.names))]
    expected = len(content) / BLOCK
    columns: dict[int, Gathering | Coding] = {
        place: Gathering(expected) if place in plain else Coding(expected) for place in range(len(names))
    }
    with _open(content, head, names, keep_odd) as blocks:
        for block in blocks:
            if _has_long_cell(block):
                raise pa.ArrowInvalid
            for place, column in columns.items():
                column.add(block.column(place))
    return pa.Table.from_arrays([columns.pop(place).column() for place in range(len(names))], names=names)


def _open(
    content: Content, head: Head, names: list[str], keep_odd: Callable[[pa_csv.InvalidRow], str]
) -> pa_csv.CSVStreamingReader:
    return pa_csv.open_csv(
        pa.PythonFile(Tape(content, head.end), mode="r"),
        read_options=pa_csv.ReadOptions(column_names=names, block_size=BLOCK, use_threads=False),
        parse_options=pa_csv.ParseOptions(
            delimiter=head.delimiter,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=keep_odd,
        ),
        convert_options=pa_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, null_values=[], check_utf8=False
        ),
    )


def _has_long_cell(block: pa.RecordBatch) -> bool:
    all_ends = (ends_of(column) for column in block.columns)
    wide = (ends for ends in all_ends if ends[-1] - ends[0] > CELL_LIMIT)
    return any(int(np.diff(ends).max()) > CELL_LIMIT for ends in wide)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter), [])
    except csv.Error as error:
        raise pa.ArrowInvalid from error


def exact_table(content: Content, head: Head, plain: frozenset[int]) -> Table | Problem:
    """Return the same table, read with Python's csv module: slower, and stopped only by a huge cell."""
    width = len(head.names)
    numbers = count(head.row + 1)
    text = content[head.end :].decode("utf-8")
    records = zip(csv.reader(io.StringIO(text, newline=""), delimiter=head.delimiter), numbers, strict=False)
    chunks: list[pa.Table] = [table_of_strings([], width)]
    rows: list[int] = []
    ragged: list[Ragged] = []
    try:
        while batch := list(islice(records, CHUNK)):
            fitting = [(cells, row) for cells, row in batch if len(cells) == width]
            ragged += [Ragged(row, cells) for cells, row in batch if len(cells) != width]
            rows += [row for _, row in fitting]
            chunks.append(table_of_strings([cells for cells, _ in fitting], width))
    except csv.Error:
        return problem("line-too-long", row=next(numbers), details={"limit": CELL_LIMIT})
    return assemble(pa.concat_tables(chunks), np.array(rows, dtype=np.int64), ragged, plain)
