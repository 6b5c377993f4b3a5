"""Looking back: what was not known on a day is not shown, and the note says what is left out and why.

The figures that are expected stand in the sources: Partner2Connect counted USD 75 billion on 7 July 2025 and about 80
billion on 17 November 2025; Facts and Figures 2025 came out in November 2025, the World Bank's WDI in July 2026.
"""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from data.readers import ReadOptions
from data.reference import load_reference
from services.checking import check_file
from services.known import baselines_known_from, known_dates, known_from, newest_known
from services.publishing import Who, publish_file
from services.tracker import State, Tracker, open_tracker
from services.view import View, as_of_note, end_of_day, look_at
from tests.days import TODAY
from topics.moved import since_revision
from topics.peers import MEMBERS, peer_sets
from topics.profile import find_profile
from topics.sources import list_editions

ONLINE = "individuals_online"
LOOKED_AT = date(2025, 11, 30)
HEADER = "indicator,ref_area,time_period,obs_value,edition\n"
FIBRE = "indicator,name,unit_measure,unit_words,direction\nken_fibre_km,Fibre backbone,KM,km,up\n"


def back_to(tracker: Tracker, day: date) -> View:
    return look_at(tracker, TODAY, end_of_day(day))


def released(state: State) -> set[str]:
    """Return the release months of every series, breakdowns too; what we derive is released with what it is from."""
    shelves = (state.world.book.totals, state.world.book.parts)
    return {one.released for shelf in shelves for some in shelf.values() for one in some}


def tracker_at(location: Path, moment: datetime) -> Tracker:
    """Return the tracker as somebody has it who publishes at a moment."""
    return open_tracker(location, lambda: moment)


def publish(tracker: Tracker, content: str, day: date) -> None:
    check = check_file(tracker, content.encode(), "file.csv", ReadOptions(), day)
    assert check.publishable, check.problems
    publish_file(tracker, check, Who("Ana", "a test"), day)


def test_no_edition_stands_there_before_its_month_of_release(tracker: Tracker) -> None:
    state = back_to(tracker, LOOKED_AT).state

    assert "2025-11" in released(state)
    assert max(released(state)) == "2025-11"
    assert max(one.released for one in tracker.state().world.book.of(ONLINE, "WLD")) >= "2026-07"
    assert max(one.released for one in state.world.book.of(ONLINE, "WLD")) == "2025-11"


@pytest.mark.parametrize(("day", "known"), [(date(2025, 10, 31), False), (date(2025, 11, 1), True)])
def test_edition_is_known_from_the_first_day_of_its_month(tracker: Tracker, day: date, known: bool) -> None:
    editions = {one["edition"] for one in list_editions(back_to(tracker, day))}

    assert ("Facts and Figures 2025" in editions) is known


@pytest.mark.parametrize(
    ("day", "value", "since"),
    [
        pytest.param(date(2025, 11, 16), 75e9, "2025-07", id="the day before"),
        pytest.param(date(2025, 11, 17), 80e9, "2025-11", id="its own day"),
        pytest.param(date(2026, 3, 3), 80e9, "2025-11", id="until the next one"),
        pytest.param(date(2026, 3, 4), 82e9, "2026-03", id="the newest"),
    ],
)
def test_headline_is_known_from_its_own_date(tracker: Tracker, day: date, value: float, since: str) -> None:
    (series,) = back_to(tracker, day).state.world.book.of("p2c_pledged_value", "WLD")

    assert series.latest is not None
    assert (series.latest.value, series.released) == (value, since)


def test_nothing_is_known_before_the_first_release(tracker: Tracker) -> None:
    state = back_to(tracker, date(2016, 5, 1)).state

    assert not state.world.book.totals
    assert sum(state.left_out.values()) == sum(tracker.store.read(name).num_rows for name in state.left_out)


def test_newest_state_and_a_day_on_which_all_was_known_are_the_same(tracker: Tracker) -> None:
    assert tracker.state().left_out == {}
    assert back_to(tracker, date(2026, 10, 31)).state is tracker.state()


def test_days_between_two_releases_share_a_state_and_others_never_do(tracker: Tracker) -> None:
    one, other, next_month = (back_to(tracker, date(2025, *day)).state for day in ((11, 18), (11, 30), (12, 1)))

    assert one is other
    assert other.key != next_month.key


def test_figure_published_here_counts_from_its_revision_whatever_it_says_of_its_release(tmp_path: Path) -> None:
    place = tmp_path / "store"
    tracker_at(place, datetime(2025, 11, 1, tzinfo=UTC))
    tracker = tracker_at(place, datetime(2025, 11, 20, tzinfo=UTC))
    publish(tracker, f"{HEADER}{ONLINE},KEN,2025,41,Survey\n", date(2027, 1, 31))
    before, after = (back_to(tracker, date(2025, 11, day)).state for day in (19, 20))
    (survey,) = after.world.book.of(ONLINE, "KEN")

    assert survey.released == "2027-01"
    assert before.world.book.of(ONLINE, "KEN") == ()
    assert (survey.edition, [point.value for point in survey.points]) == ("Survey", [41])


