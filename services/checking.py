"""Checking a file: read it, validate it, complete it with what the published data says; nothing is stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
import pyarrow as pa

from data.datasets import KINDS, OBSERVATIONS, SCHOOLS, kind_of
from data.readers import ProblemCount, Reading, ReadOptions, read_file
from data.readers.content import Content, sha256_of
from data.schemas.observation import KEY
from data.schemas.own_indicator import OwnIndicator
from data.schemas.pledge import Pledge
from data.schemas.problem import Problem
from i18n import counted, format_date, format_period
from metrics.pledges import dated_after
from services.completing import complete_rows
from services.difference import row_keys
from services.examples_mark import COLUMN, misplaced_examples
from services.groups import area_name
from services.models import rows_of_models
from services.own_indicators import own_problems
from services.schools.changes import countries_of
from services.tracker import Tracker

CONNECTIVITY, FORGETS = "connectivity", "census-forgets-connectivity"
LATE = "pledges-after-complete-day"
MOST_NAMED = 4


@dataclass(frozen=True)
class FileSeries:
    """A series found in a file: what it is, for how many areas, which years and how many observations."""

    indicator: str
    unit_measure: str
    edition: str
    areas: int
    first: str
    last: str
    observations: int


@dataclass(frozen=True)
class Withheld:
    """Which schools the refused rows of a census are about, as far as these rows say.

    `ids` are their countries and ids, `areas` countries in which some row has no id; `anywhere` says that some row
    names no country that is known.
    """

    ids: frozenset[tuple[str, str]] = frozenset()
    areas: frozenset[str] = frozenset()
    anywhere: bool = False


@dataclass(frozen=True)
class Check:
    """What a check found: the reading, the rows by dataset with their defaults, and the series they make.

    `rows` holds the accepted rows by dataset, `given` which content cells the file itself states. Schools, of which a
    file may hold millions, stand apart in `schools`, a table with coded texts (`data.tables.plain_schools`). Where only
    the good rows of a file were wanted, `refused` says how many rows are not among them, and `withheld` which published
    schools they might be about.
    """

    file: str
    sha256: str
    reading: Reading
    rows: dict[str, pd.DataFrame]
    given: dict[str, pd.DataFrame | None]
    series: tuple[FileSeries, ...]
    problems: tuple[Problem, ...]
    problem_counts: tuple[ProblemCount, ...]
    schools: pa.Table | None = None
    refused: int = 0
    withheld: Withheld | None = None

    @property
    def datasets(self) -> tuple[str, ...]:
        """Return the datasets the file feeds."""
        return (SCHOOLS,) if self.schools is not None else tuple(self.rows)

    @property
    def publishable(self) -> bool:
        """Return whether nothing blocks and there is something to publish."""
        return bool(self.datasets) and not any(one.severity == "blocks" for one in self.problem_counts)


def check_file(tracker: Tracker, content: Content, file: str, options: ReadOptions, today: date) -> Check:
    """Return what a file holds and every problem with it, as the published data stands now."""
    reading = read_file(content, file, tracker.reference.rules(today), options)
    return check_reading(tracker, reading, (file, sha256_of(content)), options, today)


def check_reading(
    tracker: Tracker, reading: Reading, origin: tuple[str, str], options: ReadOptions, today: date
) -> Check:
    """Return what was read of a file, checked against the published data; `origin` is its name and SHA-256."""
    file, sha256 = origin
    rows, given = rows_of_models(reading)
    series: tuple[FileSeries, ...] = ()
    added = list(own_problems(tracker, reading.models_of(OwnIndicator), reading.model_rows))
    if reading.kind == OBSERVATIONS and not reading.observations.empty:
        filled = complete_rows(reading.observations, tracker.state(), file, today)
        rows, given = _by_dataset(tracker, reading.observations, filled)
        series = list_series(filled)
        added += _repeated(reading.observations, filled)
    schools = reading.schools if reading.schools is not None and reading.schools.num_rows else None
    fed = (SCHOOLS,) if schools is not None else tuple(rows)
    added += [*_not_as_said(fed, options), *_misplaced(tracker, fed, schools, rows)]
    added += _forgetting(tracker, schools, reading.stated)
    return Check(
        file=file,
        sha256=sha256,
        reading=reading,
        rows=rows,
        given=given,
        series=series,
        problems=(*reading.problems, *added),
        problem_counts=_count_again(reading, added),
        schools=schools,
    )


def _misplaced(
    tracker: Tracker, fed: Sequence[str], schools: pa.Table | None, rows: Mapping[str, pd.DataFrame]
) -> list[Problem]:
    """Return a problem for invented rows that would stand beside real ones."""
    registers = [name for name in fed if COLUMN in kind_of(name).columns]
    newest = tracker.store.snapshot()
    found = {name: schools if name == SCHOOLS else rows[name] for name in registers}
    return [one for name, some in found.items() for one in misplaced_examples(newest.revision(name), some)]


def _forgetting(tracker: Tracker, schools: pa.Table | None, stated: Sequence[str]) -> list[Problem]:
    """Return a warning where a file without connectivity would replace a census that knows it."""
    if schools is None or CONNECTIVITY in stated:
        return []
    known = tracker.state().registers.census
    areas = [area for area in countries_of(schools) if area in known and known[area][-1].answered]
    names = ", ".join(area_name(area, tracker.reference) for area in areas[:MOST_NAMED])
    return [Problem(code=FORGETS, severity="warns", column=CONNECTIVITY, details={"areas": names})] if areas else []


def _by_dataset(
    tracker: Tracker, frame: pd.DataFrame, filled: pd.DataFrame
) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame | None]]:
    """Return the rows by the dataset of their indicator, and which content cells the file itself states."""
    stated = pd.DataFrame({name: frame[name] != "" for name in KINDS[OBSERVATIONS].content if name != "obs_value"})
    stated["obs_value"] = True
    indicators = tracker.reference.indicators
    datasets = filled["indicator"].map({code: indicators[code].dataset for code in filled["indicator"].unique()})
    columns = [*KEY, *KINDS[OBSERVATIONS].content]
    rows = {str(name): filled.loc[datasets == name, columns].reset_index(drop=True) for name in datasets.unique()}
    given = {name: stated.loc[(datasets == name).to_numpy()].reset_index(drop=True) for name in rows}
    return rows, dict(given)


def _repeated(frame: pd.DataFrame, filled: pd.DataFrame) -> list[Problem]:
    """Return a problem for each row whose key stands in the file before, once its edition is filled in.

    The reader has compared the keys as they stand in the file; only a filled edition can make two of them equal.
    """
    if not (frame["edition"] == "").any():
        return []
    again = filled.duplicated(list(KEY)).to_numpy()
    if not again.any():
        return []
    keys = row_keys(filled, KEY)
    first = dict(zip(keys[::-1], filled["row"][::-1], strict=True))
    found = zip(keys[again], filled.loc[again].to_dict("records"), strict=True)
    return [
        Problem(
            code="duplicate-key",
            severity="blocks",
            row=int(row["row"]),
            details={name: row[name] for name in ("indicator", "ref_area", "time_period")}
            | {"first_row": int(first[key])},
        )
        for key, row in found
    ]


def _not_as_said(datasets: Iterable[str], options: ReadOptions) -> list[Problem]:
    """Return a problem where the file feeds other datasets than the one it was said to be for."""
    others = sorted(set(datasets) - {options.dataset})
    if options.dataset is None or not others:
        return []
    details = {"said": options.dataset, "found": ", ".join(others)}
    return [Problem(code="dataset-not-as-said", severity="blocks", details=details)]


def _count_again(reading: Reading, added: list[Problem]) -> tuple[ProblemCount, ...]:
    """Return the counts of a reading's problems with the added ones."""
    counts = {(one.code, one.severity): one.count for one in reading.problem_counts}
    for problem in added:
        key = (problem.code, problem.severity)
        counts[key] = counts.get(key, 0) + 1
    return tuple(ProblemCount(code, severity, count) for (code, severity), count in counts.items())


