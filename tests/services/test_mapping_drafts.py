"""A draft begins with what speaks for itself, says what it lacks, and shows the first rows as they will be read."""

from datetime import date
from typing import Any

import pytest

from data.readers import Look, ReadOptions, read_file
from data.reference import load_reference
from services.mapping_drafts import (
    Draft,
    begin_draft,
    draft_of,
    factors_for,
    make_mapping,
    natural_answer,
    preview_mapping,
    preview_rows,
    shares_of_one,
    with_kind,
)

RULES = load_reference().rules(date(2026, 11, 22))
SAID = ReadOptions()
CENSUS = "Code_ETAB;Nom ecole;INTERNET;Effectif;Tel\n1;A;1;1 234;07\n2;B;0;;08\n3;C;;12;09\n"
YEARS = "Pays,Notes,2019,2020\nKenya,x,1,2\nCote d'Ivoire,y,3,\n"
WIDE = "Country,Year,Individuals using the Internet,Population\nKEN,2020,0.301,55000\nUGA,2021,0.25,47000\n"
GAPS = "Pays;Notes;2019;2020;2021;2022\nKenya;x;1,5;2;x;\nUganda;y;3;4;5;\nRwanda;z;5;6;7;\n"
OWN = "Code;Intitul\u00e9;Unit\u00e9;Sens;Max\nken_fibre;Fibre;KM;up;9\n"
LONG = "iso3;annee;valeur\nKEN;2020;31,5\nUGA;2021;12,25\n"


def look_at(content: str, **options: Any) -> Look:  # noqa: ANN401 - any option
    look = read_file(content.encode(), "x.csv", RULES, ReadOptions(look=0, **options)).look
    assert look is not None
    return look


@pytest.mark.parametrize(
    ("content", "draft"),
    [
        (
            CENSUS,
            Draft(
                "schools",
                columns={
                    "school_id": "Code_ETAB",
                    "school_name": "Nom ecole",
                    "connectivity": "INTERNET",
                    "students": "Effectif",
                },
                constants={"ref_area": ""},
            ),
        ),
        (
            YEARS,
            Draft("observations", "periods", {"ref_area": "Pays"}, {"indicator": ""}, {"2019": "2019", "2020": "2020"}),
        ),
        (
            WIDE,
            Draft(
                "observations",
                "indicators",
                {"ref_area": "Country", "time_period": "Year"},
                side={"Individuals using the Internet": "individuals_online", "Population": "population"},
            ),
        ),
        (
            LONG,
            Draft(
                "observations",
                columns={"ref_area": "iso3", "time_period": "annee", "obs_value": "valeur"},
                constants={"indicator": ""},
            ),
        ),
        (
            GAPS,
            Draft(
                "observations",
                "periods",
                {"ref_area": "Pays"},
                {"indicator": ""},
                {year: year for year in ("2019", "2020", "2021", "2022")},
            ),
        ),
        (
            OWN,
            Draft(
                "indicators",
                columns={
                    "indicator": "Code",
                    "name": "Intitul\u00e9",
                    "unit_measure": "Unit\u00e9",
                    "direction": "Sens",
                    "maximum": "Max",
                },
            ),
        ),
    ],
    ids=["census", "years", "indicators", "one-value-a-row", "years-with-a-wrong-cell-and-empty", "own-indicators"],
)
def test_draft_begins_with_what_speaks_for_itself(content: str, draft: Draft) -> None:
    assert begin_draft(look_at(content), RULES) == draft


def test_what_is_still_needed_is_named() -> None:
    look = look_at(LONG)

    assert make_mapping(begin_draft(look, RULES), look, SAID).missing == ("indicator",)
    assert make_mapping(with_kind(look, RULES, "schools"), look, SAID).missing == ("school_id",)


def test_made_mapping_reads_the_first_rows_and_becomes_the_same_draft_again() -> None:
    look = look_at(YEARS)
    begun = begin_draft(look, RULES)
    draft = Draft(begun.kind, begun.shape, begun.columns, {"indicator": "individuals_online"}, begun.side)
    made = make_mapping(draft, look, SAID, "Ministry")

    assert made.mapping is not None
    assert (made.mapping.header, made.mapping.name) == (look.header, "Ministry")
    assert draft_of(made.mapping, look) == draft
    names, rows = preview_rows(preview_mapping(look, made.mapping, RULES), made.mapping)
    assert names == ["indicator", "ref_area", "time_period", "obs_value"]
    assert rows == [
        ["individuals_online", "KEN", "2019", "1"],
        ["individuals_online", "KEN", "2020", "2"],
        ["individuals_online", "CIV", "2019", "3"],
    ]


def test_look_counts_what_stands_in_columns_and_finds_the_header_under_a_title() -> None:
    look = look_at(f"List of schools;;;;\n;;;;\n{CENSUS}")

    assert (look.row, look.counted, look.whole) == (3, 3, True)
    flags = look.columns[2]
    assert (flags.name, dict(flags.cells), flags.filled, flags.numbers) == ("INTERNET", {"1": 1, "0": 1, "": 1}, 2, 2)


def test_look_is_bounded() -> None:
    look = look_at("a,b\n" + "1,2\n" * 20_000)

    assert (look.counted, look.whole, len(look.rows)) == (5_000, False, 20)


@pytest.mark.parametrize(
    ("cell", "answer"),
    [("1", "yes"), ("0", "no"), ("Oui", "yes"), ("S\u00ed", "yes"), ("non", "no"), ("9", ""), ("en cours", "")],
)
def test_answers_are_suggested_only_where_they_are_plain(cell: str, answer: str) -> None:
    assert natural_answer(cell) == answer


def test_shares_are_noticed_and_units_offer_what_fits() -> None:
    look = look_at(WIDE)

    assert shares_of_one(look, "Individuals using the Internet")
    assert not shares_of_one(look, "Population")
    assert factors_for("PT_POP") == ("1", "100")
    assert "1000" in factors_for("PS")
    assert "100" not in factors_for("PS")
