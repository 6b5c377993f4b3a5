"""Commands that publish take turns: no more work at once than there are processors, and nobody waits for ever."""

import fcntl
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands import turns

HOLDING = """
import sys
from commands.turns import take_turn
take_turn(['publish'], 1)
print('mine', flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(turns, "TRIES", 5)


def hold_turn(tmp_path: Path) -> subprocess.Popen[str]:
    held = subprocess.Popen(
        [sys.executable, "-c", HOLDING],
        env={"TMPDIR": str(tmp_path)},
        cwd=Path(__file__).resolve().parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert held.stdout is not None
    assert held.stdout.readline() == "mine\n"
    return held


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    yield
    while turns._HELD:
        os.close(turns._HELD.pop())


def test_a_free_processor_is_taken_at_once_and_given_back_by_what_nobody_waits_for(tmp_path: Path) -> None:
    turns.take_turn(["publish"], 1)
    assert len(turns._HELD) == 1

    turns.take_the_last_turn()
    held = hold_turn(tmp_path)  # the processor is free again, though what nobody waits for goes on
    held.communicate(timeout=10)


def test_of_what_nobody_waits_for_one_works_at_a_time() -> None:
    with (turns._folder() / "last").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        turns.take_the_last_turn()
        assert turns._HELD == []  # it waited as long as it may, and goes ahead without

    turns.take_the_last_turn()
    assert len(turns._HELD) == 1


def test_who_finds_all_taken_waits_and_then_goes_ahead_without_a_turn(tmp_path: Path) -> None:
    held = hold_turn(tmp_path)
    try:
        turns.take_turn(["publish"], 1)
        assert turns._HELD == []
        turns.take_turn(["publish"], 2)
        assert len(turns._HELD) == 1
    finally:
        held.communicate(timeout=10)


def test_a_command_that_does_not_publish_waits_for_nobody(tmp_path: Path) -> None:
    held = hold_turn(tmp_path)
    try:
        turns.take_turn(["history"], 1)
        assert turns._HELD == []
    finally:
        held.communicate(timeout=10)
