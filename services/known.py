"""What was known on a day that is looked back to: an edition counts from the month in which it was released.

The figures that came with the product count as known from their release month, a dated headline from its own date.
What was published here counts from the moment of its revision, which the snapshot already says; so a row is left out
only where it is one of the first revision.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from data.datasets import KINDS, OBSERVATIONS
from data.reference import Reference
from data.schemas.target import Target

HEADLINES = "headlines"
MONTH, RELEASED, PERIOD = len("2024-02"), "released", "time_period"


def known_from(dataset: str, rows: pa.Table) -> pa.ChunkedArray:
    """Return from which month or day on each figure counts as known, as a text that sorts by time.

    One whose release nobody states counts from its own year: it cannot have been known before.
    """
    if dataset != HEADLINES:
        return pc.if_else(pc.equal(rows[RELEASED], ""), rows[PERIOD], rows[RELEASED])
    dated = pc.greater_equal(pc.utf8_length(rows[PERIOD]), MONTH)
    return pc.if_else(dated, rows[PERIOD], rows[RELEASED])


def known_dates(first: Mapping[str, pa.Table], reference: Reference) -> tuple[str, ...]:
    """Return the months and days on which something of the first revisions became known, oldest first."""
    found = [pc.unique(known_from(dataset, rows)).to_pylist() for dataset, rows in first.items()]
    months = baselines_known_from(reference).values()
    return tuple(sorted({one for some in (*found, months) for one in some if one}))


def newest_known(dates: tuple[str, ...], day: date | None) -> str | None:
    """Return the last of these dates that had come on a day, empty before the first; None where all had."""
    if day is None:
        return None
    come = bisect_right(dates, day.isoformat())
    return None if come == len(dates) else dates[come - 1] if come else ""


def without_later(dataset: str, rows: pa.Table, day: date, first: Callable[[], pa.Table]) -> pa.Table:
    """Return the figures without those of the first revision that were not known on a day.

    Of an edition that is still being added to, what is left carries the month of its own date.

    Args:
        dataset: The dataset.
        rows: Its rows.
        day: The day looked back to.
        first: Returns the rows of its first revision.
    """
    since = known_from(dataset, rows)
    late = pc.greater(since, day.isoformat())
    if not pc.any(late).as_py():
        return rows
    built_in = set(_keys(first()))
    stays = [not one or key not in built_in for one, key in zip(late.to_pylist(), _keys(rows), strict=True)]
    if dataset == HEADLINES:
        month = pc.utf8_slice_codeunits(since, 0, MONTH)
        released = pc.if_else(pc.less(month, rows[RELEASED]), month, rows[RELEASED])
        rows = rows.set_column(rows.schema.get_field_index(RELEASED), rows.schema.field(RELEASED), released)
    return rows.filter(pa.array(stays))


def baselines_known_from(reference: Reference) -> dict[str, str]:
    """Return the month in which the stated baseline of a target became known, of those younger than their target."""
    return {name: month for one in reference.frameworks.values() for name, month in one.baselines_known.items()}


def without_later_baselines(targets: tuple[Target, ...], reference: Reference, day: date) -> tuple[Target, ...]:
    """Return the targets without the stated baselines that were not known on a day."""
    late = {name for name, month in baselines_known_from(reference).items() if month > day.isoformat()}
    return tuple(one.model_copy(update={"baseline_value": None}) if one.target_id in late else one for one in targets)


def _keys(rows: pa.Table) -> Iterable[tuple[str, ...]]:
    return zip(*(rows[name].to_pylist() for name in KINDS[OBSERVATIONS].key), strict=True)
