"""The commands of the command line and their options."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from commands.files import add_reading, add_returning
from commands.storing import STORING, add_storing
from data.datasets import KINDS
from services.misuse import Misuse

Add = Callable[..., argparse.ArgumentParser]
AS_OF = {"as-of": "the data as published at a date or moment"}
READERS: dict[str, tuple[str, tuple[str, ...], dict[str, str]]] = {
    "scorecard": ("every target with its status", (), {"area": "judged for", "framework": "only this one"} | AS_OF),
    "series": (
        "the observations of an indicator in an area",
        ("indicator", "ref_area"),
        {"edition": "default: the one in use"} | AS_OF,
    ),
    "shortfall": (
        "which countries make up the shortfall of an indicator to a target",
        ("indicator", "ref_area"),
        {"target": "default: the live target of the indicator"},
    ),
    "project": (
        "where an indicator will be, and the chance of its target",
        ("indicator", "ref_area"),
        {"target-year": "default: that of the running target", "target": "the level (default: the running target's)"},
    ),
    "backtest": (
        "what projections of an indicator would have been worth",
        ("indicator",),
        {"from": "the first year of origin", "to": "the last year of origin"},
    ),
    "published": (
        "what was said of the years ahead with each revision, and what came in since",
        ("indicator", "ref_area"),
        {},
    ),
    "schools": ("how many schools are connected", (), {"country": "only in this one"}),
    "pledges": ("how many pledges there are and what they are worth; withdrawn ones are left out", (), {}),
    "mappings": ("the kept mappings of columns", (), {"name": "print this one as JSON, as --mapping takes it"}),
}


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    parser = argparse.ArgumentParser(prog="cli.py", description="Connect 2030 Tracker: the deeds without a browser.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("check", "publish"):
        command = commands.add_parser(name, help=f"{name} a file")
        command.add_argument("file", type=Path)
        add_reading(command)
        add_returning(command)
        if name == "publish":
            command.add_argument("--replace-series", action="store_true", help="the file replaces its series")
            command.add_argument("--accepted-only", action="store_true", help="publish the good rows alone")
            command.add_argument("--merge-by-id", action="store_true", help="schools: merge instead of replacing")
            command.add_argument("--complete-on", type=_day, help="pledges: the list is complete as of this day")
            _add_who(command)
    _add_ways_back(commands.add_parser)
    history = commands.add_parser("history", help="the revisions of a dataset, newest first")
    history.add_argument("dataset")
    _add_readers(commands.add_parser)
    storing = add_storing(commands.add_parser)
    for command in (*(one for name, one in commands.choices.items() if name not in STORING), *storing):
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
    command.add_argument("--dry-run", action="store_true", help="say what it would do, and store nothing")


def _add_ways_back(add: Add) -> None:
    restore = add("restore", help="take a dataset back to an earlier revision, and all later ones with it")
    revert = add("revert", help="take back one publication, and nothing that came later")
    for command in (restore, revert):
        command.add_argument("dataset")
        command.add_argument("revision", type=int)
        _add_who(command)
    revert.add_argument(
        "--the-rest", action="store_true", help="leave rows that were changed since; take back the rest"
    )
    remove = add("remove", help="remove wrong observations")
    remove.add_argument("indicator")
    remove.add_argument("ref_area")
    remove.add_argument("time_period")
    remove.add_argument("--edition", help="only in this edition (default: the one in use)")
    _add_who(remove)


def _add_readers(add: Add) -> None:
    for name, (about, places, choices) in READERS.items():
        command = add(name, help=about)
        for place in places:
            command.add_argument(place)
        for choice, words in choices.items():
            command.add_argument(f"--{choice}", help=words)
    template = add("template", help="an empty file to fill in")
    template.add_argument("kind", choices=tuple(KINDS))
    template.add_argument("--output", type=Path, help="the file to write (default: standard output)")
    export = add("export", help="a dataset as a file that can be uploaded again")
    export.add_argument("dataset")
    export.add_argument("--format", choices=("csv", "xlsx"), default="csv")
    export.add_argument("--revision", type=int)
    export.add_argument("--output", type=Path, help="the file to write (default: standard output)")
