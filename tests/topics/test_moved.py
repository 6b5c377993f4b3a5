"""What moved between two looks at an area, in which order, and what is left out because it does not compare."""

from collections.abc import Callable
from datetime import date

import pytest

from data.readers import ReadOptions
from metrics.judgement import Judgement, Reason, Status
from metrics.series import Series, make_point
from services.checking import check_file
from services.previewing import Consequence
from services.publishing import Who, publish_file
from services.tracker import Tracker
from services.view import View, look_at
from tests.services.conftest import TODAY
from topics.moved import (
    MovedFigure,
    Since,
    TwoEditions,
    YearBefore,
    edition_pairs,
    largest_first,
    moved_chances,
    moved_members,
    publisher_of,
    since_day,
    since_revision,
    turned_members,
    turned_statuses,
    usual_pair,
    year_before,
)
from topics.scorecard import Figure

Publish = Callable[[str], None]
HEADER = "indicator,ref_area,time_period,obs_value,obs_status,edition\n"
ONLINE, EDITION = "individuals_online", "WDI 2026-07-13"


def figure(period: str, value: float, unit: str = "PT_POP", *earlier: tuple[str, float]) -> Figure:
    points = tuple(make_point(*one) for one in (*earlier, (period, value)))
    series = Series(ONLINE, "KEN", "Survey", "2026-01", "", unit, points)
    return Figure("KEN", points[-1], series)


def moved(before: float | None, after: float | None, unit: str = "PT_POP") -> MovedFigure:
    sides = [
        figure(year, value, unit) if value is not None else None for year, value in (("2024", before), ("2025", after))
    ]
    return MovedFigure(*sides)


@pytest.fixture
def publish(own: Tracker) -> Publish:
    def one(rows: str) -> None:
        check = check_file(own, (HEADER + rows).encode(), "survey.csv", ReadOptions(), TODAY)
        publish_file(own, check, Who("Ana", "Survey"), TODAY)

    return one


# ---------------------------------------------------------------------------------------------------------- one figure


@pytest.mark.parametrize(
    ("before", "after", "kind", "change"),
    [
        (figure("2024", 70.0), figure("2025", 73.0), "newer", 3.0),
        (figure("2025", 74.0), figure("2025", 73.0), "restated", -1.0),
        (figure("2025", 74.0), figure("2024", 70.0), "older", -4.0),
        (None, figure("2025", 73.0), "first", None),
        (figure("2025", 73.0), None, "gone", None),
        (figure("2024", 1.0, "MN"), figure("2025", 2.0), "newer", None),
    ],
)
def test_kind_and_change_of_a_figure(
    before: Figure | None, after: Figure | None, kind: str, change: float | None
) -> None:
    found = MovedFigure(before, after)

    assert (found.kind, found.change) == (kind, change)


@pytest.mark.parametrize(
    ("before", "after", "size"),
    [(50.0, 55.0, 5 / 55), (55.0, 50.0, 5 / 55), (0.0, 4.0, 1.0), (0.0, 0.0, 0.0), (-2.0, 2.0, 2.0), (None, 9.0, 0.0)],
)
def test_size_is_the_share_of_the_larger_value(before: float | None, after: float, size: float) -> None:
    assert moved(before, after).size == pytest.approx(size)


def test_change_too_small_to_be_written_is_none() -> None:
    assert not moved(73.61, 73.64).is_told
    assert not moved(0.694, 0.698, "RATIO").is_told
    assert moved(73.61, 73.66).is_told


def test_largest_share_comes_first_whatever_the_unit_and_what_has_one_side_last() -> None:
    money, share, price, first = (
        moved(80e9, 82e9, "USD"),  # 2 / 82 = 0.024
        moved(44.5, 51.2),  # 6.7 / 51.2 = 0.131
        moved(1.49, 1.38, "PT_GNIPC"),  # 0.11 / 1.49 = 0.074
        moved(None, 99.0),
    )

    assert largest_first([first, money, share, price]) == [share, price, money, first]


def test_what_the_new_edition_says_of_the_year_before_is_found() -> None:
    before = figure("2024", 68.0)

    restated = MovedFigure(before, figure("2025", 73.6, "PT_POP", ("2024", 71.2))).restated_before
    assert restated is not None
    assert restated.value == 71.2
    assert MovedFigure(before, figure("2025", 73.6, "PT_POP", ("2024", 68.0))).restated_before is None


