"""What was left out, said together: one sentence a reason, however many areas it names."""

from data.readers import Skipped
from i18n import skipped_text
from services.checking import joined

AREAS = [Skipped("area", "group-not-tracked", rows, f"A{rows}", f"Group {rows}") for rows in range(1, 11)]
EMPTY = Skipped("rows-without-value", "publisher-has-none", 5)


def test_areas_of_one_reason_are_one_with_the_largest_first_and_the_rest_counted() -> None:
    found = joined([*AREAS, EMPTY])

    assert [(one.what, one.rows) for one in found] == [("area_several", 55), ("rows-without-value", 5)]
    assert found[0].name.startswith("Group 10, Group 9, ")
    assert found[0].name.endswith("Group 6 and 5 more")


def test_a_single_one_stays_as_it_is() -> None:
    assert joined(AREAS[:1]) == AREAS[:1]


def test_several_are_said_in_words() -> None:
    (found,) = joined(AREAS[:2])

    assert skipped_text(found.what, found.reason, found.code, found.name) == (
        "areas: Group 2, Group 1",
        "a grouping of the publisher that has no counterpart here",
    )


def test_series_are_told_apart_by_their_codes() -> None:
    (found,) = joined([Skipped("series", "series-not-tracked", 1, code, "Basket") for code in ("b$", "b_PPP")])

    assert found.name == "b$, b_PPP"


def test_rows_of_parts_by_several_columns_are_counted_together() -> None:
    skipped = [Skipped("rows-of-dimension", "dimension-not-tracked", rows, "", f"Type {rows}") for rows in (2, 3)]
    (found,) = joined(skipped)

    assert found.rows == 5
    assert skipped_text(found.what, found.reason, found.code, found.name)[0] == (
        "rows of one part alone by the columns Type 3, Type 2"
    )
