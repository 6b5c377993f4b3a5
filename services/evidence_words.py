"""What a judgement rests on, in words: editions that say otherwise, estimates, suspected breaks, how sure it stays."""

from dataclasses import replace

from i18n import counted, format_money, format_value, format_when, text
from metrics.judgement import Judgement
from services.projecting.projection_words import chance_words


def rests_on_notes(judgement: Judgement, unit: str) -> list[tuple[str, str]]:
    """Return what a reader must know of the evidence, as (kind, sentence).

    Which edition the course is drawn from where it is another one, editions that say otherwise, a figure that is
    overdue, what rests on estimates alone or stands still, suspected breaks, and how sure it is to stay met.
    """
    found = [
        ("course", _course_words(judgement, unit)),
        ("disagree", _others_words(judgement, unit)),
        ("stale", _stale_words(judgement)),
        *(("rests_on", text(f"reason.{code}")) for code in judgement.rests_on),
        ("suspected", _suspected_words(judgement, unit)),
        ("staying", staying_words(judgement)),
    ]
    return [(kind, words) for kind, words in found if words]


def without_notes(judgement: Judgement) -> Judgement:
    """Return a judgement without what stands in notes of its own, so that its reason does not say it again."""
    quiet = replace(judgement, at_line=False, others=(), stale=False, rests_on=(), suspected=(), staying=None)
    return replace(quiet, course_edition=judgement.edition, indication=None)


def _stale_words(judgement: Judgement) -> str:
    latest = judgement.latest
    return text("reason.stale", when=format_when(latest.period)) if judgement.stale and latest else ""


def _course_words(judgement: Judgement, unit: str) -> str:
    series = judgement.series
    if series is None or judgement.course_edition in (None, judgement.edition):
        return ""
    last = series.points[-1]
    value = format_value(last.value, unit)
    return text("reason.course", edition=series.edition, value=value, when=format_when(last.period))


def _others_words(judgement: Judgement, unit: str) -> str:
    """Return which other editions say otherwise of a verdict, each with its figure."""
    said = [
        text(
            "reason.other",
            edition=one.edition,
            value=format_value(one.value, unit),
            when=format_when(one.period),
            status=text(f"status.{one.status}").lower(),
        )
        for one in judgement.others
    ]
    return text("reason.disagree", others="; ".join(said)) if said else ""


def _suspected_words(judgement: Judgement, unit: str) -> str:
    """Return the last of the steps that may be breaks, with how many more there are."""
    if not judgement.suspected:
        return ""
    before, after = judgement.suspected[-1]
    return counted(
        "reason.suspected",
        len(judgement.suspected),
        before=format_value(before.value, unit),
        first=format_when(before.period),
        after=format_value(after.value, unit),
        last=format_when(after.period),
    )


def staying_words(judgement: Judgement) -> str:
    """Return how sure it is that a target met before its year is still met then; empty where it is not about that."""
    found = judgement.staying
    if judgement.status != "achieved":
        return ""
    if found is None:
        return "" if judgement.final else text("reason.not_final")
    details = {
        "chance": chance_words(found.chance),
        "cases": found.cases,
        "years": counted("reason.years", found.years),
    }
    return text("reason.staying_near" if found.alike else "reason.staying", **details)


def money_figures(judgement: Judgement, unit: str) -> dict[str, str]:
    """Return the figures of a sum that the sentence about its status names; empty texts where there are none."""
    found = judgement.money
    if found is None:
        return dict.fromkeys(("expected", "short_of", "best", "off"), "")
    off = "" if found.off is None else " " + text("reason.money_off", off=_about(found.off, unit))
    return {
        "expected": _about(found.expected, unit),
        "short_of": _about(abs(found.short), unit),
        "best": _about(abs(found.best), unit),
        "off": off,
    }


def _about(value: float, unit: str) -> str:
    """Return a worked-out sum without more figures than it can bear: USD 26 bn."""
    return format_money(value, 0) if unit == "USD" else format_value(value, unit)
