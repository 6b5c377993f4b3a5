"""The reference data for censuses of schools, read and checked once."""

from functools import cache

from data.reference import FOLDER, BrokenReferenceError, read_toml_as
from data.schemas.school import SCHOOL_COLUMNS
from data.schemas.school_facts import SchoolChecks, SchoolNames


@cache
def load_school_checks() -> SchoolChecks:
    """Return the limits and lists that schools are checked against.

    Raises:
        BrokenReferenceError: If the file does not fit its model.
    """
    return read_toml_as(FOLDER / "school_checks.toml", SchoolChecks)


@cache
def load_school_names() -> SchoolNames:
    """Return the names that senders give our columns.

    Raises:
        BrokenReferenceError: If the file does not fit its model, or names columns other than ours.
    """
    path = FOLDER / "school_columns.toml"
    found = read_toml_as(path, SchoolNames)
    if set(found.columns) != set(SCHOOL_COLUMNS):
        raise BrokenReferenceError(f"{path.name}, columns: {', '.join(SCHOOL_COLUMNS)} are expected")
    return found
