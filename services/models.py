"""Rows of models as frames: the targets and pledges of a file, and which cells the file states of each."""

from collections.abc import Sequence

import pandas as pd
import pyarrow as pa
from pydantic import BaseModel

from data.readers import Reading
from data.tables import INDICATOR_SCHEMA, PLEDGE_SCHEMA, TARGET_SCHEMA
from services.shapes import INDICATORS, PLEDGES, TARGETS

SCHEMAS = {TARGETS: TARGET_SCHEMA, PLEDGES: PLEDGE_SCHEMA, INDICATORS: INDICATOR_SCHEMA}


def rows_of_models(reading: Reading) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame | None]]:
    """Return the rows that a file of models holds, by their dataset, and which of their cells it states."""
    found = reading.targets or reading.pledges or reading.indicators
    if reading.kind is None or not found:
        return {}, {}
    return {reading.kind: to_rows(found, reading.kind)}, {reading.kind: stated_cells(found, reading.kind)}


def to_rows(models: Sequence[BaseModel], dataset: str) -> pd.DataFrame:
    """Return models as rows of their dataset: numbers as float64, where NaN is missing."""
    schema = SCHEMAS[dataset]
    frame = pd.DataFrame([one.model_dump() for one in models], columns=schema.names)
    return frame.astype({field.name: "float64" for field in schema if pa.types.is_floating(field.type)})


def stated_cells(models: Sequence[BaseModel], dataset: str) -> pd.DataFrame:
    """Return for each row which of its cells the file states, rather than leaving them open."""
    names = SCHEMAS[dataset].names
    return pd.DataFrame([{name: name in one.model_fields_set for name in names} for one in models], columns=names)
