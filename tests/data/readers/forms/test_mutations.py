"""Damaged files of publishers: no exception, every row accounted for, and nothing accepted that the model refuses."""

import os
import random
from pathlib import Path

import pytest

from data.readers import Reading, read_file
from data.schemas.observation import COLUMNS, Observation
from i18n import problem_text, skipped_text
from tests.data.readers.forms.conftest import RULES, SAMPLES

TIMES = 6 * int(os.environ.get("FUZZ", "1"))
CELLS = (
    "",
    "NaN",
    "..",
    "-5",
    "1e400",
    "٣١",
    "31,5",
    "=1+1",
    '"',
    "\t",
    "KEN",
    "404",
    "2024- 1-05",
    "\ufeff",
    "24%",
    "2018-19",
)


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Return a file with one to three things gone wrong."""
    for _ in range(chance.randint(1, 3)):
        content = chance.choice((_cut, _other_bytes, _other_cell, _line_gone, _line_twice, _column_gone))(
            content, chance
        )
    return content


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _other_bytes(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content) + 1)
    return content[:place] + chance.randbytes(chance.randint(1, 3)) + content[place + 2 :]


def _other_cell(content: bytes, chance: random.Random) -> bytes:
    mark = b"\t" if content.count(b"\t") > content.count(b",") else b","
    cells = content.split(mark)
    cells[chance.randrange(len(cells))] = chance.choice(CELLS).encode()
    return mark.join(cells)


def _line_gone(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    return b"".join(lines[:at] + lines[at + 1 :]) if (at := chance.randrange(len(lines) + 1)) < len(lines) else content


def _line_twice(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    at = chance.randrange(len(lines))
    return b"".join(lines[: at + 1] + lines[at:])


def _column_gone(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(6)
    lines = [line.split(b",") for line in content.splitlines()]
    return b"\n".join(b",".join(line[:at] + line[at + 1 :]) for line in lines)


def check(reading: Reading) -> None:
    """Hold what is true of every reading."""
    rows = reading.rows
    for one in reading.problems:
        assert problem_text(one.code, one.row, one.column, one.value, one.details)
    for skipped in reading.skipped:
        assert all(skipped_text(skipped.what, skipped.reason, skipped.code, skipped.name))
    if reading.kind == "observations":
        assert rows.read == rows.accepted + rows.refused + sum(one.rows for one in reading.skipped)
        assert rows.accepted == len(reading.observations)
        assert rows.refused >= 0
        assert rows.accepted or reading.blocked or not rows.read or reading.skipped
    for record in reading.observations[list(COLUMNS)].to_dict("records"):
        Observation.model_validate(record, context=RULES)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.csv")), ids=lambda path: path.stem)
def test_a_damaged_file_is_read_without_an_exception(path: Path) -> None:
    whole = path.read_bytes()
    for seed in range(TIMES):
        check(read_file(damaged(whole, random.Random(f"{path.stem}{seed}")), path.name, RULES))  # noqa: S311 - repeatable, no secret
