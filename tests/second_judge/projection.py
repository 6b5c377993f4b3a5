"""The course of a share or a price, the errors such courses had, and the chance of reaching a line."""

import math
import statistics
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate

from tests.second_judge.figures import Book, Edition, Figure, Target

FEWEST_POINTS = 5
OLDEST_YEARS = 4
TREND_YEARS = 10
FEWEST_ERRORS = 60
FEW_ORIGINS = 3
STRETCH = 1.25
LONGEST = 10
LOW, HIGH = 0.5, 99.5
TENTH = statistics.NormalDist().inv_cdf(0.9)
DEFAULT_YEARS = (1, 2, 3, 5, 6, 8)
DEFAULT_ERRORS = (
    (-0.21, -0.35, -0.46, -0.63, -0.70, -0.76),
    (-0.03, -0.03, -0.02, 0.05, 0.10, 0.20),
    (0.22, 0.38, 0.54, 0.88, 1.04, 1.29),
)

Points = Sequence[tuple[int, float]]


@dataclass(frozen=True)
class Scale:
    """How a measure is bent for its course, and on which scale its errors are measured."""

    name: str
    damping: float
    low: float
    high: float

    def bend(self, value: float) -> float:
        """Return a value on the scale on which the course is a damped line."""
        if self.name == "price":
            return math.log(value)
        share = clip(value) / 100
        return -math.log(-math.log(share)) if self.name == "gompertz" else math.log(share / (1 - share))

    def unbend(self, bent: float) -> float:
        """Return the value of a point on that scale."""
        if self.name == "price":
            return math.exp(bent)
        return 100 * (math.exp(-math.exp(-bent)) if self.name == "gompertz" else 1 / (1 + math.exp(-bent)))

    def measure(self, value: float) -> float:
        """Return a value on the scale of errors: logit for shares, logarithm for prices."""
        return math.log(value) if self.name == "price" else LOGIT.bend(value)


GOMPERTZ = Scale("gompertz", 0.9, 5, 95)
LOGIT = Scale("logit", 0.9, 5, 95)
PRICE = Scale("price", 0.7, 0, math.inf)


def clip(share: float) -> float:
    """Return a share cut to the range that a bent scale can take."""
    return min(max(share, LOW), HIGH)


def scale_of(target: Target) -> Scale | None:
    """Return the scale of a rising share or of a falling price; none for all else."""
    if target.unit in {"PT", "PT_POP", "PT_HH"} and target.direction == "up" and target.kind == "level":
        return GOMPERTZ
    return PRICE if target.unit == "PT_GNIPC" and target.kind == "ceiling" else None


def annual(edition: Edition) -> list[tuple[int, float]]:
    """Return the years and values of an edition."""
    return [(figure.year, figure.value) for figure in edition.figures]


def course_values(points: Points, scale: Scale, years: int = LONGEST) -> list[float]:
    """Return the values of the course 1, 2, ... years after the last point: anchored at it, its slope damped."""
    last = points[-1][0]
    recent = [(year, scale.bend(value)) for year, value in points if year > last - TREND_YEARS]
    slope = statistics.linear_regression(*zip(*recent, strict=True)).slope if len(recent) > 1 else 0.0
    steps = accumulate(scale.damping**step for step in range(1, years + 1))
    return [scale.unbend(recent[-1][1] + slope * step) for step in steps]


def course_edition(editions: list[Edition], day: date) -> Edition | None:
    """Return the newest edition with at least five periods, the last of which is at most four years old."""
    return next(
        (
            edition
            for edition in editions
            if len(edition.figures) >= FEWEST_POINTS and day.year - edition.last.year <= OLDEST_YEARS
        ),
        None,
    )


@dataclass
class Errors:
    """Outcome minus course, by years ahead, of all economies; and the years from which they were projected."""

    by_years: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    origins: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    @property
    def enough(self) -> bool:
        """Return whether the errors one year ahead are enough to be used at all."""
        return len(self.by_years.get(1, [])) >= FEWEST_ERRORS

    def ahead(self, years: int) -> list[float]:
        """Return the sorted errors for a horizon, widened from a shorter one where it has too few of its own."""
        held = max(
            (known for known, errors in self.by_years.items() if known <= years and len(errors) >= FEWEST_ERRORS)
        )
        errors, middle = self.by_years[held], statistics.median(self.by_years[held])
        factor = STRETCH if len(self.origins[held]) < FEW_ORIGINS else 1.0
        factor *= default_width(years) / default_width(held)
        return sorted(middle + factor * (error - middle) for error in errors)


