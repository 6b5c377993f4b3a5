"""Held here: the overview as a flat file loses nothing of what the record of a target says."""

from datetime import date

from services.records import flat_records, scorecard_record
from services.scorecard import make_scorecard
from services.tracker import State, Tracker
from tests.services.conftest import TODAY, Judge


def test_record_names_the_source_of_its_series(tracker: Tracker, judged: Judge) -> None:
    found = scorecard_record(judged("UMC2030-U1"), tracker.reference)

    assert found["source"].startswith("World Bank")
    assert scorecard_record(judged("GIGA-1"), tracker.reference)["source"] is None


def test_flat_rows_have_the_same_plain_columns(tracker: Tracker, state: State) -> None:
    rows = flat_records(make_scorecard(state, tracker.reference, TODAY), tracker.reference)

    assert len(rows) == 51
    assert {tuple(row) for row in rows} == {tuple(rows[0])}
    assert not [cell for row in rows for cell in row.values() if isinstance(cell, dict | list | date)]


def test_every_part_of_a_later_figure_and_of_an_indication_is_a_column(tracker: Tracker, judged: Judge) -> None:
    rows = [judged("SP2020-2.3"), judged("SP2020-2.7")]
    for row, flat in zip(rows, flat_records(rows, tracker.reference), strict=True):
        record = scorecard_record(row, tracker.reference)
        nested = {name: record[name] for name in ("newer", "indication") if record[name]}

        assert nested
        assert all(flat[f"{name}_{part}"] == value for name, inner in nested.items() for part, value in inner.items())
