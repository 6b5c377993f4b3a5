"""Small multiples as HTML: what a card says, an honest scale, and no line across a break."""

import re
from dataclasses import replace

import pytest

from charts.pieces import write
from charts.small_trends import ABOVE, HEIGHT, draw_small_trend
from exhibits.plots import Card, Cards, Mark

CARD = Card(
    name="Individuals online",
    link="internet_access?indicator=individuals_online&area=KEN",
    value="35 %",
    when="in 2024",
    change="up 12.3 points since 2019",
    notes=("WDI 2026-07-13",),
    marks=(Mark(2020, 0), Mark(2022, 50), Mark(2024, 100)),
    aim=None,
    unit_measure="PT_POP",
    first="2020",
    last="2024",
    alt="Trend from 0 to 100",
)


def test_a_card_says_what_how_much_when_and_how_it_changed() -> None:
    html = write([Cards([CARD])]).replace("\N{NO-BREAK SPACE}", " ")

    for words in ("Individuals online", "35 %", "in 2024", "up 12.3 points since 2019", "WDI 2026-07-13"):
        assert words in html
    assert 'href="internet_access?indicator=individuals_online&amp;area=KEN"' in html
    assert 'aria-label="Trend from 0 to 100"' in html


def test_a_card_without_a_page_of_its_own_has_no_link() -> None:
    assert "<a " not in write([Cards([replace(CARD, link="")])])


def test_shares_stand_on_a_scale_from_0_to_100() -> None:
    low = draw_small_trend(replace(CARD, marks=(Mark(2020, 0), Mark(2024, 50))))
    heights = [float(pair.split(",")[1]) for pair in re.findall(r"[\d.]+,[\d.]+", low)]

    assert heights[0] == HEIGHT - ABOVE
    assert heights[1] == pytest.approx((HEIGHT / 2), abs=2)


@pytest.mark.parametrize(
    ("marks", "runs"),
    [
        pytest.param((Mark(2020, 1), Mark(2021, 2), Mark(2022, 3)), 1, id="whole"),
        pytest.param((Mark(2020, 1), Mark(2021, 9, "B"), Mark(2022, 8)), 2, id="break"),
        pytest.param((Mark(2020, 1, "B"), Mark(2021, 2)), 1, id="break before the first"),
        pytest.param((Mark(2020, 1),), 1, id="one figure"),
    ],
)
def test_no_line_joins_what_a_break_divides(marks: tuple[Mark, ...], runs: int) -> None:
    assert draw_small_trend(replace(CARD, marks=marks)).count("<polyline") == runs


def test_an_estimated_last_figure_is_hollow() -> None:
    assert "c2030-hollow" in draw_small_trend(replace(CARD, marks=(Mark(2024, 5, "E"),)))
    assert "c2030-hollow" not in draw_small_trend(CARD)


def test_the_value_to_reach_is_a_line() -> None:
    assert "c2030-aim" in draw_small_trend(replace(CARD, aim=95.0))
    assert "c2030-aim" not in draw_small_trend(CARD)


def test_texts_of_the_data_become_no_markup() -> None:
    evil = '"><img src="http://example.org/x"><script>'
    card = replace(CARD, name=evil, link=evil, value=evil, change=evil, notes=(evil,), alt=evil)
    html = write([Cards([card])])

    assert "<img" not in html
    assert "<script" not in html
