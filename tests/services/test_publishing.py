"""Publishing when others publish too: both get in, or the second is told and shown; never a silent overwrite."""

import shutil
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clock import moment_now
from data.datasets import kind_of
from data.readers import ReadOptions
from data.store import DatasetMoved, Snapshot, StoreHeld
from data.store.durability import held_alone
from services.checking import Check, check_file
from services.difference import row_keys
from services.previewing import Preview, judge_preview, preview_file, preview_state
from services.publishing import (
    MovedOnError,
    Who,
    changes_since,
    publish_file,
    publish_preview,
    remove_rows,
    restore_revision,
)
from services.tracker import Tracker, open_tracker, to_frame

TODAY = date(2026, 11, 22)
HEADER = "indicator,ref_area,time_period,obs_value\n"


@pytest.fixture
def store(tmp_path: Path, small_store: Path) -> Path:
    return shutil.copytree(small_store, tmp_path / "store")


def checked(tracker: Tracker, *lines: str) -> Check:
    content = (HEADER + "\n".join(lines)).encode()
    return check_file(tracker, content, "figures.csv", ReadOptions(), TODAY)


def value_of(tracker: Tracker, area: str, period: str) -> float | None:
    series = tracker.state().world.book.of("individuals_online", area)[0]
    return next((point.value for point in series.points if point.period == period), None)


def test_a_preview_is_refused_once_the_dataset_has_moved_on(store: Path) -> None:
    tracker = open_tracker(store, moment_now)
    preview = preview_file(tracker, checked(tracker, "individuals_online,KEN,2025,41"), TODAY)
    publish_file(tracker, checked(tracker, "individuals_online,UGA,2025,22"), Who("Ben", "x"), TODAY)

    with pytest.raises(DatasetMoved):
        publish_preview(tracker, preview, Who("Ana", "x"), "publish")

    assert value_of(tracker, "KEN", "2025") is None


def test_two_publishers_of_other_rows_both_get_in(store: Path) -> None:
    areas = ("KEN", "UGA", "TZA", "RWA")
    trackers = {area: open_tracker(store, moment_now) for area in areas}
    checks = {area: checked(trackers[area], f"individuals_online,{area},2025,50") for area in areas}
    failures: list[BaseException] = []

    def publish(area: str) -> None:
        try:
            publish_file(trackers[area], checks[area], Who(area, "at once"), TODAY)
        except BaseException as failure:  # noqa: BLE001 - a thread must hand on whatever went wrong
            failures.append(failure)

    threads = [threading.Thread(target=publish, args=(area,)) for area in areas]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    tracker = open_tracker(store, moment_now)
    assert failures == []
    assert [value_of(tracker, area, "2025") for area in areas] == [50.0] * 4
    assert tracker.store.history("internet_access")[0].revision == 4


def test_the_second_publisher_of_the_same_row_is_told_and_shown_the_difference(store: Path) -> None:
    tracker = open_tracker(store, moment_now)
    check = checked(tracker, "individuals_online,KEN,2025,41")
    rival = open_tracker(store, moment_now)
    theirs = checked(rival, "individuals_online,KEN,2025,39")
    commit = tracker.store.commit

    def beaten(*arguments: object) -> object:
        tracker.store.commit = commit  # type: ignore[method-assign]
        publish_file(rival, theirs, Who("Ben", "x"), TODAY)
        return commit(*arguments)  # type: ignore[arg-type]

    tracker.store.commit = beaten  # type: ignore[method-assign,assignment]

    with pytest.raises(MovedOnError) as told:
        publish_file(tracker, check, Who("Ana", "x"), TODAY)

    (line,) = told.value.preview.differences["internet_access"].rows.to_dict("records")
    assert (line["change"], line["old_obs_value"], line["new_obs_value"]) == ("changed", 39.0, 41.0)
    assert told.value.theirs["internet_access"].new == 1
    assert value_of(tracker, "KEN", "2025") == 39.0


