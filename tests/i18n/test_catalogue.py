"""The catalogue and the code fit: no text is left over, and none that the code names is missing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import i18n
from i18n.catalogue import load_catalogue

ROOT = Path(i18n.__file__).parents[1]
ROOMS = ("charts", "commands", "data", "exhibits", "i18n", "metrics", "pages", "reports", "services", "topics")
FILES = [
    ROOT / "cli.py",
    ROOT / "clock.py",
    ROOT / "dashboard.py",
    *(path for room in ROOMS for path in (ROOT / room).rglob("*.py")),
]
NODES = [node for path in FILES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
KEYS = set(load_catalogue())
PIECES = {id(part) for node in NODES if isinstance(node, ast.JoinedStr) for part in node.values}
WHOLE = [node.value for node in NODES if isinstance(node, ast.Constant) and id(node) not in PIECES]
CONSTANTS = {value for value in WHOLE if isinstance(value, str)}
REFERENCE = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "data" / "reference").glob("*.*"))
# what may stand in the place of a name in a pattern: a word of the code or of the reference data, or a code of SDMX
FILLERS = (
    CONSTANTS
    | {node.id for node in NODES if isinstance(node, ast.Name)}
    | set(re.findall(r"[\w-]+", REFERENCE))
    | {"Y15T24"}
)
FILLERS |= {one.replace("_", "-") for one in FILLERS}  # as statuses and columns stand in codes


def place(part: ast.expr) -> str:
    """Return what may stand at a part of an f-string: its own words, those it chooses from, or anything."""
    if isinstance(part, ast.Constant):
        return re.escape(str(part.value))
    if isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.IfExp):
        chosen = [one.value for one in (part.value.body, part.value.orelse) if isinstance(one, ast.Constant)]
        return f"(?:{'|'.join(re.escape(str(one)) for one in chosen)})" if len(chosen) == 2 else "(.+)"
    return "(.+)"


def patterns() -> Iterator[re.Pattern[str]]:
    """Find the f-strings that may make a key, `status.{status}` or `{page}.menu`: those with a word of their own."""
    for node in NODES:
        if isinstance(node, ast.JoinedStr):
            own = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
            if re.search(r"[a-z]{3}", own) and not re.search(r"[\s<]", own):
                yield re.compile("".join(place(part) for part in node.values))


PATTERNS = list(patterns())


def is_used(key: str) -> bool:
    """Return whether a key stands in the code, or a pattern makes it from words that the code or the data has."""
    if key in FILLERS or (key.endswith("_one") and is_used(key.removesuffix("_one"))):
        return True
    found = (pattern.fullmatch(key) for pattern in PATTERNS)
    return any(match and all(is_used(group) for group in match.groups()) for match in found)


def test_every_text_is_used() -> None:
    assert sorted(key for key in KEYS if not is_used(key)) == []


def test_every_key_in_the_code_has_a_text() -> None:
    parts = "|".join({key.partition(".")[0] for key in KEYS})
    named = {one for one in CONSTANTS if re.fullmatch(rf"({parts})(\.[\w-]+)+", one) and not one.endswith(".md")}

    assert sorted(named - KEYS) == []


def test_a_text_that_nobody_uses_is_noticed() -> None:
    assert is_used("status.on_track")
    assert not is_used("overview.show_all")
    assert not is_used("target.left_over")
