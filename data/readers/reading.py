"""What reading a file gives: the accepted rows, every problem, and what was recognised and skipped."""

from dataclasses import dataclass, field
from typing import Literal

import pandas as pd
import pyarrow as pa

from data.schemas.observation import COLUMNS
from data.schemas.pledge import Pledge
from data.schemas.problem import Problem, Severity
from data.schemas.target import Target

Form = Literal["template", "giga-schools"]
Kind = Literal["observations", "targets", "schools", "pledges"]

MAX_BYTES = 400_000_000
PROBLEMS_LIMIT = 10_000


@dataclass(frozen=True)
class ReadOptions:
    """What the person who uploads says about the file; what the file says itself goes first.

    `indicator` is used where the file has no column of that name, `edition` where a row has none. A file whose
    header says nothing is read as what `dataset` says, schools or pledges; where rows go is decided elsewhere.
    """

    indicator: str | None = None
    edition: str | None = None
    dataset: str | None = None
    problems_limit: int = PROBLEMS_LIMIT
    max_bytes: int = MAX_BYTES


@dataclass(frozen=True)
class Skipped:
    """Rows left out without being wrong; `what` and `reason` are keys for `i18n.problems.skipped_text`."""

    what: str
    reason: str
    rows: int


@dataclass(frozen=True)
class ProblemCount:
    """How often one kind of problem was found, listed or not."""

    code: str
    severity: Severity
    count: int


@dataclass(frozen=True)
class RowCounts:
    """Rows below the header that hold anything: read = accepted + refused + skipped."""

    read: int = 0
    accepted: int = 0
    refused: int = 0


@dataclass(frozen=True)
class Recognised:
    """What was understood of the file's outside; empty texts where it did not come so far."""

    encoding: str = ""
    delimiter: str = ""
    columns_used: tuple[str, ...] = ()
    columns_ignored: tuple[str, ...] = ()


def no_observations() -> pd.DataFrame:
    """Return an observations frame without rows, in the columns and types that every reading has."""
    frame = pd.DataFrame({name: pd.Series(dtype="str") for name in COLUMNS})
    frame["obs_value"] = frame["obs_value"].astype("float64")
    frame["row"] = pd.Series(dtype="int64")
    return frame


@dataclass(frozen=True)
class Reading:
    """All that is known of a file after reading it.

    `observations` has the columns `COLUMNS` (text; `obs_value` float64 where NaN is missing, `unit_measure`
    filled in) and `row`, in the order of the file; `target_rows` are the rows of `targets`, `pledge_rows` those of
    `pledges`. `schools` is a table in `SCHOOL_SCHEMA`, None where the file holds none; `stated` names the columns of
    ours that the file has. `problems` is cut
    at the limit, worst first, then by row; `problem_counts` never is.
    """

    form: Form | None = None
    kind: Kind | None = None
    observations: pd.DataFrame = field(default_factory=no_observations)
    targets: tuple[Target, ...] = ()
    target_rows: tuple[int, ...] = ()
    schools: pa.Table | None = None
    pledges: tuple[Pledge, ...] = ()
    pledge_rows: tuple[int, ...] = ()
    stated: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    problem_counts: tuple[ProblemCount, ...] = ()
    problems_cut: bool = False
    rows: RowCounts = RowCounts()
    skipped: tuple[Skipped, ...] = ()
    recognised: Recognised = Recognised()

    @property
    def blocked(self) -> bool:
        """Return whether any problem blocks, listed or not."""
        return any(count.severity == "blocks" for count in self.problem_counts)
