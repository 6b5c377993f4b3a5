"""Judgements in words: the reason, and what is missing."""

import math
from dataclasses import replace

from data.reference import Reference
from data.schemas.target import Target
from exhibits.origins import edition_words
from i18n import (
    counted,
    format_change,
    format_money,
    format_pace,
    format_people,
    format_period,
    format_plain,
    format_share,
    format_times,
    format_value,
    format_when,
    text,
)
from metrics.aim import HUNDRED
from metrics.judgement import Indication, Judgement
from topics.projection_words import chance_words, met_later_words, projection_figures
from topics.scorecard import ScorecardRow

MOST_OF_THE_WAY = 2.0
MET = ("met_on_time", "met_late", "achieved")


def target_unit(target: Target, reference: Reference) -> str:
    """Return the unit a target is judged in: a country share is in per cent, whatever its observations count."""
    if target.kind == "country_share":
        return "PT"
    indicator = reference.indicators.get(target.indicator)
    return target.unit_measure or (indicator.unit_measure if indicator else "")


def describe_reason(row: ScorecardRow, reference: Reference) -> str:
    """Return in one sentence (or two) why a target has its status, with the arithmetic and the edition."""
    target, judgement = row.target, row.judgement
    unit = target_unit(target, reference)
    words = {name: _detail(name, value, unit) for name, value in judgement.reason.details.items()}
    words |= (
        {"note": ""} if target.to_be_checked else {}
    )  # what was not seen stands on the target's page, with its heading
    words |= _lateness(judgement, target.target_year, unit)
    words["when"] = format_when(str(judgement.reason.details.get("period") or target.target_year))
    sentence = text(f"reason.{judgement.reason.code}", **_figures(target, judgement, unit), **words).strip()
    extras = [
        met_later_words(judgement),
        range_words(judgement),
        _at_line(judgement, unit),
        *(note for _, note in rests_on_notes(judgement, unit)),
        _indication(judgement, unit),
        _beside(row),
    ]
    return " ".join([sentence, *(extra for extra in extras if extra)]).strip()


def _lateness(judgement: Judgement, target_year: int, unit: str) -> dict[str, str]:
    """Return by how much a figure missed a target whose year has passed, and how many years late it was met."""
    value, low, high = judgement.reason.details.get("value"), judgement.target_value, judgement.target_upper
    short = ""
    if isinstance(value, int | float) and low is not None:
        short = format_change(value - high if high is not None and value > high else value - low, unit)
    late = judgement.met_in - target_year if judgement.met_in is not None else 0
    return {"short": short, "late": counted("reason.years_late", late) if late > 0 else ""}


def is_lower_end(judgement: Judgement) -> bool:
    """Return whether the share judged is the lower end of a range, because a census leaves schools unknown."""
    series, latest = judgement.series, judgement.latest
    of_a_census = series is not None and series.register and series.unit_measure == "PT"
    return of_a_census and latest is not None and bool(latest.qualifier)


def range_words(judgement: Judgement) -> str:
    """Return that schools of which nobody knows may be connected, where there are any."""
    return text("reason.range") if is_lower_end(judgement) else ""


def _detail(name: str, value: object, unit: str) -> str:
    if name == "value" and isinstance(value, int | float):
        return format_value(float(value), unit)
    if name in ("period", "latest_period") and value:
        return format_period(str(value))
    if name in ("schools", "known") and isinstance(value, int):
        return format_plain(value, 0)
    return str(value) if value is not None else ""


def _figures(target: Target, judgement: Judgement, unit: str) -> dict[str, str]:
    latest = judgement.latest
    factor = judgement.acceleration_factor
    return (
        {
            "latest": " ".join(filter(None, (latest.qualifier, _figure_words(judgement, unit)))) if latest else "",
            "latest_when": format_when(latest.period) if latest else "",
            "aim": describe_aim(target, judgement, unit),
            "deadline": str(target.target_year),
            "gap": format_change(judgement.gap, unit) if judgement.gap is not None else "",
            "required": _pace(judgement.required_pace, unit),
            "actual": _pace(judgement.actual_pace, unit),
            "since": format_period(judgement.pace_from) if judgement.pace_from else "",
            "since_when": format_when(judgement.pace_from) if judgement.pace_from else "",
            "factor": format_times(factor) if factor is not None else "",
            "used": edition_words(judgement.edition or ""),
            "met_since": _met_since(judgement),
        }
        | projection_figures(judgement, unit)
        | money_figures(judgement, unit)
    )


