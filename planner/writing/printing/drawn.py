"""What is drawn on paper rather than written: boxes to tick, lines to write on, bars. Imports reportlab."""

from __future__ import annotations

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from planner.writing.printing.lettering import BODY, SMALL, printable, style

INK, LINE, _DONE = HexColor("#000000"), HexColor("#808080"), HexColor("#9a9a9a")
_BOX, _GAP = 11, 4


class Tick(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A box to tick, and perhaps a line to write on beside it."""

    def __init__(self, line: float = 0) -> None:
        super().__init__()
        self.width = _BOX + (line + _GAP if line else 0)
        self.height = _BOX + 2

    def wrap(self, *_: float) -> tuple[float, float]:
        """Give the size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the box, and the line."""
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(1)
        self.canv.roundRect(0, 0, _BOX, _BOX, 1.5)
        if self.width > _BOX:
            self.canv.setLineWidth(0.6)
            self.canv.line(_BOX + _GAP, 0, self.width, 0)


class Upright(Flowable):  # type: ignore[misc]  # as above
    """A word that is read from the foot to the head: the header of a narrow column."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self._word, self._look = printable(word), style(SMALL, bold=True)
        self.width = self._look.leading
        self.height = stringWidth(self._word, self._look.fontName, SMALL)

    def wrap(self, *_: float) -> tuple[float, float]:
        """Give the size."""
        return self.width, self.height

    def draw(self) -> None:
        """Write the word."""
        self.canv.setFillColor(INK)
        self.canv.setFont(self._look.fontName, SMALL)
        self.canv.rotate(90)
        self.canv.drawString(0, SMALL - self.width, self._word)


class Blank(Flowable):  # type: ignore[misc]  # as above
    """A line to write on, with its name before it where it has one."""

    def __init__(self, width: float) -> None:
        super().__init__()
        self.width, self.height = width, BODY * 1.27

    def wrap(self, *_: float) -> tuple[float, float]:
        """Give the size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the line."""
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.6)
        self.canv.line(0, 1.5, self.width, 1.5)


class Bar(Flowable):  # type: ignore[misc]  # as above
    """What is completed (grey), planned (black) and short (hatched), as parts of one."""

    def __init__(self, width: float, completed: float, planned: float) -> None:
        super().__init__()
        self.width, self.height = width, BODY
        self._completed = min(1.0, completed)
        self._covered = min(1.0, completed + planned)

    def wrap(self, *_: float) -> tuple[float, float]:
        """Give the size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the three parts and a frame around them."""
        canvas, high = self.canv, self.height - 1
        done, both = self._completed * self.width, self._covered * self.width
        canvas.setLineWidth(0.5)
        if both < self.width:
            self._hatch(both, self.width - both, high)
        canvas.setFillColor(_DONE)
        canvas.rect(0, 0, done, high, stroke=0, fill=1)
        canvas.setFillColor(INK)
        canvas.rect(done, 0, both - done, high, stroke=0, fill=1)
        canvas.setStrokeColor(INK)
        canvas.rect(0, 0, self.width, high, stroke=1, fill=0)

    def _hatch(self, left: float, width: float, high: float) -> None:
        canvas = self.canv
        canvas.saveState()
        area = canvas.beginPath()
        area.rect(left, 0, width, high)
        canvas.clipPath(area, stroke=0, fill=0)
        canvas.setStrokeColor(LINE)
        for number in range(int((width + high) / 4) + 2):
            foot = left - high + number * 4
            canvas.line(foot, 0, foot + high, high)
        canvas.restoreState()
