"""Columns of numbers as people write them - decimal commas, thousands set apart, per cent signs - in plain digits.

What is meant by a comma or a point is decided for a whole column, by the cells that can be read in one way only, and is
never guessed: where no cell decides, `1,234` stays as it is, and the model refuses it with advice. A column of plain
numbers is left alone after one look at its bytes.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.readers.columns import PLAIN_BYTES as PLAIN
from data.readers.columns import bytes_of, cells_with
from data.readers.numbers import COMMA_GROUPS, GROUP_MARKS, ONE_COMMA_GROUP, POINT_GROUPS, SPACE_GROUPS
from data.schemas.fields import NUMBER, is_missing
from data.schemas.refused import MIXED

POINT, COMMA = ".", ","
PLAIN_BYTES = b"0123456789.-"
ODD = "[,% '\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{RIGHT SINGLE QUOTATION MARK}]"
DECIMAL_COMMA = re.compile(r"[+-]?[0-9]*,[0-9]+([eE][+-]?[0-9]{1,3})?")
ONE_POINT_GROUP = r"^\s*[+-]?[1-9][0-9]{0,2}\.[0-9]{3}\s*$"
ONLY_POINT_GROUPS = r"^\s*[+-]?[0-9]{1,3}(\.[0-9]{3})+\s*$"
SURE_POINT = r"^\s*[+-]?([0-9]*\.([0-9]{1,2}|[0-9]{4,})|(0|[0-9]{4,})?\.[0-9]{3})([eE][+-]?[0-9]+)?\s*%?\s*$"
MARKS = re.compile(GROUP_MARKS)
LONGEST = 60
LOOK = 1000
"""So many cells are looked at in one go for the first that decides: nearly always one of the first."""
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Written:
    """A cell that is written otherwise than plainly: its number with the marks still in it, and what they show.

    `mark` is the decimal mark that it can only have been written with, empty where it does not show; `grouped` says
    that a point in it sets thousands apart.
    """

    body: str
    percent: bool = False
    mark: str = ""
    grouped: bool = False
    doubtful: bool = False


@dataclass(frozen=True)
class Evidence:
    """What the cells of one or more columns show of the decimal mark."""

    comma: bool = False
    point: bool = False
    point_groups: bool = False

    def __or__(self, other: "Evidence") -> "Evidence":
        """Return what both show."""
        return Evidence(self.comma or other.comma, self.point or other.point, self.point_groups or other.point_groups)

    @property
    def mark(self) -> str:
        """Return the decimal mark, empty where the cells do not show one, or show both."""
        if self.comma == self.point:
            return ""
        return COMMA if self.comma else POINT


@dataclass(frozen=True)
class Plainly:
    """A column with its cells written plainly as far as that is certain.

    `changed` says which cells are written otherwise now, `percent` which of them had a per cent sign, `doubtful` the
    first cell that could be meant in two ways although the column has a decimal comma, -1 where there is none.
    """

    cells: pa.StringArray
    changed: Mask
    percent: Mask
    doubtful: int = -1


def has_odd_bytes(cells: pa.StringArray) -> bool:
    """Return whether a column of texts holds anything but digits, points and minus signs."""
    data = cells.buffers()[2]
    if data is None or not len(cells):
        return False
    ends = np.frombuffer(cells.buffers()[1], dtype=np.int32)
    begin, end = int(ends[cells.offset]), int(ends[cells.offset + len(cells)])
    return bool(data.slice(begin, end - begin).to_pybytes().translate(None, PLAIN_BYTES))


def find_evidence(cells: pa.StringArray) -> Evidence:
    """Return what the cells of a column show of its decimal mark."""
    if not has_odd_bytes(cells):
        return Evidence()
    written = [one for one in map(read_written, _odd_cells(cells)) if one]
    sure = any(
        pc.any(pc.match_substring_regex(cells.slice(begin, LOOK), SURE_POINT)).as_py()
        for begin in range(0, len(cells), LOOK)
    )
    return Evidence(
        comma=any(one.mark == COMMA for one in written),
        point=sure or any(one.mark == POINT for one in written),
        point_groups=any(one.grouped for one in written),
    )


def weigh(columns: Iterable[pa.StringArray], said: str | None) -> tuple[Evidence, str | None]:
    """Return what columns show of their decimal mark, and the mark that is said.

    Where the cells of the whole file showed both marks, the few that are left of it decide nothing.
    """
    if said == MIXED:
        return Evidence(comma=True, point=True), None
    evidence = Evidence()
    for column in columns:
        evidence |= find_evidence(column)
    return evidence, said


def write_plainly(cells: pa.StringArray, evidence: Evidence, said: str | None) -> Plainly:
    """Return a column with its cells written plainly, by the mark that is said or that the cells show."""
    none = np.zeros(len(cells), dtype=bool)
    if not has_odd_bytes(cells) and said != COMMA:
        return Plainly(cells, none, none)
    mark = said or evidence.mark
    pattern = f"{ODD}|{ONLY_POINT_GROUPS}" if mark == COMMA else ODD
    odd = _matching(cells, pattern, only_odd=mark != COMMA)
    some = cells.filter(pa.array(odd)).dictionary_encode()
    distinct = some.dictionary.to_pylist()
    plain = [_in_plain_digits(cell, mark) for cell in distinct]
    codes = some.indices.to_numpy()
    new = np.array([one is not None and one != cell for one, cell in zip(plain, distinct, strict=True)] or [False])
    signs = np.array([cell.rstrip().endswith("%") for cell in distinct] or [False])
    doubts = [not said and not evidence.point_groups and bool(re.match(ONE_POINT_GROUP, cell)) for cell in distinct]
    doubtful = _spread(odd, np.array(doubts or [False])[codes])
    changed = _spread(odd, new[codes])
    values = pa.array([cell if one is None else one for one, cell in zip(plain, distinct, strict=True)], pa.string())
    replaced = pc.replace_with_mask(cells, pa.array(odd), values.take(some.indices)) if len(distinct) else cells
    first = int(np.argmax(doubtful)) if doubtful.any() else -1
    return Plainly(replaced, changed, changed & _spread(odd, signs[codes]), first)


def _spread(where: Mask, found: Mask) -> Mask:
    spread = np.zeros(len(where), dtype=bool)
    spread[where] = found
    return spread


def _odd_cells(cells: pa.StringArray) -> Sequence[str]:
    found: Sequence[str] = cells.filter(pa.array(_matching(cells, ODD, only_odd=True))).unique().to_pylist()
    return found


def _matching(cells: pa.StringArray, pattern: str, *, only_odd: bool) -> Mask:
    """Return which cells match; where only those with odd bytes can, no others are looked at."""
    if not only_odd:
        return np.asarray(pc.match_substring_regex(cells, pattern).to_numpy(zero_copy_only=False), dtype=bool)
    found = np.zeros(len(cells), dtype=bool)
    places = np.unique(cells_with(bytes_of(cells), ~PLAIN))
    some = pc.match_substring_regex(cells.take(pa.array(places)), pattern)
    found[places] = some.to_numpy(zero_copy_only=False)
    return found


def read_written(cell: str) -> Written | None:
    """Return how a number is written, None where the cell is no number or says that there is none."""
    text = cell.strip()
    if len(text) > LONGEST or is_missing(text):
        return None
    percent = text.endswith("%")
    body = text[:-1].strip() if percent else text
    for fits in _FORMS:
        found = fits(body)
        if found:
            return Written(body, percent, found.mark, found.grouped, found.doubtful)
    return None


def _plain(body: str) -> Written | None:
    return Written(body) if NUMBER.fullmatch(body) else None


def _doubtful(body: str) -> Written | None:
    return Written(body, doubtful=True) if ONE_COMMA_GROUP.fullmatch(body) else None


def _decimal_comma(body: str) -> Written | None:
    return Written(body, mark=COMMA) if DECIMAL_COMMA.fullmatch(body) else None


def _comma_groups(body: str) -> Written | None:
    return Written(body, mark=POINT) if COMMA_GROUPS.fullmatch(body) else None


def _point_groups(body: str) -> Written | None:
    return Written(body, mark=COMMA, grouped=True) if POINT_GROUPS.fullmatch(body) else None


def _space_groups(body: str) -> Written | None:
    if not SPACE_GROUPS.fullmatch(body):
        return None
    return Written(body, mark=next((mark for mark in (COMMA, POINT) if mark in body), ""))


_FORMS: Sequence[Callable[[str], Written | None]] = (
    _plain,
    _doubtful,
    _decimal_comma,
    _comma_groups,
    _point_groups,
    _space_groups,
)
"""The ways of writing a number, the plainest first."""


def _in_plain_digits(cell: str, mark: str) -> str | None:
    """Return a number in plain digits, None where it is none or cannot be written with this decimal mark."""
    written = read_written(cell)
    if written is None or (written.mark and written.mark != mark) or (written.doubtful and not mark):
        return None
    if NUMBER.fullmatch(cell.strip()) and not (mark == COMMA and re.match(ONE_POINT_GROUP, cell)):
        return cell
    body = MARKS.sub("", written.body)
    if mark == COMMA and (written.mark == COMMA or COMMA in body or re.match(ONE_POINT_GROUP, body)):
        body = body.replace(POINT, "").replace(COMMA, POINT)
    plain = body.replace(COMMA, "")
    return f"0{plain}" if plain.startswith(POINT) else plain
