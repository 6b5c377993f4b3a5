"""The command line: the same deeds as the dashboard's, for scripts and schedulers.

Exit status: 0 done, 1 the file has problems that block (or somebody else changed the same rows), 2 misuse.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from commands.parser import build_parser
from reports.exports import export_dataset
from reports.tables import plain_table
from reports.templates import template_csv
from services.dates import parse_as_of
from services.deeds import Deeds
from services.misuse import STORE_TROUBLE, Misuse, describe_trouble
from services.previewing import Mode
from services.projection_deeds import backtest, project
from services.tracker import open_tracker

Row = dict[str, Any]
DONE, BLOCKED, MISUSE = 0, 1, 2
SUMMARY = ("message", "form", "rows", "indicator", "ref_area", "edition", "unit_measure")


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
    mode = Mode(options.replace_series, options.merge_by_id, str(options.complete_on or ""))
    found, done = deeds.publish(content, options.file.name, who, source, mode)
    if done and not options.json:
        for problem in found["problems"]:
            print(problem["message"], file=sys.stderr)
    _say(options, found, _counts(found) if "revision" in found else found["problems"])
    return DONE if done else BLOCKED


def _counts(found: Row) -> list[Row]:
    """Return what a deed did to each dataset, without the counts of each country."""
    return [{name: value for name, value in one.items() if name != "countries"} for one in found["datasets"]]


def _restore(deeds: Deeds, options: argparse.Namespace) -> int:
    found, done = deeds.restore(options.dataset, options.revision, (options.by, options.why))
    _say(options, found, _counts(found))
    return DONE if done else BLOCKED


def _remove(deeds: Deeds, options: argparse.Namespace) -> int:
    which = (options.indicator, options.ref_area, options.time_period, options.edition)
    found, done = deeds.remove(which, (options.by, options.why))
    _say(options, found, _counts(found))
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


def _shortfall(deeds: Deeds, options: argparse.Namespace) -> int:
    found = deeds.shortfall(options.indicator, options.ref_area, options.target)
    _say(options, found, found)
    return DONE


def _project(deeds: Deeds, options: argparse.Namespace) -> int:
    found = project(
        deeds.tracker, (options.indicator, options.ref_area), options.target_year, options.target, deeds.today
    )
    _say(options, found, [{name: value for name, value in found.items() if not isinstance(value, dict | list)}])
    return DONE


def _backtest(deeds: Deeds, options: argparse.Namespace) -> int:
    found = backtest(deeds.tracker, options.indicator, getattr(options, "from"), options.to)
    _say(options, found, [{"years_ahead": h} | one for h, one in found["horizons"].items()])
    return DONE


def _schools(deeds: Deeds, options: argparse.Namespace) -> int:
    found = deeds.schools(options.country)
    _say(options, found, [found])
    return DONE


def _pledges(deeds: Deeds, options: argparse.Namespace) -> int:
    found = deeds.pledges()
    _say(options, found, [{name: value for name, value in found.items() if not isinstance(value, dict)}])
    return DONE


def _export(deeds: Deeds, options: argparse.Namespace) -> int:
    return _write(export_dataset(deeds.table(options.dataset, options.revision), options.format), options.output)


def _template(deeds: Deeds, options: argparse.Namespace) -> int:
    del deeds
    return _write(template_csv(options.kind), options.output)


def _write(content: bytes, output: Path | None) -> int:
    if output:
        output.write_bytes(content)
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
    "shortfall": _shortfall,
    "project": _project,
    "backtest": _backtest,
    "schools": _schools,
    "pledges": _pledges,
    "template": _template,
}

if __name__ == "__main__":
    sys.exit(main())
