"""Projections in words: chances as people say them, why there is none, and what the official methods call it."""

from bisect import bisect_right

from data.reference.limits import load_projection_facts
from i18n import format_plain, format_projected, text
from metrics.judgement import Judgement
from metrics.official import Official

LOW = ((1, 50), (1, 20), (1, 10), (1, 6), (1, 5), (1, 4), (1, 3), (2, 5), (9, 20))
HIGH = ((1, 2), (3, 5), (2, 3), (3, 4), (4, 5), (9, 10), (19, 20), (49, 50))
SAID = LOW + HIGH
EVEN, UNDER_EVEN = (1, 2), (9, 20)
HARDLY, NEARLY = 0.01, 0.99


def chance_words(chance: float | None) -> str:
    """Return a chance as people say it, "about 2 in 5": the nearest of a few, never decimals; empty for None.

    The words never leave the band that gives the status: less than half is never "about even", and what is on track
    is never said to be 3 in 4.
    """
    if chance is None:
        return ""
    if chance < HARDLY:
        return text("projections.chance.hardly")
    if chance > NEARLY:
        return text("projections.chance.nearly")
    edges = chance_edges()
    same = [one for one in SAID if bisect_right(edges, one[0] / one[1]) == bisect_right(edges, chance)]
    part, whole = min(same, key=lambda one: abs(one[0] / one[1] - chance))
    if (part, whole) in (EVEN, UNDER_EVEN):
        return text("projections.chance.even" if (part, whole) == EVEN else "projections.chance.under_even")
    return text("projections.chance.about", part=part, whole=whole)


def chance_edges() -> tuple[float, float, float]:
    """Return the chances from which a target is at risk, within reach and on track, in ascending order."""
    facts = load_projection_facts()
    return facts.at_risk.value, facts.within_reach.value, facts.on_track.value


def projection_figures(judgement: Judgement, unit: str) -> dict[str, str]:
    """Return the figures of a projection that the sentence about a status names; empty texts without one."""
    found = judgement.projection
    values = {name: found.at_target(name) if found else None for name in ("median", "low80", "high80")}
    words = {name: format_projected(value, unit) if value is not None else "" for name, value in values.items()}
    return words | {"chance": chance_words(found.chance) if found else ""}


def why_not_projected(judgement: Judgement) -> str:
    """Return in a sentence why there is no projection; empty where there is one."""
    if judgement.projection is not None:
        return ""
    return text(f"projections.why_not.{judgement.not_projected or 'projection-no-data'}")


def met_later_words(judgement: Judgement) -> str:
    """Return when a target missed in its year will be met: by the projection, else by the pace of late; or nothing."""
    found = judgement.projection
    if judgement.status != "not_met" or judgement.not_projected == "projection-too-old" or judgement.met_now:
        return ""
    if found is None:
        year = judgement.year_at_pace
        return text("projections.met_later.pace", year=year) if year and year <= last_named_year() else ""
    if found.reached[0] is None:
        return text("projections.met_later.not_by", year=found.last_year)
    return text("projections.met_later.course", year=found.reached[0])


def last_named_year() -> int:
    """Return the last year that is named as a year of reaching."""
    return load_projection_facts().last_year.value


def method_words(method: str) -> str:
    """Return the name of a method of projecting."""
    return text(f"projections.method.{method}")


def official_words(found: Official) -> str:
    """Return what an official method says in its own words, or why it says nothing."""
    if not found.label:
        return text(f"projections.official.why_not.{found.reason}")
    value = format_plain(found.value, 1) if found.value is not None else ""
    return text(f"projections.official.{found.method}.{found.label}", value=value)
