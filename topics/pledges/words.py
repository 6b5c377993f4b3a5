"""What a pledge list says, in sentences: pledged and reported apart, what is only counted, and how fast it grows."""

from collections.abc import Sequence
from datetime import date

from data.datasets import PLEDGES
from data.schemas.pledge import Pledge
from exhibits.exhibit import Fact
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
from metrics.pledges import (
    LARGEST,
    Conversion,
    Tally,
    by_pledger,
    conversions,
    dated_after,
    dates_of,
    delivery_ratio,
    in_usd,
    is_converted,
    largest_share,
    overdue,
    pledged_usd,
    standing,
    usd_rate,
)
from metrics.series import Series
from services.view import View
from topics.pledge_words import currency_words, money_beside, pledged_words
from topics.pledges.chosen import headline, list_judgement, partial_series, pledge_target

MOST_RATES = 3


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


def reported_words(found: Tally) -> str:
    """Return what is reported as delivered, likewise; that nobody reported anything is no report of nothing."""
    usd = format_money(found.reported_usd) if found.valued_reported else ""
    return money_beside(usd, found.unconverted_reported) or text("pledges.no_report")


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


# ---------------------------------------------------------------------- what its target is judged from, the rates used


def status_words(view: View) -> str:
    """Return whether the list is invented, partial or complete, what its target is judged from, and why."""
    state = view.state
    instead = _headline_words(headline(state))
    if PLEDGES in state.examples:
        return text("pledges.is_example", instead=instead)
    if not state.pledges_complete_on:
        return text("pledges.is_partial", instead=instead)
    last = date.fromisoformat(state.pledges_complete_on)
    if list_judgement(view) is None:
        return text("pledges.is_empty_by_then", day=format_date(last), instead=instead)
    late = len(dated_after(dates_of(state.pledges), last))
    words = text("pledges.is_complete", day=format_date(last))
    return f"{words} {counted('pledges.dated_after', late)}" if late else words


def _headline_words(published: Series | None) -> str:
    if published is None or not published.points:
        return text("pledges.judged_from_nothing")
    return text("pledges.judged_from_headline", period=format_period(published.points[-1].period))


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


# ------------------------------------------------------------------------------------------ the figures beside the sums


def facts_of(pledges: Sequence[Pledge], view: View) -> list[Fact]:
    """Return what is said of a list beside its sums: concentration, delivery, what is overdue or withdrawn."""
    found = [_largest("pledges", [pledged_usd(one) or 0.0 for one in standing(pledges)])]
    found.append(_largest("pledgers", list(by_pledger(pledges).values())))
    ratio, both = delivery_ratio(pledges)
    if ratio is not None:
        found.append(Fact(text("pledges.delivery"), format_share(ratio), counted("pledges.delivery_note", both)))
    late = len(overdue(pledges, view.day))
    found.append(Fact(text("pledges.overdue"), format_plain(late, 0), text("pledges.overdue_note")))
    return [one for one in found if one.value]


def _largest(what: str, amounts: Sequence[float]) -> Fact:
    """Return the share of the ten largest; no value where there are no more than ten, which would hold all of it."""
    share, valued = largest_share(amounts), sum(amount > 0 for amount in amounts)
    note = text(f"pledges.largest_{what}_note", count=format_plain(valued, 0))
    value = "" if share is None or valued <= LARGEST else format_share(share)
    return Fact(text(f"pledges.largest_{what}"), value, note)


def pace_facts(pledges: Sequence[Pledge], view: View) -> list[Fact]:
    """Return how fast a list grows, and how fast it would have to grow for its target.

    A list that decides its target has the paces of that judgement, as the scorecard shows them. Any other list has the
    pace of what it holds, by the same rule, and is not said to have to grow.
    """
    judged, aim = list_judgement(view), pledge_target(view)
    if judged is not None and aim is not None:
        return [_pace(judged.actual_pace, judged.pace_from, "pace_note"), *_required(judged, aim.end)]
    window = view.state.world.limits.pace_window_years
    series = partial_series(pledges, view.day)
    if series is None:
        return []
    start = pace_start(series, window)
    return [_pace(actual_pace(series, None, window), start.period if start else None, "pace_unjudged")]


def _pace(pace: float | None, since: str | None, note: str) -> Fact:
    if pace is None or since is None:
        return Fact(text("pledges.pace"), text("reason.no_pace"), text("pledges.pace_none"))
    return Fact(text("pledges.pace"), _a_year(pace), text(f"pledges.{note}", since=format_period(since)))


def _required(judged: Judgement, end: date) -> list[Fact]:
    """Return how fast the list must grow; where less than a year is left, the sum itself: a pace would exceed it."""
    latest, aim, pace = judged.latest, judged.target_value, judged.required_pace
    if latest is None or aim is None or pace is None:
        return []
    details = {"target": format_money(aim), "day": format_period(latest.period), "end": format_date(end)}
    missing = aim - latest.value
    if pace > missing:
        return [Fact(text("pledges.left"), format_money(missing), text("pledges.left_note", **details))]
    return [Fact(text("pledges.required"), _a_year(pace), text("pledges.required_note", **details))]


def _a_year(usd: float) -> str:
    return format_pace(usd, "USD").lstrip("+±")
