"""Money beside need: the answer in sentences, what is missing, and every country with what is pledged for it."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from charts.facts import draw_facts
from charts.html import keep_together, safe
from charts.key import draw_source
from charts.two_sides import draw_two_sides
from exhibits.bars import TwoSides, TwoSidesChart
from exhibits.exhibit import Cell, Fact
from i18n import counted, format_count, format_money, format_people, format_plain, text
from metrics.pledges import Tally
from pages.shared.access import get_reference, get_state, get_view, judging_day
from pages.shared.chart import Picture, draw_picture
from pages.shared.filters import escape_markdown
from pages.shared.piece import draw_piece
from pages.shared.twins import Twin, draw_twin
from services.money_words import answer_words, dollars_each, each_words, fact_entries, gap_words, school_range
from services.needs import MoneyRow, Need, is_old
from services.pledge_words import currency_words, pledged_words
from services.pledges import sums_record
from services.sentences import short_area
from services.shapes import PLEDGES, SCHOOLS
from services.wording import area_name
from topics.pledges.chosen import source_line

MOST_ROWS = 15
COLUMNS = (
    *("ref_area", "name", "count", "with_amount", "pledged_usd", "reported_usd", "unconverted"),
    *("people_offline", "year", "usd_per_person_offline", "schools_not_connected", "schools_perhaps_not_connected"),
    "example",
)
HEADS = ("area", "pledges", "pledged", "offline", "year", "per_person", "schools")


def draw_money_answer(found: Tally, need: Need, rows: Sequence[MoneyRow], day: date) -> None:
    """Draw the answer, and a warning where the figure of Internet use is old."""
    state, reference = get_state(), get_reference()
    first, *more = answer_words(found, need, reference)
    more += gap_words(rows, reference)
    body = f'<p class="c2030-lead"><strong>{safe(first)}</strong> {safe(" ".join(more))}</p>'
    draw_piece(keep_together(body), key="money_answer")
    if need.offline and is_old(need.offline, state, day):
        year, years = need.offline.figure.year, int(state.world.limits.oldest_last_value_years)
        st.warning(escape_markdown(text("money.stale", year=year, years=years)), icon=":material/schedule:")


def draw_needs(need: Need) -> None:
    """Draw what is missing in the area as figures."""
    invented = SCHOOLS in get_state().examples
    facts = [Fact(*entry) for entry in fact_entries(need, get_reference(), invented=invented)]
    draw_piece(keep_together(draw_facts(facts)), key="money_needs")


def draw_rows(rows: Sequence[MoneyRow], title: str, about: str, chosen: str = "") -> None:
    """Draw the countries with pledges to the left and people offline to the right, and the table of all of them."""
    shown = list(rows[:MOST_ROWS])
    own = [one for one in rows[MOST_ROWS:] if one.ref_area == chosen]
    shown = [*shown[: MOST_ROWS - len(own)], *own]
    sides = [_side(one, chosen) for one in shown]
    sources = [source_line(get_view()), online_source(shown)]
    caution = text("money.caution")
    chart = TwoSidesChart(title, about, " ".join(sources), text("money.left"), text("money.right"), sides)
    alt = text("money.alt", title=title, rows=" ".join(f"{one.name}: {one.hover}." for one in sides))
    under = draw_source([caution, *sources])
    figure = partial(draw_two_sides, chart)
    draw_picture(Picture(title, about, alt, figure, under, registers=(PLEDGES,)), key="money")
    draw_twin(_twin(rows, title))


def online_source(rows: Sequence[MoneyRow]) -> str:
    """Return from which editions the people offline are counted."""
    editions = dict.fromkeys(one.offline.figure.series.edition for one in rows if one.offline)
    return text("money.online_source", editions="; ".join(editions))


def _side(row: MoneyRow, chosen: str) -> TwoSides:
    reference = get_reference()
    people = row.offline.people if row.offline else None
    return TwoSides(
        name=short_area(row.ref_area, reference),
        left=row.tally.pledged_usd,
        left_words=_pledged(row),
        right=people,
        right_words=_people(row),
        hover=each_words(row),
        chosen=row.ref_area == chosen,
    )


def _people(row: MoneyRow) -> str:
    """Return the number of people offline, with its year where that is long ago."""
    if row.offline is None:
        return text("money.unknown")
    people = format_count(round(row.offline.people))
    old = is_old(row.offline, get_state(), judging_day())
    return text("money.old", people=people, year=row.offline.figure.year) if old else people


def _pledged(row: MoneyRow) -> str:
    if not row.tally.count:
        return text("money.none")
    if row.tally.valued:
        return format_money(row.tally.pledged_usd)
    if row.tally.unconverted:
        return currency_words(row.tally.unconverted)
    return counted("pledges.pledges", row.tally.count)


def _twin(rows: Sequence[MoneyRow], title: str) -> Twin:
    heads = [text(f"money.table.{name}") for name in HEADS]
    return Twin("money", title, heads, [_cells(one) for one in rows], (1, 2, 3, 4, 5, 6), COLUMNS, _records(rows))


def _cells(row: MoneyRow) -> list[Cell]:
    unknown, each = text("money.unknown"), row.per_person
    return [
        area_name(row.ref_area, get_reference()),
        format_plain(row.tally.count, 0),
        pledged_words(row.tally) if row.tally.count else text("money.none"),
        format_people(row.offline.people) if row.offline else unknown,
        str(row.offline.figure.year) if row.offline else unknown,
        dollars_each(each) if each is not None else unknown,
        school_range(row.schools) if row.schools else unknown,
    ]


def _records(rows: Sequence[MoneyRow]) -> list[Mapping[str, Any]]:
    return [need_record(row) | sums_record(row.tally) | {"usd_per_person_offline": row.per_person} for row in rows]


def need_record(row: MoneyRow) -> dict[str, Any]:
    """Return what is missing in a country as a row of a file; invented pledges or schools in it mark the whole row."""
    invented = get_state().examples
    example = PLEDGES in invented or (SCHOOLS in invented and row.schools is not None)
    return (
        {"ref_area": row.ref_area, "name": area_name(row.ref_area, get_reference()), "example": example}
        | ({"people_offline": row.offline.people, "year": row.offline.figure.year} if row.offline else {})
        | (
            {"schools_not_connected": row.schools.low, "schools_perhaps_not_connected": row.schools.high}
            if row.schools
            else {}
        )
    )
