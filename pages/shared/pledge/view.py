"""A pledge list on its page: the answer, the target, and the pledges by code, country, group and time."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from charts.facts import draw_facts
from charts.html import keep_together, safe
from data.schemas.pledge import FOCUS_AREAS, PLEDGE_TYPES, PLEDGER_KINDS, Pledge
from exhibits.bars import ValueBar, ValueBars
from exhibits.exhibit import Fact
from exhibits.trend import AimLine, TrendChart, TrendLine
from i18n import counted, format_money, format_period, text, unit_words
from metrics.pledges import NOT_STATED, Tally, cumulate, overdue, tally, tally_by
from metrics.series import Series, date_moment
from pages.shared.access import get_reference, get_state, judging_day
from pages.shared.chart import draw_chart
from pages.shared.filters import escape_markdown
from pages.shared.piece import draw_piece
from pages.shared.pledge.pictures import draw_bars, show_bars, source_line
from pages.shared.twins import Twin, draw_twin
from services.pledge_remarks import rate_words, status_words
from services.pledge_target import PledgeTarget, headline, headline_words, pledge_target
from services.pledge_words import (
    by_words,
    choice_inside,
    choice_words,
    facts_of,
    file_words,
    lead_words,
    pace_facts,
    pledged_words,
    remark_words,
    reported_words,
)
from services.pledges import PledgeChoice, rank_countries, rank_groups, value_series
from services.sentences import area_phrase
from services.shapes import PLEDGES
from services.wording import area_name, name_list

LONGEST_NAME, MOST_NAMED = 42, 3
LISTS = (
    ("focus", "focus_area", FOCUS_AREAS),
    ("kind", "pledger_kind", PLEDGER_KINDS),
    ("type", "pledge_type", PLEDGE_TYPES),
)


def draw_nothing(choice: PledgeChoice) -> None:
    """Say that no pledge fits; where the area is to blame, which countries the list names most."""
    words = text("pledges.nothing_found")
    named = rank_countries(get_state().pledges, get_reference())
    if named and not (choice.focus_areas or choice.pledger_kinds or choice.pledge_types):
        names = name_list([area_phrase(one.ref_area, get_reference()) for one in named[:MOST_NAMED]])
        area = area_phrase(choice.ref_area, get_reference())
        words = counted("pledges.nothing_for", len(named), area=area, names=names)
    st.info(escape_markdown(words), icon=":material/info:")


def draw_state_of_list() -> None:
    """Say whether the list is invented, partial or complete on a day, and what its target is judged from."""
    words = status_words(get_state(), judging_day())
    draw_piece(f'<p class="c2030-about">{safe(words)}</p>', key="pledges_state")


def draw_answer(shown: Sequence[Pledge], choice: PledgeChoice) -> None:
    """Draw the answer in sentences, and what the sums leave out."""
    found = tally(shown)
    remarks = [text("pledges.two_numbers"), *remark_words(found)] if found.with_amount else remark_words(found)
    lead = lead_words(found, choice_words(choice, get_reference()))
    body = f'<p class="c2030-lead"><strong>{safe(lead)}</strong> {safe(" ".join(remarks))}</p>'
    rates = " ".join(rate_words(shown))
    body += f'<p class="c2030-about">{safe(rates)}</p>' if rates else ""
    draw_piece(keep_together(body), key="pledges_answer")


def draw_target(shown: Sequence[Pledge], day: date, choice: PledgeChoice) -> None:
    """Draw the sums of the list against the target, with the headline beside them."""
    aim, published, found = pledge_target(get_state(), day), headline(get_state()), tally(shown)
    if aim is None:
        return
    bars = [_whole_bar(found)]
    if published is not None:
        name, words = headline_words(published)
        bars.append(ValueBar(name, words, published.points[-1].value, quiet=True))
    held = format_money(found.pledged_usd) if found.valued else text("pledges.no_usd")
    title = text("pledges.target_title", pledged=held, target=format_money(aim.value))
    chart = ValueBars(title, text("pledges.unit"), source_line(), bars, (aim.value, aim.words))
    show_bars("pledges_target", choice, chart, text("pledges.target_remark"))
    _draw_target_table(title, bars, aim, found)


def _draw_target_table(title: str, bars: Sequence[ValueBar], aim: PledgeTarget, found: Tally) -> None:
    """Draw the sums of the list, the headline and the target as a table; a sum of nothing is missing, not 0."""
    columns = ("what", "usd", "reported_usd")
    usd, reported = (found.pledged_usd if found.valued else None, found.reported_usd if found.valued_reported else None)
    sums = [(bar.name, bar.value, None) if bar.quiet else (bar.name, usd, reported) for bar in bars]
    records = [dict(zip(columns, cells, strict=True)) for cells in sums]
    records.append(dict(zip(columns, (aim.words, aim.value, None), strict=True)))
    heads = [text(f"pledges.target_table.{name}") for name in columns]
    cells = [[str(row["what"]), *(_money(row[name]) for name in columns[1:])] for row in records]
    draw_twin(Twin("pledges-target", title, heads, cells, (1, 2), columns, records))


def _money(value: object) -> str:
    return format_money(float(value)) if isinstance(value, int | float) else ""


def _whole_bar(found: Tally) -> ValueBar:
    pledged = format_money(found.pledged_usd) if found.valued else pledged_words(found)
    words = text("pledges.list_value", pledged=pledged, reported=reported_words(found))
    return ValueBar(text("pledges.list"), words, found.pledged_usd, found.reported_usd)


def draw_codes(shown: Sequence[Pledge], choice: PledgeChoice) -> None:
    """Draw the pledges by focus area, kind of pledger and type of pledge; each pledge is under one of each.

    Where the whole list is looked at, a code without pledges is shown as well.
    """
    left, right = st.columns(2, gap="large")
    for room, (parameter, field, codes) in zip((left, right, left), LISTS, strict=True):
        found = tally_by(shown, field, codes)
        rows = [
            (code, by_words(code), one)
            for code, one in found.items()
            if one.count or (choice.is_all and code != NOT_STATED)
        ]
        with room:
            heading, head = text(f"pledges.heading.{parameter}"), text(f"pledges.by.{parameter}")
            draw_bars(f"pledges_{parameter}", choice, heading, head, rows)


def draw_areas(shown: Sequence[Pledge], day: date, choice: PledgeChoice) -> None:
    """Draw the countries that pledges name and the groups they concern; their amounts are never added up."""
    reference = get_reference()
    countries = rank_countries(shown, reference)
    groups = rank_groups(shown, reference, get_state().members_of, day)
    rooms = st.columns(2, gap="large")
    for room, key, found in zip(rooms, ("countries", "groups"), (countries, groups), strict=True):
        rows = [(one.ref_area, _bar_name(one.ref_area), one.tally) for one in found]
        if not rows:
            continue
        with room:
            title, head = text(f"pledges.heading.{key}"), text(f"pledges.by.{key}")
            draw_bars(f"pledges_{key}", choice, title, head, rows, text(f"pledges.remark.{key}"))
    if not countries:
        st.info(text("pledges.no_countries"), icon=":material/info:")


def _bar_name(ref_area: str) -> str:
    """Return the name of an area at its bar; one that is too long for a telephone does without what is in brackets."""
    name = area_name(ref_area, get_reference())
    return name if len(name) <= LONGEST_NAME else name.partition(" (")[0]


def draw_time(shown: Sequence[Pledge], day: date, choice: PledgeChoice) -> None:
    """Draw how the pledged value grew; beside the headline and the target where the whole list is looked at."""
    whole = choice.is_all
    series = value_series(cumulate(shown, day), text("pledges.list"))
    if series is None or (len(series.points) == 1 and not whole):
        return
    published = headline(get_state()) if whole else None
    lines = [TrendLine(text("pledges.list"), text("pledges.list"), series, status="list")]
    if published is not None:
        lines.append(
            TrendLine(
                text("pledges.headline"), text("pledges.headline"), published, colour=1, symbol=1, status="headline"
            )
        )
    title = _time_title(series, choice)
    aim = pledge_target(get_state(), day) if whole else None
    chart = TrendChart(
        title=title,
        about=text("charts.about", unit=unit_words("USD"), area=text("pledges.cumulated")),
        source=" ".join(
            [source_line(), *([text("pledges.headline_source", source=published.source)] if published else [])]
        ),
        alt=text("pledges.time_alt", title=title, first=format_period(series.points[0].period)),
        unit_measure="USD",
        lines=lines,
        aims=_aims(aim),
    )
    draw_chart(chart, "pledges_time", (PLEDGES,))
    _draw_time_table(title, series, file_words("pledges-over-time", choice))


def _time_title(series: Series, choice: PledgeChoice) -> str:
    last = series.points[-1]
    return text(
        "pledges.time_title",
        chosen=choice_inside(choice, get_reference()),
        value=format_money(last.value),
        day=format_period(last.period),
    )


def _aims(aim: PledgeTarget | None) -> list[AimLine]:
    if aim is None:
        return []
    words = text("charts.aim", value=format_money(aim.value), year=aim.end.year)
    return [AimLine(words, aim.value, date_moment(aim.end))]


def _draw_time_table(title: str, series: Series, file: str) -> None:
    example = PLEDGES in get_state().examples
    records = [{"time_period": one.period, "pledged_usd": one.value, "example": example} for one in series.points]
    cells = [[format_period(one.period), format_money(one.value)] for one in series.points]
    heads = [text("pledges.table.until"), text("pledges.table.pledged")]
    columns = ("time_period", "pledged_usd", "example")
    draw_twin(Twin("pledges-over-time", title, heads, cells, (1,), columns, records, file))


def draw_measures(shown: Sequence[Pledge], day: date, *, whole: bool) -> None:
    """Draw concentration, delivery, pace and what is overdue as figures."""
    entries = facts_of(shown, len(overdue(shown, day)))
    if whole:
        entries += pace_facts(shown, get_state(), day)
    facts = [Fact(*entry) for entry in entries]
    title = f'<h2 class="c2030-title">{safe(text("pledges.measures"))}</h2>'
    draw_piece(title + keep_together(draw_facts(facts)), key="pledges_measures")
