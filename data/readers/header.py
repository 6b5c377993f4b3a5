"""The header of our template: which column is which, what is wrong with their names, which template is likely meant."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from data.datasets import INDICATORS, KINDS, OBSERVATIONS, PLEDGES, SCHOOLS, TARGETS, Kind
from data.readers.area_lists import fold
from data.readers.census.names import column_meant, form_of, is_personal, is_school_header, our_names, plain_name
from data.readers.codes import problem
from data.readers.pledge_list.columns import is_pledge_header, match_pledge_columns, unread_amounts
from data.readers.reading import Form, ReadOptions
from data.readers.suggestions import nearest_name
from data.reference.words import load_column_words
from data.schemas.problem import Problem

WORDS: Mapping[Kind, re.Pattern[str]] = {
    SCHOOLS: re.compile(r"schools?|connectivity|connected|students?|pupils?|enroll?ments?|emis"),
    PLEDGES: re.compile(r"pledg(e|es|ed|er|ers|ing)|beneficiar(y|ies)|focus area"),
}
"""What only the columns of such a list speak of."""


def likely_kind(names: Sequence[str]) -> Kind | None:
    """Return the kind of list that most names speak of, None where they speak of none, or of two alike."""
    written = [" ".join(re.findall(r"[^\W\d_]+", name.lower())) for name in names]
    counts = {kind: sum(_speaks(name, words) for name in written) for kind, words in WORDS.items()}
    most = max(counts.values())
    likely = [kind for kind, count in counts.items() if count == most]
    return likely[0] if most and len(likely) == 1 else None


def _speaks(name: str, words: re.Pattern[str]) -> bool:
    return re.search(rf"\b({words.pattern})\b", name) is not None


FIGURES = KINDS[OBSERVATIONS]
ONLY_IN_TARGETS = frozenset(KINDS[TARGETS].columns) - frozenset(FIGURES.columns)
ONLY_IN_INDICATORS = frozenset(KINDS[INDICATORS].columns) - frozenset(FIGURES.columns)
ENOUGH = 2
IN_OBSERVATIONS = frozenset(FIGURES.required) - {"indicator"}
ENOUGH_FOR_TARGETS = 4
UNIT = "unit_measure"
MISSPELT_CUTOFF = 80
NEAR_CUTOFF = 60
OTHER_NAMES = {
    "obs_value": ("value", "values", "observation", "amount"),
    "time_period": ("year", "date", "period", "time"),
    "ref_area": ("country", "area", "iso3", "country code", "code", "region"),
    "indicator": ("series", "indicator code", "indicator name"),
}


@dataclass(frozen=True)
class Header:
    """A recognised header; `kind` is None where it is not that of our template.

    `used` gives the position of each column of ours, `ignored` the names of the others as they stand in the
    file, `nameless` the positions of columns without a name. `currencies` are those that headers of amounts name.
    `form` is that of a publisher where the names are a publisher's, `width` the number of columns. `heads` are the
    names in the file of columns that have another name than ours there: those of a census or a list of pledges, and
    that of units.
    """

    kind: Kind | None
    used: Mapping[str, int]
    ignored: tuple[str, ...]
    nameless: tuple[int, ...]
    problems: tuple[Problem, ...]
    currencies: Mapping[str, str] = field(default_factory=dict)
    form: Form = "template"
    width: int = 0
    heads: Mapping[str, str] = field(default_factory=dict)


def read_header(names: Sequence[str], options: ReadOptions) -> Header:
    """Return what the names in the first row mean; any case and spaces around a name do not matter."""
    plain = [name.strip().lower() for name in names]
    kind = known_kind(names) or _said_kind(options)
    if kind is None:
        return Header(None, {}, tuple(names), (), (_unknown_form(names),))
    if kind == PLEDGES:
        return _pledge_header(names, plain)
    ours = KINDS[kind].columns
    if kind == SCHOOLS:
        plain = our_names(plain)
    elif kind == OBSERVATIONS:
        plain = _with_unit(plain)
    used = {name: plain.index(name) for name in ours if name in plain}
    others = [place for place, name in enumerate(plain) if name and name not in used]
    missing = _missing_columns(kind, plain, others, names, options)
    mistaken = {str(one.details.get("found", "")) for one in missing}
    ignored = [names[place].strip() for place in others if names[place].strip() not in mistaken]
    problems = [*_repeated_columns(used, plain), *missing]
    absent = [column for column in ours if column not in used]
    problems += [_ignored_column(name, absent, kind) for name in ignored]
    nameless = tuple(place for place, name in enumerate(plain) if not name)
    form = form_of(names) if kind == SCHOOLS else "template"
    problems += _renamed_columns(names, used) if form == "template" else []
    heads = _heads(names, used) if kind == SCHOOLS else _renamed_unit(names, used)
    return Header(kind, used, tuple(ignored), nameless, tuple(problems), form=form, width=len(names), heads=heads)


def _with_unit(plain: Sequence[str]) -> list[str]:
    """Return names with the column of units under ours, however it is called: dollars are never read as per cent."""
    words = {fold(word) for word in load_column_words().observations[UNIT]}
    other = next((place for place, name in enumerate(plain) if fold(name) in words and UNIT not in plain), None)
    return [UNIT if place == other else name for place, name in enumerate(plain)]


def _renamed_unit(names: Sequence[str], used: Mapping[str, int]) -> dict[str, str]:
    """Return the name of the column of units as it stands in the file, where it is another than ours."""
    found = _heads(names, {UNIT: used[UNIT]} if UNIT in used else {})
    return {} if found.get(UNIT, "").casefold() == UNIT else found


def _pledge_header(names: Sequence[str], plain: Sequence[str]) -> Header:
    """Return what the header of a pledge list means; its columns may have other names, each of which is noted."""
    found = match_pledge_columns(plain)
    places = set(found.used.values())
    ignored = [
        names[at].strip() for at, name in enumerate(plain) if name and at not in places and name not in found.used
    ]
    problems = _repeated_columns(found.used, plain)
    problems += [problem("column-missing", column=name) for name in KINDS[PLEDGES].required if name not in found.used]
    problems += [
        problem("column-read", column=names[at].strip(), details={"expected": name})
        for at, name in found.renamed.items()
    ]
    problems += [_ignored_of_pledges(name, found.used) for name in ignored]
    nameless = tuple(at for at, name in enumerate(plain) if not name)
    form = "pledges" if found.renamed else "template"
    heads = _heads(names, found.used)
    return Header(PLEDGES, found.used, tuple(ignored), nameless, tuple(problems), found.currencies, form, heads=heads)


def _heads(names: Sequence[str], used: Mapping[str, int]) -> dict[str, str]:
    """Return the names of columns of ours as they stand in the file, where they are others than ours."""
    return {column: names[place].strip() for column, place in used.items() if names[place].strip() != column}


def _ignored_of_pledges(name: str, used: Collection[str]) -> Problem:
    """Return what is said of a column of a pledge list that is not ours; amounts are never left out with a note."""
    amounts = None if is_personal(name) else unread_amounts(name, used)
    if amounts:
        return problem("amount-column-not-read", column=name, details={"expected": amounts})
    return _ignored_column(name, [one for one in KINDS[PLEDGES].columns if one not in used])


def _said_kind(options: ReadOptions) -> Kind | None:
    """Return the kind that a file is said to be of, where that is enough to read it so."""
    return next((kind.name for kind in KINDS.values() if kind.taken_as_said and options.dataset in kind.datasets), None)


def known_kind(names: Sequence[str]) -> Kind | None:
    """Return what the header of a template or of a publisher announces, None where it is neither.

    A kind without a rule of its own is known by having all the columns that it needs.
    """
    plain = [name.strip().lower() for name in names]
    others = [kind for kind in KINDS if kind not in (*RECOGNISED_BY, OBSERVATIONS)]
    found = (kind for kind, fits in RECOGNISED_BY.items() if fits(plain))
    listed = (kind for kind in others if {*KINDS[kind].required} <= {*plain})
    return next(found, None) or next(listed, None) or (OBSERVATIONS if _is_of_figures(plain) else None)


def _is_of_targets(plain: Sequence[str]) -> bool:
    return "target_id" in plain or len(ONLY_IN_TARGETS.intersection(plain)) >= ENOUGH_FOR_TARGETS


def _is_of_indicators(plain: Sequence[str]) -> bool:
    """Return whether names are those of a list of indicators: what only it has, and nothing that figures have."""
    own = len(ONLY_IN_INDICATORS.intersection(plain)) >= ENOUGH and ("indicator" in plain or "direction" in plain)
    return own and not IN_OBSERVATIONS.intersection(plain)


def _is_of_figures(plain: Sequence[str]) -> bool:
    fitting = [name for name in FIGURES.required if nearest_name(name, plain, MISSPELT_CUTOFF)]
    return len(fitting) >= ENOUGH and any(name in plain for name in fitting)


RECOGNISED_BY: Mapping[Kind, Callable[[Sequence[str]], bool]] = {
    TARGETS: _is_of_targets,
    PLEDGES: is_pledge_header,
    SCHOOLS: is_school_header,
    INDICATORS: _is_of_indicators,
}
"""The kinds with a rule of their own for their headers, in the order in which they are asked; figures come last."""


def _missing_columns(
    kind: Kind, plain: Sequence[str], others: Sequence[int], names: Sequence[str], options: ReadOptions
) -> list[Problem]:
    required = KINDS[kind].required
    given = {"indicator"} if kind == OBSERVATIONS and options.indicator else set()
    free = list(others)
    problems = []
    for column in required:
        if column in plain or column in given:
            continue
        place = _place_of(column, plain, free)
        if place is None:
            problems.append(problem("column-missing", column=column))
            continue
        free.remove(place)
        details = {"advice": "found", "found": names[place].strip(), "expected": column}
        problems.append(problem("column-missing", column=column, details=details))
    return problems


def _place_of(column: str, plain: Sequence[str], free: Sequence[int]) -> int | None:
    candidates = [plain[place] for place in free]
    found = nearest_name(column, candidates, MISSPELT_CUTOFF)
    if found is None:
        found = next((name for name in OTHER_NAMES.get(column, ()) if name in candidates), None)
    if found is None:
        found = nearest_name(column, candidates, NEAR_CUTOFF)
    return None if found is None else next(place for place in free if plain[place] == found)


def _repeated_columns(used: Mapping[str, int], plain: Sequence[str]) -> list[Problem]:
    return [
        problem("column-repeated", column=name, details={"times": plain.count(name)})
        for name in used
        if plain.count(name) > 1
    ]


def _renamed_columns(names: Sequence[str], used: Mapping[str, int]) -> list[Problem]:
    """Return a note for each column that stands under a name of its sender; a publisher's form needs none."""
    return [
        problem("column-read", column=names[place].strip(), details={"expected": column})
        for column, place in used.items()
        if plain_name(names[place]) != column
    ]


def _ignored_column(name: str, absent: Sequence[str], kind: Kind | None = None) -> Problem:
    """Return the note about a column that is not ours, or a warning where its name is nearly one of ours."""
    if is_personal(name):
        return problem("personal-data-not-stored", column=name)
    second = column_meant(name) if kind == SCHOOLS else None
    if second:
        return problem("column-second-choice", column=name, details={"column": second})
    meant = nearest_name(name.lower(), absent, MISSPELT_CUTOFF)
    if meant:
        return problem("column-misspelt", column=name, details={"suggestion": meant})
    return problem("column-ignored", column=name)


def _unknown_form(names: Sequence[str]) -> Problem:
    likely = likely_kind(names) or OBSERVATIONS
    details = {"advice": likely, "header": ",".join(KINDS[likely].required)}
    return problem("form-unknown", row=1, value=",".join(names).rstrip(","), details=details)