# ------------------------------------------------------------------------------------------------------------- targets


def consequence(target: str, before: Status, after: Status) -> Consequence:
    sides = [Judgement(target, "KEN", status, Reason("x")) for status in (before, after)]
    return Consequence(target, "KEN", *sides)


def test_statuses_between_two_verdicts_come_first_then_by_steps_and_past_targets_after_running_ones() -> None:
    found = [
        consequence("first-verdict", "insufficient_data", "off_track"),
        consequence("past", "not_met", "met_on_time"),
        consequence("one-step", "on_track", "within_reach"),
        consequence("three-steps", "on_track", "off_track"),
        consequence("same", "at_risk", "at_risk"),
        consequence("says-nothing", "qualitative", "insufficient_data"),
    ]

    order = [one.target_id for one in turned_statuses(found)]
    assert order == ["three-steps", "one-step", "past", "first-verdict"]


def test_chance_moves_where_it_is_said_in_other_words(own: Tracker, publish: Publish) -> None:
    publish("".join(f"{ONLINE},KEN,{year},{40 + 8 * (year - 2019)},A,{EDITION}\n" for year in range(2019, 2026)))
    found = since_revision(own, look_at(own, TODAY), own.store.history("internet_access")[0])
    sides = [found.find("KEN").chances[0].before, found.find("KEN").chances[0].after]

    assert [one.target_id for one in found.find("KEN").chances] == ["UMC2030-U1"]
    assert sides[0] is not None
    assert sides[1] is not None
    assert (sides[0].chance or 0.0) < (sides[1].chance or 0.0)
    assert moved_chances([Consequence("UMC2030-U1", "KEN", sides[1], sides[1])]) == ()


# ---------------------------------------------------------------------------------------------- four ways to say before


def test_since_a_revision_sees_it_and_all_later_ones(own: Tracker, publish: Publish) -> None:
    publish(f"{ONLINE},KEN,2025,96,A,{EDITION}\n")
    publish(f"{ONLINE},UGA,2025,12,A,{EDITION}\n")
    second, first, _ = own.store.history("internet_access")
    view = look_at(own, TODAY)

    kenya = since_revision(own, view, first).find("KEN")
    (online,) = kenya.figures
    (turned,) = kenya.turned
    assert online.before is not None
    assert online.before.value == pytest.approx(34.976, abs=0.001)
    assert online.shown.value == 96
    assert turned.before is not None
    assert turned.after is not None
    assert (turned.target_id, turned.before.status, turned.after.status) == ("UMC2030-U1", "off_track", "achieved")
    assert since_revision(own, view, second).find("KEN").is_empty
    assert since_revision(own, view, first).find("GHA").is_empty


def test_since_a_day_leaves_out_what_came_out_later(own: Tracker) -> None:
    """WDI of July 2026 puts 2025 at 73.6 %, Facts and Figures of November 2025 at 74 %."""
    found = since_day(own, look_at(own, TODAY), TODAY, date(2025, 11, 22)).find("WLD")
    (online,) = [one for one in found.figures if one.shown.series.indicator == ONLINE]

    assert online.before is not None
    assert (online.kind, online.before.value, online.shown.value) == ("restated", 74.0, 73.6)


def test_sum_of_figures_that_were_out_already_is_no_news(tracker: Tracker) -> None:
    """The e-waste of the least developed countries is of 2020; the population that it is weighed with came later."""
    found = since_day(tracker, look_at(tracker, TODAY), TODAY, date(2025, 11, 22)).find("LDC")
    told = {one.shown.series.indicator for one in found.figures}

    assert ONLINE in told
    assert not {"ewaste_generated", "ewaste_per_capita"} & told


def test_nothing_moves_against_the_same_look(own: Tracker) -> None:
    view = look_at(own, TODAY)

    assert Since(view, view).find("WLD").is_empty


def year_figure(tracker: Tracker, area: str = "KEN", indicator: str = ONLINE) -> list[tuple[str, float, str]]:
    found = YearBefore(look_at(tracker, TODAY)).figures_of(indicator, area)
    return [(one.shown.point.period, round(one.change or 0.0, 2), one.shown.series.edition) for one in found]


