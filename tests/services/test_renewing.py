"""Newer built-in figures are noticed and previewed; they touch nothing that somebody changed here."""

import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clock import moment_now
from data.builtin import DATASETS, ROOT, builtin_digest, load_builtin
from data.readers import ReadOptions
from data.reference import load_reference
from data.schemas.observation import COLUMNS
from data.store import DatasetMoved, Store
from services.checking import check_file
from services.difference import compare_states
from services.publishing import Who, publish_file, publish_preview
from services.renewing import find_renewals, newest_digest, preview_renewal
from services.tracker import Tracker, layouts, open_tracker

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


def test_newer_figures_of_a_dataset_are_offered_with_what_the_product_no_longer_has(own: Tracker, newer: Path) -> None:
    assert find_renewals(own, newer) == ("ewaste",)

    difference = preview_renewal(own, "ewaste", TODAY, newer).differences["ewaste"]
    assert (difference.new, difference.changed, difference.gone) == (0, 1, 1)


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
        monkeypatch.setattr("services.renewing.compare_states", compare_states)
        check = check_file(own, (HEADER + line).encode(), "own.csv", ReadOptions(), TODAY)
        publish_file(own, check, Who("Ben", "corrected"), TODAY)
        return compare_states(*arguments, **options)

    monkeypatch.setattr("services.renewing.compare_states", meanwhile)
    preview = preview_renewal(own, "ewaste", TODAY, newer)

    with pytest.raises(DatasetMoved):
        publish_preview(own, preview, Who("Ana", "new version"), "built-in")


# A few rows of the built-in files as they were before November 2026, and what the product says of them now.
HEAD = ",".join(COLUMNS)
FF25 = '"ITU, Measuring digital development: Facts and Figures 2025",Facts and Figures 2025,2025-11,'
DATAHUB = '"ITU DataHub, ICT price baskets (fixed broadband, 5 GB)",ITU DataHub 2025-12,2025-12,'
WORKBOOK = (
    '"ITU, ICT Price Baskets, historical data series, December 2025 release",ITU ICT Price Baskets 2025-12,2025-12,'
)
OLD_FILES = {
    "itu/internet_access.csv": [
        f"coverage_4g,WLD,2025,_T,_T,_T,_T,93,PT_POP,E,,{FF25}",
        f"coverage_5g,WLD,2025,_T,_T,_T,_T,55,PT_POP,E,,{FF25}",
    ],
    "itu/affordability.csv": [
        f"fixed_basket,NZL,2024,_T,_T,_T,_T,0.7,PT_GNIPC,A,,{DATAHUB}",
        f"fixed_basket,XKX,2024,_T,_T,_T,_T,2.14,PT_GNIPC,A,,{DATAHUB}",
    ],
}
NEW_FILES = {
    "itu/internet_access.csv": [
        f"coverage_4g,WLD,2024,_T,_T,_T,_T,93,PT_POP,E,,{FF25}",
        f"coverage_5g,WLD,2024,_T,_T,_T,_T,55,PT_POP,E,,{FF25}",
    ],
    "itu/affordability.csv": [
        f"fixed_basket,NZL,2024,_T,_T,_T,_T,0.93,PT_GNIPC,A,,{WORKBOOK}",
        f"fixed_basket,XKX,2024,_T,_T,_T,_T,2.14,PT_GNIPC,A,,{DATAHUB}",
    ],
    "facts/internet_access.csv": [
        f"mobile_ownership,WLD,2025,_T,_T,_T,_T,82,PT_POP,E,,{FF25}second hand",
    ],
}


def write_builtin(folder: Path, files: Mapping[str, Sequence[str]]) -> Path:
    """Write built-in files of a few rows, and return their folder."""
    for name, rows in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def now(tmp_path: Path) -> Path:
    """Return the built-in files of today, a few rows of them."""
    return write_builtin(tmp_path / "now", NEW_FILES)


@pytest.fixture
def earlier(tmp_path: Path) -> Tracker:
    """Return the tracker of a store that was made with the built-in files of before."""
    root = write_builtin(tmp_path / "earlier", OLD_FILES)
    store = Store.open(
        tmp_path / "earlier_store",
        layouts(),
        seeds=lambda: {name: load_builtin(name, root) for name in DATASETS},
        digests=lambda: {name: builtin_digest(name, root) for name in DATASETS},
        clock=moment_now,
    )
    return Tracker(store, load_reference())


