"""The numbers of the projection, read once."""

from functools import cache
from pathlib import Path

from data.reference import read_toml_as
from data.schemas.projection import ProjectionFacts

FILE = Path(__file__).parent / "projection.toml"


@cache
def load_projection_facts() -> ProjectionFacts:
    """Return every number of the projection with its source and reason.

    Raises:
        BrokenReferenceError: If the file does not fit its model.
    """
    return read_toml_as(FILE, ProjectionFacts)
