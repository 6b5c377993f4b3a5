"""Held here: how rows become series of one edition, and where a period stands in time."""

from itertools import permutations

import pytest

from data.reference import load_reference
from data.schemas.observation import EVIDENCE
from metrics.derive import add_derived
from metrics.series import Series, moment
from tests.metrics.figures import make_book, make_row, make_series


@pytest.mark.parametrize(
    ("period", "place"),
    [
        pytest.param("2024", 2024.0, id="a year stands for itself"),
        pytest.param("2026-01", 2026.0, id="a month by its first day"),
        # 4 March 2024 is 31 + 29 + 3 days after 1 January 2024, and 24 x 365.25 days lie between 2000 and that
        pytest.param("2024-03-04", 2024 + 63 / 365.25, id="a date by its days"),
        pytest.param("2024-12-31", 2024 + 365 / 365.25, id="the last day of a leap year is still in it"),
    ],
)
def test_moment_of_a_period(period: str, place: float) -> None:
    assert moment(period) == pytest.approx(place)


@pytest.mark.parametrize(("first", "second"), [("2024-12-31", "2025-12-31"), ("2023-06-01", "2024-05-31")])
def test_dated_figures_differ_by_the_days_between_them(first: str, second: str) -> None:
    assert moment(second) - moment(first) == pytest.approx(365 / 365.25)


def test_series_is_of_one_edition_with_the_newest_first() -> None:
    book = make_book(
        make_row("WLD", "2023", 67.0, edition="F&F 2023", released="2023-11"),
        make_row("WLD", "2023", 69.2, edition="F&F 2025", released="2025-11"),
        make_row("WLD", "2023", 65.0, edition="F&F 2024", released="2024-11"),
    )

    assert [(one.edition, one.points[-1].value) for one in book.of("individuals_online", "WLD")] == [
        ("F&F 2025", 69.2),
        ("F&F 2024", 65.0),
        ("F&F 2023", 67.0),
    ]


def test_missing_value_is_no_observation_and_zero_is_one() -> None:
    book = make_book(make_row("KEN", "2021", None), make_row("KEN", "2022", float("nan")), make_row("KEN", "2023", 0.0))
    (series,) = book.of("individuals_online", "KEN")

    assert [(point.period, point.value) for point in series.points] == [("2023", 0.0)]


def test_area_with_missing_values_only_has_no_series() -> None:
    assert make_book(make_row("KEN", "2021", None)).of("individuals_online", "KEN") == ()


def test_publishers_projection_is_never_the_latest() -> None:
    book = make_book(make_row("WLD", "2030", 20.0, status="F"), make_row("WLD", "2022", 22.3))
    (series,) = book.of("individuals_online", "WLD")

    assert series.latest is not None
    assert series.latest.period == "2022"
    assert [point.period for point in series.forecasts] == ["2030"]


def test_breakdowns_stand_apart_from_totals() -> None:
    book = make_book(make_row("WLD", "2024", 65.0, sex="F"), make_row("WLD", "2024", 70.0, sex="M"))

    assert book.of("individuals_online", "WLD") == ()
    assert {one.dimensions[0] for one in book.parts_of("individuals_online", "WLD")} == {"F", "M"}
    assert book.areas_with("individuals_online") == ()
    assert book.indicators() == {"individuals_online"}


@pytest.mark.parametrize("certainty", EVIDENCE)
def test_evidence_stands_apart_and_is_never_among_what_decides(certainty: str) -> None:
    book = make_book(
        make_row("WLD", "2024", 70.0),
        make_row("WLD", "2025", 99.0, certainty=certainty),
        make_row("WLD", "2025", 77.0, certainty=certainty, sex="M"),
        make_row("AFR", "2025", 66.0, certainty=certainty),
    )
    name = "individuals_online"

    assert [point.value for one in book.of(name, "WLD") for point in one.points] == [70.0]
    assert book.parts_of(name, "WLD") == book.of(name, "AFR") == ()
    assert book.areas_with(name) == ("WLD",)
    found = {(one.certainty, one.dimensions[0], one.points[0].value) for one in book.evidence_of(name, "WLD")}
    assert found == {(certainty, "_T", 99.0), (certainty, "M", 77.0)}
    assert [one.certainty for one in book.of(name, "WLD")] == [""]


def test_evidence_comes_newest_edition_first() -> None:
    rows = [
        make_row("WLD", "2020", 50.0, certainty="proxy", edition=name, released=released)
        for name, released in (("undated", ""), ("old", "2020-03"), ("new", "2024-03"))
    ]

    found = make_book(*rows).evidence_of("individuals_online", "WLD")

    assert [one.edition for one in found] == ["new", "old", "undated"]


def test_a_figure_that_was_seen_in_its_source_decides() -> None:
    book = make_book(make_row("WLD", "2024", 70.0, certainty="seen in source"))

    assert len(book.of("individuals_online", "WLD")) == 1
    assert book.evidence_of("individuals_online", "WLD") == ()


def test_nothing_is_derived_from_evidence() -> None:
    rows = [make_row("WLD", "2025", value, sex=sex, certainty="second hand") for sex, value in (("F", 71), ("M", 77))]

    book = add_derived(make_book(*rows), load_reference().indicators.values())

    assert book.of("gender_parity_online", "WLD") == ()


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_a_series_is_the_same_in_whatever_order_its_rows_come(order: tuple[int, ...]) -> None:
    rows = [
        make_row("KEN", "2021", 29.0),
        make_row("UGA", "2022", 10.0),
        make_row("KEN", "2022", 31.0),
        make_row("KEN", "2020", 25.0, released="2025-03"),
    ]
    book = make_book(*(rows[place] for place in order))
    (kenya,) = book.of("individuals_online", "KEN")

    assert [(point.period, point.value) for point in kenya.points] == [("2020", 25.0), ("2021", 29.0), ("2022", 31.0)]
    assert kenya.released == "2025-03"
    assert [point.value for one in book.of("individuals_online", "UGA") for point in one.points] == [10.0]


@pytest.mark.parametrize(
    ("statuses", "share"),
    [
        pytest.param(["A", "E", "E", "A", "E"], 0.6, id="3 of 5"),
        pytest.param(["A", "E", "", ""], 0.5, id="rows that do not say are not counted"),
        pytest.param(["", "", ""], None, id="all empty gives not stated, not 0"),
        pytest.param(["A", "A"], 0.0, id="none estimated"),
        pytest.param(["E", "F"], 1.0, id="a projection is not counted"),
    ],
)
def test_estimated_share_counts_only_rows_that_say(statuses: list[str], share: float | None) -> None:
    rows = [make_row("WLD", str(2020 + n), 50.0, status=status) for n, status in enumerate(statuses)]
    (series,) = make_book(*rows).of("individuals_online", "WLD")

    assert series.estimated_share() == share


@pytest.mark.parametrize("series", [make_series({})], ids=["no observation"])
def test_empty_series_has_no_latest_and_no_estimated_share(series: Series) -> None:
    assert series.latest is None
    assert series.estimated_share() is None
