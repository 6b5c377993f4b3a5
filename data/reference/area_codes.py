"""Codes of countries other than ours, ISO alpha-2 and the like: good for a suggestion, never put in its place."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from data.reference import FOLDER, load_reference
from data.reference.reading import broken, read_rows

FILE = "area_codes.csv"


@cache
def load_area_codes() -> Mapping[str, str]:
    """Return our code for each other code, in capitals.

    Raises:
        BrokenReferenceError: If a code stands there twice, is not in capitals, or leads to no area of ours.
    """
    return read_area_codes(FOLDER / FILE)


def read_area_codes(path: Path) -> Mapping[str, str]:
    """Return our code for each other code of a file, in capitals.

    Raises:
        BrokenReferenceError: If a code stands there twice, is not in capitals, or leads to no area of ours.
    """
    known = load_reference().areas
    found: dict[str, str] = {}
    for place, row in read_rows(path):
        code, ref_area = str(row.get("other_code") or ""), str(row.get("ref_area") or "")
        if not code or code != code.upper() or code in found:
            raise broken(path, place, f"other_code: '{code}' is empty, not in capitals, or stands there twice")
        if ref_area not in known:
            raise broken(path, place, f"ref_area: {ref_area} is no area of areas.csv")
        found[code] = ref_area
    return found
