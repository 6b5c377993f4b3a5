"""The forecast record as exhibits: the answer, errors by years ahead, one area, bands, chances, the worst misses."""

from collections.abc import Sequence

from data.reference import Reference
from exhibits.exhibit import (
    Cell,
    Exhibit,
    Grid,
    Heading,
    Lead,
    Link,
    Notice,
    Part,
    Picture,
    Plain,
    Remark,
    Table,
    said,
)
from exhibits.plots import EarlierChart, ErrorChart, ErrorLine, Reading, ReliabilityChart, ReliabilityDot, Said
from i18n import counted, format_change, format_plain, format_projected, format_share, format_value, text, unit_words
from metrics.backtest import Span
from metrics.panel import annual_points
from metrics.record import SAID_BEFORE, HorizonRecord, Missed, Statement, said_of
from metrics.series import Series
from services.view import View
from topics.links import area_link
from topics.record.past import (
    FEW,
    RIVALS,
    SAID,
    Shown,
    answer_words,
    area_words,
    chance_sentence,
    find_shown,
    horizon_words,
    join_words,
    level_words,
    made_from_words,
    median_and_band,
    missed_records,
    needs_words,
    no_record_words,
    of_cases,
    off_words,
    reliability_title,
    said_words,
    statement_records,
)
from topics.sentences import area_phrase, topic_of
from topics.trend_chart import source_words
from topics.trends import used_series

METHODS = ("mae", *RIVALS)
ERRORS = ("years_ahead", *METHODS, "coverage80", "n")
MISSED = (*SAID, "mean_error", "outside", "statements")


def show_record(shown: Shown, view: View) -> Exhibit:
    """Return the answer, what it is made from, and the errors of all methods by years ahead."""
    first, *more = answer_words(shown)
    lead, about = (
        said("record_answer", Lead(" ".join(more), first)),
        said("record_about", Remark(made_from_words(shown))),
    )
    return Exhibit("record", [lead, about, *_errors_ahead(shown, view)])


def show_quality(shown: Shown, view: View) -> Exhibit:
    """Return how often the bands held, how chances turned out, and where the method missed most."""
    return Exhibit("record_quality", [*_bands(shown), *_chances(shown, view), *_worst_misses(shown, view)])


def why_nothing(shown: Shown, span: Span, view: View) -> Notice:
    """Return why there is no record: none of the indicator at all, or none of the years asked for."""
    whole = find_shown(view, shown.indicator, Span())
    if whole is None or not whole.record.forecasts:
        return Notice(no_record_words(shown, view))
    return Notice(text("record.none_in_span", first=span.first, last=span.last))


def record_source(indicator: str, view: View) -> str:
    """Return who published the figures of a record, in which editions, and the revision that is looked at."""
    state = view.state
    found = [used_series(state, indicator, area) for area in state.projector.panel(indicator).areas]
    return source_words([one for one in found if one], view.revision_of(indicator))


def method_name(name: str) -> str:
    """Return what a method is called, by the name of its error."""
    return text("record.method.ours" if name == "mae" else f"record.method.{name}")


def _errors_ahead(shown: Shown, view: View) -> list[Part]:
    """Return the errors of all methods by years ahead, with their table."""
    horizons, title = shown.record.horizons, text("record.errors_title")
    points = shown.unit.startswith("PT")
    about = text("record.errors_about", unit=text("record.points") if points else shown.unit)
    source = record_source(shown.indicator, view)
    lines = [_line(name, shown) for name in METHODS]
    chart = ErrorChart(title, about, source, list(horizons), [str(one) for one in horizons], lines)
    parts = (f"{one.name}: {'; '.join(one.words)}." for one in lines)
    alt = text("record.errors_alt", title=title, lines=" ".join(parts))
    picture = Picture("record_errors", chart, alt, (text("record.errors_axis"), source))
    return [picture, _errors_table(shown, title)]


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


