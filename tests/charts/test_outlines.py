"""Outlines behind other marks: on plain axes, silent, and small where the whole world is drawn."""

import plotly.graph_objects as go

from charts.map import draw_outlines, view_of
from data.geometry import bounds_of

LARGEST_BACKGROUND = 150_000


def test_outlines_are_one_silent_trace() -> None:
    trace = draw_outlines("light", countries=["KEN", "UGA", "WLD"])

    assert isinstance(trace, go.Scatter)
    assert (trace.hoverinfo, trace.fill) == ("skip", "toself")
    assert min(one for one in trace.x if one is not None) > 29


def test_background_of_the_world_is_small_enough_for_the_wire() -> None:
    assert len(draw_outlines("dark", projected=True, coarse=True).to_json()) < LARGEST_BACKGROUND


def test_coarse_outlines_keep_small_countries() -> None:
    assert draw_outlines("light", countries=["NRU"], coarse=True).x


def test_a_country_over_the_date_line_hangs_together() -> None:
    bounds = bounds_of("RUS")
    assert bounds is not None
    trace = draw_outlines("light", countries=["RUS"], west=bounds.west - 1)

    assert max(one for one in trace.x if one is not None) > 185
    assert min(one for one in trace.x if one is not None) > 0


def test_view_has_one_scale_in_both_directions() -> None:
    bounds = bounds_of("KEN")
    assert bounds is not None
    found = view_of(bounds)

    assert found["xaxis"]["range"][0] < 33.95
    assert found["yaxis"]["scaleratio"] > 1
    assert found["yaxis"]["scaleanchor"] == "x"
