"""What is said of an indicator is kept as what changed: most of it is the same from one revision to the next.

One cell changes what is said of a few years of some countries; everything else would be a hundred kilobytes that were
said before. So a block of an indicator is kept whole once in a while, and in between only the rows that are new or
say something else. Reading puts them together again, so nobody sees a difference.
"""

from collections.abc import Callable, Iterable
from typing import Any

import pyarrow as pa

from data.schemas.revision import Revision
from data.tables import STATEMENT_SCHEMA
from services.projecting.statements import OCCASION_COLUMNS

WHOLE = "whole"
"""The fact that names the indicators of which an occasion keeps all rows; without it, it is all of them."""
MOST_BETWEEN = 25
"""How many occasions may follow a whole one: reading the newest statements opens as many small files."""
KEY = ("ref_area", "target_id", "year")
SAID = tuple(name for name in STATEMENT_SCHEMA.names if name not in OCCASION_COLUMNS)
Row = dict[str, Any]
Said = dict[tuple[Any, ...], Row]


def is_whole(one: Revision, indicator: str) -> bool:
    """Return whether an occasion keeps all rows of an indicator."""
    return WHOLE not in one.facts or indicator in one.facts[WHOLE].split()


def said_last(history: Iterable[Revision], indicator: str, read: Callable[[Revision], pa.Table]) -> Said | None:
    """Return what was last said of an indicator, by area, target and year; None where it is time to say all again.

    Args:
        history: The occasions, newest first.
        indicator: The indicator.
        read: Returns the rows of an occasion about it.
    """
    parts: list[Revision] = []
    for one in history:
        if indicator not in one.facts:
            continue
        parts.append(one)
        if is_whole(one, indicator):
            break
        if len(parts) > MOST_BETWEEN:
            return None
    if not parts or not is_whole(parts[-1], indicator):
        return None
    said: Said = {}
    for one in reversed(parts):
        said |= by_key(read(one))
    return said


def by_key(rows: pa.Table) -> Said:
    """Return the rows by area, target and year."""
    return {tuple(row[name] for name in KEY): row for row in rows.to_pylist()}


def only_new(block: pa.Table, before: Said | None) -> tuple[pa.Table, bool]:
    """Return the rows of a block that say something new, or all of them; and whether it is all.

    It is all of them where that is as short, or where something is not said any more.
    """
    rows = block.to_pylist()
    if before is None or not before.keys() <= {tuple(row[name] for name in KEY) for row in rows}:
        return block, True
    new = [row for row in rows if not _same(row, before.get(tuple(row[name] for name in KEY)))]
    if 2 * len(new) > len(rows) or not new:
        return block, True
    return pa.Table.from_pylist(new, schema=block.schema), False


def _same(row: Row, before: Row | None) -> bool:
    return before is not None and all(row[name] == before[name] for name in SAID)


def fill_up(before: Said, rows: pa.Table, occasion: Row, *, whole: bool) -> Said:
    """Return all that was said at an occasion: what it kept, and what was said before and still held.

    Args:
        before: What was said at the occasion before.
        rows: What this one kept.
        occasion: What every row says of its occasion.
        whole: Whether it kept everything.
    """
    kept = {key: row | occasion for key, row in before.items()} if not whole else {}
    return kept | by_key(rows)
