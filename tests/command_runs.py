"""A command run in this process on a store of its own, as the tests of the command line do."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cli

Run = Callable[..., tuple[int, Any, str]]


def make_run(folder: Path, copied: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs a command on a copy of a store: exit status, what it printed (JSON read) and its complaint."""
    shutil.copytree(copied, folder / "store")
    monkeypatch.setenv("CONNECT2030_STORE", str(folder / "store"))

    def go(*arguments: str) -> tuple[int, Any, str]:
        status = cli.main(arguments)
        out, err = capsys.readouterr()
        return status, json.loads(out) if "--json" in arguments else out, err

    return go


def write(folder: Path, content: str, name: str = "figures.csv") -> str:
    """Write a file and return its path as a command takes it."""
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return str(path)
