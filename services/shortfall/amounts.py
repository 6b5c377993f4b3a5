"""The amounts of a gap in words: what is missing, with its unit and as a range where nobody knows, and the figures."""

from i18n import counted, format_change, format_count, format_people, format_share, format_value, text
from services.shortfall.members import Member
from services.shortfall.shortfalls import Gap


def amount_words(value: float, gap: Gap) -> str:
    """Return an amount of what is missing with its unit: 439 million people, 15,000 tonnes, 1,204 schools."""
    if gap.unit == "PS":
        return format_people(value)
    if gap.unit == "MT":
        return text("gap.tonnes", count=format_count(round(value * 1e6)))
    if gap.measure == "counts":
        return counted("gap.schools", round(value))
    if gap.measure == "households":
        return text("gap.households", count=format_count(round(value)))
    return format_value(value, gap.unit)


def missing_words(missing: float, perhaps: float, gap: Gap) -> str:
    """Return what is missing, as a range where nobody knows of some whether it is there: 45 to 70 schools."""
    if not perhaps:
        return amount_words(missing, gap)
    return text("gap.range", low=format_count(round(missing)), high=amount_words(missing + perhaps, gap))


def figure_words(member: Member, gap: Gap) -> str:
    """Return the figure of a member in the unit of the indicator, as a range where nobody knows of some."""
    unit = member.series.unit_measure if member.series else gap.indicator.unit_measure
    value, high = format_value(member.value, unit), format_value(member.high, unit)
    return value if value == high else text("gap.range", low=value, high=high)


def above_words(member: Member, gap: Gap) -> str:
    """Return by how many points a price is above its ceiling; empty where it is not."""
    over = member.value - (gap.target.target_value or 0.0)
    return format_change(over, gap.indicator.unit_measure) if over > 0 else ""


def coverage_words(share: float, *, whole: bool = True) -> str:
    """Return a coverage; one that is not quite whole, or leaves somebody out, never reads as 100 %."""
    written = format_share(share)
    return text("gap.nearly_all") if not (whole and share >= 1) and written == format_share(1) else written
