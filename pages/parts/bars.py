"""Bars with their names above them and their figures beside them, in words: the one look of our bar charts.

Heights are counted in pixels, so that a picture reads the same on a phone and on a desk.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from pages.parts import palette
from pages.parts.drawing import Picture

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINE = 19
_NAME_CHARACTERS = 50
_AXIS = 44
# The bars' width on a phone, and a letter's, in pixels.
_NARROWEST = 230
_LETTER = 8
_TICKS = 6
# How far a tick reaches beyond its bar, and half the height of a number in it, in pixels.
_BEYOND = 5
_NUMBER = 8


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar: from where, how long, how drawn and what it says. ``pale``: it counts for nothing."""

    start: float
    length: float
    colour: str = palette.ACCENT
    text_colour: str = palette.ACCENT_TEXT
    label: str = ""
    hover: str = ""
    pale: bool = False
    hatched: bool = False


def whole_ticks(longest: float) -> dict[str, object]:
    """Set an axis of whole things: plotly cuts a short one into halves and fifths."""
    return {"dtick": 1} if longest <= _TICKS else {}


class Bars:
    """Builds one picture from top to bottom."""

    def __init__(self, *, aside: int = 104, bar: int = 24, gap: int = 16) -> None:
        """Start empty. ``aside`` is the width kept at the right for figures, in pixels.

        ``bar`` is a bar's height: in one that is thinner than usual, plotly hides the labels.
        """
        self._picture = Picture()
        self._aside = aside
        self._bar = bar
        self._gap = gap
        self._y = 0.0
        self._longest = 0.0
        self._segments: list[tuple[float, Segment]] = []

    def title(self, text: str) -> None:
        """Write a line above a group of groups."""
        self._y += 12 if self._y else 0
        self._write(f"<b>{escape(text)}</b>", size=16)
        self._y += 30

    def heading(self, text: str) -> None:
        """Write a line above a group of bars."""
        self._y += 4
        self._write(f"<b>{escape(text)}</b>", size=13)
        self._y += 25

    def bar(self, name: str, segments: list[Segment], beside: str, *, tick: float | None = None) -> None:
        """Add a bar: its name, its segments, the words beside it, and a tick at what is required."""
        lines = textwrap.wrap(name, _NAME_CHARACTERS, max_lines=3, placeholder=" …") or ["Name not known"]
        self._write("<br>".join(escape(line) for line in lines), size=15)
        self._y += _LINE * len(lines) + 7
        centre = self._y + self._bar / 2
        self._segments += [(centre, segment) for segment in segments]
        self._longest = max([self._longest, tick or 0, *(s.start + s.length for s in segments)])
        if tick is not None:
            self._tick(tick, centre, segments)
        self._picture.write(
            beside,
            x=1,
            xref="paper",
            xanchor="left",
            xshift=12,
            y=centre,
            yanchor="middle",
            align="left",
            font={"size": 14},
        )
        self._y += self._bar + self._gap

    def finished(
        self, *, axis: str = "", whole: bool = False, along: Mapping[str, object] | None = None
    ) -> Picture:
        """Draw what was added. ``axis`` names the unit under the picture; without it there is no axis.

        A ``whole`` unit is never cut: nobody counts half customers. ``along`` are further settings.
        """
        self._draw([(y, s) for y, s in self._segments if not s.hatched], hatched=False)
        self._draw([(y, s) for y, s in self._segments if s.hatched], hatched=True)
        below = _AXIS if axis else 0
        self._picture.lay_out(
            height=int(self._y) + below,
            margin={"l": 4, "r": self._aside, "t": 0, "b": below},
            barmode="overlay",
            showlegend=False,
            dragmode=False,
            uniformtext={"minsize": 12, "mode": "hide"},
            hoverlabel={"align": "left"},
            font={"color": palette.PAGE_TEXT},
            xaxis=self._along(axis) | (whole_ticks(self._longest) if whole else {}) | dict(along or {}),
            yaxis={"range": [self._y, 0], "visible": False, "fixedrange": True},
        )
        return self._picture

    def _along(self, axis: str) -> dict[str, object]:
        look: dict[str, object] = {
            "range": [0, (self._longest or 1) * 1.01],
            "ticks": "outside",
            "ticklen": 5,
            "tickcolor": palette.QUIET_LINE,
            "nticks": _TICKS,
            "visible": bool(axis),
            "showgrid": False,  # names stand above their bars: a line would run through them
            "zeroline": False,
            "fixedrange": True,
            "tickfont": {"size": 13, "color": palette.PAGE_TEXT},
        }
        font = {"size": 13, "color": palette.PAGE_TEXT}
        return look | {"title": {"text": axis, "standoff": 6, "font": font}} if axis else look

    def _write(self, text: str, *, size: int) -> None:
        self._picture.write(
            text,
            x=0,
            xref="paper",
            xanchor="left",
            y=self._y,
            yanchor="top",
            align="left",
            font={"size": size},
            borderpad=0,
        )

    def _has_room(self, segment: Segment) -> bool:
        """Whether a label fits into its segment on a phone too, since it can't hide itself."""
        return segment.length / self._longest * _NARROWEST >= _LETTER * len(segment.label) > 0

    def _label(self, segment: Segment, y: float) -> None:
        """Write on a pale segment in the page's own text colour: no other can be read in both lights."""
        self._picture.write(
            escape(segment.label), x=segment.start + segment.length / 2, y=y, font={"size": 13}
        )

    def _tick(self, at: float, centre: float, segments: list[Segment]) -> None:
        """Draw a tick; within a full segment in the colour of its text, and open where its number stands."""
        half = self._bar / 2
        full = [s for s in segments if s.start < at < s.start + s.length and not (s.pale or s.hatched)]
        if not full:
            self._stroke(at, centre - half - _BEYOND, centre + half + _BEYOND, palette.TICK)
            return
        crossed = full[0]
        for side in (-1, 1):
            edge = centre + side * half
            self._stroke(at, edge + side * _BEYOND, edge, palette.TICK)
            self._stroke(at, edge, centre + side * (_NUMBER if crossed.label else 0), crossed.text_colour)

    def _stroke(self, at: float, y: float, to: float, colour: str) -> None:
        self._picture.line((at, y), (at, to), {"color": colour, "width": 2.5})

    def _draw(self, placed: list[tuple[float, Segment]], *, hatched: bool) -> None:
        if not placed:
            return
        for y, segment in placed:
            if segment.pale and self._has_room(segment):
                self._label(segment, y)
        marker: dict[str, object] = {"cornerradius": 3}
        if hatched:
            marker |= {
                "color": palette.CLEAR,
                "pattern": {"shape": "/", "fgcolor": palette.SHORT, "size": 7, "solidity": 0.28},
                "line": {"width": 1.5, "color": palette.SHORT},
            }
        else:
            marker |= {
                "color": [s.colour for _, s in placed],
                "opacity": [palette.PALE if s.pale else 1 for _, s in placed],
                "line": {"width": 0},
            }
        self._picture.trace(
            "bar",
            orientation="h",
            base=[s.start for _, s in placed],
            x=[s.length for _, s in placed],
            y=[y for y, _ in placed],
            width=self._bar,
            marker=marker,
            text=["" if s.pale else escape(s.label) for _, s in placed],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            insidetextfont={"color": [s.text_colour for _, s in placed], "size": 13},
            customdata=[escape(s.hover).replace("\n", "<br>") for _, s in placed],
            hovertemplate="%{customdata}<extra></extra>",
        )
