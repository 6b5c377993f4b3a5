"""Held here: a process killed at any moment loses nothing it acknowledged and leaves nothing half done.

One process imports the store once and then forks a publisher for each kill, before it has touched a table itself;
so a kill costs a tenth of a second, not the second that imports take.
"""

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from data.store import Store
from tests.data.store_samples import ROOT, SOAK, added_files, check_whole, log_entry, make_rows, open_store, say

LANES = 2
STORES = 20 if SOAK else 2  # in each lane
KILLS = 25 if SOAK else 13  # in each store
LONGEST_WAIT_S = 0.08
PUBLISHERS = """
import os
import sys
from pathlib import Path
from tests.data.store_samples import open_store, publish_both

def say(word, number):
    os.write(1, f"{word} {number}\\n".encode())

def publish_on(location):
    store = open_store(location)
    number = store.history("internet")[0].revision
    while True:
        number += 1
        publish_both(store, number)
        say("acknowledged", number)

for line in sys.stdin:
    child = os.fork()
    if not child:
        publish_on(Path(line.strip()))
    say("started", child)
    os.waitpid(child, 0)
    say("dead", child)
"""


class Publishers:
    """A process that starts one publisher after another and repeats what they say."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", PUBLISHERS],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def hear(self) -> tuple[str, int]:
        assert self._process.stdout is not None
        word, number = self._process.stdout.readline().split()
        return word, int(number)

    def kill_one(self, location: Path, wait_s: float) -> int:
        """Start a publisher, kill it that long after its first acknowledgement; return its last one."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{location}\n")
        self._process.stdin.flush()
        heard = dict([self.hear(), self.hear()])
        time.sleep(wait_s)
        os.kill(heard["started"], signal.SIGKILL)
        while "dead" not in heard:
            heard |= [self.hear()]
        return heard["acknowledged"]

    def stop(self) -> None:
        self._process.communicate(timeout=30)


def check_after_kill(store: Store, acknowledged: int) -> int:
    """Hold that what was acknowledged is there whole, and one more revision at most; return the newest."""
    newest = check_whole(store.snapshot())
    assert newest in {acknowledged, acknowledged + 1}
    for dataset in ("internet", "prices"):
        if newest > acknowledged:
            assert store.read(dataset, acknowledged).equals(make_rows(acknowledged))
        assert [made.revision for made in store.history(dataset)] == list(range(newest, -1, -1))
    return newest


def files_no_commit_names(location: Path) -> int:
    """Return how many data files killed publishers left behind: the proof that kills fell into commits."""
    named = set()
    version = 0
    while log_entry(location, version).exists():
        named |= set(added_files(location, version))
        version += 1
    return len(set((location / "observations").glob("dataset=*/*")) - named)


def kill_in_lane(folder: Path, chance: random.Random) -> int:
    """Kill one publisher after another and look at the store each time; return how often it was in a commit."""
    publishers = Publishers()
    in_commit = 0
    try:
        for location in [folder / f"store-{number}" for number in range(STORES)]:
            for _ in range(KILLS):
                acknowledged = publishers.kill_one(location, chance.uniform(0, LONGEST_WAIT_S))
                store = open_store(location)
                assert store.notices == ()
                in_commit += check_after_kill(store, acknowledged) - acknowledged
            in_commit += files_no_commit_names(location)
    finally:
        publishers.stop()
    return in_commit


def test_killed_publisher_loses_nothing_acknowledged_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    folders = [tmp_path / str(lane) for lane in range(LANES)]
    chances = [random.Random(lane) for lane in range(LANES)]  # noqa: S311 - moments to kill at, not secrets
    with ThreadPoolExecutor(LANES) as lanes:
        in_commit = list(lanes.map(kill_in_lane, folders, chances))

    say(f"{LANES * STORES * KILLS} kills, {sum(in_commit)} of them within a commit: nothing acknowledged was lost")
    assert min(in_commit) > 0, "no kill fell into a commit"
