"""Jumps: a figure far from the history of its own series is pointed out, and nothing else is."""

from datetime import date

import pytest

from data.readers import ReadOptions
from services.checking import check_file
from services.previewing import Jump, Mode, Preview, preview_file
from services.tracker import Tracker

TODAY = date(2026, 11, 22)
HEADER = "indicator,ref_area,time_period,obs_value,edition,released\n"
STEADY = (10, 12, 15, 17, 20, 24)


def preview(tracker: Tracker, *lines: str, mode: Mode | None = None) -> Preview:
    content = (HEADER + "\n".join(lines)).encode()
    return preview_file(tracker, check_file(tracker, content, "f.csv", ReadOptions(), TODAY), TODAY, mode or Mode())


def series(*values: float, code: str = "individuals_online", first: int = 2010) -> list[str]:
    return [f"{code},KEN,{first + place},{value},Own,2026-01" for place, value in enumerate(values)]


def jumps(tracker: Tracker, *lines: str) -> tuple[Jump, ...]:
    return preview(tracker, *lines).jumps.largest


def test_a_figure_far_from_the_history_of_its_series_is_a_jump_and_says_how_it_moved_before(tracker: Tracker) -> None:
    (found,) = jumps(tracker, *series(*STEADY, 64))

    assert (found.value_before, found.value, found.period_before, found.period) == (24, 64, "2015", "2016")
    # yearly changes: 2, 3, 2, 3, 4 and the 40 itself; its quartiles are 2.25 and 3.75
    assert (found.low, found.high) == (2.25, 3.75)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param((2, 2.5, 3, 3.5, 4, 4.5, 11), id="less-than-ten-points"),
        pytest.param((*STEADY, 38), id="less-than-five-times-the-median"),
        pytest.param((10, 12, 14, 60), id="too-few-changes-to-say"),
        pytest.param((5, 30, 2, 40, 10, 60), id="it-always-moves-so"),
        pytest.param((50,), id="one-figure"),
    ],
)
def test_what_is_not_unusual_is_no_jump(tracker: Tracker, values: tuple[float, ...]) -> None:
    assert jumps(tracker, *series(*values)) == ()


def test_published_history_is_what_a_new_figure_is_held_against(tracker: Tracker) -> None:
    after_wdi = "individuals_online,KEN,2025,85,WDI 2026-07-13,"

    (found,) = jumps(tracker, after_wdi)

    assert (found.ref_area, found.value, found.edition) == ("KEN", 85, "WDI 2026-07-13")


def test_a_price_ten_times_the_one_before_is_a_jump_though_it_is_few_points(tracker: Tracker) -> None:
    lines = series(0.80, 0.79, 0.77, 0.76, 0.74, 7.2, code="fixed_basket")

    assert [(one.value_before, one.value) for one in jumps(tracker, *lines)] == [(0.74, 7.2)]


def test_a_gap_of_years_is_no_jump_where_the_pace_is_usual(tracker: Tracker) -> None:
    lines = [*series(*STEADY), "individuals_online,KEN,2025,52,Own,2026-01"]

    assert jumps(tracker, *lines) == ()


def test_what_is_published_already_is_never_pointed_out_again(tracker: Tracker) -> None:
    assert preview(tracker, "individuals_online,UGA,2026,,WDI 2026-07-13,").jumps.count == 0


def test_rows_that_the_file_does_not_have_are_counted_and_stay_unless_it_replaces_its_series(tracker: Tracker) -> None:
    line = "individuals_online,KEN,2025,41,WDI 2026-07-13,"
    merged = preview(tracker, line).differences["internet_access"]
    replaced = preview(tracker, line, mode=Mode(replace=True)).differences["internet_access"]

    assert (merged.gone, replaced.beside) == (0, 0)
    assert merged.beside == replaced.gone > 20
