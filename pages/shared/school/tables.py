"""The tables and pictures of the schools page below the answer: places, connection types, speeds, power and network."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from charts.html import keep_together, safe
from charts.key import draw_source
from charts.stacked import draw_parts_key, draw_stacked
from exhibits.bars import Bar, Part, StackedBars
from i18n import counted, format_plain, share_words, text
from metrics.schools import ANSWERS, BANDS, Connectivity, CountrySchools
from pages.shared.access import get_reference
from pages.shared.aside import draw_aside
from pages.shared.chart import Picture, draw_picture
from pages.shared.piece import draw_piece
from pages.shared.school.parts import answer_bar, answer_parts
from pages.shared.twins import Twin, draw_twin
from services.schools import records
from services.schools.counting import speed_lines
from services.schools.view import SchoolView, left_behind
from services.schools.words import (
    area_title,
    band_words,
    bar_name,
    chosen_words,
    file_words,
    place_name,
    range_words,
    speed_sentence,
    students_words,
    title_words,
    word_of,
)
from services.sentences import short_area
from services.shapes import SCHOOLS

MOST_BARS = 25


def draw_heading_of(key: str, **details: str) -> None:
    """Draw the heading of a section."""
    draw_piece(f'<h2 class="c2030-framework">{safe(text(f"schools.heading.{key}", **details))}</h2>', f"schools_{key}")


def _count(number: float | None) -> str:
    return text("numbers.missing") if number is None else format_plain(number, 0)


def _draw_bars(chart: StackedBars, view: SchoolView, name: str) -> None:
    """Draw bars with their source; a key only where bars have parts."""
    parts = draw_parts_key(chart.parts) if len(chart.parts) > 1 else ""
    under = parts + draw_source([*chart.remarks, chart.source])
    figure = partial(draw_stacked, chart)
    file = file_words(view, f"schools-{name}")
    picture = Picture(chart.title, chart.about, chart.alt, figure, under, file=file, registers=(SCHOOLS,))
    draw_picture(picture, f"schools_{name}")


def _draw_twin(view: SchoolView, twin: Twin) -> None:
    """Draw the table behind a picture; its files name the filters in force."""
    draw_twin(replace(twin, file=file_words(view, twin.name)))


def draw_answers_table(view: SchoolView) -> None:
    """Draw the table behind the answer: schools and students of each answer."""
    rows = records.answer_records(view, get_reference())
    cells = [
        [
            text(f"schools.answer_word.{row['connectivity']}"),
            _count(row["schools"]),
            share_words(row["share"]),
            _count(row["students"]),
            _count(row["students_known_of"]),
        ]
        for row in rows
    ]
    heads = [text(f"schools.column.{name}") for name in ("connectivity", "schools", "share", "students", "known_of")]
    title = text("schools.answers_title", area=area_title(view, get_reference()))
    _draw_twin(view, Twin("schools-connected", title, heads, cells, (1, 2, 3, 4), records.ANSWER_COLUMNS, rows))


def draw_places(view: SchoolView) -> None:
    """Draw the countries of a group, or the parts of a country, ranked by the share known to be connected."""
    if view.choice.admin1 or not view.places:
        return
    kind = "countries" if view.by_country else "parts"
    draw_heading_of(kind)
    by_count = bool(view.choice.answers)
    ranked = sorted(view.places, key=lambda one: _rank(view.places[one], one, by_count=by_count))
    largest = set(sorted(view.places, key=lambda one: -view.places[one].connectivity.total)[:MOST_BARS])
    shown = [one for one in ranked if one in largest]
    bars = [answer_bar(_bar_place(view, one), view.places[one].connectivity) for one in shown]
    bars = [
        replace(bar, figure=_place_figure(view.places[one], by_count=by_count))
        for one, bar in zip(shown, bars, strict=True)
    ]
    title = _places_title(bars, view, "count" if by_count else kind)
    remarks = [counted("schools.only_largest", len(shown), of=_count(len(ranked)))] if len(shown) < len(ranked) else []
    alt = text("schools.places_alt", title=title, bars="; ".join(f"{bar.name}: {bar.figure}" for bar in bars))
    about = text("schools.places_about_count" if by_count else "schools.places_about", chosen=chosen_words(view))
    chart = StackedBars(title, about, view.source, alt, answer_parts(), bars, shares=not by_count, remarks=remarks)
    _draw_bars(chart, view, "places")
    _draw_places_table(view, ranked, title)


def _bar_place(view: SchoolView, place: str) -> str:
    """Return the name of a place at its bar: that of a country in short, so that it is whole on a telephone."""
    return short_area(place, get_reference()) if view.by_country else place_name(view, place, get_reference())


def _place_figure(schools: CountrySchools, *, by_count: bool) -> str:
    found = schools.connectivity
    if by_count:
        return counted("schools.schools", found.total)
    return text("schools.bar_short", share=range_words(found), total=_count(found.total))


def _rank(schools: CountrySchools, place: str, *, by_count: bool) -> tuple[float, int, str]:
    """Return by what places are ranked: the share known to be connected, or the number where answers are chosen."""
    share = 0.0 if by_count else schools.connectivity.share_low or 0.0
    return -share, -schools.connectivity.total, place


def _places_title(bars: Sequence[Bar], view: SchoolView, kind: str) -> str:
    if len(bars) == 1:
        return text("schools.places_one" if kind != "count" else "schools.places_one_count", **_first(bars))
    return text(
        f"schools.{kind}_title", area=title_words(view, get_reference()), first=bars[0].name, last=bars[-1].name
    )


def _first(bars: Sequence[Bar]) -> dict[str, str]:
    return {"name": bars[0].name, "figure": bars[0].figure}


def _draw_places_table(view: SchoolView, ranked: Sequence[str], title: str) -> None:
    reference = get_reference()
    heads = [text(f"schools.column.{name}") for name in ("place", "schools", "range", *ANSWERS, "students", "known_of")]
    cells = [_place_cells(place_name(view, one, reference), view.places[one]) for one in ranked]
    rows = records.place_records(view, reference, ranked)
    _draw_twin(view, Twin("schools-places", title, heads, cells, tuple(range(1, 8)), records.PLACE_COLUMNS, rows))


def _place_cells(name: str, schools: CountrySchools) -> list[str]:
    found: Connectivity = schools.connectivity
    counts = [_count(one) for one in (found.yes, found.unknown, found.no)]
    students = students_words(schools.students)[0]
    return [name, _count(found.total), range_words(found), *counts, students, _count(schools.students.schools)]


def draw_types(view: SchoolView) -> None:
    """Draw the connected schools by connection type."""
    draw_heading_of("types")
    rows = records.type_records(view, get_reference())
    if not rows:
        draw_aside(text("schools.speed.no_connected"))
        return
    names = [word_of("type", row["connection_type"]) for row in rows]
    figures = [_figure(row["connected"], row["share"]) for row in rows]
    title = text("schools.types_title", area=title_words(view, get_reference()), first=names[0], figure=figures[0])
    alt = text(
        "schools.types_alt", title=title, bars="; ".join(f"{a}: {b}" for a, b in zip(names, figures, strict=True))
    )
    bars = [Bar(a, b, [row["connected"]], [b]) for a, b, row in zip(names, figures, rows, strict=True)]
    part = Part("plain", text("schools.answer_word.yes"))
    chart = StackedBars(title, text("schools.types_about"), view.source, alt, [part], bars, shares=False)
    _draw_bars(chart, view, "types")
    heads = [text(f"schools.column.{name}") for name in ("type", "connected", "share")]
    cells = [[name, _count(row["connected"]), share_words(row["share"])] for name, row in zip(names, rows, strict=True)]
    _draw_twin(view, Twin("schools-types", title, heads, cells, (1, 2), records.TYPE_COLUMNS, rows))


def _figure(count: float, share: float | None) -> str:
    return text("schools.count_share", schools=counted("schools.schools", int(count)), share=share_words(share))


def draw_speeds(view: SchoolView) -> None:
    """Draw the schools by band of speed, with the line of the 2030 target."""
    draw_heading_of("speeds")
    lines, rows = speed_lines(), records.speed_records(view, get_reference())
    sentence = speed_sentence(view.speeds, lines)
    draw_piece(keep_together(f'<p class="c2030-lead">{safe(sentence)}</p>'), key="schools_speed_lead")
    if not view.speeds.measured:
        return
    names = band_words(lines)
    words = [f"{names[row['speed']]}: {_figure(row['schools'], row['share'])}" for row in rows]
    order = list(reversed(range(len(BANDS))))
    bar = Bar(
        bar_name(view, get_reference()),
        counted("schools.schools", view.speeds.total),
        [rows[at]["schools"] for at in order],
        [words[at] for at in order],
    )
    title = text("schools.speeds_title", area=title_words(view, get_reference()))
    alt = text("schools.bar_alt", title=title, parts="; ".join(bar.words))
    parts = [Part(BANDS[at], names[BANDS[at]]) for at in order]
    _draw_bars(StackedBars(title, text("schools.speeds_about"), view.source, alt, parts, [bar]), view, "speeds")
    heads = [text(f"schools.column.{name}") for name in ("speed", "schools", "share", "connected")]
    cells = [
        [names[row["speed"]], _count(row["schools"]), share_words(row["share"]), _count(row["connected"])]
        for row in rows
    ]
    _draw_twin(view, Twin("schools-speeds", title, heads, cells, (1, 2, 3), records.SPEED_COLUMNS, rows))


def draw_power(view: SchoolView) -> None:
    """Draw what the schools known not to be connected have: electricity and a mobile network."""
    rows = records.power_records(view, left_behind(view.cube), get_reference())
    if not rows:
        return
    draw_heading_of("power")
    total = sum(row["not_connected"] for row in rows)
    ready = sum(
        row["not_connected"]
        for row in rows
        if row["electricity"] == "yes" and row["network_coverage"] in ("3G", "4G", "5G")
    )
    sentence = counted("schools.power_answer", total, ready=_count(ready), share=share_words(ready / total))
    draw_piece(keep_together(f'<p class="c2030-lead">{safe(sentence)}</p>'), key="schools_power_lead")
    heads = [text(f"schools.column.{name}") for name in ("electricity", "network", "no", "share")]
    cells = [
        [
            text(f"schools.power_word.{row['electricity']}"),
            word_of("network", row["network_coverage"]),
            _count(row["not_connected"]),
            share_words(row["not_connected"] / total),
        ]
        for row in rows
    ]
    with st.container():
        twin = Twin("schools-power", sentence, heads, cells, (2, 3), records.POWER_COLUMNS, rows)
        _draw_twin(view, twin)
