"""A cross-check of a group's projection: the projections of its countries, put together."""

from dataclasses import dataclass
from datetime import date
from statistics import median

from data.schemas.target import Target
from metrics.aggregates import population
from metrics.aim import make_aim
from metrics.editions import edition_in_use
from metrics.judgement import Judgement
from metrics.projection import Question, project
from services.projecting.projections import projector_of
from services.tracker import State
from services.view import View


@dataclass(frozen=True)
class ProjectedSum:
    """What the countries' projections add up to in the target year, and how far that is from the group's own.

    A country without a projection stays at its last value, and `projected` says how many have one. `coverage` is the
    share of the weight of the group that has any value. `difference` is the sum minus the group's own median.
    """

    year: int
    value: float
    difference: float | None
    countries: int
    projected: int
    coverage: float


def sum_of_countries(view: View, target: Target, judgement: Judgement) -> ProjectedSum | None:
    """Return the sum of the countries' projections in the target year; None where they cannot be put together.

    Shares are weighted with the population of the last year known, for no publisher's forecast of it is here; of price
    baskets the median is taken, as for the published aggregate.
    """
    state = view.state
    method = view.reference.indicators[target.indicator].aggregate
    members = view.members_of(judgement.ref_area)
    if method not in ("weighted_mean", "median") or not members:
        return None
    weights = _weights(state, members, target.target_year, equal=method == "median")
    found = {area: ahead for area in weights if (ahead := _ahead(state, target, area, view.day)) is not None}
    if not found:
        return None
    whole, covered = sum(weights.values()), sum(weights[area] for area in found)
    if method == "median":
        value = float(median(one for one, _ in found.values()))
    else:
        value = sum(weights[area] * one for area, (one, _) in found.items()) / covered
    own = judgement.projection.at_target() if judgement.projection else None
    projected = sum(is_projected for _, is_projected in found.values())
    difference = None if own is None else value - own
    return ProjectedSum(target.target_year, value, difference, len(found), projected, covered / whole)


def _weights(state: State, members: tuple[str, ...], year: int, *, equal: bool) -> dict[str, float]:
    people = {area: population(state.world.book, area, year) for area in members}
    return {area: 1.0 if equal else count for area, count in people.items() if count}


def _ahead(state: State, target: Target, area: str, today: date) -> tuple[float, bool] | None:
    """Return the median of a country in the target year and whether it is projected; None without any value."""
    world = state.world
    series = edition_in_use(world.book.of(target.indicator, area), world.limits.fewest_periods_of_an_edition)
    aim = make_aim(target, None)
    if series is None or aim is None:
        return None
    last = series.points[-1]
    found = project(series, Question(aim, target.target_year, max(today.year, last.year)), projector_of(state))
    value = None if isinstance(found, str) else found.at_target()
    return (last.value, False) if value is None else (value, True)
