"""The file of a command: what is said of it, its content, and what is written of it beside the answer."""

import argparse
from pathlib import Path

from commands.deeds import Deeds, Looked
from data.readers import ReadOptions
from data.readers.content import Content, map_file
from data.readers.encodings import DELIMITERS, ENCODINGS
from data.readers.forms import known_forms
from i18n import format_plain, text
from reports.refused_file import MOST_IN_A_SHEET, refused_file
from reports.tables import CSV_ENCODING, write_csv
from services.mappings import read_mapping
from services.misuse import Misuse
from services.refused_rows import COLUMNS, Split, holds_several_values, report_record

FORMS = {".csv": "csv", ".xlsx": "xlsx"}
MARKS = (".", ",")
TEXTS = {
    "dataset": "the dataset the file must feed",
    "indicator": "the indicator of a file without that column",
    "edition": "the publisher's edition of rows without one",
    "sheet": "the sheet of a workbook to read (default: the one that holds the data)",
    "member": "the file of an archive to read (default: the one that holds the data)",
    "encoding": f"how the text is encoded (default: as its bytes show): {', '.join(ENCODINGS)}",
}


def add_reading(command: argparse.ArgumentParser) -> None:
    """Add what can be said of a file to a command that reads one."""
    for name, words in TEXTS.items():
        command.add_argument(f"--{name}", help=words)
    command.add_argument(
        "--form", choices=known_forms(), metavar="FORM", help=f"the form it has: {', '.join(known_forms())}"
    )
    command.add_argument("--decimal", choices=MARKS, metavar="MARK", help="the decimal mark of its numbers: . or ,")
    command.add_argument("--delimiter", choices=tuple(DELIMITERS.values()), help="what separates the columns of a text")
    command.add_argument("--mapping", type=Path, metavar="FILE", help="a mapping (JSON): which columns are ours")


def said_of(options: argparse.Namespace) -> ReadOptions:
    """Return what was said of the file, for the readers."""
    names = (*TEXTS, "form", "decimal", "delimiter")
    mapping = read_mapping(_content(options.mapping), options.mapping.name) if options.mapping else None
    return ReadOptions(**{name: getattr(options, name) for name in names}, mapping=mapping)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Misuse.of("file-not-readable", file=path.name) from error


def read_content(path: Path) -> Content:
    """Return the content of the file to check or publish, mapped from the disk; what is no plain file is read.

    Raises:
        Misuse: If it cannot be read.
    """
    try:
        return map_file(path) if path.is_file() else path.read_bytes()
    except OSError as error:
        raise Misuse.of("file-not-readable", file=path.name) from error


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


def look_into(deeds: Deeds, options: argparse.Namespace) -> tuple[Looked, str]:
    """Return a file as it was checked, and what is to be said of the list and the refused rows written beside.

    Raises:
        Misuse: If it cannot be read, or a file that is to be written cannot be.
    """
    content, said, wanted = read_content(options.file), said_of(options), _wants(options)
    apart = wanted or getattr(options, "accepted_only", False)
    looked = deeds.look(content, options.file.name, said, apart=apart)
    return looked, _write_files(options, looked.split, said) if wanted and looked.split else ""


def _write_files(options: argparse.Namespace, split: Split, said: ReadOptions) -> str:
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
    return text("refused.whole_rows") if holds_several_values(split.check, said) else ""
