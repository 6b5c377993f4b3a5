"""A mapping says which columns are which, refuses what contradicts itself, and knows the shape it was made for."""

from typing import Any
from unittest.mock import patch

import pytest
from pydantic import ValidationError

from data.datasets import KINDS
from data.schemas import mapping as mappings
from data.schemas.mapping import ColumnMapping, distinct_headings

SCHOOLS = {"kind": "schools", "columns": {"school_id": "Code", "connectivity": "Net"}, "constants": {"ref_area": "CIV"}}
WIDE = {"kind": "observations", "columns": {"ref_area": "A", "time_period": "Y"}, "indicators": {"V": "population"}}


def mapping(**changes: Any) -> ColumnMapping:  # noqa: ANN401 - any field
    return ColumnMapping.model_validate(SCHOOLS | changes)


FAULTS = [
    pytest.param(SCHOOLS | {"constants": {}}, "required-not-mapped", id="no-country"),
    pytest.param(SCHOOLS | {"columns": {"school_id": "a", "colour": "b"}}, "not-our-column", id="not-ours"),
    pytest.param(SCHOOLS | {"constants": {"ref_area": "CIV", "school_id": "1"}}, "mapped-twice", id="twice"),
    pytest.param(SCHOOLS | {"values": {"connectivity": {"": "no"}}}, "empty-is-unknown", id="empty-is-no"),
    pytest.param(SCHOOLS | {"values": {"connectivity": {" N/A": "no"}}}, "empty-is-unknown", id="missing-is-no"),
    pytest.param(SCHOOLS | {"values": {"connectivity": {"1": "ja"}}}, "no-such-answer", id="no-answer"),
    pytest.param(SCHOOLS | {"indicators": {"V": "x"}}, "wide-not-figures", id="schools-side-by-side"),
    pytest.param(WIDE | {"periods": {"2020": "2020"}}, "wide-in-two-ways", id="two-ways"),
    pytest.param(WIDE | {"constants": {"indicator": "population"}}, "mapped-twice", id="indicator-twice"),
    pytest.param(WIDE | {"multiply": {"W": "2"}}, "no-value-column", id="factor-of-nothing"),
    pytest.param(WIDE | {"multiply": {"V": "0"}}, "not-a-factor", id="factor-nought"),
    pytest.param(WIDE | {"multiply": {"V": "many"}}, "not-a-factor", id="factor-in-words"),
    pytest.param({"kind": "schools"}, "nothing-mapped", id="nothing"),
    pytest.param({"kind": "schools", "constants": {"ref_area": "CIV"}}, "nothing-mapped", id="constants-alone"),
    pytest.param({"columns": {}}, "missing", id="no-kind"),
    pytest.param(SCHOOLS | {"colour": "red"}, "extra_forbidden", id="unknown-part"),
]


@pytest.mark.parametrize(("said", "code"), FAULTS)
def test_contradiction_is_refused_with_its_code(said: dict[str, Any], code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        ColumnMapping.model_validate(said)

    assert [one["type"] for one in caught.value.errors()] == [code]


def test_empty_cell_may_be_unknown() -> None:
    assert mapping(values={"connectivity": {"": "unknown", "1": "yes"}}).values["connectivity"][""] == "unknown"


def test_mapping_survives_its_json() -> None:
    made = mapping(name="Census", header=("Code", "Net"), values={"connectivity": {"1": "yes"}})

    assert ColumnMapping.model_validate_json(made.model_dump_json()) == made
    assert hash(ColumnMapping.model_validate_json(made.model_dump_json())) == hash(made)


@pytest.mark.parametrize(
    ("header", "fits"),
    [
        (["Code", "Net", "A", "B"], True),
        (["B", "a", "NET ", "code"], True),
        (["Code", "Net", "A", "B", "C"], True),
        (["Code", "Net", "C", "D"], False),
        (["Code", "A", "B"], False),
        (["Code", "Net", "A", "B", "C", "Reason"], True),
    ],
    ids=[
        "same",
        "other-order-and-case",
        "one-more",
        "half-are-others",
        "mapped-column-gone",
        "reasons-left-at-the-end",
    ],
)
def test_shape_is_known_again(header: list[str], fits: bool) -> None:
    assert mapping(header=("Code", "Net", "A", "B")).fits(header) is fits


def test_column_of_reasons_counts_only_where_it_is_the_senders_own() -> None:
    small, own = mapping(header=("Code", "Net")), mapping(header=("Code", "Net", "Reason"))

    assert small.likeness(["reason", "Code", "Net"]) == 1
    assert own.likeness(["Code", "Net", "Reason"]) == 1
    assert own.likeness(["Code", "Net"]) < 1


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_dataset_can_be_mapped(kind: str) -> None:
    columns = {name: name.upper() for name in KINDS[kind].required}

    assert ColumnMapping(kind=kind, columns=columns).kind == kind


def test_headings_are_told_apart() -> None:
    assert distinct_headings(["Total", "", "total", "Total", "Total (2)"]) == (
        "Total",
        "column 2",
        "total (2)",
        "Total (3)",
        "Total (2) (2)",
    )


def test_hundreds_of_columns_of_one_name_are_told_apart_in_few_looks() -> None:
    names = ["x"] * 500
    with patch.object(mappings, "plain_heading", wraps=mappings.plain_heading) as looked:
        found = mappings.distinct_headings(names)

    assert found[:3] == ("x", "x (2)", "x (3)")
    assert len(set(found)) == len(names)
    assert looked.call_count < 10 * len(names)
