"""What a process of its own can be asked about a file, and what it answers: small enough to be sent as it is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TextIO

from data.readers import Reading, ReadOptions
from data.schemas.refused import Returned
from data.schemas.rules import Rules
from data.store import StoreError
from services.checking import Check
from services.difference import Difference
from services.previewing import Mode, Preview
from services.publishing import Published, Who
from services.refused_rows import Glimpse, Lines, Record


@dataclass(frozen=True)
class ReadAsked:
    """Read a small file by these rules; what is read of it is not larger than may be handed over."""

    file: str
    options: ReadOptions
    rules: Rules


@dataclass(frozen=True)
class GiveBackAsked:
    """Give back the refused rows of a small file that was checked."""

    file: str
    options: ReadOptions
    check: Check
    lines: Lines


@dataclass(frozen=True)
class GlimpseAsked:
    """Show some rows of a file that was checked, as they stand in it."""

    file: str
    options: ReadOptions
    check: Check
    wanted: tuple[int, ...]
    large: bool


@dataclass(frozen=True)
class CheckAsked:
    """Check the file."""

    file: str
    options: ReadOptions
    today: date


@dataclass(frozen=True)
class PreviewAsked:
    """Say what publishing the checked file would do, and keep it under a name."""

    name: str
    mode: Mode
    today: date
    file: str = ""


@dataclass(frozen=True)
class PublishAsked:
    """Publish the preview that was kept under a name, exactly."""

    name: str
    mode: Mode
    today: date
    who: Who
    file: str = ""


@dataclass(frozen=True)
class Writers:
    """How what goes back is written: the list of problems row by row, and refused rows in the forms for so many."""

    problems: Callable[[TextIO, Sequence[str], Iterable[Record]], None]
    forms: Callable[[int], Sequence[str]]
    refused: Callable[[Returned, str], bytes]


@dataclass(frozen=True)
class SplitAsked:
    """Set the good rows of the file apart from the refused ones, keep those, and write into a folder what goes back."""

    file: str
    options: ReadOptions
    today: date
    folder: Path
    writers: Writers


Asked = ReadAsked | GiveBackAsked | GlimpseAsked | CheckAsked | PreviewAsked | PublishAsked | SplitAsked


@dataclass(frozen=True)
class MovedOn:
    """Somebody else published in between: the preview anew, and what they changed."""

    preview: Preview
    theirs: dict[str, Difference]


@dataclass(frozen=True)
class Refused:
    """The store cannot take the publication at this moment."""

    error: StoreError


@dataclass(frozen=True)
class SplitDone:
    """How many rows are refused and problems there are in all; the check of the good rows, if there are any."""

    refused: int
    problems: int
    accepted: Check | None


@dataclass(frozen=True)
class ReadDone:
    """What was read of a small file; None where that is too much to be handed over: the file is a large one."""

    reading: Reading | None


@dataclass(frozen=True)
class GivenBack:
    """The refused rows of a small file, None where it cannot be opened."""

    returned: Returned | None


Answer = ReadDone | GivenBack | Glimpse | Check | Preview | Published | MovedOn | Refused | SplitDone
