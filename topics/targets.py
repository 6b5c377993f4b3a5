"""Targets line by line, and all of them with their statuses: how each stands and what is missing to it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from data.reference import Reference
from data.reference.publishers import load_publishers
from exhibits.exhibit import Caption, Exhibit, Heading, Lead, Link, Notice, Part, Passage, Text, said
from exhibits.origins import edition_words
from exhibits.scorecard import (
    BareTarget,
    BareTargets,
    FrameworkTitle,
    StatusCounts,
    TargetLine,
    TargetRow,
    TargetRows,
)
from i18n import counted, format_change, format_date, format_period, format_share, format_value, format_when, text
from metrics.judgement import STATUSES, Judgement, Status
from services.groups import area_name, name_list
from services.view import View
from topics.links import area_link
from topics.projection_words import chance_words
from topics.records import Record, flat_records
from topics.scorecard import ScorecardRow, make_scorecard
from topics.sentences import plain_aim
from topics.wording import (
    MOST_OF_THE_WAY,
    describe_aim,
    describe_missing,
    describe_reason,
    progress_words,
    rests_on_notes,
    target_unit,
)

PUBLISHED = ("worldbank-wdi", "itu-datahub", "un-sdg")
"""The forms of those who publish figures first; others pass them on."""
SCHOOL_INDICATORS = ("schools_online", "school_speed_20", "school_speed_per_student", "school_data_200")
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
    edition = edition_words(judgement.edition or "")
    return text("overview.latest_note", period=format_period(judgement.latest.period), edition=edition)


def _beside(judgement: Judgement, unit: str) -> str:
    """Return the figure of another edition that counts too: what decided a verdict, or the last of the course."""
    details, series = judgement.reason.details, judgement.series
    if judgement.verdict_edition and isinstance(details.get("value"), int | float):
        value, when = format_value(float(str(details["value"])), unit), format_when(str(details["period"]))
        return text("overview.decides", value=value, when=when, edition=edition_words(judgement.verdict_edition))
    if series is None or judgement.course_edition in (None, judgement.edition):
        return ""
    last = series.points[-1]
    value, when = format_value(last.value, unit), format_when(last.period)
    return text("overview.course", value=value, when=when, edition=edition_words(series.edition))


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


URGENCY: tuple[Status, ...] = (
    *("off_track", "reversing", "at_risk", "within_reach", "on_track", "achieved"),
    *("not_met", "met_late", "met_on_time", "not_assessable", "insufficient_data", "qualitative"),
)
"""The statuses in the order in which they ask for something to be done."""


def show_running(rows: Sequence[ScorecardRow], area: str | None, view: View) -> Exhibit:
    """Return the targets that still run: how they stand, those with figures by urgency, those without folded."""
    running = [row for row in rows if is_running(row, view.day)]
    held = [row for row in running if has_figures(row)]
    parts: list[Part] = [said("targets_counts", Lead(_running_lead(rows, running, area, view)), status_counts(held))]
    if held:
        parts.append(said("targets_rows", target_rows(held, text("targets.with_figures"), view)))
    elif not rows:
        parts.append(Notice(f"{text('overview.nothing_found')} {text('overview.nothing_found_help')}"))
    bare = [row for row in running if not has_figures(row)]
    return Exhibit("targets", [*parts, *bare_targets(bare, view)])


def show_matching_closed(rows: Sequence[ScorecardRow], view: View) -> Exhibit | None:
    """Return those of the targets chosen whose year has passed; None where there are none."""
    closed = [row for row in rows if not is_running(row, view.day)]
    if not closed:
        return None
    title = text("closed_plan.title")
    rows_shown = target_rows(closed, title, view, by_urgency=False)
    return Exhibit("closed", [Heading(title), said("closed_rows", rows_shown)])


def show_closed(rows: Sequence[ScorecardRow], view: View) -> Exhibit:
    """Return the targets whose year has passed, goal by goal, with how each plan ended."""
    closed = [row for row in rows if not is_running(row, view.day)]
    if not closed:
        return Exhibit("closed", [Notice(text("closed_plan.nothing"), icon="event_busy")])
    counts = said("closed_counts", Lead(_closed_lead(closed)), status_counts(closed))
    texts: list[Text] = []
    for framework, of_framework in groupby(closed, key=lambda row: row.target.framework):
        known = view.reference.frameworks.get(framework)
        texts.append(FrameworkTitle(known.name if known else framework, known.about if known else ""))
        for goal, some in groupby(of_framework, key=lambda row: row.target.goal):
            title = goal or text("overview.goal_other")
            texts += [Caption(title, 3), target_rows(list(some), title, view, by_urgency=False)]
    return Exhibit("closed", [counts, Passage("closed_rows", texts)])


def is_running(row: ScorecardRow, day: date) -> bool:
    """Return whether the year of a target has not passed."""
    return row.target.target_year >= day.year


def has_figures(row: ScorecardRow) -> bool:
    """Return whether there is a figure by which a target can be looked at, or our own indication."""
    return row.judgement.latest is not None or row.judgement.indication is not None


def target_rows(rows: Sequence[ScorecardRow], caption: str, view: View, *, by_urgency: bool = True) -> TargetRows:
    """Return targets one in a row: the most urgent first, or in the order in which they come."""
    ordered = sorted(rows, key=_urgency) if by_urgency else rows
    return TargetRows(caption, [_row(row, view) for row in ordered])


def _urgency(row: ScorecardRow) -> tuple[bool, int]:
    """Return the place of a target: those of the area looked at first, the most urgent of them before the others."""
    return not row.judgement.applies, URGENCY.index(row.judgement.status)


def _row(row: ScorecardRow, view: View) -> TargetRow:
    target, judgement, reference = row.target, row.judgement, view.reference
    unit = target_unit(target, reference)
    points = judgement.series.points if judgement.series else ()
    return TargetRow(
        number=f"{target.framework} {target.number}",
        wording=target.wording,
        link=area_link(view, "target", judgement.ref_area, target=target.target_id),
        status=judgement.status,
        status_word=text(f"status.{judgement.status}"),
        chance=chance_words(judgement.chance),
        latest=format_value(judgement.latest.value, unit) if judgement.latest else text("overview.no_value"),
        when=format_period(judgement.latest.period) if judgement.latest else "",
        aim=_short_aim(row, view),
        points=[(point.moment, point.value) for point in points],
        aim_value=judgement.target_value,
        trend_words=_trend_words(row, reference, unit),
        missing=_short_missing(judgement, unit),
        area=area_name(judgement.ref_area, reference),
        note="" if is_running(row, view.day) else _closed_note(row, view),
    )


def _closed_note(row: ScorecardRow, view: View) -> str:
    """Return what a verdict rests on where the figure beside it does not say it, and why there is none."""
    judgement, unit = row.judgement, target_unit(row.target, view.reference)
    disagree = [words for kind, words in rests_on_notes(judgement, unit) if kind == "disagree"]
    reason = describe_reason(row, view.reference) if judgement.status in SHOWN_REASONS else ""
    parts = [_sentence(words) for words in (_beside(judgement, unit), reason, *disagree) if words]
    return " ".join(parts)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")


def _short_aim(row: ScorecardRow, view: View) -> str:
    """Return the level to reach and the year; what is not a number has the year alone."""
    if row.judgement.target_value is None:
        return text("overview.by_year", year=row.target.target_year)
    return text("targets.aim", aim=plain_aim(row, view.reference), year=row.target.target_year)


def _short_missing(judgement: Judgement, unit: str) -> str:
    """Return how far the figure is from the level that counts as met; empty where it is met or nothing is known."""
    gap = judgement.gap
    return format_change(abs(gap), unit) if gap and not judgement.met_now else ""


def bare_targets(rows: Sequence[ScorecardRow], view: View) -> list[Part]:
    """Return the targets without figures, folded, each with the file that would fill it."""
    if not rows:
        return []
    targets = [
        BareTarget(
            Link(row.target.wording, area_link(view, "target", row.judgement.ref_area, target=row.target.target_id)),
            f"{row.target.framework} {row.target.number}",
            filled_by(row.target.indicator, view.reference),
        )
        for row in rows
    ]
    words = counted("targets.bare", len(rows))
    return [said("targets_bare", BareTargets(words, targets, Link(text("targets.own_upload"), "upload")))]


def filled_by(indicator: str, reference: Reference) -> str:
    """Return which file would bring figures of an indicator: a publisher's with its code, a census, or a template."""
    facts, publishers = reference.indicators.get(indicator), load_publishers()
    if facts is None:
        return text("targets.filled_by_template", dataset=text("dataset.national"), code=indicator)
    if indicator in SCHOOL_INDICATORS:
        return text("targets.filled_by_census")
    codes = {publishers[form].publisher: found[0].code for form, found in facts.codes.items() if form in PUBLISHED}
    if codes:
        named = [text("targets.code_of", publisher=name, code=code) for name, code in codes.items()]
        return text("targets.filled_by_publisher", publishers=name_list(named))
    return text("targets.filled_by_template", dataset=text(f"dataset.{facts.dataset}"), code=indicator)


