"""Archives and workbooks that do harm are refused before they do any, and damaged ones are one problem."""

import io
import tracemalloc
import zipfile

import openpyxl
import pytest

from data.readers import ReadOptions, read_file
from data.readers.containers import Archive, open_archive
from data.reference.limits import load_upload_limits
from i18n.problems import problem_text
from tests.data.readers.small_rules import RULES
from tests.data.readers.wrappings import CSV, HEADER, ROWS, archive, lying, ods, xlsx

ZEROS = 120_000_000


def code_of(content: bytes, options: ReadOptions = ReadOptions()) -> str:  # noqa: B008 - frozen
    (found,) = read_file(content, "x", RULES, options).problems
    assert problem_text(found.code, found.row, found.column, found.value, found.details)
    return found.code


def encrypted() -> bytes:
    content = bytearray(archive({"a.csv": CSV}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    return bytes(content)


def sparse() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["ALL1048576"] = "indicator", 1
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def two_parts_of_one_name() -> bytes:
    target = io.BytesIO(xlsx({"Data": ROWS}))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(target, "a") as book:
        book.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    return target.getvalue()


HARMFUL = {
    "damaged": (archive({"a.csv": CSV})[:-30], "archive-broken"),
    "only its first bytes": (b"PK\x03\x04", "archive-broken"),
    "no file in it": (archive({}), "archive-empty"),
    "empty files in it": (archive({"a.csv": b"", "folder/": b""}), "archive-empty"),
    "an archive in it": (archive({"a.zip": archive({"a.csv": CSV})}), "archive-nested"),
    "a password": (encrypted(), "archive-protected"),
    "too many files": (archive({f"{number}.csv": b"" for number in range(2001)}), "archive-too-large"),
    "another size than it says": (lying(archive({"a.csv": CSV}), len(CSV), 9), "archive-broken"),
    "a text document": (archive({"word/document.xml": "<x/>"}), "file-not-text"),
    "a workbook without sheets": (archive({"xl/workbook.xml": "<workbook/>"}), "workbook-broken"),
    "a workbook that is no XML": (archive({"content.xml": "<a>"}), "workbook-broken"),
    "a workbook that declares entities": (
        archive({"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "workbook-broken",
    ),
    "cells at opposite corners": (sparse(), "workbook-too-large"),
    "too many columns": (xlsx({"Data": [range(5001)]}), "workbook-too-large"),
    "too many sheets": (xlsx({f"Sheet {number}": [["x"]] for number in range(201)}), "workbook-too-large"),
    "rows repeated without end": (ods([HEADER], repeated=900_000_000), "workbook-too-large"),
    "two parts of one name": (two_parts_of_one_name(), "archive-broken"),
}


@pytest.mark.parametrize(("content", "code"), HARMFUL.values(), ids=HARMFUL)
def test_harmful_or_damaged_file_is_one_problem(content: bytes, code: str) -> None:
    assert code_of(content) == code


def test_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = archive({"a.csv": b"0" * ZEROS})
    tracemalloc.start()
    code = code_of(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert code == "archive-too-large"
    assert peak < 20_000_000


def test_bomb_that_hides_its_size_is_refused_too() -> None:
    bomb = lying(archive({"xl/workbook.xml": b"0" * ZEROS}), ZEROS, 1000)

    assert code_of(bomb) == "archive-broken"


def test_file_in_an_archive_has_the_limit_of_a_file() -> None:
    assert code_of(archive({"a.csv": CSV * 10}), ReadOptions(max_bytes=500)) == "archive-too-large"


def test_table_of_zeros_is_read_below_the_free_size() -> None:
    rows = b"".join(b"individuals_online,KEN,%d,0\n" % (1990 + number % 30) for number in range(200_000))
    found = read_file(archive({"a.csv": CSV.split(b"\n")[0] + b"\n" + rows}), "x", RULES)

    assert found.rows.read == 200_000


def test_junk_that_systems_put_into_archives_is_no_choice() -> None:
    opened = open_archive(archive({"__MACOSX/a.csv": CSV, "b/.DS_Store": b"x", "b/c.csv": CSV}))

    assert isinstance(opened, Archive)
    assert opened.names == ("b/c.csv",)


def test_wide_and_long_tables_are_refused() -> None:
    wide = ",".join(["indicator", "ref_area", "time_period", "obs_value", *("x" * 5000)]).encode() + b"\n1\n"

    assert code_of(wide) == "table-too-large"


def test_every_limit_has_its_reason_and_the_size_is_that_of_the_uploader() -> None:
    limits = load_upload_limits()

    assert ReadOptions().max_bytes == limits.file_mb.value * 1_000_000
    assert limits.file_mb.value == 400
