"""Whatever a file is wrapped in, encoded as or separated by: the same rows come out, and what was assumed is said."""

import codecs
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from data.readers import Reading, ReadOptions, read_file
from data.readers.content import map_file
from data.readers.opening import open_file
from i18n.problems import problem_text
from tests.data.readers.small_rules import RULES
from tests.data.readers.wrappings import CSV, HEADER, ROWS, archive, ods, xlsx

TEXT = CSV.decode()
CYRILLIC = b"indicator,ref_area,time_period,obs_value\nx,\xc4\xc8\xc6\xd9,2023,1\n"
WRAPPED = {
    "plain": CSV,
    "mark": codecs.BOM_UTF8 + CSV,
    "UTF-16 with a mark": TEXT.encode("utf-16"),
    "UTF-16 LE": TEXT.encode("utf-16-le"),
    "UTF-16 BE": TEXT.encode("utf-16-be"),
    "semicolons": CSV.replace(b",", b";"),
    "semicolons and decimal commas": CSV.replace(b",", b";").replace(b"31.5", b"31,5"),
    "tabs": CSV.replace(b",", b"\t"),
    "bars": CSV.replace(b",", b"|"),
    "CRLF": CSV.replace(b"\n", b"\r\n"),
    "CR": CSV.replace(b"\n", b"\r"),
    "line ends mixed": CSV.replace(b"35\n", b"35\r\n"),
    "quoted header": b'"indicator";"ref_area";"time_period";"obs_value"\n' + CSV.replace(b",", b";").split(b"\n", 1)[1],
    "a title with a comma": b"Internet use, 2024\n\n" + CSV.replace(b",", b";"),
    "notes below": CSV + b"\nSource: ITU, 2024\n",
    "total below": CSV + b"Total,,,66.5\n",
    "years with decimals": CSV.replace(b"2023", b"2023.0"),
    "XLSX": xlsx({"Data": ROWS}),
    "XLSX, lower and to the right": xlsx({"Data": [(), (), *[(None, None, *row) for row in ROWS]]}),
    "XLSX with notes beside": xlsx({"About": [["Made by us"]], "Data": ROWS}),
    "XLSX with a hidden copy": xlsx({"Data": ROWS, "Old": ROWS}, hidden=["Old"]),
    "XLSX in per cent": xlsx({"Data": [*ROWS[:2], (*ROWS[2][:3], 0.315)]}, {"D3": "0.0%"}),
    "ODS": ods(ROWS),
    "ODS in per cent": ods([*ROWS[:2], (*ROWS[2][:3], 0.315)], percent=[(2, 3)]),
    "ZIP": archive({"data.csv": CSV}),
    "ZIP with others": archive({"readme.txt": "Read me, please: now", "a/b/data.csv": CSV, "__MACOSX/data.csv": CSV}),
    "ZIP with paths that point outside": archive({"../../etc/passwd": CSV}),
    "ZIP with a workbook": archive({"data.xlsx": xlsx({"Data": ROWS})}),
}


def codes(reading: Reading) -> list[str]:
    return [one.code for one in reading.problems]


@pytest.mark.parametrize("content", WRAPPED.values(), ids=WRAPPED)
def test_the_same_rows_come_out_of_every_wrapping(content: bytes) -> None:
    reading = read_file(content, "x", RULES)
    frame = reading.observations

    assert not reading.blocked
    assert frame["ref_area"].tolist() == ["KEN", "CIV"]
    assert frame["time_period"].tolist() == ["2023", "2024"]
    assert frame["obs_value"].tolist() == [35, 31.5]


@pytest.mark.parametrize("content", WRAPPED.values(), ids=WRAPPED)
def test_file_mapped_from_the_disk_is_read_as_one_in_memory(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content)
    mapped = read_file(map_file(tmp_path / "file"), "x", RULES)
    held = read_file(content, "x", RULES)

    assert mapped.observations.equals(held.observations)
    assert (mapped.problems, mapped.recognised) == (held.problems, held.recognised)


def test_plain_file_passes_through_without_a_copy() -> None:
    opened = open_file(CSV)

    assert getattr(opened, "content", None) is CSV


def test_rows_are_counted_as_the_spreadsheet_counts_them() -> None:
    rows = [(), HEADER, ("individuals_online", "KEN", 2023, "x")]
    (found,) = (one for one in read_file(xlsx({"Data": rows}), "x", RULES).problems if one.row)

    assert (found.code, found.row) == ("obs-value-not-a-number", 3)


