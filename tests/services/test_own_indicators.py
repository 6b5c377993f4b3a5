"""Indicators of one's own: published by upload, used like any other, and never taken from under their figures."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from clock import moment_now
from data.builtin import load_builtin
from data.datasets import INDICATORS, TARGETS, kind_of
from data.readers import ReadOptions
from data.store import Layout, Store
from i18n import format_value, speak_of_units, unit_words
from services.checking import Check, check_file
from services.difference import row_keys
from services.misuse import Misuse
from services.previewing import Mode, preview_file
from services.publishing import Who, changes_since, preview_removal, preview_restore, publish_file, restore_revision
from services.tracker import Tracker, open_tracker, to_frame
from services.view import View
from topics.scorecard import make_scorecard

TODAY = date(2026, 11, 22)
WHO = Who("Ana", "a test")
FIBRE = (
    "indicator,name,unit_measure,unit_words,direction,minimum,aggregate\nken_fibre_km,Fibre backbone,KM,km,up,0,sum\n"
)
HEALTH = "indicator,name,unit_measure,direction\nken_health_online,Health facilities online,PT,up\n"
FIGURES = "indicator,ref_area,time_period,obs_value\n" + "".join(
    f"ken_fibre_km,KEN,{year},{value}\n" for year, value in ((2021, 7000), (2022, 8000), (2023, 9000), (2024, 10_000))
)
TARGET = (
    "target_id,framework,wording,indicator,ref_area,kind,direction,target_value,target_year,baseline_year\n"
    "KEN-F1,National plan,16000 km of fibre,ken_fibre_km,KEN,level,up,16000,2030,2021\n"
)


def checked(tracker: Tracker, content: str, indicator: str | None = None) -> Check:
    return check_file(tracker, content.encode(), "file.csv", ReadOptions(indicator=indicator), TODAY)


def publish(tracker: Tracker, *contents: str) -> None:
    for content in contents:
        check = checked(tracker, content)
        assert check.publishable, check.problems
        publish_file(tracker, check, WHO, TODAY)


def codes(check: Check) -> list[str]:
    return [one.code for one in check.problems]


def test_figures_of_an_unknown_indicator_wait_until_it_is_published(own: Tracker) -> None:
    before = checked(own, FIGURES)
    publish(own, FIBRE)
    after = checked(own, FIGURES)

    assert set(codes(before)) == {"unknown-indicator"}
    assert (after.datasets, after.publishable) == (("national",), True)


def test_figures_and_targets_of_an_own_indicator_are_judged_like_any(own: Tracker) -> None:
    publish(own, FIBRE, FIGURES + "ken_fibre_km,KEN,2020,6000\n", TARGET)
    row = next(
        one for one in make_scorecard(View(own.state(), own.reference, TODAY)) if one.target.target_id == "KEN-F1"
    )

    assert row.judgement.latest is not None
    assert (row.judgement.latest.value, row.judgement.latest.year) == (10_000, 2024)
    assert row.judgement.progress == pytest.approx((10_000 - 7000) / (16_000 - 7000))
    assert row.judgement.required_pace == pytest.approx(1000.0)
    assert row.judgement.status == "on_track"


def test_another_process_knows_the_indicator_and_its_unit(own: Tracker) -> None:
    publish(own, FIBRE, FIGURES)
    again = open_tracker(own.store.location, moment_now)

    assert again.reference.indicators["ken_fibre_km"].name == "Fibre backbone"
    assert again.reference.own == {"ken_fibre_km"}
    speak_of_units(again.reference.unit_words)
    assert (unit_words("KM"), format_value(10_050.0, "KM")) == ("km", "10,050 km")
    assert again.state().world.book.of("ken_fibre_km", "KEN")


def test_an_open_tracker_sees_what_another_process_publishes(own: Tracker) -> None:
    before = own.reference
    publish(open_tracker(own.store.location, moment_now), FIBRE)

    assert "ken_fibre_km" not in before.indicators
    assert "ken_fibre_km" in own.reference.indicators
    assert own.reference is own.reference


def test_a_day_before_the_indicator_does_not_know_it(own: Tracker) -> None:
    publish(own, FIBRE)
    then = own.store.snapshot(datetime(2020, 1, 1, tzinfo=UTC))

    assert "ken_fibre_km" not in own.reference_of(then).indicators
    assert "ken_fibre_km" in own.reference_of(own.store.snapshot()).indicators


def test_figures_of_a_file_with_one_column_of_values_go_to_the_indicator_that_is_said(own: Tracker) -> None:
    publish(own, FIBRE)
    check = checked(own, "ref_area,time_period,obs_value\nKEN,2024,10000\n", indicator="ken_fibre_km")

    assert check.publishable
    assert list(check.rows) == ["national"]


def test_a_group_has_the_sum_that_the_indicator_asks_for(tmp_path: Path, installed_store: Path) -> None:
    own = open_tracker(shutil.copytree(installed_store, tmp_path / "store"), moment_now)
    areas = own.reference.members_of("LDC", TODAY)
    rows = "".join(f"ken_fibre_km,{area},2024,100\n" for area in areas)
    publish(own, FIBRE, "indicator,ref_area,time_period,obs_value\n" + rows)
    series, _ = own.state().groups.of("ken_fibre_km", "LDC")

    assert series is not None
    assert series.latest is not None
    assert series.latest.value == pytest.approx(100.0 * len(areas))


def test_an_indicator_with_figures_keeps_its_unit(own: Tracker) -> None:
    publish(own, FIBRE, FIGURES)
    check = checked(own, FIBRE.replace("KM,km", "MILES,miles"))

    assert codes(check) == ["indicator-unit-in-use"]
    assert not check.publishable


@pytest.mark.parametrize(("maximum", "found"), [("8500", ["indicator-range-in-use"]), ("10000", [])])
def test_a_range_does_not_shut_published_figures_out(own: Tracker, maximum: str, found: list[str]) -> None:
    publish(own, FIBRE, FIGURES)
    narrower = f"indicator,name,unit_measure,direction,maximum\nken_fibre_km,Fibre backbone,KM,up,{maximum}\n"

    assert codes(checked(own, narrower)) == found


def test_a_new_maximum_below_the_published_minimum_is_refused(own: Tracker) -> None:
    publish(own, FIBRE.replace("up,0", "up,50"))
    lower = "indicator,name,unit_measure,direction,maximum\nken_fibre_km,Fibre backbone,KM,up,40\n"

    assert codes(checked(own, lower)) == ["range-upside-down"]


def test_what_a_row_leaves_open_stays_as_it_is_published(own: Tracker) -> None:
    publish(own, FIBRE, "indicator,name,unit_measure,direction\nken_fibre_km,National fibre,KM,up\n")
    found = own.reference.indicators["ken_fibre_km"]

    assert (found.name, found.aggregate, found.minimum, own.reference.unit_words["KM"]) == (
        "National fibre",
        "sum",
        0,
        "km",
    )


def test_a_list_that_replaces_all_keeps_what_figures_rest_on(own: Tracker) -> None:
    publish(own, FIBRE, HEALTH, FIGURES)
    other = "indicator,name,unit_measure,direction\nken_towers,Towers,COUNT,up\n"
    publish_file(own, checked(own, other), WHO, TODAY, Mode(replace=True))

    assert own.reference.own == {"ken_fibre_km", "ken_towers"}


@pytest.mark.parametrize("resting", [FIGURES, TARGET], ids=["figures", "target"])
def test_nothing_takes_an_indicator_from_under_its_figures_or_targets(own: Tracker, resting: str) -> None:
    publish(own, FIBRE, resting)

    with pytest.raises(Misuse, match="ken_fibre_km"):
        restore_revision(own, INDICATORS, 0, WHO, TODAY)

    assert "ken_fibre_km" in own.reference.indicators


def test_an_indicator_that_nothing_rests_on_can_be_taken_back(own: Tracker) -> None:
    publish(own, FIBRE)
    restore_revision(own, INDICATORS, 0, WHO, TODAY)

    assert own.reference is own.built_in


def test_figures_come_back_only_after_their_indicator(own: Tracker) -> None:
    publish(own, FIBRE, FIGURES)
    restore_revision(own, "national", 0, WHO, TODAY)
    restore_revision(own, INDICATORS, 0, WHO, TODAY)

    with pytest.raises(Misuse, match="ken_fibre_km"):
        preview_restore(own, "national", 1, TODAY)

    restore_revision(own, INDICATORS, 1, WHO, TODAY)
    restore_revision(own, "national", 1, WHO, TODAY)
    assert own.state().world.book.of("ken_fibre_km", "KEN")


def test_single_figures_can_be_removed(own: Tracker) -> None:
    publish(own, FIBRE, FIGURES)
    frame = to_frame(own.store.read("national"))
    keys = set(row_keys(frame.loc[frame["time_period"] == "2021"], kind_of("national").key))

    assert preview_removal(own, "national", keys, TODAY).total("gone") == 1


def test_a_definition_that_changes_its_name_alone_changes_no_target(own: Tracker) -> None:
    publish(own, FIBRE, FIGURES, TARGET)
    preview = preview_file(own, checked(own, FIBRE.replace("Fibre backbone", "National fibre")), TODAY)

    assert (preview.total("changed"), preview.consequences) == (1, ())
    assert changes_since(own, INDICATORS, 0).new == 1


def test_rows_whose_indicator_went_at_the_same_moment_wait(own: Tracker) -> None:
    publish(own, FIBRE, FIGURES, TARGET)
    empty = own.store.read(INDICATORS).slice(0, 0)
    tables = {name: own.store.read(name) for name in ("national", TARGETS, "population")}
    state = own.build_state("", tables | {INDICATORS: empty})

    assert not state.world.book.of("ken_fibre_km", "KEN")
    assert "KEN-F1" not in state.by_id


def test_a_store_from_before_gets_the_datasets_without_harm(tmp_path: Path) -> None:
    names = ("internet_access", "affordability", "ewaste", "headlines", "population")
    old = (Layout("observations", kind_of("national").schema, names),)
    Store.open(tmp_path / "store", old, seeds=lambda: {name: load_builtin(name) for name in names}, clock=moment_now)
    tracker = open_tracker(tmp_path / "store", moment_now)
    empty: pa.Table = tracker.store.read("national")

    assert (empty.num_rows, tracker.reference) == (0, tracker.built_in)
    publish(tracker, FIBRE, FIGURES)
    assert tracker.store.history("national")[0].revision == 1
    assert tracker.store.read("internet_access").num_rows == load_builtin("internet_access").num_rows


def test_units_are_called_as_the_reference_data_that_is_looked_at_calls_them(own: Tracker) -> None:
    publish(own, FIBRE)
    first = own.store.snapshot()
    preview_file(own, checked(own, FIBRE.replace(",km,", ",miles,")), TODAY)
    assert own.reference.unit_words == {"KM": "km"}

    publish(own, FIBRE.replace(",km,", ",kilometres,"))
    assert own.reference.unit_words == {"KM": "kilometres"}
    assert own.reference_of(first).unit_words == {"KM": "km"}


def test_names_of_units_are_those_of_one_session_and_no_others() -> None:
    speak_of_units({"KM": "km"})
    with ThreadPoolExecutor(max_workers=1) as other:
        other.submit(speak_of_units, {"KM": "kilometres"}).result()
        elsewhere = other.submit(unit_words, "KM").result()

    assert (unit_words("KM"), elsewhere, Context().run(unit_words, "KM")) == ("km", "kilometres", "KM")
