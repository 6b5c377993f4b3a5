"""A file in which no name is known costs little more than judging its rows: the model is asked of few of them apart."""

import pytest

from data.readers import columns, read_file, unknowns
from tests.data.readers.small_rules import RULES

NAMES = 5_000
CONTENT = "indicator,ref_area,time_period,obs_value\n" + "".join(
    f"individuals_online,Atlantis {one},2020,4\n" for one in range(NAMES)
)


@pytest.mark.parametrize(
    ("module", "name", "most"),
    [(columns, "_ask", columns.ENOUGH + 10), (unknowns, "judge_observation", 2 * unknowns.MOST + 10)],
    ids=["to prove the rows", "to list the names"],
)
def test_of_thousands_of_unknown_names_only_the_first_are_asked_about(
    monkeypatch: pytest.MonkeyPatch, module: object, name: str, most: int
) -> None:
    asked: list[object] = []
    original = getattr(module, name)

    def count(*given: object) -> object:
        asked.append(given)
        return original(*given)

    monkeypatch.setattr(module, name, count)
    reading = read_file(CONTENT.encode(), "names.csv", RULES)

    assert 0 < len(asked) <= most
    assert {one.code: one.count for one in reading.problem_counts}["unknown-area"] == NAMES


def test_most_frequent_unknown_names_are_listed_of_thousands() -> None:
    often = "individuals_online,Lemuria,2020,4\nindividuals_online, Lemuria ,2020,5\n"
    (first, *others) = read_file((CONTENT + often).encode(), "names.csv", RULES).unknowns

    assert (first.cell, first.rows, first.row) == ("Lemuria", 2, NAMES + 2)
    assert len(others) == unknowns.MOST - 1
