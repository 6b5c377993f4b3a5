"""What the page of the forecast record shows: which indicators have one, of which years, and what an area was told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from data.reference import Reference
from metrics.backtest import Span, make_statements
from metrics.projection_rules import Kind, KindRules, ProjectionRules
from metrics.record import SAID_BEFORE, Missed, Statement
from metrics.record import Record as Forecasts
from metrics.series import Series
from services.projecting.projections import forecast_record, kind_of_indicator, projector_of
from services.tracker import State
from services.trends import used_series
from services.wording import area_name

SAID = (
    "ref_area",
    "area",
    "said_in",
    "about",
    "years_ahead",
    "from_value",
    "low80",
    "median",
    "high80",
    "came_in",
    "off",
)
"""The columns of a row of what was said and what came in."""


@dataclass(frozen=True)
class Shown:
    """The record of an indicator that is projected, with what is needed to say it in words."""

    indicator: str
    unit: str
    kind: Kind
    rules: ProjectionRules
    record: Forecasts

    @property
    def mine(self) -> KindRules:
        """Return the numbers of the method for indicators of this kind."""
        return self.rules.kinds[self.kind]

    @property
    def farthest(self) -> int:
        """Return the farthest horizon with enough forecasts to speak of an average, else the farthest there is."""
        enough = [h for h, one in self.record.horizons.items() if one.n >= self.rules.fewest_errors]
        return max(enough or self.record.horizons)


def recorded_indicators(state: State, reference: Reference) -> list[str]:
    """Return every indicator that has figures: first those that are projected, then those that never are."""
    with_figures = [one for one in reference.indicators if _has_figures(state, one)]
    return sorted(with_figures, key=lambda one: kind_of_indicator(reference.indicators[one]) is None)


def _has_figures(state: State, indicator: str) -> bool:
    book = state.world.book
    return any(one.points for area in book.areas_with(indicator) for one in book.of(indicator, area))


def find_shown(state: State, reference: Reference, indicator: str, span: Span) -> Shown | None:
    """Return the record of an indicator, None where nothing of its kind is projected."""
    facts = reference.indicators[indicator]
    kind = kind_of_indicator(facts)
    if kind is None:
        return None
    record = forecast_record(state, reference, indicator, span)
    return Shown(indicator, facts.unit_measure, kind, projector_of(state).rules, record)


def origin_years(state: State, indicator: str) -> list[int]:
    """Return the years that may be origins: from the first of the record to the one before the newest figure."""
    projector = projector_of(state)
    years = projector.panel(indicator).years
    return [year for year in years[:-1] if year >= projector.rules.record_from]


def area_statements(
    state: State, reference: Reference, asked: tuple[str, str], span: Span
) -> tuple[Series | None, tuple[Statement, ...]]:
    """Return the published series of an area, and what would have been said of it at each origin.

    A group is told by its own published series; one that nobody publishes has none.
    """
    indicator, area = asked
    series, kind = used_series(state, indicator, area), kind_of_indicator(reference.indicators[indicator])
    if series is None or kind is None:
        return series, ()
    return series, make_statements(series, kind, projector_of(state), span)


def longest_series(state: State, indicator: str) -> tuple[str, int]:
    """Return the country with the most annual figures of an indicator, and how many; an empty code where none has."""
    panel = projector_of(state).panel(indicator)
    counts = [(int(row.sum()), area) for area, row in zip(panel.areas, panel.known, strict=True)]
    most = max((count for count, _ in counts), default=0)
    return min((area for count, area in counts if count == most), default=""), most


def statement_records(statements: Sequence[Statement], reference: Reference) -> list[dict[str, Any]]:
    """Return rows of what was said and what came in, under the columns `SAID`, the newest year first."""
    found = [one for one in statements if one.horizon in SAID_BEFORE]
    found.sort(key=lambda one: (-one.year, -one.horizon))
    return [statement_record(one, reference) for one in found]


def statement_record(said: Statement, reference: Reference) -> dict[str, Any]:
    """Return what was said and what came in as a row under the columns `SAID`."""
    values = (said.ref_area, area_name(said.ref_area, reference), said.origin, said.year, said.horizon, said.start)
    return dict(zip(SAID, (*values, said.low, said.median, said.high, said.outcome, said.off), strict=True))


def missed_records(missed: Sequence[Missed], reference: Reference) -> list[dict[str, Any]]:
    """Return rows of the countries missed most: how far on average, and the statement that was farthest off."""
    return [
        statement_record(one.worst, reference) | {"mean_error": one.mae, "outside": one.outside, "statements": one.n}
        for one in missed
    ]
