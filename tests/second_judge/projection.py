"""The course of a share or a price, learned from how others went on, its errors, and the chance of reaching a line.

Written from `docs/methods.md` alone. A ridge is solved here as ordinary least squares with a row more for each weight.
"""

import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from tests.second_judge.figures import Book, Edition, Figure, Target

FEWEST_POINTS = 5
OLDEST_YEARS = 4
SPANS = (10, 5, 3, 2)
FEWEST_CASES = 60
ORIGINS_HELD_BACK, START = 3, 1.25
FARTHEST = 10
LOW, HIGH = 0.5, 99.5
HELD_BACK, SIZE_HELD_BACK, FLOOR, POWER = 30, 10, 0.1, 0.75
RECORD_WITHIN = 20
GROUPS = ("world", "group")
DEFAULT_YEARS = (1, 2, 3, 5, 6, 8)
DEFAULT_ERRORS = {
    "share": (
        (-0.21, -0.35, -0.46, -0.63, -0.70, -0.76),
        (-0.03, -0.03, -0.02, 0.05, 0.10, 0.20),
        (0.22, 0.38, 0.54, 0.88, 1.04, 1.29),
    ),
    "price": (
        (-0.28, -0.48, -0.68, -1.10, -1.30, -1.61),
        (0, 0, 0, 0, 0, 0),
        (0.26, 0.44, 0.58, 0.79, 0.88, 0.95),
    ),
}
PARTS = [step / 200 for step in range(1, 200)]
TENTH_OF_THEM, MIDDLE, NINE_TENTHS = 19, 99, 179

Points = Sequence[tuple[int, float]]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Scale:
    """On which scale a measure goes on, from which values is learned, and which values the record asks for."""

    name: str
    damping: float
    low: float
    high: float
    record_points: int
    record_low: float
    record_high: float

    def bend(self, value: float) -> float:
        """Return the place of a value: its logit, or its logarithm."""
        if self.name == "price":
            return math.log(value)
        share = clip(value) / 100
        return math.log(share / (1 - share))

    def unbend(self, place: float) -> float:
        """Return the value of a place."""
        return math.exp(place) if self.name == "price" else 100 / (1 + math.exp(-place))

    def damped_part(self, value: float) -> float:
        """Return how much of a course is the damped one: none up to 75 %, half from 85 % on; of a price none."""
        return 0.0 if self.name == "price" else 0.5 * min(1.0, max(0.0, (value - 75) / 10))


SHARE = Scale("share", 0.9, 5, 95, 8, 5, 95)
PRICE = Scale("price", 0.7, 0, 1000, 5, 0, 1000)


def clip(share: float) -> float:
    """Return a share cut to the range that a bent scale can take."""
    return min(max(share, LOW), HIGH)


def scale_of(target: Target) -> Scale | None:
    """Return the scale of a rising share or of a falling price; none for all else."""
    if target.unit in {"PT", "PT_POP", "PT_HH"} and target.direction == "up" and target.kind == "level":
        return SHARE
    return PRICE if target.unit == "PT_GNIPC" and target.kind == "ceiling" else None


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


@dataclass(frozen=True)
class Stand:
    """Where a series stands in a year: its value, its place, and its traits."""

    year: int
    value: float
    place: float
    traits: tuple[float, ...]


def stand_of(points: Points, year: int, scale: Scale) -> Stand | None:
    """Return where a series stands in a year, none without a value then or without any slope."""
    places = {when: scale.bend(value) for when, value in points if when <= year and (scale is SHARE or value > 0)}
    if year not in places:
        return None
    slopes: list[float] = []
    for span in SPANS:
        recent = [(when, place) for when, place in places.items() if when > year - span]
        if len(recent) > 1:
            slopes.append(statistics.linear_regression(*zip(*recent, strict=True)).slope)
        elif slopes:
            slopes.append(slopes[-1])
        else:
            return None
    place = places[year]
    return Stand(year, dict(points)[year], place, (*slopes, place, place**2, place * slopes[0]))


