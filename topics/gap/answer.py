"""Who makes up the gap, as exhibits: the answer, the ranked bars, the table of every country, and a what-if."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from data.datasets import SCHOOLS
from data.reference import Reference
from exhibits.bars import GapBar, GapChart
from exhibits.exhibit import (
    Exhibit,
    Fact,
    Facts,
    Lead,
    Link,
    Notice,
    Part,
    Picture,
    Remark,
    Small,
    Table,
    Ways,
    said,
)
from exhibits.origins import edition_words, origin_words
from exhibits.scorecard import Answer
from i18n import format_count, format_people, format_plain, share_words, text
from metrics.aggregates import POPULATION
from metrics.live import is_live
from metrics.shortfall import Effect, Shortfall
from services.groups import area_name, kind_of
from services.view import View
from topics.gap.counting import Member
from topics.gap.shortfalls import Gap
from topics.gap.words import (
    Words,
    above_words,
    amount_words,
    answer_words,
    base_words,
    basis_words,
    change_words,
    effect_words,
    figure_words,
    find_words,
    missing_words,
    stale_words,
    thin_words,
    where_words,
    whole_words,
)
from topics.links import area_link
from topics.scenario.courses import MOVED_BY
from topics.trend_chart import source_words
from topics.trends import used_series

MOST_BARS = 15
UNITS = ("PS", "MT", "COUNT")


def show_gap(gap: Gap, view: View) -> Exhibit:
    """Return the answer, the bars (a country alone needs none) and the table of every country behind them."""
    words = find_words(gap, view)
    alone = kind_of(gap.area, view.reference) == "country"
    title = text("gap.picture", what=where_words(gap, words))
    under = [_links(gap, view), *_sources(gap, view)]
    bars = gap.ranked and not alone
    picture = _picture(title, gap, words, under, view) if bars else said("gap_source", *under)
    return Exhibit("gap", [*_answer(gap, words, view), picture, _table(gap, title, view, folded=not alone)])


def _answer(gap: Gap, words: Words, view: View) -> list[Part]:
    """Return the answer in sentences, what the shares rest on, and a warning where the figures are old or few."""
    first, *more = answer_words(gap, words, view.reference)
    basis = basis_words(gap, words, view)
    thin, stale = thin_words(gap, words, view.state), stale_words(gap, view)
    parts: list[Part] = [said("gap_answer", Answer(first), *([Lead(" ".join(more))] if more else []))]
    parts += [said("gap_basis", Remark(" ".join(basis)))] if basis else []
    parts += [Notice(thin, "warning")] if thin else []
    return [*parts, *([Notice(stale, "warning", icon="schedule")] if stale else [])]


def _picture(title: str, gap: Gap, words: Words, under: Sequence[Small], view: View) -> Picture:
    unit = text(f"gap.unit.{gap.unit}") if gap.unit in UNITS else gap.unit
    about = text("gap.picture_about", aim=words.aim, unit=unit)
    bars = _bars(gap, view.reference)
    chart = GapChart(title, about, under[1].words, text("gap.together"), bars)
    lines = " ".join(text("gap.alt_bar", name=bar.name, words=bar.words) for bar in bars)
    alt = text("gap.alt", title=title, bars=lines)
    return Picture("gap", chart, alt, under, registers=(SCHOOLS,) if gap.whole else ())


def holds_example(gap: Gap, view: View) -> bool:
    """Return whether the gap rests on invented rows."""
    return gap.whole and SCHOOLS in view.state.examples


def _bars(gap: Gap, reference: Reference) -> list[GapBar]:
    """Return the largest as bars, and all others as one; a single one left over is shown as it is."""
    most = MOST_BARS if len(gap.ranked) > MOST_BARS + 1 else len(gap.ranked)
    shown, others = gap.ranked[:most], gap.ranked[most:]
    bars = [_bar(area_name(one.ref_area, reference), one, gap, rest=False) for one in shown]
    if others:
        name = text("gap.rest", count=format_plain(len(others), 0))
        missing, share, perhaps = (sum(values) for values in zip(*map(_amounts, others), strict=True))
        bars.append(_bar(name, Shortfall("", missing, share, 1.0, perhaps), gap, rest=True))
    return bars


def _amounts(one: Shortfall) -> tuple[float, float, float]:
    return one.missing, one.share, one.perhaps


def _bar(name: str, found: Shortfall, gap: Gap, *, rest: bool) -> GapBar:
    """Return a bar as long as what is certainly missing; what nobody knows stands in its words."""
    amount = missing_words(found.missing, found.perhaps, gap)
    part, whole = share_words(found.share), share_words(found.together)
    hover = text("gap.bar_hover", amount=amount, share=part, together=whole)
    words = text("gap.bar", amount=_short(found, gap), share=part)
    return GapBar(name, words, whole, found.missing, hover, rest)


def _short(found: Shortfall, gap: Gap) -> str:
    """Return what is missing without its unit, which stands above the bars."""
    if gap.unit not in ("PS", "COUNT"):
        return amount_words(found.missing, gap)
    low, high = format_count(round(found.missing)), format_count(round(found.missing_high))
    return low if low == high else text("gap.range", low=low, high=high)


def _links(gap: Gap, view: View) -> Small:
    """Return links to the pages of the members that the picture names."""
    shown = [one.ref_area for one in gap.ranked[:MOST_BARS]] or [one.ref_area for one in gap.members[:1]]
    return Small(text("gap.links"), [Link(view.name_of(area), area_link(view, "country", area)) for area in shown])


def _sources(gap: Gap, view: View) -> list[Small]:
    """Return who published the figures, and who the number of people where that is not the same."""
    series = [one.series for one in gap.members if one.series]
    if not series:
        return [Small(text("gap.example_source" if holds_example(gap, view) else "gap.census_source"))]
    found = [source_words(series, view.revision_of(gap.indicator.indicator))]
    people = used_series(view.state, POPULATION, series[0].ref_area) if gap.unit == "PS" else None
    if people is not None:
        found.append(
            text("gap.people_source", source=origin_words(people.source), edition=edition_words(people.edition))
        )
    return [Small(one) for one in found]


# ------------------------------------------------------------------------------------------- the table behind the bars


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


def _table(gap: Gap, title: str, view: View, *, folded: bool) -> Table:
    """Return every country: those that lack anything first, then those that lack nothing, then those without a figure.

    Where the figures are an invented example, the name of the files and each of their rows say so.
    """
    reference, example = view.reference, holds_example(gap, view)
    ranked = {one.ref_area: one for one in gap.ranked}
    order = {area: place for place, area in enumerate(ranked)}
    members = sorted(gap.members, key=lambda one: (order.get(one.ref_area, len(order)), one.ref_area))
    cells = [_cells(one, ranked.get(one.ref_area), gap, reference) for one in members]
    records = [_record(one, ranked.get(one.ref_area), gap, reference) for one in members]
    for area, people in gap.without:
        cells.append(_cells_without(area, people, gap, reference))
        records.append(_blank(area, reference) | {"people": people})
    name = f"gap-{gap.target.target_id}-{gap.area}".replace("+", "-").replace(".", "-")[:60]
    return Table(
        name=f"{name}-example" if example else name,
        title=title,
        heads=[_head(name, gap) for name in _columns(gap)],
        cells=cells,
        numeric=range(1, len(_columns(gap)) - 1),
        columns=RECORD,
        records=[row | {"example": "Y" if example else "N"} for row in records],
        folded=folded,
    )


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
        edition_words(member.series.edition) if member.series else "",
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
        "edition": edition_words(member.series.edition) if member.series else None,
        "size": member.holding.size,
        "missing": found.missing if found else 0.0,
        "missing_high": found.missing_high if found else 0.0,
        "unit": gap.unit,
        "share": found.share if found else 0.0,
        "cumulative_share": found.together if found else None,
        "people": member.holding.size if gap.unit == "PS" else None,
    }


# ----------------------------------------------------------------------------------------------------------- what if


def show_what_if(gap: Gap, chosen: Sequence[str], view: View) -> Exhibit:
    """Return how the aggregate would move if the chosen countries reached the target; nothing is stored."""
    effect, words = gap.what_if(chosen), find_words(gap, view)
    if not chosen or effect is None:
        return Exhibit("gap_whatif", [said("gap_whatif", Remark(text("gap.whatif_none")))])
    lead = Lead(effect_words(effect, chosen, gap, words, view.reference))
    facts = Facts(_effect_facts(effect, chosen, gap))
    base = Remark(base_words(gap, words, view.state))
    further = scenario_of_gap(gap, chosen, view)
    ways = [said("gap_scenario", Ways([Link(text("scenario.gap_link"), further)]))] if further else []
    return Exhibit("gap_whatif", [said("gap_whatif", lead), said("gap_whatif_facts", facts, base), *ways])


def scenario_of_gap(gap: Gap, chosen: Sequence[str], view: View) -> str:
    """Return the address on which the countries chosen reach the level over the years; empty where they cannot."""
    facts = gap.indicator
    if MOVED_BY.get(facts.aggregate) != facts.weight or gap.by_region or not is_live(gap.target, view.day):
        return ""
    more = {"change": "reach", "to": f"{gap.target.target_value:g}", "reach": list(chosen)}
    return f"{area_link(view, 'scenario', gap.area, indicator=facts.indicator)}&{urlencode(more, doseq=True)}"


def _effect_facts(effect: Effect, chosen: Sequence[str], gap: Gap) -> list[Fact]:
    remaining = missing_words(gap.total - effect.gained, gap.perhaps - effect.perhaps, gap)
    left = text("gap.whatif_left", amount=remaining)
    found = [
        Fact(text("gap.whatif_now"), whole_words(effect.before, gap)),
        Fact(text("gap.whatif_then"), whole_words(effect.after, gap)),
        Fact(text("gap.whatif_change"), change_words(effect)),
        Fact(text("gap.whatif_gained"), missing_words(effect.gained, effect.perhaps, gap), left),
    ]
    return [*found, *_median(gap, chosen)]


def _median(gap: Gap, chosen: Sequence[str]) -> list[Fact]:
    if gap.measure != "prices":
        return []
    now, then = (whole_words(gap.median(codes), gap, of_people=False) for codes in ((), chosen))
    return [Fact(text("gap.whatif_median"), text("gap.whatif_median_change", now=now, then=then))]
