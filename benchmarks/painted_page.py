"""The schools page drawn whole with 2.1 million schools: how long a reader waits for a filter chosen the first time."""

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from streamlit.testing.v1 import AppTest

from benchmarks.measure import Measured

ROOT = Path(__file__).resolve().parent.parent
FILTERS: Sequence[Mapping[str, str | list[str]]] = (
    {"level": ["Primary"]},
    {"level": ["Secondary"], "connected": ["no"]},
    {"level": [], "connected": ["yes", "unknown"]},
    {"connected": [], "type": ["fiber"]},
    {"type": [], "area": "AFR"},
    {"area": "IND"},
    {"area": "KEN"},
    {"area": "KEN", "level": ["Primary"]},
)
"""What a reader chooses one after the other; what is not named stays as it was."""


def measure_painted_page(store: Path, against: str, seconds: float) -> Iterator[Measured]:
    """Yield the seconds on the clock from each choice of a filter to the whole page, and for the same view again."""
    os.environ["CONNECT2030_STORE"] = str(store)
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=300)
    app.switch_page("pages/progress/schools.py")
    app.run()
    for chosen in FILTERS:
        for parameter, value in chosen.items():
            kind = app.selectbox if isinstance(value, str) else app.multiselect
            box = next(one for one in kind if str(one.key).startswith(f"choice_{parameter}"))
            box.set_value(value)  # type: ignore[arg-type] # one for a list of one, several for the others
        words = ", ".join(f"{name} {_words(value)}" for name, value in chosen.items())
        for turn in ("first", "again"):
            before = time.perf_counter()
            app.run()
            took = time.perf_counter() - before
            assert not app.exception
            yield Measured(f"schools page, painted: {words}, {turn}", took, against, seconds, clock="on the clock")


def _words(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "+".join(value) or "all"
