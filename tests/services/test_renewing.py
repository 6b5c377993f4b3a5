"""Newer built-in figures are noticed and previewed; they touch nothing that somebody changed here."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clock import moment_now
from data.builtin import DATASETS, ROOT, builtin_digest
from data.readers import ReadOptions
from data.store import DatasetMoved
from services.checking import check_file
from services.difference import merge_rows
from services.publishing import Who, publish_file, publish_preview
from services.renewing import find_renewals, newest_digest, preview_renewal
from services.tracker import Tracker, open_tracker

TODAY = date(2026, 11, 22)
HEADER = "indicator,ref_area,time_period,obs_value,edition\n"


@pytest.fixture
def own(tmp_path: Path) -> Tracker:
    """Return a tracker of the test's own."""
    return open_tracker(tmp_path / "store", moment_now)


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """Return the built-in figures of a later version: one row of e-waste changed, one gone."""
    folder = tmp_path / "builtin"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    path = folder / "itu" / "ewaste.csv"
    head, first, second, *rest = path.read_text(encoding="utf-8").splitlines()
    del second
    cells = first.split(",")
    cells[7] = "7.75"
    path.write_text("\n".join([head, ",".join(cells), *rest]) + "\n", encoding="utf-8")
    return folder


def test_revision_0_remembers_the_files_it_was_made_from(own: Tracker) -> None:
    for dataset in DATASETS:
        assert own.store.history(dataset)[0].sha256 == builtin_digest(dataset)


def test_nothing_is_offered_while_the_figures_are_the_same(own: Tracker) -> None:
    assert find_renewals(own) == ()


def test_newer_figures_of_a_dataset_are_offered_and_nothing_is_removed(own: Tracker, newer: Path) -> None:
    assert find_renewals(own, newer) == ("ewaste",)

    difference = preview_renewal(own, "ewaste", TODAY, newer).differences["ewaste"]
    assert (difference.new, difference.changed, difference.gone) == (0, 1, 0)


def test_figures_taken_over_are_not_offered_again(own: Tracker, newer: Path) -> None:
    preview = preview_renewal(own, "ewaste", TODAY, newer)
    publish_preview(own, preview, Who("Ana", "new version"), "built-in", sha256=newest_digest("ewaste", newer))

    assert find_renewals(own, newer) == ()


def test_what_was_corrected_here_stays(own: Tracker, newer: Path) -> None:
    row = own.store.read("ewaste").to_pylist()[2]
    line = f"{row['indicator']},{row['ref_area']},{row['time_period']},1.25,{row['edition']}\n"
    check = check_file(own, (HEADER + line).encode(), "own.csv", ReadOptions(), TODAY)
    publish_file(own, check, Who("Ana", "corrected"), TODAY)

    state = preview_renewal(own, "ewaste", TODAY, newer).differences["ewaste"].state

    kept = state.loc[(state["obs_value"] == 1.25) & (state["indicator"] == row["indicator"])]
    assert len(kept) == 1


def test_folder_that_was_taken_out_offers_nothing(own: Tracker, newer: Path) -> None:
    shutil.rmtree(newer / "itu")

    assert find_renewals(own, newer) == ()


def test_what_others_publish_while_newer_figures_are_looked_at_is_never_lost(
    own: Tracker, newer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = own.store.read("ewaste").to_pylist()[2]
    line = f"{row['indicator']},{row['ref_area']},{row['time_period']},1.25,{row['edition']}\n"

    def meanwhile(*arguments: Any, **options: Any) -> object:  # noqa: ANN401 - whatever is merged
        monkeypatch.setattr("services.renewing.merge_rows", merge_rows)
        check = check_file(own, (HEADER + line).encode(), "own.csv", ReadOptions(), TODAY)
        publish_file(own, check, Who("Ben", "corrected"), TODAY)
        return merge_rows(*arguments, **options)

    monkeypatch.setattr("services.renewing.merge_rows", meanwhile)
    preview = preview_renewal(own, "ewaste", TODAY, newer)

    with pytest.raises(DatasetMoved):
        publish_preview(own, preview, Who("Ana", "new version"), "built-in")
