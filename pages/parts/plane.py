"""What pictures of points between two axes have in common: how points, axes and the room around them look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.parts import palette

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages.parts.drawing import Picture, Point


def points(
    picture: Picture, at: Sequence[Point], hovers: Sequence[str], marker: dict[str, object], **more: object
) -> None:
    """Add points, each with what is said under the mouse: markup, so what people wrote is escaped before."""
    picture.trace(
        "scatter",
        x=[x for x, _ in at],
        y=[y for _, y in at],
        mode="markers",
        marker={"opacity": 1, **marker},
        hovertext=list(hovers),
        hovertemplate="%{hovertext}<extra></extra>",
        **more,
    )


def line(picture: Picture, at: Sequence[Point], look: dict[str, object]) -> None:
    """Add a line through places, about which nothing is said."""
    xs, ys = [x for x, _ in at], [y for _, y in at]
    picture.trace("scatter", x=xs, y=ys, mode="lines", line=look, hoverinfo="skip")


def axis(title: str, least: float, most: float, **further: object) -> dict[str, object]:
    """Give an axis with its title and its range, the whole of it in sight and nothing to zoom."""
    return {
        "title": {"text": title, "standoff": 8, "font": {"size": 13, "color": palette.PAGE_TEXT}},
        "range": [least, most],
        "fixedrange": True,
        "zeroline": False,
        "showgrid": True,
        "gridcolor": palette.QUIET_LINE,
        "tickfont": {"size": 13, "color": palette.PAGE_TEXT},
        "nticks": 6,
        "automargin": True,
        **further,
    }


def lay_out(
    picture: Picture, height: int, x: dict[str, object], y: dict[str, object], **further: object
) -> None:
    """Give a picture its height and its two axes."""
    picture.lay_out(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        showlegend=False,
        dragmode=False,
        hoverlabel={"align": "left"},
        font={"color": palette.PAGE_TEXT},
        xaxis=x,
        yaxis=y,
        **further,
    )
