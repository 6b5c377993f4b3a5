"""A deed asked for in a way that cannot be: an unknown dataset, a reason left empty."""

from typing import Self

from i18n import text


class Misuse(Exception):  # noqa: N818 - it is the user's word that is told back, not a fault of the program
    """What was asked cannot be done; the text says why and what to do."""

    @classmethod
    def of(cls, code: str, **details: object) -> Self:
        """Return the misuse of a code, with its text."""
        return cls(text(f"misuse.{code}", **details))
