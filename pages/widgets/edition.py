"""The edition of a file that does not say it: asked for, with what each answer would change."""

from dataclasses import replace
from functools import partial

import streamlit as st

from data.schemas.origins import read_edition
from exhibits.origins import edition_words
from i18n import counted, format_plain, text
from i18n.problems import clean
from pages.widgets.access import get_state, real_today
from pages.widgets.jobs import job_for
from pages.widgets.upload import AS_EDITIONS, Choices, ask_check
from pages.widgets.upload_gate import Upload
from services.checking import Check
from services.jobs.deeds import Previewed
from services.jobs.job import Job
from services.previewing import Preview, sort_effects
from topics.trends import TOTALS_ONLY, edition_options

ASKED = "upload_edition_asked"
CHOICE = "upload_edition_choice"
SAID = "upload_edition"
"""What was typed as the edition, among the choices that fit nearly every file; an answer given here stands there."""


def choose_edition(upload: Upload, job: Job, check: Check, choices: Choices) -> None:
    """Ask which edition a file is that does not say it, also again after it was answered; else draw nothing."""
    seen = check.reading.recognised
    if seen.edition_assumed:
        st.session_state[ASKED] = (upload.spooled.key, seen.edition)
    key, assumed = st.session_state.get(ASKED, ("", ""))
    if key != upload.spooled.key:
        return
    said = choices.options.edition or assumed
    offered = list(dict.fromkeys([assumed, *_published(check), said]))
    st.session_state[CHOICE] = said
    st.radio(
        text("edition.ask"),
        offered,
        format_func=lambda one: text("edition.assumed", edition=one) if one == assumed else clean(edition_words(one)),
        captions=_effects(upload, job, offered, choices, assumed),
        help=text("edition.help"),
        key=CHOICE,
        on_change=_answer,
        args=(assumed,),
    )


def _answer(assumed: str) -> None:
    said = st.session_state[CHOICE]
    st.session_state[SAID] = "" if said == assumed else said


def _published(check: Check) -> list[str]:
    """Return the newest editions of publishers that hold what the file holds."""
    state, indicators = get_state(), dict.fromkeys(one.indicator for one in check.series)
    areas = {area for name in indicators for area in state.world.book.areas_with(name)}
    found = edition_options(state, indicators, areas, TOTALS_ONLY)
    return [one for one in found if read_edition(one) is None][: len(AS_EDITIONS)]


def _effects(upload: Upload, job: Job, offered: list[str], choices: Choices, assumed: str) -> list[str]:
    """Return what the file would change as each edition; nothing of a large file, which would be read once for each."""
    if upload.spooled.large:
        return [""] * len(offered)
    said, names = choices.options.edition or assumed, iter(AS_EDITIONS)
    jobs = {said: job}
    for edition in offered:
        if edition not in jobs and (name := next(names, "")):
            options = replace(choices.options, edition=None if edition == assumed else edition)
            token = (upload.spooled.key, options, choices.mode, real_today())
            jobs[edition] = job_for(name, token, partial(ask_check, upload, Choices(options, choices.mode)))
    with st.spinner(text("publish.looking")):
        for one in jobs.values():
            one.wait()
    return [_words(jobs[edition].answer) if edition in jobs else "" for edition in offered]


def _words(answer: object) -> str:
    preview = answer.preview if isinstance(answer, Previewed) else None
    return "" if preview is None else effect_words(preview)


def effect_words(preview: Preview) -> str:
    """Return in a line what publishing would do: the values that are new or changed, and what is shown otherwise."""
    new, changed = (sum(getattr(one, name) for one in preview.differences.values()) for name in ("new", "changed"))
    if not new + changed:
        return text("edition.nothing")
    effects = sort_effects(preview)
    displaced = len(effects.changed) + len(effects.moved)
    shown = counted("edition.displaced", displaced) if displaced else text("edition.not_displaced")
    return text("edition.effect", new=counted("edition.new", new), changed=format_plain(changed, 0), shown=shown)
