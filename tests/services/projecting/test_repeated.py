"""Held here: statements are kept as what changed, and read as if each had been kept whole."""

from datetime import UTC, datetime

import pyarrow as pa
import pytest

from data.schemas.revision import Revision
from data.tables import STATEMENT_SCHEMA
from services.projecting.recording import MOST_BETWEEN, WHOLE, by_key, fill_up, only_new, said_last


def block(occasion: str, **medians: float) -> pa.Table:
    """Return what is said of the year 2030 in some areas."""
    rows = [
        {"kept_for": occasion, "indicator": "online", "ref_area": area, "target_id": "", "year": 2030, "median": median}
        for area, median in medians.items()
    ]
    return pa.Table.from_pylist(rows, schema=STATEMENT_SCHEMA)


def occasion(whole: str | None) -> Revision:
    facts = {"online": "mark"} | ({} if whole is None else {WHOLE: whole})
    at = datetime(2026, 11, 30, tzinfo=UTC)
    return Revision(
        dataset="statements", revision=1, by="x", why="x", at=at, rows=1, deed="publish", new=0, changed=0,
        unchanged=0, gone=0, version=1, facts=facts,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "kept", "whole"),
    [
        pytest.param({"KEN": 1, "UGA": 2, "TZA": 3}, ["KEN"], False, id="one changed"),
        pytest.param({"KEN": 7, "TZA": 3, "UGA": 2}, ["KEN", "UGA", "TZA"], True, id="nothing changed"),
        pytest.param({"KEN": 1, "UGA": 1, "TZA": 3}, ["KEN", "UGA", "TZA"], True, id="most changed"),
        pytest.param({"UGA": 2, "TZA": 3}, ["KEN"], False, id="one is new"),
        pytest.param({"KEN": 1, "UGA": 2, "TZA": 3, "RWA": 4}, ["KEN", "UGA", "TZA"], True, id="one is gone"),
    ],
)
def test_rows_that_say_something_new_are_kept_and_all_where_that_is_simpler(
    before: dict[str, float], kept: list[str], whole: bool
) -> None:
    now = block("b", KEN=7, UGA=2, TZA=3)
    rows, all_of_it = only_new(now, by_key(block("a", **before)))

    assert (rows["ref_area"].to_pylist(), all_of_it) == (kept, whole)


def test_what_was_kept_in_parts_is_read_as_a_whole() -> None:
    first = block("a", KEN=1, UGA=2, TZA=3)
    second = block("b", KEN=7, UGA=2, TZA=3)
    rows, whole = only_new(second, by_key(first))
    read = fill_up(by_key(first), rows, {"kept_for": "b"}, whole=whole)

    assert read == by_key(second)


def test_what_was_said_last_is_put_together_from_the_last_whole_occasion_on() -> None:
    history = [occasion(""), occasion("online"), occasion(None)]
    blocks = dict(zip(map(id, history), [block("c", KEN=7), block("b", KEN=1, UGA=2), block("a", RWA=1)], strict=True))
    said = said_last(history, "online", lambda one: blocks[id(one)])

    assert said is not None
    assert {key[0]: row["median"] for key, row in said.items()} == {"KEN": 7, "UGA": 2}


def test_all_is_said_again_after_many_occasions() -> None:
    history = [*(occasion("") for _ in range(MOST_BETWEEN + 1)), occasion("online")]

    assert said_last(history, "online", lambda _: block("a", KEN=1)) is None
    assert said_last(history[2:], "online", lambda _: block("a", KEN=1)) is not None
    assert said_last([], "online", lambda _: block("a", KEN=1)) is None
