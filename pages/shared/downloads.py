"""Downloads: what a page shows, as CSV and as Excel."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from data.reference import Reference
from i18n import format_date, text
from reports.exports import export_rows, export_scorecard
from services.records import flat_records
from services.scorecard import ScorecardRow
from services.wording import area_name

TYPES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def offer_rows(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], name: str, key: str) -> None:
    """Offer rows as a CSV and an Excel file; the files are made when they are asked for."""
    offer_files(lambda form: export_rows(columns, [dict(row) for row in rows], form, name[:31]), name, key)


def offer_files(make: Callable[[str], bytes], name: str, key: str) -> None:
    """Offer a file as CSV and as Excel, called so; `make` returns it in one of the two when it is asked for."""
    with st.container(horizontal=True):
        for form, mime in TYPES.items():
            st.download_button(
                text(f"frame.{form}"),
                data=partial(make, form),
                file_name=f"{name}.{form}",
                mime=mime,
                key=f"{key}_{form}",
                on_click="ignore",
                icon=":material/download:",
            )


def offer_scorecard(
    rows: Sequence[ScorecardRow], reference: Reference, area: str | None, day: date, state: str
) -> None:
    """Offer the overview as it is filtered, with the area, the day of judgement and the revisions it shows."""
    if not rows:
        return
    about = {
        text("overview.area"): area_name(area, reference) if area else text("overview.own_area"),
        text("overview.judged_on"): format_date(day),
        text("overview.revisions"): state,
    }
    with st.container(key="c2030_screen_overview"):
        st.markdown(f"**{text('overview.download')}**")
    make = partial(_scorecard_file, rows, reference, about)
    offer_files(make, f"connect2030-overview-{day.isoformat()}", "overview_file")


def _scorecard_file(rows: Sequence[ScorecardRow], reference: Reference, about: Mapping[str, str], form: str) -> bytes:
    return export_scorecard(flat_records(rows, reference), about, form)
