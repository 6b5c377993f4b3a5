"""Problems drawn as HTML: grouped, like the sheet, with every text of the file escaped."""

import dataclasses
from typing import Any

import pytest

from charts.key import COLOURS, SIGN_SHAPES, sign_chip
from charts.problems import (
    ProblemCell,
    ProblemGroup,
    SheetLabels,
    SheetLine,
    SheetSlice,
    draw_problem_groups,
    draw_verdict,
)

LABELS = SheetLabels("Row", "Column", "Stands there", "What to do")
CELL = ProblemCell("14", "obs_value", "31,5", "Use a point.")


def draw(*cells: ProblemCell, **group: Any) -> str:  # noqa: ANN401 - fields of the group
    return draw_problem_groups(
        [ProblemGroup("blocks", "Blocks", "Not a number", "3 places", cells=cells, **group)], LABELS
    )


def test_cell_stands_as_in_the_sheet_with_its_row_and_column() -> None:
    html = draw(CELL)

    assert '<th scope="row" data-label="Row">14</th><td data-label="Column">obs_value</td>' in html
    assert '<td class="c2030-cell" data-label="Stands there"><span>31,5</span></td>' in html


def test_whole_row_is_not_drawn_as_a_faulty_cell() -> None:
    html = draw(ProblemCell("12", "", "the whole row", "Keep one.", whole=True))

    assert "c2030-whole" in html
    assert "c2030-cell" not in html


def test_severity_is_a_word_and_a_shape_beside_its_colour() -> None:
    html = draw(CELL)

    assert "<span>Blocks</span>" in html
    assert "<svg" in html
    assert "color:var(--c2030-not_met)" in html


def test_problem_of_the_whole_file_has_a_message_and_no_sheet() -> None:
    html = draw(message="The file is empty.")

    assert "<p>The file is empty.</p>" in html
    assert "<table" not in html


def test_cut_list_says_how_many_remain() -> None:
    assert "and 2 more of this kind" in draw(CELL, more="and 2 more of this kind")


@pytest.mark.parametrize("field", ["row", "column", "value", "message"])
def test_text_of_the_file_never_becomes_markup(field: str) -> None:
    changes: dict[str, Any] = {field: '"><img src=x>'}
    evil = dataclasses.replace(CELL, **changes)

    assert "<img" not in draw(evil)
    assert "&lt;img" in draw(evil)


def test_verdict_escapes_its_words() -> None:
    assert "<b>" not in draw_verdict("blocks", "<b>", "<b>")


def test_every_sign_has_a_shape_and_a_colour_of_its_own_kind() -> None:
    assert set(SIGN_SHAPES) == set(COLOURS)
    assert len(set(SIGN_SHAPES.values())) == len(SIGN_SHAPES)
    assert "&lt;b&gt;" in sign_chip("new", "<b>")


def test_rows_of_the_file_are_drawn_with_their_heads_the_wrong_cell_marked_and_nothing_is_markup() -> None:
    line = SheetLine("7", ["KEN", "<img src=x onerror=alert(1)>"], [1], "Write <b>digits</b>.")
    html = draw(slices=[SheetSlice(["ref_area", "<i>value</i>"], [line])])

    assert '<th scope="row" data-label="Row">7</th><td class="c2030-beside-cell" data-label="ref_area">' in html
    assert '<td class="c2030-cell" data-label="&lt;i&gt;value&lt;/i&gt;"><span>&lt;img src=x' in html
    assert "<img" not in html and "<b>" not in html and "<i>" not in html


def test_a_row_that_is_wrong_as_a_whole_has_no_marked_cell() -> None:
    html = draw(slices=[SheetSlice(["a"], [SheetLine("7", ["1"], [], "A cell is missing.")])])

    assert '<tr class="c2030-all">' in html
    assert 'class="c2030-cell"' not in html
