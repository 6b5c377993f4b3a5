"""The members of a group as a shortfall counts them: their newest figure, and the absolute numbers behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.schemas.indicator import Indicator
from data.schemas.target import Target
from metrics.aggregates import population
from metrics.aim import HUNDRED, make_aim
from metrics.editions import edition_in_use
from metrics.series import Point, Series
from metrics.shortfall import Holding, count_holdings
from services.shortfall.targets import Measure, weight_of
from services.tracker import State
from services.trends import used_series


@dataclass(frozen=True)
class Member:
    """A country (or region) with a figure: the observation, its series, and the absolute numbers behind it.

    A census has no observation: `point` and `series` are None, and `value` is the share known to be there; `high` is
    the share with that of which nobody knows.
    """

    holding: Holding
    value: float
    point: Point | None = None
    series: Series | None = None

    @property
    def high(self) -> float:
        """Return the value if all were there of which nobody knows; the value itself where everything is known."""
        one = self.holding
        return HUNDRED * (one.held + one.perhaps) / one.size if one.perhaps else self.value

    @property
    def ref_area(self) -> str:
        """Return the code of the member."""
        return self.holding.ref_area


def counted_members(counts: Mapping[str, tuple[int, int, int]], countries: Sequence[str]) -> list[Member]:
    """Return the countries that a census counts."""
    found = count_holdings({area: counts[area] for area in countries if area in counts})
    return [Member(one, HUNDRED * one.held / one.size) for one in found]


def measured_members(
    state: State,
    indicator: Indicator,
    target: Target,
    measure: Measure,
    areas: Sequence[str],
    edition: str | None = None,
) -> list[Member]:
    """Return the areas with a figure, each in its edition in use, or all in the one given."""
    found = (_member(state, indicator, target, measure, area, edition) for area in areas)
    return [one for one in found if one is not None]


def _member(
    state: State, indicator: Indicator, target: Target, measure: Measure, area: str, edition: str | None
) -> Member | None:
    """Return an area with its newest figure and the absolute numbers behind it, None where any of it is not known."""
    book = state.world.book
    stated = [one for one in book.of(indicator.indicator, area) if edition in (None, one.edition)]
    series = edition_in_use(stated, state.world.limits.fewest_periods_of_an_edition)
    if series is None:
        return None
    point = series.points[-1]
    if measure == "parts":
        holding = _parts(state, indicator, series, point)
    else:
        holding = _of_size(_size(state, measure, area, point.year), area, point.value, target, measure)
    return Member(holding, point.value, point, series) if holding else None


def _of_size(size: float | None, area: str, value: float, target: Target, measure: Measure) -> Holding | None:
    if not size:
        return None
    if measure == "prices":
        aim = make_aim(target, None)
        return Holding(area, size, size if aim and aim.is_reached(value) else 0.0)
    return Holding(area, size, size * value / HUNDRED)


def _size(state: State, measure: Measure, area: str, year: int) -> float | None:
    """Return how large a member is in a year, or in the nearest there is a figure for: persons, or households."""
    if measure != "households":
        return population(state.world.book, area, year)
    series = used_series(state, weight_of(measure), area)
    return min(series.points, key=lambda one: (abs(one.year - year), -one.year)).value if series else None


def _parts(state: State, indicator: Indicator, series: Series, point: Point) -> Holding | None:
    """Return the two quantities behind a rate, of its edition and period.

    Where only the whole is stated (the e-waste generated), the part follows from the rate.
    """
    part, whole = indicator.derived.of if indicator.derived else ("", "")
    size = _stated(state, whole, series, point)
    if not size:
        return None
    held = _stated(state, part, series, point)
    return Holding(series.ref_area, size, held if held is not None else size * point.value / HUNDRED)


def _stated(state: State, indicator: str, series: Series, point: Point) -> float | None:
    found = (one for one in state.world.book.of(indicator, series.ref_area) if one.edition == series.edition)
    return next((each.value for one in found for each in one.points if each.period == point.period), None)
