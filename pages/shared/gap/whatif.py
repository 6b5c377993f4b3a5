"""What if some countries reached the target: the whole before and after; nothing is stored."""

import streamlit as st

from charts.facts import draw_facts
from charts.html import keep_together, safe
from data.reference import Reference
from exhibits.exhibit import Fact
from i18n import text
from metrics.shortfall import Effect
from pages.shared.aside import draw_aside
from pages.shared.filters import choice_key, choose_several, filter_row
from pages.shared.piece import draw_piece
from pages.shared.scenario.links import scenario_of_gap
from services.shortfall.amounts import missing_words
from services.shortfall.effects import base_words, change_words, effect_words, whole_words
from services.shortfall.shortfalls import Gap
from services.shortfall.words import TEN, Words
from services.tracker import State
from services.wording import area_name

PARAMETER = "reach"


def draw_whatif(gap: Gap, words: Words, state: State, reference: Reference) -> None:
    """Draw the choice of countries and how the aggregate would move if they reached the target."""
    st.subheader(text("gap.whatif"))
    draw_aside(text("gap.whatif_lead"))
    names = {one.ref_area: area_name(one.ref_area, reference) for one in gap.ranked}
    with filter_row(1) as (only,), only:
        every = text("gap.whatif_placeholder")
        name = text("gap.whatif_choose")
        chosen = choose_several(PARAMETER, name, list(names), names.__getitem__, placeholder=every)
    if len(names) > TEN:
        st.button(text("gap.whatif_ten"), key="gap_ten", on_click=_choose, args=(list(names)[:TEN],))
    effect = gap.what_if(chosen)
    if not chosen or effect is None:
        draw_aside(text("gap.whatif_none"))
        return
    lead = safe(effect_words(effect, chosen, gap, words, reference))
    draw_piece(keep_together(f'<p class="c2030-lead">{lead}</p>'), key="gap_whatif")
    draw_piece(keep_together(draw_facts(_facts(effect, chosen, gap))), key="gap_whatif_facts")
    draw_aside(base_words(gap, words, state))
    further = scenario_of_gap(gap, chosen)
    if further:
        link = f'<a href="{safe(further)}" target="_self">{safe(text("scenario.gap_link"))}</a>'
        draw_piece(f'<nav class="c2030-links">{link}</nav>', key="gap_scenario")


def _choose(codes: list[str]) -> None:
    """Choose countries before the page is drawn again; the choice then writes them into the link."""
    st.session_state[choice_key(PARAMETER)] = codes


def _facts(effect: Effect, chosen: list[str], gap: Gap) -> list[Fact]:
    remaining = missing_words(gap.total - effect.gained, gap.perhaps - effect.perhaps, gap)
    left = text("gap.whatif_left", amount=remaining)
    found = [
        Fact(text("gap.whatif_now"), whole_words(effect.before, gap)),
        Fact(text("gap.whatif_then"), whole_words(effect.after, gap)),
        Fact(text("gap.whatif_change"), change_words(effect)),
        Fact(text("gap.whatif_gained"), missing_words(effect.gained, effect.perhaps, gap), left),
    ]
    return [*found, *_median(gap, chosen)]


def _median(gap: Gap, chosen: list[str]) -> list[Fact]:
    if gap.measure != "prices":
        return []
    now, then = (whole_words(gap.median(codes), gap, of_people=False) for codes in ((), chosen))
    return [Fact(text("gap.whatif_median"), text("gap.whatif_median_change", now=now, then=then))]
