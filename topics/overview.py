"""Targets line by line, and all of them with their statuses: how each stands and what is missing to it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from data.reference import Reference
from exhibits.exhibit import Exhibit, Lead, Notice, Part, Passage, Text, said
from exhibits.origins import edition_words
from exhibits.scorecard import FrameworkTitle, StatusCounts, TargetLine, TargetLines
from i18n import counted, format_date, format_period, format_share, format_value, format_when, text
from metrics.judgement import LIVE_STATUSES, PAST_STATUSES, STATUSES, Judgement
from services.groups import area_name
from services.projecting.projection_words import chance_words
from services.records import Record, flat_records
from services.scorecard import ScorecardRow, make_scorecard
from services.view import View
from services.wording import (
    MOST_OF_THE_WAY,
    describe_aim,
    describe_missing,
    describe_reason,
    progress_words,
    rests_on_notes,
    target_unit,
)
from topics.links import area_link

SHOWN_REASONS = ("not_assessable", "insufficient_data", "qualitative")


def framework_name(code: str, reference: Reference) -> str:
    """Return the name of a framework; one that the reference data does not know is named as it came."""
    known = reference.frameworks.get(code)
    return known.name if known else code


def status_counts(rows: Sequence[ScorecardRow]) -> StatusCounts:
    """Return how many of the targets have each status."""
    statuses = [row.judgement.status for row in rows]
    parts = [(one, text(f"status.{one}"), statuses.count(one)) for one in STATUSES if one in statuses]
    words = ", ".join(f"{word} {count}" for _, word, count in parts)
    return StatusCounts(parts, text("overview.counts", parts=words))


def list_targets(rows: Sequence[ScorecardRow], view: View, area: str | None) -> list[Text]:
    """Return the lines of all frameworks, goal by goal; those of other areas than the one looked at come last."""
    own = [row for row in rows if row.judgement.applies]
    others = [row for row in rows if not row.judgement.applies]
    found = _by_framework(own, view, area)
    if others:
        found.append(FrameworkTitle(text("overview.others_title"), text("overview.others_about")))
        found += _by_framework(others, view, area)
    return found


def _by_framework(rows: Sequence[ScorecardRow], view: View, area: str | None) -> list[Text]:
    found: list[Text] = []
    for framework, of_framework in groupby(rows, key=lambda row: row.target.framework):
        known = view.reference.frameworks.get(framework)
        found.append(FrameworkTitle(known.name if known else framework, known.about if known else ""))
        for goal, some in groupby(of_framework, key=lambda row: row.target.goal):
            lines = [target_line(row, view, area) for row in some]
            found.append(TargetLines(lines, goal or text("overview.goal_other")))
    return found


def target_line(row: ScorecardRow, view: View, area: str | None) -> TargetLine:
    """Return a target with everything that a line says of it; `area` is the one looked at, None for each its own."""
    target, judgement, reference = row.target, row.judgement, view.reference
    unit = target_unit(target, reference)
    points = judgement.series.points if judgement.series else ()
    return TargetLine(
        target_id=target.target_id,
        number=target.number,
        wording=target.wording,
        link=area_link(view, "target", judgement.ref_area, target=target.target_id),
        area=text("overview.judged_for", area=area_name(judgement.ref_area, reference)),
        status=judgement.status,
        status_word=text(f"status.{judgement.status}"),
        latest=_latest(judgement, unit),
        latest_note=_latest_note(judgement),
        beside=_beside(judgement, unit),
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


def _chance(judgement: Judgement) -> str:
    """Return the chance in words: of arriving where the status comes from it, of staying where the target is met."""
    found = judgement.projection
    arrives = found is not None and judgement.status == found.outlook
    words = chance_words(judgement.chance) if arrives or judgement.staying else ""
    if judgement.staying and words:
        return text("overview.staying", words=words, years=counted("outlook.in_years", judgement.staying.years))
    return text("overview.chance", words=words) if words else ""


def _latest(judgement: Judgement, unit: str) -> str:
    latest = judgement.latest
    if latest is None:
        return ""
    return " ".join(part for part in (latest.qualifier, format_value(latest.value, unit)) if part)


def _latest_note(judgement: Judgement) -> str:
    if judgement.latest is None:
        return text("overview.no_value")
    return text(
        "overview.latest_note",
        period=format_period(judgement.latest.period),
        edition=edition_words(judgement.edition or ""),
    )


def _beside(judgement: Judgement, unit: str) -> str:
    """Return the figure of another edition that counts too: what decided a verdict, or the last of the course."""
    details, series = judgement.reason.details, judgement.series
    if judgement.verdict_edition and isinstance(details.get("value"), int | float):
        value, when = format_value(float(str(details["value"])), unit), format_when(str(details["period"]))
        return text("overview.decides", value=value, when=when, edition=edition_words(judgement.verdict_edition))
    if series is None or judgement.course_edition in (None, judgement.edition):
        return ""
    last = series.points[-1]
    return text(
        "overview.course",
        value=format_value(last.value, unit),
        when=format_when(last.period),
        edition=edition_words(series.edition),
    )


def describe_progress(judgement: Judgement, unit: str) -> str:
    """Return the share of the way in words, with its baseline."""
    if judgement.progress is None or judgement.baseline_value is None or judgement.baseline_period is None:
        return text("overview.no_progress")
    share = judgement.progress
    if share < -1:
        return progress_words(share)
    kind = "away" if share < 0 else "beyond" if share > MOST_OF_THE_WAY else "words"
    origin = text("overview.progress_origin") if judgement.baseline_origin == "stated" else ""
    return text(
        f"overview.progress_{kind}",
        origin=origin and f" {origin}",
        share=progress_words(share),
        baseline=format_value(judgement.baseline_value, unit),
        when=format_when(judgement.baseline_period),
    )


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
    notes, found = rests_on_notes(judgement, target_unit(target, reference)), []
    if not judgement.applies and area:
        own = area_name(target.ref_area, reference)
        words = text("overview.other_area", area=area_name(area, reference))
        found.append((words, text("overview.other_area_why", own=own)))
    if judgement.others:
        found.append((text("overview.disagree"), " ".join(words for kind, words in notes if kind == "disagree")))
    if judgement.stale:
        found.append((text("overview.stale"), " ".join(words for kind, words in notes if kind == "stale")))
    if judgement.rests_on:
        found.append((text("overview.rests_on"), " ".join(words for kind, words in notes if kind == "rests_on")))
    if judgement.at_line:
        found.append((text("overview.at_line"), text("overview.at_line_why")))
    share = judgement.estimated_share
    if share is not None and not judgement.rests_on and share >= reference.thresholds.estimates_worth_a_mark.value:
        words = text("overview.estimates_mark", share=format_share(share))
        found.append((words, text("overview.estimates_why")))
    return found


@dataclass(frozen=True)
class Selection:
    """Which targets a reader chose, and the area to judge them for; nothing chosen means all, and each its own area."""

    frameworks: Sequence[str]
    statuses: Sequence[str]
    sdg_targets: Sequence[str]
    area: str | None

    def includes(self, row: ScorecardRow, reference: Reference) -> bool:
        """Return whether a target is among those chosen."""
        serves = {one.sdg_target for one in reference.sdg_links.get(row.target.target_id, ())}
        return (
            (not self.frameworks or row.target.framework in self.frameworks)
            and (not self.statuses or row.judgement.status in self.statuses)
            and (not self.sdg_targets or not serves.isdisjoint(self.sdg_targets))
        )


def select_targets(selection: Selection, view: View) -> list[ScorecardRow]:
    """Return the targets chosen, judged for the area chosen."""
    rows = make_scorecard(view, selection.area)
    return [row for row in rows if selection.includes(row, view.reference)]


def show_overview(rows: Sequence[ScorecardRow], area: str | None, view: View) -> Exhibit:
    """Return how the targets chosen stand, in a sentence and in numbers, and each of them in a line."""
    own = [row for row in rows if row.judgement.applies]
    parts: list[Part] = [said("overview_counts", Lead(_lead(rows, own, area, view)), status_counts(own))]
    if rows:
        parts.append(Passage("overview_lines", list_targets(rows, view, area)))
    else:
        parts.append(Notice(f"{text('overview.nothing_found')} {text('overview.nothing_found_help')}"))
    return Exhibit("overview", parts)


def _lead(rows: Sequence[ScorecardRow], own: Sequence[ScorecardRow], area: str | None, view: View) -> str:
    """Return how the targets stand that are judged for the chosen area; the others stand below, under their own."""
    every, words = len(view.state.targets), summarise(own, view.day)
    if len(rows) < every:
        words = counted("overview.lead_filtered", len(rows), all=every)
    elif area:
        words = text("overview.lead_area", area=view.name_of(area), lead=words)
    if len(own) < len(rows):
        words += " " + counted("overview.others", len(rows) - len(own))
    return words


def summarise(rows: Sequence[ScorecardRow], today: date) -> str:
    """Return how the targets stand in a sentence."""
    found = Counter(row.judgement.status for row in rows)
    sizes = {
        "targets": len(rows),
        "frameworks": len({row.target.framework for row in rows}),
        "past": sum(found[status] for status in PAST_STATUSES),
        "met": found["met_on_time"] + found["met_late"],
        "not_met": found["not_met"],
        "open": found["not_assessable"],
        "live": sum(found[status] for status in LIVE_STATUSES),
        "good": sum(found[status] for status in ("achieved", "on_track", "within_reach")),
        "bad": sum(found[status] for status in ("at_risk", "off_track", "reversing")),
        "unknown": found["insufficient_data"],
        "qualitative": found["qualitative"],
    }
    parts = {name: counted(f"overview.lead_part.{name}", size) for name, size in sizes.items()}
    return text("overview.lead", day=format_date(today), **parts)


def overview_records(rows: Sequence[ScorecardRow], area: str | None, view: View) -> tuple[list[Record], dict[str, str]]:
    """Return the targets as rows of a file, and what it shows: the area, the day of judgement and the revisions."""
    about = {
        text("overview.area"): view.name_of(area) if area else text("overview.own_area"),
        text("overview.judged_on"): format_date(view.day),
        text("overview.revisions"): view.state.key,
    }
    return flat_records(rows, view.reference), about


def framework_options(view: View) -> dict[str, str]:
    """Return the frameworks that have targets, by their codes with their names; those we do not know come last."""
    used = {one.framework for one in view.state.targets}
    known = view.reference.frameworks
    codes = [*(code for code in known if code in used), *sorted(used - set(known))]
    return {code: framework_name(code, view.reference) for code in codes}


def sdg_options(view: View) -> list[str]:
    """Return the SDG targets that any of the targets serves, in the order of the goals."""
    links = [one for target in view.state.targets for one in view.reference.sdg_links.get(target.target_id, ())]
    return list(dict.fromkeys(one.sdg_target for one in sorted(links, key=lambda one: one.place)))


# ------------------------------------------------------------------------------------------- what the targets ask for


def list_terms(rows: Sequence[ScorecardRow], view: View) -> list[dict[str, str | int]]:
    """Return what each target asks for, and by when, one record a target."""
    return [_terms(row, view) for row in rows]


def _terms(row: ScorecardRow, view: View) -> dict[str, str | int]:
    target, reference = row.target, view.reference
    unit = target_unit(target, reference)
    indicator = reference.indicators.get(target.indicator)
    return {
        "number": target.number,
        "wording": target.wording,
        "aim": describe_aim(target, row.judgement, unit),
        "year": target.target_year,
        "framework": framework_name(target.framework, reference),
        "goal": target.goal,
        "area": view.name_of(target.ref_area),
        "applies": text("targets.yes" if target.for_each_country else "targets.no"),
        "indicator": indicator.name if indicator else target.indicator,
        "baseline": _baseline(row, unit),
        "measured": target.how_measured,
        "note": "" if target.to_be_checked else target.note,
        "id": target.target_id,
    }


def _baseline(row: ScorecardRow, unit: str) -> str:
    target = row.target
    value = format_value(target.baseline_value, unit) if target.baseline_value is not None else ""
    return ", ".join(part for part in (target.baseline_year, value) if part)
