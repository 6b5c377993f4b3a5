"""Codes of countries other than ours, ISO alpha-2 and the like: good for a suggestion, never put in its place."""

import csv
from collections.abc import Mapping
from functools import cache

from data.reference import FOLDER, BrokenReferenceError

FILE = "area_codes.csv"


@cache
def load_area_codes() -> Mapping[str, str]:
    """Return our code for each other code, in capitals.

    Raises:
        BrokenReferenceError: If a code stands there twice, or is not in capitals.
    """
    found: dict[str, str] = {}
    with (FOLDER / FILE).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row["other_code"]
            if code != code.upper() or code in found:
                raise BrokenReferenceError(f"{FILE}: {code} stands there twice or is not in capitals")
            found[code] = row["ref_area"]
    return found
