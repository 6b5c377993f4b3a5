"""Two indicators against each other on a page: the answer, the chosen countries, the picture and its table."""

from datetime import date

import streamlit as st

from charts.html import keep_together
from charts.standing import draw_standing
from data.reference import Reference
from exhibits.trend import AimLine
from i18n import counted, format_count, format_period, text
from metrics.aggregates import POPULATION
from metrics.series import Series
from pages.shared.access import get_revision
from pages.shared.chart import draw_picture
from pages.shared.filters import escape_markdown
from pages.shared.pair.chart import make_picture
from pages.shared.pair.filters import PairChoice
from pages.shared.pair.words import chart_title, lead_sentence, pair_lines, short_name, standings, when_words
from pages.shared.piece import draw_piece
from pages.shared.twins import Twin, draw_twin
from services.pair_records import COLUMNS, pair_records
from services.pairs import Answer, Pair, compare_countries, shared_targets
from services.scorecard import judge_row
from services.tracker import State
from services.trends import is_stale
from services.wording import area_name
from topics.trend_chart import make_aims

NAME = "compare-indicators"


def draw_pair(choice: PairChoice, state: State, reference: Reference, day: date) -> None:
    """Draw everything about two indicators against each other."""
    answer = compare_countries(choice.countries, choice.question, reference)
    _draw_stale(choice, state, reference, day)
    if not answer.pairs:
        _say_nobody(choice, reference)
        return
    lines = standings(choice, answer, reference)
    draw_piece(keep_together(draw_standing(lead_sentence(choice, answer, reference), lines)), key="pair_answer")
    revisions = {name: get_revision(name) for name in (choice.question.x, choice.question.y, POPULATION)}
    aims = _aims(choice, answer, state, reference, day)
    draw_picture(make_picture(choice, answer, aims, revisions, reference), NAME)
    draw_twin(_twin(choice, answer, reference))


def _aims(
    choice: PairChoice, answer: Answer, state: State, reference: Reference, day: date
) -> dict[str, list[AimLine]]:
    """Return the running targets that every country has, as lines; any country shows what they ask."""
    found = {}
    for side in ("x", "y"):
        targets = shared_targets(state, getattr(choice.question, side), day)
        rows = [judge_row(state, reference, one, day, answer.pairs[0].ref_area) for one in targets]
        found[side] = make_aims(rows, reference, day)
    return found


def _draw_stale(choice: PairChoice, state: State, reference: Reference, day: date) -> None:
    """Say so where the newest figure of an indicator in any country is old."""
    for side in ("x", "y"):
        series: dict[str, Series] = getattr(choice.countries, side)
        newest = max(series.values(), key=lambda one: one.points[-1].moment)
        if is_stale(state, newest, day):
            words = text(
                "compare.pair.stale",
                indicator=short_name(choice, side, reference),
                period=format_period(newest.points[-1].period),
                years=int(state.world.limits.oldest_last_value_years),
            )
            st.warning(escape_markdown(words), icon=":material/schedule:")


def _say_nobody(choice: PairChoice, reference: Reference) -> None:
    """Say that no country has both figures, for which years each indicator has some, and what to do."""
    key = "nobody_older" if choice.question.older else "nobody"
    names = {side: short_name(choice, side, reference) for side in ("x", "y")}
    parts = [text(f"compare.pair.{key}", when=when_words(choice), **names)]
    for side in ("x", "y"):
        series: dict[str, Series] = getattr(choice.countries, side)
        years = sorted({point.year for one in series.values() for point in one.points})
        parts.append(
            counted("compare.pair.years_of", len(years), indicator=names[side], first=years[0], last=years[-1])
        )
    st.info(escape_markdown(" ".join([*parts, text("compare.pair.nobody_help")])), icon=":material/info:")


def _twin(choice: PairChoice, answer: Answer, reference: Reference) -> Twin:
    """Return the table: one row a country drawn, with both figures, their years and statuses, its group and people."""
    grouped = bool(choice.question.grouping)
    heads = [text("charts.table.area"), *(short_name(choice, side, reference) for side in ("x", "y"))]
    heads += [text("compare.pair.table_people"), *([text("compare.pair.table_group")] if grouped else [])]
    return Twin(
        name=NAME,
        title=chart_title(choice, reference),
        heads=heads,
        cells=[_cells(pair, choice, reference, grouped=grouped) for pair in answer.pairs],
        numeric=(3,),
        columns=COLUMNS,
        records=pair_records(answer, choice.question, choice.countries, reference),
    )


def _cells(pair: Pair, choice: PairChoice, reference: Reference, *, grouped: bool) -> list[str]:
    figures = [words.partition(": ")[2] for words in pair_lines(pair, choice, reference)]
    people = format_count(pair.people.value) if pair.people else text("numbers.missing")
    group = area_name(pair.group, reference) if pair.group else text("compare.pair.no_group")
    return [area_name(pair.ref_area, reference), *figures, people, *([group] if grouped else [])]
