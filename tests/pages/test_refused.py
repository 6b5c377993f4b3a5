"""Upload of a file with refused rows: the good ones can be published alone, the others come back and are merged in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pages.widgets.jobs import HELD
from pages.widgets.refused_rows import LEFT
from pages.widgets.upload import PUBLISHING
from services.tracker import Tracker
from tests.pages.sessions import Session

OpenPage = Callable[..., Session]
HEADER = "indicator,ref_area,time_period,obs_value\n"
MIXED = (
    f"{HEADER}individuals_online,KEN,2025,44.2\nindividuals_online,Kenya,2025,40\nindividuals_online,UGA,2025,=cmd|x\n"
    "individuals_online,UGA,2025,<b>x</b>\n"
)
BACK = "reason,school_id,ref_area,connectivity\nmend it,a,KEN,yes\n"
CHOICE = "accepted_only_"


def downloads(session: Session) -> set[str]:
    return {str(one.key) for one in session.app.download_button}


def choose_good_rows(session: Session) -> Session:
    (box,) = (one for one in session.app.checkbox if str(one.key).startswith(CHOICE))
    box.check().run()
    return session


def test_problems_are_drawn_in_their_rows_and_nothing_of_the_file_is_markup(open_page: OpenPage) -> None:
    session = open_page("upload").upload(MIXED)
    drawn = session.pieces["problems"]

    assert '<td class="c2030-cell" data-label="obs_value"><span>=cmd|x</span></td>' in drawn
    assert '<td class="c2030-beside-cell" data-label="time_period"><span>2025</span></td>' in drawn
    assert "&lt;b&gt;x&lt;/b&gt;" in drawn
    assert "<b>" not in drawn
    assert {"download_problems", "download_refused_csv", "download_refused_xlsx"} <= downloads(session)
    assert not session.has_button("publish_pressed")


def test_problems_of_one_column_alone_can_be_looked_at(open_page: OpenPage) -> None:
    session = open_page("upload").upload(MIXED)
    (box,) = (one for one in session.app.selectbox if str(one.key).startswith("problem_column"))
    box.set_value("ref_area").run()

    assert "Unknown area" in session.pieces["problems"]
    assert "Not a number" not in session.pieces["problems"]


def test_good_rows_are_published_alone_and_the_refused_ones_stay_at_hand(open_page: OpenPage, tracker: Tracker) -> None:
    session = open_page("upload").upload(MIXED)
    assert "3 rows are refused. One row is in order." in session.words
    choose_good_rows(session)
    assert "1 New 0 Changed 0 Unchanged 0 Gone" in session.words
    assert "3 rows of the file were refused and left out." in session.words
    session.publish()

    newest = tracker.store.history("internet_access")[0]
    assert (newest.new, newest.refused) == (1, 3)
    assert r"3 rows of figures\.csv were refused and are not published" in session.words
    assert {"download_left_csv", "download_left_xlsx"} <= downloads(session)
    assert "3 rows of the file refused and left out" in Session().open("revisions").words


def test_what_was_given_back_is_merged_in_and_nothing_else_is_asked(open_page: OpenPage) -> None:
    session = open_page("upload").upload(BACK, "mended.csv")

    assert "They are merged in by themselves" in session.words
    assert not [one for one in session.app.radio if str(one.key).startswith("upload_by_id")]
    assert session.has_button("publish_pressed")


@pytest.mark.usefixtures("every_file_is_large")
def test_rows_of_a_large_file_are_set_apart_beside_the_page(store: Path, tracker: Tracker) -> None:
    del store
    session = Session().open("upload").upload(MIXED)
    for name in ("check", "split", "preview"):
        session.app.session_state[HELD + name].job.wait(300)
        session.app.run()
        if name == "check":
            session.press("refused_set_apart")
        elif name == "split":
            choose_good_rows(session)
    assert "1 New 0 Changed" in session.words
    session.publish()
    session.app.session_state[PUBLISHING].job.wait(300)
    session.app.run()

    assert tracker.store.history("internet_access")[0].refused == 3
    assert {"download_left_csv", "download_left_xlsx"} <= downloads(session)
    write = session.app.session_state[LEFT].apart.write  # the file itself is gone from the disk by now
    assert write("csv").count(b"\r\n") == 4
    assert write("xlsx").startswith(b"PK")
