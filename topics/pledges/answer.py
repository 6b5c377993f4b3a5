"""A published list in view: the answer, the target, and the pledges by code, area and time."""

from collections.abc import Mapping, Sequence
from typing import Any

from data.datasets import PLEDGES
from data.schemas.pledge import FOCUS_AREAS, PLEDGE_TYPES, PLEDGER_KINDS, Pledge
from exhibits.bars import Bar, Bars
from exhibits.bars import Part as BarPart
from exhibits.exhibit import Caption, Exhibit, Facts, Lead, Notice, Part, Passage, Picture, Remark, Table, Text, said
from exhibits.origins import origin_words
from exhibits.scorecard import Answer
from exhibits.trend import AimLine, TrendChart, TrendLine
from i18n import counted, format_money, format_period, format_plain, text, unit_words
from metrics.pledges import NOT_STATED, Tally, cumulate, tally, tally_by
from metrics.series import Series, date_moment
from services.groups import name_list
from services.pledges import sums_record
from services.view import View
from topics.pledge_words import pledged_words
from topics.pledges.chosen import (
    PledgeChoice,
    PledgeTarget,
    choice_inside,
    choice_words,
    code_words,
    file_words,
    headline,
    headline_words,
    pledge_target,
    rank_countries,
    rank_groups,
    source_line,
    value_series,
)
from topics.pledges.words import (
    bar_hover,
    bar_words,
    facts_of,
    lead_words,
    pace_facts,
    rate_words,
    remark_words,
    reported_words,
    status_words,
)
from topics.sentences import area_phrase
from topics.trend_chart import trend_picture

LONGEST_NAME, MOST_NAMED, MOST_BARS = 42, 3, 15
LISTS = (
    ("focus", "focus_area", FOCUS_AREAS),
    ("kind", "pledger_kind", PLEDGER_KINDS),
    ("type", "pledge_type", PLEDGE_TYPES),
)
HEADS = ("pledges", "with_amount", "pledged", "reported")
RECORD = ("count", "with_amount", "pledged_usd", "reported_usd", "unconverted", "withdrawn", "example")
Row = tuple[str, str, Tally]
"""A code, what it is called, and the tally of its pledges."""


def state_of_list(view: View) -> Passage:
    """Return whether the list is invented, partial or complete on a day, and what its target is judged from."""
    return said("pledges_state", Remark(status_words(view)))


def nothing_chosen(choice: PledgeChoice, view: View) -> Notice:
    """Return that no pledge fits; where the area is to blame, which countries the list names most."""
    named = rank_countries(view.state.pledges, view.reference)
    if not named or choice.has_codes:
        return Notice(text("pledges.nothing_found"))
    names = name_list([area_phrase(one.ref_area, view.reference) for one in named[:MOST_NAMED]])
    area = area_phrase(choice.ref_area, view.reference)
    return Notice(counted("pledges.nothing_for", len(named), area=area, names=names))


def show_answer(shown: Sequence[Pledge], choice: PledgeChoice, view: View) -> Exhibit:
    """Return the answer in sentences, and what the sums leave out."""
    found = tally(shown)
    remarks = [text("pledges.two_numbers"), *remark_words(found)] if found.with_amount else remark_words(found)
    texts: list[Text] = [Answer(lead_words(found, choice_words(choice, view.reference)))]
    texts += [Lead(" ".join(remarks))] if remarks else []
    rates = " ".join(rate_words(shown))
    texts += [Remark(rates)] if rates else []
    return Exhibit("pledges_answer", [said("pledges_answer", *texts)])


def show_measures(shown: Sequence[Pledge], view: View, *, whole: bool) -> Exhibit:
    """Return concentration, delivery and what is overdue as figures; the pace too where the whole list is looked at."""
    facts = facts_of(shown, view) + (pace_facts(shown, view) if whole else [])
    return Exhibit("pledges_measures", [said("pledges_measures", Caption(text("pledges.measures")), Facts(facts))])


# ----------------------------------------------------------------------------------------------------------- the target


