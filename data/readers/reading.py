"""What reading a file gives: the accepted rows, every problem, and what was recognised and skipped."""

from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

import pandas as pd
import pyarrow as pa
from pydantic import BaseModel

from data.datasets import Kind
from data.reference.limits import load_upload_limits
from data.schemas.mapping import ColumnMapping
from data.schemas.observation import COLUMNS
from data.schemas.problem import Problem, Severity
from data.schemas.thresholds import MB

Form = str
"""`template`, `giga-schools`, `giga-master`, `pledges`, `mapped`, or a form of `data/reference/publishers.toml`."""

Model = TypeVar("Model", bound=BaseModel)

MAX_BYTES = load_upload_limits().file_mb.value * MB
PROBLEMS_LIMIT = 10_000


class Decision(NamedTuple):
    """What a cell of a column of ours means: a code of ours, or `skip` where its rows are left out."""

    column: str
    cell: str
    meant: str


@dataclass(frozen=True)
class ReadOptions:
    """What the person who uploads says about the file; what the file says itself goes first.

    `indicator` is used where the file has no column of that name, `edition` where a row has none. A file whose
    header says nothing is read as what `dataset` says, schools or pledges; where rows go is decided elsewhere.
    What the outside of a file is recognised as - which sheet, which file of an archive, decimal mark, encoding and
    delimiter - is corrected by the options of these names, and its form by `form`. `mapping` says which columns are
    which where no form is known, `decisions` what single cells mean. With `look` the reading holds a look at the table
    itself, for whoever makes a mapping: under the header in that row, or in the likely one where it is 0.
    """

    indicator: str | None = None
    edition: str | None = None
    dataset: str | None = None
    sheet: str | None = None
    member: str | None = None
    decimal: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    form: str | None = None
    mapping: ColumnMapping | None = None
    decisions: tuple[Decision, ...] = ()
    look: int | None = None
    problems_limit: int = PROBLEMS_LIMIT
    max_bytes: int = MAX_BYTES

    @property
    def all_decisions(self) -> tuple[Decision, ...]:
        """Return what cells mean: as the mapping has it, and as was decided since."""
        kept = self.mapping.values if self.mapping else {}
        said = {(name, cell.strip()): meant for name, cells in kept.items() for cell, meant in cells.items()}
        said |= {(one.column, one.cell.strip()): one.meant for one in self.decisions}
        return tuple(Decision(name, cell, meant) for (name, cell), meant in said.items())


@dataclass(frozen=True)
class Skipped:
    """Rows left out without being wrong; `what` and `reason` are keys for `i18n.problems.skipped_text`.

    `code` and `name` are the publisher's, where what was left out has them: a series, an area.
    """

    what: str
    reason: str
    rows: int
    code: str = ""
    name: str = ""


@dataclass(frozen=True)
class FoundSeries:
    """A series of an official file: the publisher's code and name, and what it became here.

    `indicator` is empty where it is none of ours, and `outcome` says so: `taken`, `series-not-tracked` or
    `series-text-only`. `unit_said` are the words of the file, `unit_measure` what the code stands for. `values` are
    those of the file, `areas`, `first` and `last` speak of what was taken.
    """

    code: str
    name: str
    outcome: str
    values: int
    indicator: str = ""
    unit_said: str = ""
    unit_measure: str = ""
    edition: str = ""
    areas: int = 0
    first: str = ""
    last: str = ""


@dataclass(frozen=True)
class Unknown:
    """A cell that is no code of its column, each once: in how many rows it stands, the first, and what may be meant.

    `certain` says that the suggestion is what the whole cell is called, not merely something near. Where `blocks` is
    false its rows are only left out.
    """

    column: str
    cell: str
    rows: int
    row: int | None = None
    suggestion: str = ""
    certain: bool = False
    blocks: bool = True


@dataclass(frozen=True)
class LookedColumn:
    """A column of a table that is looked at: its heading, which no other has, and its most frequent cells."""

    name: str
    cells: tuple[tuple[str, int], ...]
    distinct: int
    filled: int
    numbers: int


@dataclass(frozen=True)
class Look:
    """The first rows of a table: under which row as a header, what else could be that, and what the columns hold.

    `heads` are the first rows of the file by their numbers. `counted` is how many rows were looked at; `whole` says
    that these are all.
    """

    row: int
    heads: tuple[tuple[int, tuple[str, ...]], ...]
    columns: tuple[LookedColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    counted: int
    whole: bool

    @property
    def header(self) -> tuple[str, ...]:
        """Return the headings of the columns."""
        return tuple(one.name for one in self.columns)


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
    """What was understood of the file's outside; empty texts where it did not come so far.

    `container` is "zip", "xlsx", "ods" or empty, `members` and `sheets` are those that could have been chosen, and
    `decimal` is the mark that numbers were read with where they leave a choice. Of an official file it holds the
    publisher, the series and the edition, which is `edition_assumed` where the file says nothing of it. `header_row` is
    0 where no header was found; `given_back` says that these are rows that were refused before. `mapping` is the name
    of the mapping that was used.
    """

    encoding: str = ""
    delimiter: str = ""
    columns_used: tuple[str, ...] = ()
    columns_ignored: tuple[str, ...] = ()
    container: str = ""
    member: str = ""
    sheet: str = ""
    members: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    decimal: str = ""
    series: tuple[FoundSeries, ...] = ()
    publisher: str = ""
    edition: str = ""
    released: str = ""
    edition_assumed: bool = False
    header_row: int = 0
    given_back: bool = False
    mapping: str = ""


_TEXTS = pd.DataFrame({name: pd.Series(dtype="str") for name in (*COLUMNS, "row")})
_NONE = _TEXTS.astype({"obs_value": "float64", "row": "int64"})


def no_observations() -> pd.DataFrame:
    """Return an observations frame without rows, in the columns and types that every reading has."""
    return _NONE.copy()


@dataclass(frozen=True)
class Reading:
    """All that is known of a file after reading it.

    `observations` has the columns `COLUMNS` (text; `obs_value` float64 where NaN is missing, `unit_measure`
    filled in) and `row`, in the order of the file; `models` are the rows of a kind that is read row by row (targets,
    pledges, indicators), and `model_rows` where they stand. `schools` has the columns of `SCHOOL_SCHEMA`
    (`plain_schools`), or is None; `stated` names the columns of ours that the file has. `problems` is cut at the limit,
    worst first, then by row; `problem_counts` never is. `unknowns` are cells that one decision each would settle,
    `look` is there where it was asked for, or where no form is known.
    """

    form: Form | None = None
    kind: Kind | None = None
    observations: pd.DataFrame = field(default_factory=no_observations)
    models: tuple[BaseModel, ...] = ()
    model_rows: tuple[int, ...] = ()
    schools: pa.Table | None = None
    stated: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    problem_counts: tuple[ProblemCount, ...] = ()
    problems_cut: bool = False
    rows: RowCounts = RowCounts()
    skipped: tuple[Skipped, ...] = ()
    recognised: Recognised = Recognised()
    unknowns: tuple[Unknown, ...] = ()
    look: Look | None = None

    @property
    def blocked(self) -> bool:
        """Return whether any problem blocks, listed or not."""
        return any(count.severity == "blocks" for count in self.problem_counts)

    def models_of(self, model: type[Model]) -> tuple[Model, ...]:
        """Return the rows that are of a model, none where the file is of another kind."""
        return tuple(one for one in self.models if isinstance(one, model))
