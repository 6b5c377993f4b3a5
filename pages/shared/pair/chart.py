"""The picture of two indicators against each other: its marks, its axes that stay over the years, its key."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from charts.key import draw_source
from charts.scatter import NO_GROUP, draw_scatter
from charts.scatter_axes import even_scale, log_scale
from charts.scatter_key import draw_groups, draw_sizes
from charts.scatter_labels import levels_of
from data.reference import Reference
from exhibits.plots import Axle, Bubble, ScatterChart
from exhibits.trend import AimLine
from i18n import counted, format_people, format_value, text, unit_words
from metrics.series import Series
from pages.shared.chart import Picture
from pages.shared.pair.filters import PairChoice
from pages.shared.pair.words import (
    chart_title,
    has_place,
    pair_lines,
    people_words,
    remarks,
    source_lines,
    together_words,
)
from services.pairs import Answer, Pair, shown_groups
from services.sentences import short_area
from services.wording import area_name

Aims = Mapping[str, Sequence[AimLine]]
"""The targets that every country has, by the side of their indicator: x or y."""
MOST_NAMED = 5
"""So many of the most populous countries carry their names where the reader has chosen none."""
SIZES = (1e9, 1e8, 1e7, 1e6)
SIZES_SHOWN = 3


def make_picture(
    choice: PairChoice, answer: Answer, aims: Aims, revisions: dict[str, str], reference: Reference
) -> Picture:
    """Return the picture with its words."""
    title = chart_title(choice, reference)
    drawn = [pair for pair in answer.pairs if has_place(pair, choice)]
    sources = source_lines(choice, answer, revisions, reference)
    chart = ScatterChart(
        title=title,
        about=counted("compare.pair.about", len(drawn)),
        source=" ".join(sources),
        across=_axle("x", choice, aims["x"], reference),
        up=_axle("y", choice, aims["y"], reference),
        bubbles=[_bubble(pair, choice, drawn, reference) for pair in drawn],
        most_people=_most_people(choice),
    )
    lines = [*remarks(choice, answer, reference), *sources]
    under = _key(choice, drawn, chart.most_people, reference) + draw_source(lines)
    alt = _alt(choice, answer, chart, reference)
    return Picture(title, chart.about, alt, partial(draw_scatter, chart), under)


def _axle(side: str, choice: PairChoice, aims: Sequence[AimLine], reference: Reference) -> Axle:
    """Return an axis that holds the figures of every year on the slider, so that nothing jumps between years."""
    series: dict[str, Series] = getattr(choice.countries, side)
    unit = reference.indicators[getattr(choice.question, side)].unit_measure
    first, last = choice.years[0] - choice.question.older, choice.years[-1]
    values = [point.value for one in series.values() for point in one.points if first <= point.year <= last]
    values += [level for aim in aims for level in levels_of(aim)]
    scale = (log_scale if getattr(choice.look, f"log_{side}") else even_scale)(values, unit)
    return Axle(_axis_words(side, choice, reference), scale, aims)


def _axis_words(side: str, choice: PairChoice, reference: Reference) -> str:
    indicator = reference.indicators[getattr(choice.question, side)]
    return text(
        "compare.pair.axis",
        indicator=indicator.short_name,
        unit=unit_words(indicator.unit_measure, indicator.indicator),
    )


def _most_people(choice: PairChoice) -> float:
    years = range(choice.years[0], choice.years[-1] + 1)
    found = (point.value for one in choice.countries.people.values() for point in one.points if point.year in years)
    return max(found, default=0.0)


def group_numbers(choice: PairChoice, reference: Reference) -> dict[str, int]:
    """Return the number of each group by its code, the same in every year: it stands for a shape and a colour."""
    grouping = choice.question.grouping
    codes = [code for code, area in reference.areas.items() if grouping and area.scheme == grouping]
    return {code: number for number, code in enumerate(codes)}


def _bubble(pair: Pair, choice: PairChoice, drawn: Sequence[Pair], reference: Reference) -> Bubble:
    chosen = pair.ref_area in choice.look.chosen
    named = chosen if choice.look.chosen else pair in drawn[:MOST_NAMED] and pair.people is not None
    numbers = group_numbers(choice, reference)
    group = [area_name(pair.group, reference)] if pair.group else []
    return Bubble(
        name=short_area(pair.ref_area, reference),
        x=pair.x.value,
        y=pair.y.value,
        people=pair.people.value if pair.people else None,
        group=numbers.get(pair.group, NO_GROUP) if choice.question.grouping else 0,
        lines=(*pair_lines(pair, choice, reference), people_words(pair), *group),
        chosen=chosen,
        labelled=named,
    )


def _key(choice: PairChoice, drawn: Sequence[Pair], most_people: float, reference: Reference) -> str:
    numbers = group_numbers(choice, reference)
    groups = [(numbers.get(code, NO_GROUP), _group_words(code, reference)) for code in shown_groups(drawn, reference)]
    unknown = sum(pair.people is None for pair in drawn)
    words = counted("compare.pair.no_people", unknown) if unknown else ""
    sizes = [(size, format_people(size)) for size in SIZES if size <= most_people][:SIZES_SHOWN]
    return draw_groups(groups if choice.question.grouping else [], words) + draw_sizes(sizes, most_people)


def _group_words(code: str, reference: Reference) -> str:
    return area_name(code, reference) if code else text("compare.pair.no_group")


def _alt(choice: PairChoice, answer: Answer, chart: ScatterChart, reference: Reference) -> str:
    details: dict[str, object] = {"together": together_words(choice, answer, reference), "count": len(chart.bubbles)}
    for side, axle in (("x", chart.across), ("y", chart.up)):
        unit = reference.indicators[getattr(choice.question, side)].unit_measure
        low, high = _ends(getattr(bubble, side) for bubble in chart.bubbles)
        details[side] = axle.words
        details |= {f"{side}_low": format_value(low, unit), f"{side}_high": format_value(high, unit)}
    words = " ".join(f"{aim.words}." for axle in (chart.across, chart.up) for aim in axle.aims)
    return text("compare.pair.alt", title=chart.title, aims=words, **details).strip()


def _ends(values: Iterable[float]) -> tuple[float | None, float | None]:
    found = sorted(values)
    return (found[0], found[-1]) if found else (None, None)
