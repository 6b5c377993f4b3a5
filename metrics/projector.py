"""The projector: what all projections of a state draw on, measured once and kept."""

from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np

from metrics.bands import Learner, Model
from metrics.editions import edition_in_use
from metrics.panel import Panel, make_panel
from metrics.projection_rules import Kind, ProjectionRules
from metrics.series import Series, SeriesBook


@dataclass(frozen=True)
class Projector:
    """The series of a book with what is learned from its economies: groups are projected, but teach nothing.

    `before` is the projector of a book with a few other figures: what both books hold is not learned again.
    """

    book: SeriesBook
    economies: frozenset[str]
    fewest_periods: int
    rules: ProjectionRules
    before: Self | None = field(default=None, repr=False, compare=False)
    _panels: dict[str, Panel] = field(default_factory=dict, repr=False, compare=False)
    _learners: dict[tuple[str, Kind], Learner] = field(default_factory=dict, repr=False, compare=False)

    def after(self, before: Self) -> Self:
        """Return this projector, which learns nothing again that another of nearly the same book has learned."""
        return replace(self, before=replace(before, before=None))  # not the whole row of those before it

    def panel(self, indicator: str) -> Panel:
        """Return the series in use of all economies as a panel."""
        if indicator not in self._panels:
            self._panels[indicator] = make_panel(self._series(indicator, of_economies=True))
        return self._panels[indicator]

    def groups(self, indicator: str) -> Panel:
        """Return the series in use of all groups, in the years of the panel of economies."""
        panel, found = self.panel(indicator), make_panel(self._series(indicator, of_economies=False))
        values = np.full((len(found.areas), len(panel.years)), np.nan)
        for column, year in enumerate(panel.years):
            if year in found.years:
                values[:, column] = found.values[:, year - found.first_year]
        return Panel(found.areas, panel.first_year, values)

    def _series(self, indicator: str, *, of_economies: bool) -> list[Series]:
        areas = [one for one in self.book.areas_with(indicator) if (one in self.economies) == of_economies]
        found = [edition_in_use(self.book.of(indicator, area), self.fewest_periods) for area in areas]
        return [one for one in found if one]

    def learned(self, indicator: str, kind: Kind) -> Learner | None:
        """Return what was learned of an indicator, if it was asked for before."""
        return self._learners.get((indicator, kind))

    def learner(self, indicator: str, kind: Kind) -> Learner:
        """Return what can be learned of an indicator."""
        if (indicator, kind) not in self._learners:
            made = Learner(self.panel(indicator), kind, self.rules, self.groups(indicator))
            earlier = self.before.learned(indicator, kind) if self.before else None
            if earlier:
                made.take_over(earlier)
            self._learners[indicator, kind] = made
        return self._learners[indicator, kind]

    def model(self, indicator: str, kind: Kind, origin: int, area: str) -> Model:
        """Return how an indicator goes on in an economy, or in a group, as it was known in a year."""
        return self.learner(indicator, kind).model(origin, group=area not in self.economies)


def make_projector(
    book: SeriesBook, economies: frozenset[str], fewest_periods: int, rules: ProjectionRules
) -> Projector:
    """Return a projector that has learned nothing yet."""
    return Projector(book, economies, fewest_periods, rules)
