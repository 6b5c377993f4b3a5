"""The problems of a file by kind, drawn as the sheet shows them, with their filter."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from charts.difference import draw_folded
from charts.problems import (
    ProblemCell,
    ProblemGroup,
    SheetLabels,
    SheetLine,
    SheetSlice,
    draw_problem_groups,
    draw_verdict,
)
from data.readers import ProblemCount, ReadOptions
from data.readers.opened import place_of_column
from data.schemas.problem import SEVERITY_ORDER, Problem, Severity
from i18n import counted, format_plain, problem_text, problem_title, text
from i18n.problems import clean
from pages.widgets.refused_rows import offer_report
from pages.widgets.show import draw_aside, draw_piece
from pages.widgets.upload_gate import Upload
from services.checking import Check
from services.jobs.deeds import Report
from services.refused_rows import SHOWN_OF_A_KIND, Glimpse

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


BESIDE = 2
LONGEST = 28
WHOLE = 5


def slice_problems(found: Sequence[Problem], seen: Glimpse) -> tuple[list[SheetSlice], list[Problem]]:
    """Return the problems drawn in their rows, those of one column together, and those whose row is not known."""
    slices: dict[tuple[int, ...], SheetSlice] = {}
    left = []
    for one in found:
        cells = seen.rows.get(one.row or 0)
        place = place_of_column(one.column, seen.heads)
        if cells is None or (one.column and (place is None or place >= len(cells))):
            left.append(one)
            continue
        places = _near(place, len(seen.heads))
        heads = [clean(seen.heads[at], LONGEST) for at in places]
        line = _line(one, cells, places, place)
        known = slices.get(tuple(places), SheetSlice(heads, ()))
        slices[tuple(places)] = replace(known, lines=(*known.lines, line))
    return list(slices.values()), left


def _near(place: int | None, width: int) -> list[int]:
    """Return the columns that are drawn: those around the wrong one, or the first ones where the whole row is wrong."""
    if place is None:
        return list(range(min(width, WHOLE)))
    first = max(0, min(place - BESIDE, width - 1 - 2 * BESIDE))
    return list(range(first, min(width, first + 1 + 2 * BESIDE)))


def _line(one: Problem, cells: Sequence[str], places: Sequence[int], wrong: int | None) -> SheetLine:
    drawn = [_cell_of(cells[at] if at < len(cells) else "", wrong=at == wrong) for at in places]
    message = problem_text(one.code, None, None, one.value, one.details)
    marked = [number for number, at in enumerate(places) if at == wrong]
    return SheetLine(str(one.row), drawn, marked, message)


def _cell_of(cell: str, *, wrong: bool) -> str:
    return clean(cell, LONGEST) or (text("upload.empty_cell") if wrong else "")


HEADER_ROW = 1
NOTES: Severity = "notes"
OTHERWISE = {"not-the-data-file": "another_file", "form-unknown": "unknown_form"}
"""What keeps a whole file from being published, where nothing in it has to be mended."""


def draw_problems(upload: Upload, report: Report, options: ReadOptions) -> None:
    """Draw every kind of problem, what asks something of the sender first and notes folded; nothing where none is."""
    check = report.check
    if not check.problems:
        return
    st.header(text("upload.problems"))
    chosen = choose_problems(check)
    kinds = kinds_of(check, chosen)
    labels = SheetLabels(*(text(f"upload.sheet_{part}") for part in ("row", "column", "value", "message")))
    groups = [_group(kind, found, report.seen) for kind, found in kinds]
    asking = draw_problem_groups([one for one in groups if one.severity != NOTES], labels)
    notes = draw_problem_groups([one for one in groups if one.severity == NOTES], labels)
    count = sum(kind.count for kind, _ in kinds if kind.severity == NOTES)
    folded = draw_folded(counted("upload.notes", count), notes) if notes else ""
    draw_piece(asking + folded, key="problems")
    offer_report(upload, check, options)


def draw_may_publish(check: Check) -> None:
    """Draw whether the file may be published, and what is asked for where it may not."""
    draw_piece(_verdict(check), key="verdict")


def _verdict(check: Check) -> str:
    blocking = sum(one.count for one in check.problem_counts if one.severity == "blocks")
    others = sum(one.count for one in check.problem_counts if one.severity != "blocks")
    blocks = {one.code for one in check.problem_counts if one.severity == "blocks"}
    if len(blocks) == 1 and blocks <= OTHERWISE.keys():
        key = OTHERWISE[blocks.pop()]
        return draw_verdict("blocks", text(f"upload.{key}_word"), text(f"upload.{key}"))
    if blocking:
        return draw_verdict("blocks", text("upload.blocked_word"), counted("upload.blocked", blocking))
    if not check.publishable:
        return draw_verdict("blocks", text("upload.nothing_accepted_word"), text("upload.nothing_accepted"))
    if others:
        return draw_verdict("clear", text("upload.remarks_word"), counted("upload.remarks", others))
    return draw_verdict("clear", text("upload.no_problems_word"), text("upload.no_problems"))


def kinds_of(check: Check, chosen: Chosen) -> list[tuple[ProblemCount, list[Problem]]]:
    """Return the kinds of problems that are chosen, worst and most frequent first, each with those that are listed.

    Of one column only those count that are listed.
    """
    counts = sorted(check.problem_counts, key=lambda one: (SEVERITY_ORDER[one.severity], -one.count))
    found = []
    for kind in counts:
        listed = [one for one in check.problems if one.code == kind.code and chosen.column in (None, one.column)]
        if chosen.severity not in (None, kind.severity) or not (listed or chosen.column is None):
            continue
        found.append((kind if chosen.column is None else replace(kind, count=len(listed)), listed))
    return found


def _group(kind: ProblemCount, found: Sequence[Problem], seen: Glimpse) -> ProblemGroup:
    placed = [one for one in found if one.row is not None or one.column is not None]
    whole = [one for one in found if one.row is None and one.column is None]
    shown = placed[:SHOWN_OF_A_KIND]
    slices, left = slice_problems(shown, seen)
    more = kind.count - len(shown) - len(whole)
    return ProblemGroup(
        severity=kind.severity,
        severity_word=text(f"upload.severity_{kind.severity}"),
        title=problem_title(kind.code),
        count=text("upload.times_file") if whole else counted("upload.times", kind.count),
        message=_message(whole[0]) if whole else "",
        cells=[_cell(one) for one in left],
        more=text("upload.more_of_kind", count=format_plain(more, 0)) if more > 0 else "",
        slices=slices,
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
