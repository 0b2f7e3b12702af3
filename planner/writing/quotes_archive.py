"""Quotes for many customers as PDF files in one zip archive, with a list of them. Imports reportlab."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.faults import PlannerFault
from planner.guarding import guard
from planner.phrases import count, one_line
from planner.problem import Problem, Severity
from planner.selling.answering import plan_of
from planner.selling.quotes import make_quote
from planner.writing.book_archive import UndatedArchive
from planner.writing.printing.quote_sheet import quote_as_pdf
from planner.writing.queue_wording import NOT_REACHED, partial_sentence, why_no_plan
from planner.writing.quote_wording import standing, total_asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from planner.catalog import Catalog
    from planner.plan import Plan
    from planner.preferences import Preferences
    from planner.selling.answering import QueueAnswer
    from planner.selling.terms import QuoteTerms
    from planner.writing.printing.paper import Paper

MOST_QUOTES = 500
LIST_NAME = "quotes.csv"
PART_NAME = "this-is-a-part-only.txt"
_LIST_FIELDS = ("technologist_id", "file", "number", "total", "standing")
_NO_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class QuotesArchive:
    """Quotes in an archive. ``without`` are the customers who got none, each with the reason.

    ``problems`` tell why the archive is a part only, where it is.
    """

    content: bytes
    written: int
    without: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]


def quotes_archive(  # noqa: PLR0913 - whose quotes, on what terms, and how it is watched
    answer: QueueAnswer,
    catalog: Catalog,
    preferences: Preferences,
    terms: QuoteTerms,
    *,
    on: date,
    customers: Iterable[str] | None = None,
    paper: Paper = "letter",
    most: int = MOST_QUOTES,
    on_progress: Callable[[int, int], None] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> QuotesArchive:
    """Write a quote for each of a queue's customers, or for those chosen, in the order of the queue.

    Each group's plan is made once more, as the group's answer says.

    Args:
        answer: of the queue.
        catalog: what the answer was made from.
        preferences: what it was made with.
        terms: on which the seller offers.
        on: the quotes' date.
        customers: the ids of those who get one; without it, everybody.
        paper: letter or a4.
        most: how many quotes at the most.
        on_progress: is told how many are written, of how many.
        stopped: asked before each quote. Once it says so, the archive holds what is there, and says so.

    Raises:
        ValueError: the terms can't be used, or there is no such paper.
    """
    chosen, unknown = _chosen(answer, customers)
    begun = _Begun(answer, catalog, preferences, terms, on, paper)
    names = names_of_files([answer.queue.ids[place] for place in chosen[:most]])
    was_stopped = False
    order = sorted(range(len(names)), key=lambda each: (answer.queue.group_of[chosen[each]], each))
    for done, each in enumerate(order):
        was_stopped = stopped is not None and stopped()
        if was_stopped:
            break
        begun.write(chosen[each], names[each])
        if on_progress is not None:
            on_progress(done + 1, len(names))
    problems = [*unknown]
    if was_stopped:
        left = len(names) - len(begun.rows)
        problems.append(_part(f"It was stopped: {count(left, 'customer')} were not reached."))
    if len(chosen) > most:
        problems.append(
            _part(f"Only the first {most:,} of {len(chosen):,} customers: choose fewer at a time.")
        )
    if customers is None and answer.partial:
        problems.append(_part(partial_sentence(answer)))
    return begun.finished(tuple(problems))


def names_of_files(ids: Sequence[str]) -> list[str]:
    """Give each id a file name that every file system takes; no two are the same, in any case of letters."""
    taken: set[str] = set()
    tries: Counter[str] = Counter()
    names: list[str] = []
    for each in ids:
        plain = unicodedata.normalize("NFKD", each).encode("ascii", "ignore").decode()
        stem = _NO_NAME.sub("-", plain)[:_LONGEST_NAME].strip("-.") or "customer"
        name = stem
        while name.casefold() in taken:
            tries[stem.casefold()] += 1
            name = f"{stem}-{tries[stem.casefold()] + 1}"
        taken.add(name.casefold())
        names.append(f"quote-{name}.pdf")
    return names


@dataclass
class _Begun:
    """An archive in the making: quotes are written group by group, so that each is planned for once."""

    answer: QueueAnswer
    catalog: Catalog
    preferences: Preferences
    terms: QuoteTerms
    on: date
    paper: Paper
    rows: dict[int, tuple[str, ...]] = field(default_factory=dict)
    without: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._file = io.BytesIO()
        self._archive = UndatedArchive(self._file, "w", zipfile.ZIP_DEFLATED)
        self._plan: tuple[int, Plan | None, str] = (-1, None, "")

    def write(self, customer: int, name: str) -> None:
        """Write one customer's quote, or keep why there is none."""
        who = self.answer.queue.ids[customer]
        plan, why_not = self._plan_of(self.answer.queue.group_of[customer])
        if plan is None:
            self.without[customer] = why_not
            self.rows[customer] = (guard(who), "", "", "", guard(why_not))
            return
        quote = make_quote(plan, self.catalog, self.terms, who, self.on)
        self._archive.writestr(name, quote_as_pdf(quote, self.paper))
        self.rows[customer] = (guard(who), name, guard(quote.number), total_asked(quote), standing(quote))

    def _plan_of(self, group: int) -> tuple[Plan | None, str]:
        if self._plan[0] != group:
            self._plan = (group, *self._planned(group))
        return self._plan[1:]

    def _planned(self, group: int) -> tuple[Plan | None, str]:
        """Make a group's plan; without one, or with nothing in it to order, say why there is no quote."""
        each = self.answer.answers[group]
        if each is None or each.status is None:
            return None, NOT_REACHED if each is None else why_no_plan(each)
        try:
            planned = plan_of(self.answer.queue.groups[group], self.catalog, self.preferences)
        except PlannerFault as fault:
            return None, str(fault)
        if planned.plan is None or not planned.plan.courses:
            return None, "There is nothing to order."
        return planned.plan, ""

    def finished(self, problems: tuple[Problem, ...]) -> QuotesArchive:
        """Close the archive with the list of its quotes, and with a word where it is a part."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(_LIST_FIELDS)
        writer.writerows(self.rows[customer] for customer in sorted(self.rows))
        self._archive.writestr(LIST_NAME, text.getvalue().encode("utf-8-sig", "replace"))
        if problems:
            said = "\r\n".join(problem.message for problem in problems)
            self._archive.writestr(PART_NAME, f"{said}\r\n".encode("utf-8", "replace"))
        self._archive.close()
        ids = self.answer.queue.ids
        return QuotesArchive(
            self._file.getvalue(),
            len(self.rows) - len(self.without),
            tuple((ids[customer], why) for customer, why in sorted(self.without.items())),
            problems,
        )


def _chosen(answer: QueueAnswer, customers: Iterable[str] | None) -> tuple[list[int], list[Problem]]:
    """Give the places in the queue of those chosen, and a problem for each who isn't in it."""
    if customers is None:
        return list(range(len(answer.queue.ids))), []
    wanted = dict.fromkeys(customers)
    places: Mapping[str, int] = {each: place for place, each in enumerate(answer.queue.ids) if each in wanted}
    unknown = [
        _part(f'"{one_line(each)}" is not in the queue: check the id.', "not-in-queue")
        for each in wanted
        if each not in places
    ]
    return sorted(places.values()), unknown


def _part(message: str, code: str = "part-of-quotes") -> Problem:
    return Problem(Severity.WARNING, code, f"This archive is a part only. {message}")
