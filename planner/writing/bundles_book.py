"""New bundles for a queue as an Excel workbook. Importing this imports openpyxl."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.phrases import NOT_KNOWN
from planner.plan import Status
from planner.writing.as_bundles import (
    bundle_price,
    bundles_headline,
    bundles_proof,
    popular_sentence,
    singles_sentence,
)
from planner.writing.plan_sheets import problems_sheet, sources_sheet
from planner.writing.sheets import Book, Column, Kind, Sum, Table, Value
from planner.writing.wording import DISCLAIMER, FICTIONAL, choices

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.catalog import Catalog
    from planner.preferences import Preferences
    from planner.problem import Problem
    from planner.selling.answering import Answer, QueueAnswer
    from planner.selling.bundles import BundlesValue, FoundBundles


def bundles_as_workbook(
    found: FoundBundles,
    queue_answer: QueueAnswer,
    catalog: Catalog,
    preferences: Preferences,
    problems: Sequence[Problem],
) -> bytes:
    """Write bundles for Excel: each with what it does, its courses, who takes which, and the choices made.

    Raises:
        ValueError: no bundles were looked for, because what was asked for can't be had.
    """
    value = found.value
    if value is None:
        message = "there are no bundles to tell of"
        raise ValueError(message)
    book = Book(title="Course bundles", made_on=preferences.on)
    _bundles_sheet(book, found, value, catalog)
    _courses_sheet(book, value, catalog)
    _customers_sheet(book, value, queue_answer)
    if problems:
        problems_sheet(book, problems)
    _inputs_sheet(book, found, catalog, preferences)
    sources_sheet(book)
    return book.as_bytes()


def _bundles_sheet(book: Book, found: FoundBundles, value: BundlesValue, catalog: Catalog) -> None:
    columns = (
        Column("Bundle", width=12),
        Column("For", width=32),
        Column("Courses", Kind.COUNT, 10),
        Column("Singly (USD)", Kind.MONEY, 12),
        Column("Price (USD)", Kind.MONEY, 12),
        Column("Customers covered", Kind.COUNT, 12),
        Column("Customers who take it", Kind.COUNT, 12),
        Column("Money saved (USD)", Kind.MONEY, 13),
        Column("CE credits", Kind.CREDITS, 10),
        Column("Course IDs", width=60),
    )
    rows: list[tuple[Value, ...]] = [
        (
            valued.bundle.bundle_id,
            valued.bundle.title,
            len(valued.bundle.course_ids),
            valued.price.singles,
            valued.price.price if valued.price.known else bundle_price(valued),
            valued.covers,
            valued.taken_by,
            valued.saved,
            valued.ce_credits if not valued.ce_credits_unknown else NOT_KNOWN,
            "; ".join(valued.bundle.course_ids),
        )
        for valued in value.bundles
    ]
    total: tuple[Value, ...] = (
        "Total",
        *(None,) * 5,
        Sum(value.covered),
        Sum(value.saved),
        *(None,) * 2,
    )
    opening = [bundles_headline(found), bundles_proof(found), singles_sentence(value)]
    popular = popular_sentence(found)
    opening += [sentence for sentence in (popular, FICTIONAL if catalog.fictional else "") if sentence]
    book.add_sheet("Bundles", Table(columns, rows, opening=opening, totals=total, closing=(DISCLAIMER,)))


def _courses_sheet(book: Book, value: BundlesValue, catalog: Catalog) -> None:
    known = catalog.by_id()
    columns = (
        Column("Bundle", width=12),
        Column("Course", width=44),
        Column("Course ID", width=16),
        Column("Seller", width=24),
        Column("Price (USD)", Kind.MONEY, 12),
        Column("CE credits", Kind.CREDITS, 10),
    )
    rows: list[tuple[Value, ...]] = []
    for valued in value.bundles:
        for course_id in valued.bundle.course_ids:
            course = known[course_id]
            rows.append(
                (
                    valued.bundle.bundle_id,
                    course.name,
                    course_id,
                    course.seller or None,
                    course.price if course.price is not None else NOT_KNOWN,
                    course.ce_credits if course.ce_credits is not None else NOT_KNOWN,
                )
            )
    book.add_sheet("Courses", Table(columns, rows))


def _customers_sheet(book: Book, value: BundlesValue, queue_answer: QueueAnswer) -> None:
    columns = (
        Column("Technologist ID", width=22),
        Column("Bundle", width=12),
        Column("Standing", width=16, loud="not covered"),
        Column("Bundle price (USD)", Kind.MONEY, 13),
        Column("Best plan without (USD)", Kind.MONEY, 13),
        Column("Money saved (USD)", Kind.MONEY, 13),
    )
    total: tuple[Value, ...] = ("Total", *(None,) * 4, Sum(value.saved))
    book.add_sheet("Customers", Table(columns, _customers(value, queue_answer), totals=total))


def _customers(value: BundlesValue, queue_answer: QueueAnswer) -> Iterator[tuple[Value, ...]]:
    queue = queue_answer.queue
    for technologist_id, group in zip(queue.ids, queue.group_of, strict=True):
        outcome = value.groups[group]
        valued = None if outcome.takes is None else value.bundles[outcome.takes]
        standing = "needs nothing" if outcome.needs_nothing else "covered" if valued else "not covered"
        price: Value = None
        if valued is not None:
            price = valued.price.price if valued.price.known else bundle_price(valued)
        yield (
            technologist_id,
            valued.bundle.bundle_id if valued else None,
            standing,
            price,
            outcome.single_price
            if outcome.single_price is not None
            else _without(queue_answer.answers[group]),
            outcome.saved,
        )


def _without(answer: Answer | None) -> str:
    """Say why there is no price of a best plan without bundles: it has none, or there is no such plan."""
    return "none covers all" if answer is not None and answer.status is Status.SHORTFALL else NOT_KNOWN


def _inputs_sheet(book: Book, found: FoundBundles, catalog: Catalog, preferences: Preferences) -> None:
    wishes = found.wishes
    rows = [
        ("Catalog", f"{catalog.name or 'no name'}{' (fictional)' if catalog.fictional else ''}"),
        ("Courses in the catalog", f"{len(catalog.courses):,}"),
        ("Bundles asked for", f"{wishes.number:,}"),
        ("Courses in a bundle at most", f"{wishes.size:,}"),
        ("Discount on the single prices", str(wishes.discount)),
        ("Most that a bundle may cost", str(wishes.most_price) if wishes.most_price is not None else "any"),
        ("Count only customers who pay no more", "yes" if wishes.no_dearer else "no"),
        *choices(preferences),
    ]
    book.add_sheet("Inputs", Table((Column("Choice", width=40), Column("Value", width=80)), rows))
