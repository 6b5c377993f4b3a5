"""The command line says of every figure from the invented example that it is one, and judges nothing by it."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import cli
from clock import moment_now
from services.examples import publish_example
from services.publishing import Who
from services.tracker import open_tracker

TODAY = date(2026, 11, 22)
Run = Callable[..., tuple[int, str, str]]
REAL = "pledge_id,pledger,amount,currency,usd_rate,rate_date\n1,Ana's Network,100000000,EUR,1.1,2024-01-01\n"


@pytest.fixture
def run(tmp_path: Path, kept_store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on a store of its own; give exit status, what it printed and its notes."""
    shutil.copytree(kept_store, tmp_path / "store")
    monkeypatch.setenv("CONNECT2030_STORE", str(tmp_path / "store"))

    def go(*arguments: str) -> tuple[int, str, str]:
        status = cli.main([*arguments, "--today", TODAY.isoformat()])
        return status, *capsys.readouterr()

    return go


@pytest.fixture
def with_examples(run: Run, tmp_path: Path) -> Run:
    """Run commands where the examples of both registers are loaded."""
    tracker = open_tracker(tmp_path / "store", moment_now)
    for dataset in ("schools", "pledges"):
        publish_example(tracker, dataset, Who("Ana", "to see"), TODAY)
    return run


@pytest.mark.parametrize("command", ["schools", "pledges"])
def test_example_is_called_one_beside_every_figure(with_examples: Run, command: str) -> None:
    plain, asked = with_examples(command), with_examples(command, "--json")

    assert plain[1].startswith("EXAMPLE: these rows are invented.")
    assert plain[2] == ""
    assert json.loads(asked[1])["example"] is True
    assert asked[2].startswith("EXAMPLE: these rows are invented.")
    exported = with_examples("export", command)
    assert "example" in exported[1].splitlines()[0].split(",")
    assert exported[2].startswith("EXAMPLE")


def test_example_decides_no_target_and_makes_up_no_gap(run: Run, with_examples: Run) -> None:
    status, said, why = with_examples("shortfall", "schools_online", "KEN", "--json")
    judged = {one["target_id"]: one for one in json.loads(with_examples("scorecard", "--json")[1])}

    assert (status, said) == (2, "")
    assert "census" in why
    assert judged["GIGA-1"]["latest_value"] is None
    assert judged["P2C-1"]["latest_value"] == 82e9


def test_real_rows_are_no_example_and_their_sum_is_exact(run: Run, tmp_path: Path) -> None:
    assert json.loads(run("schools", "--json")[1])["example"] is False
    path = tmp_path / "pledges.csv"
    path.write_text(REAL, encoding="utf-8")
    assert run("publish", str(path), "--by", "Ana", "--why", "the list")[0] == 0
    status, said, note = run("pledges", "--json")
    found = json.loads(said)

    assert (status, note, found["example"]) == (0, "", False)
    assert found["pledged_usd"] == 110_000_000
    assert "EXAMPLE" not in run("pledges")[1]
