"""Held here: where official methods disagree with ours, the reason is the one that the figures of the case give."""

import pytest

from metrics.official import METHODS
from tests.services.conftest import Judge
from topics.official import disagreements, method_lines


@pytest.mark.parametrize(
    ("target_id", "area", "who", "why"),
    [
        # 85.9 after 72.2 in four years: x 1.189, again one and a half times: 111.3
        pytest.param("UMC2030-U1", "ALB", "UNSD, Open SDG", "would come to 111.3 % in 2030", id="beyond everyone"),
        pytest.param("UMC2030-U1", "BGD", "Open SDG", "comes to 96.1 % in 2030", id="carried on unchanged"),
        pytest.param("UMC2030-U1", "BRN", "UNSD", "counts 95 % as met, and so do we", id="the owner's line"),
        pytest.param("UMC2030-M8", "BEL", "Open SDG", "which meets the target", id="met, though it moves away"),
        pytest.param("UMC2030-M8", "ARM", "UNSD", "recently (since 2020) it was", id="slower of late"),
        pytest.param("UMC2030-U1", "BHS", "UNSD", "recently (since 2019) it was +0.4 points", id="faster of late"),
        pytest.param("UMC2030-M8", "ALB", "Open SDG", "had met the target", id="the baseline had met it"),
        # DOMAIN 5: ours off track, UNSD fair progress, Eurostat moderate: that is a disagreement
        pytest.param("UMC2030-U1", "KEN", "UNSD, Open SDG / Statistics Canada and Eurostat", "comes to", id="Kenya"),
    ],
)
def test_reason_of_a_disagreement_follows_from_the_figures(
    judged: Judge, target_id: str, area: str, who: str, why: str
) -> None:
    said = disagreements(judged(target_id, area=area), "PT")

    assert [words for words in said if who in words and why in words], said


@pytest.mark.parametrize(
    ("target_id", "area"),
    [
        pytest.param("UMC2030-U1", "ARE", id="met by both"),
        pytest.param("GIGA-1", None, id="no data"),
        pytest.param("SP2020-1.2", None, id="a year that has passed"),
    ],
)
def test_nothing_is_said_where_they_agree_or_say_nothing(judged: Judge, target_id: str, area: str | None) -> None:
    assert disagreements(judged(target_id, area=area), "PT_POP") == []


def test_every_method_has_a_line_beside_ours(judged: Judge) -> None:
    ours, *official = method_lines(judged("UMC2030-U1", area="ALB"))

    assert (ours.label, ours.number) == ("At risk", "chance about 1 in 3 (30 %)")
    assert len(official) == len(METHODS)
    assert [one.number for one in official] == ["1.41 of the way", "ratio 1.34", "4.9 of 10", "ratio 1.34"]


def test_ours_gives_the_factor_where_it_goes_by_the_pace(judged: Judge) -> None:
    ours = method_lines(judged("UMC2030-M3"))[0]

    assert ours.number == "1.1 times the recent pace"
