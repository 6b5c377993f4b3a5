"""The verdict on a target whose year has passed, edition by edition, and our own aggregate as an indication."""

import statistics
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tests.second_judge.figures import Book, Edition, Figure, Target
from tests.second_judge.measuring import PLAN_FROM, Baseline, Line, baseline_of, line_of

INDICATION_COVERAGE = 0.8
NOT_ASSESSABLE = "not_assessable"


@dataclass(frozen=True)
class Verdict:
    """What one edition says of a past target."""

    status: str
    edition: str = ""
    figure: Figure | None = None
    year_met: int | None = None
    decides: bool = False
    last_year: int | None = None
    at_line: bool = False
    reason: str = ""
    line: Line | None = None
    baseline: Baseline | None = None


def verdict_of(target: Target, area: str, edition: Edition) -> Verdict:
    """Return what one edition says, and whether it has what a verdict needs."""
    baseline = baseline_of(target, area, edition)
    line = line_of(target, baseline)
    if line is None:
        return Verdict(NOT_ASSESSABLE, edition.name, reason="no_comparable_baseline")
    figures = [figure for figure in edition.figures if figure.year >= PLAN_FROM[target.framework]]
    status, figure, decides, reason = _decide(target, line, figures)
    near = [f for f in figures if f.year >= target.year - 1] if status != "met_on_time" else [figure]
    met = status.startswith("met")
    return Verdict(
        status=status,
        edition=edition.name,
        figure=figure,
        year_met=figure.year if figure and met else None,
        decides=decides,
        last_year=edition.last.year,
        at_line=any(line.at_line(f.value) for f in near if f is not None),
        reason=reason,
        line=line,
        baseline=baseline,
    )


def _decide(target: Target, line: Line, figures: list[Figure]) -> tuple[str, Figure | None, bool, str]:
    meeting = next((figure for figure in figures if line.meets(figure.value)), None)
    if meeting is not None and meeting.year <= target.year:
        return "met_on_time", meeting, True, "figure_meets_by_target_year"
    near = [figure for figure in figures if figure.year in {target.year - 1, target.year}]
    if meeting is not None:
        return "met_late", meeting, bool(near), "later_figure_meets"
    if any(figure.year == target.year for figure in near):
        return "not_met", near[-1], True, "figure_of_target_year"
    later = [figure for figure in figures if figure.year > target.year]
    if later:
        return "not_met", later[0], True, "later_figure"
    if near:
        return "not_met", near[-1], True, "figure_of_year_before"
    return NOT_ASSESSABLE, None, False, "no_figure_near_the_year"


def past_verdict(target: Target, area: str, editions: list[Edition]) -> tuple[Verdict, list[str]]:
    """Return the verdict of the latest release that has what it needs, and the editions that say otherwise."""
    verdicts = [verdict_of(target, area, edition) for edition in editions]
    chosen = next((verdict for verdict in verdicts if verdict.decides), None)
    if chosen is None:
        return (verdicts[0], []) if verdicts else (Verdict(NOT_ASSESSABLE, reason="no_figures"), [])
    return chosen, [f"{other.edition}: {other.status}" for other in verdicts if says_otherwise(chosen, other)]


def says_otherwise(chosen: Verdict, other: Verdict) -> bool:
    """Return whether another edition contradicts a verdict; one that ended before the year it was met late does not."""
    if other.status in {NOT_ASSESSABLE, chosen.status}:
        return False
    ended = chosen.year_met is not None and other.last_year is not None and other.last_year < chosen.year_met
    return not (chosen.status == "met_late" and other.status == "not_met" and ended)


@dataclass(frozen=True)
class Indication:
    """What our own aggregate of country figures says where no published one can decide."""

    status: str
    value: float
    year: int
    edition: str
    countries: int
    coverage: float


def indication_of(book: Book, target: Target, area: str) -> Indication | None:
    """Return the verdict of our own aggregate with at least 80 % coverage, or none; it never replaces the verdict."""
    for edition, covered in own_aggregates(book, target, area):
        verdict = verdict_of(target, area, edition)
        if verdict.decides and verdict.figure is not None:
            figure = verdict.figure
            countries, coverage = covered[figure.year]
            return Indication(verdict.status, figure.value, figure.year, edition.name, countries, coverage)
    return None


_Covered = dict[int, tuple[int, float]]


def own_aggregates(book: Book, target: Target, group: str) -> Iterator[tuple[Edition, _Covered]]:
    """Find our aggregates of one edition's country figures, for the years in which they cover enough of the weight."""
    by_edition: dict[tuple[str, str], dict[int, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for member in {membership.area for membership in book.members.get(group, [])}:
        for edition in book.editions(target.indicator, member):
            for figure in edition.figures:
                by_edition[edition.released, edition.name][figure.year][member] = figure.value
    for (released, name), years in sorted(by_edition.items(), reverse=True):
        figures, covered = [], {}
        for year, values in sorted(years.items()):
            made = aggregate(book, target, book.members_on(group, date(year, 12, 31)), values, year)
            if made is not None and made[1] >= INDICATION_COVERAGE:
                figures.append(Figure(target.indicator, group, str(year), made[0], target.unit, name, released))
                covered[year] = (
                    sum(member in values for member in book.members_on(group, date(year, 12, 31))),
                    made[1],
                )
        if figures:
            yield Edition(name, released, tuple(figures)), covered


def aggregate(
    book: Book, target: Target, members: list[str], values: dict[str, float], year: int
) -> tuple[float, float] | None:
    """Return our aggregate and its coverage: the median of prices, the mean of shares of people, else none."""
    if target.unit == "PT_GNIPC" and target.kind != "gap_relative":
        held = [values[member] for member in members if member in values]
        return (statistics.median(held), len(held) / len(members)) if held else None
    if target.unit != "PT_POP" or target.kind != "level":
        return None
    people = {member: count for member in members if (count := population(book, member, year))}
    held_people = sum(count for member, count in people.items() if member in values)
    if not held_people:
        return None
    mean = sum(count * values[member] for member, count in people.items() if member in values) / held_people
    return mean, held_people / sum(people.values())


def population(book: Book, area: str, year: int) -> float | None:
    """Return the people of an area in a year, from the newest edition, or none."""
    editions = book.editions("population", area)
    figure = editions[0].at(year) if editions else None
    return figure.value if figure else None
