"""A country or group on one page: everything said of it, its targets, and its trends in small."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.datasets import PLEDGES, SCHOOLS
from data.schemas.indicator import Indicator
from exhibits.exhibit import (
    Entries,
    Entry,
    Exhibit,
    Facts,
    Fold,
    Heading,
    Link,
    Notice,
    Picture,
    Remark,
    Small,
    Text,
    Ways,
    said,
)
from exhibits.origins import edition_words, origin_words
from exhibits.plots import Card, Cards, Mark
from exhibits.scorecard import Sides
from i18n import counted, format_change, format_date, format_period, format_value, format_when, text
from metrics.aggregates import Aggregate
from metrics.editions import is_too_old
from metrics.pace import pace_start
from metrics.series import Point, Series
from services.view import View
from topics.changes import News, news_rows
from topics.gap.counting import NO_COUNTS, Counts
from topics.indicator import show_indicators
from topics.links import area_link, indicator_link
from topics.overview import ONLINE, gap_of, leading_target, map_of
from topics.own_words import own_status
from topics.peers import Standing, find_standings, rank_rows
from topics.pledges.tables import in_short as pledges_in_short
from topics.profile import POPULATION, Profile, find_profile, member_rows, outcome_sentence
from topics.records import flat_records
from topics.schools.answer import in_short as schools_in_short
from topics.schools.view import SchoolView
from topics.scorecard import ScorecardRow, judge_row, make_scorecard, series_for
from topics.sentences import answer_sentence, area_phrase, value_words
from topics.target import rail_facts
from topics.targets import bare_targets, is_running, target_rows
from topics.trends import Choice

BREAK = "B"
NO_FIGURE = "no-observations"
WAYS = {
    "ewaste": "country.way_ewaste",
    "schools": "schools.open",
    "pledges": "pledges.section_all",
    "money": "pledges.section_money",
}
"""The pages that say more of e-waste, schools and money, with what the ways to them are called."""
REGISTERS = {"schools": SCHOOLS, "pledges": PLEDGES}
"""The pages of the registers, of which an invented example may be published."""
EWASTE = ("ewaste_recycling_rate", "ewaste_generated")
"""What is said of e-waste in short, first the rate that its target is about."""


@dataclass(frozen=True)
class SmallTrend:
    """The trend of one indicator in an area.

    `since` is the observation that the change of late counts from (never one before a break in the series), None
    where there is no other. `aim` is the value that a live target asks for. `aggregate` stands where the figure is
    our own. `old` says that the latest figure is too old for a judgement of today.
    """

    indicator: Indicator
    series: Series
    latest: Point
    since: Point | None
    aim: float | None
    aggregate: Aggregate | None
    old: bool

    @property
    def change(self) -> float | None:
        """Return the change of late in the unit of the indicator, None where one figure stands alone."""
        return self.latest.value - self.since.value if self.since else None


@dataclass(frozen=True)
class AreaView:
    """An area with everything the page says of it; `rows` are the targets that apply to it."""

    view: View
    profile: Profile
    rows: list[ScorecardRow]
    trends: list[SmallTrend]
    standings: list[Standing]

    @property
    def area(self) -> str:
        """Return the code of the area."""
        return self.profile.ref_area

    @property
    def phrase(self) -> str:
        """Return the area as it is named inside a sentence."""
        return area_phrase(self.area, self.view.reference)


def find_area(ref_area: str, view: View) -> AreaView:
    """Return what there is to say of an area, at the moment that is looked at."""
    scorecard = make_scorecard(view, ref_area)
    rows = [row for row in scorecard if row.judgement.applies]
    profile = find_profile(view, ref_area)
    return AreaView(view, profile, rows, find_small_trends(view, ref_area, rows), find_standings(view, profile))


def file_parts(found: AreaView, news: Sequence[News]) -> tuple[dict[str, Sequence[Mapping[str, Any]]], dict[str, str]]:
    """Return everything the page shows as the parts of a file, by their titles, and what the file shows."""
    view = found.view
    rows = {
        "targets": flat_records(found.rows, view.reference),
        "trends": trend_rows(found.trends),
        "peers": rank_rows(found.standings),
        "members": member_rows(found.profile, view),
        "news": news_rows(news),
    }
    about = {
        text("overview.area"): f"{view.name_of(found.area)} ({found.area})",
        text("overview.judged_on"): format_date(view.day),
        text("overview.revisions"): view.state.key,
    }
    return {text(f"country.part.{name}"): some for name, some in rows.items()}, about


# -------------------------------------------------------------------------------------------------------- its targets


def show_targets(found: AreaView) -> Exhibit:
    """Return the targets that apply to the area: those that run by urgency, folded those that ended or lack figures."""
    heading = Heading(text("country.targets"))
    if not found.rows:
        return Exhibit("country_targets", [heading, Notice(text("country.no_targets_help"))])
    lead = Remark(outcome_sentence(found.rows, found.area, found.view.reference))
    held, bare = split_by_figures(found.rows)
    running = [row for row in held if is_running(row, found.view.day)]
    closed = [row for row in held if not is_running(row, found.view.day)]
    texts: list[Text] = [target_rows(running, text("targets.with_figures"), found.view)] if running else []
    if closed:
        title = counted("country.closed", len(closed))
        texts.append(Fold(title, [target_rows(closed, title, found.view, by_urgency=False)]))
    return Exhibit("country_targets", [heading, said("country_targets", lead, *texts), *bare_targets(bare, found.view)])


def split_by_figures(rows: Sequence[ScorecardRow]) -> tuple[list[ScorecardRow], list[ScorecardRow]]:
    """Return the targets there is a figure for (or words alone), and those that no figure was found for."""
    bare = [row for row in rows if row.judgement.reason.code == NO_FIGURE and row.judgement.indication is None]
    return [row for row in rows if row not in bare], bare


# ---------------------------------------------------------------------------------------- where it leads, where it lies


@dataclass(frozen=True)
class Course:
    """Where people online have come from and where that leads: the picture, and what is read beside it, if anything."""

    picture: Exhibit
    rail: Exhibit | None


def find_course(found: AreaView) -> Course | None:
    """Return the course of people online in the area; None where there are no figures of them."""
    area, view = found.area, found.view
    pictures = show_indicators((ONLINE,), Choice((area,)), view).of_kind(Picture)
    if not pictures:
        return None
    target = leading_target(view, ONLINE, area)
    facts = rail_facts(judge_row(view, target, area), view) if target else []
    rail = Exhibit("country_rail", [said("country_rail", Facts(facts))]) if facts else None
    return Course(Exhibit("country_course", pictures), rail)


def show_region(found: AreaView, counts: Counts = NO_COUNTS) -> Exhibit | None:
    """Return the countries around a country, or those of a group, by the status of universal access.

    Beside those of a group stands who makes up its gap. None where there are no figures or no region.
    """
    view, target = found.view, leading_target(found.view, ONLINE, found.area)
    regions, is_country = found.profile.groups.get("m49", ()), found.profile.kind == "country"
    room = (regions[0] if regions else "") if is_country else found.area
    if target is None or not room:
        return None
    texts = map_of(judge_row(view, target, found.area), view, room)
    if texts and not is_country:
        texts = [Sides(texts, gap_of(target, view, counts, found.area))]
    return Exhibit("country_region", [said("country_region", *texts)]) if texts else None


# ------------------------------------------------------------------------------------------------------------ in short


def show_in_short(found: AreaView, schools: SchoolView | None) -> Exhibit:
    """Return what there is to say of e-waste, schools and money, a line each, with the ways to their pages."""
    area, view = found.area, found.view
    lines = {
        "ewaste": _ewaste_words(found),
        "schools": schools_in_short(schools),
        "pledges": pledges_in_short(area, view),
    }
    invented = {page for page, name in REGISTERS.items() if name in view.state.examples}
    entries = [
        Entry(text(f"{page}.menu"), [text("country.invented", words=words) if page in invented else words])
        for page, words in lines.items()
    ]
    ways = [Link(text(words), area_link(view, page, area)) for page, words in WAYS.items()]
    heading = Heading(text("country.in_short"))
    return Exhibit("country_short", [heading, said("country_short", Entries(entries), Ways(ways))])


def _ewaste_words(found: AreaView) -> str:
    """Return what is known of the e-waste of the area in sentences, and that nobody says how much is recycled."""
    reference = found.view.reference
    held = {one.indicator.indicator: one for one in found.trends if one.indicator.dataset == "ewaste"}
    said_of = [f"{answer_sentence(held[name].series, reference)}." for name in EWASTE if name in held]
    lacking = [] if EWASTE[0] in held else [text("world.nothing.ewaste", area=found.phrase)]
    return " ".join([*said_of, *lacking])


def show_sources(found: AreaView) -> Exhibit:
    """Return the editions that the figures of the area are from, in small print."""
    editions = dict.fromkeys(edition_words(trend.series.edition) for trend in found.trends)
    words = text("country.sources", editions="; ".join(editions))
    return Exhibit("country_sources", [said("country_sources", Small(words))] if editions else [])


# ------------------------------------------------------------------------------------------------ its trends in small


def find_small_trends(view: View, ref_area: str, rows: Sequence[ScorecardRow]) -> list[SmallTrend]:
    """Return the trend of every indicator that has figures for an area, in the order of the reference data.

    Args:
        view: The data looked at.
        ref_area: A country, a group or the world.
        rows: The targets of the area, judged: the live ones give the line to reach.
    """
    held = view.state.world.book.indicators()
    known = [one for one in view.reference.indicators.values() if one.indicator in held]
    found = (_trend(view, one, ref_area, rows) for one in known if one.indicator != POPULATION)
    return [one for one in found if one is not None]


def _trend(view: View, indicator: Indicator, ref_area: str, rows: Sequence[ScorecardRow]) -> SmallTrend | None:
    series, years = series_for(view.state, indicator.indicator, ref_area)
    latest = series.latest if series else None
    if series is None or latest is None:
        return None
    limits = view.state.world.limits
    return SmallTrend(
        indicator=indicator,
        series=series,
        latest=latest,
        since=pace_start(since_break(series), limits.pace_window_years),
        aim=_live_aim(indicator, rows, view.day),
        aggregate=years.get(latest.year),
        old=is_too_old(latest, view.day, limits.oldest_last_value_years),
    )


def since_break(series: Series) -> Series:
    """Return the series from its last break on: figures on the two sides of a break do not compare."""
    breaks = [place for place, point in enumerate(series.points) if point.obs_status == BREAK]
    return series.with_points(series.points[breaks[-1] :]) if breaks else series


def _live_aim(indicator: Indicator, rows: Sequence[ScorecardRow], day: date) -> float | None:
    for row in rows:
        target = row.target
        live = target.indicator == indicator.indicator and target.target_year >= day.year
        if live and target.kind not in ("country_share", "gap_relative", "qualitative"):
            return row.judgement.target_value
    return None


def show_trends(found: AreaView) -> Exhibit:
    """Return one card an indicator that has figures for the area, each with the way to its full chart."""
    heading = Heading(text("country.trends"))
    cards = Cards([_card(trend, found.view) for trend in found.trends])
    return Exhibit("country_trends", [heading, said("country_trends", cards)])


def _card(trend: SmallTrend, view: View) -> Card:
    first, unit = trend.series.points[0], trend.series.unit_measure
    several = len(trend.series.points) > 1
    return Card(
        name=trend.indicator.short_name,
        link=indicator_link(view, trend.indicator, trend.series.ref_area),
        value=value_words(trend.latest, unit),
        when=format_when(trend.latest.period),
        change=change_words(trend),
        notes=_notes(trend),
        marks=[Mark(point.moment, point.value, point.obs_status) for point in trend.series.points],
        aim=trend.aim,
        unit_measure=unit,
        first=format_period(first.period) if several else "",
        last=format_period(trend.latest.period) if several else "",
        alt=text(
            "overview.trend_words",
            indicator=trend.indicator.name,
            first=format_period(first.period),
            last=format_period(trend.latest.period),
            start=format_value(first.value, unit),
            end=format_value(trend.latest.value, unit),
        ),
    )


def change_words(trend: SmallTrend) -> str:
    """Return how the value has changed of late: up 12.3 points since 2019."""
    change, since = trend.change, trend.since
    if change is None or since is None:
        return text("country.one_figure")
    when = format_period(since.period)
    key = "country.up" if change > 0 else "country.down" if change < 0 else "country.same"
    return text(key, change=format_change(change, trend.series.unit_measure), since=when)


def _notes(trend: SmallTrend) -> list[str]:
    found = [own_status(trend.indicator, trend.aggregate)] if trend.aggregate else []
    if trend.old:
        found.append(text("country.old", period=format_period(trend.latest.period)))
    return [*(words[:1].upper() + words[1:] for words in found), edition_words(trend.series.edition)]


def trend_rows(trends: Sequence[SmallTrend]) -> list[dict[str, Any]]:
    """Return every observation that the small trends show, indicator by indicator, oldest first."""
    return [
        {
            "indicator": trend.indicator.indicator,
            "name": trend.indicator.name,
            "ref_area": trend.series.ref_area,
            "time_period": point.period,
            "obs_value": point.value,
            "unit_measure": trend.series.unit_measure,
            "obs_status": point.obs_status,
            "edition": edition_words(trend.series.edition),
            "source": origin_words(point.source or trend.series.source),
            "own_aggregate": trend.aggregate is not None,
        }
        for trend in trends
        for point in trend.series.points
    ]
