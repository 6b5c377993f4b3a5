"""The Arrow schemas of what is stored beside the datasets, and schools in the schema of theirs."""

from collections.abc import Callable, Mapping

import pyarrow as pa

from data.datasets import KINDS, SCHOOLS
from data.schemas.origins import coded_edition, coded_source

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

CODED: Mapping[str, Callable[[str], str]] = {"source": coded_source, "edition": coded_edition}
"""The columns in which earlier versions stored sentences where there are codes now."""


def in_codes(rows: pa.Table) -> pa.Table:
    """Return figures or statements with codes where an earlier version of the product stored a sentence of its own."""
    for name in rows.column_names:
        if name not in CODED or not rows.num_rows:
            continue
        coded = rows[name].combine_chunks().dictionary_encode()
        written = coded.dictionary.to_pylist()
        codes = [CODED[name](one) for one in written]
        if codes != written:
            column = pa.array(codes, rows.schema.field(name).type).take(coded.indices)
            rows = rows.set_column(rows.column_names.index(name), rows.schema.field(name), column)
    return rows


def plain_schools(rows: pa.Table) -> pa.Table:
    """Return schools in `SCHOOL_SCHEMA`: a file just read has them with columns coded by their distinct texts."""
    return rows if rows.schema.equals(SCHOOL_SCHEMA) else rows.cast(SCHOOL_SCHEMA)
