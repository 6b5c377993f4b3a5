"""Differences drawn as HTML: counts, old and new values, what is gone, targets before and after."""

import dataclasses

import pytest

from charts.difference import (
    draw_count_lines,
    draw_folded,
    draw_gone,
    draw_plain_table,
)
from charts.pieces import write
from exhibits.changes import (
    ChangeLine,
    ChangeTable,
    ConsequenceLine,
    ConsequenceTable,
    CountLine,
    Headings,
    RevisionEntry,
)

EVIL = '"><img src=x onerror=y>'
CHANGE = ChangeLine("changed", "Changed", "Individuals online", "Kenya", "2024", "WDI", "35 %", "36.5 %")
EFFECT = ConsequenceLine(
    "1.2",
    "Everyone",
    "World",
    "target?target=a",
    ("off_track", "Off track"),
    ("at_risk", "At risk"),
    "70 %",
    "75 %",
    "-",
)


def draw_changes(*lines: ChangeLine) -> str:
    return write([ChangeTable(["Change", "What", "Area", "Year", "Values"], lines)]).replace("\N{NO-BREAK SPACE}", " ")


def draw_consequences(*lines: ConsequenceLine) -> str:
    return write([ConsequenceTable(["Target", "Area", "Status", "Latest"], lines)])


def test_changed_value_shows_the_old_one_the_arrow_and_the_new_one() -> None:
    html = draw_changes(CHANGE)

    assert '<span class="c2030-old">35 %</span>' in html
    assert "→</span><strong>36.5 %</strong>" in html


def test_new_value_stands_alone_and_a_gone_one_is_struck_out() -> None:
    new = dataclasses.replace(CHANGE, kind="new", before="")
    gone = dataclasses.replace(CHANGE, kind="gone", after="")

    assert "<strong>36.5 %</strong>" in draw_changes(new)
    assert "<s>35 %</s>" in draw_changes(gone)
    assert "→" not in draw_changes(new, gone)


def test_status_that_stays_is_shown_once_and_one_that_changes_twice() -> None:
    stays = dataclasses.replace(EFFECT, after=EFFECT.before, value_after=EFFECT.value_before)

    assert draw_consequences(EFFECT).count("c2030-chip") == 2
    assert draw_consequences(stays).count("c2030-chip") == 1
    assert "→" not in draw_consequences(stays)


def test_target_that_does_not_exist_on_a_side_says_so() -> None:
    html = draw_consequences(dataclasses.replace(EFFECT, before=None, nothing="does not exist"))

    assert "<small>does not exist</small>" in html


def test_count_of_none_is_quiet() -> None:
    html = draw_count_lines([CountLine("Population", "", [("new", "New", "3"), ("gone", "Gone", "0")])])

    assert html.count("c2030-none") == 1
    assert "<strong>3</strong>" in html


def test_gone_rows_name_series_and_periods_and_what_was_cut() -> None:
    html = draw_gone([("Kenya", "2000-2004 (5)")], "and 7 more")

    assert html.count("<li>") == 2
    assert "2000-2004 (5)" in html


@pytest.mark.parametrize("field", ["name", "area", "period", "edition", "before", "after", "note"])
def test_text_of_a_change_never_becomes_markup(field: str) -> None:
    html = draw_changes(dataclasses.replace(CHANGE, **{field: EVIL}))

    assert "<img" not in html


def test_texts_of_targets_tables_and_lists_never_become_markup() -> None:
    evil = dataclasses.replace(EFFECT, number=EVIL, wording=EVIL, area=EVIL, link=EVIL, value_before=EVIL)
    pieces = [
        draw_consequences(evil),
        write([RevisionEntry(*[EVIL] * 6)]),
        draw_gone([(EVIL, EVIL)], EVIL),
        draw_folded(EVIL, ""),
        draw_plain_table(Headings([EVIL]), [[EVIL]]),
        draw_count_lines([CountLine(EVIL, EVIL, [("new", EVIL, EVIL)])]),
    ]

    assert all("<img" not in piece for piece in pieces)
