"""Labels at the ends of lines: wrapped, and moved apart so that none covers another."""

import re
import textwrap
from collections.abc import Sequence
from html import unescape

LINE_HEIGHT = 15.0
CHARACTER_WIDTH = 7.4
WIDEST = 17
MARKUP = re.compile(r"</?b>")


def wrap_label(words: str, widest: int = WIDEST) -> list[str]:
    """Return a label as lines of at most so many characters; only a single longer word is longer."""
    return textwrap.wrap(words, widest, break_long_words=False) or [""]


def label_width(lines: Sequence[str]) -> float:
    """Return about how wide a label is, in pixels; markup takes no room."""
    return max((len(unescape(MARKUP.sub("", line))) for line in lines), default=0) * CHARACTER_WIDTH


def spread(wanted: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Return places near the wanted ones at which labels do not overlap, in the order given.

    Labels that would overlap form a block, which stands where its labels are on average nearest to their places.

    Args:
        wanted: The middle of each label, in pixels from the top.
        heights: The height of each label, in pixels.
        room: How high the chart is, in pixels; labels stay inside as long as they fit.

    Returns:
        The middle of each label, in pixels from the top.
    """
    order = sorted(range(len(wanted)), key=lambda at: (wanted[at], at))
    blocks: list[list[int]] = []
    for at in order:
        blocks.append([at])
        while len(blocks) > 1 and _top(blocks[-1], wanted, heights, room) < _bottom(blocks[-2], wanted, heights, room):
            last = blocks.pop()
            blocks[-1].extend(last)
    placed = [0.0] * len(wanted)
    for block in blocks:
        edge = _top(block, wanted, heights, room)
        for at in block:
            placed[at] = edge + heights[at] / 2
            edge += heights[at]
    return placed


def _top(block: Sequence[int], wanted: Sequence[float], heights: Sequence[float], room: float) -> float:
    """Return where a block of labels begins: at the mean of what its labels want, but inside the room."""
    edge, wishes = 0.0, []
    for at in block:
        wishes.append(wanted[at] - heights[at] / 2 - edge)
        edge += heights[at]
    return max(0.0, min(sum(wishes) / len(wishes), room - edge))


def _bottom(block: Sequence[int], wanted: Sequence[float], heights: Sequence[float], room: float) -> float:
    return _top(block, wanted, heights, room) + sum(heights[at] for at in block)
