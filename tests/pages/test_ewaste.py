"""E-waste: rate and tonnes of one edition, the projection apart, regions side by side, countries with legislation."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from data import builtin
from tests.pages.sessions import Session

OpenPage = Callable[..., Session]


def traces(figure: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one for one in figure["data"] if one.get("meta") == kind]


def test_page_answers_for_the_world_with_the_gap_in_tonnes(open_page: OpenPage) -> None:
    session = open_page("ewaste")
    words = session.words.replace("\xa0", " ")

    assert not session.app.error
    assert "22.3 % of the e-waste of the world was documented as collected and recycled in 2022" in words
    assert "SP2020 3.2 Not met 7.7 points missing to 30 % by 2023" in words
    assert "Generated 62 million tonnes" in words
    assert "Not documented as recycled 48.2 million tonnes generated minus recycled" in words
    assert "Missing to 30 % 4.8 million tonnes 30 % of what was generated, minus what was recycled" in words
    assert "Generated per head 7.8 kg per head" in words
    assert "78 of 193 countries had e-waste legislation, a policy or a regulation in 2019: 40.4 %" in words


def test_projection_of_the_publisher_is_drawn_apart(open_page: OpenPage) -> None:
    session = open_page("ewaste")
    rate, masses, *_ = (figure for _, figure in session.charts)

    assert [one["y"] for one in traces(rate, "observed")] == [[22.3]]
    assert [one["line"]["dash"] for one in traces(rate, "forecast")] == ["dot"]
    assert [one["x"][-1] for one in traces(masses, "forecast")] == [2030]
    assert "The publisher's own projection for 2030 is 82 million tonnes [Global E-waste Monitor 2024]" in session.words


def test_regions_stand_side_by_side_with_words(open_page: OpenPage) -> None:
    session = open_page("ewaste")
    names = [name for name, _ in session.charts]
    regions = next(name for name in names if name.startswith("E-waste recycling rates: Europe (M49) 42.5 %"))

    assert "Asia (M49): 11.7 % in 2019 [Global E-waste Monitor 2020]" in regions
    assert "Africa (M49): 0.9 %" in regions
    assert any("Asia (M49): 24.9 million tonnes generated, 2.9 million tonnes documented" in name for name in names)


def test_editions_chosen_are_lines_of_their_own(open_page: OpenPage) -> None:
    session = open_page("ewaste", edition=["Global E-waste Monitor 2020", "Global E-waste Monitor 2024"])
    lines = traces(session.charts[0][1], "observed")

    assert [one["y"] for one in lines] == [[17.4], [22.3]]
    assert "World in 2019 [Global E-waste Monitor 2020]" in session.words


def test_old_figures_of_a_region_are_called_old(open_page: OpenPage) -> None:
    session = open_page("ewaste", area="M49_142")

    assert "are from 2019" in session.words
    assert "worked out from the rate of 11.7 %" in session.words.replace("\xa0", " ")


def test_area_without_figures_says_so_and_who_has_some(open_page: OpenPage) -> None:
    session = open_page("ewaste", area="VAT")

    assert not session.app.error
    assert "There are no e\\-waste figures for the Holy See\\. There are figures for" in session.words
    assert "How do the regions compare?" in session.words


def test_page_without_any_figure_says_what_to_do(
    open_page: OpenPage, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(store)
    root = Path(shutil.copytree(builtin.ROOT, tmp_path / "builtin", ignore=shutil.ignore_patterns("itu", "un")))
    monkeypatch.setattr("services.tracker.load_builtin", partial(builtin.load_builtin, root=root))
    session = open_page("ewaste")

    assert not session.app.error
    assert "There are no e-waste figures yet." in session.words
    assert session.charts == []


def test_charts_of_the_page_share_the_years(open_page: OpenPage) -> None:
    across = [one["layout"]["xaxis"]["range"] for _, one in open_page("ewaste").charts if traces(one, "observed")]

    assert len(across) == 3
    assert across[0] == across[1] == across[2]
