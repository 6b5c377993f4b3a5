"""Will a target arrive? Its projection in words, who managed as much, and the cross-check of a group by its countries.

A projection speaks of the target year with its bands. Where there is none, the straight line of the pace of late says
at least when the target would be met, and that it is no projection.
"""

from dataclasses import dataclass
from datetime import date
from statistics import median

import numpy as np

from data.schemas.target import Target
from exhibits.exhibit import Exhibit, Fact, Facts, Heading, Link, Member, Members, Passage, Remark, Text
from exhibits.origins import edition_words
from i18n import counted, format_change, format_period, format_plain, format_projected, format_share, format_value, text
from i18n.numbers import MINUS
from metrics.aggregates import population
from metrics.aim import make_aim
from metrics.courses import make_scale
from metrics.editions import edition_in_use
from metrics.fan import Path, Projection
from metrics.judgement import PAST_STATUSES, Judgement
from metrics.projection import Question, project
from metrics.projection_rules import Kind, ProjectionRules
from services.tracker import State
from services.view import View
from topics.links import area_link
from topics.projection_words import chance_words, last_named_year, method_words, why_not_projected
from topics.scorecard import ScorecardRow
from topics.wording import target_unit

MET_ON_THE_WAY = ("met_on_time", "met_late", "achieved")
TOO_OLD = "projection-too-old"
UNDER, OVER = 0.005, 0.995
OWN_BAND: tuple[Path, ...] = ("low80", "median", "high80")
WORTH_SAYING = 0.05
"""A difference of less than a twentieth of a unit is none: it would be written as 0."""


@dataclass(frozen=True)
class ProjectedSum:
    """What the countries' projections add up to in the target year, and how far that is from the group's own.

    A country without a projection stays at its last value, and `projected` says how many have one. `coverage` is the
    share of the weight of the group that has any value. `difference` is the sum minus the group's own median. `band` is
    the 80 % band of the group's own projection laid around the sum, on the scale of its errors: what countries miss
    together does not cancel out in a sum, and what groups missed in the past is known.
    """

    year: int
    value: float
    difference: float | None
    countries: int
    projected: int
    coverage: float
    band: tuple[float, float] | None = None


def show_outlook(row: ScorecardRow, view: View, together: ProjectedSum | None) -> Exhibit | None:
    """Return what is to be expected of a target: its projection, or why there is none; the cross-check of a group.

    Args:
        row: The target with its judgement.
        view: The data looked at.
        together: What the projections of its countries add up to, where that `is_cross_checked`.
    """
    judgement = row.judgement
    crossed = _cross_check_words(row, together, view)
    if judgement.status == "qualitative" or (judgement.series is None and not crossed):
        return None
    facts = course_facts(row, view)
    texts: list[Text] = [
        *_remarks(_lead(row)),
        *([Facts(facts)] if facts else []),
        *_managed(row, view),
        *_remarks(method_line(judgement), crossed),
    ]
    return Exhibit("target_outlook", [Heading(text("outlook.title"), 3), Passage("target_outlook", texts)])


def _cross_check_words(row: ScorecardRow, together: ProjectedSum | None, view: View) -> str:
    if together is None or not together.projected:
        return ""
    method = view.reference.indicators[row.target.indicator].aggregate
    return sum_words(together, target_unit(row.target, view.reference), method)


def _remarks(*words: str) -> list[Remark]:
    return [Remark(one) for one in words if one]


def _lead(row: ScorecardRow) -> str:
    """Return what a projection is, or why there is none; nothing where the year has passed and it was met."""
    judgement = row.judgement
    if judgement.status in ("met_on_time", "met_late", "not_assessable"):
        return ""
    if judgement.projection is None:
        return f"{text('outlook.none')} {why_not_projected(judgement)}"
    return text("outlook.at_the_top" if stays_at_the_top(judgement.projection) else "outlook.about")


def _managed(row: ScorecardRow, view: View) -> list[Members]:
    """Return those that moved as fast as is needed, each with the way to its page; none where nobody did."""
    found = row.judgement.projection
    if found is None or not found.peers_that_managed:
        return []
    names = sorted((view.name_of(area), area) for area in found.peers_that_managed)
    members = [Member(Link(name, area_link(view, "country", area))) for name, area in names]
    return [Members(members, counted("outlook.peers_names", len(members)))]


def course_facts(row: ScorecardRow, view: View) -> list[Fact]:
    """Return what is to be expected of an indicator, what drives it, and on which figures that rests."""
    judgement, unit = row.judgement, target_unit(row.target, view.reference)
    found = judgement.projection
    drivers = [_drivers(found, unit)] if found and found.drivers else []
    points = _points(judgement)
    return [*expected_facts(row, view), *drivers, *([points] if points else [])]


def expected_facts(row: ScorecardRow, view: View) -> list[Fact]:
    """Return what is to be expected of an indicator; of a target met, since when."""
    judgement, unit = row.judgement, target_unit(row.target, view.reference)
    found = judgement.projection
    past = judgement.status in PAST_STATUSES
    made = [
        _value(found, unit) if found and not past else None,
        _chance(row, found) if found and found.chance is not None else None,
        _staying(judgement),
        _expected(row, unit),
        _reached(judgement, view.day),
        _peers(found, row, unit) if found and found.chance is not None else None,
    ]
    return [fact for fact in made if fact]


