"""The Arrow schemas of the datasets, in the column order of their models."""

import pyarrow as pa

from data.schemas.observation import COLUMNS
from data.schemas.own_indicator import OWN_COLUMNS
from data.schemas.pledge import PLEDGE_COLUMNS
from data.schemas.school import SCHOOL_COLUMNS
from data.schemas.target import Target

NUMBERS = frozenset(
    {
        *("obs_value", "baseline_value", "target_value", "target_upper", "met_at", "denominator"),
        *("latitude", "longitude", "speed_mbps", "students"),
        *("amount", "reported_amount", "usd_rate"),
        *("minimum", "maximum"),
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
INDICATOR_SCHEMA = _schema(OWN_COLUMNS)
MAPPING_SCHEMA = _schema(("name", "mapping", "kept_by", "kept_at"))
"""The kept mappings: each by its name, as the JSON that the command line takes too."""
STATEMENT_SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("kept_for", "source_dataset")),
        ("source_revision", pa.int64()),
        *((name, pa.timestamp("us", "UTC")) for name in ("published_at", "recorded_at")),
        *((name, pa.string()) for name in ("said_on", "method_version", "indicator", "ref_area", "target_id")),
        ("year", pa.int64()),
        *((name, pa.float64()) for name in ("median", "low80", "high80", "low50", "high50", "chance")),
        ("status", pa.string()),
        ("level", pa.float64()),
        *((name, pa.int64()) for name in ("reached_year", "reached_low", "reached_high")),
        *((name, pa.string()) for name in ("direction", "method", "edition")),
        ("last_value", pa.float64()),
        *((name, pa.int64()) for name in ("last_year", "points")),
    ]
)
"""What was said of a year when a revision was published: the course alone, or (with a `target_id`) of a target."""


def plain_schools(rows: pa.Table) -> pa.Table:
    """Return schools in `SCHOOL_SCHEMA`: a file just read has them with columns coded by their distinct texts."""
    return rows if rows.schema.equals(SCHOOL_SCHEMA) else rows.cast(SCHOOL_SCHEMA)
