"""What an area is: the groups it belongs to with their dates, its members, its people; and how its targets stand."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.reference import Reference
from data.schemas.area import Membership
from i18n import counted, format_date, text
from metrics.judgement import Status
from services.figures import Figure, latest_figure
from services.groups import kind_of
from services.scorecard import ScorecardRow
from services.sentences import area_phrase
from services.view import View
from services.wording import area_name

WORLD = "WLD"
POPULATION = "population"
SPECIAL = "special"
SCHEMES = ("itu-region", "income", SPECIAL, "m49")
"""The schemes of groups, in the order in which they are told; the three of the United Nations share one place."""
UN_SCHEMES = ("un-ldc", "un-lldc", "un-sids")
OUTCOMES: dict[str, tuple[Status, ...]] = {
    "meets": ("met_on_time", "met_late", "achieved"),
    "on_the_way": ("on_track", "within_reach"),
    "misses": ("not_met", "at_risk", "off_track", "reversing"),
    "lacks": ("not_assessable", "insufficient_data"),
    "no_number": ("qualitative",),
}
"""What the statuses of past and of live targets come down to."""


@dataclass(frozen=True)
class Profile:
    """What an area is on a day.

    `groups` are those of a country by scheme, the narrowest first; `moves` the stays with an end; `members` the
    countries of a group.
    """

    ref_area: str
    kind: str
    groups: dict[str, tuple[str, ...]]
    moves: tuple[Membership, ...]
    members: tuple[str, ...]
    people: Figure | None


def find_profile(view: View, ref_area: str) -> Profile:
    """Return what an area is on the day that is looked at.

    Raises:
        KeyError: If there is no such area.
    """
    day, kind = view.day, kind_of(ref_area, view.reference)
    stays = [one for one in view.reference.memberships if ref_area in (one.ref_area, one.group)]
    return Profile(
        ref_area=ref_area,
        kind=kind,
        groups=_by_scheme(view, ref_area),
        moves=tuple(sorted((one for one in stays if one.until), key=lambda one: (one.until or day, one.ref_area))),
        members=() if kind == "country" else view.members_of(ref_area),
        people=latest_figure(view.state, POPULATION, ref_area),
    )


def scheme_of(group: str, reference: Reference) -> str:
    """Return the scheme a group belongs to; LDCs, LLDCs and SIDS belong to one called `special`."""
    area = reference.areas.get(group)
    scheme = area.scheme if area else ""
    return SPECIAL if scheme in UN_SCHEMES else scheme


def _by_scheme(view: View, ref_area: str) -> dict[str, tuple[str, ...]]:
    reference = view.reference
    found: dict[str, list[str]] = {name: [] for name in SCHEMES}
    for group in sorted(reference.groups_of(ref_area, view.day), key=lambda one: len(view.members_of(one))):
        found.get(scheme_of(group, reference), []).append(group)
    return {name: tuple(groups) for name, groups in found.items() if groups}


def describe_moves(profile: Profile, reference: Reference, day: date) -> list[str]:
    """Return every dated membership as a sentence: Bhutan left the LDCs on 13 December 2023."""
    return [_move_words(one, reference, day) for one in profile.moves]


def _move_words(stay: Membership, reference: Reference, day: date) -> str:
    if stay.until is None:
        return ""
    key = "country.left" if stay.until <= day else "country.leaves"
    area, group = area_name(stay.ref_area, reference), area_phrase(stay.group, reference)
    words = text(key, area=area, group=group, day=format_date(stay.until))
    return text("country.move_note", words=words, note=stay.note) if stay.note else text("country.move", words=words)


def count_outcomes(rows: Sequence[ScorecardRow]) -> dict[str, int]:
    """Return how many targets are met, on the way, missed, without data and without a number."""
    found = Counter(row.judgement.status for row in rows)
    return {name: sum(found[status] for status in statuses) for name, statuses in OUTCOMES.items()}


def outcome_sentence(rows: Sequence[ScorecardRow], ref_area: str, reference: Reference) -> str:
    """Return how the targets of an area stand, in one sentence."""
    counts = count_outcomes(rows)
    area = area_phrase(ref_area, reference)
    if not rows:
        return text("country.no_targets", area=area)
    parts = [
        counted(f"country.outcome.{name}", count) if count else text(f"country.none_of.{name}")
        for name, count in counts.items()
        if count or name != "no_number"
    ]
    targets = counted("country.outcome_of", len(rows))
    words = text("country.outcome_sentence", area=area, targets=targets, parts=", ".join(parts))
    return words[:1].upper() + words[1:]
