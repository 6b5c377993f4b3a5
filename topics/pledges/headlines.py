"""Pledges where no list is published: the headlines, the parts of them that were stated, and how to get a list."""

from collections.abc import Sequence

from exhibits.bars import Bar, Bars
from exhibits.exhibit import Exhibit, Link, Note, Notice, Passage, Picture, Table, said
from exhibits.origins import origin_words
from i18n import format_period, format_share, text, unit_words
from metrics.series import Point, Series
from services.pledges import PLEDGED, WORLD
from services.tracker import State
from services.view import View
from topics.pledges.answer import alt_words
from topics.pledges.chosen import headline
from topics.sentences import value_words
from topics.topic_page import show_topic
from topics.trend_chart import source_words
from topics.trends import Choice

COUNTED = "p2c_pledges"
COLUMNS = ("breakdown", "time_period", "obs_value", "unit_measure", "source")
PARTS_OF = ("pledger region", "recipient region", "pledger", "type")
Part = tuple[str, Point, Series]


def invitation() -> Passage:
    """Return that no list is published, and the way to upload one."""
    upload = Link(text("pledges.upload"), "upload")
    return said("pledges_invite", Note(text("pledges.no_list"), text("pledges.no_list_help"), [upload]))


def show_headlines(view: View) -> list[Exhibit | None]:
    """Return what is known of the pledges without a list: the headlines, and the newest parts of each."""
    if not view.state.world.book.of(PLEDGED, WORLD):
        return [Exhibit(PLEDGED, [Notice(text("pledges.no_headline"))])]
    parts = {one: breakdown(view.state, one) for one in (PLEDGED, COUNTED)}
    shown = [_show_parts(indicator, found, view) for indicator, found in parts.items() if found]
    return [show_topic((PLEDGED,), Choice((WORLD,)), view), *shown]


def breakdown(state: State, indicator: str) -> list[Part]:
    """Return the newest parts of the headlines of an indicator, the largest first; they overlap: no sum."""
    found = [
        (one.dimensions[-1], one.points[-1], one) for one in state.world.book.parts_of(indicator, WORLD) if one.points
    ]
    return sorted(found, key=lambda part: -part[1].value)


def _show_parts(indicator: str, parts: Sequence[Part], view: View) -> Exhibit:
    period, name = max(point.period for _, point, _ in parts), f"{indicator}_parts"
    title = text(f"pledges.parts.{indicator}", period=format_period(period))
    source = source_words([one for _, _, one in parts], view.revision_of(indicator))
    bars = _bars(indicator, parts, period, view.state)
    chart = Bars(title, unit_words(parts[0][2].unit_measure, indicator), source, bars, look="sums")
    overlap = text("pledges.overlap")
    return Exhibit(
        name, [Picture(name, chart, alt_words(chart, overlap), [overlap, source]), _table(indicator, title, parts)]
    )


def _bars(indicator: str, parts: Sequence[Part], period: str, state: State) -> list[Bar]:
    """Return the parts as bars, below the headline of the same day, of which each is a share."""
    published = headline(state, indicator)
    whole = next((one for one in published.points if one.period == period), None) if published else None
    bars = []
    if published is not None and whole is not None:
        words = value_words(whole, published.unit_measure)
        bars.append(Bar(text("pledges.whole"), words, [whole.value], [words], quiet=True))
    for name, point, one in parts:
        words = value_words(point, one.unit_measure)
        if whole is not None:
            words = text("pledges.share", value=words, share=format_share(point.value / whole.value))
        bars.append(Bar(_part(name), words, [point.value], [words]))
    return bars


def _table(indicator: str, title: str, parts: Sequence[Part]) -> Table:
    heads = [text("pledges.table.part"), text("charts.table.value"), text("charts.table.period")]
    cells = [
        [_part(name), value_words(point, one.unit_measure), format_period(point.period)] for name, point, one in parts
    ]
    records = [
        {"breakdown": name, "time_period": point.period, "obs_value": point.value}
        | {"unit_measure": one.unit_measure, "source": origin_words(point.source or one.source)}
        for name, point, one in parts
    ]
    return Table(f"{indicator.replace('_', '-')}-parts", title, heads, cells, (1,), COLUMNS, records)


def _part(name: str) -> str:
    """Return a part as its publisher names it, with what it is a part of set apart: Pledger: government."""
    for what in PARTS_OF:
        if name.startswith(f"{what} "):
            return text("pledges.part", what=what.capitalize(), name=name.removeprefix(what).strip())
    return name[:1].upper() + name[1:]
