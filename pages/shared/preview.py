"""What a deed would change and what that means for the targets, drawn before anybody agrees to it."""

from collections.abc import Mapping

import streamlit as st

from charts.difference import draw_count_lines, draw_gone, draw_plain_table
from charts.pieces import write
from exhibits.changes import CountLine, Headings
from i18n import counted, format_plain, text
from pages.shared.access import get_reference, get_tracker
from pages.shared.downloads import TYPES
from pages.shared.effects import draw_effects
from pages.shared.jumps import draw_jumps, draw_kept
from pages.shared.piece import draw_piece
from reports.exports import export_rows
from services.difference import Difference
from services.listing import change_records, has_no_series, list_gone
from services.previewing import Preview
from services.schools.changes import count_by_country
from services.wording import area_name
from topics.changes import change_lines, change_table, gone_line

COUNTS = ("new", "changed", "unchanged", "gone")
SHOWN_CHANGES = 20
SHOWN_SERIES = 30


def draw_preview(preview: Preview, name: str) -> None:
    """Draw what a deed would change: counts, what is gone, row by row, and the targets concerned."""
    lines = [_count_line(dataset, one, preview.based_on[dataset]) for dataset, one in preview.differences.items()]
    draw_piece(draw_count_lines(lines) + _countries(preview), key=f"counts_{name}")
    draw_kept(preview)
    draw_jumps(preview.jumps, name)
    draw_gone_rows(preview.differences, name)
    draw_effects(preview, name)
    draw_change_table(preview.differences, name)


def _countries(preview: Preview) -> str:
    """Return for a census how many schools it adds, changes and removes in each country."""
    counts = [count for one in preview.differences.values() for count in count_by_country(one)]
    if not counts:
        return ""
    heads = Headings([text("publish.column_area"), *(text(f"publish.{kind}") for kind in COUNTS)])
    rows = [
        [area_name(one.ref_area, get_reference()), *(format_plain(getattr(one, kind), 0) for kind in COUNTS)]
        for one in counts[:SHOWN_SERIES]
    ]
    more = len(counts) - SHOWN_SERIES
    rest = counted("publish.countries_more", more) if more > 0 else ""
    return draw_plain_table(heads, rows) + (f'<p class="c2030-more">{rest}</p>' if rest else "")


def _count_line(dataset: str, difference: Difference, revision: int) -> CountLine:
    stays = get_tracker().store.snapshot().revision(dataset).rows - difference.changed - difference.gone
    note = text("publish.counts_note", revision=revision, stays=format_plain(stays, 0))
    return CountLine(text(f"dataset.{dataset}"), note, count_parts(difference))


def count_parts(difference: Difference) -> list[tuple[str, str, str]]:
    """Return the counts of a difference: (kind, word, number)."""
    return [(kind, text(f"publish.{kind}"), format_plain(getattr(difference, kind), 0)) for kind in COUNTS]


def draw_gone_rows(differences: Mapping[str, Difference], name: str, when: str = "will_go") -> None:
    """Spell out which rows would be gone (`will_go`) or are gone between two revisions (`went`), if any."""
    count = sum(one.gone for one in differences.values())
    if not count:
        return
    reference = get_reference()
    lines: list[tuple[str, str]] = []
    for dataset, difference in differences.items():
        if has_no_series(dataset):
            gone = change_lines(dataset, difference, reference, len(difference.rows))
            named = [line for line in gone if line.kind == "gone"]
            lines += [(line.name, ", ".join(part for part in (line.edition, line.period) if part)) for line in named]
        else:
            lines += [gone_line(series, reference) for series in list_gone(difference)]
    listed = {dataset for dataset in differences if has_no_series(dataset)}
    total = count if listed else len(lines)
    more = total - min(len(lines), SHOWN_SERIES)
    rest = text("publish.gone_more", count=format_plain(more, 0)) if more > 0 else ""
    st.markdown(f"### {text(f'publish.{when}_title')}")
    st.markdown(counted(f"publish.{when}_words", count))
    draw_piece(draw_gone(lines[:SHOWN_SERIES], rest), key=f"gone_{name}")


def draw_change_table(differences: Mapping[str, Difference], name: str, *, titled: bool = True) -> None:
    """Draw the rows that change, the biggest change first, cut at a stated number with a download of all.

    Without its title it says only where it is cut.
    """
    reference = get_reference()
    count = sum(one.new + one.changed + one.gone for one in differences.values())
    lines = [line for name_, one in differences.items() for line in change_lines(name_, one, reference, SHOWN_CHANGES)]
    order = {kind: place for place, kind in enumerate(("changed", "new", "gone"))}
    shown = sorted(lines, key=lambda line: order[line.kind])[:SHOWN_CHANGES]
    is_cut = count > len(shown)
    if titled:
        st.markdown(f"### {text('publish.table')}")
    if titled or is_cut:
        st.markdown(counted("publish.shown_cut" if is_cut else "publish.shown_all", count, shown=len(shown)))
    draw_piece(write([change_table(shown)]), key=f"changes_{name}")
    st.download_button(
        counted("publish.download", count),
        data=lambda: _export(differences),
        file_name="connect2030-changes.csv",
        mime=TYPES["csv"],
        key=f"download_changes_{name}",
        on_click="ignore",
        icon=":material/download:",
    )


def _export(differences: Mapping[str, Difference]) -> bytes:
    records = change_records(differences)
    columns = list(dict.fromkeys(column for record in records for column in record))
    return export_rows(columns, records, "csv", "changes")
