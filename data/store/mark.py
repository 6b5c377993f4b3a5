"""The mark of a store: that a folder is one, since when, and which tables it has.

By it a table that is absent is known to be missing, and a folder with something else in it is never taken for a new
store. Stores of earlier versions have no mark; they are known by their tables and get it when they are next written
to. While a store is being made a file says so, and who finds that file without the mark makes the store anew: nothing
can have been published to it.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from data.store.durability import flush_folder
from data.store.log import LOG
from data.store.terms import JOURNAL

MARK = "store.json"
MAKING = "store.making"
FORM = 1
IGNORED = frozenset({"lost+found"})
"""What a folder may hold and still be empty: a new disk comes with it."""


@dataclass(frozen=True)
class Mark:
    """When a store was made, its tables with the ids that Delta gave them, and whether each has a journal by now."""

    made: str
    tables: Mapping[str, str] = field(default_factory=dict)
    journaled: bool = True


class UnreadableMark(Exception):  # noqa: N818 - the name says what happened
    """The mark is there and does not say what a mark says."""


def read_mark(root: Path) -> Mark | None:
    """Return the mark of a store, None where it has none.

    Raises:
        UnreadableMark: If it is damaged.
    """
    try:
        return parse_mark((root / MARK).read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UnreadableMark(MARK) from error


def parse_mark(content: bytes) -> Mark:
    """Return the mark that the content of its file says.

    Raises:
        UnreadableMark: If it is damaged.
    """
    try:
        found = json.loads(content)
        tables = {str(name): str(number) for name, number in found["tables"].items()}
        return Mark(str(found["made"]), tables, bool(found["journaled"]))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise UnreadableMark(MARK) from error


def write_mark(root: Path, mark: Mark) -> None:
    """Write the mark in one step, and return once it is on disk."""
    content: dict[str, object] = {
        "store": "Connect 2030 Tracker",
        "form": FORM,
        "made": mark.made,
        "tables": dict(mark.tables),
    }
    content["journaled"] = mark.journaled
    fresh = root / f"{MARK}.new"
    with fresh.open("w", encoding="utf-8") as opened:
        json.dump(content, opened, indent=1)
        opened.flush()
        os.fsync(opened.fileno())
    fresh.replace(root / MARK)
    flush_folder(root)


def is_to_be_made(root: Path) -> bool:
    """Return whether a store may be made in a folder: it is missing or empty, or making one was interrupted."""
    if not root.exists():
        return True
    names = {one.name for one in root.iterdir()}
    if MAKING in names:
        return MARK not in names
    return not names - IGNORED


def holds_tables(root: Path) -> bool:
    """Return whether a folder holds a table of any name, or what is left of one."""
    return (root / JOURNAL).is_dir() or any(root.glob(f"*/{LOG}"))
