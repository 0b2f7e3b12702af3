"""A seller's quote as an Excel workbook of one sheet, with live sums. Importing this imports openpyxl."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.credits import Credits, Money
from planner.phrases import NOT_KNOWN, count, day
from planner.selling.logo import logo_to_print
from planner.writing.form_sheet import Form
from planner.writing.quote_wording import (
    IN_BUNDLE,
    ON_REQUEST,
    closing,
    comes_with,
    headline_of,
    meant_for,
    proven,
    remarks,
    savings,
    standing,
    standing_of,
)
from planner.writing.sheets import Book, Column, Formula, Kind, Sum, Table, Value
from planner.writing.wording import DISCLAIMER

if TYPE_CHECKING:
    from planner.plan import PlannedCourse
    from planner.selling.discounts import DiscountRule
    from planner.selling.quotes import Quote
    from planner.writing.printing.paper import Paper

_WIDTHS = (38, 16, 38, 14, 10, 11, 15)
_COLUMNS = (
    Column("Course"),
    Column("Course ID"),
    Column("For"),
    Column("Finish by", Kind.DATE),
    Column("CE credits", Kind.CREDITS),
    Column("Targeted credits", Kind.CREDITS),
    Column("Price (USD)", Kind.MONEY),
)
_COVERAGE = (
    Column("Subcategory"),
    Column("Discipline"),
    Column("Category"),
    Column("Needed", Kind.CREDITS),
    Column("Has", Kind.CREDITS),
    Column("Short", Kind.CREDITS),
    Column("Standing", calm="covered"),
)
_PRICE = "G"
# Pixels that a logo may take.
_LOGO = (240, 84)


def quote_as_workbook(quote: Quote, paper: Paper = "letter") -> bytes:
    """Write a quote for Excel: the seller's head, the lines, sums that follow them, and what is covered.

    Raises:
        ValueError: there is no such paper.
    """
    book = Book(title=f"Quote {quote.number}", made_on=quote.on)
    form = Form(book, "Quote", _WIDTHS, paper=paper)
    _add_head(form, quote)
    form.add_gap()
    header = form.next_row
    _add_lines(form, quote)
    form.add_gap()
    _add_coverage(form, quote)
    form.add_gap()
    note = (f"From {quote.terms.seller}: {quote.terms.note}",) if quote.terms.note else ()
    form.add_lines(*remarks(quote), *note, *closing(quote), DISCLAIMER)
    form.close(repeated_row=header)
    return book.as_bytes()


def _add_head(form: Form, quote: Quote) -> None:
    """Add who offers, to whom, until when, and what it comes to."""
    terms = quote.terms
    if terms.logo:
        picture, *size = logo_to_print(terms.logo)
        form.add_picture(picture, (size[0], size[1]), _LOGO)
    form.add_lines(terms.seller, style="headline")
    form.add_lines(*terms.lines)
    form.add_gap()
    form.add_lines("Quote", style="headline")
    form.add_texts(("Number", "text"), (quote.number, "line"))
    form.add_texts(("Customer", "text"), (quote.customer_id or "without an id", "line"))
    dates = form.begin((Column("Fact"), Column("Value", Kind.DATE)), header=False)
    dates.add_row(("Made on", quote.on))
    dates.add_row(("Valid until", quote.valid_until))
    form.end(dates)
    form.add_gap()
    form.add_lines(headline_of(quote), style="headline")
    form.add_lines(standing(quote), proven(quote))


def _add_lines(form: Form, quote: Quote) -> None:
    """Add the courses and bundles, and below them what the total is made of, as formulas."""
    block = form.begin(_COLUMNS)
    block.add_header()
    first = block.next_row
    for planned in quote.singles:
        price = planned.course.price
        block.add_row(_course_row(planned, ON_REQUEST if price is None else price))
    singles = _range("G", first, block.next_row - 1)
    ordered = _range("B", first, block.next_row - 1)
    first = block.next_row
    for line in quote.bundles:
        holds = f"Bundle, {comes_with(line)}"
        price = line.bundle.price
        asked = ON_REQUEST if price is None else price
        block.add_row((line.bundle.name, line.bundle.bundle_id, holds, None, None, None, asked), "total ")
        for planned in line.courses:
            block.add_row(_course_row(planned, IN_BUNDLE))
    bundles = _range("G", first, block.next_row - 1)
    block.set_off()
    totals = _Sums(quote, singles, ordered, bundles, block.next_row)
    for row in totals.rows():
        block.add_row(row, "total ")
    form.end(block)
    said = savings(quote)
    if said:
        form.add_lines(said)


def _course_row(planned: PlannedCourse, price: Value) -> tuple[Value, ...]:
    course = planned.course
    return (
        course.name,
        course.course_id,
        meant_for(planned),
        planned.take_by or NOT_KNOWN,
        NOT_KNOWN if course.ce_credits is None else course.ce_credits,
        planned.targeted,
        price,
    )


def _range(column: str, first: int, last: int) -> str:
    """Name the cells of a column from a row to another; nothing where there is no row."""
    return f"{column}{first}:{column}{last}" if last >= first else ""


class _Sums:
    """The rows below the lines. Their formulas give what the quote says, and follow changed lines."""

    def __init__(self, quote: Quote, singles: str, ordered: str, bundles: str, first_row: int) -> None:
        self._quote, self._singles, self._ordered, self._bundles = quote, singles, ordered, bundles
        self._first_row = first_row

    def rows(self) -> list[tuple[Value, ...]]:
        """Give them in order, the total last."""
        quote = self._quote
        at = [f"{_PRICE}{self._first_row + place}" for place in range(3)]
        courses = count(len(quote.courses), "course")
        return [
            self._row("Courses bought singly", self._sum(self._singles, quote.singles_total)),
            self._row(_named(quote.terms.discounts), self._discount(at[0])),
            self._row("Bundles", self._sum(self._bundles, quote.bundles_total)),
            (
                f"Total: {courses}",
                *(None,) * 3,
                Sum(quote.ce_credits) if quote.ce_credits or not quote.ce_credits_unknown else NOT_KNOWN,
                Sum(quote.targeted_credits),
                ON_REQUEST
                if quote.prices_unknown and not quote.total
                else Formula(f"ROUND({at[0]}+{at[1]}+{at[2]},2)", float(quote.total)),
            ),
        ]

    @staticmethod
    def _row(name: str, amount: Value) -> tuple[Value, ...]:
        return (name, *(None,) * 5, amount)

    @staticmethod
    def _sum(cells: str, now: Money) -> Value:
        return Formula(f"SUM({cells})", float(now)) if cells else now

    def _discount(self, singles: str) -> Value:
        """Take off what the best of the rules gives, counted in whole cents as the quote counts it."""
        now = self._quote.discount.amount
        if not self._quote.terms.discounts or not self._singles:
            return Money(-now.hundredths)
        rules = ",".join(self._taken_off(rule, singles) for rule in self._quote.terms.discounts)
        return Formula(f"-MAX(0,{rules})", -float(now))

    def _taken_off(self, rule: DiscountRule, singles: str) -> str:
        cents = f"INT((ROUND({singles}*100,0)*{rule.percent.hundredths}+5000)/10000)/100"
        enough = (
            f"AND(COUNTA({self._ordered})>={rule.from_courses},"
            f"ROUND({singles}*100,0)>={rule.from_amount.hundredths})"
        )
        return f"IF({enough},{cents},0)"


def _named(rules: tuple[DiscountRule, ...]) -> str:
    """Name the row of the discount by the rules, of which the best one holds."""
    if not rules:
        return "No discount"
    best = "" if len(rules) == 1 else " (the one that takes off most)"
    return f"Discount: {'; or '.join(str(rule) for rule in rules)}{best}"


def _add_coverage(form: Form, quote: Quote) -> None:
    """Add a row for each subcategory prescribed, with what it stays short of."""
    rows = tuple(row for row in quote.plan.coverage if not row.overall)
    if not rows:
        return
    table = Table(
        _COVERAGE,
        [
            (
                row.subcategory.name,
                row.subcategory.discipline,
                row.subcategory.category or None,
                row.required + row.margin,
                row.completed + row.planned,
                row.short,
                standing_of(row),
            )
            for row in rows
        ],
        opening=("What it covers, in credits",),
        totals=(
            "Total",
            None,
            None,
            Sum(Credits.total(row.required + row.margin for row in rows)),
            Sum(Credits.total(row.completed + row.planned for row in rows)),
            Sum(Credits.total(row.short for row in rows)),
            None,
        ),
        closing=(f"Counted for an order on {day(quote.plan.preferences.on)}.",),
    )
    form.add_table(table)
