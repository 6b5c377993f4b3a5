"""One indicator, or several that share a chart: the answer, the targets, the chart, and the figures behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from data.reference import Reference
from exhibits.exhibit import (
    Exhibit,
    Lead,
    NewestFigure,
    Notice,
    Part,
    Passage,
    Plain,
    Remark,
    Standing,
    Standings,
    Table,
    said,
)
from exhibits.origins import edition_words
from exhibits.scorecard import TargetLine, TargetLines
from exhibits.trend import AimLine, Change, TrendChart
from i18n import format_period, format_share, format_value, text
from metrics.series import Series
from services.groups import area_name, name_list
from services.view import View
from topics.maps import COMPARABLE
from topics.own_words import beside_remark, broken_remark, own_remark, own_short, thin_remark
from topics.scorecard import ScorecardRow, latest_figure
from topics.sentences import answer_sentence, area_phrase, plain_aim, short_indicator, value_words
from topics.targets import target_line
from topics.trend_chart import (
    DrawnFan,
    fan_table,
    figures_table,
    find_fans,
    make_chart,
    subject_of,
    trend_picture,
    with_fans,
)
from topics.trends import (
    TOTALS_ONLY,
    Choice,
    Trend,
    differing_judgements,
    find_trends,
    is_stale,
    judged_rows,
    used_series,
)
from topics.wording import MET, describe_missing

FEW, MOST_GROUPS = 12, 8
Rows = Mapping[str, Sequence[ScorecardRow]]


@dataclass(frozen=True)
class Extras:
    """What a topic adds to an indicator.

    `topic` names what several indicators have in common, `trends` are further lines, `aims` further levels to reach,
    `said` sentences that stand under the answer, `changes` marks where one indicator gives way to another.
    """

    topic: str = ""
    trends: tuple[Trend, ...] = ()
    aims: tuple[AimLine, ...] = ()
    said: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


NO_EXTRAS = Extras()
COVERAGE = ("coverage_3g", "coverage_4g", "coverage_5g")


def group_indicators(chosen: Sequence[str], areas: Sequence[str]) -> list[tuple[str, ...]]:
    """Return which indicators share a chart: the generations of mobile networks do, where one area is chosen."""
    together = tuple(one for one in chosen if one in COVERAGE) if len(areas) == 1 else ()
    if len(together) < len(COVERAGE[:2]):
        return [(one,) for one in chosen]
    rest = [(one,) for one in chosen if one not in together]
    return [*rest, together]


@dataclass(frozen=True)
class Found:
    """What there is to show of one indicator, or of several that share a chart.

    `answers` are the lines that the answer in words is about, `fans` the projections drawn.
    """

    name: str
    topic: str
    missing: Sequence[Notice]
    trends: Sequence[Trend]
    answers: Sequence[Trend]
    rows: Rows
    chart: TrendChart
    fans: Sequence[DrawnFan]
    choice: Choice
    said: Sequence[str] = ()

    @property
    def judged(self) -> list[ScorecardRow]:
        """Return the judged targets of all areas."""
        return [row for found in self.rows.values() for row in found]

    @property
    def by_part(self) -> bool:
        """Return whether the lines are parts of the people, by which no target is judged."""
        return self.choice.part != TOTALS_ONLY


def find_indicators(
    indicators: tuple[str, ...], choice: Choice, view: View, extras: Extras = NO_EXTRAS
) -> Found | list[Notice]:
    """Return what there is to show of one indicator, or of several that share a chart; without lines, who has some."""
    trends = [trend for one in indicators for trend in find_trends(view.state, one, choice)]
    missing = _missing(indicators, choice, trends, view)
    if not trends:
        return missing
    trends += extras.trends
    by_part = choice.part != TOTALS_ONLY
    topic = indicators[0] if len(indicators) == 1 else extras.topic or "coverage"
    subject = subject_of(topic, view, view.unit_of(indicators[0]))
    subject = replace(subject, by_part=by_part, revision=view.revision_of(indicators[0]))
    rows = _judge(indicators, choice, trends, view)
    shown = [] if by_part else [row for found in rows.values() for row in found]
    fans = [] if by_part else find_fans(trends, shown, view.day)
    answers = [Trend(one) for one in _in_use(indicators, choice, view)] if by_part else trends
    chart = with_fans(_with_aims(make_chart(subject, trends, shown, view), extras), fans, view)
    name = "-".join(indicators)
    return Found(name, subject.topic, missing, trends, answers, rows, chart, fans, choice, extras.said)


def show_indicators(indicators: tuple[str, ...], choice: Choice, view: View, extras: Extras = NO_EXTRAS) -> Exhibit:
    """Return everything about one indicator, or about several that share a chart, on a page of something else."""
    found = find_indicators(indicators, choice, view, extras)
    if not isinstance(found, Found):
        return Exhibit("-".join(indicators), found)
    lead = said(f"{found.name}_answer", Lead(lead_words(found, view.reference)), Standings(standings(found, view)))
    more = [said(f"{found.name}_said", *(Plain(words) for words in found.said))] if found.said else []
    picture = trend_picture(found.name, found.chart)
    parts: list[Part] = [
        *found.missing,
        lead,
        *more,
        *notes_on(found, view),
        picture,
        *tables_of(found, view.reference),
    ]
    return Exhibit(found.name, [*parts, *targets_passage(f"{found.name}_targets", found.judged, view)])


def notes_on(found: Found, view: View) -> list[Part]:
    """Return what lines rest on, which figures are old, and where another edition would judge otherwise."""
    if found.by_part:
        return []
    differing = _differences(found.judged, found.choice, view)
    return [*_own(found.name, found.trends, view.reference), *_stale(found.trends, view), *differing]


def tables_of(found: Found, reference: Reference) -> list[Table]:
    """Return the figures of a chart, and its projections year by year."""
    table = figures_table(found.trends, found.chart.title, found.name, reference)
    return [table, *fan_table(found.fans, found.name, reference)]


def _with_aims(chart: TrendChart, extras: Extras) -> TrendChart:
    """Return the chart with marks, and further levels to reach: those that no target of the area states already."""
    stated = {one.value for one in chart.aims}
    found = [one for one in extras.aims if one.value not in stated]
    words = "".join(" " + text("charts.alt_aim", words=one.words) for one in found)
    return replace(chart, aims=[*chart.aims, *found], changes=extras.changes, alt=chart.alt + words)


def _own(name: str, trends: Sequence[Trend], reference: Reference) -> list[Passage]:
    """Say of every line that is our own aggregate how it came about, and how much of the group it rests on."""
    words = dict.fromkeys(_own_words(one, reference) for one in trends if one.own)
    return [said(f"{name}_own", *(Remark(one) for one in words))] if words else []


def _own_words(trend: Trend, reference: Reference) -> str:
    series = trend.series
    indicator, phrase = reference.indicators[series.indicator], area_phrase(series.ref_area, reference)
    latest = trend.aggregates[series.points[-1].year]
    broken = broken_remark(indicator, trend.aggregates.values(), reference.thresholds.composition_break.value)
    if trend.context:
        return f"{beside_remark(indicator, latest, edition_words(series.edition), phrase)} {broken}".strip()
    return f"{own_remark(indicator, latest, series.ref_area, phrase)} {broken}".strip()


def _judge(
    indicators: tuple[str, ...], choice: Choice, trends: Sequence[Trend], view: View
) -> dict[str, list[ScorecardRow]]:
    """Return the judged targets of every area that has figures, those still running first."""
    found: dict[str, list[ScorecardRow]] = {}
    for indicator in indicators:
        areas = {one.series.ref_area for one in trends if one.series.indicator == indicator}
        for area, rows in judged_rows(view, indicator, choice).items():
            found.setdefault(area, []).extend(rows if area in areas else [])
    return {area: sorted(rows, key=lambda row: row.target.target_year < view.day.year) for area, rows in found.items()}


def _in_use(indicators: tuple[str, ...], choice: Choice, view: View) -> list[Series]:
    found = [used_series(view.state, one, area) for area in choice.areas for one in indicators]
    return [one for one in found if one is not None]


def _missing(indicators: tuple[str, ...], choice: Choice, trends: Sequence[Trend], view: View) -> list[Notice]:
    """Say for each indicator which of the areas chosen have no figures, and which areas do."""
    found: list[Notice] = []
    for indicator in indicators:
        there = {one.series.ref_area for one in trends if one.series.indicator == indicator}
        absent = [area for area in choice.areas if area not in there]
        thin = {area: words for area in absent if (words := _too_thin(indicator, area, choice, view))}
        found += [Notice(words) for words in thin.values()]
        absent = [area for area in absent if area not in thin]
        if not absent:
            continue
        kind = "no_part" if choice.part != TOTALS_ONLY else "no_edition" if choice.editions else "no_data"
        words = text(
            f"internet_access.{kind}",
            indicator=view.reference.indicators[indicator].name,
            areas=name_list([view.name_of(area) for area in absent]),
            part=text(f"charts.part.{choice.part}").lower(),
        )
        found.append(Notice(f"{words} {who_has(indicator, choice, view)}"))
    return found


def _too_thin(indicator: str, area: str, choice: Choice, view: View) -> str:
    """Return that too few countries of a group have figures for our own aggregate; empty where that is not so."""
    state, reference = view.state, view.reference
    published = any(one.points for one in state.world.book.of(indicator, area))
    found = None if published or choice.part != TOTALS_ONLY else state.groups.thin(indicator, area)
    if found is None:
        return ""
    facts, phrase = reference.indicators[indicator], area_phrase(area, reference)
    return thin_remark(facts, found, phrase, state.groups.least_coverage)


def who_has(indicator: str, choice: Choice, view: View) -> str:
    """Return in a sentence which areas have figures of an indicator."""
    book, reference = view.state.world.book, view.reference
    shelf = book.totals if choice.part == TOTALS_ONLY else book.parts
    having = [reference.areas[area] for name, area in shelf if name == indicator and area in reference.areas]
    if not having:
        return text("internet_access.has_none")
    groups = [one.name for one in having if one.kind != "country"]
    countries = [one.name for one in having if one.kind == "country"]
    if len(countries) > FEW and groups:
        names = name_list(groups, MOST_GROUPS)
        return text("internet_access.has_data_countries", areas=names, count=len(countries))
    return text("internet_access.has_data", areas=name_list([*groups, *countries], MOST_GROUPS))


def _stale(trends: Sequence[Trend], view: View) -> list[Notice]:
    """Say which figures are old."""
    old = [one.series for one in trends if not one.later and is_stale(view.state, one.series, view.day)]
    several = len({one.series.indicator for one in trends}) > 1
    by_period: dict[str, list[str]] = {}
    for series in old:
        area = area_phrase(series.ref_area, view.reference)
        name = short_indicator(series.indicator, view.reference) if several else area
        words = text("internet_access.stale_one", name=name, edition=edition_words(series.edition))
        by_period.setdefault(series.points[-1].period, []).append(words)
    if not by_period:
        return []
    parts = [
        text("internet_access.stale", names=name_list(names), period=format_period(period))
        for period, names in by_period.items()
    ]
    years = int(view.state.world.limits.oldest_last_value_years)
    return [Notice(" ".join([*parts, text("internet_access.stale_short", years=years)]), "warning", icon="schedule")]


# --------------------------------------------------------------------------------------------------------- the answer


def main_lines(found: Found) -> list[Trend]:
    """Return the lines that the answer is about: no later figure of another edition, no context."""
    return [one for one in found.answers if not one.later and not one.context and one.series.points]


def lead_words(found: Found, reference: Reference) -> str:
    """Return the answer: the latest value of a line, its year and edition; of several areas what follows of each."""
    main = main_lines(found)
    areas = list(dict.fromkeys(one.series.ref_area for one in main))
    if len(areas) == 1:
        return " ".join(_sentence(one, found.answers, reference) for one in main)
    phrases = name_list([area_phrase(area, reference) for area in areas])
    judged = any(found.rows.get(area) for area in areas)
    return text(f"internet_access.areas_{'lead' if judged else 'only'}", topic=found.topic, areas=phrases)


def standings(found: Found, view: View) -> list[Standing]:
    """Return how a line stands against each of its targets, or each of several lines against the first of its own."""
    main = main_lines(found)
    areas = list(dict.fromkeys(one.series.ref_area for one in main))
    if len(main) == 1:
        return [_standing(row, _number(row), "", view.reference) for row in found.rows.get(areas[0], ())]
    if len(areas) == 1:
        return [_of_line(one, found.rows.get(areas[0], ()), view.reference) for one in main]
    first = {area: next(iter(found.rows.get(area, ())), None) for area in areas}
    return [_of_area(one, first[one.series.ref_area], view.reference) for one in main]


def shown_figure(trend: Trend, trends: Sequence[Trend], reference: Reference) -> NewestFigure:
    """Return the newest figure of a line, of a later edition where there is one, with its year and edition."""
    later = (one for one in trends if one.later and one.series.indicator == trend.series.indicator)
    newest = next(later, trend)
    point = newest.series.points[-1]
    note = text("topic.figure", period=format_period(point.period), edition=_edition(newest, reference))
    return NewestFigure(format_value(point.value, newest.series.unit_measure), note, point.qualifier)


def _sentence(trend: Trend, trends: Sequence[Trend], reference: Reference) -> str:
    series = trend.series
    later = next((one for one in trends if one.later and one.series.indicator == series.indicator), None)
    figure = later or trend
    sentence, edition = answer_sentence(figure.series, reference), _edition(figure, reference)
    if later is None:
        return text("internet_access.answer", sentence=sentence, edition=edition)
    point = series.points[-1]
    return text(
        "internet_access.answer_later",
        sentence=sentence,
        edition=edition,
        value=format_value(point.value, series.unit_measure),
        period=format_period(point.period),
        other=edition_words(series.edition),
    )


def _edition(trend: Trend, reference: Reference) -> str:
    """Return the edition of a line, with how far it rests on estimates, or that it is our own aggregate."""
    series = trend.series
    if trend.own:
        own = own_short(reference.indicators[series.indicator], trend.aggregates[series.points[-1].year])
        return text("own.edition", own=own, edition=edition_words(series.edition))
    share = series.estimated_share()
    if not share:
        return edition_words(series.edition)
    estimates = text("estimates.share", share=format_share(share))
    return text("internet_access.estimated", edition=edition_words(series.edition), estimates=estimates)


def _number(row: ScorecardRow) -> str:
    return f"{row.target.framework} {row.target.number}"


def _of_line(trend: Trend, rows: Sequence[ScorecardRow], reference: Reference) -> Standing:
    """Return the newest figure of one of several lines of an area, against the first target of its indicator."""
    series = trend.series
    row = next((one for one in rows if one.target.indicator == series.indicator), None)
    name = short_indicator(series.indicator, reference)
    return _of_line_named(name[:1].upper() + name[1:], trend, row, reference)


def _of_area(trend: Trend, row: ScorecardRow | None, reference: Reference) -> Standing:
    return _of_line_named(area_name(trend.series.ref_area, reference), trend, row, reference)


def _of_line_named(name: str, trend: Trend, row: ScorecardRow | None, reference: Reference) -> Standing:
    series, latest = trend.series, trend.series.points[-1]
    name = text("internet_access.area_value", area=name, value=value_words(latest, series.unit_measure))
    about = text("internet_access.area_about", period=format_period(latest.period), edition=_edition(trend, reference))
    return _standing(row, name, about, reference) if row else Standing(name, about)


def _standing(row: ScorecardRow, name: str, about: str, reference: Reference) -> Standing:
    status, target = row.judgement.status, row.target
    missing = describe_missing(row, reference)
    met = status in MET
    key = "met_in" if met and row.judgement.met_in else "reached" if met else "missing" if missing else "verdict"
    key = "missing_to_count" if key == "missing" and target.met_at is not None else key
    words = text(
        f"internet_access.{key}",
        aim=plain_aim(row, reference),
        year=target.target_year,
        missing=missing,
        met_in=row.judgement.met_in,
    )
    return Standing(name, about, status, text(f"status.{status}"), words)


def targets_passage(name: str, rows: Sequence[ScorecardRow], view: View) -> list[Passage]:
    """Return the targets as the overview has them; where there are several areas, each line is headed by its area."""
    several = len({row.judgement.ref_area for row in rows}) > 1
    lines = [_line(row, view, several=several) for row in rows]
    return [said(name, TargetLines(lines, text("internet_access.targets")))] if lines else []


def _line(row: ScorecardRow, view: View, *, several: bool) -> TargetLine:
    line = _with_own(target_line(row, view, row.judgement.ref_area), row, view)
    target = row.target
    words = text("internet_access.target_of", framework=target.framework, number=target.number, wording=target.wording)
    if not several:
        return replace(line, number=_number(row))
    return replace(line, number="", wording=view.name_of(row.judgement.ref_area), area=words)


def _with_own(line: TargetLine, row: ScorecardRow, view: View) -> TargetLine:
    """Return a line without a published figure with our own aggregate in its place, which judges no target."""
    judgement = row.judgement
    found = latest_figure(view.state, row.target.indicator, judgement.ref_area) if judgement.latest is None else None
    if found is None or found.aggregate is None or row.target.kind not in COMPARABLE:
        return line
    note = text("internet_access.own_only", period=format_period(found.point.period))
    return replace(line, latest=format_value(found.value, found.series.unit_measure), latest_note=note)


def _differences(rows: Sequence[ScorecardRow], choice: Choice, view: View) -> list[Notice]:
    """Say where a chosen edition leads to another judgement than the edition in use."""
    differences = differing_judgements(view, rows, choice.editions)
    lines = [
        text(
            "internet_access.differs",
            edition=edition_words(edition),
            target=_number(usual),
            area=area_phrase(usual.judgement.ref_area, view.reference),
            other=text(f"status.{other.judgement.status}").lower(),
            usual=text(f"status.{usual.judgement.status}").lower(),
        )
        for edition, usual, other in differences
    ]
    lead = text("internet_access.differs_lead")
    return [Notice(lead, items=lines, icon="compare_arrows")] if lines else []
