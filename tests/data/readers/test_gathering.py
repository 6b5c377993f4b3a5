"""Texts that are put together block by block are the texts of all blocks, however badly their room was foreseen."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from data.readers.encodings import first_wrong_byte
from data.readers.gathering import Gathering


@given(st.lists(st.lists(st.text(max_size=30), max_size=8), max_size=8), st.sampled_from([0.0, 1.0, 100.0]))
def test_texts_of_all_blocks_come_out_in_their_order(blocks: list[list[str]], expected: float) -> None:
    gathering = Gathering(expected)
    for block in blocks:
        gathering.add(pa.array(["cut off", *block], pa.string()).slice(1))

    found = gathering.texts()
    found.validate(full=True)
    assert found.to_pylist() == [cell for block in blocks for cell in block]


PARTS = st.sampled_from([b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\xe2\x80", b"a", "é小𝄞".encode()])


@given(st.lists(st.binary(max_size=4) | PARTS, max_size=12).map(b"".join))
def test_first_wrong_byte_is_where_python_stops(content: bytes) -> None:
    try:
        content.decode()
        wrong = None
    except UnicodeDecodeError as error:
        wrong = error.start

    assert first_wrong_byte(content) == wrong
