"""A small file read in a process of its own while somebody waits, and checked here against what is published."""

from dataclasses import replace
from datetime import date

from data.readers import Reading, ReadOptions
from data.readers.codes import problem
from data.readers.reading import ProblemCount
from data.reference.limits import load_upload_limits
from data.schemas.problem import Problem
from data.schemas.refused import Returned
from services.checking import Check, check_reading
from services.large.asked import GiveBackAsked, GivenBack, GlimpseAsked, ReadAsked, ReadDone
from services.large.jobs import Job
from services.large.large_files import Spooled
from services.refused_rows import Glimpse, Lines, Split, split_check
from services.tracker import Tracker

TOO_MUCH = "file-too-demanding"


class GrownLargeError(Exception):
    """What a small file holds is too much to be handed over: it has to be worked on as a large one."""


def check_apart(tracker: Tracker, spooled: Spooled, file: str, options: ReadOptions, today: date) -> Check:
    """Return what a small file holds and every problem with it, as the published data stands now.

    Raises:
        GrownLargeError: If the file has to be worked on as a large one.
    """
    asked = ReadAsked(file, options, tracker.reference.rules(today))
    job = spooled.ask(tracker, asked)
    job.wait()
    if isinstance(job.answer, ReadDone):
        if job.answer.reading is None:
            raise GrownLargeError(file)
        reading = job.answer.reading
    else:
        reading = _unread(why_unread(job))
    return check_reading(tracker, reading, (file, spooled.sha256), options, today)


def split_apart(tracker: Tracker, spooled: Spooled, file: str, options: ReadOptions, today: date) -> Split:
    """Return a small file with its good and its refused rows apart.

    Raises:
        GrownLargeError: If the file has to be worked on as a large one.
    """
    check = whole_check_apart(tracker, spooled, file, options, today)

    def back(part: Check, lines: Lines) -> Returned | None:
        job = spooled.ask(tracker, GiveBackAsked(file, options, _without_rows(part), lines))
        job.wait()
        return job.answer.returned if isinstance(job.answer, GivenBack) else None

    return split_check(tracker, check, options, today, back)


def glimpse_apart(
    tracker: Tracker, spooled: Spooled, check: Check, options: ReadOptions, wanted: tuple[int, ...], *, large: bool
) -> Glimpse:
    """Return the rows of a file that are wanted, as far as they stand in its first part; none where that fails."""
    bare = replace(_without_rows(check), problems=(), problem_counts=())
    job = spooled.ask(tracker, GlimpseAsked(check.file, options, bare, wanted, large))
    job.wait()
    return job.answer if isinstance(job.answer, Glimpse) else Glimpse()


def _without_rows(check: Check) -> Check:
    """Return a check with what was recognised of the file, and its problems."""
    return replace(check, reading=Reading(recognised=check.reading.recognised), rows={}, given={}, schools=None)


def whole_check_apart(tracker: Tracker, spooled: Spooled, file: str, options: ReadOptions, today: date) -> Check:
    """Return the check of a small file with the whole list of its problems.

    Raises:
        GrownLargeError: If the file has to be worked on as a large one.
    """
    whole = replace(options, problems_limit=load_upload_limits().problems.value)
    return check_apart(tracker, spooled, file, whole, today)


def why_unread(job: Job) -> Problem:
    """Return the problem of a file whose process ended before it was done."""
    limits = job.bounds
    if job.why == "memory":
        return problem(TOO_MUCH, details={"advice": "memory", "limit": limits.memory_mb})
    if job.why == "time":
        return problem(TOO_MUCH, details={"advice": "time", "limit": limits.seconds})
    return problem(TOO_MUCH)


def _unread(why: Problem) -> Reading:
    return Reading(problems=(why,), problem_counts=(ProblemCount(why.code, why.severity, 1),))
