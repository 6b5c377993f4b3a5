"""The numbers of the projections as they are read: single ones, lists, courses by name, quantiles by year."""

from data.schemas.thresholds import Quantiles
from i18n import counted, text


def number_name(name: str) -> str:
    """Return what a number of the projections is called; one of a kind of indicator says which."""
    kind, _, rule = name.rpartition(".")
    if kind:
        return f"{text(f'methods.kind.{kind}')}, {text(f'methods.kind_rule.{rule}')}"
    return text(f"methods.rule.{name}")


def number_words(value: object) -> str:
    """Return a number of the projections, or a list of them, as it is read."""
    if isinstance(value, Quantiles):
        return "; ".join(_quantiles(value))
    if isinstance(value, tuple):
        return ", ".join(f"{one:g}" for one in value)
    return text(f"methods.course.{value}") if isinstance(value, str) else f"{value:g}"


def _quantiles(errors: Quantiles) -> list[str]:
    rows = zip(errors.horizons, errors.low, errors.median, errors.high, strict=True)
    return [
        counted("methods.horizon", years, years=years, low=f"{low:g}", median=f"{median:g}", high=f"{high:g}")
        for years, low, median, high in rows
    ]
