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
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from data.readers.assemble import Ragged, Table, assemble, table_of_strings
from data.readers.codes import problem
from data.readers.head import Head, open_quote
from data.readers.text import BOM
from data.schemas.problem import Problem

CELL_LIMIT = csv.field_size_limit()
BLOCK = 4 << 20
CHUNK = 50_000
QUOTE = b'"'
DICTIONARY = pa.dictionary(pa.int32(), pa.string())


def read_table(content: bytes, head: Head, plain: frozenset[int] = frozenset()) -> Table | Problem:
    """Return the table below the header, or the one problem that keeps it from being read.

    Args:
        content: The whole file, known to be UTF-8.
        head: Its header.
        plain: The positions of columns that are read as strings, because nearly every cell differs.
    """
    if content.count(QUOTE) % 2:
        row = open_quote(content, head)
        if row:
            return problem("quote-not-closed", row=row)
    try:
        return quick_table(content, head, plain)
    except pa.ArrowException:
        return exact_table(content, head, plain)


def quick_table(content: bytes, head: Head, plain: frozenset[int]) -> Table:
    """Return the table as pyarrow reads it.

    Raises:
        pyarrow.ArrowException: If pyarrow cannot read it, or a cell is longer than allowed.
    """
    width = len(head.names)
    if width == 1 or len(content) <= head.end or content.startswith(BOM, head.end):
        # In a single column pyarrow finds no ragged rows; a second byte order mark it would drop.
        raise pa.ArrowInvalid
    odd: list[tuple[int, str]] = []

    def keep_odd(found: pa_csv.InvalidRow) -> str:
        odd.append((found.number, found.text))
        return "skip"

    parsed = _parse(content, head.end, width, plain, keep_odd)
    if any(number is None for number, _ in odd) or _has_long_cell(parsed):
        raise pa.ArrowInvalid
    ragged = [Ragged(head.row + number, _cells(line)) for number, line in odd]
    first = head.row + 1
    rows = np.arange(first, first + parsed.num_rows + len(odd), dtype=np.int64)
    rows = np.delete(rows, [one.row - first for one in ragged]) if ragged else rows
    return assemble(parsed, rows, ragged, plain)


def _parse(
    content: bytes,
    start: int,
    width: int,
    plain: frozenset[int],
    keep_odd: Callable[[pa_csv.InvalidRow], str],
) -> pa.Table:
    names = [str(place) for place in range(width)]
    types = {name: pa.string() if place in plain else DICTIONARY for place, name in enumerate(names)}
    return pa_csv.read_csv(
        pa.BufferReader(pa.py_buffer(content).slice(start)),
        read_options=pa_csv.ReadOptions(column_names=names, block_size=BLOCK, use_threads=False),
        parse_options=pa_csv.ParseOptions(
            newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=keep_odd
        ),
        convert_options=pa_csv.ConvertOptions(
            column_types=types, strings_can_be_null=False, null_values=[], check_utf8=False
        ),
    )


def _has_long_cell(parsed: pa.Table) -> bool:
    for column in parsed.columns:
        for chunk in column.chunks:
            values = chunk.dictionary if isinstance(chunk, pa.DictionaryArray) else chunk
            longest = pc.max(pc.binary_length(values)).as_py()
            if longest is not None and longest > CELL_LIMIT:
                return True
    return False


def _cells(line: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(line, newline="")), [])
    except csv.Error as error:
        raise pa.ArrowInvalid from error


def exact_table(content: bytes, head: Head, plain: frozenset[int]) -> Table | Problem:
    """Return the same table, read with Python's csv module: slower, and stopped only by a huge cell."""
    width = len(head.names)
    numbers = count(head.row + 1)
    text = content[head.end :].decode("utf-8")
    records = zip(csv.reader(io.StringIO(text, newline="")), numbers, strict=False)
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
