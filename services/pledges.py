"""What a pledge list says: as sums for files and scripts, and as the series that a target is judged by."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any

from data.schemas.origins import PLEDGE_LIST, edition_code
from data.schemas.pledge import FOCUS_AREAS, PLEDGER_KINDS, Pledge
from i18n import text
from metrics.pledges import Tally, concerns, standing, tally, tally_by, usd_rate, year_ends
from metrics.series import Point, Series, date_moment
from services.groups import custom_members, is_custom

WORLD = "WLD"
PLEDGED = "p2c_pledged_value"
UNIT = "USD"
Record = dict[str, Any]
Members = Callable[[str, date | None], Collection[str]]


def pledges_for(pledges: Sequence[Pledge], ref_area: str, members_of: Members, day: date) -> list[Pledge]:
    """Return the pledges that concern an area on a day; the world is concerned by every pledge."""
    if ref_area == WORLD:
        return list(pledges)
    members = custom_members(ref_area) if is_custom(ref_area) else members_of(ref_area, day)
    return [one for one in pledges if concerns(one, ref_area, frozenset(members))]


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
    points = tuple(
        Point(day.isoformat(), date_moment(day), value, "A", qualifier) for day, value in year_ends(held, last)
    )
    if not points:
        return None
    return Series(
        indicator=PLEDGED,
        ref_area=WORLD,
        edition=edition_code(PLEDGE_LIST, complete_on),
        released=complete_on[:7],
        source=PLEDGE_LIST,
        unit_measure=UNIT,
        points=points,
        register=True,
    )


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
