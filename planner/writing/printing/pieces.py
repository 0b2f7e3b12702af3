"""The pieces that printed sheets are put together from. They work in black and white. Imports reportlab."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from reportlab.lib.colors import HexColor
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer, Table, TableStyle

from planner.writing.printing.drawn import INK, LINE, Blank, Upright
from planner.writing.printing.lettering import BODY, HEADING, PLAIN, SMALL, TITLE, marked, marked_up, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Cell: TypeAlias = Paragraph | Flowable | list[Any] | str
TINT = HexColor("#ececec")
PADDING = 4
# More room between figures and the words to the right of them.
_GAP = 6
# Room that a heading wants below it: with less, it moves to the next page together with what follows.
_MOST_KEPT_TOGETHER = 300
_NAME = 150


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its header, its width in points (0 takes what is left), and its side.

    One with a ``note`` is what the table is about: set large, as a heading that stands on each page. The
    header of a narrow one may stand ``upright``.
    """

    header: str
    width: float = 0
    align: str = "left"
    note: str = ""
    upright: bool = False


class _Rows(Table):  # type: ignore[misc]  # reportlab has no types
    """A table whose rows stay whole, but for a row that no page could hold."""

    def split(self, width: float, height: float) -> list[Flowable]:
        """Give the part that fits and the rest; nothing where the next page may do better."""
        self.splitInRow = 0
        parts: list[Flowable] = super().split(width, height)
        if not parts and self._frame._atTop:  # noqa: SLF001 - no public way to ask
            self.splitInRow = 1
            parts = super().split(width, height)
        return parts


