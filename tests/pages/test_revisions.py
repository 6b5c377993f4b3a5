"""Revisions: what was published, compared, taken back to and removed, always as a new revision."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from clock import moment_now
from data.datasets import KINDS, OBSERVATIONS
from data.readers import ReadOptions
from exhibits.origins import why_words
from pages.widgets.takeback import PENDING, Takeback
from services.checking import check_file
from services.publishing import Who, publish_file
from services.tracker import Tracker, open_tracker
from tests.days import TODAY
from tests.pages.sessions import Session

OpenPage = Callable[..., Session]
HEADER = "indicator,ref_area,time_period,obs_value\n"
FIRST = f"{HEADER}individuals_online,KEN,2024,36.5\nindividuals_online,KEN,2025,91\n"
SECOND = f"{HEADER}individuals_online,KEN,2024,12\n"
KEY = dict(
    zip(KINDS[OBSERVATIONS].key, ("individuals_online", "KEN", "2024", *["_T"] * 4, "WDI 2026-07-13"), strict=True)
)


@pytest.fixture(scope="module")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with two publications to Internet access, to be copied."""
    place = tmp_path_factory.mktemp("published") / "store"
    tracker = open_tracker(place, moment_now)
    for content, who in ((FIRST, Who("Ana", "Survey *final*")), (SECOND, Who("Ben", "Correction"))):
        check = check_file(tracker, content.encode(), "survey.csv", ReadOptions(), TODAY)
        publish_file(tracker, check, who, TODAY)
    return place


@pytest.fixture
def published(store: Path, published_once: Path) -> Tracker:
    """Return a store of the test's own with two publications to Internet access."""
    shutil.copytree(published_once, store, dirs_exist_ok=True)
    return open_tracker(store, moment_now)


def value_of_2024(tracker: Tracker) -> float | None:
    """Return what is published for Kenya in 2024."""
    rows = tracker.store.read("internet_access").to_pylist()
    found = [row["obs_value"] for row in rows if all(row[name] == cell for name, cell in KEY.items())]
    return found[0] if found else None


def test_list_says_so_while_only_built_in_figures_are_there(open_page: OpenPage) -> None:
    session = open_page("revisions")

    assert "Nothing has been published yet" in session.words
    assert "Still the built-in figures (revision 0): Internet access, Affordability" in session.words


def test_list_names_who_why_when_from_which_file_and_what_changed(open_page: OpenPage, published: Tracker) -> None:
    session = open_page("revisions")

    words = session.words
    at = published.store.history("internet_access")[0].at
    assert f"Correction Ben · {at.day} " in words
    assert "UTC Published from a file · from survey.csv · 0 new, 1 changed, 0 gone; 23,607 rows in all" in words
    assert "Survey *final* Ana" in words
    assert words.index("Revision 2") < words.index("Revision 1") < words.index("Revision 0")


def test_every_revision_but_the_first_can_be_taken_back_alone_and_every_earlier_one_gone_back_to(
    open_page: OpenPage, published: Tracker
) -> None:
    session = open_page("revisions", dataset="internet_access")

    ways = [one.key for one in session.app.button if "internet_access" in str(one.key)]
    assert ways == [
        "undo_internet_access_2",
        *("only_this_internet_access_1", "take_back_internet_access_1"),
        "take_back_internet_access_0",
    ]


def test_comparison_shows_the_newest_against_the_one_before(open_page: OpenPage, published: Tracker) -> None:
    session = open_page("revisions", view="changes", dataset="internet_access")

    assert "0 New 1 Changed 23,606 Unchanged 0 Gone" in session.words
    assert "36.5 % → 12 %" in session.words


def test_any_two_revisions_can_be_compared_by_a_link(open_page: OpenPage, published: Tracker) -> None:
    session = open_page("revisions", view="changes", dataset="internet_access", **{"from": "0", "to": "2"})

    assert "1 New 1 Changed 23,605 Unchanged 0 Gone" in session.words
    assert "35 % → 12 %" in session.words


def test_comparison_with_itself_and_with_nothing_are_said(open_page: OpenPage, published: Tracker) -> None:
    same = open_page("revisions", view="changes", dataset="internet_access", **{"from": "2", "to": "2"})
    single = open_page("revisions", view="changes", dataset="ewaste")

    assert "the same revision twice" in same.words
    assert "only one revision" in single.words


def test_unknown_revision_in_a_link_is_ignored_with_a_word(open_page: OpenPage, published: Tracker) -> None:
    session = open_page("revisions", view="changes", dataset="internet_access", **{"from": "77"})

    assert "which is not known here" in session.words
    assert "36.5 % → 12 %" in session.words


def test_taking_back_is_looked_at_before_it_is_done(open_page: OpenPage, published: Tracker) -> None:
    session = open_page("revisions").press("take_back_internet_access_1")

    assert "Take Internet access back to revision 1" in session.words
    assert "12 % → 36.5 %" in session.words
    assert published.store.history("internet_access")[0].revision == 2


@pytest.mark.parametrize("way", ["undo_internet_access_2", "take_back_internet_access_1"])
def test_rows_that_a_taking_back_leaves_alone_are_counted_once(
    open_page: OpenPage, published: Tracker, way: str
) -> None:
    session = open_page("revisions").press(way)
    counts = next(html for key, html in session.pieces.items() if key.startswith("counts_re"))

    assert "based on revision 2" in counts
    assert "Unchanged" in counts
    assert "stay as they are" not in counts


def test_taking_back_makes_a_new_revision(open_page: OpenPage, published: Tracker) -> None:
    session = open_page("revisions").press("take_back_internet_access_1").publish("Cem", "Ben's file was wrong")

    made = published.store.history("internet_access")[0]
    assert (made.revision, made.deed, made.by, made.why) == (3, "restore", "Cem", "Ben's file was wrong")
    assert value_of_2024(published) == 36.5
    assert "Internet access is as it was in revision 1" in session.words


