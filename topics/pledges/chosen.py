"""Which pledges are looked at, the areas they concern, the target they count for, and the headline beside them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.datasets import PLEDGES
from data.reference import Reference
from data.schemas.origins import PLEDGE_LIST
from data.schemas.pledge import Pledge
from data.schemas.target import Target
from i18n import format_date, format_money, format_period, text
from metrics.editions import edition_in_use
from metrics.judgement import Judgement
from metrics.pledges import NOT_STATED, Tally, named_countries, standing, tally, year_ends
from metrics.series import Point, Series, date_moment
from services.file_names import file_name
from services.groups import name_list
from services.pledges import PLEDGED, UNIT, WORLD, pledges_for
from services.tracker import State
from services.view import View
from topics.sentences import area_phrase, value_words

SCHEMES = ("un-ldc", "un-lldc", "un-sids", "itu-region", "income")
"""The groups that a list is looked at by: those that pledges have as their focus, ITU's regions, and incomes."""


@dataclass(frozen=True)
class PledgeChoice:
    """Which pledges are looked at: of these focus areas, kinds and types (all where empty), concerning an area."""

    focus_areas: Collection[str] = ()
    pledger_kinds: Collection[str] = ()
    pledge_types: Collection[str] = ()
    ref_area: str = WORLD

    @property
    def has_codes(self) -> bool:
        """Return whether only pledges of some focus areas, kinds or types are looked at."""
        return bool(self.focus_areas or self.pledger_kinds or self.pledge_types)

    @property
    def is_all(self) -> bool:
        """Return whether every pledge is looked at."""
        return not self.has_codes and self.ref_area == WORLD

    def fits(self, pledge: Pledge) -> bool:
        """Return whether a pledge is of the chosen focus areas, kinds and types."""
        asked = (
            (self.focus_areas, pledge.focus_area),
            (self.pledger_kinds, pledge.pledger_kind),
            (self.pledge_types, pledge.pledge_type),
        )
        return all(not codes or code in codes for codes, code in asked)


@dataclass(frozen=True)
class AreaPledges:
    """The pledges that concern an area, and their tally."""

    ref_area: str
    pledges: tuple[Pledge, ...]
    tally: Tally


def choose_pledges(pledges: Sequence[Pledge], choice: PledgeChoice, view: View) -> tuple[Pledge, ...]:
    """Return the pledges that a choice asks for, in their order."""
    fitting = [one for one in pledges if choice.fits(one)]
    return tuple(pledges_for(fitting, choice.ref_area, view.state.members_of, view.day))


def rank_countries(pledges: Sequence[Pledge], reference: Reference) -> list[AreaPledges]:
    """Return every country that a standing pledge names, the one with the most dollars first, then the most pledges."""
    countries = {code for code, area in reference.areas.items() if area.kind == "country"}
    return _ranked(named_countries(standing(pledges), countries))


def rank_groups(pledges: Sequence[Pledge], view: View) -> list[AreaPledges]:
    """Return every group of `SCHEMES` that a standing pledge concerns; groups overlap, so they are never added up."""
    groups = [code for code, area in view.reference.areas.items() if area.scheme in SCHEMES]
    valid = standing(pledges)
    return _ranked({code: pledges_for(valid, code, view.state.members_of, view.day) for code in groups})


def _ranked(held: Mapping[str, Sequence[Pledge]]) -> list[AreaPledges]:
    found = [AreaPledges(code, tuple(some), tally(some)) for code, some in held.items() if some]
    return sorted(found, key=lambda one: (-one.tally.pledged_usd, -one.tally.count, one.ref_area))


def naming_groups_of(pledges: Sequence[Pledge], country: str, view: View) -> list[Pledge]:
    """Return the standing pledges that do not name a country, but a group that it belongs to."""
    groups = {*view.reference.groups_of(country, view.day), WORLD}
    return [one for one in standing(pledges) if country not in one.areas and any(code in groups for code in one.areas)]


# -------------------------------------------------------------------------------------- how it is called on the screen


def code_words(code: str) -> str:
    """Return a code of a pledge in words, or that none is stated."""
    return text("pledges.not_stated") if code in ("", NOT_STATED) else text(f"pledges.code.{code}")


