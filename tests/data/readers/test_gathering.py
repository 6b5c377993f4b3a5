"""What is put together from blocks or pieces is what the whole holds, wherever the cuts fall."""

import hashlib
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.readers.content import PIECE, LetterWatch, map_file, survey_of
from data.readers.encodings import first_wrong_byte
from data.readers.table import Coding, Gathering


@given(st.lists(st.lists(st.text(max_size=30), max_size=8), max_size=8), st.sampled_from([0.0, 1.0, 100.0]))
def test_texts_of_all_blocks_come_out_in_their_order(blocks: list[list[str]], expected: float) -> None:
    gathering = Gathering(expected)
    for block in blocks:
        gathering.add(pa.array(["cut off", *block], pa.string()).slice(1))

    found = gathering.column()
    found.validate(full=True)
    assert found.to_pylist() == [cell for block in blocks for cell in block]


CODED = st.lists(st.lists(st.sampled_from(["", "a", "b", "aa", "é", "aé"]), max_size=5), max_size=8)


@pytest.mark.parametrize(("most_known", "few"), [(50_000, 2_000), (50_000, 1), (2, 2_000)])
@given(blocks=CODED)
@example(blocks=[["a"], ["aa", "", "a"]])
@example(blocks=[["é", "é", "é"], ["aé"], [], ["é"]])
def test_coded_cells_are_those_of_the_blocks(most_known: int, few: int, blocks: list[list[str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data.readers.table.MOST_KNOWN", most_known)
        patch.setattr("data.readers.table.FEW", few)
        coding = Coding(1.0)
        for block in blocks:
            coding.add(pa.array(["cut off", *block], pa.string()).slice(1))
        found = coding.column()

    cells = [cell for block in blocks for cell in block]
    assert found.to_pylist() == cells
    assert found.dictionary.to_pylist() == list(dict.fromkeys(cells))


PARTS = st.sampled_from([b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\xe2\x80", b"a", "é小𝄞".encode()])


@given(st.lists(st.binary(max_size=4) | PARTS, max_size=12).map(b"".join))
def test_first_wrong_byte_is_where_python_stops(content: bytes) -> None:
    try:
        content.decode()
        wrong = None
    except UnicodeDecodeError as error:
        wrong = error.start

    assert first_wrong_byte(content) == wrong


@given(st.lists(st.binary(max_size=4) | PARTS, max_size=12))
def test_pieces_may_cut_letters_in_two(pieces: list[bytes]) -> None:
    letters = LetterWatch()
    for piece in pieces:
        letters.add(piece)

    assert letters.first_wrong() == first_wrong_byte(b"".join(pieces))


def test_survey_of_a_mapped_file_says_the_same_as_that_of_its_bytes(tmp_path: Path) -> None:
    content = b'a,"b\r\nc"\n' + b"x" * PIECE + b"\xff\0\n"
    (tmp_path / "file.csv").write_bytes(content)
    found = survey_of(map_file(tmp_path / "file.csv"))

    assert found == survey_of(content)
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert (found.quotes, found.lines, found.wrong, found.zeros) == (2, 3, 9 + PIECE, True)
