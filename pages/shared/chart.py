"""A chart on a page: its heading, the picture with its name, and what stands under it."""

from collections.abc import Callable
from dataclasses import dataclass

import plotly.graph_objects as go
import streamlit as st

from charts.key import draw_heading
from charts.theme import Mode
from pages.shared.example_mark import mark_where_invented
from pages.shared.picture_form import picture_form
from pages.shared.piece import draw_piece
from pages.shared.printing import is_lit

PICTURE = {"width": 1200, "height": 675, "scale": 2}
HEADING_ROOM = "c2030_chart"


@dataclass(frozen=True)
class Picture:
    """Any chart, ready for a page.

    `draw` makes the figure in the colours of a mode; the title and what it is about stand above it as text, so the
    figure needs them only for the downloaded picture. `alt` is its name for assistive technology. `under` is HTML of
    ours (a key, the source), `config` adds to the settings of Plotly, `file` names the saved picture. `registers` are
    those whose rows it holds, schools or pledges: where these are invented, the picture is marked. What a publisher
    states beside them is not, so a picture of headlines names none.
    """

    title: str
    about: str
    alt: str
    draw: Callable[[Mode], go.Figure]
    under: str = ""
    config: dict[str, object] | None = None
    file: str = ""
    registers: tuple[str, ...] = ()


def color_mode() -> Mode:
    """Return whether the reader's page is light or dark; for paper it is light."""
    return "dark" if st.context.theme.type == "dark" and not is_lit() else "light"


def picture_settings(key: str) -> dict[str, object]:
    """Return the settings of Plotly for any chart of ours: one button, which saves it, and no zoom."""
    return {
        "displaylogo": False,
        "displayModeBar": True,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": PICTURE | {"filename": key, "format": picture_form()},
        "scrollZoom": False,
        "doubleClick": False,
        "showTips": False,
    }


def draw_picture(picture: Picture, key: str) -> None:
    """Draw a chart whose only button saves it, as PNG or as SVG as the reader chose in the frame."""
    config = picture_settings(picture.file or key) | (picture.config or {})
    with st.container(gap=None, key=f"{HEADING_ROOM}_{key}"):
        draw_piece(draw_heading(picture.title, picture.about), key=f"{key}_heading")
        figure = picture.draw(color_mode())
        mark_where_invented(figure, color_mode(), picture.registers)
        st.plotly_chart(figure, theme=None, width="stretch", config=config, alt=picture.alt, key=f"{key}_figure")
        draw_piece(picture.under, key=f"{key}_under")
