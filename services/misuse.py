"""A deed asked for in a way that cannot be: an unknown dataset, a reason left empty."""

from typing import Self

from data.store import StoreBusy, StoreError
from i18n import text

STORE_TROUBLE = StoreError
"""What the store raises where it cannot serve or take a revision at this moment."""


class Misuse(Exception):  # noqa: N818 - it is the user's word that is told back, not a fault of the program
    """What was asked cannot be done; the text says why and what to do."""

    @classmethod
    def of(cls, code: str, **details: object) -> Self:
        """Return the misuse of a code, with its text."""
        return cls(text(f"misuse.{code}", **details))


def describe_trouble(error: StoreError) -> str:
    """Return in words what the store cannot do, and what to do about it."""
    return text("misuse.store-busy" if isinstance(error, StoreBusy) else "misuse.store-damaged", detail=error)
