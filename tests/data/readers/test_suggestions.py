"""The code suggested for an unknown one."""

from datetime import date

import pytest

from data.readers.suggestions import suggest_area, suggest_indicator
from data.reference import load_reference
from data.reference.words import load_area_codes
from data.schemas.rules import Rules

AREAS = {
    "Kenya": "KEN",
    "kenia": "KEN",
    "Cote d'Ivoire": "CIV",
    "COTE D IVOIRE": "CIV",
    "KNE": "KEN",
    "KE": "KEN",
    "world": "WLD",
    "Atlantis": None,
    "XXX": None,
    "": None,
    "x" * 100_000: None,
}
INDICATORS = {
    "individual_online": "individuals_online",
    "Individuals Online": "individuals_online",
    "Individuals using the internet": "individuals_online",
    "mobil_basket": "mobile_basket",
    "IT.NET.USER.ZS": None,
    "": None,
}


@pytest.mark.parametrize(("cell", "code"), AREAS.items(), ids=lambda cell: str(cell)[:20])
def test_unknown_area_gets_the_nearest_code(cell: str, code: str | None, rules: Rules) -> None:
    assert suggest_area(cell, rules).get("suggestion") == code


@pytest.mark.parametrize(("cell", "code"), INDICATORS.items())
def test_unknown_indicator_gets_the_nearest_code(cell: str, code: str | None, rules: Rules) -> None:
    assert suggest_indicator(cell, rules).get("suggestion") == code


@pytest.mark.parametrize(
    ("value", "code"),
    [
        *(("NA", "NAM"), ("na", "NAM"), ("UK", "GBR"), ("DRC", "COD"), ("UAE", "ARE"), ("GER", "DEU"), ("ROM", "ROU")),
        *(("KE", "KEN"), ("KNE", "KEN"), ("U.S.A.", "USA"), ("Burma", "MMR"), ("Great Britain", "GBR")),
        ("Turkey", "TUR"),
        ("turkiye", "TUR"),
        ("Iran, Islamic Rep.", "IRN"),
        ("KSO", "XKX"),
        ("OWID_KOS", "XKX"),
    ],
)
def test_names_and_codes_of_publishers_are_suggested(value: str, code: str) -> None:
    rules = load_reference().rules(date(2026, 11, 22))

    assert suggest_area(value, rules)["suggestion"] == code


@pytest.mark.parametrize("value", ["EAC", "Asia", "AA", "KEX", "KENX", "XX", "EU"])
def test_a_short_text_that_is_merely_like_a_code_or_name_gets_no_suggestion(value: str) -> None:
    assert suggest_area(value, load_reference().rules(date(2026, 11, 22))) == {}


def test_other_codes_stand_for_areas_of_ours_and_are_none_of_them() -> None:
    areas = load_reference().areas

    assert set(load_area_codes().values()) <= set(areas)
    assert not set(load_area_codes()) & set(areas)
