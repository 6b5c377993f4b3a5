"""Which of the problems of a file are looked at: all, those of one severity, those of one column."""

from dataclasses import dataclass

import streamlit as st

from data.schemas.problem import SEVERITY_ORDER, Severity
from i18n import format_plain, text
from i18n.problems import clean
from pages.shared.aside import draw_aside
from services.checking import Check

FEW = 2


@dataclass(frozen=True)
class Chosen:
    """The severity and the column that are looked at; None for all."""

    severity: Severity | None = None
    column: str | None = None


def choose_problems(check: Check) -> Chosen:
    """Ask for a severity and a column where there is a choice, and say where the list is cut."""
    severities = [one for one in SEVERITY_ORDER if any(count.severity == one for count in check.problem_counts)]
    columns = sorted({one.column for one in check.problems if one.column})
    severity: Severity | None = None
    column: str | None = None
    if len(severities) >= FEW or len(columns) >= FEW:
        left, right, _ = st.columns([1, 1, 1])
        severity = left.selectbox(
            text("refused.severity"),
            [None, *severities],
            format_func=lambda one: text(f"upload.severity_{one}") if one else text("refused.all_severities"),
            key=f"problem_severity_{check.sha256[:8]}",
        )
        column = right.selectbox(
            text("refused.column"),
            [None, *columns],
            format_func=lambda one: clean(one) if one else text("refused.all_columns"),
            key=f"problem_column_{check.sha256[:8]}",
        )
    count, listed = sum(one.count for one in check.problem_counts), len(check.problems)
    if count > listed:
        left_out = {"listed": format_plain(listed, 0), "more": format_plain(count - listed, 0)}
        draw_aside(text("refused.cut", count=format_plain(count, 0), **left_out))
    return Chosen(severity, column)
