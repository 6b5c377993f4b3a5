"""Which rule was right? What each official rule, and the chance, said of earlier targets, and what became of it."""

from collections import defaultdict
from collections.abc import Sequence

from exhibits.exhibit import Exhibit, Heading, Lead, Notice, Remark, Table, said
from i18n import format_plain, text
from metrics.backtest import OURS, Span, record_rules
from metrics.official import METHODS
from metrics.record import RuleRecord
from services.view import View
from topics.record.past import Shown, horizon_words, join_words, level_words, of_cases

ON = {OURS: ("on_track",), "unsd": ("on_track", "met"), "open_sdg": ("on_track",), "eurostat": ("significant",)}
"""The labels by which a rule says that a target will be met; ESCAP's index says how far it is, not whether."""
ORDER = ("on_track", "significant", "half", "within_reach", "fair", "progress", "moderate", "at_risk", "limited")
RULES = (OURS, *METHODS)
COLUMNS = ("indicator", "rule", "label", "from_level", "to_level", "cases", "arrived")


def show_rules(shown: Shown, span: Span, view: View) -> Exhibit:
    """Return what became of what each rule called on track, and of what it called off, by label and starting level."""
    found = record_rules(shown.indicator, shown.kind, view.state.projector, span)
    heading = Heading(text("record.rules.title"))
    if not found:
        return Exhibit("record_rules", [heading, Notice(text("record.rules.none"))])
    ahead = join_words([horizon_words(one) for one in shown.mine.chance_horizons], "or")
    lead = said("record_rules_lead", Lead(" ".join(rule_words(found))), Remark(text("record.rules.about", ahead=ahead)))
    return Exhibit("record_rules", [heading, lead, _rules_table(found, shown)])


def rule_words(found: Sequence[RuleRecord]) -> list[str]:
    """Return of each rule how many of what it called on track arrived, and how many of the rest all the same."""
    words = []
    for rule in (one for one in RULES if one in ON):
        on = [one for one in found if one.rule == rule and one.label in ON[rule]]
        off = [one for one in found if one.rule == rule and one.label not in ON[rule]]
        parts = {"on": _share(on), "off": _share(off), "name": rule_name(rule)}
        words.append(text("record.rules.answer" if on else "record.rules.answer_never", **parts))
    return words


def _share(ones: Sequence[RuleRecord]) -> str:
    cases = sum(one.said for one in ones)
    return of_cases(sum(one.arrived for one in ones) / cases, cases) if cases else text("record.rules.nothing")


def rule_name(rule: str) -> str:
    """Return what a rule is called."""
    return text("record.method.ours" if rule == OURS else f"outlook.short_{rule}")


def label_words(rule: str, label: str) -> str:
    """Return what a rule says in its own words; of the chance, the status that follows from it."""
    if rule == OURS:
        return text(f"status.{label}")
    return text(f"record.rules.{label}") if rule == "escap" else text(f"projections.official.{rule}.{label}")


def _rules_table(found: Sequence[RuleRecord], shown: Shown) -> Table:
    rows: dict[tuple[str, str], dict[tuple[float, float], RuleRecord]] = defaultdict(dict)
    for one in found:
        rows[one.rule, one.label][one.low, one.high] = one
    levels = sorted({(one.low, one.high) for one in found})
    ordered = sorted(
        rows, key=lambda key: (RULES.index(key[0]), ORDER.index(key[1]) if key[1] in ORDER else len(ORDER))
    )
    heads = [text(f"record.rules.column_{name}") for name in ("rule", "label", "cases", "arrived")]
    heads += [text("record.rules.column_level", level=level_words(low, high, shown)) for low, high in levels]
    return Table(
        name=f"rules-{shown.indicator}",
        title=text("record.rules.title"),
        heads=heads,
        cells=[_row(key, rows[key], levels) for key in ordered],
        numeric=range(2, len(heads)),
        columns=COLUMNS,
        records=[_record(one, shown.indicator) for one in found],
        folded=False,
    )


def _row(
    key: tuple[str, str], parts: dict[tuple[float, float], RuleRecord], levels: Sequence[tuple[float, float]]
) -> list[str]:
    every = list(parts.values())
    cases = format_plain(sum(one.said for one in every), 0)
    by_level = [_share([parts[one]]) if one in parts else "" for one in levels]
    return [rule_name(key[0]), label_words(*key), cases, _share(every), *by_level]


def _record(one: RuleRecord, indicator: str) -> dict[str, str | float]:
    values = (indicator, one.rule, one.label, one.low, one.high, one.said, one.arrived)
    return dict(zip(COLUMNS, values, strict=True))
