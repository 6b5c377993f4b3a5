"""The cross-check of a group's projection in words: what its countries' projections add up to."""

from i18n import counted, format_change, format_projected, format_share, text
from services.projecting.projected_sums import ProjectedSum

WORTH_SAYING = 0.05
"""A difference of less than a twentieth of a unit is none: it would be written as 0."""


def sum_words(found: ProjectedSum, unit: str, method: str) -> str:
    """Return what the projections of countries come to, how far that is from the group's own, and of how many.

    Args:
        found: The sum.
        unit: The unit of the indicator.
        method: How the indicator is aggregated: weighted_mean or median.
    """
    some, every = ("economies", "all_economies") if method == "median" else ("weight", "all_weight")
    coverage = text(
        f"outlook.sum.{every if found.projected == found.countries else some}",
        projected=found.projected,
        countries=counted("numbers.countries", found.countries),
        coverage=format_share(found.coverage),
    )
    value = format_projected(found.value, unit)
    if found.difference is None:
        return text("outlook.sum.alone", value=value, year=found.year, coverage=coverage)
    return text(
        "outlook.sum.shares",
        value=value,
        year=found.year,
        difference=_difference(found.difference, unit),
        coverage=coverage,
    )


def _difference(difference: float, unit: str) -> str:
    if abs(difference) < WORTH_SAYING:
        return text("outlook.sum.same")
    key = "outlook.sum.more" if difference > 0 else "outlook.sum.less"
    return text(key, change=format_change(difference, unit))