def test_taking_back_can_be_left(open_page: OpenPage, published: Tracker) -> None:
    session = open_page("revisions").press("take_back_internet_access_1").press("publish_drop")

    assert "Take Internet access back" not in session.words
    assert published.store.history("internet_access")[0].revision == 2


def test_taking_back_to_what_is_there_already_says_so(open_page: OpenPage, published: Tracker) -> None:
    open_page("revisions").press("take_back_internet_access_1").publish()
    session = open_page("revisions").press("take_back_internet_access_1")

    assert "There is nothing to take back" in session.words
    assert not session.has_button("publish_pressed")


def test_going_back_names_whose_later_revisions_it_takes_along(open_page: OpenPage, published: Tracker) -> None:
    session = open_page("revisions").press("take_back_internet_access_0")

    assert "2 revisions were made since, by Ben, Ana." in session.words
    assert "2 Ben " in session.words
    assert "Correction 0 new, 1 changed, 0 gone" in session.words


def test_one_publication_is_taken_back_and_what_came_later_stays(open_page: OpenPage, published: Tracker) -> None:
    session = open_page("revisions").press("undo_internet_access_2").publish("Cem", "Ben was wrong")

    made = published.store.history("internet_access")[0]
    assert (made.revision, made.deed, made.by) == (3, "revert", "Cem")
    assert why_words(made) == "Takes back Internet access, revision 2, by Ben: Ben was wrong"
    assert value_of_2024(published) == 36.5
    assert "Taken back: Internet access, revision 2: 0 rows are back, 1 as they were before, 0 gone." in session.words


def test_rows_changed_since_are_named_and_the_rest_goes_back_only_when_ticked(
    open_page: OpenPage, published: Tracker
) -> None:
    session = open_page("revisions").press("only_this_internet_access_1")
    asked = session.words
    offered = session.has_button("publish_pressed")
    session.app.checkbox(key="takeback_the_rest").check().run()
    session.publish("Cem", "a wrong survey")

    rows = published.store.read("internet_access").to_pylist()
    assert "One row of this publication was changed by a later one." in asked
    assert "36.5 % → 12 %" in asked
    assert not offered
    assert why_words(published.store.history("internet_access")[0]).endswith(
        "by Ana, but for rows changed since: a wrong survey"
    )
    assert value_of_2024(published) == 12
    assert not any(row["ref_area"] == "KEN" and row["time_period"] == "2025" for row in rows)


def test_publication_that_is_undone_already_has_nothing_to_take_back(open_page: OpenPage, published: Tracker) -> None:
    open_page("revisions").press("undo_internet_access_2").publish()
    session = open_page("revisions").press("only_this_internet_access_2")

    assert "No row of this publication is left as it made it" in session.words
    assert not session.has_button("publish_pressed")


def test_taking_back_waits_when_somebody_else_was_quicker(open_page: OpenPage, published: Tracker) -> None:
    session = open_page("revisions").press("take_back_internet_access_0")
    check = check_file(published, f"{HEADER}individuals_online,UGA,2024,50\n".encode(), "u.csv", ReadOptions(), TODAY)
    publish_file(published, check, Who("Dan", "Uganda"), TODAY)
    session.publish()

    assert "Internet access, revision 3, by Dan (Uganda)" in session.words
    assert published.store.history("internet_access")[0].revision == 3


def test_removal_lists_what_fits_the_filters(open_page: OpenPage, published: Tracker) -> None:
    session = open_page("revisions", view="removal", dataset="internet_access")
    session.app.selectbox(key="removal_indicator_internet_access").set_value("individuals_online").run()
    session.app.selectbox(key="removal_area_internet_access").set_value("KEN").run()

    table = session.app.dataframe[0].value
    assert "26 observations, 0 ticked" in session.words
    assert set(table["Area"]) == {"Kenya"}
    assert table["Value, % of population"].max() == 91
    assert session.app.button(key="removal_look").disabled


def test_ticked_observations_are_removed_as_a_new_revision(open_page: OpenPage, published: Tracker) -> None:
    session = open_page("revisions")
    session.app.session_state[PENDING] = Takeback("internet_access", keys=frozenset({"\x1f".join(KEY.values())}))
    session.app.run()
    assert "Remove one observation from Internet access" in session.words
    assert "Individuals online, Kenya, WDI 2026-07-13 2024 (1)" in session.words

    session.publish("Ana", "a typing error")

    made = published.store.history("internet_access")[0]
    assert (made.revision, made.deed, made.gone) == (3, "remove", 1)
    assert value_of_2024(published) is None
    assert "One row was removed." in session.words


def test_nothing_can_be_taken_back_while_an_earlier_day_is_looked_at(open_page: OpenPage, store: Path) -> None:
    shutil.rmtree(store)
    earlier = TODAY - timedelta(days=2)
    tracker = open_tracker(store, lambda: datetime.combine(earlier, time(9), tzinfo=UTC))
    publish_file(tracker, check_file(tracker, FIRST.encode(), "a.csv", ReadOptions(), TODAY), Who("Ana", "A"), TODAY)
    session = open_page("revisions", as_of=earlier.isoformat())

    ways = [one for one in session.app.button if "internet_access" in str(one.key)]
    assert [one.disabled for one in ways] == [True, True]


def test_dataset_of_any_revision_can_be_downloaded(open_page: OpenPage, published: Tracker) -> None:
    session = open_page("revisions", view="download", dataset="internet_access", revision="1")

    keys = [one.key for one in session.app.download_button]
    assert keys == ["dataset_internet_access_csv", "dataset_internet_access_xlsx"]
