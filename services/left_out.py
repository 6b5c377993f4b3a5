"""What a reader left out, fit to be said: series and areas of one reason together, one sentence for 27 groups."""

from collections.abc import Sequence

from data.readers import Skipped
from i18n import format_plain, text

SHOWN = 5
NAMED = ("series", "area", "rows-of-dimension")


def joined(skipped: Sequence[Skipped]) -> list[Skipped]:
    """Return what was skipped, with the named ones of one kind and reason as one, the most rows first."""
    together: dict[tuple[str, str], list[Skipped]] = {}
    for one in skipped:
        together.setdefault((one.what, one.reason), []).append(one)
    return [_one(many) for many in together.values()]


def _one(many: Sequence[Skipped]) -> Skipped:
    first = many[0]
    if len(many) == 1 or first.what not in NAMED:
        return first
    largest = sorted(many, key=lambda one: -one.rows)
    names = [_called(one) for one in largest[:SHOWN]]
    more = len(many) - SHOWN
    rest = f" {text('upload.skipped_more', count=format_plain(more, 0))}" if more > 0 else ""
    several = f"{first.what}_several"
    return Skipped(several, first.reason, sum(one.rows for one in many), name=", ".join(names) + rest)


def _called(one: Skipped) -> str:
    """Return how one is called: a series by its code, as several of one publisher may have one name."""
    return one.code or one.name if one.what == "series" else one.name or one.code
