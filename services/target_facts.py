"""The facts of one target, in words: figures with their notes, what each edition would say, what to look out for."""

from dataclasses import dataclass
from datetime import date

from data.reference import Reference
from data.schemas.target import Target
from i18n import (
    format_date,
    format_pace,
    format_period,
    format_share,
    format_times,
    format_value,
    format_when,
    text,
)
from metrics.judgement import PAST_STATUSES, Judgement
from metrics.judging import measured_series
from metrics.series import Series
from services.evidence_words import rests_on_notes
from services.scorecard import ScorecardRow
from services.sentences import plain_aim, value_words
from services.tracker import State
from services.trends import Trend, later_trend, other_judgements
from services.wording import (
    describe_missing,
    indication_details,
    is_lower_end,
    progress_words,
    target_unit,
)

WordedFact = tuple[str, str, str]


@dataclass(frozen=True)
class EditionView:
    """One edition of a target's series, with the judgement that it alone would lead to."""

    series: Series
    row: ScorecardRow
    in_use: bool
    decides: bool
    course: bool = False


def target_facts(row: ScorecardRow, reference: Reference) -> list[WordedFact]:
    """Return the figures of a judgement as (name, value, note), ready to read."""
    target, judgement = row.target, row.judgement
    unit = target_unit(target, reference)
    made = [
        _latest(judgement, unit),
        _aim(row, reference, unit),
        _fact("gap", describe_missing(row, reference)),
        _progress(judgement, unit),
        _required(row, unit),
        _actual(judgement, unit),
        _factor(judgement),
        _estimates(judgement),
        _edition(judgement),
    ]
    return [fact for fact in made if fact[1]]


def _fact(name: str, value: str, note: str = "") -> WordedFact:
    return text(f"target.{name}"), value, note


def _latest(judgement: Judgement, unit: str) -> WordedFact:
    latest = judgement.latest
    if latest is None:
        return _fact("latest", text("target.none"))
    return _fact("latest", value_words(latest, unit), format_when(latest.period))


def _aim(row: ScorecardRow, reference: Reference, unit: str) -> WordedFact:
    target, latest = row.target, row.judgement.latest
    if target.target_value is None or target.kind == "qualitative":
        return _fact("aim", text("aim.none"), text("target.by_year", year=target.target_year))
    key = "by_end" if latest is not None and latest.dated else "by_year"
    note = text(f"target.{key}", year=target.target_year)
    if target.met_at is not None:
        note = text("target.met_at", by=note, line=format_value(target.met_at, unit))
    return _fact("aim", plain_aim(row, reference), note)


def _progress(judgement: Judgement, unit: str) -> WordedFact:
    value, period, origin = judgement.baseline_value, judgement.baseline_period, judgement.baseline_origin
    if value is None or period is None or origin is None or judgement.status == "qualitative":
        return _fact("progress", "")
    note = text(
        "target.progress_note",
        baseline=format_value(value, unit),
        period=format_when(period),
        origin=text(f"target.origin_{origin}"),
    )
    share = judgement.progress
    if share is not None and share < 0:
        note = text("target.progress_away", note=note)
    return _fact("progress", text("target.progress_unknown") if share is None else progress_words(share), note)


def _required(row: ScorecardRow, unit: str) -> WordedFact:
    target, judgement = row.target, row.judgement
    if judgement.latest is None or judgement.status == "qualitative":
        return _fact("required", "")
    if judgement.status in PAST_STATUSES:
        return _fact("required", text("target.none"), text("target.required_past"))
    if judgement.gap == 0 and not judgement.met_now:
        return _fact("required", text("reason.any_step"), text("target.required_at_the_line"))
    if judgement.required_pace is None:
        known = judgement.target_value is not None
        return _fact("required", text("target.required_none" if known else "target.required_unknown"))
    period = format_period(judgement.latest.period)
    key = "required_note_end" if judgement.latest.dated else "required_note"
    note = text(f"target.{key}", period=period, year=target.target_year)
    pace = format_pace(judgement.required_pace, unit)
    return _fact("required", text("missing.at_most", amount=pace) if is_lower_end(judgement) else pace, note)


def _actual(judgement: Judgement, unit: str) -> WordedFact:
    if judgement.latest is None:
        return _fact("actual", "")
    if judgement.actual_pace is None or judgement.pace_from is None:
        return _fact(
            "actual", text("target.none"), text(f"target.no_course.{judgement.course_reason or 'not-projected'}")
        )
    note = text("target.since", period=format_period(judgement.pace_from))
    return _fact("actual", format_pace(judgement.actual_pace, unit), note)


def _factor(judgement: Judgement) -> WordedFact:
    factor = judgement.acceleration_factor
    if factor is None or judgement.required_pace == 0:
        return _fact("factor", "")
    value = text("target.factor_value", factor=format_times(factor))
    return _fact("factor", value, text("target.factor_note"))


