"""Whether bytes are UTF-8, looked at piece by piece; a letter may be cut in two between pieces."""

import numpy as np
import pyarrow as pa

LONGEST_LETTER = 4
FIRST_OF_LETTER = (0x80, 0xC0, 0xE0, 0xF0, 0xF8)
"""Below these, by the number of bytes of a letter: the byte alone, a later byte of one, the first of 2, 3 and 4."""


class LetterWatch:
    """Takes in the pieces of a text one after the other, and knows where they stop being UTF-8."""

    def __init__(self) -> None:
        """Start before the first piece."""
        self._held, self._begin = b"", 0
        self._wrong: int | None = None

    def add(self, piece: bytes) -> None:
        """Take in the next piece; after the first wrong byte nothing more is looked at."""
        if self._wrong is not None:
            return
        chunk = self._held + piece if self._held else piece
        begin = self._begin - len(self._held)
        whole = _whole_letters(chunk)
        wrong = None if chunk.isascii() else _wrong_in(chunk[:whole] if whole < len(chunk) else chunk)
        self._wrong = None if wrong is None else begin + wrong
        self._held, self._begin = chunk[whole:], begin + len(chunk)

    def first_wrong(self) -> int | None:
        """Return where the bytes so far stop being UTF-8, None where all of them are; a letter cut off is wrong."""
        if self._wrong is None and self._held:
            return self._begin - len(self._held)
        return self._wrong


def _whole_letters(chunk: bytes) -> int:
    """Return how many bytes of a piece are whole letters: a letter cut off at its end belongs to the next piece."""
    for back, byte in enumerate(chunk[:-LONGEST_LETTER:-1], start=1):
        if byte < FIRST_OF_LETTER[0]:
            return len(chunk)
        length = next((size for size, first in enumerate(FIRST_OF_LETTER) if byte < first), 0)
        if length > 1:
            return len(chunk) if length <= back else len(chunk) - back
    return len(chunk)


def _wrong_in(chunk: bytes) -> int | None:
    """Return where the bytes stop being UTF-8; Arrow looks first, three times as fast, and Python finds the place."""
    if _is_utf_8(chunk):
        return None
    try:
        chunk.decode()
    except UnicodeDecodeError as error:
        return error.start
    return None


def _is_utf_8(chunk: bytes) -> bool:
    ends = np.array([0, len(chunk)], dtype=np.int32)
    text = pa.StringArray.from_buffers(1, pa.py_buffer(ends), pa.py_buffer(chunk))
    try:
        text.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True