def choice_words(choice: PledgeChoice, reference: Reference) -> str:
    """Return which pledges are looked at, for the middle of a sentence; empty where it is all of them."""
    parts = [
        name_list([code_words(one) for one in codes])
        for codes in (choice.focus_areas, choice.pledger_kinds, choice.pledge_types)
        if codes
    ]
    words = [text("pledges.only", codes="; ".join(parts))] if parts else []
    if choice.ref_area != WORLD:
        words.append(text("pledges.concerning", area=area_phrase(choice.ref_area, reference)))
    return " ".join(words)


def choice_inside(choice: PledgeChoice, reference: Reference) -> str:
    """Return the same with a space before it, to stand behind a word; empty where all pledges are looked at."""
    words = choice_words(choice, reference)
    return f" {words}" if words else ""


def file_words(name: str, choice: PledgeChoice) -> str:
    """Return the name of a file with what it holds: pledges-focus-access-ken."""
    area = "" if choice.ref_area == WORLD else choice.ref_area
    return file_name(name, *choice.focus_areas, *choice.pledger_kinds, *choice.pledge_types, area)


def source_line(view: View) -> str:
    """Return which revision of the list a picture shows, and whether its rows are invented."""
    key = "source_example" if PLEDGES in view.state.examples else "source_line"
    return text(f"pledges.{key}", revision=view.state.revisions.get(PLEDGES, 0))


# ------------------------------------------------------------------------- the value of a list, its target, headlines


def partial_series(pledges: Sequence[Pledge], day: date) -> Series | None:
    """Return the value of a list that nobody said to be complete, as that of a complete one; no target is judged by it.

    None where the list holds no value in US dollars.
    """
    return _series([(end, value) for end, value in year_ends(pledges, day)], "")


def value_series(steps: Sequence[tuple[date, float]], edition: str) -> Series | None:
    """Return cumulated values as a series to be drawn: of each month the last; None where there are none."""
    monthly = {(day.year, day.month): (day, value) for day, value in steps}
    return _series(list(monthly.values()), edition)


def _series(steps: Sequence[tuple[date, float]], edition: str) -> Series | None:
    points = tuple(Point(day.isoformat(), date_moment(day), value, "A") for day, value in steps)
    return Series(PLEDGED, WORLD, edition, "", PLEDGE_LIST, UNIT, points) if points else None


@dataclass(frozen=True)
class PledgeTarget:
    """A sum to reach in US dollars by a day."""

    target: Target
    value: float
    end: date

    @property
    def words(self) -> str:
        """Return the target as it stands at its line."""
        return text("pledges.target", value=format_money(self.value), day=format_date(self.end))


def pledge_target(view: View) -> PledgeTarget | None:
    """Return the target for the value of pledges that runs longest; None where there is none."""
    found = [one for one in view.state.targets if one.indicator == PLEDGED and one.kind == "sum"]
    found = [one for one in found if one.target_value is not None and one.ref_area == WORLD]
    if not found:
        return None
    newest = max(found, key=lambda one: (one.target_year >= view.day.year, one.target_year))
    return PledgeTarget(newest, newest.target_value or 0.0, date(newest.target_year, 12, 31))


def list_judgement(view: View) -> Judgement | None:
    """Return how the target is judged where the list decides it, None where the list is partial, or there is none."""
    aim = pledge_target(view)
    if aim is None or not view.state.pledges_complete_on:
        return None
    judged = view.state.judge(aim.target, WORLD, view.day)
    return judged if judged.series is not None and judged.series.register else None


def headline(state: State, indicator: str = PLEDGED) -> Series | None:
    """Return the headline values of all pledges, as published by ITU and the press; not those of a list."""
    published = [one for one in state.world.book.of(indicator, WORLD) if not one.register]
    return edition_in_use(published, state.world.limits.fewest_periods_of_an_edition)


def headline_words(series: Series) -> tuple[str, str]:
    """Return the name and the words of the latest headline, for a bar."""
    latest = series.points[-1]
    value = value_words(latest, series.unit_measure)
    words = text("pledges.headline_value", value=value, period=format_period(latest.period))
    return text("pledges.headline"), words
