"""What a deed means for targets: changed statuses before moved values before the rest."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from clock import moment_now
from data.datasets import kind_of
from data.readers import ReadOptions
from metrics.series import Series
from services.checking import check_file
from services.difference import merge_into, merge_rows, row_keys
from services.previewing import Mode, Preview, compare_file, effect_records, preview_file, sort_effects, targets_of
from services.publishing import MovedOnError, Who, publish_file, publish_shown
from services.tracker import State, Tracker, facts_of, open_tracker, read_whole, to_frame, to_table

TODAY = date(2026, 11, 22)
HEADER = "indicator,ref_area,time_period,obs_value\n"
WORLD = f"{HEADER}individuals_online,WLD,2025,94.2\n"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Tracker:
    """Return a tracker of the module's own."""
    place: Path = tmp_path_factory.mktemp("effects")
    return open_tracker(place, moment_now)


def look(tracker: Tracker, content: str) -> Preview:
    check = check_file(tracker, content.encode(), "f.csv", ReadOptions(), TODAY)
    return preview_file(tracker, check, TODAY)


def test_effects_are_kept_apart_and_none_is_lost(own: Tracker) -> None:
    preview = look(own, WORLD)
    effects = sort_effects(preview)

    assert [one.target_id for one in effects.changed] == ["UMC2030-U1"]
    assert effects.moved
    assert effects.count == len(preview.consequences)


def test_figure_that_changes_no_status_value_year_or_gap_has_no_consequence(own: Tracker) -> None:
    preview = look(own, f"{HEADER}individuals_online,KEN,2004,3.2\n")

    assert preview.changes_something
    assert preview.consequences == ()


def test_every_consequence_changes_something_and_changed_statuses_come_first(own: Tracker) -> None:
    found = look(own, WORLD).consequences

    assert all(one.changes_anything for one in found)
    assert [one.changes_status for one in found] == sorted((one.changes_status for one in found), reverse=True)


def test_target_whose_level_alone_changes_keeps_its_status_and_is_shown(own: Tracker) -> None:
    content = (
        "target_id,framework,wording,indicator,ref_area,kind,direction,target_value,target_year\n"
        "UMC2030-M1,UMC2030,Basic skills,{indicator},WLD,level,up,{level},2030\n"
    )
    row = next(one for one in own.state().targets if one.target_id == "SP2020-1.2")
    same = look(own, content.format(indicator=row.indicator, level=99).replace("UMC2030-M1", "UMC2030-U1"))
    effects = sort_effects(same)

    assert ("UMC2030-U1", "WLD") in {(one.target_id, one.ref_area) for one in (*effects.changed, *effects.same)}


def test_effects_for_a_file_hold_both_sides(own: Tracker) -> None:
    preview = look(own, WORLD)
    records = effect_records(sort_effects(preview), targets_of(own.state(), preview))

    assert records[0]["status_before"] == "off_track"
    assert records[0]["latest_value_after"] == 94.2
    assert all(record["wording"] for record in records)


def test_targets_of_a_file_are_known_before_they_are_published(own: Tracker) -> None:
    content = (
        "target_id,framework,wording,indicator,ref_area,kind,direction,target_value,target_year\n"
        "KE-1,KE2030,80 % online,individuals_online,KEN,level,up,80,2030\n"
    )

    assert targets_of(own.state(), look(own, content))["KE-1"].target_value == 80


FILES = {
    "one cell": f"{HEADER}individuals_online,KEN,2025,41.5\n",
    "a part, from which a ratio follows": (
        "indicator,ref_area,time_period,sex,obs_value\nindividuals_online,KEN,2025,F,30\nindividuals_online,KEN,2025,M,45\n"
    ),
    "several": f"{HEADER}individuals_online,WLD,2025,94.2\nindividuals_online,UGA,2025,20\n",
}


@pytest.mark.parametrize("replaces", [False, True], ids=["merged", "replaced"])
@pytest.mark.parametrize("content", FILES.values(), ids=FILES.keys())
def test_state_after_a_small_change_is_the_one_that_is_built_anew(own: Tracker, content: str, replaces: bool) -> None:
    check = check_file(own, content.encode(), "f.csv", ReadOptions(), TODAY)
    assert check.publishable, check.problems
    snapshot = own.store.snapshot()
    differences = compare_file(snapshot, check, TODAY, Mode(replace=replaces)).differences
    tables = {name: snapshot.read(name) for name in read_whole()}
    tables |= {name: to_table(one.state, kind_of(name).schema) for name, one in differences.items()}
    touched = [set(pd.concat(one.rows[name] for one in differences.values())) for name in ("indicator", "ref_area")]

    quick = own.changed_state(own.state(), tables, facts_of(snapshot), *touched)
    anew = own.build_state("", tables, facts_of(snapshot))

    for one, other in zip(books_of(quick), books_of(anew), strict=True):
        assert one == other
    assert quick.targets == anew.targets
    names = {name for name, _ in anew.world.book.totals}
    assert [quick.world.book.areas_with(name) for name in names] == [anew.world.book.areas_with(name) for name in names]


def books_of(state: State) -> list[dict[tuple[str, str], tuple[Series, ...]]]:
    book = state.world.book
    return [dict(shelf) for shelf in (book.totals, book.parts, book.evidence)]


@pytest.mark.parametrize("replaces", [False, True], ids=["merged", "replaced"])
@pytest.mark.parametrize("in_place", [500, 0], ids=["in place", "at the end"])
def test_rows_that_no_file_names_keep_their_places_and_all_else_is_as_if_every_row_were_looked_at(
    own: Tracker,
    replaces: bool,
    in_place: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("services.difference.MOST_IN_PLACE", in_place)
    check = check_file(own, FILES["one cell"].replace("2025", "2023").encode(), "f.csv", ReadOptions(), TODAY)
    table, kind = own.store.read("internet_access"), kind_of("internet_access")
    given = check.rows["internet_access"], kind, check.given["internet_access"]
    every = merge_rows(to_frame(table), *given, replace=replaces)
    near = merge_into(table, *given, to_frame, whole=replaces)
    stood, stands = (row_keys(to_frame(one), kind.key).tolist() for one in (table, near.state))

    assert near.rows.equals(every.rows)
    assert [near.new, near.changed, near.unchanged, near.gone, near.beside] == [
        every.new,
        every.changed,
        every.unchanged,
        every.gone,
        every.beside,
    ]
    assert sorted(map(str, to_frame(near.state).to_dict("records"))) == sorted(map(str, every.state.to_dict("records")))
    assert every.changed or every.new
    if in_place:
        left = set(stands)
        assert stands[: len(stood) - every.gone] == [key for key in stood if key in left]


def test_preview_that_was_overtaken_is_not_published(own: Tracker) -> None:
    shown = look(own, WORLD)
    other = check_file(own, f"{HEADER}individuals_online,UGA,2024,20\n".encode(), "o.csv", ReadOptions(), TODAY)
    publish_file(own, other, Who("Ben", "Uganda"), TODAY)

    with pytest.raises(MovedOnError) as moved:
        publish_shown(own, shown, Who("Ana", "World"), "publish", lambda: look(own, WORLD))

    assert list(moved.value.theirs["internet_access"].rows["ref_area"]) == ["UGA"]
    assert moved.value.preview.based_on == {"internet_access": 1}
    assert own.store.history("internet_access")[0].revision == 1
