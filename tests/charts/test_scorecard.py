"""The overview's lines as HTML: what each cell says, and that no text of the data becomes markup."""

from dataclasses import replace

import pytest

from charts.pieces import write
from charts.theme import PALETTES, STATUS_COLOURS, STATUS_SHAPES
from exhibits.scorecard import StatusCounts, TargetLine, TargetLines
from metrics.judgement import STATUSES

LINE = TargetLine(
    target_id="T-1",
    number="1.2",
    wording="70% of individuals",
    link="target?target=T-1&area=WLD",
    area="World",
    status="met_late",
    status_word="Met late",
    latest="73.6 %",
    latest_note="2025, WDI",
    beside="",
    aim="70 %",
    deadline="by 2023",
    progress=0.5,
    progress_words="50 % of the way",
    points=[(2020, 60.0), (2025, 73.6)],
    aim_value=70.0,
    trend_words="Trend from 60 to 73.6",
    missing="reached",
    reason="",
)


def draw(line: TargetLine) -> str:
    return write([TargetLines([line])])


def test_a_line_says_status_value_target_and_what_is_missing() -> None:
    html = draw(LINE).replace("\N{NO-BREAK SPACE}", " ")

    for words in ("70% of individuals", "Met late", "73.6 %", "2025, WDI", "by 2023", "50 % of the way", "reached"):
        assert words in html
    assert 'aria-label="Trend from 60 to 73.6"' in html


@pytest.mark.parametrize(
    ("progress", "width", "backwards"),
    [
        pytest.param(0.5, "width:50.0%", False, id="half"),
        pytest.param(1.15, "width:100.0%", False, id="beyond"),
        pytest.param(-0.2, "width:0.0%", True, id="backwards"),
    ],
)
def test_the_bar_shows_the_share_of_the_way(progress: float, width: str, backwards: bool) -> None:
    html = draw(replace(LINE, progress=progress))

    assert width in html
    assert ("c2030-back" in html) == backwards


def test_no_progress_has_no_bar() -> None:
    assert "c2030-bar" not in draw(replace(LINE, progress=None, progress_words="not measurable"))


def test_a_target_without_figures_has_no_trend() -> None:
    assert "c2030-spark" not in draw(replace(LINE, points=[]))


def test_texts_of_the_data_become_no_markup() -> None:
    evil = '"><img src="http://example.com/x"><script>alert(1)</script>'
    html = draw(replace(LINE, wording=evil, area=evil, latest=evil, missing=evil, reason=evil, marks=((evil, evil),)))

    assert "<img" not in html
    assert "<script" not in html


def test_a_later_figure_of_another_edition_stands_below_the_latest() -> None:
    assert "96 in 2025" in draw(replace(LINE, beside="96 in 2025 by Facts and Figures 2025"))


def test_every_status_has_a_shape_and_a_colour_in_both_modes() -> None:
    assert set(STATUS_SHAPES) == set(STATUS_COLOURS) == set(STATUSES)


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("status", STATUSES)
def test_status_words_can_be_read_on_their_background(status: str) -> None:
    for colour, page in zip(STATUS_COLOURS[status], (PALETTES["light"].page, PALETTES["dark"].page), strict=True):
        high, low = sorted((luminance(colour), luminance(page)), reverse=True)

        assert (high + 0.05) / (low + 0.05) >= 4.5


def test_counts_say_how_many_targets_have_each_status() -> None:
    counts = [("met_late", "Met late", 3), ("off_track", "Off track", 2)]
    html = write([StatusCounts(counts, "Met late 3, off track 2")])

    assert 'aria-label="Met late 3, off track 2"' in html
    assert html.count("<li>") == 2