def _figure_words(judgement: Judgement, unit: str) -> str:
    """Return the figure; where rounding would make it equal to the line, with as many decimals as tell them apart."""
    latest, line = judgement.latest, judgement.line
    if latest is None:
        return ""
    words = format_value(latest.value, unit)
    if line is None or latest.value == line or words != format_value(line, unit):
        return words
    return f"{format_plain(latest.value, 2)} %" if unit.startswith("PT") else words


def _met_since(judgement: Judgement) -> str:
    since, latest = judgement.met_in, judgement.latest
    return text("reason.met_since", year=since) if since and latest and since < latest.year else ""


def _pace(pace: float | None, unit: str) -> str:
    if pace == 0:
        return text("reason.any_step")
    return format_pace(pace, unit) if pace is not None else text("reason.no_pace")


def describe_aim(target: Target, judgement: Judgement, unit: str) -> str:
    """Return the line to reach in words: 70 %, at most 3 %, below 2 %, 0.98 to 1.02, 25 % less than in 2017."""
    if target.target_value is None:
        return text("aim.none")
    if target.kind in ("relative", "gap_relative"):
        return _relative_aim(target, target.target_value, judgement, unit)
    if target.target_upper is not None and target.kind == "parity":
        return text("aim.band", low=format_plain(target.target_value, 2), high=format_plain(target.target_upper, 2))
    value = format_value(target.target_value, unit)
    if target.met_at is not None:
        return text("aim.met_at", value=value, line=format_value(target.met_at, unit))
    if target.strict:
        return text("aim.below" if target.direction == "down" else "aim.above", value=value)
    return text("aim.at_most", value=value) if target.direction == "down" else value


def _relative_aim(target: Target, percent: float, judgement: Judgement, unit: str) -> str:
    key = "aim.rise" if percent > 0 else "aim.fall"
    base = target.baseline_year[:4]
    change = text(key if base else f"{key}_open", change=format_plain(abs(percent), 1), year=base)
    value = judgement.target_value
    return f"{change} ({format_value(value, unit)})" if value is not None else change


def _at_line(judgement: Judgement, unit: str) -> str:
    """Return which figure is at the line: the one a verdict hangs on, which need not be the latest."""
    latest, details = judgement.latest, judgement.reason.details
    if not judgement.at_line or latest is None:
        return ""
    value, period = details.get("line_value", latest.value), details.get("line_period", latest.period)
    return text("reason.at-line", value=_detail("value", value, unit), period=_detail("period", period, unit))


def _beside(row: ScorecardRow) -> str:
    """Return the newest evidence of a target without a figure, which decides nothing."""
    found = row.evidence[0] if row.evidence and row.judgement.latest is None else None
    if found is None or not found.points:
        return ""
    last = found.points[-1]
    certainty = text(f"target.certainty.{found.certainty}")
    value = format_value(last.value, found.unit_measure)
    return text("reason.evidence", value=value, when=format_when(last.period), certainty=certainty)


def _indication(judgement: Judgement, unit: str) -> str:
    found = judgement.indication
    return "" if found is None else text("reason.indication", **indication_details(found, unit))


def indication_details(found: Indication, unit: str) -> dict[str, object]:
    """Return what is said of an indication: its value and year, and how much of the world its countries hold."""
    return {
        "value": format_value(found.value, unit),
        "year": found.year,
        "countries": counted("numbers.countries", found.countries),
        "coverage": format_share(found.coverage),
        "edition": edition_words(found.edition),
    }


def progress_words(share: float) -> str:
    """Return the share of the way as people say it: beyond -100 % and 200 % a percentage says nothing to anybody."""
    if share < -1:
        return text("target.progress_far_behind")
    if share > MOST_OF_THE_WAY:
        return text("target.progress_far_beyond")
    return format_share(share)


def describe_missing(row: ScorecardRow, reference: Reference) -> str:
    """Return what is missing in plain words: 3.1 points, 15.6 million people; empty where it cannot be said."""
    target, judgement = row.target, row.judgement
    latest = judgement.latest
    if judgement.gap is None or latest is None or judgement.status == "qualitative":
        return ""
    unit = target_unit(target, reference)
    if judgement.status in MET and (judgement.verdict_edition or judgement.met_now):
        return text("missing.nothing") if not row.people else _people_words(row, unit)
    if superseded(judgement) or (judgement.met_now and _is_of_old(judgement)):
        return ""
    if judgement.status == "not_met" and judgement.met_now:
        return text("missing.by_now")
    if judgement.gap == 0 and target.strict:
        return text("missing.at_the_line", aim=describe_aim(target, judgement, unit))
    points = format_change(judgement.gap, unit)
    points = text("missing.to_count", amount=points) if target.met_at is not None else points
    parts = [text("missing.at_most", amount=points) if is_lower_end(judgement) else points]
    if row.people:
        parts.append(_people_words(row, unit))
    if target.kind == "country_share" and target.denominator and judgement.gap > 0:
        parts.append(counted("missing.countries", math.ceil(judgement.gap / HUNDRED * target.denominator)))
    words = " · ".join(parts)
    return text("missing.then", missing=words, when=format_when(latest.period)) if _is_of_old(judgement) else words


