"""The process in which a file is opened has limits, and what reaches one is said in a sentence."""

import resource
import signal
import time
from datetime import date

import pytest

from data.readers import ReadOptions
from data.schemas.thresholds import MB
from i18n.problems import problem_text
from services.checking import Check
from services.jobs.bounds import LATER_S, Bounds, ease, hold, large_bounds, why_it_ended
from services.jobs.deeds import CheckAsked, PublishAsked
from services.jobs.job import SPARE, Spare, unread
from services.jobs.spool import SIZE_SETTING, Spooled
from services.previewing import MERGE
from services.tracker import Tracker

TODAY = date(2026, 7, 1)
pytestmark = pytest.mark.usefixtures("jobs_started_anew", "spool_here")
HEAD = b"indicator,ref_area,time_period,obs_value\n"
FIGURES = HEAD + b"individuals_online,KEN,2023,36.1\nindividuals_online,KEN,2025,44.2\n"
MANY = HEAD + b"".join(b"individuals_online,KEN,%d,1%d\n" % (1960 + at % 60, at) for at in range(300_000))


@pytest.fixture
def tracker(own: Tracker) -> Tracker:
    return own


def check_apart(tracker: Tracker, content: bytes) -> Check:
    """Return what is said of a file whose process is ended by a limit."""
    spooled = Spooled(content)
    job = spooled.ask(tracker, CheckAsked("f.csv", ReadOptions(), MERGE, TODAY, "one"))
    job.wait()
    assert job.why and job.report is None
    return unread(job)


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        (Bounds(30, 20), "asks for more than 30 MB of memory to be opened"),
        (Bounds(1000, 1), "took more than 1 seconds of work"),
    ],
    ids=["memory", "time"],
)
def test_file_that_reaches_a_limit_is_one_problem_in_words(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch, bounds: Bounds, words: str
) -> None:
    monkeypatch.setenv(SIZE_SETTING, "100")
    monkeypatch.setattr("services.jobs.job.small_bounds", lambda: bounds)
    check = check_apart(tracker, MANY.replace(b"KEN", b"KEM"))

    (found,) = check.problems
    assert (found.code, found.severity) == ("file-too-demanding", "blocks")
    assert words in problem_text(found.code, None, None, None, found.details)


def test_process_that_stands_still_is_ended_by_the_clock(tracker: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    started = SPARE.take()
    monkeypatch.setattr("services.jobs.job.SPARE.take", lambda: started)
    monkeypatch.setattr("services.jobs.bounds.CLOCK", 1)
    monkeypatch.setattr("services.jobs.job.small_bounds", lambda: Bounds(500, 2))
    started.process.send_signal(signal.SIGSTOP)
    began = time.monotonic()
    check = check_apart(tracker, FIGURES)

    assert time.monotonic() - began < 60
    assert check.problems[0].details["advice"] == "time"


def test_file_that_was_opened_within_its_limits_is_compared_within_those_of_a_large_one(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.jobs.job.small_bounds", lambda: Bounds(400, 15))
    spooled = Spooled(FIGURES)
    job = spooled.ask(tracker, CheckAsked("f.csv", ReadOptions(), MERGE, TODAY, "one"))
    before = job.bounds
    job.wait()

    assert (before, job.bounds, job.end) == (Bounds(400, 15), large_bounds(), "done")


def test_limits_that_are_eased_rise_to_the_most_there_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = dict.fromkeys(range(16), (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    monkeypatch.setattr(resource, "getrlimit", lambda which: limits[which])
    monkeypatch.setattr(resource, "setrlimit", lambda which, pair: limits.update({which: pair}))
    monkeypatch.setattr("services.jobs.bounds.os.nice", lambda _: 0)
    hold(Bounds(100, 10), Bounds(300, 30), leaves_one=False)
    held = {which: limits[which] for which in (resource.RLIMIT_DATA, resource.RLIMIT_CPU)}
    ease()

    data, seconds = held[resource.RLIMIT_DATA], held[resource.RLIMIT_CPU]
    assert (data[1] - data[0], seconds[1] - seconds[0]) == (200 * MB, 20 + LATER_S)
    assert limits[resource.RLIMIT_DATA] == (data[1], data[1])
    assert limits[resource.RLIMIT_CPU] == (seconds[1] - LATER_S, seconds[1])


@pytest.mark.parametrize(
    ("status", "why"),
    [(-signal.SIGXCPU, "time"), (-signal.SIGABRT, "memory"), (-signal.SIGKILL, None), (0, None), (1, None)],
)
def test_end_of_a_process_tells_which_limit_it_was(status: int, why: str | None) -> None:
    assert why_it_ended(status) == why


def test_process_that_waits_is_taken_once_and_not_after_the_settings_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    spare = Spare()
    spare._prepare()
    waiting = spare._waiting
    assert spare.take() is waiting and waiting is not None
    waiting.end()
    spare._prepare()
    old = spare._waiting
    monkeypatch.setenv("CONNECT2030_OTHER", "1")
    taken = spare.take()

    assert taken is not old and old is not None and old.process.poll() is not None
    taken.end()


def test_publication_that_is_carried_out_is_known(tracker: Tracker) -> None:
    large = Spooled(FIGURES)
    assert not large.is_publishing

    class Open:
        end = None
        asked = PublishAsked.__new__(PublishAsked)

        def cancel(self) -> None:
            """Be over."""

    large.jobs.append(Open())  # type: ignore[arg-type]
    assert large.is_publishing
