"""Print the record of past forecasts as the tables of docs/methods.md: `make backtest`."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from metrics.backtest import Span, make_record
from metrics.projection_rules import DefaultErrors, Kind, ProjectionRules
from metrics.projector import Projector, make_projector
from metrics.record import Flagged, Record
from services.projections import projector_of
from services.tracker import State, open_tracker

ONLINE = "individuals_online"
OTHERS: tuple[tuple[str, Kind], ...] = (("coverage_4g", "share"), ("fixed_basket", "price"))
COURSES = ("damped_gompertz", "mean", "damped_logit")
HALVES = (Span(2008, 2014), Span(2015, None))
LEVEL_HORIZONS = (1, 3, 6)
DAMPINGS = (0.9, 0.7, 0.5, 0.3, 0.0)
TINY = 1e-9
NEVER = 10**9


def main() -> None:
    """Print every table."""
    with tempfile.TemporaryDirectory() as folder:
        state = open_tracker(Path(folder) / "store").state()
        print("\n".join(line for part in _tables(state) for line in part))


def _tables(state: State) -> Iterator[Iterator[str]]:
    projector = projector_of(state)
    online = make_record(ONLINE, "share", projector)
    yield _record(online)
    yield _levels(online)
    yield _reliability(online)
    tried = {name: make_record(ONLINE, "share", projector, Span(course=name)) for name in COURSES}
    yield _tried("all origins", tried)
    for half in HALVES:
        records = {one: make_record(ONLINE, "share", projector, Span(half.first, half.last, one)) for one in COURSES}
        yield _tried(f"origins {half.first}-{half.last or 'newest'}", records)
    yield _bands(projector)
    yield _dampings(projector)
    yield _uncalibrated(projector)
    yield _growth_rule(projector)
    for indicator, kind in OTHERS:
        yield _record(make_record(indicator, kind, projector))


def _with(projector: Projector, rules: ProjectionRules) -> Projector:
    return make_projector(projector.book, projector.economies, projector.fewest_periods, rules)


def _changed(rules: ProjectionRules, kind: Kind, **changes: object) -> ProjectionRules:
    """Return the rules with other numbers for shares or for prices."""
    return replace(rules, kinds={**rules.kinds, kind: replace(rules.kinds[kind], **changes)})  # type: ignore[arg-type]


def _dampings(projector: Projector) -> Iterator[str]:
    """Try other dampings of prices."""
    yield "\n| damping of prices | 1 y | 2 y | 3 y | in band | Brier |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for damping in DAMPINGS:
        trial = _with(projector, _changed(projector.rules, "price", damping=damping))
        one = make_record("fixed_basket", "price", trial)
        errors = " | ".join(f"{part.mae:.2f}" for part in one.horizons.values())
        yield f"| {damping:g} | {errors} | {one.coverage80 or 0:.1%} | {one.brier or 0:.3f} |"


def _uncalibrated(projector: Projector) -> Iterator[str]:
    """Show the courses alone: without errors, and so without the shift of their median."""
    nothing = DefaultErrors((1,), (-TINY,), (0.0,), (TINY,))
    horizons = projector.rules.record_horizons
    yield "\n| course alone | " + " | ".join(f"{h} y" for h in horizons) + " |"
    yield "| --- |" + " --- |" * len(horizons)
    for name in COURSES:
        rules = _changed(projector.rules, "share", default_course=name, defaults=nothing)
        one = make_record(ONLINE, "share", _with(projector, replace(rules, fewest_errors=NEVER)))
        yield f"| {name} | " + " | ".join(f"{part.mae:.2f}" for part in one.horizons.values()) + " |"


def _growth_rule(projector: Projector) -> Iterator[str]:
    """Show what became of the rule's yes from 2018 to 2024, with growth measured over eight years."""
    rules = replace(_changed(projector.rules, "share", chance_horizons=(6,)), recent_years=8)
    one = make_record(ONLINE, "share", _with(projector, rules), Span(2018, 2018))
    yield f"\nFrom 2018 to 2024, {one.chances} cases:"
    yield from _flagged("Growth rule over eight years says yes", one.on_track_cagr, one.chances)
    yield from _flagged("Chance of at least 80 %", one.on_track, one.chances)


