"""The answer in a sentence with its status, and every target it is measured by, for one or several areas."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from charts.html import keep_together
from charts.scorecard import TargetLine, draw_lines
from charts.standing import Standing, draw_standing
from data.reference import Reference
from i18n import format_period, format_share, format_value, text
from pages.shared.access import chosen_day, get_state
from pages.shared.filters import escape_markdown
from pages.shared.lines import labels, target_line
from pages.shared.piece import draw_piece
from services.figures import latest_figure
from services.maps import COMPARABLE
from services.own_words import own_short
from services.scorecard import ScorecardRow
from services.sentences import answer_sentence, area_phrase, plain_aim, value_words
from services.trends import Trend
from services.wording import MET, area_name, describe_missing, name_list

Rows = Mapping[str, Sequence[ScorecardRow]]


def draw_answer(topic: str, trends: Sequence[Trend], rows: Rows, reference: Reference, key: str) -> None:
    """Draw the answer: the latest value, its year and edition, and how it stands against its targets.

    Args:
        topic: What the figures are about, as the subject of a sentence.
        trends: The totals shown, by area.
        rows: The judged targets of each area, those still running first.
        reference: Names of areas and indicators.
        key: The name of this piece on the page.
    """
    main = [one for one in trends if not one.later and not one.context and one.series.points]
    areas = list(dict.fromkeys(one.series.ref_area for one in main))
    if len(areas) == 1:
        lead = " ".join(_sentence(one, trends, reference) for one in main)
        standings = [_standing(row, _number(row), "", reference) for row in rows.get(areas[0], ())]
    else:
        phrases = name_list([area_phrase(area, reference) for area in areas])
        judged = any(rows.get(area) for area in areas)
        lead = text(f"internet_access.areas_{'lead' if judged else 'only'}", topic=topic, areas=phrases)
        standings = [_of_area(one, next(iter(rows.get(one.series.ref_area, ())), None), reference) for one in main]
    draw_piece(keep_together(draw_standing(lead, standings)), key=key)


def _sentence(trend: Trend, trends: Sequence[Trend], reference: Reference) -> str:
    series = trend.series
    later = next((one for one in trends if one.later and one.series.indicator == series.indicator), None)
    figure = later or trend
    sentence, edition = answer_sentence(figure.series, reference), _edition(figure, reference)
    if later is None:
        return text("internet_access.answer", sentence=sentence, edition=edition)
    point = series.points[-1]
    return text(
        "internet_access.answer_later",
        sentence=sentence,
        edition=edition,
        value=format_value(point.value, series.unit_measure),
        period=format_period(point.period),
        other=series.edition,
    )


def _edition(trend: Trend, reference: Reference) -> str:
    """Return the edition of a line, with how far it rests on estimates, or that it is our own aggregate."""
    series = trend.series
    if trend.own:
        own = own_short(reference.indicators[series.indicator], trend.aggregates[series.points[-1].year])
        return text("own.edition", own=own, edition=series.edition)
    share = series.estimated_share()
    if not share:
        return series.edition
    estimates = text("estimates.share", share=format_share(share))
    return text("internet_access.estimated", edition=series.edition, estimates=estimates)


def _number(row: ScorecardRow) -> str:
    return f"{row.target.framework} {row.target.number}"


def _of_area(trend: Trend, row: ScorecardRow | None, reference: Reference) -> Standing:
    series, latest = trend.series, trend.series.points[-1]
    value = value_words(latest, series.unit_measure)
    name = text("internet_access.area_value", area=area_name(series.ref_area, reference), value=value)
    about = text("internet_access.area_about", period=format_period(latest.period), edition=_edition(trend, reference))
    return _standing(row, name, about, reference) if row else Standing(name, about)


def _standing(row: ScorecardRow, name: str, about: str, reference: Reference) -> Standing:
    status, target = row.judgement.status, row.target
    missing = describe_missing(row, reference)
    met = status in MET
    key = "met_in" if met and row.judgement.met_in else "reached" if met else "missing" if missing else "verdict"
    key = "missing_to_count" if key == "missing" and target.met_at is not None else key
    words = text(
        f"internet_access.{key}",
        aim=plain_aim(row, reference),
        year=target.target_year,
        missing=missing,
        met_in=row.judgement.met_in,
    )
    return Standing(name, about, status, text(f"status.{status}"), words)


def draw_targets(rows: Sequence[ScorecardRow], reference: Reference, key: str) -> None:
    """Draw the targets as the overview does; where there are several areas, each line is headed by its area."""
    if not rows:
        return
    day = chosen_day()
    several = len({row.judgement.ref_area for row in rows}) > 1
    lines = [_line(row, reference, day, several=several) for row in rows]
    heading = f'<h3 class="c2030-goal">{text("internet_access.targets")}</h3>'
    draw_piece(heading + draw_lines(lines, labels()), key=key)


def _line(row: ScorecardRow, reference: Reference, day: date | None, *, several: bool) -> TargetLine:
    line = _with_own(target_line(row, reference, row.judgement.ref_area, day.isoformat() if day else None), row)
    target = row.target
    words = text("internet_access.target_of", framework=target.framework, number=target.number, wording=target.wording)
    if not several:
        return replace(line, number=_number(row))
    return replace(line, number="", wording=area_name(row.judgement.ref_area, reference), area=words)


def _with_own(line: TargetLine, row: ScorecardRow) -> TargetLine:
    """Return a line without a published figure with our own aggregate in its place, which judges no target."""
    judgement = row.judgement
    found = latest_figure(get_state(), row.target.indicator, judgement.ref_area) if judgement.latest is None else None
    if found is None or found.aggregate is None or row.target.kind not in COMPARABLE:
        return line
    note = text("internet_access.own_only", period=format_period(found.point.period))
    return replace(line, latest=format_value(found.value, found.series.unit_measure), latest_note=note)


def draw_differences(differences: Sequence[tuple[str, ScorecardRow, ScorecardRow]], reference: Reference) -> None:
    """Say where a chosen edition leads to another judgement than the edition in use."""
    if not differences:
        return
    words = [
        text(
            "internet_access.differs",
            edition=edition,
            target=_number(usual),
            area=area_phrase(usual.judgement.ref_area, reference),
            other=text(f"status.{other.judgement.status}").lower(),
            usual=text(f"status.{usual.judgement.status}").lower(),
        )
        for edition, usual, other in differences
    ]
    lines = "\n".join(f"- {escape_markdown(line)}" for line in words)
    st.info(f"{text('internet_access.differs_lead')}\n\n{lines}", icon=":material/compare_arrows:")
