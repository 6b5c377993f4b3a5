"""Real files of the publishers, where they lie beside the project: read right, and compared with published figures."""

import csv
from datetime import date
from pathlib import Path

import pytest

from data.readers import Reading, read_file
from data.reference import load_reference
from tests.data.readers.forms.conftest import codes_of

SHARED = Path(__file__).parents[5] / "shared"
ORIGINALS, FIGURES = SHARED / "originals", SHARED / "figures"
RULES = load_reference().rules(date(2026, 11, 22))
WDI_2022 = "worldbank/API_IT.NET.USER.ZS_2022-12-22_as_downloaded.csv"
WDI_2026 = "worldbank/API_IT.NET.USER.ZS_DS2_en_csv_v2_33086.csv"
SIDE_CAR = "worldbank/Metadata_Country_API_SP.POP.TOTL_DS2_en_csv_v2_4770387.csv"
ITU = "itu_datahub/individuals-using-the-internet.csv"
OWID = "owid/share-of-individuals-using-the-internet_2025.csv"
GIGA = "giga/schools_location_data_KEN.csv"

pytestmark = pytest.mark.skipif(
    not ORIGINALS.is_dir(), reason="the originals are not beside the project: ../shared/originals does not exist"
)

Values = dict[tuple[str, str], tuple[float, str]]


def read(name: str) -> Reading:
    """Return what a real file holds."""
    return read_file((ORIGINALS / name).read_bytes(), name, RULES)


def values_of(reading: Reading) -> Values:
    """Return value and status by area and year."""
    columns = reading.observations[["ref_area", "time_period", "obs_value", "obs_status"]]
    return {(area, year): (value, status) for area, year, value, status in columns.itertuples(index=False)}


def figures(edition: str) -> Values:
    """Return the published figures of individuals online in an edition."""
    with (FIGURES / "internet_access.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["ref_area"], row["time_period"]): (float(row["obs_value"]), row["obs_status"])
            for row in csv.DictReader(file)
            if (row["indicator"], row["edition"]) == ("individuals_online", edition)
        }


@pytest.mark.parametrize(
    ("name", "form", "read_rows", "accepted", "edition"),
    [
        (WDI_2026, "worldbank-wdi", 6896, 6350, "WDI 2026-07-13"),
        (WDI_2022, "worldbank-wdi", 7749, 6476, "WDI 2022-12-22"),
        (ITU, "itu-datahub", 5099, 5086, "ITU DataHub 2026-11"),
        (OWID, "owid", 6845, 6813, "Our World in Data 2026-11"),
    ],
)
def test_every_value_of_an_original_is_accepted_or_skipped_by_name(
    name: str, form: str, read_rows: int, accepted: int, edition: str
) -> None:
    reading = read(name)

    assert (reading.form, reading.blocked) == (form, False)
    assert (reading.rows.read, reading.rows.accepted, reading.rows.refused) == (read_rows, accepted, 0)
    assert sum(one.rows for one in reading.skipped) == read_rows - accepted
    assert all(one.code or one.name for one in reading.skipped)
    assert set(reading.observations["edition"]) == {edition}
    assert set(reading.observations["indicator"]) == {"individuals_online"}


def test_the_newest_file_of_the_world_bank_has_the_published_figures() -> None:
    found, known = values_of(read(WDI_2026)), figures("WDI 2026-07-13")

    assert len(known) > 5000
    assert {key: found[key][0] for key in known} == {key: value for key, (value, _) in known.items()}
    assert {area for area, _ in found} >= {"WLD", "LDC", "HIC", "XKX"}
    assert not {area for area, _ in found} & {"ARB", "EUU", "AFE", "CHI"}


def test_the_file_of_itu_has_the_published_figures_and_estimates() -> None:
    found, known = values_of(read(ITU)), figures("WDI 2026-07-13")
    both = [key for key in known if key in found]

    assert len(both) == 4900
    assert [key for key in both if abs(found[key][0] - known[key][0]) > 0.01] == []
    assert [key for key in both if found[key][1] != known[key][1]] == []
    assert {area for area, _ in found} >= {"XKX", "GGY", "JEY"}


def test_areas_of_itu_that_are_none_of_ours_are_skipped_by_name_and_warn() -> None:
    reading = read(ITU)

    assert {(one.code, one.rows) for one in reading.skipped} == {("ASC", 8), ("YUG", 5)}
    assert codes_of(reading) == {"area-not-tracked": 2, "edition-not-in-file": 1}


def test_our_world_in_data_leads_to_the_areas_of_its_own_codes() -> None:
    found = values_of(read(OWID))

    assert {area for area, _ in found} >= {"WLD", "XKX", "FRO", "LIC", "LMC"}
    assert {one.name for one in read(OWID).skipped} == {"South Asia (WB)"}


def test_the_list_of_countries_beside_the_data_is_no_data() -> None:
    reading = read(SIDE_CAR)

    assert (reading.form, codes_of(reading)) == ("worldbank-wdi", {"not-the-data-file": 1})


def test_the_schools_of_giga_are_a_census_without_connectivity() -> None:
    reading = read(GIGA)

    assert (reading.form, reading.rows.read, reading.rows.accepted) == ("giga-schools", 6884, 6883)
    assert "connectivity" not in reading.stated
