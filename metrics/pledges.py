"""Pledges as sums: counted once each, valued in US dollars where that is certain, pledged apart from reported; pace."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from data.schemas.fields import period_start
from data.schemas.pledge import USD, Pledge, period_end

WITHDRAWN, COMPLETED = "withdrawn", "completed"
NOT_STATED = "not_stated"
LARGEST = 10
FLAGS: Mapping[str, Callable[[Pledge], bool]] = {
    "LDC": lambda pledge: pledge.ldc_focus,
    "LLDC": lambda pledge: pledge.lldc_focus,
    "SIDS": lambda pledge: pledge.sids_focus,
}
"""The groups that a pledge may have as its focus without naming them among its beneficiaries."""


@dataclass(frozen=True)
class Tally:
    """How many pledges there are and what they are worth, in US dollars; `withdrawn` ones stand apart.

    `valued` and `valued_reported` count the pledges that the two sums hold: where it is 0, the sum says nothing.
    `unconverted` holds the amounts pledged, by currency, that no sum of US dollars holds; `unconverted_reported` those
    reported.
    """

    count: int = 0
    with_amount: int = 0
    pledged_usd: float = 0.0
    reported_usd: float = 0.0
    valued: int = 0
    valued_reported: int = 0
    withdrawn: int = 0
    withdrawn_usd: float = 0.0
    unconverted: Mapping[str, float] = field(default_factory=dict)
    unconverted_reported: Mapping[str, float] = field(default_factory=dict)

    @property
    def not_converted(self) -> int:
        """Return how many pledges state an amount that no sum of US dollars holds."""
        return self.with_amount - self.valued

    @property
    def without_amount(self) -> int:
        """Return how many pledges state no amount."""
        return self.count - self.with_amount


@dataclass(frozen=True)
class Conversion:
    """Amounts in one currency that sums of US dollars hold at one rate of one day, and of how many pledges they are."""

    currency: str
    rate: float
    rate_date: str
    pledges: int
    amount: float


def usd_rate(pledge: Pledge) -> float | None:
    """Return what a unit of the pledge's currency is worth in US dollars; None without a rate and its date."""
    if pledge.currency == USD:
        return 1.0
    return pledge.usd_rate if pledge.usd_rate is not None and pledge.rate_date else None


def in_usd(pledge: Pledge, amount: float | None) -> float | None:
    """Return an amount of the pledge in US dollars; None where there is none or it cannot be converted."""
    rate = usd_rate(pledge)
    return None if amount is None or rate is None else float(_exact(amount) * _exact(rate))


def pledged_usd(pledge: Pledge) -> float | None:
    """Return what was pledged in US dollars; None without an amount or without a rate."""
    return in_usd(pledge, pledge.amount)


def reported_usd(pledge: Pledge) -> float | None:
    """Return what was reported as delivered in US dollars; None without an amount or without a rate."""
    return in_usd(pledge, pledge.reported_amount)


def standing(pledges: Iterable[Pledge]) -> list[Pledge]:
    """Return the pledges that have not been withdrawn."""
    return [one for one in pledges if one.status != WITHDRAWN]


def tally(pledges: Sequence[Pledge]) -> Tally:
    """Return the counts and sums of pledges; each is counted once, whatever it names."""
    valid, gone = standing(pledges), [one for one in pledges if one.status == WITHDRAWN]
    return Tally(
        count=len(valid),
        with_amount=sum(one.amount is not None for one in valid),
        pledged_usd=_total(pledged_usd(one) for one in valid),
        reported_usd=_total(reported_usd(one) for one in valid),
        valued=sum(pledged_usd(one) is not None for one in valid),
        valued_reported=sum(reported_usd(one) is not None for one in valid),
        withdrawn=len(gone),
        withdrawn_usd=_total(pledged_usd(one) for one in gone),
        unconverted=_unconverted((one, one.amount) for one in valid),
        unconverted_reported=_unconverted((one, one.reported_amount) for one in valid),
    )


def _total(amounts: Iterable[float | None]) -> float:
    return add_up(amount for amount in amounts if amount is not None)


def add_up(amounts: Iterable[float]) -> float:
    """Return a sum of amounts as it is with pencil and paper: 0.1 and 0.2 are 0.3."""
    return float(sum(map(_exact, amounts), start=Decimal(0)))


def _exact(value: float) -> Decimal:
    """Return a number as it is written; money is counted in decimals, so 100 million at 1.1 are 110 million."""
    return Decimal(repr(float(value)))


def _unconverted(amounts: Iterable[tuple[Pledge, float | None]]) -> dict[str, float]:
    found: dict[str, list[float]] = defaultdict(list)
    for pledge, amount in amounts:
        if amount is not None and usd_rate(pledge) is None:
            found[pledge.currency].append(amount)
    return {currency: add_up(held) for currency, held in sorted(found.items())}


def is_converted(pledge: Pledge) -> bool:
    """Return whether amounts of a pledge in another currency are turned into US dollars at a rate of a known day."""
    valued = pledge.amount is not None or pledge.reported_amount is not None
    return valued and bool(pledge.currency) and pledge.currency != USD and usd_rate(pledge) is not None


def conversions(pledges: Iterable[Pledge]) -> list[Conversion]:
    """Return at which rates the pledged amounts of standing pledges are converted, the most pledges first."""
    found: dict[tuple[str, float, str], list[float]] = defaultdict(list)
    for one in standing(pledges):
        if is_converted(one) and one.amount is not None:
            found[one.currency, usd_rate(one) or 0.0, one.rate_date].append(one.amount)
    made = [Conversion(*key, len(amounts), add_up(amounts)) for key, amounts in found.items()]
    return sorted(made, key=lambda one: (-one.pledges, one.currency, one.rate_date, one.rate))


