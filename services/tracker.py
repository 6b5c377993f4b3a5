"""The tracker: the store, the reference data and, for each state of them, the world that judgements draw on."""

import os
from collections import OrderedDict
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Self

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.builtin import DATASETS, builtin_digest, load_builtin
from data.datasets import INDICATORS, KINDS, OBSERVATIONS, PLEDGES, SCHOOLS, TARGETS, all_datasets, kind_of
from data.reference import Reference, load_reference
from data.schemas.own_indicator import OwnIndicator
from data.schemas.pledge import Pledge
from data.schemas.target import Target
from data.store import Clock, Layout, Snapshot, Store
from data.tables import in_codes
from metrics.aggregates import OwnAggregator
from metrics.book import ROW, Texts, build_book
from metrics.derive import add_derived
from metrics.judgement import Judgement
from metrics.judging import judge
from metrics.projector import Projector
from metrics.series import SeriesBook
from metrics.world import Limits, World
from services.groups import Members, kept_for
from services.known import known_dates, newest_known, without_later, without_later_baselines
from services.projecting.projection_rules import make_state_projector
from services.registers import Facts, Registers, add_registers, make_registers, unjudged_censuses
from services.world_rules import growing_by_steps, make_limits, redefinitions, without_trend

KEPT = 8
Definitions = tuple[OwnIndicator, ...]


@dataclass
class References:
    """The built-in reference data, and what it becomes with the rows of the dataset `indicators`."""

    built_in: Reference
    _made: dict[Definitions, Reference] = field(default_factory=dict)
    _newest: tuple[int, Reference] | None = None
    _lock: Lock = field(default_factory=Lock)

    def of(self, table: pa.Table | None) -> Reference:
        """Return the reference data with the indicators of a table."""
        found = read_own_indicators(table)
        if not found:
            return self.built_in
        with self._lock:
            if found not in self._made:
                self._made = dict([*self._made.items(), (found, with_own(self.built_in, found))][-KEPT:])
            return self._made[found]

    def newest(self, mark: int, read: Callable[[], pa.Table]) -> Reference:
        """Return the reference data as it is now; the table is read again only under another mark of the store."""
        kept = self._newest
        if kept is None or kept[0] != mark:
            kept = self._newest = (mark, self.of(read()))
        return kept[1]


def read_own_indicators(table: pa.Table | None) -> Definitions:
    """Return the indicators of a table of the dataset `indicators`, by their codes."""
    rows = table.to_pylist() if table else []
    made = (OwnIndicator.model_validate({name: cell for name, cell in row.items() if cell is not None}) for row in rows)
    return tuple(sorted(made, key=lambda one: one.indicator))


def with_own(built_in: Reference, own: Definitions) -> Reference:
    """Return the reference data with these indicators after the built-in ones, and their units by name.

    A built-in indicator stays what it is: where a newer version of the product brings one of the same code, that of
    the product is used.
    """
    units = {one.unit_measure: one.unit_words for one in own if one.unit_words}
    added = {one.indicator: one.as_indicator() for one in own if one.indicator not in built_in.indicators}
    return replace(built_in, indicators={**built_in.indicators, **added}, own=frozenset(added), unit_words=units)


def published_indicators(snapshot: Snapshot) -> pa.Table:
    """Return the published indicators, none where they cannot be read; that is said beside everything."""
    return snapshot.read(INDICATORS) if snapshot.is_readable(INDICATORS) else KINDS[INDICATORS].schema.empty_table()


def known_rows(table: pa.Table, reference: Reference) -> pa.Table:
    """Return the rows of figures or targets whose indicator is known.

    Nobody can take an indicator out from under them, but two tables are never written in one commit: where an
    indicator was taken out and figures of it were brought in at the same moment, the figures wait for it.
    """
    known = pc.is_in(table["indicator"], value_set=pa.array(list(reference.indicators), pa.string()))
    return table if pc.all(known).as_py() is not False else table.filter(known)


def read_book(table: pa.Table) -> SeriesBook:
    """Return the book of the series that a table of observations holds."""
    texts = {name: _read_texts(table[name]) for name in ROW if name != "obs_value"}
    return build_book(texts, table["obs_value"].to_numpy())


def _read_texts(column: pa.ChunkedArray) -> Texts:
    coded = pc.dictionary_encode(pc.fill_null(column, "").combine_chunks())
    return Texts(coded.dictionary.to_pylist(), coded.indices.to_numpy().astype(np.int64))


def read_targets(table: pa.Table) -> tuple[Target, ...]:
    """Return the targets of a table of the dataset `targets`, in its order; what a row leaves open has its default."""
    stated = ({name: cell for name, cell in row.items() if cell is not None} for row in table.to_pylist())
    return tuple(Target.model_validate(row) for row in stated)


def read_pledges(table: pa.Table | None) -> tuple[Pledge, ...]:
    """Return the pledges of a table of the dataset `pledges`, in its order."""
    rows = table.to_pylist() if table else []
    return tuple(Pledge.model_validate({name: cell for name, cell in row.items() if cell is not None}) for row in rows)