def _bands(projector: Projector) -> Iterator[str]:
    """Try other ways to make bands: which errors count, and where they are stretched."""
    rules = projector.rules
    whole = replace(_changed(rules, "share", calibration_low=0.0, calibration_high=100.0), few_origins=10)
    ways = {
        "damped logit, errors from any level, stretched below 10 origins": _changed(
            whole, "share", course="damped_logit"
        ),
        "damped Gompertz, errors from any level, stretched below 10 origins": whole,
        "errors from 5-95 %, stretched below 10 origins": replace(rules, few_origins=10),
        "errors from 5-95 %, never stretched": replace(rules, few_origins=0),
        "errors from 5-95 %, stretched below 3 origins (used)": rules,
    }
    yield "\n| bands | individuals online: 1 to 6 years | all | 6 y error | 4G coverage: all |"
    yield "| --- | --- | --- | --- | --- |"
    for name, one in ways.items():
        trial = _with(projector, one)
        online, mobile = (make_record(indicator, "share", trial) for indicator in (ONLINE, "coverage_4g"))
        held = ", ".join(f"{part.coverage80:.0%}" for part in online.horizons.values())
        yield (
            f"| {name} | {held} | {online.coverage80 or 0:.1%} | {online.horizons[6].mae:.2f} |"
            f" {mobile.coverage80 or 0:.1%} |"
        )


def _record(found: Record) -> Iterator[str]:
    first, last = found.origins or (0, 0)
    counts = f"{found.forecasts:,} forecasts, {found.areas} economies, origins {first}-{last}"
    yield f"\n### {found.indicator}: {found.course}, {counts}\n"
    yield "| years ahead | ours | no change | straight line | growth rate | in the 80 % band | forecasts |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for h, one in found.horizons.items():
        rivals = f"{one.mae_no_change:.2f} | {one.mae_line:.2f} | {one.mae_cagr or 0:.2f}"
        yield f"| {h} | {one.mae:.2f} | {rivals} | {one.coverage80:.1%} | {one.n:,} |"
    yield f"\nIn the 80 % band over all horizons: {found.coverage80 or 0:.1%}."
    if found.brier is not None and found.brier_cagr is not None:
        rule = f"yes/no of the growth rule {found.brier_cagr:.3f}"
        yield f"Brier score: {found.brier:.3f}, {rule}; {found.chances:,} cases."
    yield from _flagged("Chance of at least 80 %", found.on_track, found.chances)
    yield from _flagged("Growth rule says yes", found.on_track_cagr, found.chances)


def _flagged(name: str, one: Flagged | None, cases: int) -> Iterator[str]:
    if one is not None and one.said:
        arrived = f"of which {one.arrived / one.said:.0%} arrived"
        yield f"{name}: {one.said:,} cases ({one.said / cases:.0%}), {arrived}; right in {one.right:.0%} of all."


def _levels(found: Record) -> Iterator[str]:
    yield "\n| starting level | " + " | ".join(f"{h} y: ours / line / in band" for h in LEVEL_HORIZONS) + " |"
    yield "| --- |" + " --- |" * len(LEVEL_HORIZONS)
    for low, high in sorted({(one.low, one.high) for one in found.levels}):
        cells = {one.horizon: one for one in found.levels if (one.low, one.high) == (low, high)}
        parts = (f"{cells[h].mae:.1f} / {cells[h].mae_line:.1f} / {cells[h].coverage80:.0%}" for h in LEVEL_HORIZONS)
        yield f"| {low:g}-{high:g} % | " + " | ".join(parts) + " |"


def _reliability(found: Record) -> Iterator[str]:
    yield "\n| chance said | arrived | cases |"
    yield "| --- | --- | --- |"
    for said, happened, count in found.reliability:
        yield f"| {said:.0%} | {happened:.0%} | {count:,} |"


def _tried(name: str, records: dict[str, Record]) -> Iterator[str]:
    horizons = sorted(next(iter(records.values())).horizons)
    yield f"\n| {name} | " + " | ".join(f"{h} y" for h in horizons) + " | in band | Brier |"
    yield "| --- |" + " --- |" * (len(horizons) + 2)
    for course, one in records.items():
        errors = " | ".join(f"{one.horizons[h].mae:.2f}" for h in horizons)
        yield f"| {course} | {errors} | {one.coverage80 or 0:.1%} | {one.brier or 0:.3f} |"


if __name__ == "__main__":
    main()
