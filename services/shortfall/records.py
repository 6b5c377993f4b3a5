"""Who makes up the gap as plain records, for the command line."""

from datetime import date
from typing import Any

from data.reference import Reference
from services.shortfall.shortfalls import Gap, find_gap
from services.shortfall.targets import census_counts, known_area, known_indicator, pick_target
from services.tracker import State


def shortfall_records(
    state: State,
    reference: Reference,
    indicator: str,
    area: str,
    target_id: str | None,
    day: date,
) -> list[dict[str, Any]]:
    """Return who makes up the gap as records, the largest shortfall first; countries that lack nothing are left out.

    `share` is of the known shortfall, 0 to 1. People and schools are whole numbers.

    Raises:
        Misuse: If something asked for does not exist, or the shortfall cannot be counted.
    """
    indicator, area = known_indicator(indicator, reference), known_area(area, reference)
    target = pick_target(state, reference, indicator, target_id, day)
    return gap_records(find_gap(state, reference, target, area, day, census_counts(state)))


def gap_records(gap: Gap) -> list[dict[str, Any]]:
    """Return a gap as records, the largest shortfall first; schools of which nobody knows count in `missing_high`."""
    return [
        {
            "ref_area": one.ref_area,
            "missing": round(one.missing) if gap.unit in ("PS", "COUNT") else round(one.missing, 6),
            **({"missing_high": round(one.missing_high)} if gap.whole else {}),
            "unit": gap.unit,
            "share": one.share,
        }
        for one in gap.ranked
    ]
