"""The measures of the house: small functions, pages and modules, and no flat pages."""

import ast
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = (
    "charts/",
    "commands/",
    "data/",
    "exhibits/",
    "i18n/",
    "metrics/",
    "pages/",
    "reports/",
    "services/",
    "topics/",
    "cli.py",
    "clock.py",
    "dashboard.py",
)

FUNCTION_LINES = 30
PAGE_LINES = 200
MODULE_LINES = 500
"""Upper bounds: a module is a chapter, usually of 150 to 400 lines. 250 split thoughts over several modules."""
DASHBOARD_LINES = 100
"""It is the whole server: routes, middleware, error hook, options. Before, it was the script of a session alone."""

Function = ast.FunctionDef | ast.AsyncFunctionDef
Check = Callable[[str, str], Iterator[str]]


def product_files() -> list[str]:
    """Return the Python files of the product: tracked ones, and new ones that git does not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")
    return sorted({path for path in listed if path.startswith(PRODUCT) and (ROOT / path).is_file()})


def length_without_docstring(function: Function) -> int:
    """Return the lines of a function from `def` to its end, its docstring not counted."""
    whole = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return whole
    docstring = function.body[0]
    return whole - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


def long_functions(path: str, source: str) -> Iterator[str]:
    """Find functions of more than 30 lines."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Function) and (length := length_without_docstring(node)) > FUNCTION_LINES:
            yield f"{path}:{node.lineno} {node.name} has {length} lines, {FUNCTION_LINES} at most"


def line_limit(path: str) -> int:
    """Return how many lines a file may have."""
    if path == "dashboard.py":
        return DASHBOARD_LINES
    if path.startswith("pages/") and not path.startswith("pages/widgets/"):
        return PAGE_LINES
    return MODULE_LINES


def long_files(path: str, source: str) -> Iterator[str]:
    """Find pages of more than 200 lines and modules of more than 500."""
    lines, limit = len(source.splitlines()), line_limit(path)
    if lines > limit:
        yield f"{path} has {lines} lines, {limit} at most"


def flat_pages(path: str, source: str) -> Iterator[str]:
    """Find pages outside the folder of their section: only the script of a session lies right under pages/."""
    if path.startswith("pages/") and path.count("/") == 1 and path not in ("pages/__init__.py", "pages/app.py"):
        yield f"{path} lies flat in pages/: put it into the folder of its section"


CHECKS: list[Check] = [long_functions, long_files, flat_pages]

BODY = "    x = 1\n"
PLANTED = [
    pytest.param(long_functions, "metrics/a.py", "def f():\n" + BODY * 30, id="function-of-31-lines"),
    pytest.param(long_functions, "metrics/a.py", "class A:\n  async def f(s):\n" + BODY * 30, id="method"),
    pytest.param(long_files, "metrics/a.py", "x = 1\n" * 501, id="module-of-501-lines"),
    pytest.param(long_files, "pages/manage/upload.py", "x = 1\n" * 201, id="page-of-201-lines"),
    pytest.param(long_files, "dashboard.py", "x = 1\n" * 101, id="dashboard-of-101-lines"),
    pytest.param(flat_pages, "pages/upload.py", "", id="flat-page"),
]
ALLOWED = [
    pytest.param(long_functions, "metrics/a.py", "def f():\n" + BODY * 29, id="function-of-30-lines"),
    pytest.param(
        long_functions,
        "metrics/a.py",
        'def f():\n    """A.\n' + "\n" * 9 + '    """\n' + BODY * 29,
        id="docstring",
    ),
    pytest.param(long_files, "pages/widgets/filters.py", "x = 1\n" * 500, id="shared-page-code-is-a-module"),
    pytest.param(long_files, "pages/manage/upload.py", "x = 1\n" * 200, id="page-of-200-lines"),
    pytest.param(flat_pages, "pages/__init__.py", "", id="init"),
    pytest.param(flat_pages, "pages/manage/upload.py", "", id="page-in-its-section"),
]


@pytest.mark.parametrize("check", CHECKS)
def test_house_keeps_its_measures(check: Check) -> None:
    files = product_files()
    found = [line for path in files for line in check(path, (ROOT / path).read_text(encoding="utf-8"))]

    assert files, "git lists no file of the product"
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("check", "path", "source"), PLANTED)
def test_check_finds_a_planted_breach(check: Check, path: str, source: str) -> None:
    assert list(check(path, source))


@pytest.mark.parametrize(("check", "path", "source"), ALLOWED)
def test_check_leaves_the_allowed_alone(check: Check, path: str, source: str) -> None:
    assert not list(check(path, source))
