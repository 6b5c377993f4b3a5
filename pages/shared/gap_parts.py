"""Who makes up the gap, on its page: the answer, the ranked bars, the table of every country."""

from datetime import date

import streamlit as st

from charts.html import keep_together, safe
from charts.key import draw_source
from charts.shortfall import GapBar, GapChart, draw_shortfall
from data.reference import Reference
from i18n import format_count, format_plain, text
from metrics.own import POPULATION
from pages.shared.access import get_revision, get_state
from pages.shared.area_links import area_link
from pages.shared.chart import Picture, draw_picture
from pages.shared.filters import escape_markdown
from pages.shared.gap_table import draw_gap_table
from pages.shared.piece import draw_piece
from pages.shared.trend import source_words
from services.shapes import SCHOOLS
from services.shortfall_words import (
    Words,
    amount_words,
    answer_words,
    basis_words,
    share_words,
    stale_words,
    thin_words,
)
from services.shortfalls import Gap
from services.tracker import State
from services.trends import used_series
from services.wording import area_name

MOST_BARS = 15
UNITS = ("PS", "MT", "COUNT")


def draw_answer(gap: Gap, words: Words, state: State, reference: Reference, day: date) -> None:
    """Draw the answer in sentences, a warning where the figures are old, and what the shares rest on."""
    first, *more = answer_words(gap, words, reference)
    basis = basis_words(gap, words, state, reference, day)
    body = f'<p class="c2030-lead"><strong>{safe(first)}</strong> {safe(" ".join(more))}</p>'
    draw_piece(keep_together(body), key="gap_answer")
    if basis:
        draw_piece(keep_together(f'<p class="c2030-about">{safe(" ".join(basis))}</p>'), key="gap_basis")
    thin, stale = thin_words(gap, words, state), stale_words(gap, state, day)
    if thin:
        st.warning(escape_markdown(thin), icon=":material/info:")
    if stale:
        st.warning(escape_markdown(stale), icon=":material/schedule:")


def draw_ranking(gap: Gap, words: Words, reference: Reference, *, alone: bool) -> None:
    """Draw the bars (a country alone needs none) and the table of every country behind them."""
    source = _source(gap)
    title = text("gap.picture", what=words.what, area=words.area)
    links = _links(gap, reference)
    if gap.ranked and not alone:
        unit = text(f"gap.unit.{gap.unit}") if gap.unit in UNITS else gap.unit
        about = text("gap.picture_about", aim=words.aim, unit=unit)
        bars = _bars(gap, reference)
        chart = GapChart(title, about, source[0], text("gap.together"), bars)
        parts = " ".join(_alt_bar(bar) for bar in bars)
        alt = text("gap.alt", title=title, bars=parts)
        under = links + draw_source(source)
        draw_picture(Picture(title, about, alt, lambda mode: draw_shortfall(chart, mode), under), key="gap")
    else:
        draw_piece(links + draw_source(source), key="gap_source")
    draw_gap_table(gap, title, reference, folded=not alone, example=holds_example(gap))


def holds_example(gap: Gap) -> bool:
    """Return whether the gap rests on invented rows."""
    return gap.whole and SCHOOLS in get_state().examples


def _bars(gap: Gap, reference: Reference) -> list[GapBar]:
    """Return the largest as bars, and all others as one; a single one left over is shown as it is."""
    most = MOST_BARS if len(gap.ranked) > MOST_BARS + 1 else len(gap.ranked)
    shown, others = gap.ranked[:most], gap.ranked[most:]
    bars = [
        _bar(area_name(one.ref_area, reference), one.missing, one.share, one.together, gap, rest=False) for one in shown
    ]
    if others:
        name = text("gap.rest", count=format_plain(len(others), 0))
        missing, share = sum(one.missing for one in others), sum(one.share for one in others)
        bars.append(_bar(name, missing, share, 1.0, gap, rest=True))
    return bars


def _bar(name: str, missing: float, share: float, together: float, gap: Gap, *, rest: bool) -> GapBar:
    amount, part, whole = amount_words(missing, gap), share_words(share), share_words(together)
    short = format_count(round(missing)) if gap.unit in ("PS", "COUNT") else amount
    words = text("gap.bar", amount=short, share=part)
    return GapBar(name, words, whole, missing, text("gap.bar_hover", amount=amount, share=part, together=whole), rest)


def _alt_bar(bar: GapBar) -> str:
    return text("gap.alt_bar", name=bar.name, words=bar.words)


def _links(gap: Gap, reference: Reference) -> str:
    """Return links to the pages of the members that the picture names."""
    shown = [one.ref_area for one in gap.ranked[:MOST_BARS]] or [one.ref_area for one in gap.members[:1]]
    links = ", ".join(
        f'<a href="{safe(area_link("country", area))}">{safe(area_name(area, reference))}</a>' for area in shown
    )
    return f'<p class="c2030-source">{safe(text("gap.links"))} {links}</p>'


def _source(gap: Gap) -> list[str]:
    """Return who published the figures, and who the number of people where that is not the same."""
    series = [one.series for one in gap.members if one.series]
    if not series:
        return [text("gap.example_source" if holds_example(gap) else "gap.census_source")]
    found = [source_words(series, get_revision(gap.indicator.indicator))]
    people = used_series(get_state(), POPULATION, series[0].ref_area) if gap.unit == "PS" else None
    if people is not None:
        found.append(text("gap.people_source", source=people.source, edition=people.edition))
    return found
