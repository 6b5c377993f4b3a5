"""What is unknown is listed once with its rows; one decision mends all of them, in every form."""

from datetime import date

import pytest

from data.readers import Decision, Reading, ReadOptions, read_file
from data.reference import load_reference
from data.schemas.pledge import Pledge

RULES = load_reference().rules(date(2026, 11, 22))
HEADER = "indicator,ref_area,time_period,obs_value\n"
OWID = "Entity,Code,Year,Share of the population using the Internet\n"


def read(content: str, *said: tuple[str, str, str], limit: int = 10_000) -> Reading:
    decisions = tuple(Decision(*one) for one in said)
    return read_file(content.encode(), "x.csv", RULES, ReadOptions(decisions=decisions, problems_limit=limit))


def test_unknown_cells_are_listed_once_the_most_frequent_first() -> None:
    lines = [f"individuals_online,Kenya,{year},5\n" for year in range(2010, 2020)]
    reading = read(HEADER + "".join(lines) + "individual_online,Narnia,2020,5\n", limit=3)

    assert [(one.column, one.cell, one.rows, one.row, one.suggestion, one.certain) for one in reading.unknowns] == [
        ("ref_area", "Kenya", 10, 2, "KEN", True),
        ("indicator", "individual_online", 1, 12, "individuals_online", False),
        ("ref_area", "Narnia", 1, 12, "", False),
    ]


def test_file_in_order_has_nothing_to_decide() -> None:
    assert read(f"{HEADER}individuals_online,KEN,2020,5\n").unknowns == ()


def test_nothing_is_mended_that_nobody_decided() -> None:
    reading = read(f"{HEADER}individuals_online,Kenya,2020,5\nindividuals_online,Kenia,2020,5\n")

    assert (reading.rows.accepted, reading.rows.refused) == (0, 2)


def test_decisions_mend_all_equal_cells_and_say_so() -> None:
    content = (
        f"{HEADER}individuals_online,Kenya,2019,5\nindividuals_online, Kenya,2020,6\nindividual_online,KEN,2021,7\n"
    )
    reading = read(content, ("ref_area", "Kenya", "KEN"), ("indicator", "individual_online", "individuals_online"))

    assert reading.observations["ref_area"].tolist() == ["KEN"] * 3
    assert [(one.column, one.details["read"], one.details["rows"]) for one in reading.problems] == [
        ("indicator", "individuals_online", 1),
        ("ref_area", "KEN", 1),
        ("ref_area", "KEN", 1),
    ]


def test_rows_can_be_left_out_and_are_counted() -> None:
    content = f"{HEADER}individuals_online,KEN,2019,5\nindividuals_online,Total,2019,6\n"
    reading = read(content, ("ref_area", "Total", "skip"))

    assert (reading.rows.read, reading.rows.accepted, reading.rows.refused) == (2, 1, 0)
    assert [(one.what, one.reason, one.rows) for one in reading.skipped] == [("rows-decided", "decided", 1)]


def test_empty_cell_can_be_decided() -> None:
    reading = read(f"{HEADER}individuals_online,,2019,5\n")
    assert [(one.cell, one.rows) for one in reading.unknowns] == [("", 1)]

    assert read(f"{HEADER}individuals_online,,2019,5\n", ("ref_area", "", "KEN")).rows.accepted == 1


def test_decided_wrongly_it_is_still_refused() -> None:
    reading = read(f"{HEADER}individuals_online,Kenya,2019,5\n", ("ref_area", "Kenya", "XYZ"))

    assert [(one.code, one.value) for one in reading.problems if one.severity == "blocks"] == [("unknown-area", "XYZ")]


def test_schools_and_pledges_have_theirs_too() -> None:
    schools = "school_id,ref_area,connectivity,education_level\n1,Kenya,maybe,Primary\n2,KEN,yes,Lyceum\n"
    reading = read(schools)
    assert [(one.column, one.cell, one.blocks) for one in reading.unknowns] == [
        ("connectivity", "maybe", True),
        ("ref_area", "Kenya", True),
        ("education_level", "Lyceum", False),
    ]
    mended = read(schools, ("ref_area", "Kenya", "KEN"), ("connectivity", "maybe", "unknown"))
    assert mended.rows.accepted == 2

    pledges = "pledge_id,pledger,beneficiaries,focus_area\n1,Ana,Kenya; Utopia,acces to all\n"
    assert [(one.column, one.cell) for one in read(pledges).unknowns] == [
        ("beneficiaries", "Utopia"),
        ("focus_area", "acces to all"),
    ]
    mended = read(pledges, ("beneficiaries", "Utopia", "UGA"), ("focus_area", "acces to all", "access"))
    assert [one.beneficiaries for one in mended.models_of(Pledge)] == ["KEN;UGA"]


@pytest.mark.parametrize(
    ("meant", "areas", "left_out"),
    [("GBR", ["KEN", "GBR"], 0), ("skip", ["KEN"], 1)],
    ids=["another-area", "left-out"],
)
def test_area_of_a_publisher_is_decided_by_its_code(meant: str, areas: list[str], left_out: int) -> None:
    content = f"{OWID}Kenya,KEN,2020,30\nAscension,ASC,2020,50\n"
    before = read(content)
    assert [(one.cell, one.rows, one.blocks) for one in before.unknowns] == [("ASC", 1, False)]

    after = read(content, ("ref_area", "ASC", meant))
    assert after.observations["ref_area"].tolist() == areas
    assert sum(one.rows for one in after.skipped if one.what == "rows-decided") == left_out
    assert "area-not-tracked" not in [one.code for one in after.problem_counts]
