"""What a projection says: a fan of years ahead, the chance of reaching a level, and the year it would be reached."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from metrics.aim import Aim
from metrics.bands import HIGH50, HIGH80, LOW50, LOW80, MIDDLE
from metrics.courses import SHARES
from metrics.panel import Numbers

Path = Literal["median", "low80", "high80", "low50", "high50"]
Outlook = Literal["on_track", "within_reach", "at_risk", "off_track"]
PATHS = (MIDDLE, LOW80, HIGH80, LOW50, HIGH50)


@dataclass(frozen=True, slots=True)
class Fan:
    """Median and bands by year, in the unit of the indicator; the first year is that of the last value."""

    years: tuple[int, ...]
    median: tuple[float, ...]
    low80: tuple[float, ...]
    high80: tuple[float, ...]
    low50: tuple[float, ...]
    high50: tuple[float, ...]

    def at(self, year: int, path: Path = "median") -> float | None:
        """Return a path in a year, None outside the fan."""
        found: tuple[float, ...] = getattr(self, path)
        return found[year - self.years[0]] if year in self.years else None


@dataclass(frozen=True, slots=True)
class Projection:
    """A projection towards a target: how it was made, its fan, and what follows for the target.

    `level` is the value whose chance is given, `errors` the number of errors behind the bands at the target year.
    `chance` (0 to 1) and `outlook` are None where the level is met already or the target year has passed.
    `reached` holds the first year in which the median meets the level, and the years in which the faster and the slower
    edge of the 80 % band do; None for later than `last_year`. `peers_that_managed` of `peers_compared` countries rose
    (a price: fell) as fast as is needed from the same level, which is that between `peers_around`.
    `drivers` is what moves the median from the last value to the target year: what others did on average, what the
    level adds to that, and what the own speed adds.
    """

    method: str
    calibrated: bool
    errors: int
    points: int
    target_year: int
    level: float
    fan: Fan
    chance: float | None
    outlook: Outlook | None
    reached: tuple[int | None, int | None, int | None]
    last_year: int
    peers_that_managed: tuple[str, ...] = ()
    peers_compared: int = 0
    peers_around: tuple[float, float] | None = None
    drivers: tuple[float, float, float] | None = None

    def at_target(self, path: Path = "median") -> float | None:
        """Return a path in the target year."""
        return self.fan.at(self.target_year, path)


def make_fan(last_year: int, last_value: float, paths: Numbers) -> Fan:
    """Return the fan of the paths (rows are years, columns those of `PATHS`), which starts at the last value."""
    years = tuple(range(last_year, last_year + len(paths) + 1))
    return Fan(years, *((last_value, *column) for column in paths.T.tolist()))


def chance_of(need: float, places: Numbers, *, rising: bool) -> float:
    """Return the share of the errors that carry a projection to a level or beyond it.

    Args:
        need: The level, on the scale of errors.
        places: Where the projection will be by each of the errors of `SHARES`, on the same scale, ascending.
        rising: Whether the level is to be reached from below.

    Returns:
        From 0 to 1; 0 or 1 where less than half a per cent of the errors lie beyond.
    """
    below = float(np.interp(need, places, SHARES, left=0.0, right=1.0))
    return 1 - below if rising else below


def reached_years(fan: Fan, level: float, aim: Aim, last_year: int) -> tuple[int | None, int | None, int | None]:
    """Return the first years in which the median, the faster and the slower edge of the 80 % band meet a level.

    None for a path that does not meet it up to `last_year`, and for all three where the last value meets the target.
    """
    if aim.is_met(fan.median[0]):
        return None, None, None
    rising = aim.direction == "up"
    edges: tuple[Path, Path] = ("high80", "low80") if rising else ("low80", "high80")
    median, fast, slow = (_first(fan, path, level, last_year, rising=rising) for path in ("median", *edges))
    return median, fast, slow


def _first(fan: Fan, path: str, level: float, last_year: int, *, rising: bool) -> int | None:
    values: tuple[float, ...] = getattr(fan, path)
    found = zip(fan.years[1:], values[1:], strict=True)
    met = (year for year, value in found if (value >= level if rising else value <= level))
    first = next(met, None)
    return first if first is not None and first <= last_year else None
