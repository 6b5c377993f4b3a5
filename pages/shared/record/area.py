"""The forecast record on its page: one area, what would have been said of it, and what came in."""

from collections.abc import Sequence

import streamlit as st

from charts.earlier import draw_earlier
from charts.html import keep_together, safe
from charts.key import draw_source
from exhibits.plots import EarlierChart, Reading, Said
from i18n import format_projected, format_value, text, unit_words
from metrics.backtest import Span
from metrics.panel import annual_points
from metrics.record import SAID_BEFORE, Statement, said_of, years_told
from metrics.series import Series
from pages.shared.access import get_reference, get_revision, get_state
from pages.shared.areas import choose_area
from pages.shared.chart import Picture, draw_picture
from pages.shared.filters import choose_one, escape_markdown, filter_row
from pages.shared.piece import draw_piece
from pages.shared.twins import Twin, draw_twin
from services.projecting.record_view import SAID, Shown, area_statements, statement_records
from services.projecting.record_words import area_words, median_and_band, needs_words, off_words, said_words
from services.sentences import area_phrase, topic_of
from services.wording import area_name
from topics.trend_chart import source_words

FIRST_AREA = "WLD"
YEARS_BEFORE = 3
"""So many years before the earliest statement the line of what came in begins."""


def draw_area(shown: Shown, span: Span) -> str:
    """Draw the choice of an area and a year, what was said of it in words, picture and table; return the area."""
    st.header(text("record.area_section"))
    with filter_row(2) as (left, right):
        with left:
            area = choose_area("area", FIRST_AREA, own_group=False) or FIRST_AREA
        series, statements = area_statements(get_state(), get_reference(), (shown.indicator, area), span)
        years = [str(one) for one in reversed(years_told(statements))]
        with right:
            year = choose_one("year", text("record.area_year"), years) if years else ""
    if series is None or not year:
        st.info(escape_markdown(_none(area, shown)), icon=":material/info:")
        return area
    said = said_of(statements, int(year))
    words = area_words(statements, said, shown.unit, get_reference())
    if get_reference().areas[area].kind != "country":
        words.append(text("record.area_group"))
    draw_piece(keep_together(f'<p class="c2030-lead">{safe(" ".join(words))}</p>'), key="record_area_answer")
    _draw_picture(shown, series, said)
    draw_twin(_twin(shown, area, statements))
    return area


def _none(area: str, shown: Shown) -> str:
    return text("record.area_none", area=area_phrase(area, get_reference()), **needs_words(shown))


def _draw_picture(shown: Shown, series: Series, said: Sequence[Statement]) -> None:
    reference, unit = get_reference(), shown.unit
    year, phrase = said[0].year, area_phrase(series.ref_area, reference)
    title = text("record.area_picture", topic=topic_of(shown.indicator, reference), area=phrase, year=year)
    about = text("record.area_about", unit=unit_words(unit))
    source = source_words([series], get_revision(shown.indicator))
    readings = [
        Reading(one.year, one.value, text("record.came", year=one.year, value=format_value(one.value, unit)))
        for one in annual_points(series.points)
        if said[0].origin - YEARS_BEFORE <= one.year <= year
    ]
    told = [_said(one, unit) for one in said]
    ends = (format_value(said[0].outcome, unit), text("record.said_in"))
    chart = EarlierChart(title, about, source, unit, readings, told, *ends)
    alt = text("record.area_alt", title=title, said=" ".join(f"{one.words}." for one in told))
    picture = Picture(title, about, alt, lambda mode: draw_earlier(chart, mode), draw_source([source]))
    draw_picture(picture, key="record_area")


def _said(one: Statement, unit: str) -> Said:
    parts = {"said": said_words(one, unit), "off": off_words(one, unit)}
    words = text("record.said_hover", origin=one.origin, year=one.year, **parts)
    return Said(one.origin, one.start, one.low, one.median, one.high, format_projected(one.median, unit), words)


def _twin(shown: Shown, area: str, statements: Sequence[Statement]) -> Twin:
    reference = get_reference()
    told = sorted((one for one in statements if one.horizon in SAID_BEFORE), key=lambda one: (-one.year, -one.horizon))
    names = ("about", "ahead", "said_in", "said", "range", "came", "off", "band")
    return Twin(
        name=f"said-{shown.indicator}-{area}",
        title=text("record.area_said", area=area_name(area, reference)),
        heads=[text(f"record.column.{name}") for name in names],
        cells=[_row(one, shown.unit) for one in told],
        numeric=(1, 2, 3, 5),
        columns=SAID,
        records=statement_records(statements, reference),
    )


def _row(one: Statement, unit: str) -> list[str]:
    inside = text("record.held.inside" if one.inside else "record.held.outside")
    moments = (str(one.year), str(one.horizon), str(one.origin))
    return [*moments, *median_and_band(one, unit), format_value(one.outcome, unit), off_words(one, unit), inside]
