"""The rule for jumps, read and checked once."""

from functools import cache

from data.reference import FOLDER, read_toml_as
from data.schemas.jumps import JumpRule


@cache
def load_jump_rule() -> JumpRule:
    """Return when a figure is called a jump against the history of its series.

    Raises:
        BrokenReferenceError: If the file does not fit its model.
    """
    return read_toml_as(FOLDER / "jumps.toml", JumpRule)
