"""The pledges themselves: those that are overdue, amounts not converted, all that are looked at; those of a country."""

from collections.abc import Sequence

from data.schemas.pledge import PLEDGE_COLUMNS, SEPARATOR, Pledge
from exhibits.exhibit import Caption, Cell, Chip, Exhibit, Grid, Notice, Small, Table, said
from i18n import counted, format_period, text
from metrics.pledges import WITHDRAWN, overdue, pledged_usd, standing, tally, usd_rate
from services.groups import kind_of, name_list
from services.pledges import pledges_for
from services.view import View
from topics.pledges.chosen import (
    PledgeChoice,
    choice_inside,
    choice_words,
    code_words,
    file_words,
    naming_groups_of,
    source_line,
)
from topics.pledges.words import conversion_words, lead_words, money_of
from topics.sentences import area_phrase

MOST_OPEN, LARGEST = 40, 5
LATE = ("pledge", "pledger", "due", "status", "pledged")
ALL = ("pledge", "pledger", "focus", "areas", "date", "status", "pledged", "reported", "conversion")
SHORT = ("pledge", "pledger", "pledged")
AMOUNTS = ("pledged", "reported")
LATE_CHIP, GONE_CHIP = "off_track", "not_met"
"""The shapes that mark an overdue pledge and a withdrawn one, beside the word."""
COUNTRY = "country_pledges"


def overdue_table(shown: Sequence[Pledge], choice: PledgeChoice, view: View) -> Table | Notice:
    """Return the pledges whose day has passed without a word that they are completed or withdrawn."""
    late = overdue(shown, view.day)
    if not late:
        return Notice(text("pledges.none_overdue"), icon="check_circle")
    cells = [
        [pledge_name(one), one.pledger, _day(one.due_on), code_words(one.status), amount_words(one)] for one in late
    ]
    return _table("overdue", choice, LATE, cells, late, view)


def unconverted_table(shown: Sequence[Pledge], choice: PledgeChoice, view: View) -> Table | None:
    """Return the amounts in other currencies that no sum of US dollars holds; None where there is none."""
    found = [one for one in standing(shown) if one.amount is not None and usd_rate(one) is None]
    return _table("unconverted", choice, SHORT, [_short_cells(one) for one in found], found, view) if found else None


def list_table(shown: Sequence[Pledge], choice: PledgeChoice, view: View) -> Table:
    """Return every pledge that is looked at; the download has all columns and can be uploaded again."""
    late = {one.pledge_id for one in overdue(shown, view.day)}
    cells = [_cells(one, view, is_late=one.pledge_id in late) for one in shown]
    return _table("list", choice, ALL, cells, shown, view)


def _short_cells(one: Pledge) -> list[Cell]:
    return [pledge_name(one), one.pledger, amount_words(one)]


def _cells(one: Pledge, view: View, *, is_late: bool) -> list[Cell]:
    """Return what the table says of a pledge; a withdrawn one is marked, as its amounts are in no sum."""
    amount, reported = amount_words(one), money_of(one, one.reported_amount)
    if one.status == WITHDRAWN:
        amount, reported = (text("pledges.left_out", amount=words) if words else "" for words in (amount, reported))
    areas = name_list([view.name_of(area) for area in one.beneficiaries.split(SEPARATOR) if area])
    named = [pledge_name(one), one.pledger, code_words(one.focus_area), areas]
    return [*named, _day(one.pledged_on), _status(one, is_late=is_late), amount, reported, conversion_words(one)]


def _status(one: Pledge, *, is_late: bool) -> Cell:
    if one.status == WITHDRAWN:
        return Chip(GONE_CHIP, code_words(one.status))
    return Chip(LATE_CHIP, text("pledges.is_overdue")) if is_late else code_words(one.status)


def _table(
    name: str,
    choice: PledgeChoice,
    columns: Sequence[str],
    cells: Sequence[Sequence[Cell]],
    pledges: Sequence[Pledge],
    view: View,
) -> Table:
    """Return a table with its title; a long one is folded."""
    return Table(
        f"pledges-{name}",
        _title(name, choice, pledges, view),
        [text(f"pledges.table.{column}") for column in columns],
        cells,
        [at for at, column in enumerate(columns) if column in AMOUNTS],
        PLEDGE_COLUMNS,
        [one.model_dump() for one in pledges],
        file_words(f"pledges-{name}", choice),
        stacked=True,
        folded=len(cells) > MOST_OPEN,
    )


def _title(name: str, choice: PledgeChoice, pledges: Sequence[Pledge], view: View) -> str:
    """Return the title of a table; that of all pledges tells withdrawn ones apart, which nothing else counts."""
    chosen, valid = choice_inside(choice, view.reference), len(standing(pledges))
    if valid == len(pledges):
        return counted(f"pledges.{name}_title", len(pledges), chosen=chosen)
    counts = counted("pledges.pledges", valid)
    return text("pledges.list_title_with", standing=counts, chosen=chosen, withdrawn=len(pledges) - valid)


def amount_words(pledge: Pledge) -> str:
    """Return the amount of a pledge: in US dollars where it can be converted, else in its own currency."""
    return money_of(pledge, pledge.amount) or text("pledges.no_amount")


def pledge_name(pledge: Pledge) -> str:
    """Return how a pledge is named: its id, and its title where it has one."""
    return text("pledges.named", number=pledge.pledge_id, title=pledge.title) if pledge.title else pledge.pledge_id


def _day(period: str) -> str:
    return format_period(period) if period else ""


# --------------------------------------------------------------------------------------------- on the page of a country


def in_short(area: str, view: View) -> str:
    """Return what is pledged for an area in sentences; or that no list of pledges is published."""
    if not view.state.pledges:
        return text("pledges.no_list")
    return " ".join(_sentences(area, _concerning(area, view), view))


def _concerning(area: str, view: View) -> list[Pledge]:
    return standing(pledges_for(view.state.pledges, area, view.state.members_of, view.day))


def country_section(view: View, area: str) -> Exhibit | None:
    """Return the largest pledges that concern an area; None without any."""
    found = _concerning(area, view) if view.state.pledges else []
    if not found:
        return None
    source = Small(source_line(view))
    return Exhibit(COUNTRY, [said(COUNTRY, Caption(text("pledges.section")), _largest(found), source)])


def _sentences(area: str, found: Sequence[Pledge], view: View) -> list[str]:
    phrase = area_phrase(area, view.reference)
    words = [text("pledges.section_none", area=phrase)]
    if found:
        words = [lead_words(tally(found), choice_words(PledgeChoice(ref_area=area), view.reference))]
    late = len(overdue(found, view.day))
    words += [counted("pledges.section_overdue", late)] if late else []
    if kind_of(area, view.reference) == "country":
        others = len(naming_groups_of(view.state.pledges, area, view))
        words += [counted("pledges.section_groups", others, area=phrase)] if others else []
    return words


def _largest(found: Sequence[Pledge]) -> Grid:
    """Return the largest pledges as a table, those without an amount last."""
    largest = sorted(found, key=lambda one: -(pledged_usd(one) or 0.0))[:LARGEST]
    heads = [text(f"pledges.table.{name}") for name in SHORT]
    caption = text("pledges.section_largest", count=len(largest))
    return Grid(caption, heads, [_short_cells(one) for one in largest], (2,))
