"""A dataset that is divided into parts: some are replaced or read, the others are left as they are."""

from pathlib import Path

import pyarrow as pa
import pytest

from clock import moment_now
from data.store import Counts, DatasetMoved, Deed, Layout, Store

SCHEMA = pa.schema([("place", pa.string()), ("name", pa.string()), ("size", pa.float64())])
LAYOUT = Layout("registers", SCHEMA, ("schools",), part="place")
EMPTY = SCHEMA.empty_table()


def rows(*some: tuple[str, str, float]) -> pa.Table:
    return pa.table(
        {name: list(cells) for name, cells in zip(SCHEMA.names, zip(*some, strict=True), strict=True)}, SCHEMA
    )


def open_store(place: Path) -> Store:
    return Store.open(place, (LAYOUT,), seeds=lambda: {"schools": EMPTY}, clock=moment_now)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = open_store(tmp_path)
    first = rows(("KEN", "a", 1), ("KEN", "b", 2), ("UGA", "c", 3))
    made.commit({"schools": first}, {"schools": 0}, Deed("Ana", "a census"), {"schools": ["KEN", "UGA"]})
    return made


def names(table: pa.Table) -> list[str]:
    return sorted(table["name"].to_pylist())


def test_new_state_of_a_part_leaves_the_others_as_they_are(store: Store, tmp_path: Path) -> None:
    counts = {"schools": Counts(new=1, gone=2)}
    made = store.commit(
        {"schools": rows(("KEN", "d", 4))}, {"schools": 1}, Deed("Ben", "again", counts=counts), {"schools": ["KEN"]}
    )

    assert made[0].rows == 2
    assert names(open_store(tmp_path).read("schools")) == ["c", "d"]
    assert names(store.read("schools", 1)) == ["a", "b", "c"]


def test_part_can_be_emptied(store: Store) -> None:
    store.commit({"schools": EMPTY}, {"schools": 1}, Deed("Ben", "wrong"), {"schools": ["UGA"]})

    assert names(store.read("schools")) == ["a", "b"]


def test_state_without_parts_replaces_the_whole_dataset(store: Store) -> None:
    store.commit({"schools": rows(("TZA", "e", 5))}, {"schools": 1}, Deed("Ben", "all"))

    assert names(store.read("schools")) == ["e"]


@pytest.mark.parametrize(
    ("parts", "found"), [(["KEN"], ["a", "b"]), (["UGA", "KEN"], ["a", "b", "c"]), (["TZA"], []), ([], [])]
)
def test_reader_may_ask_for_some_parts_and_columns(store: Store, parts: list[str], found: list[str]) -> None:
    table = store.snapshot().read("schools", parts, ["name"])

    assert table.column_names == ["name"]
    assert names(table) == found


def test_name_of_a_part_with_a_quotation_mark_is_only_a_name(store: Store) -> None:
    odd = "Côte d'Ivoire' OR '1'='1"
    store.commit({"schools": rows((odd, "f", 6))}, {"schools": 1}, Deed("Ben", "odd"), {"schools": [odd]})

    assert names(store.read("schools")) == ["a", "b", "c", "f"]
    assert names(store.read("schools", parts=[odd])) == ["f"]


def test_somebody_else_at_another_part_still_moves_the_dataset(store: Store) -> None:
    store.commit({"schools": rows(("UGA", "g", 7))}, {"schools": 1}, Deed("Ben", "first"), {"schools": ["UGA"]})

    with pytest.raises(DatasetMoved):
        store.commit({"schools": rows(("KEN", "h", 8))}, {"schools": 1}, Deed("Ana", "late"), {"schools": ["KEN"]})


def test_facts_of_a_deed_stay_with_its_revision(store: Store, tmp_path: Path) -> None:
    facts = {"schools": {"complete_on": "2026-03-04"}}
    store.commit({"schools": rows(("KEN", "a", 1))}, {"schools": 1}, Deed("Ana", "complete", facts=facts))

    assert open_store(tmp_path).history("schools")[0].facts == {"complete_on": "2026-03-04"}
    assert store.history("schools")[1].facts == {}


def test_layout_refuses_a_part_that_is_no_column() -> None:
    with pytest.raises(ValueError, match="no column 'country'"):
        Layout("registers", SCHEMA, ("schools",), part="country")


def test_parts_of_a_table_that_is_not_divided_are_refused(tmp_path: Path) -> None:
    plain = Store.open(
        tmp_path, (Layout("plain", SCHEMA, ("schools",)),), seeds=lambda: {"schools": EMPTY}, clock=moment_now
    )

    with pytest.raises(ValueError, match="not divided"):
        plain.commit({"schools": EMPTY}, {"schools": 0}, Deed("Ana", "x"), {"schools": ["KEN"]})
