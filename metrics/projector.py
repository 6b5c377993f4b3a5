"""The projector: what all projections of a state draw on, measured once and kept."""

from dataclasses import dataclass, field

from metrics.bands import Learner, Model
from metrics.editions import edition_in_use
from metrics.panel import Panel, make_panel
from metrics.projection_rules import Kind, ProjectionRules
from metrics.series import SeriesBook


@dataclass(frozen=True)
class Projector:
    """The series of a book with what is learned from its economies: groups are projected, but teach nothing."""

    book: SeriesBook
    economies: frozenset[str]
    fewest_periods: int
    rules: ProjectionRules
    _panels: dict[str, Panel] = field(default_factory=dict, repr=False, compare=False)
    _learners: dict[tuple[str, Kind], Learner] = field(default_factory=dict, repr=False, compare=False)

    def panel(self, indicator: str) -> Panel:
        """Return the series in use of all economies as a panel."""
        if indicator not in self._panels:
            found = [
                edition_in_use(self.book.of(indicator, area), self.fewest_periods)
                for area in self.book.areas_with(indicator)
                if area in self.economies
            ]
            self._panels[indicator] = make_panel([one for one in found if one])
        return self._panels[indicator]

    def learner(self, indicator: str, kind: Kind) -> Learner:
        """Return what can be learned of an indicator."""
        if (indicator, kind) not in self._learners:
            self._learners[indicator, kind] = Learner(self.panel(indicator), kind, self.rules)
        return self._learners[indicator, kind]

    def model(self, indicator: str, kind: Kind, origin: int) -> Model:
        """Return how an indicator goes on, as it was known in a year."""
        return self.learner(indicator, kind).model(origin)


def make_projector(
    book: SeriesBook, economies: frozenset[str], fewest_periods: int, rules: ProjectionRules
) -> Projector:
    """Return a projector that has learned nothing yet."""
    return Projector(book, economies, fewest_periods, rules)
