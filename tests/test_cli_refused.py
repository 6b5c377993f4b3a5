"""The command line with files that have wrong rows: the whole list, the refused rows, the good rows alone."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.command_runs import write
from tests.test_cli import GOOD, TODAY, WHO, run

__all__ = ["run"]

Run = Callable[..., tuple[int, Any, str]]
HEADER = "indicator,ref_area,time_period,obs_value\n"
MIXED = (
    f"{HEADER}individuals_online,KEN,2025,44.2\nindividuals_online,Kenya,2025,40\nindividuals_online,UGA,2025,=cmd|x\n"
)
BACK = "reason," + GOOD.strip().replace("\n", "\n,")


def lines_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def test_check_writes_the_whole_list_and_the_refused_rows_and_still_says_blocked(run: Run, tmp_path: Path) -> None:
    report, refused = tmp_path / "report.csv", tmp_path / "refused.csv"
    status, found, _ = run(
        "check", write(tmp_path, MIXED), "--report", str(report), "--refused", str(refused), "--json", *TODAY
    )

    assert status == 1
    assert found["refused_rows"] == [3, 4]
    assert lines_of(report)[0] == ["row", "column", "code", "severity", "value", "expected", "message"]
    assert lines_of(report)[1][:6] == ["3", "ref_area", "unknown-area", "blocks", "Kenya", "KEN"]
    assert lines_of(report)[2][:5] == ["4", "obs_value", "obs-value-not-a-number", "blocks", "'=cmd|x"]
    assert [line[1:] for line in lines_of(refused)[1:]] == [
        ["individuals_online", "Kenya", "2025", "40"],
        ["individuals_online", "UGA", "2025", "'=cmd|x"],
    ]


def test_list_of_problems_is_whole_beyond_what_is_listed_elsewhere(run: Run, tmp_path: Path) -> None:
    many = HEADER + "individuals_online,KEN,2020,abc\n" * 10_050
    report = tmp_path / "report.csv"
    _, found, _ = run("check", write(tmp_path, many), "--report", str(report), "--json", *TODAY)

    assert (len(found["problems"]), found["problems_cut"]) == (10_000, True)
    assert len(lines_of(report)) == 10_051


def test_good_rows_are_published_alone_and_the_mended_rows_follow(run: Run, tmp_path: Path) -> None:
    refused = tmp_path / "refused.csv"
    file = write(tmp_path, MIXED)
    status, done, _ = run("publish", file, *WHO, "--accepted-only", "--refused", str(refused), "--json", *TODAY)

    assert status == 0
    assert (done["new"], done["changed"], done["refused"], done["refused_rows"]) == (1, 0, 2, [3, 4])
    assert "2 rows of the file were refused" in done["message"]
    mended = refused.read_text(encoding="utf-8-sig").replace(",Kenya,", ",RWA,").replace("'=cmd|x", "22")
    status, done, _ = run("publish", write(tmp_path, mended, "mended.csv"), *WHO, "--json", *TODAY)
    assert (status, done["new"] + done["changed"], done["refused"]) == (0, 2, 0)
    history = run("history", "internet_access", "--json")[1]
    assert [one["refused"] for one in history] == [0, 2, 0]


@pytest.mark.parametrize(
    ("content", "options", "status"),
    [
        pytest.param(MIXED, (), 1, id="blocked-without-the-choice"),
        pytest.param("a,b\n1,2\n", ("--accepted-only",), 1, id="the-whole-file-is-wrong"),
        pytest.param(f"{HEADER}x,y,z,a\n", ("--accepted-only",), 1, id="no-good-row"),
        pytest.param(MIXED, ("--accepted-only", "--replace-series"), 2, id="a-part-cannot-replace-its-series"),
        pytest.param(MIXED, ("--accepted-only", "--refused", "rows.txt"), 2, id="neither-csv-nor-xlsx"),
        pytest.param(BACK, ("--replace-series",), 2, id="what-was-given-back-is-merged"),
        pytest.param(GOOD, ("--accepted-only",), 0, id="nothing-is-refused"),
    ],
)
def test_exit_status_of_publish(run: Run, tmp_path: Path, content: str, options: tuple[str, ...], status: int) -> None:
    assert run("publish", write(tmp_path, content), *WHO, *options, *TODAY)[0] == status


def test_the_file_that_is_read_is_never_written_over(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path, MIXED)

    status, _, said = run("check", file, "--refused", file, *TODAY)

    assert status == 2
    assert "is the file that is read" in said
    assert Path(file).read_text(encoding="utf-8") == MIXED


def test_where_no_row_is_refused_nothing_is_written_and_it_is_said(run: Run, tmp_path: Path) -> None:
    status, _, said = run("check", write(tmp_path, GOOD), "--refused", str(tmp_path / "r.csv"), *TODAY)

    assert status == 0
    assert "r.csv was not written" in said
    assert not (tmp_path / "r.csv").exists()


def test_rows_of_many_years_that_go_back_whole_are_said_to(run: Run, tmp_path: Path) -> None:
    name = '"Individuals using the Internet (% of population)","IT.NET.USER.ZS"'
    wide = (
        '"Country Name","Country Code","Indicator Name","Indicator Code","2022","2023"\n'
        f'"Kenya","KEN",{name},"32","abc"\n"Uganda","UGA",{name},"20","21"\n'
    )
    refused = tmp_path / "refused.csv"
    status, found, said = run("check", write(tmp_path, wide), "--refused", str(refused), "--json", *TODAY)

    assert (status, found["refused_rows"]) == (1, [2])
    assert "It comes back whole, as it stands in the file" in said
    assert [line[:2] for line in lines_of(refused)[:2]] == [["edition", "WDI 2026-11"], ["reason", "Country Name"]]


def test_table_says_what_was_left_out_and_the_record_of_a_publication_what_the_file_held(
    run: Run, tmp_path: Path
) -> None:
    rows = "".join(f"Group {number},OWID_G{number},2025,1\n" for number in range(14))
    file = write(tmp_path, f"Entity,Code,Year,Individuals using the Internet\nKenya,KEN,2025,44.2\n{rows}", "owid.csv")
    _, said, _ = run("check", file, *TODAY)
    _, done, _ = run("publish", file, *WHO, "--json", *TODAY)

    assert "1 accepted, 0 refused" in said
    assert (said.count("left out: the area "), "left out: 2 more" in said) == (12, True)
    assert (done["form"], done["new"], len(done["skipped"])) == ("owid", 1, 14)
    assert {"file", "series", "recognised", "problem_counts"} <= done.keys()


def test_publishing_tells_the_first_of_many_remarks_and_how_many_more_there_are(run: Run, tmp_path: Path) -> None:
    head = "school_id,ref_area,school_name,education_level\n"
    rows = "".join(f"s{number},KEN,Nyota {number},Nursery and more\n" for number in range(30))
    status, _, said = run("publish", write(tmp_path, head + rows), *WHO, *TODAY)

    assert status == 0
    assert len(said.splitlines()) == 21
    assert said.splitlines()[-1].startswith("and ")
