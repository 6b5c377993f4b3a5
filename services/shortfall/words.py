"""Who makes up the gap in words: the answer first, then what it rests on, and what the table says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.reference import Reference
from data.schemas.target import Target
from i18n import (
    counted,
    format_plain,
    format_share,
    format_value,
    format_when,
    has_text,
    share_words,
    text,
)
from metrics.editions import is_too_old
from metrics.shortfall import Shortfall, fewest_holding, share_of_largest
from services.groups import kind_of
from services.registers import WORLD
from services.scorecard import judge_row
from services.sentences import area_phrase, plain_aim
from services.shortfall.amounts import amount_words, coverage_words, figure_words, missing_words
from services.shortfall.shortfalls import Gap, is_too_thin
from services.tracker import State
from services.wording import area_name, name_list, target_unit

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


def find_words(gap: Gap, state: State, reference: Reference, day: date) -> Words:
    """Return the words about a gap: `what` as a noun phrase, `aim` with year and target, `level` without."""
    target = gap.target
    line = format_value(target.target_value, target_unit(target, reference))
    name = f"gap.what.{gap.indicator.indicator}"
    known = has_text(name) and (gap.measure == "prices") == (gap.indicator.weight == "economies")
    censuses = counted("numbers.countries", len(gap.members))
    what = text(name if known else f"gap.any.{gap.measure}", name=gap.indicator.name, line=line, countries=censuses)
    members = text("gap.regions" if gap.by_region else "gap.countries")
    aim = dated_aim(target, state, reference, day)
    level = plain_aim(judge_row(state, reference, target, day), reference)
    return Words(what, area_phrase(gap.area, reference), aim, level, line, members)


def dated_aim(target: Target, state: State, reference: Reference, day: date) -> str:
    """Return the level of a target with its year and number: 100 % by 2030 (UMC2030 U1)."""
    level = plain_aim(judge_row(state, reference, target, day), reference)
    dated = text("gap.aim" if target.target_year >= day.year else "gap.aim_past", aim=level, year=target.target_year)
    return text("gap.named_aim", aim=dated, framework=target.framework, number=target.number or target.target_id)


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
        told = [text(f"gap.alone.{gap.measure}", area=name, amount=amount, aim=words.aim, are=are), *_unknown(gap)]
        return [*told, _figure(gap)]
    if not gap.total:
        return [text("gap.only_unknown", area=words.area, amount=amount_words(gap.perhaps, gap))]
    largest = [_largest(one, gap, reference) for one in _certain(gap)[:NAMED]]
    return [
        _headline(gap, words, reference),
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


def _headline(gap: Gap, words: Words, reference: Reference) -> str:
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
    return text("gap.alone_about.figure", value=value, when=when, edition=member.series.edition)


def thin_words(gap: Gap, words: Words, state: State) -> str:
    """Return a warning where those with figures hold too little of the group for an aggregate; empty otherwise."""
    if not is_too_thin(gap, state) or gap.coverage is None:
        return ""
    coverage, least = coverage_words(gap.coverage), format_share(state.world.limits.aggregate_coverage)
    return text("gap.thin", members=words.members, coverage=coverage, area=words.area, least=least)


def stale_words(gap: Gap, state: State, day: date) -> str:
    """Return a warning where even the newest figure is too old to say much about today; empty where it is not."""
    old, dated = _old(gap, state, day), [one for one in gap.members if one.point]
    if not dated or len(old) < len(dated):
        return ""
    year = max(one.point.year for one in dated if one.point)
    return text("gap.stale", year=year, years=int(state.world.limits.oldest_last_value_years))


def basis_words(gap: Gap, words: Words, state: State, reference: Reference, day: date) -> list[str]:
    """Return in sentences what the shares rest on: coverage, members without figures, old figures, the level."""
    alone = kind_of(gap.area, reference) == "country"
    found = [_regions(gap)] + ([] if alone else [_coverage(gap, words), _without(gap), _aged(gap, state, day)])
    return [one for one in [*found, *_level(gap, words, reference, alone=alone)] if one]


def _regions(gap: Gap) -> str:
    editions = dict.fromkeys(one.series.edition for one in gap.members if one.series)
    return text("gap.by_region", edition=name_list(list(editions))) if gap.by_region else ""


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


def _old(gap: Gap, state: State, day: date) -> set[str]:
    years = state.world.limits.oldest_last_value_years
    return {one.ref_area for one in gap.members if one.point and is_too_old(one.point, day, years)}


def _aged(gap: Gap, state: State, day: date) -> str:
    old = _old(gap, state, day)
    if not old or stale_words(gap, state, day):
        return ""
    share = share_words(sum(one.share for one in gap.ranked if one.ref_area in old))
    return counted("gap.old", len(old), years=int(state.world.limits.oldest_last_value_years), share=share)


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
