"""The numbers of the projection: each with source and reason, and refused loudly where they do not fit."""

import pytest
from pydantic import ValidationError

from data.reference.limits import load_projection_facts
from data.schemas.thresholds import ProjectionFacts, Quantiles

QUANTILES = {"horizons": (1, 2), "low": (-1.0, -2.0), "median": (0.0, 0.0), "high": (1.0, 2.0)}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"low": (-1.0,)}, id="one too few"),
        pytest.param({"horizons": (2, 1)}, id="horizons in disorder"),
        pytest.param({"low": (0.5, -2.0)}, id="low above the median"),
    ],
)
def test_default_errors_must_fit_together(change: dict[str, tuple[float, ...]]) -> None:
    with pytest.raises(ValidationError):
        Quantiles.model_validate(QUANTILES | change)


def test_a_number_without_its_reason_is_refused() -> None:
    whole = load_projection_facts().model_dump()
    whole["everyone"] = {"value": 99.5, "source": "somewhere", "reason": ""}

    with pytest.raises(ValidationError):
        ProjectionFacts.model_validate(whole)


def test_default_errors_are_those_of_the_published_table() -> None:
    table = load_projection_facts().share.default_errors.value

    assert dict(zip(table.horizons, zip(table.low, table.median, table.high, strict=True), strict=True)) == {
        1: (-0.21, -0.03, 0.22),
        2: (-0.35, -0.03, 0.38),
        3: (-0.46, -0.02, 0.54),
        5: (-0.63, 0.05, 0.88),
        6: (-0.70, 0.10, 1.04),
        8: (-0.76, 0.20, 1.29),
    }
