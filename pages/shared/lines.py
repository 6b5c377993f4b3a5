"""A row of the scorecard as the overview writes it."""

from collections.abc import Sequence
from itertools import groupby
from urllib.parse import urlencode

from charts.scorecard import Labels, TargetLine, draw_framework, draw_goal
from data.reference import Reference
from i18n import format_period, format_share, format_value, format_when, text
from metrics.judgement import Judgement
from pages.shared.access import get_reference
from services.projecting.projection_words import chance_words
from services.scorecard import ScorecardRow
from services.wording import area_name, describe_aim, describe_missing, describe_reason, target_unit

SHOWN_REASONS = ("not_assessable", "insufficient_data", "qualitative")


def labels() -> Labels:
    """Return the headings of the overview."""
    names = ("target", "status", "latest", "aim", "progress", "trend", "missing")
    return Labels(**{name: text(f"overview.column_{name}") for name in names})


def framework_name(code: str) -> str:
    """Return the name of a framework; one that the reference data does not know is named as it came."""
    known = get_reference().frameworks.get(code)
    return known.name if known else code


def scorecard_html(rows: Sequence[ScorecardRow], reference: Reference, area: str | None, as_of: str | None) -> str:
    """Return the lines of all frameworks, grouped by goal, as one piece of HTML; those of other areas come last."""
    own = [row for row in rows if row.judgement.applies]
    others = [row for row in rows if not row.judgement.applies]
    pieces = [_frameworks_html(own, reference, area, as_of)]
    if others:
        pieces.append(draw_framework(text("overview.others_title"), text("overview.others_about")))
        pieces.append(_frameworks_html(others, reference, area, as_of))
    return "".join(pieces)


def _frameworks_html(rows: Sequence[ScorecardRow], reference: Reference, area: str | None, as_of: str | None) -> str:
    pieces = []
    for framework, of_framework in groupby(rows, key=lambda row: row.target.framework):
        known = reference.frameworks.get(framework)
        pieces.append(draw_framework(known.name if known else framework, known.about if known else ""))
        for goal, found in groupby(of_framework, key=lambda row: row.target.goal):
            lines = [target_line(row, reference, area, as_of) for row in found]
            pieces.append(draw_goal(goal or text("overview.goal_other"), lines, labels()))
    return "".join(pieces)


def target_line(row: ScorecardRow, reference: Reference, area: str | None, as_of: str | None) -> TargetLine:
    """Return a target with everything the overview writes of it."""
    target, judgement = row.target, row.judgement
    unit = target_unit(target, reference)
    points = judgement.series.points if judgement.series else ()
    query = {"target": target.target_id, "area": judgement.ref_area} | ({"as_of": as_of} if as_of else {})
    return TargetLine(
        target_id=target.target_id,
        number=target.number,
        wording=target.wording,
        link=f"target?{urlencode(query)}",
        area=text("overview.judged_for", area=area_name(judgement.ref_area, reference)),
        status=judgement.status,
        status_word=text(f"status.{judgement.status}"),
        latest=_latest(judgement, unit),
        latest_note=_latest_note(judgement),
        newer=_newer(judgement, unit),
        aim=describe_aim(target, judgement, unit),
        deadline=text("overview.by_year", year=target.target_year),
        progress=judgement.progress,
        progress_words=describe_progress(judgement, unit),
        points=[(point.moment, point.value) for point in points],
        aim_value=judgement.target_value,
        trend_words=_trend_words(row, reference, unit),
        missing=describe_missing(row, reference),
        reason=describe_reason(row, reference) if judgement.status in SHOWN_REASONS else "",
        marks=tuple(_marks(row, reference, area)),
        applies=judgement.applies,
        chance=_chance(judgement),
    )


def _decided_later(judgement: Judgement) -> bool:
    """Return whether the status rests on the later figure of another edition, which then is what to read first."""
    return judgement.newer is not None and judgement.newer.edition == judgement.verdict_edition


def _chance(judgement: Judgement) -> str:
    """Return the chance in words, where the status comes from it."""
    found = judgement.projection
    words = chance_words(found.chance) if found and judgement.status == found.outlook else ""
    return text("overview.chance", words=words) if words else ""


def _latest(judgement: Judgement, unit: str) -> str:
    latest = judgement.latest
    if judgement.newer is not None and _decided_later(judgement):
        return format_value(judgement.newer.value, unit)
    if latest is None:
        return ""
    return " ".join(part for part in (latest.qualifier, format_value(latest.value, unit)) if part)


def _latest_note(judgement: Judgement) -> str:
    if judgement.newer is not None and _decided_later(judgement):
        period = format_period(judgement.newer.period)
        return text("overview.decides_note", period=period, edition=judgement.newer.edition)
    if judgement.latest is None:
        return text("overview.no_value")
    return text("overview.latest_note", period=format_period(judgement.latest.period), edition=judgement.edition)


def _newer(judgement: Judgement, unit: str) -> str:
    """Return the figure of the other edition: the later one, or the one before where the later one decides."""
    newer, latest = judgement.newer, judgement.latest
    if newer is None:
        return ""
    before = latest is not None and _decided_later(judgement)
    point, edition = (latest, judgement.edition) if latest is not None and before else (newer, newer.edition)
    when = format_when(point.period)
    return text("overview.newer", value=format_value(point.value, unit), when=when, edition=edition)


def describe_progress(judgement: Judgement, unit: str) -> str:
    """Return the share of the way in words, with its baseline."""
    if judgement.progress is None or judgement.baseline_value is None or judgement.baseline_period is None:
        return text("overview.no_progress")
    stated, away = judgement.baseline_origin == "stated", judgement.progress < 0
    words = text(
        f"overview.progress_{'away' if away else 'words'}{'_stated' if stated else ''}",
        share=format_share(judgement.progress),
        baseline=format_value(judgement.baseline_value, unit),
        year=format_period(judgement.baseline_period),
    )
    if judgement.latest is None or not _decided_later(judgement):
        return words
    return text("overview.progress_until", words=words, period=format_period(judgement.latest.period))


def _trend_words(row: ScorecardRow, reference: Reference, unit: str) -> str:
    series = row.judgement.series
    if series is None or not series.points:
        return ""
    first, last = series.points[0], series.points[-1]
    indicator = reference.indicators[row.target.indicator]
    return text(
        "overview.trend_words",
        indicator=indicator.name,
        first=format_period(first.period),
        last=format_period(last.period),
        start=format_value(first.value, unit),
        end=format_value(last.value, unit),
    )


def _marks(row: ScorecardRow, reference: Reference, area: str | None) -> list[tuple[str, str]]:
    target, judgement = row.target, row.judgement
    found = []
    if not judgement.applies and area:
        own = area_name(target.ref_area, reference)
        words = text("overview.other_area", area=area_name(area, reference))
        found.append((words, text("overview.other_area_why", own=own)))
    if judgement.at_line:
        found.append((text("overview.at_line"), text("overview.at_line_why")))
    share = judgement.estimated_share
    if share is not None and share >= reference.thresholds.estimates_worth_a_mark.value:
        words = text("overview.estimates_mark", share=format_share(share))
        found.append((words, text("overview.estimates_why")))
    return found
