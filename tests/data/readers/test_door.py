"""The door: what comes out of it for good files, for options, for huge lines and for any bytes at all."""

import random
import tracemalloc
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.readers import ReadOptions, Skipped, read_file
from data.schemas.observation import COLUMNS, Observation
from data.schemas.target import Target
from i18n.problems import problem_text
from tests.data.readers.small_rules import RULES, SAMPLES

HEADER = b"indicator,ref_area,time_period,obs_value\n"


def test_good_file_becomes_observations_in_canonical_columns() -> None:
    frame = read_file((SAMPLES / "good.csv").read_bytes(), "good.csv", RULES).observations
    last = frame.iloc[4].to_dict()

    assert list(frame.columns) == [*COLUMNS, "row"]
    assert frame["row"].tolist() == [2, 3, 4, 5, 6]
    assert frame["obs_value"].tolist() == [28.8, 35.0, 33.1, 2.4, 8.06e9]
    assert frame["sex"].tolist() == ["_T", "_T", "F", "_T", "_T"]
    assert last["unit_measure"] == "PS"
    assert last["edition"] == ""
    assert frame.dtypes["obs_value"] == "float64"
    assert all(isinstance(cell, str) for cell in frame.drop(columns=["obs_value", "row"]).to_numpy().ravel())


def test_text_that_looks_like_a_formula_stays_text() -> None:
    frame = read_file((SAMPLES / "good.csv").read_bytes(), "good.csv", RULES).observations

    assert frame["source"].tolist()[3] == "=cmd|' /C calc'!A0"


def test_what_was_recognised_is_said() -> None:
    found = read_file((SAMPLES / "columns_extra.csv").read_bytes(), "x.csv", RULES).recognised

    assert (found.encoding, found.delimiter) == ("UTF-8", ",")
    assert found.columns_used == ("indicator", "ref_area", "time_period", "obs_value")
    assert found.columns_ignored == ("dataset", "sexx", "comment")


def test_missing_observation_is_kept_and_row_without_a_value_is_skipped() -> None:
    reading = read_file((SAMPLES / "missing_marks.csv").read_bytes(), "x.csv", RULES)
    frame = reading.observations

    assert reading.skipped == (Skipped("rows-without-value", "obs-value-missing", 2),)
    assert frame["row"].tolist() == [4, 6, 7]
    assert frame["obs_value"].isna().tolist() == [True, False, True]
    assert frame["obs_status"].tolist() == ["M", "", "M"]


def test_targets_come_with_their_rows() -> None:
    reading = read_file((SAMPLES / "targets_good.csv").read_bytes(), "x.csv", RULES)

    assert [one.target_id for one in reading.models_of(Target)] == ["KE-1", "KE-2"]
    assert reading.model_rows == (2, 3)
    assert reading.models_of(Target)[1].strict


def test_option_indicator_stands_in_for_the_missing_column() -> None:
    content = b"ref_area,time_period,obs_value\nKEN,2023,35\n"
    reading = read_file(content, "x.csv", RULES, ReadOptions(indicator="individuals_online"))

    assert not reading.problems
    assert reading.observations["indicator"].tolist() == ["individuals_online"]


def test_unknown_option_indicator_is_one_problem_of_the_file() -> None:
    content = b"ref_area,time_period,obs_value\nKEN,2023,35\nCIV,2023,40\n"
    reading = read_file(content, "x.csv", RULES, ReadOptions(indicator="individual_online"))

    assert [(one.code, one.row) for one in reading.problems] == [("unknown-indicator", None)]


def test_option_edition_fills_only_rows_without_one() -> None:
    content = b"indicator,ref_area,time_period,obs_value,edition\n" + (
        b"individuals_online,KEN,2023,35,\nindividuals_online,KEN,2023,35,A\nindividuals_online,KEN,2023,35, \n"
    )
    reading = read_file(content, "x.csv", RULES, ReadOptions(edition="B"))

    assert reading.observations["edition"].tolist() == ["B", "A"]
    assert [(one.code, one.row) for one in reading.problems] == [("duplicate-key", 4)]


