"""Targets as exhibits: one line a target, how many have each status, and the head of a single one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from exhibits.trend import XY


@dataclass(frozen=True)
class TargetLine:
    """A target with everything that a line of a list says of it."""

    target_id: str
    number: str
    wording: str
    link: str
    area: str
    status: str
    status_word: str
    latest: str
    latest_note: str
    beside: str
    aim: str
    deadline: str
    progress: float | None
    progress_words: str
    points: Sequence[XY]
    aim_value: float | None
    trend_words: str
    missing: str
    reason: str
    marks: Sequence[tuple[str, str]] = field(default_factory=tuple)
    applies: bool = True
    chance: str = ""


@dataclass(frozen=True)
class TargetLines:
    """Targets line by line under a heading; without one where there is one above already."""

    lines: Sequence[TargetLine]
    title: str = ""


@dataclass(frozen=True)
class FrameworkTitle:
    """The heading of a framework or of another section, with what it is in a sentence where that needs one."""

    name: str
    about: str = ""


@dataclass(frozen=True)
class StatusCounts:
    """How many targets have each status, as (status, word, number), with a name for whoever does not see the bar."""

    counts: Sequence[tuple[str, str, int]]
    name: str


@dataclass(frozen=True)
class TargetHead:
    """A target with its status and the reason for it."""

    place: str
    wording: str
    status: str
    status_word: str
    area: str
    reason: str
