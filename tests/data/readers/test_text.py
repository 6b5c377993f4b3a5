"""What is no text that can be read is one problem, and says what it seems to be."""

import gzip

import pytest

from data.readers.content import PIECE
from data.readers.encodings import Encoding, row_at
from data.readers.text import LINE_LIMIT, check_size, check_text
from data.schemas.problem import Problem

KINDS = {
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "xls"),
    "pdf": (b"%PDF-1.7\nrest", "pdf"),
    "gzip": (gzip.compress(b"a,b\n1,2\n"), "gzip"),
    "protected workbook": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "protected"),
    "another archive": (b"Rar!\x1a\x07", "other_archive"),
    "web page": (b"\n  <!DOCTYPE html><title>Sign in</title>", "web_page"),
    "zero bytes": (b"a,b\n1,\x00\n", "binary"),
    "control characters": (bytes(range(1, 9)) * 20, "binary"),
}


@pytest.mark.parametrize(("content", "kind"), KINDS.values(), ids=KINDS)
def test_file_that_is_no_text_says_what_it_seems_to_be(content: bytes, kind: str) -> None:
    found = check_text(content)

    assert isinstance(found, Problem)
    assert (found.code, found.details) == ("file-not-text", {"advice": kind})


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n\t\n"], ids=["none", "only a mark", "blank"])
def test_file_without_anything_is_empty(content: bytes) -> None:
    found = check_size(content, 1_000)

    assert found is not None
    assert found.code == "file-empty"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_told_with_and_without_its_mark(encoding: str) -> None:
    found = check_text("indicator,ref_area\nx,y\n".encode(encoding))

    assert isinstance(found, Encoding)
    assert found.name == "UTF-16"


def test_first_wrong_byte_is_found_behind_many_good_letters() -> None:
    content = ("a,é\n" * 400_000).encode() + b"b,\xe9t\xe9,c\n"
    found = check_text(content)

    assert isinstance(found, Problem)
    assert (found.code, found.row, found.value) == ("encoding-not-utf-8", 400_001, "été")


def test_letter_across_two_pieces_does_not_move_the_place() -> None:
    before = "é,c\n".encode() * (PIECE // 5 - 1)
    content = before + b"x" * (PIECE - 3 - len(before)) + "\N{GRINNING FACE}\n".encode() + b"\xe9\n\n\n"
    found = check_text(content)

    assert isinstance(found, Problem)
    assert (found.row, found.value) == (PIECE // 5 + 1, "é")


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_letter_cut_off_at_the_end_among_good_ones_is_not_utf_8(cut: int) -> None:
    found = check_text(("a,é\n" * 50 + "b,\N{GRINNING FACE}").encode()[:-cut])

    assert isinstance(found, Problem)
    assert (found.code, found.row) == ("encoding-not-utf-8", 51)


def test_byte_order_mark_is_accepted_and_passed_over() -> None:
    assert check_text(b"\xef\xbb\xbfa,b\n") == Encoding("UTF-8 with a byte order mark", 3)


def test_line_of_the_limit_is_read_and_one_more_character_is_not() -> None:
    allowed = check_text(b"a\n" + b"b" * LINE_LIMIT + b"\n")
    refused = check_text(b"a\n" + b"b" * (LINE_LIMIT + 1) + b"\n")

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
