"""Held here: the forecast record shows what was published, held against what came in since; revisions lead to it."""

from collections.abc import Callable

from services.projecting.recording import record_statements
from services.tracker import Tracker
from services.view import look_at
from tests.days import TODAY
from tests.pages.sessions import Session
from tests.services.publishing_figures import publish
from topics.record.published import published_of

ONLINE = "individuals_online"


def test_before_anything_came_in_it_says_since_when(open_page: Callable[..., Session]) -> None:
    words = open_page("record", indicator=ONLINE, area="KEN").words

    assert "No figure has come in yet that was published after" in words
    assert "not in yet" in words
    assert "Outcomes by years ahead" not in words


def test_a_figure_that_came_in_is_held_against_what_was_published(
    tracker: Tracker, open_page: Callable[..., Session]
) -> None:
    record_statements(tracker)
    rows = published_of(tracker.store, look_at(tracker, TODAY), (ONLINE, "KEN"))
    publish(tracker, f"{ONLINE},KEN,{rows[0]['year']},{rows[0]['high80'] + 1:.1f}")
    session = open_page("record", indicator=ONLINE, area="KEN")

    assert "There is one outcome so far, in one country; 0 of 1 fell inside the 80 % band." in session.words
    assert "Outcomes by years ahead" in session.words
    assert "Internet access, revision 1" in session.words

    links = open_page("revisions", dataset="internet_access").app.get("page_link")
    assert [one.proto.label for one in links].count("What was projected with it is kept") == 2
