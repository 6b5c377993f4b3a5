"""The only writer of the store: immutable revisions of datasets, kept in Delta tables.

Delta Lake is the only truth. One table holds all datasets whose rows have the same shape, partitioned by
`dataset`, so that a file which feeds several of them is one atomic commit; who, when and why travel in the
commit's own metadata, and the history is read from the log. What Delta does not promise on a local disk is
added here: a revision that was acknowledged has been flushed (`durability`), and a newest commit that a power
cut tore is set aside when the store is opened (`recovery`).
"""

from data.store.store import Snapshot, Store
from data.store.terms import (
    Clock,
    Counts,
    DatasetMoved,
    Deed,
    Layout,
    Notice,
    ReadParts,
    RevisionDamaged,
    StoreBusy,
    StoreError,
    UnreadableEntry,
)

__all__ = [
    "Clock",
    "Counts",
    "DatasetMoved",
    "Deed",
    "Layout",
    "Notice",
    "ReadParts",
    "RevisionDamaged",
    "Snapshot",
    "Store",
    "StoreBusy",
    "StoreError",
    "UnreadableEntry",
]
