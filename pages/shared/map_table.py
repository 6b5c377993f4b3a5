"""The table twin of a map: every country, with its value, year, status and edition, its name a link to its page."""

from typing import Any

from data.reference import Reference
from exhibits.exhibit import Cell, Chip, Link
from i18n import format_period, text
from pages.shared.access import get_view
from pages.shared.map_words import figure_words, target_name
from pages.shared.twins import Twin
from services.maps import CountryFigures, Place
from services.wording import area_name
from topics.links import area_link

COLUMNS = (
    *("indicator", "ref_area", "area", "time_period", "obs_value", "obs_value_high", "unit_measure", "obs_status"),
    *("qualifier", "edition", "released", "source", "target_id", "status"),
)


def map_twin(shown: CountryFigures, title: str, reference: Reference) -> Twin:
    """Return the table behind a map; countries without a figure come last."""
    places = sorted(shown.places, key=lambda one: one.figure is None)
    judged = any(one.row for one in places)
    names = ("area", "value", "period", "edition")
    heads = [text(f"charts.table.{name}") for name in names]
    if judged:
        heads.insert(-1, text("maps.column_target", target=target_name(shown)))
    return Twin(
        name=f"map-{shown.indicator}".replace("_", "-"),
        title=title,
        heads=heads,
        cells=[_cells(one, reference, judged=judged) for one in places],
        numeric=(1,),
        columns=COLUMNS,
        records=[_record(one, shown, reference) for one in places],
    )


def _cells(place: Place, reference: Reference, *, judged: bool) -> list[Cell]:
    name = Link(area_name(place.ref_area, reference), area_link(get_view(), "country", place.ref_area))
    figure = place.figure
    if figure is None:
        return [name, text("numbers.missing"), "", *([""] if judged else []), ""]
    chip: list[Cell] = [Chip(place.status, text(f"status.{place.status}")) if place.row else ""] if judged else []
    return [name, figure_words(figure), format_period(figure.point.period), *chip, figure.series.edition]


def _record(place: Place, shown: CountryFigures, reference: Reference) -> dict[str, Any]:
    figure, row = place.figure, place.row
    found: dict[str, Any] = dict.fromkeys(COLUMNS, "") | {
        "indicator": shown.indicator,
        "ref_area": place.ref_area,
        "area": area_name(place.ref_area, reference),
        "unit_measure": reference.indicators[shown.indicator].unit_measure,
        "obs_value": None,
        "obs_value_high": None,
    }
    if figure:
        series, point = figure.series, figure.point
        found |= {
            "time_period": point.period if point.dated else point.year,
            "obs_value": point.value,
            "obs_value_high": figure.high,
            "unit_measure": series.unit_measure,
            "obs_status": point.obs_status,
            "qualifier": point.qualifier,
            "edition": series.edition,
            "released": series.released,
            "source": point.source or series.source,
        }
    return found | ({"target_id": row.target.target_id, "status": place.status} if row else {})
