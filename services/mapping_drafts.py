"""A mapping in the making: begun with what the columns may be, changed by whoever knows, then made or told why not."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from pydantic import ValidationError

from data.datasets import KINDS, OBSERVATIONS, SCHOOLS, Kind
from data.readers import Look, Reading, ReadOptions, read_file
from data.readers.area_lists import fold
from data.readers.mapped import guess_columns, guess_kind, guess_value_columns, guess_years
from data.readers.suggestions import suggest_indicator
from data.reference.words import load_column_words
from data.schemas.fields import is_absent
from data.schemas.mapping import ANSWERED, ANSWERS, ColumnMapping, missing_columns, plain_heading
from data.schemas.rules import Rules
from data.schemas.school import read_answer
from services.decisions import certain_decisions
from services.mappings import describe_faults

Shape = Literal["long", "indicators", "periods"]
SHOWN = 5
AS_IT_IS = "1"
SHARE_OF_ONE = "100"
LARGE_UNITS = ("1000", "1000000", "1000000000")
PER_CENT = "PT"
OFTEN_LEFT_OUT = ("indicator", "ref_area", "time_period")


@dataclass(frozen=True)
class Draft:
    """What was said so far of a table.

    `columns` and `constants` are by column of ours, `side` what each of their columns beside each other holds: an
    indicator or a period. `factors` are by their column of values, `answers` by column of ours and their cell.
    """

    kind: Kind
    shape: Shape = "long"
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    side: Mapping[str, str] = field(default_factory=dict)
    factors: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Made:
    """The mapping that a draft makes, None where something is `missing` (columns) or wrong (`faults`, in words)."""

    mapping: ColumnMapping | None = None
    missing: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def begin_draft(look: Look, rules: Rules, kind: Kind | None = None) -> Draft:
    """Return a draft with what the columns of a table may be, as far as anything speaks for it.

    What a table often leaves out because it is the same for all rows begins as such, still to be filled in.
    """
    return _with_open_constants(_begin(look, rules, kind or guess_kind(look)))


def _with_open_constants(draft: Draft) -> Draft:
    said = {"indicators": ("indicator",), "periods": ("time_period",)}.get(draft.shape, ())
    required = KINDS[draft.kind].required
    blank = [name for name in OFTEN_LEFT_OUT if name in required and name not in (*said, *draft.columns)]
    return replace(draft, constants=dict.fromkeys(blank, ""))


def _begin(look: Look, rules: Rules, found: Kind) -> Draft:
    columns = guess_columns(look, found, rules)
    if found != OBSERVATIONS:
        return Draft(found, columns=columns)
    years = guess_years(look)
    if years:
        rest = {
            name: of for name, of in columns.items() if of not in years and name not in ("time_period", "obs_value")
        }
        return Draft(found, "periods", rest, side=years)
    numbers = guess_value_columns(look, list(columns.values()))
    named = {one: near for one in numbers if (near := suggest_indicator(one, rules).get("suggestion"))}
    if "obs_value" not in columns and "indicator" not in columns and (len(numbers) > 1 or named):
        return Draft(found, "indicators", columns, side=named)
    if "obs_value" not in columns and len(numbers) == 1:
        columns = {**columns, "obs_value": numbers[0]}
    return Draft(found, columns=columns)


def draft_of(mapping: ColumnMapping, look: Look) -> Draft:
    """Return a mapping as a draft for a table; what it names and the table has not is left out."""
    known = {plain_heading(name): name for name in look.header}

    def there(given: Mapping[str, str]) -> dict[str, str]:
        return {known[plain_heading(name)]: meant for name, meant in given.items() if plain_heading(name) in known}

    columns = {name: known[plain_heading(of)] for name, of in mapping.columns.items() if plain_heading(of) in known}
    shape: Shape = "indicators" if mapping.indicators else "periods" if mapping.periods else "long"
    side = there(mapping.indicators or mapping.periods)
    answers = {name: cells for name, cells in mapping.values.items() if name in ANSWERED}
    values = {name: cells for name, cells in mapping.values.items() if name not in ANSWERED}
    return Draft(mapping.kind, shape, columns, mapping.constants, side, there(mapping.multiply), answers, values)


def make_mapping(draft: Draft, look: Look, said: ReadOptions, name: str = "") -> Made:
    """Return the mapping that a draft makes of a table, with what was said of the outside of its file."""
    found: dict[str, Any] = {
        "name": name,
        "kind": draft.kind,
        "columns": draft.columns,
        "constants": {column: value for column, value in draft.constants.items() if value.strip()},
        "values": {column: cells for column, cells in {**draft.values, **draft.answers}.items() if cells},
        "header": look.header,
        "decimal": said.decimal,
        "delimiter": said.delimiter,
        "encoding": said.encoding,
        "sheet": said.sheet,
    }
    if draft.shape != "long":
        found[draft.shape] = draft.side
    columns = draft.side if draft.shape != "long" else {draft.columns.get("obs_value", "")}
    found["multiply"] = {one: by for one, by in draft.factors.items() if one in columns and by != AS_IT_IS}
    missing = missing_of(draft)
    if missing:
        return Made(missing=tuple(missing))
    try:
        return Made(ColumnMapping.model_validate(found))
    except ValidationError as error:
        return Made(faults=tuple(describe_faults(error)))


def missing_of(draft: Draft) -> list[str]:
    """Return the required columns of ours that nothing stands for yet."""
    said = [*draft.columns, *(name for name, value in draft.constants.items() if value.strip())]
    side = {draft.shape: draft.side}
    return missing_columns(draft.kind, said, side.get("indicators", {}), side.get("periods", {}))


def preview_mapping(look: Look, mapping: ColumnMapping, rules: Rules) -> Reading:
    """Return the first rows of a table, read by a mapping exactly as the whole file will be.

    Areas that stand there by their whole names are shown as what they can be decided to be.
    """
    out = io.StringIO(newline="")
    csv.writer(out).writerows([look.header, *look.rows])
    inner = {"header_row": None, "delimiter": ",", "encoding": None, "sheet": None}
    options = ReadOptions(mapping=mapping.model_copy(update=inner))
    content = out.getvalue().encode()
    found = read_file(content, "", rules, options)
    named = certain_decisions(found.unknowns)
    return read_file(content, "", rules, replace(options, decisions=named)) if named else found


def preview_rows(reading: Reading, mapping: ColumnMapping) -> tuple[list[str], list[list[str]]]:
    """Return the columns that a mapping fills, and the first rows that were accepted."""
    wide = ("indicator", "time_period", "obs_value") if mapping.wide else ()
    names = list(dict.fromkeys([*mapping.constants, *mapping.columns, *wide]))
    if reading.kind == SCHOOLS and reading.schools is not None:
        rows: Sequence[Mapping[str, Any]] = reading.schools.slice(0, SHOWN).to_pylist()
    elif reading.kind == OBSERVATIONS:
        rows = [
            {str(name): cell for name, cell in row.items()}
            for row in reading.observations.head(SHOWN).to_dict("records")
        ]
    else:
        rows = [one.model_dump() for one in reading.models[:SHOWN]]
    return names, [[_written(row[name]) for name in names] for row in rows]


def _written(value: object) -> str:
    if is_absent(value):
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def natural_answer(cell: str) -> str:
    """Return what a cell of a yes-or-no column probably means, in some languages; empty where nobody can know."""
    read = str(read_answer(cell))
    known = (answer for answer, words in load_column_words().answers.items() if fold(cell) in words)
    return read if read in ANSWERS else next(known, "")


def factors_for(unit: str) -> tuple[str, ...]:
    """Return by what values may have to be multiplied so that they are in a unit; any unit where it is empty."""
    if unit.startswith(PER_CENT):
        return (AS_IT_IS, SHARE_OF_ONE)
    return (AS_IT_IS, *LARGE_UNITS) if unit else (AS_IT_IS, SHARE_OF_ONE, *LARGE_UNITS)


def shares_of_one(look: Look, heading: str) -> bool:
    """Return whether all frequent values of a column lie between 0 and 1: shares rather than per cent, perhaps."""
    cells = next((one.cells for one in look.columns if one.name == heading), ())
    numbers = [number for cell, _ in cells if (number := _number(cell)) is not None]
    return len(numbers) > 1 and all(0 <= one <= 1 for one in numbers) and any(0 < one < 1 for one in numbers)


def _number(cell: str) -> float | None:
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return None


def with_kind(look: Look, rules: Rules, kind: Kind, shape: Shape | None = None) -> Draft:
    """Return a fresh draft of another kind or shape."""
    draft = begin_draft(look, rules, kind)
    if shape is None or shape == draft.shape:
        return draft
    return _with_open_constants(_of_shape(draft, look, rules, shape))


def _of_shape(draft: Draft, look: Look, rules: Rules, shape: Shape) -> Draft:
    kind = draft.kind
    columns = guess_columns(look, kind, rules)
    if shape == "periods":
        gone = ("time_period", "obs_value")
        return replace(draft, shape=shape, columns=_without(columns, gone), side=guess_years(look))
    if shape == "indicators":
        return replace(draft, shape=shape, columns=_without(columns, ("indicator", "obs_value")), side={})
    return Draft(kind, columns=columns)


def _without(columns: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
    return {name: of for name, of in columns.items() if name not in names}
