"""One row: the model's verdict, and the remarks that refuse nothing."""

import pytest

from data.readers.rows import judge_observation
from data.schemas.rules import Rules

RAW = {"indicator": "individuals_online", "ref_area": "KEN", "time_period": "2023", "obs_value": "35"}

# changes to the row: (value of the observation or "none", codes with severities)
CASES: dict[str, tuple[dict[str, str], object, list[tuple[str, str]]]] = {
    "good": ({}, 35.0, []),
    "no value": ({"obs_value": ""}, "none", [("obs-value-missing", "notes")]),
    "a missing mark": ({"obs_value": ".."}, "none", [("obs-value-missing", "notes")]),
    "said to be missing": ({"obs_value": "", "obs_status": "m"}, None, []),
    "missing but with a value": ({"obs_status": "M"}, "none", [("missing-with-value", "blocks")]),
    "zero that is a value": ({"obs_value": "0"}, 0.0, []),
    "zero that means missing": (
        {"indicator": "mobile_basket", "obs_value": "0"},
        "none",
        [("zero-means-missing", "warns")],
    ),
    "zero that means missing and says so": (
        {"indicator": "mobile_basket", "obs_value": "0.0", "obs_status": "M"},
        None,
        [("zero-means-missing", "warns")],
    ),
    "above a maximum that warns": (
        {"indicator": "ewaste_rate", "obs_value": "122.8"},
        122.8,
        [("obs-value-above-maximum", "warns")],
    ),
    "above a maximum that blocks": ({"obs_value": "101"}, "none", [("obs-value-out-of-range", "blocks")]),
    "below the minimum": ({"obs_value": "-1"}, "none", [("obs-value-out-of-range", "blocks")]),
    "a forecast": ({"time_period": "2030", "obs_status": "F"}, 35.0, []),
    "the future": ({"time_period": "2030"}, "none", [("time-period-in-the-future", "blocks")]),
    "an unknown status hides no future": (
        {"time_period": "2030", "obs_status": "Z"},
        "none",
        [("obs-status-not-in-list", "blocks")],
    ),
    "a text that is too long": ({"source": "x" * 501}, "none", [("text-too-long", "blocks")]),
    "a wrong age": ({"age": "young"}, "none", [("age-not-in-list", "blocks")]),
    "a wrong month": ({"released": "2024-13"}, "none", [("released-not-a-month", "blocks")]),
}


@pytest.mark.parametrize(("changes", "value", "codes"), CASES.values(), ids=CASES)
def test_row_gives_its_value_and_problems(
    changes: dict[str, str], value: object, codes: list[tuple[str, str]], rules: Rules
) -> None:
    found, problems = judge_observation(RAW | changes, 7, rules)

    assert [(one.code, one.severity) for one in problems] == codes
    assert all(one.row == 7 for one in problems)
    assert (found.obs_value if found else "none") == value


def test_unit_is_filled_in_from_the_indicator(rules: Rules) -> None:
    found, _ = judge_observation(RAW | {"unit_measure": "pt_pop"}, 2, rules)

    assert found
    assert found.unit_measure == "PT_POP"


def test_every_problem_names_its_column_and_the_cell_as_it_stands(rules: Rules) -> None:
    raw = RAW | {
        "ref_area": " xx ",
        "time_period": "1850",
        "obs_value": "1e3",
        "unit_measure": "PS",
        "sex": "?",
    }
    _, problems = judge_observation(raw, 2, rules)

    assert {one.column: one.value for one in problems} == {
        name: raw[name] for name in ("ref_area", "time_period", "obs_value", "unit_measure", "sex")
    }
