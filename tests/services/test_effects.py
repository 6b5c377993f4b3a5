"""What a deed means for targets: changed statuses before moved values before the rest."""

from datetime import date
from pathlib import Path

import pytest

from clock import moment_now
from data.readers import ReadOptions
from services.checking import check_file
from services.previewing import Preview, effect_records, preview_file, sort_effects, targets_of
from services.publishing import MovedOnError, Who, publish_file, publish_shown
from services.tracker import Tracker, open_tracker

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


def test_preview_that_was_overtaken_is_not_published(own: Tracker) -> None:
    shown = look(own, WORLD)
    other = check_file(own, f"{HEADER}individuals_online,UGA,2024,20\n".encode(), "o.csv", ReadOptions(), TODAY)
    publish_file(own, other, Who("Ben", "Uganda"), TODAY)

    with pytest.raises(MovedOnError) as moved:
        publish_shown(own, shown, Who("Ana", "World"), "publish", lambda: look(own, WORLD))

    assert list(moved.value.theirs["internet_access"].rows["ref_area"]) == ["UGA"]
    assert moved.value.preview.based_on == {"internet_access": 1}
    assert own.store.history("internet_access")[0].revision == 1