def list_series(filled: pd.DataFrame) -> tuple[FileSeries, ...]:
    """Return the series in a file, one line an indicator, unit and edition."""
    found = []
    for names, rows in filled.groupby(["indicator", "unit_measure", "edition"], sort=True):
        indicator, unit, edition = (str(name) for name in names)
        periods = rows["time_period"]
        areas = int(rows["ref_area"].nunique())
        found.append(FileSeries(indicator, unit, edition, areas, periods.min(), periods.max(), len(rows)))
    return tuple(found)


def late_pledges(pledges: Sequence[Pledge], complete_on: str) -> list[Problem]:
    """Return a warning where a list is said to be complete on a day after which some of its pledges were made."""
    late = dated_after(pledges, date.fromisoformat(complete_on)) if complete_on else []
    if not late:
        return []
    details: dict[str, str | int | float] = {
        "count": counted("pledges.are_dated", len(late)),
        "day": format_date(date.fromisoformat(complete_on)),
        "last": format_period(max(one.pledged_on for one in late)),
    }
    return [Problem(code=LATE, severity="warns", column="pledged_on", details=details)]


def with_late_pledges(check: Check, complete_on: str) -> Check:
    """Return a check that warns of pledges made after the day on which the list is said to be complete."""
    late = late_pledges(check.reading.models_of(Pledge), complete_on)
    counts = [ProblemCount(one.code, one.severity, 1) for one in late]
    return replace(check, problems=(*check.problems, *late), problem_counts=(*check.problem_counts, *counts))
