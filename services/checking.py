"""Checking a file: read it, validate it, complete it with what the published data says; nothing is stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
import pyarrow as pa
from pydantic import BaseModel

from data.datasets import KINDS, OBSERVATIONS, SCHOOLS, kind_of
from data.readers import ProblemCount, Reading, ReadOptions, Skipped, read_file
from data.readers.content import Content, sha256_of
from data.schemas.observation import KEY
from data.schemas.origins import UPLOAD, edition_code, upload_code
from data.schemas.own_indicator import OwnIndicator
from data.schemas.pledge import Pledge
from data.schemas.problem import Problem
from data.tables import CODED
from i18n import counted, format_date, format_period, format_plain, text
from metrics.editions import edition_in_use
from metrics.pledges import dated_after, dates_of
from metrics.series import Series, SeriesBook
from services.difference import row_keys
from services.groups import area_name
from services.own_indicators import own_problems
from services.registers import COLUMN, misplaced_examples
from services.schools.changes import countries_of
from services.tracker import State, Tracker


def rows_of_models(reading: Reading) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame | None]]:
    """Return the rows that a file of models holds, by their dataset, and which of their cells it states."""
    if reading.kind is None or not reading.models:
        return {}, {}
    return {reading.kind: to_rows(reading.models, reading.kind)}, {
        reading.kind: stated_cells(reading.models, reading.kind)
    }


def to_rows(models: Sequence[BaseModel], dataset: str) -> pd.DataFrame:
    """Return models as rows of their dataset: numbers as float64, where NaN is missing."""
    kind = kind_of(dataset)
    frame = pd.DataFrame([one.model_dump() for one in models], columns=list(kind.columns))
    return frame.astype(dict.fromkeys(kind.numbers, "float64"))


def stated_cells(models: Sequence[BaseModel], dataset: str) -> pd.DataFrame:
    """Return for each row which of its cells the file states, rather than leaving them open."""
    names = list(kind_of(dataset).columns)
    return pd.DataFrame([{name: name in one.model_fields_set for name in names} for one in models], columns=names)


SHOWN = 5
NAMED = ("series", "area", "rows-of-dimension")


def joined(skipped: Sequence[Skipped]) -> list[Skipped]:
    """Return what was skipped, with the named ones of one kind and reason as one, the most rows first."""
    together: dict[tuple[str, str], list[Skipped]] = {}
    for one in skipped:
        together.setdefault((one.what, one.reason), []).append(one)
    return [_one(many) for many in together.values()]


def _one(many: Sequence[Skipped]) -> Skipped:
    first = many[0]
    if len(many) == 1 or first.what not in NAMED:
        return first
    largest = sorted(many, key=lambda one: -one.rows)
    names = [_called(one) for one in largest[:SHOWN]]
    more = len(many) - SHOWN
    rest = f" {text('upload.skipped_more', count=format_plain(more, 0))}" if more > 0 else ""
    several = f"{first.what}_several"
    return Skipped(several, first.reason, sum(one.rows for one in many), name=", ".join(names) + rest)


def _called(one: Skipped) -> str:
    """Return how one is called: a series by its code, as several of one publisher may have one name."""
    return one.code or one.name if one.what == "series" else one.name or one.code


def complete_rows(frame: pd.DataFrame, state: State, file: str, today: date) -> pd.DataFrame:
    """Return observation rows with edition, release month and source filled in where the file leaves them open.

    A row without an edition extends the edition in use for its series; where there is none, it begins an edition
    named after the month of the upload. A new edition's release month is that of the upload.
    """
    filled = frame.copy()
    for name, coded in CODED.items():  # a file that was saved here shows the words
        filled[name] = filled[name].map({one: coded(one) for one in filled[name].unique()})
    month = today.strftime("%Y-%m")
    if (filled["edition"] == "").any():
        _fill_editions(filled, state, file, edition_code(UPLOAD, month))
    filled.loc[filled["source"] == "", "source"] = upload_code(file)
    no_month = filled["released"] == ""
    released = state.world.book.releases
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
        source or (upload_code(file, edition) if edition else "")
        for edition, source in zip(editions, rows["source"], strict=True)
    ]


def _edition_to_extend(book: SeriesBook, row: tuple[str, ...], fewest_periods: int) -> str | None:
    indicator, ref_area, *dimensions = row
    totals = [one for one in book.of(indicator, ref_area) if not one.derived]
    parts = [one for one in book.parts_of(indicator, ref_area) if list(one.dimensions) == dimensions]
    found: Series | None = edition_in_use(parts, fewest_periods) or edition_in_use(totals, fewest_periods)
    return found.edition if found else None


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
    schools they might be about. `several` says that one row of the file holds several values, as years side by side;
    `pledge_dates` when its standing pledges were made.
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
    several: bool = False
    pledge_dates: tuple[str, ...] = ()

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
        several=bool(reading.observations["row"].duplicated().any()),
        pledge_dates=dates_of(reading.models_of(Pledge)),
    )


def shortened(check: Check, most: int) -> Check:
    """Return a check that lists no more than so many problems."""
    reading = replace(check.reading, problems=check.reading.problems[:most])
    return replace(check, problems=check.problems[:most], reading=reading)


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


def late_pledges(dates: Sequence[str], complete_on: str) -> list[Problem]:
    """Return a warning where a list is said to be complete on a day after which some of its pledges were made."""
    late = dated_after(dates, date.fromisoformat(complete_on)) if complete_on else []
    if not late:
        return []
    details: dict[str, str | int | float] = {
        "count": counted("pledges.are_dated", len(late)),
        "day": format_date(date.fromisoformat(complete_on)),
        "last": format_period(max(late)),
    }
    return [Problem(code=LATE, severity="warns", column="pledged_on", details=details)]


def with_late_pledges(check: Check, complete_on: str) -> Check:
    """Return a check that warns of pledges made after the day on which the list is said to be complete."""
    late = late_pledges(check.pledge_dates, complete_on)
    counts = [ProblemCount(one.code, one.severity, 1) for one in late]
    return replace(check, problems=(*check.problems, *late), problem_counts=(*check.problem_counts, *counts))
