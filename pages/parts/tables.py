"""Tables for the screen: numbers stay numbers, and what is not known stays empty.

What people wrote goes into them as it is: their cells are never read as Markdown. They are Arrow tables,
which is how they are sent: the way through a data frame takes ten times as long.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import charts
from pages.parts.words import discipline_name, shortened
from planner.credits import Credits
from planner.phrases import one_line
from planner.writing.as_listing import Purpose

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from planner.catalog import Catalog, Course
    from planner.credits import Hundredths
    from planner.outline import Subcategory
    from planner.plan import Coverage, Plan
    from planner.problem import Problem
    from planner.writing.as_listing import Listing

CREDITS = "%.4g"
DOLLARS = "dollar"
DATES = "MMM D, YYYY"
_CREDITS = (
    "Required",
    "Completed",
    "Planned",
    "Short",
    "Targeted credits",
    "CE credits",
    "Most the catalog could give",
)
# Wide enough for "not known" and for any day, in pixels.
_PRICE, _DAY = 84, 106
# Wide enough for "Targeted": on a phone there is room beside it for the price and most of a title.
_TARGETED = 80
_NUMBERS = frozenset({*_CREDITS, "Price", "Hours"})
_WHOLE = frozenset({"No.", "Row", "Courses", "Activities"})
_DAYS = frozenset({"Until", "Begin", "Finish", "Due"})
_LISTING_COLUMNS = [
    *("Discipline", "Category", "Subcategory", "Course", "Targeted credits"),
    *("CE credits", "Price", "Seller", "Until", "Course id"),
]
_CATALOG_COLUMNS = [
    *("Targeted credits", "Price", "Course", "CE credits", "Seller"),
    *("Format", "Serves", "Until", "Note", "Course id"),
]


def table(rows: Sequence[Mapping[str, object]], names: Sequence[str] | None = None) -> pa.Table:
    """Make a table of rows. A column is of its values' kind, an empty one of its name's."""
    import pyarrow as pa  # noqa: PLC0415 - the first page has no table

    kinds = {"whole": pa.int64(), "number": pa.float64(), "day": pa.date32(), "text": pa.string()}
    columns = list(names if names is not None else rows[0] if rows else ())
    return pa.table(
        {name: pa.array([row[name] for row in rows], kinds[_kind(name, rows)]) for name in columns}
    )


def _kind(name: str, rows: Sequence[Mapping[str, object]]) -> str:
    held = {type(row[name]) for row in rows} - {type(None)}
    if name in _NUMBERS or float in held:
        return "number"
    if held == {int} or (not held and name in _WHOLE):
        return "whole"
    return "day" if held == {date} or (not held and name in _DAYS) else "text"


def number(amount: Hundredths | None) -> float | None:
    """Give an exact amount as a table's number; not known stays empty."""
    return None if amount is None else float(amount)


def coverage_table(plan: Plan) -> pa.Table:
    """Give the facts of the coverage picture, a row a subcategory."""
    rows = [
        {
            "Discipline": row.subcategory.discipline,
            "Category": one_line(row.subcategory.category),
            "Subcategory": one_line(row.subcategory.name),
            "Required": float(row.required),
            "Completed": float(row.completed),
            "Planned": float(row.planned),
            "Short": float(row.short),
            "Standing": f"{row.short} short" if row.short else "covered",
            "Most the catalog could give": float(row.best_available),
            "By courses": _givers(plan, row),
        }
        for row in charts.grouped(plan.coverage)
    ]
    whole = table(rows)
    return whole.drop_columns("Subcategory") if rows and charts.by_category(plan) else whole


def _givers(plan: Plan, row: Coverage) -> str:
    numbers = [
        str(number)
        for number, planned in enumerate(plan.courses, start=1)
        if any(row.overall or serving.subcategory == row.subcategory for serving in planned.serves)
    ]
    return ", ".join(numbers)


def matrix(plan: Plan) -> pa.Table:
    """Give courses by subcategories: the credits of each."""
    names = _matrix_names(plan)
    rows: list[dict[str, object]] = []
    for number_, planned in enumerate(plan.courses, start=1):
        gives = {serving.subcategory: serving.credits for serving in planned.serves}
        row: dict[str, object] = {"Course": f"{number_}  {shortened(planned.course.name, 48)}"}
        row["Targeted credits"] = float(planned.targeted)
        row["CE credits"] = number(planned.course.ce_credits)
        row |= {name: number(gives.get(subcategory)) for subcategory, name in names.items()}
        rows.append(row)
    return table(rows)


def matrix_columns(plan: Plan) -> dict[str, Any]:
    """Say how the matrix is shown: each credit as a short bar, the more the longer, with its number."""
    given = [serving.credits for planned in plan.courses for serving in planned.serves]
    most = max(map(float, given), default=1.0)
    bars = {
        name: st.column_config.ProgressColumn(name, format=CREDITS, min_value=0, max_value=most)
        for name in _matrix_names(plan).values()
    }
    return columns() | bars


def _matrix_names(plan: Plan) -> dict[Subcategory, str]:
    subcategories = [row.subcategory for row in charts.grouped(plan.coverage) if not row.overall]
    several = len({subcategory.discipline for subcategory in subcategories}) > 1
    return _unlike(subcategories, several=several)


