"""What the schools page shows of a census for a choice: totals, places, connection types, speeds, what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.reference import Reference
from metrics.editions import is_too_old
from metrics.schools import BANDS, NO, YES, CountrySchools, SpeedBand
from metrics.series import make_point
from services.groups import kind_of
from services.schools.cube import Census, Cube
from services.tracker import State
from services.view import View

GIGA_TARGET = "GIGA-1"
NOT_MEASURED: SpeedBand = "not_measured"
Box = tuple[float, float, float, float]
"""West, south, east and north in degrees."""


@dataclass(frozen=True)
class SchoolChoice:
    """Which schools a reader looks at; what is left empty is not restricted.

    `area` is a country or any group, `admin1` a part of the country, the rest are words of the census.
    """

    area: str
    admin1: str = ""
    levels: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        """Return whether only some of the schools of the area are looked at."""
        return bool(self.admin1 or self.levels or self.types)

    def labels(self, members: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return the labels of the cube that fit the choice, by dimension."""
        wanted = {
            "admin1": (self.admin1,) if self.admin1 else (),
            "education_level": self.levels,
            "connection_type": self.types,
            "connectivity": self.answers,
        }
        return {"ref_area": tuple(members)} | {name: words for name, words in wanted.items() if words}


@dataclass(frozen=True)
class Speeds:
    """The schools by band of speed, and how many are fast enough for their students, of those known.

    A measured speed counts whatever is said of the connectivity; `connected` says how many schools of each band are
    known to be connected.
    """

    bands: Mapping[SpeedBand, int]
    connected: Mapping[SpeedBand, int]
    enough: int
    enough_known: int

    @property
    def total(self) -> int:
        """Return how many schools there are, measured or not."""
        return sum(self.bands.values())

    @property
    def measured(self) -> int:
        """Return how many schools have a measured speed."""
        return sum(count for band, count in self.bands.items() if band != NOT_MEASURED)

    @property
    def measured_connected(self) -> int:
        """Return how many schools with a measured speed are known to be connected."""
        return sum(count for band, count in self.connected.items() if band != NOT_MEASURED)


@dataclass(frozen=True)
class SchoolView:
    """Everything that the page says of the schools chosen.

    `whole` counts them whatever their connectivity, `answers` by it, `shown` only those with the answers chosen;
    everything below is of the shown. `members` are the countries of the area, `holding` those of them with schools.
    `places` are the countries of a group, or the parts of a country, by code or name. `example` says that some are
    invented, `source` is what stands under each picture.
    """

    choice: SchoolChoice
    reference: Reference
    members: tuple[str, ...]
    holding: tuple[str, ...]
    whole: CountrySchools
    shown: CountrySchools
    answers: Mapping[str, CountrySchools]
    places: Mapping[str, CountrySchools]
    types: Mapping[str, CountrySchools]
    speeds: Speeds
    cube: Cube
    example: bool = False
    source: str = ""

    @property
    def located_only(self) -> bool:
        """Return whether nothing is known of their connectivity, as in a list of locations."""
        found = self.whole.connectivity
        return found.total > 0 and found.unknown == found.total

    @property
    def by_country(self) -> bool:
        """Return whether the places are countries; otherwise they are parts of one."""
        return len(self.members) > 1


def members_of(view: View, ref_area: str) -> tuple[str, ...]:
    """Return the countries of an area on the day looked at: its members, or itself."""
    if kind_of(ref_area, view.reference) == "country":
        return (ref_area,)
    return view.members_of(ref_area)


def make_view(census: Census, view: View, choice: SchoolChoice) -> SchoolView:
    """Return what the page shows of a census for a choice."""
    members = members_of(view, choice.area)
    holding = tuple(one for one in members if one in census.checked_on)
    cube = census.cube_of(holding, choice.admin1).where(replace(choice, answers=()).labels(holding))
    shown = cube.where({"connectivity": choice.answers}) if choice.answers else cube
    place = "ref_area" if len(members) > 1 else "admin1"
    newest = max((census.checked_on[one] for one in holding), default="")
    return SchoolView(
        choice,
        view.reference,
        members,
        holding,
        replace(census.count(cube).get((), CountrySchools()), checked_on=newest),
        census.count(shown).get((), CountrySchools()),
        {labels[0]: found for labels, found in census.count(cube, ("connectivity",)).items()},
        {labels[0]: found for labels, found in census.count(shown, (place,)).items()},
        {labels[0]: found for labels, found in census.count(shown, ("connection_type",)).items()},
        _speeds(shown),
        shown,
        census.has_examples and ("Y",) in shown.sums(("example",), ("schools",)),
    )


def _speeds(cube: Cube) -> Speeds:
    whole = cube.sums((), ("enough", "enough_known"))[()]
    connected = cube.where({"connectivity": (YES,)})
    return Speeds(_by_band(cube), _by_band(connected), int(whole["enough"]), int(whole["enough_known"]))


def _by_band(cube: Cube) -> dict[SpeedBand, int]:
    sums = cube.sums(("speed",), ("schools",))
    return {band: int(sums.get((band,), {"schools": 0})["schools"]) for band in BANDS}


def left_behind(cube: Cube) -> dict[tuple[str, str], int]:
    """Return the schools known not to be connected by electricity and best network."""
    found = cube.where({"connectivity": (NO,)}).sums(("electricity", "network_coverage"), ("schools",))
    return {(labels[0], labels[1]): int(numbers["schools"]) for labels, numbers in found.items()}


def is_stale(checked_on: str, day: date, oldest_years: float) -> bool:
    """Return whether the newest check is older than so many years; one without a date is not."""
    return bool(checked_on) and is_too_old(make_point(checked_on, 0.0), day, oldest_years)


def options_of(census: Census, view: View, ref_area: str) -> dict[str, list[str]]:
    """Return the words to choose from in an area, by dimension, those of the most schools first."""
    holding = [one for one in members_of(view, ref_area) if one in census.checked_on]
    cube = census.cube_of(holding).where({"ref_area": holding})
    named = {name: cube.labels_of(name) for name in ("education_level", "connection_type")}
    parts = sorted(one for one in cube.labels_of("admin1") if one) if len(holding) == 1 else []
    return named | {"admin1": parts}


def target_year(state: State) -> int | None:
    """Return the year by which every school is to be connected, None where that target is not published."""
    found = state.by_id.get(GIGA_TARGET)
    return found.target_year if found else None