def show_target(shown: Sequence[Pledge], choice: PledgeChoice, view: View) -> Exhibit | None:
    """Return the sums of the list against the target, with the headline beside them; None without a target."""
    aim, published, found = pledge_target(view), headline(view.state), tally(shown)
    if aim is None:
        return None
    bars = [_whole_bar(found)]
    if published is not None and PLEDGES not in view.state.examples:  # a real headline is no part of an example
        name, words = headline_words(published)
        bars.append(Bar(name, words, [published.points[-1].value], [words], quiet=True))
    held = format_money(found.pledged_usd) if found.valued else text("pledges.no_usd")
    title = text("pledges.target_title", pledged=held, target=format_money(aim.value))
    chart = Bars(title, text("pledges.unit"), source_line(view), bars, _parts(), (aim.value, aim.words), "sums")
    picture = _picture("pledges_target", choice, chart, text("pledges.target_remark"))
    return Exhibit("pledges_target", [picture, _target_table(title, bars, aim, found)])


def _whole_bar(found: Tally) -> Bar:
    pledged = format_money(found.pledged_usd) if found.valued else pledged_words(found)
    words = text("pledges.list_value", pledged=pledged, reported=reported_words(found))
    return Bar(text("pledges.list"), words, [found.pledged_usd, found.reported_usd], [words])


def _target_table(title: str, bars: Sequence[Bar], aim: PledgeTarget, found: Tally) -> Table:
    """Return the sums of the list, the headline and the target as a table; a sum of nothing is missing, not 0."""
    columns = ("what", "usd", "reported_usd")
    usd, reported = (found.pledged_usd if found.valued else None, found.reported_usd if found.valued_reported else None)
    sums = [(bar.name, bar.sizes[0], None) if bar.quiet else (bar.name, usd, reported) for bar in bars]
    records = [dict(zip(columns, cells, strict=True)) for cells in [*sums, (aim.words, aim.value, None)]]
    heads = [text(f"pledges.target_table.{name}") for name in columns]
    cells = [[str(row["what"]), *(_money(row[name]) for name in columns[1:])] for row in records]
    return Table("pledges-target", title, heads, cells, (1, 2), columns, records)


def _money(value: object) -> str:
    return format_money(float(value)) if isinstance(value, int | float) else ""


# ------------------------------------------------------------------------------------------------ by code and by area


def show_codes(shown: Sequence[Pledge], choice: PledgeChoice, view: View) -> list[Exhibit]:
    """Return the pledges by focus area, kind of pledger and type of pledge; each pledge is under one of each.

    Where the whole list is looked at, a code without pledges is shown as well.
    """
    made = []
    for parameter, field, codes in LISTS:
        rows = [
            (code, code_words(code), one)
            for code, one in tally_by(shown, field, codes).items()
            if one.count or (choice.is_all and code != NOT_STATED)
        ]
        made.append(_tallies(parameter, choice, rows, view))
    return made


def show_areas(shown: Sequence[Pledge], choice: PledgeChoice, view: View) -> list[Exhibit | None]:
    """Return the countries that pledges name and the groups they concern; their amounts are never added up."""
    found = {"countries": rank_countries(shown, view.reference), "groups": rank_groups(shown, view)}
    made: list[Exhibit | None] = []
    for key, ranked in found.items():
        rows = [(one.ref_area, _bar_name(one.ref_area, view), one.tally) for one in ranked]
        made.append(_tallies(key, choice, rows, view, text(f"pledges.remark.{key}")) if rows else None)
    return made


def no_countries() -> Notice:
    """Return that no pledge looked at names a country."""
    return Notice(text("pledges.no_countries"))


def _bar_name(ref_area: str, view: View) -> str:
    """Return the name of an area at its bar; one that is too long for a telephone does without what is in brackets."""
    name = view.name_of(ref_area)
    return name if len(name) <= LONGEST_NAME else name.partition(" (")[0]


def _tallies(key: str, choice: PledgeChoice, rows: Sequence[Row], view: View, remark: str = "") -> Exhibit:
    """Return tallies as bars with their table.

    Args:
        key: What the bars are.
        choice: Which pledges are looked at; title and files say so.
        rows: Code, name and tally of each, from the top down.
        view: What is looked at.
        remark: What must be known of the picture, above its source.
    """
    name = f"pledges_{key}"
    title = text(f"pledges.heading.{key}") + choice_inside(choice, view.reference)
    bars = [
        Bar(called, bar_words(found), [found.pledged_usd, found.reported_usd], [bar_hover(found)])
        for _, called, found in rows[:MOST_BARS]
    ]
    about = text("pledges.about", count=format_plain(len(rows), 0)) if len(rows) > len(bars) else text("pledges.unit")
    chart = Bars(title, about, source_line(view), bars, _parts(), look="sums")
    picture = _picture(name, choice, chart, remark)
    heads = [text(f"pledges.by.{key}"), *(text(f"pledges.table.{name}") for name in HEADS)]
    cells = [_cells(called, found) for _, called, found in rows]
    records = [_record(code, called, found, view) for code, called, found in rows]
    file = file_words(name, choice)
    table = Table(name.replace("_", "-"), title, heads, cells, (1, 2, 3, 4), ("code", "name", *RECORD), records, file)
    return Exhibit(name, [picture, table])


