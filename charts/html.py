"""Pieces of HTML of our own: the style they share, and escaping, so that data never becomes markup."""

from functools import cache
from html import escape
from pathlib import Path

from charts.theme import BAR, CONTENT, PALETTES, SIZES, STATUS_COLOURS, STEP, status_fill, status_shape


@cache
def style_rules() -> str:
    """Return the style of all our HTML, with the tokens of the look as variables; colours follow light and dark."""
    light, dark = PALETTES["light"], PALETTES["dark"]
    names = ("ink", "muted", "line", "grid", "surface", "page", "accent", "target")
    colours = [f"--c2030-{name}:light-dark({getattr(light, name)},{getattr(dark, name)});" for name in names]
    colours += ["--c2030-edge:light-dark(#8794a1,#6b7a89);"]
    colours += [f"--c2030-{name}:light-dark({pair[0]},{pair[1]});" for name, pair in STATUS_COLOURS.items()]
    fills = {one: (status_fill(one, "light"), status_fill(one, "dark")) for one in STATUS_COLOURS}
    colours += [f"--c2030-fill-{name}:light-dark({pair[0]},{pair[1]});" for name, pair in fills.items()]
    sizes = [f"--c2030-size-{name}:{size}px;" for name, size in SIZES.items()]
    sizes += [f"--c2030-step:{STEP}px;--c2030-content:{CONTENT}px;--c2030-bar:{BAR}px;"]
    rules = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
    return f":root{{{''.join([*sizes, *colours])}}}{rules}"


def wrap(body: str) -> str:
    """Return a piece of our HTML in the frame that carries its colours."""
    return f'<div class="c2030">{body}</div>'


def safe(value: object) -> str:
    """Return a text that shows as it is and can become neither markup nor an attribute."""
    return escape(str(value), quote=True)


def status_chip(status: str, word: str) -> str:
    """Return a status as its shape and word, in its colour."""
    return (
        f'<span class="c2030-chip" style="color:var(--c2030-{safe(status)})">{status_shape(status)}'
        f"<span>{safe(word)}</span></span>"
    )


def keep_together(html: str) -> str:
    """Return HTML in which a figure and its per cent sign stay on one line."""
    return html.replace(" %", "\N{NO-BREAK SPACE}%")
