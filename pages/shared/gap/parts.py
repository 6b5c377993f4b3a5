"""Who makes up the gap, on its page: the answer, the ranked bars, the table of every country."""

from datetime import date
from functools import partial

import streamlit as st

from charts.html import keep_together, safe
from charts.key import draw_source
from charts.shortfall import draw_shortfall
from data.reference import Reference
from exhibits.bars import GapBar, GapChart
from i18n import format_count, format_plain, share_words, text
from metrics.aggregates import POPULATION
from metrics.shortfall import Shortfall
from pages.shared.access import get_revision, get_state, get_view
from pages.shared.chart import Picture, draw_picture
from pages.shared.filters import escape_markdown
from pages.shared.gap.table import draw_gap_table
from pages.shared.piece import draw_piece
from services.shapes import SCHOOLS
from services.shortfall.amounts import amount_words, missing_words
from services.shortfall.shortfalls import Gap
from services.shortfall.words import Words, answer_words, basis_words, stale_words, thin_words, where_words
from services.tracker import State
from services.trends import used_series
from services.wording import area_name
from topics.links import area_link
from topics.trend_chart import source_words

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
    title = text("gap.picture", what=where_words(gap, words))
    links = _links(gap, reference)
    if gap.ranked and not alone:
        unit = text(f"gap.unit.{gap.unit}") if gap.unit in UNITS else gap.unit
        about = text("gap.picture_about", aim=words.aim, unit=unit)
        bars = _bars(gap, reference)
        chart = GapChart(title, about, source[0], text("gap.together"), bars)
        parts = " ".join(_alt_bar(bar) for bar in bars)
        alt = text("gap.alt", title=title, bars=parts)
        under = links + draw_source(source)
        figure, held = partial(draw_shortfall, chart), (SCHOOLS,) if gap.whole else ()
        draw_picture(Picture(title, about, alt, figure, under, registers=held), key="gap")
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
    bars = [_bar(area_name(one.ref_area, reference), one, gap, rest=False) for one in shown]
    if others:
        name = text("gap.rest", count=format_plain(len(others), 0))
        missing, share, perhaps = (sum(values) for values in zip(*map(_amounts, others), strict=True))
        bars.append(_bar(name, Shortfall("", missing, share, 1.0, perhaps), gap, rest=True))
    return bars


def _amounts(one: Shortfall) -> tuple[float, float, float]:
    return one.missing, one.share, one.perhaps


def _bar(name: str, found: Shortfall, gap: Gap, *, rest: bool) -> GapBar:
    """Return a bar as long as what is certainly missing; what nobody knows stands in its words."""
    amount = missing_words(found.missing, found.perhaps, gap)
    part, whole = share_words(found.share), share_words(found.together)
    hover = text("gap.bar_hover", amount=amount, share=part, together=whole)
    words = text("gap.bar", amount=_short(found, gap), share=part)
    return GapBar(name, words, whole, found.missing, hover, rest)


def _short(found: Shortfall, gap: Gap) -> str:
    """Return what is missing without its unit, which stands above the bars."""
    if gap.unit not in ("PS", "COUNT"):
        return amount_words(found.missing, gap)
    low, high = format_count(round(found.missing)), format_count(round(found.missing_high))
    return low if low == high else text("gap.range", low=low, high=high)


def _alt_bar(bar: GapBar) -> str:
    return text("gap.alt_bar", name=bar.name, words=bar.words)


def _links(gap: Gap, reference: Reference) -> str:
    """Return links to the pages of the members that the picture names."""
    shown = [one.ref_area for one in gap.ranked[:MOST_BARS]] or [one.ref_area for one in gap.members[:1]]
    links = ", ".join(
        f'<a href="{safe(area_link(get_view(), "country", area))}">{safe(area_name(area, reference))}</a>'
        for area in shown
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