def facts_of(snapshot: Snapshot) -> Facts:
    """Return what the revisions of the registers say beside their rows."""
    return {name: snapshot.revision(name).facts for name in (SCHOOLS, PLEDGES) if snapshot.is_readable(name)}


STORE_SETTING = "CONNECT2030_STORE"
DEFAULT_STORE = Path(__file__).resolve().parents[1] / "var" / "store"
KEPT_STATES = 8
NO_FACTS: Facts = {}


def layouts() -> tuple[Layout, ...]:
    """Return how the datasets are stored: one table a kind, called as the kind is."""
    return tuple(
        Layout(kind.name, kind.schema, kind.datasets, kind.part, in_codes if "edition" in kind.columns else None)
        for kind in KINDS.values()
    )


def read_whole() -> tuple[str, ...]:
    """Return the datasets that a state is built from; of a divided one it needs only what its revision says of it."""
    return tuple(name for name in all_datasets() if not kind_of(name).part)


@dataclass(frozen=True)
class State:
    """One consistent state of all datasets: the series to judge by, the targets, and the judgements made so far.

    `groups` makes the aggregates that pages show, `world.own` the better covered ones that may stand beside a verdict.
    `left_out` says by dataset how many rows were not known on the day that is looked back to, `revisions` the number
    of the revision that each dataset is of; one that is made to see what a file would change has none. `stated` is the
    book as it was published, without what follows from it.
    """

    key: str
    world: World
    targets: tuple[Target, ...]
    groups: OwnAggregator
    registers: Registers = field(default_factory=Registers)
    left_out: Mapping[str, int] = field(default_factory=dict, compare=False)
    revisions: Mapping[str, int] = field(default_factory=dict, compare=False)
    stated: SeriesBook = field(default_factory=lambda: SeriesBook({}), compare=False, repr=False)
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

    @property
    def projector(self) -> Projector:
        """Return what its projections draw on.

        Raises:
            ValueError: If the state was built without one.
        """
        if self.world.projector is None:
            message = "this state projects nothing"
            raise ValueError(message)
        return self.world.projector

    def members_of(self, group: str, on: date | None) -> tuple[str, ...]:
        """Return the countries of a group on a day; all that ever belonged to it without one."""
        return self.groups.members_of(group, on)

    def after(self, before: Self) -> Self:
        """Return this state, whose projections learn nothing again that those of a state before it have learned."""
        projector, earlier = self.world.projector, before.world.projector
        if projector is None or earlier is None:
            return self
        return replace(self, world=replace(self.world, projector=projector.after(earlier)))

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
    _lock: Lock = field(default_factory=Lock)
    _building: Lock = field(default_factory=Lock)

    @cached_property
    def _references(self) -> References:
        return References(self.built_in)

    @cached_property
    def _members(self) -> Members:
        return Members(self.built_in)

    @property
    def reference(self) -> Reference:
        """Return the reference data as it is now: the built-in one with the indicators that were published here."""
        return self._references.newest(self.store.mark(INDICATORS), lambda: published_indicators(self.store.snapshot()))

    def reference_of(self, snapshot: Snapshot) -> Reference:
        """Return the reference data of a snapshot: what is looked at as of a day is named as it was then."""
        return self._references.of(published_indicators(snapshot))

    def state(self, as_of: datetime | None = None) -> State:
        """Return the newest state, or the one published and known at a moment."""
        return self.state_of(self.store.snapshot(as_of), as_of.date() if as_of else None)

    def state_of(self, snapshot: Snapshot, known_on: date | None = None) -> State:
        """Return the state of a snapshot, from memory where it was built before.

        Args:
            snapshot: The snapshot.
            known_on: The day looked back to: figures that came out later are left out.
        """
        newest = newest_known(self._known_dates, known_on) if known_on else None  # today all is known: nothing is read
        key = snapshot.key if newest is None else f"{snapshot.key}~{newest}"
        kept = self._kept_state(key)
        if kept is not None:
            return kept
        with self._building:  # of many who ask for a new state at once one builds it, and the others get that
            return self._kept_state(key) or self._keep_state(key, snapshot, known_on if newest is not None else None)

    def _kept_state(self, key: str) -> State | None:
        with self._lock:
            if key in self._states:
                self._states.move_to_end(key)
            return self._states.get(key)

    def _keep_state(self, key: str, snapshot: Snapshot, known_on: date | None) -> State:
        readable = [name for name in all_datasets() if snapshot.is_readable(name)]
        wanted = [name for name in read_whole() if kind_of(name).built_in or name in readable]
        tables = {name: snapshot.read(name) for name in wanted}
        built = self.build_state(key, tables, facts_of(snapshot), known_on)
        made = replace(built, revisions={name: snapshot.revision(name).revision for name in readable})
        with self._lock:
            if self._states:
                made = made.after(next(reversed(self._states.values())))
            self._states[key] = made
            while len(self._states) > KEPT_STATES:
                self._states.popitem(last=False)
        return made

    @cached_property
    def _known_dates(self) -> tuple[str, ...]:
        """Return when what came with the product became known."""
        return known_dates({name: self.store.read(name, 0) for name in KINDS[OBSERVATIONS].datasets}, self.built_in)

    def build_state(
        self, key: str, tables: Mapping[str, pa.Table], facts: Facts = NO_FACTS, known_on: date | None = None
    ) -> State:
        """Return the state that tables of the datasets and the facts of their revisions make; nothing is stored.

        Looking back, figures that were not known on the day are left out.
        """
        reference = self._references.of(tables.get(INDICATORS))
        held = {name: tables[name] for name in KINDS[OBSERVATIONS].datasets if name in tables}
        kept = {name: self._known_on(name, rows, known_on) for name, rows in held.items()}
        stated = read_book(pa.concat_tables([known_rows(rows, reference) for rows in kept.values()]))
        left_out = {name: len(rows) - len(kept[name]) for name, rows in held.items() if len(rows) > len(kept[name])}
        made = self._make_state(key, stated, tables, facts, known_on)
        return replace(made, left_out=left_out)

    def changed_state(
        self,
        before: State,
        tables: Mapping[str, pa.Table],
        facts: Facts,
        indicators: AbstractSet[str],
        areas: AbstractSet[str],
    ) -> State:
        """Return the state of tables that differ from those of another state in figures of these alone; not stored.

        Of all other figures the series are those of the other state, so that a small change costs little.

        Args:
            before: The state of the tables without the change.
            tables: The tables with the change, by dataset.
            facts: The facts of their revisions.
            indicators: The indicators whose figures differ.
            areas: The areas whose figures differ.
        """
        reference = self._references.of(tables.get(INDICATORS))
        wanted = {"indicator": indicators, "ref_area": areas}
        near = []
        for rows in (tables[name] for name in KINDS[OBSERVATIONS].datasets if name in tables):
            masks = (
                pc.is_in(rows[name], value_set=pa.array(list(among), pa.string())) for name, among in wanted.items()
            )
            near.append(known_rows(rows.filter(pc.and_(*masks)), reference))
        stated = before.stated.changed_by(read_book(pa.concat_tables(near)), indicators, areas)
        return self._make_state("", stated, tables, facts, None).after(before)

    def _make_state(
        self, key: str, stated: SeriesBook, tables: Mapping[str, pa.Table], facts: Facts, known_on: date | None
    ) -> State:
        reference = self._references.of(tables.get(INDICATORS))
        registers = make_registers(facts, read_pledges(tables.get(PLEDGES)))
        book = add_derived(add_registers(stated, registers, reference), reference.indicators.values())
        limits = make_limits(reference)
        least = (limits.indication_coverage, limits.aggregate_coverage)
        own, groups = (self._aggregator(book, limits, reference, coverage) for coverage in least)
        first_years = {name: framework.baseline_from for name, framework in reference.frameworks.items()}
        targets = read_targets(known_rows(tables[TARGETS], reference))
        targets = without_later_baselines(targets, reference, known_on) if known_on else targets
        silences = unjudged_censuses(registers, reference)
        projector = make_state_projector(book, reference, limits)
        begins = {name: framework.begins for name, framework in reference.frameworks.items()}
        apart = (begins, redefinitions(reference), without_trend(reference, book), growing_by_steps(reference))
        world = World(book, own, limits, first_years, silences, projector, *apart)
        return State(key, world, targets, groups, registers, stated=stated)

    def _known_on(self, dataset: str, rows: pa.Table, day: date | None) -> pa.Table:
        return rows if day is None else without_later(dataset, rows, day, lambda: self.store.read(dataset, 0))

    def _aggregator(
        self, book: SeriesBook, limits: Limits, reference: Reference, least_coverage: float
    ) -> OwnAggregator:
        fewest = limits.fewest_periods_of_an_edition
        changed = reference.thresholds.composition_break.value
        return OwnAggregator(book, reference.indicators, self._members.of, fewest, least_coverage, changed)


def store_place(location: str | Path | None = None) -> Path:
    """Return where the store is: at the given location, CONNECT2030_STORE's, or var/store of the project."""
    return Path(location or os.environ.get(STORE_SETTING) or DEFAULT_STORE)


def open_tracker(location: str | Path | None, clock: Clock) -> Tracker:
    """Return the tracker on the store: at the given location, CONNECT2030_STORE's, or var/store of the project.

    Args:
        location: The folder of the store.
        clock: Returns the moment of a publication; it is the door's, as nothing below a door reads the clock.
    """
    store = Store.open(
        store_place(location),
        layouts(),
        seeds=lambda: {name: load_builtin(name) for name in DATASETS},
        digests=lambda: {name: builtin_digest(name) for name in DATASETS},
        clock=clock,
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
