"""The schools chosen by answer, place, connection type, speed and power: pictures, tables, and rows to download."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from data.datasets import SCHOOLS
from exhibits.bars import Bar, Bars
from exhibits.bars import Part as BarPart
from exhibits.exhibit import Exhibit, Lead, Picture, Remark, Table, said
from i18n import counted, format_plain, share_words, text
from metrics.schools import ANSWERS, Connectivity, CountrySchools, schools_record
from services.groups import area_name
from services.schools.counting import UNLISTED, speed_lines
from topics.schools.view import SchoolView, left_behind
from topics.schools.words import (
    area_title,
    band_words,
    bar_name,
    chosen_words,
    file_words,
    heading_of,
    place_name,
    range_words,
    speed_sentence,
    students_words,
    title_words,
    word_of,
)
from topics.sentences import short_area

Record = dict[str, Any]
MOST_BARS = 25
HEAD = ("ref_area", "area", "admin1")
COUNTS = ("total", "connected", "not_connected", "unknown", "share_low", "share_high", "students", "students_known_of")
PLACE_COLUMNS = (*HEAD, *COUNTS, "example")
ANSWER_COLUMNS = (*HEAD, "connectivity", "schools", "share", "students", "students_known_of", "example")
TYPE_COLUMNS = (*HEAD, "connection_type", "connected", "share", "example")
SPEED_COLUMNS = (*HEAD, "speed", "schools", "share", "connected", "example")
POWER_COLUMNS = (*HEAD, "electricity", "network_coverage", "not_connected", "example")


def answer_parts() -> list[BarPart]:
    """Return the parts of a bar of schools: connected, unknown, not connected."""
    return [BarPart(answer, text(f"schools.answer_word.{answer}")) for answer in ANSWERS]


def answer_bar(name: str, schools: Connectivity) -> Bar:
    """Return the bar of an area: its range as the figure, and what each part holds."""
    total = schools.total
    sizes = [schools.yes, schools.unknown, schools.no]
    words = [
        text(
            "schools.part_words",
            answer=text(f"schools.answer_word.{answer}"),
            schools=counted("schools.schools", size),
            share=share_words(size / total if total else None),
        )
        for answer, size in zip(ANSWERS, sizes, strict=True)
    ]
    key = "bar_short_unknown" if total and schools.unknown == total else "bar_short"
    figure = text(f"schools.{key}", share=range_words(schools), total=format_plain(total, 0))
    return Bar(name, figure, sizes, words)


def bars_picture(view: SchoolView, chart: Bars, alt: str, name: str, *remarks: str, file: str = "") -> Picture:
    """Return bars as a picture with its source; its file names the filters in force."""
    saved = file_words(view, file or name.replace("_", "-"))
    return Picture(name, chart, alt, [*remarks, chart.source], saved, registers=(SCHOOLS,))


def _table(
    view: SchoolView,
    name: str,
    title: str,
    columns: Sequence[str],
    cells: Sequence[Sequence[str]],
    file: tuple[Sequence[str], Sequence[Record]],
) -> Table:
    """Return the table behind a picture: all columns but the first are figures; its files name the filters in force."""
    heads = [text(f"schools.column.{column}") for column in columns]
    numeric = range(2 if name == "schools-power" else 1, len(heads))
    return Table(name, title, heads, cells, numeric, *file, file_words(view, name))


def answers_table(view: SchoolView) -> Table:
    """Return the table behind the answer: schools and students of each answer."""
    rows = answer_records(view)
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
    heads = ("connectivity", "schools", "share", "students", "known_of")
    title = text("schools.answers_title", area=area_title(view))
    return _table(view, "schools-connected", title, heads, cells, (ANSWER_COLUMNS, rows))


# -------------------------------------------------------------------------------------------------------------- places


def show_places(view: SchoolView) -> Exhibit | None:
    """Return the countries of a group, or the parts of a country, ranked by the share known to be connected.

    None where a part of a country is chosen, and where there is nothing to rank.
    """
    if view.choice.admin1 or not view.places:
        return None
    kind, by_count = "countries" if view.by_country else "parts", bool(view.choice.answers)
    ranked = sorted(view.places, key=lambda one: _rank(view.places[one], one, by_count=by_count))
    largest = set(sorted(view.places, key=lambda one: -view.places[one].connectivity.total)[:MOST_BARS])
    shown = [one for one in ranked if one in largest]
    bars = [_place_bar(view, one, by_count=by_count) for one in shown]
    title = _places_title(bars, view, "count" if by_count else kind)
    remarks = [counted("schools.only_largest", len(shown), of=_count(len(ranked)))] if len(shown) < len(ranked) else []
    alt = text("schools.places_alt", title=title, bars="; ".join(f"{bar.name}: {bar.figure}" for bar in bars))
    about = text("schools.places_about_count" if by_count else "schools.places_about", chosen=chosen_words(view))
    chart = Bars(title, about, view.source, bars, answer_parts(), look="counts" if by_count else "shares")
    picture = bars_picture(view, chart, alt, "schools_places", *remarks)
    heading = said(f"schools_{kind}", heading_of(kind))
    return Exhibit("schools_places", [heading, picture, _places_table(view, ranked, title)])


def _place_bar(view: SchoolView, place: str, *, by_count: bool) -> Bar:
    """Return the bar of a place; that of a country has its name in short, so that it is whole on a telephone."""
    found = view.places[place].connectivity
    bar = answer_bar(short_area(place, view.reference) if view.by_country else place_name(view, place), found)
    return replace(bar, figure=counted("schools.schools", found.total)) if by_count else bar


def _rank(schools: CountrySchools, place: str, *, by_count: bool) -> tuple[float, int, str]:
    """Return by what places are ranked: the share known to be connected, or the number where answers are chosen."""
    share = 0.0 if by_count else schools.connectivity.share_low or 0.0
    return -share, -schools.connectivity.total, place


def _places_title(bars: Sequence[Bar], view: SchoolView, kind: str) -> str:
    if len(bars) == 1:
        key = "schools.places_one" if kind != "count" else "schools.places_one_count"
        return text(key, name=bars[0].name, figure=bars[0].figure)
    return text(f"schools.{kind}_title", area=title_words(view), first=bars[0].name, last=bars[-1].name)


def _places_table(view: SchoolView, ranked: Sequence[str], title: str) -> Table:
    heads = ("place", "schools", "range", *ANSWERS, "students", "known_of")
    cells = [_place_cells(place_name(view, one), view.places[one]) for one in ranked]
    return _table(view, "schools-places", title, heads, cells, (PLACE_COLUMNS, place_records(view, ranked)))


def _place_cells(name: str, schools: CountrySchools) -> list[str]:
    found = schools.connectivity
    counts = [_count(one) for one in (found.yes, found.unknown, found.no)]
    students = students_words(schools.students)[0]
    return [name, _count(found.total), range_words(found), *counts, students, _count(schools.students.schools)]


# ---------------------------------------------------------------------------------- connection types, speeds and power


def show_types(view: SchoolView) -> Exhibit:
    """Return the connected schools by connection type."""
    rows = type_records(view)
    if not rows:
        words = Remark(text("schools.speed.no_connected"))
        return Exhibit("schools_types", [said("schools_types", heading_of("types"), words)])
    names = [word_of("type", row["connection_type"]) for row in rows]
    figures = [_figure(row["connected"], row["share"]) for row in rows]
    title = text("schools.types_title", area=title_words(view), first=names[0], figure=figures[0])
    said_of = "; ".join(f"{name}: {figure}" for name, figure in zip(names, figures, strict=True))
    alt = text("schools.types_alt", title=title, bars=said_of)
    bars = [
        Bar(name, figure, [row["connected"]], [figure]) for name, figure, row in zip(names, figures, rows, strict=True)
    ]
    part = BarPart("plain", text("schools.answer_word.yes"))
    chart = Bars(title, text("schools.types_about"), view.source, bars, [part], look="counts")
    cells = [[name, _count(row["connected"]), share_words(row["share"])] for name, row in zip(names, rows, strict=True)]
    table = _table(view, "schools-types", title, ("type", "connected", "share"), cells, (TYPE_COLUMNS, rows))
    picture = bars_picture(view, chart, alt, "schools_types")
    return Exhibit("schools_types", [said("schools_types", heading_of("types")), picture, table])


def _figure(count: float, share: float | None) -> str:
    return text("schools.count_share", schools=counted("schools.schools", int(count)), share=share_words(share))


def show_speeds(view: SchoolView) -> Exhibit:
    """Return the schools by band of speed, with the line of the 2030 target."""
    lines, rows = speed_lines(), speed_records(view)
    heading = said("schools_speeds", heading_of("speeds"))
    lead = said("schools_speed_lead", Lead(speed_sentence(view.speeds, lines)))
    if not view.speeds.measured:
        return Exhibit("schools_speeds", [heading, lead])
    names, title = band_words(lines), text("schools.speeds_title", area=title_words(view))
    cells = [
        [names[row["speed"]], _count(row["schools"]), share_words(row["share"]), _count(row["connected"])]
        for row in rows
    ]
    heads = ("speed", "schools", "share", "connected")
    table = _table(view, "schools-speeds", title, heads, cells, (SPEED_COLUMNS, rows))
    return Exhibit("schools_speeds", [heading, lead, _speed_picture(view, title, names, rows), table])


def _speed_picture(view: SchoolView, title: str, names: Mapping[str, str], rows: Sequence[Record]) -> Picture:
    """Return the bands of speed as the parts of one bar, the fastest first."""
    fastest = list(reversed(rows))
    words = [f"{names[row['speed']]}: {_figure(row['schools'], row['share'])}" for row in fastest]
    total = counted("schools.schools", view.speeds.total)
    bar = Bar(bar_name(view), total, [row["schools"] for row in fastest], words)
    parts = [BarPart(row["speed"], names[row["speed"]]) for row in fastest]
    chart = Bars(title, text("schools.speeds_about"), view.source, [bar], parts, look="shares")
    alt = text("schools.bar_alt", title=title, parts="; ".join(words))
    return bars_picture(view, chart, alt, "schools_speeds")


def show_power(view: SchoolView) -> Exhibit | None:
    """Return what the schools known not to be connected have: electricity and a mobile network; None without any."""
    rows = power_records(view, left_behind(view.cube))
    if not rows:
        return None
    total = sum(row["not_connected"] for row in rows)
    ready = sum(
        row["not_connected"]
        for row in rows
        if row["electricity"] == "yes" and row["network_coverage"] in ("3G", "4G", "5G")
    )
    sentence = counted("schools.power_answer", total, ready=_count(ready), share=share_words(ready / total))
    cells = [
        [
            text(f"schools.power_word.{row['electricity']}"),
            word_of("network", row["network_coverage"]),
            _count(row["not_connected"]),
            share_words(row["not_connected"] / total),
        ]
        for row in rows
    ]
    heads = ("electricity", "network", "no", "share")
    table = _table(view, "schools-power", sentence, heads, cells, (POWER_COLUMNS, rows))
    heading, lead = said("schools_power", heading_of("power")), said("schools_power_lead", Lead(sentence))
    return Exhibit("schools_power", [heading, lead, table])


def _count(number: float | None) -> str:
    return text("numbers.missing") if number is None else format_plain(number, 0)


# ------------------------------------------------------------------------------------------------ the rows to download


def place_records(view: SchoolView, places: Sequence[str]) -> list[Record]:
    """Return the schools of each place: a country of the group, or a part of the country."""
    return [_head(view, place) | _counts(view.places[place]) | {"example": view.example} for place in places]


def _head(view: SchoolView, place: str | None = None) -> Record:
    if place is not None and view.by_country:
        return {"ref_area": place, "area": area_name(place, view.reference), "admin1": ""}
    area, part = view.choice.area, view.choice.admin1 if place is None else place_name(view, place)
    return {"ref_area": area, "area": area_name(area, view.reference), "admin1": part}


def _counts(schools: CountrySchools) -> Record:
    return schools_record(schools) | {"students_known_of": schools.students.schools}


def answer_records(view: SchoolView) -> list[Record]:
    """Return the schools by answer: connected, unknown, not connected, with the students behind each."""
    total = view.whole.connectivity.total
    made = []
    for answer in ANSWERS:
        schools = view.answers.get(answer, CountrySchools())
        count = schools.connectivity.total
        made.append(
            _head(view)
            | {"connectivity": answer, "schools": count, "share": count / total if total else None}
            | {"students": schools.students.number, "students_known_of": schools.students.schools}
            | {"example": view.example}
        )
    return made


def type_records(view: SchoolView) -> list[Record]:
    """Return the connected schools by connection type, the most first; the share is of all connected ones."""
    whole = sum(one.connectivity.yes for one in view.types.values())
    connected = {name: one.connectivity.yes for name, one in view.types.items() if one.connectivity.yes}
    return [
        _head(view) | {"connection_type": name, "connected": count, "share": count / whole, "example": view.example}
        for name, count in sorted(connected.items(), key=lambda one: (one[0] in ("", UNLISTED), -one[1], one[0]))
    ]


def speed_records(view: SchoolView) -> list[Record]:
    """Return the schools by band of speed; the share is of all, `connected` counts those known to be."""
    whole = view.speeds.total
    return [
        _head(view)
        | {"speed": band, "schools": count, "share": count / whole if whole else None}
        | {"connected": view.speeds.connected[band], "example": view.example}
        for band, count in view.speeds.bands.items()
    ]


def power_records(view: SchoolView, left: Mapping[tuple[str, str], int]) -> list[Record]:
    """Return the schools known not to be connected by electricity and mobile network, the most first."""
    return [
        _head(view)
        | {"electricity": power, "network_coverage": network, "not_connected": count, "example": view.example}
        for (power, network), count in sorted(left.items(), key=lambda one: (-one[1], one[0]))
    ]
