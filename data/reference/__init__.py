"""Reference data: indicators, areas, memberships, frameworks and thresholds, read and checked on load.

Facts that somebody may dispute stand in the files beside this module, each with a source and a reason. A
file that does not fit its model is a broken install and raises, naming file and row.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from data.reference.reading import BrokenReferenceError as BrokenReferenceError
from data.reference.reading import broken, made_of, read_keyed, read_rows
from data.reference.reading import read_toml_as as read_toml_as
from data.schemas.area import Area, Membership
from data.schemas.framework import Framework, SdgLink
from data.schemas.indicator import Comparability, Indicator, Whole
from data.schemas.rules import Rules
from data.schemas.thresholds import Thresholds

FOLDER = Path(__file__).parent


@dataclass(frozen=True, eq=False)
class Reference:
    """All reference facts; `other_names` maps publishers' names and codes of areas to our own codes.

    `wholes` says of how many a publisher counted, by indicator, area, period and edition. `comparability` says
    what of an indicator cannot be compared. `own` are the codes of the indicators that are not built in but were
    published here, `unit_words` what their units are called. `sdg_links`
    are the SDG targets that a target of ours serves, by its id.
    """

    indicators: Mapping[str, Indicator]
    areas: Mapping[str, Area]
    memberships: tuple[Membership, ...]
    frameworks: Mapping[str, Framework]
    thresholds: Thresholds
    other_names: Mapping[str, str]
    wholes: Mapping[tuple[str, str, str, str], Whole]
    comparability: tuple[Comparability, ...] = ()
    own: frozenset[str] = frozenset()
    unit_words: Mapping[str, str] = field(default_factory=dict)
    sdg_links: Mapping[str, tuple[SdgLink, ...]] = field(default_factory=dict)

    @cached_property
    def _by_group(self) -> Mapping[str, tuple[Membership, ...]]:
        return _collect((one.group, one) for one in self.memberships)

    @cached_property
    def _by_country(self) -> Mapping[str, tuple[Membership, ...]]:
        return _collect((one.ref_area, one) for one in self.memberships)

    def members_of(self, group: str, on: date) -> tuple[str, ...]:
        """Return the countries of a group on a day, sorted by code; none for a country or an unknown code."""
        return tuple(sorted(one.ref_area for one in self._by_group.get(group, ()) if one.holds_on(on)))

    def groups_of(self, ref_area: str, on: date) -> tuple[str, ...]:
        """Return the groups that a country belongs to on a day, the world first; none for a group."""
        return tuple(one.group for one in self._by_country.get(ref_area, ()) if one.holds_on(on))

    def rules(self, today: date) -> Rules:
        """Return what a row is validated against on a day."""
        names = {code: area.name for code, area in self.areas.items()}
        countries = frozenset(code for code, area in self.areas.items() if area.kind == "country")
        earliest = self.thresholds.earliest_year.value
        return Rules(self.indicators, names, today, earliest, self.other_names, countries, self.own)


@cache
def load_reference() -> Reference:
    """Return the reference data of the product, read once.

    Raises:
        BrokenReferenceError: If a file does not fit its model.
    """
    return read_reference(FOLDER)


def read_reference(folder: Path) -> Reference:
    """Return the reference data of a folder.

    Raises:
        BrokenReferenceError: If a file is missing, cannot be read or does not fit its model.
    """
    areas = read_keyed(folder / "areas.csv", Area, "ref_area")
    indicators = read_keyed(folder / "indicators.toml", Indicator, "indicator")
    _check_derivations(folder / "indicators.toml", indicators)
    frameworks = read_keyed(folder / "frameworks.toml", Framework, "framework")
    thresholds = folder / "thresholds.toml"
    return Reference(
        indicators=indicators,
        areas=areas,
        memberships=_memberships(folder / "memberships.csv", areas),
        frameworks=dict(sorted(frameworks.items(), key=lambda item: item[1].order)),
        thresholds=read_toml_as(thresholds, Thresholds),
        other_names=_other_names(folder / "area_names.csv", areas),
        wholes=_wholes(folder / "wholes.csv", indicators),
        comparability=_comparability(folder / "comparability.csv", indicators),
        sdg_links=_sdg_links(folder / "sdg_links.csv"),
    )


def _collect(pairs: Iterable[tuple[str, Membership]]) -> Mapping[str, tuple[Membership, ...]]:
    found: dict[str, list[Membership]] = {}
    for key, one in pairs:
        found.setdefault(key, []).append(one)
    return {key: tuple(many) for key, many in found.items()}


def _check_derivations(path: Path, indicators: Mapping[str, Indicator]) -> None:
    for code, indicator in indicators.items():
        for part in indicator.derived.of if indicator.derived else ():
            if part not in indicators:
                raise broken(path, code, f"derived.of: {part} is no indicator")


def _memberships(path: Path, areas: Mapping[str, Area]) -> tuple[Membership, ...]:
    found: list[Membership] = []
    for place, row in read_rows(path):
        days = {name: row.get(name) or None for name in ("since", "until")}
        made = made_of(path, place, Membership, {**row, **days})
        for code, what in ((made.group, "group"), (made.ref_area, "country")):
            if code not in areas or (areas[code].kind == "country") != (what == "country"):
                raise broken(path, place, f"{code} is no {what} of areas.csv")
        found.append(made)
    return tuple(found)


def _other_names(path: Path, areas: Mapping[str, Area]) -> dict[str, str]:
    found: dict[str, str] = {}
    for place, row in read_rows(path):
        name, code = str(row.get("name_or_code") or ""), str(row.get("ref_area") or "")
        if not name or name in found:
            raise broken(path, place, f"name_or_code: '{name}' is empty or stands there twice")
        if code not in areas:
            raise broken(path, place, f"ref_area: {code} is no area of areas.csv")
        found[name] = code
    return found


def _wholes(path: Path, indicators: Mapping[str, Indicator]) -> dict[tuple[str, str, str, str], Whole]:
    found: dict[tuple[str, str, str, str], Whole] = {}
    for place, row in read_rows(path):
        made = made_of(path, place, Whole, row)
        if made.indicator not in indicators:
            raise broken(path, place, f"indicator: {made.indicator} is no indicator")
        found[(made.indicator, made.ref_area, made.time_period, made.edition)] = made
    return found


def _comparability(path: Path, indicators: Mapping[str, Indicator]) -> tuple[Comparability, ...]:
    found = []
    for place, row in read_rows(path):
        made = made_of(path, place, Comparability, row)
        if made.indicator not in indicators:
            raise broken(path, place, f"indicator: {made.indicator} is no indicator")
        found.append(made)
    return tuple(found)


def _sdg_links(path: Path) -> dict[str, tuple[SdgLink, ...]]:
    found: dict[str, dict[str, SdgLink]] = {}
    for place, row in read_rows(path):
        made = made_of(path, place, SdgLink, row)
        of_target = found.setdefault(made.target_id, {})
        if made.sdg_target in of_target:
            raise broken(path, place, f"sdg_target: {made.sdg_target} stands there twice for {made.target_id}")
        of_target[made.sdg_target] = made
    return {target: tuple(sorted(links.values(), key=lambda one: one.place)) for target, links in found.items()}
