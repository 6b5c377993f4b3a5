"""Projections and records of forecasts as the command line asks for them: plain values in, plain records out."""

import math

from data.reference import Reference
from services.groups import is_known
from services.misuse import Misuse
from services.projecting.projections import Record, backtest_record, project_record
from services.view import View

WORLD = "WLD"


def project(view: View, asked: tuple[str, str], year: str | None, value: str | None) -> Record:
    """Return the projection of an indicator in an area towards its running target, or another year and level.

    Raises:
        Misuse: If indicator, area, year or level are none.
    """
    indicator, area = known_series(view.reference, *asked)
    level = (read_year(year), read_level(value))
    return project_record(view.state, view.reference, (indicator, area), level, view.day)


def backtest(view: View, indicator: str, first: str | None, last: str | None) -> Record:
    """Return the record of past forecasts of an indicator, from one year of origin to another.

    Raises:
        Misuse: If the indicator or a year is none, or nothing of its kind is projected.
    """
    indicator, _ = known_series(view.reference, indicator, WORLD)
    years = (read_year(first), read_year(last))
    return backtest_record(view.state, view.reference, indicator, years)


def known_series(reference: Reference, indicator: str, area: str) -> tuple[str, str]:
    """Return indicator and area as the reference data write them.

    Raises:
        Misuse: If one of them is none.
    """
    if indicator.lower() not in reference.indicators:
        raise Misuse.of("unknown-indicator", value=indicator)
    if not is_known(area.upper(), reference):
        raise Misuse.of("unknown-area", value=area)
    return indicator.lower(), area.upper()


def read_year(written: str | None) -> int | None:
    """Return a year as written, None where there is none.

    Raises:
        Misuse: If it is no year.
    """
    if written is None:
        return None
    if not (written.isdigit() and len(written) == len("2030")):
        raise Misuse.of("not-a-whole-number", value=written)
    return int(written)


def read_level(written: str | None) -> float | None:
    """Return a level as written, None where there is none.

    Raises:
        Misuse: If it is no number.
    """
    if written is None:
        return None
    try:
        return finite(float(written))
    except ValueError as error:
        raise Misuse.of("not-a-number", value=written) from error


def finite(number: float) -> float:
    """Return a number that is one.

    Raises:
        ValueError: If it is infinite or not a number.
    """
    if not math.isfinite(number):
        message = "not a finite number"
        raise ValueError(message)
    return number