def _estimates(judgement: Judgement) -> WordedFact:
    if judgement.series is None:
        return _fact("estimates", "")
    if judgement.estimated_share is None:
        return _fact("estimates", text("target.estimates_unknown"))
    share = judgement.estimated_share
    value = text("target.estimates_share", share=format_share(share)) if share else text("target.none")
    return _fact("estimates", value)


def _edition(judgement: Judgement) -> WordedFact:
    if judgement.edition is None:
        return _fact("edition", text("target.no_edition"))
    notes = []
    if judgement.course_edition and judgement.course_edition != judgement.edition:
        notes.append(text("target.course_edition", edition=judgement.course_edition))
    if judgement.verdict_edition:
        notes.append(text("target.verdict_edition", edition=judgement.verdict_edition))
    return _fact("edition", judgement.edition, "; ".join(notes))


def target_trends(state: State, row: ScorecardRow) -> list[Trend]:
    """Return the lines of a target's chart: the course, the figure of another edition, and what decides."""
    target, judgement = row.target, row.judgement
    if judgement.series is None:
        return []
    found = {one.edition: one for one in measured_series(target, judgement.ref_area, state.world)}
    made = [Trend(judgement.series)]
    edition, latest = judgement.edition, judgement.latest
    if latest is not None and edition in found and edition != judgement.series.edition:
        made.append(later_trend(found[edition], latest))
    decides = judgement.verdict_edition
    if decides in found and decides not in (edition, judgement.series.edition):
        made.append(Trend(found[decides]))
    return made


def edition_views(state: State, reference: Reference, row: ScorecardRow, day: date) -> list[EditionView]:
    """Return every edition of a target's series, newest first, with what each would say alone."""
    judgement = row.judgement
    found = {one.edition: one for one in measured_series(row.target, judgement.ref_area, state.world) if one.points}
    return [
        EditionView(
            found[edition],
            other,
            edition == judgement.edition,
            edition == judgement.verdict_edition,
            edition == judgement.course_edition,
        )
        for edition, other in other_judgements(state, reference, row, found, day)
    ]


def target_notes(row: ScorecardRow, reference: Reference) -> list[tuple[str, str]]:
    """Return what to look out for, as (heading, words): to be checked, at the line, what it rests on, an indication."""
    target, judgement = row.target, row.judgement
    unit = target_unit(target, reference)
    found = []
    if target.to_be_checked:
        found.append(
            ("to_be_checked", text("target.to_be_checked_why", note=target.note[:1].upper() + target.note[1:]))
        )
    if judgement.at_line:
        found.append(("at_line", text("target.at_line_why")))
    found += [(name, words) for name, words in rests_on_notes(judgement, unit) if words]
    if judgement.indication is not None:
        found.append(("indication", _indication(judgement, unit)))
    return [(text(f"target.{name}"), words.strip()) for name, words in found]


def _indication(judgement: Judgement, unit: str) -> str:
    found = judgement.indication
    if found is None:
        return ""
    status = found.status
    said = text("target.indication_status", status=text(f"status.{status}").lower()) if status else ""
    return text("target.indication_why", **indication_details(found, unit), status=said)


def target_method(target: Target, reference: Reference) -> list[tuple[str, str]]:
    """Return how a target is measured, as (name, words); what is not stated is left out."""
    indicator = reference.indicators.get(target.indicator)
    count = f"{target.denominator:g}" if target.denominator else ""
    found = [
        ("indicator", indicator.name if indicator else target.indicator),
        ("method", target.how_measured),
        ("denominator", text("target.denominator_value", count=count) if count else ""),
        ("direction", text(f"target.direction_{target.direction}")),
        ("note", "" if target.to_be_checked else target.note),
    ]
    return [(text(f"target.{name}"), words) for name, words in found if words]


def target_links(target: Target, reference: Reference) -> list[tuple[str, str, str]]:
    """Return the global goals that a target and its plan serve, as (name, words, source)."""
    found = [
        (text("target.sdg_target", sdg=one.sdg_target), text(f"target.sdg_{one.basis}", note=one.note), one.source)
        for one in reference.sdg_links.get(target.target_id, ())
    ]
    plan = reference.frameworks.get(target.framework)
    if plan and plan.sdg_targets:
        words = text("target.sdg_plan", targets=", ".join(plan.sdg_targets))
        found.append((text("target.whole_plan"), words, plan.links_source))
    if plan and plan.wsis_action_lines:
        words = text("target.wsis_plan", lines=", ".join(plan.wsis_action_lines))
        found.append((text("target.whole_plan"), words, plan.links_source))
    return [(name, words, text("target.links_source", source=source)) for name, words, source in found]


def judged_on(day: date) -> str:
    """Return the day of the judgement in words."""
    return text("target.judged_on", day=format_date(day))
