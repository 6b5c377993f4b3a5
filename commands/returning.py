"""What a command writes about a file beside its answer: the whole list of problems, and the refused rows."""

import argparse
from pathlib import Path

from commands.reading import said_of
from data.readers.content import Content
from i18n import format_plain, text
from reports.refused_file import MOST_IN_A_SHEET, refused_file
from reports.tables import CSV_ENCODING, write_csv
from services.deeds import Deeds
from services.misuse import Misuse
from services.refused_rows import COLUMNS, Split, holds_several_values, report_record

FORMS = {".csv": "csv", ".xlsx": "xlsx"}


def add_returning(command: argparse.ArgumentParser) -> None:
    """Add where the list of problems and the refused rows go."""
    command.add_argument("--report", type=Path, metavar="FILE", help="write the whole list of problems (CSV)")
    command.add_argument("--refused", type=Path, metavar="FILE", help="write the refused rows (.csv or .xlsx)")


def _wants(options: argparse.Namespace) -> bool:
    wanted = [path for path in (options.report, options.refused) if path is not None]
    for path in wanted:
        if path.resolve() == options.file.resolve():
            raise Misuse.of("same-file", value=path.name)
    if options.refused is not None and options.refused.suffix.lower() not in FORMS:
        raise Misuse.of("refused-file-kind", value=options.refused.name)
    return bool(wanted)


def give_back(deeds: Deeds, options: argparse.Namespace, content: Content) -> str:
    """Write the list of problems and the refused rows where they are wanted; return what is to be said of it.

    Raises:
        Misuse: If a file that is to be written cannot be.
    """
    return _write_files(options, deeds.split(content, options.file.name, said_of(options))) if _wants(options) else ""


def _write_files(options: argparse.Namespace, split: Split) -> str:
    if options.report is not None:
        with options.report.open("w", encoding=CSV_ENCODING, newline="") as target:
            write_csv(target, COLUMNS, map(report_record, split.check.problems))
    if options.refused is None:
        return ""
    returned = split.returned
    if returned is None or not returned.rows:
        return text("refused.none_written", file=options.refused.name)
    form = FORMS[options.refused.suffix.lower()]
    if form == "xlsx" and len(returned.rows) > MOST_IN_A_SHEET:
        counts = {"count": format_plain(len(returned.rows), 0), "most": format_plain(MOST_IN_A_SHEET, 0)}
        raise Misuse.of("too-many-for-a-sheet", **counts)
    options.refused.write_bytes(refused_file(returned, form))
    return text("refused.whole_rows") if holds_several_values(split.check, said_of(options)) else ""
