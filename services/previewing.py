"""The preview of a deed: what it changes in each dataset, and what that means for each target concerned."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.datasets import INDICATORS, KINDS, OBSERVATIONS, PLEDGES, SCHOOLS, TARGETS, kind_of
from data.reference import Reference
from data.reference.limits import load_jump_rule
from data.schemas.observation import KEY, SERIES_KEY, TOTAL
from data.schemas.revision import Revision
from data.schemas.target import Target
from data.schemas.thresholds import JumpRule
from data.store import Snapshot
from metrics.judgement import Judgement
from metrics.registers import SCHOOLS_ONLINE
from services.checking import FORGETS, Check
from services.difference import KIND, Difference, compare_states, merge_into
from services.own_indicators import merge_own, refuse_contradiction
from services.registers import EXAMPLE, PLEDGED, WORLD, pledge_facts
from services.schools.changes import Keep, keep_together
from services.schools.deeds import school_difference
from services.tracker import State, Tracker, facts_of, read_targets, read_whole, to_frame, to_table

LISTED = 200
MOST_PER_CENT = 100.0
MONTHS = 12
SERIES, YEAR, BEFORE, STEP, PACE, TOUCHED, SIZE = "_series", "_year", "_before", "_step", "_pace", "_touched", "_size"


@dataclass(frozen=True)
class Jump:
    """A figure that moves far more than its series did; `low` and `high` are the quartiles of its yearly changes."""

    indicator: str
    ref_area: str
    edition: str
    dimensions: tuple[str, ...]
    unit_measure: str
    period_before: str
    period: str
    value_before: float
    value: float
    years: float
    low: float
    high: float


@dataclass(frozen=True)
class Jumps:
    """How many figures of a deed jump, and the largest of these jumps."""

    count: int = 0
    largest: tuple[Jump, ...] = ()


def find_jumps(differences: Mapping[str, Difference], reference: Reference) -> Jumps:
    """Return the new and changed figures that jump against the history of their own series, the largest first."""
    found = [_jumps_of(one, reference) for name, one in differences.items() if kind_of(name).name == OBSERVATIONS]
    jumps = [one for one in found if not one.empty]
    if not jumps:
        return Jumps()
    together = pd.concat(jumps).sort_values(SIZE, ascending=False, kind="stable")
    return Jumps(len(together), tuple(_jump(line) for line in together.head(LISTED).to_dict("records")))


def _jumps_of(difference: Difference, reference: Reference) -> pd.DataFrame:
    rows = difference.rows
    rows = rows.loc[rows[KIND].isin(["new", "changed"])] if KIND in rows else rows
    if rows.empty:
        return pd.DataFrame()
    state = _near(difference.state, rows)
    series = _numbers(state, SERIES_KEY)
    mine = np.isin(series, np.unique(_numbers(rows, SERIES_KEY))) & state["obs_value"].notna().to_numpy()
    frame = state.loc[mine, [*KEY, "obs_value", "unit_measure"]].assign(**{SERIES: pd.factorize(series[mine])[0]})
    frame[TOUCHED] = np.isin(_numbers(frame, KEY), _numbers(rows, KEY))
    return _unusual(_with_steps(frame), reference, load_jump_rule())


def _near(state: pd.DataFrame | pa.Table, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a state of the indicators and areas of some rows, and perhaps others."""
    if isinstance(state, pd.DataFrame):
        return state
    for name in ("indicator", "ref_area"):
        state = state.filter(pc.is_in(state[name], value_set=pa.array(rows[name].unique(), pa.string())))
    return to_frame(state)


def _numbers(frame: pd.DataFrame, columns: Sequence[str]) -> NDArray[np.uint64]:
    """Return a number for each row that is the same where the columns are, many times quicker than a text."""
    return np.asarray(pd.util.hash_pandas_object(frame[list(columns)], index=False), dtype=np.uint64)


