"""A unit in the file that is not that of the code warns, whatever word it is; what leaves it open does not."""

from pathlib import Path

import pytest

from data.readers import Reading, ReadOptions, read_file
from data.reference import BrokenReferenceError, load_reference, words
from data.reference.publishers import load_publishers
from data.reference.words import load_unit_words, plain_unit
from data.schemas.problem import Problem
from i18n import problem_text
from tests.data.readers.forms.conftest import RULES, codes_of, rows_of

CODE = "unit-contradicts-code"
UNITS = sorted({one.unit_measure for one in load_reference().indicators.values()})
CODES = [
    pytest.param(form, code.code, code.name, code.unit_measure, id=f"{form} {code.code}")
    for indicator in load_reference().indicators.values()
    for form, codes in indicator.codes.items()
    for code in codes
]


def of(text: str, **options: str) -> Reading:
    return read_file(text.encode(), "", RULES, ReadOptions(**options))  # type: ignore[arg-type] # texts alone


def wdi(*series: tuple[str, str], value: str = "30") -> Reading:
    rows = "".join(f'Kenya,KEN,"{name}",{code},{value}\n' for name, code in series)
    return of(f"Last Updated Date,2026-07-13\nCountry Name,Country Code,Indicator Name,Indicator Code,2023\n{rows}")


def itu(*series: tuple[str, str], value: str = "30") -> Reading:
    rows = "".join(f'{code},Some name,"{unit}",KEN,Kenya,{value},2023,\n' for code, unit in series)
    return of(f"seriesCode,seriesName,seriesUnits,entityIso,entityName,dataValue,dataYear,dataSource\n{rows}")


def un_sdg(unit: str, code: str = "IT_USE_ii99") -> Reading:
    return of(
        f"SeriesCode,SeriesDescription,GeoAreaCode,GeoAreaName,TimePeriod,Value,[Units]\n{code},,404,Kenya,2023,3,{unit}\n"
    )


def sdmx(unit: str, column: str = "UNIT_MEASURE", code: str = "IT_USE_ii99") -> Reading:
    return of(f"DATAFLOW,SERIES,REF_AREA,TIME_PERIOD,OBS_VALUE,{column}\nA:B(1.0),{code},KEN,2022,3,{unit}\n")


def warned(reading: Reading) -> list[Problem]:
    return [one for one in reading.problems if one.code == CODE]


OTHERS = [
    *("number", "millions", "% of GNI per capita", "% of households", "index", "kg", "current LCU", "current US$"),
    *("per 100 people", "widgets", "% of firms", "Mbit/s", "constant 2015 US$", "% growth"),
]
SAME = [
    "% of population",
    "%",
    "Percent",
    "per cent",
    "% of the total population",
    "% of individuals",
    "PT_POP",
    "2024",
]


@pytest.mark.parametrize("unit", OTHERS)
def test_another_unit_in_the_name_of_a_series_of_the_world_bank_warns_and_the_code_wins(unit: str) -> None:
    reading = wdi((f"Individuals using the Internet ({unit})", "IT.NET.USER.ZS"))

    assert [(one.value, one.row, one.details["unit"]) for one in warned(reading)] == [(unit, 3, "PT_POP")]
    assert rows_of(reading, "unit_measure") == [("KEN", "2023", 30.0, "PT_POP")]


@pytest.mark.parametrize("unit", SAME)
def test_the_unit_of_the_code_in_other_words_does_not_warn(unit: str) -> None:
    assert not warned(wdi((f"Individuals using the Internet ({unit})", "IT.NET.USER.ZS")))


@pytest.mark.parametrize("unit", ["Mbit/s", "GB", "Minutes", "Euro", "In millions", "% of households", "something"])
def test_another_unit_in_the_column_of_itu_warns(unit: str) -> None:
    assert [one.value for one in warned(itu(("i99H", unit)))] == [unit]


@pytest.mark.parametrize("unit", ["USD", "PPP", "PER_100_POP", "NUMBER", "PT_HH"])
def test_another_unit_in_the_column_of_the_un_warns(unit: str) -> None:
    assert [one.value for one in warned(un_sdg(unit))] == [unit]


@pytest.mark.parametrize(
    ("unit", "code"),
    [("PERCENT", "IT_USE_ii99"), ("", "IT_USE_ii99"), ("TONNES", "EN_EWT_GENV"), ("KG", "EN_EWT_GENPCAP")],
)
def test_the_units_of_the_un_are_known_by_its_words(unit: str, code: str) -> None:
    assert not warned(un_sdg(unit, code))


@pytest.mark.parametrize("unit", ["PER_100", "USD", "PT_HH", "XDC"])
def test_another_unit_in_an_sdmx_file_warns(unit: str) -> None:
    assert [one.value for one in warned(sdmx(unit))] == [unit]


