"""What is to be reached: the line of a target in the unit of the observation, and whether a value has reached it."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from data.schemas.target import Target

HUNDRED = 100.0
"""Per cent in a whole; a relative target states its change in per cent."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A target's figures, ready to compare with observations.

    `value` is the target itself, `upper` the other edge of a parity band; `line` is the level that counts as met
    (`met_at` where the owner states one). `decimals` is the precision in which the target is stated, and `anchor`
    the baseline of a relative target, whose precision is that of its change in per cent.
    """

    value: float
    line: float
    direction: str
    upper: float | None = None
    strict: bool = False
    decimals: int = 0
    anchor: float | None = None

    def is_met(self, value: float) -> bool:
        """Return whether a value meets the target: at or beyond the line, or inside the band."""
        if self.upper is not None:
            return self.value <= value <= self.upper
        if value == self.line:
            return not self.strict
        return value > self.line if self.direction == "up" else value < self.line

    def is_reached(self, value: float) -> bool:
        """Return whether a value is at or beyond the target itself, whatever level its owner counts as met."""
        if self.upper is not None:
            return self.is_met(value)
        if value == self.value:
            return not self.strict
        return value > self.value if self.direction == "up" else value < self.value

    def distance(self, value: float) -> float:
        """Return how far a value lies outside the parity band (0 inside), in the unit of the indicator."""
        upper = self.value if self.upper is None else self.upper
        return max(self.value - value, value - upper, 0.0)

    def gap(self, value: float) -> float:
        """Return the signed gap to the line that counts as met; for parity to the nearer edge, 0 inside the band."""
        if self.upper is None:
            return self.line - value
        if self.is_met(value):
            return 0.0
        return self.value - value if value < self.value else self.upper - value

    def gap_to_target(self, value: float) -> float:
        """Return the signed gap to the target itself, whatever level its owner counts as met."""
        return self.value - value if self.upper is None else self.gap(value)

    def rounded(self, value: float) -> float:
        """Return the value rounded, a half away from 0, to the precision in which the target is stated."""
        if self.anchor is not None:
            return changed_by(self.anchor, round_half_up((value / self.anchor - 1) * HUNDRED, self.decimals))
        return round_half_up(value, self.decimals)

    def is_at_line(self, value: float) -> bool:
        """Return whether the answer for a value hangs on rounding: 29.9 against 30, a published 96 against 96."""
        rounded = self.rounded(value)
        edges = (self.line,) if self.upper is None else (self.value, self.upper)
        return value in edges or (rounded in edges and self.is_met(rounded) != self.is_met(value))


def make_aim(target: Target, baseline: float | None) -> Aim | None:
    """Return what a target aims at, None where it has no number or needs a baseline that there is not.

    A relative target aims at baseline x (1 + target / 100); a baseline of 0 leaves nothing to change by a share.
    """
    if target.target_value is None or target.kind == "qualitative":
        return None
    decimals = _decimals(target.target_value if target.met_at is None else target.met_at)
    if target.kind in ("relative", "gap_relative"):
        if not baseline:
            return None
        value = changed_by(baseline, target.target_value)
        return Aim(value, value, target.direction, strict=target.strict, decimals=decimals, anchor=baseline)
    line = target.target_value if target.met_at is None else target.met_at
    upper = target.target_upper if target.kind == "parity" else None
    return Aim(target.target_value, line, target.direction, upper, target.strict, decimals)


def changed_by(baseline: float, change: float) -> float:
    """Return a baseline changed by so many per cent; multiplied first, so that 3 and 10 % make 3.3, not a bit more."""
    return baseline * (HUNDRED + change) / HUNDRED


def round_half_up(value: float, decimals: int) -> float:
    """Return the value as people round it: 64.5 is 65 (Python's own `round` makes it 64)."""
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def _decimals(value: float) -> int:
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def progress(latest: float, baseline: float, aim: Aim) -> float | None:
    """Return the share of the way from baseline to target; below 0 or above 1 where it is so.

    For parity it is 1 - d / d at the baseline, d being the distance outside the band. None where the baseline had
    reached the target already: there is no way to take a share of.
    """
    if aim.upper is not None:
        start = aim.distance(baseline)
        return 1 - aim.distance(latest) / start if start else None
    way = aim.value - baseline
    if way == 0 or (way > 0) != (aim.direction == "up"):
        return None
    return (latest - baseline) / way
