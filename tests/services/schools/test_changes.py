"""What a census changes, by small tables made by hand: replaced by country, merged by id, compared, cut."""

import math
import weakref
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from data.tables import SCHOOL_SCHEMA
from services.difference import Difference
from services.schools.changes import (
    LISTED,
    CountryCount,
    Pair,
    Places,
    SchoolDifference,
    Schools,
    Take,
    by_country,
    compare_schools,
    count_by_country,
    countries_of,
    merge_schools,
    stored_schools,
)

ALL = SCHOOL_SCHEMA.names
DEFAULTS: dict[str, object] = {
    **dict.fromkeys(ALL, ""),
    **dict.fromkeys(("latitude", "longitude", "speed_mbps", "students")),
    "connectivity": "unknown",
    "electricity": "unknown",
    "example": False,
}


def school(ref_area: str, school_id: str, **cells: object) -> dict[str, object]:
    return {**DEFAULTS, "ref_area": ref_area, "school_id": school_id, **cells}


def schools(*rows: dict[str, object]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=SCHOOL_SCHEMA)


def counts(found: Difference) -> tuple[int, int, int, int]:
    return found.new, found.changed, found.unchanged, found.gone


def cells(table: pa.Table, *names: str) -> list[tuple[object, ...]]:
    return sorted(tuple(row[name] for name in names) for row in table.to_pylist())


KENYA = schools(
    school("KEN", "1", connectivity="yes", students=120.0, speed_mbps=8.5),
    school("KEN", "2", connectivity="no", school_name="Lake"),
    school("KEN", "3"),
)
NEWER = schools(
    school("KEN", "2", connectivity="yes", school_name="Lake"),
    school("KEN", "3"),
    school("KEN", "4", connectivity="unknown", students=0.0),
    school("UGA", "1"),
)


def test_a_census_replaces_the_schools_of_its_countries() -> None:
    found = merge_schools(KENYA, NEWER, ALL, by_id=False)

    assert counts(found) == (2, 1, 1, 1)
    assert found.parts == ("KEN", "UGA")
    assert found.state.equals(NEWER)
    assert found.changes_something and not found.cut


def test_the_worst_stand_first() -> None:
    rows = merge_schools(KENYA, NEWER, ALL, by_id=False).rows

    assert rows[["change", "ref_area", "school_id"]].to_numpy().tolist() == [
        ["gone", "KEN", "1"],
        ["changed", "KEN", "2"],
        ["new", "KEN", "4"],
        ["new", "UGA", "1"],
    ]
    assert (rows.loc[1, "old_connectivity"], rows.loc[1, "new_connectivity"]) == ("no", "yes")
    assert (rows.loc[0, "old_students"], rows.loc[0, "new_students"]) == (120.0, None)


def test_a_school_that_loses_its_connection_stands_before_one_with_another_name() -> None:
    before = schools(school("KEN", "1", school_name="a"), school("UGA", "1", connectivity="yes"))
    after = schools(school("KEN", "1", school_name="b"), school("UGA", "1", connectivity="no"))

    assert compare_schools(before, after, ["KEN", "UGA"]).rows["ref_area"].tolist() == ["UGA", "KEN"]


def test_merged_by_id_no_school_goes_and_open_cells_keep_what_is_published() -> None:
    incoming = schools(school("KEN", "1", speed_mbps=20.0), school("KEN", "2", connectivity="yes", school_name="River"))
    found = merge_schools(KENYA, incoming, ALL, by_id=True)

    assert counts(found) == (0, 2, 0, 0)
    assert cells(found.state, "school_id", "connectivity", "speed_mbps", "students", "school_name") == [
        ("1", "yes", 20.0, 120.0, ""),
        ("2", "yes", None, None, "River"),
        ("3", "unknown", None, None, ""),
    ]


def test_merged_by_id_a_column_that_the_file_has_not_keeps_what_is_published() -> None:
    published = schools(school("KEN", "1", example=True, connectivity="yes"))
    incoming = schools(school("KEN", "1", school_name="Hill"), school("KEN", "2"))
    found = merge_schools(published, incoming, ("school_id", "ref_area", "school_name"), by_id=True)

    assert cells(found.state, "school_id", "example", "connectivity", "school_name") == [
        ("1", True, "yes", "Hill"),
        ("2", False, "unknown", ""),
    ]


