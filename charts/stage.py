"""What every figure of ours stands on: colours, type, margins, and the title that only the saved picture shows."""

from html import escape
from typing import Any

from charts.theme import FONT, Palette

VEIL = 0.78
"""How much of what lies behind them words in a figure cover."""


def stage_layout(palette: Palette, height: float, margins: tuple[float, float, float, float]) -> dict[str, Any]:
    """Return the layout that figures share; the margins are left, right, top and bottom, in pixels."""
    left, right, top, bottom = margins
    return {
        "template": None,
        "height": height,
        "margin": {"l": left, "r": right, "t": top, "b": bottom, "autoexpand": False},
        "paper_bgcolor": palette.page,
        "plot_bgcolor": palette.page,
        "font": {"family": FONT, "size": 13, "color": palette.ink},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": palette.surface, "bordercolor": palette.line, "font": {"color": palette.ink}},
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": palette.muted, "activecolor": palette.accent},
    }


def picture_title(
    title: str, about: str, source: str, palette: Palette, *, left: int = 12, between: str = " · "
) -> dict[str, Any]:
    """Return the title for the saved picture; on the page it stands above the figure as text.

    `left` is its margin in pixels, `between` what parts the two small texts under it: `<br>` puts each on a line.
    """
    under = between.join(escape(part) for part in (about, source) if part)
    return {
        "text": f"<b>{escape(title)}</b>",
        "subtitle": {"text": under, "font": {"size": 12, "color": palette.muted}},
        "font": {"size": 17, "color": palette.ink},
        "x": 0,
        "xref": "container",
        "xanchor": "left",
        "pad": {"l": left, "t": 12},
        "y": 1,
        "yref": "container",
        "yanchor": "top",
    }


def see_through(colour: str, share: float) -> str:
    """Return a colour, given as #rrggbb, that covers so much (0 to 1) of what lies behind it."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share})"
