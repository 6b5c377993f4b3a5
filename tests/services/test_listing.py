"""The lines of a difference in reading order, and what a deed takes away."""

import pandas as pd
import pytest

from data.datasets import KINDS, OBSERVATIONS, TARGETS
from services.difference import (
    Difference,
    Wanted,
    change_records,
    changed_columns,
    compare_states,
    find_observations,
    list_gone,
    parts_of,
    sort_changes,
    write_periods,
)

FIGURES = KINDS[OBSERVATIONS]


def observations(*rows: tuple[str, str, float | None]) -> pd.DataFrame:
    """Return observations of one indicator: (area, year, value)."""
    base = dict.fromkeys(FIGURES.columns, "") | dict.fromkeys(("sex", "age", "urbanisation", "breakdown"), "_T")
    lines = [
        {**base, "indicator": "x", "edition": "E", "ref_area": area, "time_period": year, "obs_value": value}
        for area, year, value in rows
    ]
    return pd.DataFrame(lines, columns=list(FIGURES.columns)).astype({"obs_value": "float64"})


def compare(before: pd.DataFrame, after: pd.DataFrame) -> Difference:
    return compare_states(before, after, FIGURES)


BEFORE = observations(
    ("KEN", "2020", 10), ("KEN", "2021", 10), ("KEN", "2022", 10), ("UGA", "2020", 5), ("UGA", "2021", 6)
)
AFTER = observations(("KEN", "2020", 11), ("KEN", "2021", 40), ("KEN", "2022", 10), ("KEN", "2023", 12))


def test_changed_lines_come_first_the_biggest_change_at_the_top_then_new_then_gone() -> None:
    rows = sort_changes(compare(BEFORE, AFTER))

    found = list(zip(rows["change"], rows["ref_area"], rows["time_period"], strict=True))
    assert found == [
        ("changed", "KEN", "2021"),
        ("changed", "KEN", "2020"),
        ("new", "KEN", "2023"),
        ("gone", "UGA", "2020"),
        ("gone", "UGA", "2021"),
    ]


def test_a_difference_of_nothing_has_no_lines() -> None:
    assert sort_changes(compare(BEFORE, BEFORE)).empty
    assert list_gone(compare(BEFORE, BEFORE)) == []


def test_gone_rows_are_one_entry_a_series_with_every_period() -> None:
    (series,) = list_gone(compare(BEFORE, AFTER))

    assert (series.indicator, series.ref_area, series.edition, series.periods) == ("x", "UGA", "E", ("2020", "2021"))


@pytest.mark.parametrize(
    ("periods", "written"),
    [
        (("2001",), "2001"),
        (("2001", "2002", "2003"), "2001\N{EN DASH}2003"),
        (("2001", "2003", "2004"), "2001, 2003\N{EN DASH}2004"),
        (("2024-09", "2024-12"), "2024-09, 2024-12"),
        ((), ""),
    ],
)
def test_periods_are_written_in_short(periods: tuple[str, ...], written: str) -> None:
    assert write_periods(periods) == written


def test_changed_columns_do_not_count_missing_twice_as_a_change() -> None:
    line: dict[str, str | float | None] = {f"{side}_{name}": "a" for side in ("old", "new") for name in FIGURES.content}
    line |= {"old_obs_value": float("nan"), "new_obs_value": None, "new_source": "b"}

    assert changed_columns(line, "population") == ["source"]


def test_records_for_a_file_have_the_dataset_and_no_nan() -> None:
    records = change_records({"population": compare(BEFORE, AFTER)})

    assert [one["dataset"] for one in records] == ["population"] * 5
    assert records[2]["old_obs_value"] is None
    assert records[0]["new_obs_value"] == 40


def test_targets_have_lines_too() -> None:
    row = dict.fromkeys(KINDS[TARGETS].columns, "") | {"target_id": "A"}
    before, after = pd.DataFrame([row]), pd.DataFrame([row | {"wording": "new"}, row | {"target_id": "B"}])

    rows = sort_changes(compare_states(before, after, KINDS[TARGETS]))

    assert list(rows["change"]) == ["changed", "new"]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted("x", "", "", 0, 9999), 5),
        (Wanted("x", "UGA", "", 0, 9999), 2),
        (Wanted("x", "UGA", "E", 2021, 2021), 1),
        (Wanted("x", "", "other", 0, 9999), 0),
        (Wanted("y", "", "", 0, 9999), 0),
    ],
)
def test_observations_are_found_by_what_is_looked_for(wanted: Wanted, count: int) -> None:
    assert len(find_observations(BEFORE, wanted)) == count


def test_parts_leave_out_the_totals() -> None:
    assert parts_of({"sex": "F", "age": "_T", "urbanisation": "_T", "breakdown": "poorest"}) == [
        ("sex", "F"),
        ("breakdown", "poorest"),
    ]
