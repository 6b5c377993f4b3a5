"""The upload of a file: taken in, checked, previewed and published as previewed, all by jobs beside the page."""

import logging
from dataclasses import dataclass, replace

import streamlit as st

from charts.problems import draw_verdict
from data.readers import ReadOptions
from data.reference.limits import load_upload_limits
from data.schemas.thresholds import MB
from i18n import format_plain, text
from i18n.problems import clean
from pages.widgets.access import get_reference, get_tracker, real_today
from pages.widgets.filters import escape_markdown
from pages.widgets.framework import UploadedFile, remove_own_file, session_id
from pages.widgets.jobs import draw_death, draw_job, forget_jobs, forget_told, job_for, remember_told, wait_for
from pages.widgets.mapping import forget_mapping, with_mapping
from pages.widgets.publish import Plan, finish, forget_outcome, tell_moved
from pages.widgets.recognised import describe_contents, forget_outside, with_outside
from pages.widgets.remembered import forget
from pages.widgets.show import draw_aside, draw_piece
from pages.widgets.upload_gate import DESK, SHELF, WORD, Upload, find_again, put_away, put_down
from services.checking import Check
from services.jobs.deeds import CheckAsked, MovedOn, PreviewAsked, Previewed, PublishAsked, Refused, Report
from services.jobs.job import SPARE, Job, unread
from services.jobs.spool import Spooled, revisions_made
from services.misuse import describe_trouble
from services.previewing import Mode, Preview, usual_mode
from services.publishing import Published, Who
from services.refused_rows import Glimpse

FILE = "upload_file"
ROUND = "upload_round"
LARGE = 3_000_000
AS_EDITIONS = ("edition_0", "edition_1", "edition_2")
"""The jobs that say what a file would change as one edition or another."""


PUBLISHING = "upload_publishing"
LOGGER = logging.getLogger("connect2030")


@dataclass(frozen=True)
class Choices:
    """What the person who uploads says about the file."""

    options: ReadOptions
    mode: Mode


@dataclass(frozen=True)
class Publishing:
    """A publication that is being carried out: the plan, what was shown, and the job that does it."""

    plan: Plan
    preview: Preview
    job: Job

    @property
    def file(self) -> str:
        """Return the name of the file."""
        return self.plan.origin[0]


def choose_file() -> Upload | None:
    """Return the file to look at: the one just dropped, or the one chosen before another page was visited."""
    key = _widget()
    st.file_uploader(text("upload.file_label"), key=key, on_change=_take, args=(key,))
    _draw_lost()
    kept = _kept()
    SPARE.prepare()
    if kept and kept.spooled.large:
        draw_aside(text("jobs.large", file=clean(kept.name), size=format_plain(kept.spooled.size / MB, 0)))
    elif kept:
        draw_aside(text("upload.file_kept", file=clean(kept.name)))
    return kept


def _kept() -> Upload | None:
    """Return the file of this session, or the one that a reload of the page finds again."""
    kept: Upload | None = st.session_state.get(FILE)
    if kept and not SHELF.has(kept, session_id()):  # its address was opened in another window, which has it now
        del st.session_state[FILE]
        remember_told("elsewhere", kept.name)
        st.query_params.pop(WORD, None)
        st.rerun()
    kept = kept or find_again()
    if kept:
        st.session_state[FILE] = kept
        put_down(kept)
    return kept


def _draw_lost() -> None:
    """Say what became of a file that did not arrive; only the browser knows of it, so the style shows or hides this."""
    words = text("jobs.lost", size=format_plain(load_upload_limits().file_mb.value, 0))
    with st.container(key="upload_lost"):
        draw_piece(draw_verdict("blocks", text("jobs.lost_word"), words), key="upload_lost_piece")


def _widget() -> str:
    """Return the key of the place to drop a file; dropping one empties it by taking another key."""
    return f"upload_widget_{st.session_state.get(ROUND, 0)}"


def _take(key: str) -> None:
    """Take in what was dropped, unless that place was emptied meanwhile."""
    if key != _widget():
        return
    found = st.session_state.get(key)
    forget_outcome()
    forget_told()
    forget_outside()
    forget_mapping()
    if found is None:
        forget_upload()
        return
    _spool(found)


def _spool(found: UploadedFile) -> None:
    """Put a file into the spool, and take it out of the memory of the uploader at once."""
    content = found.getvalue()
    drop_file()
    try:
        st.session_state[FILE] = Upload(found.name, Spooled(content))
    except OSError:
        remember_told("no_room", found.name)
    if remove_own_file(found.file_id):
        DESK.left((session_id(), found.file_id))


def drop_file() -> None:
    """Forget the file and everything worked out about it, and empty the place to drop one."""
    forget_upload()
    forget_outside()
    forget_mapping()
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def forget_upload() -> None:
    """Forget the file and everything worked out about it, and remove it from the disk."""
    kept: Upload | None = st.session_state.pop(FILE, None)
    if kept:
        put_away(kept)
        kept.spooled.drop()
    st.session_state.pop(PUBLISHING, None)
    forget("preview_publish")
    forget_jobs("check", "preview", "split", *AS_EDITIONS)


