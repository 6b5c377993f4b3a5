"""A table whose form nobody knows, read by a mapping: judged exactly as our template, and never guessed."""

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from data.readers import Decision, Reading, ReadOptions, read_file
from data.reference import load_reference
from data.schemas.mapping import ColumnMapping
from data.schemas.own_indicator import OwnIndicator
from data.schemas.pledge import Pledge
from data.schemas.target import Target

RULES = load_reference().rules(date(2026, 11, 22))
YEARS = "Pays,2019,2020,2021\nKEN,20.5,,25\nCIV,30,..,40\n"
WIDE = "Country,Year,Online,People (thousands)\nKEN,2023,36.1,55000\nCIV,2023,45.2,28000.5\n"


def read(content: str | bytes, mapping: dict[str, Any], **options: Any) -> Reading:  # noqa: ANN401 - any option
    data = content.encode() if isinstance(content, str) else content
    said = ReadOptions(mapping=ColumnMapping.model_validate(mapping), **options)
    return read_file(data, "x.csv", RULES, said)


def rows_of(reading: Reading) -> list[tuple[str, str, str, float]]:
    names = ["indicator", "ref_area", "time_period", "obs_value"]
    return [tuple(row) for row in reading.observations[names].itertuples(index=False)]


def codes_of(reading: Reading) -> list[str]:
    return [one.code for one in reading.problem_counts]


OF_YEARS = {
    "kind": "observations",
    "columns": {"ref_area": "Pays"},
    "constants": {"indicator": "individuals_online"},
    "periods": {"2019": "2019", "2020": "2020"},
}
OF_INDICATORS = {
    "kind": "observations",
    "columns": {"ref_area": "country", "time_period": "YEAR"},
    "indicators": {"Online": "individuals_online", "People (thousands)": "population"},
    "multiply": {"People (thousands)": "1000"},
}


def test_years_side_by_side_become_rows_and_a_new_year_is_taken_too() -> None:
    reading = read(YEARS, OF_YEARS)

    assert reading.form == "mapped"
    assert rows_of(reading) == [
        ("individuals_online", "KEN", "2019", 20.5),
        ("individuals_online", "KEN", "2021", 25.0),
        ("individuals_online", "CIV", "2019", 30.0),
        ("individuals_online", "CIV", "2021", 40.0),
    ]
    assert (reading.rows.read, reading.rows.accepted) == (5, 4)  # the cell that is empty is no row, '..' is one


def test_indicators_side_by_side_become_rows_each_in_its_unit() -> None:
    reading = read(WIDE, OF_INDICATORS)

    assert rows_of(reading) == [
        ("individuals_online", "KEN", "2023", 36.1),
        ("population", "KEN", "2023", 55_000_000.0),
        ("individuals_online", "CIV", "2023", 45.2),
        ("population", "CIV", "2023", 28_000_500.0),
    ]
    assert "value-multiplied" in codes_of(reading)


def test_refused_value_is_told_in_the_column_where_it_stands() -> None:
    reading = read(WIDE.replace("45.2", "145.2").replace("CIV,2023", "Narnia,2023"), OF_INDICATORS)

    places = {(one.code, one.row, one.column) for one in reading.problems if one.severity == "blocks"}
    assert places == {
        ("unknown-area", 3, "country"),
        ("obs-value-out-of-range", 3, "Online"),
    }


def test_wrong_area_beside_many_values_is_one_wrong_cell() -> None:
    reading = read(YEARS.replace("KEN", "Narnia").replace("CIV", "Narnia"), OF_YEARS)

    assert [(one.code, one.count) for one in reading.problem_counts if one.severity == "blocks"] == [
        ("unknown-area", 2)
    ]
    assert (reading.rows.refused, [one.row for one in reading.problems if one.severity == "blocks"]) == (5, [2, 3])


def test_one_decision_mends_all_rows_of_a_name() -> None:
    content = YEARS.replace("KEN", "Kenya").replace("CIV", "Narnia")
    before = read(content, OF_YEARS)
    assert [(one.cell, one.rows, one.suggestion, one.certain) for one in before.unknowns] == [
        ("Narnia", 3, "", False),
        ("Kenya", 2, "KEN", True),
    ]
    assert before.rows.accepted == 0

    said = (Decision("ref_area", "Kenya", "KEN"), Decision("ref_area", "Narnia", "skip"))
    after = read(content, OF_YEARS, decisions=said)

    assert [row[1] for row in rows_of(after)] == ["KEN", "KEN"]
    assert (after.rows.read, after.rows.refused) == (5, 0)
    assert [(one.what, one.rows) for one in after.skipped] == [("rows-decided", 3)]
    assert after.unknowns == ()


def test_value_maps_of_the_mapping_are_decisions_and_later_ones_count() -> None:
    mapping = OF_YEARS | {"values": {"ref_area": {"Kenya": "UGA"}}}
    content = YEARS.replace("KEN", " Kenya ")

    assert {row[1] for row in rows_of(read(content, mapping))} == {"UGA", "CIV"}
    later = (Decision("ref_area", "Kenya", "KEN"),)
    assert {row[1] for row in rows_of(read(content, mapping, decisions=later))} == {"KEN", "CIV"}


