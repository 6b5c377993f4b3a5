"""The commands for whoever looks after the store: init, and store check, repair, acknowledge, compact and backups."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from commands.answers import DISK, DONE, UNREADABLE, say_lines
from data.store.terms import Clock
from services.store_care import (
    OutOfReach,
    acknowledge_loss,
    backup_store,
    check_store,
    compact,
    make_store,
    repair_store,
    restore_backup,
)
from services.tracker import Tracker

Add = Callable[..., argparse.ArgumentParser]
Row = dict[str, Any]
STORING = ("init", "store")
ADMINISTRATOR = "administrator"


def add_storing(add: Add) -> list[argparse.ArgumentParser]:
    """Add the commands, and return those that print."""
    init = add("init", help="make the store with the built-in figures, where there is none")
    deeds = add("store", help="look after the store").add_subparsers(dest="deed", required=True)
    check = deeds.add_parser("check", help="is all of the store there and whole? Changes nothing")
    check.add_argument("--deep", action="store_true", help="read every entry and file, not only the newest")
    repair = deeds.add_parser("repair", help="say what a repair would do; with --yes, do it")
    repair.add_argument("--yes", action="store_true", help="do it")
    _add_acknowledge(deeds.add_parser)
    compacted = deeds.add_parser("compact", help="write summaries and digests, remove what no revision needs")
    backup = deeds.add_parser(
        "backup", help="copy the store to a folder or an address: what is new since the last time"
    )
    restore = deeds.add_parser("restore-backup", help="put a backup in the place of the store")
    restore.add_argument("--yes", action="store_true", help="move aside what is there")
    for command in (backup, restore):
        command.add_argument("place", type=_place, help="a folder, or an address such as s3://bucket/prefix")
    return [init, check, repair, compacted, backup, restore, deeds.choices["acknowledge"]]


def _add_acknowledge(add: Add) -> None:
    command = add("acknowledge", help="note that a revision is known to be lost, so that it is no longer said")
    command.add_argument("revision", type=int)
    command.add_argument("--dataset", help="where several datasets lost that number")
    command.add_argument("--by", default=ADMINISTRATOR, help="who does it")
    command.add_argument("--why", default="", help="the reason")


def _place(said: str) -> str:
    """Return a folder as a whole path; an address with what the usual settings of Amazon's tools say of reaching it."""
    parts = urlsplit(said)
    if "://" not in said:
        return str(Path(said).absolute())
    if parts.scheme != "s3":
        return said
    endpoint = urlsplit(os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL") or "")
    usual = {"region": os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or ""}
    usual |= {"scheme": endpoint.scheme, "endpoint_override": endpoint.netloc}
    query = {name: value for name, value in usual.items() if value} | dict(parse_qsl(parts.query))
    return urlunsplit(parts._replace(query=urlencode(query, safe=":")))


def run_init(options: argparse.Namespace, open_new: Callable[[], Tracker]) -> int:
    """Make the store."""
    found = make_store(open_new)
    say_lines(options, found, [])
    return DONE


def run_store(options: argparse.Namespace, clock: Clock) -> int:
    """Carry out one of the deeds for the store and return the exit status."""
    try:
        found = _deed(options, clock)
    except OutOfReach as error:
        print(str(error), file=sys.stderr)  # noqa: T201 - said to whoever gave the command
        return DISK
    rows: list[Row] = [
        *found.get("damages", ()),
        *found.get("lost", ()),
        *found.get("steps", ()),
        *found.get("left", ()),
    ]
    say_lines(options, found, [one["message"] for one in rows])
    return UNREADABLE if found.get("damages") or found.get("lost") or found.get("left") else DONE


def _deed(options: argparse.Namespace, clock: Clock) -> Row:
    if options.deed == "check":
        return check_store(clock, deep=options.deep)
    if options.deed == "repair":
        return repair_store(clock, do=options.yes)
    if options.deed == "acknowledge":
        return acknowledge_loss(options.revision, options.dataset, (options.by, options.why), clock)
    if options.deed == "compact":
        return compact(clock)
    if options.deed == "backup":
        return backup_store(options.place)
    return restore_backup(options.place, clock, do=options.yes)