def _running_lead(rows: Sequence[ScorecardRow], running: Sequence[ScorecardRow], area: str | None, view: View) -> str:
    """Return how the targets that still run stand, in a sentence, and how many are set for other areas alone."""
    own = [row for row in running if row.judgement.applies]
    found = Counter(row.judgement.status for row in own)
    sizes = {
        "targets": len(own),
        "good": sum(found[status] for status in ("achieved", "on_track", "within_reach")),
        "bad": sum(found[status] for status in ("at_risk", "off_track", "reversing")),
        "unknown": found["insufficient_data"],
        "qualitative": found["qualitative"],
    }
    parts = {name: counted(f"overview.lead_part.{name}", size) for name, size in sizes.items()}
    words = text("targets.lead_running", **parts)
    if area:
        words = text("overview.lead_area", area=view.name_of(area), lead=words)
    if len(rows) < len(view.state.targets):
        words += " " + counted("overview.lead_filtered", len(rows), all=len(view.state.targets))
    return words


def _closed_lead(rows: Sequence[ScorecardRow]) -> str:
    """Return how the targets whose year has passed ended, in a sentence."""
    found = Counter(row.judgement.status for row in rows)
    sizes = {
        "targets": len(rows),
        "met": found["met_on_time"] + found["met_late"],
        "not_met": found["not_met"],
        "open": len(rows) - found["met_on_time"] - found["met_late"] - found["not_met"],
    }
    parts = {name: counted(f"overview.lead_part.{name}", size) for name, size in sizes.items()}
    return text("closed_plan.lead", **parts)


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