def census(rows: int = 200) -> tuple[bytes, list[tuple[str, str, str]]]:
    """Return a national census of 400 columns, as Excel of a French-speaking ministry saves it; and what it says."""
    generator = random.Random(4)  # noqa: S311 - cells, not secrets
    names = ["Code_ETAB", "Nom \u00e9cole", "INTERNET", "Courant", "Effectif", "T\u00e9l\u00e9phone directeur"]
    names += [f"Q{number}" for number in range(394)]
    meant = {"1": "yes", "0": "no", "": "unknown", "9": "unknown"}
    lines, told = [names], []
    for number in range(rows):
        flag, power = generator.choice(["1", "0", "", "9"]), generator.choice(["oui", "non", ""])
        others = [generator.choice(["0", "1", ""]) for _ in range(394)]
        lines.append([f"CI{number}", f"\u00c9cole n\u00b0 {number}", flag, power, "1 204", "07 01", *others])
        told.append((f"CI{number}", meant[flag], {"oui": "yes", "non": "no", "": "unknown"}[power]))
    return "\r\n".join(";".join(line) for line in lines).encode("cp1252"), told


OF_CENSUS = {
    "kind": "schools",
    "columns": {
        "school_id": "Code_ETAB",
        "school_name": "Nom \u00e9cole",
        "connectivity": "INTERNET",
        "electricity": "Courant",
        "students": "Effectif",
    },
    "constants": {"ref_area": "CIV"},
    "values": {"connectivity": {"9": "unknown"}, "electricity": {"oui": "yes", "non": "no"}},
}


def test_national_census_is_read_and_unknown_is_never_no() -> None:
    content, told = census()
    reading = read(content, OF_CENSUS)

    assert (reading.form, reading.kind, reading.rows.accepted) == ("mapped", "schools", 200)
    assert reading.schools is not None
    found = reading.schools.to_pylist()
    assert [(row["school_id"], row["connectivity"], row["electricity"]) for row in found] == told
    assert found[7]["school_name"] == "\u00c9cole n\u00b0 7"
    assert {(row["ref_area"], row["students"], row["latitude"]) for row in found} == {("CIV", 1204.0, None)}
    assert (reading.recognised.encoding, reading.recognised.delimiter) == ("Windows-1252", ";")
    assert "T\u00e9l\u00e9phone directeur" in [one.column for one in reading.problems]  # personal, and not stored


def test_answer_nobody_mapped_is_refused_and_can_be_decided() -> None:
    content, _ = census(20)
    reading = read(content, OF_CENSUS | {"values": {"electricity": {"oui": "yes", "non": "no"}}})

    assert [(one.column, one.cell) for one in reading.unknowns if one.blocks] == [("connectivity", "9")]
    assert {one.column for one in reading.problems if one.severity == "blocks"} == {"INTERNET"}


def test_title_above_the_header_does_not_matter() -> None:
    assert len(rows_of(read(f"Table 4. Internet\n\n{YEARS}", OF_YEARS))) == 4


@pytest.mark.parametrize(
    ("content", "names"),
    [("A,B\n1,2\n", "'Pays', '2019', '2020'"), (YEARS.replace("Pays", "Land"), "'Pays'")],
    ids=["other-file", "renamed-column"],
)
def test_file_of_another_shape_is_not_read_and_says_what_is_missing(content: str, names: str) -> None:
    reading = read(content, OF_YEARS)

    assert [(one.code, one.severity, one.details["names"]) for one in reading.problems] == [
        ("mapping-does-not-fit", "blocks", names)
    ]
    assert (reading.form, reading.kind, reading.rows.read) == ("mapped", None, 0)


def test_two_columns_of_one_name_are_told_apart() -> None:
    mapping = {
        "kind": "observations",
        "columns": {"ref_area": "Area", "obs_value": "Total (2)"},
        "constants": {"indicator": "individuals_online", "time_period": "2020"},
    }
    assert rows_of(read("Area,Total,Total\nKEN,5,7\n", mapping)) == [("individuals_online", "KEN", "2020", 7.0)]


def test_mapping_of_cells_alone_serves_a_form_that_is_known() -> None:
    content = "indicator,ref_area,time_period,obs_value\nindividuals_online,Kenya,2020,5\n"
    reading = read(content, {"kind": "observations", "values": {"ref_area": {"Kenya": "KEN"}}})

    assert (reading.form, rows_of(reading)) == ("template", [("individuals_online", "KEN", "2020", 5.0)])


