"""Money beside need, as exhibits: the answer, what is missing, and every country with what is pledged for it."""

from collections.abc import Mapping, Sequence
from typing import Any

from data.datasets import PLEDGES, SCHOOLS
from data.reference import Reference
from exhibits.bars import Bar, Bars, TwoSides, TwoSidesChart
from exhibits.exhibit import (
    Cell,
    Exhibit,
    Fact,
    Facts,
    Lead,
    Link,
    Note,
    Notice,
    Part,
    Passage,
    Picture,
    Table,
    said,
)
from exhibits.origins import edition_words
from exhibits.scorecard import Answer
from i18n import (
    counted,
    format_change,
    format_count,
    format_money,
    format_people,
    format_plain,
    format_share,
    format_value,
    text,
)
from metrics.pledges import Tally
from services.groups import kind_of, name_list
from services.pledges import sums_record
from services.view import View
from topics.links import area_link
from topics.money.needs import MoneyRow, Need, PriceNeed, Unconnected, is_old, unnamed_among_neediest
from topics.own_words import own_short
from topics.pledge_words import currency_words, pledged_words
from topics.pledges.chosen import source_line
from topics.sentences import area_phrase, short_area

NEEDIEST = 10
SMALL_SUM = 10.0
"""Below so many dollars a person, cents are told."""
MOST_ROWS = 15
MONEY_COLUMNS = (
    *("ref_area", "name", "count", "with_amount", "pledged_usd", "reported_usd", "unconverted"),
    *("people_offline", "year", "usd_per_person_offline", "schools_not_connected", "schools_perhaps_not_connected"),
    "example",
)
MONEY_HEADS = ("area", "pledges", "pledged", "offline", "year", "per_person", "schools")
NEED_COLUMNS = (
    *("ref_area", "name", "people_offline", "year", "schools_not_connected", "schools_perhaps_not_connected"),
    "example",
)


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


def need_facts(need: Need, reference: Reference, *, invented: bool = False) -> list[Fact]:
    """Return what is missing in an area as figures with notes: people offline, schools (perhaps invented), prices."""
    found = _offline_fact(need, reference)
    if need.schools is not None:
        low, high = format_plain(need.schools.low, 0), format_plain(need.schools.high, 0)
        value = school_range(need.schools)
        key = "money.schools_known" if low == high else "money.schools_note"
        note = counted(key, need.schools.countries, low=low, high=high)
        note = text("money.invented", note=note) if invented else note
        found.append(Fact(text("money.schools"), value, note))
    return [*found, *(_price_fact(one, reference) for one in need.prices)]


def _offline_fact(need: Need, reference: Reference) -> list[Fact]:
    offline = need.offline
    if offline is None:
        return []
    figure = offline.figure
    note = text("money.online_note", value=format_value(figure.value, figure.series.unit_measure), year=figure.year)
    if figure.aggregate is not None:
        own = own_short(reference.indicators[figure.series.indicator], figure.aggregate)
        note = text("money.online_own", note=note, own=own, coverage=format_share(figure.aggregate.coverage))
    return [Fact(text("money.people"), format_people(offline.people), note)]


def _price_fact(need: PriceNeed, reference: Reference) -> Fact:
    name = text("money.price", what=reference.indicators[need.target.indicator].short_name)
    line = format_value(need.line, "PT")
    if need.figure is None or need.over is None:
        return Fact(name, text("money.price_count", above=need.above, of=need.of), _count_note(need, line))
    value = format_value(need.figure.value, "PT")
    key = "over" if need.over > 0 else "at" if need.over == 0 and need.target.strict else "under"
    note = text(f"money.price_{key}", points=format_change(need.over, "PT"), line=line, year=need.figure.year)
    return Fact(name, value, note)


def _count_note(need: PriceNeed, line: str) -> str:
    """Return the line, the years of the figures counted, and how many economies have only older ones."""
    first, last = need.years or (0, 0)
    years = str(last) if first == last else text("money.range", low=first, high=last)
    key = "price_count_note_strict" if need.target.strict else "price_count_note"
    note = text(f"money.{key}", line=line, years=years)
    return f"{note}; {counted('money.price_left_out', need.left_out)}" if need.left_out else note


# --------------------------------------------------------------------------------------------------- money beside need


