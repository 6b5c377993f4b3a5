"""Small rules that stand in for the reference data: seven indicators, four areas, a fixed day."""

from datetime import date
from pathlib import Path

from data.schemas.indicator import Indicator
from data.schemas.rules import Rules

SAMPLES = Path(__file__).parents[2] / "samples" / "template"


def an_indicator(code: str, name: str, unit_measure: str, **others: object) -> Indicator:
    base: dict[str, object] = {
        "indicator": code,
        "name": name,
        "short_name": name,
        "dataset": "internet_access",
        "unit_measure": unit_measure,
        "direction": "up",
        "minimum": 0,
        "weight": "population",
        "aggregate": "weighted_mean",
        "source": "a test",
        "reason": "a test",
    }
    return Indicator.model_validate(base | others)


INDICATORS = (
    an_indicator("individuals_online", "Individuals using the Internet", "PT_POP", maximum=100),
    an_indicator("mobile_basket", "Mobile-data basket", "PT_GNIPC", direction="down", zero_means="missing"),
    an_indicator("ewaste_rate", "E-waste recycled", "PT", maximum=100, above_maximum="warns"),
    an_indicator("fixed_basket", "Fixed-broadband basket", "PT_GNIPC", direction="down", zero_means="missing"),
    an_indicator("ewaste_legislation_countries", "Countries with e-waste legislation", "COUNT"),
    an_indicator("population", "Population", "PS"),
    an_indicator("pledged", "Amount pledged", "USD", frequency="dated", minimum=None),
)
RULES = Rules(
    indicators={one.indicator: one for one in INDICATORS},
    areas={"KEN": "Kenya", "CIV": "Côte d'Ivoire", "NGA": "Nigeria", "WLD": "World"},
    today=date(2026, 10, 1),
    earliest_year=1960,
)
