"""A mapping: which columns of somebody's table are which of ours, said once and used for every file of that shape."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, model_validator
from pydantic_core import PydanticCustomError, PydanticKnownError

from data.datasets import KINDS, OBSERVATIONS, Kind
from data.schemas.fields import NUMBER, is_missing
from data.schemas.refused import REASON

APART = re.compile(r"[\s_]+")


def plain_heading(name: str) -> str:
    """Return a heading as it is compared: capitals and the width of spaces do not matter."""
    return APART.sub(" ", name.strip().casefold())


def distinct_headings(names: Sequence[str]) -> tuple[str, ...]:
    """Return the headings of a table so that each names one column: the second of a name is 'name (2)'.

    A column without a name is called by its place, as a spreadsheet counts: 'column 3'.
    """
    found: dict[str, str] = {}
    last_times: dict[str, int] = {}  # a table of thousands of columns of one name is not counted through for each
    for place, name in enumerate(names, start=1):
        wanted = heading = name.strip() or f"column {place}"
        times = last_times.get(plain_heading(wanted), 1)
        while plain_heading(heading) in found:
            times += 1
            heading = f"{wanted} ({times})"
        last_times[plain_heading(wanted)] = times
        found[plain_heading(heading)] = heading
    return tuple(found.values())


Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]
Cell = Annotated[str, StringConstraints(max_length=1000)]

SKIP = "skip"
"""What a row is given whose cell is to leave it out; no code of ours is called so."""
ANSWERS = ("yes", "no", "unknown")
ANSWERED = ("connectivity", "electricity")
ALIKE = 0.8
"""So much of all names two headers must share to be of one shape; every mapped column must be there in any case."""


def known_kind(value: str) -> Kind:
    """Return the kind of dataset of that name.

    Raises:
        PydanticKnownError: If there is none.
    """
    if value not in KINDS:
        raise PydanticKnownError("literal_error", {"expected": ", ".join(KINDS)})
    return value


class ColumnMapping(BaseModel):
    """How the columns of a table become ours.

    `columns` names for each column of ours the heading of theirs, `constants` what every row has instead. Where
    values stand side by side, `indicators` names the indicator of each of their columns, or `periods` the period of
    each; a year that is new in the heading is taken as well. `multiply` is by what the values of one of their columns
    are multiplied, so that they are in our unit. `values` says by column of ours what a cell of theirs means, `skip`
    leaving the row out; an empty cell may be unknown, never "no". `header` is the shape: the headings of the file that
    the mapping was made with. Without `columns` it says only what cells mean, in a file of any known form.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name = ""
    kind: Annotated[Kind, AfterValidator(known_kind)]
    columns: Mapping[str, Name] = {}
    constants: Mapping[str, Cell] = {}
    values: Mapping[str, Mapping[str, Cell]] = {}
    indicators: Mapping[str, Name] = {}
    periods: Mapping[str, Name] = {}
    multiply: Mapping[str, Name] = {}
    header_row: int | None = None
    decimal: Literal[".", ","] | None = None
    delimiter: Literal[",", ";", "\t", "|"] | None = None
    encoding: Name | None = None
    sheet: str | None = None
    header: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _names_are_ours(self) -> Self:
        for part in (self.columns, self.constants, self.values):
            for name in part:
                if name not in KINDS[self.kind].columns:
                    raise PydanticCustomError("not-our-column", "unknown", {"column": name, "kind": self.kind})
        twice = sorted(self.columns.keys() & self.constants.keys())
        if twice:
            raise PydanticCustomError("mapped-twice", "twice", {"column": twice[0]})
        return self

    @model_validator(mode="after")
    def _side_by_side_is_one_thing(self) -> Self:
        if not self.wide:
            return self
        if self.kind != OBSERVATIONS:
            raise PydanticCustomError("wide-not-figures", "only figures stand side by side")
        if self.indicators and self.periods:
            raise PydanticCustomError("wide-in-two-ways", "one of the two")
        said = {"obs_value", "indicator" if self.indicators else "time_period"}
        doubled = sorted(said & (self.columns.keys() | self.constants.keys()))
        if doubled:
            raise PydanticCustomError("mapped-twice", "twice", {"column": doubled[0]})
        return self

    @model_validator(mode="after")
    def _required_columns_are_there(self) -> Self:
        if not self.maps_columns:
            if self.constants or self.multiply or not self.values:
                raise PydanticCustomError("nothing-mapped", "no column is mapped")
            return self
        missing = missing_columns(self.kind, [*self.columns, *self.constants], self.indicators, self.periods)
        if missing:
            raise PydanticCustomError("required-not-mapped", "missing", {"columns": ", ".join(missing)})
        return self

    @model_validator(mode="after")
    def _unknown_is_never_no(self) -> Self:
        for column in ANSWERED:
            for cell, meant in self.values.get(column, {}).items():
                if meant not in (*ANSWERS, SKIP):
                    raise PydanticCustomError("no-such-answer", "no answer", {"column": column, "value": meant})
                if is_missing(cell) and meant != "unknown":
                    raise PydanticCustomError("empty-is-unknown", "unknown", {"column": column, "value": cell})
        return self

    @model_validator(mode="after")
    def _factors_are_numbers(self) -> Self:
        for column, factor in self.multiply.items():
            if column not in self.value_columns:
                raise PydanticCustomError("no-value-column", "no values", {"column": column})
            if not NUMBER.fullmatch(factor) or Decimal(factor) <= 0:
                raise PydanticCustomError("not-a-factor", "no factor", {"column": column, "value": factor})
        return self

    def __hash__(self) -> int:
        """Return the same number for mappings that say the same."""
        return hash(self.model_dump_json())

    @property
    def wide(self) -> bool:
        """Return whether values stand side by side."""
        return bool(self.indicators or self.periods)

    @property
    def maps_columns(self) -> bool:
        """Return whether it says which columns are which, not only what cells mean."""
        return bool(self.columns) or self.wide

    @property
    def value_columns(self) -> tuple[str, ...]:
        """Return their columns of values."""
        if self.wide:
            return (*self.indicators, *self.periods)
        return (self.columns["obs_value"],) if "obs_value" in self.columns else ()

    @property
    def needed(self) -> tuple[str, ...]:
        """Return every column of theirs that it takes, each once."""
        return tuple(dict.fromkeys((*self.columns.values(), *self.indicators, *self.periods)))

    def likeness(self, header: Sequence[str]) -> float:
        """Return how alike a header is to the one it was made with: 1 for the same, 0 where a mapped column is gone."""
        if not self.maps_columns:
            return 0
        there = {plain_heading(name) for name in header}
        if not {plain_heading(name) for name in self.needed} <= there:
            return 0
        known = {plain_heading(name) for name in self.header or self.needed}
        there -= {REASON} - known  # it stands in rows that go back; wherever it is left, it changes no shape
        return len(known & there) / len(known | there)

    def fits(self, header: Sequence[str]) -> bool:
        """Return whether a header is of its shape."""
        return self.likeness(header) >= ALIKE


def missing_columns(
    kind: Kind, mapped: Iterable[str], indicators: Mapping[str, str], periods: Mapping[str, str]
) -> list[str]:
    """Return the required columns of ours that nothing stands for yet."""
    said = {*mapped}
    if indicators:
        said |= {"indicator", "obs_value"}
    if periods:
        said |= {"time_period", "obs_value"}
    return [name for name in KINDS[kind].required if name not in said]