def test_merged_by_id_a_no_replaces_a_yes_and_an_unknown_does_not() -> None:
    published = schools(school("KEN", "1", connectivity="yes"), school("KEN", "2", connectivity="yes"))
    incoming = schools(school("KEN", "1", connectivity="no"), school("KEN", "2", connectivity="unknown"))
    found = merge_schools(published, incoming, ALL, by_id=True)

    assert counts(found) == (0, 1, 1, 0)
    assert cells(found.state, "school_id", "connectivity") == [("1", "no"), ("2", "yes")]


@pytest.mark.parametrize("by_id", [True, False])
def test_the_same_census_again_changes_nothing(by_id: bool) -> None:
    found = merge_schools(KENYA, KENYA, ALL, by_id=by_id)

    assert counts(found) == (0, 0, 3, 0)
    assert found.rows.empty and not found.changes_something


def test_the_same_id_in_another_country_is_another_school() -> None:
    found = compare_schools(schools(school("KEN", "1")), schools(school("UGA", "1")), ["KEN", "UGA"])

    assert counts(found) == (1, 0, 0, 1)


def test_schools_in_any_order_and_any_number_of_pieces_are_compared_alike() -> None:
    rows = [school(area, str(number), students=float(number)) for number in range(7) for area in ("UGA", "KEN")]
    before = pa.concat_tables([schools(row) for row in rows])
    after = schools(*rows[::-1])

    assert counts(compare_schools(before, after, ["KEN", "UGA"])) == (0, 0, 14, 0)


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ({"students": None}, {"students": math.nan}, 0),
        ({"students": None}, {"students": 0.0}, 1),
        ({"students": 5.0}, {"students": 5.0}, 0),
        ({"school_name": "a"}, {"school_name": "a "}, 1),
        ({"example": True}, {"example": False}, 1),
    ],
    ids=["missing", "zero-is-not-missing", "equal", "text", "example"],
)
def test_a_cell_changes_when_it_says_something_else(
    old: dict[str, object], new: dict[str, object], changed: int
) -> None:
    before, after = schools(school("KEN", "1", **old)), schools(school("KEN", "1", **new))

    assert compare_schools(before, after, ["KEN"]).changed == changed


def test_first_census_of_a_country_adds_all_and_an_empty_one_removes_all() -> None:
    nothing = SCHOOL_SCHEMA.empty_table()

    assert counts(merge_schools(nothing, KENYA, ALL, by_id=False)) == (3, 0, 0, 0)
    assert counts(merge_schools(nothing, KENYA, ALL, by_id=True)) == (3, 0, 0, 0)
    assert counts(compare_schools(KENYA, nothing, ["KEN"])) == (0, 0, 0, 3)
    assert counts(compare_schools(nothing, nothing, [])) == (0, 0, 0, 0)


def test_countries_beside_the_chosen_ones_are_left_out() -> None:
    found = compare_schools(KENYA, NEWER, ["KEN"])

    assert counts(found) == (1, 1, 1, 1)
    assert isinstance(found.state, pa.Table)
    assert found.state["ref_area"].unique().to_pylist() == ["KEN"]


def test_a_long_list_is_cut_and_the_counts_are_not() -> None:
    before = schools(*(school("KEN", f"k{number}") for number in range(LISTED)))
    after = schools(*(school("UGA", f"u{number}") for number in range(LISTED + 7)))
    found = compare_schools(before, after, ["KEN", "UGA"])

    assert counts(found) == (LISTED + 7, 0, 0, LISTED)
    assert found.cut
    assert len(found.rows) == LISTED
    assert set(found.rows["change"]) == {"gone"}


def test_each_country_is_counted_those_with_most_changes_first() -> None:
    found = merge_schools(
        KENYA, pa.concat_tables([NEWER, schools(*(school("BWA", str(one)) for one in range(9)))]), ALL, by_id=False
    )

    assert count_by_country(found) == (
        CountryCount("BWA", 9, 0, 0, 0),
        CountryCount("KEN", 1, 1, 1, 1),
        CountryCount("UGA", 1, 0, 0, 0),
    )
    assert count_by_country(Difference(KENYA, found.rows, 0, 0, 0, 0)) == ()


