"""The reference data for censuses: names that mean one thing, lists and limits with a source, refused where broken."""

import re
from collections import Counter
from pathlib import Path

import pytest

from data.reference import BrokenReferenceError, read_toml_as
from data.reference.limits import load_school_checks, load_school_names
from data.schemas.school import SCHOOL_COLUMNS, SchoolChecks

NAMES = load_school_names()
CHECKS = load_school_checks()


def test_every_column_of_a_school_is_known_and_no_name_means_two_of_them() -> None:
    names = Counter(name for column, others in NAMES.columns.items() for name in (column, *others))

    assert tuple(NAMES.columns) == SCHOOL_COLUMNS
    assert [name for name, times in names.items() if times > 1] == []


def test_names_are_written_as_they_are_compared() -> None:
    written = [*(name for others in NAMES.columns.values() for name in others), *NAMES.personal.words]

    assert [name for name in written if not re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", name)] == []


def test_ids_that_tell_a_school_are_names_of_its_id() -> None:
    assert NAMES.telling.ids <= {"school_id", *NAMES.columns["school_id"]}
    assert "id" not in NAMES.telling.ids


def test_gigas_limits_and_lists_are_those_of_its_rules() -> None:
    limits = CHECKS.limits

    assert (limits.speed_low_mbps.value, limits.speed_high_mbps.value) == (1, 500)
    assert (limits.students_high.value, limits.coordinate_decimals.value) == (10_000, 5)
    assert len(CHECKS.lists.education_level.values) == len(CHECKS.lists.connection_type.values) == 8


def test_connection_types_are_listed_in_small_letters() -> None:
    assert [one for one in CHECKS.lists.connection_type.values if one != one.lower()] == []


@pytest.mark.parametrize("content", ["", "[limits]\n", "not = [toml"], ids=["empty", "without-limits", "no-toml"])
def test_a_broken_file_is_refused_loudly(tmp_path: Path, content: str) -> None:
    path = tmp_path / "school_checks.toml"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(BrokenReferenceError, match="school_checks"):
        read_toml_as(path, SchoolChecks)
