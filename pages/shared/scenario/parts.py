"""The parts of the scenario page: the answer, what to know about it, and the tables to read and to download."""

from typing import Any

import streamlit as st

from charts.facts import draw_table
from charts.html import keep_together, safe
from data.reference import Reference
from exhibits.exhibit import Cell, Chip
from i18n import text
from pages.shared.aside import draw_aside
from pages.shared.downloads import offer_rows
from pages.shared.filters import escape_markdown
from pages.shared.piece import draw_piece
from pages.shared.twins import Twin, draw_twin
from services.projecting.projection_words import chance_words, why_not_projected
from services.scenario.records import LABELLED, SIDES, YEARS, side_records, year_records
from services.scenario.scenarios import Standing
from services.scenario.sides import Side
from services.scenario.words import (
    Scenario,
    answer_words,
    band_words,
    dated_aim,
    figure_words,
    missing_words,
    pace_words,
    reached_words,
    required_words,
    value_words,
)
from services.sentences import area_phrase
from services.tracker import State
from services.trends import is_stale
from services.wording import area_name, name_list

JUDGED_BY_PACE = ("on_track", "within_reach", "off_track", "reversing")


def draw_answer(scenario: Scenario, state: State, reference: Reference) -> None:
    """Draw the answer in sentences, and under it what both sides rest on."""
    first, *more = answer_words(scenario, reference)
    body = f'<p class="c2030-lead"><strong>{safe(first)}</strong> {safe(" ".join(more))}</p>'
    draw_piece(keep_together(body), key="scenario_answer")
    standing = scenario.standing
    series = standing.judgement.series
    if series and is_stale(state, series, standing.day):
        years = int(state.world.limits.oldest_last_value_years)
        stale = text("scenario.stale", year=series.points[-1].year, years=years)
        st.warning(escape_markdown(stale), icon=":material/schedule:")
    for words in _remarks(scenario, reference):
        draw_aside(words)


def _remarks(scenario: Scenario, reference: Reference) -> list[str]:
    standing, after = scenario.standing, scenario.after
    area = area_phrase(standing.area, reference)
    area = area[:1].upper() + area[1:]
    found = []
    if standing.from_countries:
        found.append(text("scenario.from_countries", area=area))
    elif standing.own:
        found.append(text("scenario.own", area=area))
    if not standing.projected and not standing.from_countries:
        key = "scenario.not_projected" if standing.has_pace else "scenario.no_pace_known"
        by_pace = text("scenario.by_pace") if after.status in JUDGED_BY_PACE else ""
        found.append(f"{text(key, reason=why_not_projected(standing.judgement))} {by_pace}".strip())
    if after.target is None:
        found.append(text("scenario.no_level"))
    elif after.outcome and not after.met and scenario.is_moved:
        found.append(text("scenario.chance_note"))
    return found


def draw_no_data(state: State, reference: Reference, indicator: str, area: str) -> None:
    """Draw that there is nothing to change, and who has figures."""
    name = reference.indicators[indicator].name
    words = [text("scenario.no_data", indicator=name, area=area_phrase(area, reference))]
    known = state.world.book.areas_with(indicator)
    names = sorted(area_name(one, reference) for one in known)
    words.append(text("scenario.no_data_others", areas=name_list(names)) if names else text("scenario.no_data_at_all"))
    st.info(escape_markdown(" ".join(words)), icon=":material/info:")


def draw_comparison(scenario: Scenario, reference: Reference) -> None:
    """Draw the table of both sides, whose files say in each row which of them is a scenario."""
    heads = [text(f"scenario.column_{name}") for name in ("what", "before", "after")]
    sides = (scenario.before, scenario.after)
    columns = [_cells(scenario, side, reference) for side in sides]
    cells: list[list[Cell]] = [[text(f"scenario.row_{name}"), *(one[name] for one in columns)] for name in columns[0]]
    records = side_records(scenario, reference)
    name = _name(scenario, "")
    draw_piece(draw_table(text("scenario.table"), heads, cells), key="scenario_sides")
    offer_rows(SIDES, records, name, key="scenario_sides")


def _cells(scenario: Scenario, side: Side, reference: Reference) -> dict[str, Cell]:
    status = Chip(side.status, text(f"status.{side.status}")) if side.status else text("scenario.no_target")
    needed = text("scenario.no_need") if side.met else required_words(scenario, side)
    chance = text("projections.chance.met") if side.met else chance_words(side.chance)
    rows: dict[str, Cell] = {
        "target": dated_aim(side.target, scenario, reference, plain=False)
        if side.target
        else text("scenario.no_target"),
        "value": value_words(scenario, side),
        "band": band_words(scenario, side),
        "status": status,
        "chance": chance or text("scenario.no_chance"),
        "reached": reached_words(scenario, side),
        "required": needed,
        "pace": pace_words(scenario, side.pace),
    }
    return rows | ({"missing": missing_words(scenario, side)} if scenario.size else {})


def draw_years(scenario: Scenario, reference: Reference) -> None:
    """Draw both courses year by year, folded, with their files."""
    records = year_records(scenario, reference)
    heads = [text(f"scenario.column_{name}") for name in ("year", "before", "after")]
    cells: list[list[Cell]] = [_year_cells(one, scenario) for one in records]
    title = text("scenario.years")
    draw_twin(Twin(_name(scenario, "-years"), title, heads, cells, (1, 2), (*LABELLED, *YEARS), records))


def _year_cells(record: dict[str, Any], scenario: Scenario) -> list[Cell]:
    both = [figure_words(scenario, record[name]) for name in ("as_it_stands", "scenario_value")]
    return [str(record["time_period"]), *both]


def _name(scenario: Scenario, end: str) -> str:
    standing: Standing = scenario.standing
    area = standing.area.replace("+", "-")[:15]
    return f"scenario-{standing.indicator.indicator.replace('_', '-')}-{area}{end}"
