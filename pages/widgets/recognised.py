"""What was recognised of a file: its form, its wrapping, its series, and what can be said of each."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace

import streamlit as st

from charts.difference import draw_plain_table
from charts.facts import draw_table
from charts.html import safe
from data.readers import FoundSeries, Reading, ReadOptions, Recognised
from data.readers.encodings import DELIMITERS, ENCODINGS
from data.readers.forms import MAPPED, known_forms
from data.reference.publishers import load_publishers
from exhibits.changes import Headings
from exhibits.origins import edition_words
from i18n import counted, format_period, format_plain, has_text, skipped_text, text, unit_words
from i18n.problems import clean
from pages.widgets.access import get_reference
from pages.widgets.framework import DeltaGenerator
from pages.widgets.mapping import used_mapping
from pages.widgets.show import draw_aside, draw_piece, offer_rows
from services.checking import Check, FileSeries, joined
from services.groups import area_name, name_list
from services.schools.changes import countries_of

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
            years=_years_found(one),
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
        draw_piece(draw_plain_table(Headings(names), [_series_line(one) for one in series]), key="found_series")
        return
    with st.expander(text("upload.found.title", count=format_plain(len(series), 0))):
        lines = [_series_line(one) for one in series[:LISTED]]
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


def _years_found(one: FoundSeries) -> str:
    if not one.first:
        return ""
    first, last = format_period(one.first), format_period(one.last)
    return first if first == last else f"{first}\N{EN DASH}{last}"


def _series_line(one: FoundSeries) -> list[str]:
    named = one.name and one.name != one.code
    code = clean(one.code)
    code = text("upload.found.named", code=code, name=clean(one.name, NAME_LENGTH)) if named else code
    values = format_plain(one.values, 0)
    unit = unit_words(one.unit_measure) if one.unit_measure else clean(one.unit_said)
    if one.outcome != TAKEN:
        _, reason = skipped_text("series", one.outcome)
        return [code, text("upload.found.left", reason=reason), unit, "", "", values]
    return [code, _became(one), unit, format_plain(one.areas, 0), _years_found(one), values]


PARTS = ("form", "member", "sheet", "encoding", "delimiter", "decimal")
DECIMALS = {".": "point", ",": "comma"}


@dataclass(frozen=True)
class Choice:
    """Something of the outside that can be chosen, and how its options are called."""

    part: str
    options: Sequence[str]
    name: Callable[[str], str]


def with_outside(options: ReadOptions) -> ReadOptions:
    """Return the options with what the sender said of the outside of the file; what was not said is as recognised."""
    said = {part: st.session_state.get(_key(part)) for part in PARTS}
    return replace(
        options,
        form=said["form"],
        member=said["member"],
        sheet=said["sheet"],
        encoding=said["encoding"],
        delimiter=said["delimiter"],
        decimal=said["decimal"],
    )


def forget_outside() -> None:
    """Forget what was said of the file before."""
    for part in PARTS:
        st.session_state.pop(_key(part), None)


def _key(part: str) -> str:
    return f"upload_{part}"


def describe_outside(seen: Recognised) -> str:
    """Return in words, without brackets, what the file is wrapped in and written with; empty where nothing is known."""
    words = []
    if seen.member:
        words.append(text("outside.member", member=clean(seen.member)))
    if seen.sheet:
        words.append(
            text(f"outside.{'open_sheet' if seen.container == 'ods' else 'workbook'}", sheet=clean(seen.sheet))
        )
    elif seen.container and not seen.encoding:
        words.append(text(f"outside.{'archive' if seen.container == 'zip' else 'workbook'}_unread"))
    if seen.encoding:
        words.append(seen.encoding)
    if seen.delimiter:
        words.append(text("outside.columns", delimiter=text(f"outside.{DELIMITERS[seen.delimiter]}")))
    if seen.decimal:
        words.append(text(f"outside.decimal_{DECIMALS[seen.decimal]}"))
    return ", ".join(words)


def draw_outside(seen: Recognised) -> None:
    """Draw what can be corrected of how the file was opened; open where a sheet or a file has to be chosen."""
    choices = list(_choices(seen))
    unread = bool((seen.sheets and not seen.sheet) or (seen.members and not seen.member))
    with st.expander(text("outside.title"), expanded=unread):
        draw_aside(text("outside.lead"))
        for choice, place in zip(choices, st.columns(len(choices)), strict=True):
            _choose(place, choice)


def _choose(place: DeltaGenerator, choice: Choice) -> None:
    options: list[str | None] = [None, *choice.options]
    place.selectbox(
        text(f"outside.choose_{choice.part}"),
        options,
        format_func=lambda one: choice.name(one) if one else text("outside.as_recognised"),
        key=_key(choice.part),
    )


def _choices(seen: Recognised) -> Sequence[Choice]:
    """Return what can be chosen: sheets and files where there are several, letters and columns where it is a text."""
    forms = tuple(form for form in known_forms() if form != MAPPED)
    found = [Choice("form", forms, lambda form: text(f"forms.{form}"))]
    if len(seen.members) > 1:
        found.append(Choice("member", seen.members, clean))
    if len(seen.sheets) > 1:
        found.append(Choice("sheet", seen.sheets, clean))
    if not seen.sheets:
        found.append(Choice("encoding", tuple(ENCODINGS), str))
        found.append(Choice("delimiter", tuple(DELIMITERS), lambda sign: text(f"outside.{DELIMITERS[sign]}")))
    found.append(Choice("decimal", tuple(DECIMALS), lambda mark: text(f"outside.decimal_{DECIMALS[mark]}_option")))
    return found


SHOWN_SERIES = 12
SAID_SERIES = 3
BESIDE = "not-the-data-file"


def draw_recognised(check: Check) -> None:
    """Draw what the file was read as, how many rows, and each series with its areas and years."""
    seen = check.reading.recognised
    found = describe_found(seen)
    sentences = [_form(check), *found, _rows(check.reading), _register(check)]
    left = " ".join(_left_out(check.reading))
    body = f'<p class="c2030-lead">{safe(" ".join(part for part in sentences if part))}</p>'
    body += f'<p class="c2030-about">{safe(left)}</p>' if left else ""
    draw_piece(body + ("" if seen.series else _series(check.series)), key="recognised")
    draw_found(seen)
    draw_outside(seen)


def _form(check: Check) -> str:
    words = text(_form_key(check), file=clean(check.file), form=_form_name(check.reading))
    how = describe_outside(check.reading.recognised)
    return f"{words} ({how})." if how else f"{words}."


def _form_key(check: Check) -> str:
    """Return the sentence that says as what a file was read, or what it is instead."""
    reading = check.reading
    unread = reading.kind is None or reading.form is None
    if reading.form == "mapped":
        return f"mapping.read_{reading.kind or 'not'}"
    if reading.form in load_publishers():
        beside = any(one.code == BESIDE for one in check.problem_counts)
        return "upload.read_beside" if beside else f"upload.read_official{'_not' if unread else ''}"
    if reading.form == "giga-schools":
        return "upload.read_giga"
    return "upload.read_not" if unread else f"upload.read_{reading.kind}"


def _form_name(reading: Reading) -> str:
    return text(f"forms.{reading.form}") if reading.form in load_publishers() else ""


def _rows(reading: Reading) -> str:
    if not reading.rows.read:
        return ""
    counts = {
        "read": reading.rows.read,
        "accepted": reading.rows.accepted,
        "refused": reading.rows.refused,
        "skipped": sum(one.rows for one in reading.skipped),
    }
    key = "upload.rows_one" if reading.rows.read == 1 else "upload.rows"
    mapping = used_mapping()
    wide = reading.form == "mapped" and mapping is not None and mapping.wide
    key = "upload.values" if wide or reading.recognised.publisher else key
    return text(key, **{name: format_plain(count, 0) for name, count in counts.items()})


def _left_out(reading: Reading) -> list[str]:
    found = []
    for one in joined(reading.skipped):
        what, reason = skipped_text(one.what, one.reason, one.code, one.name)
        unit = "values" if reading.recognised.publisher else "rows"
        key = "upload.skipped" if one.rows else "upload.skipped_nothing"
        found.append(text(key, count=counted(f"upload.skipped_{unit}", one.rows), what=what, reason=reason))
    columns = reading.recognised.columns_ignored
    if columns and reading.form is not None:
        names, more = ", ".join(clean(name) for name in columns[:SHOWN_SERIES]), len(columns) - SHOWN_SERIES
        names = text("mapping.ignored", columns=names, count=format_plain(more, 0)) if more > 0 else names
        found.append(text("upload.ignored", columns=names))
    return found


def _series(series: tuple[FileSeries, ...]) -> str:
    if not series:
        return ""
    names = ("indicator", "unit", "edition", "areas", "years", "values")
    headings = Headings([text(f"upload.column_{name}") for name in names])
    more = len(series) - SHOWN_SERIES
    rest = f'<p class="c2030-more">{text("upload.series_more", count=format_plain(more, 0))}</p>' if more > 0 else ""
    return draw_plain_table(headings, [_line(one) for one in series[:SHOWN_SERIES]]) + rest


def describe_contents(check: Check) -> str:
    """Return in a sentence what a file holds: series, schools or pledges; empty for targets."""
    return describe_series(check.series) or _register(check)


def _register(check: Check) -> str:
    """Return how many schools in which countries a file holds, or how many rows of another kind that has words."""
    if check.schools is not None:
        countries = [area_name(code, get_reference()) for code in countries_of(check.schools)]
        return text("upload.holds_schools", count=format_plain(check.schools.num_rows, 0), areas=name_list(countries))
    listed = next((name for name in check.rows if has_text(f"upload.holds_{name}")), "")
    return counted(f"upload.holds_{listed}", check.reading.rows.accepted) if listed else ""


def describe_series(series: tuple[FileSeries, ...]) -> str:
    """Return in a sentence which series a file holds: indicators with the number of areas and the years."""
    if not series:
        return ""
    parts = [
        text(
            "upload.series_one",
            indicator=get_reference().indicators[one.indicator].name,
            areas=counted("upload.areas", one.areas),
            years=_years(one),
        )
        for one in series[:SAID_SERIES]
    ]
    if len(series) > SAID_SERIES:
        parts.append(text("upload.series_more", count=format_plain(len(series) - SAID_SERIES, 0)))
    return text("upload.series_read", series="; ".join(parts))


def _years(series: FileSeries) -> str:
    first, last = format_period(series.first), format_period(series.last)
    return first if first == last else f"{first}\N{EN DASH}{last}"


def _line(series: FileSeries) -> list[str]:
    return [
        get_reference().indicators[series.indicator].name,
        unit_words(series.unit_measure),
        edition_words(series.edition),
        format_plain(series.areas, 0),
        _years(series),
        format_plain(series.observations, 0),
    ]
