"""The command line: the same deeds as the dashboard's, for scripts and schedulers.

Exit status: 0 done, 1 the file has problems that block (or somebody else changed the same rows), 2 misuse.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from reports.exports import export_dataset
from reports.tables import plain_table
from services.dates import parse_as_of
from services.deeds import Deeds
from services.misuse import STORE_TROUBLE, Misuse, describe_trouble
from services.tracker import open_tracker

Row = dict[str, Any]
Add = Callable[..., argparse.ArgumentParser]
DONE, BLOCKED, MISUSE = 0, 1, 2
SUMMARY = ("message", "form", "rows", "indicator", "ref_area", "edition", "unit_measure")


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    parser = argparse.ArgumentParser(prog="cli.py", description="Connect 2030 Tracker: the deeds without a browser.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("check", "publish"):
        command = commands.add_parser(name, help=f"{name} a file")
        command.add_argument("file", type=Path)
        command.add_argument("--dataset", help="the dataset the file must feed")
        command.add_argument("--indicator", help="the indicator of a file without that column")
        command.add_argument("--edition", help="the publisher's edition of rows without one")
        if name == "publish":
            command.add_argument("--replace-series", action="store_true", help="the file replaces its series")
            _add_who(command)
    _add_restore_and_remove(commands.add_parser)
    history = commands.add_parser("history", help="the revisions of a dataset, newest first")
    history.add_argument("dataset")
    _add_readers(commands.add_parser)
    for command in commands.choices.values():
        command.add_argument("--json", action="store_true", help="JSON instead of a table")
        command.add_argument("--today", type=_day, help="the day to judge by (default: today)")
    return parser


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(Misuse.of("not-a-date", value=written))) from error


def _add_who(command: argparse.ArgumentParser) -> None:
    command.add_argument("--by", required=True, help="who does it")
    command.add_argument("--why", required=True, help="the reason, kept with the revision")


def _add_restore_and_remove(add: Add) -> None:
    restore = add("restore", help="take a dataset back to an earlier revision")
    restore.add_argument("dataset")
    restore.add_argument("revision", type=int)
    _add_who(restore)
    remove = add("remove", help="remove wrong observations")
    remove.add_argument("indicator")
    remove.add_argument("ref_area")
    remove.add_argument("time_period")
    remove.add_argument("--edition", help="only in this edition (default: the one in use)")
    _add_who(remove)


def _add_readers(add: Add) -> None:
    scorecard = add("scorecard", help="every target with its status")
    scorecard.add_argument("--area")
    scorecard.add_argument("--framework")
    scorecard.add_argument("--as-of", help="the data as published at a date or moment")
    series = add("series", help="the observations of an indicator in an area")
    series.add_argument("indicator")
    series.add_argument("ref_area")
    series.add_argument("--edition")
    series.add_argument("--as-of")
    export = add("export", help="a dataset as a file that can be uploaded again")
    export.add_argument("dataset")
    export.add_argument("--format", choices=("csv", "xlsx"), default="csv")
    export.add_argument("--revision", type=int)
    export.add_argument("--output", type=Path, help="the file to write (default: standard output)")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = build_parser().parse_args(arguments)
    try:
        deeds = Deeds(open_tracker(), options.today or datetime.now(UTC).date())
        for notice in deeds.notices():
            print(notice, file=sys.stderr)
        return COMMANDS[options.command](deeds, options)
    except Misuse as error:
        print(str(error), file=sys.stderr)
        return MISUSE
    except STORE_TROUBLE as error:
        print(describe_trouble(error), file=sys.stderr)
        return MISUSE
    except BrokenPipeError:
        # Whoever reads our output has had enough of it (`| head`); the deed itself was done before.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        print(str(Misuse.of("folder-not-usable", detail=error.strerror, file=error.filename)), file=sys.stderr)
        return MISUSE


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Misuse.of("file-not-readable", file=path.name) from error


def _check(deeds: Deeds, options: argparse.Namespace) -> int:
    found = deeds.check(_read(options.file), options.file.name, options.dataset, options.indicator, options.edition)
    _say(options, found, found["problems"] or found["series"])
    return DONE if found["publishable"] else BLOCKED


def _publish(deeds: Deeds, options: argparse.Namespace) -> int:
    content = _read(options.file)
    who = (options.by, options.why)
    source = (options.dataset, options.indicator, options.edition)
    found, done = deeds.publish(content, options.file.name, who, source, replace_series=options.replace_series)
    _say(options, found, found.get("problems") or found["datasets"])
    return DONE if done else BLOCKED


def _restore(deeds: Deeds, options: argparse.Namespace) -> int:
    found, done = deeds.restore(options.dataset, options.revision, (options.by, options.why))
    _say(options, found, found["datasets"])
    return DONE if done else BLOCKED


def _remove(deeds: Deeds, options: argparse.Namespace) -> int:
    which = (options.indicator, options.ref_area, options.time_period, options.edition)
    found, done = deeds.remove(which, (options.by, options.why))
    _say(options, found, found["datasets"])
    return DONE if done else BLOCKED


def _history(deeds: Deeds, options: argparse.Namespace) -> int:
    found = deeds.history(options.dataset)
    columns = ("revision", "at", "by", "why", "deed", "file", "rows", "new", "changed", "gone")
    _say(options, found, [{name: row[name] for name in columns} for row in found])
    return DONE


def _as_of(deeds: Deeds, options: argparse.Namespace) -> datetime | None:
    """Return the moment to look at, and say where it lies before the store began."""
    as_of = parse_as_of(options.as_of)
    note = deeds.as_of_note(as_of)
    if note:
        print(note, file=sys.stderr)
    return as_of


def _scorecard(deeds: Deeds, options: argparse.Namespace) -> int:
    found = deeds.scorecard(options.area, options.framework, _as_of(deeds, options), today_given=bool(options.today))
    columns = (
        "target_id",
        "ref_area",
        "status",
        "latest_value",
        "latest_year",
        "target_value",
        "target_year",
        "missing",
    )
    _say(options, found, [{name: row[name] for name in columns} for row in found])
    return DONE


def _series(deeds: Deeds, options: argparse.Namespace) -> int:
    found = deeds.series(options.indicator, options.ref_area, options.edition, _as_of(deeds, options))
    _say(options, found, found["observations"])
    return DONE


def _export(deeds: Deeds, options: argparse.Namespace) -> int:
    content = export_dataset(deeds.table(options.dataset, options.revision), options.format)
    if options.output:
        options.output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
    return DONE


def _say(options: argparse.Namespace, found: Row | list[Row], rows: list[Row]) -> None:
    """Print what was found: all of it as JSON, or its rows as a table with the message above."""
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    if isinstance(found, dict):
        print("  ".join(str(found[name]) for name in SUMMARY if found.get(name) not in (None, "")))
    print(plain_table(rows))


COMMANDS: dict[str, Callable[[Deeds, argparse.Namespace], int]] = {
    "check": _check,
    "publish": _publish,
    "restore": _restore,
    "remove": _remove,
    "history": _history,
    "scorecard": _scorecard,
    "series": _series,
    "export": _export,
}

if __name__ == "__main__":
    sys.exit(main())
