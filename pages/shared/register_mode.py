"""How a register is taken in: a census replaces or is merged, a list of pledges is partial or complete."""

from dataclasses import replace

import streamlit as st

from data.schemas.pledge import Pledge
from i18n import problem_text, text
from pages.shared.access import earliest_day, real_today
from pages.shared.aside import draw_aside
from pages.shared.filters import escape_markdown
from services.checking import FORGETS, Check
from services.pledge_remarks import late_pledges
from services.previewing import MERGE, Mode
from services.shapes import PLEDGES, SCHOOLS

BY_ID, COMPLETE = "upload_by_id", "upload_complete_on"


def choose_mode(check: Check, mode: Mode) -> Mode:
    """Return how the file is taken in; asked only for a register, as said before for any other dataset."""
    if check.reading.recognised.given_back:
        draw_aside(text("refused.given_back"))
        return MERGE
    if check.datasets == (SCHOOLS,):
        return replace(_choose_for_schools(check), accepted_only=mode.accepted_only)
    if check.datasets == (PLEDGES,) and not mode.accepted_only:
        return _choose_for_pledges(check, mode)
    return mode


def _choose_for_schools(check: Check) -> Mode:
    """Ask how a census is taken in; where replacing would lose what is known of connectivity, merging comes first."""
    forgets = any(one.code == FORGETS for one in check.problems)
    by_id = st.radio(
        text("upload.census_mode"),
        [False, True],
        format_func=lambda chosen: text("upload.census_merge" if chosen else "upload.census_replace"),
        index=int(forgets),
        key=f"{BY_ID}_{check.sha256[:8]}",
    )
    draw_aside(text("upload.census_words"))
    if check.refused:
        draw_aside(text("refused.census"))
    return Mode(by_id=bool(by_id))


def _choose_for_pledges(check: Check, mode: Mode) -> Mode:
    """Ask for the day on which the list is complete, and warn where pledges were made after it."""
    day = st.date_input(
        text("upload.complete_on"),
        value=None,
        min_value=earliest_day(),
        max_value=real_today(),
        key=COMPLETE,
        help=text("upload.complete_on_help"),
        format="YYYY-MM-DD",
    )
    draw_aside(text("upload.complete_on_words"))
    for late in late_pledges(check.reading.models_of(Pledge), day.isoformat() if day else ""):
        words = problem_text(late.code, late.row, late.column, late.value, late.details)
        st.warning(escape_markdown(words), icon=":material/event_busy:")
    return Mode(replace=mode.replace, complete_on=day.isoformat()) if day else mode
