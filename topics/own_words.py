"""Our own aggregates in words: what was worked out, from how many countries, and how much of the group they hold."""

from collections.abc import Iterable

from data.schemas.indicator import Indicator
from i18n import counted, format_share, text
from metrics.aggregates import Aggregate
from services.groups import is_custom, name_list


def own_short(indicator: Indicator, aggregate: Aggregate) -> str:
    """Return what an aggregate is, in a few words: our own median of 41 economies."""
    kind = "economies" if indicator.weight == "economies" else "countries"
    countries = counted(f"own.{kind}", aggregate.countries)
    return text(f"own.{indicator.aggregate}", countries=countries)


def own_status(indicator: Indicator, aggregate: Aggregate) -> str:
    """Return what stands in a table where a published figure has its status: what it is, with its coverage."""
    held = text(f"own.weight.{indicator.weight}")
    coverage = format_share(aggregate.coverage)
    return text("own.status", own=own_short(indicator, aggregate), coverage=coverage, held=held)


def own_source(indicator: Indicator, aggregate: Aggregate, source: str) -> str:
    """Return the source that a row of our own aggregate states, so that nobody takes it for a published figure."""
    return text("own.source", own=own_status(indicator, aggregate), source=source)


def own_remark(indicator: Indicator, aggregate: Aggregate, group: str, phrase: str) -> str:
    """Return in sentences how our own aggregate of a group came about, with its coverage in its latest year.

    Args:
        indicator: The indicator that was aggregated.
        aggregate: The aggregate of the latest year.
        group: The code of the group.
        phrase: The group as it is named inside a sentence.
    """
    lead = text(
        f"own.remark.{indicator.weight}",
        own=own_short(indicator, aggregate),
        coverage=format_share(aggregate.coverage),
        area=phrase,
        year=aggregate.year,
    )
    return f"{lead} {text('own.members_chosen' if is_custom(group) else 'own.members_dated')}"


def broken_remark(indicator: Indicator, aggregates: Iterable[Aggregate], least: float) -> str:
    """Return why the line of our own aggregate has breaks; empty where it has none.

    Args:
        indicator: The indicator that was aggregated.
        aggregates: The aggregates by year.
        least: From which share of the weight on there is a break, 0 to 1.
    """
    years = sorted(one.year for one in aggregates if one.broken)
    if not years:
        return ""
    held = text(f"own.weight.{indicator.weight}")
    return text("own.broken", years=name_list([str(one) for one in years]), held=held, least=format_share(least))


def beside_remark(indicator: Indicator, aggregate: Aggregate, edition: str, phrase: str) -> str:
    """Return what our own aggregate is that stands in grey beside a published line."""
    return text(
        "own.beside",
        own=own_short(indicator, aggregate),
        held=text(f"own.weight.{indicator.weight}"),
        coverage=format_share(aggregate.coverage),
        edition=edition,
        area=phrase,
        year=aggregate.year,
    )


def thin_remark(indicator: Indicator, aggregate: Aggregate, phrase: str, least: float) -> str:
    """Return why a group has no aggregate of ours: the countries with figures hold too little of it."""
    return text(
        "own.thin",
        indicator=indicator.name,
        countries=counted("own.countries", aggregate.countries),
        held=text(f"own.weight.{indicator.weight}"),
        area=phrase,
        year=aggregate.year,
        coverage=format_share(aggregate.coverage),
        least=format_share(least),
    )
