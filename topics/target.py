"""One target: its status with the reason, its figures, its chart, and what it rests on."""

from dataclasses import dataclass, replace

from data.reference import Reference
from data.schemas.target import Target
from exhibits.exhibit import (
    Cell,
    Chip,
    Entries,
    Entry,
    Exhibit,
    Fact,
    Facts,
    Grid,
    Heading,
    Link,
    Note,
    Notice,
    Part,
    Passage,
    Remark,
    Ways,
    said,
)
from exhibits.origins import edition_words, origin_words
from exhibits.scorecard import TargetHead
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
from services.tracker import State
from services.view import View
from topics.links import area_link, indicator_link, scenario_of_target
from topics.outlook import expected_facts
from topics.scorecard import ScorecardRow
from topics.sentences import part_words, plain_aim, value_words
from topics.targets import framework_name, is_running
from topics.trend_chart import fan_table, figures_table, find_fans, make_chart, subject_of, trend_picture, with_fans
from topics.trends import Trend, later_trend, other_judgements
from topics.wording import (
    describe_missing,
    describe_reason,
    indication_details,
    is_lower_end,
    progress_words,
    rests_on_notes,
    target_unit,
    without_notes,
)

ACCESS = "internet_access"
EDITION_COLUMNS = ("edition", "released", "periods", "latest", "status", "used")
EVIDENCE_COLUMNS = ("part", "value", "year", "source", "why")


@dataclass(frozen=True)
class EditionView:
    """One edition of a target's series, with the judgement that it alone would lead to."""

    series: Series
    row: ScorecardRow
    in_use: bool
    decides: bool
    course: bool = False


def ways_on(row: ScorecardRow, view: View) -> Passage:
    """Return the ways back to the list of targets, and to the pages of the indicator and its scenario, if any."""
    area, target = row.judgement.ref_area, row.target
    page = "targets" if is_running(row, view.day) else "closed_plan"
    links = [Link(text("target.back"), area_link(view, page, area))]
    indicator = view.reference.indicators.get(target.indicator)
    if indicator is not None and indicator.dataset == ACCESS and row.judgement.series is not None:
        words = text("target.to_access", indicator=indicator.short_name, area=view.name_of(area))
        links.append(Link(words, indicator_link(view, indicator, area)))
    scenario = scenario_of_target(row, view)
    links += [Link(text("scenario.target_link"), scenario)] if scenario else []
    return said("target_links", Ways(links))


def show_target(row: ScorecardRow, view: View) -> Exhibit:
    """Return what the target says, its status with the reason, what to look out for, its figures and its chart."""
    target, judgement = row.target, row.judgement
    name = framework_name(target.framework, view.reference)
    area = view.name_of(judgement.ref_area)
    scope = text("target.each" if target.for_each_country else "target.only_for", area=area)
    head = TargetHead(
        place=text("target.place", framework=name, goal=target.goal or name, number=target.number),
        wording=target.wording,
        status=judgement.status,
        status_word=text(f"status.{judgement.status}"),
        area=f"{scope} {text('target.judged_on', day=format_date(view.day))}",
        reason=describe_reason(replace(row, judgement=without_notes(judgement)), view.reference),
    )
    notes, facts = target_notes(row, view.reference), Facts(target_facts(row, view))
    return Exhibit("target", [said("target_head", head, *notes, facts), *_chart(row, view)])


def _chart(row: ScorecardRow, view: View) -> list[Part]:
    """Return the chart of a target with its line and the needed path, and the figures behind it."""
    target, area, reference = row.target, row.judgement.ref_area, view.reference
    trends = target_trends(view.state, row)
    if not trends:
        indicator = reference.indicators.get(target.indicator)
        name = indicator.name if indicator else target.indicator
        words = text("target.no_chart", indicator=name, area=view.name_of(area))
        return [Notice(f"{words} {text('target.no_chart_help')}")]
    unit, name = target_unit(target, reference), f"{target.target_id}-{area}"
    trends = [replace(one, series=replace(one.series, unit_measure=unit)) for one in trends]
    fans = find_fans(trends, [row], view.day)
    chart = with_fans(make_chart(subject_of(target.indicator, view, unit), trends, [row], view), fans, view)
    table = figures_table(trends, chart.title, name, reference)
    return [trend_picture("target", chart), table, *fan_table(fans, name, reference)]


