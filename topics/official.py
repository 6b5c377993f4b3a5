"""The official methods beside ours: what each looks at and says, and where they disagree, why.

The growth-rate rules know the baseline and the latest value alone. So they part from us for a handful of reasons that
can be told from the figures: the growth carried on passes 100 %, the pace has changed since, the owner's line lies
below the target, or the target counts as met by a rule of their own. The first that holds is said.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from exhibits.exhibit import Exhibit, Grid, Heading, Note, Remark, Text, said
from i18n import (
    counted,
    format_pace,
    format_period,
    format_plain,
    format_projected,
    format_share,
    format_times,
    format_value,
    format_when,
    text,
)
from i18n.numbers import MOST_TIMES
from metrics.aim import HUNDRED, Aim, make_aim
from metrics.judgement import LIVE_STATUSES, Judgement
from metrics.official import METHODS, WHOLE_INDEX, Official, official_methods
from metrics.series import moment
from services.groups import name_list
from services.view import View
from topics.outlook import chance_with_number
from topics.projection_words import official_words
from topics.projections import officially
from topics.scorecard import ScorecardRow
from topics.wording import target_unit

COLUMNS = ("method", "looks", "label", "number")
ARRIVES, FASTER, STANDS = 2, 1, 0
"""What an official label comes to: it will arrive, it must go faster, it stands still or goes back."""
LABELS: Mapping[str, int] = {
    "met": ARRIVES,
    "on_track": ARRIVES,
    "significant": ARRIVES,
    "fair": FASTER,
    "progress": FASTER,
    "moderate": FASTER,
    "limited": STANDS,
    "insufficient": STANDS,
    "stagnation": STANDS,
    "deterioration": STANDS,
    "away": STANDS,
}
AGREEING: Mapping[str, tuple[int, ...]] = {
    "achieved": (ARRIVES,),
    "on_track": (ARRIVES,),
    "within_reach": (ARRIVES, FASTER),
    "at_risk": (FASTER, STANDS),
    "off_track": (STANDS,),
    "reversing": (STANDS,),
}
"""What an official method may say for it to be the same as a status of ours."""
RATIOS = ("open_sdg", "eurostat")
"""The methods whose number says how many times one growth rate is another."""
CHANGED = 1.2
"""A pace this many times the other is another pace; less is within what two windows always differ by."""
ANNUAL = len("2024")


@dataclass(frozen=True)
class Case:
    """The figures of a case as the growth-rate rules see them, beside those of our own judgement."""

    row: ScorecardRow
    aim: Aim
    unit: str
    base: float
    base_period: str
    latest: float
    since_baseline: float
    carried_on: float | None

    @property
    def judgement(self) -> Judgement:
        """Return our own judgement."""
        return self.row.judgement


@dataclass(frozen=True)
class MethodLine:
    """One method of judging: what it is called, what it looks at, its label and its number in words."""

    name: str
    looks_at: str
    label: str
    number: str


def show_officials(row: ScorecardRow, view: View) -> Exhibit | None:
    """Return the official methods beside ours, and why they disagree where they do; for targets that still run."""
    judgement = row.judgement
    if judgement.status not in LIVE_STATUSES or judgement.latest is None or judgement.status == "insufficient_data":
        return None
    title, heads = text("outlook.officials"), [text(f"outlook.column_{name}") for name in COLUMNS]
    cells = [[one.name, one.looks_at, one.label, one.number] for one in method_lines(row)]
    found = disagreements(row, target_unit(row.target, view.reference))
    differ: list[Text] = [Note(text("outlook.differ"), words[:1].upper() + words[1:]) for words in found]
    differ = differ or [Remark(text("outlook.agree"))]
    passage = said("target_officials", Remark(text("outlook.officials_about")), Grid(title, heads, cells), *differ)
    return Exhibit("target_officials", [Heading(title, 3), passage])


def method_lines(row: ScorecardRow) -> list[MethodLine]:
    """Return our method and the official ones, each with what it says of a target."""
    judgement = row.judgement
    chance = judgement.projection.chance if judgement.projection else None
    factor = judgement.acceleration_factor
    number = text("outlook.number_chance", chance=chance_with_number(chance)) if chance is not None else ""
    if not number and factor is not None and judgement.status != "achieved":
        number = text("outlook.number_factor", factor=format_times(factor))
    basis = "chance" if chance is not None else "met" if judgement.status == "achieved" else "pace"
    basis = "money" if judgement.money else basis
    ours = MethodLine(text("outlook.ours"), text(f"outlook.ours_{basis}"), text(f"status.{judgement.status}"), number)
    found = officially(judgement, row.target)
    return [ours, *(_line(found[name]) for name in METHODS)]


def _line(found: Official) -> MethodLine:
    number = ""
    if found.value is not None:
        key = f"outlook.number_{found.method}"
        number = text(key, value=_number_words(found.method, found.value))
    label = text("outlook.index_label") if found.label == "index" else official_words(found)
    return MethodLine(found.version, text(f"outlook.looks_{found.method}"), label, number)


def _number_words(method: str, value: float) -> str:
    """Return the number of a method; beyond its own scale it is said to be beyond, not how far."""
    if method in RATIOS and abs(value) > MOST_TIMES:
        return format_times(value)
    whole, decimals = (WHOLE_INDEX, 1) if method == "escap" else (1.0, 2)
    if method not in RATIOS and (value < -whole or value > 2 * whole):
        edge, kind = (-whole, "below") if value < 0 else (2 * whole, "above")
        return text(f"outlook.number_{kind}", value=format_plain(edge, 0))
    return format_plain(value, decimals)


def disagreements(row: ScorecardRow, unit: str) -> list[str]:
    """Return in a sentence each why official methods disagree with our status; those with one reason together."""
    reasons: dict[str, list[str]] = {}
    case = make_case(row, unit)
    for name, found in officially(row.judgement, row.target).items() if case else ():
        if case and found.label and _disagrees(row.judgement.status, found):
            reasons.setdefault(_reason(case, found), []).append(text(f"outlook.short_{name}"))
    return [
        counted("outlook.disagree", len(names), methods=name_list(names), reason=reason)
        for reason, names in reasons.items()
    ]


def _disagrees(status: str, found: Official) -> bool:
    agreeing = AGREEING.get(status)
    return agreeing is not None and found.label in LABELS and LABELS[found.label] not in agreeing


def _reason(case: Case, found: Official) -> str:
    status = case.judgement.status
    hopeful = LABELS[found.label] > max(AGREEING[status])
    return explain(case, found, hopeful=hopeful, agrees=lambda other: not _disagrees(status, other))


# -------------------------------------------------------------------------------------------------- why they disagree


def make_case(row: ScorecardRow, unit: str) -> Case | None:
    """Return the figures of a case; None where the growth-rate rules have nothing to go by."""
    judgement = row.judgement
    latest, base, period = judgement.latest, judgement.baseline_value, judgement.baseline_period
    aim = make_aim(row.target, base)
    if latest is None or aim is None or base is None or not period:
        return None
    passed = latest.moment - moment(period if latest.dated else period[:ANNUAL])
    if passed <= 0:
        return None
    left = row.target.target_year - latest.moment
    carried = latest.value * (latest.value / base) ** (left / passed) if min(base, latest.value) > 0 else None
    pace = (latest.value - base) / passed
    return Case(row, aim, unit, base, period, latest.value, pace, carried)


def explain(case: Case, found: Official, *, hopeful: bool, agrees: Callable[[Official], bool]) -> str:
    """Return the first explanation that holds of why a method says more (hopeful) or less than we do."""
    if not hopeful and (words := _owners_line(case, found, agrees)):
        return words
    order: Sequence[Explanation] = HOPEFUL if hopeful else DOUBTFUL
    found_reasons = (one(case, found) for one in order)
    return next((words for words in found_reasons if words), text("outlook.why.two_figures", **_figures(case)))


def _figures(case: Case) -> dict[str, str]:
    judgement = case.judgement
    median = judgement.projection.at_target() if judgement.projection else None
    return {
        "base": format_value(case.base, case.unit),
        "base_when": format_when(case.base_period),
        "latest": format_value(case.latest, case.unit),
        "then": format_pace(case.since_baseline, case.unit),
        "now": format_pace(judgement.actual_pace or 0.0, case.unit),
        "since": format_period(judgement.pace_from) if judgement.pace_from else "",
        "straight": _straight(case),
        "carried": format_projected(case.carried_on, case.unit) if case.carried_on is not None else "",
        "median": format_projected(median, case.unit) if median is not None else "",
        "year": str(case.row.target.target_year),
        "line": format_value(case.aim.line, case.unit),
        "target": format_value(case.aim.value, case.unit),
    }


def _straight(case: Case) -> str:
    """Return what the pace of late comes to in the target year, carried on in a straight line."""
    judgement, year = case.judgement, case.row.target.target_year
    if judgement.latest is None or judgement.actual_pace is None:
        return ""
    ahead = case.latest + judgement.actual_pace * (year - judgement.latest.moment)
    return format_projected(max(ahead, 0.0), case.unit)


def _baseline_had_met(case: Case, found: Official) -> str:
    """Say that the baseline had met the target, so that the method has no way to measure."""
    had = case.aim.is_reached(case.base) and found.label != "met"
    return text("outlook.why.baseline_had_met", **_figures(case)) if had else ""


def _straight_line(case: Case, _: Official) -> str:
    """Say that ours takes a straight line where the method takes a growth rate, and what either comes to."""
    judged = case.judgement.projection is None and case.carried_on is not None and case.aim.upper is None
    return text("outlook.why.straight_line", **_figures(case)) if judged and case.judgement.actual_pace else ""


def _counted_as_met(case: Case, found: Official) -> str:
    """Say that a rule of the method itself counts the target as met."""
    return text("outlook.why.counted_as_met", **_figures(case)) if found.label == "met" else ""


def _beyond_everyone(case: Case, _: Official) -> str:
    """Say that the growth carried on would pass 100 %."""
    beyond = case.carried_on is not None and case.carried_on > HUNDRED and case.aim.direction == "up"
    return text("outlook.why.beyond_everyone", **_figures(case)) if beyond and case.judgement.projection else ""


def _slower_now(case: Case, _: Official) -> str:
    """Say that the pace of late is slower than the one since the baseline."""
    now, then = _towards(case)
    slower = now is not None and then > 0 and now * CHANGED < then
    return text("outlook.why.slower_now", **_figures(case)) if slower else ""


def _carried_on(case: Case, _: Official) -> str:
    """Say that the same growth rate is carried on, where a projection lets the speed wear off."""
    median = case.judgement.projection.at_target() if case.judgement.projection else None
    if median is None or case.carried_on is None or case.judgement.status == "achieved":
        return ""
    rising = case.aim.direction == "up"
    nearer = case.carried_on > median if rising else case.carried_on < median
    return text("outlook.why.carried_on", **_figures(case)) if nearer else ""


def _owners_line(case: Case, found: Official, agrees: Callable[[Official], bool]) -> str:
    """Say that the owner's line lies before the target, where the method would agree with us on that line."""
    latest = case.judgement.latest
    if latest is None or case.aim.line == case.aim.value:
        return ""
    to_line = replace(case.aim, value=case.aim.line)
    baseline = (case.base, case.base_period)
    other = official_methods(to_line, baseline, latest, case.row.target.target_year, case.unit)
    there = other[found.method]
    return text("outlook.why.owners_line", **_figures(case)) if there.label and agrees(there) else ""


