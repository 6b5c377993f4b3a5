"""What the published data is made from: every edition of every indicator."""

from collections import defaultdict
from collections.abc import Sequence

from data.reference import Reference
from data.schemas.target import Target
from i18n import text
from metrics.series import Series
from services.tracker import State

Row = dict[str, str | int]


def list_editions(state: State, reference: Reference) -> list[Row]:
    """Return one row an indicator and edition: the number of areas and observations, first and last period, source."""
    found: dict[tuple[str, str, str], list[Series]] = defaultdict(list)
    book = state.world.book
    for shelf in (book.totals, book.parts, book.evidence):
        for series in shelf.values():
            for one in series:
                found[(one.indicator, one.edition, one.certainty)].append(one)
    rows = [_edition_row(key[0], series, reference) for key, series in found.items()]
    return sorted(rows, key=lambda row: (str(row["indicator"]), str(row["released"])))


def list_unseen(targets: Sequence[Target]) -> list[dict[str, str]]:
    """Return one row a target whose wording or figure nobody has seen in a source: what was not seen, and why."""
    return [
        {
            "id": one.target_id,
            "target": one.wording,
            "unseen": text(f"sources.unseen.{_unseen(one)}"),
            "reason": one.note[:1].upper() + one.note[1:],
        }
        for one in targets
        if one.to_be_checked
    ]


def _unseen(target: Target) -> str:
    if target.wording_verified:
        return "value"
    return "wording" if target.value_verified else "both"


def _edition_row(indicator: str, series: list[Series], reference: Reference) -> Row:
    periods = [point.period for one in series for point in (*one.points, *one.forecasts)]
    return {
        "indicator": reference.indicators[indicator].name,
        "edition": series[0].edition,
        "released": max(one.released for one in series),
        "use": text(f"sources.use.{series[0].certainty or 'decides'}"),
        "areas": len({one.ref_area for one in series}),
        "observations": len(periods),
        "first": min(periods),
        "last": max(periods),
        "source": series[0].source,
    }
