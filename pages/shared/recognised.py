"""What a file was recognised as, in a sentence, and the series it holds."""

from charts.difference import draw_plain_table
from charts.html import safe
from data.readers import Reading
from data.reference.publishers import load_publishers
from exhibits.changes import Headings
from i18n import counted, format_period, format_plain, has_text, skipped_text, text, unit_words
from i18n.problems import clean
from pages.shared.access import get_reference
from pages.shared.found_series import describe_found, draw_found
from pages.shared.mapping.state import used_mapping
from pages.shared.outside import describe_outside, draw_outside
from pages.shared.piece import draw_piece
from services.checking import Check, FileSeries
from services.left_out import joined
from services.schools.countries import countries_of
from services.wording import area_name, name_list

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
        series.edition,
        format_plain(series.areas, 0),
        _years(series),
        format_plain(series.observations, 0),
    ]
