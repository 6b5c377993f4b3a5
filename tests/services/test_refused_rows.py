"""A file with wrong rows: the good ones go in alone, the others come back, are mended, and nothing is lost."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clock import moment_now
from data.readers import ReadOptions
from data.schemas.mapping import ColumnMapping
from data.schemas.own_indicator import OwnIndicator
from data.schemas.revision import Revision
from reports.refused_file import refused_file
from services.checking import Check, check_file
from services.previewing import MERGE, Mode, preview_file
from services.publishing import Who, publish_file
from services.refused_rows import Split, may_be_split, split_file
from services.tracker import Tracker, open_tracker, to_frame

TODAY = date(2026, 11, 22)
ANA = Who("Ana", "a survey")
NO_OPTIONS = ReadOptions()
HEADER = "indicator,ref_area,time_period,obs_value,source\n"
MIXED = (
    f"{HEADER}individuals_online,KEN,2025,44.2,A\nindividuals_online,Kenya,2024,40,A\n"
    "individuals_online,UGA,2025,abc,A\nindividuals_online,RWA,2025,30,A\n"
)
MENDED = {"Kenya": "KEN", "abc": "22.5"}
ATTACK = "=cmd|' /C calc'!A0"


def split(tracker: Tracker, content: str | bytes, options: ReadOptions = NO_OPTIONS) -> Split:
    data = content.encode() if isinstance(content, str) else content
    return split_file(tracker, data, "figures.csv", options, TODAY)


def check(tracker: Tracker, content: str | bytes, options: ReadOptions = NO_OPTIONS) -> Check:
    data = content.encode() if isinstance(content, str) else content
    return check_file(tracker, data, "figures.csv", options, TODAY)


def given_back(found: Split, form: str = "csv") -> bytes:
    assert found.returned is not None
    return refused_file(found.returned, form)


def lines_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def mended(content: bytes, words: dict[str, str], delimiter: str = ",") -> bytes:
    """Return a file as its sender mends it: cell by cell, the reasons left where they are."""
    target = io.StringIO()
    read = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter)
    lines = [[words.get(cell, cell) if place else cell for place, cell in enumerate(cells)] for cells in read]
    csv.writer(target, delimiter=delimiter).writerows(lines)
    return target.getvalue().encode("utf-8-sig")


def state_of(tracker: Tracker, dataset: str, columns: Sequence[str]) -> list[tuple[object, ...]]:
    frame = to_frame(tracker.store.read(dataset))
    return sorted(frame[list(columns)].astype(str).itertuples(index=False, name=None))


def newest(tracker: Tracker, dataset: str) -> Revision:
    return tracker.store.history(dataset)[0]


def publish_accepted(tracker: Tracker, found: Split, mode: Mode = MERGE) -> None:
    assert found.accepted is not None
    publish_file(tracker, found.accepted, ANA, TODAY, mode)


def test_good_rows_are_published_alone_and_the_revision_says_how_many_were_refused(own: Tracker) -> None:
    publish_accepted(own, split(own, MIXED))

    made = newest(own, "internet_access")
    assert (made.new, made.changed, made.refused) == (2, 0, 2)
    assert not check(own, MIXED).publishable


def test_values_that_go_back_with_their_row_are_counted_as_refused(tracker: Tracker) -> None:
    wide = "Entity,Code,Year,Individuals using the Internet\nKenya,KEN,2024,abc\nUganda,UGA,2024,22\n"
    found = split(tracker, YEARS, mapped(BY_YEAR))
    plain = split(tracker, wide)

    for one in (found, plain):
        assert one.accepted is not None
        rows, before = one.accepted.reading.rows, one.check.reading.rows
        assert rows.accepted + rows.refused == before.accepted + before.refused
    assert found.accepted is not None
    assert found.accepted.reading.rows.refused > found.check.reading.rows.refused


def test_refused_rows_come_back_as_they_were_with_the_reason_before_them(tracker: Tracker) -> None:
    header, first, second = lines_of(given_back(split(tracker, MIXED)))

    assert header == ["reason", *HEADER.strip().split(",")]
    assert first[1:] == ["individuals_online", "Kenya", "2024", "40", "A"]
    assert "'Kenya' is not the code of an area. Did you mean KEN" in first[0]
    assert second[1:] == ["individuals_online", "UGA", "2025", "abc", "A"]
    assert "'abc' is not a number" in second[0]


def test_refused_rows_uploaded_unmended_are_refused_for_the_same_and_nothing_is_said_of_the_reasons(
    tracker: Tracker,
) -> None:
    again = check(tracker, given_back(split(tracker, MIXED)))

    assert [(one.code, one.row, one.column) for one in again.problems] == [
        ("unknown-area", 2, "ref_area"),
        ("obs-value-not-a-number", 3, "obs_value"),
    ]
    assert again.reading.recognised.given_back


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_both_files_of_refused_rows_can_be_uploaded(tracker: Tracker, form: str) -> None:
    again = check(tracker, given_back(split(tracker, MIXED), form))

    assert sorted(one.code for one in again.problems if one.severity == "blocks") == [
        "obs-value-not-a-number",
        "unknown-area",
    ]


def test_mended_rows_make_what_the_mended_file_would_have_made(tmp_path: Path) -> None:
    tracker, other = open_tracker(tmp_path / "a", moment_now), open_tracker(tmp_path / "b", moment_now)
    found = split(tracker, MIXED)
    publish_accepted(tracker, found)
    publish_file(tracker, check(tracker, mended(given_back(found), MENDED)), ANA, TODAY)
    whole = MIXED
    for wrong, right in MENDED.items():
        whole = whole.replace(wrong, right)
    publish_file(other, check(other, whole), ANA, TODAY)

    columns = [str(name) for name in to_frame(tracker.store.read("internet_access")).columns]
    assert state_of(tracker, "internet_access", columns) == state_of(other, "internet_access", columns)
    assert newest(tracker, "internet_access").refused == 0


@pytest.mark.parametrize(
    ("content", "options"),
    [
        pytest.param(b"a,b,c\n1,2,3\n", NO_OPTIONS, id="unknown-form"),
        pytest.param(b"indicator,ref_area,obs_value\nindividuals_online,KEN,3\n", NO_OPTIONS, id="column-missing"),
        pytest.param(f'{MIXED}individuals_online,KEN,"2020,5'.encode(), NO_OPTIONS, id="quote-not-closed"),
        pytest.param(MIXED.encode(), ReadOptions(dataset="pledges"), id="other-dataset"),
        pytest.param(b"", NO_OPTIONS, id="empty"),
        pytest.param(
            b"ref_area,time_period,obs_value\nKEN,2020,3\nx,2020,4\n", ReadOptions(indicator="x"), id="no-indicator"
        ),
    ],
)
def test_what_is_wrong_with_the_whole_file_can_never_be_bypassed(
    tracker: Tracker, content: bytes, options: ReadOptions
) -> None:
    found = split(tracker, content, options)

    assert found.accepted is None
    assert not may_be_split(found.check)


def test_two_rows_that_contradict_each_other_both_go_back(tracker: Tracker) -> None:
    found = split(
        tracker,
        f"{HEADER}individuals_online,KEN,2025,44,A\nindividuals_online,KEN,2025,45,A\n" + MIXED.removeprefix(HEADER),
    )

    assert found.returned is not None
    assert [row.row for row in found.returned.rows][:2] == [2, 3]
    assert found.accepted is not None
    assert "KEN" not in set(found.accepted.rows["internet_access"]["ref_area"])
    assert "Row 3 of the file says something else" in lines_of(given_back(found))[1][0]


def test_a_row_with_too_many_cells_is_refused_again_until_it_is_mended(tracker: Tracker) -> None:
    found = split(tracker, f"{HEADER}individuals_online,KEN,2025,44,2,A\nindividuals_online,UGA,2025,20,A\n")
    again = check(tracker, given_back(found))

    assert [one.code for one in again.problems] == ["row-length"]
    assert again.reading.rows.accepted == 0


def test_columns_rows_above_the_header_and_delimiter_stay_as_they_were(tracker: Tracker) -> None:
    content = (
        "\ufeffOur survey;;\n\nindicator;ref_area;time_period;obs_value;remark\n"
        "individuals_online;KEN;2025;44,2;fine\nindividuals_online;Kenya;2025;44,2;a;b\n"
        "individuals_online;XXY;2025;31,5;doubtful\n"
    )
    found = split(tracker, content)

    assert given_back(found).decode("utf-8-sig").splitlines()[:4] == [
        "decimal;comma",
        ";Our survey;;",
        "",
        "reason;indicator;ref_area;time_period;obs_value;remark",
    ]
    again = check(tracker, given_back(found))
    assert {(one.code, one.row) for one in again.problems if one.severity == "blocks"} == {
        ("row-length", 5),
        ("unknown-area", 6),
    }


@pytest.mark.parametrize(
    "cell", [ATTACK, f"'{ATTACK}", "+1+1", "@SUM(A1)", "-2+3", "'-2+3", "https://evil.example/<b>"]
)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_nothing_in_a_refused_row_becomes_a_formula_and_it_comes_back_as_it_was(
    tracker: Tracker, cell: str, form: str
) -> None:
    content = f'{HEADER}individuals_online,KEN,2025,abc,"{cell}"\nindividuals_online,UGA,2025,20,A\n'
    found = split(tracker, content)
    back = given_back(found, form)
    again = split(tracker, back)

    assert found.returned is not None
    assert again.returned is not None
    assert again.returned.rows[0].cells == found.returned.rows[0].cells
    if form == "csv":
        written = lines_of(back)[1][5]
        assert not written.startswith(("=", "+", "@", "-"))
    else:
        assert b"<f>" not in back


def test_negative_numbers_in_refused_rows_stay_numbers(tracker: Tracker) -> None:
    content = "school_id,ref_area,latitude,longitude\na,Kenya,-1.25,36.5\nb,KEN,-1.3,36.6\n"

    assert lines_of(given_back(split(tracker, content)))[1][1:] == ["a", "Kenya", "-1.25", "36.5"]


SCHOOLS = "school_id,ref_area,connectivity\n"
PUBLISHED = SCHOOLS + "a,KEN,yes\nb,KEN,no\nc,KEN,yes\nd,KEN,no\nu,UGA,yes\nv,UGA,yes\n"


def schools_of(tracker: Tracker) -> list[tuple[object, ...]]:
    return state_of(tracker, "schools", ("ref_area", "school_id", "connectivity"))


@pytest.fixture
def census(own: Tracker) -> Tracker:
    """Return a tracker in which six schools are published."""
    publish_file(own, check(own, PUBLISHED), ANA, TODAY)
    return own


@pytest.mark.parametrize(
    ("row", "stay"),
    [
        pytest.param("b,KEN,perhaps", {"a", "b", "u", "v"}, id="the-school-of-a-refused-row-stays"),
        pytest.param(",KEN,yes", {"a", "b", "c", "d", "u", "v"}, id="no-id-so-no-school-of-its-country-goes"),
        pytest.param("b,Atlantis,yes", {"a", "b", "c", "d", "u", "v"}, id="no-country-so-no-school-goes"),
        pytest.param("b,KEN", {"a", "b", "c", "d", "u", "v"}, id="cells-missing-so-no-school-goes"),
        pytest.param("u,UGA,perhaps", {"a", "u", "v"}, id="a-country-with-refused-rows-alone-is-not-touched"),
        pytest.param("z,KEN,perhaps", {"a", "u", "v"}, id="a-school-that-was-never-published-adds-none"),
    ],
)
def test_published_schools_whose_rows_are_refused_do_not_vanish(census: Tracker, row: str, stay: set[str]) -> None:
    found = split(census, f"{SCHOOLS}a,KEN,no\n{row}\n")
    publish_accepted(census, found)

    assert {one[1] for one in schools_of(census)} == stay
    assert ("KEN", "a", "no") in schools_of(census)
    assert newest(census, "schools").refused == 1


def test_preview_says_how_many_schools_stay_because_their_rows_are_refused(census: Tracker) -> None:
    found = split(census, f"{SCHOOLS}a,KEN,no\nb,KEN,perhaps\nc,KEN,maybe\n")
    assert found.accepted is not None
    preview = preview_file(census, found.accepted, TODAY)

    assert (preview.held, preview.refused, preview.total("gone"), preview.total("unchanged")) == (2, 2, 1, 2)


def test_mended_rows_of_a_census_replace_their_schools_and_no_other(tmp_path: Path) -> None:
    content = f"{SCHOOLS}a,KEN,no\nb,KEN,perhaps\nc,Kenya,\n"
    words = {"perhaps": "unknown", "Kenya": "KEN"}
    one, other = open_tracker(tmp_path / "a", moment_now), open_tracker(tmp_path / "b", moment_now)
    for each in (one, other):
        publish_file(each, check(each, PUBLISHED.replace("d,KEN,no\n", "")), ANA, TODAY)
    found = split(one, content)
    publish_accepted(one, found)
    publish_file(one, check(one, mended(given_back(found), words)), ANA, TODAY)
    publish_file(other, check(other, content.replace("perhaps", "unknown").replace("Kenya", "KEN")), ANA, TODAY)

    assert schools_of(one) == schools_of(other)
    assert schools_of(one)[:3] == [("KEN", "a", "no"), ("KEN", "b", "unknown"), ("KEN", "c", "unknown")]


def test_of_two_schools_with_one_id_both_go_back_and_the_published_one_stays(census: Tracker) -> None:
    found = split(census, f"{SCHOOLS}a,KEN,no\nb,KEN,yes\nb,KEN,unknown\n")
    publish_accepted(census, found)

    assert found.returned is not None
    assert [row.row for row in found.returned.rows] == [3, 4]
    assert ("KEN", "b", "no") in schools_of(census)


def test_pledges_and_targets_are_split_too(tracker: Tracker) -> None:
    pledges = "pledge_id,pledger,pledged_usd\np1,A company,1000\np2,,2000\n"
    accepted = split(tracker, pledges).accepted

    assert accepted is not None
    assert (len(accepted.rows["pledges"]), accepted.refused, accepted.reading.rows.accepted) == (1, 1, 1)


def test_a_row_of_many_years_goes_back_whole_and_none_of_its_years_is_published(tracker: Tracker) -> None:
    content = (
        '"Data Source","World Development Indicators",\n\n"Last Updated Date","2026-07-13",\n\n'
        '"Country Name","Country Code","Indicator Name","Indicator Code","2022","2023",\n'
        '"Kenya","KEN","Individuals using the Internet (% of population)","IT.NET.USER.ZS","32","abc",\n'
        '"Uganda","UGA","Individuals using the Internet (% of population)","IT.NET.USER.ZS","20","21",\n'
    )
    found = split(tracker, content)
    again = split(tracker, given_back(found))

    assert found.accepted is not None
    assert list(found.accepted.rows["internet_access"]["ref_area"]) == ["UGA", "UGA"]
    assert lines_of(given_back(found))[5][1:3] == ["Kenya", "KEN"]
    assert again.check.reading.form == "worldbank-wdi"
    assert [(one.code, one.row, one.column) for one in again.check.problems if one.severity == "blocks"] == [
        ("obs-value-not-a-number", 6, "2023")
    ]


CENSUS = (
    "Enqu\u00eate;;;\nCode;\u00c9cole;Internet;Total;Total\n1;A;oui;10;1 204\n2;B;peut-\u00eatre;20;31\n"
    "3;C;non;x;7\n4;D;oui;5;=1+1\n"
)
OF_CENSUS = {
    "kind": "schools",
    "columns": {"school_id": "Code", "school_name": "\u00c9cole", "connectivity": "Internet", "students": "Total (2)"},
    "constants": {"ref_area": "CIV"},
    "values": {"connectivity": {"oui": "yes", "non": "no"}},
    "header": ["Code", "\u00c9cole", "Internet", "Total", "Total (2)"],
    "encoding": "Windows-1252",
    "delimiter": ";",
}
BY_YEAR = {
    "kind": "observations",
    "columns": {"ref_area": "Pays"},
    "constants": {"indicator": "individuals_online"},
    "periods": {"2024": "2024", "2025": "2025"},
    "header": ["Pays", "2024", "2025"],
    "sheet": "Sheet of theirs",
}
YEARS = "Title;;\n\nPays;2024;2025\nKEN;30,5;41,5\nUGA;20,5;350,5\nKenia;1;2\n"


def mapped(said: Mapping[str, object]) -> ReadOptions:
    return ReadOptions(mapping=ColumnMapping.model_validate(said))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_rows_of_a_mapped_file_go_back_as_typed_and_the_same_mapping_reads_them_again(own: Tracker, form: str) -> None:
    options = mapped(OF_CENSUS)
    found = split(own, CENSUS.encode("cp1252"), options)
    publish_accepted(own, found)
    assert found.returned is not None
    assert [list(row.cells) for row in found.returned.rows] == [
        ["2", "B", "peut-\u00eatre", "20", "31"],
        ["4", "D", "oui", "5", "=1+1"],
    ]
    assert [set(row.marks) for row in found.returned.rows] == [{2}, {4}]  # the second column of that name

    back = given_back(found, form)
    again = check(own, back, options)
    assert again.reading.recognised.given_back
    assert [(one.column, one.row) for one in again.problems if one.severity == "blocks"] == [
        ("Internet", 3),
        ("Total (2)", 4),
    ]
    whole = check_file(own, back, "x", replace(NO_OPTIONS, look=0), TODAY).reading.look
    assert whole is not None
    assert options.mapping is not None
    assert options.mapping.likeness(whole.header) == 1


def test_mended_rows_of_a_mapped_file_are_merged_in(tmp_path: Path) -> None:
    one, other = open_tracker(tmp_path / "a", moment_now), open_tracker(tmp_path / "b", moment_now)
    options = mapped(BY_YEAR)
    found = split(one, YEARS, options)
    publish_accepted(one, found)
    assert (found.accepted and found.accepted.reading.rows.accepted) == 2
    words = {"350,5": "35,5", "Kenia": "RWA"}
    publish_file(one, check(one, mended(given_back(found), words, ";"), options), ANA, TODAY)
    whole = YEARS
    for wrong, right in words.items():
        whole = whole.replace(wrong, right)
    publish_file(other, check(other, whole, options), ANA, TODAY)

    columns = ["indicator", "ref_area", "time_period", "obs_value"]
    assert state_of(one, "internet_access", columns) == state_of(other, "internet_access", columns)


def test_lines_below_a_publishers_table_go_back_too_so_that_the_edition_stays_the_same(tracker: Tracker) -> None:
    content = (
        "Time,Time Code,Country,Country Code,Individuals using the Internet (% of population) [IT.NET.USER.ZS]\n"
        "2023,YR2023,Kenya,KEN,abc\n2023,YR2023,Uganda,UGA,21\n\n\n\n"
        "Data from database: World Development Indicators,,,,\nLast Updated: 07/13/2026,,,,\n"
    )
    found = split(tracker, content)
    for form in ("csv", "xlsx"):
        again = check(tracker, given_back(found, form))
        assert again.reading.form == "worldbank-databank"
        assert again.reading.recognised.edition == found.check.reading.recognised.edition == "WDI 2026-07-13"
        assert not again.reading.recognised.edition_assumed


def test_of_two_indicators_of_one_code_both_go_back(tracker: Tracker) -> None:
    content = "indicator,name,unit_measure,direction\nk_a,A,PT,up\nk_a,B,PT,up\nk_b,C,PT,down\n"
    found = split(tracker, content)

    assert found.returned is not None
    assert [row.row for row in found.returned.rows] == [2, 3]
    assert found.accepted is not None
    assert [one.indicator for one in found.accepted.reading.models_of(OwnIndicator)] == ["k_b"]
    assert (found.accepted.reading.rows.accepted, len(found.accepted.rows["indicators"])) == (1, 1)


OWID = "Entity,Code,Year,Individuals using the Internet\nKenya,KEN,2024,abc\nUganda,UGA,2024,22\n"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("content", "options", "edition"),
    [
        pytest.param(OWID, ReadOptions(indicator="individuals_online"), "Our World in Data 2026-11", id="assumed"),
        pytest.param(
            OWID, ReadOptions(indicator="individuals_online", edition="Chart 2026-02"), "Chart 2026-02", id="said"
        ),
        pytest.param(MIXED, ReadOptions(edition="=Survey 1"), "=Survey 1", id="template"),
    ],
)
def test_edition_that_the_file_does_not_say_goes_with_the_rows(
    tracker: Tracker, content: str, options: ReadOptions, edition: str, form: str
) -> None:
    found = split(tracker, content, options)
    later = replace(options, edition=None)
    for _ in range(2):  # given back twice it is the same still
        back = given_back(found, form)
        found = split_file(tracker, back, "x", later, date(2027, 3, 1))
        assert found.returned is not None
        assert found.returned.said["edition"] == edition
        assert len([cells for cells in found.returned.above if not cells]) == 0
    fixed = mended(given_back(found), {**MENDED, "abc": "22.5"})
    done = check_file(tracker, fixed, "x", later, date(2027, 3, 1))
    assert set(done.reading.observations["edition"]) == {edition}
    assert not done.reading.recognised.edition_assumed


BOTH_MARKS = HEADER.replace(",", ";") + (
    "individuals_online;KEN;2024;31.5;A\nindividuals_online;UGA;2024;31,5;A\npopulation;UGA;2024;48,123;A\n"
)
ONE_COMMA = 'Entity,Code,Year,Individuals using the Internet\nKenya,KEN,2024,31.5\nUganda,UGA,2024,"0,0"\n'


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("content", "options"),
    [(BOTH_MARKS, NO_OPTIONS), (ONE_COMMA, ReadOptions(indicator="individuals_online"))],
    ids=["template", "publisher"],
)
def test_numbers_whose_mark_the_whole_file_left_open_stay_open_when_they_come_back(
    tracker: Tracker, content: str, options: ReadOptions, form: str
) -> None:
    found = split(tracker, content, options)
    again = split(tracker, given_back(found, form))

    assert found.returned is not None
    assert again.returned is not None
    assert [row.cells for row in again.returned.rows] == [row.cells for row in found.returned.rows]
    assert again.accepted is None


def test_decimal_mark_that_the_good_rows_have_shown_goes_with_the_others(tracker: Tracker) -> None:
    rows = "individuals_online;KEN;2024;31,5;A\npopulation;Uganda;2024;48,123;A\n"
    found = split(tracker, HEADER.replace(",", ";") + rows)
    done = check(tracker, mended(given_back(found), {"Uganda": "UGA"}, ";"))

    assert done.reading.observations["obs_value"].tolist() == [48.123]
    assert not check(tracker, HEADER.replace(",", ";") + rows.partition("\n")[2].replace("Uganda", "UGA")).publishable


def test_indicator_that_the_sender_said_goes_with_the_rows(tracker: Tracker) -> None:
    unnamed = OWID.replace("Individuals using the Internet", "A title of their own")
    found = split(tracker, unnamed, ReadOptions(indicator="individuals_online"))
    done = check(tracker, mended(given_back(found), {"abc": "22.5"}))

    assert done.reading.observations["indicator"].tolist() == ["individuals_online"]


def test_row_of_the_edition_does_not_move_the_header_of_a_mapping(tracker: Tracker) -> None:
    options = replace(mapped({**BY_YEAR, "header_row": 3}), edition="Survey 2026-02")
    found = split(tracker, YEARS, options)
    again = check(tracker, given_back(found), replace(options, edition=None))

    assert again.reading.kind == "observations"
    assert {(one.column, one.value) for one in again.problems if one.severity == "blocks"} == {
        ("2025", "350,5"),
        ("Pays", "Kenia"),
    }


def test_row_called_edition_counts_only_above_our_column_of_reasons(tracker: Tracker) -> None:
    found = check(tracker, f"edition,Survey\n{MIXED}")

    assert not found.reading.recognised.given_back
