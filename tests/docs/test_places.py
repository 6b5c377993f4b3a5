"""The documents name places that exist: every path in them leads to a file or folder of the project."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ["README.md", "CONTRIBUTING.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))]
ROOMS = (
    "benchmarks|charts|commands|data|docs|exhibits|i18n|metrics|pages|reports|services|static|tests|topics"
    "|widgets|forms"
)
PLACE = re.compile(rf"`((?:{ROOMS})/[\w./-]*[\w/])`")
INSIDE = {"widgets/": "pages/", "forms/": "data/readers/"}
"""Rooms inside a room, which the documents name shortly."""


def whole(place: str) -> str:
    """Return a place from the root of the project."""
    return next((room + place for inside, room in INSIDE.items() if place.startswith(inside)), place)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_places_that_a_document_names_exist(document: str) -> None:
    named = PLACE.findall((ROOT / document).read_text(encoding="utf-8"))

    assert [place for place in named if not (ROOT / whole(place)).exists()] == []


def test_a_place_that_is_gone_is_found() -> None:
    (place,) = PLACE.findall("as `services/nowhere.py` does")

    assert not (ROOT / whole(place)).exists()
