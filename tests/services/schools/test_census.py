"""The census counted once per revision: the same figures from rows, from memory and from the files kept."""

import os
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from threading import Event

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.store import RevisionDamaged, Snapshot
from metrics.schools import Connectivity, SpeedLines, speed_band
from services.schools import census as censuses
from services.schools.census import (
    FOLDER,
    HALF_MADE,
    KEPT_REVISIONS,
    LONGEST_MAKING_S,
    Counting,
    forget_censuses,
    get_census,
    keep_tables,
)
from services.schools.counting import (
    CELL_DEGREES,
    cells,
    closed_lists,
    count_cube,
    count_schools,
    numbers,
    settle,
    speed_bands,
)
from services.schools.cube import Census
from services.tracker import Tracker
from tests.services.school_samples import SMALL, census, counted, publish_census, school

DAY = date(2026, 11, 22)


def files(tracker: Tracker) -> list[Path]:
    return sorted((tracker.store.location / FOLDER).glob("*/*.parquet"))


def test_counts_by_country_from_rows() -> None:
    found = count_schools(census(*SMALL))

    assert {area: one.connectivity for area, one in found.items()} == {
        "KEN": Connectivity(yes=2, no=2, unknown=1),
        "UGA": Connectivity(no=1),
    }
    assert (found["KEN"].students.known, found["KEN"].students.schools, found["KEN"].students.of) == (750, 4, 5)
    assert found["UGA"].checked_on == "2025"


def test_invented_rows_can_be_left_out() -> None:
    rows = census(school(1, connectivity="yes"), school(2, connectivity="no", example=True))

    assert count_schools(rows)["KEN"].connectivity == Connectivity(yes=1, no=1)
    assert count_schools(rows, with_examples=False)["KEN"].connectivity == Connectivity(yes=1)
    assert count_schools(rows.slice(0, 0)) == {}


@pytest.mark.parametrize(
    ("speed", "students", "enough", "known"),
    [
        pytest.param(20.0, 400.0, 1, 1, id="20-Mbit-for-400-is-50-kbit-each"),
        pytest.param(20.0, 401.0, 0, 1, id="one-student-more"),
        pytest.param(None, 400.0, 0, 0, id="speed-unknown"),
        pytest.param(20.0, None, 0, 0, id="students-unknown"),
        pytest.param(20.0, 0.0, 0, 0, id="no-students"),
        pytest.param(0.0, 10.0, 0, 1, id="measured-zero"),
    ],
)
def test_speed_for_each_student(speed: float | None, students: float | None, enough: int, known: int) -> None:
    lines = SpeedLines(good_mbps=5, target_mbps=20, kbps_a_student=50)
    found = count_cube(settle(census(school(1, speed_mbps=speed, students=students)), {}), lines)

    assert (found["enough"].to_pylist(), found["enough_known"].to_pylist()) == ([enough], [known])


def test_no_census_is_none(own: Tracker) -> None:
    assert get_census(own.store.location, own.store.snapshot()) is None


def test_bands_of_a_column_are_those_of_single_speeds() -> None:
    rows = census(*(school(at, speed_mbps=speed) for at, speed in enumerate((None, 0.0, 0.5, 5.0, 19.9, 20.0))))
    lines, speeds = SpeedLines(5, 20, 50), numbers(rows, "speed_mbps")

    found = [("not_measured", "none", "moderate", "good", "target")[at] for at in speed_bands(speeds, lines)]
    assert found == [speed_band(speed, lines) for speed in rows["speed_mbps"].to_pylist()]


def test_words_outside_the_closed_list_are_counted_together() -> None:
    settled = settle(census(school(1, education_level="SECONDARY"), school(2, education_level="Kita")), closed_lists())

    assert settled["education_level"].to_pylist() == ["Secondary", "unlisted"]


def test_british_fibre_is_gigas_fiber() -> None:
    rows = census(school(1, connection_type="Fibre"), school(2, connection_type="fiber"))

    assert settle(rows, closed_lists())["connection_type"].to_pylist() == ["fiber", "fiber"]


