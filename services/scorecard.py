"""The scorecard: every target, judged for its own area or for a chosen one."""

from dataclasses import dataclass, replace
from datetime import date

from data.reference import Reference
from data.schemas.target import Target
from metrics.aggregates import population
from metrics.aim import HUNDRED
from metrics.judgement import Judgement
from metrics.series import Point, Series
from services.tracker import State


@dataclass(frozen=True)
class ScorecardRow:
    """A target with its judgement; `people` are those missing to the target itself, where people are counted.

    `evidence` are the series of its indicator and area that are shown beside it and decide nothing.
    """

    target: Target
    judgement: Judgement
    people: float | None
    evidence: tuple[Series, ...] = ()

    @property
    def evidence_figures(self) -> list[tuple[Series, Point]]:
        """Return every figure of the evidence with its series, the newest edition and in it the newest figure first."""
        return [(series, point) for series in self.evidence for point in reversed(series.points)]


def make_scorecard(
    state: State, reference: Reference, today: date, area: str | None = None, framework: str | None = None
) -> list[ScorecardRow]:
    """Return every target with its judgement, in the order of frameworks and of the targets within them.

    Frameworks that the reference data does not know, a ministry's own, come first.

    A target that applies to each country is judged for the chosen area; one that is defined for its own area alone
    is judged for that, and its judgement says `applies=False`.

    Args:
        state: The published data to judge by.
        reference: Indicators, areas and frameworks.
        today: The day of the judgement.
        area: A country, group or the world; None judges each target for its own area.
        framework: Only the targets of this framework.
    """
    targets = [one for one in state.targets if framework in (None, one.framework)]
    order = {name: found.order for name, found in reference.frameworks.items()}
    targets.sort(key=lambda one: (order.get(one.framework, 0), one.framework))
    return [judge_row(state, reference, target, today, area) for target in targets]


def judge_row(
    state: State,
    reference: Reference,
    target: Target,
    today: date,
    area: str | None = None,
    edition: str | None = None,
) -> ScorecardRow:
    """Return one target with its judgement for the chosen area, or for its own where it is not defined for that."""
    applies = area is None or area == target.ref_area or target.for_each_country
    judged_area = area if area and applies else target.ref_area
    judgement = state.judge(target, judged_area, today, edition)
    if not applies:
        judgement = replace(judgement, applies=False)
    evidence = state.world.book.evidence_of(target.indicator, judged_area)
    return ScorecardRow(target, judgement, _people(state, reference, target, judgement), evidence)


def _people(state: State, reference: Reference, target: Target, judgement: Judgement) -> float | None:
    indicator = reference.indicators.get(target.indicator)
    latest, gap = judgement.latest, judgement.gap_to_target
    if not indicator or not indicator.people or latest is None or gap is None or gap <= 0:
        return None
    if judgement.indication and judgement.indication.year > latest.year:
        return None  # our own aggregate is newer: what was missing then says nothing of today
    if judgement.verdict_edition and judgement.met_in:
        return None
    people = area_population(state, judgement.ref_area, latest.year)
    return people * gap / HUNDRED if people else None


def area_population(state: State, ref_area: str, year: int) -> float | None:
    """Return the population of an area: the published one, else the sum over its countries with its coverage."""
    published = population(state.world.book, ref_area, year)
    if published is not None:
        return published
    series, _ = state.world.own.of("population", ref_area)
    return min(series.points, key=lambda point: abs(point.year - year)).value if series else None
