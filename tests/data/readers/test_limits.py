"""Every limit on uploads: what is just within it is read, what is just beyond is one problem that names the limit."""

import csv
import io
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from data.readers import ReadOptions, read_file
from data.readers.reading import MAX_BYTES
from data.readers.table import CELL_LIMIT
from data.readers.text import LINE_LIMIT
from data.reference.limits import load_upload_limits
from data.schemas.thresholds import MB, Limit
from i18n.problems import problem_text
from tests.data.readers.small_rules import RULES
from tests.data.readers.wrappings import CSV, HEADER, archive, ods, xlsx

ROOT = Path(__file__).parents[3]
LIMITED = ("containers", "sheet_scan", "table", "workbook_scan")
ROW = ("individuals_online", "KEN", 2023, 35)


def beyond(content: bytes, options: ReadOptions = ReadOptions()) -> tuple[str, str]:  # noqa: B008 - frozen
    """Return the code and the words of what blocks a file, empty where nothing does."""
    blocking = [one for one in read_file(content, "x", RULES, options).problems if one.severity == "blocks"]
    if not blocking:
        return "", ""
    one = blocking[0]
    return one.code, problem_text(one.code, one.row, one.column, one.value, one.details)


def table(rows: int, columns: int = 4, cell: str = "x") -> list[list[object]]:
    """Return the rows of a table with so many rows below its header, wider ones filled with a cell."""
    more = columns - len(HEADER)
    names: list[object] = [*HEADER, *(f"more{number}" for number in range(more))]
    return [names, *([*ROW[:2], 1990 + number, 35, *[cell] * more] for number in range(rows))]


def text(rows: list[list[object]]) -> bytes:
    return "".join(",".join(map(str, row)) + "\n" for row in rows).encode()


def padded(size: int) -> bytes:
    """Return a table with so many bytes."""
    return CSV + b"\n" * (size - len(CSV))


def stored(members: dict[str, bytes]) -> bytes:
    """Return an archive in which nothing is made smaller."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as book:
        for name, content in members.items():
            book.writestr(name, content)
    return target.getvalue()


class Bound(NamedTuple):
    """A small limit, a file of any size measured by it, the greatest size that is read, and what is said beyond it."""

    limits: dict[str, int]
    make: Callable[[int], bytes]
    at: int
    code: str
    words: str


def many(at: int) -> bytes:
    return archive({"a.csv": CSV} | {f"{number}": b"" for number in range(at - 1)})


def large(at: int) -> bytes:
    return stored({"a.csv": CSV, "b.bin": b"\0" * (at - len(CSV))})


def sheets(at: int) -> bytes:
    return xlsx({"Data": table(1)} | {f"s{number}": [] for number in range(at - 1)})


def cells(at: int) -> list[list[object]]:
    """Return the rows of a table with so many cells, or a few more."""
    return table(-(-at // len(HEADER)) - 1)


BOUNDS = {
    "members": Bound({"members": 5}, many, 5, "archive-too-large", "more than 5 parts"),
    "unpacked": Bound({"unpacked_mb": 1}, large, MB, "archive-too-large", "at most 1 MB"),
    "expansion": Bound(
        {"expansion": 30, "expansion_free_mb": 1},
        lambda at: archive({"a.csv": padded(at)}),
        MB,
        "archive-too-large",
        "times its size",
    ),
    "sheets": Bound({"sheets": 3}, sheets, 3, "workbook-too-large", "more than 3 sheets"),
    "cells": Bound({"sheet_cells": 40}, lambda at: xlsx({"A": cells(at)}), 40, "workbook-too-large", "40 cells"),
    "cells of ODS": Bound({"sheet_cells": 40}, lambda at: ods(cells(at)), 40, "workbook-too-large", "40 cells"),
    "columns": Bound({"columns": 6}, lambda at: xlsx({"A": table(1, at)}), 6, "workbook-too-large", "column 6"),
    "columns of CSV": Bound({"columns": 6}, lambda at: text(table(1, at)), 6, "table-too-large", "at most 6"),
    "rows": Bound({"rows": 10}, lambda at: text(table(at - 1)), 10, "table-too-large", "10"),
    "cell": Bound({}, lambda at: text(table(1, 5, "x" * at)), CELL_LIMIT, "line-too-long", "131072"),
    "line": Bound({}, lambda at: text(table(1)) + b"," * at + b"\n", LINE_LIMIT, "line-too-long", "1000000"),
}
LIMITED_CODES = {one.code for one in BOUNDS.values()}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, int]], None]:
    def inject(values: dict[str, int]) -> None:
        found = load_upload_limits().model_copy(
            update={name: Limit(value=value, reason="small") for name, value in values.items()}
        )
        for module in LIMITED:
            monkeypatch.setattr(f"data.readers.{module}.load_upload_limits", lambda: found)

    return inject


@pytest.mark.parametrize("bound", BOUNDS.values(), ids=BOUNDS)
def test_what_is_just_within_a_limit_is_read_and_what_is_beyond_is_not(
    small: Callable[[dict[str, int]], None], bound: Bound
) -> None:
    small(bound.limits)
    within, over = bound.make(bound.at), bound.make(bound.at + 1)
    said = ReadOptions(member="a.csv") if b"a.csv" in within else ReadOptions()

    assert beyond(within, said)[0] not in LIMITED_CODES
    code, words = beyond(over, said)
    assert code == bound.code
    assert bound.words in words


def test_file_has_a_limit_of_bytes_also_inside_an_archive() -> None:
    within, over = padded(2000), padded(2001)
    options = ReadOptions(max_bytes=2000)

    assert beyond(within, options) == ("", "")
    assert beyond(over, options)[0] == "file-too-large"
    assert beyond(archive({"a.csv": within}), options) == ("", "")
    assert beyond(archive({"a.csv": over}), options)[0] == "archive-too-large"


def test_limits_are_one_truth() -> None:
    limits = load_upload_limits()
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))

    assert limits.file_mb.value * MB == MAX_BYTES == ReadOptions().max_bytes
    assert settings["server"]["maxUploadSize"] == limits.file_mb.value
    assert limits.cell_characters.value == CELL_LIMIT == csv.field_size_limit()
    assert limits.line_bytes.value == LINE_LIMIT
