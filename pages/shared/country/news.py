"""What the last revisions changed for an area: its figures, old and new, and the statuses of its targets."""

from datetime import date

import streamlit as st

from charts.difference import draw_changes
from charts.html import keep_together, safe
from data.schemas.revision import Revision
from data.store import Snapshot
from exhibits.changes import Headings
from i18n import counted, text
from pages.shared.access import chosen_day, get_snapshot, get_tracker
from pages.shared.changes import change_lines
from pages.shared.country.view import AreaView
from pages.shared.effects import effects_table
from pages.shared.piece import draw_piece
from pages.shared.revision_words import revision_piece
from services.difference import Difference
from services.news import (
    News,
    find_changes,
    is_of_areas,
    latest_revisions,
    news_of,
    state_before,
    turned_statuses,
    untouched_datasets,
)
from services.previewing import Consequence
from services.tracker import State

SHOWN = 12
KEPT_CHANGES, KEPT_STATES = 12, 2


@st.cache_resource(show_spinner=False, max_entries=KEPT_CHANGES)
def _changes(key: str, dataset: str, _revision: Revision) -> Difference:
    """Return what the revision in force changed in its dataset; nobody changes the rows, so all sessions share them."""
    del key, dataset
    return find_changes(get_tracker(), _revision)


@st.cache_resource(show_spinner=False, max_entries=KEPT_STATES)
def _before(key: str, known_on: date | None, _snapshot: Snapshot) -> State:
    """Return the data without the last revision of each dataset, one for all sessions."""
    del key
    return state_before(get_tracker(), _snapshot, known_on)


def find_news(view: AreaView) -> list[News]:
    """Return the last revision of every dataset that has one, with what it changed for the area."""
    snapshot = get_snapshot()
    revisions = latest_revisions(snapshot)
    return [news_of(one, _changes(snapshot.key, one.dataset, one), view.area) for one in revisions]


def draw_news(view: AreaView) -> None:
    """Draw the last revision of each dataset with what it changed for the area, and the statuses that turned."""
    st.header(text("country.news"), anchor=False)
    snapshot, news = get_snapshot(), find_news(view)
    if not news:
        st.info(text("country.news_none"), icon=":material/info:")
        return
    before = _before(view.state.key, chosen_day(), snapshot)
    turned = turned_statuses(view.view, before, view.area)
    parts = [_statuses(turned, before, view), *(_of_dataset(one, view) for one in news)]
    still = [text(f"dataset.{dataset}") for dataset in untouched_datasets(snapshot)]
    if still:
        words = text("revisions.still_built_in", datasets=", ".join(still))
        parts.append(f'<div class="c2030-block"><p class="c2030-about">{safe(words)}</p></div>')
    draw_piece(keep_together("".join(parts)), key="country_news")


def _statuses(turned: tuple[Consequence, ...], before: State, view: AreaView) -> str:
    count = counted("country.news_turned", len(turned)) if turned else text("country.news_not_turned")
    lead = f'<p class="c2030-lead">{safe(count)}</p>'
    return lead + effects_table(turned, {**before.by_id, **view.state.by_id}) if turned else lead


def _of_dataset(news: News, view: AreaView) -> str:
    head = f'<div class="c2030-block">{revision_piece(news.revision, in_use=True)}'
    rows = len(news.difference.rows)
    if not rows:
        key = "country.news_untouched" if is_of_areas(news.revision.dataset) else "country.news_register"
        words = text(key, area=view.phrase)
        return f'{head}<p class="c2030-about">{safe(words)}</p></div>'
    counts = {name: getattr(news.difference, name) for name in ("new", "changed", "gone")}
    about = counted("country.news_rows", rows, area=view.phrase, **counts)
    headings = Headings([text(f"publish.column_{part}") for part in ("change", "what", "area", "when", "values")])
    table = draw_changes(change_lines(news.revision.dataset, news.difference, view.reference, SHOWN), headings)
    more = text("country.news_more", shown=SHOWN) if rows > SHOWN else ""
    link = f'<a href="revisions?view=changes&amp;dataset={safe(news.revision.dataset)}" target="_self">'
    way = f"{safe(more)} {link}{safe(text('country.news_all'))}</a>"
    return f'{head}<p class="c2030-about">{safe(about)}</p>{table}<p class="c2030-links">{way}</p></div>'
