"""The jobs of this session: started once for what they rest on, shown while they run, cancelled at any moment."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

import streamlit as st

from charts.problems import draw_verdict
from data.progress import Stage
from i18n import format_plain, text
from i18n.problems import clean
from pages.widgets.access import get_tracker
from pages.widgets.filters import escape_markdown
from pages.widgets.remembered import PRESSED, RENEWED
from pages.widgets.show import draw_piece
from services.jobs.job import Job

HELD = "job_"
TOLD = "job_told"
WAITED = "job_waited"
EVERY_S = 0.5
WAITED_S = 1.0
"""So long a page waits for a job before it shows how far it is: most are over by then."""
SPANS: dict[Stage, tuple[float, float]] = {"reading": (0, 0.5), "checking": (0.5, 1)}
"""Where a stage lies on the bar, where it does not fill it alone."""


@dataclass
class Held:
    """A job with what it was started for, and the published data it works against."""

    token: Hashable
    published: str
    job: Job


def job_for(name: str, token: Hashable, start: Callable[[], Job]) -> Job:
    """Return the job of a name: the one that runs or ran for the same token and published data, or a new one.

    As with all that is kept, what was shown is held on to while the publish button is pressed.
    """
    held: Held | None = st.session_state.get(HELD + name)
    published = get_tracker().store.snapshot().key
    if held and held.token == token:
        if held.published == published or held.job.end is None or st.session_state.get(PRESSED):
            return held.job
        st.session_state[RENEWED] = True
    elif held:
        held.job.cancel()
    made = Held(token, published, start())
    st.session_state[HELD + name] = made
    return made.job


def forget_jobs(*names: str) -> None:
    """Cancel the jobs of these names and forget them."""
    for name in names:
        held: Held | None = st.session_state.pop(HELD + name, None)
        if held:
            held.job.cancel()


def wait_for(job: Job, words: str) -> None:
    """Return when a job is over, or the first time after a moment: from then on its progress is drawn.

    While a page waits, what it drew before stays, and nobody should press the button to cancel in vain.
    """
    if job.end is None and st.session_state.get(WAITED) is not job:
        st.session_state[WAITED] = job
        with st.spinner(words):
            job.wait(WAITED_S)


def draw_job(job: Job, file: str, cancel: Callable[[], None]) -> None:
    """Draw how far a job has come, twice a second and without the rest of the page, and the way to cancel it."""
    said = job.report is not None

    @st.fragment(run_every=EVERY_S)
    def draw() -> None:
        if job.end is not None or (job.report is not None) != said:
            st.rerun(scope="app")
        st.progress(_share(job), text=_words(job, file))
        st.button(text("jobs.cancel"), on_click=cancel, key="job_cancel", icon=":material/close:")

    draw()


def draw_death(file: str, again: Callable[[], None], drop: Callable[[], None]) -> None:
    """Say that a job was ended from outside, and offer to try again or to drop the file."""
    draw_piece(draw_verdict("blocks", text("jobs.died_word"), text("jobs.died", file=clean(file))), key="job_died")
    with st.container(horizontal=True):
        st.button(text("jobs.again"), on_click=again, key="job_again", type="primary")
        st.button(text("upload.drop"), on_click=drop, key="job_drop")


def remember_told(kind: str, file: str, place: str = "file") -> None:
    """Keep what became of a file, to be said at a place of the page until the next file is brought in."""
    st.session_state[TOLD] = (kind, file, place)


def forget_told() -> None:
    """Say no more what became of the last file."""
    st.session_state.pop(TOLD, None)


def draw_told(place: str) -> None:
    """Draw what became of the last file, at the place where it is expected."""
    told: tuple[str, str, str] | None = st.session_state.get(TOLD)
    if told and told[2] == place:
        kind, file, _ = told
        words = text(f"jobs.{kind}", file=clean(file))
        draw_piece(draw_verdict("unchanged", text(f"jobs.{kind}_word"), words), key="job_told_piece")


def _share(job: Job) -> float:
    low, high = SPANS.get(job.stage, (0, 1))
    return min(1.0, low + (high - low) * job.share)


def _words(job: Job, file: str) -> str:
    words = text(f"jobs.{job.stage}", file=escape_markdown(clean(file)))
    if job.stage in ("waiting", "starting"):
        return words
    return text("jobs.progress", words=words, share=format_plain(100 * job.share, 0))
