"""The numbers of the projection as the calculators take them."""

from data.reference import Reference
from data.reference.limits import load_projection_facts
from data.schemas.thresholds import KindFacts, ProjectionFacts
from metrics.projection_rules import DefaultErrors, KindRules, ProjectionRules
from metrics.projector import Projector, make_projector
from metrics.series import SeriesBook
from metrics.world import Limits

APART = ("share", "price")


def make_projection_rules(facts: ProjectionFacts | None = None) -> ProjectionRules:
    """Return the numbers of the reference data (or others, to see what they would do) without their sources."""
    found = facts or load_projection_facts()
    plain = {name: getattr(found, name).value for name in ProjectionFacts.model_fields if name not in APART}
    return ProjectionRules(kinds={"share": _kind(found.share), "price": _kind(found.price)}, **plain)


def _kind(facts: KindFacts) -> KindRules:
    plain = {name: getattr(facts, name).value for name in KindFacts.model_fields if name != "default_errors"}
    errors = facts.default_errors.value
    return KindRules(**plain, defaults=DefaultErrors(errors.horizons, errors.low, errors.median, errors.high))


def make_state_projector(book: SeriesBook, reference: Reference, limits: Limits) -> Projector:
    """Return the projector of a state: the countries and territories of the reference data are its economies."""
    economies = frozenset(code for code, area in reference.areas.items() if area.kind == "country")
    return make_projector(book, economies, limits.fewest_periods_of_an_edition, make_projection_rules())
