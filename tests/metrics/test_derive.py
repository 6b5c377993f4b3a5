"""Held here: indicators that follow from others, within one edition and period, and never beside a stated figure."""

import pytest

from data.reference import load_reference
from metrics.book import Row
from metrics.derive import add_derived
from metrics.series import Series
from tests.metrics.figures import make_book, make_row

INDICATORS = load_reference().indicators.values()
FIXED, MOBILE = "fixed_broadband_subscriptions", "mobile_broadband_subscriptions"


def derive(indicator: str, *rows: Row) -> tuple[Series, ...]:
    return add_derived(make_book(*rows), INDICATORS).of(indicator, "WLD")


def values(series: Series) -> dict[str, float]:
    return {point.period: round(point.value, 9) for point in series.points}


def test_broadband_subscriptions_are_fixed_plus_mobile_of_the_same_edition_and_year() -> None:
    (series,) = derive(
        "broadband_subscriptions",
        make_row("WLD", "2017", 1000.0, indicator=FIXED),
        make_row("WLD", "2018", 1050.0, indicator=FIXED, status="E"),
        make_row("WLD", "2019", 1100.0, indicator=FIXED),
        make_row("WLD", "2017", 4600.0, indicator=MOBILE),
        make_row("WLD", "2018", 5200.0, indicator=MOBILE),
        make_row("WLD", "2019", 6000.0, indicator=MOBILE, edition="B"),
    )

    # 1000 + 4600 and 1050 + 5200; the mobile figure of 2019 is of another edition
    assert values(series) == {"2017": 5600, "2018": 6250}
    assert [point.obs_status for point in series.points] == ["A", "E"]
    assert (series.derived, series.unit_measure, series.edition) == (True, "MN", "A")


def test_parity_is_womens_rate_over_mens() -> None:
    (series,) = derive(
        "gender_parity_online", make_row("WLD", "2024", 65.8, sex="F"), make_row("WLD", "2024", 70.0, sex="M")
    )

    assert values(series) == {"2024": 0.94}  # 65.8 / 70


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([make_row("WLD", "2024", 65.0, sex="F")], id="women alone"),
        pytest.param([make_row("WLD", "2024", 70.0, sex="M")], id="men alone"),
        pytest.param(
            [make_row("WLD", "2024", 65.0, sex="F"), make_row("WLD", "2023", 70.0, sex="M")], id="different years"
        ),
        pytest.param(
            [make_row("WLD", "2024", 65.0, sex="F"), make_row("WLD", "2024", 70.0, sex="M", edition="B")],
            id="different editions",
        ),
        pytest.param(
            [make_row("WLD", "2024", 0.0, sex="F"), make_row("WLD", "2024", 0.0, sex="M")], id="nothing to divide by"
        ),
        pytest.param([], id="no data at all"),
    ],
)
def test_parity_needs_both_rates_of_one_edition_and_year(rows: list[Row]) -> None:
    assert derive("gender_parity_online", *rows) == ()


def test_nothing_is_derived_where_the_edition_states_the_indicator() -> None:
    sexes = [make_row("WLD", "2024", 65.8, sex="F"), make_row("WLD", "2024", 70.0, sex="M")]
    stated = make_row("WLD", "2023", 0.91, indicator="gender_parity_online")
    (series,) = derive("gender_parity_online", *sexes, stated)

    assert not series.derived
    assert values(series) == {"2023": 0.91}


def test_derived_series_stands_beside_those_that_other_editions_state() -> None:
    sexes = [make_row("WLD", "2024", 65.8, sex="F"), make_row("WLD", "2024", 70.0, sex="M")]
    stated = make_row("WLD", "2022", 0.92, indicator="gender_parity_online", edition="B", released="2022-11")
    found = derive("gender_parity_online", *sexes, stated)

    assert [(one.edition, one.derived) for one in found] == [("A", True), ("B", False)]


def test_recycling_rate_is_recycled_over_generated_in_per_cent() -> None:
    (series,) = derive(
        "ewaste_recycling_rate",
        make_row("WLD", "2022", 13.8, indicator="ewaste_recycled"),
        make_row("WLD", "2022", 62.0, indicator="ewaste_generated"),
    )

    assert [round(point.value, 1) for point in series.points] == [22.3]  # 13.8 / 62, published as 22.3 (GEM 2024)
