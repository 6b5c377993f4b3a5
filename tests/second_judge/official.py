"""What the official methods say of a live target, and whether a reader would call that a disagreement with ours."""

from dataclasses import dataclass

from tests.second_judge.figures import Figure, Target
from tests.second_judge.measuring import Baseline, Line

GOOD = {"on_track_or_met", "fair", "on_track", "progress", "significant", "moderate"}
SHARES = {"PT", "PT_POP", "PT_HH", "PT_GNIPC"}


@dataclass(frozen=True)
class Official:
    """The labels of UNSD, Open SDG and Eurostat, and ESCAP's score; none where a rule cannot be applied."""

    unsd: str | None = None
    open_sdg: str | None = None
    escap: float | None = None
    eurostat: str | None = None

    def disagrees_with(self, status: str) -> bool:
        """Return whether a label of fair or better stands beside our off track, or a worse one beside our good ones."""
        labels = {label for label in (self.unsd, self.open_sdg, self.eurostat) if label}
        if status == "off_track":
            return bool(labels & GOOD)
        return status in {"on_track", "achieved"} and bool(labels - GOOD)


def official_methods(line: Line, figure: Figure, baseline: Baseline | None, end: float) -> Official:
    """Return what the official methods say; nothing without a baseline before the figure."""
    if baseline is None or baseline.when >= figure.when:
        return Official()
    goal = goal_of(line, baseline)
    ratio = pace_ratio(figure, baseline, goal, end)
    way = goal - baseline.value
    return Official(
        unsd=unsd(line, figure, baseline, goal, end),
        open_sdg=open_sdg(line.target, figure, ratio),
        escap=escap(line.target, figure, baseline, way),
        eurostat=_step(ratio, (0.95, "significant"), (0.60, "moderate"), (0.0, "insufficient"), "away"),
    )


def goal_of(line: Line, baseline: Baseline) -> float:
    """Return the value that the official methods aim at: the target itself, not what counts as met; for parity, 1."""
    return 1.0 if line.target.kind == "parity" else line.full


def yearly_rate(first: float, second: float, years: float) -> float | None:
    """Return the compound yearly growth between two values, or none where there is no rate."""
    if first <= 0 or second <= 0 or years <= 0:
        return None
    return float((second / first) ** (1 / years) - 1)


def pace_ratio(figure: Figure, baseline: Baseline, goal: float, end: float) -> float | None:
    """Return the growth observed divided by the growth required, positive in the wanted direction."""
    observed = yearly_rate(baseline.value, figure.value, figure.when - baseline.when)
    required = yearly_rate(baseline.value, goal, end - baseline.when)
    if observed is None or not required:
        return None
    return observed / required


def unsd(line: Line, figure: Figure, baseline: Baseline, goal: float, end: float) -> str | None:
    """Return the label of UNSD's progress chart of 2023."""
    target = line.target
    if target.unit in SHARES and ((goal == 100 and figure.value >= 99) or (goal == 0 and figure.value <= 1)):
        return "on_track_or_met"
    if line.meets(figure.value):
        return "on_track_or_met"
    rate = yearly_rate(baseline.value, figure.value, figure.when - baseline.when)
    if rate is None or goal == baseline.value:
        return None
    projected = figure.value * (1 + rate) ** (end - figure.when)
    ratio = (projected - baseline.value) / (goal - baseline.value)
    return _step(ratio, (0.95, "on_track_or_met"), (0.10, "fair"), (None, ""), "stagnation")


def open_sdg(target: Target, figure: Figure, ratio: float | None) -> str | None:
    """Return the label of Open SDG 2.4."""
    if target.kind == "parity" and 0.97 <= figure.value <= 1.03:
        return "on_track"
    return _step(ratio, (0.95, "on_track"), (0.60, "progress"), (0.0, "limited"), "deterioration")


def escap(target: Target, figure: Figure, baseline: Baseline, way: float) -> float | None:
    """Return ESCAP's current status: 10 is the target, 0 the baseline, below 0 is away from it."""
    if not way:
        return None
    if target.kind == "parity":
        return 10 - 10 * abs(1 - figure.value) / abs(way)
    return 10 * (figure.value - baseline.value) / way


_Rung = tuple[float | None, str]


def _step(ratio: float | None, first: _Rung, second: _Rung, third: _Rung, rest: str) -> str | None:
    if ratio is None:
        return None
    rungs = (first, second, third)
    return next((label for edge, label in rungs if edge is not None and ratio >= edge), rest)
