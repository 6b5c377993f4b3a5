"""Two indicators against each other: for every country the two figures of a year, its people and its group."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from data.reference import Reference
from data.schemas.target import Target
from exhibits.origins import edition_words, origin_words
from metrics.aggregates import POPULATION
from metrics.ranking import concordance
from metrics.series import Point, Series
from services.groups import area_name
from services.tracker import State
from services.view import View
from topics.scorecard import series_for

GROUPINGS = ("income", "itu-region")
"""The lists of groups by which countries can be told apart, by the scheme of their areas."""
SAME_FOR_ALL = ("level", "ceiling", "parity")
"""The kinds of targets whose value does not depend on where a country began."""
FEWEST = 3
"""Fewer countries than this do not make several pairs, so nothing is said of how two indicators go together."""


@dataclass(frozen=True)
class Question:
    """Which two indicators to set against each other, for which year, and how many years older a figure may be."""

    x: str
    y: str
    year: int
    older: int = 0
    grouping: str = ""


@dataclass(frozen=True)
class Pair:
    """A country with its two figures, the number of its people (None where unknown) and the code of its group."""

    ref_area: str
    x: Point
    y: Point
    people: Point | None
    group: str = ""


@dataclass(frozen=True)
class Answer:
    """The countries with both figures, and those with only one of them."""

    pairs: tuple[Pair, ...]
    only_x: tuple[str, ...]
    only_y: tuple[str, ...]

    @cached_property
    def together(self) -> float | None:
        """Return in which share of the pairs of countries the higher one of the first is the higher of the second."""
        if len(self.pairs) < FEWEST:
            return None
        return concordance([(pair.x.value, pair.y.value) for pair in self.pairs])


@dataclass(frozen=True)
class Countries:
    """The series in use of two indicators and of the population, by country."""

    x: Mapping[str, Series]
    y: Mapping[str, Series]
    people: Mapping[str, Series]

    def years(self, older: int = 0) -> tuple[int, ...]:
        """Return the years in which both indicators have figures of countries, at most so many years older.

        Where there is no such year, the years of either of them.
        """
        of_x, of_y = _years(self.x.values()), _years(self.y.values())
        both = [year for year in sorted(of_x | of_y) if _covers(of_x, year, older) and _covers(of_y, year, older)]
        return tuple(both or sorted(of_x | of_y))

    def usual_year(self) -> int | None:
        """Return the newest year in which at least half as many countries have both figures as in the fullest year.

        The last year often has a few early figures alone; the countries of such a year would mislead.
        """
        counts = Counter(
            year for area in self.x.keys() & self.y.keys() for year in _years([self.x[area]]) & _years([self.y[area]])
        )
        full = [year for year in self.years() if 2 * counts[year] >= max(counts.values(), default=0)]
        return max(full, default=None)


@dataclass(frozen=True)
class Look:
    """How two indicators are drawn: which axes are logarithmic, which countries are marked."""

    log_x: bool = False
    log_y: bool = False
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True)
class PairChoice:
    """What a reader asked for, with the figures it draws on and the years the slider offers."""

    question: Question
    look: Look
    countries: Countries
    years: tuple[int, ...]


def comparable_indicators(view: View) -> list[str]:
    """Return the indicators that have a figure of any country, in the order of the reference data."""
    countries = {code for code, area in view.reference.areas.items() if area.kind == "country"}
    having = {name for name, area in view.state.world.book.totals if area in countries}
    return [name for name in view.reference.indicators if name in having]


def find_countries(view: View, x: str, y: str) -> Countries:
    """Return the series in use of two indicators and of the population, of every country that has any."""
    return Countries(*(_series_by_country(view, name) for name in (x, y, POPULATION)))


def _series_by_country(view: View, indicator: str) -> dict[str, Series]:
    found = {}
    for ref_area in view.state.world.book.areas_with(indicator):
        area = view.reference.areas.get(ref_area)
        series = series_for(view.state, indicator, ref_area)[0] if area and area.kind == "country" else None
        if series is not None and series.points:
            found[ref_area] = series
    return found


def _years(found: Iterable[Series]) -> set[int]:
    return {point.year for series in found for point in series.points}


def _covers(years: set[int], year: int, older: int) -> bool:
    return any(year - back in years for back in range(older + 1))


def point_in(series: Series | None, year: int, older: int = 0) -> Point | None:
    """Return the figure of a year, else the newest one that is at most so many years older; None without one."""
    points = series.points if series else ()
    return next((point for point in reversed(points) if year - older <= point.year <= year), None)


def compare_countries(countries: Countries, question: Question, reference: Reference) -> Answer:
    """Return every country with both figures, the most populous first, and the countries with only one figure."""
    year, older = question.year, question.older
    of_x = {area: point_in(series, year, older) for area, series in countries.x.items()}
    of_y = {area: point_in(series, year, older) for area, series in countries.y.items()}
    groups = groups_of_countries(question.grouping, year, reference)
    pairs: list[Pair] = []
    only_x: list[str] = []
    only_y: list[str] = []
    for area in sorted(of_x.keys() | of_y.keys()):
        x, y = of_x.get(area), of_y.get(area)
        if x and y:
            people = point_in(countries.people.get(area), year, older)
            pairs.append(Pair(area, x, y, people, groups.get(area, "")))
        elif x or y:
            (only_x if x else only_y).append(area)
    pairs.sort(key=lambda pair: (-(pair.people.value if pair.people else 0), pair.ref_area))
    return Answer(tuple(pairs), tuple(only_x), tuple(only_y))


def groups_of_countries(grouping: str, year: int, reference: Reference) -> dict[str, str]:
    """Return the group of every country at the end of a year; where groups contain each other, the smallest one."""
    day = date(year, 12, 31)
    groups = [code for code, area in reference.areas.items() if grouping and area.scheme == grouping]
    members = {group: reference.members_of(group, day) for group in groups}
    found: dict[str, str] = {}
    for group in sorted(groups, key=lambda code: -len(members[code])):
        found |= dict.fromkeys(members[group], group)
    return found


def shared_targets(state: State, indicator: str, day: date) -> list[Target]:
    """Return the running targets of an indicator that ask the same value of every country."""
    same = [one for one in state.targets if one.for_each_country and one.kind in SAME_FOR_ALL]
    return [one for one in same if one.indicator == indicator and one.target_year >= day.year]


def shown_groups(pairs: Sequence[Pair], reference: Reference) -> list[str]:
    """Return the groups of the countries shown, in the order of the reference data; '' for those in none, last."""
    there = {pair.group for pair in pairs}
    return [*(code for code in reference.areas if code in there), *([""] if "" in there else [])]


# ---------------------------------------------------------------------------------------------------------- as records


FIGURE = ("indicator", "time_period", "obs_value", "unit_measure", "obs_status", "edition", "source")
COLUMNS = (
    "ref_area",
    "area",
    "year",
    "group",
    *(f"x_{name}" for name in FIGURE),
    *(f"y_{name}" for name in FIGURE),
    "population",
    "population_time_period",
)
"""The columns of a row: the country, the year asked for, its group, the two figures, the people."""


def pair_records(
    answer: Answer, question: Question, countries: Countries, reference: Reference
) -> list[dict[str, Any]]:
    """Return one row a country with both figures, in the order of the answer."""
    return [_record(pair, question, countries, reference) for pair in answer.pairs]


def _record(pair: Pair, question: Question, countries: Countries, reference: Reference) -> dict[str, Any]:
    people = pair.people
    return (
        {
            "ref_area": pair.ref_area,
            "area": area_name(pair.ref_area, reference),
            "year": question.year,
            "group": area_name(pair.group, reference) if pair.group else "",
        }
        | _figure_record("x", countries.x[pair.ref_area], pair.x)
        | _figure_record("y", countries.y[pair.ref_area], pair.y)
        | {
            "population": people.value if people else None,
            "population_time_period": people.period if people else "",
        }
    )


def _figure_record(side: str, series: Series, point: Point) -> dict[str, Any]:
    values = (
        series.indicator,
        point.period,
        point.value,
        series.unit_measure,
        point.obs_status,
        edition_words(series.edition),
        origin_words(point.source or series.source),
    )
    return {f"{side}_{name}": value for name, value in zip(FIGURE, values, strict=True)}
