"""Sheets of paper: their size and margins, and what stands at the foot of each. Imports reportlab."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import inch
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from planner.phrases import day
from planner.writing.printing.lettering import GREY, PLAIN, printable, style
from planner.writing.wording import DISCLAIMER, FICTIONAL

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

Paper = Literal["letter", "a4"]
_SIZES: dict[str, tuple[float, float]] = {"letter": LETTER, "a4": A4}
_INCH: float = inch
_SIDE, _TOP, _FOOT = 0.55 * _INCH, 0.5 * _INCH, 0.75 * _INCH
_FOOT_SIZE, _FOOT_LEADING = 8.0, 10.5
_MAKER = "Targeted CE Planner"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a printed document is called, the day it is made for, and the paper it goes on."""

    title: str
    made_on: date
    paper: Paper = "letter"
    fictional: bool = False
    sideways: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points.

        Raises:
            ValueError: there is no such paper.
        """
        if self.paper not in _SIZES:
            message = f"paper is {' or '.join(_SIZES)}, not {self.paper!r}"
            raise ValueError(message)
        short, long = _SIZES[self.paper]
        return (long, short) if self.sideways else (short, long)

    @property
    def width(self) -> float:
        """The points between the margins."""
        return self.size[0] - 2 * _SIDE

    @property
    def height(self) -> float:
        """The points between what stands at the head and at the foot."""
        return self.size[1] - _TOP - _FOOT

    @property
    def foot(self) -> tuple[str, ...]:
        """The lines at the foot of each page."""
        official = f"{DISCLAIMER} Made on {day(self.made_on)}."
        return (official, FICTIONAL) if self.fictional else (official,)

    def as_pdf(self, story: Iterable[Any]) -> bytes:
        """Set the parts of a document on as many pages as they take. Equal parts give equal bytes."""
        style(_FOOT_SIZE)
        content = io.BytesIO()
        document = BaseDocTemplate(
            content,
            pagesize=self.size,
            title=printable(self.title),
            author=_MAKER,
            creator=_MAKER,
            lang="en-US",
            invariant=1,
        )
        frame = Frame(_SIDE, _FOOT, self.width, self.height, 0, 0, 0, 0)
        document.addPageTemplates(PageTemplate(frames=[frame]))
        document.build(list(story), canvasmaker=partial(_Numbered, foot=self.foot))
        return content.getvalue()


class _Numbered(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A canvas that holds its pages back until it knows how many there are."""

    def __init__(self, *arguments: Any, foot: tuple[str, ...], **choices: Any) -> None:  # noqa: ANN401
        super().__init__(*arguments, **choices)
        self._foot = foot
        self._held: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """End a page: keep it for later."""
        self._held.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write the pages that were kept, each with its foot."""
        for number, page in enumerate(self._held, start=1):
            self.__dict__.update(page)
            self._draw_foot(f"Page {number} of {len(self._held)}")
            super().showPage()
        super().save()

    def _draw_foot(self, where: str) -> None:
        width, _ = self._pagesize
        line = _FOOT - 0.14 * _INCH
        self.setStrokeColor(GREY)
        self.setLineWidth(0.5)
        self.line(_SIDE, line, width - _SIDE, line)
        self.setFillColor(GREY)
        self.setFont(PLAIN, _FOOT_SIZE)
        for number, words in enumerate(self._foot, start=1):
            self.drawString(_SIDE, line - number * _FOOT_LEADING - 1, words)
        self.drawRightString(width - _SIDE, line - _FOOT_LEADING - 1, where)
