"""What was found in a file: grouped by kind, worst first, the first places of each as the sheet shows them."""

from collections.abc import Sequence
from dataclasses import replace

from charts.problems import ProblemCell, ProblemGroup, SheetLabels, draw_problem_groups, draw_verdict
from data.readers import ProblemCount, ReadOptions
from data.schemas.problem import SEVERITY_ORDER, Problem
from i18n import counted, format_plain, problem_text, problem_title, text
from i18n.problems import clean
from pages.shared.piece import draw_piece
from pages.shared.problem_filter import Chosen, choose_problems
from pages.shared.problem_slices import look_into, slice_problems
from pages.shared.refused import offer_report
from pages.shared.upload_shelf import Upload
from services.checking import Check
from services.glimpses import Glimpse

SHOWN_CELLS = 5
HEADER_ROW = 1
OTHERWISE = {"not-the-data-file": "another_file", "form-unknown": "unknown_form"}
"""What keeps a whole file from being published, where nothing in it has to be mended."""


def draw_problems(upload: Upload, check: Check, options: ReadOptions) -> None:
    """Draw whether the file may be published and every kind of problem, with the whole list to download."""
    draw_piece(_verdict(check), key="verdict")
    if not check.problems:
        return
    chosen = choose_problems(check)
    kinds = kinds_of(check, chosen)
    seen = look_into(upload, check, options, [one for _, found in kinds for one in found[:SHOWN_CELLS]])
    labels = SheetLabels(*(text(f"upload.sheet_{part}") for part in ("row", "column", "value", "message")))
    groups = [_group(kind, found, seen) for kind, found in kinds]
    draw_piece(draw_problem_groups(groups, labels), key="problems")
    offer_report(upload, check, options)


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
    shown = placed[:SHOWN_CELLS]
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
