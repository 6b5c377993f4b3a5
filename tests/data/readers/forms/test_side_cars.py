"""A file beside the data is recognised whatever it is called, and names the right file as exactly as names allow."""

import io
import zipfile
from datetime import date

import pytest

from data.readers import ReadOptions, read_file
from data.readers.forms.page import data_file_of
from data.reference import load_reference
from data.reference.publishers import load_publishers
from i18n import problem_text
from tests.data.readers.forms.conftest import SAMPLES

RULES = load_reference().rules(date(2026, 11, 22))
COUNTRIES = (SAMPLES / "worldbank_metadata_country.csv").read_bytes()
SERIES = (SAMPLES / "worldbank_metadata_indicator.csv").read_bytes()
DATA = (SAMPLES / "worldbank_wdi.csv").read_bytes()
RIGHT = "API_IT.NET.USER.ZS_DS2_en_csv_v2_33086.csv"
BULK = b"Series Code,Topic,Indicator Name,Short definition,Long definition\nIT.NET.USER.ZS,Infrastructure,Users,,x\n"
DATABANK = b"Code,License Type,Indicator Name,Long definition,Source\nIT.NET.USER.ZS,CC BY-4.0,Users,x,ITU\n"


def said_of(content: bytes, name: str, member: str | None = None) -> str:
    """Return what is said of a file that is none with data."""
    problems = read_file(content, name, RULES, ReadOptions(member=member)).problems
    (found,) = (one for one in problems if one.severity == "blocks")
    assert found.code == "not-the-data-file"
    return problem_text(found.code, found.row, found.column, found.value, found.details)


def zipped(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "right"),
    [
        pytest.param(COUNTRIES, f"Metadata_Country_{RIGHT}", RIGHT, id="countries"),
        pytest.param(SERIES, f"C:\\Downloads\\Metadata_Indicator_{RIGHT}", RIGHT, id="series-with-a-folder"),
        pytest.param(COUNTRIES, f"metadata_country_{RIGHT[:-4]} (1).csv", RIGHT, id="downloaded-twice"),
        pytest.param(BULK, "WDISeries.csv", "WDICSV.csv", id="bulk"),
        pytest.param(DATABANK, "5f3_Series - Metadata.csv", "5f3_Data.csv", id="databank"),
    ],
)
def test_the_very_file_is_named_where_the_name_tells(content: bytes, name: str, right: str) -> None:
    assert f"The figures are in the file {right} of the same download" in said_of(content, name)


@pytest.mark.parametrize("name", ["", "data.csv", "Metadata.xlsx"])
def test_without_a_telling_name_it_is_said_how_such_files_are_called(name: str) -> None:
    said = said_of(COUNTRIES, name)

    assert "another file of the same download, which is called like this: API_\u2026_DS2_en_csv_v2_\u2026.csv." in said


@pytest.mark.parametrize(
    ("members", "taken", "right"),
    [
        pytest.param({f"x/Metadata_Country_{RIGHT}": COUNTRIES, f"x/{RIGHT}": DATA}, 0, f"x/{RIGHT}", id="by-its-name"),
        pytest.param({"m.csv": COUNTRIES, "d.csv": DATA}, 0, "d.csv", id="the-only-other"),
    ],
)
def test_chosen_in_an_archive_the_member_with_the_data_is_named(
    members: dict[str, bytes], taken: int, right: str
) -> None:
    said = said_of(zipped(**members), "download.zip", member=list(members)[taken])

    assert f"in the file {right} of the same ZIP: choose that one" in said


def test_alone_in_an_archive_it_names_the_file_by_its_own_name() -> None:
    said = said_of(zipped(**{f"Metadata_Country_{RIGHT}": COUNTRIES}), "download.zip")

    assert f"the file {RIGHT} of the same download" in said


@pytest.mark.parametrize("name", ["API_<b>\\1", "API_<b>x</b>", "API_=cmd|x", ""])
def test_a_name_that_no_publisher_gives_tells_nothing(name: str) -> None:
    assert data_file_of(f"Metadata_Country_{name}.csv", load_publishers()["worldbank-wdi"]) == ""
