"""Taking back: a dataset to an earlier revision, one publication alone, or wrong observations; looked at first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from charts.difference import draw_plain_table
from data.datasets import KINDS, OBSERVATIONS
from data.schemas.revision import Revision
from exhibits.changes import Headings
from exhibits.origins import edition_words, origin_words
from i18n import counted, format_date, format_period, format_plain, text, unit_words
from pages.widgets.access import get_reference, get_tracker, looks_back, real_today
from pages.widgets.filters import escape_markdown
from pages.widgets.framework import DeltaGenerator
from pages.widgets.preview import draw_change_table
from pages.widgets.publish import Plan, draw_form, draw_plan, forget_outcome
from pages.widgets.show import draw_aside, draw_piece
from services.difference import Wanted, find_observations, parts_of, row_keys
from services.groups import area_name
from services.misuse import Misuse
from services.previewing import Preview, Standing
from services.publishing import preview_removal, preview_restore
from services.reverting import preview_revert, publication_names, publication_of, reverted_by
from services.tracker import to_frame
from topics.changes import code_word, describe_moment, part_words, revision_by, revision_why

PENDING, THE_REST = "takeback_pending", "takeback_the_rest"
SHOWN_LATER = 10


@dataclass(frozen=True)
class Takeback:
    """What is to be taken back: the dataset to a revision (or `only` that one), or the observations with these keys."""

    dataset: str
    revision: int | None = None
    keys: frozenset[str] = frozenset()
    only: bool = False


def begin_takeback(takeback: Takeback) -> None:
    """Look at a taking back; nothing is done before it is confirmed."""
    forget_outcome()
    st.session_state[PENDING] = takeback


def get_takeback() -> Takeback | None:
    """Return the taking back that is looked at, if any."""
    found = st.session_state.get(PENDING)
    return found if isinstance(found, Takeback) else None


def _clear() -> None:
    st.session_state.pop(PENDING, None)


def draw_takeback(takeback: Takeback) -> None:
    """Draw what a taking back would change and whose later revisions it concerns, with the form to confirm it."""
    try:
        plan, nothing = _plan_of(takeback)
        above = st.container()
        preview = draw_plan(plan, nothing)
    except Misuse as misuse:
        st.error(escape_markdown(str(misuse)))
        st.button(text("revisions.cancel"), on_click=_clear, key="takeback_refused")
        return
    with above:
        _draw_along(preview.along)
        _draw_standing(preview.standing)
        if preview.standing and preview.changes_something:
            st.markdown(f"### {text('revert.rest_title')}")
    if preview.changes_something and _agreed(preview):
        draw_form(plan, preview)
    else:
        st.button(plan.drop, on_click=_clear, key="takeback_nothing")


def _agreed(preview: Preview) -> bool:
    """Return whether rows that stand against it may be left as they are, where there are any."""
    if not preview.standing:
        return True
    agreed = st.checkbox(text("revert.the_rest"), key=THE_REST)
    if not agreed:
        draw_aside(text("revert.rest_first"))
    return agreed


def _draw_along(along: Sequence[Revision]) -> None:
    """Draw which later revisions are taken along, and whose they are."""
    if not along:
        return
    st.markdown(f"### {text('revert.along_title')}")
    people = ", ".join(dict.fromkeys(revision_by(one) for one in along))
    st.markdown(counted("revert.along_words", len(along), people=escape_markdown(people)))
    names = [text(f"revert.column_{part}") for part in ("revision", "by", "when", "why", "rows")]
    rows = [
        [str(one.revision), revision_by(one), describe_moment(one.at), revision_why(one), _counts(one)]
        for one in along[:SHOWN_LATER]
    ]
    draw_piece(draw_plain_table(Headings(names), rows), key="taken_along")
    if len(along) > SHOWN_LATER:
        draw_aside(counted("revert.along_more", len(along) - SHOWN_LATER))


def _counts(revision: Revision) -> str:
    return text(
        "revert.rows", **{name: format_plain(getattr(revision, name), 0) for name in ("new", "changed", "gone")}
    )


def _draw_standing(standing: Sequence[Standing]) -> None:
    """Draw which rows stay because a later revision changed them, by that revision."""
    if not standing:
        return
    st.markdown(f"### {text('revert.standing_title')}")
    st.markdown(counted("revert.standing_words", sum(one.count for one in standing)))
    for one in standing[:SHOWN_LATER]:
        later, name = one.later, text(f"dataset.{one.dataset}")
        words = {"by": escape_markdown(revision_by(later)), "day": format_date(later.at.date())}
        with st.expander(text("revert.standing_rows", dataset=name, revision=later.revision, **words)):
            draw_change_table({one.dataset: one.difference}, f"standing_{one.dataset}_{later.revision}", titled=False)
    if len(standing) > SHOWN_LATER:
        draw_aside(counted("revert.standing_more", len(standing) - SHOWN_LATER))


def _plan_of(takeback: Takeback) -> tuple[Plan, str]:
    """Return a taking back as a plan, under its title, and what is said where it changes nothing."""
    if takeback.revision is None:
        return _removal(takeback)
    return (_reverting if takeback.only else _restoring)(takeback.dataset, takeback.revision)


def _reverting(dataset: str, revision: int) -> tuple[Plan, str]:
    today = real_today()
    st.header(text("revert.title", dataset=text(f"dataset.{dataset}"), revision=revision))
    publication = publication_of(get_tracker(), dataset, revision)
    wanted = publication[0]
    said = {"why": revision_why(wanted), "by": revision_by(wanted), "when": describe_moment(wanted.at)}
    st.markdown(text("revert.lead", **{part: escape_markdown(written) for part, written in said.items()}))
    if len(publication) > 1:
        st.info(text("revert.together", what=publication_names(publication[1:])))
    plan = Plan(
        page="revisions",
        deed="revert",
        token=(dataset, revision, today),
        look=lambda: preview_revert(get_tracker(), dataset, revision, today),
        clear=_clear,
        drop=text("revisions.cancel"),
        done="publish.done_revert",
        details={"what": publication_names(publication)},
        says=lambda who: reverted_by(who, publication, the_rest=bool(st.session_state.get(THE_REST))),
    )
    return plan, text("revert.nothing")


def _restoring(dataset: str, revision: int) -> tuple[Plan, str]:
    name, today = text(f"dataset.{dataset}"), real_today()
    wanted = next(one for one in get_tracker().store.history(dataset) if one.revision == revision)
    said = {"why": revision_why(wanted), "by": revision_by(wanted), "when": describe_moment(wanted.at)}
    st.header(text("revisions.restore_title", dataset=name, revision=revision))
    words = {part: escape_markdown(written) for part, written in said.items()}
    st.markdown(text("revisions.restore_lead", revision=revision, **words))
    plan = Plan(
        page="revisions",
        deed="restore",
        token=(dataset, revision, today),
        look=lambda: preview_restore(get_tracker(), dataset, revision, today),
        clear=_clear,
        drop=text("revisions.cancel"),
        done="publish.done_restore",
        details={"dataset": name, "back": str(revision)},
        origin=(wanted.file, wanted.sha256),
    )
    return plan, text("revisions.restore_nothing", revision=revision)


def _removal(takeback: Takeback) -> tuple[Plan, str]:
    name, today = text(f"dataset.{takeback.dataset}"), real_today()
    st.header(counted("revisions.remove_title", len(takeback.keys), dataset=name))
    st.markdown(text("revisions.remove_lead"))
    plan = Plan(
        page="revisions",
        deed="remove",
        token=(takeback, today),
        look=lambda: preview_removal(get_tracker(), takeback.dataset, set(takeback.keys), today),
        clear=_clear,
        drop=text("revisions.cancel"),
        done="publish.done_remove",
        details={"dataset": name},
    )
    return plan, text("revisions.remove_nothing")


MOST = 1000
ANY = ""


@st.cache_data(show_spinner=False, max_entries=4)
def _rows(published: str, dataset: str) -> pd.DataFrame:
    """Return the published rows of a dataset; the key of the published data tells states apart."""
    del published
    return to_frame(get_tracker().store.read(dataset))


def draw_removal(dataset: str) -> None:
    """Let wrong observations be found and ticked, and lead to what removing them would change."""
    st.markdown(text("revisions.removal_lead"))
    published = get_tracker().store.snapshot().key
    frame = _rows(published, dataset)
    if frame.empty:
        st.info(text("revisions.removal_none"))
        return
    wanted = _draw_filters(frame, dataset)
    found = find_observations(frame, wanted)
    if found.empty:
        st.info(text("revisions.removal_none"))
        return
    if len(found) > MOST:
        st.info(text("revisions.removal_cut", shown=format_plain(MOST, 0), count=format_plain(len(found), 0)))
    _draw_rows(dataset, found.head(MOST), f"{published}_{wanted}")


def _draw_filters(frame: pd.DataFrame, dataset: str) -> Wanted:
    """Return what is looked for; each filter offers only what the ones before it leave."""
    reference = get_reference()
    columns = st.columns([3, 3, 3, 1.5, 1.5])
    codes = sorted(frame["indicator"].unique(), key=lambda code: reference.indicators[code].name)
    indicator = columns[0].selectbox(
        text("revisions.indicator"),
        codes,
        format_func=lambda code: reference.indicators[code].name,
        key=f"removal_indicator_{dataset}",
    )
    left = frame.loc[frame["indicator"] == indicator]
    areas = [ANY, *sorted(left["ref_area"].unique(), key=lambda code: area_name(code, reference))]
    area = columns[1].selectbox(
        text("revisions.area"),
        areas,
        format_func=lambda code: area_name(code, reference) if code else text("revisions.every_area"),
        key=f"removal_area_{dataset}",
    )
    editions = [ANY, *sorted(left["edition"].unique())]
    edition = columns[2].selectbox(
        text("revisions.edition"),
        editions,
        format_func=lambda name: edition_words(name) or text("revisions.every_edition"),
        key=f"removal_edition_{dataset}",
    )
    first, last = _years(left, columns[3:], dataset)
    return Wanted(indicator, area, edition, first, last)


def _years(left: pd.DataFrame, places: Sequence[DeltaGenerator], dataset: str) -> tuple[int, int]:
    years = sorted({int(period[:4]) for period in left["time_period"]})
    ends = (("first", 0), ("last", len(years) - 1))
    found = [
        place.selectbox(
            text(f"revisions.{name}"), years, index=usual, key=f"removal_{name}_{dataset}_{years[0]}_{years[-1]}"
        )
        for place, (name, usual) in zip(places, ends, strict=True)
    ]
    return int(found[0]), int(found[1])


def _draw_rows(dataset: str, found: pd.DataFrame, token: str) -> None:
    event = st.dataframe(
        _readable(found),
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        key=f"removal_rows_{token}",
        alt=text("revisions.view_removal"),
    )
    chosen = [place for place in event.selection.rows if place < len(found)]
    draw_aside(counted("revisions.removal_count", len(found), chosen=format_plain(len(chosen), 0)))
    keys = frozenset(row_keys(found.iloc[chosen], KINDS[OBSERVATIONS].key)) if chosen else frozenset()
    st.button(
        text("revisions.removal_look"),
        key="removal_look",
        disabled=not keys or looks_back(),
        on_click=begin_takeback,
        args=(Takeback(dataset, keys=keys),),
    )


def _readable(found: pd.DataFrame) -> pd.DataFrame:
    """Return the rows in words, the values as numbers: sorted by them, a wrong one is soon found."""
    rows = [_readable_row({str(name): cell for name, cell in row.items()}) for row in found.to_dict("records")]
    frame = pd.DataFrame(rows)
    value = text("revisions.column_value", unit=unit_words(str(found["unit_measure"].iloc[0])))
    frame.insert(2, value, found["obs_value"].to_numpy())
    return frame


def _readable_row(row: Mapping[str, object]) -> dict[str, str]:
    cells = {
        "area": area_name(str(row["ref_area"]), get_reference()),
        "period": format_period(str(row["time_period"])),
        "part": part_words(parts_of(row)) or text("revisions.everyone"),
        "status": code_word("obs_status", str(row["obs_status"] or "")),
        "edition": edition_words(str(row["edition"])),
        "source": origin_words(str(row["source"])),
    }
    return {text(f"revisions.column_{name}"): cell for name, cell in cells.items()}
