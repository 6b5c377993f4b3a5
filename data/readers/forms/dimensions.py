"""Parts of the people in a publisher's words: sexes, ages, town and country in our codes, and parts without one."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import partial

import numpy as np

from data.readers.forms.long import Long, Mask, changed, where
from data.readers.sheet import Column
from data.schemas.observation import AGE, TOTAL

TOTALS = frozenset(
    {"", "_t", "_z", "total", "all", "bothsex", "allarea", "allage", "g", "not applicable", "no breakdown"}
)
"""What stands in the column of a dimension where the value is of all people."""
NO_CODE = "?"
SPAN = re.compile(r"y?([0-9]{1,3})\s*(?:-|to|t)\s*([0-9]{1,3})")
FROM = re.compile(r"(?:([0-9]{1,3})\s*\+|>=\s*([0-9]{1,3}))")
BELOW = re.compile(r"<\s*([0-9]{1,3})")


def in_our_codes(long: Long, dimensions: Mapping[str, Mapping[str, str]]) -> Long:
    """Return the table with its dimensions in our codes; rows of a part that has no code of ours are its `parts`."""
    columns = dict(long.columns)
    parts: Mask = np.zeros(len(long.rows), dtype=bool) if long.parts is None else long.parts
    for name, words in dimensions.items():
        if name not in columns:
            continue
        column = changed(columns[name], partial(_code, name, words=words))
        parts = parts | where(column, lambda cell: cell == NO_CODE)
        columns[name] = changed(column, lambda cell: "" if cell == NO_CODE else cell)
    return Long(**{**vars(long), "columns": columns, "parts": parts})


def _code(name: str, cell: str, words: Mapping[str, str]) -> str:
    written = cell.strip()
    if written.casefold() in words:
        return words[written.casefold()]
    if name == "obs_status":
        return ""
    if not written:
        return TOTAL
    return read_age(written) if name == "age" else NO_CODE


def read_age(written: str) -> str:
    """Return an age group in our code: 15-24 is Y15T24, 15+ is Y_GE15."""
    plain = written.casefold().replace("years", "").replace("old", "").strip()
    if AGE.fullmatch(written.upper()):
        return written.upper()
    if match := SPAN.fullmatch(plain):
        return f"Y{match[1]}T{match[2]}"
    if match := FROM.fullmatch(plain):
        return f"Y_GE{match[1] or match[2]}"
    match = BELOW.fullmatch(plain)
    return f"Y_LT{match[1]}" if match else NO_CODE


def parted_by(columns: Iterable[tuple[str, Column]], totals: Collection[str] = TOTALS) -> dict[str, Mask]:
    """Return which rows are of a part alone, by the name of the column that says so and that we have none for."""
    found: dict[str, Mask] = {}
    for name, column in columns:
        part = ~where(column, lambda cell: cell.split(":")[0].strip().casefold() in totals)
        if part.any():
            found[name] = part | found.get(name, False)
    return found
