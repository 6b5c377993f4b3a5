"""Held here: several processes write and read the store at once, and nothing is overwritten unseen."""

import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

from data.store import DatasetMoved, Store, StoreHeld
from data.store.durability import held_alone
from tests.data.store_samples import ANA, ROOT, check_whole, make_rows, open_store, publish


@pytest.fixture
def location(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def store(location: Path) -> Store:
    return open_store(location)


def test_writer_who_looked_at_an_older_revision_is_told(store: Store, location: Path) -> None:
    other = open_store(location)
    publish(other, 1)

    with pytest.raises(DatasetMoved, match="revision 1") as told:
        store.commit({"internet": make_rows(2)}, {"internet": 0}, ANA)
    assert (told.value.dataset, told.value.expected, told.value.actual) == ("internet", 0, 1)
    assert store.read("internet").equals(make_rows(1))


def test_dataset_that_a_deed_only_relies_on_must_not_have_moved_either(store: Store) -> None:
    publish(store, 1, "prices")

    with pytest.raises(DatasetMoved, match="prices"):
        store.commit({"internet": make_rows(2)}, {"internet": 0, "prices": 0}, ANA)


def test_who_waits_gets_the_store_in_the_order_in_which_all_came_and_sleeps_meanwhile(location: Path) -> None:
    location.mkdir()
    order: list[int] = []

    def take(number: int) -> None:
        with held_alone(location, 60):
            order.append(number)

    waiting = [Thread(target=take, args=(number,)) for number in range(8)]
    with held_alone(location):
        for one in waiting:
            one.start()
            time.sleep(0.05)
        before = time.process_time()
        time.sleep(0.5)
        worked = time.process_time() - before
    for one in waiting:
        one.join()

    assert order == list(range(8))
    assert worked < 0.005


def test_who_gave_up_waiting_holds_up_nobody_afterwards(location: Path) -> None:
    location.mkdir()
    with held_alone(location), pytest.raises(StoreHeld), held_alone(location, 0.05):
        pass

    with held_alone(location, 5):
        assert True


CHILD = """
import sys
from pathlib import Path
from data.store import DatasetMoved, Deed
from tests.data.store_samples import make_rows, open_store, publish_both

def say(*words):
    print(*words, flush=True)

location, dataset, mark, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
"""
PUBLISH_IN_STEP = """
store = open_store(location)
for _ in range(times):
    based_on = store.history(dataset)[0].revision
    say("ready")
    sys.stdin.readline()
    try:
        made = store.commit({dataset: make_rows(mark)}, {dataset: based_on}, Deed(by=str(mark), why="race"))
        say("won", made[0].revision, made[0].version)
    except DatasetMoved as moved:
        say("moved", moved.actual, 0)
"""
OPEN_IN_STEP = """
say("ready")
sys.stdin.readline()
store = open_store(location)
say(store.read(dataset).num_rows, store.history(dataset)[0].revision, store.snapshot().key)
"""
PUBLISH_ALONE = """
store = open_store(location)
for number in range(1, times + 1):
    publish_both(store, number)
"""


class Child:
    """A second process that speaks in lines."""

    def __init__(self, script: str, location: Path, dataset: str, mark: int, times: int) -> None:
        arguments = [str(location), dataset, str(mark), str(times)]
        self.process = subprocess.Popen(
            [sys.executable, "-c", CHILD + script, *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def hear(self) -> list[str]:
        assert self.process.stdout is not None
        return self.process.stdout.readline().split()

    def tell(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def finish(self) -> int:
        self.process.communicate(timeout=60)
        return self.process.returncode


def race(location: Path, datasets: tuple[str, str], times: int) -> list[list[list[str]]]:
    """Let two processes publish at the same moment, again and again; return what each round answered."""
    children = [Child(PUBLISH_IN_STEP, location, name, i + 1, times) for i, name in enumerate(datasets)]
    rounds = []
    for _ in range(times):
        for child in children:
            child.hear()
        for child in children:
            child.tell()
        rounds.append([child.hear() for child in children])
    assert [child.finish() for child in children] == [0, 0]
    return rounds


def test_of_two_processes_publishing_the_same_dataset_at_once_one_wins_and_one_is_told(
    store: Store, location: Path
) -> None:
    rounds = race(location, ("internet", "internet"), 25)
    history = store.history("internet")[::-1]

    assert [sorted(word for word, *_ in answers) for answers in rounds] == [["moved", "won"]] * 25
    assert [made.revision for made in history] == list(range(26))
    for number, answers in enumerate(rounds, start=1):
        winner = [word for word, *_ in answers].index("won") + 1
        assert history[number].by == str(winner)
        assert store.read("internet", number).equals(make_rows(winner))


def test_two_processes_publishing_different_datasets_at_once_both_get_in(store: Store, location: Path) -> None:
    rounds = race(location, ("internet", "prices"), 25)

    assert [[answer[:2] for answer in answers] for answers in rounds] == [
        [["won", str(number)]] * 2 for number in range(1, 26)
    ]
    assert [sorted(int(version) for _, _, version in answers) for answers in rounds] == [
        [number, number + 1] for number in range(1, 51, 2)
    ]
    assert store.read("internet").equals(make_rows(1))
    assert store.read("prices").equals(make_rows(2))


def test_two_processes_opening_an_empty_folder_at_once_share_one_store(tmp_path: Path) -> None:
    for number in range(3):
        children = [Child(OPEN_IN_STEP, tmp_path / str(number), "internet", 0, 0) for _ in range(2)]
        for child in children:
            child.hear()
        for child in children:
            child.tell()
        said = [child.hear() for child in children]

        assert [child.finish() for child in children] == [0, 0]
        assert said[0] == said[1]
        assert said[0][:2] == ["3", "0"]


def test_reader_sees_only_whole_revisions_while_a_writer_publishes(store: Store, location: Path) -> None:
    writer = Child(PUBLISH_ALONE, location, "internet", 0, 40)
    seen: list[int] = []
    while writer.process.poll() is None or not seen:
        snapshot = open_store(location).snapshot()
        seen.append(check_whole(snapshot))

    assert writer.finish() == 0
    assert seen == sorted(seen)
    assert len(set(seen)) > 2
    assert check_whole(store.snapshot()) == 40
