"""Bars whose names stand above them, so that any width will do: how high each is, and where its middle lies."""

from collections.abc import Sequence

LINE, BAR, GAP = 18, 14, 12
"""Heights in pixels: a line of words, a bar, the gap under it."""
TOGETHER = 47
"""So many letters fit above a bar on a telephone."""


def bar_height(lines: int) -> int:
    """Return the height of a bar with so many lines of words above and the gap below it, in pixels."""
    return LINE * lines + BAR + GAP


def room_of(lines: Sequence[int]) -> int:
    """Return the height of bars that have so many lines of words each, in pixels."""
    return sum(bar_height(one) for one in lines)


def bar_middles(lines: Sequence[int]) -> list[float]:
    """Return where the middle of each bar lies, in pixels below the top of the plot, which its axis counts."""
    found, top = [], 0
    for one in lines:
        found.append(-float(top + LINE * one + BAR / 2))
        top += bar_height(one)
    return found


def lines_of(names: Sequence[str], longest: int, figures: Sequence[str] = ()) -> list[int]:
    """Return how many lines each name takes with its figures: a name of more letters has a line of its own.

    So has one that is too long together with its figures for a telephone, where the figures are given.
    """
    beside = figures or [""] * len(names)
    pairs = zip(names, beside, strict=True)
    return [2 if len(name) > longest or len(name) + len(words) > TOGETHER else 1 for name, words in pairs]
