"""The rank of an area among its peers, indicator by indicator: only figures recent enough to stand side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from data.reference import Reference
from data.schemas.indicator import Indicator
from metrics.ranking import PARITY, Rank, rank_of
from metrics.registers import SCHOOLS_ONLINE
from services.figures import Figure, is_figure_old, latest_figure
from services.groups import kind_of
from services.profile import SPECIAL, WORLD, Profile, scheme_of
from services.tracker import State
from services.view import View

AMOUNTS = frozenset({"COUNT", "PS", "MN", "MT", "USD"})
"""Units of amounts: they grow with the size of a country, so that a rank among them says nothing."""
PEER_SCHEMES = ("itu-region", "income", SPECIAL)
MEMBERS = "members"
FEWEST = 2


@dataclass(frozen=True)
class PeerRow:
    """One set of peers: its code (`members` for the countries of a group), their figures, and the rank among them.

    No rank where the area is not one of them: the countries of a group, beside the group's own figure.
    """

    group: str
    figures: Mapping[str, Figure]
    rank: Rank | None

    @property
    def median(self) -> float:
        """Return the median of the figures compared."""
        return float(median(figure.value for figure in self.figures.values()))

    @property
    def years(self) -> tuple[int, int]:
        """Return the first and the last year of the figures compared."""
        found = [one.year for one in self.figures.values()]
        return min(found), max(found)


@dataclass(frozen=True)
class Standing:
    """An indicator's figure of an area among its peers; `too_old` where the figure is too old to be compared.

    `band` is where all values count as equally good, for parity.
    """

    indicator: Indicator
    own: Figure
    rows: tuple[PeerRow, ...]
    band: tuple[float, float] = PARITY
    too_old: bool = False


def rankable(state: State, reference: Reference) -> list[Indicator]:
    """Return the indicators that have figures and whose values compare, whatever the size of a country.

    Schools online are left out: a census gives a range, and the lower ends of ranges have no order.
    """
    held = state.world.book.indicators() - {SCHOOLS_ONLINE}
    known = reference.indicators.values()
    return [
        one for one in known if one.indicator in held and one.unit_measure not in AMOUNTS and one.aggregate != "sum"
    ]


def find_standings(view: View, profile: Profile) -> list[Standing]:
    """Return how an area stands among its peers for every indicator that has a figure of it and of any of them."""
    sets = peer_sets(view, profile)
    found = (_standing(view, one, profile.ref_area, sets) for one in rankable(view.state, view.reference))
    return [one for one in found if one is not None and (one.rows or one.too_old)]


def peer_sets(view: View, profile: Profile) -> dict[str, tuple[str, ...]]:
    """Return the sets of peers of an area on the day looked at, by the code of the group.

    A country has all countries, then those of its ITU region, its income group, the LDCs, LLDCs and SIDS. A group has
    the groups of its scheme that share no country with it (under its own code), and its members.
    """
    if profile.kind == "country":
        groups = [WORLD, *_closest(profile)]
        return {group: view.members_of(group) for group in groups}
    others = {profile.ref_area: _other_groups(view, profile)} if profile.ref_area in view.reference.areas else {}
    others = {group: peers for group, peers in others.items() if len(peers) >= FEWEST}
    return others | {MEMBERS: profile.members}


def _closest(profile: Profile) -> list[str]:
    """Return the narrowest group of each scheme; of LDCs, LLDCs and SIDS every one."""
    found = {scheme: profile.groups.get(scheme, ()) for scheme in PEER_SCHEMES}
    return [group for scheme, groups in found.items() for group in (groups if scheme == SPECIAL else groups[:1])]


def _other_groups(view: View, profile: Profile) -> tuple[str, ...]:
    reference, members = view.reference, set(profile.members)
    scheme = scheme_of(profile.ref_area, reference)
    groups = [code for code in reference.areas if code != profile.ref_area and scheme_of(code, reference) == scheme]
    apart = [code for code in groups if kind_of(code, reference) == "group"]
    return (profile.ref_area, *(code for code in apart if not members & set(view.members_of(code))))


def _standing(view: View, indicator: Indicator, ref_area: str, sets: Mapping[str, tuple[str, ...]]) -> Standing | None:
    own = latest_figure(view.state, indicator.indicator, ref_area)
    if own is None:
        return None
    if is_figure_old(own, view.state, view.day):
        return Standing(indicator, own, (), too_old=True)
    band = band_of(view.state, indicator)
    rows = [_row(_fresh(view, indicator, areas), group, own, indicator, band) for group, areas in sets.items()]
    return Standing(indicator, own, tuple(one for one in rows if len(one.figures) >= FEWEST), band)


def _fresh(view: View, indicator: Indicator, areas: Iterable[str]) -> dict[str, Figure]:
    found = {area: latest_figure(view.state, indicator.indicator, area) for area in areas}
    return {
        area: one for area, one in found.items() if one is not None and not is_figure_old(one, view.state, view.day)
    }


def _row(
    figures: Mapping[str, Figure], group: str, own: Figure, indicator: Indicator, band: tuple[float, float]
) -> PeerRow:
    if own.ref_area not in figures:
        return PeerRow(group, figures, None)
    values = {area: one.value for area, one in figures.items()}
    return PeerRow(group, figures, rank_of(own.ref_area, values, indicator.direction, band))


def band_of(state: State, indicator: Indicator) -> tuple[float, float]:
    """Return the band of the target for parity, which counts as equally good all over; parity itself without one."""
    for target in state.targets:
        if target.indicator == indicator.indicator and target.target_value is not None and target.target_upper:
            return target.target_value, target.target_upper
    return PARITY
