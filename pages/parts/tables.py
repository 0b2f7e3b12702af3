"""Tables for the screen, as data frames: numbers stay numbers, and what is not known stays empty.

What people wrote goes into data frames as it is: their cells are never read as Markdown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from pages.parts import charts, palette
from pages.parts.words import discipline_name, shortened
from planner.credits import Credits
from planner.phrases import one_line
from planner.writing.as_listing import Purpose
from planner.writing.wording import how_paid, when

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.catalog import Catalog, Course
    from planner.credits import Hundredths
    from planner.outline import Subcategory
    from planner.plan import Coverage, Plan
    from planner.problem import Problem
    from planner.writing.as_listing import Listing

CREDITS = "%.4g"
DOLLARS = "dollar"
DATES = "MMM D, YYYY"
_LISTING_COLUMNS = [
    *("Discipline", "Category", "Subcategory", "Course", "Targeted credits"),
    *("CE credits", "Price", "Seller", "Until", "Course id"),
]
_CATALOG_COLUMNS = [
    *("Course", "Targeted credits", "CE credits", "Price", "Seller"),
    *("Format", "Serves", "Until", "Note", "Course id"),
]


def number(amount: Hundredths | None) -> float | None:
    """Give an exact amount as a table's number; not known stays empty."""
    return None if amount is None else float(amount)


def coverage_table(plan: Plan) -> pd.DataFrame:
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
    frame = pd.DataFrame(rows)
    return frame.drop(columns="Subcategory") if charts.by_category(plan) else frame


def _givers(plan: Plan, row: Coverage) -> str:
    numbers = [
        str(number)
        for number, planned in enumerate(plan.courses, start=1)
        if any(row.overall or serving.subcategory == row.subcategory for serving in planned.serves)
    ]
    return ", ".join(numbers)


def plan_table(plan: Plan) -> pd.DataFrame:
    """Give the plan's courses, both kinds of credit on every line, and what each gives where."""
    rows = [
        {
            "No.": number_,
            "Course": one_line(planned.course.name),
            "Seller": one_line(planned.course.seller),
            "Targeted credits": float(planned.targeted),
            "CE credits": number(planned.course.ce_credits),
            "To pay": how_paid(planned, plan),
            "When": when(planned),
            "Serves": "; ".join(f"{s.credits} {one_line(str(s.subcategory))}" for s in planned.serves),
            "Course id": one_line(planned.course.course_id),
        }
        for number_, planned in enumerate(plan.courses, start=1)
    ]
    return pd.DataFrame(rows)


def matrix(plan: Plan) -> Any:  # noqa: ANN401 - a pandas Styler, which ships no types
    """Give courses by subcategories: the credits of each, the more the stronger the background."""
    columns = [row.subcategory for row in charts.grouped(plan.coverage) if not row.overall]
    several = len({subcategory.discipline for subcategory in columns}) > 1
    names = _unlike(columns, several=several)
    data: dict[str, list[float | None]] = {name: [] for name in names.values()}
    labels: list[str] = []
    for number_, planned in enumerate(plan.courses, start=1):
        gives = {serving.subcategory: serving.credits for serving in planned.serves}
        labels.append(f"{number_}  {shortened(planned.course.name, 48)}")
        for subcategory, name in names.items():
            data[name].append(number(gives.get(subcategory)))
    frame = pd.DataFrame(data)
    frame.insert(0, "Course", labels)
    frame["Targeted credits"] = [float(planned.targeted) for planned in plan.courses]
    frame["CE credits"] = [number(planned.course.ce_credits) for planned in plan.courses]
    most = max((value for values in data.values() for value in values if value), default=1.0)

    def background(value: object) -> str:
        share = value / most if isinstance(value, float) and value == value else 0.0  # noqa: PLR0124 - not NaN
        colour = palette.heat(share)
        return f"background-color: {colour}" if colour else ""

    figures = [*data, "Targeted credits", "CE credits"]
    return frame.style.map(background, subset=list(data)).format("{:.4g}", na_rep="", subset=figures)


def _unlike(subcategories: Sequence[Subcategory], *, several: bool) -> dict[Subcategory, str]:
    """Name each column so that no two are alike."""
    names: dict[Subcategory, str] = {}
    for subcategory in subcategories:
        name = one_line(subcategory.name or subcategory.category)
        name = f"{subcategory.discipline} {name}" if several else name
        while name in names.values():
            name += "\u00a0"
        names[subcategory] = name
    return names


def catalog_table(
    courses: Sequence[Course],
    figures: Mapping[str, Mapping[Subcategory, Credits]],
    targeted: Mapping[str, Credits | None],
) -> pd.DataFrame:
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
    return pd.DataFrame(rows, columns=_CATALOG_COLUMNS)


def listing_table(listing: Listing) -> pd.DataFrame:
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
    frame = pd.DataFrame(rows, columns=_LISTING_COLUMNS)
    return frame.drop(columns="Subcategory") if by_category else frame


def bundles_table(catalog: Catalog) -> pd.DataFrame:
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
    return pd.DataFrame(rows)


def problems_table(problems: Sequence[Problem]) -> pd.DataFrame:
    """Give problems with their places: what weighs more comes first."""
    rows = [
        {
            "Weight": "not used" if problem.is_error else "look at it",
            "File": one_line(problem.place.file or ""),
            "Sheet": one_line(problem.place.sheet or ""),
            "Row": problem.place.row,
            "Column": one_line(problem.place.column or ""),
            "Value": one_line(problem.value or ""),
            "What to do": one_line(problem.message),
            "Nearest known": one_line(problem.suggestion or ""),
        }
        for problem in sorted(problems, key=lambda problem: not problem.is_error)
    ]
    frame = pd.DataFrame(rows)
    if "Row" in frame:
        frame["Row"] = frame["Row"].astype("Int64")
    return frame.loc[:, [bool((frame[name].astype("string").fillna("") != "").any()) for name in frame]]


def columns() -> dict[str, Any]:
    """Say how columns are shown, by their names: one look for every table."""
    text, numeral, day = (
        st.column_config.TextColumn,
        st.column_config.NumberColumn,
        st.column_config.DateColumn,
    )
    credit_columns = (
        "Required",
        "Completed",
        "Planned",
        "Short",
        "Targeted credits",
        "CE credits",
        "Most the catalog could give",
    )
    shown: dict[str, Any] = {name: numeral(name, format=CREDITS) for name in credit_columns}
    shown |= {
        "Price": numeral("Price", format=DOLLARS, help="Empty: not known"),
        "Until": day("Until", format=DATES),
    }
    shown |= {"Course": text("Course", width="medium"), "No.": numeral("No.", width="small")}
    shown |= {"What to do": text("What to do", width=520)}
    return shown


def discipline_options(catalog: Catalog) -> dict[str, str]:
    """Give the disciplines that a catalog serves, by code, with their names."""
    codes = dict.fromkeys(
        row.subcategory.discipline for course in catalog.courses for row in course.distributions
    )
    return {code: discipline_name(code) for code in sorted(codes)}
