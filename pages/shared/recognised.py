"""What a file was recognised as, in a sentence, and the series it holds."""

from charts.difference import Headings, draw_plain_table
from charts.html import safe
from data.readers import Reading
from i18n import counted, format_period, format_plain, skipped_text, text, unit_words
from i18n.problems import clean
from pages.shared.access import get_reference
from pages.shared.outside import describe_outside, draw_outside
from pages.shared.piece import draw_piece
from services.checking import Check, FileSeries
from services.left_out import joined
from services.school_deeds import countries_of
from services.shapes import INDICATORS, PLEDGES
from services.wording import area_name, name_list

SHOWN_SERIES = 12
SAID_SERIES = 3


def draw_recognised(check: Check) -> None:
    """Draw what the file was read as, how many rows, and each series with its areas and years."""
    sentences = [_form(check), _rows(check.reading), _register(check), *_left_out(check.reading)]
    body = f'<p class="c2030-lead">{safe(" ".join(part for part in sentences if part))}</p>'
    draw_piece(body + _series(check.series), key="recognised")
    draw_outside(check.reading.recognised)


def _form(check: Check) -> str:
    reading = check.reading
    key = "upload.read_not" if reading.form is None or reading.kind is None else f"upload.read_{reading.kind}"
    key = "upload.read_giga" if reading.form == "giga-schools" else key
    words = text(key, file=clean(check.file))
    if reading.recognised.publisher:
        words = text("upload.read_official", file=clean(check.file), form=text(f"forms.{reading.form}"))
    if reading.form == "mapped":
        words = text(f"mapping.read_{reading.kind or 'not'}", file=clean(check.file))
    seen = reading.recognised
    how = describe_outside(seen)
    return f"{words} ({how})." if how else f"{words}."


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
    key = "upload.values" if reading.recognised.publisher else key
    return text(key, **{name: format_plain(count, 0) for name, count in counts.items()})


def _left_out(reading: Reading) -> list[str]:
    found = []
    for one in joined(reading.skipped):
        what, reason = skipped_text(one.what, one.reason, one.code, one.name)
        found.append(text("upload.skipped", rows=format_plain(one.rows, 0), what=what, reason=reason))
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
    """Return how many schools in which countries a file holds, or how many pledges or indicators."""
    if check.schools is not None:
        countries = [area_name(code, get_reference()) for code in countries_of(check.schools)]
        return text("upload.holds_schools", count=format_plain(check.schools.num_rows, 0), areas=name_list(countries))
    listed = next((name for name in (PLEDGES, INDICATORS) if name in check.rows), "")
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