def show_basis(row: ScorecardRow, view: View) -> Exhibit:
    """Return what each edition says, the evidence that decides nothing, how it is measured, and whom it serves."""
    parts = [*_editions(row, view), *_evidence(row), *_method(row.target, view), *_global_goals(row.target, view)]
    return Exhibit("target_basis", parts)


# -------------------------------------------------------------------------------------------------------- the figures


def target_facts(row: ScorecardRow, view: View) -> list[Fact]:
    """Return the figures of a judgement, ready to read."""
    target, judgement, reference = row.target, row.judgement, view.reference
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
    return [fact for fact in made if fact.value]


def rail_facts(row: ScorecardRow, view: View) -> list[Fact]:
    """Return what is read beside the picture of a course: what is missing, the paces, and what is to be expected."""
    missing = _fact("gap", describe_missing(row, view.reference))
    return [*([missing] if missing.value else []), *_course_facts(row, view)]


def reading_facts(row: ScorecardRow, view: View) -> list[Fact]:
    """Return what is read beside the picture of an indicator: what is to be reached, the paces, what to expect."""
    return [_aim(row, view.reference, target_unit(row.target, view.reference)), *_course_facts(row, view)]


def _course_facts(row: ScorecardRow, view: View) -> list[Fact]:
    unit = target_unit(row.target, view.reference)
    paces = [_required(row, unit), _actual(row.judgement, unit)]
    return [*(fact for fact in paces if fact.value), *expected_facts(row, view)]


def _fact(name: str, value: str, note: str = "") -> Fact:
    return Fact(text(f"target.{name}"), value, note)


def _latest(judgement: Judgement, unit: str) -> Fact:
    latest = judgement.latest
    if latest is None:
        return _fact("latest", text("target.none"))
    return _fact("latest", value_words(latest, unit), format_when(latest.period))


def _aim(row: ScorecardRow, reference: Reference, unit: str) -> Fact:
    target, latest = row.target, row.judgement.latest
    if target.target_value is None or target.kind == "qualitative":
        return _fact("aim", text("aim.none"), text("target.by_year", year=target.target_year))
    key = "by_end" if latest is not None and latest.dated else "by_year"
    note = text(f"target.{key}", year=target.target_year)
    if target.met_at is not None:
        note = text("target.met_at", by=note, line=format_value(target.met_at, unit))
    return _fact("aim", plain_aim(row, reference), note)


def _progress(judgement: Judgement, unit: str) -> Fact:
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


def _required(row: ScorecardRow, unit: str) -> Fact:
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


def _actual(judgement: Judgement, unit: str) -> Fact:
    if judgement.latest is None:
        return _fact("actual", "")
    if judgement.actual_pace is None or judgement.pace_from is None:
        return _fact(
            "actual", text("target.none"), text(f"target.no_course.{judgement.course_reason or 'not-projected'}")
        )
    note = text("target.since", period=format_period(judgement.pace_from))
    return _fact("actual", format_pace(judgement.actual_pace, unit), note)


def _factor(judgement: Judgement) -> Fact:
    factor = judgement.acceleration_factor
    if factor is None or judgement.required_pace == 0:
        return _fact("factor", "")
    value = text("target.factor_value", factor=format_times(factor))
    return _fact("factor", value, text("target.factor_note"))


def _estimates(judgement: Judgement) -> Fact:
    if judgement.series is None:
        return _fact("estimates", "")
    if judgement.estimated_share is None:
        return _fact("estimates", text("target.estimates_unknown"))
    share = judgement.estimated_share
    value = text("target.estimates_share", share=format_share(share)) if share else text("target.none")
    return _fact("estimates", value)


def _edition(judgement: Judgement) -> Fact:
    if judgement.edition is None:
        return _fact("edition", text("target.no_edition"))
    notes = []
    if judgement.course_edition and judgement.course_edition != judgement.edition:
        notes.append(text("target.course_edition", edition=edition_words(judgement.course_edition)))
    if judgement.verdict_edition:
        notes.append(text("target.verdict_edition", edition=edition_words(judgement.verdict_edition)))
    return _fact("edition", edition_words(judgement.edition), "; ".join(notes))


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


