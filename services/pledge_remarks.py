"""What a reader must know of a list of pledges: what its target is judged from, and how amounts were converted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from data.datasets import PLEDGES
from data.readers.reading import ProblemCount
from data.schemas.pledge import Pledge
from data.schemas.problem import Problem
from i18n import counted, format_count, format_date, format_money, format_period, text
from metrics.pledges import Conversion, conversions, dated_after, in_usd, is_converted, usd_rate
from metrics.series import Series
from services.checking import Check
from services.pledge_target import headline, list_judgement
from services.tracker import State

LATE = "pledges-after-complete-day"
MOST_RATES = 3


def status_words(state: State, day: date) -> str:
    """Return whether the list is invented, partial or complete, what its target is judged from, and why."""
    instead = _headline_words(headline(state))
    if PLEDGES in state.examples:
        return text("pledges.is_example", instead=instead)
    if not state.pledges_complete_on:
        return text("pledges.is_partial", instead=instead)
    last = date.fromisoformat(state.pledges_complete_on)
    if list_judgement(state, day) is None:
        return text("pledges.is_empty_by_then", day=format_date(last), instead=instead)
    late = len(dated_after(state.pledges, last))
    words = text("pledges.is_complete", day=format_date(last))
    return f"{words} {counted('pledges.dated_after', late)}" if late else words


def _headline_words(published: Series | None) -> str:
    if published is None or not published.points:
        return text("pledges.judged_from_nothing")
    return text("pledges.judged_from_headline", period=format_period(published.points[-1].period))


def late_pledges(pledges: Sequence[Pledge], complete_on: str) -> list[Problem]:
    """Return a warning where a list is said to be complete on a day after which some of its pledges were made."""
    late = dated_after(pledges, date.fromisoformat(complete_on)) if complete_on else []
    if not late:
        return []
    details: dict[str, str | int | float] = {
        "count": counted("pledges.are_dated", len(late)),
        "day": format_date(date.fromisoformat(complete_on)),
        "last": format_period(max(one.pledged_on for one in late)),
    }
    return [Problem(code=LATE, severity="warns", column="pledged_on", details=details)]


def with_late_pledges(check: Check, complete_on: str) -> Check:
    """Return a check that warns of pledges made after the day on which the list is said to be complete."""
    late = late_pledges(check.reading.models_of(Pledge), complete_on)
    counts = [ProblemCount(one.code, one.severity, 1) for one in late]
    return replace(check, problems=(*check.problems, *late), problem_counts=(*check.problem_counts, *counts))


def rate_words(pledges: Sequence[Pledge]) -> list[str]:
    """Return at which rate and of which day the amounts of the sums were converted, the most frequent rates first."""
    found = conversions(pledges)
    words = [_rate_sentence(one) for one in found[:MOST_RATES]]
    more = sum(one.pledges for one in found[MOST_RATES:])
    return [*words, counted("pledges.converted_more", more)] if more else words


def _rate_sentence(one: Conversion) -> str:
    amount = text("pledges.in_currency", code=one.currency, amount=format_count(one.amount))
    day = format_period(one.rate_date)
    return counted("pledges.converted", one.pledges, amount=amount, rate=_rate(one.rate), day=day)


def _rate(rate: float) -> str:
    """Return a rate with the figures it has, two decimals at least."""
    return f"{rate:.2f}" if round(rate, 2) == rate else f"{rate:.10g}"


def conversion_words(pledge: Pledge) -> str:
    """Return from which currency, at which rate and of which day a pledge was converted; empty for US dollars."""
    if not is_converted(pledge):
        valued = pledge.amount is not None or pledge.reported_amount is not None
        return text("pledges.no_rate", code=pledge.currency) if valued and usd_rate(pledge) is None else ""
    rate, day = _rate(usd_rate(pledge) or 0.0), format_period(pledge.rate_date)
    stated = pledge.amount if pledge.amount is not None else pledge.reported_amount
    amount = text("pledges.in_currency", code=pledge.currency, amount=format_count(stated or 0.0))
    return text("pledges.rate", amount=amount, rate=rate, day=day)


def money_of(pledge: Pledge, amount: float | None) -> str:
    """Return an amount of a pledge: in US dollars where it can be converted, else in its own currency."""
    usd = in_usd(pledge, amount)
    if usd is not None:
        return format_money(usd)
    if amount is None:
        return ""
    return text("pledges.in_currency", code=pledge.currency, amount=format_count(amount))
