"""A trend chart out of series and judgements: names of its lines, its targets and paths, its words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from charts.content import GREY, AimLine, AimPath, TrendChart, TrendLine
from data.reference import Reference
from i18n import format_period, format_value, format_when, text, unit_words
from metrics.breaks import suspected_breaks
from metrics.series import Series, date_moment, moment
from services.scorecard import ScorecardRow
from services.sentences import chart_title, part_words, plain_aim, short_area, short_indicator, topic_of
from services.trends import Trend
from services.wording import area_name, describe_aim, name_list, target_unit
from services.world_rules import growing_by_steps, make_limits

COLOURS = 6
MOST_PATHS = 3
SOURCES_NAMED = 3


@dataclass(frozen=True)
class Subject:
    """What a chart is about: its indicators' common name and unit, and whether its lines are parts of the people."""

    topic: str
    unit_measure: str
    by_part: bool = False
    revision: str = ""


def make_chart(
    subject: Subject, trends: Sequence[Trend], rows: Sequence[ScorecardRow], reference: Reference, day: date
) -> TrendChart:
    """Return the chart of trends with the targets of `rows` as lines and paths."""
    lines = make_lines(trends, reference)
    areas = list(dict.fromkeys(one.series.ref_area for one in trends))
    names = name_list([area_name(area, reference) for area in areas])
    title = chart_title(subject.topic, trends, reference, by_part=subject.by_part)
    chart = TrendChart(
        title=title,
        about=text(
            "charts.about",
            unit=unit_words(subject.unit_measure, trends[0].series.indicator if trends else ""),
            area=names,
        ),
        source=source_words([one.series for one in trends], subject.revision),
        alt="",
        unit_measure=subject.unit_measure,
        lines=lines,
        aims=make_aims(rows, reference, day),
        paths=_paths(rows, reference, day, areas),
    )
    return replace(chart, alt=_alt(chart, names))


def subject_of(indicator: str, reference: Reference, unit: str = "") -> Subject:
    """Return the subject of a chart of one indicator."""
    return Subject(topic_of(indicator, reference), unit or reference.indicators[indicator].unit_measure)


def make_lines(trends: Sequence[Trend], reference: Reference) -> list[TrendLine]:
    """Return the lines with names that say only what differs between them, and colours by area."""
    areas = list(dict.fromkeys(one.series.ref_area for one in trends))
    main = [one for one in trends if not one.later]
    varies = {
        "indicator": len({one.series.indicator for one in main}) > 1,
        "part": any(part_words(one.series) for one in main),
        "edition": any(_same_but_edition(one, main) for one in main),
    }
    found: list[TrendLine] = []
    rule, by_steps = make_limits(reference).steps, growing_by_steps(reference)
    for trend in trends:
        series = trend.series
        of_area = [line for line in found if line.series.ref_area == series.ref_area and not line.later]
        colour = areas.index(series.ref_area) if len(areas) > 1 else _own_colour(trend, found)
        colour = GREY if trend.context else colour
        name, label = _names(trend, reference, varies, len(areas))
        symbol = 0 if len(areas) == 1 or trend.later else len(of_area)
        shade = colour if colour < COLOURS else GREY
        plain = not (trend.later or trend.own or series.derived or series.indicator in by_steps)
        doubts = suspected_breaks(series, rule) if plain else ()
        line = TrendLine(name, label, series, shade, symbol, later=trend.later, own=trend.own, doubts=doubts)
        found.append(line)
    return found


def _same_but_edition(trend: Trend, others: Sequence[Trend]) -> bool:
    one = trend.series
    return any(
        (one.indicator, one.ref_area, one.dimensions) == (two.indicator, two.ref_area, two.dimensions)
        and one.edition != two.edition
        for two in (other.series for other in others)
    )


def _own_colour(trend: Trend, found: Sequence[TrendLine]) -> int:
    """Return a colour of its own for a line; a later figure takes that of the line it belongs to."""
    if trend.later:
        same = [line.colour for line in found if line.series.indicator == trend.series.indicator]
        return same[-1] if same else 0
    return sum(not line.later for line in found)


def _names(trend: Trend, reference: Reference, varies: dict[str, bool], areas: int) -> tuple[str, str]:
    series = trend.series
    parts = [part_words(series) or text("charts.part.total")] if varies["part"] else []
    if varies["indicator"]:
        parts.insert(0, short_indicator(series.indicator, reference))
    if varies["edition"] or trend.later:
        parts.append(text("own.label") if trend.own else series.edition)
    name = ", ".join([area_name(series.ref_area, reference), *parts])
    if trend.later:
        return name, series.edition
    with_area = areas > 1 or not parts
    return name, ", ".join([*([short_area(series.ref_area, reference)] if with_area else []), *parts])


