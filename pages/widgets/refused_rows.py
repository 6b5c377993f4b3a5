"""The refused rows of a file: given back with their reasons, while the good ones may be published without them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from data.readers import ReadOptions
from i18n import counted, format_plain, text
from i18n.problems import clean
from pages.widgets.access import get_tracker, real_today
from pages.widgets.filters import escape_markdown
from pages.widgets.jobs import draw_death, draw_job, forget_jobs, job_for, wait_for
from pages.widgets.publish import refused_last
from pages.widgets.show import TYPES, draw_aside
from pages.widgets.upload_gate import Upload
from reports.refused_file import refused_file, refused_forms
from reports.tables import to_csv, write_csv
from services.checking import Check
from services.jobs.deeds import SplitAsked, SplitDone, Writers
from services.jobs.job import Job
from services.previewing import Mode
from services.refused_rows import COLUMNS, holds_several_values, may_be_split, report_records

LEFT = "refused_left"
ASKED = "refused_asked"
WRITERS = Writers(write_csv, refused_forms, refused_file)


@dataclass(frozen=True)
class Apart:
    """A file with its rows set apart: how many are refused, these in a form, and the check of the good ones."""

    refused: int
    write: Callable[[str], bytes]
    accepted: Check | None


@dataclass(frozen=True)
class Left:
    """The refused rows of a file whose good ones were published."""

    file: str
    apart: Apart


def offer_report(upload: Upload, check: Check, options: ReadOptions) -> None:
    """Offer the whole list of problems, also those beyond the list of the page once it was made."""
    count = sum(one.count for one in check.problem_counts)
    if _is_listed(check):
        _offer_list(count, lambda: to_csv(COLUMNS, report_records(check)))
    elif _draw_split(upload, options):
        _offer_list(count, upload.spooled.returned.problems)


def _offer_list(count: int, listed: Callable[[], bytes]) -> None:
    st.download_button(
        text("upload.problem_list", count=format_plain(count, 0)),
        data=listed,
        file_name="connect2030-findings.csv",
        mime=TYPES["csv"],
        key="download_problems",
        on_click="ignore",
        icon=":material/download:",
    )


def _draw_split(upload: Upload, options: ReadOptions) -> SplitDone | None:
    """Return the rows of a file set apart, None as long as that is not done: then it is followed.

    Of a large file, for which that takes as long as its check did, it is offered first.
    """
    token = (upload.spooled.key, options, real_today())
    if upload.spooled.large and st.session_state.get(ASKED) != token:
        if st.button(text("refused.set_apart"), key="refused_set_apart", icon=":material/splitscreen:"):
            st.session_state[ASKED] = token
            st.rerun()
        draw_aside(text("refused.set_apart_words"))
        return None
    job = _split_job(upload, options)
    wait_for(job, text("refused.setting_apart", file=escape_markdown(clean(upload.name))))
    if isinstance(job.answer, SplitDone):
        return job.answer
    if job.end is None:
        draw_job(job, upload.name, _forget_split)
    else:
        draw_death(upload.name, _forget_split, _forget_split)
    return None


def _split_job(upload: Upload, options: ReadOptions) -> Job:
    """Return the job that sets the rows of a file apart, begun if it was not."""
    spooled, today = upload.spooled, real_today()

    def start() -> Job:
        asked = SplitAsked(upload.name, options, today, spooled.returned.folder, WRITERS)
        return spooled.ask(get_tracker(), asked)

    return job_for("split", (spooled.key, options, today), start)


def _forget_split() -> None:
    st.session_state.pop(ASKED, None)
    forget_jobs("split")


def choose_accepted(upload: Upload, check: Check, options: ReadOptions, mode: Mode) -> tuple[Check, Mode]:
    """Offer the refused rows of a file, and to publish the good ones without them.

    Returns:
        What is to be published and how: the good rows alone where that is chosen, else the file as it is.
    """
    if check.publishable or not may_be_split(check):
        return check, mode
    apart = _set_apart(upload, check, options)
    if apart is None or not apart.refused:
        return check, mode
    st.markdown(f"### {text('refused.title')}")
    several = holds_several_values(check, options)
    st.markdown(_said(apart, several=several))
    _offer_rows(apart, "refused")
    accepted = apart.accepted
    if accepted is None:
        return check, mode
    if mode.replace:
        draw_aside(text("refused.not_replacing"))
        return check, mode
    good = accepted.reading.rows.accepted
    key = "refused.publish_good_values" if several else "refused.publish_good"
    label = counted(key, good, refused=format_plain(apart.refused, 0))
    if not st.checkbox(label, key=f"accepted_only_{check.sha256[:8]}"):
        return check, mode
    draw_aside(text("refused.publish_good_words"))
    st.session_state[LEFT] = Left(check.file, replace(apart, accepted=None))
    return accepted, replace(mode, accepted_only=True)


def _said(apart: Apart, *, several: bool) -> str:
    good = apart.accepted.reading.rows.accepted if apart.accepted else 0
    order = counted("refused.good_values" if several else "refused.good", good) if good else text("refused.none_good")
    whole = [text("refused.whole_rows")] if several else []
    return " ".join([counted("refused.refused", apart.refused), order, *whole, text("refused.how")])


def _set_apart(upload: Upload, check: Check, options: ReadOptions) -> Apart | None:
    """Return the good and the refused rows apart, None as long as that is not done."""
    done = _draw_split(upload, options) if _is_listed(check) else _asked_already(upload, options)
    if done is None:
        return None
    accepted = upload.spooled.with_schools(done.accepted) if done.accepted else None
    return Apart(done.refused, upload.spooled.returned.refused, accepted)


def _is_listed(check: Check) -> bool:
    """Return whether all problems are on the page; else the list was offered above with the same button."""
    return sum(one.count for one in check.problem_counts) <= len(check.problems)


def _asked_already(upload: Upload, options: ReadOptions) -> SplitDone | None:
    """Return the rows set apart by the job that was begun above, if it is done."""
    if upload.spooled.large and st.session_state.get(ASKED) != (upload.spooled.key, options, real_today()):
        return None
    job = _split_job(upload, options)
    return job.answer if isinstance(job.answer, SplitDone) else None


def _offer_rows(apart: Apart, key: str) -> None:
    with st.container(horizontal=True):
        for form in refused_forms(apart.refused):
            st.download_button(
                text(f"refused.download_{form}"),
                data=partial(apart.write, form),
                file_name=f"connect2030-refused-rows.{form}",
                mime=TYPES[form],
                key=f"download_{key}_{form}",
                on_click="ignore",
                icon=":material/download:",
            )


def draw_left() -> None:
    """Draw, below what was published, the refused rows that are still to be mended."""
    left: Left | None = st.session_state.get(LEFT)
    if left is None or not refused_last():
        return
    st.markdown(counted("refused.still", left.apart.refused, file=escape_markdown(clean(left.file))))
    _offer_rows(left.apart, "left")
