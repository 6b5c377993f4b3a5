"""E-waste of one area: what is not recycled, in tonnes, what the publisher projects, and the count of laws."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from charts.content import AimLine
from charts.facts import Fact, draw_facts
from charts.html import keep_together, safe
from data.reference import Reference
from i18n import format_period, format_plain, format_value, format_when, text
from metrics.aim import HUNDRED
from metrics.ewaste import EwasteGap
from pages.shared.access import get_revision
from pages.shared.answer import draw_targets
from pages.shared.chart import draw_chart
from pages.shared.panel import Extras, draw_panel
from pages.shared.piece import draw_piece
from pages.shared.table import draw_figures
from pages.shared.trend import make_chart, subject_of
from services.ewaste import LEGISLATION, PER_HEAD, WORLD, find_gap, legislation_target, rate_line
from services.scorecard import ScorecardRow, judge_row
from services.sentences import area_phrase, plain_aim
from services.target_facts import target_trends
from services.tracker import State
from services.trends import Choice, find_trends
from services.wording import area_name, target_unit

PERCENT, TONNES = "PT", "MT"


def rate_extras(state: State, indicator: str, choice: Choice, day: date) -> Extras:
    """Return the line to reach for areas that no target names, and what the publisher projects."""
    target = rate_line(state)
    aims = []
    if target is not None and target.target_value is not None:
        words = text(
            "ewaste.line",
            value=format_value(target.target_value, PERCENT),
            framework=target.framework,
            number=target.number,
            year=target.target_year,
        )
        aims = [AimLine(words, target.target_value, target.target_year, live=target.target_year >= day.year)]
    return Extras(aims=tuple(aims), said=projections(state, (indicator,), choice))


def projections(state: State, indicators: Sequence[str], choice: Choice) -> tuple[str, ...]:
    """Return a sentence for every projection of the publisher that a chart draws."""
    trends = [one for name in indicators for one in find_trends(state, name, choice)]
    return tuple(
        text(
            "ewaste.projection",
            year=point.year,
            value=format_value(point.value, one.series.unit_measure),
            edition=one.series.edition,
        )
        for one in trends
        for point in one.series.forecasts
    )


def draw_gap(state: State, reference: Reference, choice: Choice) -> None:
    """Draw what was generated, what was recycled, what is not documented, and what is missing to the line."""
    found = find_gap(state, choice)
    if found is None:
        return
    gap, edition = found
    st.header(text("ewaste.gap.heading"), anchor=False)
    target = rate_line(state)
    facts = [*_facts(gap, target.target_value if target else None), *_per_head(state, choice)]
    name = text("ewaste.gap.name", area=area_name(choice.areas[0], reference), year=gap.year, edition=edition)
    draw_piece(keep_together(f'<p class="c2030-about">{safe(name)}</p>{draw_facts(facts)}'), key="ewaste_gap")


def _facts(gap: EwasteGap, line: float | None) -> list[Fact]:
    rate = format_value(gap.rate, PERCENT)
    note = text(f"ewaste.gap.{'worked_out' if gap.worked_out else 'recycled_note'}", rate=rate)
    over = gap.undocumented < 0
    facts = [
        Fact(text("ewaste.gap.generated"), format_value(gap.generated, TONNES)),
        Fact(text("ewaste.gap.recycled"), format_value(gap.recycled, TONNES), note),
        Fact(
            text(f"ewaste.gap.{'above' if over else 'undocumented'}"),
            format_value(abs(gap.undocumented), TONNES),
            "" if over else text("ewaste.gap.undocumented_note"),
        ),
    ]
    if line is not None:
        aim, missing = format_value(line, PERCENT), gap.to_reach(line)
        key = "to_line_note" if missing else "reached"
        value = format_value(missing, TONNES) if missing else text("ewaste.gap.nothing")
        facts.append(Fact(text("ewaste.gap.to_line", rate=aim), value, text(f"ewaste.gap.{key}", rate=aim)))
    return facts


def _per_head(state: State, choice: Choice) -> list[Fact]:
    found = find_trends(state, PER_HEAD, choice)[:1]
    return [
        Fact(
            text("ewaste.gap.per_head"),
            format_value(one.series.points[-1].value, one.series.unit_measure),
            f"{format_period(one.series.points[-1].period)} [{one.series.edition}]",
        )
        for one in found
    ]


def draw_legislation(state: State, reference: Reference, day: date) -> None:
    """Draw how many countries have legislation, as a share of those that the target counts."""
    target = legislation_target(state)
    if target is None:
        if find_trends(state, LEGISLATION, Choice((WORLD,))):
            st.header(text("ewaste.legislation.heading"), anchor=False)
            draw_panel((LEGISLATION,), Choice((WORLD,)), state, reference, day)
        return
    row = judge_row(state, reference, target, day)
    trends, latest = target_trends(state, row), row.judgement.latest
    if not trends or latest is None:
        return
    st.header(text("ewaste.legislation.heading"), anchor=False)
    unit = target_unit(target, reference)
    draw_piece(keep_together(f'<p class="c2030-lead">{safe(_law_words(row, reference))}</p>'), key="legislation_lead")
    shown = [replace(one, series=replace(one.series, unit_measure=unit)) for one in trends]
    subject = replace(subject_of(LEGISLATION, reference, unit), revision=get_revision(LEGISLATION))
    chart = make_chart(subject, shown, [row], reference, day)
    draw_chart(chart, key="legislation")
    draw_figures(shown, chart.title, "legislation", reference)
    draw_targets([row], reference, key="legislation_targets")


def _law_words(row: ScorecardRow, reference: Reference) -> str:
    target, latest = row.target, row.judgement.latest
    share, whole = (latest.value if latest else 0.0), target.denominator or 0
    return text(
        "ewaste.legislation.lead",
        count=format_plain(share * whole / HUNDRED, 0),
        all=format_plain(whole, 0),
        period=format_when(latest.period) if latest else "",
        share=format_value(share, target_unit(target, reference)),
        aim=plain_aim(row, reference),
        year=target.target_year,
        edition=row.judgement.edition,
    )


def nobody_has(area: str, reference: Reference) -> str:
    """Return that an area has no e-waste figures."""
    return text("ewaste.no_area", area=area_phrase(area, reference))
