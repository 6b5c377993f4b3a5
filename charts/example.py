"""The mark on a picture of invented data: it goes along when the picture is saved."""

import plotly.graph_objects as go

from charts.theme import PALETTES, Mode


def mark_example(figure: go.Figure, words: str, mode: Mode) -> None:
    """Write across a figure, in place, that what it shows is invented."""
    figure.add_annotation(
        text=words,
        xref="paper",
        yref="paper",
        x=0.5,
        y=0.5,
        showarrow=False,
        textangle=-12,
        opacity=0.35,
        font={"size": 24, "color": PALETTES[mode].target},
    )
