"""One clock, and one view: nothing below the doors reads the time, and nobody who looks back sees today's reference."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.test_house import ROOT, product_files

MAY_READ = {
    "clock.py": {
        "datetime.datetime.now": "this is the clock of the doors",
        "time.monotonic": "CONNECT2030_TODAY runs on with the time of the process",
    },
    "pages/widgets/upload_gate.py": {
        "time.monotonic": "for how long an upload takes its room or has lain there; no date comes of it",
    },
    "services/jobs/process.py": {
        "time.monotonic": "how often progress is told, and the moment it was given running on; no date comes of it",
    },
}
MAY_ASK = {"cli.py", "pages/widgets/access.py"}
"""The doors: whoever else wants the time is given it. The benchmarks are a door too, and no part of the product."""
NO_CLOCK = {"time.sleep", "time.struct_time"}
NAMES_OF_CLOCKS = {
    *(f"datetime.datetime.{name}" for name in ("now", "today", "utcnow")),
    "datetime.date.today",
    *(f"pandas.Timestamp.{name}" for name in ("now", "today", "utcnow")),
    "os.times",
}
WORDS_FOR_NOW = {"now", "today"}
TAKE_WORDS = {"pandas.Timestamp", "pandas.to_datetime", "numpy.datetime64"}

NEWEST = {
    "pages/widgets/access.py": "the door: the newest reference data where no earlier day is chosen",
    "services/checking.py": "a file is read against what is published now",
    "services/own_indicators.py": "an indicator is added to or taken from what is published now",
    "services/previewing.py": "a preview says what publishing now would do",
    "services/refused_rows.py": "rows go back to their sender as a file is read now",
    "services/jobs/deeds.py": "a file is read against what is published now",
    "services/projecting/recording.py": "which datasets are recorded; what is said of one has the view of its own day",
}
"""Who may take the reference data of the tracker, which are those of today."""


def tracked_tests() -> list[str]:
    """Return the Python files of the tests."""
    found = subprocess.run(["git", "ls-files", "tests/*.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for path in found.stdout.split() if (ROOT / path).is_file()]


def imported_names(tree: ast.AST) -> dict[str, str]:
    """Return what each imported name of a module stands for, in full."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                found[one.asname or one.name.split(".")[0]] = one.name if one.asname else one.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
    return found


def full_name(node: ast.AST, names: dict[str, str]) -> str:
    """Return a dotted name in full, empty where it is no name that was imported."""
    if isinstance(node, ast.Name):
        return names.get(node.id, "")
    if isinstance(node, ast.Attribute):
        return f"{base}.{node.attr}" if (base := full_name(node.value, names)) else ""
    return ""


def is_clock(name: str) -> bool:
    """Return whether a name in full is that of something that tells the time."""
    return name in NAMES_OF_CLOCKS or (name.startswith("time.") and name not in NO_CLOCK)


def clock_reads(source: str) -> Iterator[tuple[int, str]]:
    """Give every place where a module takes hold of a clock, called or not, with the clock's name in full."""
    tree = ast.parse(source)
    names = imported_names(tree)
    for node in ast.walk(tree):
        name = full_name(node, names)
        if isinstance(node, ast.Attribute | ast.Name) and is_clock(name):
            yield node.lineno, name
        elif isinstance(node, ast.Call) and full_name(node.func, names) in TAKE_WORDS and _says_now(node):
            yield node.lineno, full_name(node.func, names)


def _says_now(call: ast.Call) -> bool:
    return any(isinstance(one, ast.Constant) and one.value in WORDS_FOR_NOW for one in call.args)


def clocks_below_the_doors(path: str, source: str) -> Iterator[str]:
    """Find where the product reads a clock, the listed places aside."""
    for line, name in clock_reads(source):
        if name not in MAY_READ.get(path, {}):
            yield f"{path}:{line} reads the clock with {name}: take the day or the moment as a value"


def askers_below_the_doors(path: str, source: str) -> Iterator[str]:
    """Find who imports the clock of the doors without being one."""
    asked = {"clock"} & {name.split(".")[0] for name in imported_names(ast.parse(source)).values()}
    if asked and path not in MAY_ASK:
        yield f"{path} imports the clock of the doors: take the day or the moment as a value"


def todays_reference(path: str, source: str) -> Iterator[str]:
    """Find where the reference data of the tracker, which are today's, are taken by whoever shows a view."""
    if path in NEWEST:
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in {"reference", "built_in"} and _is_tracker(node.value):
            yield f"{path}:{node.lineno} takes the reference data of today: take those of the view"