def test_what_was_recognised_is_said() -> None:
    packed = read_file(archive({"b.csv": TEXT.replace(",", ";").encode("utf-16"), "a.txt": "x"}), "x", RULES).recognised
    sheet = read_file(xlsx({"A": [["x"]], "Data": ROWS}), "x", RULES).recognised

    assert (packed.container, packed.member, packed.encoding, packed.delimiter) == ("zip", "b.csv", "UTF-16", ";")
    assert packed.members == ("b.csv", "a.txt")
    assert (sheet.container, sheet.sheet, sheet.sheets, sheet.encoding) == ("xlsx", "Data", ("A", "Data"), "")


@pytest.mark.parametrize(
    ("content", "code", "options"),
    [
        (archive({"a.csv": CSV, "b.csv": CSV.replace(b"35", b"36")}), "which-member", {"member": "B.csv"}),
        (xlsx({"A": ROWS, "B": [*ROWS[:1], (*ROWS[1][:3], 36)]}), "which-sheet", {"sheet": "b"}),
        (CSV.split(b"\n")[0] + b'\npopulation,KEN,2023,"36,000"\n', "obs-value-not-a-number", {"decimal": ","}),
        (
            "indicator,ref_area\nx,\u0414\u0418\u0416\u0429\n".encode("cp1251"),
            "encoding-not-certain",
            {"encoding": "Windows-1251"},
        ),
    ],
    ids=["member", "sheet", "decimal mark", "encoding"],
)
def test_what_is_not_certain_is_asked_and_can_be_said(content: bytes, code: str, options: dict[str, str]) -> None:
    asked = read_file(content, "x", RULES)
    said = read_file(content, "x", RULES, ReadOptions(**options))  # type: ignore[arg-type]

    assert asked.blocked
    assert code in codes(asked)
    assert code not in codes(said)
    assert said.rows.read
    assert set(said.observations["obs_value"]) <= {36, 31.5}


def test_names_to_choose_from_are_known_when_one_is_asked_for() -> None:
    assert read_file(archive({"a.csv": CSV, "b.csv": CSV}), "x", RULES).recognised.members == ("a.csv", "b.csv")
    assert read_file(xlsx({"A": ROWS, "B": ROWS}), "x", RULES).recognised.sheets == ("A", "B")


@pytest.mark.parametrize(
    ("content", "options", "code"),
    [
        (archive({"a.csv": CSV}), ReadOptions(member="b.csv"), "member-unknown"),
        (xlsx({"A": ROWS}), ReadOptions(sheet="B"), "sheet-unknown"),
        (CSV, ReadOptions(encoding="klingon"), "encoding-unknown"),
        ("a,é\n".encode("cp1252"), ReadOptions(encoding="UTF-8"), "encoding-not-utf-8"),
        (b"\xff\xfea,b\n\x00\xd8", ReadOptions(), "encoding-not-utf-8"),
        (xlsx({"A": []}), ReadOptions(), "file-empty"),
    ],
    ids=["member", "sheet", "encoding", "not as said", "damaged UTF-16", "empty workbook"],
)
def test_what_cannot_be_is_one_problem(content: bytes, options: ReadOptions, code: str) -> None:
    assert codes(read_file(content, "x", RULES, options)) == [code]


def test_utf_8_with_one_wrong_byte_is_not_taken_for_another_encoding() -> None:
    content = "indicator,ref_area\nCôte,Réunion\nCura\u00e7ao,".encode() + b"\xe9\n"

    assert codes(read_file(content, "x", RULES)) == ["encoding-not-utf-8"]


def test_error_cells_are_missing_and_said() -> None:
    content = xlsx({"Data": [*ROWS, ("individuals_online", "NGA", 2023, "#N/A")]})
    reading = read_file(content, "x", RULES)
    words = {one.code: problem_text(one.code, one.row, one.column, one.value, one.details) for one in reading.problems}

    assert words["cells-with-errors"].startswith("Row 4: some cells of the sheet 'Data' hold an error such as #N/A")
    assert reading.observations["ref_area"].tolist() == ["KEN", "CIV"]


def test_problem_shows_the_cell_as_it_was_typed() -> None:
    rows = [
        "individuals_online;KEN;2023;35,5",
        "individuals_online;KEN;2022;350,5",
        "individuals_online;CIV;2031.0;20,5",
    ]
    found = read_file("\n".join((";".join(HEADER), *rows)).encode(), "x", RULES).problems
    blocking = {(one.code, one.row): one.value for one in found if one.severity == "blocks"}

    assert blocking == {("obs-value-out-of-range", 3): "350,5", ("time-period-in-the-future", 4): "2031.0"}


