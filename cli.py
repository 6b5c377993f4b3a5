"""The command line: the same deeds as the dashboard's, for scripts and schedulers.

The exit status tells the outcomes apart (`commands/answers.py`; the README lists them).
"""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

if gc.isenabled():  # before the libraries are loaded: a command makes many objects and lets few of them go
    gc.set_threshold(100_000, 50, 50)

from commands.turns import take_turn

if __name__ == "__main__":
    take_turn(sys.argv[1:])

from clock import moment_now, today
from commands.answers import (
    BLOCKED,
    DONE,
    MISUSE,
    NOT_CERTAIN,
    ended,
    say,
    say_deed,
    status_of,
    tell_problems,
    warn_of_example,
    write,
)
from commands.apart import leave, run_apart, stand_back
from commands.deeds import Deeds, Looked
from commands.files import look_into
from commands.parser import build_parser
from commands.storing import STORING, run_init, run_store
from reports.exports import export_dataset
from reports.templates import template_csv
from services.jobs.bounds import large_bounds
from services.mappings import find_mapping, mapping_records, write_mapping
from services.misuse import STORE_TROUBLE, Misuse, describe_trouble
from services.previewing import Mode
from services.projecting.recording import record_statements
from services.registers import COLUMN, holds_examples
from services.tracker import open_tracker
from services.view import as_of_note, parse_as_of
from topics.projections import backtest, project
from topics.records import check_record

Row = dict[str, Any]
WRITERS = ("publish", "restore", "revert", "remove")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = build_parser().parse_args(arguments)
    try:
        if options.command in STORING:
            return _look_after(options)
        dry_run = getattr(options, "dry_run", False)
        deeds = Deeds(open_tracker(None, moment_now), options.today or today(), dry_run=dry_run)
        for warning in deeds.warnings():
            print(warning, file=sys.stderr)
        return _carry_out(deeds, options)
    except Misuse as error:
        print(str(error), file=sys.stderr)
        return MISUSE
    except STORE_TROUBLE as error:
        print(describe_trouble(error), file=sys.stderr)
        return status_of(error)
    except BrokenPipeError:
        # Whoever reads our output has had enough of it (`| head`); the deed itself was done before.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        print(str(Misuse.of("folder-not-usable", detail=error.strerror, file=error.filename)), file=sys.stderr)
        return MISUSE


def _look_after(options: argparse.Namespace) -> int:
    if options.command == "init":
        return run_init(options, lambda: open_tracker(None, moment_now))
    return run_store(options, moment_now)


def _carry_out(deeds: Deeds, options: argparse.Namespace) -> int:
    """Run the command; after a deed that published, write down what is said of the years ahead."""
    done = COMMANDS[options.command](deeds, options)
    if options.command in WRITERS and done in (DONE, NOT_CERTAIN) and not deeds.dry_run:
        sys.stdout.flush()  # whoever waits for the answer has it by now
        stand_back(done)
        record_statements(deeds.tracker)
    return done


def _check(deeds: Deeds, options: argparse.Namespace) -> int:
    found = check_record(_look(deeds, options).check)
    say(options, found, found["problems"] or found["series"])
    return DONE if found["publishable"] else BLOCKED


def _publish(deeds: Deeds, options: argparse.Namespace) -> int:
    who = (options.by, options.why)
    complete_on = str(options.complete_on or "")
    mode = Mode(options.replace_series, options.merge_by_id, complete_on, options.accepted_only)
    found, done = deeds.publish(_look(deeds, options), who, mode)
    if done and not options.json:
        tell_problems(found["problems"], sum(one["count"] for one in found["problem_counts"]))
    say_deed(options, found, _counts(found) if "revision" in found else found["problems"])
    return ended(found, done=done)


def _look(deeds: Deeds, options: argparse.Namespace) -> Looked:
    looked, said = look_into(deeds, options)
    if said:
        print(said, file=sys.stderr)
    return looked


def _counts(found: Row) -> list[Row]:
    """Return what a deed did to each dataset, without the counts of each country."""
    return [{name: value for name, value in one.items() if name != "countries"} for one in found["datasets"]]


def _restore(deeds: Deeds, options: argparse.Namespace) -> int:
    for line in () if deeds.dry_run else deeds.taken_along(options.dataset, options.revision):
        print(line, file=sys.stderr if options.json else sys.stdout, flush=True)  # before it is done
    found, done = deeds.restore(options.dataset, options.revision, (options.by, options.why))
    say_deed(options, found, _counts(found), told=not deeds.dry_run)
    return ended(found, done=done)


