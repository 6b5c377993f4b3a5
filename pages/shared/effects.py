"""What a deed means for the targets: statuses and latest values before and after, changed ones first."""

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from charts.difference import draw_consequences, draw_folded
from data.schemas.target import Target
from exhibits.changes import ConsequenceLine, Headings
from i18n import counted, format_period, format_plain, format_value, text
from metrics.judgement import Judgement
from pages.shared.access import get_reference, get_tracker
from pages.shared.downloads import TYPES
from pages.shared.piece import draw_piece
from reports.exports import export_rows
from services.effects import Effects, effect_records, sort_effects, targets_of
from services.previewing import Consequence, Preview
from services.wording import area_name, target_unit

SHOWN = 25


def draw_effects(preview: Preview, name: str) -> None:
    """Draw each target concerned with its status and latest value before and after; what stays is folded."""
    effects = sort_effects(preview)
    st.markdown(f"### {text('publish.consequences')}")
    st.markdown(_summary(effects))
    if not effects.count:
        return
    targets = targets_of(get_tracker().state(), preview)
    moved, same = (*effects.changed, *effects.moved), effects.same
    body = effects_table(moved, targets) if moved else ""
    if same:
        body += draw_folded(counted("publish.consequences_rest", len(same)), effects_table(same, targets))
    draw_piece(body, key=f"effects_{name}")
    if max(len(moved), len(same)) > SHOWN:
        _offer(effects, targets, name)


def _summary(effects: Effects) -> str:
    if not effects.count:
        return text("publish.consequences_none")
    if not effects.changed:
        return counted("publish.consequences_same", effects.count)
    return counted("publish.consequences_changed", effects.count, changed=format_plain(len(effects.changed), 0))


def effects_table(some: Sequence[Consequence], targets: dict[str, Target]) -> str:
    """Return judgements before and after as HTML, cut at a stated number."""
    names = [text(f"publish.column_{part}") for part in ("target", "area", "status", "latest")]
    lines = [_line(one, targets[one.target_id]) for one in some[:SHOWN]]
    cut = text("publish.consequences_cut", shown=SHOWN, count=format_plain(len(some), 0)) if len(some) > SHOWN else ""
    return draw_consequences(lines, Headings(names)) + (f'<p class="c2030-more">{cut}</p>' if cut else "")


def _line(consequence: Consequence, target: Target) -> ConsequenceLine:
    reference = get_reference()
    unit = target_unit(target, reference)
    query = {"target": target.target_id, "area": consequence.ref_area}
    return ConsequenceLine(
        number=target.number,
        wording=target.wording,
        area=area_name(consequence.ref_area, reference),
        link=f"target?{urlencode(query)}",
        before=_status(consequence.before),
        after=_status(consequence.after),
        value_before=_latest(consequence.before, unit),
        value_after=_latest(consequence.after, unit),
        nothing=text("publish.no_target"),
    )


def _status(judgement: Judgement | None) -> tuple[str, str] | None:
    return (judgement.status, text(f"status.{judgement.status}")) if judgement else None


def _latest(judgement: Judgement | None, unit: str) -> str:
    latest = judgement.latest if judgement else None
    if latest is None:
        return text("publish.no_value")
    return text("publish.value_in", value=format_value(latest.value, unit), period=format_period(latest.period))


def _offer(effects: Effects, targets: dict[str, Target], name: str) -> None:
    def make() -> bytes:
        records = effect_records(effects, targets)
        return export_rows(list(records[0]), records, "csv", "targets")

    st.download_button(
        text("publish.consequences_download", count=format_plain(effects.count, 0)),
        data=make,
        file_name="connect2030-consequences.csv",
        mime=TYPES["csv"],
        key=f"download_effects_{name}",
        on_click="ignore",
        icon=":material/download:",
    )