def note(content: bytes, code: str, options: ReadOptions = ReadOptions()) -> str:  # noqa: B008 - frozen
    """Return the words of the one note of a code, empty where there is none; the rows are read in any case."""
    reading = read_file(content, "x", RULES, options)
    assert reading.rows.accepted == 2
    words = [problem_text(one.code, one.row, one.column, one.value, one.details) for one in reading.problems]
    found = [said for one, said in zip(reading.problems, words, strict=True) if one.code == code]
    assert len(found) <= 1
    return found[0] if found else ""


def test_sheet_or_file_named_where_there_is_none_is_said() -> None:
    said = ReadOptions(sheet="Data", member="data.csv")

    assert "'Data' was named, but the file is no workbook" in note(CSV, "sheet-not-used", said)
    assert "'data.csv' was named, but what was uploaded is no archive" in note(CSV, "member-not-used", said)
    assert not note(xlsx({"Data": ROWS}), "sheet-not-used", said)
    assert not note(archive({"data.csv": CSV}), "member-not-used", said)


def test_hidden_sheets_are_left_alone_with_a_word_and_read_with_a_word() -> None:
    book = xlsx({"Data": ROWS, "Old": ROWS}, hidden=["Old"])

    assert "hidden sheets, which were left alone: 'Old'" in note(book, "sheets-hidden")
    assert "'Old' is hidden in the workbook, and was read" in note(book, "sheets-hidden", ReadOptions(sheet="Old"))
    assert not note(book, "sheets-hidden", ReadOptions(sheet="Data"))
    assert not note(xlsx({"Data": ROWS}), "sheets-hidden")


def test_merged_cells_are_said_with_the_first_place() -> None:
    rows = [("Internet use", None), (), *ROWS]
    book = openpyxl.load_workbook(io.BytesIO(xlsx({"Data": rows})))
    book["Data"].merge_cells("A1:D1")
    with zipfile.ZipFile(io.BytesIO(ods(ROWS))) as parts:
        members = {name: parts.read(name) for name in parts.namelist()}
    cell = b"<table:table-cell office"
    wide = cell.replace(b" ", b' table:number-columns-spanned="2" ')
    spanned = archive(members | {"content.xml": members["content.xml"].replace(cell, wide, 1)})
    target = io.BytesIO()
    book.save(target)

    assert note(target.getvalue(), "cells-merged").startswith("Row 1: the sheet 'Data' has merged cells (places: 1)")
    assert not note(xlsx({"Data": rows}), "cells-merged")
    assert note(spanned, "cells-merged").startswith("Row 1: the sheet 'Data' has merged cells (places: 1)")


FORMULAS = ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "[x](http://example.org)", "@SUM(A1)", "+1+1", "\t=1+1"]


@pytest.mark.parametrize("cell", FORMULAS)
@pytest.mark.parametrize("wrap", ["csv", "xlsx"])
def test_cells_that_look_like_code_stay_text(cell: str, wrap: str) -> None:
    head = (*HEADER, "source")
    row = ("individuals_online", "KEN", "2023", "35", cell.replace("=cmd", "'=cmd") if wrap == "xlsx" else cell)
    content = "\n".join(";".join(one) for one in (head, row)).encode()
    reading = read_file(content if wrap == "csv" else xlsx({"Data": [head, row]}), "x", RULES)

    if wrap == "xlsx" and cell.startswith("="):
        assert reading.observations["source"].tolist() == [cell]
    elif wrap == "csv" or not cell.strip().startswith("="):
        assert reading.observations["source"].tolist() == [cell.strip()]


def test_formulas_that_were_never_calculated_are_said_and_read_as_empty() -> None:
    rows = [*ROWS, ("individuals_online", "NGA", 2023, "=1+30"), ("individuals_online", "NGA", 2022, 20)]
    reading = read_file(xlsx({"Data": rows}), "x", RULES)
    words = {one.code: problem_text(one.code, one.row, one.column, one.value, one.details) for one in reading.problems}

    assert "(1 in all" in words["cells-not-calculated"]
    assert words["cells-not-calculated"].startswith("Row 4: some cells of the sheet 'Data' hold a formula")
    assert reading.observations["ref_area"].tolist() == ["KEN", "CIV", "NGA"]
