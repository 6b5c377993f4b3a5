"""The projector: what all projections of a state draw on, measured once and kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from metrics.bands import Bands, Errors, default_bands, make_bands, measure_errors
from metrics.courses import Course, make_courses
from metrics.editions import edition_in_use
from metrics.panel import Panel, make_panel
from metrics.projection_rules import Kind, ProjectionRules
from metrics.series import SeriesBook


@dataclass(frozen=True)
class Projector:
    """The series of a book with the errors of projecting its economies: groups are projected, but never calibrate."""

    book: SeriesBook
    economies: frozenset[str]
    fewest_periods: int
    rules: ProjectionRules
    courses: Mapping[str, Course]
    _panels: dict[str, Panel] = field(default_factory=dict, repr=False, compare=False)
    _errors: dict[tuple[str, Kind, str], Errors] = field(default_factory=dict, repr=False, compare=False)
    _bands: dict[tuple[str, Kind, int], Bands] = field(default_factory=dict, repr=False, compare=False)

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

    def errors(self, indicator: str, kind: Kind, course: str) -> Errors:
        """Return the errors of all projections that a course would have made of an indicator."""
        key = (indicator, kind, course)
        if key not in self._errors:
            rules = self.rules.kinds[kind]
            self._errors[key] = measure_errors(self.panel(indicator), self.courses[course], rules, self.rules)
        return self._errors[key]

    def bands(self, indicator: str, kind: Kind, origin: int) -> Bands:
        """Return the bands of an indicator as they were known in a year: measured ones, else the default ones."""
        key = (indicator, kind, origin)
        if key not in self._bands:
            rules = self.rules.kinds[kind]
            made = make_bands(self.errors(indicator, kind, rules.course), origin, rules, self.rules)
            self._bands[key] = made or default_bands(rules)
        return self._bands[key]

    def course_name(self, kind: Kind, bands: Bands) -> str:
        """Return the course that belongs to bands: the default errors are those of the default course."""
        rules = self.rules.kinds[kind]
        return rules.course if bands.calibrated else rules.default_course


def make_projector(
    book: SeriesBook, economies: frozenset[str], fewest_periods: int, rules: ProjectionRules
) -> Projector:
    """Return a projector that has measured nothing yet."""
    return Projector(book, economies, fewest_periods, rules, make_courses(rules))
