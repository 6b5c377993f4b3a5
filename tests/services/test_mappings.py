"""Mappings are kept by name with who and when, known again by shape, and travel as JSON."""

import json
import threading
from pathlib import Path

import pytest

from clock import moment_now
from data.schemas.mapping import ColumnMapping
from services.mappings import (
    MAPPINGS,
    find_mapping,
    forget_mapping,
    keep_mapping,
    kept_mappings,
    mapping_records,
    open_mappings,
    proposed_mapping,
    read_mapping,
    rename_mapping,
    write_mapping,
)
from services.misuse import Misuse
from services.tracker import Tracker, open_tracker


def census(name: str = "Ministry census", *others: str) -> ColumnMapping:
    said = {"school_id": "Code", "connectivity": "Net"}
    header = ("Code", "Net", "A", "B", *others)
    return ColumnMapping(name=name, kind="schools", columns=said, constants={"ref_area": "CIV"}, header=header)


@pytest.fixture
def own(tmp_path: Path) -> Tracker:
    return open_tracker(tmp_path / "store", moment_now)


def test_nothing_kept_is_nothing_and_makes_no_table(own: Tracker) -> None:
    assert kept_mappings(own) == []
    assert proposed_mapping(own, ["Code"]) is None
    assert not (own.store.location / MAPPINGS).exists()


def test_kept_mapping_is_found_by_another_process_with_who_and_when(own: Tracker) -> None:
    keep_mapping(own, census(), " Ana ")

    other = open_tracker(own.store.location, moment_now)
    assert [(one.mapping, one.by) for one in kept_mappings(other)] == [(census(), "Ana")]
    assert mapping_records(other)[0] | {"kept_at": ""} == {
        "name": "Ministry census",
        "kind": "schools",
        "columns": 2,
        "kept_by": "Ana",
        "kept_at": "",
    }
    assert find_mapping(other, "ministry CENSUS").mapping == census()


def test_same_name_replaces_and_the_history_stays(own: Tracker) -> None:
    keep_mapping(own, census(), "Ana")
    keep_mapping(own, census("ministry census", "C"), "Ben")

    assert [(one.name, one.by) for one in kept_mappings(own)] == [("ministry census", "Ben")]
    assert [one.by for one in open_mappings(own.store).history(MAPPINGS)][:2] == ["Ben", "Ana"]


def test_keeping_publishes_nothing(own: Tracker) -> None:
    before = own.store.snapshot().key
    keep_mapping(own, census(), "Ana")

    assert own.store.snapshot().key == before
    assert MAPPINGS not in own.store.datasets


def test_most_alike_mapping_is_proposed_and_none_of_another_shape(own: Tracker) -> None:
    keep_mapping(own, census("Exact"), "Ana")
    keep_mapping(own, census("Wide", "C"), "Ana")

    found = proposed_mapping(own, ["code", "net", "a", "b"])
    assert found is not None
    assert found.name == "Exact"
    assert proposed_mapping(own, ["Code", "Net", "X", "Y", "Z"]) is None
    assert proposed_mapping(own, ["Code", "A", "B"]) is None


def test_mapping_is_renamed_and_removed(own: Tracker) -> None:
    keep_mapping(own, census("A"), "Ana")
    keep_mapping(own, census("B"), "Ana")
    with pytest.raises(Misuse, match="Another mapping is kept under the name 'b'"):
        rename_mapping(own, "A", "b", "Ben")

    rename_mapping(own, "A", "C", "Ben")
    forget_mapping(own, "B", "Ben")
    assert [(one.name, one.by) for one in kept_mappings(own)] == [("C", "Ben")]


@pytest.mark.parametrize(("name", "by"), [("", "Ana"), ("Census", " ")], ids=["no-name", "nobody"])
def test_mapping_is_not_kept_without_name_and_person(own: Tracker, name: str, by: str) -> None:
    with pytest.raises(Misuse, match="Give the mapping a name"):
        keep_mapping(own, census(name), by)

    assert kept_mappings(own) == []


def test_two_who_keep_at_once_lose_nothing(own: Tracker) -> None:
    keep_mapping(own, census("first"), "Ana")
    threads = [threading.Thread(target=keep_mapping, args=(own, census(f"m{at}"), "Ana")) for at in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert [one.name for one in kept_mappings(own)] == ["first", "m0", "m1", "m2", "m3"]


def test_file_holds_what_was_said_and_nothing_else() -> None:
    written = write_mapping(census())

    assert json.loads(written).keys() == {"name", "kind", "columns", "constants", "header"}
    assert read_mapping(written, "m.json") == census()
    assert read_mapping(b"\xef\xbb\xbf" + written, "m.json") == census()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\x00", "it is not a JSON file"),
        (b"school_id;Net", "it is not a JSON file"),
        (b"[" * 100_000, "it is not a JSON file"),
        (b"[1, 2]", "but no mapping"),
        (b'{"type": "FeatureCollection"}', "but no mapping"),
        (b'{"kind": "schools", "columns": {"school_id": "a"}}', "Nothing says which columns are ref_area."),
        (b'{"kind": "rockets"}', "What stands under 'kind' is not of the kind that is expected there."),
        (b'{"kind": "schools", "columns": {"school_id": "a"}, "x": 1}', "'x' is no part of a mapping."),
        (b'{"kind": "schools", "columns": {"<b>": "a"}}', "'<b>' is not one of our columns for schools."),
    ],
)
def test_file_that_is_no_mapping_is_explained(content: bytes, said: str) -> None:
    with pytest.raises(Misuse) as caught:
        read_mapping(content, "m.json")

    assert said in str(caught.value)
