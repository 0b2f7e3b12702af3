"""A queue's answer as text for a terminal: how many are covered, what it comes to, what is short most."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from typing import TYPE_CHECKING

from planner.credits import Credits
from planner.phrases import amount, count, one_line
from planner.writing.queue_wording import not_understood_sentence, partial_sentence, queue_notes
from planner.writing.wording import cost

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.catalog import Catalog
    from planner.outline import Subcategory
    from planner.selling.answering import QueueAnswer

_NAME = 24
_MOST_LISTED = 10


def queue_as_table(answer: QueueAnswer, catalog: Catalog, width: int) -> str:
    """Write a short summary for people; who gets which courses is for the files."""
    partial = partial_sentence(answer)
    sections = [
        textwrap.wrap(partial, width),
        list(_figures(answer)),
        textwrap.wrap(not_understood_sentence(answer), width),
        list(_short_most(answer, width)),
        [line for note in queue_notes(answer, catalog) for line in textwrap.wrap(note, width)],
    ]
    return "\n\n".join("\n".join(section) for section in sections if section) + "\n"


def _figures(answer: QueueAnswer) -> Iterator[str]:
    queue, totals = answer.queue, answer.totals
    yield f"{'Customers':{_NAME}} {queue.customers:>13,}"
    for name, number in (
        ("  covered", answer.covered),
        ("  short", answer.short),
        ("  without a plan", answer.without_plan),
        ("  not reached", answer.not_reached),
    ):
        if number or name == "  covered":
            yield f"{name:{_NAME}} {number:>13,}"
    yield f"{'Distinct prescriptions':{_NAME}} {len(queue.groups):>13,}"
    yield f"{'Price together':{_NAME}} {cost(totals):>13}"
    yield f"{'Courses together':{_NAME}} {totals.courses:>13,}"
    yield f"{'Targeted credits':{_NAME}} {totals.targeted_credits!s:>13}"


def _short_most(answer: QueueAnswer, width: int) -> Iterator[str]:
    customers: dict[Subcategory, int] = defaultdict(int)
    credits_: dict[Subcategory, int] = defaultdict(int)
    for group, each in zip(answer.queue.groups, answer.answers, strict=True):
        for at, short in () if each is None else each.short:
            customers[at] += group.customers
            credits_[at] += short.hundredths * group.customers
    if not customers:
        return
    yield "Short most"
    most = sorted(customers, key=lambda at: (-customers[at], -credits_[at], at))
    for at in most[:_MOST_LISTED]:
        said = f"{count(customers[at], 'customer')} by {amount(Credits(credits_[at]))} in all"
        yield from textwrap.wrap(f"  {said}: {one_line(str(at))}", width, subsequent_indent="    ")
    if len(most) > _MOST_LISTED:
        yield f"  and {len(most) - _MOST_LISTED:,} more"
