"""Checking a file: read it, validate it, complete it with what the published data says; nothing is stored."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import pyarrow as pa

from data.readers import ProblemCount, Reading, ReadOptions, read_file
from data.schemas.observation import CONTENT, KEY
from data.schemas.problem import Problem
from i18n import text
from metrics.editions import edition_in_use
from metrics.series import Series, SeriesBook
from services.difference import row_keys
from services.examples_mark import misplaced_examples
from services.models import stated_cells, to_rows
from services.school_deeds import countries_of
from services.shapes import PLEDGES, SCHOOLS, TARGETS
from services.tracker import State, Tracker
from services.wording import area_name

CONNECTIVITY, FORGETS = "connectivity", "census-forgets-connectivity"
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
class Check:
    """What a check found: the reading, the rows by dataset with their defaults, and the series they make.

    `rows` holds the accepted rows by dataset, `given` which content cells the file itself states. Schools, of which a
    file may hold millions, stand apart in `schools`, a table.
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

    @property
    def datasets(self) -> tuple[str, ...]:
        """Return the datasets the file feeds."""
        return (SCHOOLS,) if self.schools is not None else tuple(self.rows)

    @property
    def publishable(self) -> bool:
        """Return whether nothing blocks and there is something to publish."""
        return bool(self.datasets) and not any(one.severity == "blocks" for one in self.problem_counts)


def check_file(tracker: Tracker, content: bytes, file: str, options: ReadOptions, today: date) -> Check:
    """Return what a file holds and every problem with it, as the published data stands now."""
    reading = read_file(content, file, tracker.reference.rules(today), options)
    rows: dict[str, pd.DataFrame] = {}
    given: dict[str, pd.DataFrame | None] = {}
    series: tuple[FileSeries, ...] = ()
    added: list[Problem] = []
    if reading.kind == "observations" and not reading.observations.empty:
        filled = complete_rows(reading.observations, tracker.state(), file, today)
        rows, given = _by_dataset(tracker, reading.observations, filled)
        series = list_series(filled)
        added += _repeated(reading.observations, filled)
    elif reading.targets or reading.pledges:
        dataset = TARGETS if reading.targets else PLEDGES
        found = reading.targets or reading.pledges
        rows, given = {dataset: to_rows(found, dataset)}, {dataset: stated_cells(found, dataset)}
    schools = reading.schools if reading.schools is not None and reading.schools.num_rows else None
    fed = (SCHOOLS,) if schools is not None else tuple(rows)
    added += [*_not_as_said(fed, options), *_misplaced(tracker, fed, schools, rows)]
    added += _forgetting(tracker, schools, reading.stated)
    return Check(
        file=file,
        sha256=hashlib.sha256(content).hexdigest(),
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
    registers = [name for name in fed if name in (SCHOOLS, PLEDGES)]
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
    stated = pd.DataFrame({name: frame[name] != "" for name in CONTENT if name != "obs_value"})
    stated["obs_value"] = True
    indicators = tracker.reference.indicators
    datasets = filled["indicator"].map({code: indicators[code].dataset for code in filled["indicator"].unique()})
    columns = [*KEY, *CONTENT]
    rows = {str(name): filled.loc[datasets == name, columns].reset_index(drop=True) for name in datasets.unique()}
    given = {name: stated.loc[(datasets == name).to_numpy()].reset_index(drop=True) for name in rows}
    return rows, dict(given)


def complete_rows(frame: pd.DataFrame, state: State, file: str, today: date) -> pd.DataFrame:
    """Return observation rows with edition, release month and source filled in where the file leaves them open.

    A row without an edition extends the edition in use for its series; where there is none, it begins an edition
    named after the month of the upload. A new edition's release month is that of the upload.
    """
    filled = frame.copy()
    month = today.strftime("%Y-%m")
    if (filled["edition"] == "").any():
        _fill_editions(filled, state, file, text("upload.own_edition", month=month))
    filled.loc[filled["source"] == "", "source"] = text("upload.source", file=file)
    no_month = filled["released"] == ""
    released = released_by_edition(state.world.book)
    filled.loc[no_month, "released"] = filled.loc[no_month, "edition"].map(lambda name: released.get(name, month))
    return filled


def _fill_editions(filled: pd.DataFrame, state: State, file: str, own: str) -> None:
    """Fill the open editions of rows in place; a row that extends an edition has its release month, and says so."""
    columns = ["indicator", "ref_area", "sex", "age", "urbanisation", "breakdown"]
    limit = state.world.limits.fewest_periods_of_an_edition
    open_rows = (filled["edition"] == "").to_numpy()
    series = [tuple(row) for row in filled.loc[open_rows, columns].itertuples(index=False)]
    known = {row: _edition_to_extend(state.world.book, row, limit) for row in set(series)}
    editions = [known[row] for row in series]
    rows = filled.loc[open_rows]
    filled.loc[open_rows, "edition"] = [edition or own for edition in editions]
    filled.loc[open_rows, "released"] = [
        "" if edition else released for edition, released in zip(editions, rows["released"], strict=True)
    ]
    filled.loc[open_rows, "source"] = [
        source or (text("upload.source_extends", file=file, edition=edition) if edition else "")
        for edition, source in zip(editions, rows["source"], strict=True)
    ]


def released_by_edition(book: SeriesBook) -> dict[str, str]:
    """Return the release month of every published edition."""
    shelves = (*book.totals.values(), *book.parts.values())
    return {one.edition: one.released for found in shelves for one in found if not one.derived}


def _edition_to_extend(book: SeriesBook, row: tuple[str, ...], fewest_periods: int) -> str | None:
    indicator, ref_area, *dimensions = row
    totals = [one for one in book.of(indicator, ref_area) if not one.derived]
    parts = [one for one in book.parts_of(indicator, ref_area) if list(one.dimensions) == dimensions]
    found: Series | None = edition_in_use(parts, fewest_periods) or edition_in_use(totals, fewest_periods)
    return found.edition if found else None


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
