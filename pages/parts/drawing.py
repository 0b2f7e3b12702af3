"""Pictures as plain data in Plotly's own terms, and the way to put one on the screen.

Plotly's figure objects check every property as it is set, which takes longer than all the rest of a page. The
tests check our pictures instead, with those same objects.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import plotly.io
import streamlit as st
from plotly.basedatatypes import BaseFigure

if TYPE_CHECKING:
    from collections.abc import Callable

CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
Point = tuple[float, float]


class Picture:
    """One picture: its traces, what is written on it, its lines, and its layout."""

    def __init__(self) -> None:
        """Start with nothing on it."""
        self._traces: list[dict[str, object]] = []
        self._written: list[dict[str, object]] = []
        self._lines: list[dict[str, object]] = []
        self._layout: dict[str, object] = {}

    def trace(self, kind: str, **settings: object) -> None:
        """Add bars, points or a line through points."""
        self._traces.append({"type": kind, **settings})

    def write(self, text: str, **where: object) -> None:
        """Write something at a place. The text is markup: what people wrote has to be escaped before."""
        self._written.append({"text": text, "showarrow": False, **where})

    def line(self, start: Point, end: Point, look: dict[str, object], **where: object) -> None:
        """Draw a line from one place to another."""
        (x0, y0), (x1, y1) = start, end
        self._lines.append({"type": "line", "x0": x0, "y0": y0, "x1": x1, "y1": y1, "line": look, **where})

    def lay_out(self, **settings: object) -> None:
        """Say how large the picture is, and how its axes look."""
        self._layout |= settings

    def as_plotly(self) -> dict[str, Any]:
        """Give the picture as Plotly reads it."""
        layout = self._layout | {"annotations": self._written, "shapes": self._lines}
        return {"data": self._traces, "layout": layout}


class _Drawn(BaseFigure):  # type: ignore[misc]
    """What Streamlit takes for a figure that was checked already."""

    def __init__(self, picture: Picture) -> None:
        """Take the picture, and the theme that Streamlit gives to figures."""
        self._ready = picture.as_plotly()
        self._ready["layout"]["template"] = _theme()

    def to_dict(self) -> dict[str, Any]:
        """Give the figure as it is sent."""
        return self._ready


@lru_cache(maxsize=1)
def _theme() -> object:
    return plotly.io.templates[plotly.io.templates.default].to_plotly_json()


def show(picture: Picture, *, key: str, alt: str, on_click: Callable[[], None] | None = None) -> None:
    """Put a picture on the screen, with the same in words. ``on_click`` is called when a point is clicked."""
    if on_click is None:
        st.plotly_chart(_Drawn(picture), config=CONFIG, key=key, alt=alt)
    else:
        st.plotly_chart(
            _Drawn(picture), config=CONFIG, key=key, alt=alt, on_select=on_click, selection_mode="points"
        )
