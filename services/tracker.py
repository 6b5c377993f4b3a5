"""The tracker: the store, the reference data and, for each state of them, the world that judgements draw on."""

import os
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from threading import Lock

import pandas as pd
import pyarrow as pa

from data.builtin import DATASETS, OBSERVATION_SCHEMA, TARGET_SCHEMA, builtin_digest, load_builtin
from data.reference import Reference, load_reference
from data.schemas.own_indicator import NATIONAL
from data.schemas.pledge import Pledge
from data.schemas.target import Target
from data.store import Layout, Snapshot, Store
from data.tables import INDICATOR_SCHEMA, PLEDGE_SCHEMA, SCHOOL_SCHEMA
from metrics.derive import add_derived
from metrics.judgement import Judgement
from metrics.judging import World, judge
from metrics.limits import Limits
from metrics.own import OwnAggregator
from metrics.series import ROW, SeriesBook, build_series
from services.groups import custom_members, is_custom
from services.kept_days import kept_for
from services.projecting.projection_rules import make_state_projector
from services.references import References
from services.registers import Facts, Registers, add_registers, make_registers, unjudged_censuses
from services.shapes import INDICATORS, PLEDGES, SCHOOLS, TARGETS
from services.state_rows import facts_of, known_rows, published_indicators, read_pledges, read_targets

STORE_SETTING = "CONNECT2030_STORE"
DEFAULT_STORE = Path(__file__).resolve().parents[1] / "var" / "store"
OBSERVATION_DATASETS = (*(name for name in DATASETS if name != TARGETS), NATIONAL)
LAYOUTS = (
    Layout("observations", OBSERVATION_SCHEMA, OBSERVATION_DATASETS),
    Layout(TARGETS, TARGET_SCHEMA, (TARGETS,)),
    Layout(SCHOOLS, SCHOOL_SCHEMA, (SCHOOLS,), part="ref_area"),
    Layout(PLEDGES, PLEDGE_SCHEMA, (PLEDGES,)),
    Layout(INDICATORS, INDICATOR_SCHEMA, (INDICATORS,)),
)
ALL_DATASETS = (*OBSERVATION_DATASETS, TARGETS, SCHOOLS, PLEDGES, INDICATORS)
READ_WHOLE = (*OBSERVATION_DATASETS, TARGETS, PLEDGES, INDICATORS)
"""The datasets that a state is built from; of the schools it needs only what their revision says of them."""
INDISPENSABLE = (*OBSERVATION_DATASETS, TARGETS)
"""The datasets without which nothing can be judged; without another one the rest is shown, and that it is missing."""
KEPT_STATES = 8
NO_FACTS: Facts = {}


@dataclass(frozen=True)
class State:
    """One consistent state of all datasets: the series to judge by, the targets, and the judgements made so far.

    `groups` makes the aggregates that pages show, `world.own` the better covered ones that may stand beside a verdict.
    """

    key: str
    world: World
    targets: tuple[Target, ...]
    groups: OwnAggregator
    registers: Registers = field(default_factory=Registers)
    judgements: dict[date, dict[tuple[str, str, str | None], Judgement]] = field(default_factory=dict, compare=False)

    @property
    def pledges(self) -> tuple[Pledge, ...]:
        """Return the published pledges."""
        return self.registers.pledges

    @property
    def pledges_complete_on(self) -> str:
        """Return the day on which the list of pledges was complete, empty for a partial one."""
        return self.registers.complete_on

    @property
    def examples(self) -> frozenset[str]:
        """Return the datasets whose rows are invented examples."""
        return self.registers.examples

    @cached_property
    def by_id(self) -> dict[str, Target]:
        """Return the targets by their ids."""
        return {target.target_id: target for target in self.targets}

    def judge(self, target: Target, ref_area: str, today: date, edition: str | None = None) -> Judgement:
        """Return the judgement of one of the targets for an area, from memory where it was made before."""
        key, kept = (target.target_id, ref_area, edition), kept_for(self.judgements, today)
        if key not in kept:
            kept[key] = judge(target, ref_area, self.world, today, edition)
        return kept[key]


