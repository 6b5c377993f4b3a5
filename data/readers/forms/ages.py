"""Ages that stand beside a value because its survey asked nobody younger: they are no part of the people."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.readers.sheet import Column
from data.schemas.observation import TOTAL

OPEN_ENDED = "Y_GE"


def ages_that_are_limits(
    columns: Mapping[str, Column], limits: NDArray[np.bool_], area: Column, series: NDArray[np.int32]
) -> dict[str, Column]:
    """Return the columns with the total in the place of an age that is only a limit.

    That is so where the code of the series says it, and the value is the only one of its area, period and sex: an open
    age ('15+') beside others is a part as any other.
    """
    if "age" not in columns or not limits.any():
        return dict(columns)
    age = columns["age"]
    ages = pd.Series([age.cells[code] for code in age.codes.tolist()])
    others = {name: one.codes for name, one in columns.items() if name not in ("age", "obs_status")}
    frame = pd.DataFrame({**others, "area": area.codes, "series": series, "age": ages})
    alone = frame.groupby([*others, "area", "series"], sort=False)["age"].transform("size") == 1
    limit = alone & limits & ages.str.startswith(OPEN_ENDED)
    cells = list(dict.fromkeys([*age.cells, TOTAL]))
    codes = {cell: place for place, cell in enumerate(cells)}
    written = ages.where(~limit, TOTAL)
    return {**columns, "age": Column(np.array([codes[cell] for cell in written], dtype=np.int32), cells)}
