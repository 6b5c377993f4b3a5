"""Make the record of past forecasts and write it into docs/methods.md as its tables: `make backtest`."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.document import fill_document
from clock import moment_now
from metrics.backtest import Span, make_record
from metrics.projection_rules import DefaultErrors, Kind, ProjectionRules
from metrics.projector import Projector, make_projector
from metrics.record import Flagged, Record
from services.projecting.projections import projector_of
from services.tracker import State, open_tracker

ONLINE = "individuals_online"
OTHERS: tuple[tuple[str, Kind], ...] = (("coverage_4g", "share"), ("fixed_basket", "price"))
COURSES = {"damped_gompertz": "damped Gompertz (used)", "mean": "mean of both", "damped_logit": "damped logit"}
EVIDENCE = Span(2008, 2019)
DOCUMENT = Path(__file__).parents[1] / "docs" / "methods.md"
SPANS = (
    ("courses", "all origins", Span()),
    ("courses-first", "origins 2008-2014", Span(2008, 2014)),
    ("courses-last", "origins 2015-newest", Span(2015, None)),
)
LEVEL_HORIZONS = (1, 3, 6)
DAMPINGS = (0.9, 0.7, 0.5, 0.3, 0.0)
TINY = 1e-9
NEVER = 10**9


def main() -> None:
    """Print every table, and write them all into the document."""
    with tempfile.TemporaryDirectory() as folder:
        tables = make_tables(open_tracker(Path(folder) / "store", moment_now).state())
    for name, table in tables.items():
        print(f"\n{name}\n\n{table}")
    DOCUMENT.write_text(fill_document(DOCUMENT.read_text(encoding="utf-8"), tables), encoding="utf-8")
    print(f"\nwritten into {DOCUMENT.name}")


def make_tables(state: State) -> dict[str, str]:
    """Return every table of the document by its name."""
    return {name: "\n".join(lines).strip() for name, lines in _tables(projector_of(state))}


def _tables(projector: Projector) -> Iterator[tuple[str, Iterator[str]]]:
    online = make_record(ONLINE, "share", projector)
    yield ONLINE, _record(online)
    yield "levels", _levels(online)
    yield "reliability", _reliability(online)
    for indicator, kind in OTHERS:
        yield indicator, _record(make_record(indicator, kind, projector))
    for name, heading, span in SPANS:
        records = {one: make_record(ONLINE, "share", projector, replace(span, course=one)) for one in COURSES}
        yield name, _tried(heading, records)
    yield "alone", _uncalibrated(projector)
    yield "bands", _bands(projector)
    yield "dampings", _dampings(projector)
    yield "evidence", _evidence(projector)
    yield "rule", _growth_rule(projector)
    yield "yes", _yes(online)


def _percent(share: float, decimals: int = 0) -> str:
    return f"{share * 100:.{decimals}f} %"


def _with(projector: Projector, rules: ProjectionRules) -> Projector:
    return make_projector(projector.book, projector.economies, projector.fewest_periods, rules)


def _changed(rules: ProjectionRules, kind: Kind, **changes: object) -> ProjectionRules:
    """Return the rules with other numbers for shares or for prices."""
    return replace(rules, kinds={**rules.kinds, kind: replace(rules.kinds[kind], **changes)})  # type: ignore[arg-type] # names of rules


def _dampings(projector: Projector) -> Iterator[str]:
    """Try other dampings of prices."""
    yield "\n| damping of prices | 1 y | 2 y | 3 y | in band | Brier |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for damping in DAMPINGS:
        trial = _with(projector, _changed(projector.rules, "price", damping=damping))
        one = make_record("fixed_basket", "price", trial)
        errors = " | ".join(f"{part.mae:.2f}" for part in one.horizons.values())
        yield f"| {damping:g} | {errors} | {_percent(one.coverage80 or 0, 1)} | {one.brier or 0:.3f} |"


def _uncalibrated(projector: Projector) -> Iterator[str]:
    """Show the courses alone: without errors, and so without the shift of their median."""
    nothing = DefaultErrors((1,), (-TINY,), (0.0,), (TINY,))
    horizons = projector.rules.record_horizons
    yield "\n| course alone | " + " | ".join(f"{h} y" for h in horizons) + " |"
    yield "| --- |" + " --- |" * len(horizons)
    for name, words in COURSES.items():
        rules = _changed(projector.rules, "share", default_course=name, defaults=nothing)
        one = make_record(ONLINE, "share", _with(projector, replace(rules, fewest_errors=NEVER)))
        errors = " | ".join(f"{part.mae:.2f}" for part in one.horizons.values())
        yield f"| {words.removesuffix(' (used)')} | {errors} |"


def _evidence(projector: Projector) -> Iterator[str]:
    """Show the errors six years ahead of the damped logit alone, from the origins of the published evidence."""
    nothing = DefaultErrors((1,), (-TINY,), (0.0,), (TINY,))
    rules = _changed(projector.rules, "share", default_course="damped_logit", defaults=nothing)
    one = make_record(ONLINE, "share", _with(projector, replace(rules, fewest_errors=NEVER)), EVIDENCE).horizons[6]
    yield "| six years ahead, origins 2008-2019 | damped logit alone | straight line | no change | forecasts |"
    yield "| --- | --- | --- | --- | --- |"
    yield "| stated, on ITU's series | 8.7 | 10.3 | 18.9 | |"
    errors = f"{one.mae:.1f} | {one.mae_line:.1f} | {one.mae_no_change:.1f}"
    yield f"| here, on the World Bank's edition of it | {errors} | {one.n:,} |"


def _yes(found: Record) -> Iterator[str]:
    """Say how often a high chance and the rule's yes came true."""
    ours, rule = found.on_track, found.on_track_cagr
    if ours and rule:
        said = f"the yes of the growth rule came true in {_percent(rule.arrived / rule.said)} of {rule.said:,} cases"
        high = f"{_percent(ours.arrived / ours.said)} of {ours.said:,}"
        yield f"In the record above, {said}, a chance of at least 80 % in {high}."


