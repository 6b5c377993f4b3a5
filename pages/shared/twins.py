"""A table twin: rows behind a picture, to read in words and to download as they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from charts.facts import draw_table
from exhibits.exhibit import Cell
from i18n import text
from pages.shared.downloads import offer_rows
from pages.shared.piece import draw_piece


@dataclass(frozen=True)
class Twin:
    """The table behind a picture.

    `heads` and `cells` are what is read (words, numbers with their unit), `numeric` the places of figures among them;
    `columns` and `records` what is downloaded, one record a row. `name` names the table (letters, digits, hyphens) and,
    unless `file` says what it holds, its files. A `stacked` table has its cells below each other on a telephone.
    """

    name: str
    title: str
    heads: Sequence[str]
    cells: Sequence[Sequence[Cell]]
    numeric: Sequence[int]
    columns: Sequence[str]
    records: Sequence[Mapping[str, Any]]
    file: str = ""
    stacked: bool = False


def draw_twin(twin: Twin, *, folded: bool = True) -> None:
    """Draw the table, in a fold where the picture stands above it, with its downloads."""
    room = st.expander(text("frame.table"), icon=":material/table:") if folded else st.container()
    with room:
        caption = text("charts.table.caption", title=twin.title)
        table = draw_table(caption, twin.heads, twin.cells, twin.numeric, scroll=True, stacked=twin.stacked)
        draw_piece(table, key=f"{twin.name}_table")
        offer_rows(twin.columns, twin.records, twin.file or twin.name, key=f"{twin.name}_download")
