"""The schools of an area in short: the answer, its bar, what it means a year; and what stands there without any."""

from dataclasses import replace

from exhibits.bars import Bars
from exhibits.exhibit import (
    Caption,
    Exhibit,
    Fact,
    Facts,
    Lead,
    Link,
    Notice,
    Part,
    Passage,
    Remark,
    Text,
    WayOn,
    Ways,
    said,
)
from exhibits.scorecard import Answer
from i18n import counted, format_period, format_plain, text
from metrics.schools import ANSWERS, CountrySchools, schools_a_year
from services.groups import name_list
from services.schools.cube import Census
from services.view import View
from topics.schools.breakdowns import answer_bar, answer_parts, answers_table, bars_picture
from topics.schools.view import SchoolView, is_stale, target_year
from topics.schools.words import (
    answer_words,
    area_title,
    bar_name,
    checked_words,
    heading_of,
    holding_words,
    need_words,
    range_words,
    shown_words,
    students_words,
)
from topics.sentences import area_phrase
from topics.trend_chart import figures_table, make_chart, on_one_axis, subject_of, trend_picture
from topics.trends import Choice, find_trends

COUNTRY = "country_schools"
HEADLINES = {
    "reach": ("giga_schools_connected", "giga_schools_increased_access"),
    "mapped": ("giga_schools_mapped",),
    "realtime": ("giga_schools_realtime",),
}
"""What Giga has published itself, by chart; the two series of the first are never joined."""
WORLD = "WLD"
MOST_NAMED = 8


def show_answer(schools: SchoolView, view: View, key: str) -> Exhibit:
    """Return the answer in a sentence, the bar of yes, unknown and no, and the countries it rests on.

    Of a list of locations there is nothing to draw: it says how many schools are located, and what file would tell
    more.
    """
    words, more = answer_words(schools), holding_words(schools)
    texts: list[Text] = [Answer(words), *([Lead(more)] if more else [])]
    if key == COUNTRY:
        texts = [Lead(f"{words} {more}".strip())]
    if schools.located_only:
        return Exhibit(key, [said(f"{key}_lead", *texts, WayOn(text("schools.located_more"), _upload_link()))])
    bar = answer_bar(bar_name(schools), schools.whole.connectivity)
    title = text("schools.bar_title", area=area_title(schools), share=range_words(schools.whole.connectivity))
    alt = text("schools.bar_alt", title=title, parts="; ".join(bar.words))
    chart = Bars(title, text("schools.bar_about"), schools.source, [bar], answer_parts(), look="shares")
    picture = bars_picture(schools, chart, alt, f"{key}_bar", file="schools-connected")
    table = [] if key == COUNTRY else [answers_table(schools)]
    return Exhibit(key, [said(f"{key}_lead", *texts), *_stale(schools, view), picture, *table])


def _stale(schools: SchoolView, view: View) -> list[Notice]:
    """Return that the newest check of the area is older than a live judgement may rest on, as a list of one."""
    checked, years = schools.whole.checked_on, view.state.world.limits.oldest_last_value_years
    if not is_stale(checked, view.day, years):
        return []
    words = text("schools.stale", period=checked_words(checked), years=format_plain(years))
    return [Notice(words, "warning", icon="schedule")]


def show_facts(schools: SchoolView, view: View) -> Exhibit:
    """Return the figures beside the answer: schools a year, students, the newest check."""
    students = {answer: schools.answers.get(answer, CountrySchools()).students for answer in ANSWERS}
    facts = _need(schools, view)
    facts += [Fact(text(f"schools.students.{answer}"), *students_words(one)) for answer, one in students.items()]
    facts.append(_checked(schools))
    return Exhibit("schools_facts", [said("schools_facts", Facts(facts)), *_shown(schools)])


def _need(schools: SchoolView, view: View) -> list[Fact]:
    """Return the schools to connect a year, as a list of one; nothing where no target says by when."""
    year, found = target_year(view.state), schools.whole.connectivity
    if year is None:
        return []
    return [Fact(text("schools.need.name"), *need_words(schools_a_year(found, view.day, year), found, year))]


def _checked(schools: SchoolView) -> Fact:
    return Fact(text("schools.checked"), checked_words(schools.whole.checked_on))


def _shown(schools: SchoolView) -> list[Notice]:
    """Return that only the schools of some answers are shown below, as a list of one."""
    words = shown_words(schools)
    return [Notice(words, icon="filter_alt")] if words else []


def nothing_chosen() -> Notice:
    """Return that no school fits what was chosen."""
    return Notice(text("schools.nothing_chosen"))


# --------------------------------------------------------------------------------------------- on the page of a country


def in_short(schools: SchoolView | None) -> str:
    """Return how many schools of an area are connected, in a sentence; or that nobody has published a census."""
    if schools is None or not schools.whole.connectivity.total:
        return text("schools.none_here" if schools else "schools.none_at_all")
    return " ".join(filter(None, (answer_words(schools), holding_words(schools))))


def country_section(view: View, schools: SchoolView | None) -> Exhibit | None:
    """Return the bar of the schools of a country or of any group, and what it means a year; None without any.

    Args:
        view: What is looked at.
        schools: The schools of the area, None where no census is published.
    """
    if schools is None or not schools.whole.connectivity.total:
        return None
    heading = said(f"{COUNTRY}_heading", Caption(text("schools.section")))
    students = Fact(text("schools.students.all"), *students_words(schools.whole.students))
    facts = Facts([*_need(schools, view), students, _checked(schools)])
    _, *bar = show_answer(schools, view, COUNTRY).parts
    return Exhibit(COUNTRY, [heading, *bar, said(f"{COUNTRY}_facts", facts)])


# ----------------------------------------------------------------------------------------------------- without a census


def invitation() -> Passage:
    """Return that no census is published, and the way to upload one."""
    return said("schools_invitation", Answer(text("schools.invite")), _upload())


def _upload() -> Ways:
    return Ways([_upload_link()])


def _upload_link() -> Link:
    return Link(text("schools.invite_link"), "upload")


def show_headlines(view: View) -> Exhibit:
    """Return what Giga has published itself; connected schools and increased access are two lines, never joined."""
    parts: list[Part] = [said("schools_headlines", heading_of("headlines"), Remark(text("schools.headlines_lead")))]
    for name, indicators in HEADLINES.items():
        trends = [one for code in indicators for one in find_trends(view.state, code, Choice((WORLD,)))]
        if not trends:
            continue
        subject = replace(subject_of(indicators[0], view), topic=text(f"schools.headline.{name}"))
        chart = make_chart(subject, trends, [], view)
        newest = max(one.series.points[-1].period for one in trends)
        about = text("schools.headline_about", period=format_period(newest), about=chart.about)
        parts.append(trend_picture(f"schools_{name}", replace(chart, about=about)))
        parts.append(figures_table(trends, chart.title, f"giga-{name}", view.reference))
    (shown,) = on_one_axis([Exhibit("schools_headlines", parts)])
    return shown


def show_area_without(schools: SchoolView, census: Census, view: View) -> Exhibit:
    """Return that no school of the area is published, and which countries have some."""
    names = sorted(view.name_of(one) for one in census.countries)
    have = counted("schools.who_has", len(names), names=name_list(names, MOST_NAMED))
    words = text("schools.none_in", area=area_phrase(schools.choice.area, view.reference))
    return Exhibit("schools_none", [Notice(f"{words} {have}"), said("schools_upload", _upload())])
