"""The process in which a file is opened has limits, and what reaches one is said in a sentence."""

import pickle
import signal
import time
from dataclasses import replace
from datetime import date

import pytest

from data.readers import ReadOptions
from data.reference.limits import load_upload_limits
from data.schemas.thresholds import Limit
from i18n.problems import problem_text
from services.checking import check_file
from services.large.asked import PublishAsked, ReadAsked, ReadDone
from services.large.bounds import Bounds, why_it_ended
from services.large.job_deeds import do
from services.large.large_files import Spooled
from services.large.reading_apart import GrownLargeError, check_apart, glimpse_apart, split_apart
from services.large.spare import SPARE, Spare
from services.refused_rows import glimpse, split_file
from services.tracker import Tracker

TODAY = date(2026, 7, 1)
pytestmark = pytest.mark.usefixtures("jobs_started_anew", "spool_here")
HEAD = b"indicator,ref_area,time_period,obs_value\n"
FIGURES = HEAD + b"individuals_online,KEN,2023,36.1\nindividuals_online,KEN,2025,44.2\n"
BAD = HEAD + b"individuals_online,KEN,2023,36.1\nindividuals_online,Kenia,2025,44.2\nindividuals_online,UGA,2025,x\n"
MANY = HEAD + b"".join(b"individuals_online,KEN,%d,1%d\n" % (1960 + at % 60, at) for at in range(300_000))


@pytest.fixture
def tracker(own: Tracker) -> Tracker:
    return own


@pytest.mark.parametrize("content", [FIGURES, BAD, b"", b"PK\x03\x04"], ids=["figures", "bad", "empty", "archive"])
def test_file_read_apart_is_found_to_be_exactly_what_it_is_here(tracker: Tracker, content: bytes) -> None:
    here = check_file(tracker, content, "f.csv", ReadOptions(), TODAY)
    there = check_apart(tracker, Spooled(content), "f.csv", ReadOptions(), TODAY)

    assert there.reading.observations.equals(here.reading.observations)
    assert (there.sha256, there.problems, there.problem_counts) == (here.sha256, here.problems, here.problem_counts)
    assert replace(there.reading, observations=here.reading.observations) == here.reading


def test_refused_rows_and_glimpses_come_from_apart_as_they_are_here(tracker: Tracker) -> None:
    here, there = (
        split_file(tracker, BAD, "f.csv", ReadOptions(), TODAY),
        split_apart(tracker, Spooled(BAD), "f.csv", ReadOptions(), TODAY),
    )

    assert there.returned == here.returned and here.returned is not None
    assert there.accepted is not None and there.accepted.reading.rows.accepted == 1
    wanted = (3, 4)
    seen = glimpse_apart(tracker, Spooled(BAD), here.check, ReadOptions(), wanted, large=False)
    assert seen == glimpse(BAD, here.check, ReadOptions(), wanted)
    assert set(seen.rows) == set(wanted)


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
    monkeypatch.setattr("services.large.jobs.small_bounds", lambda: bounds)
    check = check_apart(tracker, Spooled(MANY.replace(b"KEN", b"KEM")), "f.csv", ReadOptions(), TODAY)

    (found,) = check.problems
    assert (found.code, found.severity) == ("file-too-demanding", "blocks")
    assert words in problem_text(found.code, None, None, None, found.details)


def test_process_that_stands_still_is_ended_by_the_clock(tracker: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    started = SPARE.take()
    monkeypatch.setattr("services.large.jobs.SPARE.take", lambda: started)
    monkeypatch.setattr("services.large.bounds.CLOCK", 1)
    monkeypatch.setattr("services.large.jobs.small_bounds", lambda: Bounds(500, 2))
    started.process.send_signal(signal.SIGSTOP)
    began = time.monotonic()
    check = check_apart(tracker, Spooled(FIGURES), "f.csv", ReadOptions(), TODAY)

    assert time.monotonic() - began < 60
    assert check.problems[0].details["advice"] == "time"


def test_file_that_holds_more_than_may_be_handed_over_is_a_large_one(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = load_upload_limits().model_copy(update={"handed_over_mb": Limit(value=1, reason="small")})
    monkeypatch.setattr("services.large.job_deeds.load_upload_limits", lambda: limits)
    places = [code.encode() for code in sorted(tracker.reference.rules(TODAY).countries)]
    rows = (b"individuals_online,%s,%d,12.3\n" % (place, year) for place in places for year in range(1990, 2025))
    large = Spooled(HEAD + b"".join(rows))
    asked = ReadAsked("f.csv", ReadOptions(), tracker.reference.rules(TODAY))
    assert do(lambda: tracker, large.folder, asked) == ReadDone(None)

    class Done:
        answer = ReadDone(None)

        def wait(self) -> None:
            """Be over."""

    monkeypatch.setattr(large, "ask", lambda *_: Done())
    with pytest.raises(GrownLargeError):
        check_apart(tracker, large, "f.csv", ReadOptions(), TODAY)


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


def test_rules_go_to_the_process_and_come_back_whole(tracker: Tracker) -> None:
    rules = tracker.reference.rules(TODAY)
    back = pickle.loads(pickle.dumps(rules))  # noqa: S301 - made here

    assert (back.areas, back.indicators, back.today) == (rules.areas, rules.indicators, rules.today)


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