def _is_tracker(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return _is_tracker(node.func)
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return name in {"tracker", "get_tracker", "open_tracker", "_tracker"}


CHECKS = [clocks_below_the_doors, askers_below_the_doors, todays_reference]


@pytest.mark.parametrize("check", CHECKS)
def test_product_has_one_clock_and_one_view(check: object) -> None:
    assert callable(check)
    files = product_files()
    found = [line for path in files for line in check(path, (ROOT / path).read_text(encoding="utf-8"))]

    assert "clock.py" in files
    assert not found, "\n".join(found)


def test_every_exception_is_still_needed() -> None:
    read = {path: {name for _, name in clock_reads((ROOT / path).read_text(encoding="utf-8"))} for path in MAY_READ}

    assert read == {path: set(names) for path, names in MAY_READ.items()}
    assert all("tracker.reference" in Path(ROOT / path).read_text(encoding="utf-8") for path in NEWEST)


PLANTED = [
    pytest.param("from datetime import date\nx = date.today()\n", id="today"),
    pytest.param("import datetime\nx = datetime.date.today()\n", id="module"),
    pytest.param("import datetime as dt\nx = dt.datetime.now(dt.UTC)\n", id="module-under-another-name"),
    pytest.param("from datetime import datetime as when\nx = when.utcnow()\n", id="class-under-another-name"),
    pytest.param("from datetime import datetime\nf = field(default_factory=datetime.now)\n", id="not-called"),
    pytest.param("from datetime import datetime\ndef f(now=datetime.today): ...\n", id="default"),
    pytest.param("import time\nx = time.time()\n", id="seconds"),
    pytest.param("import time\nx = time.time_ns()\n", id="nanoseconds"),
    pytest.param("from time import time\nx = time()\n", id="function-by-its-name"),
    pytest.param("import time\nx = time.localtime().tm_year\n", id="local-time"),
    pytest.param("import time\nx = time.gmtime()\n", id="utc"),
    pytest.param("import time\nx = time.strftime('%Y')\n", id="written-out"),
    pytest.param("import time\nx = time.monotonic()\n", id="monotonic-where-it-is-not-listed"),
    pytest.param("import pandas as pd\nx = pd.Timestamp.now()\n", id="pandas"),
    pytest.param("import pandas as pd\nx = pd.Timestamp('now')\n", id="pandas-by-a-word"),
    pytest.param("import numpy as np\nx = np.datetime64('today')\n", id="numpy-by-a-word"),
]
ALLOWED = [
    pytest.param("from datetime import date\nx = date.fromisoformat('2026-11-22')\n", id="a-date"),
    pytest.param("import time\ntime.sleep(1)\n", id="sleep"),
    pytest.param("def f(today): return today.strftime('%Y')\n", id="a-day-that-came-in"),
    pytest.param("def f(deeds): return deeds.now.day\n", id="a-view-named-now"),
    pytest.param("import pandas as pd\nx = pd.Timestamp('2026-11-22')\n", id="a-moment"),
]


@pytest.mark.parametrize("source", PLANTED)
def test_clock_that_is_planted_below_the_doors_is_found(source: str) -> None:
    assert list(clocks_below_the_doors("services/a.py", source))


@pytest.mark.parametrize("source", ALLOWED)
def test_what_is_no_clock_is_left_alone(source: str) -> None:
    assert not list(clocks_below_the_doors("services/a.py", source))


@pytest.mark.parametrize("source", ["import clock\n", "from clock import today\n", "from clock import today as t\n"])
def test_clock_of_the_doors_is_no_service_for_everybody(source: str) -> None:
    assert list(askers_below_the_doors("services/a.py", source))
    assert list(askers_below_the_doors("pages/explore/maps.py", source))
    assert not list(askers_below_the_doors("cli.py", source))


@pytest.mark.parametrize(
    "source",
    ["x = tracker.reference\n", "x = get_tracker().reference\n", "x = self.tracker.reference\n", "tracker.built_in\n"],
)
def test_reference_of_today_in_what_shows_a_view_is_found(source: str) -> None:
    assert list(todays_reference("topics/peers.py", source))
    assert list(todays_reference("pages/explore/country.py", source))
    assert not list(todays_reference("topics/peers.py", "x = view.reference\n"))


def test_no_test_depends_on_the_real_day() -> None:
    """The time of a process may be measured; of the calendar there is the day in `tests/days.py` alone."""
    own = {"tests/test_calendar.py"}
    found = [
        f"{path}:{line} {name}"
        for path in tracked_tests()
        if path not in own
        for line, name in clock_reads((ROOT / path).read_text(encoding="utf-8"))
        if name not in {"time.monotonic", "time.perf_counter", "time.process_time"}
    ]

    assert not found, "\n".join(found)
