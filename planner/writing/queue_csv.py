"""A queue's answer as CSV, a row a customer, for any number of customers.

As all our CSV: UTF-8 with a byte order mark, comma, CRLF, plain numbers, a blank for what is not known, and
an apostrophe before text that a spreadsheet might take for a formula.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from planner.credits import Hundredths
from planner.guarding import guard
from planner.writing.queue_wording import all_short, shortfalls, standing_word, why_no_plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.selling.answering import Answer, QueueAnswer

QUEUE_FIELDS = (
    "technologist_id",
    "standing",
    "price",
    "price_unknown",
    "courses",
    "ce_credits",
    "ce_credits_unknown",
    "targeted_credits",
    "short_credits",
    "short",
    "group",
    "course_ids",
    "bundle_ids",
    "why_no_plan",
    "assumed_figures",
)
_ROWS_A_PART = 5_000
_END = "\r\n"
_TO_QUOTE = re.compile(r'[",\r\n]|^$')


def queue_as_csv(answer: QueueAnswer) -> bytes:
    """Write a queue's answer whole; `queue_csv_parts` gives it bit by bit."""
    return b"".join(queue_csv_parts(answer))


def queue_csv_parts(answer: QueueAnswer) -> Iterator[bytes]:
    """Write a queue's answer in parts, in the order of the queue; a customer not reached says so."""
    yield _line(QUEUE_FIELDS).encode("utf-8-sig")
    groups = answer.queue.groups
    facts: dict[int, str] = {}
    rows: list[str] = []
    for customer, group in zip(answer.queue.ids, answer.queue.group_of, strict=True):
        if group not in facts:
            facts[group] = _line(
                (*_facts(group, answer.answers[group]), str(groups[group].prescription.assumed_figures))
            )
        rows.append(f"{_cell(guard(customer))},{facts[group]}")
        if len(rows) == _ROWS_A_PART:
            yield "".join(rows).encode("utf-8", "replace")
            rows.clear()
    yield "".join(rows).encode("utf-8", "replace")


def _facts(group: int, answer: Answer | None) -> tuple[str, ...]:
    """Give what is the same for every customer of a group."""
    known = answer is not None and answer.status is not None
    figures = ("",) * 7
    if answer is not None and known:
        totals = answer.totals
        figures = (
            _sum(totals.price, totals.price_unknown),
            str(totals.price_unknown),
            str(totals.courses),
            _sum(totals.ce_credits, totals.ce_credits_unknown),
            str(totals.ce_credits_unknown),
            str(totals.targeted_credits),
            str(all_short(answer)),
        )
    return (
        standing_word(answer),
        *figures,
        guard(shortfalls(answer)),
        str(group + 1),
        guard("; ".join(answer.course_ids if answer is not None else ())),
        guard("; ".join(answer.bundle_ids if answer is not None else ())),
        guard(why_no_plan(answer)),
    )


def _sum(amount: Hundredths, unknown: int) -> str:
    """Write a sum as a plain number; one of nothing but unknown figures is not known either."""
    return "" if unknown and not amount else Hundredths.__str__(amount)


def _cell(text: str) -> str:
    """Give text as a cell of a line; most ids need no quotes, and there may be a million of them."""
    return _line((text,)).removesuffix(_END) if _TO_QUOTE.search(text) else text


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator=_END).writerow(cells)
    return text.getvalue()
