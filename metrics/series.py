"""A series: the observations of one indicator for one area in ONE edition; and the book of all of them.

`metrics.book` makes the book from rows.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date

from data.schemas.fields import period_start
from data.schemas.observation import TOTAL

DAYS_IN_A_YEAR = 365.25
EPOCH = date(2000, 1, 1)
TOTALS = (TOTAL, TOTAL, TOTAL, TOTAL)
Dimensions = tuple[str, str, str, str]


def moment(period: str) -> float:
    """Return a period as a number of years on one time axis.

    An annual period stands for its year, so that differences are whole years; a dated one counts by its days
    (a month by its first day).
    """
    if len(period) == len("2024"):
        return float(int(period))
    return date_moment(period_start(period))


def date_moment(day: date) -> float:
    """Return a date as a number of years on the time axis of dated figures: 2026-12-31 is close to 2027.

    A day is 1 / 365.25 of a year wherever it lies, so that differences count the days between.
    """
    return EPOCH.year + (day - EPOCH).days / DAYS_IN_A_YEAR


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series; `moment` is its place on the time axis in years."""

    period: str
    moment: float
    value: float
    obs_status: str = ""
    qualifier: str = ""
    source: str = ""

    @property
    def year(self) -> int:
        """Return the year observed."""
        return int(self.period[:4])

    @property
    def dated(self) -> bool:
        """Return whether the figure is dated, rather than standing for a whole year."""
        return len(self.period) > len("2024")


def make_point(period: str, value: float, obs_status: str = "", qualifier: str = "") -> Point:
    """Return a point with its place on the time axis."""
    return Point(period, moment(period), value, obs_status, qualifier)


@dataclass(frozen=True, slots=True)
class Series:
    """The observations of one indicator, area and edition, oldest first.

    `points` are what was observed; `forecasts` are the publisher's own projections (obs_status F), never "latest"
    and never evidence. `derived` says that no publisher states it: it follows from other indicators. `register` says
    that it was counted in a register published here, which goes before any figure about the same thing. `certainty` is
    the word of evidence that decides nothing (second hand, a proxy, our own count); empty for what decides.
    """

    indicator: str
    ref_area: str
    edition: str
    released: str
    source: str
    unit_measure: str
    points: tuple[Point, ...]
    forecasts: tuple[Point, ...] = ()
    dimensions: Dimensions = TOTALS
    derived: bool = False
    register: bool = False
    certainty: str = ""

    @property
    def latest(self) -> Point | None:
        """Return the newest observation, None where there is none."""
        return self.points[-1] if self.points else None

    def with_points(self, points: Iterable[Point]) -> "Series":
        """Return the same series with other points."""
        return replace(self, points=tuple(points))

    def estimated_share(self) -> float | None:
        """Return the share of estimates (0 to 1) among the points that state a status; None where none does.

        A derived series has breaks at most, which say nothing of estimates.
        """
        stated = [point for point in self.points if point.obs_status]
        if not stated or self.derived:
            return None
        return sum(point.obs_status == "E" for point in stated) / len(stated)


Key = tuple[str, str]
Shelf = Mapping[Key, tuple[Series, ...]]
"""Series by indicator and area."""


