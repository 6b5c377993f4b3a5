"""Held here: whatever is taken from a store, nothing wrong is served and nothing is written over it.

`make soak` runs the long form.
"""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from data.store import RevisionDamaged, StoreError
from data.store.backup import back_up, put_back
from data.store.health import examine_store
from tests.data.store_samples import ANA, ROOT, SOAK, checksums, make_rows, open_store, publish, say

PROCESSES = 4
PUBLICATIONS = 125 if SOAK else 10  # of each process
PUBLISH = """
import sys
from pathlib import Path
from data.store import DatasetMoved, Deed
from tests.data.store_samples import make_rows, open_store
store, name, times = open_store(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
while times:
    newest = store.history("internet")[0].revision
    try:
        made = store.commit({"internet": make_rows(newest + 1)}, {"internet": newest}, Deed(by=name, why="one of many"))
    except DatasetMoved:
        continue
    times -= 1
    print(made[0].revision, flush=True)
"""


@pytest.fixture
def location(tmp_path: Path) -> Path:
    place = tmp_path / "store"
    store = open_store(place)
    for value in (1, 2, 3):
        publish(store, value)
    return place


def serves_nothing_wrong(location: Path) -> None:
    """Hold that each revision is read as it was published, or not at all."""
    store = open_store(location)
    for number in range(4):
        try:
            rows = store.read("internet", number)
        except (RevisionDamaged, StoreError, LookupError):
            continue
        assert rows.equals(make_rows(number))


def test_every_file_and_folder_is_taken_away_in_turn_and_put_back(location: Path) -> None:
    before = checksums(location)
    refused = 0
    for name in sorted(before):
        shutil.move(location / name, location.parent / "taken")
        without = checksums(location)
        serves_nothing_wrong(location)
        assert checksums(location) == without
        needed = bool(examine_store(location, {}, deep=True))
        if needed and examine_store(location, {}):
            with pytest.raises((StoreError, LookupError)):
                open_store(location).commit({"internet": make_rows(9)}, {"internet": 3}, ANA)
            refused += 1
            assert checksums(location) == without
        shutil.move(location.parent / "taken", location / name)

        assert checksums(location) == before
    say(f"{len(before)} files and folders taken away, {refused} stopped a publication; nothing wrong was served")
    assert refused >= 10


def test_many_publish_at_once_while_copies_are_taken_and_every_copy_is_whole(location: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", PUBLISH, str(location)]
    children = [
        subprocess.Popen([*command, f"p{one}", str(PUBLICATIONS)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for one in range(PROCESSES)
    ]
    copies = 0
    while any(child.poll() is None for child in children):
        back_up(location, tmp_path / "backup", 60)
        assert examine_store(tmp_path / "backup", {}, deep=True) == []
        copies += 1
        time.sleep(0.2)
    made = sorted(int(line) for child in children for line in child.communicate()[0].splitlines())
    back_up(location, tmp_path / "backup", 60)
    put_back(tmp_path / "backup", tmp_path / "restored", None)
    restored = open_store(tmp_path / "restored")

    assert [child.returncode for child in children] == [0] * PROCESSES
    assert made == list(range(4, 4 + PROCESSES * PUBLICATIONS))
    assert [one.revision for one in restored.history("internet")] == list(range(made[-1], -1, -1))
    assert restored.read("internet").equals(make_rows(made[-1]))
    assert examine_store(location, {}, deep=True) == []
    say(f"{len(made)} publications by {PROCESSES} processes, {copies} copies taken meanwhile: all whole")
