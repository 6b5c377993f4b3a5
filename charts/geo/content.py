"""What a map of countries holds: a class for every country, with every text ready to read."""

from charts.theme import NO_FIGURE, RAMPS, STATUS_COLOURS
from exhibits.maps import Colours


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
