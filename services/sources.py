"""What the published data is made from: every edition of every indicator."""

from collections import defaultdict

from data.reference import Reference
from metrics.series import Series
from services.tracker import State

Row = dict[str, str | int]


def list_editions(state: State, reference: Reference) -> list[Row]:
    """Return one row an indicator and edition: the number of areas and observations, first and last period, source."""
    found: dict[tuple[str, str], list[Series]] = defaultdict(list)
    for shelf in (state.world.book.totals, state.world.book.parts):
        for series in shelf.values():
            for one in series:
                found[(one.indicator, one.edition)].append(one)
    rows = [_edition_row(key[0], series, reference) for key, series in found.items()]
    return sorted(rows, key=lambda row: (str(row["indicator"]), str(row["released"])))


def _edition_row(indicator: str, series: list[Series], reference: Reference) -> Row:
    periods = [point.period for one in series for point in (*one.points, *one.forecasts)]
    return {
        "indicator": reference.indicators[indicator].name,
        "edition": series[0].edition,
        "released": max(one.released for one in series),
        "areas": len({one.ref_area for one in series}),
        "observations": len(periods),
        "first": min(periods),
        "last": max(periods),
        "source": series[0].source,
    }
