"""What was found in a file: grouped by kind, worst first, the first places of each as the sheet shows them."""

from collections.abc import Sequence

import streamlit as st

from charts.problems import ProblemCell, ProblemGroup, SheetLabels, draw_problem_groups, draw_verdict
from data.readers import ProblemCount
from data.schemas.problem import SEVERITY_ORDER, Problem
from i18n import counted, format_plain, problem_text, problem_title, text
from i18n.problems import clean
from pages.shared.downloads import TYPES
from pages.shared.piece import draw_piece
from reports.exports import export_rows
from services.checking import Check
from services.records import problem_record

SHOWN_CELLS = 5
HEADER_ROW = 1
LIST_COLUMNS = ("severity", "code", "row", "column", "value", "message")


def draw_problems(check: Check) -> None:
    """Draw whether the file may be published and every kind of problem, with the whole list to download."""
    labels = SheetLabels(*(text(f"upload.sheet_{part}") for part in ("row", "column", "value", "message")))
    body = _verdict(check) + draw_problem_groups(group_problems(check), labels)
    draw_piece(body, key="problems")
    if not check.problems:
        return
    count = sum(one.count for one in check.problem_counts)
    key = "upload.problem_list_cut" if count > len(check.problems) else "upload.problem_list"
    st.download_button(
        text(key, count=format_plain(count, 0), listed=format_plain(len(check.problems), 0)),
        data=lambda: export_rows(LIST_COLUMNS, [problem_record(one) for one in check.problems], "csv", "problems"),
        file_name="connect2030-findings.csv",
        mime=TYPES["csv"],
        key="download_problems",
        on_click="ignore",
        icon=":material/download:",
    )


def _verdict(check: Check) -> str:
    blocking = sum(one.count for one in check.problem_counts if one.severity == "blocks")
    others = sum(one.count for one in check.problem_counts if one.severity != "blocks")
    if blocking:
        return draw_verdict("blocks", text("upload.blocked_word"), counted("upload.blocked", blocking))
    if not check.publishable:
        return draw_verdict("blocks", text("upload.nothing_accepted_word"), text("upload.nothing_accepted"))
    if others:
        return draw_verdict("clear", text("upload.remarks_word"), counted("upload.remarks", others))
    return draw_verdict("clear", text("upload.no_problems_word"), text("upload.no_problems"))


def group_problems(check: Check) -> list[ProblemGroup]:
    """Return the problems by kind, worst and most frequent first, each with the first of its places."""
    counts = sorted(check.problem_counts, key=lambda one: (SEVERITY_ORDER[one.severity], -one.count))
    return [_group(one, [found for found in check.problems if found.code == one.code]) for one in counts]


def _group(kind: ProblemCount, found: Sequence[Problem]) -> ProblemGroup:
    placed = [one for one in found if one.row is not None or one.column is not None]
    whole = [one for one in found if one.row is None and one.column is None]
    cells = [_cell(one) for one in placed[:SHOWN_CELLS]]
    more = kind.count - len(cells) - len(whole)
    return ProblemGroup(
        severity=kind.severity,
        severity_word=text(f"upload.severity_{kind.severity}"),
        title=problem_title(kind.code),
        count=text("upload.times_file") if whole else counted("upload.times", kind.count),
        message=_message(whole[0]) if whole else "",
        cells=cells,
        more=text("upload.more_of_kind", count=format_plain(more, 0)) if more > 0 else "",
    )


def _cell(problem: Problem) -> ProblemCell:
    return ProblemCell(
        row=str(problem.row or HEADER_ROW),
        column=clean(problem.column or ""),
        value=_value(problem),
        message=_message(problem),
        whole=problem.value is None,
    )


def _value(problem: Problem) -> str:
    if problem.value is None:
        return text("upload.whole_column" if problem.row is None else "upload.whole_row")
    return clean(problem.value) or text("upload.empty_cell")


def _message(problem: Problem) -> str:
    return problem_text(problem.code, None, None, problem.value, problem.details)
