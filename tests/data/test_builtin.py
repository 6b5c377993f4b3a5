"""The built-in datasets: whole, valid row by row, and the figures that their sources published."""

import csv
import shutil
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from data import builtin
from data.builtin import (
    DATASETS,
    builtin_digest,
    builtin_paths,
    load_builtin,
)
from data.datasets import kind_of
from data.reference import load_reference
from data.schemas.observation import COLUMNS, KEY, Observation
from data.schemas.target import Target

TODAY = date(2026, 11, 22)
REFERENCE = load_reference()
RULES = REFERENCE.rules(TODAY)
OBSERVATIONS = tuple(name for name in DATASETS if name != "targets")
FIGURES = Path(__file__).parents[3] / "shared" / "figures"
needs_figures = pytest.mark.skipif(
    not FIGURES.is_dir(), reason="the figures are not beside the project: ../shared/figures does not exist"
)
TIMELINES = {
    "giga_timeline.csv": ("Giga headlines", "2024-12"),
    "p2c_timeline.csv": ("P2C headlines", "2026-03"),
}
Row = Mapping[str, str]


@pytest.fixture
def without_itu(tmp_path: Path) -> Path:
    """Return a copy of the built-in datasets from which the folder of ITU was removed."""
    return Path(shutil.copytree(builtin.ROOT, tmp_path / "builtin", ignore=shutil.ignore_patterns("itu")))


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a CSV file as texts."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def value_of(dataset: str, **wanted: str) -> float:
    """Return the value of the one observation with these cells; parts are totals where they are not named."""
    cells = {"sex": "_T", "age": "_T", "urbanisation": "_T", "breakdown": "_T", **wanted}
    found = [
        row["obs_value"]
        for row in load_builtin(dataset).to_pylist()
        if all(row[name] == cell for name, cell in cells.items())
    ]
    assert len(found) == 1, found
    return float(found[0])


FILES = tuple(path for dataset in OBSERVATIONS for path in builtin_paths(dataset))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_row_of_a_builtin_file_passes_the_model_and_names_its_source(path: Path) -> None:
    rows = read_rows(path)

    assert list(rows[0]) == list(COLUMNS)
    for row in rows:
        made = Observation.model_validate(row, context=RULES)
        assert made.obs_value is not None
        assert all((made.source, made.edition, made.released or made.certainty == "proxy", made.unit_measure))
        assert RULES.indicators[made.indicator].dataset == path.stem
        assert made.obs_value != 0 or RULES.indicators[made.indicator].zero_means == "value"


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_builtin_file_is_sorted_by_its_key_and_writes_numbers_plainly(path: Path) -> None:
    rows = read_rows(path)
    keys = [tuple(row[name] for name in KEY) for row in rows]

    assert keys == sorted(keys)
    assert not [row for row in rows if "e" in row["obs_value"].lower()]


def test_every_target_passes_its_model_and_belongs_to_a_known_framework() -> None:
    (path,) = builtin_paths("targets")

    for row in read_rows(path):
        target = Target.model_validate(row, context=RULES)
        assert target.framework in REFERENCE.frameworks
        assert target.how_measured


@pytest.mark.parametrize("target", [row["target_id"] for row in load_builtin("targets").to_pylist()])
def test_every_target_has_a_source(target: str) -> None:
    (row,) = (row for row in load_builtin("targets").to_pylist() if row["target_id"] == target)

    assert row["source"]
    assert REFERENCE.frameworks[row["framework"]].source
    assert REFERENCE.indicators[row["indicator"]].source


def test_a_target_is_in_the_unit_of_its_indicator_unless_it_is_a_share_of_counts() -> None:
    other = [
        row["target_id"]
        for row in load_builtin("targets").to_pylist()
        if row["unit_measure"] not in ("", REFERENCE.indicators[row["indicator"]].unit_measure)
    ]

    assert other == ["SP2020-3.3"]


@pytest.mark.parametrize(
    ("dataset", "rows"),
    [
        ("internet_access", 23606),
        ("affordability", 3537),
        ("ewaste", 7865),
        ("headlines", 56),
        ("population", 5798),
        ("targets", 53),
    ],
)
def test_a_dataset_has_as_many_rows_as_the_figures_it_was_made_from(dataset: str, rows: int) -> None:
    assert load_builtin(dataset).num_rows == rows


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_dataset_has_the_columns_and_types_of_its_schema(dataset: str) -> None:
    table = load_builtin(dataset)

    assert table.schema.equals(kind_of(dataset).schema)
    texts = [name for name in table.column_names if pa.types.is_string(table.schema.field(name).type)]
    assert all(table[name].null_count == 0 for name in texts)


