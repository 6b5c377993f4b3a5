"""What headings in other people's tables usually mean, read and checked once; mostly for suggestions."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from data.reference import FOLDER, BrokenReferenceError, read_toml_as
from data.schemas.observation import COLUMNS
from data.schemas.own_indicator import OWN_COLUMNS
from data.schemas.school import SCHOOL_COLUMNS


class ColumnWords(BaseModel):
    """The headings by column of ours, for figures, schools and indicators of one's own, and words for yes and no."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reason: str
    answers: Mapping[Literal["yes", "no"], tuple[str, ...]]
    observations: Mapping[str, tuple[str, ...]]
    schools: Mapping[str, tuple[str, ...]]
    indicators: Mapping[str, tuple[str, ...]]


@cache
def load_column_words() -> ColumnWords:
    """Return the words.

    Raises:
        BrokenReferenceError: If the file does not fit its model, or names columns other than ours.
    """
    path = FOLDER / "column_words.toml"
    found = read_toml_as(path, ColumnWords)
    ours = ((found.observations, COLUMNS), (found.schools, SCHOOL_COLUMNS), (found.indicators, OWN_COLUMNS))
    if not all(set(named) <= set(columns) for named, columns in ours):
        raise BrokenReferenceError(f"{path.name}: it names columns that are none of ours")
    return found
