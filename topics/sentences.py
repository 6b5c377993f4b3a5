"""What series say, in sentences: titles of charts, answers, names of areas and parts as people say them."""

import re
from collections.abc import Sequence

from data.reference import Reference
from data.schemas.observation import TOTAL
from i18n import counted, format_period, format_value, format_when, has_text, text
from metrics.aggregates import BREAK
from metrics.series import Point, Series
from services.groups import area_name, custom_members, is_custom, name_list
from topics.scorecard import ScorecardRow
from topics.trends import Trend
from topics.wording import describe_aim, target_unit

AGES = re.compile(r"Y(?:_(?P<sign>GE|GT|LT|LE))?(?P<low>[0-9]+)(?:T(?P<high>[0-9]+))?")


def area_phrase(ref_area: str, reference: Reference) -> str:
    """Return an area as it is named inside a sentence: the world, Kenya, your group (Kenya and Uganda)."""
    if is_custom(ref_area):
        return text("charts.own_group_phrase", countries=area_name(ref_area, reference))
    key = f"charts.in_area.{ref_area}"
    return text(key) if has_text(key) else area_name(ref_area, reference)


def short_area(ref_area: str, reference: Reference) -> str:
    """Return the name of an area where there is little room; a group of the reader's own is told by its size."""
    if is_custom(ref_area):
        return counted("charts.own_group", len(custom_members(ref_area)))
    key = f"charts.short_area.{ref_area}"
    return text(key) if has_text(key) else area_name(ref_area, reference)


def short_indicator(indicator: str, reference: Reference) -> str:
    """Return the name of an indicator where there is little room."""
    key = f"charts.short_indicator.{indicator}"
    return text(key) if has_text(key) else reference.indicators[indicator].short_name


def topic_of(indicator: str, reference: Reference) -> str:
    """Return what an indicator is about, as the subject of a title."""
    key = f"charts.topic.{indicator}"
    if has_text(key):
        return text(key)
    found = reference.indicators.get(indicator)
    return found.name if found else indicator


def part_words(series: Series) -> str:
    """Return what part of the people a series is about: women, urban, aged 15 to 24; empty for the total."""
    return " · ".join(_code_words(code) for code in series.dimensions if code != TOTAL)


def _code_words(code: str) -> str:
    if has_text(f"charts.code.{code}"):
        return text(f"charts.code.{code}")
    found = AGES.fullmatch(code)
    if not found:
        return code[:1].upper() + code[1:]
    low, high = int(found["low"]), found["high"]
    if found["sign"]:
        above = found["sign"].startswith("G")
        edge = low + (found["sign"] in ("GT", "LE"))
        return text("charts.age.from" if above else "charts.age.under", low=edge)
    return text("charts.age.range", low=low, high=high) if high else text("charts.age.single", low=low)


def value_words(point: Point, unit: str) -> str:
    """Return the value of a point with its unit and the word its publisher put before it: about USD 80 bn."""
    return " ".join(part for part in (point.qualifier, format_value(point.value, unit)) if part)


def answer_sentence(series: Series, reference: Reference) -> str:
    """Return the latest value as a sentence without its full stop: 73.6 % of people in the world used ..."""
    latest = series.points[-1]
    key = f"charts.answer.{series.indicator}"
    details = {
        "value": value_words(latest, series.unit_measure),
        "area": area_phrase(series.ref_area, reference),
        "name": area_name(series.ref_area, reference),
        "period": format_when(latest.period),
        "indicator": reference.indicators[series.indicator].name,
    }
    return text(key if has_text(key) else "charts.answer.other", **details)


def chart_title(topic: str, trends: Sequence[Trend], reference: Reference, *, by_part: bool) -> str:
    """Return the title in words of a chart: what happened to one line, or the highest and the lowest of several."""
    series = [one.series for one in trends if not one.later and not one.context and one.series.points]
    areas = {one.ref_area for one in series}
    if len(series) == 1:
        return _one_line(topic, series[0], reference)
    if len(areas) == len(series):
        return _several_areas(topic, series, reference)
    area = area_phrase(series[0].ref_area, reference)
    indicators = {one.indicator for one in series}
    if len(areas) > 1:
        names = name_list([area_phrase(one, reference) for one in dict.fromkeys(one.ref_area for one in series)])
        return text("charts.title.lines_of_areas", topic=topic, area=names, count=len(series))
    if not by_part and len(indicators) == 1:
        return text("charts.title.editions", topic=topic, area=area, count=len(series))
    lines = [_line_words(one, reference, by_part=by_part) for one in series]
    return text("charts.title.lines", topic=topic, area=area, lines=", ".join(lines))


def _one_line(topic: str, series: Series, reference: Reference) -> str:
    points = _since_the_last_break(series.points)
    first, last = points[0], points[-1]
    kind = "rose" if last.value > first.value else "fell" if last.value < first.value else "same"
    return text(
        f"charts.title.{kind if len(points) > 1 else 'one'}",
        topic=topic,
        area=area_phrase(series.ref_area, reference),
        start=value_words(first, series.unit_measure),
        first=format_when(first.period),
        end=value_words(last, series.unit_measure),
        last=format_when(last.period),
    )


def _since_the_last_break(points: Sequence[Point]) -> Sequence[Point]:
    """Return the points that compare with the newest: those since the last break in the series."""
    return points[max((at for at, point in enumerate(points) if at and point.obs_status == BREAK), default=0) :]


def _several_areas(topic: str, series: Sequence[Series], reference: Reference) -> str:
    high = max(series, key=lambda one: one.points[-1].value)
    low = min(series, key=lambda one: one.points[-1].value)
    details = {}
    for name, one in (("high", high), ("low", low)):
        details[name] = format_value(one.points[-1].value, one.unit_measure)
        details[f"{name}_area"] = area_phrase(one.ref_area, reference)
        details[f"{name}_year"] = format_period(one.points[-1].period)
    kind = "areas" if len(series) > 2 else "areas_two"
    return text(f"charts.title.{kind}", topic=topic, **details)


def _line_words(series: Series, reference: Reference, *, by_part: bool) -> str:
    last = series.points[-1]
    name = part_words(series).lower() if by_part else short_indicator(series.indicator, reference)
    value = format_value(last.value, series.unit_measure)
    return text("charts.title.line", name=name, value=value, year=format_period(last.period))


def plain_aim(row: ScorecardRow, reference: Reference) -> str:
    """Return the line to reach without the level that counts as met, where there is little room."""
    target = row.target.model_copy(update={"met_at": None})
    return describe_aim(target, row.judgement, target_unit(target, reference))