@pytest.mark.parametrize("dataset", OBSERVATIONS)
def test_no_key_stands_twice_in_a_dataset(dataset: str) -> None:
    keys = [tuple(row[name] for name in KEY) for row in load_builtin(dataset).to_pylist()]

    assert len(keys) == len(set(keys))


def test_no_target_stands_twice() -> None:
    names = load_builtin("targets")["target_id"].to_pylist()

    assert len(names) == len(set(names))


WDI = {"indicator": "individuals_online", "edition": "WDI 2026-07-13"}
GEM = {"ref_area": "WLD"}
MONEY = {"indicator": "p2c_pledged_value", "ref_area": "WLD", "edition": "P2C headlines"}


@pytest.mark.parametrize(
    ("dataset", "cells", "value"),
    [
        ("internet_access", {**WDI, "ref_area": "WLD", "time_period": "2025"}, 73.6),
        ("internet_access", {**WDI, "ref_area": "WLD", "time_period": "2024"}, 71.2),
        ("internet_access", {**WDI, "ref_area": "WLD", "time_period": "2023"}, 69.2),
        ("internet_access", {**WDI, "ref_area": "LDC", "time_period": "2023"}, 29.9),
        ("internet_access", {**WDI, "ref_area": "LDC", "time_period": "2024"}, 31.4),
        ("ewaste", {**GEM, "indicator": "ewaste_legislation_countries", "time_period": "2019"}, 78),
        ("ewaste", {**GEM, "indicator": "ewaste_recycling_rate", "time_period": "2022"}, 22.3),
        ("headlines", {**MONEY, "time_period": "2026-03-04"}, 82e9),
        ("headlines", {**MONEY, "time_period": "2022-06-09"}, 18.55e9),
        (
            "headlines",
            {**MONEY, "time_period": "2023-12-06", "breakdown": "recipient region Africa"},
            17.24e9,
        ),
        ("headlines", {"indicator": "giga_schools_mapped", "time_period": "2024-12"}, 2.1e6),
        ("population", {"indicator": "population", "ref_area": "WLD", "time_period": "2025"}, 8215424893),
    ],
)
def test_a_builtin_figure_is_the_published_one(dataset: str, cells: Mapping[str, str], value: float) -> None:
    assert value_of(dataset, **cells) == pytest.approx(value, abs=0.05)


def test_a_headline_keeps_its_qualifier_and_certainty() -> None:
    (row,) = (
        row
        for row in load_builtin("headlines").to_pylist()
        if row["indicator"] == "p2c_pledged_value" and row["time_period"] == "2026-03-04"
    )

    assert (row["qualifier"], row["certainty"], row["released"]) == ("more than", "seen in source", "2026-03")


def test_figures_of_itu_stand_in_its_folder_alone() -> None:
    outside = [path for path in FILES if path.parent.name != "itu"]

    assert all(
        row["source"].startswith("World Bank")
        for path in outside
        if path.parent.name == "worldbank"
        for row in read_rows(path)
    )
    assert not [row for path in outside for row in read_rows(path) if "DataHub" in row["source"]]


@pytest.mark.parametrize("folder", builtin.FOLDERS)
def test_every_folder_says_its_licence_or_its_sources(folder: str) -> None:
    assert (builtin.ROOT / folder / "LICENCE.md").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize(
    ("dataset", "rows"),
    [
        ("internet_access", 7249),
        ("affordability", 0),
        ("ewaste", 7818),
        ("headlines", 56),
        ("population", 5798),
        ("targets", 53),
    ],
)
def test_without_the_folder_of_itu_the_rest_still_loads(without_itu: Path, dataset: str, rows: int) -> None:
    table = load_builtin(dataset, without_itu)

    assert table.num_rows == rows
    assert table.schema.equals(load_builtin(dataset).schema)


def test_the_digest_changes_with_the_files_and_only_with_them(without_itu: Path) -> None:
    assert builtin_digest("targets", without_itu) == builtin_digest("targets")
    assert builtin_digest("internet_access", without_itu) != builtin_digest("internet_access")
    assert len(builtin_digest("ewaste")) == len(builtin_digest("ewaste", without_itu)) == 64


