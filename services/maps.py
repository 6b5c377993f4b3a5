"""What a map shows: the figure of every country of an area, and how it stands against the live target."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from data.geometry import shape_of
from data.reference import Reference
from data.schemas.target import Target
from metrics.aim import Aim, make_aim
from metrics.classes import make_breaks
from metrics.editions import is_too_old
from services.figures import Figure, country_figures
from services.scorecard import ScorecardRow, judge_row
from services.tracker import State
from services.trends import targets_of
from services.view import View

COMPARABLE = ("level", "ceiling", "parity")
"""Kinds of targets whose level is the same for every country, so that a line can be drawn among all of them."""


@dataclass(frozen=True)
class Place:
    """A country on a map: its figure, and its judgement where a live target applies; None where there is none."""

    ref_area: str
    figure: Figure | None
    row: ScorecardRow | None = None

    @property
    def status(self) -> str:
        """Return the status of the target, empty where none is judged."""
        return self.row.judgement.status if self.row else ""


@dataclass(frozen=True)
class CountryFigures:
    """The countries of an area with the figures of one indicator: of one year, or the newest of each (`year` None).

    `target` is the live target that is judged for each country, `aim` what it aims at where that is the same level
    for all. The judgements are those of the newest figures, so there are none where a year was asked for.
    """

    indicator: str
    ref_area: str
    year: int | None
    places: tuple[Place, ...]
    target: Target | None = None
    aim: Aim | None = None

    @cached_property
    def figures(self) -> list[Figure]:
        """Return the figures there are."""
        return [one.figure for one in self.places if one.figure]

    @cached_property
    def years(self) -> tuple[int, int]:
        """Return the first and the last year of the figures; there must be one."""
        found = [one.year for one in self.figures]
        return min(found), max(found)

    @cached_property
    def breaks(self) -> tuple[float, ...]:
        """Return the cuts between the classes of values; the line of the target is one of them."""
        lines = [] if self.aim is None else [self.aim.line] if self.aim.upper is None else [self.aim.value]
        return make_breaks((one.value for one in self.figures), lines)

    @property
    def are_open(self) -> bool:
        """Return whether a figure is the lower end of a range."""
        return any(one.high is not None for one in self.figures)

    @property
    def reached(self) -> int:
        """Return how many of the figures meet the line of the target, whatever their year."""
        return sum(self.aim.is_met(one.value) for one in self.figures) if self.aim else 0

    @property
    def not_drawn(self) -> list[Place]:
        """Return the countries that have a figure but no outline to colour."""
        return [one for one in self.places if one.figure and shape_of(one.ref_area) is None]

    def older_than(self, day: date, oldest_years: float) -> list[Figure]:
        """Return the figures too old to say much about today."""
        return [one for one in self.figures if is_too_old(one.point, day, oldest_years)]


def mapped_indicators(state: State, reference: Reference) -> list[str]:
    """Return the indicators that have a figure of any country, in the order of the reference data."""
    countries = {code for code, area in reference.areas.items() if area.kind == "country"}
    book = state.world.book
    return [
        name
        for name in reference.indicators
        if any(area in countries and any(one.points for one in book.of(name, area)) for area in book.areas_with(name))
    ]


def years_with_figures(state: State, reference: Reference, indicator: str) -> list[int]:
    """Return the years for which any country has a figure, newest first."""
    figures = country_figures(state, reference, indicator).values()
    return sorted({point.year for one in figures for point in one.series.points}, reverse=True)


def live_target(state: State, indicator: str, day: date) -> Target | None:
    """Return the target that each country is judged by today: the one that ends first, None where there is none."""
    found = [one for one in targets_of(state, indicator, "") if one.target_year >= day.year]
    return min(found, key=lambda one: (one.target_year, one.target_id), default=None)


def find_countries(view: View, indicator: str, ref_area: str) -> tuple[str, ...]:
    """Return the countries that a map of an area covers: its members on the day, and whoever else has a figure.

    The latter for the world alone, whose list need not name every territory that a publisher does.
    """
    members = view.members_of(ref_area)
    others: Iterable[str] = country_figures(view.state, view.reference, indicator) if ref_area == "WLD" else ()
    return tuple(sorted({*members, *others}))


def with_range(figure: Figure, state: State) -> Figure:
    """Return the figure of a school census with its upper end: a school of which nobody knows may be connected."""
    counts = state.registers.census.get(figure.ref_area, ()) if figure.series.register else ()
    count = next((one for one in counts if one.period == figure.point.period and one.answered < 1), None)
    return replace(figure, high=count.share_high) if count else figure


def map_figures(view: View, indicator: str, ref_area: str, year: int | None) -> CountryFigures:
    """Return the figures of the countries of an area, sorted by the names of the countries."""
    state, reference, day = view.state, view.reference, view.day
    found = country_figures(state, reference, indicator, year)
    figures = {area: with_range(figure, state) for area, figure in found.items()}
    target = live_target(state, indicator, day)
    countries = find_countries(view, indicator, ref_area)
    judged: Collection[str] = figures if year is None and target else ()
    places = [
        Place(
            one, figures.get(one), judge_row(state, reference, target, day, one) if target and one in judged else None
        )
        for one in sorted(countries, key=lambda code: reference.areas[code].name)
    ]
    aim = make_aim(target, None) if target and target.kind in COMPARABLE else None
    return CountryFigures(indicator, ref_area, year, tuple(places), target, aim)
