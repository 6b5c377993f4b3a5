"""What the colours of a map mean, as HTML beside it: each class with its words and how many countries it has."""

from collections.abc import Sequence

from charts.html import keep_together, safe
from charts.theme import status_shape
from exhibits.maps import MapClass
from i18n import counted


def draw_classes(classes: Sequence[MapClass]) -> str:
    """Return the classes as a list: a swatch of the colour, the shape of a status, the words and the count."""
    return keep_together(f'<ul class="c2030-classes">{"".join(_class(one) for one in classes)}</ul>')


def _class(one: MapClass) -> str:
    colour = f"light-dark({one.colours['light']},{one.colours['dark']})"
    shape = f'<span style="color:{safe(colour)}">{status_shape(one.status)}</span>' if one.status else ""
    swatch = shape or f'<i style="background:{safe(colour)}"></i>'
    return (
        f"<li>{swatch}<span>{safe(one.words)}<small>{safe(counted('numbers.countries', one.count))}</small></span></li>"
    )


def draw_picked(lines: Sequence[str], words: str, address: str) -> str:
    """Return what is said of the country chosen on a map, its name first, and the link to its page."""
    if not address:
        return f'<p class="c2030-picked">{" ".join(safe(one) for one in lines)}</p>'
    name, *others = lines
    link = f'<a href="{safe(address)}">{safe(words)}</a>'
    said = "".join(f"<span>{safe(one)}</span>" for one in others)
    return keep_together(f'<p class="c2030-picked"><strong>{safe(name)}</strong>{said}{link}</p>')
