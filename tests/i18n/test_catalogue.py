"""The catalogue and the code fit: no text is left over, and none that the code names is missing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import i18n
from i18n.catalogue import load_catalogue

ROOT = Path(i18n.__file__).parents[1]
ROOMS = ("charts", "data", "i18n", "metrics", "pages", "reports", "services")
FILES = [ROOT / "cli.py", ROOT / "dashboard.py", *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]
NODES = [node for path in FILES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
KEYS = set(load_catalogue())
CONSTANTS = {node.value for node in NODES if isinstance(node, ast.Constant) and isinstance(node.value, str)}
REFERENCE = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "data" / "reference").glob("*.*"))
# what may stand in the place of a name in a pattern: a word of the code or of the reference data
FILLERS = CONSTANTS | {node.id for node in NODES if isinstance(node, ast.Name)} | set(re.findall(r"[\w-]+", REFERENCE))


def patterns() -> Iterator[re.Pattern[str]]:
    """Find the f-strings that may make a key, `status.{status}` or `{page}.menu`, each name in them a group."""
    for node in NODES:
        if isinstance(node, ast.JoinedStr):
            parts = [re.escape(str(one.value)) if isinstance(one, ast.Constant) else "(.*)" for one in node.values]
            if any("\\." in part for part in parts) and re.search(r"\w", "".join(parts)):
                yield re.compile("".join(parts))


PATTERNS = list(patterns())


def is_used(key: str) -> bool:
    """Return whether a key stands in the code, or a pattern makes it from words that the code or the data has."""
    if key in CONSTANTS or (key.endswith("_one") and is_used(key.removesuffix("_one"))):
        return True
    found = (pattern.fullmatch(key) for pattern in PATTERNS)
    return any(match and all(group in FILLERS or group in KEYS for group in match.groups()) for match in found)


def test_every_text_is_used() -> None:
    assert sorted(key for key in KEYS if not is_used(key)) == []


def test_every_key_in_the_code_has_a_text() -> None:
    parts = "|".join({key.partition(".")[0] for key in KEYS})
    named = {one for one in CONSTANTS if re.fullmatch(rf"({parts})(\.[\w-]+)+", one)}

    assert sorted(named - KEYS) == []


def test_a_text_that_nobody_uses_is_noticed() -> None:
    assert is_used("status.on_track")
    assert not is_used("overview.show_all")
    assert not is_used("target.left_over")
