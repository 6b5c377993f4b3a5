"""The words for units that came with indicators of somebody's own; the others stand in the catalogue.

They are part of the reference data. A door says whose words hold for what it does now: one session, one command, one
job. Another session, which may look at another day or another store, has its own.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from types import MappingProxyType

_SPOKEN: ContextVar[Mapping[str, str]] = ContextVar("unit_words", default=MappingProxyType({}))


def speak_of_units(words: Mapping[str, str]) -> None:
    """Call units by these words, by their codes, in the current context alone."""
    _SPOKEN.set(words)


def own_unit_words(unit_measure: str) -> str:
    """Return what a unit is called, empty where nobody has named it."""
    return _SPOKEN.get().get(unit_measure, "")
