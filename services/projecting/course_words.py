"""Where an indicator will be and when it arrives, in words: the figures of a projection, ready to read.

A projection speaks of the target year with its bands. Where there is none, the straight line of the pace of late says
at least when the target would be met, and that it is no projection.
"""

from datetime import date

from data.reference import Reference
from i18n import counted, format_change, format_period, format_plain, format_projected, format_share, format_value, text
from metrics.fan import Projection
from metrics.judgement import PAST_STATUSES, Judgement
from services.projecting.projection_words import chance_words, last_named_year, method_words
from services.scorecard import ScorecardRow
from services.wording import target_unit

CourseFact = tuple[str, str, str]
MET_ON_THE_WAY = ("met_on_time", "met_late", "achieved")
TOO_OLD = "projection-too-old"
UNDER, OVER = 0.005, 0.995


def course_facts(row: ScorecardRow, reference: Reference, day: date) -> list[CourseFact]:
    """Return what is to be expected of an indicator, as (name, value, note); of a target met, since when.

    Args:
        row: The target with its judgement.
        reference: Indicators and areas.
        day: The day looked at: a year of reaching that lies before it has no figure yet.
    """
    judgement, unit = row.judgement, target_unit(row.target, reference)
    found = judgement.projection
    past = judgement.status in PAST_STATUSES
    made = [
        _value(found, unit) if found and not past else None,
        _chance(row, found) if found and found.chance is not None else None,
        _staying(judgement),
        _expected(row, unit),
        _reached(judgement, day),
        _peers(found, row, unit) if found and found.chance is not None else None,
        _points(judgement),
    ]
    return [fact for fact in made if fact]


def _fact(name: str, value: str, note: str = "", **details: object) -> CourseFact:
    return text(f"outlook.{name}", **details), value, note


def stays_at_the_top(found: Projection) -> bool:
    """Return whether nothing is left to project: all of the band lies at the highest share that is ever said."""
    low, high = found.at_target("low80"), found.at_target("high80")
    return low is not None and low == high


def band_words(found: Projection, unit: str) -> str:
    """Return the bands of a projection in the target year: 80 % band 41 % to 63 %, 50 % band 47 % to 58 %."""
    values = {name: found.at_target(name) for name in ("low80", "high80", "low50", "high50")}
    words = {name: format_projected(value, unit) for name, value in values.items() if value is not None}
    return text("outlook.bands", **words) if len(words) == len(values) else ""


def _value(found: Projection, unit: str) -> CourseFact | None:
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


def _chance(row: ScorecardRow, found: Projection) -> CourseFact | None:
    if found.chance is None:
        return None
    line, level = row.judgement.line, found.level
    note = text("outlook.chance_everyone", level=format_plain(level, 1)) if line is not None and level < line else ""
    return _fact("chance", chance_with_number(found.chance), note)


def _staying(judgement: Judgement) -> CourseFact | None:
    """Return how sure a target that is met is still met in its year."""
    found = judgement.staying
    if found is None:
        return None
    note = text("outlook.staying_note", cases=found.cases, years=counted("outlook.in_years", found.years))
    return _fact("staying", chance_with_number(found.chance), note)


def _expected(row: ScorecardRow, unit: str) -> CourseFact | None:
    """Return what the pace of a sum brings until its date."""
    found = row.judgement.money
    if found is None:
        return None
    value, short = format_value(found.expected, unit), format_value(abs(found.short), unit)
    note = text("outlook.expected_short" if found.short > 0 else "outlook.expected_enough", short=short)
    return _fact("expected", value, note, year=row.target.target_year)


def _reached(judgement: Judgement, day: date) -> CourseFact | None:
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


def _at_pace(judgement: Judgement, day: date) -> CourseFact | None:
    if judgement.latest is None or judgement.actual_pace is None or judgement.not_projected == TOO_OLD:
        return None
    if judgement.money and judgement.year_at_pace is None and judgement.status != "reversing":
        return None
    if judgement.year_at_pace is None:
        return _fact("at_pace", text("outlook.never"), text("outlook.never_note"))
    words = year_words(judgement.year_at_pace, last_named_year(), day)
    return _fact("at_pace", words, text("outlook.at_pace_note"))


def _peers(found: Projection, row: ScorecardRow, unit: str) -> CourseFact | None:
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


def _points(judgement: Judgement) -> CourseFact | None:
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
    return _fact("points", value, text("outlook.points_note", estimated=note, edition=series.edition))


def method_line(judgement: Judgement) -> str:
    """Return how a projection was made, with the number of errors behind its bands; empty where none is shown."""
    found = judgement.projection
    if found is None or stays_at_the_top(found) or judgement.status in ("met_on_time", "met_late"):
        return ""
    errors = counted("outlook.errors", found.errors) if found.errors else text("outlook.errors_widened")
    bands = errors if found.calibrated else text("outlook.errors_default")
    return text("outlook.method", method=method_words(found.method), bands=bands)
