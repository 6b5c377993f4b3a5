"""A reading without observations has them all the same: none, in every column and type."""

from data.readers.reading import no_observations
from data.schemas.observation import COLUMNS


def test_no_observations_have_every_column_and_its_type() -> None:
    frame = no_observations()

    assert list(frame.columns) == [*COLUMNS, "row"]
    assert (str(frame.dtypes["obs_value"]), str(frame.dtypes["row"]), str(frame.dtypes["source"])) == (
        "float64",
        "int64",
        "str",
    )


def test_what_is_done_to_one_frame_is_not_seen_in_the_next() -> None:
    frame = no_observations()
    frame["more"] = []
    frame.loc[0, "row"] = 7

    assert no_observations().empty
    assert "more" not in no_observations()
