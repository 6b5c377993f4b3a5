"""What we use of Streamlit that it does not promise stands in one module, and is there in the installed version."""

import ast
import re
from pathlib import Path

import pytest
import streamlit as st
from streamlit.runtime.scriptrunner import ScriptRunContext

from pages.widgets.framework import SCRIPT_STATE, TEST_IDS, UPLOAD_ADDRESS

ROOT = Path(__file__).parents[2]
STREAMLIT = Path(st.__file__).parent
FRAMEWORK = ROOT / "pages" / "widgets" / "framework.py"
PUBLIC = {"streamlit", "streamlit.errors", "streamlit.starlette"}
"""The modules of Streamlit that its documents name."""
SOURCES = [ROOT / "dashboard.py", *(path for path in ROOT.glob("pages/**/*.py") if path != FRAMEWORK)]
MARKED = [*SOURCES, ROOT / "charts" / "style.css"]
MARK = re.compile(r"data-testid=\\?[\"']?(st[A-Za-z]+)|(?<![\w-])\.(st[A-Z][A-Za-z]+)")


def private_parts(source: str) -> list[str]:
    """Return what a module takes of Streamlit beside its public API: imports and names that begin with a line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("streamlit"):
            found += [f"{node.module}.{one.name}" for one in node.names if node.module not in PUBLIC]
            found += [one.name for one in node.names if node.module == "streamlit" and one.name == "runtime"]
        elif isinstance(node, ast.Import):
            found += [one.name for one in node.names if one.name.startswith("streamlit.")]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "st":
            found += [f"st.{node.attr}"] if node.attr.startswith("_") or node.attr == "runtime" else []
    return found


def test_nothing_but_one_module_uses_private_parts_of_streamlit() -> None:
    found = {path.name: private_parts(path.read_text(encoding="utf-8")) for path in SOURCES}

    assert {name: parts for name, parts in found.items() if parts} == {}
    assert private_parts(FRAMEWORK.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "breach",
    [
        "from streamlit.runtime import Runtime",
        "from streamlit import runtime",
        "import streamlit.web.cli",
        "import streamlit as st\nst._main",
        "import streamlit as st\nst.runtime",
    ],
)
def test_a_private_part_is_found(breach: str) -> None:
    assert private_parts(breach)


def test_the_style_and_the_scripts_look_for_the_declared_marks_and_no_others() -> None:
    used = {one for path in MARKED for pair in MARK.findall(path.read_text(encoding="utf-8")) for one in pair if one}

    assert used == set(TEST_IDS)


def test_streamlit_still_has_every_mark_that_we_look_for() -> None:
    shipped = "".join(path.read_text(encoding="utf-8") for path in (STREAMLIT / "static").rglob("*.js"))
    words = set(re.findall(r"[\"'`](st[A-Z][A-Za-z]+)[\"'`]", shipped))

    assert set(TEST_IDS) - words == set()
    assert re.sub("([A-Z])", lambda found: f"-{found[1].lower()}", f"data-{SCRIPT_STATE}") in shipped


def test_streamlit_still_tells_the_session_how_it_came_and_takes_uploads_at_their_address() -> None:
    served = "".join(path.read_text(encoding="utf-8") for path in (STREAMLIT / "web").rglob("*.py"))

    assert {"session_id", "uploaded_file_mgr", "is_history_navigation"} <= set(ScriptRunContext.__annotations__)
    assert UPLOAD_ADDRESS.strip("/") in served