def _fact(name: str, value: str, note: str = "", **details: object) -> Fact:
    return Fact(text(f"outlook.{name}", **details), value, note)


def stays_at_the_top(found: Projection) -> bool:
    """Return whether nothing is left to project: all of the band lies at the highest share that is ever said."""
    low, high = found.at_target("low80"), found.at_target("high80")
    return low is not None and low == high


def band_words(found: Projection, unit: str) -> str:
    """Return the bands of a projection in the target year: 80 % band 41 % to 63 %, 50 % band 47 % to 58 %."""
    values = {name: found.at_target(name) for name in ("low80", "high80", "low50", "high50")}
    words = {name: format_projected(value, unit) for name, value in values.items() if value is not None}
    return text("outlook.bands", **words) if len(words) == len(values) else ""


def _value(found: Projection, unit: str) -> Fact | None:
    median = found.at_target()
    if median is None or stays_at_the_top(found):
        return None
    return _fact("value", format_projected(median, unit), band_words(found, unit), year=found.target_year)


def chance_with_number(chance: float) -> str:
    """Return a chance in words with its number: about 2 in 5 (41 %); near 0 or 1 the words are the number."""
    words = chance_words(chance)
    if not UNDER < chance < OVER:
        return words
    return text("outlook.chance_number", words=words, number=format_share(chance))


def _chance(row: ScorecardRow, found: Projection) -> Fact | None:
    if found.chance is None:
        return None
    line, level = row.judgement.line, found.level
    note = text("outlook.chance_everyone", level=format_plain(level, 1)) if line is not None and level < line else ""
    return _fact("chance", chance_with_number(found.chance), note)


def _drivers(found: Projection, unit: str) -> Fact:
    """Return what the projection is made of: what others did on average, its level, its own speed."""
    signed = [f"{'+' if one >= 0 else MINUS}{format_change(one, unit)}" for one in found.drivers or ()]
    others, level, speed = signed
    value = text("outlook.drivers_value", others=others)
    return _fact("drivers", value, text("outlook.drivers_note", level=level, speed=speed))


def _staying(judgement: Judgement) -> Fact | None:
    """Return how sure a target that is met is still met in its year."""
    found = judgement.staying
    if found is None:
        return None
    note = text("outlook.staying_note", cases=found.cases, years=counted("outlook.in_years", found.years))
    return _fact("staying", chance_with_number(found.chance), note)


def _expected(row: ScorecardRow, unit: str) -> Fact | None:
    """Return what the pace of a sum brings until its date."""
    found = row.judgement.money
    if found is None:
        return None
    value, short = format_value(found.expected, unit), format_value(abs(found.short), unit)
    note = text("outlook.expected_short" if found.short > 0 else "outlook.expected_enough", short=short)
    return _fact("expected", value, note, year=row.target.target_year)


def _reached(judgement: Judgement, day: date) -> Fact | None:
    """Return when a target was or will be met: measured, by the projection, or by the straight line."""
    if judgement.status in MET_ON_THE_WAY:
        return _fact("met", text("outlook.met_in", year=judgement.met_in)) if judgement.met_in else None
    if judgement.status in ("qualitative", "not_assessable", "insufficient_data"):
        return None
    found = judgement.projection
    if found:
        value, note = year_words(found.reached[0], found.last_year, day), _range_of_years(found)
        return _fact("reached", value, note)
    return _at_pace(judgement, day)


def year_words(year: int | None, last_year: int, day: date) -> str:
    """Return a year of reaching in words; one that has passed has no figure yet, so it is said to be about now."""
    if year is None or year > last_year:
        return text("outlook.later", year=last_year)
    return text("outlook.by_now", year=day.year) if year <= day.year else str(year)


def _range_of_years(found: Projection) -> str:
    """Return the years at the two edges of the 80 % band: 2031 to later than 2040."""
    _, fast, slow = found.reached
    later = text("outlook.later", year=found.last_year)
    if fast is None:
        return text("outlook.years_later", later=later)
    if fast == slow:
        return text("outlook.years_same", year=fast)
    return text("outlook.years", fast=fast, slow=slow or later)


def _at_pace(judgement: Judgement, day: date) -> Fact | None:
    if judgement.latest is None or judgement.actual_pace is None or judgement.not_projected == TOO_OLD:
        return None
    if judgement.money and judgement.year_at_pace is None and judgement.status != "reversing":
        return None
    if judgement.year_at_pace is None:
        return _fact("at_pace", text("outlook.never"), text("outlook.never_note"))
    words = year_words(judgement.year_at_pace, last_named_year(), day)
    return _fact("at_pace", words, text("outlook.at_pace_note"))


