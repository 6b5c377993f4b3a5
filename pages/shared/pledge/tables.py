"""The pledges themselves as tables: those that are overdue, amounts not converted, and all that are looked at."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from data.schemas.pledge import PLEDGE_COLUMNS, SEPARATOR, Pledge
from exhibits.exhibit import Cell, Chip
from i18n import counted, format_period, text
from metrics.pledges import WITHDRAWN, overdue, standing, usd_rate
from pages.shared.access import get_reference
from pages.shared.filters import escape_markdown
from pages.shared.twins import Twin, draw_twin
from services.pledge_remarks import conversion_words, money_of
from services.pledge_words import choice_inside, code_words, file_words
from services.pledges import PledgeChoice
from services.wording import area_name, name_list

MOST_OPEN = 40
LATE = ("pledge", "pledger", "due", "status", "pledged")
ALL = ("pledge", "pledger", "focus", "areas", "date", "status", "pledged", "reported", "conversion")
AMOUNTS = ("pledged", "reported")
LATE_CHIP, GONE_CHIP = "off_track", "not_met"
"""The shapes that mark an overdue pledge and a withdrawn one, beside the word."""


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


def draw_list(shown: Sequence[Pledge], day: date, choice: PledgeChoice) -> None:
    """Draw every pledge that is looked at; the download has all columns and can be uploaded again."""
    late = {one.pledge_id for one in overdue(shown, day)}
    _draw("list", choice, ALL, [_cells(one, is_late=one.pledge_id in late) for one in shown], shown)


def _cells(one: Pledge, *, is_late: bool) -> list[Cell]:
    """Return what the table says of a pledge; a withdrawn one is marked, as its amounts are in no sum."""
    amount, reported = amount_words(one), money_of(one, one.reported_amount)
    if one.status == WITHDRAWN:
        amount, reported = (text("pledges.left_out", amount=words) if words else "" for words in (amount, reported))
    status = _marked_status(one, is_late=is_late)
    named = [pledge_name(one), one.pledger, _code(one.focus_area), _areas(one)]
    return [*named, _day(one.pledged_on), status, amount, reported, conversion_words(one)]


def _marked_status(one: Pledge, *, is_late: bool) -> Cell:
    if one.status == WITHDRAWN:
        return Chip(GONE_CHIP, _status(one))
    return Chip(LATE_CHIP, text("pledges.is_overdue")) if is_late else _status(one)


def _draw(
    name: str,
    choice: PledgeChoice,
    columns: Sequence[str],
    cells: Sequence[Sequence[Cell]],
    pledges: Sequence[Pledge],
) -> None:
    """Draw a table with its title; a long list is folded."""
    title = _title(name, choice, pledges)
    heads = [text(f"pledges.table.{column}") for column in columns]
    numeric = tuple(at for at, column in enumerate(columns) if column in AMOUNTS)
    st.markdown(f"**{escape_markdown(title)}**")
    records, file = [_record(one) for one in pledges], file_words(f"pledges-{name}", choice)
    twin = Twin(f"pledges-{name}", title, heads, cells, numeric, PLEDGE_COLUMNS, records, file, stacked=True)
    draw_twin(twin, folded=len(cells) > MOST_OPEN)


def _title(name: str, choice: PledgeChoice, pledges: Sequence[Pledge]) -> str:
    """Return the title of a table; that of all pledges tells withdrawn ones apart, which nothing else counts."""
    chosen, valid = choice_inside(choice, get_reference()), len(standing(pledges))
    if valid == len(pledges):
        return counted(f"pledges.{name}_title", len(pledges), chosen=chosen)
    counts = counted("pledges.pledges", valid)
    return text("pledges.list_title_with", standing=counts, chosen=chosen, withdrawn=len(pledges) - valid)


def amount_words(pledge: Pledge) -> str:
    """Return the amount of a pledge: in US dollars where it can be converted, else in its own currency."""
    return money_of(pledge, pledge.amount) or text("pledges.no_amount")


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
