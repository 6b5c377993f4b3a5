"""The target of the pledges, and the headline beside a list: what ITU says in sum, without the pledges behind it."""

from dataclasses import dataclass
from datetime import date

from data.schemas.target import Target
from i18n import format_date, format_money, format_period, text
from metrics.editions import edition_in_use
from metrics.judgement import Judgement
from metrics.series import Point, Series
from services.pledges import PLEDGED, WORLD
from services.sentences import value_words
from services.tracker import State


@dataclass(frozen=True)
class PledgeTarget:
    """A sum to reach in US dollars by a day."""

    target: Target
    value: float
    end: date

    @property
    def words(self) -> str:
        """Return the target as it stands at its line."""
        return text("pledges.target", value=format_money(self.value), day=format_date(self.end))


def pledge_target(state: State, day: date) -> PledgeTarget | None:
    """Return the target for the value of pledges that runs longest; None where there is none."""
    found = [one for one in state.targets if one.indicator == PLEDGED and one.kind == "sum"]
    found = [one for one in found if one.target_value is not None and one.ref_area == WORLD]
    if not found:
        return None
    newest = max(found, key=lambda one: (one.target_year >= day.year, one.target_year))
    return PledgeTarget(newest, newest.target_value or 0.0, date(newest.target_year, 12, 31))


def list_judgement(state: State, day: date) -> Judgement | None:
    """Return how the target is judged where the list decides it, None where the list is partial, or there is none."""
    aim = pledge_target(state, day)
    if aim is None or not state.pledges_complete_on:
        return None
    judged = state.judge(aim.target, WORLD, day)
    return judged if judged.series is not None and judged.series.register else None


def headline(state: State, indicator: str = PLEDGED) -> Series | None:
    """Return the headline values of all pledges, as published by ITU and the press; not those of a list."""
    published = [one for one in state.world.book.of(indicator, WORLD) if not one.register]
    return edition_in_use(published, state.world.limits.fewest_periods_of_an_edition)


def headline_words(series: Series) -> tuple[str, str]:
    """Return the name and the words of the latest headline, for a bar."""
    latest = series.points[-1]
    return text("pledges.headline"), _value(latest, series)


def _value(point: Point, series: Series) -> str:
    value = value_words(point, series.unit_measure)
    return text("pledges.headline_value", value=value, period=format_period(point.period))


def breakdown(state: State, indicator: str) -> list[tuple[str, Point, Series]]:
    """Return the newest parts of the headlines of an indicator, the largest first; they overlap: no sum."""
    found = [
        (one.dimensions[-1], one.points[-1], one) for one in state.world.book.parts_of(indicator, WORLD) if one.points
    ]
    return sorted(found, key=lambda part: -part[1].value)
