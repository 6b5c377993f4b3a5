"""A census judged in columns: what the model says of every cell, though it is asked only about those in doubt.

No check of a school looks at two cells, so a row is in order where each of its cells is. The model is asked about
each distinct cell that the bytes of its column do not prove, in a row that is otherwise in order; so what is
accepted, and as what, is exactly what judging row by row gives.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pydantic import ValidationError

from data.progress import tell
from data.readers.columns import Floats, Mask, sure_numbers, sure_texts
from data.schemas.rules import Rules
from data.schemas.school import MOST_DEGREES, MOST_NUMBER, MOST_OF_A_TEXT, MOST_OF_AN_ID, SCHOOL_COLUMNS, School
from data.tables import SCHOOL_SCHEMA

REFUSED = object()
COLUMNS_SHARE = 0.5
"""So much of the work of checking a census is done when its columns are judged."""
CHOSEN = frozenset({"ref_area", "connectivity", "electricity", "checked_on", "example"})
"""Columns whose every distinct cell the model is asked about: they are few."""
MANY_CELLS = frozenset({"school_id", "school_name", "latitude", "longitude", "speed_mbps", "students"})
"""Columns in which nearly every cell differs, or which are numbers: these are read faster as they stand."""
RANGES: Mapping[str, tuple[float, float]] = {
    **{name: (-most, most) for name, most in MOST_DEGREES.items()},
    **dict.fromkeys(("speed_mbps", "students"), (0, MOST_NUMBER)),
}
Ask = Callable[[str], object]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Judged:
    """A column as it is stored, one value a row or a dictionary of them, and the rows in which the model refuses it."""

    values: pa.Array
    refused: Mask


@dataclass
class SchoolModel:
    """The model, asked about one cell at a time."""

    rules: Rules
    good: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Make a row that is in order."""
        self.good = {"school_id": "1", "ref_area": next(iter(sorted(self.rules.countries)), "")}

    def about(self, name: str) -> Ask:
        """Return how to ask about the cells of a column: the value as it is stored, or REFUSED."""

        def ask(cell: str) -> object:
            try:
                found = School.model_validate({**self.good, name: cell}, context=self.rules)
            except ValidationError:
                return REFUSED
            return getattr(found, name)

        return ask


def judge_column(name: str, cells: pa.Array, model: SchoolModel) -> Judged:
    """Return a column of ours as it is stored; `cells` are texts, or a dictionary of them."""
    ask = model.about(name)
    if not isinstance(cells, pa.DictionaryArray):
        return _judge_cells(name, cells, ask)
    distinct = _judge_cells(name, cells.dictionary, ask)
    coded = pa.DictionaryArray.from_arrays(cells.indices, distinct.values)
    refused = distinct.refused[cells.indices.to_numpy()] if distinct.refused.any() else np.zeros(len(cells), dtype=bool)
    return Judged(coded, refused)


def default_column(name: str, rows: int) -> pa.Array:
    """Return a column that the file has not, with the default of the model in every row."""
    default = pa.array([School.model_fields[name].get_default()], SCHOOL_SCHEMA.field(name).type)
    return pa.DictionaryArray.from_arrays(np.zeros(rows, dtype=np.int32), default)


def _judge_cells(name: str, cells: pa.StringArray, ask: Ask) -> Judged:
    if name in RANGES:
        return _judge_numbers(name, cells, ask)
    return _judge_texts(name, cells, ask)


def _judge_texts(name: str, cells: pa.StringArray, ask: Ask) -> Judged:
    kind = SCHOOL_SCHEMA.field(name).type
    most = MOST_OF_AN_ID if name == "school_id" else MOST_OF_A_TEXT
    sure = np.zeros(len(cells), dtype=bool) if name in CHOSEN else sure_texts(cells, most)
    doubtful = _ask_distinct(cells, np.flatnonzero(~sure), ask)
    if pa.types.is_boolean(kind):
        stored = np.zeros(len(cells), dtype=bool)
        stored[doubtful.places] = [answer is True for answer in doubtful.each()]
        return Judged(pa.array(stored), doubtful.refused(len(cells)))
    return Judged(_replaced(cells, doubtful), doubtful.refused(len(cells)))


