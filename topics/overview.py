"""The first screen: how the world stands, the five topics, where it is missing, and what changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.geometry import bounds_of_all
from data.schemas.target import Target
from exhibits.exhibit import Exhibit, Link, Text, said
from exhibits.scorecard import Answer, RankLine, RankLines, Sides, StatusMap, TopicCard, TopicCards, Verdict
from i18n import (
    counted,
    format_change,
    format_people,
    format_period,
    format_projected,
    format_value,
    format_when,
    has_text,
    text,
)
from metrics.judgement import PAST_STATUSES, STATUSES, UNKNOWN_STATUSES, Judgement
from metrics.series import Point, Series
from services.misuse import Misuse
from services.view import View
from topics.gap.counting import NO_COUNTS, Counts
from topics.gap.shortfalls import Gap, find_gap
from topics.gap.words import amount_words, find_words, headline_words
from topics.links import area_link, indicator_link
from topics.maps import map_figures
from topics.pledges.tables import in_short as pledges_in_short
from topics.projection_words import chance_words
from topics.scorecard import Figure, ScorecardRow, judge_row, latest_figure
from topics.sentences import area_phrase, plain_aim, topic_of, value_words
from topics.targets import has_figures
from topics.trend_chart import source_words
from topics.wording import describe_missing, target_unit

WORLD = "WLD"
ONLINE = "individuals_online"
MOST_BARS = 6
SURE_DIGITS = 3
"""Of a number of people so many digits are said: a share of a population knows no more."""
CLOSED = (*PAST_STATUSES, "achieved")
"""Statuses of targets of which nobody asks any more whether they arrive."""


@dataclass(frozen=True)
class TopicOf:
    """A topic of the product: its page, and the indicators that may stand for it, the one that is preferred first."""

    page: str
    indicators: tuple[str, ...]


TOPICS = (
    TopicOf("internet_access", (ONLINE,)),
    TopicOf("affordability", ("mobile_basket_5gb", "mobile_basket_2gb", "fixed_basket")),
    TopicOf("ewaste", ("ewaste_recycling_rate", "ewaste_per_capita")),
    TopicOf("schools", ("schools_online", "giga_schools_increased_access")),
    TopicOf("pledges", ("p2c_pledged_value",)),
)


def show_overview(view: View, counts: Counts = NO_COUNTS, changed: Sequence[Text] = ()) -> Exhibit:
    """Return the first screen: the answer, a card a topic, the world by status, who makes up the gap, what changed."""
    target = leading_target(view, ONLINE, WORLD)
    row = judge_row(view, target, WORLD) if target else None
    texts: list[Text] = [show_topics(view, WORLD)]
    if target is not None and row is not None:
        texts.append(Sides(map_of(row, view), [*gap_of(target, view, counts), *changed]))
    return Exhibit("overview", [said("overview_answer", Answer(online_words(row, view))), said("overview", *texts)])


def leading_target(view: View, indicator: str, area: str) -> Target | None:
    """Return the target by which an indicator is judged for an area: one that runs, else the one that ended last."""
    found = [
        one
        for one in view.state.targets
        if one.indicator == indicator and one.kind != "qualitative" and (one.for_each_country or one.ref_area == area)
    ]
    running = [one for one in found if one.target_year >= view.day.year]
    return running[0] if running else max(found, key=lambda one: one.target_year, default=None)


# ---------------------------------------------------------------------------------------------------------- the answer


def online_words(row: ScorecardRow | None, view: View) -> str:
    """Return how many are online in the area of a judged target, and whether all will be."""
    judgement = row.judgement if row else None
    if row is None or judgement is None or judgement.latest is None:
        return text("world.no_answer")
    unit = target_unit(row.target, view.reference)
    now = text(
        "world.online" if judgement.ref_area == WORLD else "world.online_in",
        value=value_words(judgement.latest, unit),
        area=area_phrase(judgement.ref_area, view.reference),
        when=format_period(judgement.latest.period),
    )
    return f"{now} {course_words(row, view)}".strip()


def show_verdict(view: View, area: str, rows: Sequence[ScorecardRow]) -> Verdict:
    """Return how an area stands in a few sentences that can be read out.

    Args:
        view: What is looked at.
        area: A country, a group or the world.
        rows: The targets that apply to it, judged.
    """
    target = leading_target(view, ONLINE, area)
    row = judge_row(view, target, area) if target else None
    people = _offline_words(row) if row else []
    found = [*people, *_price_words(view, area), *_least_likely(rows, view), *_missing_words(rows)]
    return Verdict(_first_words(row, view, area), " ".join(found))


def _first_words(row: ScorecardRow | None, view: View, area: str) -> str:
    """Return how many are online and where that leads; of a group without a published figure, our own aggregate."""
    if row is not None and row.judgement.latest is not None:
        words = online_words(row, view)
        return f"{words} {text('world.no_course')}" if row.judgement.status in UNKNOWN_STATUSES else words
    figure, phrase = latest_figure(view.state, ONLINE, area), area_phrase(area, view.reference)
    if figure is None:
        return text("world.nobody", area=phrase)
    value = value_words(figure.point, figure.series.unit_measure)
    return text("world.online_own", value=value, area=phrase, when=format_period(figure.point.period))


def _offline_words(row: ScorecardRow) -> list[str]:
    """Return how many people are offline, as a list of one; nothing where the figure is too old to say it of today."""
    if not row.people or row.judgement.status in UNKNOWN_STATUSES:
        return []
    digits = SURE_DIGITS - len(str(round(row.people)))
    return [text("world.offline", people=format_people(round(row.people, min(digits, 0))))]


def _price_words(view: View, area: str) -> list[str]:
    """Return what Internet access costs beside what the target asks, in a sentence; nothing where nobody knows."""
    figures = (latest_figure(view.state, indicator, area) for indicator in TOPICS[1].indicators)
    figure = next((one for one in figures if one), None)
    if figure is None:
        return []
    indicator = figure.series.indicator
    target = leading_target(view, indicator, area)
    row = judge_row(view, target, area) if target else None
    details = {
        "what": text(f"world.price_of.{indicator}"),
        "value": value_words(figure.point, figure.series.unit_measure),
        "when": format_period(figure.point.period),
        "aim": plain_aim(row, view.reference) if row else "",
    }
    key = "costs_alone" if row is None else "costs_met" if row.judgement.met_now else "costs"
    return [text(f"world.{key}", **details)]


def _least_likely(rows: Sequence[ScorecardRow], view: View) -> list[str]:
    """Return which of the other targets is least likely to be met, in a sentence; nothing where none has a chance."""
    open_ones = [row for row in rows if row.target.indicator != ONLINE and row.judgement.status not in CLOSED]
    found = [(row.judgement.chance, row) for row in open_ones if row.judgement.chance is not None]
    if not found:
        return []
    chance, row = min(found, key=lambda one: one[0])
    latest = row.judgement.latest
    return [
        text(
            "world.least_likely",
            what=_inside(topic_of(row.target.indicator, view.reference)),
            value=value_words(latest, target_unit(row.target, view.reference)) if latest else "",
            when=format_period(latest.period) if latest else "",
            aim=plain_aim(row, view.reference),
            year=row.target.target_year,
            chance=chance_words(chance),
        )
    ]


def _inside(topic: str) -> str:
    """Return the subject of a sentence as it stands inside one."""
    return topic[:1].lower() + topic[1:]


def _missing_words(rows: Sequence[ScorecardRow]) -> list[str]:
    """Return of how many of the targets that apply nobody has published a figure; nothing where each has one."""
    bare = [row for row in rows if not has_figures(row)]
    if not bare:
        return []
    return [counted("world.bare", len(bare), of=len(rows)) if len(bare) < len(rows) else text("world.all_bare")]


def course_words(row: ScorecardRow, view: View) -> str:
    """Return where the course of a target leads and what it comes to, in a sentence; empty where it has none."""
    judgement, unit = row.judgement, target_unit(row.target, view.reference)
    found = judgement.projection
    median = found.at_target() if found else None
    if found is None or median is None or judgement.status in PAST_STATUSES:
        return ""
    return text(
        "world.course",
        median=format_projected(median, unit),
        year=found.target_year,
        what=_name_in_course(row, view),
        status=text(f"status.{judgement.status}").lower(),
        chance=chance_words(judgement.chance),
    )


def _name_in_course(row: ScorecardRow, view: View) -> str:
    """Return what reaching a target is called, or the line to reach where it has no name."""
    named = has_text(f"world.of.{row.target.indicator}")
    return _name_of(row) if named else text("world.of_target", aim=plain_aim(row, view.reference))


def _name_of(row: ScorecardRow) -> str:
    """Return what reaching a target is called, in a sentence."""
    name = f"world.of.{row.target.indicator}"
    return text(name) if has_text(name) else row.target.wording


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


# ---------------------------------------------------------------------------------------------------------- the topics


def show_topics(view: View, area: str) -> TopicCards:
    """Return a card a topic for an area."""
    return TopicCards([_card(one, view, area) for one in TOPICS])


def _card(topic: TopicOf, view: View, area: str) -> TopicCard:
    name, link = text(f"{topic.page}.menu"), area_link(view, topic.page, area)
    judged = [judge_row(view, one, area) for name in topic.indicators if (one := leading_target(view, name, area))]
    row = next((one for one in judged if one.judgement.latest), None)
    if row is not None:
        return _judged_card(name, row, view)
    figures = [latest_figure(view.state, indicator, area) for indicator in topic.indicators]
    figure = next((one for one in figures if one), None)
    if figure is not None:
        return _plain_card(topic, figure, view)
    words, action = text("world.no_figure"), Link(text("world.add"), "upload")
    return TopicCard(name, link, words, _nothing_words(topic, view, area), action=action)


def _nothing_words(topic: TopicOf, view: View, area: str) -> str:
    """Return why a topic has no figure: an example is all there is, a list gives no series, or nobody published one."""
    if topic.page in view.state.examples:
        return text("world.only_example")
    if topic.page == "pledges" and view.state.pledges:
        return pledges_in_short(area, view)
    return text(f"world.nothing.{topic.page}", area=area_phrase(area, view.reference))


def _judged_card(name: str, row: ScorecardRow, view: View) -> TopicCard:
    judgement, unit = row.judgement, target_unit(row.target, view.reference)
    indicator = view.reference.indicators[row.target.indicator]
    latest, series = judgement.latest, judgement.series
    return TopicCard(
        name=name,
        link=indicator_link(view, indicator, judgement.ref_area) or _target_link(row, view),
        figure=format_value(latest.value, unit) if latest else "",
        qualifier=latest.qualifier if latest else "",
        what=text("world.what", what=indicator.short_name, when=format_when(latest.period) if latest else ""),
        change=_change(series, latest, unit),
        status=judgement.status,
        status_word=text(f"status.{judgement.status}"),
        why=why_words(row, view),
        points=[(point.moment, point.value) for point in series.points] if series else (),
        aim=judgement.target_value,
        trend_words=_trend_words(series, indicator.name, unit),
    )


def _target_link(row: ScorecardRow, view: View) -> str:
    return area_link(view, "target", row.judgement.ref_area, target=row.target.target_id)


def _plain_card(topic: TopicOf, figure: Figure, view: View) -> TopicCard:
    """Return the card of a topic without a target that has a figure: what there is, and what would tell more."""
    indicator, unit = view.reference.indicators[figure.series.indicator], figure.series.unit_measure
    stands_in = figure.series.indicator != topic.indicators[0]
    return TopicCard(
        name=text(f"{topic.page}.menu"),
        link=area_link(view, topic.page, figure.ref_area),
        figure=format_value(figure.value, unit),
        qualifier=figure.point.qualifier,
        what=text("world.what", what=indicator.short_name, when=format_when(figure.point.period)),
        change=_change(figure.series, figure.point, unit),
        why=_lacking_words(topic, figure, view) if stands_in else "",
        points=[(point.moment, point.value) for point in figure.series.points],
        trend_words=_trend_words(figure.series, indicator.name, unit),
        action=Link(text(f"world.more.{topic.page}"), "upload") if stands_in else None,
    )


def _lacking_words(topic: TopicOf, figure: Figure, view: View) -> str:
    """Return what a figure that stands in for the one asked for leaves open."""
    if topic.page != "schools":
        return text(f"world.lacking.{topic.page}")
    mapped = latest_figure(view.state, "giga_schools_mapped", figure.ref_area)
    return text("world.mapped", count=value_words(mapped.point, figure.series.unit_measure)) if mapped else ""


def _change(series: Series | None, latest: Point | None, unit: str) -> str:
    """Return the change on the figure before, in the same edition; empty where the edition has no other."""
    if series is None or latest is None or len(series.points) < 2 or series.points[-1] != latest:
        return ""
    before = series.points[-2]
    change = latest.value - before.value
    key = "world.up" if change > 0 else "world.down" if change < 0 else "world.same"
    return text(key, change=format_change(abs(change), unit), since=format_period(before.period))


def _trend_words(series: Series | None, name: str, unit: str) -> str:
    if series is None or not series.points:
        return ""
    first, last = series.points[0], series.points[-1]
    return text(
        "overview.trend_words",
        indicator=name,
        first=format_period(first.period),
        last=format_period(last.period),
        start=format_value(first.value, unit),
        end=format_value(last.value, unit),
    )


def why_words(row: ScorecardRow, view: View) -> str:
    """Return in a few words why a status is what it is: where it leads and how likely that is."""
    judgement, target = row.judgement, row.target
    unit = target_unit(target, view.reference)
    if judgement.status in PAST_STATUSES:
        return _past_words(row, view)
    if judgement.status == "achieved":
        words = chance_words(judgement.chance)
        return text("world.why.stays", chance=words, year=target.target_year) if words else text("world.why.there")
    found = judgement.projection
    median = found.at_target() if found else None
    if found is not None and median is not None and judgement.chance is not None:
        course = format_projected(median, unit)
        return text("world.why.course", course=course, year=found.target_year, chance=chance_words(judgement.chance))
    if judgement.money is not None:
        expected = format_value(judgement.money.expected, unit)
        return text("world.why.money", expected=expected, aim=_aim(judgement, unit), year=target.target_year)
    return text("world.why.thin") if judgement.status in UNKNOWN_STATUSES else describe_missing(row, view.reference)


def _past_words(row: ScorecardRow, view: View) -> str:
    judgement, target = row.judgement, row.target
    aim = _aim(judgement, target_unit(target, view.reference))
    key = "not_met" if judgement.status == "not_met" else "open" if judgement.status == "not_assessable" else "met"
    return text(f"world.why.{key}", aim=aim, year=target.target_year)


def _aim(judgement: Judgement, unit: str) -> str:
    return format_value(judgement.target_value, unit) if judgement.target_value is not None else ""


# ------------------------------------------------------------------------------------------ where it is missing


def map_of(row: ScorecardRow, view: View, room: str = WORLD) -> Sequence[Text]:
    """Return the countries of the world, or of a group, by the status of a target; the area of the row is outlined."""
    shown = map_figures(view, row.target.indicator, room, None)
    if not shown.figures:
        return []
    codes = [(one.ref_area, one.status, _place_words(one.row, view)) for one in shown.places if one.row]
    held = [status for _, status, _ in codes]
    counts = [(one, text(f"status.{one}"), held.count(one)) for one in STATUSES if one in held]
    title = text("world.map_title", what=_capital(_name_of(row)))
    parts = ", ".join(text("maps.class_part", words=word, count=count) for _, word, count in counts)
    source = source_words([one.series for one in shown.figures], view.revision_of(row.target.indicator))
    address = area_link(view, "maps", room, indicator=row.target.indicator, colour="status")
    link = Link(text("world.map_all"), address)
    bounds = None if room == WORLD else bounds_of_all([one.ref_area for one in shown.places])
    said_of = f"{text('geo.boundaries')} {source}"
    return [StatusMap(title, codes, counts, f"{title}: {parts}", said_of, link, bounds, row.judgement.ref_area)]


def _place_words(row: ScorecardRow, view: View) -> str:
    judgement = row.judgement
    unit, latest = target_unit(row.target, view.reference), judgement.latest
    value = text("world.place_value", value=value_words(latest, unit), year=latest.period) if latest else ""
    return ", ".join(
        part for part in (view.name_of(judgement.ref_area), value, text(f"status.{judgement.status}").lower()) if part
    )


def gap_of(target: Target, view: View, counts: Counts, area: str = WORLD) -> Sequence[Text]:
    """Return who makes up the gap of the world or of a group: the largest, with what each lacks."""
    try:
        gap = find_gap(view, target, area, counts)
    except Misuse:
        return []
    return [rank_gap(gap, view)] if gap.ranked else []


def rank_gap(gap: Gap, view: View) -> RankLines:
    """Return the members of a group that lack the most, as bars; what all others lack is said, not drawn."""
    shown, rest = gap.ranked[:MOST_BARS], gap.ranked[MOST_BARS:]
    longest = max((one.missing for one in shown), default=0.0)
    lines = [
        RankLine(
            Link(view.name_of(one.ref_area), area_link(view, "country", one.ref_area)),
            amount_words(one.missing, gap),
            one.missing / longest if longest else 0.0,
        )
        for one in shown
    ]
    address = area_link(view, "gap", gap.area, indicator=gap.indicator.indicator, target=gap.target.target_id)
    amount = amount_words(sum(one.missing for one in rest), gap)
    return RankLines(
        title=headline_words(gap, find_words(gap, view), view.reference),
        lines=lines,
        rest=counted("world.rest", len(rest), amount=amount) if rest else "",
        way_on=Link(text("world.gap_all"), address),
    )
