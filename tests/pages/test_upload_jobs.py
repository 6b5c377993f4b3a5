"""Upload: a file is worked on beside the page, which shows how far it is and offers to cancel."""

import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

from data.store import RevisionDamaged, StoreBusy, StoreError, StoreFull
from pages.widgets import jobs
from pages.widgets.jobs import HELD, wait_for
from pages.widgets.upload import PUBLISHING
from services.jobs import spool
from services.jobs.deeds import Asked, PublishAsked, Refused
from services.jobs.job import Job
from services.jobs.spool import Spooled
from services.tracker import Tracker
from tests.pages.sessions import Session

pytestmark = pytest.mark.usefixtures("jobs_are_followed")
SCHOOLS = "school_id,ref_area,connectivity\n" + "".join(f"s{one},KEN,yes\n" for one in range(50))


def job_of(session: Session, name: str) -> Job:
    state = session.app.session_state
    found = state[PUBLISHING] if name == PUBLISHING else state[HELD + name]
    return found.job  # type: ignore[no-any-return]


def after(session: Session, name: str) -> Session:
    """Return the session once a job is over and the page was drawn again."""
    job_of(session, name).wait(300)
    session.app.run()
    return session


@pytest.mark.parametrize("large", [False, True], ids=["small", "large"])
def test_file_is_checked_previewed_and_published_beside_the_page(
    store: Path, tracker: Tracker, request: pytest.FixtureRequest, large: bool
) -> None:
    if large:
        request.getfixturevalue("every_file_is_large")
    session = Session().open("upload").upload(SCHOOLS, "census.csv")

    assert ("census.csv is large" in session.words) is large
    assert session.has_button("job_cancel") and not session.has_button("publish_pressed")
    words = after(session, "check").words
    assert "50 rows: 50 accepted" in words
    assert "50 New 0 Changed 0 Unchanged 0 Gone" in words

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
    assert "What was recognised" not in session.words
    assert "was dropped before" not in session.upload(SCHOOLS, "again.csv").words


def test_process_that_dies_is_told_and_the_check_can_be_made_again(store: Path) -> None:
    session = Session().open("upload").upload(SCHOOLS, "census.csv")
    job = job_of(session, "check")
    until = time.monotonic() + 60
    while job.process_id is None and time.monotonic() < until:
        job.wait(0.01)
    assert job._process is not None
    job._process.kill()

    assert "ended from outside" in after(session, "check").words
    session.press("job_again")
    assert "50 rows: 50 accepted" in after(session, "check").words


def test_what_was_found_in_a_file_is_shown_while_it_is_compared_with_what_is_published(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = after(Session().open("upload").upload(SCHOOLS, "census.csv"), "check")
    job = job_of(session, "check")
    monkeypatch.setattr(job, "end", None)
    monkeypatch.setattr(job, "answer", None)
    monkeypatch.setattr(job, "stage", "comparing")
    session.app.run()

    assert "50 rows: 50 accepted" in session.words
    assert session.has_button("job_cancel") and not session.has_button("publish_pressed")


def publish_slowly(monkeypatch: pytest.MonkeyPatch, stand_in: Callable[[Job], object]) -> Session:
    """Return the session after a publication of which something else is known than what its job says."""
    ask = Spooled.ask

    def asked(spooled: Spooled, tracker: Tracker, deed: Asked) -> object:
        job = ask(spooled, tracker, deed)
        return stand_in(job) if isinstance(deed, PublishAsked) else job

    monkeypatch.setattr(Spooled, "ask", asked)
    session = Session().open("upload").upload(SCHOOLS, "census.csv")
    after(session, "check")
    return session.publish(why="a census")


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (StoreBusy("others"), "Nothing can be written at this moment"),
        (RevisionDamaged("schools 1: a file is missing."), "cannot be read: schools 1: a file is missing."),
        (StoreFull("No space left on device"), "Nothing was published: the disk of the store is full"),
    ],
    ids=["busy", "damaged", "full"],
)
def test_trouble_of_the_store_is_told_by_its_kind(
    store: Path, monkeypatch: pytest.MonkeyPatch, trouble: StoreError, words: str
) -> None:
    def refuse(job: Job) -> object:
        job.cancel()
        return SimpleNamespace(end="done", answer=Refused(trouble))

    session = publish_slowly(monkeypatch, refuse)

    (said,) = [one.value for one in session.app.error]
    assert words in said.replace("\\", "")


def test_publication_that_was_quicker_than_its_cancelling_is_told_and_logged(
    store: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def publish_and_die(job: Job) -> object:
        job.wait(300)
        return SimpleNamespace(end="cancelled", answer=None)

    session = publish_slowly(monkeypatch, publish_and_die)

    assert "is now at revision 1" in session.words
    assert caplog.text.count("census.csv was published all the same, before its process ended: schools 1") == 1


def test_page_waits_for_a_job_once_so_that_nobody_cancels_in_vain(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    job = SimpleNamespace(end=None, wait=waited.append)
    framework = SimpleNamespace(session_state={}, spinner=lambda _: nullcontext())
    monkeypatch.setattr("pages.widgets.jobs.st", framework)
    for _ in range(3):
        wait_for(job, "Reading")  # type: ignore[arg-type]

    assert waited == [jobs.WAITED_S]
