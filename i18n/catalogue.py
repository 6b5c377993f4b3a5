"""The text look-up: one TOML file a part of the product, one folder a language."""

from functools import cache
from pathlib import Path

import tomli

LANGUAGE = "en"


def _flatten(tree: dict[str, object], prefix: str) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in tree.items():
        key = f"{prefix}.{name}"
        if isinstance(value, dict):
            flat |= _flatten(value, key)
        else:
            flat[key] = str(value).strip()
    return flat


@cache
def load_catalogue(language: str = LANGUAGE) -> dict[str, str]:
    """Return every text of a language by its full key, `part.name`; the part is the name of the file."""
    texts: dict[str, str] = {}
    for path in sorted((Path(__file__).parent / language).glob("*.toml")):
        texts |= _flatten(tomli.loads(path.read_text(encoding="utf-8")), path.stem)
    return texts


def has_text(key: str) -> bool:
    """Return whether there is a text under that key."""
    return key in load_catalogue()


def text(key: str, **details: object) -> str:
    """Return the text of a key with its details filled in.

    Raises:
        KeyError: If there is no such text, or it needs a detail that was not given.
    """
    found = load_catalogue()[key]
    return found.format(**details) if details else found
