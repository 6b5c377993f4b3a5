"""The order of every page of a topic: the ways to look at it, the answer, the picture with its reading, what follows.

What follows is who makes up the gap, how peers or regions compare, a scenario and the money, each in short with the
way to the page that has all of it, and then the targets in full.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from exhibits.exhibit import (
    Exhibit,
    Facts,
    Lead,
    Link,
    Mode,
    Modes,
    Part,
    Passage,
    Plain,
    Standings,
    Text,
    WayOn,
    said,
)
from exhibits.origins import edition_words
from exhibits.scorecard import Answer, RankLine, RankLines, Sides
from i18n import format_period, format_times, format_value, text
from metrics.judgement import STATUSES, UNKNOWN_STATUSES
from metrics.series import Series
from services.groups import custom_members, is_custom, kind_of
from services.view import View
from topics.gap.counting import NO_COUNTS, Counts, targets_of
from topics.gap.counting import offered_indicators as with_a_gap
from topics.indicator import (
    NO_EXTRAS,
    Extras,
    Found,
    find_indicators,
    main_lines,
    notes_on,
    shown_figure,
    standings,
    tables_of,
    targets_passage,
)
from topics.links import COMPARE, area_link, indicator_link
from topics.maps import is_mapped
from topics.money.answer import answer_words as money_words
from topics.money.needs import countries_of, money_for, need_of
from topics.overview import ONLINE, course_words, gap_of, why_words
from topics.profile import SPECIAL, find_profile, scheme_of
from topics.scenario.outcomes import offered_indicators as with_a_scenario
from topics.scorecard import Figure, ScorecardRow, latest_figure
from topics.sentences import answer_sentence, area_phrase, short_area, topic_of, value_words
from topics.target import reading_facts
from topics.trend_chart import trend_picture
from topics.trends import Choice, Trend

CHART, MONEY = "chart", "money"
MODES = (CHART, "maps", COMPARE, "gap", "scenario", MONEY)
"""The ways to look at an indicator, by the name of their page; the chart stands on the page of its topic."""
OF_SCHOOLS = frozenset({"schools_online", "school_speed_20"})
"""The indicators whose topic is the page of schools, whatever dataset brings their figures."""
ABOUT_MONEY = frozenset({ONLINE, "schools_online", "p2c_pledged_value"})
"""The indicators that pledges are set beside: people offline, schools, and the pledges themselves."""
FEWEST = 2
WORLD, REGIONS = "WLD", "itu-region"
GROUPS = (REGIONS, "income", SPECIAL)
"""A country stands beside the groups of these schemes that it belongs to."""


# ----------------------------------------------------------------------------------------------------------- the modes


def show_modes(view: View, indicator: str, area: str, shown: str, counts: Counts = NO_COUNTS) -> Passage:
    """Return the ways to look at an indicator that apply to it, with the one that is shown; `shown` is its page."""
    addresses = {mode: _address(mode, view, indicator, area, counts) for mode in MODES}
    modes = [
        Mode(Link(text(f"topic.mode.{mode}"), address), mode == shown) for mode, address in addresses.items() if address
    ]
    place = text("topic.place", topic=_page_of(view, indicator), area=view.name_of(area))
    return said("modes", Modes(place, text("topic.modes"), modes))


def _page_of(view: View, indicator: str) -> str:
    """Return the topic of an indicator as the menu has it; one without a page of its own goes by its own name."""
    found = view.reference.indicators.get(indicator)
    page = _chart_of(view, indicator, WORLD).partition("?")[0] if found else ""
    return text(f"{page}.menu") if page else found.short_name if found else ""


def _chart_of(view: View, indicator: str, area: str) -> str:
    """Return the address of the page of its topic on which an indicator has its chart; empty where there is none."""
    if indicator in OF_SCHOOLS:
        return area_link(view, "schools", area)
    address = indicator_link(view, view.reference.indicators[indicator], area)
    return "" if address.startswith(COMPARE) else address


def _address(mode: str, view: View, indicator: str, area: str, counts: Counts) -> str:
    """Return the address of a way to look at an indicator for an area; empty where it does not apply."""
    if indicator not in view.reference.indicators:
        return ""
    if mode == CHART:
        return _chart_of(view, indicator, area)
    applies: dict[str, Callable[[], bool]] = {
        "maps": lambda: is_mapped(view, indicator),
        COMPARE: lambda: indicator in view.state.world.book.indicators(),
        "gap": lambda: indicator in with_a_gap(view, counts),
        "scenario": lambda: indicator in with_a_scenario(view),
        MONEY: lambda: indicator in ABOUT_MONEY,
    }
    return area_link(view, mode, area, indicator=indicator) if applies[mode]() else ""


# ------------------------------------------------------------------------------------------- the answer and the picture


def show_topic(
    indicators: tuple[str, ...], choice: Choice, view: View, extras: Extras = NO_EXTRAS, *, leading: bool = True
) -> Exhibit:
    """Return the answer, the picture with what is read beside it, and the figures behind it.

    The answer of what is `leading` on a page is its heading, the largest words on it.
    """
    found = find_indicators(indicators, choice, view, extras)
    if not isinstance(found, Found):
        return Exhibit("-".join(indicators), found)
    words = _answer(found, view)
    answer = said(f"{found.name}_answer", Answer(words) if leading else Lead(words))
    picture = trend_picture(found.name, found.chart, reading=_reading(found, view))
    parts: list[Part] = [*found.missing, answer, picture, *tables_of(found, view.reference), *notes_on(found, view)]
    return Exhibit(found.name, parts)


def _answer(found: Found, view: View) -> str:
    """Return the newest figure and where it leads; of several areas which is highest and which lowest."""
    main = main_lines(found)
    areas = list(dict.fromkeys(one.series.ref_area for one in main))
    if len(areas) > 1:
        return " ".join([f"{found.chart.title}.", *_statuses(found, areas)])
    words = [f"{answer_sentence(_newest(one.series.indicator, found), view.reference)}." for one in main]
    row = next(iter(found.rows.get(areas[0], ())), None) if areas and not found.by_part else None
    if len(main) == 1 and row is not None:
        course = course_words(row, view)
        why = why_words(row, view)
        words.append(course or f"{why[:1].upper()}{why[1:]}." if why else "")
    return " ".join(filter(None, words))


def _statuses(found: Found, areas: Sequence[str]) -> list[str]:
    """Return how several areas stand against the target of each, in a sentence; nothing where one has none."""
    held = [row.judgement.status for area in areas for row in list(found.rows.get(area, ()))[:1]]
    if len(held) < len(areas):
        return []
    words = [(text(f"status.{one}").lower(), held.count(one)) for one in STATUSES if one in held]
    if len(words) == 1:
        return [text("topic.areas_same", status=words[0][0])]
    parts = ", ".join(text("topic.areas_part", count=count, status=status) for status, count in words)
    return [text("topic.areas_mixed", parts=parts)]


def _newest(indicator: str, found: Found) -> Series:
    lines = [one for one in found.answers if one.series.indicator == indicator and not one.context]
    return next((one.series for one in lines if one.later), lines[0].series)


def _reading(found: Found, view: View) -> list[Text]:
    """Return what is read beside the picture: the newest figure, how it stands, and what is to be expected."""
    if found.by_part:
        return []
    main = main_lines(found)
    texts: list[Text] = []
    if len(main) == 1:
        texts.append(shown_figure(main[0], found.answers, view.reference))
    texts.append(Standings(standings(found, view)))
    rows = found.rows.get(main[0].series.ref_area, ()) if len(main) == 1 else ()
    texts += [Facts(reading_facts(row, view)) for row in rows[:1]]
    return [*texts, *_of_another_edition(main, found), *(Plain(words) for words in found.said)]


def _of_another_edition(main: Sequence[Trend], found: Found) -> list[Text]:
    """Return where lines end whose newest figure is of another edition and stands beside them."""
    later = {one.series.indicator for one in found.answers if one.later}
    ends = [(one.series, one.series.points[-1]) for one in main if one.series.indicator in later]
    return [
        Plain(
            text(
                "topic.other_edition",
                value=value_words(point, series.unit_measure),
                period=format_period(point.period),
                edition=edition_words(series.edition),
            )
        )
        for series, point in ends
    ]


# ------------------------------------------------------------------------------------------------------- what follows


def show_around(
    indicator: str, area: str, rows: Sequence[ScorecardRow], view: View, counts: Counts, *, compared: bool = True
) -> Exhibit:
    """Return who makes up the gap, how others compare, a scenario and the money in short, and the targets in full.

    Where the page compares at length itself, others are not `compared` here.
    """
    left, right = _gap(indicator, area, view, counts), _compare(indicator, area, view) if compared else []
    texts: list[Text] = [Sides(left, right)] if left and right else [*left, *right]
    texts += [*_scenario(indicator, area, rows, view), *_money(indicator, area, view)]
    parts: list[Part] = [said(f"{indicator}_around", *texts)] if texts else []
    return Exhibit(f"{indicator}_around", [*parts, *targets_passage(f"{indicator}_targets", rows, view)])


def judged_of(indicators: tuple[str, ...], choice: Choice, view: View) -> list[ScorecardRow]:
    """Return the judged targets of indicators for every area chosen; none where parts of the people are shown."""
    found = find_indicators(indicators, choice, view)
    return found.judged if isinstance(found, Found) else []


def _gap(indicator: str, area: str, view: View, counts: Counts) -> Sequence[Text]:
    """Return who makes up the gap of a group; a country is one of its own."""
    if kind_of(area, view.reference) == "country" or indicator not in with_a_gap(view, counts):
        return []
    return gap_of(targets_of(view, indicator)[0], view, counts, area)


def _compare(indicator: str, area: str, view: View) -> list[Text]:
    """Return an area beside those that it is usually compared with, the highest first; nothing without two figures."""
    areas = _beside(area, view)
    figures = [one for code in areas if (one := latest_figure(view.state, indicator, code)) is not None]
    figures = sorted(figures, key=lambda one: -one.value)
    if len(figures) < FEWEST:
        return []
    most = max(abs(one.value) for one in figures) or 1.0
    others = [one.ref_area for one in figures if one.ref_area != area]
    address = f"{area_link(view, COMPARE, area, indicator=indicator)}&{'&'.join(f'with={one}' for one in others)}"
    lines = [replace(_line(one, most, view), strong=one.ref_area == area) for one in figures]
    return [RankLines(_range_words(indicator, figures, view), lines, way_on=Link(text("topic.compare_all"), address))]


def _beside(area: str, view: View) -> list[str]:
    """Return the areas that stand beside one: the groups of a country, those of a group's scheme, or the regions."""
    kind, reference = kind_of(area, view.reference), view.reference
    if is_custom(area):
        return [area, *custom_members(area)]
    if kind == "country":
        groups = find_profile(view, area).groups
        return list(dict.fromkeys([area, *(one for scheme in GROUPS for one in groups.get(scheme, ())), WORLD]))
    scheme = REGIONS if area == WORLD else scheme_of(area, reference)
    same = [
        code for code, one in reference.areas.items() if one.kind == "group" and scheme_of(code, reference) == scheme
    ]
    return list(dict.fromkeys([area, *same, WORLD]))


