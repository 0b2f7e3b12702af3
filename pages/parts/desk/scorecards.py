"""How each course does: who picks it, who can't do without it, what it brings; and what nobody picks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import tables
from planner.phrases import NOT_KNOWN, count, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    import pyarrow as pa

    from planner.selling.demand import Demand, Scorecard

MOST_ROWS = 2_000
_TALL = 12
# Pixels of a bar with its count: with more, the last column is cut off on a usual screen.
_COUNT = 110


def show_scorecards(demand: Demand) -> None:
    """Show the courses that plans pick, most picked first, and those that none picks."""
    picked = [card for card in demand.scorecards if card.picked]
    st.space("small")
    st.header("How each course does", anchor=False)
    if picked:
        st.dataframe(
            cards_table(picked[:MOST_ROWS]),
            hide_index=True,
            height=460 if len(picked) > _TALL else "auto",
            column_config=_columns(picked),
            placeholder=NOT_KNOWN,
            key="scorecards",
            alt=f"{count(len(picked), 'course')}: customers who pick it, who can't do without it, and yield",
        )
        st.caption(
            "Irreplaceable: without it more would stay short, whatever else was taken. Credits are the "
            "targeted ones that it brings, over the plans that take it."
        )
    never = demand.never_picked
    if never:
        label = f"Never picked: {count(len(never), 'course')}"
        with st.expander(label, icon=":material/visibility_off:", key="never-picked"):
            st.dataframe(
                never_table(never[:MOST_ROWS]),
                hide_index=True,
                column_config=tables.columns(),
                alt=f"{label}, and why where the catalog itself tells",
            )
            st.caption(
                "In nobody's plan: another gives the same for less, or nobody here needs what it gives."
            )


def cards_table(cards: Sequence[Scorecard]) -> pa.Table:
    """Give scorecards, a row a course."""
    rows: list[dict[str, object]] = [
        {
            "Course": one_line(card.course.name),
            "Picked": float(card.picked),
            "Irreplaceable": None if card.irreplaceable is None else float(card.irreplaceable),
            "Credits per dollar": None if card.per_dollar is None else round(float(card.per_dollar), 4),
            "Credits per CE credit": None
            if card.per_ce_credit is None
            else round(float(card.per_ce_credit), 4),
            "Sold singly": float(card.revenue),
            "In bundles": float(card.in_bundles),
            "Price": tables.number(card.course.price),
            "Course id": one_line(card.course.course_id),
        }
        for card in cards
    ]
    return tables.table(rows, _NAMES)


def never_table(cards: Sequence[Scorecard]) -> pa.Table:
    """Give the courses that nobody's plan takes, with why where the catalog tells."""
    rows: list[dict[str, object]] = [
        {
            "Course": one_line(card.course.name),
            "Price": tables.number(card.course.price),
            "CE credits": tables.number(card.course.ce_credits),
            "Serves": ", ".join(
                dict.fromkeys(row.subcategory.discipline for row in card.course.distributions)
            ),
            "Until": card.course.expires_on,
            "Note": one_line(card.course.left_out)
            or ("" if card.course.distributions else "no distribution"),
            "Course id": one_line(card.course.course_id),
        }
        for card in cards
    ]
    return tables.table(rows)


_NAMES = (
    *("Course", "Picked", "Irreplaceable", "Credits per dollar", "Credits per CE credit"),
    *("Sold singly", "In bundles", "Price", "Course id"),
)


def _columns(cards: Sequence[Scorecard]) -> dict[str, Any]:
    """Say how the columns look: the most of each is a whole bar."""
    bar = st.column_config.ProgressColumn
    most = max(card.picked for card in cards)
    dollar = _full([card.per_dollar for card in cards])
    ce = _full([card.per_ce_credit for card in cards])
    text = st.column_config.TextColumn("Course", width="medium", pinned=True)
    return tables.columns() | {
        "Course": text,
        "Picked": bar(
            "Picked",
            format="%d",
            min_value=0,
            max_value=most,
            width=_COUNT,
            help="Customers whose plan takes it",
        ),
        "Irreplaceable": bar(
            "Irreplaceable",
            format="%d",
            min_value=0,
            max_value=most,
            width=_COUNT,
            help="Customers who can't do without it",
        ),
        "Credits per dollar": bar("Credits per dollar", format="%.3g", min_value=0, max_value=dollar),
        "Credits per CE credit": bar("Credits per CE credit", format="%.3g", min_value=0, max_value=ce),
        "Sold singly": st.column_config.NumberColumn(
            "Sold singly", format=tables.DOLLARS, help="What those pay in all who buy it alone"
        ),
        "In bundles": st.column_config.NumberColumn("In bundles", help="Customers who get it in a bundle"),
    }


def _full(ratios: Sequence[Fraction | None]) -> float:
    """Give what a whole bar stands for. Some all but free courses would leave the others none to see."""
    known = sorted(float(ratio) for ratio in ratios if ratio is not None)
    return known[-1 - len(known) // 10] if known else 1.0