def _with_steps(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the figures by series and period, each with its step from the one before; a step takes a year or more."""
    period = frame["time_period"]
    year = period.str[:4].astype(float)
    months = pd.to_numeric(period.str[5:7], errors="coerce").fillna(1.0)
    frame = frame.assign(**{YEAR: year + (months - 1) / MONTHS}).sort_values([SERIES, YEAR], kind="stable")
    same = frame[SERIES].eq(frame[SERIES].shift())
    frame[BEFORE] = frame["obs_value"].shift().where(same)
    frame["period_before"] = frame["time_period"].shift().where(same)
    frame[STEP] = frame["obs_value"] - frame[BEFORE]
    frame["years"] = (frame[YEAR] - frame[YEAR].shift()).where(same)
    frame[PACE] = frame[STEP].abs() / frame["years"].clip(lower=1.0)
    return frame


def _unusual(frame: pd.DataFrame, reference: Reference, rule: JumpRule) -> pd.DataFrame:
    """Return the figures of the deed whose step is out of all proportion to the others of their series.

    The others are those already published where there are enough of them, else all steps of the series.
    """
    published = frame.loc[~frame[TOUCHED]].groupby(SERIES)[PACE]
    everything = frame.groupby(SERIES)[PACE]
    enough = published.count().reindex(everything.count().index).fillna(0) >= rule.changes.value
    usual = published.median().reindex(enough.index).where(enough, everything.median())
    known = enough | (everything.count() >= rule.changes.value)
    bounded = frame["indicator"].map({code: one.maximum == MOST_PER_CENT for code, one in reference.indicators.items()})
    own_share = rule.share.value * frame[BEFORE].abs()
    least = np.where(bounded.fillna(value=False).astype(bool), rule.points.value, own_share)
    far = frame[PACE] > rule.times.value * frame[SERIES].map(usual)
    chosen = frame[TOUCHED] & frame[SERIES].map(known) & far & (frame[STEP].abs() >= least)
    found = frame.loc[chosen].assign(**{SIZE: (frame[STEP].abs() / least)[chosen]})
    return _with_quartiles(found, frame, enough)


def _with_quartiles(found: pd.DataFrame, frame: pd.DataFrame, enough: pd.Series) -> pd.DataFrame:
    history = frame.loc[frame[SERIES].isin(found[SERIES])]
    history = history.loc[~history[TOUCHED] | ~history[SERIES].map(enough)]
    paces = history.groupby(SERIES)[PACE]
    return found.assign(low=found[SERIES].map(paces.quantile(0.25)), high=found[SERIES].map(paces.quantile(0.75)))


def _jump(line: Mapping[Hashable, Any]) -> Jump:
    return Jump(
        indicator=str(line["indicator"]),
        ref_area=str(line["ref_area"]),
        edition=str(line["edition"]),
        dimensions=tuple(str(line[name]) for name in ("sex", "age", "urbanisation", "breakdown")),
        unit_measure=str(line["unit_measure"]),
        period_before=str(line["period_before"]),
        period=str(line["time_period"]),
        value_before=float(line[BEFORE]),
        value=float(line["obs_value"]),
        years=float(line["years"]),
        low=float(line["low"]),
        high=float(line["high"]),
    )


@dataclass(frozen=True)
class Consequence:
    """A target judged for an area before and after; None on the side where the target does not exist."""

    target_id: str
    ref_area: str
    before: Judgement | None
    after: Judgement | None

    @property
    def changes_status(self) -> bool:
        """Return whether the status is another one afterwards."""
        return (self.before.status if self.before else None) != (self.after.status if self.after else None)

    @property
    def changes_anything(self) -> bool:
        """Return whether the status, the latest figure, the gap or the required pace is another one afterwards."""
        return _said(self.before) != _said(self.after)


def _said(judgement: Judgement | None) -> tuple[object, ...]:
    if judgement is None:
        return ()
    latest = judgement.latest
    figure = (latest.value, latest.period) if latest else None
    return judgement.status, figure, judgement.gap, judgement.target_value, judgement.required_pace


@dataclass(frozen=True)
class Mode:
    """How a file is taken in.

    Rows are merged by their key unless `replace` says that the file replaces the series it contains. A census of
    schools replaces the countries it contains, unless it is merged `by_id`. `complete_on` says that a list of pledges
    is all there was on that day; it then replaces the list. `accepted_only` says that of a file with refused rows the
    good ones are wanted alone, which is for rows that are merged, or for a census.
    """

    replace: bool = False
    by_id: bool = False
    complete_on: str = ""
    accepted_only: bool = False


MERGE = Mode()
NO_JUMPS = Jumps()


@dataclass(frozen=True)
class Standing:
    """Rows of a dataset that a later revision changed, so that they stand against taking an earlier one back.

    `difference` leads from what the earlier revision left there to what stands there now.
    """

    dataset: str
    later: Revision
    difference: Difference

    @property
    def count(self) -> int:
        """Return how many rows these are."""
        return self.difference.new + self.difference.changed + self.difference.gone


@dataclass(frozen=True)
class Preview:
    """What a deed would do: a difference per dataset, the revisions it is based on, and the consequences.

    `refused` is how many rows of the file are left out because they are wrong, `held` how many published schools stay
    although the file does not name them, because their rows are refused or came before; `jumps` are
    figures that move far more than their series did. `along` are the later revisions that going back to an earlier
    state takes along, `standing` the rows that stay when one publication is taken back, as they were changed since.
    """

    based_on: Mapping[str, int]
    differences: Mapping[str, Difference]
    consequences: tuple[Consequence, ...]
    refused: int = 0
    held: int = 0
    jumps: Jumps = NO_JUMPS
    along: tuple[Revision, ...] = ()
    standing: tuple[Standing, ...] = ()

    @property
    def changes_something(self) -> bool:
        """Return whether the deed would change anything."""
        return any(one.changes_something for one in self.differences.values())

    def total(self, count: str) -> int:
        """Return `new`, `changed`, `unchanged` or `gone` over all datasets."""
        return sum(int(getattr(one, count)) for one in self.differences.values())


def usual_mode(check: Check, said: Mode) -> Mode:
    """Return how a file is taken in where nobody chooses: rows that come back are merged, a census has its own modes.

    Where replacing its countries would lose what is known of connectivity, a census is merged by id.
    """
    if check.reading.recognised.given_back:
        return MERGE
    if check.datasets == (SCHOOLS,):
        return Mode(by_id=any(one.code == FORGETS for one in check.problems))
    return said


def preview_file(
    tracker: Tracker, check: Check, today: date, mode: Mode = MERGE, keep: Keep = keep_together
) -> Preview:
    """Return what publishing a checked file would do, as the published data stands now.

    `keep` takes in the schools as they are afterwards, where these are not simply those of the file.
    """
    snapshot = tracker.store.snapshot()
    return judge_preview(tracker, snapshot, compare_file(snapshot, check, today, mode, keep), today)


def compare_file(
    snapshot: Snapshot, check: Check, today: date, mode: Mode = MERGE, keep: Keep = keep_together
) -> Preview:
    """Return what publishing a checked file would do to a snapshot, without what that means for the targets."""
    mode = MERGE if check.reading.recognised.given_back else mode
    held = 0
    differences: dict[str, Difference] = {}
    if check.schools is not None:
        schools = school_difference(snapshot, check, today, by_id=mode.by_id, keep=keep)
        held, differences = schools.held, {SCHOOLS: schools}
    else:
        differences = {name: _merged(snapshot, check, name, mode) for name in check.rows}
    based_on = {dataset: snapshot.revision(dataset).revision for dataset in differences}
    return Preview(based_on, differences, (), refused=check.refused, held=held)


def judge_preview(tracker: Tracker, snapshot: Snapshot, preview: Preview, today: date) -> Preview:
    """Return a preview of a change to a snapshot with what it means for the targets, and the figures that jump."""
    consequences = find_consequences(tracker, snapshot, preview.differences, today)
    return replace(preview, consequences=consequences, jumps=find_jumps(preview.differences, tracker.reference))


def _merged(snapshot: Snapshot, check: Check, dataset: str, mode: Mode) -> Difference:
    kind, rows, given = kind_of(dataset), check.rows[dataset], check.given[dataset]
    facts, whole = dict(snapshot.revision(dataset).facts), mode.replace
    if dataset == INDICATORS:
        return merge_own(snapshot, rows, given, replace=whole)
    if dataset == PLEDGES:
        whole = whole or bool(mode.complete_on or facts.get(EXAMPLE))
        facts = pledge_facts(facts, rows, mode.complete_on, replaced=whole)
    if whole and not kind.series:  # a file that replaces all rows states every cell of its own
        given = None
    found = merge_into(snapshot.read(dataset), rows, kind, given, to_frame, whole=whole)
    return replace(found, facts=facts, says_new=facts != snapshot.revision(dataset).facts)


def preview_state(
    tracker: Tracker,
    snapshot: Snapshot,
    dataset: str,
    after: pd.DataFrame,
    today: date,
    facts: Mapping[str, str],
) -> Preview:
    """Return what setting a dataset to a state would do to a snapshot: a restore, or the removal of observations.

    Raises:
        Misuse: If figures or targets would lose their indicator.
    """
    found = state_difference(tracker, snapshot, dataset, after, facts)
    return preview_differences(tracker, snapshot, {dataset: found}, today)


def state_difference(
    tracker: Tracker, snapshot: Snapshot, dataset: str, after: pd.DataFrame, facts: Mapping[str, str]
) -> Difference:
    """Return what setting a dataset to a state, with its facts, changes in a snapshot.

    Raises:
        Misuse: If figures or targets would lose their indicator.
    """
    refuse_contradiction(tracker, dataset, after)
    found = compare_states(to_frame(snapshot.read(dataset)), after, kind_of(dataset))
    return replace(found, facts=facts, says_new=dict(facts) != dict(snapshot.revision(dataset).facts))


def preview_differences(
    tracker: Tracker, snapshot: Snapshot, differences: Mapping[str, Difference], today: date
) -> Preview:
    """Return the preview of a deed whose differences are known."""
    based_on = {dataset: snapshot.revision(dataset).revision for dataset in differences}
    return judge_preview(tracker, snapshot, Preview(based_on, differences, ()), today)


def find_consequences(
    tracker: Tracker, snapshot: Snapshot, differences: Mapping[str, Difference], today: date
) -> tuple[Consequence, ...]:
    """Return the targets of which differences to a snapshot change anything, before and after; changed status first."""
    if not any(one.changes_something for one in differences.values()):
        return ()
    before = tracker.state_of(snapshot)
    tables: dict[str, pa.Table] = {
        name: to_table(differences[name].state, kind_of(name).schema) if name in differences else snapshot.read(name)
        for name in read_whole()
    }
    changed = {name: differences[name].facts for name in (SCHOOLS, PLEDGES) if name in differences}
    facts = {**facts_of(snapshot), **changed}
    after = _state_after(tracker, before, tables, facts, differences)
    concerned = _concerned(tracker, differences, before, after)
    found = [
        Consequence(target_id, area, _judge(before, target_id, area, today), _judge(after, target_id, area, today))
        for target_id, area in concerned
    ]
    return tuple(sorted((one for one in found if one.changes_anything), key=lambda one: not one.changes_status))


def _state_after(
    tracker: Tracker,
    before: State,
    tables: Mapping[str, pa.Table],
    facts: Mapping[str, Mapping[str, str]],
    differences: Mapping[str, Difference],
) -> State:
    if INDICATORS in differences:  # other figures may be known, and mean something else
        return tracker.build_state("", tables, facts)
    figures = [one.rows for name, one in differences.items() if kind_of(name).name == OBSERVATIONS]
    indicators, areas = ({cell for rows in figures for cell in rows[name]} for name in ("indicator", "ref_area"))
    return tracker.changed_state(before, tables, facts, indicators, areas)


def _judge(state: State, target_id: str, ref_area: str, today: date) -> Judgement | None:
    target = state.by_id.get(target_id)
    return state.judge(target, ref_area, today) if target else None


def _concerned(
    tracker: Tracker, differences: Mapping[str, Difference], before: State, after: State
) -> list[tuple[str, str]]:
    touched = _touched_series(tracker, differences)
    if INDICATORS in differences:  # how groups are made of countries may change, so all areas are concerned
        book = after.world.book
        touched |= {code: sorted(book.areas_with(code)) for code in differences[INDICATORS].rows["indicator"]}
    changed_targets = set(differences[TARGETS].rows["target_id"]) if TARGETS in differences else set()
    found: dict[tuple[str, str], None] = {}
    for target in {one.target_id: one for state in (before, after) for one in state.targets}.values():
        if target.target_id in changed_targets:
            found[(target.target_id, target.ref_area)] = None
        for area in touched.get(target.indicator, ()):
            if area == target.ref_area or target.for_each_country:
                found[(target.target_id, area)] = None
    return list(found)


def _touched_series(tracker: Tracker, differences: Mapping[str, Difference]) -> dict[str, list[str]]:
    """Return the areas touched by indicator, those of indicators derived from a touched one included."""
    touched: dict[str, dict[str, None]] = {}
    for dataset, difference in differences.items():
        if dataset == PLEDGES:
            touched[PLEDGED] = {WORLD: None}
        elif dataset == SCHOOLS:
            touched[SCHOOLS_ONLINE] = dict.fromkeys((*(difference.parts or ()), WORLD))
        elif kind_of(dataset).name == OBSERVATIONS:
            _touch(tracker, difference, touched)
    return {name: list(areas) for name, areas in touched.items()}


def _touch(tracker: Tracker, difference: Difference, touched: dict[str, dict[str, None]]) -> None:
    series = difference.rows[["indicator", "ref_area", "sex"]].drop_duplicates()
    for indicator, area, sex in series.itertuples(index=False):
        for name in (indicator, *_derived_from(tracker, indicator, of_a_sex=sex != TOTAL)):
            touched.setdefault(name, {})[area] = None


def _derived_from(tracker: Tracker, indicator: str, *, of_a_sex: bool) -> Iterable[str]:
    for one in tracker.reference.indicators.values():
        if one.derived and indicator in one.derived.of and of_a_sex == (one.derived.rule == "ratio_of_sexes"):
            yield one.indicator


Row = dict[str, Any]


@dataclass(frozen=True)
class Effects:
    """The judgements concerned by a deed: with another status, with another latest value, and as before."""

    changed: tuple[Consequence, ...]
    moved: tuple[Consequence, ...]
    same: tuple[Consequence, ...]

    @property
    def count(self) -> int:
        """Return how many judgements are concerned."""
        return len(self.changed) + len(self.moved) + len(self.same)


def sort_effects(preview: Preview) -> Effects:
    """Return the consequences of a preview by how much they say."""
    changed = tuple(one for one in preview.consequences if one.changes_status)
    rest = [one for one in preview.consequences if not one.changes_status]
    moved = tuple(one for one in rest if _latest(one.before) != _latest(one.after))
    return Effects(changed, moved, tuple(one for one in rest if _latest(one.before) == _latest(one.after)))


def _latest(judgement: Judgement | None) -> tuple[float, str] | None:
    latest = judgement.latest if judgement else None
    return (latest.value, latest.period) if latest else None


def targets_of(state: State, preview: Preview) -> dict[str, Target]:
    """Return every target by its id, as published and, where the deed is about targets, as it would be afterwards."""
    found = {one.target_id: one for one in state.targets}
    if TARGETS in preview.differences:
        after = read_targets(to_table(preview.differences[TARGETS].state, KINDS[TARGETS].schema))
        found |= {one.target_id: one for one in after}
    return found


def effect_records(effects: Effects, targets: dict[str, Target]) -> list[Row]:
    """Return all judgements concerned, flat, for a file."""
    return [
        {"target_id": one.target_id, "wording": targets[one.target_id].wording, "ref_area": one.ref_area}
        | _side("before", one.before)
        | _side("after", one.after)
        for one in (*effects.changed, *effects.moved, *effects.same)
    ]


def _side(name: str, judgement: Judgement | None) -> Row:
    latest = judgement.latest if judgement else None
    return {
        f"status_{name}": judgement.status if judgement else None,
        f"latest_value_{name}": latest.value if latest else None,
        f"latest_period_{name}": latest.period if latest else None,
    }
