"""Text -> a table of strings with the rows of the spreadsheet: column by column, block by block, never copied."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, islice
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
from numpy.typing import NDArray

from data.readers.codes import problem
from data.readers.content import Content, Tape, survey_of
from data.readers.encodings import BOM, head_rows, head_text
from data.readers.head import Head, first_head, open_page, open_quote
from data.reference.limits import load_upload_limits
from data.schemas.problem import Problem

SHORTEST_LINE = 2


def check_table_size(content: Content) -> Problem | None:
    """Return the problem of a text with too many lines; they are counted only where there may be so many."""
    limit = load_upload_limits().rows.value
    if len(content) < SHORTEST_LINE * limit:
        return None
    lines = survey_of(content).lines
    return problem("table-too-large", details={"found": lines, "limit": limit}) if lines > limit else None


def check_first_rows(content: Content, start: int, delimiter: str) -> Problem | None:
    """Return the problem of a text that begins with more columns than may be read, before anybody looks for a form.

    Args:
        content: The text.
        start: Where it begins.
        delimiter: The sign between its columns.
    """
    rows = head_rows(head_text(content, start), delimiter)
    wide = check_width(max(rows, key=len, default=()))
    whole = check_width(first_head(open_page(content, start, delimiter), len(content)).names) if wide else None
    return whole or wide


def check_width(names: Sequence[str]) -> Problem | None:
    """Return the problem of a header with more columns than may be read."""
    limit = load_upload_limits().columns.value
    if len(names) <= limit:
        return None
    return problem("table-too-large", details={"advice": "columns", "found": len(names), "limit": limit})


SPARE = 1.2
MOST_KNOWN = 50_000
"""Up to so many distinct texts of a column are known by name; those of later blocks are joined at the end."""
FEW = 2_000
"""Up to so many distinct texts are looked up all at once."""

Number = TypeVar("Number", bound=np.generic)


class Gathering:
    """The texts of the blocks so far."""

    def __init__(self, blocks: float) -> None:
        """Start without texts; about so many blocks are expected."""
        self._blocks = blocks * SPARE
        self._data: NDArray[np.uint8] = np.empty(0, dtype=np.uint8)
        self._ends: NDArray[np.int32] = np.zeros(1, dtype=np.int32)
        self._rows = 0

    def add(self, cells: pa.StringArray) -> None:
        """Take in the texts of a block."""
        if not len(cells):
            return
        ends, data = ends_of(cells), cells.buffers()[2]
        begin, size = int(self._ends[self._rows]), int(ends[-1]) - int(ends[0])
        rows = self._rows + len(cells)
        self._data = with_room(self._blocks, self._data, begin, begin + size)
        self._ends = with_room(self._blocks, self._ends, self._rows + 1, rows + 1)
        if size:
            self._data[begin : begin + size] = np.frombuffer(data, dtype=np.uint8)[ends[0] : ends[-1]]
        np.add(ends[1:], begin - int(ends[0]), out=self._ends[self._rows + 1 : rows + 1])
        self._rows = rows

    def column(self) -> pa.StringArray:
        """Return all texts so far."""
        ends, data = self._ends[: self._rows + 1], self._data[: int(self._ends[self._rows])]
        return pa.StringArray.from_buffers(self._rows, pa.py_buffer(ends), pa.py_buffer(data))


class Coding:
    """The cells of the blocks so far, as numbers of their distinct texts, in the order in which these come."""

    def __init__(self, blocks: float) -> None:
        """Start without cells; about so many blocks are expected."""
        self._blocks = blocks * SPARE
        self._known: dict[str, int] = {}
        self._few: pc.SetLookupOptions | None = None
        self._codes: NDArray[np.int32] = np.empty(0, dtype=np.int32)
        self._rows = 0
        self._later: list[pa.DictionaryArray] = []

    def add(self, cells: pa.StringArray) -> None:
        """Take in the cells of a block."""
        if not len(cells):
            return
        same = _is_one_text(cells)
        codes = self._look_up(cells.slice(0, 1) if same else cells)
        if codes is None:
            self._later.append(cells.dictionary_encode())
            return
        rows = self._rows + len(cells)
        self._codes = with_room(self._blocks, self._codes, self._rows, rows)
        self._codes[self._rows : rows] = codes  # a single code fills all of them
        self._rows = rows

    def _look_up(self, cells: pa.StringArray) -> NDArray[np.int32] | None:
        """Return the number of the text in each cell, new texts numbered; None where there are too many of them."""
        if self._later:
            return None
        if self._few is not None:  # nearly always all of them are known: that is quicker than encoding
            found = pc.index_in(cells, options=self._few)
            if not found.null_count:
                return np.asarray(found)
        encoded = cells.dictionary_encode()
        texts, known = encoded.dictionary.to_pylist(), self._known
        if len(known) + len(texts) > MOST_KNOWN:
            return None
        for text in [text for text in texts if text not in known]:
            known[text] = len(known)
        self._few = pc.SetLookupOptions(pa.array(list(known), pa.string())) if len(known) <= FEW else None
        codes = np.fromiter(map(known.__getitem__, texts), np.int32, len(texts))
        return np.asarray(codes[encoded.indices.to_numpy()], dtype=np.int32)

    def column(self) -> pa.DictionaryArray:
        """Return all cells so far."""
        first = pa.DictionaryArray.from_arrays(
            pa.array(self._codes[: self._rows]), pa.array(list(self._known), pa.string())
        )
        if not self._later:
            return first
        joined = pa.chunked_array([first, *self._later]).unify_dictionaries()
        self._later.clear()
        return joined.combine_chunks()


def _is_one_text(cells: pa.StringArray) -> bool:
    """Return whether all cells hold the same text, which their bytes show much faster than comparing them."""
    ends, data = ends_of(cells), cells.buffers()[2]
    size, whole = int(ends[1]) - int(ends[0]), int(ends[-1]) - int(ends[0])
    if whole != size * len(cells) or not bool((np.diff(ends) == size).all()):
        return False
    if not size:
        return True
    found = np.frombuffer(data, dtype=np.uint8)[ends[0] : ends[-1]]
    return bool((found[size:] == found[:-size]).all())


def ends_of(cells: pa.StringArray) -> NDArray[np.int32]:
    """Return where each text begins among the bytes of all, and at last where the last one ends."""
    if not len(cells):
        return np.zeros(1, dtype=np.int32)
    ends: NDArray[np.int32] = np.frombuffer(cells.buffers()[1], dtype=np.int32)
    return ends[cells.offset : cells.offset + len(cells) + 1]


def with_room(blocks: float, held: NDArray[Number], used: int, needed: int) -> NDArray[Number]:
    """Return an array with room for so many numbers, the first ones used; of its blocks so many are expected."""
    if needed <= len(held):
        return held
    expected = int(blocks * (needed - used)) if len(held) <= 1 else 2 * needed
    room = np.empty(max(needed, expected), dtype=held.dtype)
    room[:used] = held[:used]
    return room


LAST_SHORT = 200
"""Of so many rows that have not as many cells as the header the cells are kept: they may be lines below the table."""


@dataclass(frozen=True)
class Table:
    """The cells below the header: one array a column, and for each row its number in the spreadsheet.

    Columns are dictionary arrays, except those read as `plain` strings. `read` counts rows that are not
    blank, refused ones included. `short` are the cells of the last of the rows that have fewer than the header.
    """

    columns: tuple[pa.Array, ...]
    rows: NDArray[np.int64]
    problems: tuple[Problem, ...]
    read: int
    short: Mapping[int, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Ragged:
    """A row with more or fewer cells than the header."""

    row: int
    cells: list[str]


def table_of_strings(records: Sequence[Sequence[str]], width: int) -> pa.Table:
    """Return records of the same width as a table of strings, its columns named by their positions."""
    columns = zip(*records, strict=True) if records else ([] for _ in range(width))
    return pa.table([pa.array(column, pa.string()) for column in columns], names=[str(place) for place in range(width)])


def assemble(parsed: pa.Table, rows: NDArray[np.int64], ragged: list[Ragged], plain: frozenset[int]) -> Table:
    """Return the table with surplus empty cells cut off, blank rows left out and ragged rows as problems."""
    width = parsed.num_columns
    filled = [one for one in ragged if any(cell.strip() for cell in one.cells)]
    cut = [one for one in filled if _can_be_cut(one, width)]
    refused = [one for one in filled if not _can_be_cut(one, width)]
    pieces = parsed.columns[::-1]
    del parsed  # the pieces of a column go as soon as it is whole, where the caller keeps none
    columns = [_whole(pieces.pop(), plain=place in plain) for place in range(width)]
    if cut:
        extra = table_of_strings([one.cells[:width] for one in cut], width)
        columns = [
            _whole(pa.chunked_array([_as_strings(column), more.combine_chunks()]), plain=place in plain)
            for place, (column, more) in enumerate(zip(columns, extra.columns, strict=True))
        ]
        rows = np.concatenate([rows, np.array([one.row for one in cut], dtype=np.int64)])
    order = _kept_in_order(columns, rows)
    if order is not None:
        columns, rows = [column.take(pa.array(order)) for column in columns], rows[order]
    problems = tuple(_row_length(one, width) for one in refused)
    short = {one.row: one.cells for one in refused[-LAST_SHORT:] if len(one.cells) < width}
    return Table(tuple(columns), rows, problems, len(rows) + len(refused), short)


def _can_be_cut(one: Ragged, width: int) -> bool:
    return len(one.cells) > width and not any(cell.strip() for cell in one.cells[width:])


def _row_length(one: Ragged, width: int) -> Problem:
    advice = {"advice": "too_many"} if len(one.cells) > width else {}
    short = one.cells[0] if len(one.cells) < width else None  # a note below the table, perhaps
    return problem(
        "row-length", row=one.row, value=short, details={"found": len(one.cells), "expected": width, **advice}
    )


def _whole(column: pa.ChunkedArray, *, plain: bool) -> pa.Array:
    whole = column.chunk(0) if column.num_chunks == 1 else column.unify_dictionaries().combine_chunks()
    return whole if plain or pa.types.is_dictionary(column.type) else whole.dictionary_encode()


def _as_strings(column: pa.Array) -> pa.Array:
    return column.dictionary_decode() if isinstance(column, pa.DictionaryArray) else column


def _kept_in_order(columns: Sequence[pa.Array], rows: NDArray[np.int64]) -> NDArray[np.int64] | None:
    """Return the positions of the rows that are not blank, by row; None where that changes nothing."""
    blank = np.ones(len(rows), dtype=bool)
    for column in sorted(columns, key=lambda one: not isinstance(one, pa.DictionaryArray)):  # the quick ones first
        blank &= _is_blank(column)
        if not blank.any():
            break
    ordered = len(rows) < 2 or bool(np.all(np.diff(rows) > 0))
    if ordered and not blank.any():
        return None
    kept = np.flatnonzero(~blank)
    return kept[np.argsort(rows[kept], kind="stable")]


def _is_blank(column: pa.Array) -> NDArray[np.bool_]:
    if isinstance(column, pa.DictionaryArray):
        blank = np.array([not value.strip() for value in column.dictionary.to_pylist()] or [False])
        return np.asarray(blank[column.indices.to_numpy()], dtype=bool)
    found = pc.match_substring_regex(column, r"^\s*$").to_numpy(zero_copy_only=False)
    return np.asarray(found, dtype=bool)


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
