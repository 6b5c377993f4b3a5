"""E-waste in tonnes: what was generated, what was recycled, and what is missing to a rate."""

from dataclasses import dataclass

from metrics.aim import HUNDRED


@dataclass(frozen=True, slots=True)
class EwasteGap:
    """The masses of one area, edition and year, in one unit of mass; the rate is in per cent.

    `worked_out` says that the publisher states the rate and not the mass recycled, so that it follows from the rate.
    """

    year: int
    generated: float
    recycled: float
    rate: float
    worked_out: bool = False

    @property
    def undocumented(self) -> float:
        """Return what was generated and not documented as recycled; negative where more was recycled."""
        return self.generated - self.recycled

    def to_reach(self, rate: float) -> float:
        """Return how much more would have had to be recycled to reach a rate in per cent; 0 where it is reached."""
        return max(0.0, self.generated * rate / HUNDRED - self.recycled)


def ewaste_gap(year: int, generated: float, recycled: float | None, rate: float | None) -> EwasteGap | None:
    """Return the masses and the rate of a year, with what is not stated worked out from the rest.

    A stated rate stands as it is stated: 13.8 of 62.0 million tonnes, both rounded, may be another rate in the second
    decimal than that of the unrounded masses.

    Args:
        year: The year observed.
        generated: The mass generated; must be of the same edition as the others.
        recycled: The mass documented as collected and recycled, None where it is not stated.
        rate: The recycling rate in per cent, None where it is not stated.

    Returns:
        The gap, None where neither the mass recycled nor the rate is known, or nothing was generated.
    """
    if generated <= 0 or (recycled is None and rate is None):
        return None
    if recycled is None:
        stated = rate or 0.0
        return EwasteGap(year, generated, generated * stated / HUNDRED, stated, worked_out=True)
    return EwasteGap(year, generated, recycled, rate if rate is not None else recycled / generated * HUNDRED)