def in_one_table(rows: pa.Table) -> pa.Table:
    return rows


def in_no_order(rows: pa.Table) -> pa.Table:
    return rows.take(pa.array([*range(1, rows.num_rows, 2), *range(0, rows.num_rows, 2)][::-1]))


def in_pieces_of_one(rows: pa.Table) -> pa.Table:
    return pa.concat_tables([rows.slice(place, 1) for place in range(rows.num_rows)])


def read_one_country_at_a_time(rows: pa.Table) -> Take:
    def read(parts: Sequence[str] | None, columns: Sequence[str] | None) -> pa.Table:
        assert parts and len(parts) == 1
        return rows.filter(pc.is_in(rows["ref_area"], pa.array(parts))).select(columns)

    return stored_schools(read)


def first_two_stay(pair: Pair) -> Places:
    """Return where the schools 0 and 1 stand, which `LATER` and `NEWER` do not name."""
    ids = pair.before["school_id"].to_pylist()
    return np.array([place for place, one in enumerate(ids) if one in ("0", "1")], dtype=np.int64)


HOW = [in_one_table, in_no_order, in_pieces_of_one, read_one_country_at_a_time]
MANY = schools(
    *(
        school(area, str(one), students=float(one), school_name=area)
        for area in ("BWA", "KEN", "UGA")
        for one in range(9)
    )
)
LATER = schools(
    *(
        school(area, str(one), students=float(one % 5) if one % 3 else None, school_name=area if one % 4 else "New")
        for area in ("KEN", "TZA", "UGA")
        for one in range(3, 12)
    )
)


def said_of(found: SchoolDifference) -> tuple[object, ...]:
    assert isinstance(found.state, pa.Table)
    rows = found.rows.sort_values(["change", "ref_area", "school_id"]).astype(str).to_numpy().tolist()
    return counts(found), found.by_country, found.parts, found.held, rows, cells(found.state, *ALL)


@pytest.mark.parametrize("how", HOW, ids=lambda one: one.__name__)
@pytest.mark.parametrize("way", ["replace", "by_id", "with_held"])
def test_answer_does_not_depend_on_how_much_is_read_at_a_time(how: Callable[[pa.Table], Schools], way: str) -> None:
    def found(before: Schools) -> tuple[object, ...]:
        kept = first_two_stay if way == "with_held" else None
        return said_of(merge_schools(before, LATER, ALL, by_id=way == "by_id", stays=kept))

    assert found(how(MANY)) == found(MANY)


@pytest.mark.parametrize("how", HOW, ids=lambda one: one.__name__)
def test_two_states_are_compared_alike_however_they_are_read(how: Callable[[pa.Table], Schools]) -> None:
    areas = sorted({*countries_of(MANY), *countries_of(LATER)})
    whole, found = compare_schools(MANY, LATER, areas), compare_schools(how(MANY), how(LATER), areas)

    assert said_of(found)[:-1] == said_of(whole)[:-1]


def test_schools_that_stay_count_as_they_are_and_are_said_to_be_held() -> None:
    found = merge_schools(KENYA, NEWER, ALL, by_id=False, stays=first_two_stay)

    assert (counts(found), found.held) == ((2, 1, 2, 0), 1)
    assert cells(found.state, "ref_area", "school_id") == [("KEN", one) for one in "1234"] + [("UGA", "1")]


def test_later_state_goes_country_by_country_to_whoever_keeps_it() -> None:
    kept: list[list[str]] = []

    def keep(tables: Iterator[pa.Table]) -> pa.Table:
        kept.extend(countries_of(one) for one in tables)
        return SCHOOL_SCHEMA.empty_table()

    merge_schools(MANY, LATER, ALL, by_id=True, keep=keep)

    assert kept == [["KEN"], ["TZA"], ["UGA"]]


def test_no_country_is_held_on_to_while_the_next_is_read() -> None:
    read: list[weakref.ref[pa.Table]] = []

    def take(area: str) -> pa.Table:
        assert all(one() is None for one in read[:-1])
        rows = by_country(MANY)(area)
        read.append(weakref.ref(rows))
        return rows

    compare_schools(take, LATER, ["BWA", "KEN", "TZA", "UGA"])

    assert len(read) == 4