def _growth_rule(projector: Projector) -> Iterator[str]:
    """Show what became of the rule's yes from 2018 to 2024, with growth measured over eight years."""
    rules = replace(_changed(projector.rules, "share", chance_horizons=(6,)), recent_years=8)
    one = make_record(ONLINE, "share", _with(projector, rules), Span(2018, 2018))
    yield f"From 2018 to 2024, {one.chances} cases:\n"
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
        held = ", ".join(f"{_percent(part.coverage80)}" for part in online.horizons.values())
        yield (
            f"| {name} | {held} | {_percent(online.coverage80 or 0, 1)} | {online.horizons[6].mae:.2f} |"
            f" {_percent(mobile.coverage80 or 0, 1)} |"
        )


def _record(found: Record) -> Iterator[str]:
    first, last = found.origins or (0, 0)
    yield f"{found.forecasts:,} forecasts for {found.areas} economies, origins {first}-{last}.\n"
    yield "| years ahead | ours | no change | straight line | growth rate | in the 80 % band | forecasts |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for h, one in found.horizons.items():
        rivals = f"{one.mae_no_change:.2f} | {one.mae_line:.2f} | {one.mae_cagr or 0:.2f}"
        yield f"| {h} | {one.mae:.2f} | {rivals} | {_percent(one.coverage80, 1)} | {one.n:,} |"
    yield f"\n- In the 80 % band over all horizons: {_percent(found.coverage80 or 0, 1)}."
    if found.brier is not None and found.brier_cagr is not None:
        rule = f"yes/no of the growth rule {found.brier_cagr:.3f}"
        yield f"- Brier score: {found.brier:.3f}, {rule}; {found.chances:,} cases."
    yield from _flagged("Chance of at least 80 %", found.on_track, found.chances)
    yield from _flagged("Growth rule says yes", found.on_track_cagr, found.chances)


def _flagged(name: str, one: Flagged | None, cases: int) -> Iterator[str]:
    if one is not None and one.said:
        arrived = f"of which {_percent(one.arrived / one.said)} arrived"
        right = f"right in {_percent(one.right)} of all"
        yield f"- {name}: {one.said:,} cases ({_percent(one.said / cases)}), {arrived}; {right}."


def _levels(found: Record) -> Iterator[str]:
    yield "\n| starting level | " + " | ".join(f"{h} y: ours / line / in band" for h in LEVEL_HORIZONS) + " |"
    yield "| --- |" + " --- |" * len(LEVEL_HORIZONS)
    for low, high in sorted({(one.low, one.high) for one in found.levels}):
        cells = {one.horizon: one for one in found.levels if (one.low, one.high) == (low, high)}
        parts = (
            f"{cells[h].mae:.1f} / {cells[h].mae_line:.1f} / {_percent(cells[h].coverage80)}" for h in LEVEL_HORIZONS
        )
        yield f"| {low:g}-{high:g} % | " + " | ".join(parts) + " |"


def _reliability(found: Record) -> Iterator[str]:
    yield "\n| chance said | arrived | cases |"
    yield "| --- | --- | --- |"
    for said, happened, count in found.reliability:
        yield f"| {_percent(said)} | {_percent(happened)} | {count:,} |"


def _tried(name: str, records: dict[str, Record]) -> Iterator[str]:
    horizons = sorted(next(iter(records.values())).horizons)
    yield f"\n| {name} | " + " | ".join(f"{h} y" for h in horizons) + " | in band | Brier |"
    yield "| --- |" + " --- |" * (len(horizons) + 2)
    for course, one in records.items():
        errors = " | ".join(f"{one.horizons[h].mae:.2f}" for h in horizons)
        yield f"| {COURSES[course]} | {errors} | {_percent(one.coverage80 or 0, 1)} | {one.brier or 0:.3f} |"


if __name__ == "__main__":
    main()
