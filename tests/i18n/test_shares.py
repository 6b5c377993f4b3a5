"""Shares in per cent: one rule on every page, which never claims all or nothing falsely."""

import pytest

from i18n import share_words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        pytest.param(None, "no value", id="missing"),
        pytest.param(0.0, "0 %", id="none"),
        pytest.param(0.0001, "<0.1 %", id="not-quite-none"),
        pytest.param(0.0005, "0.1 %", id="the-least-that-is-said"),
        pytest.param(0.004, "0.4 %", id="less-than-one"),
        pytest.param(0.05, "5 %", id="no-zero-behind-the-point"),
        pytest.param(0.061, "6.1 %", id="small-keeps-a-decimal"),
        pytest.param(0.1, "10 %", id="from-ten-whole"),
        pytest.param(0.38, "38 %", id="whole"),
        pytest.param(0.994, "99 %", id="whole-up-to-99"),
        pytest.param(0.996, "99.6 %", id="nearly-all-keeps-a-decimal"),
        pytest.param(0.9994, "99.9 %", id="the-most-that-is-said"),
        pytest.param(0.9995, ">99.9 %", id="would-round-to-all"),
        pytest.param(0.99999, ">99.9 %", id="not-quite-all"),
        pytest.param(1.0, "100 %", id="all"),
    ],
)
def test_share_never_claims_all_or_nothing_falsely(share: float | None, words: str) -> None:
    assert share_words(share) == words
