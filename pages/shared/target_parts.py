"""The parts of the target page: its selectors, its verdict, its facts and its chart."""

from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from charts.facts import draw_facts, draw_note
from charts.html import keep_together, safe, status_chip
from charts.verdict import Verdict, draw_verdict
from data.reference import Reference
from data.schemas.target import Target
from exhibits.exhibit import Fact
from i18n import text
from pages.shared.access import chosen_day, get_view
from pages.shared.filters import BAD_LINKS, area_options, area_words, choose_one, escape_markdown, filter_row
from pages.shared.piece import draw_piece
from pages.widgets.show import show_parts
from services.evidence_words import without_notes
from services.groups import is_custom, is_known
from services.scorecard import ScorecardRow
from services.target_facts import judged_on, target_facts, target_method, target_notes, target_trends
from services.tracker import State
from services.wording import area_name, describe_reason, target_unit
from topics.links import area_link, scenario_link
from topics.trend_chart import fan_table, figures_table, find_fan, make_chart, subject_of, trend_picture, with_fan

ACCESS = "internet_access"


def choose_target(state: State, reference: Reference) -> tuple[Target, str]:
    """Return the target chosen and the area to judge it for; only targets of each country have other areas."""
    targets = {one.target_id: one for one in state.targets}
    with filter_row(2) as (left, right):
        with left:
            name = text("target.choose")
            target = targets[choose_one("target", name, list(targets), lambda code: _option(targets[code]))]
        _drop_other_area(target, reference)
        with right:
            names = area_options(reference) | _own_group_asked(reference)
            own = target.ref_area
            options = list(names) if target.for_each_country else [own]
            area = choose_one(
                "area", text("target.area"), options, area_words(names | {own: area_name(own, reference)}), own
            )
    return target, area


def _own_group_asked(reference: Reference) -> dict[str, str]:
    """Return the group of the reader's own that the link asks for, by its code with its name."""
    asked = st.query_params.get("area", "")
    custom = is_custom(asked) and is_known(asked, reference)
    return {asked: area_name(asked, reference)} if custom else {}


def _drop_other_area(target: Target, reference: Reference) -> None:
    """Take an area out of the link that the target is not defined for, with a word."""
    asked = st.query_params.get("area", "")
    if not target.for_each_country and asked in reference.areas and asked != target.ref_area:
        del st.query_params["area"]
        own, area = area_name(target.ref_area, reference), area_name(asked, reference)
        st.session_state[BAD_LINKS].append(escape_markdown(text("target.only_own", own=own, area=area)))


def _option(target: Target) -> str:
    return text("target.option", framework=target.framework, number=target.number, wording=target.wording)


def draw_links(row: ScorecardRow, reference: Reference) -> None:
    """Draw the ways on: back to the overview, and to the indicator with other areas where there is a page for it."""
    day = chosen_day()
    as_of = {"as_of": day.isoformat()} if day else {}
    own = row.judgement.ref_area == row.target.ref_area
    back = (
        area_link(get_view(), "./", row.judgement.ref_area) if not own else f"./?{urlencode(as_of)}" if as_of else "./"
    )
    links = [(back, text("target.back"))]
    indicator = reference.indicators.get(row.target.indicator)
    if indicator is not None and indicator.dataset == ACCESS and row.judgement.series is not None:
        area = row.judgement.ref_area
        query = urlencode({"indicator": indicator.indicator, "area": area} | as_of)
        words = text("target.to_access", indicator=indicator.short_name, area=area_name(area, reference))
        links.append((f"{ACCESS}?{query}", words))
    scenario = scenario_link(get_view(), row)
    links += [(scenario, text("scenario.target_link"))] if scenario else []
    parts = "".join(f'<a href="{safe(link)}" target="_self">{safe(words)}</a>' for link, words in links)
    draw_piece(f'<nav class="c2030-links">{parts}</nav>', key="target_links")


def draw_head(row: ScorecardRow, reference: Reference, day: date) -> None:
    """Draw what the target says, its status with the reason, and what to look out for."""
    target, judgement = row.target, row.judgement
    framework = reference.frameworks.get(target.framework)
    name = framework.name if framework else target.framework
    area = area_name(judgement.ref_area, reference)
    scope = text("target.each" if target.for_each_country else "target.only_for", area=area)
    verdict = Verdict(
        place=text("target.place", framework=name, goal=target.goal or name, number=target.number),
        wording=target.wording,
        chip=status_chip(judgement.status, text(f"status.{judgement.status}")),
        area=f"{scope} {judged_on(day)}",
        reason=describe_reason(replace(row, judgement=without_notes(judgement)), reference),
    )
    notes = "".join(draw_note(title, words) for title, words in target_notes(row, reference))
    facts = [Fact(*fact) for fact in target_facts(row, reference)]
    draw_piece(keep_together(draw_verdict(verdict) + notes + draw_facts(facts)), key="target_head")


def draw_trend_of(row: ScorecardRow, state: State, reference: Reference, day: date) -> None:
    """Draw the chart of a target with its line and the required way, and the figures behind it."""
    target, area = row.target, row.judgement.ref_area
    trends = target_trends(state, row)
    if not trends:
        indicator = reference.indicators.get(target.indicator)
        name = indicator.name if indicator else target.indicator
        words = text("target.no_chart", indicator=name, area=area_name(area, reference))
        st.info(escape_markdown(f"{words} {text('target.no_chart_help')}"), icon=":material/info:")
        return
    unit = target_unit(target, reference)
    trends = [replace(one, series=replace(one.series, unit_measure=unit)) for one in trends]
    view, name = get_view(), f"{target.target_id}-{area}"
    fan = find_fan(trends, [row], day)
    chart = with_fan(make_chart(subject_of(target.indicator, view, unit), trends, [row], view), fan, view)
    table = figures_table(trends, chart.title, name, reference)
    show_parts([trend_picture("target", chart), table, *fan_table(fan, name, reference)])


def draw_method(target: Target, reference: Reference) -> None:
    """Draw how the target is measured."""
    st.subheader(text("target.how"), anchor=False)
    facts = "".join(f"<dt>{safe(name)}</dt><dd>{safe(words)}</dd>" for name, words in target_method(target, reference))
    draw_piece(f'<dl class="c2030-method">{facts}</dl>', key="target_method")
