"""Held here: a commit is acknowledged only after the disk has all of it, seen in the system calls of a child."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.data.store_samples import ROOT, added_files, log_entry, open_store, publish, publish_both

pytestmark = pytest.mark.strace

CALLS = "openat,write,fsync,fdatasync,rename,renameat,renameat2,link,linkat"
CALL = re.compile(r"^\d+ +(?P<name>\w+)\((?P<arguments>.*)")
QUOTED = re.compile(r'"([^"]*)"')
OPENED = re.compile(r"^\d+<([^>]*)>")
SCRIPT = """
import os
import sys
from pathlib import Path
from tests.data.store_samples import open_store, publish_both
store = open_store(Path(sys.argv[1]))
os.write(1, b"opened\\n")
made = publish_both(store, store.history("internet")[0].revision + 1)
os.write(1, b"acknowledged\\n")
"""


@dataclass(frozen=True)
class Trace:
    """What a child did, in order: `(call, path)`, where `said` stands for a line it printed."""

    steps: list[tuple[str, str]]

    def last(self, name: str, found: Callable[[str], bool]) -> int:
        """Return the last step of that name whose path is the one looked for, -1 if there is none."""
        return max((i for i, (call, path) in enumerate(self.steps) if call == name and found(path)), default=-1)

    def said(self, word: str) -> int:
        """Return when the child said the word."""
        return self.steps.index(("said", word))

    def assert_flushed(self, path: Path, before: str) -> None:
        """Hold that the path was flushed after its last change and before the child said the word."""
        acknowledged = self.said(before)
        early = Trace(self.steps[:acknowledged])
        changed = early.last("named", lambda named: named == str(path) or str(Path(named).parent) == str(path))
        written = early.last("written", lambda named: named in {str(path), f"{path}#1"})
        flushed = early.last("flushed", lambda named: named == str(path))

        assert max(changed, written) >= 0, f"{path} was never written"
        assert flushed > max(changed, written), f"{path} was not flushed before the acknowledgement"


def read_step(line: str) -> tuple[str, str] | None:
    """Return one line of strace as a step; a call that another thread interrupted counts from its start."""
    match = CALL.match(line)
    if not match or ") = -1" in line:
        return None
    name, arguments = match["name"], match["arguments"]
    if name.startswith(("rename", "link")):
        return "named", QUOTED.findall(arguments)[-1]
    if name == "openat":
        return ("named", QUOTED.findall(arguments)[0]) if "O_CREAT" in arguments else None
    opened = OPENED.match(arguments)
    path = opened[1] if opened else ""
    if name == "write":
        said = QUOTED.findall(arguments)[0].removesuffix("\\n")
        return ("said", said) if arguments.startswith("1<") else ("written", path)
    return "flushed", path


def trace_child(location: Path, folder: Path) -> Trace:
    """Let a child open the store and publish revisions of two datasets; return what it did."""
    if not shutil.which("strace"):
        pytest.fail("This test needs strace, and it is not installed. Install it: apt-get install strace")
    report = folder / "strace.txt"
    command = ["strace", "-f", "-y", "-s", "80", "-e", f"trace={CALLS}", "-o", str(report)]
    child = [*command, sys.executable, "-c", SCRIPT, str(location)]
    said = subprocess.run(child, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "acknowledged" in said.stdout, said.stderr
    steps = [read_step(line) for line in report.read_text(errors="replace").splitlines()]
    return Trace([step for step in steps if step])


def test_everything_a_commit_wrote_is_flushed_before_it_is_acknowledged(tmp_path: Path) -> None:
    location = tmp_path / "store"
    trace = trace_child(location, tmp_path)
    files = added_files(location, 1)

    assert [path.parent.name for path in sorted(files)] == ["dataset=internet", "dataset=prices"]
    for path in files:
        trace.assert_flushed(path, before="acknowledged")
        trace.assert_flushed(path.parent, before="acknowledged")
    trace.assert_flushed(log_entry(location, 1), before="acknowledged")
    trace.assert_flushed(location / "observations" / "_delta_log", before="acknowledged")


@pytest.mark.parametrize("table", ["observations", "targets"])
def test_everything_a_new_store_is_made_of_is_flushed_before_it_is_open(tmp_path: Path, table: str) -> None:
    location = tmp_path / "deep" / "store"
    trace = trace_child(location, tmp_path)
    entry = location / table / "_delta_log" / f"{0:020d}.json"

    trace.assert_flushed(entry, before="opened")
    trace.assert_flushed(entry.parent, before="opened")
    for data in (location / table).glob("dataset=*"):
        assert trace.last("flushed", lambda path, data=data: path == str(data)) > 0  # type: ignore[misc]
    flushed = {path for call, path in trace.steps[: trace.said("opened")] if call == "flushed"}
    assert {str(location / table), str(location), str(location.parent), str(tmp_path)} <= flushed


def test_what_a_commit_builds_on_is_flushed_before_it_is_written(tmp_path: Path) -> None:
    location = tmp_path / "store"
    publish_both(open_store(location), 1)
    trace = trace_child(location, tmp_path)
    entry = log_entry(location, 2)
    written = trace.last("named", lambda path: path == str(entry))
    flushed = {path for call, path in trace.steps[:written] if call == "flushed"}

    base = [*added_files(location, 1), log_entry(location, 1), log_entry(location, 1).parent]
    assert {str(path) for path in [*base, location / "observations" / "dataset=internet"]} <= flushed


def test_commits_of_other_tools_below_it_are_flushed_too(tmp_path: Path) -> None:
    location = tmp_path / "store"
    store = open_store(location)
    publish(store, 1)
    publish(store, 1, "prices")
    for _ in range(2):
        store_elsewhere(location)
    trace = trace_child(location, tmp_path)
    flushed = {path for call, path in trace.steps if call == "flushed"}

    assert {str(log_entry(location, version)) for version in (2, 3, 4, 5)} <= flushed


def store_elsewhere(location: Path) -> None:
    """Commit something that is no revision."""
    from deltalake import DeltaTable

    DeltaTable(location / "observations").delete("dataset = 'nothing'")
    DeltaTable(location / "observations").alter.set_table_properties({"delta.checkpointInterval": "1000"})