def make_aims(rows: Sequence[ScorecardRow], reference: Reference, day: date) -> list[AimLine]:
    """Return the targets of judged rows as lines, each with its words; those that say the same once."""
    several = len({row.target.indicator for row in rows}) > 1
    found: dict[str, AimLine] = {}
    for row in rows:
        target, judgement = row.target, row.judgement
        if judgement.target_value is None:
            continue
        live = target.target_year >= day.year
        name = _aim_name(row, reference, rows, several=several)
        key = f"charts.{'aim' if live else 'aim_past'}{'_named' if name else ''}"
        words = text(key, name=name, value=plain_aim(row, reference), year=target.target_year)
        end = _target_moment(row)
        found.setdefault(words, AimLine(words, judgement.target_value, end, judgement.target_upper, live))
    return list(found.values())


def _aim_name(row: ScorecardRow, reference: Reference, rows: Sequence[ScorecardRow], *, several: bool) -> str:
    if several:
        return short_indicator(row.target.indicator, reference)
    areas = {other.judgement.ref_area for other in rows}
    if len(areas) > 1 and not row.target.for_each_country:
        return short_area(row.judgement.ref_area, reference)
    return ""


def _target_moment(row: ScorecardRow) -> float:
    latest, year = row.judgement.latest, row.target.target_year
    return date_moment(date(year, 12, 31)) if latest is not None and latest.dated else float(year)


def _paths(rows: Sequence[ScorecardRow], reference: Reference, day: date, areas: Sequence[str]) -> list[AimPath]:
    found = []
    for row in rows:
        target, judgement = row.target, row.judgement
        live = target.target_year >= day.year
        if len(areas) > MOST_PATHS or (not live and len(areas) > 1):
            continue
        value, period = judgement.baseline_value, judgement.baseline_period
        reached = judgement.status == "achieved"
        if value is None or period is None or judgement.target_value is None or reached:
            continue
        end = judgement.target_value if value <= judgement.target_value else judgement.target_upper
        unit = target_unit(target, reference)
        words = text(
            "charts.path",
            value=format_value(value, unit),
            period=format_when(period),
            aim=describe_aim(target, judgement, unit),
            year=target.target_year,
        )
        colour = areas.index(judgement.ref_area) if len(areas) > 1 and judgement.ref_area in areas else None
        end = judgement.target_value if end is None else end
        found.append(AimPath(words, (moment(period), value), (_target_moment(row), end), live, colour))
    return found


def source_words(series: Sequence[Series], revision: str) -> str:
    """Return who published the figures of a chart, in which editions, and which revision of ours shows them."""
    named = dict.fromkeys(
        point.source or one.source for one in series for point in reversed((*one.points, *one.forecasts))
    )
    sources = [name for name in named if name]
    if len(sources) > SOURCES_NAMED:
        more = text("charts.more_sources", count=len(sources) - SOURCES_NAMED)
        sources = [*sources[:SOURCES_NAMED], more]
    editions = dict.fromkeys((one.edition, one.released) for one in series)
    words = [
        text("charts.edition", edition=name, released=format_period(month)) if month else name
        for name, month in editions
    ]
    return text("charts.source", source="; ".join(sources), editions="; ".join(words), revision=revision)


def _alt(chart: TrendChart, areas: str) -> str:
    observed = [line for line in chart.lines if line.series.points]
    periods = sorted(point.period for line in observed for point in line.series.points)
    lines = [_alt_line(line, chart.unit_measure) for line in observed]
    return text(
        "charts.alt",
        title=chart.title,
        unit=unit_words(chart.unit_measure, chart.lines[0].series.indicator if chart.lines else ""),
        area=areas,
        first=format_period(periods[0]) if periods else "",
        last=format_period(periods[-1]) if periods else "",
        lines=" ".join([*lines, *(text("charts.alt_aim", words=aim.words) for aim in chart.aims)]),
    )


def _alt_line(line: TrendLine, unit: str) -> str:
    first, last = line.series.points[0], line.series.points[-1]
    return text(
        "charts.alt_line" if first.period != last.period else "charts.alt_line_one",
        name=line.name,
        start=format_value(first.value, unit),
        first=format_period(first.period),
        end=format_value(last.value, unit),
        last=format_period(last.period),
    )
