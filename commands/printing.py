"""What a command prints: records as JSON or as a table, or a file."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from reports.tables import plain_table

Row = dict[str, Any]
DONE = 0
SUMMARY = ("message", "form", "rows", "indicator", "ref_area", "edition", "unit_measure")


def write(content: bytes, output: Path | None) -> int:
    """Write a file, to standard output where none is named."""
    if output:
        output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
    return DONE


def say(options: argparse.Namespace, found: Row | list[Row], rows: list[Row]) -> None:
    """Print what was found: all of it as JSON, or its rows as a table with the message above."""
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    if isinstance(found, dict):
        print("  ".join(str(found[name]) for name in SUMMARY if found.get(name) not in (None, "")))
    print(plain_table(rows))
