"""The need without pledges beside it: the countries of an area by people offline, with their schools and prices."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from charts.bars import draw_bars
from charts.html import keep_together, safe
from charts.key import draw_source
from exhibits.bars import Bar, Bars
from exhibits.exhibit import Cell
from i18n import format_people, format_plain, text
from pages.shared.access import get_reference, get_state
from pages.shared.chart import Picture, draw_picture
from pages.shared.money_view import need_record, online_source
from pages.shared.piece import draw_piece
from pages.shared.twins import Twin, draw_twin
from pages.widgets.census import get_page_census
from services.money_words import need_words, price_cell, school_range
from services.needs import MoneyRow, Need, PriceNeed, Schools
from services.shapes import SCHOOLS
from services.wording import area_name

MOST_ROWS = 15
COLUMNS = (
    *("ref_area", "name", "people_offline", "year", "schools_not_connected", "schools_perhaps_not_connected"),
    "example",
)


def invented_schools() -> Schools | None:
    """Return the schools of an example by country, which no state counts as they decide nothing; None without one."""
    census = get_page_census() if SCHOOLS in get_state().examples else None
    if census is None:
        return None
    return {area: found.connectivity for (area,), found in census.count(by=("ref_area",)).items()}


def draw_need_answer(need: Need) -> None:
    """Draw what is missing in the area, in sentences."""
    first, *more = need_words(need, get_reference())
    body = f'<p class="c2030-lead"><strong>{safe(first)}</strong> {safe(" ".join(more))}</p>'
    draw_piece(keep_together(body), key="money_need")


def draw_need_rows(rows: Sequence[MoneyRow], title: str, chosen: str = "") -> None:
    """Draw the countries with the most people offline, and the table of all with their schools and prices."""
    known = [one for one in rows if one.offline]
    own = [one for one in known[MOST_ROWS:] if one.ref_area == chosen]
    shown = [*known[: MOST_ROWS - len(own)], *own]
    if shown:
        _draw_bars(shown, len(known), title, chosen)
    draw_twin(_twin(rows, title), folded=bool(shown))


def _draw_bars(shown: Sequence[MoneyRow], known: int, title: str, chosen: str) -> None:
    count = format_plain(known, 0)
    about = text("money.need_about", count=count) if known > len(shown) else text("money.need_about_all")
    source = online_source(shown)
    bars = [_bar(one, quiet=bool(chosen) and one.ref_area != chosen) for one in shown]
    chart = Bars(title, about, source, bars, look="sums")
    alt = text("money.need_alt", title=title, rows=" ".join(f"{bar.name}: {bar.figure}." for bar in bars))
    draw_picture(Picture(title, about, alt, partial(draw_bars, chart), draw_source([source])), key="money_need")


def _bar(row: MoneyRow, *, quiet: bool) -> Bar:
    people, year = (row.offline.people, row.offline.figure.year) if row.offline else (0.0, "")
    words = text("money.need_bar", people=format_people(people), year=year)
    return Bar(area_name(row.ref_area, get_reference()), words, [people], [words], quiet=quiet)


def _twin(rows: Sequence[MoneyRow], title: str) -> Twin:
    """Return the table: people offline, schools, and each price that any of the countries has."""
    names = dict.fromkeys(one.target.indicator for row in rows for one in row.prices)
    heads = [text(f"money.table.{name}") for name in ("area", "offline", "year", "schools")]
    heads += [text("money.price", what=get_reference().indicators[name].short_name) for name in names]
    cells = [[*_cells(row), *(price_cell(_price(row, name)) for name in names)] for row in rows]
    records = [need_record(row) | {name: _value(_price(row, name)) for name in names} for row in rows]
    figures = range(1, len(heads))
    return Twin("need", title, heads, cells, figures, (*COLUMNS, *names), records, stacked=True)


def _cells(row: MoneyRow) -> list[Cell]:
    unknown = text("money.unknown")
    return [
        area_name(row.ref_area, get_reference()),
        format_people(row.offline.people) if row.offline else unknown,
        str(row.offline.figure.year) if row.offline else unknown,
        school_range(row.schools) if row.schools else unknown,
    ]


def _price(row: MoneyRow, indicator: str) -> PriceNeed | None:
    return next((one for one in row.prices if one.target.indicator == indicator), None)


def _value(found: PriceNeed | None) -> Any:  # noqa: ANN401
    return found.figure.value if found and found.figure else None
