"""How a command answers: what it prints, as JSON, as a table or as a file, and its exit status."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from data.store import (
    NotCertain,
    RevisionDamaged,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreNotWritable,
    StoreUnreadable,
)
from i18n import text
from reports.tables import plain_table
from topics.records import deed_lines

Row = dict[str, Any]
DONE, BLOCKED, MISUSE, UNREADABLE, HELD, DISK, NOT_CERTAIN = range(7)
"""Done; the file has problems (or others changed the same rows); misuse; not done: the store cannot be read, somebody
holds it, the disk refuses; done, but it may not survive a power cut."""
STATUSES: dict[type[StoreError], int] = {
    NotCertain: NOT_CERTAIN,
    StoreBusy: HELD,
    StoreFull: DISK,
    StoreNotWritable: DISK,
    StoreUnreadable: UNREADABLE,
    RevisionDamaged: UNREADABLE,
}
MOST_SKIPPED = 12
MOST_TOLD = 20
SUMMARY = ("message", "form", "rows", "indicator", "ref_area", "edition", "unit_measure")


def write(content: bytes, output: Path | None) -> int:
    """Write a file, to standard output where none is named."""
    if output:
        output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
    return DONE


def warn_of_example(*, beside: bool) -> None:
    """Say that what is printed is invented: in the table itself, or beside what a program or a file takes in."""
    print(text("example.told"), file=sys.stderr if beside else sys.stdout)


def tell_problems(problems: Sequence[Row], total: int) -> None:
    """Print the first problems of a file that was published, worst first, beside the answer; and how many there are."""
    for one in problems[:MOST_TOLD]:
        print(one["message"], file=sys.stderr)
    if total > MOST_TOLD:
        print(text("report.more_problems", count=total - MOST_TOLD), file=sys.stderr)


def say(options: argparse.Namespace, found: Row | list[Row], rows: list[Row]) -> None:
    """Print what was found: all of it as JSON, or its rows as a table with the message above."""
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    if isinstance(found, dict):
        print("  ".join(_said(found[name]) for name in SUMMARY if found.get(name) not in (None, "")))
        _say_skipped(found.get("skipped", ()))
    print(plain_table(rows))


def say_deed(options: argparse.Namespace, found: Row, rows: list[Row], *, told: bool = False) -> None:
    """Print what a deed did or would do; whose rows it concerns and, of one not done, which statuses would turn.

    `told` says that whose later revisions it takes along has been printed before.
    """
    say(options, found, rows)
    if options.json:
        return
    left_out = ({"takes_along"} if told else set()) | (set() if found.get("dry_run") else {"consequences"})
    for line in deed_lines({name: cell for name, cell in found.items() if name not in left_out}):
        print(line)


def say_lines(options: argparse.Namespace, found: Row, lines: Sequence[str]) -> None:
    """Print what was found: all of it as JSON, or its message and one sentence a line."""
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for line in (found["message"], *lines):
        print(line)


def _say_skipped(skipped: Sequence[Row]) -> None:
    for one in skipped[:MOST_SKIPPED]:
        print(text("report.skipped", what=one["what"], rows=one["rows"], reason=one["reason"]))
    if len(skipped) > MOST_SKIPPED:
        print(text("report.skipped_more", count=len(skipped) - MOST_SKIPPED))


def _said(value: object) -> str:
    """Return a part of the summary in words; the counts of rows are a record of their own."""
    return text("report.rows", **value) if isinstance(value, dict) else str(value)


def status_of(error: StoreError) -> int:
    """Return the exit status of what a store could not do."""
    return next((status for kind, status in STATUSES.items() if isinstance(error, kind)), UNREADABLE)


def ended(found: dict[str, Any], *, done: bool) -> int:
    """Return the exit status of a deed that writes, by its record and whether it was done."""
    if done and not found.get("certain", True):
        return NOT_CERTAIN
    return DONE if done else BLOCKED
