"""What a map of countries holds: a class for every country, with every text ready to read."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.theme import NO_FIGURE, RAMPS, STATUS_COLOURS, Mode
from data.geometry import Bounds

Colours = dict[Mode, str]


@dataclass(frozen=True)
class MapClass:
    """One class of countries with its colour, and how many countries it has; `status` where it is one."""

    words: str
    count: int
    colours: Colours
    status: str = ""


@dataclass(frozen=True)
class MapPlace:
    """A country: the number of its class, and what is said of it, a line each, its name first."""

    ref_area: str
    number: int
    lines: Sequence[str]


@dataclass(frozen=True)
class CountryMap:
    """A map with its title in words, its unit and area, its source and its name for assistive technology.

    `bounds` is what to show, None the whole inhabited world. `outlines` is the address of `static/geo/countries.json`
    on our own server, `boundaries` the remark that every map of ours carries, `picked` the country to point out.
    """

    title: str
    about: str
    source: str
    boundaries: str
    alt: str
    places: Sequence[MapPlace]
    classes: Sequence[MapClass]
    outlines: str
    bounds: Bounds | None = None
    picked: str = ""


def ramp(count: int) -> list[Colours]:
    """Return so many colours from little to much, spread over the whole range."""
    last = len(RAMPS["light"]) - 1
    places = [round(at * last / max(1, count - 1)) for at in range(count)] if count > 1 else [last // 2 + 1]
    return [{"light": RAMPS["light"][at], "dark": RAMPS["dark"][at]} for at in places]


def status_colours(status: str) -> Colours:
    """Return the colours of a status."""
    light, dark = STATUS_COLOURS[status]
    return {"light": light, "dark": dark}


def no_figure_colours() -> Colours:
    """Return the grey of countries without a figure."""
    return dict(NO_FIGURE)