def title(words: str, below: str, width: float, *, name: bool = True) -> list[Flowable]:
    """Open a document: what it is, what it is about, and perhaps a line to write a name on."""
    what: list[Flowable] = [text(words, TITLE, bold=True)]
    if below:
        what.append(text(below, BODY, grey=True))
    if not name:
        return [*what, Spacer(0, 8)]
    line = Table([[text("Name", SMALL, grey=True, align="right"), Blank(_NAME)]], colWidths=[40, _NAME])
    line.setStyle(TableStyle([("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (1, 0), (1, 0), 0)]))
    return [head(what, line, width, _NAME + 50), Spacer(0, 6)]


def head(left: Cell, right: Cell, width: float, right_width: float) -> Flowable:
    """Set two things beside each other at the top of a document, the second at the right margin."""
    both = Table([[left, right]], colWidths=[width - right_width, right_width])
    both.setStyle(
        TableStyle(
            [
                ("LEFTPADDING", (0, 0), (0, 0), 0),
                ("RIGHTPADDING", (-1, 0), (-1, 0), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("ALIGN", (-1, 0), (-1, 0), "RIGHT"),
            ]
        )
    )
    return both


def callout(headline: str, lines: Sequence[str], width: float) -> list[Flowable]:
    """Say something that must not be overlooked: framed, with a heavy bar to the left, and calm."""
    content: list[Flowable] = [text(headline, BODY + 1, bold=True)]
    content += [text(line) for line in lines]
    box = Table([[content]], colWidths=[width], splitInRow=1)
    box.setStyle(
        TableStyle(
            [
                ("BOX", (0, 0), (-1, -1), 0.8, INK),
                ("LINEBEFORE", (0, 0), (0, -1), 5, INK),
                ("LEFTPADDING", (0, 0), (-1, -1), 12),
                ("TOPPADDING", (0, 0), (-1, -1), 4),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
            ]
        )
    )
    return [Spacer(0, 8), box]


def figures(said: Sequence[tuple[str, str]], width: float) -> list[Flowable]:
    """Set a few figures large, each with what it is below it."""
    share = width / max(1, len(said))
    big = [text(figure, _size_of(figure), bold=True) for figure, _ in said]
    names = [text(name, SMALL, grey=True) for _, name in said]
    band = Table([big, names], colWidths=[share] * len(said))
    band.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
                ("VALIGN", (0, 1), (-1, 1), "TOP"),
                ("LINEABOVE", (0, 0), (-1, 0), 1.5, INK),
                ("LINEBELOW", (0, 1), (-1, 1), 0.5, LINE),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("TOPPADDING", (0, 0), (-1, 0), 6),
                ("BOTTOMPADDING", (0, 0), (-1, 0), 0),
                ("TOPPADDING", (0, 1), (-1, 1), 1),
                ("BOTTOMPADDING", (0, 1), (-1, 1), 7),
            ]
        )
    )
    return [band]


def _size_of(figure: str) -> float:
    """Give figures room: words in their place ("price not known") are set smaller."""
    short, long = 9, 16
    return 18.0 if len(figure) <= short else 13.0 if len(figure) <= long else BODY


def verdict(outcome: str, why: str) -> list[Flowable]:
    """Say how good the answer is, and why."""
    return [Spacer(0, 6), marked(f"<b>{marked_up(outcome)}</b> {marked_up(why)}", BODY + 1)]


def listed(heading: str, sentences: Iterable[str]) -> list[Flowable]:
    """Set sentences below a heading, each a paragraph of its own; nothing where there are none."""
    lines = [text(sentence) for sentence in sentences]
    if not lines:
        return []
    spaced = [part for line in lines for part in (Spacer(0, 2), line)]
    return [*headed(heading, BODY * 4), *spaced]


def small_print(sentences: Iterable[str]) -> list[Flowable]:
    """Close with what matters less, set small."""
    return [Spacer(0, 4), text(" ".join(sentences), SMALL, grey=True)]


def headed(heading: str, room: float, caption: str = "") -> list[Flowable]:
    """Set a heading, with a remark beside it, that stays with the next ``room`` points; it may be empty."""
    above = 10
    beside = (
        f' <font name="{PLAIN}" size="{SMALL}">\u00a0\u00a0{marked_up(caption)}</font>' if caption else ""
    )
    kept = [CondPageBreak(above + HEADING * 1.5 + min(room, _MOST_KEPT_TOGETHER)), Spacer(0, above)]
    if not heading:
        return kept
    return [
        *kept,
        marked(f"{marked_up(heading)}{beside}", HEADING, bold=True),
        Spacer(0, 4),
    ]


def table(  # noqa: PLR0913 - what a table has
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    width: float,
    *,
    commands: Iterable[tuple[Any, ...]] = (),
    totals: Sequence[Cell] | None = None,
    closing: Sequence[Flowable] = (),
) -> Table:
    """Set a table whose header stands on each page again. A row breaks only where no page could hold it.

    Args:
        columns: the columns; those of no width share what the others leave.
        rows: a cell for each column.
        width: the points from margin to margin.
        commands: further commands of `reportlab.platypus.TableStyle`; rows count from the header, 0.
        totals: one more row, set apart.
        closing: what stands below the totals over the whole width, never on a page without a row.
    """
    given = sum(column.width for column in columns)
    shares = sum(not column.width for column in columns)
    widths = [column.width or (width - given) / shares for column in columns]
    header = [_header(column) for column in columns]
    body = [list(row) for row in rows]
    look = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), PADDING),
        ("BOTTOMPADDING", (0, 0), (-1, -1), PADDING + 1),
        ("LINEBELOW", (0, 0), (-1, 0), 1, INK),
        ("LINEBELOW", (0, 1), (-1, -2 if closing else -1), 0.4, LINE),
    ]
    for place, (before, after) in enumerate(pairwise(columns), start=1):
        if before.align == "right" and after.align == "left" and not after.upright:
            look.append(("LEFTPADDING", (place, 0), (place, -1), PADDING + _GAP))
    if totals is not None:
        body.append(list(totals))
        last = len(body)
        look += [("LINEABOVE", (0, last), (-1, last), 1, INK), ("NOSPLIT", (0, max(1, last - 1)), (-1, last))]
    if closing:
        last = len(body) + 1
        look += [("SPAN", (0, last), (-1, last)), ("NOSPLIT", (0, max(1, last - 2)), (-1, last))]
        look += [("LEFTPADDING", (0, last), (0, last), 0), ("RIGHTPADDING", (0, last), (0, last), 0)]
        body.append([list(closing), *[""] * (len(columns) - 1)])
    return _Rows([header, *body], colWidths=widths, repeatRows=1, style=TableStyle([*look, *commands]))


def _header(column: Column) -> Cell:
    if column.upright:
        return Upright(column.header)
    if not column.note:
        return text(column.header, SMALL, bold=True, align=column.align)
    return stacked((marked_up(column.header), HEADING - 1, True), (marked_up(column.note), SMALL, False))


def headed_table(  # noqa: PLR0913 - what a table has
    heading: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    width: float,
    *,
    caption: str = "",
    together: bool = False,
    **look: Any,  # noqa: ANN401 - what `table` takes
) -> list[Flowable]:
    """Set a table below a heading that never stands alone at the foot of a page.

    ``together`` keeps a table of a third of a page or less on one page.
    """
    whole = table(columns, rows, width, **look)
    probe = whole if together else table(columns, rows[:1], width)
    _, high = probe.wrap(width, _MOST_KEPT_TOGETHER)
    if high > _MOST_KEPT_TOGETHER:
        _, high = table(columns, rows[:1], width).wrap(width, _MOST_KEPT_TOGETHER)
    return [*headed(heading, high, caption), whole]


def stacked(*parts: tuple[str, float, bool]) -> list[Paragraph]:
    """Set lines below each other in one cell: text marked up before, its size, and whether it is bold."""
    return [marked(content, size, bold=bold) for content, size, bold in parts if content]


def number(words: str, *, bold: bool = False) -> Paragraph:
    """Set a figure, to the right."""
    return marked(marked_up(words), BODY, bold=bold, align="right")