@dataclass(frozen=True)
class Lesson:
    """What the cases of a number of years ahead teach."""

    years: int
    scale: Scale
    traits: Numbers
    gains: Numbers
    values: Numbers
    _kept: dict[str, Numbers] = field(default_factory=dict)

    @property
    def middle(self) -> Numbers:
        """Return the means of the traits."""
        return np.asarray(self.traits.mean(axis=0))

    @property
    def width(self) -> Numbers:
        """Return the deviations of the traits, 1 where they never change."""
        found = self.traits.std(axis=0)
        return np.where(found < 1e-9, 1.0, found)

    @property
    def reach(self) -> float:
        """Return by how many slopes a damped course goes on."""
        return sum(self.scale.damping**step for step in range(1, self.years + 1))

    def learn(self) -> "Lesson":
        """Work everything out."""
        found = (self.traits - self.middle) / self.width
        self._kept["weights"] = shrunk(found, self.gains, HELD_BACK)
        self._kept["shift"] = np.asarray(np.median(self.gains - self.reach * self.traits[:, 0]))
        errors = self.gains - self._moved(self.traits, self.values)
        self._kept["error"] = np.asarray(np.median(errors))
        away = np.abs(errors - self._kept["error"])
        sizes = np.log(away + FLOOR * np.median(away) + 1e-9)
        self._kept["sizes"] = shrunk(found[:, 4:6], sizes, SIZE_HELD_BACK)
        parts = np.quantile((errors - self._kept["error"]) / self._size(self.traits), PARTS)
        self._kept["parts"] = parts - parts[MIDDLE]
        return self

    def _moved(self, traits: Numbers, values: Numbers) -> Numbers:
        learned = with_one((traits - self.middle) / self.width) @ self._kept["weights"]
        damped = self.reach * traits[:, 0] + self._kept["shift"]
        part = np.array([self.scale.damped_part(value) for value in values])
        return np.asarray((1 - part) * learned + part * damped)

    def _size(self, traits: Numbers) -> Numbers:
        found = ((traits - self.middle) / self.width)[:, 4:6]
        return np.asarray(np.exp(with_one(found) @ self._kept["sizes"]))

    def tell(self, stands: Sequence[Stand]) -> tuple[Numbers, Numbers]:
        """Return the middle places of series that stand so, and the distances of all parts from them."""
        traits = np.array([one.traits for one in stands])
        cut = np.clip(traits, self.traits.min(axis=0), self.traits.max(axis=0))
        learned = with_one((cut - self.middle) / self.width) @ self._kept["weights"]
        damped = self.reach * traits[:, 0] + self._kept["shift"]
        part = np.array([self.scale.damped_part(one.value) for one in stands])
        places = np.array([one.place for one in stands])
        middle = places + (1 - part) * learned + part * damped + self._kept["error"]
        return middle, self._size(cut)[:, None] * self._kept["parts"]


def with_one(traits: Numbers) -> Numbers:
    """Return the traits with a first one that is 1."""
    return np.column_stack([np.ones(len(traits)), traits])


def shrunk(traits: Numbers, outcomes: Numbers, held_back: float) -> Numbers:
    """Return the weights of 1 and the traits: a row of the root of `held_back` each draws all but the first to 0."""
    more = np.eye(traits.shape[1] + 1)[1:] * math.sqrt(held_back)
    rows = np.concatenate([with_one(traits), more])
    return np.asarray(np.linalg.lstsq(rows, np.concatenate([outcomes, np.zeros(len(more))]), rcond=None)[0])


