"""The templates explain themselves, and are taken back as they are."""

import io

import openpyxl
import pytest

from data.reference import load_reference
from data.reference.limits import load_school_checks
from data.schemas.observation import COLUMNS
from data.schemas.pledge import FOCUS_AREAS, PLEDGE_COLUMNS, PLEDGE_TYPES, PLEDGER_KINDS, STATUSES
from data.schemas.school import SCHOOL_COLUMNS
from data.schemas.target import Target
from reports.templates import (
    explain_codes,
    template_columns,
    template_csv,
    template_xlsx,
)

KINDS = ["observations", "targets", "schools", "pledges"]
WITH_INDICATORS = ("observations", "targets")
REQUIRED = {
    "observations": ["indicator", "ref_area", "time_period", "obs_value"],
    "targets": [
        *("target_id", "framework", "wording", "indicator", "ref_area", "kind", "direction", "target_year"),
    ],
    "schools": ["school_id", "ref_area"],
    "pledges": ["pledge_id", "pledger"],
}
ALL_COLUMNS = {
    "observations": set(COLUMNS),
    "targets": set(Target.model_fields),
    "schools": set(SCHOOL_COLUMNS),
    "pledges": set(PLEDGE_COLUMNS),
}


def sheets(kind: str) -> dict[str, list[tuple[object, ...]]]:
    reference = load_reference()
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx(kind, reference.indicators, reference.areas)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


@pytest.mark.parametrize("kind", KINDS)
def test_template_has_every_column_the_required_ones_first(kind: str) -> None:
    columns = template_columns(kind)

    assert set(columns) == ALL_COLUMNS[kind]
    assert columns[: len(REQUIRED[kind])] == REQUIRED[kind]


def test_only_four_columns_of_observations_are_required() -> None:
    assert list(REQUIRED["observations"]) == ["indicator", "ref_area", "time_period", "obs_value"]


@pytest.mark.parametrize("kind", KINDS)
def test_csv_template_is_its_header_alone(kind: str) -> None:
    lines = template_csv(kind).decode("utf-8-sig").splitlines()

    assert lines == [",".join(template_columns(kind))]


@pytest.mark.parametrize("kind", KINDS)
def test_workbook_explains_every_column_with_its_default_and_an_example(kind: str) -> None:
    head, *rows = sheets(kind)["columns"]

    assert head == ("column", "required", "meaning", "when empty or left out", "example")
    assert [row[0] for row in rows] == template_columns(kind)
    assert all(row[2] and row[4] for row in rows)
    assert all(row[3] for row in rows if row[1] == "no"), "an optional column says what stands for an empty cell"


@pytest.mark.parametrize("kind", KINDS)
def test_first_sheet_is_the_one_to_fill_in(kind: str) -> None:
    found = sheets(kind)

    assert next(iter(found)) == "data"
    assert found["data"] == [tuple(template_columns(kind))]


@pytest.mark.parametrize("kind", KINDS)
def test_workbook_lists_every_indicator_and_area(kind: str) -> None:
    reference, found = load_reference(), sheets(kind)

    if kind in WITH_INDICATORS:
        assert [row[0] for row in found["indicators"][1:]] == list(reference.indicators)
    assert ("indicators" in found) is (kind in WITH_INDICATORS)
    assert [row[0] for row in found["areas"][1:]] == list(reference.areas)


@pytest.mark.parametrize(
    ("kind", "column", "codes"),
    [
        ("observations", "sex", {"_T", "F", "M"}),
        ("observations", "urbanisation", {"_T", "U", "R"}),
        ("observations", "obs_status", {"A", "E", "F", "P", "B", "M"}),
        ("schools", "connectivity", {"yes", "no", "unknown"}),
        ("schools", "education_level", set(load_school_checks().lists.education_level.values)),
        ("schools", "connection_type", set(load_school_checks().lists.connection_type.values)),
        ("targets", "direction", {"up", "down", "parity"}),
        ("targets", "applies_to", {"aggregate", "aggregate and each country"}),
    ],
)
def test_every_allowed_code_is_in_words(kind: str, column: str, codes: set[str]) -> None:
    rows = [row for row in explain_codes(kind) if row["column"] == column]

    assert {row["code"] for row in rows} == codes
    assert all(row["meaning"] for row in rows)


def test_every_kind_of_target_is_in_words() -> None:
    rows = [row["code"] for row in explain_codes("targets") if row["column"] == "kind"]

    assert set(rows) == set(Target.model_fields["kind"].annotation.__args__)  # type: ignore[union-attr]


def test_every_code_of_a_pledge_is_explained() -> None:
    explained = {(str(row["column"]), str(row["code"])) for row in explain_codes("pledges")}

    for column, codes in (
        ("pledger_kind", PLEDGER_KINDS),
        ("focus_area", FOCUS_AREAS),
        ("pledge_type", PLEDGE_TYPES),
        ("status", STATUSES),
    ):
        assert {code for name, code in explained if name == column} == set(codes)
