"""What was published of the years ahead, in words: the rows of a table, and the sentences above it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from i18n import counted, format_change, format_date, format_projected, format_value, text
from services.projecting.projection_words import chance_words
from services.projecting.published import Outcomes

Row = dict[str, Any]
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
    day, said = format_date(date.fromisoformat(newest["said_on"])), band_words(newest, unit)
    value = format_value(newest["obs_value"], unit)
    return text("published.area_in", area=area, day=day, said=said, year=newest["year"], value=value)


def band_words(row: Row, unit: str) -> str:
    """Return median and 80 % band of a statement; empty where none was projected."""
    if row["median"] is None:
        return ""
    median, low, high = (format_projected(row[name], unit) for name in ("median", "low80", "high80"))
    return text("published.band", median=median, low=low, high=high)


def _dataset(row: Row) -> str:
    return text(f"dataset.{row['source_dataset']}")


def _when(row: Row) -> str:
    said, recorded = date.fromisoformat(row["said_on"]), _day(row["recorded_at"])
    if said == recorded:
        return format_date(said)
    return text("published.recorded", day=format_date(said), recorded=format_date(recorded))


def _day(at: datetime) -> date:
    return at.date()


def _chance(row: Row, unit: str) -> str:
    if not row["target_id"]:
        return ""
    said = chance_words(row["chance"]) or text(f"status.{row['status']}")
    said = text("projections.chance.met") if row["status"] == "achieved" else said
    level = "" if row["level"] is None else format_value(row["level"], unit)
    way = "published.level_down" if row["direction"] == "down" else "published.level_up"
    return text(
        "published.chance_of", chance=said, level=text(way, level=level), target=row["target_id"].replace("-", " ")
    )


def _verdict(row: Row) -> str:
    if row["met"] is not None:
        return text("published.met" if row["met"] else "published.not_met")
    if row["inside80"] is None:
        return ""
    return text("published.yes" if row["inside80"] else "published.no")
