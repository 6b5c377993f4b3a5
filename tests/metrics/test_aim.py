"""Held here: what a target aims at, what meets it, what is at the line, and how far the way is."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from data.schemas.target import Target
from metrics.aim import Aim, changed_by, make_aim, progress, round_half_up
from tests.metrics.figures import make_ceiling, make_parity, make_target

NUMBERS = st.floats(-1e6, 1e6).map(lambda value: round(value, 3))


def aim_of(target: Target, baseline: float | None = None) -> Aim:
    aim = make_aim(target, baseline)
    assert aim is not None
    return aim


LEVEL = aim_of(make_target())
EVERYONE = aim_of(make_target(target_value=100, met_at=95))
SKILLS = aim_of(make_target(strict=True))
PRICE = aim_of(make_ceiling())
CEILING_3 = aim_of(make_ceiling(target_value=3, strict=False))
CHEAPER = aim_of(make_ceiling(kind="relative", target_value=-25, strict=False), 8)
PARITY = aim_of(make_parity())


@pytest.mark.parametrize(
    ("aim", "value", "met"),
    [
        pytest.param(LEVEL, 69.99, False, id="just below a level"),
        pytest.param(LEVEL, 70.0, True, id="a level exactly"),
        pytest.param(LEVEL, 100.0, True, id="overshoot"),
        pytest.param(LEVEL, 0.0, False, id="zero is a value"),
        pytest.param(SKILLS, 70.0, False, id="more than 70 is not 70"),
        pytest.param(SKILLS, 70.1, True, id="more than 70"),
        pytest.param(EVERYONE, 94.99, False, id="95 counts as everyone, 94.99 does not"),
        pytest.param(EVERYONE, 95.0, True, id="95 counts as everyone"),
        pytest.param(CEILING_3, 3.0, True, id="at most 3"),
        pytest.param(CEILING_3, 3.01, False, id="above a ceiling"),
        pytest.param(PRICE, 2.0, False, id="below 2 is not 2"),
        pytest.param(PRICE, 1.99, True, id="below 2"),
        pytest.param(PARITY, 0.979, False, id="below the band"),
        pytest.param(PARITY, 0.98, True, id="lower edge of the band"),
        pytest.param(PARITY, 1.02, True, id="upper edge of the band"),
        pytest.param(PARITY, 1.05, False, id="1.05 is as wrong as 0.95"),
        pytest.param(PARITY, 0.95, False, id="0.95 is as wrong as 1.05"),
    ],
)
def test_met_is_at_or_beyond_the_line(aim: Aim, value: float, met: bool) -> None:
    assert aim.is_met(value) is met


@pytest.mark.parametrize(
    ("value", "reached"), [(95.0, False), (99.9, False), (100.0, True)], ids=["met_at", "nearly", "the target"]
)
def test_target_itself_is_reached_later_than_the_level_that_counts_as_met(value: float, reached: bool) -> None:
    assert EVERYONE.is_met(value)
    assert EVERYONE.is_reached(value) is reached


@pytest.mark.parametrize(
    ("aim", "value", "at_line"),
    [
        pytest.param(aim_of(make_target(target_value=30)), 29.9, True, id="29.9 against 30 (DOMAIN)"),
        pytest.param(aim_of(make_target(target_value=96)), 96.0, True, id="a published 96 against 96 (DOMAIN)"),
        pytest.param(LEVEL, 70.02, False, id="70.02 against 70 meets it either way"),
        pytest.param(LEVEL, 69.2, False, id="69.2 against 70 misses it either way"),
        pytest.param(LEVEL, 69.5, True, id="69.5 rounds to 70"),
        pytest.param(aim_of(make_target(target_value=65)), 64.5, True, id="64.5 rounds to 65, a half upwards"),
        pytest.param(LEVEL, 69.49, False, id="69.49 rounds to 69"),
        pytest.param(EVERYONE, 94.6, True, id="94.6 against 95, the level that counts as met"),
        pytest.param(EVERYONE, 99.6, False, id="99.6 is beyond the level that counts as met"),
        pytest.param(aim_of(make_target(target_value=2.5)), 2.46, True, id="a target stated with one decimal"),
        pytest.param(aim_of(make_target(target_value=2.5)), 2.44, False, id="2.44 rounds to 2.4"),
        pytest.param(PRICE, 1.6, True, id="1.6 is below 2, but rounds to 2"),
        pytest.param(PRICE, 2.4, False, id="2.4 and 2 both fail below 2"),
        pytest.param(CEILING_3, 3.4, True, id="3.4 rounds to 3, at most 3"),
        pytest.param(CEILING_3, 2.6, False, id="2.6 and 3 are both at most 3"),
        pytest.param(PARITY, 0.976, True, id="0.976 rounds to the lower edge"),
        pytest.param(PARITY, 1.024, True, id="1.024 rounds to the upper edge"),
        pytest.param(PARITY, 0.974, False, id="0.974 rounds to 0.97"),
        pytest.param(PARITY, 1.0, False, id="well inside the band"),
        # -25 % of 8 is 6; 6.03 is a fall by 24.6 %, which rounds to 25; 6.05 one by 24.4 %, which rounds to 24
        pytest.param(CHEAPER, 6.03, True, id="a fall of 24.6 %"),
        pytest.param(CHEAPER, 6.05, False, id="a fall of 24.4 %"),
    ],
)
def test_at_the_line_means_that_the_answer_hangs_on_rounding(aim: Aim, value: float, at_line: bool) -> None:
    assert aim.is_at_line(value) is at_line


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [(64.5, 0, 65.0), (65.5, 0, 66.0), (0.975, 2, 0.98), (-2.5, 0, -3.0), (0.0, 0, 0.0), (29.9, 0, 30.0)],
)
def test_half_is_rounded_away_from_zero_as_people_do(value: float, decimals: int, rounded: float) -> None:
    assert round_half_up(value, decimals) == rounded


@pytest.mark.parametrize(
    ("baseline", "change", "value"),
    [
        pytest.param(8.0, -25, 6.0, id="25 % less than 8"),
        pytest.param(5676.8, 50, 8515.2, id="50 % more than 5676.8"),
        pytest.param(3.0, 10, 3.3, id="3 and 10 % are 3.3 exactly, not 3.3000000000000003"),
        pytest.param(-30.0, -25, -22.5, id="a negative gap reduced by a quarter"),
    ],
)
def test_relative_target_is_the_baseline_times_1_plus_its_share(baseline: float, change: float, value: float) -> None:
    aim = aim_of(make_target(kind="relative", target_value=change), baseline)

    assert aim.value == aim.line == changed_by(baseline, change) == value


@pytest.mark.parametrize(
    ("target", "baseline"),
    [
        pytest.param(make_target(kind="qualitative", target_value=None), 50.0, id="qualitative"),
        pytest.param(make_target(kind="qualitative"), 50.0, id="qualitative with a number in its row"),
        pytest.param(make_target(kind="relative", target_value=25), None, id="relative without a baseline"),
        pytest.param(make_target(kind="gap_relative", target_value=-25), None, id="gap without a baseline"),
        pytest.param(make_target(kind="relative", target_value=25), 0.0, id="a share more than nothing"),
    ],
)
def test_no_number_or_no_baseline_to_change_gives_no_aim(target: Target, baseline: float | None) -> None:
    assert make_aim(target, baseline) is None


@pytest.mark.parametrize(
    ("aim", "value", "gap"),
    [
        pytest.param(LEVEL, 66.9, 3.1, id="70 - 66.9"),
        pytest.param(LEVEL, 73.6, -3.6, id="overshoot is negative"),
        pytest.param(EVERYONE, 73.6, 21.4, id="to the level that counts as met, not to the target itself"),
        pytest.param(PRICE, 2.5, -0.5, id="a price must fall by 0.5"),
        pytest.param(PARITY, 0.94, 0.04, id="to the lower edge"),
        pytest.param(PARITY, 1.05, -0.03, id="to the upper edge"),
        pytest.param(PARITY, 1.0, 0.0, id="inside the band"),
    ],
)
def test_gap_is_target_minus_value(aim: Aim, value: float, gap: float) -> None:
    assert aim.gap(value) == pytest.approx(gap)


@pytest.mark.parametrize(
    ("aim", "latest", "baseline", "share"),
    [
        # DOMAIN: 57.0 of 65 % of households, from 52.4: (57.0 - 52.4) / (65 - 52.4) = 4.6 / 12.6
        pytest.param(aim_of(make_target(target_value=65)), 57.0, 52.4, 4.6 / 12.6, id="SP2020 1.1"),
        # DOMAIN: e-waste 22.3 of 30 % from 20: 2.3 / 10
        pytest.param(aim_of(make_target(target_value=30)), 22.3, 20.0, 0.23, id="SP2020 3.2"),
        pytest.param(LEVEL, 45.0, 50.0, -0.25, id="below 0: 5 of 20 points lost"),
        pytest.param(LEVEL, 80.0, 50.0, 1.5, id="overshoot: 30 of 20 points"),
        pytest.param(PRICE, 5.0, 6.0, 0.25, id="a price fell by 1 of 4"),
        pytest.param(PARITY, 0.94, 0.90, 0.5, id="parity: d fell from 0.08 to 0.04"),
        pytest.param(PARITY, 1.06, 0.90, 0.5, id="parity from the other side: d is 0.04"),
        pytest.param(PARITY, 0.86, 0.90, -0.5, id="parity: d rose from 0.08 to 0.12"),
        pytest.param(PARITY, 0.9, 1.0, None, id="parity at the baseline: no way"),
        pytest.param(LEVEL, 72.0, 70.0, None, id="the baseline is the target: no way"),
        pytest.param(LEVEL, 72.0, 71.0, None, id="the baseline had passed the target: no way"),
        pytest.param(PRICE, 1.4, 1.5, None, id="the price was below the ceiling: no way"),
    ],
)
def test_progress_is_the_share_of_the_way(aim: Aim, latest: float, baseline: float, share: float | None) -> None:
    assert progress(latest, baseline, aim) == (None if share is None else pytest.approx(share))


@given(baseline=NUMBERS, target=NUMBERS)
def test_progress_is_0_at_the_baseline_and_1_at_the_target(baseline: float, target: float) -> None:
    assume(baseline != target)
    aim = Aim(target, target, "up" if target > baseline else "down")

    assert progress(baseline, baseline, aim) == 0
    assert progress(target, baseline, aim) == 1


@given(baseline=st.floats(0.0, 2.0), inside=st.floats(0.98, 1.02))
def test_progress_to_parity_is_0_at_the_baseline_and_1_anywhere_in_the_band(baseline: float, inside: float) -> None:
    assume(PARITY.distance(baseline) > 0)

    assert progress(baseline, baseline, PARITY) == 0
    assert progress(inside, baseline, PARITY) == 1


@given(value=NUMBERS, target=NUMBERS, strict=st.booleans(), direction=st.sampled_from(["up", "down"]))
def test_value_and_value_plus_gap_agree_with_the_target(
    value: float, target: float, strict: bool, direction: str
) -> None:
    aim = Aim(target, target, direction, strict=strict)

    assert math.isclose(value + aim.gap(value), target, abs_tol=1e-6)
    assert aim.is_met(target) is not strict
