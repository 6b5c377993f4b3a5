"""The command line opens a file in a process with limits, and says in a sentence what reaches one."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clock import moment_now
from commands.apart import run_apart
from services.jobs.bounds import Bounds
from services.tracker import open_tracker
from tests.data.readers.hostile import COUNTED, HEAD

ROOT = Path(__file__).parents[1]
MANY = HEAD + b"".join(b"individuals_online,KEN,%d,1%d\n" % (1960 + at % 60, at) for at in range(200_000))
WITH = "import sys; from cli import main, run_apart; from services.jobs.bounds import Bounds; "


def run(arguments: list[str], tmp_path: Path, where: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=where,
        env={**os.environ, "CONNECT2030_STORE": str(tmp_path / "store")},
        capture_output=True,
        text=True,
        check=False,
    )


def under(bounds: Bounds, *arguments: str) -> list[str]:
    """Return the arguments of Python that run a command under limits."""
    said = [*arguments]
    return ["-c", f"{WITH}sys.argv[1:] = {said!r}; sys.exit(run_apart(main, sys.argv[1:], {bounds!r}))"]


def test_hostile_file_is_refused_with_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "bad.ods"
    path.write_bytes(COUNTED["ODS, a long text in every row"][0]())
    found = run(["cli.py", "check", str(path)], tmp_path)

    assert found.returncode == 1
    assert "cells or texts are repeated over and over" in found.stdout
    assert "Traceback" not in found.stdout + found.stderr


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        (Bounds(40, 60), "The file asks for more than 40 MB of memory to be opened"),
        (Bounds(2000, 1), "Opening the file took more than 1 seconds of work"),
    ],
    ids=["memory", "time"],
)
def test_file_that_reaches_a_limit_is_told_without_a_trace(tmp_path: Path, bounds: Bounds, words: str) -> None:
    path = tmp_path / "many.csv"
    path.write_bytes(MANY.replace(b"KEN", b"KEM"))
    open_tracker(tmp_path / "store", moment_now)
    found = run(under(bounds, "check", str(path)), tmp_path)

    assert found.returncode == 1
    assert found.stderr.startswith(words) and len(found.stderr.splitlines()) == 1


def test_good_file_is_checked_as_ever_and_the_status_is_handed_on(tmp_path: Path) -> None:
    path = tmp_path / "good.csv"
    path.write_bytes(HEAD + b"individuals_online,KEN,2025,44.2\n")

    assert run(["cli.py", "check", str(path)], tmp_path).returncode == 0
    assert run(["cli.py", "check", str(tmp_path / "none.csv")], tmp_path).returncode == 2
    assert run(["cli.py", "check"], tmp_path).returncode == 2


def test_commands_that_open_no_file_run_where_they_are() -> None:
    assert run_apart(os.getpid, ["history", "check"], Bounds(1, 1)) == os.getpid()


def test_answer_is_not_kept_waiting_for_what_is_written_down_after_it(tmp_path: Path) -> None:
    path = tmp_path / "cell.csv"
    path.write_text("indicator,ref_area,time_period,obs_value\nindividuals_online,KEN,2025,41.5\n")
    tracker = open_tracker(tmp_path / "store", moment_now)
    slow = "import cli, time; cli.record_statements = lambda _: (time.sleep(4), open('after', 'w').close()); "
    said = ["publish", str(path), "--by", "Ana", "--why", "new"]
    words = f"{slow}{WITH}sys.argv[1:] = {said!r}; sys.exit(run_apart(main, sys.argv[1:], Bounds(2000, 60)))"
    found = run(["-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {words}"], tmp_path, tmp_path)

    assert (found.returncode, found.stderr) == (0, "")
    assert "Published." in found.stdout
    assert tracker.store.history("internet_access")[0].revision == 1
    assert not (tmp_path / "after").exists()

    until = time.monotonic() + 30
    while not (tmp_path / "after").exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert (tmp_path / "after").exists()