@pytest.mark.parametrize("unit", ["PT", "PERCENT", "PT_POP", "_Z", ""])
def test_the_unit_of_the_code_or_none_in_an_sdmx_file_does_not_warn(unit: str) -> None:
    assert not warned(sdmx(unit))


@pytest.mark.parametrize("column", ["UNIT", "UNIT_OF_MEASURE", "UNIT_CODE", "Unit of measure", "UNIT_MEASURE: Unit"])
def test_agencies_call_their_column_of_units_in_several_ways(column: str) -> None:
    reading = sdmx("USD", column)

    assert [one.value for one in warned(reading)] == ["USD"]
    assert column not in reading.recognised.columns_ignored


def test_the_version_of_a_flow_is_no_unit() -> None:
    reading = of("DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE\nITU:X(1.0),KEN,2022,3\n", indicator="individuals_online")

    assert [one.unit_said for one in reading.recognised.series] == [""]
    assert not warned(reading)


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("Mobile cellular subscriptions (% of people)", "IT.CEL.SETS", "% of people"),
        ("Literacy rate (% of people)", "IT.NET.USER.P2", "% of people"),
        ("Gross domestic product (current LCU)", "NY.GDP.MKTP.CD", "current LCU"),
        ("Access to electricity (number)", "EG.ELC.ACCS.ZS", "number"),
    ],
)
def test_a_series_that_is_skipped_is_held_against_the_end_of_its_code(name: str, code: str, said: str) -> None:
    (found,) = warned(wdi((name, code), ("Population, total", "SP.POP.TOTL")))

    assert (found.value, found.row, found.details["advice"], found.details["rows"]) == (said, 3, "skipped", 1)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Access to electricity (% of population)", "EG.ELC.ACCS.ZS"),
        (
            "Labor force participation rate, total (% of total population ages 15+) (modeled ILO estimate)",
            "SL.TLF.CACT.ZS",
        ),
        ("Ratio of female to male labor force participation rate (%) (national estimate)", "SL.TLF.CACT.FM.NE.ZS"),
        ("Poverty headcount ratio at $2.15 a day (2017 PPP) (% of population)", "SI.POV.DDAY.ZS"),
        ("School enrollment, primary (gross), gender parity index (GPI)", "SE.ENR.PRIM.FM.ZS"),
        ("Hospital beds (per 1,000 people)", "SH.MED.BEDS.ZS"),
        ("Fertilizer consumption (kilograms per hectare of arable land)", "AG.CON.FERT.ZS"),
        ("Foreign direct investment, net (BoP, current US$)", "BN.KLT.DINV.CD"),
        ("GNI per capita, PPP (current international $)", "NY.GNP.PCAP.PP.CD"),
        ("Total reserves (includes gold, current US$)", "FI.RES.TOTL.CD"),
        ("Fixed telephone subscriptions (per 100 people)", "IT.MLT.MAIN.P2"),
        ("Mobile cellular subscriptions", "IT.CEL.SETS"),
        ("Inflation, consumer prices (annual %)", "FP.CPI.TOTL.ZG"),
    ],
)
def test_series_as_the_world_bank_names_them_do_not_warn(name: str, code: str) -> None:
    assert not warned(wdi((name, code), ("Population, total", "SP.POP.TOTL")))


def test_a_skipped_series_is_told_once_whatever_its_rows_say() -> None:
    reading = itu(("i99H", "%"), ("i154_FBB5$", "% GNI per capita"), ("i154_FBB5$", "PPP$"), ("i154_FBB5$", "USD"))
    (found,) = warned(reading)

    assert (found.row, found.value, found.details["rows"]) == (3, "% GNI per capita", 2)


def test_two_units_of_a_skipped_series_whose_unit_nobody_knows_are_told() -> None:
    reading = itu(
        ("i99H", "%"),
        ("i123", "Number"),
        ("i123", "USD"),
        ("i123", "widgets"),
        ("i456", "%"),
        ("i456", "% of population"),
    )
    (found,) = warned(reading)

    assert problem_text(found.code, found.row, found.column, found.value, found.details) == (
        "Row 4: the file says 'USD' for the series i123 here, and 'Number' in other rows of it. "
        "The series is no indicator here and was left out (rows: 3)."
    )


@pytest.mark.parametrize(("form", "code", "name", "unit"), CODES)
def test_the_own_name_and_unit_of_no_publisher_contradict_its_code(form: str, code: str, name: str, unit: str) -> None:
    readers = {
        "worldbank-wdi": lambda: wdi((name, code)),
        "itu-datahub": lambda: itu((code, "")),
        "un-sdg": lambda: un_sdg(unit, code),
        "sdmx-csv": lambda: sdmx(unit, code=code),
        "owid": lambda: of(f"Entity,Code,Year,{code}\nKenya,KEN,2023,3\n"),
    }
    reading = readers[form]()

    assert reading.rows.accepted == 1
    assert not warned(reading)


