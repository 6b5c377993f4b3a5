"""No small file grows without end: what it would become is counted before anything is built.

`make fuzz` draws FUZZ times as many workbooks and archives, and prints the table of the worst ratios.
"""

import os
import pickle
import random
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest

from data.readers import read_file
from data.readers.sheet_scan import PercentCells
from data.reference.limits import load_upload_limits
from i18n.problems import problem_text
from services.jobs.bounds import Bounds
from tests.data.readers.hostile import COUNTED, HEAD, READ, cell, drawn, names, row, sheet_of_ods, sheet_of_xlsx
from tests.data.readers.small_rules import RULES
from tests.data.readers.weighing import Weighed
from tests.data.readers.wrappings import CSV, ods, xlsx

TIMES = int(os.environ.get("FUZZ", "1"))
ROOT = Path(__file__).parents[3]
MOST_MB, MOST_SECONDS = 600, 60
BOUNDS = Bounds(1500, MOST_SECONDS)


def weighed(contents: Mapping[str, Callable[[], bytes]], folder: Path) -> tuple[dict[str, Weighed], list[str]]:
    """Return what it takes to read each file, measured in processes with limits, and the table of that, worst first."""
    files = folder / "files"
    files.mkdir()
    for number, make in enumerate(contents.values()):
        (files / f"{number:05}").write_bytes(make())
    (folder / "good").write_bytes(CSV)
    run = subprocess.run(
        [sys.executable, "-m", "tests.data.readers.weighing"],
        input=pickle.dumps((BOUNDS, files, folder / "good")),
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = dict(zip(sorted(one.name for one in files.iterdir()), contents, strict=True))
    answer = pickle.loads(run.stdout)  # noqa: S301 - from our own process
    found = {names[name]: Weighed(*one) for name, one in answer.items()}
    return found, told({names[one.name]: one.stat().st_size for one in files.iterdir()}, found)


def told(sizes: Mapping[str, int], found: Mapping[str, Weighed]) -> list[str]:
    """Return the table of files by how much memory each of their bytes takes, the worst first."""
    lines = sorted(((one.megabytes * 1e6 / sizes[name], name) for name, one in found.items()), reverse=True)
    return [
        f"{ratio:12,.1f} x {sizes[name]:12,} bytes = {one.megabytes:6,.0f} MB {one.seconds:5.1f} s  {name}"
        for ratio, name, one in ((ratio, name, found[name]) for ratio, name in lines)
    ]


@pytest.mark.parametrize(("make", "code"), COUNTED.values(), ids=COUNTED)
def test_file_that_would_grow_is_refused_before_a_library_builds_it(
    make: Callable[[], bytes], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.readers.workbooks.CalamineWorkbook", None)
    (found,) = read_file(make(), "x", RULES).problems
    words = problem_text(found.code, found.row, found.column, found.value, found.details)

    assert found.code == code
    assert words.count(". ") <= 2 and words.endswith(".")


def test_worst_ratios_of_bytes_to_memory_stay_within_the_bound(tmp_path: Path) -> None:
    found, table = weighed({name: make for name, (make, _) in COUNTED.items()} | READ, tmp_path)
    sys.stdout.write("\n".join(["", *table, ""]))

    assert [name for name, one in found.items() if one.status or one.megabytes > MOST_MB] == [], "\n".join(table)
    assert [name for name in READ if found[name].code == "workbook-broken"] == []


def test_fuzz_of_hostile_workbooks_and_archives_stays_within_the_bound(tmp_path: Path) -> None:
    found, table = weighed(
        {f"{seed}": partial(drawn, random.Random(seed)) for seed in range(8 * TIMES)},  # noqa: S311 - no secrets
        tmp_path,
    )
    sys.stdout.write("\n".join(["", *table[:20], ""]))

    assert [name for name, one in found.items() if one.status or one.megabytes > MOST_MB] == [], "\n".join(table)


def test_suggestions_are_made_for_the_first_names_alone_and_the_file_says_so() -> None:
    most = load_upload_limits().suggestions.value
    known = b"".join(b"individuals_online,%s Kenya,2025,44.2\n" % (b"x" * (one % 3)) for one in range(3))
    lines = [b"individuals_online,%s,2025,44.2\n" % name for name in names(most + 1)]
    few = read_file(HEAD + known + b"".join(lines[: most - 3]), "x", RULES)
    many = read_file(HEAD + b"".join(lines) + b"individuals_online,Kenja,2025,44.2\n", "x", RULES)

    assert "suggestions-cut" not in {one.code for one in few.problems}
    assert any(one.details.get("suggestion") == "KEN" for one in few.problems)
    (note,) = [one for one in many.problems if one.code == "suggestions-cut"]
    assert note.details["limit"] == most == 100
    assert not any(one.details.get("suggestion") for one in many.problems if one.value == "Kenja")


def test_repeated_shares_are_read_as_if_each_stood_for_itself() -> None:
    header = "".join(cell(name) for name in ("indicator", "ref_area", "time_period", "obs_value", "more"))
    line = cell("individuals_online") + cell("KEN") + cell("2024", "float")
    repeated = sheet_of_ods(row(header) + row(line + cell("0.245", "percentage", 2), 3))
    single = sheet_of_ods(row(header) + row(line + cell("0.245", "percentage") * 2) * 3)

    assert read_file(repeated, "x", RULES).observations.equals(read_file(single, "x", RULES).observations)
    assert read_file(repeated, "x", RULES).observations["obs_value"].tolist() == [24.5]


def test_runs_of_shares_hold_the_cells_that_were_added() -> None:
    chance = random.Random(3)  # noqa: S311 - a test needs no secrets
    for _ in range(200):
        cells, said, first = PercentCells(), set[tuple[int, int]](), 0
        for _ in range(chance.randint(0, 5)):
            rows = chance.randint(1, 4)
            for _ in range(chance.randint(0, 3)):
                column, columns = chance.randint(0, 6), chance.randint(1, 3)
                cells.add(first, column, rows, columns)
                said |= {(first + down, column + right) for down in range(rows) for right in range(columns)}
            first += rows + chance.randint(0, 2)

        assert {(at, column) for at in range(first + 3) for column in cells.of_row(at)} == said


def test_texts_that_many_cells_share_are_counted_one_by_one_before_a_file_is_refused() -> None:
    """One long text beside a short one that stands everywhere: were each cell the long one, it would be too much."""
    rows = [("note", "value"), ("y" * 30_000, "x"), *(("n", "x") for _ in range(60_000))]

    assert read_file(xlsx({"Data": rows}), "x", RULES).recognised.sheet == "Data"


def test_workbooks_of_ordinary_figures_are_far_from_every_limit() -> None:
    lines = [("individuals_online", "KEN", 1990 + at % 30, at / 7) for at in range(20_000)]
    head = ("indicator", "ref_area", "time_period", "obs_value")
    for content in (xlsx({"Data": [head, *lines]}), ods([head, *lines]), sheet_of_xlsx("", "<si><t>x</t></si>"), CSV):
        codes = {one.code for one in read_file(content, "x", RULES).problems}

        assert not codes & {"workbook-too-large", "archive-too-large", "file-too-demanding"}
