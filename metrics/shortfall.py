"""Who makes up the gap: what each member of a group lacks to a target, and what the group gains where some reach it."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from metrics.aim import HUNDRED


@dataclass(frozen=True, slots=True)
class Holding:
    """What a member of a group is measured by: its whole size, and how much of that is there already.

    Both are in one absolute unit: persons and persons online, tonnes generated and tonnes recycled, schools and
    schools connected. `size` is above 0; `held` may exceed it (some official recycling rates are above 100 %).
    """

    ref_area: str
    size: float
    held: float


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What a member lacks, its share of what all lack (0 to 1), and the share of it and all larger ones together."""

    ref_area: str
    missing: float
    share: float
    together: float


@dataclass(frozen=True, slots=True)
class Effect:
    """A group now, and as it would be if some of its members reached the target.

    `before` and `after` are in per cent of the size of the members with figures, `gained` in their absolute unit.
    """

    before: float
    after: float
    gained: float


def missing_of(holding: Holding, target_share: float, *, whole: bool = False) -> float:
    """Return what a member lacks to the target, never below 0, in the unit of its size.

    The target itself is meant, whatever level its owner counts as met (`met_at`).

    Args:
        holding: The member.
        target_share: The share of its size that the target asks for, in per cent.
        whole: Whether only whole things count (schools): 95 % of 7 schools are 7 schools.
    """
    lacking = _needed(holding, target_share, whole=whole) - holding.held
    # what binary fractions leave over is no shortfall: 0.1 + 0.2 of 0.3 million tonnes lack nothing
    return 0.0 if lacking <= 0 or math.isclose(holding.held + lacking, holding.held, rel_tol=1e-12) else lacking


def _needed(holding: Holding, target_share: float, *, whole: bool) -> float:
    needed = holding.size * target_share / HUNDRED
    return float(math.ceil(round(needed, 9))) if whole else needed


def rank_shortfalls(holdings: Iterable[Holding], target_share: float, *, whole: bool = False) -> tuple[Shortfall, ...]:
    """Return the members that lack anything, the largest shortfall first; equal ones by their codes."""
    lacking = [(one.ref_area, missing_of(one, target_share, whole=whole)) for one in holdings]
    ranked = sorted(((area, missing) for area, missing in lacking if missing > 0), key=lambda pair: (-pair[1], pair[0]))
    total = math.fsum(missing for _, missing in ranked)
    found, so_far = [], 0.0
    for area, missing in ranked:
        so_far += missing
        found.append(Shortfall(area, missing, missing / total, min(1.0, so_far / total)))
    return tuple(found)


def count_holdings(counts: Mapping[str, tuple[int, int]]) -> tuple[Holding, ...]:
    """Return the holdings of countries that a census counts: country -> (all, those known to have reached it).

    What is not known counts among all and not among those that have reached it; a country without any is left out.
    """
    return tuple(Holding(area, float(total), float(there)) for area, (total, there) in counts.items() if total > 0)


def shortfalls_of_counts(counts: Mapping[str, tuple[int, int]], target_share: float) -> tuple[Shortfall, ...]:
    """Return who lacks how many schools (or other whole things) to the target, the largest shortfall first.

    Args:
        counts: Country -> (all, those known to have reached it), as a census counts them.
        target_share: The share that the target asks for, in per cent.
    """
    return rank_shortfalls(count_holdings(counts), target_share, whole=True)


def share_of_largest(ranked: Sequence[Shortfall], count: int) -> float:
    """Return the share of the shortfall that so many of the largest hold together, 0 to 1; 0 where nothing lacks."""
    return ranked[min(count, len(ranked)) - 1].together if ranked and count > 0 else 0.0


def fewest_holding(ranked: Sequence[Shortfall], share: float) -> int:
    """Return how many of the largest it takes to hold at least a share (0 to 1) of the shortfall."""
    found = (place for place, one in enumerate(ranked, start=1) if one.together >= share - 1e-12)
    return next(found, len(ranked))


def aggregate_share(holdings: Iterable[Holding]) -> float | None:
    """Return what the members hold together, in per cent of their size: sum over sum; None without members."""
    found = list(holdings)
    size = math.fsum(one.size for one in found)
    return HUNDRED * math.fsum(one.held for one in found) / size if size > 0 else None


def effect_of(
    holdings: Sequence[Holding], chosen: Collection[str], target_share: float, *, whole: bool = False
) -> Effect | None:
    """Return how the group would move if the chosen members reached the target and all others stayed as they are.

    A chosen member that is there already, or beyond, stays as it is. None without members.
    """
    lacking = {one.ref_area: missing_of(one, target_share, whole=whole) for one in holdings if one.ref_area in chosen}
    moved = [Holding(one.ref_area, one.size, one.held + lacking.get(one.ref_area, 0.0)) for one in holdings]
    before, after = aggregate_share(holdings), aggregate_share(moved)
    if before is None or after is None:
        return None
    return Effect(before, after, math.fsum(lacking.values()))
