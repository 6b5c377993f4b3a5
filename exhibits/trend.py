"""What a trend chart holds: lines, targets and paths to them, with every text ready to read."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from i18n import format_period, format_projected, format_value, text
from metrics.breaks import Step
from metrics.fan import Fan, Path
from metrics.series import Point, Series

GREY = -1
MOST_LABELS = 6
"""So many lines carry their names at their ends; the others are named where one points at them."""
XY = tuple[float, float]


@dataclass(frozen=True)
class TrendLine:
    """One series as a line.

    `colour` counts the colours of the theme, `symbol` the marks; `later` stands alone; `own` is our own aggregate.
    `status` is the code of what all its points are, where they are neither measured nor estimated, such as sums.
    `doubts` are the steps (before, after) that may be breaks which the publisher does not mark.
    """

    name: str
    label: str
    series: Series
    colour: int = 0
    symbol: int = 0
    later: bool = False
    own: bool = False
    status: str = ""
    doubts: tuple[Step, ...] = ()


@dataclass(frozen=True)
class AimLine:
    """A target as a line (or a band up to `upper`) over the whole chart; a past one is drawn in grey."""

    words: str
    value: float
    year: float
    upper: float | None = None
    live: bool = True


@dataclass(frozen=True)
class AimPath:
    """The straight way from a baseline to a target, as (moment, value) pairs; no colour means the target's own."""

    words: str
    start: XY
    end: XY
    live: bool = True
    colour: int | None = None


@dataclass(frozen=True)
class ProjectionFan:
    """A projection of ours as a fan, from the last value of a line to the year `until`.

    `name` says whose it is, `label` is what stands above its value at its end, `colour` is that of its line. Without
    `banded` only the median is drawn; a `scenario` is drawn and named as one, never as a projection.
    """

    name: str
    fan: Fan
    until: int
    colour: int = 0
    label: str = ""
    banded: bool = True
    scenario: bool = False

    @property
    def years(self) -> range:
        """Return the years that it is drawn for: from that of its last value to the last one asked for."""
        return range(self.fan.years[0], min(self.until, self.fan.years[-1]) + 1)

    @property
    def paths(self) -> tuple[Path, ...]:
        """Return which of its lines are shown."""
        return ("median", "low80", "high80", "low50", "high50") if self.banded else ("median",)

    def words(self, year: int, unit_measure: str) -> str:
        """Return a year of it in words: 2030: 86 % (80 % band 81 % to 90 %)."""
        values = {path: self.fan.at(year, path) for path in self.paths}
        words = {path: format_projected(value, unit_measure) for path, value in values.items() if value is not None}
        return text("fan.point" if self.banded else "fan.point_only", year=year, **words)


@dataclass(frozen=True)
class Change:
    """Where one line gives way to another that does not compare with it: a place in the gap between them, and why."""

    moment: float
    value: float
    words: str


@dataclass(frozen=True)
class TrendChart:
    """A chart with its title in words, its unit and area, its source, and its name for assistive technology."""

    title: str
    about: str
    source: str
    alt: str
    unit_measure: str
    lines: Sequence[TrendLine]
    aims: Sequence[AimLine] = field(default_factory=tuple)
    paths: Sequence[AimPath] = field(default_factory=tuple)
    fans: Sequence[ProjectionFan] = field(default_factory=tuple)
    changes: Sequence[Change] = field(default_factory=tuple)
    span: tuple[float, ...] = ()

    @property
    def moments(self) -> list[float]:
        """Return the moments that the axis of time must hold; `span` are those of other charts on the same page."""
        points = [point.moment for line in self.lines for point in (*line.series.points, *line.series.forecasts)]
        ends = [x for path in self.paths for x, _ in (path.start, path.end)]
        projected = [float(year) for fan in self.fans for year in fan.years]
        return [*points, *ends, *(aim.year for aim in self.aims), *projected, *self.span]


@dataclass(frozen=True)
class ScenarioChart(TrendChart):
    """A trend chart of a scenario: the course as it stands, in grey, and the one assumed.

    `course` is the code of what the course as it stands is: projected, straight, unknown or countries.
    """

    course: str = "projected"


def status_words(obs_status: str) -> str:
    """Return what the status of an observation is called."""
    return text(f"charts.obs_status.{obs_status or 'none'}")


def point_words(point: Point, unit_measure: str, status: str) -> str:
    """Return a point as a sentence without its name: 2024: 71.2 % (estimated)."""
    value = " ".join(part for part in (point.qualifier, format_value(point.value, unit_measure)) if part)
    return text("charts.point", period=format_period(point.period), value=value, status=status_words(status))
