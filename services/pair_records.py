"""The rows behind two indicators against each other: exactly what is drawn, as a file holds it."""

from typing import Any

from data.reference import Reference
from metrics.series import Point, Series
from services.pairs import Answer, Countries, Pair, Question
from services.wording import area_name

FIGURE = ("indicator", "time_period", "obs_value", "unit_measure", "obs_status", "edition", "source")
COLUMNS = (
    "ref_area",
    "area",
    "year",
    "group",
    *(f"x_{name}" for name in FIGURE),
    *(f"y_{name}" for name in FIGURE),
    "population",
    "population_time_period",
)
"""The columns of a row: the country, the year asked for, its group, the two figures, the people."""


def pair_records(
    answer: Answer, question: Question, countries: Countries, reference: Reference
) -> list[dict[str, Any]]:
    """Return one row a country with both figures, in the order of the answer."""
    return [_record(pair, question, countries, reference) for pair in answer.pairs]


def _record(pair: Pair, question: Question, countries: Countries, reference: Reference) -> dict[str, Any]:
    people = pair.people
    return (
        {
            "ref_area": pair.ref_area,
            "area": area_name(pair.ref_area, reference),
            "year": question.year,
            "group": area_name(pair.group, reference) if pair.group else "",
        }
        | _figure("x", countries.x[pair.ref_area], pair.x)
        | _figure("y", countries.y[pair.ref_area], pair.y)
        | {
            "population": people.value if people else None,
            "population_time_period": people.period if people else "",
        }
    )


def _figure(side: str, series: Series, point: Point) -> dict[str, Any]:
    values = (
        series.indicator,
        point.period,
        point.value,
        series.unit_measure,
        point.obs_status,
        series.edition,
        point.source or series.source,
    )
    return {f"{side}_{name}": value for name, value in zip(FIGURE, values, strict=True)}
