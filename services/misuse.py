"""A deed asked for in a way that cannot be: an unknown dataset, a reason left empty; and what a store cannot do."""

from collections.abc import Iterable
from typing import Self

from data.store import (
    Damage,
    NotCertain,
    RevisionDamaged,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreHeld,
    StoreNotWritable,
    StoreUnreadable,
)
from i18n import text

STORE_TROUBLE = StoreError
"""What the store raises where it cannot serve or take a revision at this moment."""
TROUBLES: dict[type[StoreError], str] = {
    StoreHeld: "store-held",
    StoreBusy: "store-busy",
    StoreFull: "store-full",
    StoreNotWritable: "store-not-writable",
    StoreUnreadable: "store-unreadable",
    RevisionDamaged: "store-damaged",
    NotCertain: "store-not-certain",
}
"""The code of what each of the store's troubles means to people."""
FILES = ("file-missing", "file-damaged")


class Misuse(Exception):  # noqa: N818 - it is the user's word that is told back, not a fault of the program
    """What was asked cannot be done; the text says why and what to do."""

    @classmethod
    def of(cls, code: str, **details: object) -> Self:
        """Return the misuse of a code, with its text."""
        return cls(text(f"misuse.{code}", **details))


def describe_trouble(error: StoreError) -> str:
    """Return in words what the store cannot do, whether anything was published, and what to do about it."""
    code = next((code for kind, code in TROUBLES.items() if isinstance(error, kind)), "store-trouble")
    details: dict[str, str] = {"detail": str(error)}
    if isinstance(error, StoreUnreadable):
        details["damages"] = " ".join(describe_damage(one) for one in error.damages[:3])
    if isinstance(error, NotCertain):
        details["revisions"] = revision_names((one.dataset, one.revision) for one in error.revisions)
    return text(f"misuse.{code}", **details)


def describe_damage(damage: Damage) -> str:
    """Return in words what is missing or damaged, and what to do about it."""
    is_alone = damage.code in FILES and not damage.revisions  # known in a backup by its name only
    code = f"{damage.code}_alone" if is_alone else damage.code
    return text(f"care.damage_{code}", place=damage.place, revisions=revision_names(damage.revisions))


def revision_names(revisions: Iterable[tuple[str, int]]) -> str:
    """Return revisions by name: internet_access revision 3, targets revision 1."""
    return ", ".join(text("care.revision", dataset=dataset, revision=number) for dataset, number in revisions)
