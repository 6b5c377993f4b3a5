"""The forms as a whole: every one has its module, its reference data and its sample, and is known by its content."""

import pytest

from data.readers import ReadOptions, read_file
from data.readers.forms import is_form_header, known_forms, reader_of
from data.readers.forms.long import read_age
from data.reference import load_reference
from data.reference.publishers import load_publisher_areas, load_publishers
from data.schemas.mapping import ColumnMapping
from data.schemas.publisher import Publisher
from tests.data.readers.forms.conftest import RULES, SAMPLES, Read, codes_of

FORMS = load_publishers()
CODES = [
    (form, indicator.unit_measure, code)
    for indicator in load_reference().indicators.values()
    for form, codes in indicator.codes.items()
    for code in codes
]
FORM_OF_SAMPLE = {
    "itu_datahub_estimates": "itu-datahub",
    "itu_datahub_prices": "itu-datahub",
    "itu_datahub_words": "itu-datahub",
    "owid": "owid",
    "owid_renamed": "owid",
    "sdmx_1": "sdmx-csv",
    "sdmx_2": "sdmx-csv",
    "un_sdg": "un-sdg",
    "worldbank_databank": "worldbank-databank",
    "worldbank_databank_years": "worldbank-databank",
    "worldbank_metadata_country": "worldbank-wdi",
    "worldbank_metadata_indicator": "worldbank-wdi",
    "worldbank_wdi": "worldbank-wdi",
    "worldbank_wdi_excel": "worldbank-wdi",
}


@pytest.mark.parametrize("publisher", FORMS.values(), ids=FORMS)
def test_every_form_has_its_module_a_source_and_a_sample(publisher: Publisher) -> None:
    assert reader_of(publisher).__doc__
    assert publisher.source
    assert publisher.note
    assert publisher.form in FORM_OF_SAMPLE.values()


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.csv")), ids=lambda path: path.stem)
def test_a_sample_is_recognised_by_its_content(path: object) -> None:
    name = getattr(path, "stem", "")

    assert read_file((SAMPLES / f"{name}.csv").read_bytes(), "template.csv", RULES).form == FORM_OF_SAMPLE[name]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.csv")), ids=lambda path: path.stem)
def test_every_row_of_a_sample_is_accepted_refused_or_skipped(path: object) -> None:
    reading = read_file((SAMPLES / f"{getattr(path, 'stem', '')}.csv").read_bytes(), "", RULES)
    rows = reading.rows

    assert rows.read == rows.accepted + rows.refused + sum(one.rows for one in reading.skipped)
    assert rows.accepted == len(reading.observations)


def test_every_code_of_a_publisher_belongs_to_a_form_that_is_read() -> None:
    assert {form for form, _, _ in CODES} <= {code for one in FORMS.values() for code in one.codes}


def test_a_code_in_another_unit_says_how_to_come_to_ours() -> None:
    assert [one.code for _, unit, one in CODES if (one.unit_measure != unit) != (one.divide_by != 1)] == []


def test_no_area_of_a_publisher_is_skipped_and_ours_at_once() -> None:
    ours = load_reference().areas
    clash = {code for (areas, code), one in load_publisher_areas().items() if code in ours and one.ref_area != code}

    assert clash == {"ARB", "AFR"}  # the World Bank's groups of these codes are not ITU's regions


def test_the_template_is_no_form_of_a_publisher() -> None:
    assert not is_form_header(["indicator", "ref_area", "time_period", "obs_value"])
    assert not is_form_header(["Country Code", "Region", "IncomeGroup", "SpecialNotes", "TableName"])
    assert is_form_header(["Entity", "Code", "Year", "Share"])


def test_a_form_that_is_named_and_does_not_fit_blocks(read: Read) -> None:
    reading = read("owid", form="itu-datahub")

    assert reading.form is None
    assert "form-not-as-said" in codes_of(reading)
    assert read("owid", form="owid").form == "owid"


FIGURE = "indicator,ref_area,time_period,obs_value\nindividuals_online,KEN,2023,40\n"
LIST = "pledge_id,pledger,amount_usd,focus_area\nP1,Ana,5,access\n"


@pytest.mark.parametrize("said", known_forms())
@pytest.mark.parametrize(("content", "form"), [(FIGURE, "template"), (LIST, "pledges")])
def test_a_form_of_ours_is_held_to_what_is_said_of_it(content: str, form: str, said: str) -> None:
    reading = read_file(content.encode(), "file.csv", RULES, ReadOptions(form=said))

    assert ("form-not-as-said" in codes_of(reading)) == (said != form)
    assert (reading.rows.accepted > 0) == (said == form)


def test_a_file_is_read_as_mapped_only_by_a_mapping() -> None:
    columns = {name: name for name in ("indicator", "ref_area", "time_period", "obs_value")}
    mapping = ColumnMapping.model_validate({"kind": "observations", "columns": columns})
    reading = read_file(FIGURE.encode(), "file.csv", RULES, ReadOptions(form="template", mapping=mapping))

    assert set(codes_of(reading)) == {"form-not-as-said"}
    assert read_file(FIGURE.encode(), "file.csv", RULES, ReadOptions(mapping=mapping)).form == "mapped"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("15-24", "Y15T24"),
        ("15+", "Y_GE15"),
        (">= 15", "Y_GE15"),
        (">=15", "Y_GE15"),
        ("<15", "Y_LT15"),
        ("25 to 74 years old", "Y25T74"),
        ("Y15T24", "Y15T24"),
        ("young", "?"),
    ],
)
def test_ages_are_read_as_publishers_write_them(written: str, code: str) -> None:
    assert read_age(written) == code


@pytest.mark.parametrize("code", ["ASC", "ANT", "CHI", "YUG", "AFE"])
def test_an_area_that_is_none_of_ours_blocks_in_the_template(code: str) -> None:
    content = f"indicator,ref_area,time_period,obs_value\nindividuals_online,{code},2020,5\n"
    reading = read_file(content.encode(), "", RULES)

    assert (reading.form, codes_of(reading)) == ("template", {"unknown-area": 1})
