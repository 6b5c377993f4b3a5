"""Upload: bring in a file, see everything it would change, then publish it or drop it."""

import streamlit as st

from data.readers import ReadOptions
from i18n import text
from pages.shared.access import get_tracker, real_today
from pages.shared.outcome import draw_outcome
from pages.shared.problems import draw_problems
from pages.shared.publish_form import Plan, draw_form, draw_plan
from pages.shared.recognised import describe_contents, draw_recognised
from pages.shared.register_mode import choose_mode
from pages.shared.renewals import draw_renewal, looked_at, offer_renewals
from pages.shared.templates import draw_templates
from pages.shared.uploading import Choices, Upload, check_upload, choose_file, choose_options, drop_file
from services.checking import Check
from services.previewing import Mode, preview_file


def draw_page() -> None:
    """Draw the upload page."""
    st.title(text("upload.title"))
    draw_outcome("upload")
    renewal = looked_at()
    if renewal:
        draw_renewal(renewal)
        return
    st.markdown(text("upload.lead"))
    offer_renewals()
    draw_templates()
    st.header(text("upload.file"))
    upload = choose_file()
    choices = choose_options()
    if upload:
        _draw_upload(upload, choices)


def _draw_upload(upload: Upload, choices: Choices) -> None:
    check = check_upload(upload, choices.options)
    st.header(text("upload.recognised"))
    draw_recognised(check)
    st.header(text("upload.problems"))
    draw_problems(check)
    if not check.publishable:
        st.button(text("upload.drop"), on_click=drop_file, key="drop_blocked")
        return
    plan = _plan(check, choices.options, choose_mode(check, choices.mode))
    st.header(text("upload.changes"))
    preview = draw_plan(plan, text("publish.nothing_file"))
    if not preview.changes_something:
        st.button(text("upload.drop"), on_click=drop_file, key="drop_unchanged")
        return
    st.header(text("upload.publish"))
    draw_form(plan, preview)


def _plan(check: Check, options: ReadOptions, mode: Mode) -> Plan:
    today = real_today()
    return Plan(
        page="upload",
        deed="publish",
        token=(check.sha256, check.file, options, mode, today),
        look=lambda: preview_file(get_tracker(), check, today, mode),
        clear=drop_file,
        drop=text("upload.drop"),
        done="publish.done_file",
        details={"file": check.file, "series": describe_contents(check)},
        origin=(check.file, check.sha256),
    )


draw_page()
