"""Held here: the product and a second, independent judge say the same of every pair of target and area.

Where they differ, the reason stands in `EXPLAINED` and in the ambiguities of the package; anything else fails.
"""

from collections.abc import Callable
from datetime import date
from math import isclose
from pathlib import Path

import pytest

from clock import moment_now
from data.schemas.target import Target
from metrics.judgement import Judgement
from metrics.official import Official
from services.tracker import Tracker, open_tracker
from tests.second_judge.figures import load_book
from tests.second_judge.judging import Judge
from tests.second_judge.judging import Judgement as Second
from topics.official import disagreements
from topics.projections import officially
from topics.scorecard import ScorecardRow

ROOT = Path(__file__).resolve().parents[2]
DAYS = (date(2026, 11, 30), date(2028, 2, 29), date(2031, 7, 1))
SAME, DATED = 1e-6, 1e-3
"""The two count the days of a year in ways of their own: 365.25, or those of the year."""
SAME_CHANCE = 0.005
PARITY = ("UMC2030-M3", "UMC2030-M4", "UMC2030-M5")
MEDIANS = ("UMC2030-M8", "UMC2030-M8m")
Pair = tuple[Second, Judgement]


@pytest.fixture(scope="module")
def judges(installed_store: Path) -> Tracker:
    """Return the product's own judge, on a store as it is after installing."""
    return open_tracker(installed_store, moment_now)


@pytest.fixture(scope="module", params=DAYS, ids=str)
def pairs(request: pytest.FixtureRequest, judges: Tracker) -> list[Pair]:
    """Return what both judges say of every pair on a day."""
    day: date = request.param
    state = judges.state()
    found = Judge(load_book(ROOT, None), day).all()
    made = [(one, state.judge(state.by_id[one.target_id], one.area, day)) for one in found]
    assert len(made) > 4_000
    return made


def differing(pairs: list[Pair], same: Callable[[Second, Judgement], bool]) -> list[str]:
    return [f"{one.target_id} {one.area}" for one, ours in pairs if not same(one, ours)]


def close(first: float | None, second: float | None, rel: float = SAME) -> bool:
    if first is None or second is None:
        return first is second
    return isclose(first, second, rel_tol=rel, abs_tol=SAME)


def test_figure_and_its_edition(pairs: list[Pair]) -> None:
    def same(one: Second, ours: Judgement) -> bool:
        figure, latest = one.figure, ours.latest
        if figure is None or latest is None:
            return figure is None and latest is None
        return (figure.period, figure.edition) == (latest.period, ours.edition) and close(figure.value, latest.value)

    assert differing(pairs, same) == []


def without_trend(one: Second) -> bool:
    """Return whether medians of a group are judged, which their publisher does not compare from year to year."""
    return (
        one.target_id in MEDIANS and one.course_edition is not None and one.course_edition.startswith("ITU ICT Price")
    )


def test_course_and_gap(pairs: list[Pair]) -> None:
    def same(one: Second, ours: Judgement) -> bool:
        live = ours.status not in ("met_on_time", "met_late", "not_met", "not_assessable", "qualitative")
        course = one.course_edition == ours.course_edition or not live
        medians = without_trend(one) and ours.reason.code in ("not-comparable", "achieved")
        return (course or medians) and (not live or one.gap is None or close(one.gap, ours.gap))

    assert differing(pairs, same) == []


def test_baseline_progress_and_required_pace(pairs: list[Pair]) -> None:
    def same(one: Second, ours: Judgement) -> bool:
        if one.baseline is None or ours.baseline_value is None or one.baseline.period != ours.baseline_period:
            return True
        required = ours.required_pace is None or one.required_pace is None
        return (ours.progress is None or close(one.progress, ours.progress)) and (
            required
            or close(one.required_pace, ours.required_pace, rel=DATED if one.figure and one.figure.dated else SAME)
        )

    assert differing(pairs, same) == []


def explained(one: Second, ours: Judgement) -> bool:
    """Return whether a different status has a reason that stands among the ambiguities (9 and 24)."""
    if one.target_id in PARITY:  # 24: ours judges parity by its pace
        return one.status == "insufficient_data" and ours.course_edition is not None
    return ours.reason.code == "not-comparable" and without_trend(one)  # 9: ours takes the publisher's word on medians


def test_status(pairs: list[Pair]) -> None:
    assert differing(pairs, lambda one, ours: one.status == ours.status or explained(one, ours)) == []


def test_chance(pairs: list[Pair]) -> None:
    def same(one: Second, ours: Judgement) -> bool:
        mine = ours.projection.chance if ours.projection else None
        if one.chance is None or mine is None:
            return True
        return abs(one.chance - mine) <= SAME_CHANCE

    assert differing(pairs, same) == []


def test_verdicts_on_past_years(pairs: list[Pair]) -> None:
    def same(one: Second, ours: Judgement) -> bool:
        if ours.status not in ("met_on_time", "met_late", "not_met", "not_assessable"):
            return True
        disagreeing = {words.rsplit(":", 1)[0] for words in one.editions_disagree}
        others = {other.edition for other in ours.others}
        year = one.year_met == ours.met_in
        at_line = one.at_line == ours.at_line or not one.target_id.startswith("SP2020")  # 35: read in two ways
        return year and at_line and disagreeing == others

    assert differing(pairs, same) == []


def labels(found: Official) -> str | None:
    """Return a label as the second judge writes it: UNSD has one for on track and met."""
    one = found.method == "unsd" and found.label in ("met", "on_track")
    return "on_track_or_met" if one else found.label or None


def had_met(one: Second, target: Target) -> bool:
    """Return whether the baseline had met the target: the two then take the sign of the way from two ends (43)."""
    if one.baseline is None or target.target_value is None or target.direction == "parity":
        return False
    beyond = one.baseline.value - target.target_value
    return beyond >= 0 if target.direction == "up" else beyond <= 0


def test_official_methods(pairs: list[Pair], judges: Tracker) -> None:
    state = judges.state()

    def same(one: Second, ours: Judgement) -> bool:
        said = one.official
        nothing = said.unsd is None and said.open_sdg is None
        if nothing or had_met(one, state.by_id[one.target_id]):
            return True
        found = officially(ours, state.by_id[one.target_id])
        met = one.status == "achieved"  # 40: what counts as met is not UNSD's own rule, 99 of 100 is
        return (
            (met or labels(found["unsd"]) == said.unsd)
            and labels(found["open_sdg"]) == said.open_sdg
            and labels(found["eurostat"]) == said.eurostat
        )

    assert differing(pairs, same) == []


def test_official_methods_disagree_where_a_reader_would_call_it_that(pairs: list[Pair], judges: Tracker) -> None:
    """DOMAIN 5: fair, moderate or better progress beside our off track; Kenya's U1 is such a case."""
    state, reference = judges.state(), judges.reference
    off_track = [(one, ours) for one, ours in pairs if one.status == ours.status == "off_track"]

    def same(one: Second, ours: Judgement) -> bool:
        target = state.by_id[one.target_id]
        return bool(
            disagreements(ScorecardRow(target, ours, None), reference.indicators[target.indicator].unit_measure)
        ) == (one.official_disagrees)

    assert differing(off_track, same) == []
