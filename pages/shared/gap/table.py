"""The table behind the bars: every country with its figure, what it lacks, its share, and those without a figure."""

from typing import Any

from data.reference import Reference
from i18n import format_people, share_words, text
from metrics.shortfall import Shortfall
from pages.shared.twins import Twin, draw_twin
from services.shortfall.amounts import above_words, amount_words, figure_words, missing_words
from services.shortfall.members import Member
from services.shortfall.shortfalls import Gap
from services.wording import area_name

COLUMNS = ("area", "value", "year", "size", "missing", "share", "together", "edition")
ABOVE = 2
"""The place of the points above the ceiling, which only prices have."""
RECORD = (
    "ref_area",
    "area",
    "obs_value",
    "unit_measure",
    "time_period",
    "edition",
    "size",
    "missing",
    "missing_high",
    "unit",
    "share",
    "cumulative_share",
    "people",
    "example",
)


def draw_gap_table(gap: Gap, title: str, reference: Reference, *, folded: bool, example: bool) -> None:
    """Draw every country: those that lack anything first, then those that lack nothing, then those without a figure.

    Where the figures are an invented example, the name of the files and each of their rows say so.
    """
    ranked = {one.ref_area: one for one in gap.ranked}
    order = {area: place for place, area in enumerate(ranked)}
    members = sorted(gap.members, key=lambda one: (order.get(one.ref_area, len(order)), one.ref_area))
    cells = [_cells(one, ranked.get(one.ref_area), gap, reference) for one in members]
    records = [_record(one, ranked.get(one.ref_area), gap, reference) for one in members]
    for area, people in gap.without:
        cells.append(_cells_without(area, people, gap, reference))
        records.append(_blank(area, reference) | {"people": people})
    name = f"gap-{gap.target.target_id}-{gap.area}".replace("+", "-").replace(".", "-")[:60]
    twin = Twin(
        name=f"{name}-example" if example else name,
        title=title,
        heads=[_head(name, gap) for name in _columns(gap)],
        cells=cells,
        numeric=range(1, len(_columns(gap)) - 1),
        columns=RECORD,
        records=[row | {"example": "Y" if example else "N"} for row in records],
    )
    draw_twin(twin, folded=folded)


def _columns(gap: Gap) -> tuple[str, ...]:
    return (*COLUMNS[:ABOVE], "above", *COLUMNS[ABOVE:]) if gap.measure == "prices" else COLUMNS


def _head(name: str, gap: Gap) -> str:
    return text("gap.column_region") if name == "area" and gap.by_region else text(f"gap.column_{name}")


def _cells(member: Member, found: Shortfall | None, gap: Gap, reference: Reference) -> list[str]:
    return [
        area_name(member.ref_area, reference),
        figure_words(member, gap),
        *([above_words(member, gap)] if gap.measure == "prices" else []),
        str(member.point.year) if member.point else "",
        amount_words(member.holding.size, gap),
        missing_words(found.missing, found.perhaps, gap) if found else text("gap.reached"),
        share_words(found.share) if found else "",
        share_words(found.together) if found else "",
        member.series.edition if member.series else "",
    ]


def _cells_without(area: str, people: float | None, gap: Gap, reference: Reference) -> list[str]:
    known = {
        "area": area_name(area, reference),
        "value": text("gap.no_figure"),
        "size": format_people(people) if people else text("gap.no_people"),
    }
    return [known.get(name, "") for name in _columns(gap)]


def _blank(area: str, reference: Reference) -> dict[str, Any]:
    return dict.fromkeys(RECORD) | {"ref_area": area, "area": area_name(area, reference)}


def _record(member: Member, found: Shortfall | None, gap: Gap, reference: Reference) -> dict[str, Any]:
    return _blank(member.ref_area, reference) | {
        "obs_value": member.value,
        "unit_measure": member.series.unit_measure if member.series else gap.indicator.unit_measure,
        "time_period": member.point.period if member.point else None,
        "edition": member.series.edition if member.series else None,
        "size": member.holding.size,
        "missing": found.missing if found else 0.0,
        "missing_high": found.missing_high if found else 0.0,
        "unit": gap.unit,
        "share": found.share if found else 0.0,
        "cumulative_share": found.together if found else None,
        "people": member.holding.size if gap.unit == "PS" else None,
    }
