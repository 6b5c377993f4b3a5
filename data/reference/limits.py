"""Limits and rules beside the thresholds: of jumps, projections, school censuses and uploads; read and checked once."""

from functools import cache
from pathlib import Path

from data.reference import FOLDER, BrokenReferenceError, read_toml_as
from data.schemas.school import SCHOOL_COLUMNS, SchoolChecks, SchoolLines, SchoolNames
from data.schemas.thresholds import JumpRule, ProjectionFacts, UploadLimits


@cache
def load_jump_rule() -> JumpRule:
    """Return when a figure is called a jump against the history of its series.

    Raises:
        BrokenReferenceError: If the file does not fit its model.
    """
    return read_toml_as(FOLDER / "jumps.toml", JumpRule)


FILE = Path(__file__).parent / "projection.toml"


@cache
def load_projection_facts() -> ProjectionFacts:
    """Return every number of the projection with its source and reason.

    Raises:
        BrokenReferenceError: If the file does not fit its model.
    """
    return read_toml_as(FILE, ProjectionFacts)


@cache
def load_school_lines() -> SchoolLines:
    """Return the lines for speeds, duplicates and places.

    Raises:
        BrokenReferenceError: If the file does not fit its model.
    """
    return read_toml_as(FOLDER / "school_lines.toml", SchoolLines)


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


@cache
def load_upload_limits() -> UploadLimits:
    """Return how large and how deep a file may be.

    Raises:
        BrokenReferenceError: If the file does not fit its model.
    """
    return read_toml_as(FOLDER / "upload_limits.toml", UploadLimits)