def once(deed: Callable[[], object], then: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that does the deed the first time it is called, and then what it is put in the place of."""
    left = [deed]

    def both(*arguments: object) -> object:
        if left:
            left.pop()()
        return then(*arguments)

    return both


def test_what_a_publication_means_is_judged_when_the_store_is_free_for_others(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = checked(tracker, "individuals_online,KEN,2025,41")

    def judged(tracker: Tracker, snapshot: Snapshot, preview: Preview, today: date) -> Preview:
        with held_alone(tracker.store.location, 0):
            assert tracker.store.snapshot().revision("internet_access").revision == 1
        return judge_preview(tracker, snapshot, preview, today)

    monkeypatch.setattr("services.publishing.judge_preview", judged)

    assert publish_file(tracker, check, Who("Ana", "x"), TODAY).preview.consequences


def test_a_removal_keeps_what_others_publish_while_it_looks(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tracker, rival = open_tracker(store, moment_now), open_tracker(store, moment_now)
    publish_file(tracker, checked(tracker, "individuals_online,KEN,2025,41"), Who("Ana", "x"), TODAY)
    rows = to_frame(tracker.store.read("internet_access"))
    mine = rows.loc[(rows["ref_area"] == "KEN") & (rows["time_period"] == "2025")]
    theirs = checked(rival, "individuals_online,UGA,2025,22")
    meanwhile = once(lambda: publish_file(rival, theirs, Who("Ben", "x"), TODAY), preview_state)
    monkeypatch.setattr("services.publishing.preview_state", meanwhile)

    keys = set(row_keys(mine, kind_of("internet_access").key))
    remove_rows(tracker, "internet_access", keys, Who("Ana", "wrong"), TODAY)

    assert (value_of(tracker, "KEN", "2025"), value_of(tracker, "UGA", "2025")) == (None, 22.0)


def test_a_third_publisher_of_the_same_row_waits_and_is_told_what_came_first(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracker, rival = open_tracker(store, moment_now), open_tracker(store, moment_now)
    check = checked(tracker, "individuals_online,KEN,2025,40")
    other, same = (checked(rival, f"individuals_online,{row}") for row in ("UGA,2025,22", "KEN,2025,77"))
    commit = once(lambda: publish_file(rival, other, Who("Ben", "x"), TODAY), tracker.store.commit)
    tracker.store.commit = commit  # type: ignore[method-assign]

    told: list[int] = []

    def publish_third() -> None:
        try:
            publish_file(rival, same, Who("Cai", "x"), TODAY)
        except MovedOnError as moved:
            told.append(moved.theirs["internet_access"].new)

    third = threading.Thread(target=publish_third)

    def then_the_third(*arguments: Any) -> object:  # noqa: ANN401 - whatever is asked for
        changes = changes_since(*arguments)
        monkeypatch.setattr("services.publishing.changes_since", changes_since)
        third.start()
        with pytest.raises(StoreHeld), held_alone(store, 0):
            pass
        return changes

    monkeypatch.setattr("services.publishing.changes_since", then_the_third)
    publish_file(tracker, check, Who("Ana", "x"), TODAY)
    third.join()

    assert told == [1]
    assert [value_of(tracker, area, "2025") for area in ("KEN", "UGA")] == [40.0, 22.0]


def test_a_restore_that_meets_another_publication_is_told_what_it_was(store: Path) -> None:
    tracker, rival = open_tracker(store, moment_now), open_tracker(store, moment_now)
    publish_file(tracker, checked(tracker, "individuals_online,KEN,2025,41"), Who("Ana", "x"), TODAY)
    theirs = checked(rival, "individuals_online,UGA,2025,22")
    commit = once(lambda: publish_file(rival, theirs, Who("Ben", "x"), TODAY), tracker.store.commit)
    tracker.store.commit = commit  # type: ignore[method-assign]

    with pytest.raises(MovedOnError) as told:
        restore_revision(tracker, "internet_access", 0, Who("Ana", "back"), TODAY)

    assert told.value.theirs["internet_access"].new == 1
