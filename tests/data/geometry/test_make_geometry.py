"""The file of shapes is made from TopoJSON: borders stay shared, features of one country become one shape."""

from typing import Any

import pytest

from data.geometry.make_geometry import make_features
from data.geometry.simplify import simplified

SQUARES: dict[str, Any] = {
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    # Two squares side by side, (0,0)-(4,4) and (4,0)-(8,4), which share the arc number 0; and a point.
    "arcs": [
        [[4, 0], [0, 4]],
        [[4, 4], [-4, 0], [0, -4], [4, 0]],
        [[4, 0], [4, 0], [0, 4], [-4, 0]],
        [[20, 20], [0, 0]],
    ],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"a3": "SOM"}},
                {"type": "MultiPolygon", "arcs": [[[2, ~0]]], "properties": {"a3": "SOL"}},
                {"type": "Polygon", "arcs": [[3]], "properties": {"a3": "VAT"}},
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"a3": "ATA"}},
            ]
        }
    },
}


def features() -> dict[str, Any]:
    return {one["id"]: one for one in make_features(SQUARES)}


def test_features_that_belong_together_have_no_border_between_them() -> None:
    ((ring,),) = features()["SOM"]["geometry"]["coordinates"]

    assert ring[0] == ring[-1]
    assert set(ring) == {(0, 0), (4, 0), (8, 0), (8, 4), (4, 4), (0, 4)}


def test_a_country_that_is_a_point_becomes_a_small_square() -> None:
    ((ring,),) = features()["VAT"]["geometry"]["coordinates"]

    assert len(ring) == 5
    assert features()["VAT"]["properties"]["middle"] == (20, 20)


def test_antarctica_is_left_out() -> None:
    assert set(features()) == {"SOM", "VAT"}


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        pytest.param([(0, 0), (1, 0.01), (2, 0)], [(0, 0), (2, 0)], id="nearly straight"),
        pytest.param([(0, 0), (1, 1), (2, 0)], [(0, 0), (1, 1), (2, 0)], id="a corner"),
        pytest.param([(0, 0), (2, 0)], [(0, 0), (2, 0)], id="two ends"),
    ],
)
def test_points_that_matter_little_go(line: list[tuple[float, float]], kept: list[tuple[float, float]]) -> None:
    assert simplified(line, 0.1) == kept


def test_an_island_keeps_three_corners() -> None:
    island = [(0, 0), (0.01, 0), (0.02, 0.01), (0.01, 0.02), (0, 0.01), (0, 0)]

    assert len(simplified(island, 1.0)) == 4
