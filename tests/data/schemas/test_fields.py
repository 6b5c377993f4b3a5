"""What counts as no value in a typed cell."""

import numpy as np
import pandas as pd
import pytest

from data.schemas.fields import is_absent


@pytest.mark.parametrize(
    ("value", "absent"),
    [
        pytest.param(None, True, id="none"),
        pytest.param(float("nan"), True, id="nan"),
        pytest.param(np.float32("nan"), True, id="nan-of-a-column"),
        pytest.param(pd.NaT, True, id="no-date"),
        pytest.param(0.0, False, id="zero-is-a-value"),
        pytest.param(False, False, id="no-is-a-value"),
        pytest.param("", False, id="empty-text-is-a-value"),
        pytest.param("nan", False, id="a-mark-is-a-text"),
        pytest.param(float("inf"), False, id="infinite"),
    ],
)
def test_only_none_nan_and_nat_are_absent(value: object, absent: bool) -> None:
    assert is_absent(value) is absent
