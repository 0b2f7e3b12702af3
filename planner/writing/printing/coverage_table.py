"""What a plan covers, a row a subcategory, with a bar that reads without colour. Imports reportlab."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.credits import Credits
from planner.writing.printing.drawn import Bar
from planner.writing.printing.lettering import BODY, SMALL, marked_up, unbroken
from planner.writing.printing.pieces import Column, headed_table, number, stacked

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from planner.plan import Coverage, Plan
    from planner.writing.printing.pieces import Cell

_BAR, _STANDING = 92, 66
# Points for a column of figures; with more columns than so many, the bars have to be shorter.
_FIGURE, _MANY = 58, 3


def coverage_table(plan: Plan, width: float) -> list[Flowable]:
    """Set what each subcategory needs, has, gets and still lacks. Figures that are all 0 have no column."""
    rows = tuple(row for row in plan.coverage if not row.overall)
    if not rows:
        return []
    figures = [_Figure("Needed", tuple(row.required for row in rows), always=True)]
    figures.append(_Figure("Margin", tuple(row.margin for row in rows)))
    figures.append(_Figure("Completed", tuple(row.completed for row in rows)))
    figures.append(_Figure("Planned", tuple(row.planned for row in rows), always=True))
    shown = [figure for figure in figures if figure.always or any(figure.amounts)]
    crowded = len(shown) > _MANY
    bar = _BAR / 2 if crowded else _BAR
    columns = [
        Column("Subcategory"),
        *(Column(figure.name, _FIGURE, "right") for figure in shown),
        Column("", bar + 24),
        Column("Standing", _STANDING),
    ]
    return headed_table(
        "What it covers, in credits",
        columns,
        [_row(row, [figure.amounts[place] for figure in shown], bar) for place, row in enumerate(rows)],
        width,
        caption="Bars: grey is completed, black is planned, hatched is short.",
        together=True,
        commands=[("ALIGN", (-2, 1), (-2, -1), "CENTER")],
        totals=[
            stacked(("Total", BODY, True)),
            *(number(str(Credits.total(figure.amounts)), bold=True) for figure in shown),
            "",
            _standing(Credits.total(row.short for row in rows)),
        ],
    )


@dataclass(frozen=True, slots=True)
class _Figure:
    """A column of figures, one for each row."""

    name: str
    amounts: tuple[Credits, ...]
    always: bool = False


def _row(row: Coverage, amounts: list[Credits], width: float) -> list[Cell]:
    subcategory = row.subcategory
    above = " · ".join(part for part in (subcategory.discipline, subcategory.category) if part)
    name = stacked(
        (marked_up(subcategory.name or subcategory.category), BODY, True),
        (marked_up(above), SMALL, False),
        ("Credits needed were assumed, not read" if row.requirement.assumed else "", SMALL, False),
    )
    whole = float(row.required + row.margin)
    bar = Bar(width, float(row.completed) / whole, float(row.planned) / whole) if whole else ""
    return [
        name,
        *(number(str(amount)) for amount in amounts),
        bar,
        _standing(row.short),
    ]


def _standing(short: Credits) -> Cell:
    return stacked((unbroken(f"{short} short" if short else "✓ covered"), BODY, bool(short)))