def test_a_name_of_ours_may_have_brackets_that_are_no_unit() -> None:
    reading = of("Entity,Code,Year,Price of the fixed-broadband basket (5 GB)\nKenya,KEN,2023,3\n")

    assert reading.rows.accepted == 1
    assert not warned(reading)


@pytest.mark.parametrize("column", ["UNIT", "units", "Unit_of_Measure", "unit code"])
def test_dollars_are_not_read_as_per_cent_in_the_template_however_their_column_is_called(column: str) -> None:
    reading = of(f"REF_AREA,TIME_PERIOD,OBS_VALUE,{column}\nKEN,2022,3,USD\n", indicator="individuals_online")

    assert (reading.form, reading.rows.accepted, reading.rows.refused) == ("template", 0, 1)
    assert [(one.code, one.column, one.value) for one in reading.problems] == [
        ("unit-not-of-indicator", column, "USD"),
        ("column-read", column, None),
    ]


@pytest.mark.parametrize(
    ("unit", "accepted"),
    [
        ("%", 1),
        ("Percent", 1),
        ("% of population", 1),
        ("pt_pop", 1),
        ("", 1),
        ("% of households", 0),
        ("number", 0),
        ("x", 0),
    ],
)
def test_the_words_of_a_sender_for_the_unit_are_read_in_a_column_that_the_sender_named(
    unit: str, accepted: int
) -> None:
    header = "indicator,ref_area,time_period,obs_value,Unit\n"
    reading = of(f"{header}individuals_online,KEN,2022,3,{unit}\npopulation,KEN,2022,3,persons\n")

    assert [row[3] for row in rows_of(reading, "unit_measure")] == ["PT_POP", "PS"][1 - accepted :]
    assert codes_of(reading).get("unit-not-of-indicator", 0) == 1 - accepted


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_of_an_indicator_has_words(unit: str) -> None:
    assert unit in load_unit_words()[plain_unit(unit)]


def test_words_of_a_publisher_are_for_units_that_are_known() -> None:
    known = {unit for units in load_unit_words().values() for unit in units}
    said = {unit for one in load_publishers().values() for units in one.says.values() for unit in units}

    assert said <= known
    assert {unit for one in load_publishers().values() for unit in one.ends.values() if unit} <= known


def test_a_word_that_means_a_unit_and_leaves_it_open_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "unit_words.toml").write_text('reason = "x"\nopen = ["Percent"]\n[words]\nPT = ["percent"]\n')
    monkeypatch.setattr(words, "FOLDER", tmp_path)

    with pytest.raises(BrokenReferenceError, match="'percent' means a unit as well"):
        load_unit_words.__wrapped__()


def test_a_population_of_nobody_is_missing_and_says_so() -> None:
    reading = wdi(("Population, total", "SP.POP.TOTL"), value="0")

    assert codes_of(reading) == {"zero-means-missing": 1}
    assert reading.rows.accepted == 0


@pytest.mark.parametrize("value", ["30%", "30 %", "30.0%"])
def test_a_per_cent_sign_is_read_where_the_code_stands_for_a_per_cent(value: str) -> None:
    reading = wdi(("Individuals using the Internet (% of population)", "IT.NET.USER.ZS"), value=value)

    assert rows_of(reading) == [("KEN", "2023", 30.0)]
    assert codes_of(reading) == {"number-read": 1}
    assert reading.problems[0].details["advice"] == "per_cent"


def test_a_per_cent_sign_blocks_where_the_code_stands_for_something_else() -> None:
    series = ("Individuals using the Internet", "IT.NET.USER.ZS"), ("Population, total", "SP.POP.TOTL")
    reading = wdi(*series, value="30%")

    assert rows_of(reading, "indicator") == [("KEN", "2023", 30.0, "individuals_online")]
    assert [(one.code, one.row, one.value) for one in reading.problems if one.severity == "blocks"] == [
        ("obs-value-not-a-number", 4, "30%")
    ]


def test_signs_beside_bare_numbers_warn_as_in_the_template() -> None:
    reading = of("Entity,Code,Year,Individuals using the Internet\nKenya,KEN,2023,40%\nUganda,UGA,2023,0.3\n")

    assert [row[2] for row in rows_of(reading)] == [40.0, 0.3]
    assert codes_of(reading)["percent-mixed"] == 1


def test_signs_are_read_in_files_of_itu_and_in_decimal_commas() -> None:
    assert rows_of(itu(("i99H", "%"), value="40%")) == [("KEN", "2023", 40.0)]
    assert rows_of(itu(("i99H", "%"), value='"40,5%"')) == [("KEN", "2023", 40.5)]
