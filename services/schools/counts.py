"""The schools of a table counted by country: connectivity, students, and the newest check."""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from metrics.schools import ANSWERS, NO, UNKNOWN, YES, Connectivity, CountrySchools, Students

COUNTED = ("ref_area", "connectivity", "students", "checked_on", "example")
"""The columns that counting needs."""


def count_schools(table: pa.Table, *, with_examples: bool = True) -> dict[str, CountrySchools]:
    """Return the schools of each country in a table of the dataset `schools`, by its code.

    Args:
        table: The rows, with at least the columns `COUNTED`.
        with_examples: Whether invented rows are counted; they never decide a target.
    """
    rows = table.select(list(COUNTED))
    if not with_examples:
        rows = rows.filter(pc.invert(pc.fill_null(rows["example"], fill_value=False)))
    known = pc.is_in(rows["connectivity"], value_set=pa.array(ANSWERS))
    answer = pc.if_else(pc.fill_null(known, fill_value=False), rows["connectivity"], UNKNOWN)
    rows = rows.set_column(rows.column_names.index("connectivity"), "connectivity", answer)
    grouped = rows.group_by(["ref_area", "connectivity"]).aggregate(
        [([], "count_all"), ("students", "sum"), ("students", "count"), ("checked_on", "max")]
    )
    found: dict[str, CountrySchools] = {}
    for row in grouped.to_pylist():
        found[row["ref_area"]] = found.get(row["ref_area"], CountrySchools()) + _of_answer(row)
    return dict(sorted(found.items()))


def _of_answer(row: dict[str, Any]) -> CountrySchools:
    count, answer = row["count_all"], row["connectivity"]
    students = Students(row["students_sum"] or 0.0, row["students_count"], count)
    by_answer = {name: count if name == answer else 0 for name in (YES, NO, UNKNOWN)}
    return CountrySchools(Connectivity(**by_answer), students, row["checked_on_max"] or "")