def test_an_unknown_dataset_is_refused_with_the_names_of_the_known() -> None:
    with pytest.raises(ValueError, match="'schools' is no dataset; there are internet_access"):
        load_builtin("schools")


def same_figure(ours: Row, theirs: Row) -> bool:
    """Return whether a built-in row says what the figure says: numbers as numbers, all else by letter."""
    texts = all(ours[name] == cell for name, cell in theirs.items() if name not in ("obs_value", "breakdown"))
    return texts and float(ours["obs_value"]) == float(theirs["obs_value"])


def find_key(row: Row, edition: str) -> tuple[str, ...]:
    """Return the key of a figure in our schema."""
    defaults = {"sex": "_T", "age": "_T", "urbanisation": "_T", "breakdown": "_T", "edition": edition}
    return tuple(row.get(name) or defaults[name] for name in KEY)


def ours_by_key(dataset: str) -> dict[tuple[str, ...], Row]:
    """Return the built-in rows of a dataset by their key."""
    rows = [row for path in builtin_paths(dataset) for row in read_rows(path)]
    return {tuple(row[name] for name in KEY): row for row in rows}


MORE: Mapping[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "internet_access": (
        "internet_access.csv",
        (
            ("itu_aggregates_2024-11.csv", ""),
            ("itu_datahub_2025-12_coverage_3g_5g.csv", ""),
            ("itu_datahub_2025-12_subscriptions.csv", ""),
            ("text_facts_and_figures_2022_2023_mobile.csv", ""),
            ("un_sdg_2020-10_internet_access.csv", ""),
            ("unsd_gender_2021-09_mobile_ownership.csv", ""),
            ("derived_fast_broadband_world.csv", "own count"),
            ("second_hand_facts_and_figures_2025.csv", "second hand"),
            ("proxy_broadband_plans.csv", "proxy"),
        ),
    ),
    "affordability": ("affordability.csv", (("itu_price_baskets_2025-12.csv", ""),)),
    "ewaste": (
        "ewaste.csv",
        (("un_sdg_2020-10_ewaste.csv", ""), ("second_hand_ewaste_legislation.csv", "second hand")),
    ),
    "population": ("population.csv", ()),
}
WORKBOOK = "ITU ICT Price Baskets 2025-12"
DATAHUB = "ITU DataHub 2025-12"


def collected(dataset: str) -> list[tuple[Row, str]]:
    """Return the rows of the collection that make a dataset, each with its certainty, as the README says."""
    first, others = MORE[dataset]
    newer = [(row, sure) for name, sure in others for row in read_rows(FIGURES / "more" / name)]
    stated = {(row["indicator"], row["ref_area"], row["time_period"]) for row, _ in newer if row["edition"] == WORKBOOK}
    older = [
        {**row, "time_period": "2024"} if is_coverage_of_2024(row) else row
        for row in read_rows(FIGURES / first)
        if row["edition"] != DATAHUB or (row["indicator"], row["ref_area"], row["time_period"]) not in stated
    ]
    return [*((row, "") for row in older), *newer]


def is_coverage_of_2024(row: Row) -> bool:
    """Return whether the collection dates a figure 2025 that its methodology heads 'end-2024 estimates'."""
    return row["edition"] == "Facts and Figures 2025" and row["indicator"].startswith("coverage_")


@needs_figures
@pytest.mark.parametrize("dataset", MORE)
def test_every_observation_is_the_figure_it_was_made_from(dataset: str) -> None:
    ours = ours_by_key(dataset)
    figures = collected(dataset)

    assert len(figures) == len(ours)
    for row, certainty in figures:
        found = ours[find_key(row, "")]
        assert same_figure(found, row)
        assert found["certainty"] == certainty


@needs_figures
def test_every_headline_is_the_figure_it_was_made_from() -> None:
    ours = ours_by_key("headlines")
    figures = [(row, *named) for name, named in TIMELINES.items() for row in read_rows(FIGURES / name)]

    assert len(figures) == len(ours)
    for row, edition, released in figures:
        found = ours[find_key(row, edition)]
        assert same_figure(found, row)
        assert found["released"] == released


