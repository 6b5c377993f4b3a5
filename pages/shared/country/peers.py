"""The rank of an area among its peers: a table of all indicators, and one of them as a picture with its table."""

from collections.abc import Sequence

import streamlit as st

from charts.facts import draw_table
from charts.html import keep_together, safe
from charts.key import draw_source
from charts.peers import draw_strip
from exhibits.plots import Dot, Row, Strip
from i18n import format_value, text, unit_words
from pages.shared.access import get_revision
from pages.shared.aside import draw_aside
from pages.shared.chart import Picture, draw_picture
from pages.shared.country.view import AreaView
from pages.shared.filters import choose_one, escape_markdown, filter_row
from pages.shared.piece import draw_piece
from pages.shared.twins import Twin, draw_twin
from services.figures import Figure
from services.peer_words import peers_name, row_words, standing_title, years_words
from services.peers import MEMBERS, PeerRow, Standing
from services.profile_records import PEER_COLUMNS, peer_records
from services.sentences import short_area
from services.wording import area_name
from topics.trend_chart import source_words


def draw_peers(view: AreaView) -> None:
    """Draw the places among peers in every indicator, and one indicator as a picture."""
    compared = [one for one in view.standings if one.rows]
    ranked = any(row.rank for one in compared for row in one.rows) or not view.profile.members
    st.header(text("country.peers" if ranked else "country.peers_countries"), anchor=False)
    if not compared:
        st.info(escape_markdown(text("country.no_peers", area=view.phrase)), icon=":material/info:")
        return
    years = int(view.state.world.limits.oldest_last_value_years)
    about = text("country.peers_about", years=years, day=view.day.year)
    about = f"{text('country.peers_places')} {about}" if ranked else about
    draw_piece(keep_together(f'<p class="c2030-about">{safe(about)}</p>{_table(compared, view)}'), key="country_ranks")
    _draw_left_out(view)
    by_code = {one.indicator.indicator: one for one in compared}
    with filter_row(2) as (left, _), left:
        name = text("country.peers_by")
        chosen = choose_one("peers", name, list(by_code), lambda code: by_code[code].indicator.short_name)
    _draw_strip(by_code[chosen], view)


def _table(compared: Sequence[Standing], view: AreaView) -> str:
    groups = list(dict.fromkeys(row.group for one in compared for row in one.rows))
    names = [peers_name(group, view.area, view.reference) for group in groups]
    heads = [text("country.column_indicator"), text("country.column_latest"), *names]
    return draw_table(text("country.ranks_caption"), heads, [_line(one, groups) for one in compared])


def _line(standing: Standing, groups: Sequence[str]) -> list[str]:
    rows = {row.group: row for row in standing.rows}
    own = standing.own
    latest = text("publish.value_in", value=format_value(own.value, own.series.unit_measure), period=own.year)
    cells = [row_words(rows[group], standing) if group in rows else "" for group in groups]
    return [standing.indicator.short_name, latest, *cells]


def _draw_left_out(view: AreaView) -> None:
    """Say which figures of the area are too old to stand beside those of others."""
    old = [one for one in view.standings if one.too_old]
    if old:
        names = ", ".join(text("country.old_one", name=one.indicator.short_name, year=one.own.year) for one in old)
        draw_aside(text("country.too_old", names=names))


def _draw_strip(standing: Standing, view: AreaView) -> None:
    reference, code = view.reference, standing.indicator.indicator
    unit = standing.own.series.unit_measure
    title = standing_title(standing, reference)
    rows = [_row(row, standing, view) for row in standing.rows]
    better = text(f"target.direction_{standing.indicator.direction}")
    about = text("country.strip_about", unit=unit_words(unit), better=better)
    strip = Strip(title[:1].upper() + title[1:], about, unit, rows)
    said = "; ".join(f"{row.name}: {row.words}" for row in rows)
    alt = text("country.strip_alt", title=strip.title, unit=unit_words(unit), rows=said)
    series = [figure.series for row in standing.rows for figure in row.figures.values()]
    key = draw_source([text("country.strip_key"), source_words(series, get_revision(code))])
    picture = Picture(strip.title, about, alt, lambda mode: draw_strip(strip, mode), key)
    draw_picture(picture, f"peers-{code}")
    draw_twin(_twin(standing, view, strip.title))


def _row(row: PeerRow, standing: Standing, view: AreaView) -> Row:
    own, unit = standing.own, standing.own.series.unit_measure
    others = [figure for area, figure in row.figures.items() if area != own.ref_area]
    middle = row.median
    name = peers_name(row.group, view.area, view.reference)
    words = text("country.strip_row", words=row_words(row, standing), years=years_words(row))
    value = format_value(own.value, unit)
    return Row(
        name=name,
        words=words,
        dots=[Dot(one.value, _dot_words(one, view)) for one in others],
        median=middle,
        median_words=text("country.strip_median_words", name=name, value=format_value(middle, unit)),
        own=Dot(own.value, _dot_words(own, view)),
        own_label=f"{short_area(view.area, view.reference)} {value}",
    )


def _dot_words(figure: Figure, view: AreaView) -> str:
    value = format_value(figure.value, figure.series.unit_measure)
    name = area_name(figure.ref_area, view.reference)
    return text("country.dot", name=name, value=value, year=figure.year)


def _twin(standing: Standing, view: AreaView, title: str) -> Twin:
    records = peer_records(standing, view.reference)
    placed = [row.group for row in standing.rows if row.rank and row.group != MEMBERS]
    names = [peers_name(group, view.area, view.reference) for group in placed]
    cells = [
        [
            str(one["area"]),
            format_value(one["obs_value"], one["unit_measure"]),
            str(one["time_period"]),
            str(one["edition"]),
            *(str(one["places"].get(group, "")) for group in placed),
        ]
        for one in records
    ]
    heads = [*(text(f"charts.table.{name}") for name in ("area", "value", "period", "edition")), *names]
    numeric = [1, 2, *range(4, 4 + len(placed))]
    columns = [*PEER_COLUMNS, *(f"place_{group}" for group in placed)]
    rows = [{**one, **{f"place_{group}": one["places"].get(group) for group in placed}} for one in records]
    return Twin(f"peers-{standing.indicator.indicator}-{_file(view.area)}", title, heads, cells, numeric, columns, rows)


def _file(area: str) -> str:
    return area.replace("+", "-").replace("_", "-").lower()[:40]
