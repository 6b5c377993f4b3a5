"""What the columns of an unknown table may be: by their headings first, then by what stands in them. Only suggested."""

import re
from collections.abc import Callable, Mapping, Sequence

from data.datasets import INDICATORS, KINDS, OBSERVATIONS, PLEDGES, SCHOOLS, TARGETS, Kind
from data.readers.area_lists import area_code, fold
from data.readers.census.names import plain_name
from data.readers.likely import likely_kind
from data.readers.pledge_list.columns import match_pledge_columns
from data.readers.reading import Look, LookedColumn
from data.readers.suggestions import nearest_name
from data.reference.column_words import load_column_words
from data.reference.schools import load_school_names
from data.schemas.fields import is_missing
from data.schemas.rules import Rules

YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
YEAR_CELL = re.compile(r"(?:19|20)[0-9]{2}(\.0)?")
MOSTLY = 0.8
FEWEST_YEARS = 2
NEAR = 85
OF_INDICATORS = {"name", "unit_measure", "direction"}
"""What the headings of a list of indicators speak of together, and no other list."""


def guess_kind(look: Look) -> Kind:
    """Return what the rows of a table may be: other than figures where the headings speak of it."""
    if "target_id" in {plain_name(name) for name in look.header}:
        return TARGETS
    likely = likely_kind(look.header)
    if likely:
        return likely
    own = by_heading(look.header, INDICATORS)
    if own.keys() >= OF_INDICATORS and not _has_figures(look, list(own.values())):
        return INDICATORS
    schools = by_heading(look.header, SCHOOLS)
    return SCHOOLS if "school_id" in schools or {"students", "connectivity"} & schools.keys() else OBSERVATIONS


def _has_figures(look: Look, taken: Sequence[str]) -> bool:
    """Return whether a table has other columns for areas or periods: then it holds figures, not what they are of."""
    figures = by_heading(look.header, OBSERVATIONS)
    beside = {name for name, heading in figures.items() if heading not in taken}
    return bool({"ref_area", "time_period"} & beside) or bool(guess_years(look))


def guess_columns(look: Look, kind: Kind, rules: Rules) -> dict[str, str]:
    """Return the heading that each column of ours may have; a heading stands for one of them."""
    found = by_heading(look.header, kind)
    if kind not in (OBSERVATIONS, SCHOOLS):
        return found
    free = [one for one in look.columns if one.name not in found.values()]
    if "ref_area" not in found:
        found |= _first("ref_area", free, lambda one: _mostly(one, lambda cell: area_code(cell, rules) is not None))
    if kind == OBSERVATIONS and "time_period" not in found:
        found |= _first("time_period", free, lambda one: _mostly(one, lambda cell: bool(YEAR_CELL.fullmatch(cell))))
    return {name: found[name] for name in KINDS[kind].columns if name in found}


def by_heading(header: Sequence[str], kind: Kind) -> dict[str, str]:
    """Return the headings that are called as a column of ours is, or nearly so."""
    if kind == PLEDGES:
        return {name: header[place] for name, place in match_pledge_columns(header).used.items()}
    folded = {fold(name): name for name in reversed(header)}
    found: dict[str, str] = {}
    for name, words in _words(kind).items():
        known = next((folded[word] for word in words if word in folded), None)
        if known is not None and known not in found.values():
            found[name] = known
    for name, words in _words(kind).items():
        if name not in found:
            free = [word for word, heading in folded.items() if heading not in found.values()]
            near = nearest_name(words[0], free, NEAR)
            found |= {name: folded[near]} if near else {}
    return found


def guess_years(look: Look) -> dict[str, str]:
    """Return the period of each column that is headed by a year and holds numbers; none where it is one alone.

    Beside two such columns, one with a wrong cell or with none yet is a year all the same.
    """
    headed = {one: match[1] for one in look.columns if (match := YEAR.search(one.name))}
    sure = [one for one in headed if is_numeric(one)]
    years = {one.name: year for one, year in headed.items() if one in sure or one.numbers or not one.filled}
    return years if len(sure) >= FEWEST_YEARS and len(set(years.values())) == len(years) else {}


def guess_value_columns(look: Look, taken: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of numbers that nothing else is known of."""
    return tuple(
        one.name
        for one in look.columns
        if one.name not in taken and is_numeric(one) and not _mostly(one, lambda cell: bool(YEAR_CELL.fullmatch(cell)))
    )


def is_numeric(column: LookedColumn) -> bool:
    """Return whether nearly all filled cells of a column are numbers."""
    return bool(column.filled) and column.numbers >= MOSTLY * column.filled


def _words(kind: Kind) -> Mapping[str, tuple[str, ...]]:
    """Return by column of ours how it may be headed, folded: our own name first."""
    words = load_column_words()
    lists: Mapping[Kind, Mapping[str, tuple[str, ...]]] = {
        OBSERVATIONS: words.observations,
        SCHOOLS: words.schools,
        INDICATORS: words.indicators,
    }
    given = lists.get(kind, {})
    own = load_school_names().columns if kind == SCHOOLS else {}
    return {
        name: tuple(fold(one) for one in (name, *own.get(name, ()), *given.get(name, ())))
        for name in KINDS[kind].columns
    }


def _first(name: str, columns: Sequence[LookedColumn], fits: Callable[[LookedColumn], bool]) -> dict[str, str]:
    found = next((one for one in columns if fits(one)), None)
    return {name: found.name} if found else {}


def _mostly(column: LookedColumn, fits: Callable[[str], bool]) -> bool:
    """Return whether most of the frequent cells of a column fit."""
    filled = [(cell, count) for cell, count in column.cells if not is_missing(cell)]
    fitting = sum(count for cell, count in filled if fits(cell))
    return bool(filled) and fitting >= MOSTLY * sum(count for _, count in filled)
