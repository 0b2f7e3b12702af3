"""The pictures of what a catalog covers: credits by subcategory, and the courses that give most of them."""

from __future__ import annotations

import textwrap
from html import escape
from typing import TYPE_CHECKING

from pages.parts import palette
from pages.parts.bars import Bars, Segment
from pages.parts.drawing import Picture
from pages.parts.words import shortened
from planner.credits import Credits
from planner.phrases import amount, count, joined, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.selling.matrix import Column, CourseRow

TOP = 20
"""So many courses stand in the heat map: those with the most credits."""
_ROW, _LETTER = 36, 5.6
_NAME, _COLUMN = 24, 40
"""Characters of a course's name on a line, of which there are two; and of a subcategory's name."""


def name_of(column: Column) -> str:
    """Give what to call a subcategory on its own."""
    at = column.subcategory
    return at.name or at.category or "Name not known"


def totals_chart(columns: Sequence[Column]) -> Picture:
    """Draw a bar a subcategory, as long as the credits that all its activities give together."""
    bars = Bars(aside=120, bar=16, gap=12)
    before: str | None = None
    for column in columns:
        heading = column.subcategory.category if column.is_known else "Not in the outline"
        if heading != before:
            bars.heading(heading or "Category not known")
            before = heading
        hover = f"{amount(column.total)} in {name_of(column)}"
        piece = [Segment(0, float(column.total), hover=hover)] if column.total else []
        bars.bar(name_of(column), piece, _beside(column))
    return bars.finished()


def _beside(column: Column) -> str:
    if not column.activities:
        return "<b>nobody</b>"
    return f"<b>{column.total}</b> · {count(len(column.course_ids), 'course')}"


def totals_alt(columns: Sequence[Column]) -> str:
    """Say what the bars show."""
    none = [name_of(column) for column in columns if not column.activities]
    most = max(columns, key=lambda column: column.total)
    said = f"Credits by subcategory, from {count(len(columns), 'subcategory', 'subcategories')}. "
    said += f"Most: {amount(most.total)} in {name_of(most)}."
    return f"{said} Nobody covers {joined(none)}." if none else said


def top_courses(rows: Sequence[CourseRow], columns: Sequence[Column]) -> list[CourseRow]:
    """Give the courses with the most credits in some subcategories, the most first."""
    here = {column.subcategory for column in columns}
    given = {
        row.course.course_id: Credits.total(c for at, c in row.credits_of.items() if at in here)
        for row in rows
    }
    serving = [row for row in rows if given[row.course.course_id]]
    return sorted(serving, key=lambda row: (-given[row.course.course_id].hundredths, row.course.course_id))[
        :TOP
    ]


def heat_map(rows: Sequence[CourseRow], columns: Sequence[Column]) -> Picture:
    """Draw courses by subcategories: the more credits, the stronger; each cell says its credits.

    The subcategories are written upwards above their columns, so that their names fit on a phone too.
    """
    picture = Picture()
    given = [[row.credits_of.get(column.subcategory) for column in columns] for row in rows]
    heads = [_head(column) for column in columns]
    above = round(_LETTER * max(map(len, heads))) + 14
    picture.trace(
        "heatmap",
        x=list(range(1, len(columns) + 1)),
        y=list(range(len(rows))),
        z=[[None if cell is None else float(cell) for cell in line] for line in given],
        colorscale=[[0, _tint(0.14)], [1, _tint(0.62)]],
        showscale=False,
        xgap=2,
        ygap=2,
        hoverongaps=False,
        customdata=[
            [
                "" if cell is None else escape(f"{row.course.name}: {amount(cell)} in {name_of(column)}")
                for cell, column in zip(line, columns, strict=True)
            ]
            for row, line in zip(rows, given, strict=True)
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )
    for y, line in enumerate(given):
        for x, cell in enumerate(line, start=1):
            if cell is not None:
                picture.write(str(cell), x=x, y=y, font={"size": 12})
    picture.lay_out(
        height=_ROW * len(rows) + above + 8,
        margin={"l": 4, "r": 4, "t": above, "b": 8},
        dragmode=False,
        hoverlabel={"align": "left"},
        font={"color": palette.PAGE_TEXT},
        xaxis=_axis(list(range(1, len(columns) + 1)), heads)
        | {"side": "top", "range": [0.5, len(columns) + 0.5], "tickangle": -90},
        yaxis=_axis(list(range(len(rows))), [_two_lines(row.course.name) for row in rows])
        | {"range": [len(rows) - 0.5, -0.5], "automargin": True},
    )
    return picture


def _head(column: Column) -> str:
    return escape(shortened(name_of(column), _COLUMN))


def _two_lines(name: str) -> str:
    """Write a course's name on two lines; of a longer one the end, since that often tells it from others."""
    lines = textwrap.wrap(one_line(name), _NAME) or ["Name not known"]
    if len(lines) > 2:  # noqa: PLR2004 - the two lines
        lines = [lines[0], "…" + one_line(name)[1 - _NAME :].lstrip()]
    return "<br>".join(escape(line) for line in lines)


def _tint(strength: float) -> str:
    return f"rgba(17,136,144,{strength})"


def _axis(at: list[int], words: list[str]) -> dict[str, object]:
    return {
        "tickmode": "array",
        "tickvals": at,
        "ticktext": words,
        "ticks": "",
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"size": 12, "color": palette.PAGE_TEXT},
    }


def heat_alt(rows: Sequence[CourseRow], columns: Sequence[Column]) -> str:
    """Say what the heat map shows."""
    return (
        f"The {count(len(rows), 'course')} with the most credits, by "
        f"{count(len(columns), 'subcategory', 'subcategories')}. Most: {rows[0].course.name}."
    )