def economy_errors(book: Book, indicator: str, scale: Scale, day: date) -> Errors:
    """Return the errors of all economies' own rolling-origin courses whose outcome is known by the year of the day."""
    errors = Errors()
    for area in book.areas_with(indicator, "country"):
        long = next((e for e in book.editions(indicator, area) if len(e.figures) >= FEWEST_POINTS), None)
        if long is not None:
            add_errors(errors, [point for point in annual(long) if point[0] <= day.year], scale)
    return errors


def add_errors(errors: Errors, points: Points, scale: Scale) -> None:
    """Add what the courses of one series would have got wrong."""
    known = dict(points)
    for count in range(FEWEST_POINTS, len(points)):
        origin, value = points[count - 1]
        if not scale.low <= value <= scale.high:
            continue
        for years, expected in enumerate(course_values(points[:count], scale), start=1):
            if origin + years in known:
                missed = scale.measure(known[origin + years]) - scale.measure(expected)
                errors.by_years[years].append(missed)
                errors.origins[years].add(origin)


def default_quantiles(years: int) -> tuple[float, float, float]:
    """Return the default 10, 50 and 90 % errors: interpolated, and widening as the root of time beyond 8 years."""
    if years > DEFAULT_YEARS[-1]:
        low, middle, high = default_quantiles(DEFAULT_YEARS[-1])
        factor = math.sqrt(years / DEFAULT_YEARS[-1])
        return middle + factor * (low - middle), middle, middle + factor * (high - middle)
    right = bisect_left(DEFAULT_YEARS, years)
    left = right if DEFAULT_YEARS[right] == years else right - 1
    part = (years - DEFAULT_YEARS[left]) / ((DEFAULT_YEARS[right] - DEFAULT_YEARS[left]) or 1)
    low, middle, high = (row[left] + part * (row[right] - row[left]) for row in DEFAULT_ERRORS)
    return low, middle, high


def default_width(years: int) -> float:
    """Return how wide the default 80 % band is at a horizon."""
    low, _, high = default_quantiles(years)
    return high - low


@dataclass(frozen=True)
class Course:
    """One edition's course for one target: its values, and the errors that go with it."""

    edition: Edition
    scale: Scale
    errors: Errors

    @classmethod
    def of(cls, edition: Edition, scale: Scale, errors: Errors) -> "Course":
        """Return the course: the logit one, with its default errors, where a share has too few of its own."""
        return cls(edition, LOGIT if scale is GOMPERTZ and not errors.enough else scale, errors)

    def value(self, years: int) -> float:
        """Return the value that the course gives so many years after its last figure."""
        return course_values(annual(self.edition), self.scale, years)[-1]

    def chance(self, line: float, years: int) -> float:
        """Return the share of the errors that carry the course to the line."""
        reach = line if self.scale is PRICE else min(line, HIGH)
        needed = self.scale.measure(reach) - self.scale.measure(self.value(years))
        if not self.errors.enough:
            below = split_normal(needed, self._defaults(years))
            return below if self.scale is PRICE else 1 - below
        errors = self.errors.ahead(years)
        if self.scale is PRICE:
            return bisect_right(errors, needed) / len(errors)
        return (len(errors) - bisect_left(errors, needed)) / len(errors)

    def contradicted_by(self, figure: Figure) -> bool:
        """Return whether a figure of a later year lies outside the 80 % band of the course."""
        years = figure.year - self.edition.last.year
        if years < 1 or figure.edition == self.edition.name:
            return False
        if self.errors.enough:
            tenths = statistics.quantiles(self.errors.ahead(years), n=10, method="inclusive")
            low, high = tenths[0], tenths[-1]
        else:
            low, _, high = self._defaults(years)
        return not low <= self.scale.measure(figure.value) - self.scale.measure(self.value(years)) <= high

    def _defaults(self, years: int) -> tuple[float, float, float]:
        low, middle, high = default_quantiles(years)
        return (-high, -middle, -low) if self.scale is PRICE else (low, middle, high)


def split_normal(at: float, quantiles: tuple[float, float, float]) -> float:
    """Return the probability below a point: a normal curve of its own width on either side of the median."""
    low, middle, high = quantiles
    side = middle - low if at < middle else high - middle
    return statistics.NormalDist().cdf((at - middle) / side * TENTH)