class Layer(Shelf):
    """A shelf laid over another: what it holds goes before, and an empty place hides what is below."""

    def __init__(self, below: Shelf, changed: Shelf, later: Mapping[str, Callable[[], Shelf]] | None = None) -> None:
        """Keep what is changed; `later` makes what is changed of an indicator when that is first asked for."""
        self._below, self._changed, self._later = below, dict(changed), dict(later or {})

    def areas_of(self, indicator: str) -> set[str]:
        """Return the areas of an indicator, without making what is changed of others."""
        self._make(indicator)
        changed = {area: bool(found) for (name, area), found in self._changed.items() if name == indicator}
        below = (area for area in _areas_of(self._below, indicator) if area not in changed)
        return {*below, *(area for area, there in changed.items() if there)}

    def _make(self, indicator: str) -> None:
        make = self._later.get(indicator)
        if make:  # others may read at the same time, so nothing that they hold is changed
            self._changed = {**self._changed, **make()}
            self._later = {name: one for name, one in self._later.items() if name != indicator}

    def _keys(self) -> list[Key]:
        for indicator in self._later:
            self._make(indicator)
        changed = self._changed
        below = (key for key in self._below if key not in changed)
        return [*below, *(key for key, found in changed.items() if found)]

    def __getitem__(self, key: Key) -> tuple[Series, ...]:
        """Return what stands there."""
        self._make(key[0])
        found = self._changed.get(key)
        if found == ():
            raise KeyError(key)
        return self._below[key] if found is None else found

    def __iter__(self) -> Iterator[Key]:
        """Give all there is."""
        return iter(self._keys())

    def __len__(self) -> int:
        """Return how much there is."""
        return len(self._keys())


def _areas_of(shelf: Shelf, indicator: str) -> set[str]:
    if isinstance(shelf, Layer):
        return shelf.areas_of(indicator)
    return {area for name, area in shelf if name == indicator}


@dataclass(frozen=True)
class SeriesBook:
    """All series by indicator and area, newest edition first; the totals apart from the breakdowns.

    `evidence` is what nobody saw at its publisher, what stands in for something else and what we counted ourselves,
    total or breakdown: it is shown, and nothing is judged, projected, ranked or mapped by it. `releases` has the newest
    month of release of every published edition that is no evidence.
    """

    totals: Shelf
    parts: Shelf = field(default_factory=dict)
    evidence: Shelf = field(default_factory=dict)
    releases: Mapping[str, str] = field(default_factory=dict)

    def of(self, indicator: str, ref_area: str) -> tuple[Series, ...]:
        """Return the series of totals of an indicator in an area, one an edition, newest edition first."""
        return self.totals.get((indicator, ref_area), ())

    def parts_of(self, indicator: str, ref_area: str) -> tuple[Series, ...]:
        """Return the series by sex, age, urban/rural or other breakdown, newest edition first."""
        return self.parts.get((indicator, ref_area), ())

    def evidence_of(self, indicator: str, ref_area: str) -> tuple[Series, ...]:
        """Return the series that are evidence only, newest edition first."""
        return self.evidence.get((indicator, ref_area), ())

    def areas_with(self, indicator: str) -> tuple[str, ...]:
        """Return the areas that have any total of an indicator, in alphabetical order of their codes."""
        return tuple(sorted(_areas_of(self.totals, indicator)))

    def indicators(self) -> frozenset[str]:
        """Return the indicators that have any series."""
        return frozenset(name for name, _ in self.totals) | frozenset(name for name, _ in self.parts)

    def with_totals(self, changed: Shelf, later: Mapping[str, Callable[[], Shelf]] | None = None) -> "SeriesBook":
        """Return the same book with the totals of some indicators and areas changed or added.

        `later` makes those of an indicator when they are first asked for.
        """
        return replace(self, totals=Layer(self.totals, changed, later))

    def changed_by(self, other: "SeriesBook", indicators: AbstractSet[str], areas: AbstractSet[str]) -> "SeriesBook":
        """Return the same book with all that is known of these indicators in these areas taken from another one."""
        pairs = ((self.totals, other.totals), (self.parts, other.parts), (self.evidence, other.evidence))
        gone = [{key: () for key in old if key[0] in indicators and key[1] in areas} for old, _ in pairs]
        totals, parts, evidence = (Layer(old, {**none, **new}) for (old, new), none in zip(pairs, gone, strict=True))
        both = (self.releases, other.releases)
        newest = {name: max(one.get(name, "") for one in both) for name in {**both[0], **both[1]}}
        return SeriesBook(totals, parts, evidence, newest)