def test_files_are_read_instead_of_counting_again(small: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    first = counted(small)
    forget_censuses()
    monkeypatch.setattr(censuses, "_make", lambda *_: pytest.fail("counted again"))
    again = counted(small)

    assert again is not first
    assert again.count(by=("ref_area", "speed")) == first.count(by=("ref_area", "speed"))
    assert again.grid.sums(("cell",)) == first.grid.sums(("cell",))
    assert {rule: one.schools for rule, one in again.quality["KEN"].items()} == {
        rule: one.schools for rule, one in first.quality["KEN"].items()
    }


@pytest.mark.parametrize("spoil", [b"", b"PAR1 torn", None], ids=["empty", "torn", "gone"])
def test_files_that_are_not_whole_are_made_again(small: Tracker, spoil: bytes | None) -> None:
    expected = counted(small).count()
    path = next(one for one in files(small) if one.name == "cube.parquet")
    path.unlink() if spoil is None else path.write_bytes(spoil)
    forget_censuses()

    assert counted(small).count() == expected
    assert pq.read_table(path).num_rows


def test_files_that_count_other_schools_are_not_believed(small: Tracker) -> None:
    counted(small)
    path = next(one for one in files(small) if one.name == "cube.parquet")
    pq.write_table(pq.read_table(path).slice(1), path)
    forget_censuses()

    assert counted(small).count()[()].connectivity.total == len(SMALL)
    assert sum(pq.read_table(path)["schools"].to_pylist()) == len(SMALL)


def test_every_revision_is_counted_and_old_files_go(own: Tracker) -> None:
    for number in range(1, KEPT_REVISIONS + 3):
        publish_census(own, *(school(at, connectivity="yes") for at in range(number)))
        assert counted(own).count()[()].connectivity == Connectivity(yes=number)

    assert len({path.parent for path in files(own)}) == KEPT_REVISIONS
    assert not list((own.store.location / FOLDER).glob(f"{HALF_MADE}*"))


def test_what_a_killed_process_left_half_made_goes_and_what_is_being_made_stays(own: Tracker) -> None:
    left, being_made = (own.store.location / FOLDER / f"{HALF_MADE}{name}" for name in ("left", "new"))
    for folder in (left, being_made):
        folder.mkdir(parents=True)
    now = being_made.stat().st_mtime
    os.utime(left, (now - LONGEST_MAKING_S - 60, now - LONGEST_MAKING_S - 60))

    keep_tables(own.store.location, "schools.x@1", {"t": pa.table({"a": [1]})})

    assert (left.exists(), being_made.exists(), len(files(own))) == (False, True, 1)


def test_figures_are_shown_where_nothing_can_be_kept(small: Tracker) -> None:
    (small.store.location / "derived").write_text("in the way", encoding="utf-8")

    assert counted(small).count()[()].connectivity.total == len(SMALL)


def test_whoever_is_second_leaves_the_files_of_the_first(own: Tracker) -> None:
    one, two = pa.table({"a": [1]}), pa.table({"a": [2]})
    keep_tables(own.store.location, "schools.x@1", {"t": one})
    keep_tables(own.store.location, "schools.x@1", {"t": two})
    (path,) = files(own)

    assert pq.read_table(path)["a"].to_pylist() == [1]
    assert len(list(path.parents[1].iterdir())) == 1


def test_progress_is_told_and_whoever_stops_waiting_does_not_stop_the_counting(
    small: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, go_on, real = [], Event(), censuses._make

    def slow(location: Path, snapshot: Snapshot, report: Callable[[float], object]) -> Census:
        report(0.5)
        go_on.wait(10)
        return real(location, snapshot, report)

    def leave(share: float) -> None:
        told.append(share)
        raise KeyboardInterrupt

    monkeypatch.setattr(censuses, "_make", slow)
    with pytest.raises(KeyboardInterrupt):
        get_census(small.store.location, small.store.snapshot(), leave)
    monkeypatch.setattr(censuses, "_make", lambda *_: pytest.fail("counted twice"))
    go_on.set()

    assert told == [0.5]
    assert counted(small).count()[()].connectivity.total == len(SMALL)


def test_census_that_is_done_as_the_waiting_times_out_is_returned(
    small: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    class DoneLate(Future[Census]):
        """Done between the end of the waiting and the look whether it is done."""

        def result(self, timeout: float | None = None) -> Census:
            if timeout is None:
                return super().result()
            self.set_result(real)
            raise TimeoutError

    real, told = counted(small), list[float]()
    forget_censuses()
    monkeypatch.setattr(censuses, "_start", lambda *_: Counting(done=DoneLate()))

    assert get_census(small.store.location, small.store.snapshot(), told.append) is real
    assert told == []


def test_what_goes_wrong_reaches_whoever_waits_and_can_be_tried_again(
    small: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Census:
        raise RevisionDamaged("a file is missing")

    with monkeypatch.context() as broken:
        broken.setattr(censuses, "_make", fail)
        with pytest.raises(RevisionDamaged):
            counted(small)

    assert counted(small).count()[()].connectivity.total == len(SMALL)


@pytest.mark.parametrize(
    ("lon", "lat", "corner"), [(37.3, -1.2, (37.0, -1.5)), (180.0, 0.0, (-180.0, 0.0)), (-0.1, 0.1, (-0.5, 0.0))]
)
def test_cell_of_a_place(lon: float, lat: float, corner: tuple[float, float]) -> None:
    rows = census(school(1, longitude=lon, latitude=lat))
    (cell,) = cells(numbers(rows, "longitude"), numbers(rows, "latitude"))

    up, across = divmod(int(cell), int(360 / CELL_DEGREES))
    assert (across * CELL_DEGREES - 180, up * CELL_DEGREES - 90) == corner


@pytest.mark.parametrize("by", [(), ("ref_area", "connectivity"), ("education_level", "speed", "example")])
def test_cube_without_parts_of_countries_has_the_same_sums(small: Tracker, by: tuple[str, ...]) -> None:
    found = counted(small)

    assert found.areas.sums(by) == found.cube.sums(by)
    assert "admin1" not in found.areas.labels


def test_sums_of_sorted_combinations_are_those_of_counted_ones(small: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    cube, by = counted(small).cube, ("ref_area", "admin1", "connectivity")
    plain = cube.sums(by)
    monkeypatch.setattr("services.schools.cube.MOST_PLACES", 0)

    assert cube.sums(by) == plain