@needs_figures
def test_every_target_is_the_figure_it_was_made_from() -> None:
    (path,) = builtin_paths("targets")
    # The figures name no source, and their notes are our working notes; the built-in ones are worded for readers.
    # What a second search found (targets_checked.csv) changed the wording of M1 and M2, made M7 three, and decided
    # what counts as seen.
    left_out = {"source", "note", "wording_verified", "value_verified"}
    reworded = {"UMC2030-M1", "UMC2030-M2", "UMC2030-M7", "UMC2030-M7b", "UMC2030-M7c"}

    ours, theirs = (
        [
            {name: cell for name, cell in row.items() if name not in left_out}
            for row in read_rows(one)
            if row["target_id"] not in reworded
        ]
        for one in (path, FIGURES / "targets.csv")
    )

    assert len(ours) == 48
    assert ours == theirs


@needs_figures
def test_what_a_second_search_confirmed_or_did_not_find_is_what_the_targets_say() -> None:
    (path,) = builtin_paths("targets")
    ours = {row["target_id"]: row for row in read_rows(path)}

    for checked in read_rows(FIGURES / "more" / "targets_checked.csv"):
        row, result = ours[checked["target_id"]], checked["result"]
        both = row["wording_verified"] + row["value_verified"]
        if result.startswith("confirmed") or "wording differs" in result:
            assert both == "YY" and "seen in" in row["source"], checked["target_id"]
        elif result == "still unverifiable":
            assert row["wording_verified"] == "N", checked["target_id"]


@pytest.mark.parametrize(
    ("target_id", "wording"),
    [
        ("UMC2030-M1", "70% of connected individuals have basic digital skills"),
        ("UMC2030-M2", "50% of connected individuals have intermediate digital skills"),
        ("UMC2030-M7", "Every school has a download speed of at least 20 Mbit/s"),
        ("UMC2030-M7b", "Every school has 50 kbit/s for each student"),
        ("UMC2030-M7c", "Every school has a data allowance of at least 200 GB"),
    ],
)
def test_targets_of_skills_and_of_schools_are_worded_as_the_source_lists_them(target_id: str, wording: str) -> None:
    (row,) = (row for row in load_builtin("targets").to_pylist() if row["target_id"] == target_id)

    assert row["wording"] == wording
    assert row["wording_verified"] and row["value_verified"]


PRICES = {"edition": "ITU ICT Price Baskets 2025-12"}


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        ({**PRICES, "indicator": "fixed_basket", "ref_area": "NZL", "time_period": "2024"}, 0.93),
        ({**PRICES, "indicator": "fixed_basket", "ref_area": "PSE", "time_period": "2023"}, 1.59),
        ({**PRICES, "indicator": "mobile_basket_5gb", "ref_area": "PSE", "time_period": "2023"}, 0.98),
        ({**PRICES, "indicator": "mobile_basket_5gb", "ref_area": "RWA", "time_period": "2024"}, 2.11),
    ],
)
def test_a_price_that_was_revised_is_the_workbooks(cells: Mapping[str, str], value: float) -> None:
    assert value_of("affordability", **cells) == value


def test_no_price_of_an_area_and_year_stands_in_two_editions_of_december_2025() -> None:
    rows = [row for row in load_builtin("affordability").to_pylist() if row["released"] == "2025-12"]
    keys = [(row["indicator"], row["ref_area"], row["time_period"]) for row in rows]

    assert len(keys) == len(set(keys))
    assert {row["ref_area"] for row in rows if row["edition"] == "ITU DataHub 2025-12"} == {"XKX"}


def test_coverage_of_facts_and_figures_2025_is_of_2024() -> None:
    rows = load_builtin("internet_access").to_pylist()
    found = [row for row in rows if row["edition"] == "Facts and Figures 2025" and "coverage" in row["indicator"]]

    assert len(found) == 12
    assert {row["time_period"] for row in found} == {"2024"}


def test_recycling_rates_above_100_that_the_source_states_are_kept() -> None:
    rows = [row for row in load_builtin("ewaste").to_pylist() if row["indicator"] == "ewaste_recycling_rate"]

    found = {(row["ref_area"], row["time_period"]): row["obs_value"] for row in rows if row["obs_value"] > 100}

    assert len(found) == 2
    assert max(found.values()) == pytest.approx(271.3, abs=0.05)


def test_evidence_is_what_others_quote_what_stands_in_and_what_was_counted_here() -> None:
    rows = [row for dataset in OBSERVATIONS for row in load_builtin(dataset).to_pylist()]

    assert Counter(row["certainty"] for row in rows) == {
        "": len(rows) - 79,
        "seen in source": 56,
        "second hand": 13,
        "proxy": 2,
        "own count": 8,
    }
