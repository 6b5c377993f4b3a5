"""What the reference data says of judging: thresholds, redefinitions, and values that are not to be compared."""

from data.reference import Reference
from metrics.breaks import StepRule
from metrics.money import MoneyRule
from metrics.series import SeriesBook
from metrics.world import Limits


def redefinitions(reference: Reference) -> dict[str, tuple[int, ...]]:
    """Return the years from which on an indicator was measured in another way, by indicator."""
    found: dict[str, tuple[int, ...]] = {}
    for one in reference.comparability:
        if one.since is not None:
            found[one.indicator] = (*found.get(one.indicator, ()), one.since)
    return found


def without_trend(reference: Reference, book: SeriesBook) -> frozenset[tuple[str, str, str]]:
    """Return the (indicator, area, edition) whose values are not to be compared from year to year."""
    return frozenset(
        (one.indicator, area, one.edition)
        for one in reference.comparability
        if one.kind == "no_trend"
        for area in book.areas_with(one.indicator)
        if one.areas == "all" or reference.areas[area].kind != "country"
    )


def growing_by_steps(reference: Reference) -> frozenset[str]:
    """Return the indicators that grow by steps, of which a large one is no sign of a break."""
    return frozenset(one.indicator for one in reference.comparability if one.kind == "steps")


def make_limits(reference: Reference) -> Limits:
    """Return the thresholds of the reference data as the calculators take them."""
    found = reference.thresholds
    return Limits(
        on_track=found.on_track.value,
        within_reach=found.within_reach.value,
        oldest_last_value_years=found.oldest_last_value_years.value,
        pace_window_years=found.pace_window_years.value,
        fewest_periods_of_an_edition=int(found.fewest_periods_of_an_edition.value),
        baseline_within_years=found.baseline_within_years.value,
        verdict_years_before=found.verdict_years_before.value,
        indication_coverage=found.indication_coverage.value,
        aggregate_coverage=found.aggregate_coverage.value,
        comparator_of_gaps="DVD",
        money=MoneyRule(found.money_window_years.value, found.money_far_short.value, found.money_stale_intervals.value),
        steps=StepRule(
            found.suspected_break_times.value,
            found.suspected_break_points.value,
            found.suspected_break_share.value,
            found.suspected_break_steps.value,
        ),
    )
