"""Two indicators against each other, as an exhibit: the answer, the chosen countries, the picture and its table."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from data.reference import Reference
from exhibits import scorecard
from exhibits.exhibit import Exhibit, Notice, Part, Picture, Standing, Standings, Table, said
from exhibits.plots import NO_GROUP, Axle, Bubble, ScatterChart
from exhibits.trend import AimLine, status_words
from i18n import counted, format_count, format_people, format_period, format_share, format_value, text, unit_words
from metrics.aggregates import POPULATION
from metrics.series import Point, Series
from services.groups import area_name, name_list
from services.view import View
from topics.pairs.figures import (
    COLUMNS,
    Answer,
    Pair,
    PairChoice,
    compare_countries,
    pair_records,
    point_in,
    shared_targets,
    shown_groups,
)
from topics.scorecard import judge_row
from topics.sentences import short_area, value_words
from topics.trend_chart import make_aims, source_words
from topics.trends import is_stale

NAME = "compare-indicators"
MOST_ZEROS = 8
EVENS = 0.5
MOST_LABELLED = 5
"""So many of the most populous countries carry their names where the reader has chosen none."""
SIZES = (1e9, 1e8, 1e7, 1e6)
SIZES_SHOWN = 3


def show_pair(choice: PairChoice, view: View) -> Exhibit:
    """Return everything about two indicators against each other."""
    reference = view.reference
    answer = compare_countries(choice.countries, choice.question, reference)
    parts: list[Part] = [*_stale(choice, view)]
    if not answer.pairs:
        return Exhibit(NAME, [*parts, _nobody(choice, reference)])
    lead = scorecard.Answer(lead_sentence(choice, answer, reference))
    parts.append(said("pair_answer", lead, Standings(standings(choice, answer, reference))))
    return Exhibit(NAME, [*parts, make_picture(choice, answer, view), _table(choice, answer, reference)])


def _aims(side: str, choice: PairChoice, answer: Answer, view: View) -> list[AimLine]:
    """Return the running targets that every country has, as lines; any country shows what they ask."""
    targets = shared_targets(view.state, getattr(choice.question, side), view.day)
    rows = [judge_row(view, one, answer.pairs[0].ref_area) for one in targets]
    return make_aims(rows, view)


def _stale(choice: PairChoice, view: View) -> list[Notice]:
    """Return a warning for each indicator whose newest figure in any country is old."""
    found = []
    for side in ("x", "y"):
        series: dict[str, Series] = getattr(choice.countries, side)
        newest = max(series.values(), key=lambda one: one.points[-1].moment)
        if is_stale(view.state, newest, view.day):
            words = text(
                "compare.pair.stale",
                indicator=short_name(choice, side, view.reference),
                period=format_period(newest.points[-1].period),
                years=int(view.state.world.limits.oldest_last_value_years),
            )
            found.append(Notice(words, "warning", icon="schedule"))
    return found


def _nobody(choice: PairChoice, reference: Reference) -> Notice:
    """Return that no country has both figures, for which years each indicator has some, and what to do."""
    key = "nobody_older" if choice.question.older else "nobody"
    names = {side: short_name(choice, side, reference) for side in ("x", "y")}
    parts = [text(f"compare.pair.{key}", when=when_words(choice), **names)]
    for side in ("x", "y"):
        series: dict[str, Series] = getattr(choice.countries, side)
        years = sorted({point.year for one in series.values() for point in one.points})
        parts.append(
            counted("compare.pair.years_of", len(years), indicator=names[side], first=years[0], last=years[-1])
        )
    return Notice(" ".join([*parts, text("compare.pair.nobody_help")]))


def _table(choice: PairChoice, answer: Answer, reference: Reference) -> Table:
    """Return the table: one row a country drawn, with both figures, their years and statuses, its group and people."""
    grouped = bool(choice.question.grouping)
    heads = [text("charts.table.area"), *(short_name(choice, side, reference) for side in ("x", "y"))]
    heads += [text("compare.pair.table_people"), *([text("compare.pair.table_group")] if grouped else [])]
    return Table(
        name=NAME,
        title=chart_title(choice, reference),
        heads=heads,
        cells=[_cells(pair, choice, reference, grouped=grouped) for pair in answer.pairs],
        numeric=(3,),
        columns=COLUMNS,
        records=pair_records(answer, choice.question, choice.countries, reference),
    )


def _cells(pair: Pair, choice: PairChoice, reference: Reference, *, grouped: bool) -> list[str]:
    figures = [words.partition(": ")[2] for words in pair_lines(pair, choice, reference)]
    people = format_count(pair.people.value) if pair.people else text("numbers.missing")
    group = area_name(pair.group, reference) if pair.group else text("compare.pair.no_group")
    return [area_name(pair.ref_area, reference), *figures, people, *([group] if grouped else [])]


# ------------------------------------------------------------------------------------------------------------ in words


def when_words(choice: PairChoice) -> str:
    """Return which years are looked at: In 2024; In 2024, or up to 2 years before,."""
    asked = choice.question
    if not asked.older:
        return text("compare.pair.when", year=asked.year)
    return counted("compare.pair.when_older", asked.older, year=asked.year)


def lead_sentence(choice: PairChoice, answer: Answer, reference: Reference) -> str:
    """Return how many countries have both figures, and how often the higher of one is the higher of the other."""
    key = "compare.pair.lead_older" if choice.question.older else "compare.pair.lead"
    parts = [counted(key, len(answer.pairs), when=when_words(choice)), together_words(choice, answer, reference)]
    return " ".join(part for part in parts if part)


def together_words(choice: PairChoice, answer: Answer, reference: Reference) -> str:
    """Return how far the two go together in plain words; empty where too few countries have both."""
    share = answer.together
    if share is None:
        return ""
    key = "together" if share >= EVENS else "against"
    names = {side: short_name(choice, side, reference) for side in ("x", "y")}
    words = text(f"compare.pair.{key}", share=format_share(max(share, 1 - share)), **names)
    return f"{words} {text('compare.pair.chance')}"


def short_name(choice: PairChoice, side: str, reference: Reference) -> str:
    """Return the short name of one of the two indicators."""
    return reference.indicators[getattr(choice.question, side)].short_name


def figure_words(indicator: str, point: Point, unit: str, reference: Reference) -> str:
    """Return a figure with its name, year and status: 4G coverage: 97.3 % (2024, measured)."""
    return text(
        "compare.pair.figure",
        indicator=reference.indicators[indicator].short_name,
        value=value_words(point, unit),
        period=format_period(point.period),
        status=status_words(point.obs_status),
    )


def pair_lines(pair: Pair, choice: PairChoice, reference: Reference) -> tuple[str, str]:
    """Return the two figures of a country in words, the first indicator first."""
    area, asked, found = pair.ref_area, choice.question, choice.countries
    return (
        figure_words(asked.x, pair.x, found.x[area].unit_measure, reference),
        figure_words(asked.y, pair.y, found.y[area].unit_measure, reference),
    )


def people_words(pair: Pair) -> str:
    """Return the people of a country with the year, or that there is no figure of them."""
    if pair.people is None:
        return text("compare.pair.hover_no_people")
    people = format_people(pair.people.value)
    return text("compare.pair.hover_people", people=people, period=format_period(pair.people.period))


def standings(choice: PairChoice, answer: Answer, reference: Reference) -> list[Standing]:
    """Return the chosen countries with their figures, or with what they lack and when they last had it."""
    return [_standing(area, choice, answer, reference) for area in choice.look.chosen]


def _standing(area: str, choice: PairChoice, answer: Answer, reference: Reference) -> Standing:
    pair = next((one for one in answer.pairs if one.ref_area == area), None)
    if pair:
        words = " · ".join(pair_lines(pair, choice, reference))
    else:
        words = "; ".join(_lacking(area, side, choice, reference) for side in ("x", "y"))
    return Standing(area_name(area, reference), words=words)


def _lacking(area: str, side: str, choice: PairChoice, reference: Reference) -> str:
    asked = choice.question
    indicator, series = getattr(asked, side), getattr(choice.countries, side).get(area)
    point = point_in(series, asked.year, asked.older)
    if series and point:
        return figure_words(indicator, point, series.unit_measure, reference)
    name = reference.indicators[indicator].short_name
    if series is None:
        return text("compare.pair.chosen_never", indicator=name)
    years = name_list([format_period(series.points[at].period) for at in (0, -1)][: len(series.points)])
    return text("compare.pair.chosen_none", indicator=name, year=asked.year, years=years)


def chart_title(choice: PairChoice, reference: Reference) -> str:
    """Return the title of the chart: the two indicators and the year."""
    names = {side: short_name(choice, side, reference) for side in ("x", "y")}
    asked = choice.question
    if asked.older:
        return counted("compare.pair.title_older", asked.older, year=asked.year, **names)
    return text("compare.pair.title", year=asked.year, **names)


def remarks(choice: PairChoice, answer: Answer, reference: Reference) -> list[str]:
    """Return what must be said under the chart: who is not drawn and why, and which list the groups follow."""
    asked = choice.question
    names = {side: short_name(choice, side, reference) for side in ("x", "y")}
    found = []
    if answer.only_x or answer.only_y:
        counts = {
            f"only_{side}": counted("numbers.countries", len(only))
            for side, only in (("x", answer.only_x), ("y", answer.only_y))
        }
        found.append(text("compare.pair.only", **counts, **names))
    zeros = [area_name(pair.ref_area, reference) for pair in answer.pairs if not has_place(pair, choice)]
    if zeros:
        found.append(text("compare.pair.zero", areas=name_list(zeros, MOST_ZEROS)))
    group = next((pair.group for pair in answer.pairs if pair.group), "")
    if group:
        found.append(text("compare.pair.groups", source=reference.areas[group].source, year=asked.year))
    return [*found, text("compare.pair.estimates")]


def has_place(pair: Pair, choice: PairChoice) -> bool:
    """Return whether a country can be drawn: a logarithmic axis has no place for 0 or less."""
    return (pair.x.value > 0 or not choice.look.log_x) and (pair.y.value > 0 or not choice.look.log_y)


def source_lines(choice: PairChoice, answer: Answer, view: View) -> list[str]:
    """Return the sources of exactly the figures shown, one line an indicator."""
    asked, found = choice.question, choice.countries
    shown: dict[str, list[Series]] = {asked.x: [], asked.y: [], POPULATION: []}
    for pair in answer.pairs:
        shown[asked.x].append(_only(found.x[pair.ref_area], pair.x))
        shown[asked.y].append(_only(found.y[pair.ref_area], pair.y))
        if pair.people:
            shown[POPULATION].append(_only(found.people[pair.ref_area], pair.people))
    return [
        text(
            "compare.pair.source",
            indicator=view.reference.indicators[name].short_name,
            source=source_words(series, view.revision_of(name)),
        )
        for name, series in shown.items()
        if series
    ]


def _only(series: Series, point: Point) -> Series:
    return replace(series, points=(point,), forecasts=())


# --------------------------------------------------------------------------------------------------------- the picture


def make_picture(choice: PairChoice, answer: Answer, view: View) -> Picture:
    """Return the picture with its words."""
    reference = view.reference
    drawn = [pair for pair in answer.pairs if has_place(pair, choice)]
    sources = source_lines(choice, answer, view)
    across, up = (_axle(side, choice, _aims(side, choice, answer, view), reference) for side in ("x", "y"))
    most_people = _most_people(choice)
    unknown = sum(pair.people is None for pair in drawn)
    chart = ScatterChart(
        title=chart_title(choice, reference),
        about=counted("compare.pair.about", len(drawn)),
        source=" ".join(sources),
        across=across,
        up=up,
        bubbles=[_bubble(pair, choice, drawn, reference) for pair in drawn],
        most_people=most_people,
        groups=_groups(choice, drawn, reference),
        sizes=[(size, format_people(size)) for size in SIZES if size <= most_people][:SIZES_SHOWN],
        unknown=counted("compare.pair.no_people", unknown) if unknown else "",
    )
    alt = _alt(choice, answer, chart, reference)
    return Picture(NAME, chart, alt, [*remarks(choice, answer, reference), *sources])


def _axle(side: str, choice: PairChoice, aims: Sequence[AimLine], reference: Reference) -> Axle:
    """Return an axis that holds the figures of every year on the slider, so that nothing jumps between years."""
    series: dict[str, Series] = getattr(choice.countries, side)
    unit = reference.indicators[getattr(choice.question, side)].unit_measure
    first, last = choice.years[0] - choice.question.older, choice.years[-1]
    values = [point.value for one in series.values() for point in one.points if first <= point.year <= last]
    logarithmic: bool = getattr(choice.look, f"log_{side}")
    return Axle(_axis_words(side, choice, reference), values, unit, aims, logarithmic)


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
    named = chosen if choice.look.chosen else pair in drawn[:MOST_LABELLED] and pair.people is not None
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


def _groups(choice: PairChoice, drawn: Sequence[Pair], reference: Reference) -> list[tuple[int, str]]:
    """Return the number and the name of each group that is drawn; none where countries are not told apart."""
    if not choice.question.grouping:
        return []
    numbers = group_numbers(choice, reference)
    return [(numbers.get(code, NO_GROUP), _group_words(code, reference)) for code in shown_groups(drawn, reference)]


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
