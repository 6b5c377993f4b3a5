"""Held here: the rows of a projection hold every year and band, and cannot be taken for observations."""

from services.tracker import Tracker
from tests.services.conftest import Judge
from topics.trend_chart import PROJECTION_COLUMNS, projection_cells, projection_rows


def test_rows_hold_every_year_after_the_last_value_up_to_the_target(tracker: Tracker, judged: Judge) -> None:
    row = judged("UMC2030-U1", area="KEN")
    found = projection_rows(row.judgement, row.target, 2030, tracker.reference)

    assert [one["year"] for one in found] == list(range(2025, 2031))
    assert set(found[0]) == set(PROJECTION_COLUMNS)
    assert found[-1]["projected_low80"] < found[-1]["projected_low50"] < found[-1]["projected_median"]
    assert projection_cells(found[-1]) == [
        "2030",
        "61 %",
        "48 % to 76 %",
        "54 % to 68 %",
        "projection, not an observation",
    ]


def test_rows_have_no_column_that_an_upload_would_read_as_a_figure() -> None:
    assert not {"time_period", "obs_value", "obs_status", "edition"} & set(PROJECTION_COLUMNS)


def test_no_projection_makes_no_rows(tracker: Tracker, judged: Judge) -> None:
    row = judged("UMC2030-M8", area="AIA")

    assert projection_rows(row.judgement, row.target, 2030, tracker.reference) == []
