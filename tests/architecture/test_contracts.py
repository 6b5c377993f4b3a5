"""The import contracts hold, and a planted breach turns them red."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("charts", "commands", "data", "exhibits", "i18n", "metrics", "pages", "reports", "services", "topics")
OURS = {*PACKAGES, "cli", "dashboard"}
LINTER = Path(sys.executable).with_name("lint-imports")

# What the two front doors may import of ours, and the libraries they must not know.
DOORS = {
    "dashboard.py": ({"pages", "i18n"}, {"plotly", "deltalake"}),
    "cli.py": ({"commands", "topics", "services", "reports", "i18n"}, {"streamlit", "plotly", "deltalake"}),
}

BREACHES = [
    pytest.param("metrics/planted.py", "import streamlit", "metrics.planted -> streamlit", id="streamlit"),
    pytest.param("services/planted.py", "import plotly", "services.planted -> plotly", id="plotly"),
    pytest.param("topics/planted.py", "import streamlit", "topics.planted -> streamlit", id="streamlit-in-a-topic"),
    pytest.param("exhibits/planted.py", "import plotly", "exhibits.planted -> plotly", id="plotly-in-an-exhibit"),
    pytest.param("topics/planted.py", "import charts.key", "topics.planted -> charts.key", id="drawing-in-a-topic"),
    pytest.param("services/planted.py", "import topics", "services.planted -> topics", id="deed-that-asks-a-topic"),
    pytest.param("exhibits/planted.py", "import services", "exhibits.planted -> services", id="exhibit-that-asks"),
    pytest.param("metrics/planted.py", "import pathlib", "metrics.planted -> pathlib", id="file-in-metrics"),
    pytest.param("metrics/planted.py", "import services", "metrics.planted -> services", id="upwards"),
    pytest.param("charts/planted.py", "import reports", "charts.planted -> reports", id="sideways"),
    pytest.param("i18n/planted.py", "import data", "i18n.planted -> data", id="leaf"),
    pytest.param(
        "data/schemas/planted.py",
        "import data.readers",
        "data.schemas.planted -> data.readers",
        id="inside-data",
    ),
    pytest.param(
        "reports/planted.py",
        "import data.readers",
        "reports.planted -> data.readers",
        id="reports-past-schemas",
    ),
    pytest.param("pages/planted.py", "import deltalake", "pages.planted -> deltalake", id="table-format"),
]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts over a folder."""
    return subprocess.run(
        [LINTER, "--no-logo", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def squeeze(text: str) -> str:
    """Put wrapped lines together, so that a chain of imports can be looked for."""
    return " ".join(text.split())


@pytest.fixture
def copy_of_the_house(tmp_path: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_contracts_hold() -> None:
    run = lint_imports(ROOT)

    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize(("path", "line", "named"), BREACHES)
def test_contracts_name_a_planted_breach(copy_of_the_house: Path, path: str, line: str, named: str) -> None:
    (copy_of_the_house / path).write_text(f"{line}\n", encoding="utf-8")

    run = lint_imports(copy_of_the_house)

    assert run.returncode == 1, run.stdout + run.stderr
    assert named in squeeze(run.stdout)


def imported_names(source: str) -> Iterator[str]:
    """Yield the first part of every module that a source imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def breaches_of_a_door(source: str, allowed: set[str], unknown: set[str]) -> set[str]:
    """Return what a front door imports although it must not."""
    names = set(imported_names(source))
    return (names & (OURS - allowed)) | (names & unknown)


@pytest.mark.parametrize("door", DOORS)
def test_front_door_imports_only_its_rooms(door: str) -> None:
    allowed, unknown = DOORS[door]
    source = (ROOT / door).read_text(encoding="utf-8")

    assert breaches_of_a_door(source, allowed, unknown) == set()


@pytest.mark.parametrize("line", ["import streamlit as st", "from pages.widgets import filters", "import data.store"])
def test_planted_import_in_the_command_line_is_found(line: str) -> None:
    assert breaches_of_a_door(f"import argparse\n{line}\n", *DOORS["cli.py"])


def test_nobody_imports_a_front_door() -> None:
    sources = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    guilty = [
        str(path.relative_to(ROOT))
        for path in sources
        if {"cli", "dashboard"} & set(imported_names(path.read_text(encoding="utf-8")))
    ]

    assert guilty == []
