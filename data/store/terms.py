"""The words of the store: how tables are laid out, what a deed says about itself, what can go wrong."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

import pyarrow as pa

from data.schemas.revision import DeedKind, Revision

DATASET_COLUMN = "dataset"
SET_ASIDE = "set_aside"
JOURNAL = "_journal"
"""The folder of the second record: what was acknowledged, one file a table."""
RESERVED = (SET_ASIDE, "derived")
NAME = re.compile(r"[a-z][a-z0-9_]*")
Clock = Callable[[], datetime]
"""Returns the moment, aware of its time zone: the time of a commit. The store reads no clock itself."""
ReadParts = Callable[[Sequence[str] | None, Sequence[str] | None], pa.Table]
"""Returns rows of a revision: of these parts alone, these columns alone; None stands for all."""
NAME_OF_PART = re.compile(r"[A-Za-z0-9_-]+")
"""The name of a part that may stand in a path as it is."""


@dataclass(frozen=True)
class Layout:
    """One Delta table: its name, the columns of its rows (without `dataset`) and the datasets it holds.

    `part` names the column that divides a large dataset (its countries, say): a commit may then replace some parts
    and leave the others as they are, and a reader may ask for some. `read_as` makes rows that an earlier version wrote
    those of today; what lies in the store is never rewritten for that.
    """

    table: str
    schema: pa.Schema
    datasets: tuple[str, ...]
    part: str = ""
    read_as: Callable[[pa.Table], pa.Table] | None = None

    def __post_init__(self) -> None:
        """Refuse names that could not stand in a path or a predicate, and a schema that names `dataset`."""
        for name in (self.table, *self.datasets):
            if not NAME.fullmatch(name) or name in RESERVED:
                raise ValueError(f"{name!r} cannot name a table or dataset: use a-z, 0-9 and _.")
        if not self.datasets or DATASET_COLUMN in self.schema.names:
            raise ValueError(f"Table {self.table}: name its datasets, and leave the column 'dataset' to the store.")
        if self.part and self.part not in self.schema.names:
            raise ValueError(f"Table {self.table}: there is no column {self.part!r} to divide it by.")

    @property
    def partitions(self) -> list[str]:
        """Return the columns by which the table's files are divided."""
        return [DATASET_COLUMN, self.part] if self.part else [DATASET_COLUMN]


@dataclass(frozen=True)
class Counts:
    """How many rows of a revision are new, changed or unchanged, and how many of the one before are gone.

    `refused` is how many rows of the file were wrong and left out.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    refused: int = 0


@dataclass(frozen=True)
class Deed:
    """Who does what to the store, why and from which file; a dataset without counts gets zeros.

    `digests` names the files by dataset where the datasets of one deed come from different ones. `facts` is what else
    is to be known of a dataset's revision, by name: that a list of pledges is complete on a date, say. `cause` is a
    reason that the product gives itself, in codes.
    """

    by: str
    why: str
    deed: DeedKind = "publish"
    file: str = ""
    sha256: str = ""
    counts: Mapping[str, Counts] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    cause: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """New states of datasets, the revisions they are based on, the deed, and the parts that a state covers."""

    states: Mapping[str, pa.Table]
    based_on: Mapping[str, int]
    deed: Deed
    parts: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Notice:
    """Something the store did on opening that a manager should know of, as a stable code with its details."""

    code: Literal["log-entry-set-aside"]
    details: Mapping[str, str | int]


DamageCode = Literal[
    "mark-missing",
    "mark-unreadable",
    "not-a-store",
    "table-missing",
    "log-missing",
    "entry-missing",
    "entry-damaged",
    "entry-torn",
    "file-missing",
    "file-damaged",
    "journal-missing",
    "journal-damaged",
]


@dataclass(frozen=True)
class Damage:
    """A part of the store that is missing or cannot be read.

    `place` is the table or file within the store's folder, `version` the commit it belongs to, `revisions` the
    revisions (dataset and number) that it makes unreadable. `mends` says that a whole copy of it is at hand.
    """

    code: DamageCode
    place: str
    table: str = ""
    version: int | None = None
    revisions: tuple[tuple[str, int], ...] = ()
    mends: bool = False


@dataclass(frozen=True)
class Lost:
    """A revision that was acknowledged and cannot be read any more.

    `made` is what is known of it, None where nothing but its number is. `declared` says that a repair has given it up,
    `acknowledged` that an administrator knows.
    """

    dataset: str
    revision: int
    made: Revision | None
    declared: bool = False
    acknowledged: bool = False


class StoreError(Exception):
    """Anything the store refuses or cannot do."""


class DatasetMoved(StoreError):  # noqa: N818 - the name says what happened
    """Somebody else published to the dataset since the caller looked at it; nothing was written."""

    def __init__(self, dataset: str, expected: int, actual: int) -> None:
        super().__init__(
            f"{dataset} is now at revision {actual}, no longer at {expected}. Look at what changed, then publish again."
        )
        self.dataset = dataset
        self.expected = expected
        self.actual = actual

    def __reduce__(self) -> tuple[type["DatasetMoved"], tuple[str, int, int]]:
        """Return how it is made again in another process."""
        return type(self), (self.dataset, self.expected, self.actual)


class StoreBusy(StoreError):  # noqa: N818 - the name says what happened
    """The store cannot be written at this moment; nothing was written."""


class StoreHeld(StoreBusy):
    """Somebody else is writing to the store, and has been for longer than we wait; nothing was written."""


class StoreFull(StoreError):  # noqa: N818 - the name says what happened
    """The disk is full; nothing was published."""


class StoreNotWritable(StoreError):  # noqa: N818 - the name says what happened
    """The disk refuses what is to be written; nothing was published."""


class StoreUnreadable(StoreError):  # noqa: N818 - the name says what happened
    """Parts of the store are missing or cannot be read, so that it is not written to; nothing was published."""

    def __init__(self, damages: Sequence[Damage]) -> None:
        super().__init__("; ".join(f"{one.code}: {one.place}" for one in damages))
        self.damages = tuple(damages)

    def __reduce__(self) -> tuple[type["StoreUnreadable"], tuple[tuple[Damage, ...]]]:
        """Return how it is made again in another process."""
        return type(self), (self.damages,)


class NotCertain(StoreError):  # noqa: N818 - the name says what happened
    """It is published, but the disk failed afterwards: the revisions may not survive a power cut."""

    def __init__(self, revisions: Sequence[Revision], detail: str) -> None:
        super().__init__(detail)
        self.revisions = tuple(revisions)
        self.detail = detail

    def __reduce__(self) -> tuple[type["NotCertain"], tuple[tuple[Revision, ...], str]]:
        """Return how it is made again in another process."""
        return type(self), (self.revisions, self.detail)


class RevisionDamaged(StoreError):  # noqa: N818 - the name says what happened
    """Files of an old revision are missing or hold fewer rows than were published."""


class UnreadableEntry(StoreError):  # noqa: N818 - the name says what happened
    """An entry of a table's log is not whole."""
