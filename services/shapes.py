"""The two shapes of rows that datasets have, with what identifies a row and what it says."""

from dataclasses import dataclass

from data.schemas import observation
from data.schemas.target import Target

TARGETS = "targets"


@dataclass(frozen=True)
class Shape:
    """The columns of a dataset: those that identify a row, and those that may change under the same key.

    `keeps_unstated` says that a cell a file leaves open keeps what is published even where the row changes something
    else: the baseline of a target stays when its wording is mended, while an observation with a new value is no
    longer known to be estimated as the old one was.
    """

    key: tuple[str, ...]
    content: tuple[str, ...]
    series: tuple[str, ...]
    keeps_unstated: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Return all columns, the key first."""
        return (*self.key, *self.content)


OBSERVATIONS = Shape(observation.KEY, observation.CONTENT, observation.SERIES_KEY)
TARGET_ROWS = Shape(
    ("target_id",), tuple(name for name in Target.model_fields if name != "target_id"), (), keeps_unstated=True
)


def shape_of(dataset: str) -> Shape:
    """Return the shape of a dataset's rows."""
    return TARGET_ROWS if dataset == TARGETS else OBSERVATIONS
