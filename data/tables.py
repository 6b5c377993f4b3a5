"""The Arrow schemas of what is stored beside the datasets, and schools in the schema of theirs."""

import pyarrow as pa

from data.datasets import KINDS, SCHOOLS

SCHOOL_SCHEMA = KINDS[SCHOOLS].schema
MAPPING_SCHEMA = pa.schema([(name, pa.string()) for name in ("name", "mapping", "kept_by", "kept_at")])
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
