"""The latest figures as dots: kinds of figures look as on every page, targets are labelled lines, names stay text."""

import plotly.graph_objects as go

from charts.latest_values import ROW, TALL_ROW, draw_latest, draw_marks
from charts.theme import PALETTES
from exhibits.bars import LatestChart, LatestRow
from exhibits.trend import AimLine
from metrics.series import make_point

PALETTE = PALETTES["light"]


def row_of(name: str = "Kenya", status: str = "A", **more: object) -> LatestRow:
    return LatestRow(name, make_point("2024", 35.0, status), "35 % · 2024 · measured", **more)  # type: ignore[arg-type]


def figure_of(*rows: LatestRow, aims: tuple[AimLine, ...] = ()) -> go.Figure:
    return draw_latest(LatestChart("A title", "% · 3 areas", "Source: ITU.", "PT_POP", rows, aims), "light")


def dots(figure: go.Figure) -> go.Scatter:
    (found,) = (one for one in figure.data if one.meta == "latest")
    return found


def test_measured_dots_are_filled_estimated_hollow_and_our_own_a_cross() -> None:
    marker = dots(figure_of(row_of(), row_of(status="E"), row_of(own=True))).marker

    assert list(marker.color) == [PALETTE.accent, PALETTE.page, PALETTE.accent]
    assert list(marker.symbol) == ["circle", "circle", "cross"]


def test_targets_are_lines_with_words_at_heights_of_their_own() -> None:
    aims = (AimLine("Target: 100 % by 2030", 100, 2030), AimLine("Target for 2023: 70 %", 70, 2023, live=False))
    figure = figure_of(row_of(), aims=aims)
    labels = [one for one in figure.layout.annotations if one.name == "aim"]

    assert [one.x[0] for one in figure.data if one.meta == "aim"] == [100, 70]
    assert [one.text for one in labels] == ["Target: 100 % by 2030", "Target for 2023: 70 %"]
    assert labels[0].ay != labels[1].ay


def test_band_of_a_target_has_both_its_lines() -> None:
    figure = figure_of(row_of(), aims=(AimLine("0.98 to 1.02", 0.98, 2030, upper=1.02),))

    assert [one.x[0] for one in figure.data if one.meta == "aim"] == [0.98, 1.02]


def test_long_names_get_a_second_line() -> None:
    short, long = figure_of(row_of()), figure_of(row_of("Your group (27 countries) by the sea"))

    assert long.layout.height - short.layout.height == TALL_ROW - ROW
    assert any("<br>" in one.text for one in long.layout.annotations)


def test_markup_in_a_name_stays_text() -> None:
    figure = figure_of(row_of("<a href='x'>", hover="<b>"), aims=(AimLine("<a>", 50, 2030),))

    assert not any("<a" in one.text for one in figure.layout.annotations)
    assert "<a" not in dots(figure).text[0]


def test_key_explains_only_the_kinds_that_are_there() -> None:
    html = draw_marks([row_of(), row_of(own=True)])

    assert "our own aggregate" in html
    assert "estimated" not in html
