"""What is known of a publisher's form: who publishes it, how its editions are called, what its words mean."""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

AreaSort = Literal["country", "group", "world"]


class Beside(BaseModel):
    """A file that lies beside the data and holds none: its columns, its name, and the name of the file with the data.

    `name` is a pattern for its name without the ending, `data` what that makes of the name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: tuple[str, ...]
    name: str
    data: str


class Publisher(BaseModel):
    """A form in which a publisher serves figures; `data/reference/publishers.toml` says what each field is for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    form: str
    publisher: str
    edition: str
    source: str
    codes: tuple[str, ...]
    areas: tuple[str, ...]
    name_of_file: str
    note: str
    ends: Mapping[str, str] = {}
    columns: Mapping[str, tuple[str, ...]] = {}
    says: Mapping[str, tuple[str, ...]] = {}
    dimensions: Mapping[str, Mapping[str, str]] = {}
    beside: tuple[Beside, ...] = ()
    also: frozenset[str] = frozenset()
    groupings: tuple[str, ...] = ()


class PublisherArea(BaseModel):
    """An area under a publisher's own code; `ref_area` is empty where it is none of ours."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    areas: str
    code: str
    ref_area: str = ""
    name: str
    kind: AreaSort
    note: str = ""
