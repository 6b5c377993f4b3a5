"""The catalogue and the code fit: no text is left over, and none that the code names is missing."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
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
KEYS = set(load_catalogue())
REFERENCE = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "data" / "reference").glob("*.*"))


@dataclass(frozen=True)
class Code:
    """What the code says: its texts, what may fill a gap in one, and its f-strings that may make a key."""

    constants: frozenset[str]
    fillers: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]


@cache
def code() -> Code:
    """Return what the code says."""
    nodes = [node for path in FILES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    pieces = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    whole = [node.value for node in nodes if isinstance(node, ast.Constant) and id(node) not in pieces]
    constants = {value for value in whole if isinstance(value, str)}
    # what may stand in the place of a name in a pattern: a word of the code or of the reference data, or a code of SDMX
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    fillers = constants | names | set(re.findall(r"[\w-]+", REFERENCE)) | {"Y15T24"}
    fillers |= {one.replace("_", "-") for one in fillers}  # as statuses and columns stand in codes
    return Code(frozenset(constants), frozenset(fillers), tuple(patterns(nodes)))


def place(part: ast.expr) -> str:
    """Return what may stand at a part of an f-string: its own words, those it chooses from, or anything."""
    if isinstance(part, ast.Constant):
        return re.escape(str(part.value))
    if isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.IfExp):
        chosen = [one.value for one in (part.value.body, part.value.orelse) if isinstance(one, ast.Constant)]
        return f"(?:{'|'.join(re.escape(str(one)) for one in chosen)})" if len(chosen) == 2 else "(.+)"
    return "(.+)"


def patterns(nodes: list[ast.AST]) -> Iterator[re.Pattern[str]]:
    """Find the f-strings that may make a key, `status.{status}` or `{page}.menu`: those with a word of their own."""
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            own = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
            if re.search(r"[a-z]{3}", own) and not re.search(r"[\s<]", own):
                yield re.compile("".join(place(part) for part in node.values))


def is_used(key: str) -> bool:
    """Return whether a key stands in the code, or a pattern makes it from words that the code or the data has."""
    if key in code().fillers or (key.endswith("_one") and is_used(key.removesuffix("_one"))):
        return True
    found = (pattern.fullmatch(key) for pattern in code().patterns)
    return any(match and all(is_used(group) for group in match.groups()) for match in found)


def test_every_text_is_used() -> None:
    assert sorted(key for key in KEYS if not is_used(key)) == []


def test_every_key_in_the_code_has_a_text() -> None:
    parts = "|".join({key.partition(".")[0] for key in KEYS})
    named = {one for one in code().constants if re.fullmatch(rf"({parts})(\.[\w-]+)+", one) and not one.endswith(".md")}

    assert sorted(named - KEYS) == []


def test_a_text_that_nobody_uses_is_noticed() -> None:
    assert is_used("status.on_track")
    assert not is_used("overview.show_all")
    assert not is_used("target.left_over")
