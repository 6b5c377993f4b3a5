"""The forms in which publishers serve figures, one module a form; a new publisher is one more, and reference data.

`data/reference/publishers.toml` lists the forms in the order in which they are looked for; the module of a form has its
name and two functions: `recognise` finds the form by what stands in a file, `unfold` returns its table with one value a
row. What a code means, which areas are ours and what a word for a unit may mean is reference data; everything else is
the same for all. Beside them stand our own forms, known by the names of our columns or by a mapping to them.
"""

from collections.abc import Collection, Iterable, Sequence
from importlib import import_module
from typing import Protocol, cast

from data.readers.codes import problem
from data.readers.forms.long import Long
from data.readers.forms.page import Found
from data.readers.head import Head, Page
from data.readers.header import known_kind
from data.readers.opened import Opened
from data.readers.reading import ReadOptions
from data.readers.table import Table
from data.reference.limits import load_school_names
from data.reference.publishers import load_publishers
from data.schemas.problem import Problem
from data.schemas.publisher import Publisher

TEMPLATE, PLEDGES, MAPPED = "template", "pledges", "mapped"


def own_forms() -> tuple[str, ...]:
    """Return the forms that are known by the names of our columns, or by a mapping to them."""
    return TEMPLATE, *load_school_names().forms, PLEDGES, MAPPED


def known_forms() -> tuple[str, ...]:
    """Return every form that a file can be said to have."""
    return *load_publishers(), *own_forms()


def check_said(said: str | None, found: Collection[str | None]) -> list[Problem]:
    """Return a problem where a file is said to have a form that is none of those that it was found to have."""
    if said is None or said in found:
        return []
    details = {"said": said} | ({"advice": MAPPED} if said == MAPPED else {})
    return [problem("form-not-as-said", value=said, details=details)]


class FormReader(Protocol):
    """What the module of a form has."""

    def recognise(self, page: Page, publisher: Publisher) -> Found | None:
        """Return where things stand in a file, None where it is not of this form."""

    def unfold(self, table: Table, found: Found, publisher: Publisher, known: Collection[str]) -> Long:
        """Return the table with one value a row."""


def reader_of(publisher: Publisher) -> FormReader:
    """Return the module of a form."""
    return cast("FormReader", import_module(f"{__name__}.{publisher.form.replace('-', '_')}"))


def find_form(opened: Opened, options: ReadOptions) -> tuple[Publisher, Found] | None:
    """Return the publisher's form that a file has, None where it has none; only the one that is named, if one is."""
    return _recognise(opened.page, options.form)


def is_form_header(names: Sequence[str]) -> bool:
    """Return whether names are the header of a table in a publisher's form; that of a file beside it is not."""
    found = _recognise(Page((Head(tuple(names), 1, 0, ""),)), None)
    return found is not None and not any(one.severity == "blocks" for one in found[1].problems)


def _recognise(page: Page, form: str | None) -> tuple[Publisher, Found] | None:
    for name, publisher in load_publishers().items():
        if form in (None, name):
            found = reader_of(publisher).recognise(page, publisher)
            if found:
                return publisher, found
    return None


FIRST_ROWS = 20


def is_known_header(names: Sequence[str]) -> bool:
    """Return whether names are the header of a template or of a publisher's form."""
    return is_header_of_ours(names) or is_form_header(names)


def is_header_of_ours(names: Sequence[str]) -> bool:
    """Return whether names are the header of a template."""
    return known_kind(names) is not None


def holds_known_header(rows: Iterable[Sequence[str]]) -> bool:
    """Return whether one of some rows is a known header."""
    return any(is_known_header(row) for row in rows)
