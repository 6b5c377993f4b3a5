"""Held here: the share of pairs that go together, by hand, by a published example, and where nothing can be said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.ranking import concordance

PAIR = st.tuples(st.integers(-50, 50), st.integers(-50, 50))


@pytest.mark.parametrize(
    ("values", "share"),
    [
        pytest.param([(1, 10), (2, 20), (3, 30)], 1.0, id="always together"),
        pytest.param([(1, 30), (2, 20), (3, 10)], 0.0, id="always against"),
        pytest.param([(1, 10), (2, 30), (3, 20)], 2 / 3, id="two of three pairs"),
        pytest.param([(1, 10), (1, 20), (2, 30)], 1.0, id="a tie in the first is left out"),
        pytest.param([(1, 10), (2, 10), (3, 20), (4, 5)], 2 / 5, id="a tie in the second is left out"),
        pytest.param([(1, 10), (1, 20)], None, id="only ties"),
        pytest.param([(1, 10)], None, id="one country"),
        pytest.param([], None, id="no country"),
    ],
)
def test_share_of_pairs_that_go_together_by_hand(values: list[tuple[float, float]], share: float | None) -> None:
    assert concordance(values) == pytest.approx(share) if share is not None else concordance(values) is None


def test_share_gives_the_published_number_of_pairs_for_lightness_and_taste_of_tuna() -> None:
    """Hollander & Wolfe (1973), p. 187: in 26 of the 36 pairs the two go together, Kendall's tau = 0.4444."""
    lightness = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1]
    taste = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8]

    share = concordance(list(zip(lightness, taste, strict=True)))

    assert share is not None
    assert share == pytest.approx(26 / 36)
    assert 2 * share - 1 == pytest.approx(0.4444, abs=5e-5)


@given(st.lists(PAIR, max_size=12))
def test_turning_one_value_round_turns_the_share_round(values: list[tuple[int, int]]) -> None:
    share, turned = concordance(values), concordance([(x, -y) for x, y in values])

    assert (share is None) == (turned is None)
    assert share is None or turned is None or share + turned == pytest.approx(1)
