"""What was published of the years ahead, held against what came in since: rows, words and the exhibit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data.store import Store
from exhibits.exhibit import Exhibit, Grid, Heading, Notice, Part, Passage, Plain, Remark, Table, said
from exhibits.origins import edition_words
from i18n import counted, format_change, format_date, format_projected, format_value, text
from metrics.editions import edition_in_use
from services.projecting.recording import read_statements
from services.tracker import State
from services.view import View
from topics.projection_words import chance_words
from topics.projections import known_series

Row = dict[str, Any]
FIGURES = ("said_on", "source_dataset", "source_revision", "published_at", "recorded_at", "method_version")
EDITIONS = ("edition", "obs_edition")
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
    found = [row | {name: edition_words(row[name]) for name in EDITIONS} for row in found]
    found.sort(key=lambda row: (row["year"], row["target_id"]))
    return sorted(found, key=lambda row: (row["said_on"], row["published_at"]), reverse=True)


def statements_record(store: Store, view: View, asked: tuple[str, str]) -> list[Row]:
    """Return what was published about an indicator in an area and what came in since, as plain values.

    Raises:
        Misuse: If indicator or area are none.
    """
    rows = published_of(store, view, known_series(view.reference, *asked))
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


# ------------------------------------------------------------------------------------------------------------ in words


HEADS = ("said_on", "revision", "year", "said", "chance", "came_in", "inside")
AHEAD_HEADS = ("ahead_head", "outcomes_head", "inside80_head", "inside50_head", "error_head")


def said_cells(row: Row, unit: str) -> list[str]:
    """Return a statement as the cells of a row, under `HEADS`."""
    value = row["obs_value"]
    return [
        _when(row),
        text("published.from_revision", dataset=_dataset(row), revision=row["source_revision"]),
        str(row["year"]),
        band_words(row, unit),
        _chance(row, unit),
        text("published.not_in") if value is None else format_value(value, unit),
        _verdict(row),
    ]


def ahead_cells(one: Outcomes, unit: str) -> list[str]:
    """Return the outcomes of so many years ahead as the cells of a row, under `AHEAD_HEADS`."""
    parts = [text("published.of", part=part, whole=one.outcomes) for part in (one.inside80, one.inside50)]
    return [
        text("published.ahead_one" if one.years_ahead == 1 else "published.ahead", years=one.years_ahead),
        str(one.outcomes),
        *parts,
        format_change(one.mean_error, unit),
    ]


def answer(rows: Sequence[Row], outcomes: Sequence[Outcomes]) -> str:
    """Return in a sentence how what was published turned out over all areas, or since when nothing has come in."""
    if outcomes:
        count, inside = sum(one.outcomes for one in outcomes), sum(one.inside80 for one in outcomes)
        return counted("published.outcomes", count, inside=inside)
    first = min(row["said_on"] for row in rows)
    return text("published.none_in", day=format_date(date.fromisoformat(first)))


def area_answer(rows: Sequence[Row], unit: str, area: str) -> str:
    """Return in a sentence how the newest statement about an area turned out of which an outcome is known."""
    known = [row for row in rows if row["obs_value"] is not None and row["median"] is not None and not row["target_id"]]
    if not known:
        return text("published.area_none", area=area)
    newest = max(known, key=lambda row: (row["year"], row["said_on"]))
    day, band = format_date(date.fromisoformat(newest["said_on"])), band_words(newest, unit)
    value = format_value(newest["obs_value"], unit)
    return text("published.area_in", area=area, day=day, said=band, year=newest["year"], value=value)


def band_words(row: Row, unit: str) -> str:
    """Return median and 80 % band of a statement; empty where none was projected."""
    if row["median"] is None:
        return ""
    median, low, high = (format_projected(row[name], unit) for name in ("median", "low80", "high80"))
    return text("published.band", median=median, low=low, high=high)


def _dataset(row: Row) -> str:
    return text(f"dataset.{row['source_dataset']}")


def _when(row: Row) -> str:
    day, recorded = date.fromisoformat(row["said_on"]), _day(row["recorded_at"])
    if day == recorded:
        return format_date(day)
    return text("published.recorded", day=format_date(day), recorded=format_date(recorded))


def _day(at: datetime) -> date:
    return at.date()


def _chance(row: Row, unit: str) -> str:
    if not row["target_id"]:
        return ""
    words = chance_words(row["chance"]) or text(f"status.{row['status']}")
    words = text("projections.chance.met") if row["status"] == "achieved" else words
    level = "" if row["level"] is None else format_value(row["level"], unit)
    way = "published.level_down" if row["direction"] == "down" else "published.level_up"
    return text(
        "published.chance_of", chance=words, level=text(way, level=level), target=row["target_id"].replace("-", " ")
    )


def _verdict(row: Row) -> str:
    if row["met"] is not None:
        return text("published.met" if row["met"] else "published.not_met")
    if row["inside80"] is None:
        return ""
    return text("published.yes" if row["inside80"] else "published.no")


# --------------------------------------------------------------------------------------------------------- the exhibit


SAID_FIGURES, AHEAD_FIGURES = (2, 3, 5), (1, 2, 3, 4)


def show_published(which: tuple[str, str], store: Store, view: View) -> Exhibit:
    """Return what was published about an indicator in an area, with what came in, and the outcomes of all areas."""
    rows, outcomes = published_of(store, view, which), outcomes_of(store, view, which[0])
    facts, name = view.reference.indicators[which[0]], view.name_of(which[1])
    parts: list[Part] = []
    if rows:
        of_area = area_answer(rows, facts.unit_measure, name) if outcomes else ""
        title = text("published.table", topic=facts.name, area=name)
        about = Remark(text("published.about", version=rows[0]["method_version"]))
        parts = [
            said("published_answer", Plain(of_area, first=answer(rows, outcomes))),
            _table(rows, facts.unit_measure, title, which),
            said("published_about", about),
        ]
    else:
        parts = [Notice(text("published.nothing", topic=facts.name, area=name))]
    if outcomes:
        parts.append(Heading(text("published.ahead_title"), 3))
        parts.append(_outcomes_grid(outcomes, facts.unit_measure, text("published.ahead_name", topic=facts.name)))
    return Exhibit("published", parts)


def _table(rows: list[Row], unit: str, title: str, which: tuple[str, str]) -> Table:
    heads = [text(f"published.{name}") for name in HEADS]
    cells = [said_cells(row, unit) for row in worth_showing(rows)]
    name = f"published-{which[0].replace('_', '-')}-{which[1]}"
    return Table(name, title, heads, cells, SAID_FIGURES, COLUMNS, rows, folded=False)


def _outcomes_grid(outcomes: list[Outcomes], unit: str, title: str) -> Passage:
    heads = [text(f"published.{name}") for name in AHEAD_HEADS]
    return said("published_outcomes", Grid(title, heads, [ahead_cells(one, unit) for one in outcomes], AHEAD_FIGURES))
