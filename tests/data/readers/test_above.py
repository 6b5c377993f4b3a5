"""Rows above the header: data that stand there block the file, what a publisher or a person writes there does not."""

from datetime import date
from pathlib import Path

import pytest

from data.readers import Reading, ReadOptions, read_file
from data.readers.codes import is_of_a_row
from data.reference import load_reference
from data.schemas.mapping import ColumnMapping
from data.schemas.problem import Problem
from i18n import problem_text
from tests.data.readers.forms.files import DATABANK, ITU, KENYA, UN, WDI

RULES = load_reference().rules(date(2026, 11, 22))
SAMPLES = Path(__file__).parents[2] / "samples"
TEMPLATE = "indicator,ref_area,time_period,obs_value\nindividuals_online,KEN,2020,11.5\n"
SCHOOLS = (
    "school_name,longitude,latitude,education_level,country_iso3_code,giga_id_school,school_data_source\n"
    "A,35.2592,0.51822,Secondary,KEN,bf651987-27d2-3fe1-aae9-1ff3aef2324f,\n"
)
PLEDGES = (
    "pledge_id,pledger,pledger_kind,title,focus_area,pledge_type,currency,amount,beneficiaries,status,pledged_on\n"
    "P-1,Ministry,Government,Fibre,Access: connecting people everywhere,Financial,USD,25,KEN,ongoing,2022-06-09\n"
)
WIDE = ColumnMapping(
    name="m",
    kind="observations",
    columns={"ref_area": "Pays"},
    constants={"indicator": "individuals_online"},
    periods={"2020": "2020", "2021": "2021"},
    header=("Pays", "2020", "2021"),
)
TABLE = "Pays,2020,2021\nFRA,81.5,82.5\n"
PLAIN_WDI = WDI.splitlines()[-1] + "\n" + KENYA
FILES = {
    "template": TEMPLATE, "schools": SCHOOLS, "pledges": PLEDGES, "itu": ITU, "un": UN, "databank": DATABANK,
    "wdi": PLAIN_WDI,
}  # fmt: skip


def read(content: str, mapping: ColumnMapping | None = None) -> Reading:
    """Return what a file holds."""
    return read_file(content.encode(), "x.csv", RULES, ReadOptions(mapping=mapping))


def above(reading: Reading) -> list[Problem]:
    """Return what is said of rows above the header."""
    return [one for one in reading.problems if one.code == "rows-above-header"]


@pytest.mark.parametrize("name", FILES)
def test_data_above_the_header_block_the_whole_file(name: str) -> None:
    row = FILES[name].splitlines()[1]
    reading = read(f"{row}\n{FILES[name]}")
    (found,) = above(reading)

    assert not above(read(FILES[name]))
    assert reading.blocked
    assert not is_of_a_row(found)
    assert (found.row, found.details) == (1, {"rows": 1, "header": 2})
    assert "header-below" not in {one.code for one in reading.problem_counts}
    assert {one.code: one.count for one in reading.problem_counts}["rows-above-header"] == 1


def test_the_message_says_what_to_do() -> None:
    row = TEMPLATE.splitlines()[1]
    (found,) = above(read(f"Table 1\n{row}\n\n{row}\n{TEMPLATE}"))

    assert problem_text(found.code, found.row, found.column, found.value, found.details) == (
        "Row 2: rows that look like data stand above the header, which is in row 5 (rows: 2), and would not be read. "
        "Move the header to the top and upload again; put another table in a file of its own, and remove the rows if "
        "they are no data."
    )


def test_most_years_of_a_row_above_may_be_empty() -> None:
    years = ",".join(str(year) for year in range(1960, 2025))
    start = PLAIN_WDI.splitlines()[0].replace("2023,2024", years)
    row = KENYA.replace(",30,35\n", "," * 64 + "11.5" + "," * 1)

    assert above(read(f"{row}\n{start}\n{row}\n"))


def test_a_first_table_above_that_of_a_mapping_blocks() -> None:
    (found,) = above(read(f"Pays,20x20,2021\nKEN,11.5,12.5\n{TABLE}", WIDE))

    assert (found.row, found.details["header"]) == (1, 3)


@pytest.mark.parametrize(
    "lines",
    [
        "Figures of 2023\n",
        "Table,3.1\n\n",
        "Country,Value of,Value of\n",
        "Last update,7/13/2026,World Bank\n",
        "1,2,3\n",
        ",2020,2021\n",
        "Pays,2020,2021\n",
        "Pays,2020,2020,2021\n",
    ],
)
def test_titles_dates_and_headings_above_a_header_do_not_block(lines: str) -> None:
    reading = read(f"{lines}{TABLE}", WIDE.model_copy(update={"header_row": lines.count("\n") + 1}))

    assert reading.recognised.header_row > 1
    assert not reading.blocked


@pytest.mark.parametrize("path", sorted(SAMPLES.rglob("*.csv")), ids=lambda path: path.stem)
def test_no_sample_has_data_above_its_header(path: Path) -> None:
    assert not above(read_file(path.read_bytes(), path.name, RULES))
