"""What a catalog covers, on the screen: a discipline at a time, and where it rests on one course or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import drawing, state, tables
from pages.parts.desk import covering_charts as charts
from pages.parts.desk import reading
from pages.parts.words import discipline_name, listed, plain
from planner.phrases import count, joined, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from planner.selling.matrix import Column, Matrix

_MOST_ROWS = 2_000
SEVERAL = ":green[:material/task_alt:] **Several courses cover every subcategory.**"


def show_coverage() -> None:
    """Show what the catalog in use covers today."""
    matrix = reading.matrix(state.shelf(), state.today())
    if not matrix.rows:
        st.markdown("No course of this catalog that can be taken today has a credit distribution.")
        return
    gaps = {code: _gaps(_columns(matrix, code)) for code in _codes(matrix)}
    st.markdown(_overview(gaps))
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        code = st.selectbox(
            "Discipline",
            sorted(gaps, key=lambda code: (*(-number for number in gaps[code]), -_served(matrix, code))),
            format_func=discipline_name,
            key="covered-discipline",
            width=320,
        )
    columns = _columns(matrix, code)
    if any(map(any, gaps.values())):
        _say(columns)
    st.header("Credits that the catalog gives, by subcategory", anchor=False)
    drawing.show(charts.totals_chart(columns), key="covered-totals", alt=charts.totals_alt(columns))
    st.caption("An activity that is sold under several numbers counts once.")
    _heat(matrix, columns)
    with st.expander("The same as a table", icon=":material/table_rows:", key="covered-table"):
        st.dataframe(
            totals_table(columns),
            hide_index=True,
            column_config={"Credits": st.column_config.NumberColumn("Credits", format=tables.CREDITS)},
            alt="What the catalog gives, a row a subcategory",
        )
        st.dataframe(
            matrix_table(matrix, columns),
            hide_index=True,
            alt="Course by subcategory: the credits of each",
        )


def _codes(matrix: Matrix) -> list[str]:
    return list(dict.fromkeys(column.subcategory.discipline for column in matrix.columns))


def _columns(matrix: Matrix, code: str) -> list[Column]:
    return [column for column in matrix.columns if column.subcategory.discipline == code]


def _gaps(columns: Sequence[Column]) -> tuple[int, int]:
    """Count the subcategories that nobody covers, and those that one course alone does."""
    return sum(not column.activities for column in columns), sum(_rests_on_one(each) for each in columns)


def _rests_on_one(column: Column) -> bool:
    return column.is_known and column.activities == 1


def _overview(gaps: Mapping[str, tuple[int, int]]) -> str:
    """Say for all disciplines together where a buyer, or the seller, may be stuck."""
    said = []
    for place, icon, one, many in (
        (0, ":orange[:material/error_outline:]", "subcategory has no course", "subcategories have no course"),
        (1, ":material/counter_1:", "subcategory rests on one course", "subcategories rest on one course"),
    ):
        where = listed(f"{plain(code)} {of[place]}" for code, of in gaps.items() if of[place])
        if where:
            number = count(sum(of[place] for of in gaps.values()), one, many)
            said.append(f"{icon} **{number}:** {where}")
    return "  \n".join(said) or SEVERAL


def _served(matrix: Matrix, code: str) -> int:
    return sum(len(c.course_ids) for c in matrix.columns if c.subcategory.discipline == code)


def _say(columns: Sequence[Column]) -> None:
    """Say what nobody and what only one course covers in a discipline."""
    nobody = [charts.name_of(column) for column in columns if not column.activities]
    once = [
        f"{charts.name_of(column)} ({column.course_ids[0]})" for column in columns if _rests_on_one(column)
    ]
    if nobody:
        st.markdown(f":orange[:material/error_outline:] **Nobody covers** {plain(joined(nobody), 600)}.")
    if once:
        st.markdown(f":material/counter_1: **Only one course covers** {plain(joined(once), 600)}.")
    if not nobody and not once:
        st.markdown(SEVERAL)


def _heat(matrix: Matrix, columns: Sequence[Column]) -> None:
    rows = charts.top_courses(matrix.rows, columns)
    if not rows:
        return
    st.space("small")
    most = "The courses" if len(rows) < charts.TOP else f"The {charts.TOP} courses with the most credits"
    st.header(f"{most}, and where their credits go", anchor=False)
    drawing.show(charts.heat_map(rows, columns), key="covered-heat", alt=charts.heat_alt(rows, columns))
    st.caption("Credits in each subcategory: the more, the stronger.")


def totals_table(columns: Sequence[Column]) -> pa.Table:
    """Give the facts of the bars, a row a subcategory."""
    rows: list[dict[str, object]] = [
        {
            "Subcategory": one_line(charts.name_of(column)),
            "Category": one_line(column.subcategory.category),
            "Credits": float(column.total),
            "Courses": len(column.course_ids),
            "Activities": column.activities,
            "Covered": {0: "by nobody", 1: "by one activity"}.get(column.activities, "by several"),
        }
        for column in columns
    ]
    return tables.table(rows)


def matrix_table(matrix: Matrix, columns: Sequence[Column]) -> pa.Table:
    """Give every course that serves a discipline, with its credits in each subcategory."""
    here = {column.subcategory for column in columns}
    rows: list[dict[str, object]] = []
    for row in matrix.rows:
        if len(rows) < _MOST_ROWS and not here.isdisjoint(row.credits_of):
            cells: dict[str, object] = {
                f"{number}  {one_line(charts.name_of(column))}": tables.number(
                    row.credits_of.get(column.subcategory)
                )
                for number, column in enumerate(columns, start=1)
            }
            rows.append({"Course": one_line(row.course.name), "Id": one_line(row.course.course_id)} | cells)
    return tables.table(rows)
