"""What the method would have said in earlier years, held against what came in: figures, records and words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from data.reference import Reference
from i18n import counted, format_change, format_plain, format_projected, format_share, format_value, text
from metrics.backtest import Span, make_statements
from metrics.projection import kind_of_indicator
from metrics.projection_rules import Kind, KindRules, ProjectionRules
from metrics.record import SAID_BEFORE, HorizonRecord, Missed, Statement, count_inside
from metrics.record import Record as Forecasts
from metrics.series import Series
from services.groups import area_name
from services.tracker import State
from services.view import View
from topics.projections import forecast_record
from topics.sentences import area_phrase
from topics.trends import used_series

SAID = (
    "ref_area",
    "area",
    "said_in",
    "about",
    "years_ahead",
    "from_value",
    "low80",
    "median",
    "high80",
    "came_in",
    "off",
)
"""The columns of a row of what was said and what came in."""


@dataclass(frozen=True)
class Shown:
    """The record of an indicator that is projected, with what is needed to say it in words."""

    indicator: str
    unit: str
    kind: Kind
    rules: ProjectionRules
    record: Forecasts

    @property
    def mine(self) -> KindRules:
        """Return the numbers of the method for indicators of this kind."""
        return self.rules.kinds[self.kind]

    @property
    def farthest(self) -> int:
        """Return the farthest horizon with enough forecasts to speak of an average, else the farthest there is."""
        enough = [h for h, one in self.record.horizons.items() if one.n >= self.rules.fewest_errors]
        return max(enough or self.record.horizons)


def recorded_indicators(view: View) -> list[str]:
    """Return every indicator that has figures: first those that are projected, then those that never are."""
    known = view.reference.indicators
    with_figures = [one for one in known if _has_figures(view.state, one)]
    return sorted(with_figures, key=lambda one: kind_of_indicator(known[one]) is None)


def _has_figures(state: State, indicator: str) -> bool:
    book = state.world.book
    return any(one.points for area in book.areas_with(indicator) for one in book.of(indicator, area))


def find_shown(view: View, indicator: str, span: Span) -> Shown | None:
    """Return the record of an indicator, None where nothing of its kind is projected."""
    facts = view.reference.indicators[indicator]
    kind = kind_of_indicator(facts)
    if kind is None:
        return None
    record = forecast_record(view.state, view.reference, indicator, span)
    return Shown(indicator, facts.unit_measure, kind, view.state.projector.rules, record)


def origin_years(state: State, indicator: str) -> list[int]:
    """Return the years that may be origins: from the first of the record to the one before the newest figure."""
    projector = state.projector
    years = projector.panel(indicator).years
    return [year for year in years[:-1] if year >= projector.rules.record_from]


def area_statements(view: View, asked: tuple[str, str], span: Span) -> tuple[Series | None, tuple[Statement, ...]]:
    """Return the published series of an area, and what would have been said of it at each origin.

    A group is shown by its own published series; one that nobody publishes has none.
    """
    indicator, area = asked
    series, kind = used_series(view.state, indicator, area), kind_of_indicator(view.reference.indicators[indicator])
    if series is None or kind is None:
        return series, ()
    return series, make_statements(series, kind, view.state.projector, span)


def longest_series(state: State, indicator: str) -> tuple[str, int]:
    """Return the country with the most annual figures of an indicator, and how many; an empty code where none has."""
    panel = state.projector.panel(indicator)
    counts = [(int(row.sum()), area) for area, row in zip(panel.areas, panel.known, strict=True)]
    most = max((count for count, _ in counts), default=0)
    return min((area for count, area in counts if count == most), default=""), most


def statement_records(statements: Sequence[Statement], reference: Reference) -> list[dict[str, Any]]:
    """Return rows of what was said and what came in, under the columns `SAID`, the newest year first."""
    found = [one for one in statements if one.horizon in SAID_BEFORE]
    found.sort(key=lambda one: (-one.year, -one.horizon))
    return [statement_record(one, reference) for one in found]


def statement_record(said: Statement, reference: Reference) -> dict[str, Any]:
    """Return what was said and what came in as a row under the columns `SAID`."""
    values = (said.ref_area, area_name(said.ref_area, reference), said.origin, said.year, said.horizon, said.start)
    return dict(zip(SAID, (*values, said.low, said.median, said.high, said.outcome, said.off), strict=True))


def missed_records(missed: Sequence[Missed], reference: Reference) -> list[dict[str, Any]]:
    """Return rows of the countries missed most: how far on average, and the statement that was farthest off."""
    return [
        statement_record(one.worst, reference) | {"mean_error": one.mae, "outside": one.outside, "statements": one.n}
        for one in missed
    ]


# ------------------------------------------------------------------------------------------------------------ in words


FEW = 50
"""Of fewer cases than this nothing is said as a share of 100."""
RIVALS = ("mae_no_change", "mae_line", "mae_cagr", "mae_damped")
"""What the record compares with, as a horizon names their errors."""


def horizon_words(horizon: int) -> str:
    """Return so many years as a word: one, two, six; beyond, the number."""
    names = text("record.numbers").split()
    return names[horizon - 1] if 0 < horizon <= len(names) else str(horizon)


def of_hundred(share: float) -> str:
    """Return a share as so many of 100."""
    return text("record.of_hundred", count=format_plain(share * 100, 0))


def of_cases(share: float, cases: int) -> str:
    """Return a share of some cases as so many of 100; of a few, as so many of those."""
    if cases >= FEW:
        return of_hundred(share)
    return text("record.of_few", count=format_plain(share * cases, 0), cases=cases)


def level_words(low: float, high: float, shown: Shown) -> str:
    """Return a range of starting levels; that of the dearest prices has no end worth naming."""
    if shown.kind == "price" and high == shown.mine.record_high:
        return text("record.band_from", low=format_value(low, shown.unit))
    return text("record.band_level", low=format_plain(low), high=format_value(high, shown.unit))


def needs_words(shown: Shown) -> dict[str, object]:
    """Return what an origin of the record takes: points, within how many years, and which values."""
    low, high = (format_value(one, shown.unit) for one in (shown.mine.record_low, shown.mine.record_high))
    values = text(f"record.range.{shown.kind}", low=low, high=high)
    return {"points": shown.mine.record_points, "years": shown.rules.record_years, "values": values}


def answer_words(shown: Shown) -> list[str]:
    """Return the answer in sentences: the error far ahead beside those of simple methods, and the band."""
    far, record = shown.farthest, shown.record
    one = record.horizons[far]
    ahead = counted("record.ahead", far, number=horizon_words(far).capitalize())
    errors = {name: format_change(getattr(one, name), shown.unit) for name in ("mae", "mae_line", "mae_no_change")}
    return [
        text("record.answer", ahead=ahead, **errors),
        text("record.answer_band", share=of_cases(record.coverage80 or 0.0, record.forecasts)),
        *_nearer(shown),
    ]


def _nearer(shown: Shown) -> list[str]:
    """Return at which horizons a simple method was nearer, in a sentence each; nothing where none was."""
    found = []
    for rival in RIVALS:
        ahead = [h for h, one in shown.record.horizons.items() if is_nearer(one, rival)]
        if ahead:
            number = join_words([horizon_words(h) for h in ahead], "and").capitalize()
            when = counted("record.ahead", max(ahead), number=number)
            found.append(text("record.nearer", name=text(f"record.method.{rival}").lower(), ahead=when))
    return found


def is_nearer(one: HorizonRecord, rival: str) -> bool:
    """Return whether a simple method was nearer than ours at a horizon."""
    error = getattr(one, rival)
    return error is not None and error < one.mae


def join_words(words: Sequence[str], link: str) -> str:
    """Return words as a list in a sentence: one, two and three."""
    return f" {text(f'record.{link}')} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def made_from_words(shown: Shown) -> str:
    """Return what a record is made from: forecasts, economies, years of origin, and whose revisions it cannot know."""
    first, last = shown.record.origins or (0, 0)
    counts = {"forecasts": format_plain(shown.record.forecasts, 0), "first": first, "last": last}
    return counted("record.made_from", shown.record.areas, **counts)


def no_record_words(shown: Shown, view: View) -> str:
    """Return why an indicator has no record yet, what it would take, and how near the longest series is."""
    area, most = longest_series(view.state, shown.indicator)
    needs = needs_words(shown) | {"name": view.reference.indicators[shown.indicator].name}
    there = counted("record.longest", most, area=view.name_of(area)) if area else text("record.no_country")
    return f"{text('record.none_yet', **needs)} {there}"


def said_words(said: Statement, unit: str) -> str:
    """Return what was said: median, and its band."""
    low, median, high = (format_projected(one, unit) for one in (said.low, said.median, said.high))
    return text("record.said", median=median, low=low, high=high)


def median_and_band(said: Statement, unit: str) -> tuple[str, str]:
    """Return what was said as two cells of a table, each of which stays on one line."""
    low, median, high = (format_projected(one, unit) for one in (said.low, said.median, said.high))
    return median, text("record.band_level", low=low, high=high).replace(" ", "\N{NO-BREAK SPACE}")


def off_words(said: Statement, unit: str) -> str:
    """Return how much more or less came in than was said."""
    return text("record.more" if said.off >= 0 else "record.less", change=format_change(said.off, unit))


def area_words(
    statements: Sequence[Statement], said: Sequence[Statement], unit: str, reference: Reference
) -> list[str]:
    """Return of one area: what came in, what was said longest before, and how many outcomes its bands held."""
    first = said[0]
    ahead = counted("record.before", first.horizon, number=horizon_words(first.horizon).capitalize())
    details = {
        "area": area_phrase(first.ref_area, reference),
        "year": first.year,
        "came": format_value(first.outcome, unit),
        "ahead": ahead,
        "origin": first.origin,
        "said": said_words(first, unit),
        "off": off_words(first, unit),
    }
    inside = format_plain(count_inside(statements), 0)
    return [
        text("record.area_answer", **details),
        counted("record.area_band", len(statements), inside=inside),
    ]


def chance_sentence(shown: Shown) -> list[str]:
    """Return how chances turned out beside the yes or no of the Open SDG rule, and the Brier scores in words."""
    record = shown.record
    if record.brier is None or record.brier_cagr is None:
        return []
    rule, ours = record.on_track_cagr, record.on_track
    words = []
    if ours and ours.said:
        words.append(
            counted(
                "record.flagged",
                ours.said,
                chance=_chance_said(shown),
                share=of_cases(ours.arrived / ours.said, ours.said),
            )
        )
    else:
        words.append(text("record.never_flagged", chance=_chance_said(shown)))
    if rule and rule.said:
        words.append(counted("record.rule_flagged", rule.said, share=of_cases(rule.arrived / rule.said, rule.said)))
    scores = {"ours": format_plain(record.brier, 3), "rule": format_plain(record.brier_cagr, 3)}
    key = "record.brier" if record.brier < record.brier_cagr else "record.brier_worse"
    return [*words, counted(key, record.chances, **scores)]


def reliability_title(shown: Shown) -> str:
    """Return what a picture of reliability shows, in a sentence."""
    found = shown.record.on_track
    if not found or not found.said:
        return text("record.reliability_plain")
    return text(
        "record.reliability_title", chance=_chance_said(shown), share=of_cases(found.arrived / found.said, found.said)
    )


def _chance_said(shown: Shown) -> str:
    return format_share(shown.rules.on_track)
