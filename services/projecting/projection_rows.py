"""A projection as rows: to read beside the figures of a chart, and to download, never to be taken for observations."""

from typing import Any

from data.reference import Reference
from data.schemas.target import Target
from i18n import format_projected, text
from metrics.fan import Path, Projection
from metrics.judgement import Judgement
from services.wording import area_name, target_unit

Record = dict[str, Any]
PATHS: tuple[Path, ...] = ("median", "low80", "high80", "low50", "high50")
COLUMNS = (
    "indicator",
    "ref_area",
    "area",
    "year",
    *(f"projected_{path}" for path in PATHS),
    "unit_measure",
    "method",
    "from_edition",
    "kind",
)
"""No `time_period` and no `obs_value`: a file of projections that is uploaded must not become observations."""


def projected_years(found: Projection, until: int) -> range:
    """Return the years that are projected, up to one: those after the last value."""
    years = found.fan.years
    return range(years[0] + 1, min(until, years[-1]) + 1)


def projection_rows(judgement: Judgement, target: Target, until: int, reference: Reference) -> list[Record]:
    """Return a projection year by year, in the unit of the target, for the files to download; none without one."""
    found = judgement.projection
    if found is None:
        return []
    unit, kind = target_unit(target, reference), text("fan.kind")
    place = (target.indicator, judgement.ref_area, area_name(judgement.ref_area, reference))
    rest = (unit, found.method, judgement.course_edition or "", kind)
    return [
        dict(zip(COLUMNS, (*place, year, *(found.fan.at(year, path) for path in PATHS), *rest), strict=True))
        for year in projected_years(found, until)
    ]


def projection_cells(record: Record) -> list[str]:
    """Return a row as it is read: the year, the median and the two bands."""
    unit = record["unit_measure"]
    median, *edges = (format_projected(record[f"projected_{path}"], unit) for path in PATHS)
    bands = [text("fan.from_to", low=low, high=high) for low, high in zip(edges[::2], edges[1::2], strict=True)]
    return [str(record["year"]), median, *bands, record["kind"]]
