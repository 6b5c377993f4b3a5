"""Will it arrive? What is to be expected of a target, who managed as much, and the official methods beside ours."""

from datetime import date

import streamlit as st

from charts.facts import draw_facts, draw_note, draw_table
from charts.html import keep_together, safe
from data.reference import Reference
from exhibits.exhibit import Cell, Fact
from i18n import counted, text
from metrics.judgement import LIVE_STATUSES, PAST_STATUSES
from pages.shared.access import get_reference, get_state, get_view
from pages.shared.piece import draw_piece
from services.projecting.course_words import course_facts, method_line, stays_at_the_top
from services.projecting.official_reasons import disagreements, method_lines
from services.projecting.projected_sums import ProjectedSum, sum_of_countries
from services.projecting.projection_words import why_not_projected
from services.projecting.sum_words import sum_words
from services.scorecard import ScorecardRow
from services.view import View
from services.wording import area_name, target_unit
from topics.links import area_link

COLUMNS = ("method", "looks", "label", "number")
KEPT_SUMS = 200


def draw_outlook(row: ScorecardRow, reference: Reference, day: date) -> None:
    """Draw what is to be expected of a target: its projection, or why there is none; the cross-check of a group."""
    judgement = row.judgement
    if judgement.status == "qualitative":
        return
    live = judgement.status not in PAST_STATUSES
    together = _sum_html(row, reference, day) if live else ""
    if judgement.series is None and not together:
        return
    st.subheader(text("outlook.title"), anchor=False)
    facts = [Fact(*fact) for fact in course_facts(row, reference, day)]
    parts = [
        _about(_lead(row)),
        draw_facts(facts) if facts else "",
        _managed_html(row, reference),
        _about(method_line(judgement)),
        together,
    ]
    draw_piece(keep_together("".join(parts)), key="target_outlook")


def _lead(row: ScorecardRow) -> str:
    """Return what a projection is, or why there is none; nothing where the year has passed and it was met."""
    judgement = row.judgement
    if judgement.status in ("met_on_time", "met_late", "not_assessable"):
        return ""
    if judgement.projection is None:
        return f"{text('outlook.none')} {why_not_projected(judgement)}"
    return text("outlook.at_the_top" if stays_at_the_top(judgement.projection) else "outlook.about")


def _managed_html(row: ScorecardRow, reference: Reference) -> str:
    """Return the names of those that moved as fast as is needed, in a fold, each with the way to its page."""
    found = row.judgement.projection
    if found is None or not found.peers_that_managed:
        return ""
    names = sorted((area_name(area, reference), area) for area in found.peers_that_managed)
    lines = "".join(
        f'<li><a href="{safe(area_link(get_view(), "country", area))}" target="_self">{safe(name)}</a></li>'
        for name, area in names
    )
    summary = counted("outlook.peers_names", len(names))
    listed = f'<ul class="c2030-members">{lines}</ul>'
    return f'<details class="c2030-fold"><summary>{safe(summary)}</summary>{listed}</details>'


def _sum_html(row: ScorecardRow, reference: Reference, day: date) -> str:
    """Return the cross-check of a group in a sentence; nothing for a country."""
    target, area = row.target, row.judgement.ref_area
    known = reference.areas.get(area)
    if known is not None and known.kind == "country":
        return ""
    found = _sum_of(get_state().key, target.target_id, area, day)
    if found is None or not found.projected:
        return ""
    method = reference.indicators[target.indicator].aggregate
    return _about(sum_words(found, target_unit(target, reference), method))


def _about(words: str) -> str:
    return f'<p class="c2030-about">{safe(words)}</p>' if words else ""


@st.cache_data(show_spinner=False, max_entries=KEPT_SUMS)
def _sum_of(state_key: str, target_id: str, area: str, day: date) -> ProjectedSum | None:
    """Return the sum of the countries' projections, from memory as long as nothing is published."""
    state = get_state()
    if state.key != state_key:
        message = "asked for the sum of another state than the one looked at"
        raise ValueError(message)
    target = state.by_id[target_id]
    return sum_of_countries(View(state, get_reference(), day), target, state.judge(target, area, day))


def draw_officials(row: ScorecardRow) -> None:
    """Draw the official methods beside ours, and why they disagree where they do; for targets that still run."""
    judgement = row.judgement
    if judgement.status not in LIVE_STATUSES or judgement.latest is None or judgement.status == "insufficient_data":
        return
    st.subheader(text("outlook.officials"), anchor=False)
    heads = [text(f"outlook.column_{name}") for name in COLUMNS]
    cells: list[list[Cell]] = [[one.name, one.looks_at, one.label, one.number] for one in method_lines(row)]
    said = disagreements(row, target_unit(row.target, get_reference()))
    parts = [
        _about(text("outlook.officials_about")),
        draw_table(text("outlook.officials"), heads, cells),
        *(draw_note(text("outlook.differ"), words[:1].upper() + words[1:]) for words in said),
        "" if said else _about(text("outlook.agree")),
    ]
    draw_piece(keep_together("".join(parts)), key="target_officials")
