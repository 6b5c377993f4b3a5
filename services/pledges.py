"""What a pledge list says: as sums for pages and scripts, by area, and as the series that a target is judged by."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.reference import Reference
from data.schemas.pledge import FOCUS_AREAS, PLEDGER_KINDS, Pledge
from i18n import format_date, text
from metrics.pledges import Tally, concerns, named_countries, standing, tally, tally_by, usd_rate, year_ends
from metrics.series import Point, Series, date_moment
from services.groups import custom_members, is_custom

WORLD = "WLD"
PLEDGED = "p2c_pledged_value"
UNIT = "USD"
SCHEMES = ("un-ldc", "un-lldc", "un-sids", "itu-region", "income")
"""The groups that a list is looked at by: those that pledges have as their focus, ITU's regions, and incomes."""
Record = dict[str, Any]
Members = Callable[[str, date | None], Collection[str]]


@dataclass(frozen=True)
class PledgeChoice:
    """Which pledges are looked at: of these focus areas, kinds and types (all where empty), concerning an area."""

    focus_areas: Collection[str] = ()
    pledger_kinds: Collection[str] = ()
    pledge_types: Collection[str] = ()
    ref_area: str = WORLD

    @property
    def is_all(self) -> bool:
        """Return whether every pledge is looked at."""
        return not (self.focus_areas or self.pledger_kinds or self.pledge_types) and self.ref_area == WORLD

    def fits(self, pledge: Pledge) -> bool:
        """Return whether a pledge is of the chosen focus areas, kinds and types."""
        asked = (
            (self.focus_areas, pledge.focus_area),
            (self.pledger_kinds, pledge.pledger_kind),
            (self.pledge_types, pledge.pledge_type),
        )
        return all(not codes or code in codes for codes, code in asked)


@dataclass(frozen=True)
class AreaPledges:
    """The pledges that concern an area, and their tally."""

    ref_area: str
    pledges: tuple[Pledge, ...]
    tally: Tally


def choose_pledges(
    pledges: Sequence[Pledge], choice: PledgeChoice, members_of: Members, day: date
) -> tuple[Pledge, ...]:
    """Return the pledges that a choice asks for, in their order."""
    fitting = [one for one in pledges if choice.fits(one)]
    return tuple(pledges_for(fitting, choice.ref_area, members_of, day))


def pledges_for(pledges: Sequence[Pledge], ref_area: str, members_of: Members, day: date) -> list[Pledge]:
    """Return the pledges that concern an area on a day; the world is concerned by every pledge."""
    if ref_area == WORLD:
        return list(pledges)
    members = custom_members(ref_area) if is_custom(ref_area) else members_of(ref_area, day)
    return [one for one in pledges if concerns(one, ref_area, frozenset(members))]


def rank_countries(pledges: Sequence[Pledge], reference: Reference) -> list[AreaPledges]:
    """Return every country that a standing pledge names, the one with the most dollars first, then the most pledges."""
    countries = {code for code, area in reference.areas.items() if area.kind == "country"}
    return _ranked(named_countries(standing(pledges), countries))


def rank_groups(pledges: Sequence[Pledge], reference: Reference, members_of: Members, day: date) -> list[AreaPledges]:
    """Return every group of `SCHEMES` that a standing pledge concerns; groups overlap, so they are never added up."""
    groups = [code for code, area in reference.areas.items() if area.scheme in SCHEMES]
    valid = standing(pledges)
    return _ranked({code: pledges_for(valid, code, members_of, day) for code in groups})


def _ranked(held: Mapping[str, Sequence[Pledge]]) -> list[AreaPledges]:
    found = [AreaPledges(code, tuple(some), tally(some)) for code, some in held.items() if some]
    return sorted(found, key=lambda one: (-one.tally.pledged_usd, -one.tally.count, one.ref_area))


