"""The edition of a file that does not say it: asked for, with what each answer would change."""

from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from data.datasets import OBSERVATIONS
from data.schemas.origins import UPLOAD, edition_code, read_edition
from exhibits.origins import edition_words
from i18n import counted, format_plain, text
from i18n.problems import clean
from pages.widgets.access import get_state, real_today
from pages.widgets.jobs import job_for
from pages.widgets.upload import AS_EDITIONS, Choices, ask_check
from pages.widgets.upload_gate import Upload
from services.checking import Check
from services.groups import name_list
from services.jobs.deeds import Previewed
from services.jobs.job import Job
from services.previewing import Preview, sort_effects
from topics.trends import TOTALS_ONLY, edition_options

ASKED = "upload_edition_asked"
CHOICE = "upload_edition_choice"
SAID = "upload_edition"
"""What was typed as the edition, among the choices that fit nearly every file; an answer given here stands there."""
EXTENDED = ""
"""The answer that rows go on from the editions in use of their series: nothing is typed as their edition."""
NAMED = 3


@dataclass(frozen=True)
class Question:
    """What is asked of a file: its key, what it is taken as without an answer, in words, and what else it may be."""

    key: str
    assumed: str
    words: str
    others: tuple[str, ...]


def choose_edition(upload: Upload, job: Job, check: Check, choices: Choices) -> None:
    """Ask which edition a file is that does not say it, also again after it was answered; else draw nothing."""
    if not check.publishable:
        return
    found = _question(upload, check, choices) or st.session_state.get(ASKED)
    if found is None or found.key != upload.spooled.key:
        return
    st.session_state[ASKED] = found
    said = choices.options.edition or found.assumed
    offered = list(dict.fromkeys([found.assumed, *found.others, said]))
    st.session_state[CHOICE] = said
    st.radio(
        text("edition.ask"),
        offered,
        format_func=lambda one: found.words if one == found.assumed else _words_of(one),
        captions=_effects(upload, job, offered, choices, found.assumed),
        help=text("edition.help"),
        key=CHOICE,
        on_change=_answer,
        args=(found.assumed,),
    )


def _question(upload: Upload, check: Check, choices: Choices) -> Question | None:
    """Return what is to be asked of a publisher's file, and of rows of figures, that name no edition."""
    seen, key = check.reading.recognised, upload.spooled.key
    if seen.edition_assumed:
        words = text("edition.assumed", edition=seen.edition)
        return Question(key, seen.edition, words, tuple(_published(check)))
    named = choices.options.edition or "edition" in seen.columns_used or seen.mapping or seen.publisher
    if named or seen.given_back or check.reading.kind != OBSERVATIONS:
        return None
    extended = [one for one in dict.fromkeys(series.edition for series in check.series) if read_edition(one) is None]
    if not extended:
        return None
    words = text("edition.extends", editions=name_list([clean(one) for one in extended[:NAMED]]))
    return Question(key, EXTENDED, words, (edition_code(UPLOAD, real_today().strftime("%Y-%m")),))


def _words_of(edition: str) -> str:
    words = clean(edition_words(edition))
    return words if read_edition(edition) is None else text("edition.own", edition=words)


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
            as_chosen = Choices(options, choices.mode)
            token = (upload.spooled.key, options, choices.mode, real_today())
            jobs[edition] = job_for(name, token, partial(ask_check, upload, as_chosen, supposed=True))
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
