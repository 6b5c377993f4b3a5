"""The headings of somebody's table, told apart and compared."""

import re
from collections.abc import Sequence

APART = re.compile(r"[\s_]+")


def plain_heading(name: str) -> str:
    """Return a heading as it is compared: capitals and the width of spaces do not matter."""
    return APART.sub(" ", name.strip().casefold())


def distinct_headings(names: Sequence[str]) -> tuple[str, ...]:
    """Return the headings of a table so that each names one column: the second of a name is 'name (2)'.

    A column without a name is called by its place, as a spreadsheet counts: 'column 3'.
    """
    found: dict[str, str] = {}
    last_times: dict[str, int] = {}  # a table of thousands of columns of one name is not counted through for each
    for place, name in enumerate(names, start=1):
        wanted = heading = name.strip() or f"column {place}"
        times = last_times.get(plain_heading(wanted), 1)
        while plain_heading(heading) in found:
            times += 1
            heading = f"{wanted} ({times})"
        last_times[plain_heading(wanted)] = times
        found[plain_heading(heading)] = heading
    return tuple(found.values())