def _is_of_old(judgement: Judgement) -> bool:
    """Return whether the figure is too old to say what is missing today."""
    return judgement.reason.code in ("too-old", "no-data-near-year")


def superseded(judgement: Judgement) -> bool:
    """Return whether our own aggregate is newer than the published figure: what that one misses says nothing."""
    found, latest = judgement.indication, judgement.latest
    return found is not None and latest is not None and found.year > latest.year


def _people_words(row: ScorecardRow, unit: str) -> str:
    """Return the people missing: to the target itself, which is said where a lower level counts as met."""
    people, target = format_people(row.people or 0.0), row.target
    if target.met_at is None or target.target_value is None:
        return people
    return text("missing.people_to", people=people, target=format_value(target.target_value, unit))


def rests_on_notes(judgement: Judgement, unit: str) -> list[tuple[str, str]]:
    """Return what a reader must know of the evidence, as (kind, sentence).

    Which edition the course is drawn from where it is another one, editions that say otherwise, a figure that is
    overdue, what rests on estimates alone or stands still, suspected breaks, and how sure it is to stay met.
    """
    found = [
        ("course", _course_words(judgement, unit)),
        ("disagree", _others_words(judgement, unit)),
        ("stale", _stale_words(judgement)),
        *(("rests_on", text(f"reason.{code}")) for code in judgement.rests_on),
        ("suspected", _suspected_words(judgement, unit)),
        ("staying", staying_words(judgement)),
    ]
    return [(kind, words) for kind, words in found if words]


def without_notes(judgement: Judgement) -> Judgement:
    """Return a judgement without what stands in notes of its own, so that its reason does not say it again."""
    quiet = replace(judgement, at_line=False, others=(), stale=False, rests_on=(), suspected=(), staying=None)
    return replace(quiet, course_edition=judgement.edition, indication=None)


def _stale_words(judgement: Judgement) -> str:
    latest = judgement.latest
    return text("reason.stale", when=format_when(latest.period)) if judgement.stale and latest else ""


def _course_words(judgement: Judgement, unit: str) -> str:
    series = judgement.series
    if series is None or judgement.course_edition in (None, judgement.edition):
        return ""
    last = series.points[-1]
    value = format_value(last.value, unit)
    return text("reason.course", edition=edition_words(series.edition), value=value, when=format_when(last.period))


def _others_words(judgement: Judgement, unit: str) -> str:
    """Return which other editions say otherwise of a verdict, each with its figure."""
    said = [
        text(
            "reason.other",
            edition=edition_words(one.edition),
            value=format_value(one.value, unit),
            when=format_when(one.period),
            status=text(f"status.{one.status}").lower(),
        )
        for one in judgement.others
    ]
    return text("reason.disagree", others="; ".join(said)) if said else ""


def _suspected_words(judgement: Judgement, unit: str) -> str:
    """Return the last of the steps that may be breaks, with how many more there are."""
    if not judgement.suspected:
        return ""
    before, after = judgement.suspected[-1]
    return counted(
        "reason.suspected",
        len(judgement.suspected),
        before=format_value(before.value, unit),
        first=format_when(before.period),
        after=format_value(after.value, unit),
        last=format_when(after.period),
    )


def staying_words(judgement: Judgement) -> str:
    """Return how sure it is that a target met before its year is still met then; empty where it is not about that."""
    found = judgement.staying
    if judgement.status != "achieved":
        return ""
    if found is None:
        return "" if judgement.final else text("reason.not_final")
    details = {
        "chance": chance_words(found.chance),
        "cases": found.cases,
        "years": counted("reason.years", found.years),
    }
    return text("reason.staying_near" if found.alike else "reason.staying", **details)


def money_figures(judgement: Judgement, unit: str) -> dict[str, str]:
    """Return the figures of a sum that the sentence about its status names; empty texts where there are none."""
    found = judgement.money
    if found is None:
        return dict.fromkeys(("expected", "short_of", "best", "off"), "")
    off = "" if found.off is None else " " + text("reason.money_off", off=_about(found.off, unit))
    return {
        "expected": _about(found.expected, unit),
        "short_of": _about(abs(found.short), unit),
        "best": _about(abs(found.best), unit),
        "off": off,
    }


def _about(value: float, unit: str) -> str:
    """Return a worked-out sum without more figures than it can bear: USD 26 bn."""
    return format_money(value, 0) if unit == "USD" else format_value(value, unit)
