"""No file breaks the readers: random bytes, cut files and mutations of the samples, in every wrapping.

Whatever comes in, a reading comes out: with problems, or with rows that the model accepts. `make fuzz` runs the same
with more files: FUZZ times as many.
"""

import os
import random
from pathlib import Path

import pandas as pd
import pytest

from data.readers import ReadOptions, read_file
from data.schemas.observation import Observation
from data.schemas.school import SCHOOL_COLUMNS, School
from i18n.problems import problem_text
from tests.data.readers.school_rules import SCHOOL_RULES
from tests.data.readers.small_rules import RULES
from tests.data.readers.wrappings import CSV, ROWS, archive, ods, xlsx

TIMES = int(os.environ.get("FUZZ", "1"))
FOLDER = Path(__file__).parents[2] / "samples"
SEEDS: dict[str, bytes] = {
    **{path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in sorted(FOLDER.rglob("*.csv"))},
    "xlsx": xlsx({"Data": ROWS, "Notes": [["x"]]}, {"D2": "0%"}),
    "ods": ods(ROWS, percent=[(1, 3)]),
    "zip": archive({"a.csv": CSV, "readme.txt": "x"}),
    "zip with xlsx": archive({"a.xlsx": xlsx({"Data": ROWS})}),
    "utf-16": CSV.decode().encode("utf-16"),
    "cp1252": CSV.replace(b",", b";").replace(b"KEN", b"C\xf4te").replace(b"31.5", b"31,5"),
}
NOISE = [
    b'"',
    b",",
    b";",
    b"\t",
    b"|",
    b"\n",
    b"\r",
    b"\0",
    b"\xff",
    b" ",
    b"%",
    b"\xef\xbb\xbf",
    b"9",
    b"1,234",
    b"PK",
]
OPTIONS = [
    ReadOptions(),
    ReadOptions(decimal=","),
    ReadOptions(decimal=".", delimiter=";"),
    ReadOptions(encoding="Windows-1251", sheet="Data", member="a.csv"),
]


def hold(content: bytes, options: ReadOptions) -> None:
    """Read, and hold what must be true of every reading."""
    for rules in (RULES, SCHOOL_RULES):
        reading = read_file(content, "x", rules, options)
        for one in reading.problems:
            assert problem_text(one.code, one.row, one.column, one.value, one.details)
        rows = reading.rows
        assert rows.read == rows.accepted + rows.refused + sum(one.rows for one in reading.skipped)
        assert reading.problems or rows.accepted
        for row in reading.observations.drop(columns="row").to_dict("records"):
            Observation.model_validate(
                {str(name): "" if pd.isna(cell) else str(cell) for name, cell in row.items()}, context=rules
            )
        for school in reading.schools.slice(0, 50).to_pylist() if reading.schools is not None else ():
            cells = {name: "" if school[name] is None else str(school[name]) for name in SCHOOL_COLUMNS}
            School.model_validate(cells, context=rules)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return a file with some of its bytes replaced, cut off in half of the cases."""
    mutant = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(mutant) + 1)
        noise = chance.choice([*NOISE, chance.randbytes(chance.randint(1, 4))])
        mutant[place : place + chance.choice([0, 1, len(noise)])] = noise
    return bytes(mutant[: chance.choice([len(mutant), chance.randrange(len(mutant) + 1)])])


@pytest.mark.parametrize("name", SEEDS)
def test_no_mutation_of_a_sample_breaks_the_readers(name: str) -> None:
    for seed in range(2 * TIMES):
        chance = random.Random(f"{name}{seed}")  # noqa: S311 - a test needs no secrets
        hold(mutated(SEEDS[name], chance), chance.choice(OPTIONS))


def test_no_random_bytes_break_the_readers() -> None:
    for seed in range(10 * TIMES):
        chance = random.Random(seed)  # noqa: S311 - a test needs no secrets
        start = chance.choice([b"", b"PK\x03\x04", b"\xff\xfe", b"indicator,ref_area,time_period,obs_value\n"])
        hold(start + chance.randbytes(chance.randint(0, 300)), chance.choice(OPTIONS))
