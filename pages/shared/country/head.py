"""The head of the country page: who it is, where it belongs, how its targets stand; and every target in a line."""

from collections.abc import Sequence

import streamlit as st

from charts.facts import draw_facts, draw_note
from charts.html import keep_together, safe
from charts.pieces import write
from charts.scorecard import draw_counts
from exhibits.exhibit import Fact
from i18n import counted, format_count, format_date, format_share, has_text, text
from metrics.judgement import STATUSES
from pages.shared.access import get_view
from pages.shared.country.view import AreaView
from pages.shared.piece import draw_piece
from services.groups import is_custom
from services.profile import SCHEMES, SPECIAL, describe_moves, outcome_sentence
from services.scorecard import ScorecardRow
from services.wording import area_name
from topics.links import area_link
from topics.target_lines import list_targets

QUICK = ("WLD", "LDC", "LLDC", "SIDS", "AFR", "AMS", "ARB", "ASP", "CIS", "EUR", "LIC", "LMC", "UMC", "HIC")
MOST_MOVES = 12
NO_FIGURE = "no-observations"


def draw_invitation(names: dict[str, str]) -> None:
    """Draw what to do while no area is chosen, with links to the world and the groups."""
    st.info(text("country.nothing_chosen"), icon=":material/info:")
    links = "".join(
        f'<li><a href="{safe(area_link(get_view(), "country", code))}" target="_self">{safe(names[code])}</a></li>'
        for code in QUICK
        if code in names
    )
    head = f'<h2 class="c2030-title">{safe(text("country.quick"))}</h2>'
    draw_piece(f'{head}<ul class="c2030-members">{links}</ul>', key="country_quick")


def draw_head(view: AreaView) -> None:
    """Draw the name, the groups, the people, and how many targets are met, on the way, missed and without data."""
    parts = [
        f'<h2 class="c2030-wording">{safe(view.name)}</h2>',
        f'<p class="c2030-lead">{safe(outcome_sentence(view.rows, view.area, view.reference))}</p>',
        _counts(view),
        draw_facts([_kind(view), _people(view)]),
        _belongs(view),
        *(draw_note(title, words) for title, words in _notes(view)),
    ]
    draw_piece(keep_together("".join(parts)), key="country_head")


def _counts(view: AreaView) -> str:
    statuses = [row.judgement.status for row in view.rows]
    parts = [(one, text(f"status.{one}"), statuses.count(one)) for one in STATUSES if one in statuses]
    name = text("overview.counts", parts=", ".join(f"{word} {count}" for _, word, count in parts))
    return draw_counts(parts, name) if parts else ""


def _belongs(view: AreaView) -> str:
    """Return the groups of a country, each with the way to its own page; of nested ones the narrowest."""
    lines = []
    for scheme in SCHEMES:
        groups = view.profile.groups.get(scheme, ())
        shown = groups if scheme == SPECIAL else groups[:1]
        links = ", ".join(_link(group, view) for group in shown)
        lines += [f"<dt>{safe(text(f'country.scheme.{scheme}'))}</dt><dd>{links}</dd>"] if shown else []
    return f'<dl class="c2030-method">{"".join(lines)}</dl>' if lines else ""


def _link(group: str, view: AreaView) -> str:
    address = area_link(get_view(), "country", group)
    return f'<a href="{safe(address)}" target="_self">{safe(area_name(group, view.reference))}</a>'


def _kind(view: AreaView) -> Fact:
    area = view.reference.areas.get(view.area)
    name = text("country.code")
    if area is not None and area.kind == "country":
        special = f"country.itu_status.{view.area}"
        usual = "country.itu_member" if area.itu_member else "country.not_itu_member"
        member = text(special if has_text(special) else usual)
        return Fact(name, view.area, member)
    note = counted("country.members", len(view.profile.members), day=format_date(view.day))
    if is_custom(view.area):
        return Fact(text("country.kind"), text("country.own_group"), note)
    return Fact(name, view.area, note)


def _people(view: AreaView) -> Fact:
    people, name = view.profile.people, text("country.population")
    if people is None:
        return Fact(name, text("country.no_figure"))
    note = text("country.population_note", year=people.year, edition=people.series.edition)
    if people.aggregate:
        note = text("country.summed", note=note, coverage=format_share(people.aggregate.coverage))
    return Fact(name, format_count(people.value), note)


def _notes(view: AreaView) -> list[tuple[str, str]]:
    """Return the dated memberships, and what of the area itself has still to be checked."""
    moves = describe_moves(view.profile, view.reference, view.day)
    area = view.reference.areas.get(view.area)
    found = [(text("country.moves"), " ".join(moves[:MOST_MOVES]))] if moves else []
    if area is not None and area.to_be_checked:
        words = area.to_be_checked[:1].upper() + area.to_be_checked[1:]
        found.append((text("target.to_be_checked"), f"{words}."))
    return found


def draw_targets(view: AreaView) -> None:
    """Draw every target that applies to the area in a line, with the way to its own page."""
    st.header(text("country.targets"), anchor=False)
    if not view.rows:
        st.info(text("country.no_targets_help"), icon=":material/info:")
        return
    told, bare = tell_apart(view.rows)
    lines = write(list_targets(told, get_view(), view.area))
    draw_piece(lines + _without_figures(bare, view), key="country_targets")


def tell_apart(rows: Sequence[ScorecardRow]) -> tuple[list[ScorecardRow], list[ScorecardRow]]:
    """Return the targets there is a figure for (or words alone), and those that no figure was found for."""
    bare = [row for row in rows if row.judgement.reason.code == NO_FIGURE and row.judgement.indication is None]
    return [row for row in rows if row not in bare], bare


def _without_figures(rows: Sequence[ScorecardRow], view: AreaView) -> str:
    """Return the targets without any figure as a short list, each with the way to its page."""
    if not rows:
        return ""
    lead = counted("country.without_figures", len(rows), area=view.phrase)
    lines = "".join(
        f'<li><a href="{safe(area_link(get_view(), "target", view.area, target=row.target.target_id))}" target="_self">'
        f'<span class="c2030-number">{safe(row.target.framework)} {safe(row.target.number)}</span> '
        f"{safe(row.target.wording)}</a></li>"
        for row in rows
    )
    title = f'<h3 class="c2030-goal">{safe(text("country.without_title"))}</h3>'
    return f'{title}<p class="c2030-about">{safe(lead)}</p><ul class="c2030-members c2030-wider">{lines}</ul>'
