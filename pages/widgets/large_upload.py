"""A large file on its way: checked, compared and published by jobs; what is not done yet is shown as progress."""

import logging
from dataclasses import dataclass, replace

import streamlit as st

from data.readers import ReadOptions
from i18n import format_plain, text
from i18n.problems import clean
from pages.widgets.access import get_tracker, real_today
from pages.widgets.filters import escape_markdown
from pages.widgets.jobs import draw_death, draw_job, forget_jobs, job_for, remember_told
from pages.widgets.publish import Plan, finish, tell_moved
from pages.widgets.show import draw_aside
from pages.widgets.upload import MB, drop_file
from services.checking import Check
from services.large.asked import CheckAsked, MovedOn, PreviewAsked, PublishAsked, Refused
from services.large.jobs import Job
from services.large.large_files import Spooled, revisions_made
from services.misuse import describe_trouble
from services.previewing import Mode, Preview
from services.publishing import Published, Who

PUBLISHING = "large_publishing"
LOGGER = logging.getLogger("connect2030")


@dataclass(frozen=True)
class Publishing:
    """A publication that is being carried out: the plan, what was shown, and the job that does it."""

    plan: Plan
    preview: Preview
    job: Job
    spooled: Spooled

    @property
    def file(self) -> str:
        """Return the name of the file."""
        return self.plan.origin[0]


def check_large(file: str, spooled: Spooled, options: ReadOptions) -> Check | None:
    """Return the check of a large file, None as long as it is not done: then its progress is drawn."""
    asked = CheckAsked(file, options, real_today())
    job = job_for("check", (spooled.key, asked), lambda: spooled.ask(get_tracker(), asked))
    if isinstance(job.answer, Check):
        return spooled.with_schools(job.answer)
    _draw_open(job, file, spooled, "check")
    return None


def plan_large(plan: Plan, spooled: Spooled, options: ReadOptions, mode: Mode) -> Plan | None:
    """Return the plan of publishing a large file, None as long as its preview is not done: then progress is drawn."""
    today = real_today()

    def start() -> Job:
        return spooled.ask(get_tracker(), PreviewAsked(spooled.next_name(), mode, today, plan.origin[0]))

    job = job_for("preview", (spooled.key, options, mode, today), start)
    preview = job.answer
    if not isinstance(preview, Preview) or not isinstance(job.asked, PreviewAsked):
        _draw_open(job, plan.origin[0], spooled, "preview")
        return None
    name = job.asked.name

    def publish(shown: Plan, who: Who) -> None:
        started = spooled.ask(get_tracker(), PublishAsked(name, mode, today, who, plan.origin[0]))
        st.session_state[PUBLISHING] = Publishing(shown, preview, started, spooled)

    return replace(plan, token=(plan.token, name), look=lambda: preview, carry_out=publish)


def _draw_open(job: Job, file: str, spooled: Spooled, name: str) -> None:
    """Draw a job that has no answer: how far it is, or that it died."""
    if job.end is not None:
        draw_death(file, lambda: forget_jobs(name), drop_large)
        return
    size = format_plain(spooled.size / MB, 0)
    draw_aside(text("jobs.lead", file=clean(file), size=size))

    def cancel() -> None:
        remember_told("cancelled", file)
        drop_large()

    draw_job(job, file, cancel)


def drop_large() -> None:
    """Forget a large file, end what is being done with it, and remove it from the disk."""
    forget_jobs("check", "preview")
    st.session_state.pop(PUBLISHING, None)
    drop_file()


def draw_publishing() -> bool:
    """Draw a publication that is being carried out, or say how it ended; return whether there is one."""
    found: Publishing | None = st.session_state.get(PUBLISHING)
    if found is None:
        return False
    if found.job.end is None:
        draw_aside(text("jobs.lead_publish"))
        draw_job(found.job, found.file, lambda: _cancel_publishing(found))
        return True
    return _finish(found)


def _cancel_publishing(found: Publishing) -> None:
    """End a publication; where it was quicker, it is told as done."""
    found.job.cancel()
    get_tracker().store.mend()
    if found.job.end != "done" and not _made(found):
        remember_told("cancelled", found.file, "page")
        drop_large()


def _made(found: Publishing) -> Published | None:
    revisions = revisions_made(get_tracker(), found.preview, found.plan.origin[1])
    return Published(found.preview, revisions) if revisions else None


def _finish(found: Publishing) -> bool:
    """Say how a publication ended; return whether the page shows nothing else."""
    answer = found.job.answer
    done = answer if isinstance(answer, Published) else _made(found)
    if done:
        if done is not answer:
            made = ", ".join(f"{one.dataset} {one.revision}" for one in done.revisions)
            LOGGER.warning("%s was published all the same, before its process ended: %s", found.file, made)
        st.session_state.pop(PUBLISHING)
        finish(found.plan, done)
    elif isinstance(answer, MovedOn):
        st.session_state.pop(PUBLISHING)
        tell_moved(found.plan, answer.theirs)
    elif isinstance(answer, Refused):
        st.session_state.pop(PUBLISHING)
        st.error(escape_markdown(describe_trouble(answer.error)))
        return False
    else:
        get_tracker().store.mend()
        draw_death(found.file, lambda: st.session_state.pop(PUBLISHING), drop_large)
    return True
