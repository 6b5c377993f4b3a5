"""The countries of a group, each with one figure and the way to its own page; and the group's own figures."""

import streamlit as st

from charts.facts import draw_note
from charts.html import keep_together, safe
from i18n import counted, format_date, format_value, text
from pages.shared.access import get_view
from pages.shared.country.view import AreaView
from pages.shared.filters import choose_one, filter_row
from pages.shared.piece import draw_piece
from services.figures import Figure, latest_figure
from services.own_words import own_remark
from services.peers import rankable
from services.profile_records import member_rows
from services.wording import area_name
from topics.links import area_link

FEW = 60


def draw_members(view: AreaView) -> None:
    """Draw the members of a group on the day looked at; a country has none, and then there is nothing to draw."""
    if view.profile.kind == "country":
        return
    st.header(text("country.members_title"), anchor=False)
    options = {one.indicator: one for one in rankable(view.state, view.reference)}
    held = [name for name in options if _has_countries(name, view)]
    words = counted("country.members_words", len(view.profile.members), day=format_date(view.day))
    if not held:
        draw_piece(
            f'<p class="c2030-about">{safe(words)}</p>{_list(dict.fromkeys(view.profile.members), view)}', "members"
        )
        return
    with filter_row(2) as (left, _), left:
        chosen = choose_one("figure", text("country.members_by"), held, lambda name: options[name].short_name)
    figures = {area: latest_figure(view.state, chosen, area) for area in view.profile.members}
    having = sum(1 for figure in figures.values() if figure)
    words += " " + text("country.members_having", having=having, indicator=options[chosen].name)
    parts = [f'<p class="c2030-about">{safe(words)}</p>', _own_remark(chosen, view), _list(figures, view)]
    draw_piece(keep_together("".join(parts)), key="country_members")


def _has_countries(indicator: str, view: AreaView) -> bool:
    members = set(view.profile.members)
    return any(area in members for area in view.state.world.book.areas_with(indicator))


def _own_remark(indicator: str, view: AreaView) -> str:
    """Return how our own aggregate of the group came about, where the figure of the group is one."""
    figure = latest_figure(view.state, indicator, view.area)
    if figure is None or figure.aggregate is None:
        return ""
    found = view.reference.indicators[indicator]
    value = format_value(figure.value, figure.series.unit_measure)
    title = text("country.group_figure", value=value, year=figure.year)
    return draw_note(title, own_remark(found, figure.aggregate, view.area, view.phrase))


def _list(figures: dict[str, Figure | None], view: AreaView) -> str:
    names = sorted((area_name(area, view.reference), area) for area in figures)
    lines = "".join(_line(name, area, figures[area]) for name, area in names)
    listed = f'<ul class="c2030-members">{lines}</ul>'
    if len(names) <= FEW:
        return listed
    summary = counted("country.members_all", len(names))
    return f'<details class="c2030-fold"><summary>{safe(summary)}</summary>{listed}</details>'


def _line(name: str, area: str, figure: Figure | None) -> str:
    link = f'<a href="{safe(area_link(get_view(), "country", area))}" target="_self">{safe(name)}</a>'
    if figure is None:
        return f"<li>{link} <small>{safe(text('country.no_figure'))}</small></li>"
    value = format_value(figure.value, figure.series.unit_measure)
    return f"<li>{link} <strong>{safe(value)}</strong> <small>{figure.year}</small></li>"


def records_of_members(view: AreaView) -> list[dict[str, object]]:
    """Return the members of a group with every figure the page can show of them, for the download."""
    held = [one.indicator for one in rankable(view.state, view.reference) if _has_countries(one.indicator, view)]
    return [
        row
        for name in held
        for row in member_rows(
            {area: latest_figure(view.state, name, area) for area in view.profile.members}, view.reference
        )
    ]
