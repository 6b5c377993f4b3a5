"""The Arrow schemas of the datasets, in the column order of their models."""

import pyarrow as pa

from data.schemas.observation import COLUMNS
from data.schemas.pledge import PLEDGE_COLUMNS
from data.schemas.school import SCHOOL_COLUMNS
from data.schemas.target import Target

NUMBERS = frozenset(
    {
        *("obs_value", "baseline_value", "target_value", "target_upper", "met_at", "denominator"),
        *("latitude", "longitude", "speed_mbps", "students"),
        *("amount", "reported_amount", "usd_rate"),
    }
)
WHOLE_NUMBERS = frozenset({"target_year"})
YES_OR_NO = frozenset(
    {"strict", "wording_verified", "value_verified", "example", "ldc_focus", "lldc_focus", "sids_focus"}
)


def _type_of(name: str) -> pa.DataType:
    if name in NUMBERS:
        return pa.float64()
    if name in WHOLE_NUMBERS:
        return pa.int64()
    return pa.bool_() if name in YES_OR_NO else pa.string()


def _schema(names: tuple[str, ...]) -> pa.Schema:
    return pa.schema([pa.field(name, _type_of(name)) for name in names])


OBSERVATION_SCHEMA = _schema(COLUMNS)
TARGET_SCHEMA = _schema(tuple(Target.model_fields))
SCHOOL_SCHEMA = _schema(SCHOOL_COLUMNS)
PLEDGE_SCHEMA = _schema(PLEDGE_COLUMNS)
