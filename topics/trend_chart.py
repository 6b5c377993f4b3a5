"""A trend chart out of series and judgements: its lines, targets, paths and fan, its words, the figures behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from data.reference import Reference
from data.schemas.target import Target
from exhibits.exhibit import Exhibit, Part, Picture, Table, Text
from exhibits.origins import edition_words, origin_words
from exhibits.trend import GREY, MOST_LABELS, AimLine, AimPath, ProjectionFan, TrendChart, TrendLine, status_words
from i18n import format_period, format_projected, format_value, format_when, text, unit_words
from metrics.breaks import suspected_breaks
from metrics.fan import Path, Projection
from metrics.judgement import Judgement
from metrics.series import Point, Series, date_moment, moment
from services.groups import area_name, name_list
from services.view import View
from services.world_rules import growing_by_steps, make_limits
from topics.outlook import MET_ON_THE_WAY, stays_at_the_top
from topics.own_words import own_status
from topics.scorecard import ScorecardRow
from topics.sentences import chart_title, part_words, plain_aim, short_area, short_indicator, topic_of
from topics.trends import RECORD, Trend, trend_records
from topics.wording import describe_aim, target_unit

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


def make_chart(subject: Subject, trends: Sequence[Trend], rows: Sequence[ScorecardRow], view: View) -> TrendChart:
    """Return the chart of trends with the targets of `rows` as lines and paths."""
    reference, day = view.reference, view.day
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
        aims=make_aims(rows, view),
        paths=_paths(rows, reference, day, areas),
    )
    return replace(chart, alt=_alt(chart, names))


def subject_of(indicator: str, view: View, unit: str = "") -> Subject:
    """Return the subject of a chart of one indicator, or of the topic that several share."""
    known = indicator in view.reference.indicators
    unit = unit or (view.unit_of(indicator) if known else "")
    return Subject(topic_of(indicator, view.reference), unit, revision=view.revision_of(indicator) if known else "")


def trend_picture(name: str, chart: TrendChart, registers: Sequence[str] = (), reading: Sequence[Text] = ()) -> Picture:
    """Return a trend chart as the picture of an exhibit, with what is read beside it."""
    remarks = [text("charts.only_six")] if len(chart.lines) > MOST_LABELS else []
    return Picture(name, chart, chart.alt, (*remarks, chart.source), registers=registers, reading=reading)


def on_one_axis(exhibits: Sequence[Exhibit]) -> list[Exhibit]:
    """Return the exhibits of a page with the same years on all their trend charts, to be read together."""
    pictures = [picture for one in exhibits for picture in one.of_kind(Picture)]
    moments = [at for one in pictures if isinstance(one.content, TrendChart) for at in one.content.moments]
    span = (min(moments), max(moments)) if moments else ()
    return [replace(one, parts=[_spanned(part, span) for part in one.parts]) for one in exhibits]


def _spanned(part: Part, span: tuple[float, ...]) -> Part:
    if not isinstance(part, Picture) or not isinstance(part.content, TrendChart):
        return part
    return replace(part, content=replace(part.content, span=span))


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
        parts.append(text("own.label") if trend.own else edition_words(series.edition))
    name = ", ".join([area_name(series.ref_area, reference), *parts])
    if trend.later:
        return name, edition_words(series.edition)
    with_area = areas > 1 or not parts
    return name, ", ".join([*([short_area(series.ref_area, reference)] if with_area else []), *parts])


def make_aims(rows: Sequence[ScorecardRow], view: View) -> list[AimLine]:
    """Return the targets of judged rows as lines, each with its words; those that say the same once."""
    several = len({row.target.indicator for row in rows}) > 1
    found: dict[str, AimLine] = {}
    for row in rows:
        target, judgement = row.target, row.judgement
        if judgement.target_value is None:
            continue
        live = target.target_year >= view.day.year
        name = _aim_name(row, view.reference, rows, several=several)
        key = f"charts.{'aim' if live else 'aim_past'}{'_named' if name else ''}"
        words = text(key, name=name, value=plain_aim(row, view.reference), year=target.target_year)
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
        origin_words(point.source or one.source) for one in series for point in reversed((*one.points, *one.forecasts))
    )
    sources = [name for name in named if name]
    if len(sources) > SOURCES_NAMED:
        more = text("charts.more_sources", count=len(sources) - SOURCES_NAMED)
        sources = [*sources[:SOURCES_NAMED], more]
    editions = dict.fromkeys((edition_words(one.edition), one.released) for one in series)
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


# ------------------------------------------------------------------------------------------------------------ the fans
# Each area whose line stands alone has its median; the band is that of the first, since bands of several would cover
# one another and the lines.


@dataclass(frozen=True)
class DrawnFan:
    """A fan with the judgement that it belongs to, and the colour of its line."""

    row: ScorecardRow
    until: int
    colour: int = 0


def find_fans(trends: Sequence[Trend], rows: Sequence[ScorecardRow], day: date) -> list[DrawnFan]:
    """Return the fans of a chart of one indicator, one for each area with a single line that is projected.

    A fan leads towards the furthest running target of its area, else to where it arrives.

    Args:
        trends: The lines of the chart; a later figure of another edition stands alone and is no line.
        rows: The judged targets of the chart.
        day: The day looked at.
    """
    lines = [one.series for one in trends if not one.later]
    areas = list(dict.fromkeys(one.ref_area for one in lines))
    if len({one.indicator for one in lines}) != 1 or len(areas) > MOST_LABELS:
        return []
    by_area = {area: [one for one in lines if one.ref_area == area] for area in areas}
    alone = [(at, found[0]) for at, found in enumerate(by_area.values()) if len(found) == 1]
    fans = [_find_fan(series, at, rows, day) for at, series in alone]
    return [one for one in fans if one is not None]


def _find_fan(line: Series, colour: int, rows: Sequence[ScorecardRow], day: date) -> DrawnFan | None:
    edition, area = line.edition, line.ref_area
    known = [row for row in rows if (row.judgement.course_edition, row.judgement.ref_area) == (edition, area)]
    known = [row for row in known if row.judgement.projection and not stays_at_the_top(row.judgement.projection)]
    live = [row for row in known if row.target.target_year >= day.year]
    if live:
        last = max(live, key=lambda row: row.target.target_year)
        return DrawnFan(last, last.target.target_year, colour)
    missed = [row for row in known if row.judgement.status not in MET_ON_THE_WAY]
    return DrawnFan(missed[0], _arrival(missed[0]), colour) if missed else None


def _arrival(row: ScorecardRow) -> int:
    """Return the year in which a target that was missed will be met, or the last year that is named."""
    found = row.judgement.projection
    return (found.reached[0] or found.last_year) if found else 0


def with_fans(chart: TrendChart, drawn: Sequence[DrawnFan], view: View) -> TrendChart:
    """Return the chart with its fans, which are named for assistive technology too.

    Where there are several areas, each median carries the name of its area, and only the first area has its band.
    """
    several = len({line.series.ref_area for line in chart.lines}) > 1
    fans = [fan for one in drawn if (fan := _fan(one, view, several=several)) is not None]
    if several:
        fans = [replace(fan, banded=fan.colour == 0) for fan in fans]
    alts = [
        text("fan.alt", first=fan.fan.years[0], words=fan.words(fan.until, chart.unit_measure))
        if not several
        else text("fan.alt_of", area=fan.name, words=fan.words(fan.until, chart.unit_measure))
        for fan in fans
    ]
    return replace(chart, fans=fans, alt=" ".join([chart.alt, *alts]))


def _fan(drawn: DrawnFan, view: View, *, several: bool) -> ProjectionFan | None:
    projection = drawn.row.judgement.projection
    if projection is None or drawn.until <= projection.fan.years[0]:
        return None
    area = drawn.row.judgement.ref_area
    label = short_area(area, view.reference) if several else ""
    return ProjectionFan(view.name_of(area), projection.fan, drawn.until, drawn.colour, label)


def fan_table(drawn: Sequence[DrawnFan], name: str, reference: Reference) -> list[Table]:
    """Return the projections of a chart year by year, with files of their own: no observations; none without one."""
    records = [row for one in drawn for row in projection_rows(one.row.judgement, one.row.target, one.until, reference)]
    if not records:
        return []
    heads = [text("charts.table.area")]
    heads += [text(f"fan.{key}") for key in ("column_year", "column_median", "band80", "band50", "column_kind")]
    cells = [[str(record["area"]), *projection_cells(record)] for record in records]
    fold = text("fan.table")
    return [Table(f"{name}-projection", fold, heads, cells, (2, 3, 4), PROJECTION_COLUMNS, records, fold=fold)]


# ------------------------------------------------------------------------------------------- the figures behind it


def figures_table(trends: Sequence[Trend], title: str, name: str, reference: Reference) -> Table:
    """Return the figures of a chart as a table."""
    records = trend_records(trends, reference)
    heads = [
        text(f"charts.table.{name}") for name in ("area", "indicator", "part", "period", "value", "status", "edition")
    ]
    cells = [
        [*_line_words(trend.series, reference), *_cells(record, _own_status(trend, point, reference))]
        for (trend, point), record in zip(
            ((trend, point) for trend in trends for point in _all_points(trend.series)), records, strict=True
        )
    ]
    return Table(name, title, heads, cells, (4,), RECORD, records)


def _all_points(series: Series) -> list[Point]:
    """Return the points in the order of the records: the newest first."""
    return sorted((*series.points, *series.forecasts), key=lambda point: point.moment, reverse=True)


def _own_status(trend: Trend, point: Point, reference: Reference) -> str:
    found = trend.aggregates.get(point.year)
    return own_status(reference.indicators[trend.series.indicator], found) if found else ""


def _line_words(series: Series, reference: Reference) -> tuple[str, str, str]:
    area = area_name(series.ref_area, reference)
    return area, reference.indicators[series.indicator].short_name, part_words(series) or text("charts.part.total")


def _cells(record: dict[str, Any], own: str) -> list[str]:
    value = format_value(record["obs_value"], record["unit_measure"])
    shown = " ".join(part for part in (record["qualifier"], value) if part)
    period = format_period(str(record["time_period"]))
    return [period, shown, own or status_words(record["obs_status"]), record["edition"]]


# ------------------------------------------------------------------------------------------------ a projection as rows


Record = dict[str, Any]
PROJECTED_PATHS: tuple[Path, ...] = ("median", "low80", "high80", "low50", "high50")
PROJECTION_COLUMNS = (
    "indicator",
    "ref_area",
    "area",
    "year",
    *(f"projected_{path}" for path in PROJECTED_PATHS),
    "unit_measure",
    "method",
    "from_edition",
    "kind",
)
"""No `time_period` and no `obs_value`: a file of projections that is uploaded must not become observations."""


def projected_years(found: Projection, until: int) -> range:
    """Return the years that are projected, up to one: those after the last value."""
    years = found.fan.years
    return range(years[0] + 1, min(until, years[-1]) + 1)


def projection_rows(judgement: Judgement, target: Target, until: int, reference: Reference) -> list[Record]:
    """Return a projection year by year, in the unit of the target, for the files to download; none without one."""
    found = judgement.projection
    if found is None:
        return []
    unit, kind = target_unit(target, reference), text("fan.kind")
    place = (target.indicator, judgement.ref_area, area_name(judgement.ref_area, reference))
    rest = (unit, found.method, edition_words(judgement.course_edition or ""), kind)
    return [
        dict(
            zip(
                PROJECTION_COLUMNS,
                (*place, year, *(found.fan.at(year, path) for path in PROJECTED_PATHS), *rest),
                strict=True,
            )
        )
        for year in projected_years(found, until)
    ]


def projection_cells(record: Record) -> list[str]:
    """Return a row as it is read: the year, the median and the two bands."""
    unit = record["unit_measure"]
    median, *edges = (format_projected(record[f"projected_{path}"], unit) for path in PROJECTED_PATHS)
    bands = [text("fan.from_to", low=low, high=high) for low, high in zip(edges[::2], edges[1::2], strict=True)]
    return [str(record["year"]), median, *bands, record["kind"]]
