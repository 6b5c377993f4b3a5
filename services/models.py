"""Rows of models as frames: the targets, pledges or other rows of a file, and which cells the file states of each."""

from collections.abc import Sequence

import pandas as pd
from pydantic import BaseModel

from data.datasets import kind_of
from data.readers import Reading


def rows_of_models(reading: Reading) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame | None]]:
    """Return the rows that a file of models holds, by their dataset, and which of their cells it states."""
    if reading.kind is None or not reading.models:
        return {}, {}
    return {reading.kind: to_rows(reading.models, reading.kind)}, {
        reading.kind: stated_cells(reading.models, reading.kind)
    }


def to_rows(models: Sequence[BaseModel], dataset: str) -> pd.DataFrame:
    """Return models as rows of their dataset: numbers as float64, where NaN is missing."""
    kind = kind_of(dataset)
    frame = pd.DataFrame([one.model_dump() for one in models], columns=list(kind.columns))
    return frame.astype(dict.fromkeys(kind.numbers, "float64"))


def stated_cells(models: Sequence[BaseModel], dataset: str) -> pd.DataFrame:
    """Return for each row which of its cells the file states, rather than leaving them open."""
    names = list(kind_of(dataset).columns)
    return pd.DataFrame([{name: name in one.model_fields_set for name in names} for one in models], columns=names)
