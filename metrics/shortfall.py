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
    `perhaps` is what may be there as well, of which nobody knows: schools whose connectivity is unknown.
    """

    ref_area: str
    size: float
    held: float
    perhaps: float = 0.0


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What a member lacks, its share of what all lack (0 to 1), and the share of it and all larger ones together.

    `missing` is what it certainly lacks, `perhaps` what it may lack as well: unknown is never "no".
    """

    ref_area: str
    missing: float
    share: float
    together: float
    perhaps: float = 0.0

    @property
    def missing_high(self) -> float:
        """Return what the member lacks if nothing is there of what nobody knows."""
        return self.missing + self.perhaps


@dataclass(frozen=True, slots=True)
class Effect:
    """A group now, and as it would be if some of its members reached the target.

    `before` and `after` are in per cent of the size of the members with figures, `gained` in their absolute unit. What
    nobody knows is in neither end but where a member reached the target: `perhaps` is how much of it that is.
    """

    before: float
    after: float
    gained: float
    perhaps: float = 0.0


def missing_of(holding: Holding, target_share: float, *, whole: bool = False) -> float:
    """Return what a member certainly lacks to the target, never below 0, in the unit of its size.

    The target itself is meant, whatever level its owner counts as met (`met_at`).

    Args:
        holding: The member.
        target_share: The share of its size that the target asks for, in per cent.
        whole: Whether only whole things count (schools): 95 % of 7 schools are 7 schools.
    """
    return _lacking(holding, holding.held + holding.perhaps, target_share, whole=whole)


def perhaps_missing(holding: Holding, target_share: float, *, whole: bool = False) -> float:
    """Return what a member lacks beside that, if nothing is there of what nobody knows."""
    certainly = missing_of(holding, target_share, whole=whole)
    return _lacking(holding, holding.held, target_share, whole=whole) - certainly


def _lacking(holding: Holding, held: float, target_share: float, *, whole: bool) -> float:
    lacking = _needed(holding, target_share, whole=whole) - held
    # what binary fractions leave over is no shortfall: 0.1 + 0.2 of 0.3 million tonnes lack nothing
    return 0.0 if lacking <= 0 or math.isclose(held + lacking, held, rel_tol=1e-12) else lacking


def _needed(holding: Holding, target_share: float, *, whole: bool) -> float:
    needed = holding.size * target_share / HUNDRED
    return float(math.ceil(round(needed, 9))) if whole else needed


def rank_shortfalls(holdings: Iterable[Holding], target_share: float, *, whole: bool = False) -> tuple[Shortfall, ...]:
    """Return the members that lack anything, or may, the largest shortfall first; equal ones by their codes.

    Shares are of what is certainly missing; where nothing is, they are 0.
    """
    lacking = [
        (missing_of(one, target_share, whole=whole), perhaps_missing(one, target_share, whole=whole), one.ref_area)
        for one in holdings
    ]
    ranked = sorted((one for one in lacking if one[0] + one[1] > 0), key=lambda one: (-one[0], -one[1], one[2]))
    total = math.fsum(missing for missing, _, _ in ranked)
    found, so_far = [], 0.0
    for missing, perhaps, area in ranked:
        so_far += missing
        share, together = (missing / total, min(1.0, so_far / total)) if total else (0.0, 0.0)
        found.append(Shortfall(area, missing, share, together, perhaps))
    return tuple(found)


def count_holdings(counts: Mapping[str, tuple[int, int, int]]) -> tuple[Holding, ...]:
    """Return the holdings of countries that a census counts: country -> (all, known to have reached it, known not to).

    What is not known may be there: it is neither among those that have reached it nor among those that have not. A
    country without any is left out.
    """
    return tuple(
        Holding(area, float(total), float(there), float(total - there - lacking))
        for area, (total, there, lacking) in counts.items()
        if total > 0
    )


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
    moving = [one for one in holdings if one.ref_area in chosen]
    certain = {one.ref_area: missing_of(one, target_share, whole=whole) for one in moving}
    perhaps = {one.ref_area: perhaps_missing(one, target_share, whole=whole) for one in moving}
    moved = [
        Holding(one.ref_area, one.size, one.held + certain.get(one.ref_area, 0.0) + perhaps.get(one.ref_area, 0.0))
        for one in holdings
    ]
    before, after = aggregate_share(holdings), aggregate_share(moved)
    if before is None or after is None:
        return None
    return Effect(before, after, math.fsum(certain.values()), math.fsum(perhaps.values()))