def test_state_before_a_revision_is_looked_back_to_as_well(tmp_path: Path) -> None:
    place = tmp_path / "store"
    tracker_at(place, datetime(2025, 11, 1, tzinfo=UTC))
    tracker = tracker_at(place, datetime(2025, 11, 20, tzinfo=UTC))
    publish(tracker, f"{HEADER}{ONLINE},GHA,2024,41,Survey\n", LOOKED_AT)
    view = back_to(tracker, LOOKED_AT)
    revision = tracker.store.snapshot(end_of_day(LOOKED_AT)).revision("internet_access")
    since = since_revision(tracker, view, revision)

    assert revision.revision == 1
    assert max(released(since.before.state)) == "2025-11"
    assert since.find("KEN").is_empty


def test_note_says_which_figures_are_shown_and_why(tracker: Tracker, tmp_path: Path) -> None:
    missing = sum(back_to(tracker, LOOKED_AT).state.left_out.values())
    part = as_of_note(tracker, end_of_day(LOOKED_AT))
    whole = as_of_note(tracker, end_of_day(date(2026, 10, 31)))
    early = as_of_note(tracker_at(tmp_path, datetime(2025, 11, 1, tzinfo=UTC)), end_of_day(LOOKED_AT))

    assert part is not None and whole is not None and early is not None
    assert part.startswith("The store begins on 22 November 2026.")
    assert f"{missing:,} figures that were released later are left out." in part
    assert whole.endswith("all of these figures had been released by the day you chose.")
    assert early == f"{missing:,} built-in figures that were released after the day you chose are left out."
    assert as_of_note(tracker, end_of_day(TODAY)) is None
    assert as_of_note(tracker, None) is None


@pytest.mark.parametrize(("day", "known"), [(date(2026, 6, 30), False), (date(2026, 7, 1), True)])
def test_stated_baseline_is_known_from_the_release_of_the_edition_it_is_from(
    tracker: Tracker, day: date, known: bool
) -> None:
    found = {one.target_id: one.baseline_value for one in back_to(tracker, day).state.targets}

    assert (found["SP2020-1.2"], found["UMC2030-U1"]) == ((46.3, 60.1) if known else (None, None))
    assert found["SP2020-2.1"] == 41.5, "the value of an edition of October 2019"


def test_every_month_of_a_baseline_is_of_a_target_that_states_one(tracker: Tracker) -> None:
    stated = {one.target_id for one in tracker.state().targets if one.baseline_value is not None}
    assert stated >= set(baselines_known_from(tracker.built_in))


def test_indicator_published_after_the_day_is_not_known_on_it(tmp_path: Path, installed_store: Path) -> None:
    tracker = tracker_at(shutil.copytree(installed_store, tmp_path / "store"), datetime(2027, 3, 1, tzinfo=UTC))
    publish(tracker, FIBRE, date(2027, 3, 1))
    now, then = look_at(tracker, date(2027, 3, 2)), look_at(tracker, date(2027, 3, 2), end_of_day(date(2027, 2, 28)))

    assert ("ken_fibre_km" in now.reference.indicators, "ken_fibre_km" in then.reference.indicators) == (True, False)
    assert (now.day, then.day) == (date(2027, 3, 2), date(2027, 2, 28))


@pytest.mark.parametrize(("day", "belongs"), [(date(2023, 12, 12), True), (date(2023, 12, 13), False)])
def test_groups_have_the_members_of_the_day_looked_at(tracker: Tracker, day: date, belongs: bool) -> None:
    """Bhutan left the least developed countries on 13 December 2023."""
    view = back_to(tracker, day)

    assert ("BTN" in view.members_of("LDC")) is belongs
    assert ("LDC" in find_profile(view, "BTN").groups["special"]) is belongs
    assert ("BTN" in peer_sets(view, find_profile(view, "LDC"))[MEMBERS]) is belongs


def test_day_looked_at_never_lies_after_today(tracker: Tracker) -> None:
    assert look_at(tracker, TODAY, datetime(2031, 1, 1, tzinfo=UTC)).day == TODAY


def rows(*lines: tuple[str, str]) -> pa.Table:
    return pa.table({"time_period": [one for one, _ in lines], "released": [one for _, one in lines]})


def test_only_dated_headlines_go_by_their_own_date() -> None:
    some = rows(("2024", "2026-03"), ("2024-02", "2026-03"), ("2023-12-06", "2026-03"))

    assert known_from("headlines", some).to_pylist() == ["2026-03", "2024-02", "2023-12-06"]
    assert known_from("ewaste", some).to_pylist() == ["2026-03"] * 3
    dates = known_dates({"headlines": some, "ewaste": some}, load_reference())
    assert dates == ("2023-12-06", "2024-02", "2026-03", "2026-07"), "and that of the stated baselines"


@pytest.mark.parametrize(
    ("day", "newest"),
    [
        (date(2023, 12, 5), ""),
        (date(2023, 12, 6), "2023-12-06"),
        (date(2024, 2, 29), "2024-02"),
        (date(2026, 3, 1), None),
        (None, None),
    ],
)
def test_last_date_that_had_come_names_what_was_known(day: date | None, newest: str | None) -> None:
    assert newest_known(("2023-12-06", "2024-02", "2026-03"), day) == newest
