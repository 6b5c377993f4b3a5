"""What a map of countries says, in words: its answer, its title, its classes, and what is said of each country."""

from datetime import date
from statistics import median

from charts.axes import tick_text
from data.reference import Reference
from i18n import counted, format_value, format_when, has_text, text, unit_words
from metrics.aim import Aim
from services.figures import Figure
from services.maps import CountryFigures, Place, years_with_figures
from services.sentences import area_phrase, plain_aim, topic_of
from services.tracker import State
from services.wording import area_name, name_list

MOST_NAMED = 8
GOOD = ("achieved", "on_track", "within_reach")


def answer_words(shown: CountryFigures, state: State, reference: Reference, day: date) -> str:
    """Return the answer: how many countries have reached the line, or from where to where the figures go."""
    sentence = _reached(shown, reference) if shown.aim else spread_words(shown, reference)
    if shown.ref_area != "WLD":
        sentence = text("maps.in_group", area=area_name(shown.ref_area, reference), sentence=sentence)
    return " ".join([f"{sentence}.", *_remarks(shown, state, day)])


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
        return text("maps.line.band", value=tick_text(aim.value, unit), upper=tick_text(aim.upper, unit))
    kind = "strict" if aim.strict else "plain"
    return text(f"maps.line.{aim.direction}_{kind}", value=tick_text(aim.line, unit))


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


def _remarks(shown: CountryFigures, state: State, day: date) -> list[str]:
    first, last = shown.years
    key = "of_year" if shown.year is not None else "latest" if first < last else "latest_one_year"
    found = [text(f"maps.{key}", first=first, last=last, year=shown.year)]
    years = int(state.world.limits.oldest_last_value_years)
    old = shown.older_than(day, years) if shown.year is None else []
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
        first, last = (tick_text(end, unit) for end in ends)
        return first if first == last else text("maps.class_alone", low=first, high=last)
    low = tick_text(breaks[number - 1], unit) if number else ""
    high = tick_text(breaks[number], unit) if number < len(breaks) else ""
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
    return [*lines, text("maps.hover_edition", edition=figure.series.edition)]


def not_drawn_words(shown: CountryFigures, reference: Reference) -> str:
    """Return the figures of the countries that have no outline, empty where all are drawn."""
    found = [(one.ref_area, one.figure) for one in shown.not_drawn]
    return "; ".join(
        text("maps.not_drawn_one", area=area_name(area, reference), value=figure_words(figure), year=figure.year)
        for area, figure in found
        if figure
    )


def nothing_words(shown: CountryFigures, state: State, reference: Reference) -> str:
    """Return why there is nothing to draw, and which areas or years do have figures."""
    name, area = reference.indicators[shown.indicator].name, area_name(shown.ref_area, reference)
    years = years_with_figures(state, reference, shown.indicator)
    if years:
        when = text("maps.when_year", year=shown.year) if shown.year else text("maps.when_any")
        return text("maps.no_members", indicator=name, area=area, when=when)
    having = [area_name(one, reference) for one in state.world.book.areas_with(shown.indicator)]
    words = text("maps.has_areas", areas=name_list(having, MOST_NAMED)) if having else text("maps.has_none")
    return text("maps.no_country_figures", indicator=name, areas=words)
