"""Upload of a large file: it is worked on beside the page, which shows how far it is and offers to cancel."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pages.shared.jobs import HELD
from pages.shared.large_upload import PUBLISHING
from services import spool
from services.jobs import Job
from services.large_files import SIZE_SETTING
from services.tracker import Tracker
from tests.pages.sessions import Session

SCHOOLS = "school_id,ref_area,connectivity\n" + "".join(f"s{one},KEN,yes\n" for one in range(50))


@pytest.fixture(autouse=True)
def spool_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(spool.SPOOL_SETTING, str(tmp_path / "spool"))
    monkeypatch.setenv(SIZE_SETTING, "0.0001")
    spool.open_spool.cache_clear()
    yield tmp_path / "spool"
    spool.open_spool.cache_clear()


def job_of(session: Session, name: str) -> Job:
    state = session.app.session_state
    found = state[PUBLISHING] if name == PUBLISHING else state[HELD + name]
    return found.job  # type: ignore[no-any-return]


def after(session: Session, name: str) -> Session:
    """Return the session once a job is over and the page was drawn again."""
    job_of(session, name).wait(300)
    session.app.run()
    return session


def test_large_file_is_checked_previewed_and_published_beside_the_page(store: Path, tracker: Tracker) -> None:
    session = Session().open("upload").upload(SCHOOLS, "census.csv")

    assert "census.csv is large" in session.words
    assert session.has_button("job_cancel") and not session.has_button("publish_pressed")
    assert "50 rows: 50 accepted" in after(session, "check").words
    assert session.has_button("job_cancel") and not session.has_button("publish_pressed")
    assert "50 New 0 Changed 0 Unchanged 0 Gone" in after(session, "preview").words

    session.publish(why="a census")

    assert "nothing is published, and then all of it at once" in session.words
    assert "is now at revision 1" in after(session, PUBLISHING).words
    assert not session.has_button("job_cancel")
    made = tracker.store.history("schools")[0]
    assert (made.by, made.why, made.file, made.rows) == ("Ana", "a census", "census.csv", 50)


def test_cancelled_file_is_dropped_and_the_page_says_so_until_the_next(store: Path, spool_here: Path) -> None:
    session = Session().open("upload").upload(SCHOOLS, "census.csv")
    job = job_of(session, "check")

    session.press("job_cancel")

    assert job.end == "cancelled"
    session.app.run()
    assert not [one for one in spool_here.rglob("*") if one.is_file() and one.name != spool.LOCK]
    assert "census.csv was dropped before it was done" in session.words
    assert "3. What was recognised" not in session.words
    assert "was dropped before" not in session.upload(SCHOOLS, "again.csv").words


def test_process_that_dies_is_told_and_the_check_can_be_made_again(store: Path) -> None:
    session = Session().open("upload").upload(SCHOOLS, "census.csv")
    job = job_of(session, "check")
    while job.process_id is None:
        job.wait(0.01)
    job._process.kill()  # type: ignore[union-attr]

    assert "ended from outside" in after(session, "check").words
    session.press("job_again")
    assert "50 rows: 50 accepted" in after(session, "check").words
