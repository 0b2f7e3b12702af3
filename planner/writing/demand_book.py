"""What is in demand as an Excel workbook. Importing this imports openpyxl."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.credits import Credits, Money
from planner.phrases import NOT_KNOWN
from planner.writing.as_demand import demand_headline
from planner.writing.plan_sheets import problems_sheet, sources_sheet
from planner.writing.sheets import Book, Column, Kind, Sum, Table, Value
from planner.writing.wording import DISCLAIMER, FICTIONAL, choices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.catalog import Catalog
    from planner.preferences import Preferences
    from planner.problem import Problem
    from planner.selling.demand import Demand, Scorecard

_PLACE = (Column("Discipline", width=12), Column("Category", width=22), Column("Subcategory", width=48))


def demand_as_workbook(
    demand: Demand, catalog: Catalog, preferences: Preferences, problems: Sequence[Problem]
) -> bytes:
    """Write for Excel what lacks, which course to make next, and how each course does."""
    book = Book(title="Demand", made_on=preferences.on)
    _lacking_sheet(book, demand, catalog)
    _new_courses_sheet(book, demand)
    _curves_sheet(book, demand)
    _scorecards_sheet(book, demand)
    if problems:
        problems_sheet(book, problems)
    rows = [
        ("Catalog", f"{catalog.name or 'no name'}{' (fictional)' if catalog.fictional else ''}"),
        ("Courses in the catalog", f"{len(catalog.courses):,}"),
        ("Customers", f"{demand.customers:,}"),
        *choices(preferences),
    ]
    book.add_sheet("Inputs", Table((Column("Choice", width=40), Column("Value", width=80)), rows))
    sources_sheet(book)
    return book.as_bytes()


def _lacking_sheet(book: Book, demand: Demand, catalog: Catalog) -> None:
    columns = (
        *_PLACE,
        Column("Customers short", Kind.COUNT, 12),
        Column("Credits short", Kind.CREDITS, 10),
        Column("Largest for one", Kind.CREDITS, 10),
        Column("Catalog gives at most", Kind.CREDITS, 12),
        Column("Courses", Kind.COUNT, 10),
        Column("Least for a credit (USD)", Kind.MONEY, 13),
        Column("By course", width=16),
    )
    rows: list[tuple[Value, ...]] = [
        (
            row.subcategory.discipline,
            row.subcategory.category or None,
            row.subcategory.name or None,
            row.customers,
            row.credits,
            row.largest,
            row.best_available,
            row.courses,
            NOT_KNOWN if row.cheapest is None else Money(round(row.cheapest * 100)),
            row.cheapest_course,
        )
        for row in demand.unmet
    ]
    opening = [demand_headline(demand)]
    if catalog.fictional:
        opening.append(FICTIONAL)
    book.add_sheet("What lacks", Table(columns, rows, opening=opening, closing=(DISCLAIMER,)))


def _new_courses_sheet(book: Book, demand: Demand) -> None:
    columns = (
        Column("Discipline", width=12),
        Column("Targeted credits", Kind.CREDITS, 10),
        Column("Customers newly covered", Kind.COUNT, 12),
        Column("Short credits met", Kind.CREDITS, 10),
        Column("Certain", width=10),
        Column("What it gives", width=100),
    )
    rows: list[tuple[Value, ...]] = [
        (
            new.discipline,
            new.credits,
            new.customers,
            new.credits_met,
            "yes" if new.exact else "at least",
            "; ".join(f"{credits_} {at}" for at, credits_ in new.gives),
        )
        for new in demand.new_courses
    ]
    opening = (
        "Which course to make next",
        "Taken to be open to everybody and of one discipline; its price is the seller's to set.",
    )
    book.add_sheet("Courses to make", Table(columns, rows, opening=opening))


def _curves_sheet(book: Book, demand: Demand) -> None:
    columns = (
        *_PLACE,
        Column("Targeted credits", Kind.CREDITS, 10),
        Column("Customers newly covered", Kind.COUNT, 12),
        Column("Certain", width=10),
    )
    rows: list[tuple[Value, ...]] = [
        (
            curve.subcategory.discipline,
            curve.subcategory.category or None,
            curve.subcategory.name or None,
            step.credits,
            step.customers,
            "yes" if curve.exact else "at least",
        )
        for curve in demand.curves
        for step in curve.steps
    ]
    opening = ("What a course in one subcategory alone has to give, and whom that covers",)
    book.add_sheet("One subcategory", Table(columns, rows, opening=opening))


def _scorecards_sheet(book: Book, demand: Demand) -> None:
    columns = (
        Column("Course ID", width=16),
        Column("Course", width=44),
        Column("Seller", width=24),
        Column("Customers", Kind.COUNT, 11),
        Column("Irreplaceable for", Kind.COUNT, 12),
        Column("Targeted credits", Kind.CREDITS, 10),
        Column("Of these counted", Kind.CREDITS, 10),
        Column("Dollars for a targeted credit", Kind.MONEY, 14),
        Column("Targeted for a CE credit", Kind.CREDITS, 13),
        Column("In bundles", Kind.COUNT, 10),
        Column("Sold singly (USD)", Kind.MONEY, 12),
    )
    rows: list[tuple[Value, ...]] = [
        (
            card.course.course_id,
            card.course.name,
            card.course.seller or None,
            card.picked,
            NOT_KNOWN if card.irreplaceable is None else card.irreplaceable,
            NOT_KNOWN if card.targeted is None else card.targeted,
            NOT_KNOWN if card.counted is None else card.counted,
            _dollars_each(card),
            NOT_KNOWN if card.per_ce_credit is None else Credits(round(card.per_ce_credit * 100)),
            card.in_bundles,
            card.revenue,
        )
        for card in demand.scorecards
    ]
    total: tuple[Value, ...] = (
        "Total",
        *(None,) * 9,
        Sum(Money.total(card.revenue for card in demand.scorecards)),
    )
    book.add_sheet("Courses", Table(columns, rows, totals=total))


def _dollars_each(card: Scorecard) -> Value:
    """Give what one of the targeted credits costs that a course brings to those who pick it."""
    if card.course.price is None or not card.targeted:
        return NOT_KNOWN
    return Money(round(Fraction(card.course.price.hundredths * card.picked * 100, card.targeted.hundredths)))