def naming_groups_of(pledges: Sequence[Pledge], country: str, reference: Reference, day: date) -> list[Pledge]:
    """Return the standing pledges that do not name a country, but a group that it belongs to."""
    groups = {*reference.groups_of(country, day), WORLD}
    return [one for one in standing(pledges) if country not in one.areas and any(code in groups for code in one.areas)]


def complete_series(pledges: Sequence[Pledge], complete_on: str) -> Series | None:
    """Return the value of a list that is complete on a day, by which the target of the pledges is judged.

    It has a point at each 31 December from the first pledge and at that day; one alone where a valued pledge has no
    date. Invented rows never count. Where amounts could not be converted, the value says "at least".

    Args:
        pledges: The published pledges.
        complete_on: The day, `2026-03-04`; empty where the list is partial.

    Returns:
        The series, None where the list is partial or holds no value in US dollars.
    """
    held = [one for one in pledges if not one.example]
    if not complete_on:
        return None
    last = date.fromisoformat(complete_on)
    lower = any(one.amount is not None and usd_rate(one) is None for one in standing(held))
    qualifier = text("pledges.at_least") if lower else ""
    points = tuple(_point(day, value, qualifier) for day, value in year_ends(held, last))
    if not points:
        return None
    return Series(
        indicator=PLEDGED,
        ref_area=WORLD,
        edition=text("pledges.edition", day=format_date(last)),
        released=complete_on[:7],
        source=text("pledges.source"),
        unit_measure=UNIT,
        points=points,
        register=True,
    )


def partial_series(pledges: Sequence[Pledge], day: date) -> Series | None:
    """Return the value of a list that nobody said to be complete, as that of a complete one; no target is judged by it.

    None where the list holds no value in US dollars.
    """
    points = tuple(_point(end, value) for end, value in year_ends(pledges, day))
    return Series(PLEDGED, WORLD, "", "", text("pledges.source"), UNIT, points) if points else None


def _point(day: date, value: float, qualifier: str = "") -> Point:
    return Point(day.isoformat(), date_moment(day), value, "A", qualifier)


def value_series(steps: Sequence[tuple[date, float]], edition: str) -> Series | None:
    """Return cumulated values as a series to be drawn: of each month the last; None where there are none."""
    monthly = {(day.year, day.month): (day, value) for day, value in steps}
    points = tuple(_point(day, value) for day, value in monthly.values())
    if not points:
        return None
    return Series(PLEDGED, WORLD, edition, "", text("pledges.source"), UNIT, points)


def pledges_record(pledges: Sequence[Pledge]) -> Record:
    """Return the pledges as scripts read them: counts and sums in US dollars, by focus area and kind of pledger.

    A sum is None where no pledge states an amount that is in US dollars or can be converted: that is not 0. Withdrawn
    pledges are left out; each code of a list has its sums, and `not_stated` those of the rest. `not_converted` counts
    the amounts that no sum holds, `unconverted` adds them up by currency.
    """
    return _tally_record(tally(pledges)) | {
        "by_focus_area": _by_record(pledges, "focus_area", FOCUS_AREAS),
        "by_pledger_kind": _by_record(pledges, "pledger_kind", PLEDGER_KINDS),
    }


def _by_record(pledges: Sequence[Pledge], name: str, codes: Sequence[str]) -> Record:
    return {code: _tally_record(one) for code, one in tally_by(pledges, name, codes).items()}


def sums_record(found: Tally) -> Record:
    """Return counts and sums as a row of a file; amounts that no sum holds stand beside them, with their currencies."""
    others = "; ".join(f"{code} {amount:.15g}" for code, amount in found.unconverted.items())
    plain = {name: value for name, value in _tally_record(found).items() if name != "not_converted"}
    return plain | {"unconverted": others}


def _tally_record(found: Tally) -> Record:
    return {
        "count": found.count,
        "with_amount": found.with_amount,
        "pledged_usd": found.pledged_usd if found.valued else None,
        "reported_usd": found.reported_usd if found.valued_reported else None,
        "not_converted": found.not_converted,
        "unconverted": dict(found.unconverted),
    }
