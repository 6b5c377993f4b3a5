"""Whoever waits for a large file hears how far its rows are checked, also where each is judged by itself."""

from itertools import pairwise

import pytest

from data.progress import Stage, heard_by
from data.readers import read_file
from tests.data.readers.small_rules import RULES

WRONG_FIGURES = "indicator,ref_area,time_period,obs_value\n" + "individuals_online,KEN,2020,abc\n" * 10_000
PLEDGES = "pledge_id,pledger\n" + "".join(f"p{one},A\n" for one in range(10_000))
TARGETS = "target_id,framework,wording,indicator,ref_area,kind,direction,target_value,target_year\n" + "".join(
    f"t{one},Own,Half online,individuals_online,KEN,level,up,50,2030\n" for one in range(5_000)
)


@pytest.mark.parametrize(
    ("content", "least"),
    [(WRONG_FIGURES, 5), (PLEDGES, 5), (TARGETS, 3)],
    ids=["figures", "pledges", "targets"],
)
def test_share_of_rows_that_are_checked_grows_and_is_told_often(content: str, least: int) -> None:
    heard: list[tuple[Stage, float]] = []
    with heard_by(lambda stage, share: heard.append((stage, share))):
        read_file(content.encode(), "x.csv", RULES)

    shares = [share for stage, share in heard if stage == "checking"]
    assert len(set(shares)) >= least
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 1
    assert max(later - earlier for earlier, later in pairwise(shares)) <= 0.5
