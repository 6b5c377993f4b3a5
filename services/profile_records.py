"""What the country page shows, as flat rows for files: trends, ranks, members and changes."""

from collections.abc import Mapping, Sequence
from typing import Any

from data.reference import Reference
from metrics.ranking import rank_all
from services.figures import Figure
from services.listing import change_records
from services.news import News
from services.peers import Standing
from services.small_trends import SmallTrend
from services.wording import area_name

Row = dict[str, Any]
PEER_COLUMNS = ("indicator", "ref_area", "area", "obs_value", "unit_measure", "time_period", "edition", "source")


def peer_records(standing: Standing, reference: Reference) -> list[Row]:
    """Return every area compared with its figure and its place in each set, the area asked for first, then the best.

    `places` holds the places by the code of the set; areas with the same value share a place.
    """
    direction = standing.indicator.direction
    figures: dict[str, Figure] = {standing.own.ref_area: standing.own}
    places: dict[str, dict[str, int]] = {}
    for row in standing.rows:
        figures |= row.figures
        if row.rank is not None:
            values = {area: figure.value for area, figure in row.figures.items()}
            places[row.group] = rank_all(values, direction, standing.band)
    order = rank_all({area: figure.value for area, figure in figures.items()}, direction, standing.band)
    own = standing.own.ref_area
    return [
        _figure_record(figures[area], reference)
        | {"places": {group: found[area] for group, found in places.items() if area in found}}
        for area in sorted(figures, key=lambda one: (one != own, order[one], one))
    ]


def _figure_record(figure: Figure, reference: Reference) -> Row:
    series = figure.series
    return {
        "indicator": series.indicator,
        "ref_area": figure.ref_area,
        "area": area_name(figure.ref_area, reference),
        "obs_value": figure.value,
        "unit_measure": series.unit_measure,
        "time_period": figure.year,
        "edition": series.edition,
        "source": figure.point.source or series.source,
        "coverage": figure.aggregate.coverage if figure.aggregate else None,
    }


def trend_rows(trends: Sequence[SmallTrend]) -> list[Row]:
    """Return every observation that the small trends show, indicator by indicator, oldest first."""
    return [
        {
            "indicator": trend.indicator.indicator,
            "name": trend.indicator.name,
            "ref_area": trend.series.ref_area,
            "time_period": point.period,
            "obs_value": point.value,
            "unit_measure": trend.series.unit_measure,
            "obs_status": point.obs_status,
            "edition": trend.series.edition,
            "source": point.source or trend.series.source,
            "own_aggregate": trend.aggregate is not None,
        }
        for trend in trends
        for point in trend.series.points
    ]


def rank_rows(standings: Sequence[Standing]) -> list[Row]:
    """Return the place of the area in every indicator and set of peers."""
    return [
        {
            "indicator": one.indicator.indicator,
            "ref_area": one.own.ref_area,
            "obs_value": one.own.value,
            "time_period": one.own.year,
            "peers": row.group,
            "place": row.rank.place if row.rank else None,
            "of": len(row.figures),
            "shared_with": row.rank.tied if row.rank else None,
            "median": row.median,
            "first_year": row.years[0],
            "last_year": row.years[1],
        }
        for one in standings
        for row in one.rows
    ]


def member_rows(figures: Mapping[str, Figure | None], reference: Reference) -> list[Row]:
    """Return the members of a group with their figure; a member without one has its name alone."""
    return [
        _figure_record(figure, reference) if figure else {"ref_area": area, "area": area_name(area, reference)}
        for area, figure in figures.items()
    ]


def news_rows(news: Sequence[News]) -> list[Row]:
    """Return every figure of the area that the last revisions changed, with the revision that did."""
    return [
        {"revision": one.revision.revision, "by": one.revision.by, "why": one.revision.why, **row}
        for one in news
        for row in change_records({one.revision.dataset: one.difference})
    ]
