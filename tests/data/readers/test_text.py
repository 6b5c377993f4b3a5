"""What is no text that can be read is one problem, and says what it seems to be."""

import gzip

import pytest

from data.readers.text import LINE_LIMIT, PIECE, Encoding, check_text, row_at
from data.schemas.problem import Problem

KINDS = {
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "xls"),
    "pdf": (b"%PDF-1.7\nrest", "pdf"),
    "gzip": (gzip.compress(b"a,b\n1,2\n"), "gzip"),
    "zip": (b"PK\x03\x04\x14\x00data.csv", "zip"),
    "xlsx": (b"PK\x03\x04\x14\x00[Content_Types].xml" + b"x" * 99 + b"xl/workbook.xml", "xlsx"),
    "ods": (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "ods"),
    "web page": (b"\n  <!DOCTYPE html><title>Sign in</title>", "web_page"),
    "zero bytes": (b"a,b\n1,\x00\n", "binary"),
    "control characters": (bytes(range(1, 9)) * 20, "binary"),
}


@pytest.mark.parametrize(("content", "kind"), KINDS.values(), ids=KINDS)
def test_file_that_is_no_text_says_what_it_seems_to_be(content: bytes, kind: str) -> None:
    found = check_text(content, 1_000)

    assert isinstance(found, Problem)
    assert (found.code, found.details) == ("file-not-text", {"advice": kind})


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n\t\n"], ids=["none", "only a mark", "blank"])
def test_file_without_anything_is_empty(content: bytes) -> None:
    found = check_text(content, 1_000)

    assert isinstance(found, Problem)
    assert found.code == "file-empty"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_told_with_and_without_its_mark(encoding: str) -> None:
    found = check_text("indicator,ref_area\nx,y\n".encode(encoding), 1_000)

    assert isinstance(found, Problem)
    assert (found.code, found.row, found.details["advice"]) == ("encoding-not-utf-8", 1, "utf_16")


def test_first_wrong_byte_is_found_behind_many_good_letters() -> None:
    content = ("a,é\n" * 400_000).encode() + b"b,\xe9t\xe9,c\n"
    found = check_text(content, 10_000_000)

    assert isinstance(found, Problem)
    assert (found.code, found.row, found.value) == ("encoding-not-utf-8", 400_001, "été")


def test_letter_across_two_pieces_does_not_move_the_place() -> None:
    before = b"ab,c\n" * (PIECE // 5 - 1)
    content = before + b"x" * (PIECE - 3 - len(before)) + "\N{GRINNING FACE}\n".encode() + b"\xe9\n\n\n"
    found = check_text(content, 10_000_000)

    assert isinstance(found, Problem)
    assert (found.row, found.value) == (PIECE // 5 + 1, "é")


def test_letter_cut_off_at_the_end_is_not_utf_8() -> None:
    found = check_text("a,b\n1,é".encode()[:-1], 1_000)

    assert isinstance(found, Problem)
    assert (found.code, found.row) == ("encoding-not-utf-8", 2)


def test_byte_order_mark_is_accepted_and_passed_over() -> None:
    assert check_text(b"\xef\xbb\xbfa,b\n", 1_000) == Encoding("UTF-8 with a byte order mark", 3)


def test_line_of_the_limit_is_read_and_one_more_character_is_not() -> None:
    allowed = check_text(b"a\n" + b"b" * LINE_LIMIT + b"\n", 10_000_000)
    refused = check_text(b"a\n" + b"b" * (LINE_LIMIT + 1) + b"\n", 10_000_000)

    assert isinstance(allowed, Encoding)
    assert isinstance(refused, Problem)
    assert (refused.code, refused.row) == ("line-too-long", 2)


@pytest.mark.parametrize(
    ("content", "row"),
    [(b"a\nb\nX", 3), (b"a\r\nb\r\nX", 3), (b"a\rb\rX", 3), (b'a\n"b\nc"\nX', 3)],
    ids=["LF", "CRLF", "CR", "a break in quotes"],
)
def test_row_of_a_byte_is_counted_as_a_spreadsheet_does(content: bytes, row: int) -> None:
    assert row_at(content, content.index(b"X")) == row
