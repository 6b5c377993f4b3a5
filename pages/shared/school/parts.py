"""The schools of an area in short: the answer, its bar, what it means a year; for the schools and the country page."""

from functools import partial

import streamlit as st

from charts.facts import draw_facts
from charts.html import keep_together, safe
from charts.key import draw_source
from charts.stacked import draw_parts_key, draw_stacked
from exhibits.bars import Bar, Part, StackedBars
from exhibits.exhibit import Fact
from i18n import counted, format_plain, share_words, text
from metrics.schools import ANSWERS, Connectivity, CountrySchools, schools_a_year
from pages.shared.access import get_reference, get_state, get_view, judging_day
from pages.shared.aside import draw_aside
from pages.shared.chart import Picture, draw_picture
from pages.shared.filters import escape_markdown
from pages.shared.piece import draw_piece
from pages.shared.school.data import get_page_census, page_view
from services.schools.view import SchoolChoice, SchoolView, is_stale, target_year
from services.schools.words import (
    answer_words,
    area_title,
    bar_name,
    checked_words,
    file_words,
    holding_words,
    need_words,
    range_words,
    shown_words,
    students_words,
)
from services.shapes import SCHOOLS
from topics.links import area_link


def answer_parts() -> list[Part]:
    """Return the parts of a bar of schools: connected, unknown, not connected."""
    return [Part(answer, text(f"schools.answer_word.{answer}")) for answer in ANSWERS]


def answer_bar(name: str, schools: Connectivity) -> Bar:
    """Return the bar of an area: its range as the figure, and what each part holds."""
    total = schools.total
    sizes = [schools.yes, schools.unknown, schools.no]
    words = [
        text(
            "schools.part_words",
            answer=text(f"schools.answer_word.{answer}"),
            schools=counted("schools.schools", size),
            share=share_words(size / total if total else None),
        )
        for answer, size in zip(ANSWERS, sizes, strict=True)
    ]
    figure = text("schools.bar_short", share=range_words(schools), total=format_plain(total, 0))
    return Bar(name, figure, sizes, words)


def draw_answer(view: SchoolView, key: str) -> None:
    """Draw the answer in a sentence, the bar of yes, unknown and no, and the countries it rests on."""
    reference, found = get_reference(), view.whole.connectivity
    words = [answer_words(view, reference), holding_words(view, reference)]
    draw_piece(keep_together(f'<p class="c2030-lead">{safe(" ".join(filter(None, words)))}</p>'), key=f"{key}_lead")
    draw_stale(view)
    name = area_title(view, reference)
    bar = answer_bar(bar_name(view, reference), found)
    title = text("schools.bar_title", area=name, share=range_words(found))
    alt = text("schools.bar_alt", title=title, parts="; ".join(bar.words))
    chart = StackedBars(title, text("schools.bar_about"), view.source, alt, answer_parts(), [bar])
    under = draw_parts_key(chart.parts) + draw_source([chart.source])
    file = file_words(view, "schools-connected")
    figure = partial(draw_stacked, chart)
    draw_picture(Picture(title, chart.about, alt, figure, under, file=file, registers=(SCHOOLS,)), f"{key}_bar")


def draw_stale(view: SchoolView) -> None:
    """Say so where the newest check of the area is older than a live judgement may rest on."""
    years = get_state().world.limits.oldest_last_value_years
    if is_stale(view.whole.checked_on, judging_day(), years):
        words = text("schools.stale", period=checked_words(view.whole.checked_on), years=format_plain(years))
        st.warning(escape_markdown(words), icon=":material/schedule:")


def draw_school_facts(view: SchoolView, key: str) -> None:
    """Draw the figures beside the answer: schools a year, students behind each answer, the newest check."""
    students = {answer: view.answers.get(answer, CountrySchools()).students for answer in ANSWERS}
    facts = _need(view)
    facts += [Fact(text(f"schools.students.{answer}"), *students_words(one)) for answer, one in students.items()]
    facts.append(Fact(text("schools.checked"), checked_words(view.whole.checked_on)))
    draw_piece(keep_together(draw_facts(facts)), key=key)


def _need(view: SchoolView) -> list[Fact]:
    """Return the schools to connect a year, as a list of one; nothing where no target says by when."""
    year = target_year(get_state())
    if year is None:
        return []
    need = schools_a_year(view.whole.connectivity, judging_day(), year)
    return [Fact(text("schools.need.name"), *need_words(need, view.whole.connectivity, year))]


def draw_shown(view: SchoolView) -> None:
    """Say that only the schools of some answers are shown below."""
    words = shown_words(view)
    if words:
        st.info(escape_markdown(words), icon=":material/filter_alt:")


def draw_country_schools(area: str) -> None:
    """Draw the schools of a country or of any group in short, with the way to their page; it says so without any."""
    draw_piece(f'<h2 class="c2030-framework">{safe(text("schools.section"))}</h2>', key="country_schools_heading")
    address = area_link(get_view(), "schools", area)
    link = f'<p class="c2030-links"><a href="{safe(address)}">{safe(text("schools.open"))}</a></p>'
    census = get_page_census()
    view = page_view(census, SchoolChoice(area)) if census else None
    if view is None or not view.whole.connectivity.total:
        draw_aside(text("schools.none_here" if view else "schools.none_at_all"))
        draw_piece(link, key="country_schools_link")
        return
    draw_answer(view, key="country_schools")
    facts = [
        *_need(view),
        Fact(text("schools.students.all"), *students_words(view.whole.students)),
        Fact(text("schools.checked"), checked_words(view.whole.checked_on)),
    ]
    draw_piece(keep_together(draw_facts(facts)) + link, key="country_schools_facts")
