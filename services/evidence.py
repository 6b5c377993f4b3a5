"""Evidence beside a target: figures that others quote, that stand in for something else, or that we counted ourselves.

It is shown with its source and with why it decides nothing; no judgement, projection, ranking or map knows of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from i18n import format_period, format_value, text
from metrics.series import Point, Series
from services.scorecard import ScorecardRow
from services.sentences import part_words


@dataclass(frozen=True)
class EvidenceView:
    """One figure of evidence in words: whom it is about, the figure, when, from where, and why it decides nothing."""

    part: str
    value: str
    period: str
    source: str
    reason: str


def evidence_views(row: ScorecardRow) -> list[EvidenceView]:
    """Return the evidence beside a target, newest edition first and in it the newest figure first."""
    return [
        EvidenceView(
            part=part_words(series),
            value=format_value(point.value, series.unit_measure),
            period=format_period(point.period),
            source=text("target.evidence_source", source=point.source or series.source, edition=series.edition),
            reason=text(f"target.evidence_why.{series.certainty}"),
        )
        for series, point in _figures(row)
    ]


def evidence_records(row: ScorecardRow) -> list[dict[str, Any]]:
    """Return the evidence beside a target as plain records, in the stable keys that scripts rely on."""
    return [
        {
            "indicator": series.indicator,
            "ref_area": series.ref_area,
            "value": point.value,
            "period": point.period,
            "year": point.year,
            "unit_measure": series.unit_measure,
            **dict(zip(("sex", "age", "urbanisation", "breakdown"), series.dimensions, strict=True)),
            "edition": series.edition,
            "released": series.released,
            "source": point.source or series.source,
            "certainty": series.certainty,
            "reason": text(f"target.evidence_why.{series.certainty}"),
        }
        for series, point in _figures(row)
    ]


def evidence_line(row: ScorecardRow) -> str:
    """Return the evidence beside a target in one cell of a table."""
    return "; ".join(
        text(
            "target.evidence_cell",
            value=" ".join(
                part for part in (part_words(series), format_value(point.value, series.unit_measure)) if part
            ),
            period=format_period(point.period),
            edition=series.edition,
            certainty=text(f"target.certainty.{series.certainty}"),
        )
        for series, point in _figures(row)
    )


def _figures(row: ScorecardRow) -> Iterator[tuple[Series, Point]]:
    return ((series, point) for series in row.evidence for point in reversed(series.points))
