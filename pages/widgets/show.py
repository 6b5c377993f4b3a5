"""Exhibits on a page: each part drawn as what it is, from top to bottom."""

from collections.abc import Iterable
from functools import partial

import streamlit as st

from charts.drawing import figure_of, key_of
from charts.pieces import write, write_remarks, write_table
from exhibits.exhibit import Exhibit, Files, Heading, Notice, Part, Passage, Picture, Table
from i18n import text
from pages.shared import chart as older
from pages.shared.downloads import offer_files, offer_rows
from pages.shared.filters import escape_markdown
from pages.shared.piece import draw_piece


def show(*exhibits: Exhibit | None) -> None:
    """Draw exhibits one after another; where there is none, nothing."""
    for exhibit in exhibits:
        if exhibit is not None:
            show_parts(exhibit.parts)


def show_parts(parts: Iterable[Part]) -> None:
    """Draw the parts of an exhibit."""
    for part in parts:
        match part:
            case Heading():
                (st.header if part.level == 2 else st.subheader)(part.words, anchor=False)
            case Passage():
                draw_piece(write(part.texts), key=part.name)
            case Notice():
                _show_notice(part)
            case Picture():
                _show_picture(part)
            case Table():
                _show_table(part)
            case Files():
                offer_files(part.make, part.file, key=part.name)


def _show_notice(notice: Notice) -> None:
    items = "\n".join(f"- {escape_markdown(item)}" for item in notice.items)
    words = escape_markdown(notice.words) + (f"\n\n{items}" if items else "")
    (st.warning if notice.kind == "warning" else st.info)(words, icon=f":material/{notice.icon}:")


def _show_picture(picture: Picture) -> None:
    content = picture.content
    drawn = older.Picture(
        content.title,
        content.about,
        picture.alt,
        partial(figure_of, content),
        key_of(content) + write_remarks(picture.remarks),
        file=picture.file,
        registers=tuple(picture.registers),
    )
    older.draw_picture(drawn, picture.name)


def _show_table(table: Table) -> None:
    fold = table.fold or text("frame.table")
    with st.expander(fold, icon=":material/table:") if table.folded else st.container():
        draw_piece(write_table(table), key=f"{table.name}_table")
        offer_rows(table.columns, table.records, table.file or table.name, key=f"{table.name}_download")
