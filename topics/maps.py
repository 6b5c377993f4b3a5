"""Maps: an indicator in every country of an area, by value or by the status of its target, with its words and table."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from statistics import median
from typing import Any

from data.geometry import bounds_of_all, shape_of
from data.reference import Reference
from data.schemas.target import Target
from exhibits.exhibit import Cell, Chip, Link, Notice, Part, Remark, Table, said
from exhibits.maps import CountryMap, MapClass, MapPlace, PickedPlace, PickHint
from exhibits.origins import edition_words, origin_words
from exhibits.scorecard import Answer
from i18n import counted, format_period, format_tick, format_value, format_when, has_text, text, unit_words
from metrics.aim import Aim, make_aim
from metrics.classes import class_of, make_breaks
from metrics.editions import is_too_old
from metrics.judgement import STATUSES
from services.groups import area_name, name_list
from services.tracker import State
from services.view import View
from topics.links import area_link
from topics.scorecard import Figure, ScorecardRow, country_figures, judge_row
from topics.sentences import area_phrase, plain_aim, topic_of
from topics.trend_chart import source_words
from topics.trends import targets_of

WORLD = "WLD"
MOST_NAMED = 8
GOOD = ("achieved", "on_track", "within_reach")
COMPARABLE = ("level", "ceiling", "parity")
"""Kinds of targets whose level is the same for every country, so that a line can be drawn among all of them."""


@dataclass(frozen=True)
class Place:
    """A country on a map: its figure, and its judgement where a live target applies; None where there is none."""

    ref_area: str
    figure: Figure | None
    row: ScorecardRow | None = None

    @property
    def status(self) -> str:
        """Return the status of the target, empty where none is judged."""
        return self.row.judgement.status if self.row else ""


@dataclass(frozen=True)
class CountryFigures:
    """The countries of an area with the figures of one indicator: of one year, or the newest of each (`year` None).

    `target` is the live target that is judged for each country, `aim` what it aims at where that is the same level
    for all. The judgements are those of the newest figures, so there are none where a year was asked for.
    """

    indicator: str
    ref_area: str
    year: int | None
    places: tuple[Place, ...]
    target: Target | None = None
    aim: Aim | None = None

    @cached_property
    def figures(self) -> list[Figure]:
        """Return the figures there are."""
        return [one.figure for one in self.places if one.figure]

    @cached_property
    def years(self) -> tuple[int, int]:
        """Return the first and the last year of the figures; there must be one."""
        found = [one.year for one in self.figures]
        return min(found), max(found)

    @cached_property
    def breaks(self) -> tuple[float, ...]:
        """Return the cuts between the classes of values; the line of the target is one of them."""
        lines = [] if self.aim is None else [self.aim.line] if self.aim.upper is None else [self.aim.value]
        return make_breaks((one.value for one in self.figures), lines)

    @property
    def are_open(self) -> bool:
        """Return whether a figure is the lower end of a range."""
        return any(one.high is not None for one in self.figures)

    @property
    def reached(self) -> int:
        """Return how many of the figures meet the line of the target, whatever their year."""
        return sum(self.aim.is_met(one.value) for one in self.figures) if self.aim else 0

    @property
    def not_drawn(self) -> list[Place]:
        """Return the countries that have a figure but no outline to colour."""
        return [one for one in self.places if one.figure and shape_of(one.ref_area) is None]

    def older_than(self, day: date, oldest_years: float) -> list[Figure]:
        """Return the figures too old to say much about today."""
        return [one for one in self.figures if is_too_old(one.point, day, oldest_years)]


def mapped_indicators(view: View) -> list[str]:
    """Return the indicators that have a figure of any country, in the order of the reference data."""
    return [name for name in view.reference.indicators if is_mapped(view, name)]


def is_mapped(view: View, indicator: str) -> bool:
    """Return whether any country has a figure of an indicator."""
    areas, book = view.reference.areas, view.state.world.book
    held = (area for area in book.areas_with(indicator) if area in areas and areas[area].kind == "country")
    return any(any(one.points for one in book.of(indicator, area)) for area in held)


def years_with_figures(view: View, indicator: str) -> list[int]:
    """Return the years for which any country has a figure, newest first."""
    figures = country_figures(view.state, view.reference, indicator).values()
    return sorted({point.year for one in figures for point in one.series.points}, reverse=True)


def live_target(view: View, indicator: str) -> Target | None:
    """Return the target that each country is judged by today: the one that ends first, None where there is none."""
    found = [one for one in targets_of(view.state, indicator, "") if one.target_year >= view.day.year]
    return min(found, key=lambda one: (one.target_year, one.target_id), default=None)


def find_countries(view: View, indicator: str, ref_area: str) -> tuple[str, ...]:
    """Return the countries that a map of an area covers: its members on the day, and whoever else has a figure.

    The latter for the world alone, whose list need not name every territory that a publisher does.
    """
    members = view.members_of(ref_area)
    others: Iterable[str] = country_figures(view.state, view.reference, indicator) if ref_area == WORLD else ()
    return tuple(sorted({*members, *others}))


def with_range(figure: Figure, state: State) -> Figure:
    """Return the figure of a school census with its upper end: a school of which nobody knows may be connected."""
    counts = state.registers.census.get(figure.ref_area, ()) if figure.series.register else ()
    count = next((one for one in counts if one.period == figure.point.period and one.answered < 1), None)
    return replace(figure, high=count.share_high) if count else figure


def map_figures(view: View, indicator: str, ref_area: str, year: int | None) -> CountryFigures:
    """Return the figures of the countries of an area, sorted by the names of the countries."""
    state, reference = view.state, view.reference
    found = country_figures(state, reference, indicator, year)
    figures = {area: with_range(figure, state) for area, figure in found.items()}
    target = live_target(view, indicator)
    countries = find_countries(view, indicator, ref_area)
    judged: Collection[str] = figures if year is None and target else ()
    places = [
        Place(one, figures.get(one), judge_row(view, target, one) if target and one in judged else None)
        for one in sorted(countries, key=lambda code: reference.areas[code].name)
    ]
    aim = make_aim(target, None) if target and target.kind in COMPARABLE else None
    return CountryFigures(indicator, ref_area, year, tuple(places), target, aim)


# ------------------------------------------------------------------------------------------------------------ in words


def answer_words(shown: CountryFigures, view: View) -> str:
    """Return the answer: how many countries have reached the line, or from where to where the figures go."""
    return " ".join([answer_sentence(shown, view), *_year_remarks(shown, view)])


def answer_sentence(shown: CountryFigures, view: View) -> str:
    """Return the answer in one sentence, without what it rests on."""
    sentence = (_reached if shown.aim else spread_words)(shown, view.reference)
    if shown.ref_area != WORLD:
        sentence = text("maps.in_group", area=view.name_of(shown.ref_area), sentence=sentence)
    return f"{sentence}."


def _reached(shown: CountryFigures, reference: Reference) -> str:
    indicator = reference.indicators[shown.indicator]
    key = f"maps.answer.{shown.indicator}"
    return text(
        key if has_text(key) else "maps.answer.other",
        name=indicator.name,
        count=shown.reached,
        countries=_countries(shown),
        line=line_words(shown.aim, indicator.unit_measure) if shown.aim else "",
    )


def line_words(aim: Aim, unit: str) -> str:
    """Return the level that counts as reached: at least 95 %, less than 2 %, 0.98 to 1.02."""
    if aim.upper is not None:
        return text("maps.line.band", value=format_tick(aim.value, unit), upper=format_tick(aim.upper, unit))
    kind = "strict" if aim.strict else "plain"
    return text(f"maps.line.{aim.direction}_{kind}", value=format_tick(aim.line, unit))


def _countries(shown: CountryFigures) -> str:
    return counted("numbers.countries", len(shown.figures))


def spread_words(shown: CountryFigures, reference: Reference) -> str:
    """Return from where to where the figures go: the lowest and the highest, with their countries."""
    low = min(shown.figures, key=lambda one: one.value)
    high = max(shown.figures, key=lambda one: one.value)
    return text(
        "maps.spread",
        name=reference.indicators[shown.indicator].name,
        low=figure_words(low),
        low_area=area_phrase(low.ref_area, reference),
        high=figure_words(high),
        high_area=area_phrase(high.ref_area, reference),
    )


def figure_words(figure: Figure) -> str:
    """Return the value of a country: 35 %, or at least 30 %, at most 55 % where it is the lower end of a range."""
    unit = figure.series.unit_measure
    value = " ".join(part for part in (figure.point.qualifier, format_value(figure.value, unit)) if part)
    return value if figure.high is None else text("maps.range", value=value, high=format_value(figure.high, unit))


def _year_remarks(shown: CountryFigures, view: View) -> list[str]:
    first, last = shown.years
    key = "of_year" if shown.year is not None else "latest" if first < last else "latest_one_year"
    found = [text(f"maps.{key}", first=first, last=last, year=shown.year)]
    years = int(view.state.world.limits.oldest_last_value_years)
    old = shown.older_than(view.day, years) if shown.year is None else []
    found += [counted("maps.old", len(old), years=years)] if 0 < len(old) < len(shown.figures) else []
    found += [text("maps.lower_ends")] if shown.are_open else []
    without = len(shown.places) - len(shown.figures)
    return found + ([counted("maps.without", without)] if without else [])


def title_words(shown: CountryFigures, reference: Reference, *, by_status: bool) -> str:
    """Return the title of the map: the middle of the values, or how many countries are doing well by the target."""
    if by_status and shown.target:
        good = sum(one.status in GOOD for one in shown.places)
        return text("maps.map_title_status", **_target_words(shown, reference), good=good, countries=_countries(shown))
    unit = reference.indicators[shown.indicator].unit_measure
    return text(
        "maps.map_title_one" if len(shown.figures) == 1 else "maps.map_title",
        topic=topic_of(shown.indicator, reference),
        countries=_countries(shown),
        median=_middle(shown, unit),
        area=area_phrase(shown.figures[0].ref_area, reference),
    )


def _middle(shown: CountryFigures, unit: str) -> str:
    """Return the middle of the figures; that of a country alone as it is said everywhere."""
    only = shown.figures[0]
    return (
        figure_words(only)
        if len(shown.figures) == 1
        else format_value(median(one.value for one in shown.figures), unit)
    )


def _target_words(shown: CountryFigures, reference: Reference) -> dict[str, str]:
    row = next((one.row for one in shown.places if one.row), None)
    if shown.target is None or row is None:
        return {"target": "", "aim": "", "year": ""}
    aim = plain_aim(row, reference)
    return {"target": target_name(shown), "aim": aim, "year": str(shown.target.target_year)}


def target_name(shown: CountryFigures) -> str:
    """Return the target that the countries are judged by: UMC2030 U1."""
    target = shown.target
    return text("maps.target_name", framework=target.framework, number=target.number) if target else ""


def about_words(shown: CountryFigures, reference: Reference) -> str:
    """Return the unit, the area and the years of a map."""
    first, last = shown.years
    key = "about_latest" if first < last else "about_year"
    unit = unit_words(reference.indicators[shown.indicator].unit_measure, shown.indicator)
    unit = text("maps.unit_at_least", unit=unit) if shown.are_open else unit
    when = text(f"maps.{key}", first=first, last=last)
    return text("maps.about", unit=unit, area=area_name(shown.ref_area, reference), when=when)


def class_words(breaks: tuple[float, ...], number: int, unit: str, ends: tuple[float, float]) -> str:
    """Return the words of a class of values: under 40 %, 40 % to under 65 %, 95 % or more; both ends if it is alone."""
    if not breaks:
        first, last = (format_tick(end, unit) for end in ends)
        return first if first == last else text("maps.class_alone", low=first, high=last)
    low = format_tick(breaks[number - 1], unit) if number else ""
    high = format_tick(breaks[number], unit) if number < len(breaks) else ""
    key = "between" if low and high else "over" if low else "under"
    return text(f"maps.class_{key}", low=low, high=high)


def place_lines(place: Place, shown: CountryFigures, reference: Reference) -> list[str]:
    """Return what is said of a country: its name, its value and year, its status, the edition."""
    lines = [area_name(place.ref_area, reference)]
    figure = place.figure
    if figure is None:
        return [*lines, text("maps.hover_none")]
    lines.append(text("maps.hover_value", value=figure_words(figure), when=format_when(figure.point.period)))
    if place.row:
        status = text(f"status.{place.status}")
        lines.append(text("maps.hover_status", status=status, **_target_words(shown, reference)))
    return [*lines, text("maps.hover_edition", edition=edition_words(figure.series.edition))]


def not_drawn_words(shown: CountryFigures, reference: Reference) -> str:
    """Return the figures of the countries that have no outline, empty where all are drawn."""
    found = [(one.ref_area, one.figure) for one in shown.not_drawn]
    return "; ".join(
        text("maps.not_drawn_one", area=area_name(area, reference), value=figure_words(figure), year=figure.year)
        for area, figure in found
        if figure
    )


def nothing_words(shown: CountryFigures, view: View) -> str:
    """Return why there is nothing to draw, and which areas or years do have figures."""
    name, area = view.reference.indicators[shown.indicator].name, view.name_of(shown.ref_area)
    years = years_with_figures(view, shown.indicator)
    if years:
        when = text("maps.when_year", year=shown.year) if shown.year else text("maps.when_any")
        return text("maps.no_members", indicator=name, area=area, when=when)
    having = [view.name_of(one) for one in view.state.world.book.areas_with(shown.indicator)]
    words = text("maps.has_areas", areas=name_list(having, MOST_NAMED)) if having else text("maps.has_none")
    return text("maps.no_country_figures", indicator=name, areas=words)


# ------------------------------------------------------------------------------------------------------------- the map


def show_answer(shown: CountryFigures, view: View) -> list[Part]:
    """Return the answer with a warning where all figures are old; without figures, who has some."""
    if not shown.figures:
        return [Notice(nothing_words(shown, view))]
    parts: list[Part] = [
        said("map_answer", Answer(answer_sentence(shown, view)), Remark(" ".join(_year_remarks(shown, view))))
    ]
    years = int(view.state.world.limits.oldest_last_value_years)
    if shown.year is None and len(shown.older_than(view.day, years)) == len(shown.figures):
        parts.append(Notice(text("maps.stale", year=shown.years[1], years=years), "warning", icon="schedule"))
    return parts


def make_map(shown: CountryFigures, view: View, *, by_status: bool) -> CountryMap:
    """Return the map of figures, coloured by classes of values or by the status of the target."""
    reference = view.reference
    numbers, classes = _by_status(shown) if by_status else _by_value(shown, reference)
    countries = [one.ref_area for one in shown.places]
    title, about = title_words(shown, reference, by_status=by_status), about_words(shown, reference)
    parts = [text("maps.class_part", words=one.words, count=one.count) for one in classes]
    return CountryMap(
        title=title,
        about=about,
        source=source_words([one.series for one in shown.figures], view.revision_of(shown.indicator)),
        boundaries=text("geo.boundaries"),
        alt=text("maps.alt", title=title, about=about, classes=", ".join(parts), spread=spread_words(shown, reference)),
        places=[
            MapPlace(one.ref_area, numbers[one.ref_area], place_lines(one, shown, reference)) for one in shown.places
        ],
        classes=classes,
        bounds=None if shown.ref_area == WORLD else bounds_of_all(countries),
    )


def _by_value(shown: CountryFigures, reference: Reference) -> tuple[Mapping[str, int], list[MapClass]]:
    unit, breaks = reference.indicators[shown.indicator].unit_measure, shown.breaks
    last = len(breaks) + 1
    numbers = {one.ref_area: class_of(one.figure.value, breaks) if one.figure else last for one in shown.places}
    counts, values = Counter(numbers.values()), [one.value for one in shown.figures]
    ends = (min(values), max(values))
    classes = [MapClass(class_words(breaks, at, unit, ends), counts[at]) for at in range(last)]
    return numbers, [*classes, *_without(counts[last])]


def _by_status(shown: CountryFigures) -> tuple[Mapping[str, int], list[MapClass]]:
    counts = Counter(one.status for one in shown.places)
    order: list[str] = [status for status in STATUSES if counts[status]]
    numbers = {one.ref_area: order.index(one.status) if one.row else len(order) for one in shown.places}
    classes = [MapClass(text(f"status.{one}"), counts[one], one) for one in order]
    return numbers, [*classes, *_without(counts[""])]


def _without(count: int) -> list[MapClass]:
    """Return the class of countries without a figure, if there are any."""
    return [MapClass(text("maps.class_none"), count, known=False)] if count else []


# ----------------------------------------------------------------------------------------------------------- the table


COLUMNS = (
    *("indicator", "ref_area", "area", "time_period", "obs_value", "obs_value_high", "unit_measure", "obs_status"),
    *("qualifier", "edition", "released", "source", "target_id", "status"),
)


def say_picked(content: CountryMap, view: View) -> PickedPlace | PickHint:
    """Return what is said of the country chosen on the map, with the way to its page; else how to choose one."""
    place = next((one for one in content.places if one.ref_area == content.picked), None)
    if place is None:
        return PickHint(text("maps.pick"))
    words = text("maps.open_country", area=view.name_of(place.ref_area))
    return PickedPlace(place.lines, Link(words, area_link(view, "country", place.ref_area)))


def map_table(shown: CountryFigures, title: str, view: View) -> Table:
    """Return the table behind a map; countries without a figure come last."""
    places = sorted(shown.places, key=lambda one: one.figure is None)
    judged = any(one.row for one in places)
    names = ("area", "value", "period", "edition")
    heads = [text(f"charts.table.{name}") for name in names]
    if judged:
        heads.insert(-1, text("maps.column_target", target=target_name(shown)))
    return Table(
        name=f"map-{shown.indicator}".replace("_", "-"),
        title=title,
        heads=heads,
        cells=[_place_cells(one, view, judged=judged) for one in places],
        numeric=(1,),
        columns=COLUMNS,
        records=[_place_record(one, shown, view.reference) for one in places],
    )


def _place_cells(place: Place, view: View, *, judged: bool) -> list[Cell]:
    name = Link(view.name_of(place.ref_area), area_link(view, "country", place.ref_area))
    figure = place.figure
    if figure is None:
        return [name, text("numbers.missing"), "", *([""] if judged else []), ""]
    chip: list[Cell] = [Chip(place.status, text(f"status.{place.status}")) if place.row else ""] if judged else []
    return [name, figure_words(figure), format_period(figure.point.period), *chip, edition_words(figure.series.edition)]


def _place_record(place: Place, shown: CountryFigures, reference: Reference) -> dict[str, Any]:
    figure, row = place.figure, place.row
    found: dict[str, Any] = dict.fromkeys(COLUMNS, "") | {
        "indicator": shown.indicator,
        "ref_area": place.ref_area,
        "area": area_name(place.ref_area, reference),
        "unit_measure": reference.indicators[shown.indicator].unit_measure,
        "obs_value": None,
        "obs_value_high": None,
    }
    if figure:
        series, point = figure.series, figure.point
        found |= {
            "time_period": point.period if point.dated else point.year,
            "obs_value": point.value,
            "obs_value_high": figure.high,
            "unit_measure": series.unit_measure,
            "obs_status": point.obs_status,
            "qualifier": point.qualifier,
            "edition": edition_words(series.edition),
            "released": series.released,
            "source": origin_words(point.source or series.source),
        }
    return found | ({"target_id": row.target.target_id, "status": place.status} if row else {})