def _revert(deeds: Deeds, options: argparse.Namespace) -> int:
    who = (options.by, options.why)
    found, done = deeds.revert(options.dataset, options.revision, who, the_rest=options.the_rest)
    say_deed(options, found, _counts(found))
    return ended(found, done=done)


def _remove(deeds: Deeds, options: argparse.Namespace) -> int:
    which = (options.indicator, options.ref_area, options.time_period, options.edition)
    found, done = deeds.remove(which, (options.by, options.why))
    say_deed(options, found, _counts(found))
    return ended(found, done=done)


def _history(deeds: Deeds, options: argparse.Namespace) -> int:
    found = deeds.history(options.dataset)
    columns = ("revision", "state", "at", "by", "why", "deed", "file", "rows", "new", "changed", "gone")
    say(options, found, [{name: row.get(name, "") for name in columns} for row in found])
    return DONE


def _as_of(deeds: Deeds, options: argparse.Namespace) -> datetime | None:
    """Return the moment to look at, and say where it lies before the store began."""
    as_of = parse_as_of(options.as_of)
    note = as_of_note(deeds.tracker, as_of)
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
    say(options, found, [{name: row[name] for name in columns} for row in found])
    return DONE


def _series(deeds: Deeds, options: argparse.Namespace) -> int:
    found = deeds.series(options.indicator, options.ref_area, options.edition, _as_of(deeds, options))
    say(options, found, found["observations"])
    return DONE


def _shortfall(deeds: Deeds, options: argparse.Namespace) -> int:
    from topics.gap.shortfalls import shortfall_records

    found = shortfall_records(deeds.now, options.indicator, options.ref_area, options.target)
    say(options, found, found)
    return DONE


def _project(deeds: Deeds, options: argparse.Namespace) -> int:
    found = project(deeds.now, (options.indicator, options.ref_area), options.target_year, options.target)
    say(options, found, [{name: value for name, value in found.items() if not isinstance(value, dict | list)}])
    return DONE


def _backtest(deeds: Deeds, options: argparse.Namespace) -> int:
    found = backtest(deeds.now, options.indicator, getattr(options, "from"), options.to)
    say(options, found, [{"years_ahead": h} | one for h, one in found["horizons"].items()])
    return DONE


def _published(deeds: Deeds, options: argparse.Namespace) -> int:
    from topics.record.published import SHOWN_COLUMNS, statements_record

    found = statements_record(deeds.tracker.store, deeds.now, (options.indicator, options.ref_area))
    say(options, found, [{name: row[name] for name in SHOWN_COLUMNS} for row in found])
    return DONE


def _schools(deeds: Deeds, options: argparse.Namespace) -> int:
    return _say_register(options, deeds.schools(options.country))


def _pledges(deeds: Deeds, options: argparse.Namespace) -> int:
    return _say_register(options, deeds.pledges())


def _say_register(options: argparse.Namespace, found: Row) -> int:
    """Print what a register holds, and that it is invented where it is."""
    if found["example"]:
        warn_of_example(beside=options.json)
    say(options, found, [{name: value for name, value in found.items() if not isinstance(value, dict)}])
    return DONE


def _mappings(deeds: Deeds, options: argparse.Namespace) -> int:
    if options.name:
        return write(write_mapping(find_mapping(deeds.tracker, options.name).mapping), None)
    found = mapping_records(deeds.tracker)
    say(options, found, found)
    return DONE


def _export(deeds: Deeds, options: argparse.Namespace) -> int:
    table = deeds.table(options.dataset, options.revision)
    if COLUMN in table.column_names and holds_examples(table):
        warn_of_example(beside=True)
    return write(export_dataset(table, options.format), options.output)


def _template(deeds: Deeds, options: argparse.Namespace) -> int:
    del deeds
    return write(template_csv(options.kind), options.output)


COMMANDS: dict[str, Callable[[Deeds, argparse.Namespace], int]] = {
    "check": _check,
    "publish": _publish,
    "restore": _restore,
    "revert": _revert,
    "remove": _remove,
    "history": _history,
    "scorecard": _scorecard,
    "series": _series,
    "export": _export,
    "shortfall": _shortfall,
    "project": _project,
    "backtest": _backtest,
    "published": _published,
    "schools": _schools,
    "pledges": _pledges,
    "mappings": _mappings,
    "template": _template,
}

if __name__ == "__main__":
    leave(run_apart(main, sys.argv[1:], large_bounds()))