def test_pledges_and_targets_are_read_by_the_same_way_as_the_template() -> None:
    pledges = read(
        "No;Who;For\n1;Ana Ltd;Kenya, Utopia\n2;Ben Ltd;KEN\n",
        {
            "kind": "pledges",
            "columns": {"pledge_id": "No", "pledger": "Who", "beneficiaries": "For"},
            "values": {"beneficiaries": {"Utopia": "UGA"}},
        },
    )
    assert [(one.pledge_id, one.beneficiaries) for one in pledges.models_of(Pledge)] == [("1", "KEN;UGA"), ("2", "KEN")]
    targets = read(
        "Code,Words,By\nT1,Half online,2027\n",
        {
            "kind": "targets",
            "columns": {"target_id": "Code", "wording": "Words", "target_year": "By"},
            "constants": {
                "framework": "Own",
                "indicator": "individuals_online",
                "ref_area": "KEN",
                "kind": "level",
                "direction": "up",
                "target_value": "50",
            },
        },
    )
    assert [(one.target_id, one.target_year, one.target_value) for one in targets.models_of(Target)] == [
        ("T1", 2027, 50.0)
    ]
    assert (pledges.form, targets.form) == ("mapped", "mapped")


def test_where_the_header_stands_is_known() -> None:
    assert read(f"Table 4. Internet\n\n{YEARS}", OF_YEARS).recognised.header_row == 3


def test_problems_show_cells_as_they_were_typed() -> None:
    years = read("Pays;2019;2020\nKEN;20,5;101,5\nCIV;5,5;350,5\nUGA;1,5;120,5\n", OF_YEARS)
    wide = read(WIDE.replace("55000", "-1.50"), OF_INDICATORS)

    refused = {(one.row, one.column, one.value) for one in years.problems if one.severity == "blocks"}
    assert refused == {(2, "2020", "101,5"), (3, "2020", "350,5"), (4, "2020", "120,5")}
    assert [(one.column, one.value) for one in wide.problems if one.severity == "blocks"] == [
        ("People (thousands)", "-1.50")
    ]


def test_year_that_was_left_out_on_purpose_stays_out() -> None:
    reading = read(YEARS, OF_YEARS | {"header": ["Pays", "2019", "2020", "2021"]})

    assert {row[2] for row in rows_of(reading)} == {"2019"}


INDICATORS = "Code;Intitul\u00e9;Unit\u00e9;Sens\nken_fibre;Fibre;KM;hausse\nken_poles;Poles;POLE;up\n"
OF_OWN = {
    "kind": "indicators",
    "columns": {"indicator": "Code", "name": "Intitul\u00e9", "unit_measure": "Unit\u00e9", "direction": "Sens"},
    "constants": {"unit_words": "km"},
}


def test_indicators_of_ones_own_are_read_and_a_word_of_theirs_is_decided_once() -> None:
    reading = read(INDICATORS, OF_OWN)
    assert (reading.form, reading.kind, [one.indicator for one in reading.models_of(OwnIndicator)]) == (
        "mapped",
        "indicators",
        ["ken_poles"],
    )
    assert [(one.column, one.cell) for one in reading.unknowns] == [("direction", "hausse")]

    decided = read(INDICATORS, OF_OWN, decisions=(Decision("direction", "hausse", "up"),))
    assert [(one.indicator, one.direction, one.unit_words) for one in decided.models_of(OwnIndicator)] == [
        ("ken_fibre", "up", "km"),
        ("ken_poles", "up", "km"),
    ]


CELLS = {
    "indicator": ("individuals_online", "Individuals_Online ", "population", "nothing", ""),
    "ref_area": ("KEN", "ken", "Kenya", "WLD", "ZZZ", ""),
    "time_period": ("2020", "2020.0", "2031", "2020-05", "20", ""),
    "obs_value": ("5", "5,5", "105", "24%", "..", "x", "1e400", "-1", ""),
    "obs_status": ("", "A", "e", "M", "?"),
}


@pytest.mark.parametrize("seed", range(12))
def test_mapped_rows_are_judged_exactly_as_those_of_the_template(seed: int) -> None:
    generator = random.Random(seed)  # noqa: S311 - cells, not secrets
    rows = [[generator.choice(cells) for cells in CELLS.values()] for _ in range(30)]
    lines = "".join(";".join(row) + "\n" for row in rows)
    theirs = {name: f"Q {name}" for name in CELLS}

    plain = read_file(f"{';'.join(CELLS)}\n{lines}".encode(), "x.csv", RULES)
    mapped = read(f"{';'.join(theirs.values())}\n{lines}", {"kind": "observations", "columns": theirs})

    assert mapped.observations.equals(plain.observations)
    assert mapped.rows == plain.rows
    assert mapped.skipped == plain.skipped
    assert mapped.unknowns == plain.unknowns
    named = [replace(one, column=theirs.get(one.column or "", one.column)) for one in plain.problems]
    assert list(mapped.problems) == named


def test_column_that_is_used_and_stands_twice_blocks_unless_it_did_when_it_was_mapped() -> None:
    twice = YEARS.replace("2021\n", "2019\n", 1)
    mapping = {
        "kind": "observations",
        "columns": {"ref_area": "Pays"},
        "constants": {"indicator": "individuals_online"},
        "periods": {"2019": "2019", "2020": "2020"},
    }

    assert [one.code for one in read(twice, mapping).problems] == ["column-repeated"]
    known = mapping | {"header": ["Pays", "2019", "2020", "2019 (2)"]}
    assert "column-repeated" not in [one.code for one in read(twice, known).problems]
