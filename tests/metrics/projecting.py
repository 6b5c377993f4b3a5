"""Small books of series to project, and the numbers of the method as the reference data has them."""

from dataclasses import replace
from math import exp

from metrics.aim import Aim
from metrics.fan import Projection
from metrics.projection import Question, project
from metrics.projection_rules import ProjectionRules
from metrics.projector import Projector, make_projector
from metrics.series import Series, SeriesBook
from services.projecting.projection_rules import make_projection_rules
from tests.metrics.figures import make_series

RULES = make_projection_rules()
SEVENTY = Aim(70, 70, "up")
EVERYONE = Aim(100, 95, "up")


def make_book(*series: Series) -> SeriesBook:
    return SeriesBook({(one.indicator, one.ref_area): (one,) for one in series})


def make_projecting(*series: Series, rules: ProjectionRules = RULES) -> Projector:
    """Return a projector for which the areas of these series are the economies."""
    return make_projector(make_book(*series), frozenset(one.ref_area for one in series), 5, rules)


def with_few_errors(**changes: object) -> ProjectionRules:
    """Return the rules for small worlds, in which a handful of errors is enough to measure bands."""
    return replace(RULES, fewest_errors=3, few_origins=1, **changes)  # type: ignore[arg-type] # names of rules


def projected(
    series: Series, aim: Aim, projector: Projector, target_year: int = 2030, origin: int = 2026
) -> Projection:
    """Return the projection of a series, which must have one."""
    found = project(series, Question(aim, target_year, origin), projector)
    assert not isinstance(found, str), found
    return found


def rising(area: str, start: float, step: float, first: int = 2010, last: int = 2025) -> Series:
    """Return a series that rises by the same step on the logit scale every year."""
    values = {year: 100 / (1 + exp(-(start + step * (year - first)))) for year in range(first, last + 1)}
    return make_series(values, ref_area=area)