def _errors_table(shown: Shown, title: str) -> Table:
    horizons = shown.record.horizons
    ahead, inside, count = (text(f"record.column.{name}") for name in ("ahead", "inside", "count"))
    return Table(
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


def _bands(shown: Shown) -> list[Part]:
    """Return the share of outcomes inside the 80 % band and the error, by years ahead and starting level."""
    title, horizons = text("record.band_title"), list(shown.record.horizons)
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
    grid = Grid(title, heads, rows, range(1, len(heads)))
    return [Heading(title), said("record_bands", Plain(text("record.band_lead")), grid)]


def _held(share: float, count: int) -> str:
    words = of_cases(share, count)
    return words if count < FEW else text("record.band_cell", share=words, n=format_plain(count, 0))


def _worst_misses(shown: Shown, view: View) -> list[Part]:
    """Return the list of the countries that were missed most, each with the statement that was farthest off."""
    missed, title = shown.record.missed, text("record.missed_title")
    if not missed:
        return [Heading(title)]
    ahead = counted("record.ahead", missed[0].horizon, number=horizon_words(missed[0].horizon).capitalize())
    lead = said("record_missed_lead", Remark(text("record.missed_lead", ahead=ahead)))
    names = ("area", "mean", "outside", "said_in", "about", "said", "range", "came", "off")
    table = Table(
        name=f"missed-{shown.indicator}",
        title=title,
        heads=[text(f"record.column.{name}") for name in names],
        cells=[_missed_row(one, shown, view) for one in missed],
        numeric=(1, 2, 3, 4, 5, 7),
        columns=MISSED,
        records=missed_records(missed, view.reference),
        folded=False,
    )
    return [Heading(title), lead, table]


def _missed_row(one: Missed, shown: Shown, view: View) -> list[Cell]:
    worst = one.worst
    return [
        Link(view.name_of(one.ref_area), area_link(view, "country", one.ref_area)),
        format_change(one.mae, shown.unit),
        text("record.outside", count=one.outside, n=one.n),
        str(worst.origin),
        str(worst.year),
        *median_and_band(worst, shown.unit),
        format_value(worst.outcome, shown.unit),
        off_words(worst, shown.unit),
    ]


# ------------------------------------------------------------------------------------------------------------- chances


CHANCES = ("chance_said", "arrived", "cases")


def _chances(shown: Shown, view: View) -> list[Part]:
    """Return the reliability of chances with its table, and the Brier scores in words."""
    heading = Heading(text("record.chances_title"))
    words = chance_sentence(shown)
    if not words:
        ahead = join_words([str(one) for one in shown.mine.chance_horizons], "or")
        return [heading, Notice(text("record.no_chances", ahead=ahead))]
    title, about, source = reliability_title(shown), _chances_about(shown), record_source(shown.indicator, view)
    dots = [_dot(*one) for one in shown.record.reliability]
    axes = (text("record.axis_said"), text("record.axis_arrived"), text("record.same"))
    chart = ReliabilityChart(title, about, source, *axes, dots)
    alt = text("record.reliability_alt", title=title, dots=" ".join(f"{dot.words}." for dot in dots))
    picture = Picture("record_reliability", chart, alt, (source,))
    return [heading, said("record_chances", Plain(" ".join(words))), picture, _chances_table(shown, title)]


def _chances_about(shown: Shown) -> str:
    levels = join_words([format_value(one, shown.unit) for one in shown.mine.record_targets], "or")
    ahead = join_words([horizon_words(one) for one in shown.mine.chance_horizons], "or")
    return text("record.reliability_about", levels=levels, ahead=text("record.years_ahead", ahead=ahead))


def _dot(chance: float, arrived: float, cases: int) -> ReliabilityDot:
    count = format_plain(cases, 0)
    parts = {"said": format_share(chance), "arrived": of_cases(arrived, cases), "count": count}
    return ReliabilityDot(chance * 100, arrived * 100, cases, count, text("record.reliability_dot", **parts))


def _chances_table(shown: Shown, title: str) -> Table:
    found = shown.record.reliability
    return Table(
        name=f"reliability-{shown.indicator}",
        title=title,
        heads=[text(f"record.column.{name}") for name in ("chance", "arrived", "cases")],
        cells=[[format_share(chance), format_share(came), format_plain(cases, 0)] for chance, came, cases in found],
        numeric=(1, 2),
        columns=CHANCES,
        records=[dict(zip(CHANCES, one, strict=True)) for one in found],
    )


# ------------------------------------------------------------------------------------------------------------ one area


YEARS_BEFORE = 3
"""So many years before the earliest statement the line of what came in begins."""


def show_area(shown: Shown, series: Series, statements: Sequence[Statement], year: int, view: View) -> Exhibit:
    """Return what was said of an area about a year, in words, picture and table."""
    earlier, area = said_of(statements, year), series.ref_area
    words = area_words(statements, earlier, shown.unit, view.reference)
    if view.reference.areas[area].kind != "country":
        words.append(text("record.area_group"))
    lead = said("record_area_answer", Lead(" ".join(words)))
    return Exhibit(
        "record_area", [lead, _area_picture(shown, series, earlier, view), _area_table(shown, area, statements, view)]
    )


def nothing_said(area: str, shown: Shown, reference: Reference) -> Notice:
    """Return that nothing would have been said of an area, and what it would take."""
    return Notice(text("record.area_none", area=area_phrase(area, reference), **needs_words(shown)))


def _area_picture(shown: Shown, series: Series, earlier: Sequence[Statement], view: View) -> Picture:
    reference, unit = view.reference, shown.unit
    year, phrase = earlier[0].year, area_phrase(series.ref_area, reference)
    title = text("record.area_picture", topic=topic_of(shown.indicator, reference), area=phrase, year=year)
    about = text("record.area_about", unit=unit_words(unit))
    source = source_words([series], view.revision_of(shown.indicator))
    readings = [
        Reading(one.year, one.value, text("record.came", year=one.year, value=format_value(one.value, unit)))
        for one in annual_points(series.points)
        if earlier[0].origin - YEARS_BEFORE <= one.year <= year
    ]
    statements = [_said(one, unit) for one in earlier]
    ends = (format_value(earlier[0].outcome, unit), text("record.said_in"))
    chart = EarlierChart(title, about, source, unit, readings, statements, *ends)
    alt = text("record.area_alt", title=title, said=" ".join(f"{one.words}." for one in statements))
    return Picture("record_area", chart, alt, (source,))


def _said(one: Statement, unit: str) -> Said:
    parts = {"said": said_words(one, unit), "off": off_words(one, unit)}
    words = text("record.said_hover", origin=one.origin, year=one.year, **parts)
    return Said(one.origin, one.start, one.low, one.median, one.high, format_projected(one.median, unit), words)


def _area_table(shown: Shown, area: str, statements: Sequence[Statement], view: View) -> Table:
    earlier = sorted(
        (one for one in statements if one.horizon in SAID_BEFORE), key=lambda one: (-one.year, -one.horizon)
    )
    names = ("about", "ahead", "said_in", "said", "range", "came", "off", "band")
    return Table(
        name=f"said-{shown.indicator}-{area}",
        title=text("record.area_said", area=view.name_of(area)),
        heads=[text(f"record.column.{name}") for name in names],
        cells=[_area_row(one, shown.unit) for one in earlier],
        numeric=(1, 2, 3, 5),
        columns=SAID,
        records=statement_records(statements, view.reference),
    )


def _area_row(one: Statement, unit: str) -> list[str]:
    inside = text("record.held.inside" if one.inside else "record.held.outside")
    moments = (str(one.year), str(one.horizon), str(one.origin))
    return [*moments, *median_and_band(one, unit), format_value(one.outcome, unit), off_words(one, unit), inside]
