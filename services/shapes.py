"""The shapes of rows that datasets have, with what identifies a row and what it says."""

from dataclasses import dataclass

from data.schemas import observation
from data.schemas.own_indicator import OWN_COLUMNS
from data.schemas.pledge import PLEDGE_COLUMNS, PLEDGE_KEY
from data.schemas.school import SCHOOL_COLUMNS, SCHOOL_KEY
from data.schemas.target import Target

TARGETS, SCHOOLS, PLEDGES, INDICATORS = "targets", "schools", "pledges", "indicators"


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
SCHOOL_ROWS = Shape(
    SCHOOL_KEY, tuple(name for name in SCHOOL_COLUMNS if name not in SCHOOL_KEY), ("ref_area",), keeps_unstated=True
)
PLEDGE_ROWS = Shape(
    PLEDGE_KEY, tuple(name for name in PLEDGE_COLUMNS if name not in PLEDGE_KEY), (), keeps_unstated=True
)
INDICATOR_ROWS = Shape(("indicator",), OWN_COLUMNS[1:], (), keeps_unstated=True)
OTHERS = {TARGETS: TARGET_ROWS, SCHOOLS: SCHOOL_ROWS, PLEDGES: PLEDGE_ROWS, INDICATORS: INDICATOR_ROWS}


def shape_of(dataset: str) -> Shape:
    """Return the shape of a dataset's rows."""
    return OTHERS.get(dataset, OBSERVATIONS)
