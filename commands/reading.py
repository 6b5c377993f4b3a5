"""What a command is told of the file that it reads: options, and what they mean to the readers."""

import argparse
from pathlib import Path

from data.readers import ReadOptions
from data.readers.encodings import DELIMITERS, ENCODINGS
from data.readers.form_said import known_forms
from services.local_files import Content, read_local
from services.mappings import read_mapping
from services.misuse import Misuse

FORMS = known_forms()
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
    command.add_argument("--form", choices=FORMS, metavar="FORM", help=f"the form it has: {', '.join(FORMS)}")
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
    """Return the content of the file to check or publish.

    Raises:
        Misuse: If it cannot be read.
    """
    try:
        return read_local(path)
    except OSError as error:
        raise Misuse.of("file-not-readable", file=path.name) from error
