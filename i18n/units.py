"""The words for units that came with indicators of somebody's own; the others stand in the catalogue."""

from collections.abc import Mapping

_words: dict[str, str] = {}


def name_units(words: Mapping[str, str]) -> None:
    """Keep what units are called, by their codes.

    Units are named wherever a number is written, far from any store; so the words are known to the whole process.
    """
    _words.update(words)


def name_new_units(words: Mapping[str, str]) -> None:
    """Keep what units are called that nobody has named yet: a preview or an earlier day renames nothing."""
    for unit_measure, words_for_it in words.items():
        _words.setdefault(unit_measure, words_for_it)


def own_unit_words(unit_measure: str) -> str:
    """Return what a unit is called, empty where nobody has named it."""
    return _words.get(unit_measure, "")
