"""Commands that publish take turns: no more work at once than there are processors, and nobody waits for ever."""

import subprocess
import sys
import tempfile
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


def test_a_free_processor_is_taken_at_once_and_given_back() -> None:
    turns.take_turn(["publish"], 1)

    assert len(turns._HELD) == 1
    turns.give_turn_back()
    assert turns._HELD == []


def test_who_finds_all_taken_waits_and_then_goes_ahead_without_a_turn(tmp_path: Path) -> None:
    held = hold_turn(tmp_path)
    try:
        turns.take_turn(["publish"], 1)
        assert turns._HELD == []
        turns.take_turn(["publish"], 2)
        assert len(turns._HELD) == 1
    finally:
        turns.give_turn_back()
        held.communicate(timeout=10)


def test_a_command_that_does_not_publish_waits_for_nobody(tmp_path: Path) -> None:
    held = hold_turn(tmp_path)
    try:
        turns.take_turn(["history"], 1)
        assert turns._HELD == []
    finally:
        held.communicate(timeout=10)
