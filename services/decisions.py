"""What can be decided of a cell that is no code: the codes it may mean, and how they are called."""

from collections.abc import Mapping, Sequence
from typing import get_args

from data.datasets import SCHOOLS, Kind
from data.readers import Decision, Reading, Unknown
from data.reference import Reference
from data.reference.limits import load_school_checks
from data.schemas.mapping import ANSWERED, ANSWERS, ColumnMapping
from data.schemas.observation import CERTAINTIES
from data.schemas.observation import STATUSES as OBS_STATUSES
from data.schemas.pledge import FOCUS_AREAS, PLEDGE_TYPES, PLEDGER_KINDS, STATUSES
from data.schemas.target import Kind as TargetKind
from services.groups import area_name

AREAS = ("ref_area", "beneficiaries")
CODES: Mapping[str, Sequence[str]] = {
    "sex": ("_T", "F", "M"),
    "age": ("_T",),
    "urbanisation": ("_T", "U", "R"),
    "obs_status": tuple(one for one in OBS_STATUSES if one),
    "certainty": tuple(one for one in CERTAINTIES if one),
    "pledger_kind": PLEDGER_KINDS,
    "focus_area": FOCUS_AREAS,
    "pledge_type": PLEDGE_TYPES,
    "status": STATUSES,
    "kind": get_args(TargetKind),
    "direction": ("up", "down", "parity"),
    "zero_means": ("value", "missing"),
    "frequency": ("annual", "dated"),
    "aggregate": ("weighted_mean", "median", "sum", "none"),
    "applies_to": ("aggregate", "aggregate and each country"),
    **dict.fromkeys(ANSWERED, ANSWERS),
}


def codes_for(unknown: Unknown, kind: Kind | None, reference: Reference) -> list[str]:
    """Return the codes that an unknown cell may mean, the suggested one first."""
    column = unknown.column
    if column in AREAS:
        only = kind == SCHOOLS and column == "ref_area"
        found = [code for code, one in reference.areas.items() if one.kind == "country" or not only]
        found.sort(key=lambda code: area_name(code, reference))
    elif column == "indicator":
        found = list(reference.indicators)
    elif column in ("education_level", "connection_type"):
        lists = load_school_checks().lists
        found = list((lists.education_level if column == "education_level" else lists.connection_type).values)
    else:
        found = list(CODES.get(column, ()))
    return (
        [unknown.suggestion, *(code for code in found if code != unknown.suggestion)] if unknown.suggestion else found
    )


def code_name(column: str, code: str, reference: Reference) -> str:
    """Return how a code is called, with the code behind it; the code itself where it has no name."""
    if column in AREAS and code in reference.areas:
        return f"{area_name(code, reference)} ({code})"
    if column == "indicator" and code in reference.indicators:
        return f"{reference.indicators[code].name} ({code})"
    return code


def certain_decisions(unknowns: Sequence[Unknown]) -> tuple[Decision, ...]:
    """Return what the cells mean that are the whole name of an area."""
    return tuple(Decision(one.column, one.cell, one.suggestion) for one in unknowns if one.certain)


def with_decisions(
    mapping: ColumnMapping | None, reading: Reading, decisions: Sequence[Decision], name: str = ""
) -> ColumnMapping | None:
    """Return a mapping that holds what was decided; one of decisions alone where the columns need none."""
    values = {column: dict(cells) for column, cells in (mapping.values if mapping else {}).items()}
    for one in decisions:
        values.setdefault(one.column, {})[one.cell] = one.meant
    if mapping:
        return mapping.model_copy(update={"values": values, "name": name.strip() or mapping.name})
    if not values or reading.kind is None:
        return None
    return ColumnMapping.model_validate({"kind": reading.kind, "values": values, "name": name})
