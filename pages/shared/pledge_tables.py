"""The pledges themselves as tables: those that are overdue, amounts not converted, and all that are looked at."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from charts.facts import Cell
from data.schemas.pledge import PLEDGE_COLUMNS, SEPARATOR, Pledge
from i18n import counted, format_count, format_money, format_period, text
from metrics.pledges import overdue, pledged_usd, standing, usd_rate
from pages.shared.access import get_reference
from pages.shared.filters import escape_markdown
from pages.shared.records import Twin, draw_twin
from services.pledge_words import choice_inside, code_words, file_words
from services.pledges import PledgeChoice
from services.wording import area_name, name_list

MOST_OPEN = 40
LATE = ("pledge", "pledger", "due", "status", "pledged")
ALL = ("pledge", "pledger", "focus", "areas", "date", "pledged")


def draw_overdue(shown: Sequence[Pledge], day: date, choice: PledgeChoice) -> None:
    """Draw the pledges whose day has passed without a word that they are completed or withdrawn."""
    late = overdue(shown, day)
    if not late:
        st.info(text("pledges.none_overdue"), icon=":material/check_circle:")
        return
    cells = [[pledge_name(one), one.pledger, _day(one.due_on), _status(one), amount_words(one)] for one in late]
    _draw("overdue", choice, LATE, cells, late)


def draw_unconverted(shown: Sequence[Pledge], choice: PledgeChoice) -> None:
    """Draw the amounts in other currencies that no sum of US dollars holds."""
    found = [one for one in standing(shown) if one.amount is not None and usd_rate(one) is None]
    if found:
        cells = [[pledge_name(one), one.pledger, amount_words(one)] for one in found]
        _draw("unconverted", choice, ("pledge", "pledger", "pledged"), cells, found)


def draw_list(shown: Sequence[Pledge], choice: PledgeChoice) -> None:
    """Draw every pledge that is looked at; the download has all columns and can be uploaded again."""
    cells = [
        [pledge_name(one), one.pledger, _code(one.focus_area), _areas(one), _day(one.pledged_on), amount_words(one)]
        for one in shown
    ]
    _draw("list", choice, ALL, cells, shown)


def _draw(
    name: str,
    choice: PledgeChoice,
    columns: Sequence[str],
    cells: Sequence[Sequence[Cell]],
    pledges: Sequence[Pledge],
) -> None:
    """Draw a table with its title; a long list is folded."""
    title = counted(f"pledges.{name}_title", len(pledges), chosen=choice_inside(choice, get_reference()))
    heads = [text(f"pledges.table.{column}") for column in columns]
    numeric = (len(columns) - 1,)
    st.markdown(f"**{escape_markdown(title)}**")
    records, file = [_record(one) for one in pledges], file_words(f"pledges-{name}", choice)
    twin = Twin(f"pledges-{name}", title, heads, cells, numeric, PLEDGE_COLUMNS, records, file)
    draw_twin(twin, folded=len(cells) > MOST_OPEN)


def amount_words(pledge: Pledge) -> str:
    """Return the amount of a pledge: in US dollars where it can be converted, else in its own currency."""
    usd = pledged_usd(pledge)
    if usd is not None:
        return format_money(usd)
    if pledge.amount is None:
        return text("pledges.no_amount")
    return text("pledges.in_currency", code=pledge.currency, amount=format_count(pledge.amount))


def _record(pledge: Pledge) -> Mapping[str, Any]:
    return pledge.model_dump()


def pledge_name(pledge: Pledge) -> str:
    """Return how a pledge is named: its id, and its title where it has one."""
    return text("pledges.named", number=pledge.pledge_id, title=pledge.title) if pledge.title else pledge.pledge_id


def _day(period: str) -> str:
    return format_period(period) if period else ""


def _status(pledge: Pledge) -> str:
    return _code(pledge.status)


def _code(code: str) -> str:
    return code_words(code) if code else text("pledges.not_stated")


def _areas(pledge: Pledge) -> str:
    reference = get_reference()
    names = [area_name(one, reference) for one in pledge.beneficiaries.split(SEPARATOR) if one]
    return name_list(names)
