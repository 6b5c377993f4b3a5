"""The official methods beside ours: what each looks at and says, and where they disagree, why."""

from collections.abc import Mapping
from dataclasses import dataclass

from i18n import counted, format_plain, format_times, text
from i18n.numbers import MOST_TIMES
from metrics.official import METHODS, WHOLE_INDEX, Official
from services.projecting.course_words import chance_with_number
from services.projecting.official_case import Case, explain, make_case
from services.projecting.projection_words import official_words
from services.projecting.projections import officially
from services.scorecard import ScorecardRow
from services.wording import name_list

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


@dataclass(frozen=True)
class MethodLine:
    """One method of judging: what it is called, what it looks at, its label and its number in words."""

    name: str
    looks_at: str
    label: str
    number: str


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
    said: dict[str, list[str]] = {}
    case = make_case(row, unit)
    for name, found in officially(row.judgement, row.target).items() if case else ():
        if case and found.label and _disagrees(row.judgement.status, found):
            said.setdefault(_reason(case, found), []).append(text(f"outlook.short_{name}"))
    return [
        counted("outlook.disagree", len(names), methods=name_list(names), reason=reason)
        for reason, names in said.items()
    ]


def _disagrees(status: str, found: Official) -> bool:
    agreeing = AGREEING.get(status)
    return agreeing is not None and found.label in LABELS and LABELS[found.label] not in agreeing


def _reason(case: Case, found: Official) -> str:
    status = case.judgement.status
    hopeful = LABELS[found.label] > max(AGREEING[status])
    return explain(case, found, hopeful=hopeful, agrees=lambda other: not _disagrees(status, other))
