"""What publishing a file would do: rows, jumps, targets, and how a register is taken in."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from charts.difference import draw_count_lines, draw_folded, draw_gone, draw_plain_table
from charts.pieces import write
from charts.problems import draw_verdict
from data.datasets import PLEDGES, SCHOOLS
from data.schemas.observation import TOTAL
from data.schemas.target import Target
from exhibits.changes import CountLine, Headings
from exhibits.origins import edition_words
from i18n import counted, format_period, format_plain, format_value, problem_text, text
from pages.widgets.access import earliest_day, get_reference, get_tracker, real_today
from pages.widgets.filters import escape_markdown
from pages.widgets.show import TYPES, draw_aside, draw_piece
from reports.exports import export_rows
from services.checking import Check, late_pledges
from services.difference import Difference, change_records, has_no_series, list_gone
from services.groups import area_name
from services.previewing import (
    MERGE,
    Effects,
    Jump,
    Jumps,
    Mode,
    Preview,
    effect_records,
    sort_effects,
    targets_of,
    usual_mode,
)
from services.schools.changes import count_by_country
from topics.changes import SHOWN_TARGETS, change_lines, change_table, consequence_table, gone_line, part_words


def draw_effects(preview: Preview, name: str) -> None:
    """Draw each target concerned with its status and latest value before and after; what stays is folded."""
    effects = sort_effects(preview)
    st.markdown(f"### {text('publish.consequences')}")
    st.markdown(_summary(effects))
    if not effects.count:
        return
    targets = targets_of(get_tracker().state(), preview)
    moved, same = (*effects.changed, *effects.moved), effects.same
    reference = get_reference()
    body = write([consequence_table(moved, targets, reference)]) if moved else ""
    if same:
        folded = write([consequence_table(same, targets, reference)])
        body += draw_folded(counted("publish.consequences_rest", len(same)), folded)
    draw_piece(body, key=f"effects_{name}")
    if max(len(moved), len(same)) > SHOWN_TARGETS:
        _offer(effects, targets, name)


def _summary(effects: Effects) -> str:
    if not effects.count:
        return text("publish.consequences_none")
    if not effects.changed:
        return counted("publish.consequences_same", effects.count)
    return counted("publish.consequences_changed", effects.count, changed=format_plain(len(effects.changed), 0))


def _offer(effects: Effects, targets: dict[str, Target], name: str) -> None:
    def make() -> bytes:
        records = effect_records(effects, targets)
        return export_rows(list(records[0]), records, "csv", "targets")

    st.download_button(
        text("publish.consequences_download", count=format_plain(effects.count, 0)),
        data=make,
        file_name="connect2030-consequences.csv",
        mime=TYPES["csv"],
        key=f"download_effects_{name}",
        on_click="ignore",
        icon=":material/download:",
    )


SHOWN = 10
NAMES = ("sex", "age", "urbanisation", "breakdown")
PER_CENT = "PT"
ALMOST = 0.05


def draw_jumps(jumps: Jumps, name: str) -> None:
    """Draw the figures that move far more than their series did, the largest jumps first."""
    if not jumps.count:
        return
    heads = Headings([text(f"jump.column_{part}") for part in ("what", "area", "jump", "before")])
    shown = jumps.largest[:SHOWN]
    more = jumps.count - len(shown)
    rest = f'<p class="c2030-more">{text("jump.more", count=format_plain(more, 0))}</p>' if more > 0 else ""
    verdict = draw_verdict("warns", counted("jump.word", jumps.count), text("jump.words"))
    draw_piece(verdict + draw_plain_table(heads, [_line(one) for one in shown]) + rest, key=f"jumps_{name}")


def _line(jump: Jump) -> list[str]:
    reference = get_reference()
    indicator = reference.indicators.get(jump.indicator)
    parts = part_words([pair for pair in zip(NAMES, jump.dimensions, strict=True) if pair[1] != TOTAL])
    named = [indicator.short_name if indicator else jump.indicator, parts, edition_words(jump.edition)]
    return [
        ", ".join(part for part in named if part),
        area_name(jump.ref_area, reference),
        jump_words(jump),
        history_words(jump),
    ]


def jump_words(jump: Jump) -> str:
    """Return the jump in words: from 42 % (2023) to 80 % (2024)."""
    before, after = (format_value(value, jump.unit_measure) for value in (jump.value_before, jump.value))
    return text(
        "jump.from_to",
        before=before,
        after=after,
        first=format_period(jump.period_before),
        last=format_period(jump.period),
    )


def history_words(jump: Jump) -> str:
    """Return how the series moved before: 2 to 4 points a year."""
    if jump.high < ALMOST and jump.unit_measure.startswith(PER_CENT):
        return text("jump.still")
    if jump.unit_measure.startswith(PER_CENT):
        low, high = format_plain(jump.low, 1), format_plain(jump.high, 1)
        return text("jump.points_one" if low == high else "jump.points", low=low, high=high)
    low, high = (format_value(one, jump.unit_measure) for one in (jump.low, jump.high))
    return text("jump.others_one" if low == high else "jump.others", low=low, high=high)


def draw_kept(preview: Preview) -> None:
    """Say what stays of what is published although the file does not have it, and what was left out of the file."""
    beside = sum(one.beside for one in preview.differences.values())
    for key, count in (("refused.left_out", preview.refused), ("refused.held", preview.held), ("jump.beside", beside)):
        if count:
            draw_aside(counted(key, count))


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
    if stays == difference.unchanged:  # whole states are compared: it is counted as unchanged, once
        return CountLine(
            text(f"dataset.{dataset}"), text("publish.counts_of", revision=revision), count_parts(difference)
        )
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


BY_ID, COMPLETE = "upload_by_id", "upload_complete_on"


def choose_mode(check: Check, mode: Mode) -> Mode:
    """Return how the file is taken in; asked only for a register, as said before for any other dataset."""
    if check.reading.recognised.given_back:
        draw_aside(text("refused.given_back"))
        return MERGE
    if check.datasets == (SCHOOLS,):
        return replace(_choose_for_schools(check, usual_mode(check, mode)), accepted_only=mode.accepted_only)
    if check.datasets == (PLEDGES,) and not mode.accepted_only:
        return _choose_for_pledges(check, mode)
    return mode


def _choose_for_schools(check: Check, usual: Mode) -> Mode:
    """Ask how a census is taken in; the usual way comes first."""
    by_id = st.radio(
        text("upload.census_mode"),
        [False, True],
        format_func=lambda chosen: text("upload.census_merge" if chosen else "upload.census_replace"),
        index=int(usual.by_id),
        key=f"{BY_ID}_{check.sha256[:8]}",
    )
    draw_aside(text("upload.census_words"))
    if check.refused:
        draw_aside(text("refused.census"))
    return Mode(by_id=bool(by_id))


def _choose_for_pledges(check: Check, mode: Mode) -> Mode:
    """Ask for the day on which the list is complete, and warn where pledges were made after it."""
    day = st.date_input(
        text("upload.complete_on"),
        value=None,
        min_value=earliest_day(),
        max_value=real_today(),
        key=COMPLETE,
        help=text("upload.complete_on_help"),
        format="YYYY-MM-DD",
    )
    draw_aside(text("upload.complete_on_words"))
    for late in late_pledges(check.pledge_dates, day.isoformat() if day else ""):
        words = problem_text(late.code, late.row, late.column, late.value, late.details)
        st.warning(escape_markdown(words), icon=":material/event_busy:")
    return Mode(replace=mode.replace, complete_on=day.isoformat()) if day else mode
