"""Upload: bring in a file, see everything it would change, then publish it or drop it."""

import streamlit as st

from data.readers import ReadOptions
from i18n import text
from pages.widgets.edition import choose_edition
from pages.widgets.examples import draw_templates
from pages.widgets.history import draw_renewal, looked_at, offer_renewals
from pages.widgets.jobs import draw_told
from pages.widgets.mapping_screen import draw_mapping, needs_mapping
from pages.widgets.mapping_values import draw_decisions
from pages.widgets.preview import choose_mode
from pages.widgets.problems import draw_may_publish, draw_problems
from pages.widgets.publish import draw_form, draw_outcome, draw_plan
from pages.widgets.recognised import draw_recognised
from pages.widgets.refused_rows import choose_accepted, draw_left
from pages.widgets.upload import (
    Choices,
    check_upload,
    choose_file,
    choose_options,
    draw_publishing,
    draw_report,
    drop_file,
    plan_upload,
    preview_upload,
)
from pages.widgets.upload_gate import Upload
from services.checking import Check
from services.jobs.deeds import Report
from services.jobs.job import Job


def draw_page() -> None:
    """Draw the upload page."""
    st.title(text("upload.title"))
    draw_outcome("upload")
    draw_left()
    draw_told("page")
    if draw_publishing():
        return
    renewal = looked_at()
    if renewal:
        draw_renewal(renewal)
        return
    st.markdown(text("upload.lead"))
    offer_renewals()
    templates = st.container()
    st.header(text("upload.file"))
    draw_told("file")
    upload = choose_file()
    with templates:
        draw_templates(folded=upload is not None)
    choices = choose_options()
    if upload:
        _draw_upload(upload, choices)


def _draw_upload(upload: Upload, choices: Choices) -> None:
    job, options = check_upload(upload, choices), choices.options
    report = draw_report(upload, job)
    if report is None:
        return
    check = report.check
    draw_may_publish(check)
    choose_edition(upload, job, check, choices)
    mapping = needs_mapping(check)
    if not mapping:
        _draw_found(upload, report, options)
    st.header(text("upload.recognised"))
    draw_recognised(check)
    if draw_mapping(check):
        return
    if mapping:
        _draw_found(upload, report, options)
    check, chosen = choose_accepted(upload, check, options, choices.mode)
    if not check.publishable:
        st.button(text("upload.drop"), on_click=drop_file, key="drop_blocked")
        return
    _draw_changes(upload, job, check, Choices(options, choose_mode(check, chosen)))


def _draw_changes(upload: Upload, job: Job, check: Check, choices: Choices) -> None:
    st.header(text("upload.changes"))
    previewed = preview_upload(upload, job, check, choices)
    if previewed is None:
        return
    plan = plan_upload(upload, previewed, check, choices)
    preview = draw_plan(plan, text("publish.nothing_file"))
    if not preview.changes_something:
        st.button(text("upload.drop"), on_click=drop_file, key="drop_unchanged")
        return
    st.header(text("upload.publish"))
    draw_form(plan, preview)


def _draw_found(upload: Upload, report: Report, options: ReadOptions) -> None:
    draw_problems(upload, report, options)
    draw_decisions(report.check)


draw_page()