def test_list_is_cut_worst_first_and_the_counts_are_not() -> None:
    lines = b"individuals_online,KEN,2023,\n" * 30 + b"individuals_online,KEN,2023,x\n" * 30
    reading = read_file(HEADER + lines, "x.csv", RULES, ReadOptions(problems_limit=20))

    assert reading.problems_cut
    assert [one.row for one in reading.problems] == list(range(32, 52))
    assert [(one.code, one.severity, one.count) for one in reading.problem_counts] == [
        ("obs-value-not-a-number", "blocks", 30),
        ("obs-value-missing", "notes", 30),
    ]


def test_all_problems_of_one_severity_fill_the_list_exactly() -> None:
    content = HEADER + b"individuals_online,KEN,2023,x\n" * 20
    reading = read_file(content, "x.csv", RULES, ReadOptions(problems_limit=20))

    assert len(reading.problems) == 20
    assert not reading.problems_cut


def test_hundred_megabytes_of_one_line_are_one_problem_and_little_memory() -> None:
    content = b"a" * 100_000_000
    tracemalloc.start()
    reading = read_file(content, "x.csv", RULES)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert [(one.code, one.row) for one in reading.problems] == [("line-too-long", 1)]
    assert peak < 10_000_000


def test_long_line_below_good_rows_names_its_row() -> None:
    content = HEADER + b"individuals_online,KEN,2023,35\n" * 3 + b"b," * 1_000_000
    reading = read_file(content, "x.csv", RULES)

    assert [(one.code, one.row) for one in reading.problems] == [("line-too-long", 5)]


def test_cell_longer_than_any_text_is_one_problem() -> None:
    content = HEADER + b"individuals_online,KEN,2023,35\nindividuals_online,KEN,2022," + b"1" * 200_000
    reading = read_file(content, "x.csv", RULES)

    assert [(one.code, one.row) for one in reading.problems] == [("line-too-long", 3)]


def test_file_over_the_limit_is_not_read() -> None:
    reading = read_file(HEADER, "x.csv", RULES, ReadOptions(max_bytes=10))

    assert [one.code for one in reading.problems] == ["file-too-large"]


NOISE = [b'"', b",", b"\n", b"\r", b"\0", b"\xff", b" ", b"\xef\xbb\xbf", b"9", b"'", b";", b"=1+1"]


def _mutated(content: bytes, seed: int) -> bytes:
    chance = random.Random(seed)  # noqa: S311 - a test needs no secrets
    mutant = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(mutant) + 1)
        noise = chance.choice(NOISE)
        cut = chance.choice([0, 0, 1, 5])
        mutant[place : place + cut] = noise
    return bytes(mutant[: chance.choice([len(mutant), chance.randrange(len(mutant) + 1)])])


def _check_reading(content: bytes) -> None:
    """Read, and hold what must be true of every reading: nothing is raised, nothing wrong is accepted."""
    reading = read_file(content, "x.csv", RULES)
    rows = reading.rows
    for one in reading.problems:
        assert problem_text(one.code, one.row, one.column, one.value, one.details)
    assert rows.read == rows.accepted + rows.refused + sum(one.rows for one in reading.skipped)
    assert reading.problems or rows.accepted
    for row in reading.observations.drop(columns="row").to_dict("records"):
        cells = {str(name): "" if pd.isna(cell) else str(cell) for name, cell in row.items()}
        Observation.model_validate(cells, context=RULES)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.csv")), ids=lambda path: path.stem)
def test_no_mutation_of_a_sample_raises_or_smuggles_a_row_in(path: Path) -> None:
    content = path.read_bytes()
    for seed in range(15):
        _check_reading(_mutated(content, seed))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_raise(content: bytes) -> None:
    _check_reading(content)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=',";\n\r\t "\'aKEN0129.-_é\u00a0\ufeff', max_size=200))
def test_no_text_below_a_good_header_raises(text: str) -> None:
    _check_reading(HEADER + text.encode())


def test_what_was_said_of_a_file_and_not_needed_is_noted() -> None:
    content = HEADER + b"individuals_online,KEN,2023,35\n"
    reading = read_file(content, "x", RULES, ReadOptions(indicator="population", edition="Survey 1"))
    same = read_file(content, "x", RULES, ReadOptions(indicator="individuals_online"))

    assert [(one.code, one.column, one.value) for one in reading.problems] == [
        ("option-not-used", "indicator", "population")
    ]
    assert reading.observations["edition"].tolist() == ["Survey 1"]
    assert not same.problems
