"""One row: the model's verdict, and the remarks that refuse nothing."""

import pytest

from data.datasets import KINDS
from data.readers.rows import judge_model, judge_observation
from data.schemas.rules import Rules
from data.schemas.target import Target

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
    "a word for certainty that is in no list": (
        {"certainty": "second-hand"},
        "none",
        [("certainty-not-in-list", "blocks")],
    ),
    "a figure that others quote": ({"certainty": " Second hand"}, 35.0, []),
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


TARGET = {
    "target_id": "KE-1",
    "framework": "KE2030",
    "wording": "80 % online",
    "indicator": "individuals_online",
    "ref_area": "KEN",
    "kind": "level",
    "direction": "up",
    "target_value": "80",
    "target_year": "2030",
}
SHARE = {"indicator": "ewaste_legislation_countries", "kind": "country_share", "target_value": "50"}
PARITY = {"kind": "parity", "direction": "parity"}
UNIT = ("unit-not-of-indicator", "unit_measure")
DENOMINATOR = ("denominator-missing", "denominator")
OUTSIDE = "target-value-out-of-range"

# changes to the target: codes with their columns
TARGETS: dict[str, tuple[dict[str, str], list[tuple[str, str]]]] = {
    "good": ({}, []),
    "its own unit": ({"unit_measure": "pt_pop"}, []),
    "another unit": ({"unit_measure": "PS"}, [UNIT]),
    "per cent of a level": ({"unit_measure": "PT"}, [UNIT]),
    "qualitative without a unit": ({"kind": "qualitative", "target_value": ""}, []),
    "qualitative with its own unit": ({"kind": "qualitative", "target_value": "", "unit_measure": "PT_POP"}, []),
    "qualitative with another unit": ({"kind": "qualitative", "target_value": "", "unit_measure": "PT"}, [UNIT]),
    "share of a count": (SHARE | {"unit_measure": "PT", "denominator": "193"}, []),
    "share of a count in the unit of the count": (SHARE | {"unit_measure": "COUNT", "denominator": "193"}, []),
    "share in another unit": (SHARE | {"unit_measure": "PT_POP", "denominator": "193"}, [UNIT]),
    "share of a count without a denominator": (SHARE | {"denominator": ""}, [DENOMINATOR]),
    "share of a count with a missing mark": (SHARE | {"denominator": ".."}, [DENOMINATOR]),
    "share of a count without that column": (SHARE, [DENOMINATOR]),
    "share of a count by zero": (SHARE | {"denominator": "0"}, [DENOMINATOR]),
    "share that is a share already": (SHARE | {"indicator": "ewaste_rate"}, []),
    "count of countries without a denominator": (SHARE | {"kind": "country_count"}, []),
    "negative denominator of a level": ({"denominator": "-1"}, [DENOMINATOR]),
    "at the maximum": ({"target_value": "100"}, []),
    "above the maximum": ({"target_value": "100.1"}, [(OUTSIDE, "target_value")]),
    "above a maximum that warns": ({"indicator": "ewaste_rate", "target_value": "122.8"}, []),
    "below the minimum under a maximum that warns": (
        {"indicator": "ewaste_rate", "target_value": "-1"},
        [(OUTSIDE, "target_value")],
    ),
    "at the minimum": ({"kind": "ceiling", "direction": "down", "target_value": "0"}, []),
    "ceiling below the minimum": (
        {"kind": "ceiling", "direction": "down", "target_value": "-1"},
        [(OUTSIDE, "target_value")],
    ),
    "met only above the maximum": ({"met_at": "101"}, [(OUTSIDE, "met_at")]),
    "band within the range": (PARITY | {"target_upper": "100"}, []),
    "band beyond the range": (PARITY | {"target_upper": "101"}, [(OUTSIDE, "target_upper")]),
    "both ends outside": (
        PARITY | {"target_value": "-1", "target_upper": "101"},
        [(OUTSIDE, "target_value"), (OUTSIDE, "target_upper")],
    ),
    "no bounds": ({"indicator": "pledged", "target_value": "-1e12"}, []),
    "change in per cent": ({"kind": "relative", "target_value": "-25"}, []),
    "unknown indicator": (
        {"indicator": "foo", "target_value": "-1", "unit_measure": "PT", "denominator": "0"},
        [("unknown-indicator", "indicator"), DENOMINATOR],
    ),
    "unknown kind": ({"kind": "dream", "target_value": "-1"}, [("kind-not-in-list", "kind")]),
}


@pytest.mark.parametrize(("changes", "codes"), TARGETS.values(), ids=TARGETS)
def test_target_that_makes_no_sense_is_refused_at_its_column(
    changes: dict[str, str], codes: list[tuple[str, str]], rules: Rules
) -> None:
    found, problems = judge_model(KINDS["targets"], TARGET | changes, 7, rules)

    assert [(one.code, one.column) for one in problems] == codes
    assert all(one.severity == "blocks" and one.row == 7 for one in problems)
    assert (found is None) == bool(codes)


@pytest.mark.parametrize(
    ("changes", "details"),
    [
        ({"unit_measure": "PS"}, {"expected": "PT_POP"}),
        ({"target_value": "101"}, {"low": 0, "high": 100}),
        ({"indicator": "ewaste_rate", "target_value": "-1"}, {"low": 0, "advice": "at_least"}),
        (SHARE, {}),
        (SHARE | {"denominator": "-1"}, {"advice": "too_low"}),
    ],
    ids=["unit", "range", "range with one bound", "no denominator", "denominator not above 0"],
)
def test_refused_target_says_what_was_expected(
    changes: dict[str, str], details: dict[str, object], rules: Rules
) -> None:
    _, (found,) = judge_model(KINDS["targets"], TARGET | changes, 7, rules)

    assert found.details == details


def test_unit_of_a_target_is_written_in_capitals(rules: Rules) -> None:
    found, _ = judge_model(KINDS["targets"], TARGET | {"unit_measure": "pt_pop"}, 2, rules)

    assert isinstance(found, Target)
    assert found.unit_measure == "PT_POP"


def test_target_without_rules_is_not_judged_by_its_indicator() -> None:
    cells = TARGET | {"target_value": "120", "unit_measure": "PS", "denominator": "0"}

    assert Target.model_validate(cells).target_value == 120