def dates_of(pledges: Iterable[Pledge]) -> tuple[str, ...]:
    """Return when the standing pledges were made, as far as they say so."""
    return tuple(one.pledged_on for one in standing(pledges) if one.pledged_on)


def dated_after(dates: Iterable[str], day: date) -> list[str]:
    """Return the dates that lie after a day, as far as they tell."""
    return [one for one in dates if period_start(one) > day]


def tally_by(pledges: Sequence[Pledge], name: str, codes: Sequence[str] = ()) -> dict[str, Tally]:
    """Return a tally for each code of a field; those that state none under `not_stated`.

    Args:
        pledges: The pledges; each falls under one code.
        name: The field, `focus_area` say.
        codes: The codes in their order; each has a tally, also where no pledge falls under it.
    """
    found: dict[str, list[Pledge]] = {code: [] for code in (*codes, NOT_STATED)}
    for pledge in pledges:
        found.setdefault(str(getattr(pledge, name)) or NOT_STATED, []).append(pledge)
    return {code: tally(held) for code, held in found.items()}


def concerns(pledge: Pledge, ref_area: str, members: Collection[str] = ()) -> bool:
    """Return whether a pledge concerns an area.

    A country is concerned where the pledge names it; a group where the pledge names the group, has it as its focus,
    or names any of its members.
    """
    named = pledge.areas
    flag = FLAGS.get(ref_area)
    return ref_area in named or (flag is not None and flag(pledge)) or any(one in members for one in named)


def named_countries(pledges: Iterable[Pledge], countries: Collection[str]) -> dict[str, list[Pledge]]:
    """Return for each country the pledges that name it; one that names several stands whole under each of them.

    So these are never added up over countries.
    """
    found: dict[str, list[Pledge]] = defaultdict(list)
    for pledge in pledges:
        for code in pledge.areas:
            if code in countries:
                found[code].append(pledge)
    return dict(found)


def largest_share(amounts: Iterable[float], count: int = LARGEST) -> float | None:
    """Return the share of the sum (0 to 1) that the largest amounts make up; None where the sum is 0."""
    ordered = sorted(amounts, reverse=True)
    total = sum(ordered)
    return sum(ordered[:count]) / total if total > 0 else None


def by_pledger(pledges: Iterable[Pledge]) -> dict[str, float]:
    """Return what each pledger has pledged in US dollars, the largest first; withdrawn pledges are left out."""
    held: dict[str, list[float | None]] = defaultdict(list)
    for pledge in standing(pledges):
        held[pledge.pledger].append(pledged_usd(pledge))
    found = {pledger: _total(amounts) for pledger, amounts in held.items()}
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def overdue(pledges: Iterable[Pledge], today: date) -> list[Pledge]:
    """Return the pledges whose last day has passed and that are neither completed nor withdrawn, oldest first."""
    late = [
        one
        for one in pledges
        if one.due_on and one.status not in (COMPLETED, WITHDRAWN) and period_end(one.due_on) < today
    ]
    return sorted(late, key=lambda one: (period_end(one.due_on), one.pledge_id))


def delivery_ratio(pledges: Iterable[Pledge]) -> tuple[float | None, int]:
    """Return reported / pledged over the pledges that state both in US dollars, and how many those are.

    The ratio is above 1 where more was delivered than promised; None where no such pledge promised anything.
    """
    both = [(a, b) for one in standing(pledges) if None not in (a := pledged_usd(one), b := reported_usd(one))]
    promised = sum(amount or 0.0 for amount, _ in both)
    return (sum(amount or 0.0 for _, amount in both) / promised if promised else None), len(both)


def dated_value(pledges: Iterable[Pledge]) -> list[tuple[date, float]]:
    """Return the day and the value in US dollars of each valued pledge that has a date, oldest first.

    A pledge of which only the year or the month is known counts from the first day of it.
    """
    valued = [(one, pledged_usd(one)) for one in standing(pledges)]
    return sorted(
        (period_start(one.pledged_on), value) for one, value in valued if value is not None and one.pledged_on
    )


def undated_value(pledges: Iterable[Pledge]) -> float:
    """Return the value in US dollars of the pledges without a date."""
    return _total(pledged_usd(one) for one in standing(pledges) if not one.pledged_on)


def cumulate(pledges: Sequence[Pledge], until: date) -> list[tuple[date, float]]:
    """Return the value pledged so far on each day on which it grew, up to a day.

    What has no date is under the curve from its beginning, so that its end is the whole sum.
    """
    total = undated_value(pledges)
    found: dict[date, float] = {}
    for day, value in dated_value(pledges):
        if day <= until:
            total = add_up((total, value))
            found[day] = total
    return list(found.items())


def year_ends(pledges: Sequence[Pledge], until: date) -> list[tuple[date, float]]:
    """Return the value pledged by each 31 December from the first pledge on, and by the last day.

    Where a valued pledge has no date there is no way through time to tell: the last day alone is returned.
    """
    dated = [(day, value) for day, value in dated_value(pledges) if day <= until]
    undated = undated_value(pledges)
    if not dated or undated:
        total = add_up((*(value for _, value in dated), undated))
        return [(until, total)] if total else []
    days = [date(year, 12, 31) for year in range(dated[0][0].year, until.year)]
    return [(end, add_up(value for day, value in dated if day <= end)) for end in (*days, until)]
