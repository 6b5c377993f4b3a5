"""A revision in words: its number, who made it, when, why and what changed."""

from datetime import datetime

from charts.html import safe, wrap
from data.schemas.revision import Revision
from i18n import counted, format_date, format_plain, text
from i18n.problems import clean

BUILT_IN = "built-in"
LONGEST = 60


def describe_moment(at: datetime) -> str:
    """Return a moment: 22 November 2026, 05:19 UTC."""
    return text("revisions.when", day=format_date(at.date()), time=at.strftime("%H:%M"))


def revision_why(revision: Revision) -> str:
    """Return why a revision was made."""
    first = revision.deed == BUILT_IN and revision.revision == 0
    return text("revisions.built_in_why") if first else clean(revision.why, 500)


def revision_by(revision: Revision) -> str:
    """Return who made a revision."""
    first = revision.deed == BUILT_IN and revision.revision == 0
    return text("revisions.built_in_by") if first else clean(revision.by, 100)


def revision_option(revision: Revision) -> str:
    """Return a revision as an entry of a list to choose from, in one line."""
    why = clean(revision_why(revision), LONGEST)
    words = {"why": why, "by": clean(revision_by(revision), 40), "day": format_date(revision.at.date())}
    return text("revisions.option", revision=revision.revision, **words)


def revision_piece(revision: Revision, *, in_use: bool) -> str:
    """Return a revision as HTML: number and dataset, reason, who and when, what changed."""
    number = text("revisions.number", revision=revision.revision)
    used = f' <span class="c2030-used">{safe(text("revisions.in_use"))}</span>' if in_use else ""
    line = text("revisions.by_line", by=revision_by(revision), when=describe_moment(revision.at))
    origin = text("revisions.from_file", file=clean(revision.file)) if revision.file else ""
    deed = text(f"revisions.deed_{revision.deed}")
    about = " · ".join(part for part in (deed, origin, _counts(revision)) if part)
    return wrap(
        f'<div class="c2030-revision"><div><span class="c2030-no">{safe(number)}</span>{used}'
        f"<small>{safe(text(f'dataset.{revision.dataset}'))}</small></div>"
        f'<div><p class="c2030-why-said">{safe(revision_why(revision))}</p>'
        f"<p>{safe(line)}</p><small>{safe(about)}</small></div></div>"
    )


def _counts(revision: Revision) -> str:
    counts = {name: format_plain(getattr(revision, name), 0) for name in ("new", "changed", "gone", "rows")}
    words = text("revisions.rows_only" if revision.revision == 0 else "revisions.counts", **counts)
    return f"{words}, {counted('refused.in_revision', revision.refused)}" if revision.refused else words
