"""What everything is made from: editions, indicators, what nobody has seen in a source, the numbers of the methods."""

from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import urlencode

from data.reference import Reference
from data.reference.limits import load_projection_facts
from data.schemas.revision import Revision
from data.schemas.target import Target
from data.schemas.thresholds import Quantiles
from exhibits.exhibit import Cell, Exhibit, Explained, Grid, Heading, Link, Part, Plain, said
from exhibits.origins import edition_words, origin_words
from i18n import counted, format_plain, text, unit_words
from metrics.series import Series
from services.view import View

Row = dict[str, str | int]
UNSEEN = ("id", "target", "unseen", "reason")
THOUSANDS = 10_000


def list_editions(view: View) -> list[Row]:
    """Return one row an indicator and edition: the number of areas and observations, first and last period, source."""
    found: dict[tuple[str, str, str], list[Series]] = defaultdict(list)
    book = view.state.world.book
    for shelf in (book.totals, book.parts, book.evidence):
        for series in shelf.values():
            for one in series:
                found[(one.indicator, one.edition, one.certainty)].append(one)
    rows = [_edition_row(key[0], series, view.reference) for key, series in found.items()]
    return sorted(rows, key=lambda row: (str(row["indicator"]), str(row["released"])))


def list_unseen(targets: Sequence[Target]) -> list[dict[str, str]]:
    """Return one row a target whose wording or figure nobody has seen in a source: what was not seen, and why."""
    return [
        {
            "id": one.target_id,
            "target": one.wording,
            "unseen": text(f"sources.unseen.{_unseen(one)}"),
            "reason": one.note[:1].upper() + one.note[1:],
        }
        for one in targets
        if one.to_be_checked
    ]


def _unseen(target: Target) -> str:
    if target.wording_verified:
        return "value"
    return "wording" if target.value_verified else "both"


def _edition_row(indicator: str, series: list[Series], reference: Reference) -> Row:
    periods = [point.period for one in series for point in (*one.points, *one.forecasts)]
    return {
        "indicator": reference.indicators[indicator].name,
        "edition": edition_words(series[0].edition),
        "released": max(one.released for one in series),
        "use": text(f"sources.use.{series[0].certainty or 'decides'}"),
        "areas": len({one.ref_area for one in series}),
        "observations": len(periods),
        "first": min(periods),
        "last": max(periods),
        "source": origin_words(series[0].source),
    }


def edition_rows(view: View) -> list[Row]:
    """Return the editions as they are read: each value under the heading of its column in words."""
    return [{text(f"sources.columns.{name}"): value for name, value in row.items()} for row in list_editions(view)]


def dataset_words(shown: Revision, view: View) -> tuple[str, str]:
    """Return how many rows a revision of a dataset has, with those left out of it, and under which licence it is."""
    line = counted("sources.dataset_line", shown.rows, revision=shown.revision)
    left_out = view.state.left_out.get(shown.dataset, 0)
    line += f" {counted('sources.left_out', left_out)}" if left_out else ""
    return line, text(f"sources.licences.{shown.dataset}")


def indicator_rows(reference: Reference) -> list[Row]:
    """Return the indicators as they are read: names, units, codes of the publishers, and why each is as it is."""
    return [
        {
            text("sources.indicator"): one.name,
            text("sources.code"): one.indicator,
            text("sources.unit"): unit_words(one.unit_measure, one.indicator),
            text("sources.zero"): text(f"report.zero_{one.zero_means}"),
            text("sources.aggregate"): text(f"sources.aggregates.{one.aggregate}"),
            text("sources.derived"): " / ".join(one.derived.of) if one.derived else "",
            text("sources.codes"): "; ".join(
                f"{publisher}: {entry.code}" for publisher, entries in one.codes.items() for entry in entries
            ),
            text("sources.source"): one.source,
            text("sources.reason"): one.reason,
        }
        for one in reference.indicators.values()
    ]


# ------------------------------------------------------------------------------------------------ what nobody has seen


def show_unseen_targets(targets: Sequence[Target]) -> Exhibit:
    """Return the targets whose wording or figure nobody has seen in a source, each with the reason."""
    title = text("sources.targets")
    cells = [_target_cells(one) for one in list_unseen(targets)]
    parts: list[Part] = [Heading(title)]
    if not cells:
        return Exhibit("sources_targets", [*parts, said("sources_targets", Plain(text("sources.targets_none")))])
    grid = Grid(title, [text(f"sources.target.{name}") for name in UNSEEN], cells)
    return Exhibit("sources_targets", [*parts, said("sources_targets", Plain(text("sources.targets_lead")), grid)])


def _target_cells(target: dict[str, str]) -> list[Cell]:
    link = f"target?{urlencode({'target': target['id']})}"
    return [target["id"], Link(target["target"], link), target["unseen"], target["reason"]]


def unchecked_areas(reference: Reference) -> list[Row]:
    """Return a row an area of which something has still to be checked."""
    area, code, check = (text(f"sources.{name}") for name in ("area", "columns.ref_area", "check"))
    return [
        {area: one.name, code: one.ref_area, check: one.to_be_checked}
        for one in reference.areas.values()
        if one.to_be_checked
    ]


# ------------------------------------------------------------------------------------------ the numbers of the methods


def show_thresholds(reference: Reference) -> Exhibit:
    """Return every threshold with its value, its reason and its source."""
    entries = [
        (f"{text(f'methods.names.{name}')}: {_written(entry.value)}", (entry.reason, entry.source))
        for name, entry in reference.thresholds.entries()
    ]
    return _explained("thresholds", text("methods.thresholds"), text("methods.thresholds_lead"), entries)


def show_projection_numbers() -> Exhibit:
    """Return every number of the projections with its reason and its source."""
    entries = [
        (f"{number_name(name)}: {number_words(entry.value)}", (entry.reason, entry.source))
        for name, entry in load_projection_facts().entries()
    ]
    return _explained("projection_numbers", text("methods.projection"), text("methods.projection_lead"), entries)


def _explained(name: str, title: str, lead: str, entries: Sequence[tuple[str, Sequence[str]]]) -> Exhibit:
    return Exhibit(name, [Heading(title), said(name, Plain(lead), Explained(entries))])


def _written(value: float) -> str:
    """Return a threshold as it is read: a year without a mark for thousands."""
    return format_plain(value, 2) if abs(value) >= THOUSANDS else f"{value:g}"


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
    return f"{value:g}"


def _quantiles(errors: Quantiles) -> list[str]:
    rows = zip(errors.horizons, errors.low, errors.median, errors.high, strict=True)
    return [
        counted("methods.horizon", years, years=years, low=f"{low:g}", median=f"{median:g}", high=f"{high:g}")
        for years, low, median, high in rows
    ]
