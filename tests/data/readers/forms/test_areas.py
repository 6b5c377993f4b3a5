"""Areas of publishers: former ones, groupings, unknown codes, and names without a code, each called what it is."""

import pytest

from data.readers.forms.areas import place_of
from data.reference.publishers import load_publishers
from i18n import problem_text
from tests.data.readers.forms.conftest import RULES, codes_of, rows_of
from tests.data.readers.forms.files import ITU, OWID, SDMX, UN, read

FORMS = load_publishers()
GONE, GROUP, UNKNOWN = "country-not-tracked", "group-not-tracked", "area-unknown"


def un(code: str, name: str) -> str:
    return f"{UN}17,17.8,17.8.1,IT_USE_ii99,Internet,{code},{name},2021,12,E,BOTHSEX,PERCENT\n"


def sdmx(code: str) -> str:
    return f"{SDMX}A:B(1.0),IT_USE_ii99,{code},2022,3,A\n"


def owid(name: str, code: str = "") -> str:
    return f"{OWID}{name},{code},2023,33\n"


LEFT_OUT = {
    "un-antilles": (un("530", "Netherlands Antilles"), GONE),
    "un-serbia-and-montenegro": (un("891", "Serbia and Montenegro"), GONE),
    "un-channel-islands": (un("830", "Channel Islands"), GONE),
    "un-nowhere": (un("900", "Nowhere"), UNKNOWN),
    "un-region": (un("202", "Sub-Saharan Africa"), GROUP),
    "un-region-with-a-zero": (un("034", "Southern Asia"), GROUP),
    "un-region-by-name": (un("4999", "Low income economies (WB)"), GROUP),
    "sdmx-antilles": (sdmx("530"), GONE),
    "sdmx-unknown": (sdmx("999"), UNKNOWN),
    "sdmx-region": (sdmx("202"), GROUP),
    "owid-ussr": (owid("USSR", "OWID_USS"), GONE),
    "owid-czechoslovakia": (owid("Czechoslovakia", "OWID_CZS"), GONE),
    "owid-unknown": (owid("Nowhere", "OWID_XXX"), UNKNOWN),
    "owid-africa": (owid("Africa", "OWID_AFR"), GROUP),
    "owid-africa-by-name": (owid("Africa"), GROUP),
    "owid-south-america": (owid("South America"), GROUP),
    "owid-bank": (owid("South Asia (WB)"), GROUP),
    "owid-atlantis": (owid("Atlantis"), UNKNOWN),
    "owid-part-of-kenya": (owid("Kenya (WB)"), UNKNOWN),
    "owid-code-of-a-group-as-name": (owid("WLD"), UNKNOWN),
    "owid-small-letters-as-name": (owid("ken"), UNKNOWN),
    "itu-total": (ITU + "1,i99H,Individuals using the Internet,,%,4,,Kenya total,30,2022,,,d\n", UNKNOWN),
}


