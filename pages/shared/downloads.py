"""Downloads: what a page shows, as CSV and as Excel."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from i18n import text
from reports.exports import export_rows

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
