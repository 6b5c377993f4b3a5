"""Which problems can be left out row by row: a closed list, so that a new one never lets a wrong file through."""

import pytest

from data.readers.codes import OF_A_ROW, SEVERITY, is_of_a_row, problem

OF_THE_FILE = (
    "file-empty", "file-not-text", "encoding-not-certain", "archive-broken", "which-member", "which-sheet",
    "table-too-large", "decimal-not-certain", "quote-not-closed", "form-unknown", "column-missing", "column-repeated",
    "not-the-data-file", "which-indicator", "no-numbers", "no-series-tracked", "nothing-left", "form-not-as-said",
    "amount-column-not-read", "line-too-long",
)  # fmt: skip


def test_every_problem_of_a_row_is_one_that_blocks() -> None:
    assert {SEVERITY[code] for code in OF_A_ROW} == {"blocks"}


@pytest.mark.parametrize("code", OF_THE_FILE)
def test_what_is_wrong_with_the_file_is_never_a_problem_of_a_row(code: str) -> None:
    assert SEVERITY[code] == "blocks"
    assert not is_of_a_row(problem(code, row=3))


def test_a_problem_without_a_row_is_about_the_file() -> None:
    assert is_of_a_row(problem("unknown-indicator", row=2))
    assert not is_of_a_row(problem("unknown-indicator"))