@pytest.mark.parametrize(("content", "reason"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_an_area_that_is_none_of_ours_is_called_what_it_is(content: str, reason: str) -> None:
    reading = read(content)

    assert [(one.reason, one.rows) for one in reading.skipped] == [(reason, 1)]
    assert reading.skipped[0].code or reading.skipped[0].name
    assert codes_of(reading).get("area-not-tracked", 0) == (reason != GROUP)
    assert [one.rows for one in reading.unknowns] == ([] if reason == GROUP else [1])
    assert (reading.blocked, reading.rows.accepted) == (False, 1)


def test_a_name_without_a_code_is_shown_where_it_stands() -> None:
    (found,) = [one for one in read(owid("Atlantis")).problems if one.code == "area-not-tracked"]

    assert (found.row, found.column, found.value) == (3, "Entity", "Atlantis")
    assert problem_text(found.code, found.row, found.column, found.value, found.details) == (
        "Row 3, column Entity: 'Atlantis' has no code, is the name of no area that is known here, and was left out "
        "(rows: 1). If it is an area of this tracker, decide which one it is, or write its code."
    )


REFUSED = {
    "misspelt": (owid("Kenia"), "Entity", "Kenia", False),
    "unknown-number": (un("999", "Kenya"), "GeoAreaName", "Kenya", True),
    "unknown-code": (owid("Kenya", "OWID_QQQ"), "Entity", "Kenya", True),
    "both-misspelt": (owid("Kenia", "KNE"), "Code", "KNE", False),
}


@pytest.mark.parametrize(("content", "column", "cell", "certain"), REFUSED.values(), ids=REFUSED)
def test_a_name_that_may_mean_a_country_blocks_and_is_asked_once(
    content: str, column: str, cell: str, certain: bool
) -> None:
    twice = content + content.splitlines()[-1].replace("2023", "2022").replace("2021", "2022") + "\n"
    reading = read(twice)
    found = [one for one in reading.problems if one.code == "unknown-area"]

    assert [(one.row, one.column, one.value) for one in found] == [(3, column, cell), (4, column, cell)]
    assert [(one.cell, one.rows, one.suggestion, one.certain) for one in reading.unknowns] == [
        (cell, 2, "KEN", certain)
    ]
    assert (reading.rows.accepted, reading.rows.refused) == (1, 2)


@pytest.mark.parametrize("name", ["Kenia", "Atlantis"])
def test_one_decision_mends_all_rows_of_a_name(name: str) -> None:
    reading = read(f"{owid(name)}{name},,2022,3\n", ("ref_area", name, "UGA"))

    assert rows_of(reading) == [("KEN", "2023", 40.0), ("UGA", "2023", 33.0), ("UGA", "2022", 3.0)]
    assert not reading.blocked


def test_a_row_without_an_area_blocks_and_says_so() -> None:
    reading = read(owid(""))
    found = next(one for one in reading.problems if one.severity == "blocks")

    assert (found.code, found.row, found.column, found.value) == ("unknown-area", 3, "Code", "")
    assert reading.skipped == ()


def test_what_is_decided_of_an_empty_area_is_not_carried_to_others() -> None:
    reading = read(f"{owid('')},KEN,2022,3\n", ("ref_area", "", "UGA"))

    assert rows_of(reading) == [("KEN", "2023", 40.0), ("UGA", "2023", 33.0), ("KEN", "2022", 3.0)]


CERTAIN = {
    "Kenya": "KEN",
    "World": "WLD",
    "Faeroe Islands": "FRO",
    "KEN": "KEN",
    "Taiwan": "TWN",
    '"Korea, South"': "KOR",
    '"Korea, North"': "PRK",
    '"China, Hong Kong"': "HKG",
    '"China, Macao"': "MAC",
}


@pytest.mark.parametrize(("name", "area"), CERTAIN.items())
def test_a_whole_name_or_the_code_of_a_country_without_a_code_beside_it_is_certain(name: str, area: str) -> None:
    assert rows_of(read(owid(name).replace(",2023,33", ",2020,33")))[1] == (area, "2020", 33.0)


CONTRADICTS = {
    "world-country": (owid("World", "UGA"), "UGA", "Uganda", "World"),
    "group-country": (owid("Least developed countries", "UGA"), "UGA", "Uganda", "Least developed countries (LDCs)"),
    "income-country": (owid("High income", "FRA"), "FRA", "France", "High-income economies"),
    "country-world": (owid("Japan", "WLD"), "WLD", "World", "Japan"),
    "country-group": (owid("Switzerland", "EUR"), "EUR", "Europe (ITU region)", "Switzerland"),
    "country-publishers-world": (owid("Japan", "OWID_WRL"), "OWID_WRL", "World", "Japan"),
    "number-world": (un("392", "World"), "392", "Japan", "World"),
    "number-country": (un("1", "Kenya"), "1", "World", "Kenya"),
    "number-as-name": (owid("404", "JPN"), "JPN", "Japan", "Kenya"),
    "code-as-name": (owid("KEN", "JPN"), "JPN", "Japan", "Kenya"),
    "two-letters-as-name": (owid("KE", "JPN"), "JPN", "Japan", "Kenya"),
    "misspelt": (owid("Kenia", "JPN"), "JPN", "Japan", "Kenya"),
    "misspelt-neighbour": (owid("Guinea-Bisau", "GIN"), "GIN", "Guinea", "Guinea-Bissau"),
    "name-in-common-use": (owid('"Korea, South"', "PRK"), "PRK", RULES.areas["PRK"], "Republic of Korea"),
}


@pytest.mark.parametrize(("content", "code", "taken", "meant"), CONTRADICTS.values(), ids=CONTRADICTS)
def test_a_name_that_means_another_area_than_the_code_warns_once_and_the_code_wins(
    content: str, code: str, taken: str, meant: str
) -> None:
    reading = read(content + content.splitlines()[-1].replace("2023", "2022").replace("2021", "2022") + "\n")
    (found,) = [one for one in reading.problems if one.code == "area-contradicts-name"]

    assert (found.severity, found.row, found.value) == ("warns", 3, code)
    assert (found.details["taken"], found.details["meant"]) == (taken, meant)
    assert [RULES.areas[area] for area, *_ in rows_of(reading)[1:]] == [taken, taken]


MEANT = [
    ("worldbank-wdi", "UGA", "Sub-Saharan Africa", "Sub-Saharan Africa"),
    ("worldbank-wdi", "AFE", "Switzerland", "Switzerland"),
    ("worldbank-wdi", "SUN", "Japan", "Japan"),
    ("itu-datahub", "YUG", "Japan", "Japan"),
    ("itu-datahub", "YUG", "Jappan", "Japan"),
    ("itu-datahub", "DDR", "Kenya", "Kenya"),
    ("owid", "JPN", "Soviet Union", "Soviet Union"),
    ("owid", "CHE", "Yugoslavia", "Yugoslavia"),
    ("owid", "CZE", "Czechoslovakia", "Czechoslovakia"),
    ("owid", "JPN", "Netherlands Antilles", "Netherlands Antilles"),
    ("owid", "JPN", "Africa", "Africa"),
    ("owid", "IND", "South Asia (WB)", "South Asia (WB)"),
    ("un-sdg", "002", "Kenya", "Kenya"),
]


@pytest.mark.parametrize(("form", "code", "name", "meant"), MEANT)
def test_a_name_may_mean_an_area_that_is_none_of_ours_or_stand_beside_the_code_of_one(
    form: str, code: str, name: str, meant: str
) -> None:
    place = place_of(code, name, FORMS[form], RULES)

    assert place.meant == meant
    assert not place.skipped or place.name != name


WRITTEN_OTHERWISE = [
    ("un-sdg", "57", "Micronesia"),
    ("un-sdg", "583", "Micronesia"),
    ("un-sdg", "392", "392"),
    ("worldbank-wdi", "LDC", "Least developed countries"),
    ("worldbank-wdi", "AFR", "Africa"),
    ("worldbank-wdi", "SUN", "USSR"),
    ("worldbank-wdi", "MEA", "Middle East & North Africa"),
    ("itu-datahub", "AFR", "Africa"),
    ("itu-datahub", "YUG", "Yugoslavia"),
    ("owid", "PRK", "Korea DPR"),
    ("owid", "COD", "Congo, Dem. Rep. of the"),
    ("owid", "CIV", "Cote d Ivoire (UN)"),
    ("owid", "CHE", "Suisse"),
    ("owid", "CHE", "Atlantis"),
    ("owid", "JPN", "NA"),
    ("owid", "JPN", ""),
]


@pytest.mark.parametrize(("form", "code", "name"), WRITTEN_OTHERWISE)
def test_a_name_that_is_unknown_or_written_in_another_way_contradicts_nothing(form: str, code: str, name: str) -> None:
    place = place_of(code, name, FORMS[form], RULES)

    assert (place.meant, place.other) == ("", "")


@pytest.mark.parametrize("form", FORMS)
def test_no_name_that_is_known_of_an_area_contradicts_its_own_code(form: str) -> None:
    named = [*RULES.areas.items(), *((code, name) for name, code in RULES.other_names.items())]
    places = {(code, name): place_of(code, name, FORMS[form], RULES) for code, name in named}

    assert {code for (code, _), place in places.items() if place.meant} <= {"ARB"}  # the World Bank's are not ITU's


SHOWN = [
    (owid("Soviet Union", "JPN"), "JPN", "Japan", "Soviet Union", 2),
    (owid("Africa", "CHE"), "CHE", "Switzerland", "Africa", 2),
    (
        ITU + "1,i99H,Individuals using the Internet,,%,4,YUG,Japan,30,2022,,,d\n",
        "YUG",
        "Serbia and Montenegro",
        "Japan",
        1,
    ),
    (un("202", "Kenya"), "202", "Sub-Saharan Africa", "Kenya", 1),
]


@pytest.mark.parametrize(("content", "code", "taken", "meant", "accepted"), SHOWN)
def test_a_contradiction_with_an_area_that_is_none_of_ours_warns_too(
    content: str, code: str, taken: str, meant: str, accepted: int
) -> None:
    reading = read(content)
    (found,) = [one for one in reading.problems if one.code == "area-contradicts-name"]

    assert (found.row, found.value, found.details["taken"], found.details["meant"]) == (3, code, taken, meant)
    assert (reading.rows.accepted, reading.blocked) == (accepted, False)
