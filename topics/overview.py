"""The overview: how all targets stand, line by line, which of them a reader chose, and what each of them asks for."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.reference import Reference
from exhibits.exhibit import Exhibit, Lead, Notice, Part, Passage, said
from i18n import counted, format_date, format_value, text
from metrics.judgement import LIVE_STATUSES, PAST_STATUSES
from services.records import Record, flat_records
from services.scorecard import ScorecardRow, make_scorecard
from services.view import View
from services.wording import describe_aim, target_unit
from topics.target_lines import framework_name, list_targets, status_counts


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
    rows = make_scorecard(view.state, view.reference, view.day, selection.area)
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