def test_year_stands_against_the_year_before_in_the_same_edition(own: Tracker, publish: Publish) -> None:
    """73.6 % in 2025 and 71.2 % in 2024 by the World Bank; a single newer figure has no year before."""
    assert year_figure(own, "WLD") == [("2025", 2.4, EDITION)]
    publish(f"{ONLINE},WLD,2026,76,A,Survey 2026\n")

    assert year_figure(own, "WLD") == [("2025", 2.4, EDITION)]


def test_years_across_a_break_or_a_gap_or_long_ago_do_not_compare(own: Tracker, publish: Publish) -> None:
    assert year_figure(own) == [("2024", 2.91, EDITION)]
    publish(f"{ONLINE},KEN,2025,41,B,{EDITION}\n{ONLINE},UGA,2026,12,A,{EDITION}\n")

    assert year_figure(own) == []
    assert year_figure(own, "UGA") == []
    assert YearBefore(View(own.state(), own.reference, date(2027, 1, 1))).figures_of(ONLINE, "GHA") == []


def test_two_editions_differ_in_the_same_years_and_in_new_ones(own: Tracker, publish: Publish) -> None:
    newer = "WDI 2026-11-20"
    publish(
        f"{ONLINE},KEN,2023,32.07040024,A,{newer}\n{ONLINE},KEN,2024,36,A,{newer}\n{ONLINE},KEN,2025,41,A,{newer}\n"
    )
    view = look_at(own, TODAY)
    found = TwoEditions(view, newer, EDITION).find("KEN")

    assert usual_pair(edition_pairs(view, ["KEN"])) == (newer, EDITION)
    assert [(one.kind, one.shown.point.period) for one in found.figures] == [("restated", "2024"), ("first", "2025")]
    assert found.figures[0].change == pytest.approx(36 - 34.976, abs=0.001)
    assert found.compared == 2


def test_editions_of_one_publisher_are_compared_first() -> None:
    pairs = {"WDI 2026-07-13": ["Facts and Figures 2025"], "Facts and Figures 2025": ["Facts and Figures 2024"]}

    assert usual_pair(pairs) == ("Facts and Figures 2025", "Facts and Figures 2024")
    assert usual_pair({"WDI 2026-07-13": ["Facts and Figures 2025"]}) == ("WDI 2026-07-13", "Facts and Figures 2025")
    assert usual_pair({}) is None


@pytest.mark.parametrize(
    ("edition", "publisher"),
    [
        ("WDI 2026-07-13", "WDI"),
        ("ITU 2024-11", "ITU"),
        ("Facts and Figures 2025", "Facts and Figures"),
        ("Giga", "Giga"),
    ],
)
def test_publisher_is_the_edition_without_its_release(edition: str, publisher: str) -> None:
    assert publisher_of(edition) == publisher


# ----------------------------------------------------------------------------------------------------------- countries


class Stub:
    """A comparison whose figures are given."""

    def __init__(self, found: dict[str, MovedFigure]) -> None:
        self.found = found

    def figures_of(self, indicator: str, area: str) -> list[MovedFigure]:
        del indicator
        return [self.found[area]]


def test_countries_stand_by_points_for_a_share_and_by_share_for_an_amount() -> None:
    shares = {"KEN": moved(10.0, 12.0), "UGA": moved(70.0, 80.0), "GHA": moved(None, 50.0)}
    amounts = {"KEN": moved(1.0, 2.0, "MN"), "UGA": moved(100.0, 110.0, "MN")}

    assert moved_members(Stub(shares), list(shares), ONLINE) == [shares["UGA"], shares["KEN"]]  # type: ignore[arg-type]
    assert moved_members(Stub(amounts), list(amounts), ONLINE) == [amounts["KEN"], amounts["UGA"]]  # type: ignore[arg-type]


def test_statuses_of_countries_are_those_of_the_running_target(own: Tracker, publish: Publish) -> None:
    publish(f"{ONLINE},KEN,2025,96,A,{EDITION}\n")
    since = since_revision(own, look_at(own, TODAY), own.store.history("internet_access")[0])

    found = turned_members(since, ["GHA", "KEN", "UGA"], ONLINE)
    assert [(one.target_id, one.ref_area) for one in found] == [("UMC2030-U1", "KEN")]


def test_a_year_before_a_leap_day_is_the_28th() -> None:
    assert (year_before(date(2028, 2, 29)), year_before(TODAY)) == (date(2027, 2, 28), date(2025, 11, 22))