@dataclass
class Errors:
    """What is known of an indicator by a year, from the series of all economies up to then."""

    scale: Scale
    year: int
    series: list[Points]
    groups: list[Points] = field(default_factory=list)
    _stands: list[list[Stand]] = field(default_factory=list)
    _lessons: dict[int, list[Lesson]] = field(default_factory=dict)
    _scales: dict[bool, list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find where each series stood in each of its years."""
        self._stands = [self._stands_of(points) for points in self.series]

    def _stands_of(self, points: Points) -> list[Stand]:
        found = (stand_of(points, when, self.scale) for when, _ in points)
        return [one for one in found if one]

    def lessons(self, year: int) -> list[Lesson]:
        """Return what was taught by a year of 1, 2, ... years ahead, as far as there were enough cases."""
        if year not in self._lessons:
            self._lessons[year] = []
            for ahead in range(1, FARTHEST + 1):
                cases = list(self._cases(year, ahead))
                if len(cases) < FEWEST_CASES:
                    break
                traits, gains, values = (np.array(one) for one in zip(*cases, strict=True))
                self._lessons[year].append(Lesson(ahead, self.scale, traits, gains, values).learn())
        return self._lessons[year]

    def _cases(self, year: int, ahead: int) -> list[tuple[tuple[float, ...], float, float]]:
        cases: list[tuple[tuple[float, ...], float, float]] = []
        for points, stands in zip(self.series, self._stands, strict=True):
            places = {when: self.scale.bend(value) for when, value in points if when <= year}
            cases += [
                (one.traits, places[one.year + ahead] - one.place, one.value)
                for one in stands
                if one.year + ahead in places and self._teaches(points, one)
            ]
        return cases

    def _teaches(self, points: Points, one: Stand) -> bool:
        so_far = sum(when <= one.year for when, _ in points)
        return so_far >= FEWEST_POINTS and self.scale.low <= one.value <= self.scale.high

    def _is_recorded(self, points: Points, one: Stand) -> bool:
        recent = sum(one.year - RECORD_WITHIN < when <= one.year for when, _ in points)
        return recent >= self.scale.record_points and self.scale.record_low <= one.value <= self.scale.record_high

    def tell(self, stands: Sequence[Stand], year: int, years: int) -> tuple[list[Numbers], list[Numbers]]:
        """Return, by years ahead, middle places and distances as a year knew them, not yet scaled."""
        lessons = self.lessons(year)
        told = [one.tell(stands) for one in lessons[:years]] if lessons else self._borrowed(stands, years)
        middles, distances = [one[0] for one in told], [one[1] for one in told]
        known = len(told)
        before = middles[-2] if known > 1 else np.array([one.place for one in stands])
        step = middles[-1] - before
        for ahead in range(known + 1, years + 1):
            step = step * self.scale.damping
            middles.append(middles[-1] + step)
            distances.append(distances[known - 1] * (ahead / known) ** POWER)
        return middles, distances

    def _borrowed(self, stands: Sequence[Stand], years: int) -> list[tuple[Numbers, Numbers]]:
        told = []
        for ahead in range(1, years + 1):
            reach = sum(self.scale.damping**step for step in range(1, ahead + 1))
            low, middle, high = default_quantiles(ahead, self.scale)
            bell, tenth = statistics.NormalDist(), statistics.NormalDist().inv_cdf(0.9)
            bent = [bell.inv_cdf(part) / tenth for part in PARTS]
            distances = np.array([one * (middle - low if one < 0 else high - middle) for one in bent])
            places = np.array([one.place + one.traits[0] * reach + middle for one in stands])
            told.append((places, np.tile(distances, (len(stands), 1))))
        return told

    def scales(self, *, group: bool = False) -> list[float]:
        """Return by how much the bands of 1, 2, ... years ahead are scaled: those of groups by their own past."""
        if group not in self._scales:
            if group:
                told = [(points, self._stands_of(points)) for points in self.groups]
                self._scales[group] = self._find_scales(told, self.scales())
            else:
                told = list(zip(self.series, self._stands, strict=True))
                self._scales[group] = self._find_scales(told, [START] * FARTHEST)
        return self._scales[group]

    def _find_scales(self, told: list[tuple[Points, list[Stand]]], before: list[float]) -> list[float]:
        own = bool(self.lessons(self.year))
        ratios: dict[tuple[int, bool], dict[int, list[float]]] = {}
        for year in sorted({one.year for _, stands in told for one in stands}):
            if year < self.year and bool(self.lessons(year)) == own:
                self._add_ratios(year, told, ratios)
        scales: list[float] = []
        for ahead in range(1, FARTHEST + 1):
            scale = before[ahead - 1] * (scales[-1] / before[ahead - 2] if scales else 1.0)
            recorded, every = ratios.get((ahead, True), {}), ratios.get((ahead, False), {})
            found = recorded if sum(map(len, recorded.values())) >= FEWEST_CASES else every
            cases = [one for some in found.values() for one in some]
            if len(cases) >= FEWEST_CASES:
                within = min(10.0, max(0.1, float(np.quantile(cases, 0.8))))
                weights = ORIGINS_HELD_BACK, len(found)
                scale = math.exp((weights[0] * math.log(scale) + weights[1] * math.log(within)) / sum(weights))
            scales.append(scale)
        return scales

    def _add_ratios(
        self,
        year: int,
        told: list[tuple[Points, list[Stand]]],
        ratios: dict[tuple[int, bool], dict[int, list[float]]],
    ) -> None:
        """Add how far outcomes lay from what was said in a year, in halves of the 80 % band on their side."""
        there = [
            (points, one)
            for points, stands in told
            for one in stands
            if one.year == year and (self._teaches(points, one) or self._is_recorded(points, one))
        ]
        if not there:
            return
        middles, distances = self.tell([one for _, one in there], year, FARTHEST)
        for row, (points, one) in enumerate(there):
            came = {when - year: value for when, value in points if year < when <= min(self.year, year + FARTHEST)}
            for ahead, value in came.items():
                off = self.scale.bend(value) - middles[ahead - 1][row]
                edges = distances[ahead - 1][row]
                ratio = abs(off) / max(1e-9, edges[NINE_TENTHS] if off >= 0 else -edges[TENTH_OF_THEM])
                for key in {(ahead, False), (ahead, self._is_recorded(points, one))}:
                    ratios.setdefault(key, {}).setdefault(year, []).append(ratio)


def economy_errors(book: Book, indicator: str, scale: Scale, day: date) -> Errors:
    """Return what is known of an indicator by the year of the day."""
    countries, groups = ([*lines_of(book, indicator, kinds, scale, day)] for kinds in (("country",), GROUPS))
    return Errors(scale, day.year, countries, groups)


def lines_of(book: Book, indicator: str, kinds: Sequence[str], scale: Scale, day: date) -> Iterator[Points]:
    """Return the newest edition with five figures of every area of some kinds, up to the day."""
    for area in (one for kind in kinds for one in book.areas_with(indicator, kind)):
        long = next((e for e in book.editions(indicator, area) if len(e.figures) >= FEWEST_POINTS), None)
        if long is not None:
            yield [(year, value) for year, value in annual(long) if year <= day.year and (scale is SHARE or value > 0)]


def annual(edition: Edition) -> list[tuple[int, float]]:
    """Return the years and values of an edition."""
    return [(figure.year, figure.value) for figure in edition.figures]


def default_quantiles(years: int, scale: Scale) -> tuple[float, float, float]:
    """Return the default 10, 50 and 90 % errors: interpolated, and widening as the root of time beyond 8 years."""
    low, middle, high = (float(np.interp(years, DEFAULT_YEARS, row)) for row in DEFAULT_ERRORS[scale.name])
    factor = math.sqrt(max(years, DEFAULT_YEARS[-1]) / DEFAULT_YEARS[-1])
    return middle + factor * (low - middle), middle, middle + factor * (high - middle)


@dataclass(frozen=True)
class Course:
    """One edition's course for one target: where it stands, and what is known of how others went on."""

    stand: Stand
    edition: Edition
    scale: Scale
    errors: Errors
    group: bool = False

    @classmethod
    def of(cls, edition: Edition, scale: Scale, errors: Errors, *, group: bool = False) -> "Course | None":
        """Return the course of an edition; none where it has no slope."""
        stand = stand_of(annual(edition), edition.last.year, scale)
        return cls(stand, edition, scale, errors, group) if stand else None

    def places(self, years: int) -> list[float]:
        """Return the places of all parts so many years ahead: no part nearer to the middle than in a year before."""
        middles, distances = self.errors.tell([self.stand], self.errors.year, years)
        scales = self.errors.scales(group=self.group)
        scaled = [one[0] * scales[min(at, FARTHEST - 1)] for at, one in enumerate(distances)]
        widest = [
            (min if at < MIDDLE else max)(float(one[at]) for one in scaled) if at != MIDDLE else 0.0
            for at in range(len(PARTS))
        ]
        return [float(middles[-1][0]) + one for one in widest]

    def value(self, years: int, part: int = MIDDLE) -> float:
        """Return the value that the course gives so many years after its last figure; a share ends at 99.5 %."""
        found = self.scale.unbend(self.places(years)[part])
        return min(found, HIGH) if self.scale is SHARE else found

    def chance(self, line: float, years: int) -> float:
        """Return the share of the errors that carry the course to the line."""
        reach = line if self.scale is PRICE else min(line, HIGH)
        below = float(np.interp(self.scale.bend(reach), self.places(years), PARTS, left=0.0, right=1.0))
        return below if self.scale is PRICE else 1 - below

    def contradicted_by(self, figure: Figure) -> bool:
        """Return whether a figure of a later year lies outside the 80 % band of the course."""
        years = figure.year - self.edition.last.year
        if years < 1 or figure.edition == self.edition.name:
            return False
        return not self.value(years, TENTH_OF_THEM) <= figure.value <= self.value(years, NINE_TENTHS)
