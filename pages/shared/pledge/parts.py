"""The pledges on the page of a country or group: what concerns it, in a sentence and the largest in a table."""

from collections.abc import Sequence

from charts.facts import draw_table
from charts.html import keep_together, safe
from data.schemas.pledge import Pledge
from i18n import counted, text
from metrics.pledges import overdue, pledged_usd, standing, tally
from pages.shared.access import get_reference, get_state, get_view, judging_day
from pages.shared.piece import draw_piece
from pages.shared.pledge.pictures import source_line
from pages.shared.pledge.tables import amount_words, pledge_name
from services.groups import kind_of
from services.pledge_words import choice_words, lead_words
from services.pledges import PledgeChoice, naming_groups_of, pledges_for
from services.sentences import area_phrase
from topics.links import area_link

MOST = 5
HEADS = ("pledge", "pledger", "pledged")


def draw_country_pledges(area: str) -> None:
    """Draw the pledges that concern an area, with links to all of them and to the need they stand beside."""
    state, day = get_state(), judging_day()
    title = f'<h2 class="c2030-title">{safe(text("pledges.section"))}</h2>'
    if not state.pledges:
        draw_piece(title + _paragraph(text("pledges.no_list")) + _links(area), key="country_pledges")
        return
    found = standing(pledges_for(state.pledges, area, get_state().members_of, day))
    body = _paragraph(" ".join(_sentences(area, found)))
    body += _table(found) + f'<p class="c2030-source">{safe(source_line())}</p>'
    draw_piece(keep_together(title + body + _links(area)), key="country_pledges")


def _sentences(area: str, found: Sequence[Pledge]) -> list[str]:
    reference, day = get_reference(), judging_day()
    phrase = area_phrase(area, reference)
    words = [text("pledges.section_none", area=phrase)]
    if found:
        words = [lead_words(tally(found), choice_words(PledgeChoice(ref_area=area), reference))]
    late = len(overdue(found, day))
    words += [counted("pledges.section_overdue", late)] if late else []
    if kind_of(area, reference) == "country":
        others = len(naming_groups_of(get_state().pledges, area, reference, day))
        words += [counted("pledges.section_groups", others, area=phrase)] if others else []
    return words


def _table(found: Sequence[Pledge]) -> str:
    """Return the largest pledges as a table, those without an amount last; nothing where there is no pledge."""
    largest = sorted(found, key=lambda one: -(pledged_usd(one) or 0.0))[:MOST]
    if not largest:
        return ""
    heads = [text(f"pledges.table.{name}") for name in HEADS]
    cells = [[pledge_name(one), one.pledger, amount_words(one)] for one in largest]
    return draw_table(text("pledges.section_largest", count=len(largest)), heads, cells, (2,))


def _paragraph(words: str) -> str:
    return f'<p class="c2030-lead">{safe(words)}</p>'


def _links(area: str) -> str:
    links = (
        (area_link(get_view(), "pledges", area), "pledges.section_all"),
        (area_link(get_view(), "money", area), "pledges.section_money"),
    )
    shown = "".join(f'<a href="{safe(address)}">{safe(text(key))}</a>' for address, key in links)
    return f'<p class="c2030-links">{shown}</p>'
