"""The series of a publisher's file: under which code each stands there, and what it became here, or why it was left."""

from collections.abc import Sequence
from dataclasses import asdict

import streamlit as st

from charts.difference import draw_plain_table
from charts.facts import draw_table
from data.readers import FoundSeries, Recognised
from exhibits.changes import Headings
from i18n import counted, format_period, format_plain, skipped_text, text, unit_words
from i18n.problems import clean
from pages.shared.access import get_reference
from pages.shared.downloads import offer_rows
from pages.shared.piece import draw_piece

TAKEN = "taken"
SAID = 3
PLAINLY = 5
"""So many series stand on the page itself; more of them are folded away."""
LISTED = 200
NAME_LENGTH = 120
HEADS = ("code", "became", "unit", "areas", "years", "values")
COLUMNS = ("code", "name", "outcome", "indicator", "unit_said", "unit_measure", "areas", "first", "last", "values")


def describe_found(seen: Recognised) -> list[str]:
    """Return in sentences what the series of a publisher became, and of which edition they are."""
    taken = [one for one in _ordered(seen.series) if one.outcome == TAKEN]
    if not taken:
        return []
    parts = [
        text(
            "upload.found.one",
            code=clean(one.code),
            indicator=_became(one),
            areas=counted("upload.areas", one.areas),
            years=_years(one),
        )
        for one in taken[:SAID]
    ]
    more = [counted("upload.found.more", len(taken) - SAID)] if len(taken) > SAID else []
    edition = "upload.found.edition_assumed" if seen.edition_assumed else "upload.found.edition"
    return [text("upload.found.all", series="; ".join([*parts, *more])), text(edition, edition=clean(seen.edition))]


def draw_found(seen: Recognised) -> None:
    """Draw every series of a publisher's file: a small table, folded away where it is a long one."""
    series = _ordered(seen.series)
    names = [text(f"upload.found.{name}") for name in HEADS]
    if not series:
        return
    if len(series) <= PLAINLY:
        draw_piece(draw_plain_table(Headings(names), [_line(one) for one in series]), key="found_series")
        return
    with st.expander(text("upload.found.title", count=format_plain(len(series), 0))):
        lines = [_line(one) for one in series[:LISTED]]
        figures = (len(HEADS) - 3, len(HEADS) - 1)
        draw_piece(draw_table(text("upload.found.caption"), names, lines, figures, scroll=True), key="found_series")
        if len(series) > LISTED:
            rest = counted("upload.found.more", len(series) - LISTED)
            draw_piece(f'<p class="c2030-more">{rest}</p>', key="found_series_more")
        offer_rows(COLUMNS, [asdict(one) for one in series], "connect2030-series-of-file", key="found_series_file")


def _ordered(series: Sequence[FoundSeries]) -> list[FoundSeries]:
    """Return series with those that were taken first, the longest of each before the others."""
    return sorted(series, key=lambda one: (one.outcome != TAKEN, -one.values, one.code))


def _became(one: FoundSeries) -> str:
    known = get_reference().indicators.get(one.indicator)
    return known.name if known else one.indicator


def _years(one: FoundSeries) -> str:
    if not one.first:
        return ""
    first, last = format_period(one.first), format_period(one.last)
    return first if first == last else f"{first}\N{EN DASH}{last}"


def _line(one: FoundSeries) -> list[str]:
    named = one.name and one.name != one.code
    code = clean(one.code)
    code = text("upload.found.named", code=code, name=clean(one.name, NAME_LENGTH)) if named else code
    values = format_plain(one.values, 0)
    unit = unit_words(one.unit_measure) if one.unit_measure else clean(one.unit_said)
    if one.outcome != TAKEN:
        _, reason = skipped_text("series", one.outcome)
        return [code, text("upload.found.left", reason=reason), unit, "", "", values]
    return [code, _became(one), unit, format_plain(one.areas, 0), _years(one), values]
