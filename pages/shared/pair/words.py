"""What two indicators against each other say: the answer, the chosen countries, the title, the remarks below."""

from dataclasses import replace

from data.reference import Reference
from exhibits.exhibit import Standing
from exhibits.trend import status_words
from i18n import counted, format_people, format_period, format_share, text
from metrics.aggregates import POPULATION
from metrics.series import Point, Series
from pages.shared.pair.filters import PairChoice
from services.pairs import Answer, Pair, point_in
from services.sentences import value_words
from services.wording import area_name, name_list
from topics.trend_chart import source_words

MOST_NAMED = 8
EVENS = 0.5


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
        found.append(text("compare.pair.zero", areas=name_list(zeros, MOST_NAMED)))
    group = next((pair.group for pair in answer.pairs if pair.group), "")
    if group:
        found.append(text("compare.pair.groups", source=reference.areas[group].source, year=asked.year))
    return [*found, text("compare.pair.estimates")]


def has_place(pair: Pair, choice: PairChoice) -> bool:
    """Return whether a country can be drawn: a logarithmic axis has no place for 0 or less."""
    return (pair.x.value > 0 or not choice.look.log_x) and (pair.y.value > 0 or not choice.look.log_y)


def source_lines(choice: PairChoice, answer: Answer, revisions: dict[str, str], reference: Reference) -> list[str]:
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
            indicator=reference.indicators[name].short_name,
            source=source_words(series, revisions[name]),
        )
        for name, series in shown.items()
        if series
    ]


def _only(series: Series, point: Point) -> Series:
    return replace(series, points=(point,), forecasts=())
