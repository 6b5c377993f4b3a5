"""Passages and tables as HTML: one template a class of the exhibits, every value in it escaped."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.environment import TemplateModule
from markupsafe import Markup

from charts.html import keep_together, safe
from charts.key import sign_chip
from charts.small_trends import draw_small_trend, draw_sparkline
from charts.theme import status_shape
from charts.world_map import ADDRESS, drawn_codes, hair, view_box
from exhibits.exhibit import Cell, Chip, Link, Small, Table, Text
from exhibits.plots import Card
from exhibits.scorecard import TargetLine, TargetRow, TopicCard
from i18n import text

FEWEST_ROWS = 2
ROW_COLUMNS = ("status", "chance", "latest", "aim", "trend", "missing")
COLUMNS = ("target", "status", "latest", "aim", "progress", "trend", "missing")


def write(texts: Iterable[Text]) -> str:
    """Return what a passage is made of as HTML, a figure and its per cent sign on one line."""
    return keep_together("".join(write_one(one) for one in texts))


def write_one(one: Text) -> str:
    """Return one text of a passage as HTML, by the template that has the name of its class."""
    return str(getattr(_templates(), type(one).__name__)(one))


def write_remarks(remarks: Iterable[str | Small]) -> str:
    """Return what stands under a picture as HTML, a line each."""
    return write(Small(one) if isinstance(one, str) else one for one in remarks)


def write_table(table: Table) -> str:
    """Return the table behind a picture in a frame that scrolls.

    A column that says the same in every row is left out and said once below; the files keep it.
    """
    caption = table.title if table.fold else text("charts.table.caption", title=table.title)
    frame = "c2030-wide" if table.short else "c2030-scroll c2030-wide" if table.stacked else "c2030-scroll"
    told = _telling_columns(table)
    grid = str(_templates().Grid(_Grid(caption, table, told), frame))  # type: ignore[attr-defined]
    return grid + write_remarks(_said_once(table, told))


def _telling_columns(table: Table) -> list[int]:
    """Return the places of the columns that differ from row to row; of a single row every column is one."""
    cells = table.cells
    differs = [len({str(row[at]) for row in cells}) > 1 for at in range(len(table.heads))]
    return [at for at, one in enumerate(differs) if one or len(cells) < FEWEST_ROWS]


def _said_once(table: Table, told: Sequence[int]) -> list[str]:
    first = table.cells[0] if table.cells else ()
    same = {head: _plain(first[at]) for at, head in enumerate(table.heads) if at not in told}
    parts = [text("charts.table.same_one", head=head, value=value) for head, value in same.items() if value]
    return [text("charts.table.same", parts="; ".join(parts))] if parts else []


def _plain(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell.word if isinstance(cell, Chip) else cell.words


class _Grid:
    """A table as the template of a small one takes it, with the columns shown; its frame is given beside it."""

    scroll = False

    def __init__(self, caption: str, table: Table, columns: Sequence[int]) -> None:
        self.caption, self.heads = caption, [table.heads[at] for at in columns]
        self.cells = [[row[at] for at in columns] for row in table.cells]
        self.numeric = [place for place, at in enumerate(columns) if at in table.numeric]


@cache
def _templates() -> TemplateModule:
    found = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
    )
    found.tests |= {"chip": lambda one: isinstance(one, Chip), "link": lambda one: isinstance(one, Link)}
    found.filters |= {"shape": _shape, "sign": _sign, "sparkline": _sparkline, "small_trend": _small_trend}
    found.filters |= {"head": _head, "html": _html, "box": view_box, "hair": hair}
    found.globals |= {
        "columns": COLUMNS,
        "row_columns": ROW_COLUMNS,
        "world_codes": drawn_codes(),
        "world_file": ADDRESS,
    }
    return found.get_template("pieces.html").module


def _head(column: str) -> str:
    return text(f"overview.column_{column}")


def _html(one: Text) -> Markup:
    return Markup(write_one(one))  # noqa: S704 - its own template escaped it


def _shape(status: str) -> Markup:
    return Markup(status_shape(status))  # noqa: S704 - SVG of our own


def _small_trend(card: Card) -> Markup:
    return Markup(draw_small_trend(card))  # noqa: S704 - SVG of our own, the name is escaped in it


def _sparkline(line: TargetLine | TargetRow | TopicCard) -> Markup:
    aim = line.aim if isinstance(line, TopicCard) else line.aim_value
    return Markup(draw_sparkline(line.points, aim, safe(line.trend_words)))  # noqa: S704 - SVG of our own


def _sign(kind: str, word: str) -> Markup:
    return Markup(sign_chip(kind, word))  # noqa: S704 - the word is escaped in it
