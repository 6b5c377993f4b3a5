"""What was published of the years ahead, held against what came in since."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data.store import Store
from metrics.editions import edition_in_use
from services.projecting.keeping import read_statements
from services.projecting.projection_deeds import known_series
from services.tracker import State, Tracker
from services.view import View, look_at

Row = dict[str, Any]
FIGURES = ("said_on", "source_dataset", "source_revision", "published_at", "recorded_at", "method_version")
OF_THE_SERIES = ("indicator", "ref_area", "edition", "last_value", "last_year", "points", "method", "year")
SAID = ("median", "low80", "high80", "low50", "high50")
OF_A_TARGET = ("target_id", "level", "chance", "status", "reached_year", "reached_low", "reached_high")
CAME_IN = ("obs_value", "obs_edition", "inside80", "met")
SHOWN_COLUMNS = ("said_on", "source_revision", "year", "target_id", "median", "low80", "high80", "chance", "obs_value")
COLUMNS = (*OF_THE_SERIES[:2], *FIGURES, *OF_THE_SERIES[2:], *SAID, *OF_A_TARGET, *CAME_IN)


@dataclass(frozen=True)
class Outcomes:
    """How many outcomes came in so many years after the last figure then known, and how many fell inside the bands."""

    years_ahead: int
    outcomes: int
    inside80: int
    inside50: int
    mean_error: float


def published_of(store: Store, view: View, which: tuple[str, str]) -> list[Row]:
    """Return every year that was spoken of and every target, newest statement first, with what came in since.

    A figure came in since if the statement did not know it: its year is later than the last one it rests on.

    Args:
        store: The store, beside which the statements are kept.
        view: The published data to compare with; statements of later days than its own are left out.
        which: Indicator and area.
    """
    indicator, area = which
    rows = read_statements(store, indicator, lambda block: block.filter(_is(block, "ref_area", area)))
    figures = figures_in_use(view.state, indicator, area)
    found = [_with_figure(row, figures) for row in rows.to_pylist() if row["said_on"] <= view.day.isoformat()]
    found.sort(key=lambda row: (row["year"], row["target_id"]))
    return sorted(found, key=lambda row: (row["said_on"], row["published_at"]), reverse=True)


def statements_record(tracker: Tracker, asked: tuple[str, str], today: date) -> list[Row]:
    """Return what was published about an indicator in an area and what came in since, as plain values.

    Raises:
        Misuse: If indicator or area are none.
    """
    view = look_at(tracker, today)
    which = known_series(view.reference, *asked)
    rows = published_of(tracker.store, view, which)
    return [{name: _plain(row[name]) for name in COLUMNS} for row in rows]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def worth_showing(rows: Iterable[Row]) -> list[Row]:
    """Return of each statement the years that came in, the first that did not, and the targets."""
    found: list[Row] = []
    waiting: set[str] = set()
    for row in rows:
        if row["target_id"] or row["obs_value"] is not None:
            found.append(row)
        elif row["kept_for"] not in waiting and row["year"] > row["last_year"]:
            waiting.add(row["kept_for"])
            found.append(row)
    return found


def outcomes_of(store: Store, view: View, indicator: str) -> list[Outcomes]:
    """Return by years ahead how the statements about all countries and territories turned out.

    Each outcome counts once for each number of years ahead: the last thing that was said of it from the same last year.
    """
    rows = read_statements(store, indicator, lambda block: block.filter(_is(block, "target_id", "")))
    areas = view.reference.areas
    figures: dict[str, Mapping[int, tuple[float, str]]] = {}
    last: dict[tuple[str, int, int], Row] = {}
    for row in _in_order(rows, view.day):
        area = row["ref_area"]
        if area in areas and areas[area].kind == "country":
            known = figures.setdefault(area, figures_in_use(view.state, indicator, area))
            if row["year"] in known:
                last[(area, row["year"], row["last_year"])] = row | {"obs_value": known[row["year"]][0]}
    ahead = sorted({row["year"] - row["last_year"] for row in last.values()})
    return [_outcomes(h, [row for row in last.values() if row["year"] - row["last_year"] == h]) for h in ahead]


def figures_in_use(state: State, indicator: str, area: str) -> Mapping[int, tuple[float, str]]:
    """Return the annual figures of the edition in use by year, each with its edition."""
    series = edition_in_use(state.world.book.of(indicator, area), state.world.limits.fewest_periods_of_an_edition)
    return {one.year: (one.value, series.edition) for one in series.points if not one.dated} if series else {}


def _is(rows: pa.Table, column: str, value: str) -> pa.ChunkedArray:
    return pc.equal(rows[column], value)


def _in_order(rows: pa.Table, until: date) -> Iterator[Row]:
    columns = ("ref_area", "year", "last_year", "said_on", "published_at", *SAID)
    found = (row for row in rows.select(columns).to_pylist() if row["said_on"] <= until.isoformat())
    return iter(sorted(found, key=lambda row: (row["said_on"], row["published_at"])))


def _with_figure(row: Row, figures: Mapping[int, tuple[float, str]]) -> Row:
    value, edition = figures.get(row["year"], (None, "")) if row["year"] > row["last_year"] else (None, "")
    inside = None if value is None or row["median"] is None else row["low80"] <= value <= row["high80"]
    return row | {"obs_value": value, "obs_edition": edition, "inside80": inside, "met": _met(row, value)}


def _met(row: Row, value: float | None) -> bool | None:
    """Return whether a target that was spoken of has been met by the figure of its year."""
    if value is None or row["level"] is None or row["direction"] not in ("up", "down"):
        return None
    return bool(value >= row["level"] if row["direction"] == "up" else value <= row["level"])


def _outcomes(ahead: int, rows: list[Row]) -> Outcomes:
    inside80, inside50 = (sum(row[f"low{n}"] <= row["obs_value"] <= row[f"high{n}"] for row in rows) for n in (80, 50))
    errors = [abs(row["median"] - row["obs_value"]) for row in rows]
    return Outcomes(ahead, len(rows), inside80, inside50, sum(errors) / len(errors))
