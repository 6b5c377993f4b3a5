"""Maps, as what they hold: classes and places, squares and single schools."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.geometry import Bounds
from exhibits.exhibit import Link


@dataclass(frozen=True)
class MapClass:
    """One class of countries, and how many countries it has.

    It is a class of values (they come from the lowest up), of a `status`, or of countries of which nothing is `known`.
    """

    words: str
    count: int
    status: str = ""
    known: bool = True


@dataclass(frozen=True)
class MapPlace:
    """A country: the number of its class, and what is said of it, a line each, its name first."""

    ref_area: str
    number: int
    lines: Sequence[str]


@dataclass(frozen=True)
class CountryMap:
    """A map with its title in words, its unit and area, its source and its name for assistive technology.

    `bounds` is what to show, None the whole inhabited world; `boundaries` the remark that every map of ours carries.
    Whoever shows the map says which country it points out, `picked`, and where `static/geo/countries.json` is to be
    had on our own server, `outlines`.
    """

    title: str
    about: str
    source: str
    boundaries: str
    alt: str
    places: Sequence[MapPlace]
    classes: Sequence[MapClass]
    outlines: str = ""
    bounds: Bounds | None = None
    picked: str = ""


@dataclass(frozen=True)
class PickedPlace:
    """What is said of the country chosen on a map, its name first, and the way to its page."""

    lines: Sequence[str]
    link: Link


@dataclass(frozen=True)
class PickHint:
    """How to choose a country on a map, as long as none is chosen."""

    words: str


@dataclass(frozen=True)
class GridCell:
    """A square of the grid by its middle, with its schools and the share known to be connected (None: nobody knows)."""

    lon: float
    lat: float
    schools: int
    share: float | None
    words: str


@dataclass(frozen=True)
class PointGroup:
    """All schools of one answer: where they are, and what is said of each (safe already)."""

    lon: Sequence[float]
    lat: Sequence[float]
    words: Sequence[str]


@dataclass(frozen=True)
class SchoolMap:
    """A map of schools with its words.

    Either `cells` of a grid of `step` degrees, or `points` by answer. `bounds` is what is shown at least, None the
    inhabited world. `key` says what the marks mean: the answers in their order; or the classes of shares, a square of
    which nobody knows, and how large squares are.
    """

    title: str
    about: str
    source: str
    bounds: Bounds | None
    step: float
    cells: Sequence[GridCell] = ()
    points: Mapping[str, PointGroup] | None = None
    key: Sequence[str] = ()