@dataclass
class Tracker:
    """The open store with its reference data; states are built once per snapshot and kept."""

    store: Store
    built_in: Reference
    _states: OrderedDict[str, State] = field(default_factory=OrderedDict)
    _members: dict[date, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @cached_property
    def _references(self) -> References:
        return References(self.built_in)

    @property
    def reference(self) -> Reference:
        """Return the reference data as it is now: the built-in one with the indicators that were published here."""
        return self._references.newest(self.store.mark(INDICATORS), lambda: published_indicators(self.store.snapshot()))

    def reference_of(self, snapshot: Snapshot) -> Reference:
        """Return the reference data of a snapshot: what is looked at as of a day is named as it was then."""
        return self._references.of(published_indicators(snapshot))

    def state(self, as_of: datetime | None = None) -> State:
        """Return the newest state, or the one published at a moment."""
        return self.state_of(self.store.snapshot(as_of))

    def state_of(self, snapshot: Snapshot) -> State:
        """Return the state of a snapshot, from memory where it was built before."""
        with self._lock:
            if snapshot.key in self._states:
                self._states.move_to_end(snapshot.key)
                return self._states[snapshot.key]
        wanted = [name for name in READ_WHOLE if name in INDISPENSABLE or snapshot.is_readable(name)]
        tables = {name: snapshot.read(name) for name in wanted}
        made = self.build_state(snapshot.key, tables, facts_of(snapshot))
        with self._lock:
            self._states[snapshot.key] = made
            while len(self._states) > KEPT_STATES:
                self._states.popitem(last=False)
        return made

    def build_state(self, key: str, tables: Mapping[str, pa.Table], facts: Facts = NO_FACTS) -> State:
        """Return the state that tables of the datasets and the facts of their revisions make; nothing is stored."""
        reference = self._references.of(tables.get(INDICATORS))
        observations = [known_rows(tables[name], reference) for name in OBSERVATION_DATASETS if name in tables]
        rows = (row for table in observations for row in zip(*(table[name].to_pylist() for name in ROW), strict=True))
        registers = make_registers(facts, read_pledges(tables.get(PLEDGES)))
        stated = add_registers(build_series(rows), registers, reference)
        book = add_derived(stated, reference.indicators.values())
        limits = make_limits(reference)
        least = (limits.indication_coverage, limits.aggregate_coverage)
        own, groups = (self._aggregator(book, limits, reference, coverage) for coverage in least)
        first_years = {name: framework.baseline_from for name, framework in reference.frameworks.items()}
        targets = read_targets(known_rows(tables[TARGETS], reference))
        silences = unjudged_censuses(registers, reference)
        projector = make_state_projector(book, reference, limits)
        world = World(book, own, limits, first_years, silences, projector)
        return State(key, world, targets, groups, registers)

    def _aggregator(
        self, book: SeriesBook, limits: Limits, reference: Reference, least_coverage: float
    ) -> OwnAggregator:
        fewest = limits.fewest_periods_of_an_edition
        changed = reference.thresholds.composition_break.value
        return OwnAggregator(book, reference.indicators, self.members_of, fewest, least_coverage, changed)

    @cached_property
    def _ever(self) -> Mapping[str, tuple[str, ...]]:
        """Return the countries that ever belonged to each group."""
        found: dict[str, set[str]] = {}
        for one in self.built_in.memberships:
            found.setdefault(one.group, set()).add(one.ref_area)
        return {group: tuple(sorted(members)) for group, members in found.items()}

    def members_of(self, group: str, on: date | None) -> tuple[str, ...]:
        """Return the countries of a group on a day; all that ever belonged to it without one."""
        if is_custom(group):
            return custom_members(group)
        if on is None:
            return self._ever.get(group, ())
        if group not in (kept := kept_for(self._members, on)):
            kept[group] = self.built_in.members_of(group, on)
        return kept[group]


def make_limits(reference: Reference) -> Limits:
    """Return the thresholds of the reference data as the calculators take them."""
    found = reference.thresholds
    return Limits(
        on_track=found.on_track.value,
        within_reach=found.within_reach.value,
        oldest_last_value_years=found.oldest_last_value_years.value,
        fewest_observations=int(found.fewest_observations.value),
        pace_window_years=found.pace_window_years.value,
        fewest_periods_of_an_edition=int(found.fewest_periods_of_an_edition.value),
        baseline_within_years=found.baseline_within_years.value,
        verdict_years_before=found.verdict_years_before.value,
        indication_coverage=found.indication_coverage.value,
        aggregate_coverage=found.aggregate_coverage.value,
        comparator_of_gaps="DVD",
    )


def store_place(location: str | Path | None = None) -> Path:
    """Return where the store is: at the given location, CONNECT2030_STORE's, or var/store of the project."""
    return Path(location or os.environ.get(STORE_SETTING) or DEFAULT_STORE)


def open_tracker(location: str | Path | None = None) -> Tracker:
    """Return the tracker on the store: at the given location, CONNECT2030_STORE's, or var/store of the project."""
    store = Store.open(
        store_place(location),
        LAYOUTS,
        seeds=lambda: {name: load_builtin(name) for name in DATASETS},
        digests=lambda: {name: builtin_digest(name) for name in DATASETS},
    )
    return Tracker(store, load_reference())


def to_frame(table: pa.Table) -> pd.DataFrame:
    """Return a table as a frame: texts as Python strings, a missing number as NaN, a missing text as an empty one."""
    frame = pd.DataFrame({name: table[name].to_pylist() for name in table.column_names}, dtype="object")
    types = {field.name: field.type for field in table.schema}
    texts = [name for name, kind in types.items() if pa.types.is_string(kind)]
    frame[texts] = frame[texts].fillna("")
    return frame.astype({name: "float64" for name, kind in types.items() if pa.types.is_floating(kind)})


def to_table(frame: pd.DataFrame | pa.Table, schema: pa.Schema) -> pa.Table:
    """Return a frame as a table of a dataset's schema; a table is one already."""
    if isinstance(frame, pa.Table):
        return frame
    return pa.Table.from_pandas(frame[schema.names], schema=schema, preserve_index=False)
