"""The header of a census of schools: which of the names that senders use stands for which column of ours."""

import re
from collections.abc import Sequence

from data.readers.reading import Form
from data.reference.limits import load_school_names
from data.schemas.school import SCHOOL_COLUMNS

OTHER_KINDS = frozenset({"target_id", "pledge_id", "obs_value", "indicator"})
PLACE = frozenset({"school_id", "ref_area", "school_name", "admin1", "admin2", "latitude", "longitude"})
COMMON = PLACE | {"checked_on", "source", "example"}
"""What a list of other places may have as well."""
ENOUGH = 4


def plain_name(name: str) -> str:
    """Return a name in small letters, with everything but letters and digits read as one underscore."""
    return re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_")


def is_school_header(names: Sequence[str]) -> bool:
    """Return whether these are the names of a census: an id that only a school has, or enough that speaks of one.

    A country beside a column that says whether each is connected is enough as well.
    """
    plain = {plain_name(name) for name in names}
    if OTHER_KINDS & plain:
        return False
    found = set(our_names(names)).intersection(SCHOOL_COLUMNS)
    if load_school_names().telling.ids & plain:
        return len(found) > 1
    if {"school_id", "ref_area", "connectivity"} <= found and load_school_names().telling.answers & plain:
        return True
    return {"school_id", "ref_area"} <= found and bool(found - COMMON) and len(found) > ENOUGH


def our_names(names: Sequence[str]) -> list[str]:
    """Return the names of a header, with those that stand for a column of ours replaced by it.

    A column under its own name goes before one under another name, and those in the order of the reference data.
    """
    plain = [plain_name(name) for name in names]
    known = load_school_names().columns
    meant = {
        found: column
        for column in SCHOOL_COLUMNS
        if (found := next((name for name in (column, *known[column]) if name in plain), None))
    }
    return [meant.get(name, given) for name, given in zip(plain, names, strict=True)]


def column_meant(name: str) -> str | None:
    """Return the column of ours that a name stands for, None where it stands for none."""
    plain = plain_name(name)
    return next((column for column, names in load_school_names().columns.items() if plain in (column, *names)), None)


def is_personal(name: str) -> bool:
    """Return whether a column is about a person: a head teacher's name, a telephone number, an address for mail."""
    personal, plain = load_school_names().personal, plain_name(name)
    return plain in personal.whole_names or any(f"_{words}_" in f"_{plain}_" for words in personal.words)


def form_of(names: Sequence[str]) -> Form:
    """Return the form of a census by its header: a publisher's, or our template."""
    plain = {plain_name(name) for name in names}
    forms = load_school_names().forms
    return next((name for name, form in forms.items() if form.header <= plain), "template")
