"""Kept mappings of columns: a table of their own in the store, and the JSON files that say the same."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from data.schemas.mapping import ColumnMapping
from data.schemas.revision import DeedKind
from data.store import Clock, DatasetMoved, Deed, Layout, Store
from data.tables import MAPPING_SCHEMA
from i18n import has_text, text
from i18n.problems import clean
from services.misuse import Misuse
from services.tracker import Tracker

MOST_BYTES = 1_000_000
MOST_TOLD = 5


def write_mapping(mapping: ColumnMapping) -> bytes:
    """Return a mapping as a JSON file, without what it leaves open."""
    said = mapping.model_dump(mode="json", exclude_defaults=True)
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()


def read_mapping(content: bytes, file: str) -> ColumnMapping:
    """Return the mapping in a JSON file.

    Raises:
        Misuse: If the file is no mapping; the text says what is wrong and what to do.
    """
    try:
        found = json.loads(content[:MOST_BYTES].decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Misuse.of("mapping-no-json", file=clean(file)) from None
    if not isinstance(found, dict) or "kind" not in found:
        raise Misuse.of("mapping-none", file=clean(file))
    try:
        return ColumnMapping.model_validate(found)
    except ValidationError as error:
        raise Misuse.of("mapping-not-valid", file=clean(file), reasons=" ".join(describe_faults(error))) from None


def describe_faults(error: ValidationError) -> list[str]:
    """Return in sentences what is wrong with a mapping, the first few faults."""
    faults = error.errors(include_url=False)
    words = [_describe(one) for one in faults[:MOST_TOLD]]
    more = len(faults) - MOST_TOLD
    return [*words, text("mapping.wrong.more", count=more)] if more > 0 else words


def _describe(fault: ErrorDetails) -> str:
    key = f"mapping.wrong.{fault['type']}"
    details = {name: clean(str(value)) for name, value in fault.get("ctx", {}).items()}
    where = clean(" / ".join(str(one) for one in fault["loc"]))
    if fault["type"] == "extra_forbidden":
        return text("mapping.wrong.not-a-part", place=where)
    return text(key, **details) if has_text(key) else text("mapping.wrong.value", place=where)


MAPPINGS = "mappings"
LAYOUTS = (Layout(MAPPINGS, MAPPING_SCHEMA, (MAPPINGS,)),)
TRIES = 20


@dataclass(frozen=True)
class KeptMapping:
    """A mapping that was kept, by whom and when."""

    mapping: ColumnMapping
    by: str
    at: datetime

    @property
    def name(self) -> str:
        """Return its name."""
        return self.mapping.name


def open_mappings(store: Store) -> Store:
    """Return the table of mappings in the folder of a store."""
    return _open_at(store.location, store.clock)


@lru_cache(maxsize=4)
def _open_at(location: Path, clock: Clock) -> Store:
    return Store.open(location, LAYOUTS, seeds=dict, clock=clock)


def kept_mappings(tracker: Tracker) -> list[KeptMapping]:
    """Return all mappings that are kept, by name; looking makes no table where nothing was ever kept."""
    location = tracker.store.location
    if not (location / MAPPINGS).exists():
        return []
    rows = open_mappings(tracker.store).read(MAPPINGS).to_pylist()
    found = [
        KeptMapping(
            ColumnMapping.model_validate_json(row["mapping"]), row["kept_by"], datetime.fromisoformat(row["kept_at"])
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: one.name.casefold())


def mapping_records(tracker: Tracker) -> list[dict[str, str | int]]:
    """Return the kept mappings as plain records."""
    return [
        {
            "name": one.name,
            "kind": one.mapping.kind,
            "columns": len(one.mapping.needed),
            "kept_by": one.by,
            "kept_at": one.at.isoformat(timespec="seconds"),
        }
        for one in kept_mappings(tracker)
    ]


def find_mapping(tracker: Tracker, name: str) -> KeptMapping:
    """Return the mapping of a name, capitals aside.

    Raises:
        Misuse: If there is none.
    """
    kept = kept_mappings(tracker)
    for one in kept:
        if _same(one.name, name):
            return one
    raise Misuse.of("unknown-mapping", value=name, known=", ".join(one.name for one in kept) or "-")


def proposed_mapping(tracker: Tracker, header: Sequence[str]) -> KeptMapping | None:
    """Return the kept mapping whose shape a header has: the most alike one, of those alike the newest."""
    fitting = [one for one in kept_mappings(tracker) if one.mapping.fits(header)]
    return max(fitting, key=lambda one: (one.mapping.likeness(header), one.at), default=None)


def keep_mapping(tracker: Tracker, mapping: ColumnMapping, by: str) -> KeptMapping:
    """Keep a mapping under its name, in the place of the one of that name before.

    Raises:
        Misuse: If the mapping has no name, or nobody keeps it.
    """
    if not mapping.name or not by.strip():
        raise Misuse.of("mapping-without-name")
    made = KeptMapping(mapping, by.strip(), tracker.store.clock())
    _change(
        tracker,
        lambda kept: [*(one for one in kept if not _same(one.name, mapping.name)), made],
        ("publish", by.strip(), mapping.name),
    )
    return made


def rename_mapping(tracker: Tracker, name: str, new_name: str, by: str) -> KeptMapping:
    """Give a kept mapping another name.

    Raises:
        Misuse: If there is no such mapping, a name or a person is missing, or the new name is that of another one.
    """
    old = find_mapping(tracker, name)
    if any(_same(one.name, new_name) for one in kept_mappings(tracker)) and not _same(name, new_name):
        raise Misuse.of("mapping-name-taken", value=new_name.strip())
    if not new_name.strip() or not by.strip():
        raise Misuse.of("mapping-without-name")
    renamed = KeptMapping(
        ColumnMapping(**old.mapping.model_dump() | {"name": new_name}), by.strip(), tracker.store.clock()
    )
    _change(
        tracker,
        lambda kept: [*(one for one in kept if not _same(one.name, name)), renamed],
        ("publish", by.strip(), f"{name} -> {renamed.name}"),
    )
    return renamed


def forget_mapping(tracker: Tracker, name: str, by: str) -> None:
    """Remove a kept mapping; what was published with it stays.

    Raises:
        Misuse: If there is no such mapping, or nobody removes it.
    """
    find_mapping(tracker, name)
    if not by.strip():
        raise Misuse.of("mapping-without-name")
    _change(tracker, lambda kept: [one for one in kept if not _same(one.name, name)], ("remove", by.strip(), name))


def _same(name: str, other: str) -> bool:
    return name.strip().casefold() == other.strip().casefold()


def _change(
    tracker: Tracker,
    change: Callable[[list[KeptMapping]], list[KeptMapping]],
    told: tuple[DeedKind, str, str],
) -> None:
    """Put a changed list in the place of the one before; where somebody else was quicker, on top of theirs."""
    store = open_mappings(tracker.store)
    kind, by, why = told
    for attempt in range(TRIES):
        newest = store.history(MAPPINGS)[0].revision
        rows = change(kept_mappings(tracker))
        try:
            store.commit({MAPPINGS: _table(rows)}, {MAPPINGS: newest}, Deed(by=by, why=why, deed=kind))
        except DatasetMoved:
            if attempt == TRIES - 1:
                raise
        else:
            return


def _table(rows: Sequence[KeptMapping]) -> pa.Table:
    found = [
        {"name": one.name, "mapping": one.mapping.model_dump_json(), "kept_by": one.by, "kept_at": one.at.isoformat()}
        for one in rows
    ]
    return pa.Table.from_pylist(found, schema=MAPPING_SCHEMA)
