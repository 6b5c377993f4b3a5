"""The form that a file is said to have: which ones there are, and whether the file has it."""

from collections.abc import Collection

from data.readers.codes import problem
from data.reference.limits import load_school_names
from data.reference.publishers import load_publishers
from data.schemas.problem import Problem

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
