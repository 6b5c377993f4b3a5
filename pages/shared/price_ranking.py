"""Every economy by its latest price: the picture with the lines to stay below, and a table to search."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import streamlit as st

from charts.bands import draw_dot_key
from charts.html import safe
from charts.key import draw_source
from charts.ranking import PriceDot, PriceLine, RankingChart, draw_ranking
from data.reference import Reference
from i18n import counted, format_period, text, unit_words
from metrics.editions import is_too_old
from pages.shared.access import get_revision
from pages.shared.chart import Picture, draw_picture
from pages.shared.filters import choose_one, choose_several, escape_markdown
from pages.shared.piece import draw_piece
from pages.shared.trend import source_words
from pages.shared.twins import Twin, draw_twin
from services.affordability import PRICE, RankedPrice, price_ranking
from services.price_words import band_words, price_words
from services.sentences import area_phrase, topic_of
from services.tracker import State
from services.wording import area_name

NAME = "ranking"
ORDERS = ("place", "dearest", "name")
COLUMNS_OF_A_PRICE = ("place", "ref_area", "area", "time_period", "obs_value", "unit_measure", "band", "indicator")
COLUMNS = (*COLUMNS_OF_A_PRICE, "edition", "source")
FEW = 25
"""Up to so many economies all carry their names in the picture."""


@dataclass(frozen=True)
class Ranking:
    """What is ranked: the basket, the group, the lines, the prices, and the day that says which are old."""

    basket: str
    group: str
    lines: Sequence[float]
    prices: Sequence[RankedPrice]
    oldest_years: float
    day: date
    reference: Reference

    def name(self, one: RankedPrice) -> str:
        """Return the name of an economy."""
        return area_name(one.figure.ref_area, self.reference)

    def is_old(self, one: RankedPrice) -> bool:
        """Return whether a price is too old to say much about today."""
        return is_too_old(one.figure.point, self.day, self.oldest_years)


def draw_price_ranking(
    basket: str, areas: tuple[str, str], lines: Sequence[float], state: State, reference: Reference, day: date
) -> None:
    """Draw the ranking of the economies of a group; `areas` are the area that is looked at and the group."""
    area, group = areas
    found = price_ranking(state, reference, basket, state.groups.members_of(group, day), lines)
    names = {"basket": reference.indicators[basket].name, "area": area_phrase(group, reference)}
    if not found:
        st.info(escape_markdown(text("affordability.count.none", **names)), icon=":material/info:")
        return
    oldest = state.world.limits.oldest_last_value_years
    ranking = Ranking(basket, group, lines, found, oldest, day, reference)
    st.header(text("affordability.rank.heading"), anchor=False)
    _draw_lead(area, ranking)
    marked = _choose_marked(area, ranking)
    chart = _chart(ranking, marked)
    draw_picture(Picture(chart.title, chart.about, _alt(chart), partial(draw_ranking, chart), _under(ranking)), NAME)
    _draw_table(chart.title, ranking)


def _draw_lead(area: str, ranking: Ranking) -> None:
    own = next((one for one in ranking.prices if one.figure.ref_area == area), None)
    if own is None:
        return
    words = text(
        "affordability.rank.lead",
        area=ranking.name(own),
        place=own.place,
        count=len(ranking.prices),
        value=price_words(own.figure.value),
        year=own.figure.year,
    )
    draw_piece(f'<p class="c2030-lead">{safe(words)}</p>', key=f"{NAME}_lead")


def _choose_marked(area: str, ranking: Ranking) -> list[str]:
    names = {one.figure.ref_area: ranking.name(one) for one in sorted(ranking.prices, key=ranking.name)}
    if len(names) <= FEW:
        return list(names)
    usual = [area] if area in names else []
    return choose_several("mark", text("affordability.rank.mark"), list(names), names.__getitem__, default=usual)


def _chart(ranking: Ranking, marked: Sequence[str]) -> RankingChart:
    low, high = ranking.prices[0], ranking.prices[-1]
    details = {
        name: value
        for end, one in (("low", low), ("high", high))
        for name, value in (
            (end, price_words(one.figure.value)),
            (f"{end}_area", area_phrase(one.figure.ref_area, ranking.reference)),
            (f"{end}_year", one.figure.year),
        )
    }
    key = "title" if len(ranking.prices) > 1 else "title_one"
    topic, area = topic_of(ranking.basket, ranking.reference), area_phrase(ranking.group, ranking.reference)
    return RankingChart(
        title=text(f"affordability.rank.{key}", topic=topic, count=len(ranking.prices), **details),
        about=text("affordability.rank.about", unit=unit_words(PRICE), area=area),
        source="",
        unit_measure=PRICE,
        bands=band_words(ranking.lines),
        dots=[_dot(one, ranking, marked) for one in ranking.prices],
        lines=[PriceLine(line, price_words(line)) for line in ranking.lines],
    )


def _dot(one: RankedPrice, ranking: Ranking, marked: Sequence[str]) -> PriceDot:
    name, value = ranking.name(one), price_words(one.figure.value)
    words = text(
        "affordability.rank.words",
        place=one.place,
        name=name,
        value=value,
        year=one.figure.year,
        band=band_words(ranking.lines)[one.band],
    )
    ends = one is ranking.prices[0] or one is ranking.prices[-1]
    label = f"{name} {value}" if ends or one.figure.ref_area in marked else ""
    return PriceDot(one.place, one.figure.value, one.band, words, label, old=ranking.is_old(one))


def _band_counts(ranking: Ranking) -> list[str]:
    bands = band_words(ranking.lines)
    return [
        counted("affordability.rank.band", sum(one.band == at for one in ranking.prices), band=band)
        for at, band in enumerate(bands)
    ]


def _under(ranking: Ranking) -> str:
    old = any(map(ranking.is_old, ranking.prices))
    words = text("affordability.rank.old", years=int(ranking.oldest_years)) if old else ""
    source = source_words([one.figure.series for one in ranking.prices], get_revision(ranking.basket))
    return draw_dot_key(_band_counts(ranking), words) + draw_source([source])


def _alt(chart: RankingChart) -> str:
    lines = ". ".join(dot.words for dot in chart.dots if dot.label)
    return text("affordability.rank.alt", title=chart.title, lines=lines)


def _draw_table(title: str, ranking: Ranking) -> None:
    """Draw the table in a fold, with a search by name and an order; the files hold every economy."""
    with st.expander(text("frame.table"), icon=":material/table:"):
        left, right = st.columns(2)
        with left:
            sought = st.text_input(text("affordability.rank.find"), key="ranking_find").strip()
        with right:
            words = text("affordability.rank.sort")
            order = choose_one("order", words, ORDERS, lambda code: text(f"affordability.rank.sort_{code}"))
        shown = [one for one in ranking.prices if sought.casefold() in ranking.name(one).casefold()]
        if order == "dearest":
            shown.reverse()
        elif order == "name":
            shown.sort(key=ranking.name)
        if not shown:
            st.info(text("affordability.rank.nothing_found", name=escape_markdown(sought)))
        draw_twin(_twin(title, ranking, shown), folded=False)


def _twin(title: str, ranking: Ranking, shown: Sequence[RankedPrice]) -> Twin:
    bands = band_words(ranking.lines)
    names = ("economy", "place", "price", "year", "band_head", "edition")
    cells = [
        [
            *(ranking.name(one), str(one.place), price_words(one.figure.value)),
            *(format_period(one.figure.point.period), bands[one.band], one.figure.series.edition),
        ]
        for one in shown
    ]
    heads = [text(f"affordability.rank.{name}") for name in names]
    return Twin(NAME, title, heads, cells, (1, 2), COLUMNS, [_record(one, ranking, bands) for one in ranking.prices])


def _record(one: RankedPrice, ranking: Ranking, bands: Sequence[str]) -> dict[str, object]:
    series, point = one.figure.series, one.figure.point
    return {
        "place": one.place,
        "ref_area": one.figure.ref_area,
        "area": ranking.name(one),
        "time_period": one.figure.year,
        "obs_value": one.figure.value,
        "unit_measure": series.unit_measure,
        "band": bands[one.band],
        "indicator": ranking.basket,
        "edition": series.edition,
        "source": point.source or series.source,
    }
