"""The registry: what a kind of dataset is, declared once; columns, tables, headers, templates and keys follow.

A kind is one entry here, its model in `data/schemas/` and its texts (`dataset.*`, `template.*`, `upload.template_*`).
What is only its own, such as how pledges write their amounts, is found under its name where that is done.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_origin

import pyarrow as pa
from pydantic import BaseModel

from data.schemas import observation
from data.schemas.observation import Observation
from data.schemas.own_indicator import NATIONAL, OwnIndicator
from data.schemas.pledge import PLEDGE_KEY, Pledge
from data.schemas.school import SCHOOL_KEY, School
from data.schemas.target import Target

Kind = str
"""The name of a kind of dataset."""
OBSERVATIONS, TARGETS, SCHOOLS, PLEDGES, INDICATORS = "observations", "targets", "schools", "pledges", "indicators"
ARROW_TYPES: dict[object, pa.DataType] = {
    str: pa.string(),
    float: pa.float64(),
    float | None: pa.float64(),
    int: pa.int64(),
    bool: pa.bool_(),
}
"""The type of a column by the annotation of its field; a field with a closed list of codes is text too."""


@dataclass(frozen=True)
class DatasetKind:
    """A kind of dataset: what its rows are, what identifies one, and how they are merged, stored and shown.

    `key` identifies a row, `series` the rows that a file may replace together (none: all of them). `keeps_unstated`
    says that a cell a file leaves open keeps what is published even where the row changes something else: the baseline
    of a target stays when its wording is corrected, while an observation with a new value is no longer known to be
    estimated as the old one was. Without `order` the columns are the fields of the model in their order, without
    `datasets` there is one, called as the kind. `built_in` are the datasets that come with the product; nothing can be
    judged without them. `part` divides a large table. `coded` are the columns with a closed list of codes,
    `export_order` those by which an export is sorted (none: as published). `lists_indicators` says that its template
    explains the known indicators, `taken_as_said` that a file said to be of the kind is read so whatever its header.
    """

    name: Kind
    model: type[BaseModel]
    key: tuple[str, ...]
    series: tuple[str, ...] = ()
    keeps_unstated: bool = True
    order: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    built_in: tuple[str, ...] = ()
    part: str = ""
    coded: tuple[str, ...] = ()
    export_order: tuple[str, ...] = ()
    lists_indicators: bool = False
    taken_as_said: bool = True

    def __post_init__(self) -> None:
        """Name the only dataset after the kind, and refuse names that the model does not have."""
        if not self.datasets:
            object.__setattr__(self, "datasets", (self.name,))
        fields = self.model.model_fields.keys()
        named = {*self.key, *self.series, *self.order, *self.coded, *self.export_order, *filter(None, [self.part])}
        if not self.key or named - fields or (self.order and len(self.order) != len(fields)):
            raise ValueError(f"Kind {self.name}: name its key, and columns that are fields of its model alone.")
        if any(not pa.types.is_string(self.schema.field(name).type) for name in (*self.key, *self.series)):
            raise ValueError(f"Kind {self.name}: what identifies a row is text.")

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Return the columns in the order of its tables, exports and templates."""
        return self.order or tuple(self.model.model_fields)

    @cached_property
    def content(self) -> tuple[str, ...]:
        """Return the columns that may change under the same key."""
        return tuple(name for name in self.columns if name not in self.key)

    @cached_property
    def required(self) -> tuple[str, ...]:
        """Return the columns that every file must have."""
        return tuple(name for name in self.columns if self.model.model_fields[name].is_required())

    @cached_property
    def schema(self) -> pa.Schema:
        """Return the schema of its table."""
        fields = self.model.model_fields
        return pa.schema([(name, _arrow_type(fields[name].annotation)) for name in self.columns])

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Return the columns of numbers that may have decimals."""
        return frozenset(field.name for field in self.schema if pa.types.is_floating(field.type))


def _arrow_type(annotation: object) -> pa.DataType:
    return pa.string() if get_origin(annotation) is Literal else ARROW_TYPES[annotation]


KINDS = {
    kind.name: kind
    for kind in (
        DatasetKind(
            OBSERVATIONS,
            Observation,
            observation.KEY,
            observation.SERIES_KEY,
            keeps_unstated=False,
            order=observation.COLUMNS,
            datasets=("internet_access", "affordability", "ewaste", "headlines", "population", NATIONAL),
            built_in=("internet_access", "affordability", "ewaste", "headlines", "population"),
            coded=("sex", "age", "urbanisation", "obs_status", "certainty"),
            export_order=("indicator", "ref_area", "edition", "time_period"),
            lists_indicators=True,
            taken_as_said=False,
        ),
        DatasetKind(
            TARGETS,
            Target,
            ("target_id",),
            built_in=(TARGETS,),
            coded=("kind", "direction", "applies_to"),
            lists_indicators=True,
            taken_as_said=False,
        ),
        DatasetKind(
            SCHOOLS,
            School,
            SCHOOL_KEY,
            ("ref_area",),
            part="ref_area",
            coded=("connectivity", "electricity", "education_level", "connection_type", "network_coverage", "example"),
            export_order=SCHOOL_KEY,
        ),
        DatasetKind(
            PLEDGES,
            Pledge,
            PLEDGE_KEY,
            coded=("pledger_kind", "focus_area", "pledge_type", "status", "example"),
            export_order=PLEDGE_KEY,
        ),
        DatasetKind(
            INDICATORS,
            OwnIndicator,
            ("indicator",),
            coded=("direction", "zero_means", "frequency", "aggregate"),
            export_order=("indicator",),
            lists_indicators=True,
        ),
    )
}
"""Every kind by its name, in the order in which people meet them."""


def all_datasets() -> tuple[str, ...]:
    """Return every dataset."""
    return tuple(name for kind in KINDS.values() for name in kind.datasets)


def kind_of(dataset: str) -> DatasetKind:
    """Return the kind of a dataset.

    Raises:
        KeyError: If there is no such dataset.
    """
    return {name: kind for kind in KINDS.values() for name in kind.datasets}[dataset]


def kind_with(columns: list[str]) -> DatasetKind | None:
    """Return the kind whose rows have just these columns, None where none has."""
    return next((kind for kind in KINDS.values() if set(kind.columns) == set(columns)), None)
