"""The targets as a table to search and sort: what each asks for, and by when."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.reference import Reference
from i18n import format_value, text
from services.scorecard import ScorecardRow
from services.wording import area_name, describe_aim, target_unit

WIDTHS = {"framework": 190, "goal": 130, "number": 50, "wording": 380, "aim": 150, "year": 60, "area": 110}


def draw_target_table(rows: Sequence[ScorecardRow], reference: Reference) -> None:
    """Draw the targets, one line each."""
    lines = [_line(row, reference) for row in rows]
    names = {name: text(f"targets.column_{name}") for name in lines[0]}
    config = {names[name]: st.column_config.Column(width=width) for name, width in WIDTHS.items()}
    config[names["year"]] = st.column_config.NumberColumn(format="%d", width=60)
    frame = pd.DataFrame([{names[name]: cell for name, cell in line.items()} for line in lines])
    st.dataframe(
        frame, hide_index=True, column_config=config, height=520, key="target_table", alt=text("targets.title")
    )


def _line(row: ScorecardRow, reference: Reference) -> dict[str, str | int]:
    target = row.target
    unit = target_unit(target, reference)
    known = reference.frameworks.get(target.framework)
    indicator = reference.indicators.get(target.indicator)
    return {
        "number": target.number,
        "wording": target.wording,
        "aim": describe_aim(target, row.judgement, unit),
        "year": target.target_year,
        "framework": known.name if known else target.framework,
        "goal": target.goal,
        "area": area_name(target.ref_area, reference),
        "applies": text("targets.yes" if target.for_each_country else "targets.no"),
        "indicator": indicator.name if indicator else target.indicator,
        "baseline": _baseline(row, unit),
        "measured": target.how_measured,
        "note": "" if target.to_be_checked else target.note,
        "id": target.target_id,
    }


def _baseline(row: ScorecardRow, unit: str) -> str:
    target = row.target
    value = format_value(target.baseline_value, unit) if target.baseline_value is not None else ""
    return ", ".join(part for part in (target.baseline_year, value) if part)
