"""The sheets that sum up a queue's answer, one function each. Importing this module imports openpyxl."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from planner.credits import Credits, Money
from planner.phrases import NOT_KNOWN, count
from planner.selling.picking import pick_list
from planner.writing.queue_group_sheet import sheet_name
from planner.writing.queue_wording import (
    COVERED,
    NOT_REACHED,
    STANDINGS,
    all_short,
    needs_said,
    shortfalls,
    standing_word,
    why_no_plan,
)
from planner.writing.quote_wording import ON_REQUEST
from planner.writing.sheets import Book, Column, Formula, Kind, Link, Repeated, Sum, Table, ToSheet, Value
from planner.writing.wording import DISCLAIMER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.catalog import Catalog
    from planner.selling.answering import Answer, QueueAnswer
    from planner.selling.customers import Group

MOST_CUSTOMERS = 200_000
"""More rows than these make a workbook that nobody can open with pleasure; CSV and JSON hold all."""
MOST_GROUPS = 20_000
_TOTALS = (
    Column("Price (USD)", Kind.MONEY, 13),
    Column("Prices not known", Kind.COUNT, 11),
    Column("Courses", Kind.COUNT, 10),
    Column("CE credits", Kind.CREDITS, 12),
    Column("CE credits not known", Kind.COUNT, 11),
    Column("Targeted credits", Kind.CREDITS, 12),
    Column("Short (credits)", Kind.CREDITS, 11),
)
_COURSES = (
    Column("Course", width=44),
    Column("Course ID", width=16),
    Column("Seller", width=22),
    Column("Customers", Kind.COUNT, 12),
    Column("Bought singly", Kind.COUNT, 12),
    Column("With a bundle", Kind.COUNT, 12),
    Column("Price (USD)", Kind.MONEY, 12),
    Column("Together (USD)", Kind.MONEY, 15),
    Column("CE credits", Kind.CREDITS, 10),
    Column("Link", width=32),
)


def summary_sheet(book: Book, answer: QueueAnswer, top: Sequence[str]) -> None:
    """Add a row for each standing: how many there are, and what their plans come to."""
    columns = (
        Column("Standing", width=16, calm=COVERED),
        Column("Distinct prescriptions", Kind.COUNT, 14),
        Column("Customers", Kind.COUNT, 12),
        Column("Share of customers", Kind.SHARE, 16),
        *(replace(column, width=column.width + 4) for column in _TOTALS),
    )
    rows = [_of_standing(word, answer) for word in STANDINGS if word != NOT_REACHED or answer.partial]
    whole = answer.totals
    totals: tuple[Value, ...] = (
        "Total",
        Sum(len(answer.queue.groups)),
        Sum(len(answer.queue.ids)),
        None,
        Sum(whole.price),
        Sum(whole.price_unknown),
        Sum(whole.courses),
        Sum(whole.ce_credits),
        Sum(whole.ce_credits_unknown),
        Sum(whole.targeted_credits),
        Sum(_times_short(answer.answers, answer.queue.groups)),
    )
    book.add_sheet("Summary", Table(columns, rows, opening=top, totals=totals, closing=(DISCLAIMER,)))


def _of_standing(word: str, answer: QueueAnswer) -> tuple[Value, ...]:
    """Give the row of one standing; its sums are those of an answer that holds nothing else."""
    only = tuple(each if standing_word(each) == word else None for each in answer.answers)
    totals = replace(answer, answers=only).totals
    pairs = list(zip(answer.answers, answer.queue.groups, strict=True))
    groups = [group.customers for each, group in pairs if standing_word(each) == word]
    everybody = len(answer.queue.ids)
    return (
        word,
        len(groups),
        sum(groups),
        Formula(f"{{Customers}}/{max(1, everybody)}", sum(groups) / max(1, everybody)),
        totals.price,
        totals.price_unknown,
        totals.courses,
        totals.ce_credits,
        totals.ce_credits_unknown,
        totals.targeted_credits,
        _times_short(only, answer.queue.groups),
    )


def _times_short(answers: Sequence[Answer | None], groups: Sequence[Group]) -> Credits:
    return Credits(
        sum(
            all_short(each).hundredths * group.customers
            for each, group in zip(answers, groups, strict=True)
            if each is not None
        )
    )


def all_sheet(book: Book, answer: QueueAnswer, top: Sequence[str]) -> None:
    """Add a row for each customer, in the order of the queue."""
    queue = answer.queue
    count_shown = min(len(queue.ids), MOST_CUSTOMERS)
    more = len(queue.ids) - count_shown
    left_out = f"The first {count_shown:,} customers; {more:,} more are in the CSV and the JSON file."
    columns = (
        Column("Customer", width=20),
        Column("Standing", width=12, calm=COVERED),
        *_TOTALS,
        Column("What is short, or why there is no plan", width=46),
        Column("Group", Kind.COUNT, 9),
        Column("Course IDs", width=46),
        Column("Bundle IDs", width=20),
    )
    wanted = list(dict.fromkeys(islice(queue.group_of, count_shown)))
    place = {group: number for number, group in enumerate(wanted)}
    patterns = [_facts(group, answer.answers[group]) for group in wanted]
    rows = (
        (customer, place[group])
        for customer, group in islice(zip(queue.ids, queue.group_of, strict=True), count_shown)
    )
    opening = (*top, left_out) if more else tuple(top)
    repeated = Repeated(patterns, rows, count_shown)
    book.add_sheet("All", Table(columns, (), opening=opening, repeated=repeated))


def _facts(group: int, answer: Answer | None) -> tuple[Value, ...]:
    """Give what is the same for every customer of a group."""
    return (
        standing_word(answer),
        *_totals_of(answer),
        shortfalls(answer) or why_no_plan(answer) or None,
        group + 1,
        *_ids(answer),
    )


def _ids(answer: Answer | None) -> tuple[Value, Value]:
    """Give what is ordered, courses and bundles."""
    if answer is None:
        return None, None
    return "; ".join(answer.course_ids) or None, "; ".join(answer.bundle_ids) or None


def _totals_of(answer: Answer | None) -> tuple[Value, ...]:
    """Give a plan's totals; without a plan there is nothing to give, which isn't 0."""
    if answer is None or answer.status is None:
        return (None,) * len(_TOTALS)
    totals = answer.totals
    return (
        totals.price if totals.price or not totals.price_unknown else ON_REQUEST,
        totals.price_unknown,
        totals.courses,
        totals.ce_credits if totals.ce_credits or not totals.ce_credits_unknown else NOT_KNOWN,
        totals.ce_credits_unknown,
        totals.targeted_credits,
        all_short(answer),
    )


def groups_sheet(
    book: Book, answer: QueueAnswer, top: Sequence[str], order: Sequence[int], with_sheet: frozenset[int]
) -> None:
    """Add a row for each distinct prescription, the largest groups first."""
    columns = (
        Column("Group", Kind.COUNT, 9),
        Column("Customers", Kind.COUNT, 11),
        Column("Standing", width=12, calm=COVERED),
        *(replace(column, header=f"{column.header} each") for column in _TOTALS),
        Column("Price together (USD)", Kind.MONEY, 15),
        Column("Needs (credits)", width=46),
        Column("What is short, or why there is no plan", width=40),
        Column("Course IDs", width=40),
        Column("Bundle IDs", width=20),
        Column("Sheet", width=14),
    )
    shown = order[:MOST_GROUPS]
    rows = [_group_row(number, answer, with_sheet) for number in shown]
    opening = [*top]
    if len(order) > len(shown):
        opening.append(f"The {len(shown):,} largest groups of {len(order):,}; all are in the JSON file.")
    if len(with_sheet) < len(order):
        sheets = count(len(with_sheet), "sheet")
        opening.append(f"The largest groups have their own sheets: {sheets} for {len(order):,} groups.")
    together = sum(
        each.totals.price.hundredths * answer.queue.groups[number].customers
        for number in shown
        if (each := answer.answers[number]) is not None
    )
    totals = (
        "Total",
        Sum(sum(answer.queue.groups[number].customers for number in shown)),
        *(None,) * (1 + len(_TOTALS)),
        Sum(Money(together)),
        *(None,) * 5,
    )
    book.add_sheet("Groups", Table(columns, rows, opening=opening, totals=totals))


def _group_row(number: int, answer: QueueAnswer, with_sheet: frozenset[int]) -> tuple[Value, ...]:
    group, each = answer.queue.groups[number], answer.answers[number]
    price: Value = None
    if each is not None and each.status is not None:
        now = Money(each.totals.price.hundredths * group.customers)
        live = Formula("{Customers}*{Price (USD) each}", float(now))
        price = live if each.totals.price or not each.totals.price_unknown else ON_REQUEST
    return (
        number + 1,
        group.customers,
        standing_word(each),
        *_totals_of(each),
        price,
        needs_said(group.prescription),
        shortfalls(each) or why_no_plan(each) or None,
        *_ids(each),
        ToSheet(sheet_name(number)) if number in with_sheet else None,
    )


def courses_sheet(book: Book, answer: QueueAnswer, catalog: Catalog, top: Sequence[str]) -> None:
    """Add what to have ready: each course and bundle, and how many customers order it."""
    picked = pick_list(answer, catalog)
    rows: list[tuple[Value, ...]] = [
        (
            each.course.name,
            each.course.course_id,
            each.course.seller or None,
            each.customers,
            each.singly,
            each.in_bundles,
            ON_REQUEST if each.course.price is None else each.course.price,
            _together(each.course.price, each.singly),
            NOT_KNOWN if each.course.ce_credits is None else each.course.ce_credits,
            Link(each.course.url) if each.course.url else None,
        )
        for each in picked.courses
    ]
    rows += [
        (
            f"Bundle: {line.bundle.name}",
            line.bundle.bundle_id,
            None,
            line.customers,
            line.customers,
            None,
            ON_REQUEST if line.bundle.price is None else line.bundle.price,
            _together(line.bundle.price, line.customers),
            None,
            None,
        )
        for line in picked.bundles
    ]
    total = ("Total", *(None,) * 6, Sum(answer.totals.price), None, None)
    book.add_sheet("Courses", Table(_COURSES, rows, opening=top, totals=total))


def _together(price: Money | None, customers: int) -> Value:
    """Give what so many customers pay for one thing, as a live figure."""
    if price is None:
        return ON_REQUEST if customers else Money(0)
    return Formula("{Bought singly}*{Price (USD)}", float(Money(price.hundredths * customers)))
