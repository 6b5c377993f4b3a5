"""Telling the headings of a wide table apart takes as long as the table is wide, not its square."""

from unittest.mock import patch

from data.schemas import mapping_names


def test_hundreds_of_columns_of_one_name_are_told_apart_in_few_looks() -> None:
    names = ["x"] * 500
    with patch.object(mapping_names, "plain_heading", wraps=mapping_names.plain_heading) as looked:
        found = mapping_names.distinct_headings(names)

    assert found[:3] == ("x", "x (2)", "x (3)")
    assert len(set(found)) == len(names)
    assert looked.call_count < 10 * len(names)