def _unlike(subcategories: Sequence[Subcategory], *, several: bool) -> dict[Subcategory, str]:
    """Name each column so that no two of the table are alike."""
    taken = {"Course", "Targeted credits", "CE credits"}
    names: dict[Subcategory, str] = {}
    for subcategory in subcategories:
        name = one_line(subcategory.name or subcategory.category)
        name = f"{subcategory.discipline} {name}" if several else name
        while name in taken:
            name += "\u00a0"
        taken.add(name)
        names[subcategory] = name
    return names


def catalog_table(
    courses: Sequence[Course],
    figures: Mapping[str, Mapping[Subcategory, Credits]],
    targeted: Mapping[str, Credits | None],
) -> pa.Table:
    """Give courses with both kinds of credit; ``targeted`` by course id, empty where no number can stand."""
    rows = [
        {
            "Course": one_line(course.name),
            "Targeted credits": number(targeted[course.course_id]),
            "CE credits": number(course.ce_credits),
            "Price": number(course.price),
            "Seller": one_line(course.seller),
            "Format": one_line(course.format),
            "Serves": ", ".join(
                dict.fromkeys(subcategory.discipline for subcategory in figures[course.course_id])
            ),
            "Until": course.expires_on,
            "Note": one_line(course.left_out) or ("" if course.distributions else "no distribution"),
            "Course id": one_line(course.course_id),
        }
        for course in courses
    ]
    unsaid = set() if any(row["Note"] for row in rows) else {"Note"}
    return table(rows, [name for name in _CATALOG_COLUMNS if name not in unsaid])


def listing_table(listing: Listing) -> pa.Table:
    """Give a course listing, a row a course and place, in its order."""
    by_category = listing.purpose is Purpose.STRUCTURED
    rows = [
        {
            "Discipline": row.place.discipline,
            "Category": one_line(row.place.category),
            "Subcategory": one_line(row.place.name),
            "Course": one_line(row.course.name),
            "Targeted credits": float(row.credits),
            "CE credits": number(row.course.ce_credits),
            "Price": number(row.course.price),
            "Seller": one_line(row.course.seller),
            "Until": row.course.expires_on,
            "Course id": one_line(row.course.course_id),
        }
        for row in listing.rows
    ]
    whole = table(rows, _LISTING_COLUMNS)
    return whole.drop_columns("Subcategory") if by_category else whole


def bundles_table(catalog: Catalog) -> pa.Table:
    """Give the bundles and what is in them."""
    names = catalog.by_id()
    rows = [
        {
            "Bundle": one_line(bundle.name),
            "Price": number(bundle.price),
            "Courses": len(bundle.course_ids),
            "CE credits": float(
                Credits.total(
                    names[part].ce_credits or Credits(0) for part in bundle.course_ids if part in names
                )
            ),
            "What is in it": "; ".join(
                one_line(names[part].name) if part in names else f"{one_line(part)} (not in the catalog)"
                for part in bundle.course_ids
            ),
        }
        for bundle in catalog.bundles
    ]
    return table(rows)


def problems_table(problems: Sequence[Problem]) -> pa.Table:
    """Give problems with their places: what weighs more comes first."""
    rows = [
        {
            "Weight": "not used" if problem.is_error else "look at it",
            "Row": problem.place.row,
            "What to do": one_line(problem.message),
            "Value": one_line(problem.value or ""),
            "Nearest known": one_line(problem.suggestion or ""),
            "Column": one_line(problem.place.column or ""),
            "Sheet": one_line(problem.place.sheet or ""),
            "File": one_line(problem.place.file or ""),
        }
        for problem in sorted(problems, key=lambda problem: not problem.is_error)
    ]
    told = [name for name in (rows[0] if rows else ()) if any(row[name] not in {"", None} for row in rows)]
    return table(rows, told)


def columns() -> dict[str, Any]:
    """Say how columns are shown, by their names: one look for every table."""
    text, numeral, day = (
        st.column_config.TextColumn,
        st.column_config.NumberColumn,
        st.column_config.DateColumn,
    )
    shown: dict[str, Any] = {name: numeral(name, format=CREDITS) for name in _CREDITS}
    shown |= {
        "Price": numeral("Price", format=DOLLARS, width=_PRICE, help="Empty: not known"),
        "Until": day("Until", format=DATES, width=_DAY),
    }
    shown |= {"Course": text("Course", width="medium"), "No.": numeral("No.", width="small")}
    shown |= {"What to do": text("What to do", width=520)}
    return shown


def catalog_columns() -> dict[str, Any]:
    """Say how the table of a catalog is shown: what a course gives and costs is in sight on a phone."""
    targeted = st.column_config.NumberColumn(
        "Targeted", format=CREDITS, width=_TARGETED, help="Targeted credits"
    )
    return columns() | {"Targeted credits": targeted}


def discipline_options(catalog: Catalog) -> dict[str, str]:
    """Give the disciplines that a catalog serves, by code, with their names."""
    codes = dict.fromkeys(
        row.subcategory.discipline for course in catalog.courses for row in course.distributions
    )
    return {code: discipline_name(code) for code in sorted(codes)}
