"""Labels at the ends of lines: wrapped, and moved apart so that none covers another."""

import textwrap
from collections.abc import Sequence

LINE_HEIGHT = 15.0
CHARACTER_WIDTH = 6.9
WIDEST = 17


def wrap_label(words: str, widest: int = WIDEST) -> list[str]:
    """Return a label as lines of at most so many characters; only a single longer word is longer."""
    return textwrap.wrap(words, widest, break_long_words=False) or [""]


def label_width(lines: Sequence[str]) -> float:
    """Return about how wide a label is, in pixels."""
    return max((len(line) for line in lines), default=0) * CHARACTER_WIDTH


def spread(wanted: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Return places near the wanted ones at which labels do not overlap, in the order given.

    Args:
        wanted: The middle of each label, in pixels from the top.
        heights: The height of each label, in pixels.
        room: How high the chart is, in pixels; labels stay inside as long as they fit.

    Returns:
        The middle of each label, in pixels from the top.
    """
    order = sorted(range(len(wanted)), key=lambda at: (wanted[at], at))
    placed = [0.0] * len(wanted)
    below = 0.0
    for at in order:
        placed[at] = max(wanted[at], below + heights[at] / 2)
        below = placed[at] + heights[at] / 2
    above = room
    for at in reversed(order):
        placed[at] = min(placed[at], above - heights[at] / 2)
        above = placed[at] - heights[at] / 2
    return placed
