"""The quality of a census on its page, by the families of Giga's checks: what is found, what it means, what to do."""

from collections.abc import Sequence
from functools import partial

import pyarrow as pa
import streamlit as st

from charts.facts import draw_table
from charts.html import safe
from data.reference.school_lines import load_school_lines
from data.reference.schools import load_school_checks
from i18n import counted, format_plain, share_words, text
from pages.shared.access import get_reference, get_snapshot
from pages.shared.aside import draw_aside
from pages.shared.downloads import offer_files
from pages.shared.filters import choose_one
from pages.shared.piece import draw_piece
from pages.shared.school.tables import draw_heading_of
from pages.shared.twins import Twin, draw_twin
from reports.exports import export_rows
from services.schools.cube import Census, QualityCount
from services.schools.findings import FOUND_COLUMNS, find_schools
from services.schools.quality import FAMILIES, FAMILY_OF, RULES
from services.schools.records import QUALITY_COLUMNS, quality_records
from services.schools.view import SchoolView
from services.schools.words import word_of
from services.sentences import area_phrase
from services.wording import area_name

NONE = "none"
SHOWN = 50


def draw_quality(view: SchoolView, census: Census) -> None:
    """Draw what the checks find in the countries looked at, and for one country the schools concerned."""
    draw_heading_of("quality")
    draw_aside(_lead(view))
    counts = add_counts(census, view.holding)
    for family in FAMILIES:
        rules = [rule.code for rule in RULES if rule.family == family]
        rows = [_cells(code, counts[code]) for code in rules if counts[code].of]
        found = sum(counts[code].schools > 0 for code in rules)
        words = counted("schools.rules_found", found, of=len(rows))
        with st.expander(f"**{text(f'schools.family.{family}.name')}** · {words}", expanded=False):
            draw_aside(text(f"schools.family.{family}.means"))
            heads = [text(f"schools.column.{name}") for name in ("rule", "found", "of", "share", "do")]
            caption = text(f"schools.family.{family}.name")
            draw_piece(draw_table(caption, heads, rows, (1, 2, 3)), key=f"schools_quality_{family}")
    _draw_table(view, census)
    if len(view.holding) == 1:
        _draw_found(view.holding[0], counts)
    else:
        draw_aside(text("schools.found_choose"))


def _lead(view: SchoolView) -> str:
    """Return what the checks are, and that they cover all schools of the area where only some are looked at."""
    words = text("schools.quality_lead")
    if not view.choice.is_narrowed and not view.choice.answers:
        return words
    return f"{words} {text('schools.quality_all', area=area_phrase(view.choice.area, get_reference()))}"


def _draw_table(view: SchoolView, census: Census) -> None:
    """Draw what every check finds in every country, as a table with its files."""
    records = quality_records(census, view.holding, get_reference())
    cells = [
        [
            row["area"],
            text(f"schools.rule.{row['rule']}.name", **_limits()),
            format_plain(row["schools"], 0),
            format_plain(row["of"], 0),
            share_words(row["share"]),
        ]
        for row in records
        if row["schools"]
    ]
    heads = [text(f"schools.column.{name}") for name in ("place", "rule", "found", "of", "share")]
    title = text("schools.quality_title")
    draw_twin(Twin("schools-quality", title, heads, cells[:MOST_LINES], (2, 3, 4), QUALITY_COLUMNS, records))


MOST_LINES = 400
"""Lines of the table on the page; the files have all."""


def add_counts(census: Census, countries: Sequence[str]) -> dict[str, QualityCount]:
    """Return what each rule finds in several countries together."""
    found = {}
    for rule in FAMILY_OF:
        parts = [census.quality[one][rule] for one in countries]
        found[rule] = QualityCount(sum(one.schools for one in parts), sum(one.of for one in parts))
    return found


def _limits() -> dict[str, str]:
    """Return the limits of the rules as they stand in their words."""
    checks, lines = load_school_checks().limits, load_school_lines()
    return {
        "slowest": format_plain(checks.speed_low_mbps.value),
        "fastest": format_plain(checks.speed_high_mbps.value),
        "most": format_plain(checks.students_high.value),
        "decimals": format_plain(checks.coordinate_decimals.value),
        "metres": format_plain(lines.namesake_metres.value),
        "km": format_plain(lines.outside_border_km.value),
    }


def _cells(code: str, count: QualityCount) -> list[str]:
    share = count.schools / count.of if count.of else None
    return [
        text(f"schools.rule.{code}.name", **_limits()),
        format_plain(count.schools, 0),
        format_plain(count.of, 0),
        share_words(share),
        text(f"schools.rule.{code}.do"),
    ]


def _draw_found(country: str, counts: dict[str, QualityCount]) -> None:
    """Draw the choice of a rule, the first schools that it finds in a country, and the files with all of them."""
    options = [code for code in FAMILY_OF if counts[code].schools]
    if not options:
        draw_aside(text("schools.found_nothing"))
        return
    rule = choose_one("rule", text("schools.found_rule"), [NONE, *options], _rule_name, NONE)
    if rule == NONE:
        return
    with st.spinner(text("schools.finding")):
        found = find_schools(get_snapshot(), country, rule)
    name = area_name(country, get_reference())
    first = found.slice(0, SHOWN)
    words = counted("schools.found", found.num_rows, area=name, shown=format_plain(first.num_rows, 0))
    draw_piece(f'<p class="c2030-lead">{safe(words)}</p>', key="schools_found_lead")
    heads = [text(f"schools.found_column.{one}") for one in FOUND_COLUMNS]
    rows = [[_plain(column, cell) for column, cell in row.items()] for row in first.to_pylist()]
    draw_piece(draw_table(words, heads, rows, scroll=True), key="schools_found")
    _offer(found, f"schools-{country}-{rule}")


def _rule_name(code: str) -> str:
    return text("schools.found_none") if code == NONE else text(f"schools.rule.{code}.name", **_limits())


def _plain(column: str, cell: object) -> str:
    """Return a cell of a school in words; coordinates keep all their decimals, because those are what is checked."""
    if cell is None or cell == "":
        return ""
    if isinstance(cell, bool):
        return text(f"schools.power_word.{'yes' if cell else 'no'}")
    if column in ("connectivity", "connection_type"):
        answer = column == "connectivity"
        return text(f"schools.answer_word.{cell}") if answer else word_of("type", str(cell))
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _offer(found: pa.Table, name: str) -> None:
    offer_files(partial(_file, found), name, "schools_found")


def _file(found: pa.Table, form: str) -> bytes:
    return export_rows(FOUND_COLUMNS, found.to_pylist(), form, "schools")
