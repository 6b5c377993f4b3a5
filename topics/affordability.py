"""Affordability: what a basket costs, how fast that falls, how many economies are below the lines, and the ranking."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.reference import Reference
from data.schemas.target import Target
from exhibits.bars import CountMark, EconomyChart, PriceDot, PriceLine, RankingChart, YearBar
from exhibits.exhibit import Exhibit, Heading, Lead, Notice, Part, Picture, Table, said
from exhibits.origins import edition_words, origin_words
from exhibits.trend import AimLine, Change
from i18n import counted, format_period, format_plain, text, unit_words
from metrics.editions import is_too_old
from metrics.prices import EconomyCount
from services.view import View
from topics.indicator import Extras
from topics.prices import (
    COUNTS,
    MOBILE,
    PRICE,
    PublishedCount,
    RankedPrice,
    band_words,
    basket_ends,
    basket_sizes,
    describe_break,
    describe_price_trend,
    describe_too_few,
    economy_counts,
    line_words,
    own_beside,
    price_ranking,
    price_trends,
    price_words,
    published_counts,
)
from topics.sentences import area_phrase, topic_of
from topics.trend_chart import source_words
from topics.trends import Choice, Trend, find_trends

ECONOMIES, RANKING = "economies", "ranking"
ORDERS = ("place", "dearest", "name")
COUNT_COLUMNS = (
    "time_period",
    "counted_by",
    "band",
    "economies",
    "of_economies",
    "basket",
    "area",
    "edition",
    "source",
)
COLUMNS_OF_A_PRICE = ("place", "ref_area", "area", "time_period", "obs_value", "unit_measure", "band", "indicator")
COLUMNS = (*COLUMNS_OF_A_PRICE, "edition", "source")
FEW = 25
"""Up to so many economies all carry their names in the picture."""


def price_extras(baskets: Sequence[str], area: str, targets: Sequence[Target], view: View) -> Extras:
    """Return the lines to stay below, our own aggregate beside a short published line, and how fast prices fall."""
    state, reference = view.state, view.reference
    trends = [one for basket in baskets for one in find_trends(state, basket, Choice((area,)))]
    read = price_trends(state, reference, baskets, area)
    beside = [one for basket in baskets for one in own_beside(state, reference, basket, area)]
    said = [describe_break(trends, beside)] if len(baskets) > 1 else []
    said += [describe_price_trend(line, found, reference) for line, found in read]
    told = {line.series.indicator for line, _ in read}
    there = {one.series.indicator for one in trends}
    said += [describe_too_few(basket, area, reference) for basket in baskets if basket in there - told]
    aims = [
        AimLine(line_words(one), one.target_value, one.target_year, live=one.target_year >= view.day.year)
        for one in targets
        if one.target_value is not None
    ]
    return Extras(MOBILE, tuple(beside), tuple(aims), tuple(words for words in said if words), _changes(trends))


def _changes(trends: Sequence[Trend]) -> tuple[Change, ...]:
    """Return the mark in the gap between the two mobile baskets, where there is a gap between what is published."""
    ends = basket_ends(trends)
    if ends is None or ends[1].moment <= ends[0].moment:
        return ()
    old, new = ends
    words = text("affordability.break_mark", **basket_sizes())
    return (Change((old.moment + new.moment) / 2, (old.value + new.value) / 2, words),)


# ------------------------------------------------------------------------------- how many economies are below the lines


@dataclass(frozen=True)
class Counted:
    """What is counted: the basket, the group, the bands in words, our own counts and the published ones."""

    basket: str
    group: str
    bands: Sequence[str]
    edition: str
    own: Sequence[EconomyCount]
    published: Sequence[PublishedCount]


def count_economies(basket: str, group: str, lines: Sequence[float], view: View) -> Exhibit | None:
    """Return how many economies of a group are below the lines, over the years."""
    edition, own = economy_counts(view.state, basket, group, lines)
    published = published_counts(view.state, view.reference, basket, group)
    if not own and not published:
        return None
    found = Counted(basket, group, band_words(lines), edition, own, published)
    chart = _count_chart(found, view.reference)
    picture = Picture(ECONOMIES, chart, _count_alt(chart), _count_remarks(chart, found, view))
    table = _count_table(chart.title, found, view.reference)
    return Exhibit(ECONOMIES, [Heading(text("affordability.count.heading")), picture, table])


def _count_chart(found: Counted, reference: Reference) -> EconomyChart:
    return EconomyChart(
        title=_count_title(found, reference),
        about=text(
            "affordability.count.about",
            basket=reference.indicators[found.basket].short_name,
            area=area_phrase(found.group, reference),
        ),
        source=text("affordability.count.own", edition=edition_words(found.edition)) if found.own else "",
        bands=found.bands,
        bars=[_bar(one, found.bands) for one in found.own],
        marks=[CountMark(one.year, one.count, _published_words(one)) for one in found.published],
    )


def _count_title(found: Counted, reference: Reference) -> str:
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
    return counted(key, round(one.count), year=one.year, whole=one.whole, edition=edition_words(one.series.edition))


def _count_remarks(chart: EconomyChart, found: Counted, view: View) -> list[str]:
    remarks = [chart.source] if chart.source else []
    if chart.marks:
        counts = "; ".join(mark.words for mark in chart.marks[-1:])
        remarks.append(text("affordability.count.published_lead", counts=counts))
    if list(COUNTS.values()).count(COUNTS.get(found.basket, "")) > 1:
        remarks.append(text("affordability.count.published_other"))
    remarks.append(text("charts.revision", revision=view.revision_of(found.basket)))
    return remarks


def _count_alt(chart: EconomyChart) -> str:
    lines = [word for bar in chart.bars for word in bar.words[:1]] + [mark.words for mark in chart.marks]
    return text("affordability.count.alt", title=chart.title, lines=". ".join(lines))


def _count_table(title: str, found: Counted, reference: Reference) -> Table:
    heads = [text("affordability.count.year"), text("affordability.count.by"), *found.bands]
    heads += [text("affordability.count.economies"), text("charts.table.edition")]
    own, published = text("affordability.count.by_own"), text("affordability.count.by_published")
    cells = [
        [str(one.year), own, *map(str, one.bands), str(one.economies), edition_words(found.edition)]
        for one in reversed(found.own)
    ]
    empty = [""] * (len(found.bands) - 1)
    cells += [
        [
            *(str(one.year), published, format_plain(one.count, 0), *empty),
            *(
                str(one.whole) if one.whole else text("affordability.count.not_stated"),
                edition_words(one.series.edition),
            ),
        ]
        for one in reversed(found.published)
    ]
    numeric = list(range(2, 3 + len(found.bands)))
    return Table(ECONOMIES, title, heads, cells, numeric, COUNT_COLUMNS, _count_records(found, reference))


def _count_records(found: Counted, reference: Reference) -> list[dict[str, object]]:
    own, published = text("affordability.count.by_own"), text("affordability.count.by_published")
    area = area_phrase(found.group, reference)
    rows: list[tuple[object, ...]] = [
        (one.year, own, band, count, one.economies, found.basket, area, edition_words(found.edition), "")
        for one in found.own
        for band, count in zip(found.bands, one.bands, strict=True)
    ]
    for one in found.published:
        head = (one.year, published, found.bands[0], one.count, one.whole)
        rows.append((*head, found.basket, area, edition_words(one.series.edition), origin_words(one.series.source)))
    return [dict(zip(COUNT_COLUMNS, row, strict=True)) for row in rows]


# ------------------------------------------------------------------------------------ every economy by its latest price


@dataclass(frozen=True)
class Ranking:
    """What is ranked: the basket, the group, the lines, the prices, and the day that says which are old."""

    basket: str
    group: str
    lines: Sequence[float]
    prices: Sequence[RankedPrice]
    oldest_years: float
    view: View

    def name(self, one: RankedPrice) -> str:
        """Return the name of an economy."""
        return self.view.name_of(one.figure.ref_area)

    def is_old(self, one: RankedPrice) -> bool:
        """Return whether a price is too old to say much about today."""
        return is_too_old(one.figure.point, self.view.day, self.oldest_years)


def rank_prices(basket: str, group: str, lines: Sequence[float], view: View) -> Ranking | None:
    """Return the latest prices of the economies of a group, the lowest first; None where there are none."""
    state = view.state
    found = price_ranking(state, view.reference, basket, state.groups.members_of(group, view.day), lines)
    oldest = state.world.limits.oldest_last_value_years
    return Ranking(basket, group, lines, found, oldest, view) if found else None


def no_prices(basket: str, group: str, view: View) -> Notice:
    """Return that no economy of a group has a price."""
    names = {"basket": view.reference.indicators[basket].name, "area": area_phrase(group, view.reference)}
    return Notice(text("affordability.count.none", **names))


def ranking_lead(area: str, ranking: Ranking) -> list[Part]:
    """Return the heading of a ranking, and the place of the area looked at where it has one."""
    heading = Heading(text("affordability.rank.heading"))
    own = next((one for one in ranking.prices if one.figure.ref_area == area), None)
    if own is None:
        return [heading]
    words = text(
        "affordability.rank.lead",
        area=ranking.name(own),
        place=own.place,
        count=len(ranking.prices),
        value=price_words(own.figure.value),
        year=own.figure.year,
    )
    return [heading, said(f"{RANKING}_lead", Lead(words))]


def ranking_picture(ranking: Ranking, marked: Sequence[str]) -> Picture:
    """Return the picture of a ranking; the economies that are marked carry their names."""
    chart = _chart(ranking, marked)
    source = source_words([one.figure.series for one in ranking.prices], ranking.view.revision_of(ranking.basket))
    return Picture(RANKING, chart, _alt(chart), [source])


def _chart(ranking: Ranking, marked: Sequence[str]) -> RankingChart:
    prices = ranking.prices
    low, high = prices[0], prices[-1]
    details = {
        name: value
        for end, one in (("low", low), ("high", high))
        for name, value in (
            (end, price_words(one.figure.value)),
            (f"{end}_area", area_phrase(one.figure.ref_area, ranking.view.reference)),
            (f"{end}_year", one.figure.year),
        )
    }
    key = "title" if len(ranking.prices) > 1 else "title_one"
    topic, area = topic_of(ranking.basket, ranking.view.reference), area_phrase(ranking.group, ranking.view.reference)
    return RankingChart(
        title=text(f"affordability.rank.{key}", topic=topic, count=len(ranking.prices), **details),
        about=text("affordability.rank.about", unit=unit_words(PRICE), area=area),
        source="",
        unit_measure=PRICE,
        bands=band_words(ranking.lines),
        dots=[_dot(one, ranking, marked) for one in ranking.prices],
        lines=[PriceLine(line, price_words(line)) for line in ranking.lines],
        band_counts=_band_counts(ranking),
        old=text("affordability.rank.old", years=int(ranking.oldest_years)) if any(map(ranking.is_old, prices)) else "",
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


def _alt(chart: RankingChart) -> str:
    lines = ". ".join(dot.words for dot in chart.dots if dot.label)
    return text("affordability.rank.alt", title=chart.title, lines=lines)


def ranking_table(title: str, ranking: Ranking, sought: str, order: str) -> Table:
    """Return the table of a ranking, of the economies whose name holds what is sought; the files hold every one."""
    shown = [one for one in ranking.prices if sought.casefold() in ranking.name(one).casefold()]
    if order == "dearest":
        shown.reverse()
    elif order == "name":
        shown.sort(key=ranking.name)
    bands = band_words(ranking.lines)
    names = ("economy", "place", "price", "year", "band_head", "edition")
    cells = [
        [
            *(ranking.name(one), str(one.place), price_words(one.figure.value)),
            *(format_period(one.figure.point.period), bands[one.band], edition_words(one.figure.series.edition)),
        ]
        for one in shown
    ]
    heads = [text(f"affordability.rank.{name}") for name in names]
    records = [_record(one, ranking, bands) for one in ranking.prices]
    return Table(RANKING, title, heads, cells, (1, 2), COLUMNS, records, folded=False)


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
        "edition": edition_words(series.edition),
        "source": origin_words(point.source or series.source),
    }
