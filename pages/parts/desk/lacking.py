"""What customers lack, as ranked bars: unmet credits by subcategory, against what the catalog gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import drawing, tables
from pages.parts.bars import Bars, Segment
from pages.parts.words import shortened
from planner.phrases import amount, count, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from pages.parts.drawing import Picture
    from planner.selling.demand import Unmet

MOST_BARS = 12
"""More of them stand in the table."""
_CREDITS, _CUSTOMERS = "Credits", "Customers"


def name_of(row: Unmet) -> str:
    """Name a subcategory with its discipline, as short as can be."""
    at = row.subcategory
    return f"{at.discipline} · {at.name or at.category}"


def show_lacking(rows: Sequence[Unmet]) -> None:
    """Show what is short, most first, and the same as a table."""
    st.space("small")
    st.header("What customers lack, by subcategory", anchor=False)
    if not rows:
        st.markdown(":green[:material/task_alt:] Nobody who was planned for is short of anything.")
        return
    by = st.segmented_control(
        "Most first by",
        [_CREDITS, _CUSTOMERS],
        default=_CREDITS,
        required=True,
        key="lacking-by",
        format_func=lambda by: f"By {by.lower()}",
        label_visibility="collapsed",
    )
    ranked = ranked_by(rows, customers=by == _CUSTOMERS)
    shown = ranked[:MOST_BARS]
    drawing.show(
        lacking_chart(shown, customers=by == _CUSTOMERS), key=f"lacking-{by}", alt=lacking_alt(ranked)
    )
    more = f" The {MOST_BARS} with most; the table has all." if len(ranked) > MOST_BARS else ""
    st.caption(
        "Hatched: what stays short whatever the plans take, over all customers. You give: the most that one "
        f"customer can get from all your courses together.{more}"
    )
    with st.expander("The same as a table", icon=":material/table_rows:", key="lacking-table"):
        st.dataframe(
            lacking_table(ranked),
            hide_index=True,
            column_config=_columns(),
            alt="What customers lack, a row a subcategory, against what the catalog gives",
        )


def ranked_by(rows: Sequence[Unmet], *, customers: bool) -> list[Unmet]:
    """Put those first who lack most."""
    return (
        list(rows)
        if customers
        else sorted(rows, key=lambda row: (-row.credits.hundredths, -row.customers, row.subcategory))
    )


def lacking_chart(rows: Sequence[Unmet], *, customers: bool) -> Picture:
    """Draw a bar a subcategory: its unmet credits, or the customers who are short in it."""
    bars = Bars(aside=140)
    for row in rows:
        who = count(row.customers, "customer")
        hover = (
            f"{who} short of {amount(row.credits)} in all, {amount(row.largest)} at most for one\n"
            f"{row.subcategory}"
        )
        gives = f"you give {row.best_available}" if row.best_available else "<b>you give none</b>"
        length = float(row.customers) if customers else float(row.credits)
        figure = (
            f"<b>{row.customers:,}</b> · {amount(row.credits)}"
            if customers
            else f"<b>{row.credits}</b> · {who}"
        )
        bars.bar(name_of(row), [Segment(0, length, hover=hover, hatched=True)], f"{figure}<br>{gives}")
    axis = "customers short" if customers else "credits short, all customers together"
    return bars.finished(axis=axis, whole=customers)


def lacking_alt(rows: Sequence[Unmet]) -> str:
    """Say what the bars show."""
    first = rows[0]
    return (
        f"Unmet credits in {count(len(rows), 'subcategory', 'subcategories')}. Most: "
        f"{shortened(name_of(first), 80)}, where {count(first.customers, 'customer')} lack "
        f"{amount(first.credits)}."
    )


def lacking_table(rows: Sequence[Unmet]) -> pa.Table:
    """Give the facts of the bars."""
    facts: list[dict[str, object]] = [
        {
            "Discipline": row.subcategory.discipline,
            "Category": one_line(row.subcategory.category),
            "Subcategory": one_line(row.subcategory.name),
            "Customers short": float(row.customers),
            "Credits short": float(row.credits),
            "Largest for one": float(row.largest),
            "You give at most": float(row.best_available),
            "Courses": row.courses,
            "Least for a credit": None if row.cheapest is None else round(float(row.cheapest), 2),
            "By course": one_line(row.cheapest_course or ""),
        }
        for row in rows
    ]
    return tables.table(facts)


def _columns() -> dict[str, Any]:
    number = st.column_config.NumberColumn
    shown: dict[str, Any] = {
        name: number(name, format=tables.CREDITS)
        for name in ("Credits short", "Largest for one", "You give at most")
    }
    shown["Customers short"] = number("Customers short", format="localized")
    shown["Least for a credit"] = number(
        "Least for a credit", format=tables.DOLLARS, help="Empty: no price known"
    )
    return shown
