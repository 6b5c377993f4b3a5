"""Held here: what a judgement says in words, with its arithmetic and its edition."""

import pytest

from services.tracker import Tracker
from tests.services.conftest import Judge
from topics.wording import describe_missing, describe_reason


@pytest.mark.parametrize(
    ("target_id", "area", "missing"),
    [
        pytest.param("SP2020-1.2", None, "reached", id="met late"),
        pytest.param(
            "UMC2030-U1",
            None,
            "21.4 points to count as met · 2.2 billion people short of 100 %",
            id="points and people",
        ),
        pytest.param("SP2020-3.2", None, "7.7 points", id="points alone"),
        # 50 % of 193 is 96.5: 97 countries, 78 have it
        pytest.param("SP2020-3.3", None, "9.6 points · 19 more countries in 2019", id="countries"),
        pytest.param("P2C-1", None, "USD 18 bn", id="dollars"),
        pytest.param("UMC2030-M3", None, "0.04", id="a ratio"),
        pytest.param("UMC2030-M8", None, "0.5 points", id="a price is too high, not too low"),
        pytest.param("UMC2030-M8m", None, "reached", id="achieved"),
        pytest.param("SP2024-1.1", None, "", id="qualitative: no number"),
        pytest.param("SP2020-1.3", None, "", id="no comparable baseline"),
        pytest.param("GIGA-1", None, "", id="no figures"),
        # 97.3 of 100 is 2.7 short of everyone: 1.5 of 56.4 million people, but its owner counts 95 as met
        pytest.param("UMC2030-U5", "KEN", "1.5 million people short of 100 %", id="achieved, short of the target"),
        pytest.param("UMC2030-U2", None, "38 points to count as met in 2019", id="a figure of long ago"),
        pytest.param("SP2020-2.3", None, "", id="our own aggregate is newer: nothing of the old figure"),
        pytest.param("SP2020-2.7", None, "nothing any more: the newest figure meets it", id="met since"),
    ],
)
def test_what_is_missing_is_said_in_plain_words(
    tracker: Tracker, judged: Judge, target_id: str, area: str | None, missing: str
) -> None:
    assert describe_missing(judged(target_id, area=area), tracker.reference) == missing


@pytest.mark.parametrize(
    ("target_id", "parts"),
    [
        pytest.param("SP2020-1.2", ["71.2 %", "2024", "70 %", "WDI 2026-07-13"], id="met late"),
        pytest.param("SP2020-2.4", ["31.4 % in 2024", "29.9 % of 2023 is at the line"], id="at the line"),
        pytest.param(
            "SP2020-2.7",
            ["95.4 % in 2023", "at the line", "Editions disagree", "96 % in 2024, met late"],
            id="editions disagree",
        ),
        pytest.param("SP2020-3.2", ["22.3 %", "2022", "the year before"], id="the year before"),
        pytest.param(
            "SP2020-2.3", ["62 %", "132 countries", "93 %", "country figures of WDI 2026-07-13"], id="indication"
        ),
        pytest.param("UMC2030-U1", ["73.6 %", "+2.7 points a year", "+4.3 points a year", "95 %"], id="paces"),
        pytest.param("UMC2030-M8", ["2.5 %", "not to be compared from year to year"], id="medians"),
        pytest.param("P2C-1", ["USD 96 bn", "USD 4 bn short", "overdue", "4 March 2026"], id="money"),
        pytest.param("UMC2030-M8m", ["Not final before the year is over", "49 in 50"], id="achieved is not final"),
        pytest.param("UMC2030-U2", ["57 %", "2019", "4 years"], id="too old"),
        pytest.param("SP2024-2.6", ["no number", "wording and indicators seen"], id="qualitative, with its evidence"),
    ],
)
def test_reason_names_its_figures(tracker: Tracker, judged: Judge, target_id: str, parts: list[str]) -> None:
    said = describe_reason(judged(target_id), tracker.reference)

    assert [part for part in parts if part not in said] == []