def show_answer(found: Tally, need: Need, rows: Sequence[MoneyRow], view: View) -> Exhibit:
    """Return the answer, a warning where the figure of Internet use is old, and what is missing in the area."""
    first, *more = answer_words(found, need, view.reference)
    more += gap_words(rows, view.reference)
    parts: list[Part] = [said("money_answer", Answer(first), *([Lead(" ".join(more))] if more else []))]
    if need.offline and is_old(need.offline, view):
        year, years = need.offline.figure.year, int(view.state.world.limits.oldest_last_value_years)
        parts.append(Notice(text("money.stale", year=year, years=years), "warning", icon="schedule"))
    return Exhibit("money_answer", [*parts, _needs(need, view)])


def _needs(need: Need, view: View) -> Passage:
    """Return what is missing in the area as figures."""
    return said("money_needs", Facts(need_facts(need, view.reference, invented=SCHOOLS in view.state.examples)))


def invitation(area: str, view: View) -> Passage:
    """Return that no list of pledges is published, with the ways to publish one and to the gap."""
    links = [Link(text("pledges.upload"), "upload"), Link(text("money.see_gap"), area_link(view, "gap", area))]
    return said("money_invite", Note(text("pledges.no_list"), text("money.no_list_help"), links))


def show_money(rows: Sequence[MoneyRow], area: str, region: str, sort: str, view: View) -> Exhibit:
    """Return the countries with pledges to the left and people offline to the right, and the table of all of them."""
    title, chosen = _title("picture", area, region, view)
    shown = list(rows[:MOST_ROWS])
    own = [one for one in rows[MOST_ROWS:] if one.ref_area == chosen]
    shown = [*shown[: MOST_ROWS - len(own)], *own]
    sides = [_side(one, chosen, view) for one in shown]
    sources = [source_line(view), online_source(shown)]
    about, source = text(f"money.about.{sort}"), " ".join(sources)
    chart = TwoSidesChart(title, about, source, text("money.left"), text("money.right"), sides)
    alt = text("money.alt", title=title, rows=" ".join(f"{one.name}: {one.hover}." for one in sides))
    picture = Picture("money", chart, alt, (text("money.caution"), *sources), registers=(PLEDGES,))
    return Exhibit("money", [picture, _money_table(rows, title, view)])


def _title(key: str, area: str, region: str, view: View) -> tuple[str, str]:
    """Return the title of a picture, and the country that stands out in it, empty where there is none."""
    names = {"area": area_phrase(area, view.reference), "region": area_phrase(region, view.reference)}
    alone = kind_of(area, view.reference) == "country"
    return text(f"money.{key}_country" if alone else f"money.{key}", **names), area if alone else ""


def online_source(rows: Sequence[MoneyRow]) -> str:
    """Return from which editions the people offline are counted."""
    editions = dict.fromkeys(one.offline.figure.series.edition for one in rows if one.offline)
    return text("money.online_source", editions="; ".join(map(edition_words, editions)))


def _side(row: MoneyRow, chosen: str, view: View) -> TwoSides:
    people = row.offline.people if row.offline else None
    return TwoSides(
        name=short_area(row.ref_area, view.reference),
        left=row.tally.pledged_usd,
        left_words=_pledged(row),
        right=people,
        right_words=_people_words(row, view),
        hover=each_words(row),
        chosen=row.ref_area == chosen,
    )


def _people_words(row: MoneyRow, view: View) -> str:
    """Return the number of people offline, with its year where that is long ago."""
    if row.offline is None:
        return text("money.unknown")
    people = format_count(round(row.offline.people))
    old = is_old(row.offline, view)
    return text("money.old", people=people, year=row.offline.figure.year) if old else people


def _pledged(row: MoneyRow) -> str:
    if not row.tally.count:
        return text("money.none")
    if row.tally.valued:
        return format_money(row.tally.pledged_usd)
    if row.tally.unconverted:
        return currency_words(row.tally.unconverted)
    return counted("pledges.pledges", row.tally.count)


def _money_table(rows: Sequence[MoneyRow], title: str, view: View) -> Table:
    heads = [text(f"money.table.{name}") for name in MONEY_HEADS]
    cells = [_money_cells(one, view) for one in rows]
    return Table("money", title, heads, cells, range(1, len(heads)), MONEY_COLUMNS, _records(rows, view))


