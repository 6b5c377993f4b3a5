"""The colours of the classes of a map, and its key: each class with its words and how many countries it has."""

from collections.abc import Mapping, Sequence

from charts.html import keep_together, safe
from charts.theme import NO_FIGURE, RAMPS, STATUS_COLOURS, Mode, status_shape
from exhibits.maps import MapClass
from i18n import counted

Colours = Mapping[Mode, str]


def colours_of(classes: Sequence[MapClass]) -> list[Colours]:
    """Return the colours of classes: a status has its own, values go from little to much, no figure is grey."""
    shades = iter(ramp(sum(one.known and not one.status for one in classes)))
    return [_colours(one) or next(shades) for one in classes]


def _colours(one: MapClass) -> Colours | None:
    """Return the colours of a class that is none of values."""
    if not one.known:
        return no_figure_colours()
    return status_colours(one.status) if one.status else None


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


def draw_classes(classes: Sequence[MapClass]) -> str:
    """Return the classes as a list: a swatch of the colour, the shape of a status, the words and the count."""
    return keep_together(f'<ul class="c2030-classes">{"".join(map(_entry, classes, colours_of(classes)))}</ul>')


def _entry(one: MapClass, colours: Colours) -> str:
    colour = f"light-dark({colours['light']},{colours['dark']})"
    shape = f'<span style="color:{safe(colour)}">{status_shape(one.status)}</span>' if one.status else ""
    swatch = shape or f'<i style="background:{safe(colour)}"></i>'
    return (
        f"<li>{swatch}<span>{safe(one.words)}<small>{safe(counted('numbers.countries', one.count))}</small></span></li>"
    )
