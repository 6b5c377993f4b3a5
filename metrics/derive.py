"""Indicators that no publisher states, derived from those that are: a sum, a ratio, women's rate over men's."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from data.schemas.indicator import Derivation, Indicator
from metrics.series import Key, Point, Series, SeriesBook


def add_derived(book: SeriesBook, indicators: Iterable[Indicator]) -> SeriesBook:
    """Return the book with the derived series added, those of an indicator when they are first asked for.

    Parts are joined within one edition and period only. Where the publisher of an edition states the indicator for an
    area itself, its figures stand and nothing is derived beside them.
    """
    rules = {one.indicator: partial(_derived, book, one, one.derived) for one in indicators if one.derived}
    return book.with_totals({}, rules)


def _derived(book: SeriesBook, indicator: Indicator, rule: Derivation) -> dict[Key, tuple[Series, ...]]:
    totals: dict[Key, tuple[Series, ...]] = {}
    for ref_area, made in _derive(book, indicator, rule).items():
        key = (indicator.indicator, ref_area)
        stated = {one.edition for one in book.totals.get(key, ())}
        merged = [*book.totals.get(key, ()), *(one for one in made if one.edition not in stated)]
        totals[key] = tuple(sorted(merged, key=lambda one: (one.released, one.edition), reverse=True))
    return totals


def _derive(book: SeriesBook, indicator: Indicator, rule: Derivation) -> Mapping[str, list[Series]]:
    made: dict[str, list[Series]] = {}
    shelf = book.parts if rule.rule == "ratio_of_sexes" else book.totals
    for ref_area in [area for name, area in shelf if name == rule.of[0]]:
        for first in shelf[(rule.of[0], ref_area)]:
            parts = _parts(book, first, rule)
            series = _combine(indicator, rule, parts) if parts else None
            if series is not None:
                made.setdefault(ref_area, []).append(series)
    return made


def _parts(book: SeriesBook, first: Series, rule: Derivation) -> list[Series]:
    if rule.rule == "ratio_of_sexes":
        if first.dimensions != ("F", "_T", "_T", "_T"):
            return []
        men = [s for s in book.parts_of(first.indicator, first.ref_area) if s.dimensions == ("M", "_T", "_T", "_T")]
        others = [[one for one in men if one.edition == first.edition]]
    else:
        others = [[s for s in book.of(name, first.ref_area) if s.edition == first.edition] for name in rule.of[1:]]
    return [first, *(found[0] for found in others)] if all(others) else []


def _combine(indicator: Indicator, rule: Derivation, parts: Sequence[Series]) -> Series | None:
    work: Callable[[list[float]], float] = sum if rule.rule == "sum" else _ratio
    by_period = [{point.period: point for point in part.points} for part in parts]
    points = []
    for period, first in by_period[0].items():
        found = [drawer[period] for drawer in by_period if period in drawer]
        if len(found) == len(parts) and (rule.rule == "sum" or found[1].value):
            points.append(_joined(first, found, rule.times * work([point.value for point in found])))
    if not points:
        return None
    return Series(
        indicator=indicator.indicator,
        ref_area=parts[0].ref_area,
        edition=parts[0].edition,
        released=parts[0].released,
        source=parts[0].source,
        unit_measure=indicator.unit_measure,
        points=tuple(points),
        derived=True,
    )


def _ratio(values: list[float]) -> float:
    return values[0] / values[1]


def _joined(first: Point, found: list[Point], value: float) -> Point:
    statuses = {point.obs_status for point in found}
    status = "E" if "E" in statuses else first.obs_status if len(statuses) == 1 else ""
    return Point(first.period, first.moment, value, status)