def _parts() -> list[BarPart]:
    return [BarPart("plain", text("pledges.key.pledged")), BarPart("within", text("pledges.key.reported"))]


def _picture(name: str, choice: PledgeChoice, chart: Bars, remark: str) -> Picture:
    alt = alt_words(chart, text("pledges.alt_aim", aim=chart.line[1]) if chart.line else "")
    remarks = [one for one in (remark, chart.source) if one]
    return Picture(name, chart, alt, remarks, file_words(name, choice), registers=(PLEDGES,))


def alt_words(chart: Bars, more: str) -> str:
    """Return bars in words for whoever does not see them."""
    bars = " ".join(text("pledges.alt_bar", name=bar.name, words=bar.words[0]) for bar in chart.bars)
    return text("pledges.alt", title=chart.title, bars=bars, aim=more).strip()


def _cells(name: str, found: Tally) -> list[str]:
    counts = [format_plain(found.count, 0), format_plain(found.with_amount, 0)]
    return [name, *counts, pledged_words(found), reported_words(found)]


def _record(code: str, name: str, found: Tally, view: View) -> Mapping[str, Any]:
    """Return a bar as a row of the file, in which a sum of nothing is missing, as it is to scripts."""
    example = PLEDGES in view.state.examples
    return {"code": code, "name": name, "withdrawn": found.withdrawn, "example": example, **sums_record(found)}


# ------------------------------------------------------------------------------------------------------------ over time


def show_time(shown: Sequence[Pledge], choice: PledgeChoice, view: View) -> Exhibit | None:
    """Return how the pledged value grew; beside the headline and the target where the whole list is looked at.

    None where no pledge has a day and a value, and for a part of the list that has a single day.
    """
    series = value_series(cumulate(shown, view.day), text("pledges.list"))
    if series is None or (len(series.points) == 1 and not choice.is_all):
        return None
    last = series.points[-1]
    title = text(
        "pledges.time_title",
        chosen=choice_inside(choice, view.reference),
        value=format_money(last.value),
        day=format_period(last.period),
    )
    chart = _time_chart(title, series, view, whole=choice.is_all)
    file = file_words("pledges-over-time", choice)
    parts: list[Part] = [trend_picture("pledges_time", chart, (PLEDGES,)), _time_table(title, series, file, view)]
    return Exhibit("pledges_time", parts)


def _time_chart(title: str, series: Series, view: View, *, whole: bool) -> TrendChart:
    published, aim = (headline(view.state), pledge_target(view)) if whole else (None, None)
    name, sources = text("pledges.list"), [source_line(view)]
    lines = [TrendLine(name, name, series, status="list")]
    if published is not None:
        name = text("pledges.headline")
        lines.append(TrendLine(name, name, published, colour=1, symbol=1, status="headline"))
        sources.append(text("pledges.headline_source", source=origin_words(published.source)))
    return TrendChart(
        title=title,
        about=text("charts.about", unit=unit_words("USD"), area=text("pledges.cumulated")),
        source=" ".join(sources),
        alt=text("pledges.time_alt", title=title, first=format_period(series.points[0].period)),
        unit_measure="USD",
        lines=lines,
        aims=[_aim_line(aim)] if aim else [],
    )


def _aim_line(aim: PledgeTarget) -> AimLine:
    words = text("charts.aim", value=format_money(aim.value), year=aim.end.year)
    return AimLine(words, aim.value, date_moment(aim.end))


def _time_table(title: str, series: Series, file: str, view: View) -> Table:
    example = PLEDGES in view.state.examples
    records = [{"time_period": one.period, "pledged_usd": one.value, "example": example} for one in series.points]
    cells = [[format_period(one.period), format_money(one.value)] for one in series.points]
    heads = [text("pledges.table.until"), text("pledges.table.pledged")]
    columns = ("time_period", "pledged_usd", "example")
    return Table("pledges-over-time", title, heads, cells, (1,), columns, records, file)
