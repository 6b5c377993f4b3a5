"""The strip of peers: a row a set of peers, the area marked and named, the median a stroke, prices on a log scale."""

from dataclasses import replace
from typing import Any

import pytest

from charts.peers import draw_strip
from charts.theme import PALETTES
from exhibits.plots import Dot, Row, Strip

OWN = Dot(35.0, "Kenya: 35 % (2024)")
ROW = Row(
    name="Africa (ITU region)",
    words="23rd of 42, median 38.1 % (2024)",
    dots=(Dot(20.0, "Uganda: 20 %"), Dot(20.0, "Malawi: 20 %"), Dot(60.0, "Egypt: 60 %")),
    median=38.1,
    median_words="median 38.1 %",
    own=OWN,
    own_label="Kenya 35 %",
)
STRIP = Strip("Internet use: Kenya is 23rd", "% of population", "PT_POP", (ROW, replace(ROW, name="All countries")))


def traces(strip: Strip, meta: str) -> list[Any]:
    return [one for one in draw_strip(strip, "light").data if one.meta == meta]


def labels(strip: Strip) -> str:
    return " ".join(one.text for one in draw_strip(strip, "light").layout.annotations)


def test_every_set_of_peers_has_its_dots_its_median_and_the_area_itself() -> None:
    assert [list(one.x) for one in traces(STRIP, "peers")] == [[20, 20, 60]] * 2
    assert [list(one.x) for one in traces(STRIP, "median")] == [[38.1]] * 2
    assert [(list(one.x), list(one.y)) for one in traces(STRIP, "own")] == [([35], [0]), ([35], [-1])]


def test_dots_with_the_same_value_lie_apart() -> None:
    first, second, _ = traces(STRIP, "peers")[0].y

    assert first != second
    assert abs(first - second) < 0.2


def test_the_area_and_its_rows_are_named_directly() -> None:
    for words in ("Africa (ITU region)", "23rd of 42, median 38.1 %", "All countries", "Kenya 35 %"):
        assert words in labels(STRIP)


@pytest.mark.parametrize(
    ("unit", "values", "kind"),
    [
        pytest.param("PT_POP", (20.0, 60.0), "linear", id="shares"),
        pytest.param("PT_GNIPC", (0.5, 60.0), "log", id="prices"),
        pytest.param("PT_GNIPC", (0.0, 60.0), "linear", id="a price of zero has no logarithm"),
    ],
)
def test_prices_stand_on_a_log_scale(unit: str, values: tuple[float, ...], kind: str) -> None:
    row = replace(ROW, dots=tuple(Dot(value, "") for value in values))

    assert draw_strip(replace(STRIP, unit_measure=unit, rows=(row,)), "light").layout.xaxis.type == kind


def test_the_name_of_the_area_stands_at_its_exponent_on_a_log_scale() -> None:
    row = replace(ROW, own=Dot(10.0, ""), dots=(Dot(0.1, ""), Dot(100.0, "")))
    figure = draw_strip(replace(STRIP, unit_measure="PT_GNIPC", rows=(row,)), "light")

    assert figure.layout.annotations[-1].x == pytest.approx(1.0)


@pytest.mark.parametrize(("value", "side"), [(2.0, "left"), (50.0, "center"), (99.0, "right")])
def test_the_name_turns_inwards_near_an_end(value: float, side: str) -> None:
    row = replace(ROW, own=Dot(value, ""), dots=(Dot(0.0, ""), Dot(100.0, "")))

    assert draw_strip(replace(STRIP, rows=(row,)), "light").layout.annotations[-1].xanchor == side


def test_nothing_can_be_zoomed_and_colours_follow_the_mode() -> None:
    figure = draw_strip(STRIP, "dark")

    assert figure.layout.xaxis.fixedrange
    assert figure.layout.paper_bgcolor == PALETTES["dark"].page


def test_names_become_no_links() -> None:
    evil = '<a href="http://example.org">x</a>'
    figure = draw_strip(
        replace(STRIP, title=evil, rows=(replace(ROW, name=evil, words=evil, own_label=evil),)), "light"
    )

    assert "<a" not in figure.to_json()
