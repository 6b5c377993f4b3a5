"""A file whose wrapping is off: its text in UTF-8, and what was recognised and assumed on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from data.readers.content import Content
from data.readers.head import Page, open_page
from data.readers.reading import Recognised
from data.schemas.problem import Problem

MOST_NAMED = 12


@dataclass(frozen=True)
class Opened:
    """The text of a file in UTF-8, where it begins, and what separates its columns.

    `container` is `zip`, `xlsx`, `ods` or empty; `member` is the file taken from an archive, `sheet` the sheet of a
    workbook, `members` and `sheets` are all that could have been taken. `given_back` says that
    the text holds rows that we refused and gave back, `said` what goes with them, by the names in `refused.SAID`.
    `notes` are what the sender should know of how it was opened; `refused` is why there is no text although the
    wrapping is known: the sender has to choose.
    """

    content: Content
    start: int = 0
    delimiter: str = ","
    encoding: str = "UTF-8"
    container: str = ""
    member: str = ""
    sheet: str = ""
    members: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    given_back: bool = False
    said: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()
    refused: Problem | None = None

    @cached_property
    def page(self) -> Page:
        """Return the first rows and the end of the text."""
        return open_page(self.content, self.start, self.delimiter)


def recognised_of(opened: Opened) -> Recognised:
    """Return what was understood of the outside of a file; a sheet has no encoding and nothing between its columns."""
    text = not opened.sheet and opened.refused is None
    return Recognised(
        encoding=opened.encoding if text else "",
        delimiter=opened.delimiter if text else "",
        container=opened.container,
        member=opened.member,
        sheet=opened.sheet,
        members=opened.members,
        sheets=opened.sheets,
        given_back=opened.given_back,
    )


def joined_names(names: Sequence[str]) -> str:
    """Return some names for a message, the first dozen where there are more."""
    shown = ", ".join(f"'{name}'" for name in names[:MOST_NAMED])
    return shown if len(names) <= MOST_NAMED else f"{shown}, ..."