def _reached_already(case: Case, _: Official) -> str:
    """Say that we look at the latest value, where it meets the target."""
    met = case.judgement.status == "achieved"
    return text("outlook.why.reached_already", **_figures(case)) if met else ""


def _faster_now(case: Case, _: Official) -> str:
    """Say that the pace of late is faster than the one since the baseline."""
    now, then = _towards(case)
    faster = now is not None and now > 0 and now > then * CHANGED
    return text("outlook.why.faster_now", **_figures(case)) if faster else ""


def _near_the_line(case: Case, _: Official) -> str:
    """Say that ours gives a chance where they give a yes or no, for a median close to the line."""
    found = case.judgement.projection
    if found is None or found.chance is None:
        return ""
    return text("outlook.why.chance", **_figures(case), chance=format_share(found.chance))


def _towards(case: Case) -> tuple[float | None, float]:
    """Return the pace of late and the one since the baseline, positive towards the target; None where unknown."""
    sign = -1 if case.aim.direction == "down" else 1
    pace = case.judgement.actual_pace
    return (None if pace is None else sign * pace), sign * case.since_baseline


Explanation = Callable[[Case, Official], str]
HOPEFUL: tuple[Explanation, ...] = (
    _counted_as_met,
    _baseline_had_met,
    _beyond_everyone,
    _slower_now,
    _carried_on,
    _near_the_line,
    _straight_line,
)
DOUBTFUL: tuple[Explanation, ...] = (
    _reached_already,
    _baseline_had_met,
    _faster_now,
    _near_the_line,
    _straight_line,
)
