"""The outside of a file, opened by what its sender and the mapping in use say of it."""

import codecs
from dataclasses import replace

from data.readers.content import Content
from data.readers.opened import Opened
from data.readers.opening import open_file
from data.readers.reading import ReadOptions
from data.schemas.mapping import ColumnMapping
from data.schemas.problem import Problem
from data.schemas.refused import DECIMAL, EDITION, INDICATOR, MARKS

OURS = (codecs.BOM_UTF8, b"PK")
"""How the files begin in which refused rows go back: text in UTF-8 with a mark, or a workbook."""


def open_as_said(content: Content, file_name: str, options: ReadOptions) -> tuple[Opened | Problem, ReadOptions]:
    """Return the text of a file, or why there is none, and the options with what its mapping says of the outside.

    Refused rows go back in a file of ours, whatever the file was that they came from: what the mapping says of that
    one's encoding or sheet is not true of it. Their cells are as typed, so its decimal mark still is.
    """
    said = _with_outside_of(options.mapping, options)
    if said != options and any(content[: len(mark)] == mark for mark in OURS):
        back = open_file(content, file_name, options)
        if isinstance(back, Opened) and back.given_back:
            return back, _with_said(back, replace(options, decimal=said.decimal))
    found = open_file(content, file_name, said)
    return found, _with_said(found, said) if isinstance(found, Opened) else said


def _with_said(opened: Opened, options: ReadOptions) -> ReadOptions:
    """Return the options with what goes with rows that come back, where the sender says nothing else."""
    if not opened.said:
        return options
    return replace(
        options,
        edition=options.edition or opened.said.get(EDITION),
        indicator=options.indicator or opened.said.get(INDICATOR),
        decimal=options.decimal or MARKS.get(opened.said.get(DECIMAL, "")),
    )


def _with_outside_of(mapping: ColumnMapping | None, options: ReadOptions) -> ReadOptions:
    """Return the options with what a mapping says of the outside of a file, where the sender says nothing."""
    if mapping is None:
        return options
    return replace(
        options,
        sheet=options.sheet or mapping.sheet,
        encoding=options.encoding or mapping.encoding,
        delimiter=options.delimiter or mapping.delimiter,
        decimal=options.decimal or mapping.decimal,
    )
