"""The lines that schools are judged by, read and checked once."""

from functools import cache

from data.reference import FOLDER, read_toml_as
from data.schemas.school_lines import SchoolLines


@cache
def load_school_lines() -> SchoolLines:
    """Return the lines for speeds, duplicates and places.

    Raises:
        BrokenReferenceError: If the file does not fit its model.
    """
    return read_toml_as(FOLDER / "school_lines.toml", SchoolLines)
