"""Make the record of past forecasts and write it into docs/methods.md as its tables: `make backtest`."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np

from benchmarks.before import before
from benchmarks.document import fill_document
from clock import moment_now
from metrics.backtest import Batch, Span, make_batches, make_record, make_statements
from metrics.courses import SHARES, make_scale
from metrics.fan import chance_of
from metrics.panel import Flags, Numbers
from metrics.projection_rules import Kind, ProjectionRules
from metrics.projector import Projector, make_projector
from metrics.record import Flagged, Record, count_inside
from metrics.series import Series, SeriesBook, make_point
from services.tracker import State, open_tracker
from topics.trends import used_series

ONLINE = "individuals_online"
OTHERS: tuple[tuple[str, Kind], ...] = (("coverage_4g", "share"), ("fixed_basket", "price"))
HELD_OUT: tuple[tuple[str, Kind, str], ...] = (
    ("coverage_3g", "share", "3G coverage"),
    ("coverage_4g", "share", "4G coverage"),
    ("coverage_5g", "share", "5G coverage"),
    ("mobile_ownership", "share", "mobile owners"),
    ("fixed_per_head", "share", "fixed subscriptions per 100 people"),
    ("mobile_per_head", "share", "mobile broadband subscriptions per 100 people"),
    ("fixed_basket", "price", "price of the fixed basket"),
    ("mobile_basket_2gb", "price", "price of the 2 GB basket"),
    ("mobile_basket_5gb", "price", "price of the 5 GB basket"),
)
PER_HEAD = {"fixed_per_head": "fixed_broadband_subscriptions", "mobile_per_head": "mobile_broadband_subscriptions"}
EVIDENCE = Span(2008, 2019)
DOCUMENT = Path(__file__).parents[1] / "docs" / "methods.md"
LEVEL_HORIZONS = (1, 3, 6)
SHRINKAGES = (1.0, 10.0, 30.0, 100.0, 300.0)
FAR = tuple(range(1, 11))
NEAR_LINE, LINE = 80.0, 95.0
INCOMES = {"LIC": "low income", "LMC": "lower middle income", "UMC": "upper middle income", "HIC": "high income"}


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
    return {name: "\n".join(lines).strip() for name, lines in _tables(state)}


def _tables(state: State) -> Iterator[tuple[str, Iterator[str]]]:
    projector = state.projector
    online = make_record(ONLINE, "share", projector)
    yield ONLINE, _record(online)
    yield "levels", _levels(online)
    yield "reliability", _reliability(online)
    for indicator, kind in OTHERS:
        yield indicator, _record(make_record(indicator, kind, projector))
    common = _common(projector)
    yield "before", _before_and_now(common)
    yield "held", _held(common, state)
    yield "line", _near_the_line(common)
    yield "groups", _groups(state, projector)
    yield "heldout", _held_out(state, projector)
    yield "shrinkage", _variants(projector)
    yield "evidence", _evidence(projector)
    yield "rule", _growth_rule(projector)
    yield "yes", _yes(online)


# ------------------------------------------------------------------------------------- before and now, the common set


@dataclass(frozen=True)
class Said:
    """What one method said: forecasts of some origins and years ahead, a batch each."""

    batches: tuple[Batch, ...]
    kind: Kind
    rules: ProjectionRules

    @cached_property
    def values(self) -> dict[int, Numbers]:
        """Return, by batch, every quantile in the unit of the indicator."""
        scale = make_scale(self.kind, self.rules)
        top = self.rules.highest_share if self.kind == "share" else np.inf
        return {at: np.minimum(scale.value(one.places), top) for at, one in enumerate(self.batches)}

    def at(self, horizon: int | None = None) -> list[tuple[int, Batch]]:
        """Return the batches so many years ahead, or of one to six years."""
        wanted = range(1, 7) if horizon is None else (horizon,)
        return [(at, one) for at, one in enumerate(self.batches) if one.horizon in wanted and len(one.rows)]

    def inside(self, horizon: int | None = None) -> Flags:
        """Return which outcomes lie in the 80 % band."""
        return np.concatenate([(one.outcome >= one.low) & (one.outcome <= one.high) for _, one in self.at(horizon)])

    def error(self, horizon: int, method: int = 0, *, logarithm: bool = False) -> float:
        """Return the mean absolute error of a method so many years ahead, in the unit or in logarithms."""
        pairs = [(one.methods[method], one.outcome) for _, one in self.at(horizon)]
        found, outcome = (np.concatenate(each) for each in zip(*pairs, strict=True))
        if logarithm:
            found, outcome = np.log(np.maximum(found, 0.01)), np.log(outcome)
        return float(np.nanmean(np.abs(found - outcome)))

    def crps(self, horizon: int | None = None) -> float:
        """Return the mean continuous ranked probability score: twice the mean of all quantile losses."""
        found = []
        for at, one in self.at(horizon):
            off = one.outcome[:, None] - self.values[at]
            found.append(2 * np.where(off >= 0, SHARES * off, (SHARES - 1) * off).mean(axis=1))
        return float(np.concatenate(found).mean())

    def width(self, horizon: int) -> float:
        """Return how wide the 80 % band is on average."""
        return float(np.concatenate([one.high - one.low for _, one in self.at(horizon)]).mean())

    def chances(self, targets: Sequence[float], lowest: float = 0.0) -> tuple[Numbers, Numbers]:
        """Return chances said of targets five and six years ahead, from a level on, and whether they came true."""
        scale, said, happened = make_scale("share", self.rules), [], []
        for horizon in (5, 6):
            for _, one in self.at(horizon):
                for target in targets:
                    need = float(scale.place(np.array(target)))
                    rows = np.flatnonzero((one.start < target) & (one.start >= lowest))
                    said += [chance_of(need, one.places[row], rising=True) for row in rows]
                    happened += (one.outcome[rows] >= target).tolist()
        return np.array(said), np.array(happened, dtype=float)


def _say(projector: Projector, indicator: str, kind: Kind, *, common: bool = False) -> Said:
    """Return what a projector says; in common only what both methods could measure errors for, then up to ten years."""
    rules = replace(projector.rules, record_horizons=FAR) if common else projector.rules
    wide = replace(projector, rules=rules)
    found = list(make_batches(wide.panel(indicator), (indicator, kind), wide, Span()))
    if common:
        known = make_projector(wide.book, wide.economies, wide.fewest_periods, rules).learner(indicator, kind)
        counts = {year: len(known.model(year).counts) for year in {one.origin for one in found}}
        found = [one for one in found if one.horizon <= counts[one.origin]]
    return Said(tuple(found), kind, rules)


def _common(projector: Projector) -> dict[str, Said]:
    new = _with(projector, projector.rules)
    return {
        "before": _say(before(projector), ONLINE, "share", common=True),
        "now": _say(new, ONLINE, "share", common=True),
    }


def _before_and_now(common: dict[str, Said]) -> Iterator[str]:
    now = common["now"]
    yield f"{len(now.inside()):,} forecasts one to six years ahead, made at the same origins with measured errors.\n"
    yield "| mean absolute error | " + " | ".join(f"{h} y" for h in FAR) + " |"
    yield "| --- |" + " --- |" * len(FAR)
    for name, said in common.items():
        yield f"| {name} | " + " | ".join(f"{said.error(h):.2f}" for h in FAR) + " |"
    yield "| straight line | " + " | ".join(f"{now.error(h, 2):.2f}" for h in FAR) + " |"
    yield "\n| | CRPS all / 6 y | 80 % band held all / 6 y | width at 6 y | Brier |"
    yield "| --- | --- | --- | --- | --- |"
    for name, said in common.items():
        chance, came = said.chances(said.rules.kinds["share"].record_targets)
        yield (
            f"| {name} | {said.crps():.2f} / {said.crps(6):.2f} | {_percent(said.inside().mean(), 1)} /"
            f" {_percent(said.inside(6).mean(), 1)} | {said.width(6):.1f} | {np.mean((chance - came) ** 2):.4f} |"
        )


def _held(common: dict[str, Said], state: State) -> Iterator[str]:
    """Show what the 80 % bands held by years ahead, thirds of the level and income groups."""
    yield "\n| share of outcomes in the 80 % band | all | " + " | ".join(f"{h} y" for h in FAR) + " |"
    yield "| --- | --- |" + " --- |" * len(FAR)
    for name, said in common.items():
        every = [_percent(said.inside(h).mean()) for h in FAR]
        yield f"| {name}: all | {_percent(said.inside().mean())} | " + " | ".join(every) + " |"
    now = common["now"]
    starts = np.concatenate([one.start for _, one in now.at()])
    edges = [0.0, *np.quantile(starts, [1 / 3, 2 / 3]), 100.0]
    for low, high in pairwise(edges):
        words = f"from {low:.0f}-{high:.0f} %"
        yield _held_row(words, now, [(one.start >= low) & (one.start < high) for one in now.batches])
    areas = state.projector.panel(ONLINE).areas
    for group, words in INCOMES.items():
        members = np.isin(areas, list(state.members_of(group, None)))
        yield _held_row(words, now, [members[one.rows.astype(int)] for one in now.batches])


def _held_row(words: str, said: Said, parts: Sequence[Flags]) -> str:
    def share(horizon: int | None) -> str:
        held = [((one.outcome >= one.low) & (one.outcome <= one.high))[parts[at]] for at, one in said.at(horizon)]
        found = np.concatenate(held)
        return _percent(float(found.mean())) if len(found) else ""

    return f"| now: {words} | {share(None)} | " + " | ".join(share(h) for h in FAR) + " |"


def _near_the_line(common: dict[str, Said]) -> Iterator[str]:
    heads = ("cases", "Brier", "said on average", "arrived", "chance of at least 80 %: came true")
    yield f"\n| line of 95 % from 80-95 %, 5 and 6 years ahead | {' | '.join(heads)} |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for name, said in common.items():
        chance, came = said.chances((LINE,), NEAR_LINE)
        high = chance >= said.rules.on_track
        true = f"{int(came[high].sum())} of {int(high.sum())}"
        means = f"{_percent(chance.mean())} | {_percent(came.mean())}"
        yield f"| {name} | {len(chance)} | {np.mean((chance - came) ** 2):.3f} | {means} | {true} |"


def _groups(state: State, projector: Projector) -> Iterator[str]:
    """Show what would have been said of groups, by their own published series."""
    found = [used_series(state, ONLINE, area) for area in projector.groups(ONLINE).areas]
    series = [one for one in found if one]
    said = {
        name: [each for one in series for each in make_statements(one, "share", how)]
        for name, how in (("before", before(projector)), ("now", projector))
    }
    horizons = projector.rules.record_horizons
    yield "\n| groups, individuals online | " + " | ".join(f"{h} y" for h in horizons) + " | all |"
    yield "| --- |" + " --- |" * (len(horizons) + 1)
    for name, ones in said.items():
        parts = [[one for one in ones if one.horizon == h] for h in horizons]
        errors = [f"{np.mean([abs(one.off) for one in part]):.2f}" for part in parts]
        held = [_percent(count_inside(part) / len(part)) for part in (*parts, ones)]
        yield f"| {name}: error | " + " | ".join(errors) + " | |"
        yield f"| {name}: in the 80 % band | " + " | ".join(held) + " |"
    yield "| statements | " + " | ".join(str(sum(one.horizon == h for one in said["now"])) for h in horizons) + " | |"


# -------------------------------------------------------------------------------------------------- the held-out set


def _held_out(state: State, projector: Projector) -> Iterator[str]:
    """Show what the method does on indicators that were not looked at while it was made."""
    now = make_projector(_with_heads(state), projector.economies, projector.fewest_periods, projector.rules)
    both = {"before": before(now), "now": now}
    heads = (
        "indicator",
        "forecasts",
        "error 1 / 3 / 6 y: before",
        "now",
        "line",
        "80 % band held 1-6 y: before",
        "now",
    )
    yield f"\n| {' | '.join(heads)} |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for indicator, kind, words in HELD_OUT:
        said = {name: _say(one, indicator, kind) for name, one in both.items()}
        count = sum(len(one.rows) for one in said["now"].batches)
        if not count:
            yield f"| {words} | 0 | | | | | |"
            continue
        errors = [_three(said["before"], 0), _three(said["now"], 0), _three(said["now"], 2)]
        held = [", ".join(_percent(one.inside(h).mean()) for h in range(1, 7) if one.at(h)) for one in said.values()]
        yield f"| {words} | {count:,} | " + " | ".join([*errors, *held]) + " |"
    yield "\n| prices, error in logarithms 1 / 2 / 3 y | before | now | no change | straight line |"
    yield "| --- | --- | --- | --- | --- |"
    for indicator, kind, words in (one for one in HELD_OUT if one[1] == "price"):
        said = {name: _say(one, indicator, kind) for name, one in both.items()}
        if said["now"].at():
            cells = [(said["before"], 0), (said["now"], 0), (said["now"], 1), (said["now"], 2)]
            yield f"| {words} | " + " | ".join(_in_logarithms(*one) for one in cells) + " |"


def _three(said: Said, method: int) -> str:
    return " / ".join(f"{said.error(h, method):.2f}" if said.at(h) else "-" for h in LEVEL_HORIZONS)


def _in_logarithms(said: Said, method: int) -> str:
    return " / ".join(f"{said.error(h, method, logarithm=True):.3f}" if said.at(h) else "-" for h in (1, 2, 3))


def _with_heads(state: State) -> SeriesBook:
    """Return the book with subscriptions per 100 people: millions of them over the people of the same year."""
    book, made = state.world.book, dict[tuple[str, str], tuple[Series, ...]]()
    for name, indicator in PER_HEAD.items():
        for area in book.areas_with(indicator):
            people = {one.year: one.value for each in book.of("population", area) for one in each.points}
            series = max(book.of(indicator, area), key=lambda one: len(one.points))
            heads = [
                make_point(one.period, one.value * 100_000_000 / people[one.year])
                for one in series.points
                if people.get(one.year)
            ]
            made[name, area] = (replace(series, indicator=name, unit_measure="PT_POP").with_points(heads),)
    return book.with_totals(made)


# ------------------------------------------------------------------------------------------------------- what was tried


def _percent(share: float, decimals: int = 0) -> str:
    return f"{share * 100:.{decimals}f} %"


def _with(projector: Projector, rules: ProjectionRules) -> Projector:
    return make_projector(projector.book, projector.economies, projector.fewest_periods, rules)


def _changed(rules: ProjectionRules, **changes: object) -> ProjectionRules:
    """Return the rules with other numbers for shares."""
    return replace(rules, kinds={**rules.kinds, "share": replace(rules.kinds["share"], **changes)})  # type: ignore[arg-type] # names of rules


def _variants(projector: Projector) -> Iterator[str]:
    """Try other shrinkages and other parts of the damped course near the top."""
    rules = projector.rules
    ways = {
        f"shrinkage {one:g}{' (used)' * (one == rules.shrinkage)}": replace(rules, shrinkage=one) for one in SHRINKAGES
    }
    ways |= {
        "no part of the damped course near the top": _changed(rules, damped_part=0.0),
        "all of it near the top": _changed(rules, damped_part=1.0),
        "half of it from 5 % on": _changed(rules, damped_from=4.0, damped_full=5.0),
    }
    horizons = rules.record_horizons
    yield "\n| way | " + " | ".join(f"{h} y" for h in horizons) + " | in band | Brier | Brier at the line of 95 % |"
    yield "| --- |" + " --- |" * (len(horizons) + 3)
    for name, one in ways.items():
        said = _say(_with(projector, one), ONLINE, "share")
        errors = " | ".join(f"{said.error(h):.2f}" for h in horizons)
        scores = [said.chances(one.kinds["share"].record_targets), said.chances((LINE,), NEAR_LINE)]
        briers = " | ".join(f"{np.mean((chance - came) ** 2):.4f}" for chance, came in scores)
        yield f"| {name} | {errors} | {_percent(said.inside().mean(), 1)} | {briers} |"


def _evidence(projector: Projector) -> Iterator[str]:
    """Show the errors six years ahead of the damped logit alone, from the origins of the published evidence."""
    one = make_record(ONLINE, "share", projector, EVIDENCE).horizons[6]
    yield "| six years ahead, origins 2008-2019 | damped logit alone | straight line | no change | forecasts |"
    yield "| --- | --- | --- | --- | --- |"
    yield "| stated, on ITU's series | 8.7 | 10.3 | 18.9 | |"
    errors = f"{one.mae_damped:.1f} | {one.mae_line:.1f} | {one.mae_no_change:.1f}"
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
    rules = replace(_changed(projector.rules, chance_horizons=(6,)), recent_years=8)
    one = make_record(ONLINE, "share", _with(projector, rules), Span(2018, 2018))
    yield f"From 2018 to 2024, {one.chances} cases:\n"
    yield from _flagged("Growth rule over eight years says yes", one.on_track_cagr, one.chances)
    yield from _flagged("Chance of at least 80 %", one.on_track, one.chances)


def _record(found: Record) -> Iterator[str]:
    first, last = found.origins or (0, 0)
    yield f"{found.forecasts:,} forecasts for {found.areas} economies, origins {first}-{last}.\n"
    methods = ("ours", "no change", "straight line", "growth rate", "recent speed, damped")
    yield f"| years ahead | {' | '.join(methods)} | in the 80 % band | forecasts |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for h, one in found.horizons.items():
        rivals = f"{one.mae_no_change:.2f} | {one.mae_line:.2f} | {one.mae_cagr or 0:.2f} | {one.mae_damped:.2f}"
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


if __name__ == "__main__":
    main()
