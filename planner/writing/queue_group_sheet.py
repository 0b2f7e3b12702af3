"""The sheet of one group of a queue: its needs, what it orders, who is in it. Imports openpyxl."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.aligning import align
from planner.credits import Credits
from planner.phrases import NOT_KNOWN, count, day
from planner.selling.picking import paid_for
from planner.writing.form_sheet import Form
from planner.writing.queue_wording import (
    COVERED,
    group_headline,
    partial_sentence,
    standing_word,
    why_no_plan,
)
from planner.writing.quote_wording import IN_BUNDLE, ON_REQUEST
from planner.writing.sheets import Book, Column, Kind, Sum, Table, Value
from planner.writing.wording import DISCLAIMER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planner.catalog import Bundle, Catalog
    from planner.outline import Subcategory
    from planner.selling.answering import Answer, QueueAnswer
    from planner.selling.customers import Group, Queue

MOST_IDS = 600
"""Of a larger group the first so many; the sheet of all customers has the rest, filtered by group."""
_WIDTHS = (44, 16, 24, 13, 13, 16)


def sheet_name(group: int) -> str:
    """Name the sheet of a group, which is numbered from 0 and called from 1 on."""
    return f"Group {group + 1}"


def ids_of_groups(queue: Queue, groups: Iterable[int]) -> Mapping[int, list[str]]:
    """Give the first ids of some groups, in one pass over the queue."""
    wanted: dict[int, list[str]] = {group: [] for group in groups}
    lacks = {group: min(MOST_IDS, queue.groups[group].customers) for group in wanted}
    for customer, group in zip(queue.ids, queue.group_of, strict=True):
        if not lacks:
            break
        if group in lacks:
            wanted[group].append(customer)
            if len(wanted[group]) == lacks[group]:
                del lacks[group]
    return wanted


def add_group_sheet(
    book: Book, answer: QueueAnswer, number: int, catalog: Catalog, ids: Sequence[str]
) -> None:
    """Add the sheet of one group: its needs, what each customer orders, and the customers' ids."""
    group, each = answer.queue.groups[number], answer.answers[number]
    form = Form(book, sheet_name(number), _WIDTHS)
    form.add_lines(group_headline(number + 1, group.customers, each), style="headline")
    form.add_lines(*(line for line in (partial_sentence(answer), why_no_plan(each)) if line))
    form.add_gap()
    form.add_table(_needs(group, each, catalog))
    form.add_gap()
    if each is not None and each.course_ids:
        form.add_table(_orders(each, catalog))
        form.add_gap()
    form.add_lines(count(group.customers, "customer"), style="headline")
    grid = form.begin([Column(f"Customer {place}") for place in range(len(_WIDTHS))], header=False)
    for start in range(0, len(ids), len(_WIDTHS)):
        row = ids[start : start + len(_WIDTHS)]
        grid.add_row([*row, *(None,) * (len(_WIDTHS) - len(row))])
    form.end(grid)
    if len(ids) < group.customers:
        more = f"{group.customers - len(ids):,} more: filter the sheet All by group {number + 1}."
        form.add_lines(more)
    form.add_lines(DISCLAIMER)
    form.close()


def _needs(group: Group, answer: Answer | None, catalog: Catalog) -> Table:
    """Set what is needed, named as the catalog names it, and what stays short of it."""
    columns = (
        Column("Subcategory"),
        Column("Discipline"),
        Column("Category"),
        Column("Needed", Kind.CREDITS),
        Column("Short", Kind.CREDITS),
        Column("Standing", calm=COVERED),
    )
    prescription, _ = align(group.prescription, catalog)
    short: dict[Subcategory, Credits] = {} if answer is None else dict(answer.short)
    planned = answer is not None and answer.status is not None
    rows: list[tuple[Value, ...]] = []
    for need in prescription.needs:
        at, lacks = need.subcategory, short.get(need.subcategory)
        standing = "short" if lacks else COVERED if planned else standing_word(answer)
        figure = (lacks or Credits(0)) if planned else None
        rows.append((at.name, at.discipline, at.category or None, need.credits_required, figure, standing))
    return Table(columns, rows, opening=("Needs, in credits",), closing=tuple(_beside(group)))


def _beside(group: Group) -> Iterator[str]:
    """Say what else the plan was made from: what is completed, and what wasn't understood."""
    for done in group.completed:
        yield f"Completed: {done.course_id}, {day(done.completed_on)}."
    questions = group.prescription.open_questions
    if questions:
        yield f"{count(questions, 'row')} of the results not understood, so nobody here is covered."
    if assumed := group.prescription.assumed_figures:
        yield f"{count(assumed, 'figure')} of credits required assumed: check with the prescription."


def _orders(answer: Answer, catalog: Catalog) -> Table:
    """Set what each customer orders; the bundles' prices and those of single courses add up to the total."""
    columns = (
        Column("Course to order"),
        Column("Course ID"),
        Column("Seller"),
        Column("CE credits", Kind.CREDITS),
        Column("Hours", Kind.HOURS),
        Column("Price (USD)", Kind.MONEY),
    )
    bundles = {bundle.bundle_id: bundle for bundle in catalog.bundles}
    courses, totals = catalog.by_id(), answer.totals
    rows: list[tuple[Value, ...]] = []
    for course_id, paid_in in paid_for(answer, bundles):
        course = courses[course_id]
        alone: Value = ON_REQUEST if course.price is None else course.price
        rows.append(
            (
                course.name,
                course_id,
                course.seller or None,
                NOT_KNOWN if course.ce_credits is None else course.ce_credits,
                NOT_KNOWN if course.hours is None else course.hours,
                alone if paid_in is None else f"{IN_BUNDLE} {paid_in.bundle_id}",
            )
        )
    rows += [_bundle_row(bundles[bundle_id]) for bundle_id in answer.bundle_ids]
    total: tuple[Value, ...] = (
        f"Total: {count(totals.courses, 'course')}",
        None,
        None,
        Sum(totals.ce_credits) if totals.ce_credits or not totals.ce_credits_unknown else NOT_KNOWN,
        Sum(totals.hours) if totals.hours or not totals.hours_unknown else NOT_KNOWN,
        Sum(totals.price) if totals.price or not totals.price_unknown else ON_REQUEST,
    )
    return Table(columns, rows, opening=("What each customer orders",), totals=total)


def _bundle_row(bundle: Bundle) -> tuple[Value, ...]:
    price: Value = ON_REQUEST if bundle.price is None else bundle.price
    return (f"Bundle: {bundle.name}", bundle.bundle_id, None, None, None, price)
