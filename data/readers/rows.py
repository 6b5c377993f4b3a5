"""The one truth about a row: what the Pydantic models say, and the remarks that refuse nothing."""

from collections.abc import Mapping

from pydantic import BaseModel, ValidationError

from data.datasets import DatasetKind
from data.readers.codes import problem, problems_of
from data.schemas.indicator import Indicator
from data.schemas.observation import Observation
from data.schemas.own_indicator import OwnIndicator
from data.schemas.problem import Problem
from data.schemas.rules import Rules
from data.schemas.school import School

MISSING = "M"


def judge_observation(raw: Mapping[str, str], row: int, rules: Rules) -> tuple[Observation | None, list[Problem]]:
    """Return the observation in a row and every problem of the row.

    There is no observation where a problem blocks, and none where the row has no value and does not say so
    (status M): such a row is skipped and the published value stays.

    Args:
        raw: The cells by column, as they stand in the file; only columns of ours.
        row: The row of the spreadsheet.
        rules: What the row is judged against.

    Returns:
        The observation with its unit filled in, or None; and the problems.
    """
    try:
        found = Observation.model_validate(raw, context=rules)
    except ValidationError as error:
        return None, problems_of(error, raw, row, rules)
    indicator = rules.indicators[found.indicator]
    return _judge_value(found, indicator, row, raw["obs_value"])


def _judge_value(
    found: Observation, indicator: Indicator, row: int, cell: str
) -> tuple[Observation | None, list[Problem]]:
    value, remarks = found.obs_value, []
    if value == 0 and indicator.zero_means == "missing":
        value = None
        remarks.append(problem("zero-means-missing", row=row, column="obs_value", value=cell))
    if value is not None and found.obs_status == MISSING:
        return None, [problem("missing-with-value", row=row, column="obs_value", value=cell)]
    if value is None and found.obs_status != MISSING:
        return None, remarks or [problem("obs-value-missing", row=row, column="obs_value", value=cell)]
    if value is not None and indicator.maximum is not None and value > indicator.maximum:
        details = {"high": indicator.maximum}
        remarks.append(problem("obs-value-above-maximum", row=row, column="obs_value", value=cell, details=details))
    filled = {"obs_value": value, "unit_measure": indicator.unit_measure}
    return found.model_copy(update=filled), remarks


def judge_model(
    kind: DatasetKind, raw: Mapping[str, str], row: int, rules: Rules
) -> tuple[BaseModel | None, list[Problem]]:
    """Return what a row of a kind says, None where a problem blocks, and every problem of the row.

    An empty cell of a column that has a default is not stated, so it is not handed to the model: its field is not
    among the `model_fields_set`.
    """
    stated = {name: cell for name, cell in raw.items() if cell.strip() or name in kind.required}
    try:
        found = kind.model.model_validate(stated, context=rules)
    except ValidationError as error:
        return None, problems_of(error, raw, row, rules)
    return found, _unused_words(found, row, rules) if isinstance(found, OwnIndicator) else []


def _unused_words(found: OwnIndicator, row: int, rules: Rules) -> list[Problem]:
    """Return a note where words are given for a unit that has its own, as built-in indicators use it."""
    built_in = {one.unit_measure for code, one in rules.indicators.items() if code not in rules.own}
    if not found.unit_words or found.unit_measure not in built_in:
        return []
    details = {"unit": found.unit_measure}
    return [problem("unit-words-not-used", row=row, column="unit_words", value=found.unit_words, details=details)]


def judge_school(raw: Mapping[str, str], row: int, rules: Rules) -> tuple[School | None, list[Problem]]:
    """Return the school in a row, None where a problem blocks, and every problem of the row."""
    try:
        return School.model_validate(raw, context=rules), []
    except ValidationError as error:
        return None, problems_of(error, raw, row, rules)