def edition_views(row: ScorecardRow, view: View) -> list[EditionView]:
    """Return every edition of a target's series, newest first, with what each would say alone."""
    judgement = row.judgement
    measured = measured_series(row.target, judgement.ref_area, view.state.world)
    found = {one.edition: one for one in measured if one.points}
    return [
        EditionView(
            found[edition],
            other,
            edition == judgement.edition,
            edition == judgement.verdict_edition,
            edition == judgement.course_edition,
        )
        for edition, other in other_judgements(view, row, found)
    ]


def target_notes(row: ScorecardRow, reference: Reference) -> list[Note]:
    """Return what to look out for: to be checked, at the line, what it rests on, an indication."""
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
    return [Note(text(f"target.{name}"), words.strip()) for name, words in found]


def _indication(judgement: Judgement, unit: str) -> str:
    found = judgement.indication
    if found is None:
        return ""
    status = found.status
    words = text("target.indication_status", status=text(f"status.{status}").lower()) if status else ""
    return text("target.indication_why", **indication_details(found, unit), status=words)


# --------------------------------------------------------------------------------------------------- what it rests on


def _editions(row: ScorecardRow, view: View) -> list[Part]:
    """Return the editions as a small table; each row says what that edition alone would lead to."""
    found, title = edition_views(row, view), text("target.editions")
    heads = [text(f"target.column_{name}") for name in EDITION_COLUMNS]
    grid = Grid(title, heads, [_edition_cells(one, view) for one in found])
    passage = said("target_editions", Remark(text("target.editions_about")), grid)
    return [Heading(title, 3), passage] if found else []


def _edition_cells(found: EditionView, view: View) -> list[Cell]:
    series, status = found.series, found.row.judgement.status
    first, last = series.points[0], series.points[-1]
    span = text(
        "target.span" if len(series.points) > 1 else "target.span_one",
        first=format_period(first.period),
        last=format_period(last.period),
        count=len(series.points),
    )
    used = [text("target.used")] if found.in_use else []
    used += [text("target.used_course")] if found.course else []
    used += [text("target.used_verdict")] if found.decides else []
    return [
        edition_words(series.edition),
        format_period(series.released) if series.released else "",
        span,
        format_value(last.value, target_unit(found.row.target, view.reference)),
        Chip(status, text(f"status.{status}")),
        ", ".join(used),
    ]


def _evidence(row: ScorecardRow) -> list[Part]:
    """Return the evidence with value, year, source and why it decides nothing; nothing where there is none."""
    rows, title = evidence_rows(row), text("target.evidence")
    by_part = any(one[0] for one in rows)
    heads = [text(f"target.column_{name}") for name in EVIDENCE_COLUMNS]
    cells = [[one[0] or text("charts.part.total"), *one[1:]] if by_part else one[1:] for one in rows]
    grid = Grid(title, heads if by_part else heads[1:], cells)
    passage = said("target_evidence", Remark(text("target.evidence_about")), grid)
    return [Heading(title, 3), passage] if rows else []


def evidence_rows(row: ScorecardRow) -> list[list[str]]:
    """Return the evidence beside a target: whom it is about, value, year, source, and why it decides nothing."""
    return [
        [
            part_words(series),
            format_value(point.value, series.unit_measure),
            format_period(point.period),
            text(
                "target.evidence_source",
                source=origin_words(point.source or series.source),
                edition=edition_words(series.edition),
            ),
            text(f"target.evidence_why.{series.certainty}"),
        ]
        for series, point in row.evidence_figures
    ]


def _method(target: Target, view: View) -> list[Part]:
    """Return how a target is measured; what is not stated is left out."""
    indicator = view.reference.indicators.get(target.indicator)
    count = f"{target.denominator:g}" if target.denominator else ""
    found = [
        ("indicator", indicator.name if indicator else target.indicator),
        ("method", target.how_measured),
        ("denominator", text("target.denominator_value", count=count) if count else ""),
        ("direction", text(f"target.direction_{target.direction}")),
        ("note", "" if target.to_be_checked else target.note),
    ]
    entries = [Entry(text(f"target.{name}"), [words]) for name, words in found if words]
    return [Heading(text("target.how"), 3), said("target_method", Entries(entries))]


def _global_goals(target: Target, view: View) -> list[Part]:
    """Return which targets of the Sustainable Development Goals the target and its plan serve, and who says so."""
    reference = view.reference
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
    entries = [Entry(name, [words], text("target.links_source", source=source)) for name, words, source in found]
    return [Heading(text("target.sdg"), 3), said("target_sdg", Entries(entries))] if entries else []