def _line(figure: Figure, most: float, view: View) -> RankLine:
    indicator = view.reference.indicators[figure.series.indicator]
    address = indicator_link(view, indicator, figure.ref_area) or area_link(view, "country", figure.ref_area)
    value = value_words(figure.point, figure.series.unit_measure)
    words = text("topic.compare_value", value=value, year=figure.year)
    return RankLine(Link(short_area(figure.ref_area, view.reference), address), words, abs(figure.value) / most)


def _range_words(indicator: str, figures: Sequence[Figure], view: View) -> str:
    details: dict[str, object] = {}
    for name, one in (("high", figures[0]), ("low", figures[-1])):
        details[name] = format_value(one.value, one.series.unit_measure)
        details[f"{name}_area"] = area_phrase(one.ref_area, view.reference)
        details[f"{name}_year"] = one.year
    return text("charts.title.areas", topic=topic_of(indicator, view.reference), **details)


def _scenario(indicator: str, area: str, rows: Sequence[ScorecardRow], view: View) -> list[Text]:
    """Return how much faster it would have to go, with the way to try it; nothing where it cannot be tried."""
    if indicator not in with_a_scenario(view):
        return []
    row = next((one for one in rows if one.judgement.ref_area == area), None)
    factor = row.judgement.acceleration_factor if row and row.judgement.status not in UNKNOWN_STATUSES else None
    words = text("topic.scenario")
    if row is not None and factor is not None and factor > 1:
        words = text("topic.scenario_pace", factor=format_times(factor), year=row.target.target_year)
    link = Link(text("topic.scenario_link"), area_link(view, "scenario", area, indicator=indicator))
    return [WayOn(words, link)]


def _money(indicator: str, area: str, view: View) -> list[Text]:
    """Return what is pledged for an area, with the way to where it is set beside the need."""
    if indicator not in ABOUT_MONEY:
        return []
    pledges = view.state.pledges
    words = text("topic.no_pledges")
    if pledges:
        need = need_of(view, area, countries_of(area, view))
        words = money_words(money_for(pledges, area, view), need, view.reference)[0]
    return [WayOn(words, Link(text("topic.money_link"), area_link(view, MONEY, area, indicator=indicator)))]
