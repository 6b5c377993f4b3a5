"""The header of the template is recognised, and each thing wrong with it is one problem."""

import pytest

from data.readers import read_file
from data.readers.header import read_header
from data.readers.reading import ReadOptions
from data.schemas.rules import Rules
from i18n.problems import problem_text

NONE = ReadOptions()
Found = list[tuple[str, str | None]]

CASES: dict[str, tuple[str, str | None, Found]] = {
    "the four required": ("indicator,ref_area,time_period,obs_value", "observations", []),
    "any case and spaces": (" Indicator , REF_AREA,Time_Period ,obs_VALUE", "observations", []),
    "one missing": ("indicator,ref_area,obs_value", "observations", [("column-missing", "time_period")]),
    "one misspelt": (
        "indicator,ref_area,time_perod,obs_value",
        "observations",
        [("column-missing", "time_period")],
    ),
    "a usual other name": (
        "indicator,country,time_period,obs_value",
        "observations",
        [("column-missing", "ref_area")],
    ),
    "three misspelt": (
        "indicator,ref area,time period,obs value",
        "observations",
        [("column-missing", "ref_area"), ("column-missing", "time_period"), ("column-missing", "obs_value")],
    ),
    "one repeated": (
        "indicator,ref_area,time_period,obs_value,Obs_Value",
        "observations",
        [("column-repeated", "obs_value")],
    ),
    "one unknown": (
        "indicator,ref_area,time_period,obs_value,comment",
        "observations",
        [("column-ignored", "comment")],
    ),
    "an optional one misspelt": (
        "indicator,ref_area,time_period,obs_value,obs_satus",
        "observations",
        [("column-misspelt", "obs_satus")],
    ),
    "units under another name": (
        "indicator,ref_area,time_period,obs_value,UNIT",
        "observations",
        [("column-read", "UNIT")],
    ),
    "units under another name, with blanks": (
        "indicator,ref_area,time_period,obs_value,Unit of measure",
        "observations",
        [("column-read", "Unit of measure")],
    ),
    "units twice": (
        "indicator,ref_area,time_period,obs_value,unit_measure,unit",
        "observations",
        [("column-ignored", "unit")],
    ),
    "targets": ("target_id,framework,wording,indicator,ref_area,kind,direction,target_year", "targets", []),
    "targets without their id": (
        "framework,wording,indicator,ref_area,kind,direction,target_value,target_year",
        "targets",
        [("column-missing", "target_id")],
    ),
    "World Bank": (
        "Country Name,Country Code,Indicator Name,Indicator Code,1960",
        None,
        [("form-unknown", None)],
    ),
    "ITU": ("seriesID,seriesCode,entityIso,dataValue,dataYear", None, [("form-unknown", None)]),
    "prose": ("Dear colleague", None, [("form-unknown", None)]),
}


@pytest.mark.parametrize(("header", "kind", "problems"), CASES.values(), ids=CASES)
def test_header_gives_its_kind_and_problems(header: str, kind: str | None, problems: Found) -> None:
    found = read_header(header.split(","), NONE)

    assert found.kind == kind
    assert [(one.code, one.column) for one in found.problems] == problems


def test_missing_column_names_the_nearest_name_once() -> None:
    found = read_header(["indicator", "area", "year", "value", "ref_area"], NONE)

    assert [(one.column, one.details.get("found")) for one in found.problems if one.column] == [
        ("time_period", "year"),
        ("obs_value", "value"),
        ("area", None),
    ]


def test_option_indicator_excuses_its_column() -> None:
    found = read_header(["ref_area", "time_period", "obs_value"], ReadOptions(indicator="population"))

    assert not found.problems


@pytest.mark.parametrize(
    ("header", "advice", "required"),
    [
        ("School,Students,Internet", "schools", "school_id,ref_area"),
        ("Country,Connectivity", "schools", "school_id,ref_area"),
        ("Name,Beneficiary country,Focus area", "pledges", "pledge_id,pledger"),
        ("School pledge", "observations", "indicator,ref_area,time_period,obs_value"),
        ("Dear colleague", "observations", "indicator,ref_area,time_period,obs_value"),
    ],
)
def test_unknown_header_leads_to_the_template_it_is_most_like(header: str, advice: str, required: str) -> None:
    (found,) = read_header(header.split(","), NONE).problems
    words = problem_text(found.code, found.row, found.column, found.value, found.details)

    assert (found.code, found.details["advice"], found.details["header"]) == ("form-unknown", advice, required)
    assert (f"cli.py template {advice}," in words) is (advice != "observations")


@pytest.mark.parametrize(
    ("dataset", "required"), [("schools", ["school_id", "ref_area"]), ("pledges", ["pledge_id", "pledger"])]
)
def test_file_said_to_be_of_a_dataset_misses_columns_and_is_not_unknown(dataset: str, required: list[str]) -> None:
    found = read_header(["Remarks", "Colour"], ReadOptions(dataset=dataset))

    assert found.kind == dataset
    assert [one.column for one in found.problems if one.code == "column-missing"] == required
    assert "form-unknown" not in {one.code for one in found.problems}


def test_dataset_said_does_not_hide_what_a_header_says() -> None:
    names = ["indicator", "ref_area", "time_period", "obs_value"]

    assert read_header(names, ReadOptions(dataset="schools")).kind == "observations"


@pytest.mark.parametrize("dataset", [None, "schools"])
def test_header_below_a_title_is_found(dataset: str | None, rules: Rules) -> None:
    content = b"School census 2025\n\nschool_id,ref_area,connectivity\n1,KEN,yes\n"
    reading = read_file(content, "x.csv", rules, ReadOptions(dataset=dataset))
    found = next(one for one in reading.problems if one.code == "header-below")

    assert (found.severity, found.row) == ("notes", 3)
    assert reading.kind == "schools"
