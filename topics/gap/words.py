"""Who makes up the gap in words: amounts, the answer, what it rests on, and what if some reached the target."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.reference import Reference
from data.schemas.target import Target
from exhibits.origins import edition_words
from i18n import (
    counted,
    format_change,
    format_count,
    format_people,
    format_plain,
    format_share,
    format_value,
    format_when,
    has_text,
    share_words,
    text,
)
from metrics.editions import is_too_old
from metrics.shortfall import Effect, Shortfall, fewest_holding, share_of_largest
from services.groups import area_name, kind_of, name_list
from services.registers import WORLD
from services.tracker import State
from services.view import View
from topics.gap.counting import Member
from topics.gap.shortfalls import Gap, is_too_thin
from topics.scorecard import judge_row
from topics.sentences import area_phrase, plain_aim, topic_of, value_words
from topics.trends import used_series
from topics.wording import target_unit


def amount_words(value: float, gap: Gap) -> str:
    """Return an amount of what is missing with its unit: 439 million people, 15,000 tonnes, 1,204 schools."""
    if gap.unit == "PS":
        return format_people(value)
    if gap.unit == "MT":
        return text("gap.tonnes", count=format_count(round(value * 1e6)))
    if gap.measure == "counts":
        return counted("gap.schools", round(value))
    if gap.measure == "households":
        return text("gap.households", count=format_count(round(value)))
    return format_value(value, gap.unit)


def missing_words(missing: float, perhaps: float, gap: Gap) -> str:
    """Return what is missing, as a range where nobody knows of some whether it is there: 45 to 70 schools."""
    if not perhaps:
        return amount_words(missing, gap)
    return text("gap.range", low=format_count(round(missing)), high=amount_words(missing + perhaps, gap))


def figure_words(member: Member, gap: Gap) -> str:
    """Return the figure of a member in the unit of the indicator, as a range where nobody knows of some."""
    unit = member.series.unit_measure if member.series else gap.indicator.unit_measure
    value, high = format_value(member.value, unit), format_value(member.high, unit)
    return value if value == high else text("gap.range", low=value, high=high)


def above_words(member: Member, gap: Gap) -> str:
    """Return by how many points a price is above its ceiling; empty where it is not."""
    over = member.value - (gap.target.target_value or 0.0)
    return format_change(over, gap.indicator.unit_measure) if over > 0 else ""


def coverage_words(share: float, *, whole: bool = True) -> str:
    """Return a coverage; one that is not quite whole, or leaves somebody out, never reads as 100 %."""
    written = format_share(share)
    return text("gap.nearly_all") if not (whole and share >= 1) and written == format_share(1) else written


# ---------------------------------------------------------------------------------------------------------- the answer


HALF = 0.5
MANY = 20
"""Above so many members the share of the ten largest is said, below it how few hold half."""
TEN = 10
NAMED = 3


@dataclass(frozen=True)
class Words:
    """The words that several sentences about a gap share: what is missing, in which area, to which line."""

    what: str
    area: str
    aim: str
    level: str
    line: str
    members: str


def find_words(gap: Gap, view: View) -> Words:
    """Return the words about a gap: `what` as a noun phrase, `aim` with year and target, `level` without."""
    target = gap.target
    line = format_value(target.target_value, target_unit(target, view.reference))
    name = f"gap.what.{gap.indicator.indicator}"
    known = has_text(name) and (gap.measure == "prices") == (gap.indicator.weight == "economies")
    censuses = counted("numbers.countries", len(gap.members))
    what = text(name if known else f"gap.any.{gap.measure}", name=gap.indicator.name, line=line, countries=censuses)
    members = text("gap.regions" if gap.by_region else "gap.countries")
    level = _level_words(target, view)
    return Words(what, area_phrase(gap.area, view.reference), dated_aim(target, view), level, line, members)


def dated_aim(target: Target, view: View) -> str:
    """Return the level of a target with its year and number: 100 % by 2030 (UMC2030 U1)."""
    key = "gap.aim" if target.target_year >= view.day.year else "gap.aim_past"
    dated = text(key, aim=_level_words(target, view), year=target.target_year)
    return text("gap.named_aim", aim=dated, framework=target.framework, number=target.number or target.target_id)


def _level_words(target: Target, view: View) -> str:
    return plain_aim(judge_row(view, target), view.reference)


def answer_words(gap: Gap, words: Words, reference: Reference) -> list[str]:
    """Return the answer in sentences: who holds how much of what is missing, how much it is, and the largest."""
    alone = kind_of(gap.area, reference) == "country"
    if not gap.ranked:
        nothing = text("gap.none_missing_alone" if alone else "gap.none_missing", area=words.area, aim=words.aim)
        return [nothing, _figure(gap)] if alone else [nothing]
    amount = missing_words(gap.total, gap.perhaps, gap)
    are = text("gap.are.one" if gap.whole and round(gap.total + gap.perhaps) == 1 else "gap.are.many")
    if alone:
        name = area_name(gap.area, reference)
        said = [text(f"gap.alone.{gap.measure}", area=name, amount=amount, aim=words.aim, are=are), *_unknown(gap)]
        return [*said, _figure(gap)]
    if not gap.total:
        return [text("gap.only_unknown", area=words.area, amount=amount_words(gap.perhaps, gap))]
    largest = [_largest(one, gap, reference) for one in _certain(gap)[:NAMED]]
    return [
        headline_words(gap, words, reference),
        _total(gap, words, amount, are),
        *_unknown(gap),
        text("gap.largest", parts="; ".join(largest)),
    ]


def _certain(gap: Gap) -> list[Shortfall]:
    """Return the members that certainly lack something."""
    return [one for one in gap.ranked if one.missing]


def _unknown(gap: Gap) -> list[str]:
    """Return why what is missing is a range: the lower end is what is known, the upper end has what nobody knows."""
    return [text("gap.unknown")] if gap.perhaps else []


def _total(gap: Gap, words: Words, amount: str, are: str) -> str:
    details = {"count": len(gap.ranked), "all": len(gap.members), "members": words.members}
    return text(f"gap.total.{gap.measure}", amount=amount, aim=words.aim, are=are, **details)


def headline_words(gap: Gap, words: Words, reference: Reference) -> str:
    """Return the share of the ten largest of many, or how few of some hold half; an only one holds all."""
    ranked = _certain(gap)
    first = area_phrase(ranked[0].ref_area, reference)
    details = {"what": where_words(gap, words), "members": words.members, "first": _capital(first)}
    if len(ranked) == 1:
        return text("gap.one_alone", **details)
    if len(ranked) > MANY:
        share = share_words(share_of_largest(ranked, TEN))
        return text("gap.many", number=_capital(_number(TEN)), share=share, **details)
    few = fewest_holding(ranked, HALF)
    share = share_words(share_of_largest(ranked, few))
    if few == 1:
        return text("gap.first_alone", share=share, **details)
    return text("gap.few", number=_capital(_number(few)), all=_number(len(ranked)), share=share, **details)


def where_words(gap: Gap, words: Words) -> str:
    """Return what is missing and where; censuses of some countries say nothing of the world."""
    if gap.whole and gap.area == WORLD:
        return words.what
    return text("gap.what_where", what=words.what, area=words.area)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _number(count: int) -> str:
    """Return a small number as a word."""
    names = text("gap.numbers").split()
    return names[count - 1] if count <= len(names) else format_plain(count, 0)


def _largest(one: Shortfall, gap: Gap, reference: Reference) -> str:
    name, amount = area_name(one.ref_area, reference), missing_words(one.missing, one.perhaps, gap)
    return text("gap.largest_part", name=name, amount=amount, share=share_words(one.share))


def _figure(gap: Gap) -> str:
    member = gap.members[0]
    value = figure_words(member, gap)
    if member.point is None or member.series is None:
        return text("gap.alone_about.census", value=value)
    when = format_when(member.point.period)
    return text("gap.alone_about.figure", value=value, when=when, edition=edition_words(member.series.edition))


def thin_words(gap: Gap, words: Words, state: State) -> str:
    """Return a warning where those with figures hold too little of the group for an aggregate; empty otherwise."""
    if not is_too_thin(gap, state) or gap.coverage is None:
        return ""
    coverage, least = coverage_words(gap.coverage), format_share(state.world.limits.aggregate_coverage)
    return text("gap.thin", members=words.members, coverage=coverage, area=words.area, least=least)


def stale_words(gap: Gap, view: View) -> str:
    """Return a warning where even the newest figure is too old to say much about today; empty where it is not."""
    old, dated = _old(gap, view), [one for one in gap.members if one.point]
    if not dated or len(old) < len(dated):
        return ""
    year = max(one.point.year for one in dated if one.point)
    return text("gap.stale", year=year, years=int(view.state.world.limits.oldest_last_value_years))


def basis_words(gap: Gap, words: Words, view: View) -> list[str]:
    """Return in sentences what the shares rest on: coverage, members without figures, old figures, the level."""
    alone = kind_of(gap.area, view.reference) == "country"
    found = [_regions(gap)] + ([] if alone else [_coverage(gap, words), _without(gap), _aged(gap, view)])
    return [one for one in [*found, *_level(gap, words, view.reference, alone=alone)] if one]


def _regions(gap: Gap) -> str:
    editions = dict.fromkeys(one.series.edition for one in gap.members if one.series)
    return text("gap.by_region", edition=name_list([edition_words(one) for one in editions])) if gap.by_region else ""


def _coverage(gap: Gap, words: Words) -> str:
    if gap.coverage is None:
        return text("gap.coverage_unknown")
    coverage = coverage_words(gap.coverage, whole=not gap.without)
    return text("gap.coverage", members=words.members, coverage=coverage, area=words.area)


def _without(gap: Gap) -> str:
    if not gap.without:
        return ""
    unknown = sum(people is None for _, people in gap.without)
    parts = [counted("gap.without", len(gap.without)), counted("gap.without_people", unknown) if unknown else ""]
    return " ".join(part for part in parts if part)


def _old(gap: Gap, view: View) -> set[str]:
    years = view.state.world.limits.oldest_last_value_years
    return {one.ref_area for one in gap.members if one.point and is_too_old(one.point, view.day, years)}


def _aged(gap: Gap, view: View) -> str:
    old = _old(gap, view)
    if not old or stale_words(gap, view):
        return ""
    share = share_words(sum(one.share for one in gap.ranked if one.ref_area in old))
    return counted("gap.old", len(old), years=int(view.state.world.limits.oldest_last_value_years), share=share)


def _level(gap: Gap, words: Words, reference: Reference, *, alone: bool) -> Sequence[str]:
    target, found = gap.target, []
    if not target.for_each_country and target.ref_area != gap.area:
        own = area_phrase(target.ref_area, reference)
        found.append(text("gap.own_level_alone" if alone else "gap.own_level", own=own, area=words.area))
    if gap.measure != "prices" and gap.target_share < 100 and not alone:
        found.append(text("gap.level", members=words.members, aim=words.line))
    if target.met_at is not None:
        line = format_value(target.met_at, target_unit(target, reference))
        found.append(text("gap.met_at", line=line, aim=words.line))
    return found


# ------------------------------------------------------------------------------------------------------------- what if


def whole_words(value: float, gap: Gap, *, of_people: bool = True) -> str:
    """Return the aggregate of a group in its unit; that of prices is the share of people who pay no more."""
    if gap.measure == "prices" and of_people:
        return text("gap.of_people", share=format_value(value, "PT"))
    return _at_least(format_value(value, gap.indicator.unit_measure), gap)


def _at_least(share: str, gap: Gap) -> str:
    """Return a share known to be there as the lower end that it is, where nobody knows of some."""
    return text("gap.whatif_at_least", share=share) if gap.is_open else share


def change_words(effect: Effect) -> str:
    """Return by how many points an aggregate would move; by fewer where some of it is there already, unknown to us."""
    points = text("gap.whatif_points", points=format_change(effect.after - effect.before, "PT"))
    return text("gap.whatif_at_most", points=points) if effect.perhaps else points


def effect_words(effect: Effect, chosen: Sequence[str], gap: Gap, words: Words, reference: Reference) -> str:
    """Return in a sentence how the aggregate would move if the chosen members reached the target."""
    names = name_list([area_phrase(one, reference) for one in chosen])
    key = "gap.whatif_prices" if gap.measure == "prices" else "gap.whatif_sentence"
    return text(
        key,
        names=names,
        aim=words.level,
        topic=topic_of(gap.indicator.indicator, reference),
        area=words.area,
        before=_at_least(format_value(effect.before, "PT"), gap),
        after=_at_least(format_value(effect.after, "PT"), gap),
    )


def base_words(gap: Gap, words: Words, state: State) -> str:
    """Return on what both ends of a what-if rest, beside the figure that is published."""
    coverage = coverage_words(gap.coverage or 0.0, whole=not gap.without)
    base = text("gap.whatif_base", count=len(gap.members), members=words.members, coverage=coverage)
    series = used_series(state, gap.indicator.indicator, gap.area)
    if series is None or gap.measure == "prices":
        return base
    point = series.points[-1]
    value, when = value_words(point, series.unit_measure), format_when(point.period)
    return f"{base} {text('gap.whatif_published', value=value, when=when, edition=edition_words(series.edition))}"