def take_over(tracker: Tracker, dataset: str, root: Path) -> list[tuple[str, str, str, float, str]]:
    """Take over the newer figures of a dataset, and return all its rows: indicator, area, year, value, edition."""
    preview = preview_renewal(tracker, dataset, TODAY, root)
    publish_preview(tracker, preview, Who("Ana", "new version"), "built-in", sha256=newest_digest(dataset, root))
    names = ("indicator", "ref_area", "time_period", "obs_value", "edition")
    return sorted(tuple(row[name] for name in names) for row in tracker.store.read(dataset).to_pylist())


def correct(tracker: Tracker, indicator: str, ref_area: str, year: int, value: float, edition: str) -> None:
    """Publish a correction of one figure."""
    written = f"{HEADER}{indicator},{ref_area},{year},{value},{edition}\n".encode()
    publish_file(tracker, check_file(tracker, written, "own.csv", ReadOptions(), TODAY), Who("Ben", "right"), TODAY)


def test_a_store_of_before_is_offered_the_datasets_whose_figures_are_newer(earlier: Tracker, now: Path) -> None:
    assert find_renewals(earlier, now) == ("internet_access", "affordability")


def test_a_built_in_figure_whose_year_was_put_right_is_replaced_not_left_beside_the_new_one(
    earlier: Tracker, now: Path
) -> None:
    edition = "Facts and Figures 2025"

    assert take_over(earlier, "internet_access", now) == [
        ("coverage_4g", "WLD", "2024", 93.0, edition),
        ("coverage_5g", "WLD", "2024", 55.0, edition),
        ("mobile_ownership", "WLD", "2025", 82.0, edition),
    ]
    assert [one.certainty for one in earlier.state().world.book.evidence_of("mobile_ownership", "WLD")] == [
        "second hand"
    ]


def test_a_price_that_was_revised_replaces_the_one_of_before(earlier: Tracker, now: Path) -> None:
    assert take_over(earlier, "affordability", now) == [
        ("fixed_basket", "NZL", "2024", 0.93, "ITU ICT Price Baskets 2025-12"),
        ("fixed_basket", "XKX", "2024", 2.14, "ITU DataHub 2025-12"),
    ]


def test_a_figure_that_somebody_corrected_survives_newer_built_in_ones(earlier: Tracker, now: Path) -> None:
    correct(earlier, "coverage_4g", "WLD", 2025, 94.5, "Facts and Figures 2025")
    correct(earlier, "coverage_5g", "WLD", 2024, 56.5, "Facts and Figures 2025")

    found = take_over(earlier, "internet_access", now)

    assert ("coverage_4g", "WLD", "2025", 94.5, "Facts and Figures 2025") in found
    assert ("coverage_5g", "WLD", "2024", 56.5, "Facts and Figures 2025") in found
    assert ("coverage_5g", "WLD", "2025", 55.0, "Facts and Figures 2025") not in found


def test_a_correction_survives_a_second_renewal_too(earlier: Tracker, now: Path) -> None:
    correct(earlier, "fixed_basket", "XKX", 2024, 2.5, "ITU DataHub 2025-12")
    take_over(earlier, "affordability", now)
    path = now / "itu" / "affordability.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("0.93", "0.95").replace("2.14", "2.15"), encoding="utf-8")

    assert take_over(earlier, "affordability", now) == [
        ("fixed_basket", "NZL", "2024", 0.95, "ITU ICT Price Baskets 2025-12"),
        ("fixed_basket", "XKX", "2024", 2.5, "ITU DataHub 2025-12"),
    ]


def test_figures_of_a_folder_that_was_taken_out_stay_though_evidence_of_their_edition_is_left(
    earlier: Tracker, now: Path
) -> None:
    shutil.rmtree(now / "itu")

    found = take_over(earlier, "internet_access", now)

    assert {row[:3] for row in found} == {
        ("coverage_4g", "WLD", "2025"),
        ("coverage_5g", "WLD", "2025"),
        ("mobile_ownership", "WLD", "2025"),
    }
