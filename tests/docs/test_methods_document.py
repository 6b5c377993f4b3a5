"""The methods are true: tables are those of `make backtest`, numbers in the text those of the reference data."""

from pathlib import Path

import pytest

from benchmarks.backtest import DOCUMENT, make_tables
from benchmarks.document import fill_document
from clock import moment_now
from data.reference.limits import load_projection_facts
from services.tracker import open_tracker

TEXT = DOCUMENT.read_text(encoding="utf-8")
FACTS = load_projection_facts()
SHARE, PRICE = FACTS.share, FACTS.price
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty")
PLACE = "<!-- backtest: one -->\n{}<!-- end -->\n"


def word(number: float) -> str:
    return "twenty" if number == 20 else WORDS[int(number)]


@pytest.mark.parametrize(
    "words",
    [
        f"p cut to {FACTS.lowest_share.value:g}-{FACTS.highest_share.value:g} %",
        "slopes of its places on the year over the last "
        f"{', '.join(word(one) for one in FACTS.slope_years.value[:-1])} and {word(FACTS.slope_years.value[-1])} years",
        f"({SHARE.damping.value:g} + {SHARE.damping.value:g}^2 + ... + {SHARE.damping.value:g}^h)",
        f"with {PRICE.damping.value:g} in the place of {SHARE.damping.value:g}",
        f"plus {FACTS.shrinkage.value:g} times the sum of their own squares",
        f"with {FACTS.spread_shrinkage.value:g} in the place of {FACTS.shrinkage.value:g}",
        f"Up to a level of {SHARE.damped_from.value:g} % the course is what is learned;"
        f" from {SHARE.damped_full.value:g} % on half of it",
        f"(h / L)^{FACTS.widening.value:g}",
        f"the power {FACTS.few_origins.value} / ({FACTS.few_origins.value} + n)",
        f"before the first, {FACTS.stretch.value:g}",
        f"With fewer than {word(FACTS.fewest_points.value)} annual points, or a last one older than"
        f" {word(FACTS.oldest_last_value_years.value)} years",
        f"value from {SHARE.calibration_low.value:g} to {SHARE.calibration_high.value:g} %",
        f"up to {word(FACTS.longest_horizon.value)} years ahead",
        f"With fewer than {FACTS.fewest_errors.value} cases one year ahead",
        f"to {FACTS.everyone.value:g} %, because no share is ever projected to all of 100",
        f"A year after {FACTS.last_year.value} is not named",
        f"within {SHARE.peers_within.value:g} percentage points of the same level (a price: within"
        f" {PRICE.peers_within.value:g} %)",
        f"**on track** from {FACTS.on_track.value * 100:g} % on",
        f"**within reach** from {FACTS.within_reach.value * 100:g} %",
        f"**at risk** from {FACTS.at_risk.value * 100:g} %",
        f"From {FACTS.record_from.value} on, every area and year with at least {word(SHARE.record_points.value)} points"
        f" in the last {word(FACTS.record_years.value)} years",
        f"ratio from {FACTS.yes_no_ratio.value:g} on",
        f"The record asks for {word(PRICE.record_points.value)} points instead of {word(SHARE.record_points.value)}",
    ],
)
def test_text_states_the_number_of_the_reference_data(words: str) -> None:
    assert words in " ".join(TEXT.split())


def test_tables_are_those_that_the_record_makes(tmp_path: Path) -> None:
    tables = make_tables(open_tracker(tmp_path / "store", moment_now).state())

    assert fill_document(TEXT, tables) == TEXT, "run make backtest"


def test_a_table_is_put_between_its_marks_and_nowhere_else() -> None:
    filled = fill_document(f"a\n{PLACE.format('old')}b\n", {"one": "| new |"})

    assert filled == f"a\n{PLACE.format(chr(10) + '| new |' + chr(10) * 2)}b\n"
    assert fill_document(filled, {"one": "| new |"}) == filled


@pytest.mark.parametrize("tables", [{}, {"one": "", "two": ""}], ids=["no table for a place", "no place for a table"])
def test_place_and_table_must_fit(tables: dict[str, str]) -> None:
    with pytest.raises(KeyError):
        fill_document(PLACE.format(""), tables)
