"""The only writer of the store: immutable revisions of datasets, kept in Delta tables.

Delta Lake is the only truth. One table holds all datasets whose rows have the same shape, partitioned by
`dataset`, so that a file which feeds several of them is one atomic commit; who, when and why travel in the
commit's own metadata, and the history is read from the log. What Delta does not promise on a local disk is
added here: a revision that was acknowledged has been flushed (`durability`) and is kept in a second record
(`journal`); what is missing or damaged stops writing and is named (`health`), and reading goes on with what is whole.
"""

from data.store.snapshot import Snapshot
from data.store.store import Store
from data.store.terms import (
    Clock,
    Counts,
    Damage,
    DatasetMoved,
    Deed,
    Layout,
    Lost,
    NotCertain,
    Notice,
    ReadParts,
    RevisionDamaged,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreHeld,
    StoreNotWritable,
    StoreUnreadable,
    UnreadableEntry,
)

__all__ = [
    "Clock",
    "Counts",
    "Damage",
    "DatasetMoved",
    "Deed",
    "Layout",
    "Lost",
    "NotCertain",
    "Notice",
    "ReadParts",
    "RevisionDamaged",
    "Snapshot",
    "Store",
    "StoreBusy",
    "StoreError",
    "StoreFull",
    "StoreHeld",
    "StoreNotWritable",
    "StoreUnreadable",
    "UnreadableEntry",
]