def _peers(found: Projection, row: ScorecardRow, unit: str) -> Fact | None:
    latest = row.judgement.latest
    if found.peers_around is None or latest is None or found.target_year <= latest.year:
        return None
    low, high = found.peers_around
    if not found.peers_compared:
        return _fact("peers", text("outlook.peers_nobody"), text("outlook.peers_nobody_note"))
    value = text(
        "outlook.peers_value",
        managed=len(found.peers_that_managed) or text("outlook.none_of"),
        compared=counted("numbers.countries", found.peers_compared),
    )
    note = text(
        "outlook.peers_note_price" if row.target.direction == "down" else "outlook.peers_note",
        low=format_projected(max(low, 0.0), unit),
        high=format_projected(high, unit),
        change=format_change(_left(row.judgement), unit),
        years=counted("outlook.in_years", found.target_year - latest.year),
    )
    return _fact("peers", value, note)


def _left(judgement: Judgement) -> float:
    """Return how far the level that counts as met lies from the last figure of the course."""
    series = judgement.series
    last = series.points[-1].value if series else 0.0
    return (judgement.line or 0.0) - last


def _points(judgement: Judgement) -> Fact | None:
    series = judgement.series
    if series is None or not series.points:
        return None
    first, last = series.points[0].period, series.points[-1].period
    value = counted("outlook.figures", len(series.points))
    if len(series.points) > 1:
        value = text("outlook.span", figures=value, first=format_period(first), last=format_period(last))
    stated = [point for point in series.points if point.obs_status]
    estimated = sum(point.obs_status == "E" for point in stated)
    known = counted("outlook.estimated", estimated) if estimated else text("outlook.estimated_none")
    note = known if stated else text("outlook.estimated_unknown")
    doubts = counted("outlook.doubts", len(judgement.suspected)) if judgement.suspected else ""
    note = "; ".join(filter(None, (note, doubts)))
    return _fact("points", value, text("outlook.points_note", estimated=note, edition=edition_words(series.edition)))


def method_line(judgement: Judgement) -> str:
    """Return how a projection was made, with the number of errors behind its bands; empty where none is shown."""
    found = judgement.projection
    if found is None or stays_at_the_top(found) or judgement.status in ("met_on_time", "met_late"):
        return ""
    errors = counted("outlook.errors", found.errors) if found.errors else text("outlook.errors_widened")
    bands = errors if found.calibrated else text("outlook.errors_default")
    return text("outlook.method", method=method_words(found.method), bands=bands)


# ----------------------------------------------------------------------------------------- the cross-check of a group


def is_cross_checked(row: ScorecardRow, view: View) -> bool:
    """Return whether the projections of countries are put together beside a target: one of a group that still runs."""
    known = view.reference.areas.get(row.judgement.ref_area)
    runs = row.judgement.status not in (*PAST_STATUSES, "qualitative")
    return runs and (known is None or known.kind != "country")


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
    kind: Kind = "share" if target.direction == "up" else "price"
    band = _band_around(value, judgement.projection, kind, state.projector.rules)
    return ProjectedSum(target.target_year, value, difference, len(found), projected, covered / whole, band)


def _band_around(
    value: float, found: Projection | None, kind: Kind, rules: ProjectionRules
) -> tuple[float, float] | None:
    """Return the 80 % band of a group's own projection, as far on its scale from a value as it is from its median."""
    own = [found.at_target(path) for path in OWN_BAND] if found else []
    known = np.array([one for one in own if one is not None])
    if len(known) < len(OWN_BAND) or value <= 0:
        return None
    scale = make_scale(kind, rules)
    low, middle, high = scale.place(known)
    edges = scale.value(scale.place(np.array(value)) + np.array([low, high]) - middle)
    top = rules.highest_share if kind == "share" else np.inf
    return float(edges[0]), float(min(edges[1], top))


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
    found = project(series, Question(aim, target.target_year, max(today.year, last.year)), state.projector)
    value = None if isinstance(found, str) else found.at_target()
    return (last.value, False) if value is None else (value, True)


def sum_words(found: ProjectedSum, unit: str, method: str) -> str:
    """Return what the projections of countries come to, how far that is from the group's own, and of how many.

    Args:
        found: The sum.
        unit: The unit of the indicator.
        method: How the indicator is aggregated: weighted_mean or median.
    """
    some, every = ("economies", "all_economies") if method == "median" else ("weight", "all_weight")
    coverage = text(
        f"outlook.sum.{every if found.projected == found.countries else some}",
        projected=found.projected,
        countries=counted("numbers.countries", found.countries),
        coverage=format_share(found.coverage),
    )
    value = format_projected(found.value, unit)
    if found.band:
        low, high = (format_projected(one, unit) for one in found.band)
        value = text("outlook.sum.banded", value=value, low=low, high=high)
    if found.difference is None:
        return text("outlook.sum.alone", value=value, year=found.year, coverage=coverage)
    return text(
        "outlook.sum.shares",
        value=value,
        year=found.year,
        difference=_difference(found.difference, unit),
        coverage=coverage,
    )


def _difference(difference: float, unit: str) -> str:
    if abs(difference) < WORTH_SAYING:
        return text("outlook.sum.same")
    key = "outlook.sum.more" if difference > 0 else "outlook.sum.less"
    return text(key, change=format_change(difference, unit))
