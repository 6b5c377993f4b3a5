"""What a pledge list says, in sentences: pledged and reported apart, what is only counted, and how fast it grows."""

from collections.abc import Mapping, Sequence
from datetime import date

from data.reference import Reference
from data.schemas.pledge import Pledge
from i18n import (
    counted,
    format_count,
    format_date,
    format_money,
    format_pace,
    format_period,
    format_plain,
    format_share,
    text,
)
from metrics.judgement import Judgement
from metrics.pace import actual_pace, pace_start
from metrics.pledges import LARGEST, NOT_STATED, Tally, by_pledger, delivery_ratio, largest_share, pledged_usd, standing
from services.file_names import file_name
from services.pledge_target import list_judgement, pledge_target
from services.pledges import WORLD, PledgeChoice, partial_series
from services.sentences import area_phrase
from services.tracker import State
from services.wording import name_list

Entry = tuple[str, str, str]
"""A figure with its name, its value and a note."""


def code_words(code: str) -> str:
    """Return a code of a pledge in words."""
    return text(f"pledges.code.{code}")


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


def lead_words(found: Tally, chosen: str) -> str:
    """Return the answer: how many pledges there are, what they promise, and what is reported as delivered."""
    named = f" {chosen}" if chosen else ""
    if not found.with_amount:
        return counted("pledges.lead_no_amount", found.count, chosen=named)
    delivered = found.reported_usd or found.unconverted_reported
    return counted(
        "pledges.lead" if delivered else "pledges.lead_nothing",
        found.count,
        chosen=named,
        pledged=format_money(found.pledged_usd) if found.valued else pledged_words(found),
        reported=format_money(found.reported_usd) if found.reported_usd else reported_words(found),
    )


def pledged_words(found: Tally) -> str:
    """Return what is pledged: US dollars and, beside them, what is not converted; a sum of nothing is not USD 0."""
    usd = format_money(found.pledged_usd) if found.valued else ""
    return _beside(usd, found.unconverted) or text("pledges.no_amount")


def reported_words(found: Tally) -> str:
    """Return what is reported as delivered, likewise; that nobody reported anything is no report of nothing."""
    usd = format_money(found.reported_usd) if found.valued_reported else ""
    return _beside(usd, found.unconverted_reported) or text("pledges.no_report")


def _beside(usd: str, unconverted: Mapping[str, float]) -> str:
    others = text("pledges.not_converted", amounts=currency_words(unconverted)) if unconverted else ""
    return text("pledges.beside", usd=usd, others=others) if usd and others else usd or others


def remark_words(found: Tally) -> list[str]:
    """Return what the sums leave out: pledges without an amount, amounts not converted, withdrawn pledges."""
    words = []
    if found.without_amount and found.with_amount:
        words.append(counted("pledges.without_amount", found.without_amount))
    if found.unconverted:
        amounts = currency_words(found.unconverted)
        words.append(counted("pledges.unconverted", found.not_converted, amounts=amounts))
    if found.withdrawn:
        usd = f" {text('pledges.worth', usd=format_money(found.withdrawn_usd))}" if found.withdrawn_usd else ""
        words.append(counted("pledges.withdrawn", found.withdrawn, usd=usd))
    return words


def currency_words(amounts: Mapping[str, float]) -> str:
    """Return amounts by currency as a list: CHF 2.8 billion and BRL 4 million."""
    return name_list(
        [text("pledges.in_currency", code=code, amount=format_count(one)) for code, one in amounts.items()]
    )


def bar_words(found: Tally) -> str:
    """Return what is written at a bar: the amounts, and how many pledges are valued of how many."""
    if not found.count:
        return text("pledges.none")
    return text("pledges.bar", money=bar_money(found), pledges=counted("pledges.pledges", found.count))


def bar_money(found: Tally) -> str:
    """Return what is pledged as it fits beside a bar on a telephone; the hover and the table say all of it."""
    if not found.valued or not found.unconverted:
        return pledged_words(found)
    usd = format_money(found.pledged_usd)
    if len(found.unconverted) > 1:
        return text("pledges.and_more", usd=usd)
    return text("pledges.beside", usd=usd, others=currency_words(found.unconverted))


def bar_hover(found: Tally) -> str:
    """Return the same with what was reported and how many pledges state no amount."""
    return text(
        "pledges.bar_hover",
        pledged=pledged_words(found),
        reported=reported_words(found),
        pledges=counted("pledges.pledges", found.count),
        without=format_plain(found.without_amount, 0),
    )


def facts_of(pledges: Sequence[Pledge], late: int) -> list[Entry]:
    """Return what is told of a list beside its sums: concentration, delivery, what is overdue or withdrawn."""
    found = [_largest("pledges", [pledged_usd(one) or 0.0 for one in standing(pledges)])]
    found.append(_largest("pledgers", list(by_pledger(pledges).values())))
    ratio, both = delivery_ratio(pledges)
    if ratio is not None:
        found.append((text("pledges.delivery"), format_share(ratio), counted("pledges.delivery_note", both)))
    found.append((text("pledges.overdue"), format_plain(late, 0), text("pledges.overdue_note")))
    return [one for one in found if one[1]]


def _largest(what: str, amounts: Sequence[float]) -> Entry:
    """Return the share of the ten largest; no value where there are no more than ten, which would hold all of it."""
    share, valued = largest_share(amounts), sum(amount > 0 for amount in amounts)
    note = text(f"pledges.largest_{what}_note", count=format_plain(valued, 0))
    return text(f"pledges.largest_{what}"), "" if share is None or valued <= LARGEST else format_share(share), note


def pace_facts(pledges: Sequence[Pledge], state: State, day: date) -> list[Entry]:
    """Return how fast a list grows, and how fast it would have to grow for its target.

    A list that decides its target has the paces of that judgement, as the scorecard shows them. Any other list has the
    pace of what it holds, by the same rule, and is not said to have to grow.
    """
    judged, aim = list_judgement(state, day), pledge_target(state, day)
    if judged is not None and aim is not None:
        return [_pace(judged.actual_pace, judged.pace_from, "pace_note"), *_required(judged, aim.end)]
    window = state.world.limits.pace_window_years
    series = partial_series(pledges, day)
    if series is None:
        return []
    start = pace_start(series, window)
    return [_pace(actual_pace(series, None, window), start.period if start else None, "pace_unjudged")]


def _pace(pace: float | None, since: str | None, note: str) -> Entry:
    if pace is None or since is None:
        return text("pledges.pace"), text("reason.no_pace"), text("pledges.pace_none")
    return text("pledges.pace"), _a_year(pace), text(f"pledges.{note}", since=format_period(since))


def _required(judged: Judgement, end: date) -> list[Entry]:
    """Return how fast the list must grow; where less than a year is left, the sum itself: a pace would exceed it."""
    latest, aim, pace = judged.latest, judged.target_value, judged.required_pace
    if latest is None or aim is None or pace is None:
        return []
    details = {"target": format_money(aim), "day": format_period(latest.period), "end": format_date(end)}
    missing = aim - latest.value
    if pace > missing:
        return [(text("pledges.left"), format_money(missing), text("pledges.left_note", **details))]
    return [(text("pledges.required"), _a_year(pace), text("pledges.required_note", **details))]


def _a_year(usd: float) -> str:
    return format_pace(usd, "USD").lstrip("+±")


def by_words(code: str) -> str:
    """Return the name of a bar: a code in words, or that none is stated."""
    return text("pledges.not_stated") if code == NOT_STATED else code_words(code)
