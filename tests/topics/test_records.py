"""Held here: the overview as a flat file loses nothing of what the record of a target says."""

from datetime import date

from services.tracker import State, Tracker
from services.view import View
from tests.services.conftest import TODAY, Judge
from topics.records import flat_records, scorecard_record
from topics.scorecard import make_scorecard

SERVED = {"SP2020-1.2": ["17.8"], "SP2020-3.2": ["12.4", "12.5"], "UMC2030-M7c": ["4.a"], "P2C-1": []}


def test_record_names_the_source_of_its_series(tracker: Tracker, judged: Judge) -> None:
    found = scorecard_record(judged("UMC2030-U1"), tracker.reference)

    assert found["source"].startswith("World Bank")
    assert scorecard_record(judged("GIGA-1"), tracker.reference)["source"] is None


def test_flat_rows_have_the_same_plain_columns(tracker: Tracker, state: State) -> None:
    rows = flat_records(make_scorecard(View(state, tracker.reference, TODAY)), tracker.reference)

    assert len(rows) == 53
    assert {tuple(row) for row in rows} == {tuple(rows[0])}
    assert not [cell for row in rows for cell in row.values() if isinstance(cell, dict | list | date)]


def test_every_part_of_a_sum_of_staying_and_of_an_indication_is_a_column(tracker: Tracker, judged: Judge) -> None:
    rows = [judged("SP2020-2.3"), judged("P2C-1"), judged("UMC2030-M8m")]
    for row, flat in zip(rows, flat_records(rows, tracker.reference), strict=True):
        record = scorecard_record(row, tracker.reference)
        nested = {name: record[name] for name in ("money", "staying", "indication") if record[name]}

        assert nested
        assert all(flat[f"{name}_{part}"] == value for name, inner in nested.items() for part, value in inner.items())


def test_record_lists_the_global_goals_that_a_target_serves_by_indicator(tracker: Tracker, judged: Judge) -> None:
    found = {name: scorecard_record(judged(name), tracker.reference)["sdg_targets"] for name in SERVED}

    assert found == SERVED


def test_record_carries_the_evidence_beside_a_target(tracker: Tracker, judged: Judge) -> None:
    (found,) = scorecard_record(judged("SP2020-3.3"), tracker.reference)["evidence"]

    assert (found["value"], found["year"], found["certainty"]) == (81, 2023, "second hand")
    assert found["edition"] == "Global E-waste Monitor 2024"
    assert "as quoted in a public repository" in found["source"]
    assert found["reason"] == "Quoted by others; nobody here has seen it at its publisher."


def test_a_flat_row_has_goals_and_evidence_in_one_cell_each(tracker: Tracker, judged: Judge) -> None:
    (row,) = flat_records([judged("SP2020-3.2")], tracker.reference)
    (beside,) = flat_records([judged("SP2020-1.4")], tracker.reference)

    assert row["sdg_targets"] == "12.4, 12.5"
    assert beside["evidence"] == (
        "155, 2022, Broadband Commission, advocacy targets page (proxy); "
        "165, 2021, Broadband Commission, advocacy targets page (proxy)"
    )
