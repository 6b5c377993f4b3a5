"""The pictures of a pledge list: against the target, by code, by country and group, and over time."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from charts.key import draw_source
from charts.value_bars import draw_bar_key, draw_value_bars
from exhibits.bars import ValueBar, ValueBars
from exhibits.exhibit import Cell
from i18n import format_plain, text
from metrics.pledges import Tally
from pages.shared.access import get_reference, get_snapshot, get_state
from pages.shared.chart import Picture, draw_picture
from pages.shared.twins import Twin, draw_twin
from services.pledge_words import (
    bar_hover,
    bar_words,
    choice_inside,
    file_words,
    pledged_words,
    reported_words,
)
from services.pledges import PledgeChoice, sums_record
from services.shapes import PLEDGES

HEADS = ("pledges", "with_amount", "pledged", "reported")
RECORD = ("count", "with_amount", "pledged_usd", "reported_usd", "unconverted", "withdrawn", "example")
MOST_BARS = 15


def source_line() -> str:
    """Return which revision of the list a picture shows, and whether its rows are invented."""
    key = "source_example" if PLEDGES in get_state().examples else "source_line"
    return text(f"pledges.{key}", revision=get_snapshot().revision(PLEDGES).revision)


def draw_bars(
    key: str, choice: PledgeChoice, title: str, head: str, rows: Sequence[tuple[str, str, Tally]], remark: str = ""
) -> None:
    """Draw tallies as bars with their table.

    Args:
        key: The name of the picture.
        choice: Which pledges are looked at; title and files say so.
        title: What is seen.
        head: What the rows are, for the table.
        rows: Code, name and tally of each, from the top down.
        remark: What must be known of the picture, above its source.
    """
    title += choice_inside(choice, get_reference())
    bars = [_bar(name, found) for _, name, found in rows[:MOST_BARS]]
    about = text("pledges.about", count=format_plain(len(rows), 0)) if len(rows) > len(bars) else text("pledges.unit")
    show_bars(key, choice, ValueBars(title, about, source_line(), bars), remark)
    cells = [_cells(name, found) for _, name, found in rows]
    records = [_record(code, name, found) for code, name, found in rows]
    heads = [head, *(text(f"pledges.table.{name}") for name in HEADS)]
    columns = ("code", "name", *RECORD)
    name, file = key.replace("_", "-"), file_words(key, choice)
    draw_twin(Twin(name, title, heads, cells, (1, 2, 3, 4), columns, records, file))


def show_bars(key: str, choice: PledgeChoice, chart: ValueBars, remark: str = "") -> None:
    """Draw bars with their key and source."""
    under = draw_bar_key(text("pledges.key.pledged"), text("pledges.key.reported"))
    under += draw_source([one for one in (remark, chart.source) if one])
    bars = " ".join(text("pledges.alt_bar", name=bar.name, words=bar.hover or bar.words) for bar in chart.bars)
    aim = text("pledges.alt_aim", aim=chart.aim[1]) if chart.aim else ""
    alt = text("pledges.alt", title=chart.title, bars=bars, aim=aim).strip()
    figure, file = partial(draw_value_bars, chart), file_words(key, choice)
    draw_picture(Picture(chart.title, chart.about, alt, figure, under, file=file, registers=(PLEDGES,)), key)


def _bar(name: str, found: Tally) -> ValueBar:
    return ValueBar(name, bar_words(found), found.pledged_usd, found.reported_usd, bar_hover(found))


def _cells(name: str, found: Tally) -> list[Cell]:
    counts = [format_plain(found.count, 0), format_plain(found.with_amount, 0)]
    return [name, *counts, pledged_words(found), reported_words(found)]


def _record(code: str, name: str, found: Tally) -> Mapping[str, Any]:
    """Return a bar as a row of the file, in which a sum of nothing is missing, as it is to scripts."""
    example = PLEDGES in get_state().examples
    return {"code": code, "name": name, "withdrawn": found.withdrawn, "example": example, **sums_record(found)}
