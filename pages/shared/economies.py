"""How many economies are below a price, year by year: the picture and its table."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from charts.bands import draw_bar_key
from charts.economies import CountMark, EconomyChart, YearBar, draw_economies
from charts.key import draw_source
from data.reference import Reference
from i18n import counted, format_plain, text
from metrics.prices import EconomyCount
from pages.shared.access import get_revision
from pages.shared.chart import Picture, draw_picture
from pages.shared.twins import Twin, draw_twin
from services.affordability import COUNTS, PublishedCount, economy_counts, published_counts
from services.price_words import band_words
from services.sentences import area_phrase
from services.tracker import State

NAME = "economies"
COLUMNS = ("time_period", "counted_by", "band", "economies", "of_economies", "basket", "area", "edition", "source")


@dataclass(frozen=True)
class Counted:
    """What is counted: the basket, the group, the bands in words, our own counts and the published ones."""

    basket: str
    group: str
    bands: Sequence[str]
    edition: str
    own: Sequence[EconomyCount]
    published: Sequence[PublishedCount]


def draw_economy_counts(basket: str, group: str, lines: Sequence[float], state: State, reference: Reference) -> None:
    """Draw how many economies of a group are below the lines, over the years."""
    edition, own = economy_counts(state, basket, group, lines)
    published = published_counts(state, reference, basket, group)
    if not own and not published:
        return
    st.header(text("affordability.count.heading"), anchor=False)
    found = Counted(basket, group, band_words(lines), edition, own, published)
    chart = _chart(found, reference)
    alt = _alt(chart)
    draw_picture(Picture(chart.title, chart.about, alt, partial(draw_economies, chart), _under(chart, found)), NAME)
    draw_twin(_twin(chart.title, found, reference))


def _chart(found: Counted, reference: Reference) -> EconomyChart:
    return EconomyChart(
        title=_title(found, reference),
        about=text(
            "affordability.count.about",
            basket=reference.indicators[found.basket].short_name,
            area=area_phrase(found.group, reference),
        ),
        source=text("affordability.count.own", edition=found.edition) if found.own else "",
        bands=found.bands,
        bars=[_bar(one, found.bands) for one in found.own],
        marks=[CountMark(one.year, one.count, _published_words(one)) for one in found.published],
    )


def _title(found: Counted, reference: Reference) -> str:
    if not found.own:
        return _published_words(found.published[-1])
    first, last = found.own[0], found.own[-1]
    return text(
        "affordability.count.title" if first.year < last.year else "affordability.count.title_one",
        area=area_phrase(found.group, reference),
        band=found.bands[0],
        below=last.bands[0],
        economies=last.economies,
        last=last.year,
        first_below=first.bands[0],
        first_economies=first.economies,
        first=first.year,
    )


def _bar(count: EconomyCount, bands: Sequence[str]) -> YearBar:
    words = [
        text("affordability.count.words", year=count.year, count=of_band, economies=count.economies, band=band)
        for of_band, band in zip(count.bands, bands, strict=True)
    ]
    return YearBar(count.year, count.bands, str(count.economies), str(count.bands[0]), tuple(words))


def _published_words(one: PublishedCount) -> str:
    key = "affordability.count.published_of" if one.whole else "affordability.count.published_words"
    return counted(key, round(one.count), year=one.year, whole=one.whole, edition=one.series.edition)


def _under(chart: EconomyChart, found: Counted) -> str:
    remarks = [chart.source] if chart.source else []
    if chart.marks:
        counts = "; ".join(mark.words for mark in chart.marks[-1:])
        remarks.append(text("affordability.count.published_lead", counts=counts))
    if list(COUNTS.values()).count(COUNTS.get(found.basket, "")) > 1:
        remarks.append(text("affordability.count.published_other"))
    remarks.append(text("charts.revision", revision=get_revision(found.basket)))
    key = draw_bar_key(chart.bands if chart.bars else (), text("affordability.count.published") if chart.marks else "")
    return key + draw_source(remarks)


def _alt(chart: EconomyChart) -> str:
    lines = [word for bar in chart.bars for word in bar.words[:1]] + [mark.words for mark in chart.marks]
    return text("affordability.count.alt", title=chart.title, lines=". ".join(lines))


def _twin(title: str, found: Counted, reference: Reference) -> Twin:
    heads = [text("affordability.count.year"), text("affordability.count.by"), *found.bands]
    heads += [text("affordability.count.economies"), text("charts.table.edition")]
    own, published = text("affordability.count.by_own"), text("affordability.count.by_published")
    cells = [
        [str(one.year), own, *map(str, one.bands), str(one.economies), found.edition] for one in reversed(found.own)
    ]
    empty = [""] * (len(found.bands) - 1)
    cells += [
        [
            *(str(one.year), published, format_plain(one.count, 0), *empty),
            *(str(one.whole) if one.whole else text("affordability.count.not_stated"), one.series.edition),
        ]
        for one in reversed(found.published)
    ]
    numeric = list(range(2, 3 + len(found.bands)))
    return Twin(NAME, title, heads, cells, numeric, COLUMNS, _records(found, reference))


def _records(found: Counted, reference: Reference) -> list[dict[str, object]]:
    own, published = text("affordability.count.by_own"), text("affordability.count.by_published")
    area = area_phrase(found.group, reference)
    rows: list[tuple[object, ...]] = [
        (one.year, own, band, count, one.economies, found.basket, area, found.edition, "")
        for one in found.own
        for band, count in zip(found.bands, one.bands, strict=True)
    ]
    for one in found.published:
        head = (one.year, published, found.bands[0], one.count, one.whole)
        rows.append((*head, found.basket, area, one.series.edition, one.series.source))
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]
