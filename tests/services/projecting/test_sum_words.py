"""Held here: the cross-check of a group in one sentence, with its difference, coverage and number of countries."""

import pytest

from services.projecting.projected_sums import ProjectedSum
from services.projecting.sum_words import sum_words


@pytest.mark.parametrize(
    ("found", "method", "parts"),
    [
        pytest.param(
            ProjectedSum(2030, 83.1, -2.1, 210, 185, 1.0),
            "weighted_mean",
            ["83 % in 2030, 2.1 points less than", "185 of 210 countries", "100 % of the people"],
            id="less than the group's own",
        ),
        pytest.param(
            ProjectedSum(2030, 60.0, 1.0, 3, 3, 0.9),
            "weighted_mean",
            ["1 point more than", "All 3 countries", "90 % of the people"],
            id="all are projected",
        ),
        pytest.param(ProjectedSum(2030, 60.0, 0.01, 3, 2, 0.9), "weighted_mean", ["the same as"], id="no difference"),
        pytest.param(
            ProjectedSum(2030, 2.0, None, 199, 180, 0.92),
            "median",
            ["No projection of the group's own figure", "2 % in 2030", "The median of 199 countries"],
            id="no projection of its own",
        ),
    ],
)
def test_cross_check_is_said_in_a_sentence(found: ProjectedSum, method: str, parts: list[str]) -> None:
    said = sum_words(found, "PT", method)

    assert [part for part in parts if part not in said] == []
