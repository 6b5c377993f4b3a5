"""Who an area is: its groups with their dates, its people, its members with their figures; how its targets stand."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from data.reference import Reference
from data.schemas.area import Membership
from data.schemas.indicator import Indicator
from exhibits.exhibit import (
    Caption,
    Chip,
    Exhibit,
    Lead,
    Link,
    Member,
    Members,
    Note,
    Passage,
    Remark,
    Small,
    Text,
    said,
)
from exhibits.origins import edition_words, origin_words
from i18n import counted, format_date, format_people, format_share, format_value, has_text, text
from metrics.judgement import Status
from metrics.registers import SCHOOLS_ONLINE
from services.groups import is_custom, kind_of
from services.view import View
from topics.links import area_link
from topics.overview import ONLINE, WORLD, leading_target, show_topics, show_verdict
from topics.own_words import own_remark
from topics.scorecard import Figure, ScorecardRow, judge_row, latest_figure
from topics.sentences import area_phrase
from topics.targets import status_counts

MOST_MOVES, FEW = 12, 60
POPULATION = "population"
SPECIAL = "special"
SCHEMES = ("itu-region", "income", SPECIAL, "m49")
"""The schemes of groups, in the order in which they are shown; the three of the United Nations share one place."""
UN_SCHEMES = ("un-ldc", "un-lldc", "un-sids")
AMOUNTS = frozenset({"COUNT", "PS", "MN", "MT", "USD"})
"""Units of amounts: they grow with the size of a country, so that a rank among them says nothing."""
OUTCOMES: dict[str, tuple[Status, ...]] = {
    "meets": ("met_on_time", "met_late", "achieved"),
    "on_the_way": ("on_track", "within_reach"),
    "misses": ("not_met", "at_risk", "off_track", "reversing"),
    "lacks": ("not_assessable", "insufficient_data"),
    "no_number": ("qualitative",),
}
"""What the statuses of past and of live targets come down to."""


@dataclass(frozen=True)
class Profile:
    """What an area is on a day.

    `groups` are those of a country by scheme, the narrowest first; `moves` the stays with an end; `members` the
    countries of a group.
    """

    ref_area: str
    kind: str
    groups: dict[str, tuple[str, ...]]
    moves: tuple[Membership, ...]
    members: tuple[str, ...]
    people: Figure | None


def find_profile(view: View, ref_area: str) -> Profile:
    """Return what an area is on the day that is looked at.

    Raises:
        KeyError: If there is no such area.
    """
    day, kind = view.day, kind_of(ref_area, view.reference)
    stays = [one for one in view.reference.memberships if ref_area in (one.ref_area, one.group)]
    return Profile(
        ref_area=ref_area,
        kind=kind,
        groups=_by_scheme(view, ref_area),
        moves=tuple(sorted((one for one in stays if one.until), key=lambda one: (one.until or day, one.ref_area))),
        members=() if kind == "country" else view.members_of(ref_area),
        people=latest_figure(view.state, POPULATION, ref_area),
    )


def scheme_of(group: str, reference: Reference) -> str:
    """Return the scheme a group belongs to; LDCs, LLDCs and SIDS belong to one called `special`."""
    area = reference.areas.get(group)
    scheme = area.scheme if area else ""
    return SPECIAL if scheme in UN_SCHEMES else scheme


def _by_scheme(view: View, ref_area: str) -> dict[str, tuple[str, ...]]:
    reference = view.reference
    found: dict[str, list[str]] = {name: [] for name in SCHEMES}
    for group in sorted(reference.groups_of(ref_area, view.day), key=lambda one: len(view.members_of(one))):
        found.get(scheme_of(group, reference), []).append(group)
    return {name: tuple(groups) for name, groups in found.items() if groups}


def describe_moves(profile: Profile, view: View) -> list[str]:
    """Return every dated membership as a sentence: Bhutan left the LDCs on 13 December 2023."""
    return [_move_words(one, view) for one in profile.moves]


def _move_words(stay: Membership, view: View) -> str:
    if stay.until is None:
        return ""
    key = "country.left" if stay.until <= view.day else "country.leaves"
    area, group = view.name_of(stay.ref_area), area_phrase(stay.group, view.reference)
    words = text(key, area=area, group=group, day=format_date(stay.until))
    return text("country.move_note", words=words, note=stay.note) if stay.note else text("country.move", words=words)


def count_outcomes(rows: Sequence[ScorecardRow]) -> dict[str, int]:
    """Return how many targets are met, on the way, missed, without data and without a number."""
    found = Counter(row.judgement.status for row in rows)
    return {name: sum(found[status] for status in statuses) for name, statuses in OUTCOMES.items()}


def outcome_sentence(rows: Sequence[ScorecardRow], ref_area: str, reference: Reference) -> str:
    """Return how the targets of an area stand, in one sentence."""
    counts = count_outcomes(rows)
    area = area_phrase(ref_area, reference)
    if not rows:
        return text("country.no_targets", area=area)
    parts = [
        counted(f"country.outcome.{name}", count) if count else text(f"country.none_of.{name}")
        for name, count in counts.items()
        if count or name != "no_number"
    ]
    targets = counted("country.outcome_of", len(rows))
    words = text("country.outcome_sentence", area=area, targets=targets, parts=", ".join(parts))
    return words[:1].upper() + words[1:]


def rankable(view: View) -> list[Indicator]:
    """Return the indicators that have figures and whose values compare, whatever the size of a country.

    Schools online are left out: a census gives a range, and the lower ends of ranges have no order.
    """
    held = view.state.world.book.indicators() - {SCHOOLS_ONLINE}
    known = view.reference.indicators.values()
    return [
        one for one in known if one.indicator in held and one.unit_measure not in AMOUNTS and one.aggregate != "sum"
    ]


# ----------------------------------------------------------------------------------------------- the head of the page


def show_head(profile: Profile, rows: Sequence[ScorecardRow], view: View) -> Exhibit:
    """Return the name, who it is in a line, the verdict, and a card a topic."""
    area = profile.ref_area
    texts: list[Text] = [
        Caption(view.name_of(area), 1),
        _identity(profile, view),
        show_verdict(view, area, rows),
        show_topics(view, area),
    ]
    return Exhibit("country_head", [Passage("country_head", texts)])


def _identity(profile: Profile, view: View) -> Small:
    """Return what an area is: its code, its people, and the ways to its groups, of nested ones the narrowest."""
    groups = [group for scheme in SCHEMES for group in _shown_groups(profile, scheme)]
    links = [Link(view.name_of(group), area_link(view, "country", group)) for group in groups]
    return Small(" · ".join([*_kind(profile, view), _people(profile), *([""] if links else [])]), links)


def _shown_groups(profile: Profile, scheme: str) -> tuple[str, ...]:
    groups = profile.groups.get(scheme, ())
    return groups if scheme == SPECIAL else groups[:1]


def _kind(profile: Profile, view: View) -> list[str]:
    ref_area = profile.ref_area
    area = view.reference.areas.get(ref_area)
    if area is not None and area.kind == "country":
        special = f"country.itu_status.{ref_area}"
        usual = "country.itu_member" if area.itu_member else "country.not_itu_member"
        return [ref_area, text(special if has_text(special) else usual)]
    members = counted("country.members", len(profile.members), day=format_date(view.day))
    return [text("country.own_group") if is_custom(ref_area) else ref_area, members]


def _people(profile: Profile) -> str:
    people = profile.people
    if people is None:
        return text("country.population_unknown")
    note = text("country.population_note", year=people.year, edition=edition_words(people.series.edition))
    if people.aggregate:
        note = text("country.summed", note=note, coverage=format_share(people.aggregate.coverage))
    return text("country.population", people=format_people(people.value), note=note)


def show_notes(profile: Profile, view: View) -> Exhibit | None:
    """Return the dated memberships, and what of the area itself has still to be checked; None without any."""
    moves = describe_moves(profile, view)
    area = view.reference.areas.get(profile.ref_area)
    found = [Note(text("country.moves"), " ".join(moves[:MOST_MOVES]))] if moves else []
    if area is not None and area.to_be_checked:
        words = area.to_be_checked[:1].upper() + area.to_be_checked[1:]
        found.append(Note(text("target.to_be_checked"), f"{words}."))
    return Exhibit("country_notes", [said("country_notes", *found)]) if found else None


# ------------------------------------------------------------------------------------- all countries and groups, listed


def show_directory(view: View) -> Exhibit:
    """Return every group and country with its share of people online and its status, the countries by ITU region."""
    target, areas = leading_target(view, ONLINE, WORLD), view.reference.areas
    rows = {code: judge_row(view, target, code) for code in areas} if target else {}
    texts: list[Text] = [Lead(text("country.list_about"))]
    counted_ones = [row for code, row in rows.items() if areas[code].kind == "country" and row.judgement.latest]
    texts += [status_counts(counted_ones)] if counted_ones else []
    for title, codes in _directory_sections(view).items():
        texts += [Caption(title), Members([_listed(code, rows.get(code), view) for code in codes])]
    return Exhibit("country_list", [said("country_list", *texts)])


def _directory_sections(view: View) -> dict[str, list[str]]:
    """Return the world and its groups, then the countries of each ITU region by name, then those of none."""
    areas = view.reference.areas
    regions = [code for code, one in areas.items() if one.scheme == SCHEMES[0]]
    found = {text("country.list_groups"): [code for code, one in areas.items() if one.kind != "country"]}
    found |= {view.name_of(code): sorted(view.members_of(code), key=view.name_of) for code in regions}
    placed = {code for codes in found.values() for code in codes}
    others = sorted((code for code in areas if code not in placed), key=view.name_of)
    return found | ({text("country.list_others"): others} if others else {})


def _listed(code: str, row: ScorecardRow | None, view: View) -> Member:
    figure = latest_figure(view.state, ONLINE, code)
    member = _member(view.name_of(code), code, figure, view)
    if row is None or row.judgement.latest is None:
        return member
    status = row.judgement.status
    return replace(member, chip=Chip(status, text(f"status.{status}")))


# --------------------------------------------------------------------------------------------- the members of a group


def member_indicators(profile: Profile, view: View) -> list[Indicator]:
    """Return the indicators that countries of a group have figures of, by which its members can be seen."""
    members, book = set(profile.members), view.state.world.book
    found = rankable(view)
    return [one for one in found if not members.isdisjoint(book.areas_with(one.indicator))]


def show_members(profile: Profile, indicator: Indicator | None, view: View) -> Exhibit:
    """Return the members of a group on the day looked at, with their figures of an indicator where there is one."""
    words = counted("country.members_words", len(profile.members), day=format_date(view.day))
    if indicator is None:
        passage = said("members", Remark(words), _member_list(dict.fromkeys(profile.members), view))
        return Exhibit("members", [passage])
    figures = {area: latest_figure(view.state, indicator.indicator, area) for area in profile.members}
    having = sum(1 for figure in figures.values() if figure)
    words += " " + text("country.members_having", having=having, indicator=indicator.name)
    own = _own_remark(profile, indicator, view)
    return Exhibit("members", [said("country_members", Remark(words), *own, _member_list(figures, view))])


def _own_remark(profile: Profile, indicator: Indicator, view: View) -> list[Note]:
    """Return how our own aggregate of the group came about, where the figure of the group is one."""
    figure = latest_figure(view.state, indicator.indicator, profile.ref_area)
    if figure is None or figure.aggregate is None:
        return []
    value = format_value(figure.value, figure.series.unit_measure)
    title = text("country.group_figure", value=value, year=figure.year)
    phrase = area_phrase(profile.ref_area, view.reference)
    return [Note(title, own_remark(indicator, figure.aggregate, profile.ref_area, phrase))]


def _member_list(figures: Mapping[str, Figure | None], view: View) -> Members:
    named = sorted((view.name_of(area), area) for area in figures)
    members = [_member(name, area, figures[area], view) for name, area in named]
    return Members(members, counted("country.members_all", len(members)) if len(members) > FEW else "")


def _member(name: str, area: str, figure: Figure | None, view: View) -> Member:
    link = Link(name, area_link(view, "country", area))
    if figure is None:
        return Member(link, note=text("country.no_figure"))
    return Member(link, format_value(figure.value, figure.series.unit_measure), str(figure.year))


def member_rows(profile: Profile, view: View) -> list[dict[str, Any]]:
    """Return the members of a group with every figure the page can show of them; one without has its name alone."""
    return [
        figure_record(figure, view) if figure else {"ref_area": area, "area": view.name_of(area)}
        for indicator in member_indicators(profile, view)
        for area in profile.members
        for figure in [latest_figure(view.state, indicator.indicator, area)]
    ]


def figure_record(figure: Figure, view: View) -> dict[str, Any]:
    """Return the latest figure of an area as a row of a file."""
    series = figure.series
    return {
        "indicator": series.indicator,
        "ref_area": figure.ref_area,
        "area": view.name_of(figure.ref_area),
        "obs_value": figure.value,
        "unit_measure": series.unit_measure,
        "time_period": figure.year,
        "edition": edition_words(series.edition),
        "source": origin_words(figure.point.source or series.source),
        "coverage": figure.aggregate.coverage if figure.aggregate else None,
    }
