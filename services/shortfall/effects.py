"""A what-if in words: how a group would move if some of its countries reached the target, and on what that rests."""

from collections.abc import Sequence

from data.reference import Reference
from i18n import format_change, format_value, format_when, text
from metrics.shortfall import Effect
from services.sentences import area_phrase, topic_of, value_words
from services.shortfall.amounts import coverage_words
from services.shortfall.shortfalls import Gap
from services.shortfall.words import Words
from services.tracker import State
from services.trends import used_series
from services.wording import name_list


def whole_words(value: float, gap: Gap, *, of_people: bool = True) -> str:
    """Return the aggregate of a group in its unit; that of prices is the share of people who pay no more."""
    if gap.measure == "prices" and of_people:
        return text("gap.of_people", share=format_value(value, "PT"))
    return _at_least(format_value(value, gap.indicator.unit_measure), gap)


def _at_least(share: str, gap: Gap) -> str:
    """Return a share known to be there as the lower end that it is, where nobody knows of some."""
    return text("gap.whatif_at_least", share=share) if gap.is_open else share


def change_words(effect: Effect) -> str:
    """Return by how many points an aggregate would move; by fewer where some of it is there already, unknown to us."""
    points = text("gap.whatif_points", points=format_change(effect.after - effect.before, "PT"))
    return text("gap.whatif_at_most", points=points) if effect.perhaps else points


def effect_words(effect: Effect, chosen: Sequence[str], gap: Gap, words: Words, reference: Reference) -> str:
    """Return in a sentence how the aggregate would move if the chosen members reached the target."""
    names = name_list([area_phrase(one, reference) for one in chosen])
    key = "gap.whatif_prices" if gap.measure == "prices" else "gap.whatif_sentence"
    return text(
        key,
        names=names,
        aim=words.level,
        topic=topic_of(gap.indicator.indicator, reference),
        area=words.area,
        before=_at_least(format_value(effect.before, "PT"), gap),
        after=_at_least(format_value(effect.after, "PT"), gap),
    )


def base_words(gap: Gap, words: Words, state: State) -> str:
    """Return on what both ends of a what-if rest, beside the figure that is published."""
    coverage = coverage_words(gap.coverage or 0.0, whole=not gap.without)
    base = text("gap.whatif_base", count=len(gap.members), members=words.members, coverage=coverage)
    series = used_series(state, gap.indicator.indicator, gap.area)
    if series is None or gap.measure == "prices":
        return base
    point = series.points[-1]
    value, when = value_words(point, series.unit_measure), format_when(point.period)
    return f"{base} {text('gap.whatif_published', value=value, when=when, edition=series.edition)}"
