"""What a file says of the unit of a series, held against what its code stands for: the code wins, and it is said.

A word that is not among those for the unit of the code contradicts it, known or not, unless it leaves the unit open.
Of a series that is no indicator here only the unit is known that its code ends with, or nothing at all: there a word
contradicts that is known for another unit, or one file says two of one series.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from data.readers.codes import problem
from data.readers.forms.page import plain
from data.reference.unit_words import load_unit_words, plain_unit
from data.schemas.problem import Problem
from data.schemas.publisher import Publisher
from data.schemas.target import PER_CENT

OF_SOMETHING_ELSE = "PT_OTHER"
ADVICE = {True: "taken", False: "skipped"}


@dataclass(frozen=True)
class Stated:
    """What a file says of the unit of a series, from which row on and in how many, and the unit its code stands for."""

    code: str
    said: str
    unit: str
    row: int
    rows: int
    taken: bool


def units_meant(said: str, publisher: Publisher) -> tuple[str, ...] | None:
    """Return the units that words may mean; none where they leave it open, None where the words are not known."""
    words = plain_unit(said)
    own = {plain_unit(word): units for word, units in publisher.says.items()}
    found = own.get(words, load_unit_words().get(words))
    return (OF_SOMETHING_ELSE,) if found is None and ("%" in words or "percent" in words) else found


def contradicts(stated: Stated, publisher: Publisher) -> bool:
    """Return whether what a file says of a unit cannot be meant by the unit of the code."""
    if not stated.unit or plain_unit(stated.said) == plain_unit(stated.unit):
        return False
    meant = units_meant(stated.said, publisher)
    if meant is None:
        return stated.taken and plain_unit(stated.unit) in load_unit_words()
    return bool(meant) and not any(_fits(one, stated) for one in meant)


def _fits(meant: str, stated: Stated) -> bool:
    """Return whether a unit is that of the code: a bare per cent is one of anything, as is the unit of a bare code."""
    if stated.unit == PER_CENT and meant.startswith(PER_CENT):
        return not stated.taken or meant in (PER_CENT, OF_SOMETHING_ELSE)
    return meant == stated.unit or (meant == PER_CENT and stated.unit.startswith(PER_CENT))


def unit_problems(all_stated: Iterable[Stated], publisher: Publisher) -> Iterator[Problem]:
    """Yield a warning for each series whose unit in the file is not that of its code; one for each unit if taken."""
    by_code: dict[str, list[Stated]] = {}
    for one in all_stated:
        by_code.setdefault(plain(one.code), []).append(one)
    for found in by_code.values():
        wrong = [one for one in found if contradicts(one, publisher)]
        if found[0].taken:
            by_word = {one.said: [other for other in wrong if other.said == one.said] for one in wrong}
            yield from (_warning(alike) for alike in by_word.values())
        elif wrong:
            yield _warning(wrong)
        elif not found[0].unit:
            yield from _two_in_one(found, publisher)


def _warning(wrong: Sequence[Stated]) -> Problem:
    first = min(wrong, key=lambda one: one.row)
    details: dict[str, str | int | float] = {"series": first.code, "unit": first.unit}
    details |= {"rows": sum(one.rows for one in wrong), "advice": ADVICE[first.taken]}
    return problem("unit-contradicts-code", row=first.row, value=first.said, details=details)


def _two_in_one(found: Sequence[Stated], publisher: Publisher) -> Iterator[Problem]:
    """Yield a warning where one series, whose unit nobody knows here, has two that cannot be the same."""
    known = [one for one in sorted(found, key=lambda one: one.row) if units_meant(one.said, publisher)]
    for one in known[1:]:
        if not _may_be_same(known[0], one, publisher):
            details: dict[str, str | int | float] = {"series": one.code, "other": known[0].said, "advice": "two"}
            details |= {"rows": sum(each.rows for each in found)}
            yield problem("unit-contradicts-code", row=one.row, value=one.said, details=details)
            return


def _may_be_same(one: Stated, other: Stated, publisher: Publisher) -> bool:
    first, second = (set(units_meant(each.said, publisher) or ()) for each in (one, other))
    per_cent = all(unit.startswith(PER_CENT) for unit in first | second) and PER_CENT in first | second
    return bool(first & second) or per_cent


def unit_in_name(name: str, publisher: Publisher) -> str:
    """Return what stands in brackets at the end of a name: the unit, with publishers that have no column for it.

    Of several brackets the last that is a unit counts, the last of all where none is known as one.
    """
    found = list(_brackets(name))
    return next((one for one in found if units_meant(one, publisher)), found[0] if found else "")


def _brackets(name: str) -> Iterator[str]:
    """Yield what stands in the brackets at the end of a name, the last first."""
    rest = name.rstrip()
    while rest.endswith(")"):
        depth, begin = 0, len(rest)
        while begin and (depth or begin == len(rest)):
            begin -= 1
            depth += {")": 1, "(": -1}.get(rest[begin], 0)
        if depth:
            return
        yield rest[begin + 1 : -1].strip()
        rest = rest[:begin].rstrip()