def _judge_numbers(name: str, cells: pa.StringArray, ask: Ask) -> Judged:
    low, high = RANGES[name]
    numbers = sure_numbers(cells)
    sure = (numbers >= low) & (numbers <= high)
    if name == "students":
        sure &= np.floor(numbers) == numbers
    doubtful = _ask_distinct(cells, np.flatnonzero(~sure), ask)
    numbers[doubtful.places] = doubtful.numbers()
    return Judged(pa.array(numbers, from_pandas=True), doubtful.refused(len(cells)))


@dataclass(frozen=True)
class _Answers:
    """What the model says of the cells at some places, asked once for each distinct one."""

    places: NDArray[np.int64]
    codes: NDArray[np.int32]
    cells: list[str]
    answers: list[object]

    def refused(self, length: int) -> Mask:
        """Return which of so many cells are refused."""
        found = np.zeros(length, dtype=bool)
        found[self.places] = np.array([answer is REFUSED for answer in self.answers] or [False])[self.codes]
        return found

    def numbers(self) -> Floats:
        """Return the number at each place, NaN where it is missing or refused."""
        known = [answer if isinstance(answer, float) else math.nan for answer in self.answers]
        return np.array(known or [math.nan], dtype=np.float64)[self.codes]

    def each(self) -> list[object]:
        """Return the answer at each place."""
        return [self.answers[code] for code in self.codes.tolist()]


def _ask_distinct(cells: pa.StringArray, places: NDArray[np.int64], ask: Ask) -> _Answers:
    some = (cells if len(places) == len(cells) else cells.take(pa.array(places))).dictionary_encode()
    distinct = some.dictionary.to_pylist()
    return _Answers(places, some.indices.to_numpy(), distinct, [ask(cell) for cell in distinct])


def _replaced(cells: pa.StringArray, doubtful: _Answers) -> pa.StringArray:
    """Return the cells as they are stored: those that the model reads otherwise are replaced."""
    pairs = zip(doubtful.cells, doubtful.answers, strict=True)
    other = np.array([answer is not REFUSED and answer != cell for cell, answer in pairs] or [False])[doubtful.codes]
    if not other.any():
        return cells
    mask = np.zeros(len(cells), dtype=bool)
    mask[doubtful.places] = other
    answers = pa.array([answer if isinstance(answer, str) else "" for answer in doubtful.answers], pa.string())
    return pc.replace_with_mask(cells, pa.array(mask), answers.take(pa.array(doubtful.codes[other])))


def judge_columns(
    columns: Mapping[str, pa.Array], rows: int, rules: Rules
) -> tuple[dict[str, pa.Array], dict[str, Places]]:
    """Return the census as it is stored, one line a row of the file, and which of its cells the model refuses.

    Args:
        columns: The cells by column of ours.
        rows: The number of rows.
        rules: What they are judged against.

    Returns:
        The columns of `SCHOOL_SCHEMA`, in which what stands in refused rows means nothing, as dictionaries where their
        distinct cells are known; and by column the places of the refused cells, ascending.
    """
    model = SchoolModel(rules)
    refused: dict[str, Places] = {}
    stored: dict[str, pa.Array] = {}
    for done, name in enumerate(SCHOOL_COLUMNS):
        tell("checking", COLUMNS_SHARE * done / len(SCHOOL_COLUMNS))
        if name not in columns:
            stored[name] = default_column(name, rows)
            continue
        judged = judge_column(name, columns[name], model)
        refused[name] = np.flatnonzero(judged.refused)
        stored[name] = judged.values
    return stored, refused


def table_of(stored: dict[str, pa.Array], kept: Mask) -> pa.Table:
    """Return the census as a table with the rows that are kept; its columns are used up by that.

    Its columns are those of `SCHOOL_SCHEMA`, texts of which the distinct ones are known as dictionaries of them:
    `data.tables.plain_schools` makes texts of these for whoever needs them.
    """
    lines = None if kept.all() else pa.array(kept)
    columns = []
    for name in SCHOOL_COLUMNS:
        column = stored.pop(name) if lines is None else stored.pop(name).filter(lines)
        coded = isinstance(column, pa.DictionaryArray) and column.type.value_type != pa.string()
        columns.append(column.dictionary.take(column.indices) if coded else column)
    return pa.Table.from_arrays(columns, names=list(SCHOOL_COLUMNS))
