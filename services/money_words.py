"""Money beside need in words: the answer, what is missing, and who is named in no pledge."""

from collections.abc import Sequence

from data.reference import Reference
from i18n import counted, format_change, format_money, format_people, format_plain, format_share, format_value, text
from metrics.pledges import Tally
from services.needs import MoneyRow, Need, PriceNeed, Unconnected, unnamed_among_neediest
from services.own_words import own_short
from services.pledge_words import pledged_words
from services.sentences import area_phrase
from services.wording import name_list

NEEDIEST = 10
SMALL_SUM = 10.0
"""Below so many dollars a person, cents are told."""
Entry = tuple[str, str, str]


def answer_words(found: Tally, need: Need, reference: Reference) -> list[str]:
    """Return what is pledged for an area and how many people are offline there, and what that is for each."""
    area = area_phrase(need.ref_area, reference)
    first = counted("money.answer", found.count, area=area, pledged=pledged_words(found))
    if not found.count:
        first = text("money.answer_none", area=area)
    words = [first, *_offline_words(need, area, "offline")]
    if found.pledged_usd and need.offline and need.offline.people:
        words.append(text("money.each", each=dollars_each(found.pledged_usd / need.offline.people)))
    return words + _school_words(need)


def need_words(need: Need, reference: Reference) -> list[str]:
    """Return what is missing in an area, where no list of pledges is there to set against it."""
    return _offline_words(need, area_phrase(need.ref_area, reference), "offline_in") + _school_words(need)


def _offline_words(need: Need, area: str, key: str) -> list[str]:
    if need.offline is None:
        return [text("money.no_offline", area=area)]
    people = format_people(need.offline.people)
    words = [text(f"money.{key}", people=people, area=area, year=need.offline.figure.year)]
    if need.offline.published is not None:
        words.append(text("money.own_instead", year=need.offline.published))
    return words


def _school_words(need: Need) -> list[str]:
    if need.schools is None:
        return []
    return [counted("money.schools_said", need.schools.countries, schools=school_range(need.schools))]


def school_range(found: Unconnected) -> str:
    """Return how many schools are not connected: from those known not to be to those not known to be."""
    low, high = format_plain(found.low, 0), format_plain(found.high, 0)
    return low if low == high else text("money.range", low=low, high=high)


def price_cell(found: PriceNeed | None) -> str:
    """Return a price with its year, and whether it is above the line; that nothing is known of it."""
    if found is None or found.figure is None or found.over is None:
        return text("money.unknown")
    value = format_value(found.figure.value, "PT")
    above = found.over > 0 or (found.over == 0 and found.target.strict)
    key = "money.price_cell_above" if above else "money.price_cell"
    return text(key, value=value, year=found.figure.year, line=format_value(found.line, "PT"))


def dollars_each(usd: float) -> str:
    """Return dollars a person: USD 3.21, USD 54."""
    return text("numbers.usd", amount=f"{usd:.2f}") if usd < SMALL_SUM else format_money(round(usd))


def gap_words(rows: Sequence[MoneyRow], reference: Reference) -> list[str]:
    """Return which of the countries with the most people offline are named in no pledge."""
    if len(rows) < NEEDIEST:
        return []
    unnamed, count = unnamed_among_neediest(rows, NEEDIEST)
    if not unnamed:
        return [text("money.all_named", count=count)]
    names = name_list([area_phrase(one, reference) for one in unnamed])
    return [counted("money.unnamed", len(unnamed), of=count, names=names)]


def each_words(row: MoneyRow) -> str:
    """Return what is pledged for a country, how many are offline there, and the dollars for each of them."""
    pledged = text(
        "money.row_pledged",
        pledged=pledged_words(row.tally),
        pledges=counted("pledges.pledges", row.tally.count),
    )
    if row.offline is None:
        return text("money.row_unknown", pledged=pledged)
    each = row.per_person
    return text(
        "money.row" if each is not None else "money.row_nobody",
        pledged=pledged,
        people=format_people(row.offline.people),
        year=row.offline.figure.year,
        each=dollars_each(each or 0.0),
    )


def fact_entries(need: Need, reference: Reference, *, invented: bool = False) -> list[Entry]:
    """Return what is missing in an area as figures with notes: people offline, schools (perhaps invented), prices."""
    found = [_offline_entry(need, reference)] if need.offline else []
    if need.schools is not None:
        low, high = format_plain(need.schools.low, 0), format_plain(need.schools.high, 0)
        value = school_range(need.schools)
        key = "money.schools_known" if low == high else "money.schools_note"
        note = counted(key, need.schools.countries, low=low, high=high)
        note = text("money.invented", note=note) if invented else note
        found.append((text("money.schools"), value, note))
    return [*found, *(_price_entry(one, reference) for one in need.prices)]


def _offline_entry(need: Need, reference: Reference) -> Entry:
    offline = need.offline
    if offline is None:
        return "", "", ""
    figure = offline.figure
    note = text("money.online_note", value=format_value(figure.value, figure.series.unit_measure), year=figure.year)
    if figure.aggregate is not None:
        own = own_short(reference.indicators[figure.series.indicator], figure.aggregate)
        note = text("money.online_own", note=note, own=own, coverage=format_share(figure.aggregate.coverage))
    return text("money.people"), format_people(offline.people), note


def _price_entry(need: PriceNeed, reference: Reference) -> Entry:
    name = text("money.price", what=reference.indicators[need.target.indicator].short_name)
    line = format_value(need.line, "PT")
    if need.figure is None or need.over is None:
        return name, text("money.price_count", above=need.above, of=need.of), _count_note(need, line)
    value = format_value(need.figure.value, "PT")
    key = "over" if need.over > 0 else "at" if need.over == 0 and need.target.strict else "under"
    note = text(f"money.price_{key}", points=format_change(need.over, "PT"), line=line, year=need.figure.year)
    return name, value, note


def _count_note(need: PriceNeed, line: str) -> str:
    """Return the line, the years of the figures counted, and how many economies have only older ones."""
    first, last = need.years or (0, 0)
    years = str(last) if first == last else text("money.range", low=first, high=last)
    key = "price_count_note_strict" if need.target.strict else "price_count_note"
    note = text(f"money.{key}", line=line, years=years)
    return f"{note}; {counted('money.price_left_out', need.left_out)}" if need.left_out else note