def _money_cells(row: MoneyRow, view: View) -> list[Cell]:
    unknown, each = text("money.unknown"), row.per_person
    return [
        view.name_of(row.ref_area),
        format_plain(row.tally.count, 0),
        pledged_words(row.tally) if row.tally.count else text("money.none"),
        format_people(row.offline.people) if row.offline else unknown,
        str(row.offline.figure.year) if row.offline else unknown,
        dollars_each(each) if each is not None else unknown,
        school_range(row.schools) if row.schools else unknown,
    ]


def _records(rows: Sequence[MoneyRow], view: View) -> list[Mapping[str, Any]]:
    return [
        need_record(row, view) | sums_record(row.tally) | {"usd_per_person_offline": row.per_person} for row in rows
    ]


def need_record(row: MoneyRow, view: View) -> dict[str, Any]:
    """Return what is missing in a country as a row of a file; invented pledges or schools in it mark the whole row."""
    invented = view.state.examples
    example = PLEDGES in invented or (SCHOOLS in invented and row.schools is not None)
    return (
        {"ref_area": row.ref_area, "name": view.name_of(row.ref_area), "example": example}
        | ({"people_offline": row.offline.people, "year": row.offline.figure.year} if row.offline else {})
        | (
            {"schools_not_connected": row.schools.low, "schools_perhaps_not_connected": row.schools.high}
            if row.schools
            else {}
        )
    )


# ---------------------------------------------------------------------------------------------------------- need alone


def show_need(need: Need, rows: Sequence[MoneyRow], area: str, region: str, view: View) -> Exhibit:
    """Return what is missing in the area, the countries with the most people offline, and the table of all of them."""
    title, chosen = _title("need_picture", area, region, view)
    first, *more = need_words(need, view.reference)
    known = [one for one in rows if one.offline]
    own = [one for one in known[MOST_ROWS:] if one.ref_area == chosen]
    shown = [*known[: MOST_ROWS - len(own)], *own]
    lead = said("money_need", Answer(first), *([Lead(" ".join(more))] if more else []))
    pictures = [_need_picture(shown, len(known), title, chosen, view)] if shown else []
    table = _need_table(rows, title, view, folded=bool(shown))
    return Exhibit("money_need", [lead, _needs(need, view), *pictures, table])


def _need_picture(shown: Sequence[MoneyRow], known: int, title: str, chosen: str, view: View) -> Picture:
    count = format_plain(known, 0)
    about = text("money.need_about", count=count) if known > len(shown) else text("money.need_about_all")
    source = online_source(shown)
    bars = [_bar(one, view, quiet=bool(chosen) and one.ref_area != chosen) for one in shown]
    chart = Bars(title, about, source, bars, look="sums")
    alt = text("money.need_alt", title=title, rows=" ".join(f"{bar.name}: {bar.figure}." for bar in bars))
    return Picture("money_need", chart, alt, (source,))


def _bar(row: MoneyRow, view: View, *, quiet: bool) -> Bar:
    people, year = (row.offline.people, row.offline.figure.year) if row.offline else (0.0, "")
    words = text("money.need_bar", people=format_people(people), year=year)
    return Bar(view.name_of(row.ref_area), words, [people], [words], quiet=quiet)


def _need_table(rows: Sequence[MoneyRow], title: str, view: View, *, folded: bool) -> Table:
    """Return the table: people offline, schools, and each price that any of the countries has."""
    names = dict.fromkeys(one.target.indicator for row in rows for one in row.prices)
    heads = [text(f"money.table.{name}") for name in ("area", "offline", "year", "schools")]
    heads += [text("money.price", what=view.reference.indicators[name].short_name) for name in names]
    cells = [[*_need_cells(row, view), *(price_cell(_price(row, name)) for name in names)] for row in rows]
    records = [need_record(row, view) | {name: _value(_price(row, name)) for name in names} for row in rows]
    figures = range(1, len(heads))
    columns = (*NEED_COLUMNS, *names)
    return Table("need", title, heads, cells, figures, columns, records, stacked=True, folded=folded)


def _need_cells(row: MoneyRow, view: View) -> list[Cell]:
    unknown = text("money.unknown")
    return [
        view.name_of(row.ref_area),
        format_people(row.offline.people) if row.offline else unknown,
        str(row.offline.figure.year) if row.offline else unknown,
        school_range(row.schools) if row.schools else unknown,
    ]


def _price(row: MoneyRow, indicator: str) -> PriceNeed | None:
    return next((one for one in row.prices if one.target.indicator == indicator), None)


def _value(found: PriceNeed | None) -> Any:  # noqa: ANN401
    return found.figure.value if found and found.figure else None
