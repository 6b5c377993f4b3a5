"""Held here: what was published is held against the figure that came in since, and counted over all countries."""

from datetime import timedelta
from typing import Any

import pytest

from clock import moment_now
from services.projecting.recording import record_statements
from services.tracker import Tracker, open_tracker
from services.view import look_at
from tests.days import TODAY
from tests.services.publishing_figures import publish
from topics.record.published import answer, area_answer, outcomes_of, published_of, said_cells, worth_showing

ONLINE = "individuals_online"
UNIT = "PT_POP"
NEXT, HIT, MISS = 2025, "KEN", "UGA"


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Tracker:
    """Return a store in which the next year's figures came in after what was said had been written down."""
    tracker = open_tracker(tmp_path_factory.mktemp("published") / "store", moment_now)
    record_statements(tracker)
    inside, outside = said(tracker, HIT)["median"] + 0.5, said(tracker, MISS)["high80"] + 1
    publish(tracker, f"{ONLINE},{HIT},{NEXT},{inside:.1f}", f"{ONLINE},{MISS},{NEXT},{outside:.1f}")
    record_statements(tracker)
    return tracker


def rows_of(tracker: Tracker, area: str) -> list[dict[str, Any]]:
    return published_of(tracker.store, look_at(tracker, TODAY), (ONLINE, area))


def said(tracker: Tracker, area: str) -> dict[str, Any]:
    """Return the first that was said of the next year."""
    return [row for row in rows_of(tracker, area) if row["year"] == NEXT and not row["target_id"]][-1]


@pytest.mark.parametrize(("area", "inside"), [(HIT, True), (MISS, False)])
def test_a_figure_that_came_in_since_is_held_against_the_band(tracker: Tracker, area: str, inside: bool) -> None:
    row = said(tracker, area)

    assert row["obs_value"] is not None
    assert row["inside80"] is inside


def test_a_statement_that_rests_on_a_figure_is_not_held_against_it(tracker: Tracker) -> None:
    newest = [row for row in rows_of(tracker, HIT) if row["source_revision"] == 1]

    assert {row["last_year"] for row in newest} == {NEXT}
    assert all(row["obs_value"] is None for row in newest)


def test_outcomes_are_counted_over_all_countries(tracker: Tracker) -> None:
    (found,) = outcomes_of(tracker.store, look_at(tracker, TODAY), ONLINE)

    assert (found.years_ahead, found.outcomes, found.inside80) == (1, 2, 1)
    assert answer([], [found]) == "Of 2 outcomes in countries and territories 1 fell inside the 80 % band."


def test_a_statement_repeated_before_the_outcome_counts_once(tracker: Tracker) -> None:
    """A revision of another country changes the pooled errors, so the same year is spoken of again."""
    before = outcomes_of(tracker.store, look_at(tracker, TODAY), ONLINE)
    rows = [row for row in rows_of(tracker, "TZA") if row["year"] == NEXT and not row["target_id"]]
    publish(tracker, f"{ONLINE},TZA,{NEXT},{rows[0]['median']:.1f}")
    after = outcomes_of(tracker.store, look_at(tracker, TODAY), ONLINE)

    assert len(rows) == 2
    assert after[0].outcomes == before[0].outcomes + 1


def test_only_next_year_outcomes_and_targets_are_worth_showing(tracker: Tracker) -> None:
    shown = worth_showing(row for row in rows_of(tracker, HIT) if row["source_revision"] == 0)

    assert [(row["year"], row["target_id"]) for row in shown] == [
        (NEXT, ""),
        (NEXT + 1, ""),
        (2030, "UMC2030-U1"),
    ]


def test_cells_say_what_was_said_and_what_came_in(tracker: Tracker) -> None:
    cells = [said_cells(row, UNIT) for row in worth_showing(rows_of(tracker, MISS))]
    (came_in,) = [one for one in cells if one[6]]
    target = next(one for one in cells if one[4])

    assert (came_in[1], came_in[2], came_in[6]) == ("Internet access, revision 0", str(NEXT), "no")
    assert "95 % or more (UMC2030 U1)" in target[4]
    assert target[5] == "not in yet"


def test_without_outcomes_it_says_since_when_none_came_in(tracker: Tracker) -> None:
    rows = rows_of(tracker, "USA")

    assert answer(rows, []).startswith("No figure has come in yet that was published after ")
    assert area_answer(rows, UNIT, "United States") == "For United States nothing has come in yet."


def test_statements_of_later_days_are_left_out_when_looking_back(tracker: Tracker) -> None:
    yesterday = look_at(tracker, TODAY - timedelta(days=1))

    assert published_of(tracker.store, yesterday, (ONLINE, HIT)) == []
    assert outcomes_of(tracker.store, yesterday, ONLINE) == []
