"""The official methods of judging progress, as ministries are asked about them: each by its rule and its version.

They carry a growth rate on, or compare two of them, with baseline and target alone; none gives a chance.
"""

from dataclasses import dataclass
from typing import Literal

from data.schemas.target import PER_CENT
from metrics.aim import HUNDRED, Aim
from metrics.pace import years_left
from metrics.series import Point, moment

Method = Literal["unsd", "open_sdg", "escap", "eurostat"]
METHODS: tuple[Method, ...] = ("unsd", "open_sdg", "escap", "eurostat")
VERSIONS: dict[Method, str] = {
    "unsd": "UN Statistics Division, SDG progress chart, technical note 2023",
    "open_sdg": "Open SDG 2.4 / Statistics Canada",
    "escap": "ESCAP, current status index",
    "eurostat": "Eurostat, EU SDG monitoring: indicators with a target",
}
PARITY = 1.0
PARITY_FROM, PARITY_TO = 0.97, 1.03
WITHIN_A_POINT = 1.0
WHOLE_INDEX = 10.0


@dataclass(frozen=True, slots=True)
class Official:
    """What an official method says: its number, its label as a code, and why there is none where there is none."""

    method: Method
    version: str
    value: float | None
    label: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """The way of an indicator as the official methods see it: two figures, a target, and the years between them."""

    base: float
    current: float
    target: float
    passed: float
    whole: float
    rising: bool

    @property
    def growth(self) -> float:
        """Return the yearly growth rate from the baseline to the latest value."""
        return float((self.current / self.base) ** (1 / self.passed) - 1)

    @property
    def growth_needed(self) -> float:
        """Return the yearly growth rate from the baseline to the target."""
        return float((self.target / self.base) ** (1 / self.whole) - 1)

    @property
    def ratio(self) -> float | None:
        """Return d x growth observed / |growth required|, None where none is required."""
        needed = abs(self.growth_needed)
        return (1 if self.rising else -1) * self.growth / needed if needed else None


def official_methods(
    aim: Aim | None, baseline: tuple[float, str] | None, latest: Point | None, target_year: int, unit_measure: str
) -> dict[Method, Official]:
    """Return what each official method says of a target.

    Args:
        aim: The target; its own value counts, not the level that its owner counts as met.
        baseline: Value and period from which progress is measured.
        latest: The newest observation.
        target_year: The year to which the methods carry on; UNSD's chart does so to 2030.
        unit_measure: The unit of the figures: 100 is all there is of a share, but not of dollars or countries.
    """
    if aim is None or latest is None:
        return {name: no_answer(name, "no-observations") for name in METHODS}
    if baseline is None or not baseline[1]:
        return {name: no_answer(name, "no-baseline") for name in METHODS}
    passed = latest.moment - moment(baseline[1] if latest.dated else baseline[1][:4])
    if passed <= 0:
        return {name: no_answer(name, "no-later-figure") for name in METHODS}
    parity = aim.upper is not None
    base, current = baseline[0], latest.value
    target = PARITY if parity else aim.value
    rising = base < target if parity else aim.direction == "up"
    way = Way(base, current, target, passed, passed + years_left(latest, target_year), rising)
    in_band = parity and aim.is_met(current)
    return {
        "unsd": _unsd(way, in_band=in_band, parity=parity, per_cent=unit_measure.startswith(PER_CENT)),
        "open_sdg": _open_sdg(way, parity=parity),
        "escap": _escap(baseline[0], latest.value, way, parity=parity),
        "eurostat": _eurostat(way),
    }


def no_answer(method: Method, reason: str) -> Official:
    """Return that a method says nothing of a target, with the code of the reason."""
    return Official(method, VERSIONS[method], None, "", reason)


def _said(method: Method, value: float | None, label: str) -> Official:
    return Official(method, VERSIONS[method], value, label)


def _without_growth(way: Way) -> str:
    """Return why no growth rate can be formed, empty where it can."""
    if min(way.base, way.current, way.target) <= 0:
        return "not-above-zero"
    return "no-years" if way.whole <= 0 else ""


def _unsd(way: Way, *, in_band: bool, parity: bool, per_cent: bool) -> Official:
    """Growth from baseline to latest carried on; (projected - baseline) / (target - baseline); met is met.

    "Within a point of 0 or 100 %" is a rule for percentages: 99 dollars are not USD 100 billion.
    """
    ends = per_cent and (
        (way.target >= HUNDRED and way.current >= HUNDRED - WITHIN_A_POINT)
        or (way.target <= 0 and way.current <= WITHIN_A_POINT)
    )
    beyond = way.current >= way.target if way.rising else way.current <= way.target
    if ends or (in_band if parity else beyond):
        return _said("unsd", None, "met")
    reason = _without_growth(way)
    if reason or way.target == way.base:
        return no_answer("unsd", reason or "no-way-to-go")
    projected = way.base * (1 + way.growth) ** way.whole
    ratio = (projected - way.base) / (way.target - way.base)
    return _said("unsd", ratio, "on_track" if ratio >= 0.95 else "fair" if ratio >= 0.10 else "stagnation")


def _open_sdg(way: Way, *, parity: bool) -> Official:
    """Return d x growth observed / |growth required|; of a parity, 0.97 to 1.03 counts as 1, which is the target."""
    if parity and PARITY_FROM <= way.current <= PARITY_TO:
        return _said("open_sdg", None, "on_track")
    reason = _without_growth(way)
    if reason or way.ratio is None:
        return no_answer("open_sdg", reason or "no-way-to-go")
    ratio = way.ratio
    label = (
        "on_track" if ratio >= 0.95 else "progress" if ratio >= 0.60 else "limited" if ratio >= 0 else "deterioration"
    )
    return _said("open_sdg", ratio, label)


def _escap(base: float, current: float, way: Way, *, parity: bool) -> Official:
    """10 x the share of the way, by direction; for parity 10 - 10 x distance now / distance at the baseline."""
    if base == way.target:
        return no_answer("escap", "no-way-to-go")
    if parity:
        value = WHOLE_INDEX - WHOLE_INDEX * abs(PARITY - current) / abs(PARITY - base)
    else:
        value = WHOLE_INDEX * (1 if way.rising else -1) * (current - base) / abs(way.target - base)
    return _said("escap", value, "index")


def _eurostat(way: Way) -> Official:
    reason = _without_growth(way)
    if reason or way.ratio is None:
        return no_answer("eurostat", reason or "no-way-to-go")
    ratio = way.ratio
    label = "significant" if ratio > 0.95 else "moderate" if ratio >= 0.60 else "insufficient" if ratio >= 0 else "away"
    return _said("eurostat", ratio, label)
