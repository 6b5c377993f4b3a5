"""Places in an order as people say them: 1st, 2nd, 23rd, 111th."""

from i18n.catalogue import text

ENDINGS = {1: "st", 2: "nd", 3: "rd"}
TEENS = range(11, 14)


def format_place(place: int) -> str:
    """Return a place in an order: 1st, 12th, 22nd."""
    ending = "th" if place % 100 in TEENS else ENDINGS.get(place % 10, "th")
    return text(f"ordinals.{ending}", place=f"{place:,}")
