"""The forecast record on its page: errors by years ahead, how often the bands held, where it missed most."""

import streamlit as st

from charts.errors import draw_errors
from charts.facts import draw_table
from charts.html import keep_together, safe
from charts.key import draw_source
from exhibits.exhibit import Cell, Link
from exhibits.plots import ErrorChart, ErrorLine
from i18n import counted, format_change, format_plain, format_share, format_value, text
from metrics.record import HorizonRecord, Missed
from pages.shared.access import get_reference, get_revision, get_state, get_view
from pages.shared.chart import Picture, draw_picture
from pages.shared.piece import draw_piece
from pages.shared.twins import Twin, draw_twin
from services.projecting.projections import projector_of
from services.projecting.record_view import SAID, Shown, missed_records
from services.projecting.record_words import (
    FEW,
    RIVALS,
    horizon_words,
    level_words,
    median_and_band,
    of_cases,
    off_words,
)
from services.trends import used_series
from services.wording import area_name
from topics.links import area_link
from topics.trend_chart import source_words

METHODS = ("mae", *RIVALS)
ERRORS = ("years_ahead", *METHODS, "coverage80", "n")
MISSED = (*SAID, "mean_error", "outside", "statements")


def record_source(indicator: str) -> str:
    """Return who published the figures of a record, in which editions, and the revision that the reader looks at."""
    state = get_state()
    found = [used_series(state, indicator, area) for area in projector_of(state).panel(indicator).areas]
    return source_words([one for one in found if one], get_revision(indicator))


def method_name(name: str) -> str:
    """Return what a method is called, by the name of its error."""
    return text("record.method.ours" if name == "mae" else f"record.method.{name}")


def draw_errors_ahead(shown: Shown) -> None:
    """Draw the errors of all methods by years ahead, with their table."""
    horizons, title = shown.record.horizons, text("record.errors_title")
    points = shown.unit.startswith("PT")
    about = text("record.errors_about", unit=text("record.points") if points else shown.unit)
    source = record_source(shown.indicator)
    lines = [_line(name, shown) for name in METHODS]
    chart = ErrorChart(title, about, source, list(horizons), [str(one) for one in horizons], lines)
    parts = (f"{one.name}: {'; '.join(one.words)}." for one in lines)
    alt = text("record.errors_alt", title=title, lines=" ".join(parts))
    under = draw_source([text("record.errors_axis"), source])
    draw_picture(Picture(title, about, alt, lambda mode: draw_errors(chart, mode), under), key="record_errors")
    draw_twin(_errors_twin(shown, title))


def _line(name: str, shown: Shown) -> ErrorLine:
    horizons = shown.record.horizons
    words = [
        text("record.errors_point", ahead=_ahead(h), error=_error(one, name, shown), count=format_plain(one.n, 0))
        for h, one in horizons.items()
    ]
    return ErrorLine(method_name(name), [getattr(one, name) for one in horizons.values()], words, name == "mae")


def _ahead(horizon: int) -> str:
    return counted("record.ahead", horizon, number=horizon_words(horizon).capitalize())


def _error(one: HorizonRecord, name: str, shown: Shown) -> str:
    error = getattr(one, name)
    return text("numbers.missing") if error is None else format_change(error, shown.unit)


def _errors(one: HorizonRecord, shown: Shown) -> list[str]:
    return [_error(one, name, shown) for name in METHODS]


def _errors_twin(shown: Shown, title: str) -> Twin:
    horizons = shown.record.horizons
    ahead, inside, count = (text(f"record.column.{name}") for name in ("ahead", "inside", "count"))
    return Twin(
        name=f"record-{shown.indicator}",
        title=title,
        heads=[ahead, *(method_name(name) for name in METHODS), inside, count],
        cells=[
            [str(h), *_errors(one, shown), format_share(one.coverage80), format_plain(one.n, 0)]
            for h, one in horizons.items()
        ],
        numeric=range(1, len(METHODS) + 3),
        columns=ERRORS,
        records=[{"years_ahead": h} | {name: getattr(one, name) for name in ERRORS[1:]} for h, one in horizons.items()],
    )


def draw_bands(shown: Shown) -> None:
    """Draw the share of outcomes inside the 80 % band and the error, by years ahead and starting level."""
    title, horizons = text("record.band_title"), list(shown.record.horizons)
    st.header(title)
    st.write(text("record.band_lead"))
    rows = [
        [
            text("record.band_all"),
            *(_held(shown.record.horizons[h].coverage80, shown.record.horizons[h].n) for h in horizons),
        ]
    ]
    for low, high in sorted({(one.low, one.high) for one in shown.record.levels}):
        cells = {one.horizon: _held(one.coverage80, one.n) for one in shown.record.levels if one.low == low}
        rows.append([level_words(low, high, shown), *(cells.get(h, "") for h in horizons)])
    heads = [text("record.band_start"), *(_ahead(h) for h in horizons)]
    table = draw_table(title, heads, rows, range(1, len(heads)))
    draw_piece(keep_together(table), key="record_bands")


def _held(share: float, count: int) -> str:
    words = of_cases(share, count)
    return words if count < FEW else text("record.band_cell", share=words, n=format_plain(count, 0))


def draw_missed(shown: Shown) -> None:
    """Draw the list of the countries that were missed most, each with the statement that was farthest off."""
    missed, title = shown.record.missed, text("record.missed_title")
    st.header(title)
    if not missed:
        return
    ahead = counted("record.ahead", missed[0].horizon, number=horizon_words(missed[0].horizon).capitalize())
    draw_piece(f'<p class="c2030-about">{safe(text("record.missed_lead", ahead=ahead))}</p>', key="record_missed_lead")
    names = ("area", "mean", "outside", "said_in", "about", "said", "range", "came", "off")
    twin = Twin(
        name=f"missed-{shown.indicator}",
        title=title,
        heads=[text(f"record.column.{name}") for name in names],
        cells=[_missed_row(one, shown) for one in missed],
        numeric=(1, 2, 3, 4, 5, 7),
        columns=MISSED,
        records=missed_records(missed, get_reference()),
    )
    draw_twin(twin, folded=False)


def _missed_row(one: Missed, shown: Shown) -> list[Cell]:
    worst = one.worst
    return [
        Link(area_name(one.ref_area, get_reference()), area_link(get_view(), "country", one.ref_area)),
        format_change(one.mae, shown.unit),
        text("record.outside", count=one.outside, n=one.n),
        str(worst.origin),
        str(worst.year),
        *median_and_band(worst, shown.unit),
        format_value(worst.outcome, shown.unit),
        off_words(worst, shown.unit),
    ]
