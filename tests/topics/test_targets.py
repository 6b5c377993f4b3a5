"""Targets as lists: those that run by urgency, those without figures with what would fill them, the closed ones."""

from exhibits.exhibit import Passage
from exhibits.scorecard import BareTargets, TargetRows
from services.tracker import State, Tracker
from services.view import View
from tests.services.conftest import TODAY
from topics.scorecard import ScorecardRow, make_scorecard
from topics.targets import URGENCY, filled_by, has_figures, is_running, show_running, status_counts, target_rows


def scorecard(tracker: Tracker, state: State, area: str | None = None) -> tuple[View, list[ScorecardRow]]:
    view = View(state, tracker.reference, TODAY)
    return view, make_scorecard(view, area)


def test_every_target_is_counted_once(tracker: Tracker, state: State) -> None:
    _, rows = scorecard(tracker, state)
    counts = {status: count for status, _, count in status_counts(rows).counts}

    assert sum(counts.values()) == 53
    assert counts["not_assessable"] == 16


def test_the_most_urgent_stand_first_and_targets_of_other_areas_last(tracker: Tracker, state: State) -> None:
    view, rows = scorecard(tracker, state, "KEN")
    running = [row for row in rows if is_running(row, TODAY) and has_figures(row)]
    shown = target_rows(running, "", view).rows

    of_kenya = [URGENCY.index(row.status) for row in shown if row.area == "Kenya"]
    assert of_kenya == sorted(of_kenya)
    assert [row.area == "Kenya" for row in shown] == sorted((row.area == "Kenya" for row in shown), reverse=True)
    assert shown[0].status == "off_track"


def test_targets_without_figures_are_folded_with_the_file_that_would_fill_each(tracker: Tracker, state: State) -> None:
    view, rows = scorecard(tracker, state)
    texts = [one for part in show_running(rows, None, view).of_kind(Passage) for one in part.texts]
    (bare,) = [one for one in texts if isinstance(one, BareTargets)]
    (held,) = [one for one in texts if isinstance(one, TargetRows)]

    assert len(bare.targets) + len(held.rows) == sum(is_running(row, TODAY) for row in rows) == 29
    assert {one.number: one.filled_by for one in bare.targets}["UMC2030 U4"] == "a school census"


def test_a_publishers_file_is_named_with_its_code(tracker: Tracker) -> None:
    words = filled_by("fixed_basket", tracker.reference)

    assert words == "a file of ITU (i154_FBB5_GNI)"