def choose_options() -> Choices:
    """Return what the person says about the file; the defaults fit nearly every file."""
    reference = get_reference()
    with st.expander(text("upload.more")):
        left, right = st.columns(2)
        indicator = left.selectbox(
            text("upload.indicator"),
            [None, *reference.indicators],
            format_func=lambda code: reference.indicators[code].name if code else text("upload.indicator_none"),
            help=text("upload.indicator_help"),
            key="upload_indicator",
        )
        edition = right.text_input(
            text("upload.edition"),
            placeholder=text("upload.edition_hint"),
            help=text("upload.edition_help"),
            max_chars=100,
            key="upload_edition",
        )
        whole = st.radio(
            text("upload.mode"),
            [False, True],
            format_func=lambda chosen: text("upload.mode_replace" if chosen else "upload.mode_merge"),
            key="upload_mode",
        )
        draw_aside(text("upload.mode_replace_words"))
    options = with_mapping(with_outside(ReadOptions(indicator=indicator, edition=edition.strip() or None)))
    return Choices(options, Mode(replace=bool(whole)))


def check_upload(upload: Upload, choices: Choices) -> Job:
    """Return the job that checks the file and says what publishing it would do; it may have more to say later."""
    spooled = upload.spooled
    job = job_for("check", (spooled.key, choices.options, real_today()), lambda: ask_check(upload, choices))
    words = text("upload.checking", file=escape_markdown(upload.name))
    wait_for(job, f"{words} {text('upload.too_big_to_show')}" if spooled.size > LARGE else words)
    return job


def ask_check(upload: Upload, choices: Choices, *, supposed: bool = False) -> Job:
    """Return a job, begun now, that checks the file and says what publishing it as it is chosen would do.

    With `supposed` it says no more than that: what is looked at stays what was chosen.
    """
    spooled, today = upload.spooled, real_today()
    asked = CheckAsked(upload.name, choices.options, choices.mode, today, spooled.next_name(), supposed=supposed)
    return spooled.ask(get_tracker(), asked)


def draw_report(upload: Upload, job: Job) -> Report | None:
    """Return what was found in the file, None as long as that is not known: then it is drawn how far the job is."""
    if job.report:
        return replace(job.report, check=upload.spooled.with_schools(job.report.check))
    if job.why:
        return Report(unread(job), Glimpse())
    _draw_open(job, upload, "check")
    return None


def preview_upload(upload: Upload, checked: Job, check: Check, choices: Choices) -> Previewed | None:
    """Return what publishing a checked file would do, None as long as that is not known: then it is drawn.

    The check itself says so of the usual way to take the file in; of any other way it is asked.
    """
    today, mode, spooled = real_today(), choices.mode, upload.spooled

    def start() -> Job:
        return spooled.ask(get_tracker(), PreviewAsked(upload.name, mode, today, spooled.next_name()))

    job, name = checked, "check"
    if not isinstance(checked.asked, CheckAsked) or mode != usual_mode(check, checked.asked.mode):
        job, name = job_for("preview", (spooled.key, choices.options, mode, today), start), "preview"
        wait_for(job, text("publish.looking"))
    if isinstance(job.answer, Previewed) and job.answer.preview:
        return job.answer
    _draw_open(job, upload, name)
    return None


def plan_upload(upload: Upload, previewed: Previewed, check: Check, choices: Choices) -> Plan:
    """Return the plan of publishing a checked file exactly as it is previewed."""
    today, mode, preview = real_today(), choices.mode, previewed.preview
    if preview is None:
        raise ValueError("a file that cannot be published has no plan")

    def publish(shown: Plan, who: Who) -> None:
        asked = PublishAsked(upload.name, mode, today, previewed.name, who)
        st.session_state[PUBLISHING] = Publishing(shown, preview, upload.spooled.ask(get_tracker(), asked))

    return Plan(
        page="upload",
        deed="publish",
        token=(check.sha256, check.file, choices.options, mode, today),
        look=lambda: preview,
        clear=drop_file,
        drop=text("upload.drop"),
        done="publish.done_file",
        details={"file": check.file, "series": describe_contents(check)},
        origin=(check.file, check.sha256),
        carry_out=publish,
    )


def _draw_open(job: Job, upload: Upload, name: str) -> None:
    """Draw a job that has no answer: how far it is, or that it died."""
    if job.end is not None:
        draw_death(upload.name, lambda: forget_jobs(name), drop_file)
        return
    if upload.spooled.large:
        draw_aside(text("jobs.lead", file=clean(upload.name), size=format_plain(upload.spooled.size / MB, 0)))

    def cancel() -> None:
        remember_told("cancelled", upload.name)
        drop_file()

    draw_job(job, upload.name, cancel)


def draw_publishing() -> bool:
    """Draw a publication that is being carried out, or say how it ended; return whether there is one."""
    found: Publishing | None = st.session_state.get(PUBLISHING)
    if found is None:
        return False
    wait_for(found.job, text("publish.publishing"))
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
        drop_file()


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
        draw_death(found.file, lambda: st.session_state.pop(PUBLISHING), drop_file)
    return True
