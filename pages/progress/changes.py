"""What changed for the world, a group or a country: figures, statuses and chances, against what the reader chooses."""

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from data.datasets import all_datasets
from data.schemas.revision import Revision
from exhibits.exhibit import Link
from exhibits.origins import edition_words
from i18n import format_date, text
from pages.widgets.access import earliest_day, get_history, get_snapshot, get_tracker, get_view, real_today
from pages.widgets.filters import choose_day, choose_one, chosen_area, filter_row
from pages.widgets.show import name_page, offer_files, show
from reports.scorecards import export_parts
from services.difference import Difference
from services.view import View, as_of_note, end_of_day
from topics.changes import News, find_changes, news_of, revision_option, show_revision
from topics.links import area_link
from topics.moved import (
    Comparison,
    MovedMembers,
    Since,
    TwoEditions,
    YearBefore,
    edition_pairs,
    moved_members,
    since_day,
    since_revision,
    told_indicators,
    turned_members,
    usual_pair,
    year_before,
)
from topics.news import file_parts, show_changes, show_members, show_nothing
from topics.sentences import area_phrase

WAYS = ("date", "revision", "year", "editions")
CACHED_CHANGES = 12


def draw_page() -> None:
    """Draw the choice of what to compare with, what moved since, and all of it as a file."""
    st.title(text("changes.title"), anchor=False)
    area = chosen_area()
    if area is None:
        return
    view = get_view()
    name_page(f"{text('changes.title')}: {view.name_of(area)}")
    countries = view.members_of(area)
    comparison = _choose(view, area, countries)
    if comparison is None:
        return
    moved = comparison.find(area)
    show(show_changes(comparison, moved, _known_then(comparison)))
    members = _draw_members(comparison, area, countries)
    news = _draw_revision(comparison, area, countries)
    if not moved.is_empty or members.figures:
        with st.container(key="c2030_screen_changes"):
            st.header(text("changes.file"), anchor=False)
            name = f"connect2030-changes-{area.replace('+', '-')[:40].lower()}-{view.day.isoformat()}"
            offer_files(lambda form: export_parts(*file_parts(comparison, moved, members, news), form), name, "changes")


def _choose(view: View, area: str, countries: Sequence[str]) -> Comparison | None:
    """Draw what can be compared with and return what was chosen; None, with the one way on, where there is nothing."""
    with filter_row((1, 2)) as (first, rest):
        with first:
            way = choose_one("compare", text("changes.compare"), WAYS, lambda one: text(f"changes.way.{one}"))
        if way == "year":
            return YearBefore(view)
        with rest:
            if way == "revision":
                found: Comparison | None = _choose_revision(view)
            elif way == "date":
                found = _choose_day(view)
            else:
                found = _choose_editions(edition_pairs(view, [area, *countries]), view)
    if found is None and way == "revision":
        show(show_nothing(text("changes.no_revision"), Link(text("changes.upload"), "upload")))
    elif found is None:
        words = text("changes.no_editions", area=area_phrase(area, view.reference))
        show(show_nothing(words, Link(text("changes.other_year"), area_link(view, "changes", area, compare="year"))))
    return found


def _choose_day(view: View) -> Since:
    limits = earliest_day(), view.day - timedelta(days=1)
    with st.columns(2)[0]:
        day = choose_day("since", text("changes.since"), year_before(view.day), limits)
    return since_day(get_tracker(), view, real_today(), day)


def _choose_revision(view: View) -> Since | None:
    made = [one for dataset in all_datasets() for one in get_history(dataset) if one.revision]
    if not made:
        return None
    by_code = {f"{one.dataset}.{one.revision}": one for one in sorted(made, key=lambda one: one.at, reverse=True)}

    def words(code: str) -> str:
        one = by_code[code]
        return text("changes.option", dataset=text(f"dataset.{one.dataset}"), revision=revision_option(one))

    chosen = choose_one("revision", text("changes.revision"), list(by_code), words)
    return since_revision(get_tracker(), view, by_code[chosen])


def _choose_editions(pairs: dict[str, list[str]], view: View) -> TwoEditions | None:
    usual = usual_pair(pairs)
    if usual is None:
        return None
    left, right = st.columns(2)
    with left:
        newer = choose_one("edition", text("changes.newer"), list(pairs), edition_words, usual[0])
    with right:
        older = choose_one("against", text("changes.older"), pairs[newer], edition_words)
    return TwoEditions(view, newer, older)


def _known_then(comparison: Comparison) -> str:
    """Return what is shown of the built-in figures, as looked back to; they came out before the store began."""
    if not isinstance(comparison, Since) or comparison.revision is not None:
        return ""
    note = as_of_note(get_tracker(), end_of_day(comparison.before.day))
    return text("changes.known_then", day=format_date(comparison.before.day), note=note) if note else ""


def _draw_members(comparison: Comparison, area: str, countries: Sequence[str]) -> MovedMembers:
    """Draw how a figure that the reader chooses moved in the countries of the area; nothing where none did."""
    told = {one.indicator: one.short_name for one in told_indicators(comparison.after)}
    moved = {name: found for name in told if (found := moved_members(comparison, countries, name))}
    if not moved:
        return MovedMembers()
    st.header(text("changes.members"), anchor=False)
    with filter_row(3) as (left, _, _), left:
        chosen = choose_one("figure", text("changes.members_by"), list(moved), told.__getitem__)
    turned = turned_members(comparison, countries, chosen) if isinstance(comparison, Since) else ()
    members = MovedMembers(tuple(moved[chosen]), turned)
    show(show_members(members, comparison, area))
    return members


def _draw_revision(comparison: Comparison, area: str, countries: Sequence[str]) -> list[News]:
    """Draw the rows of the revision that is looked back behind."""
    if not isinstance(comparison, Since) or comparison.revision is None:
        return []
    revision = comparison.revision
    news = news_of(
        revision, _changes(get_snapshot().key, revision.dataset, revision.revision, revision), [area, *countries]
    )
    show(show_revision(news, comparison.after, area))
    return [news]


@st.cache_resource(show_spinner=False, max_entries=CACHED_CHANGES)
def _changes(key: str, dataset: str, number: int, _revision: Revision) -> Difference:
    """Return what a revision changed in its dataset; nobody changes the rows, so all sessions share them."""
    del key, dataset, number
    return find_changes(get_tracker(), _revision)


draw_page()
