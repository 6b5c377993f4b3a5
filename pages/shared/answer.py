"""The answer in a sentence, and every target it is measured by, for one or several areas."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from charts.html import keep_together, safe, status_chip
from charts.scorecard import TargetLine, draw_lines
from data.reference import Reference
from i18n import format_period, format_value, text
from pages.shared.access import chosen_day
from pages.shared.filters import escape_markdown
from pages.shared.lines import labels, target_line
from pages.shared.piece import draw_piece
from services.scorecard import ScorecardRow
from services.sentences import answer_sentence, plain_aim, short_area, value_words
from services.trends import Trend
from services.wording import MET, area_name, describe_missing


def draw_answer(
    topic: str, trends: Sequence[Trend], rows: Mapping[str, Sequence[ScorecardRow]], reference: Reference, key: str
) -> None:
    """Draw the answer: one sentence with the status for one area, the values of several side by side otherwise.

    Args:
        topic: What the figures are about, as the subject of a sentence.
        trends: The totals shown, by area.
        rows: The judged targets of each area, those still running first.
        reference: Names of areas and indicators.
        key: The name of this piece on the page.
    """
    main = [one for one in trends if not one.later and one.series.points]
    areas = list(dict.fromkeys(one.series.ref_area for one in main))
    if len(areas) == 1:
        words = _one_area(main, [one for one in trends if one.later], rows.get(areas[0], ()), reference)
    else:
        values = ", ".join(_area_value(one, reference) for one in main)
        words = safe(text("internet_access.areas_answer", topic=topic, values=values))
    draw_piece(f'<p class="c2030-lead">{keep_together(words)}</p>', key=key)


def _area_value(trend: Trend, reference: Reference) -> str:
    latest = trend.series.points[-1]
    return text(
        "internet_access.area_value",
        area=short_area(trend.series.ref_area, reference),
        value=value_words(latest, trend.series.unit_measure),
        period=format_period(latest.period),
    )


def _one_area(
    main: Sequence[Trend], later: Sequence[Trend], rows: Sequence[ScorecardRow], reference: Reference
) -> str:
    parts = [
        text(
            "internet_access.answer",
            sentence=answer_sentence(one.series, reference),
            edition=one.series.edition,
        )
        for one in main
    ]
    parts += [_later(one) for one in later]
    chip = ""
    if rows:
        parts.append(_against(rows[0], reference))
        status = rows[0].judgement.status
        chip = " " + status_chip(status, text(f"status.{status}"))
    return safe(" ".join(parts)) + chip


def _later(trend: Trend) -> str:
    point = trend.series.points[-1]
    value = format_value(point.value, trend.series.unit_measure)
    return text("internet_access.later", value=value, period=format_period(point.period), edition=trend.series.edition)


def _against(row: ScorecardRow, reference: Reference) -> str:
    missing = describe_missing(row, reference)
    key = "reached" if row.judgement.status in MET else "missing" if missing else "verdict"
    aim = plain_aim(row, reference)
    return text(f"internet_access.{key}", aim=aim, year=row.target.target_year, missing=missing)


def draw_targets(rows: Sequence[ScorecardRow], reference: Reference, key: str) -> None:
    """Draw the targets as the overview does; where there are several areas, each line is headed by its area."""
    if not rows:
        return
    day = chosen_day()
    several = len({row.judgement.ref_area for row in rows}) > 1
    lines = [_line(row, reference, day, several) for row in rows]
    draw_piece(draw_lines(lines, labels()), key=key)


def _line(row: ScorecardRow, reference: Reference, day: date | None, several: bool) -> TargetLine:  # noqa: FBT001
    line = target_line(row, reference, row.judgement.ref_area, day.isoformat() if day else None)
    target = row.target
    words = text("internet_access.target_of", framework=target.framework, number=target.number, wording=target.wording)
    if not several:
        return replace(line, number=f"{target.framework} {target.number}")
    return replace(line, number="", wording=area_name(row.judgement.ref_area, reference), area=words)


def draw_differences(differences: Sequence[tuple[str, ScorecardRow, ScorecardRow]], reference: Reference) -> None:
    """Say where a chosen edition leads to another judgement than the edition in use."""
    for edition, usual, other in differences:
        words = text(
            "internet_access.differs",
            edition=edition,
            target=f"{usual.target.framework} {usual.target.number}",
            area=area_name(usual.judgement.ref_area, reference),
            other=text(f"status.{other.judgement.status}"),
            usual=text(f"status.{usual.judgement.status}"),
        )
        st.info(escape_markdown(words), icon=":material/compare_arrows:")
