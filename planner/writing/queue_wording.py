"""What is said about a queue's answer, in the same words on the screen and in every file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.credits import Credits
from planner.phrases import amount, count, one_line
from planner.plan import Status
from planner.writing.wording import DISCLAIMER, FICTIONAL, cost

if TYPE_CHECKING:
    from planner.catalog import Catalog
    from planner.prescription import Prescription
    from planner.selling.answering import Answer, QueueAnswer

COVERED = "covered"
NO_PLAN, NOT_REACHED = "no plan", "not reached"
_WORDS = {Status.COVERED: COVERED, Status.SHORTFALL: "short", None: NO_PLAN}
STANDINGS = (*_WORDS.values(), NOT_REACHED)
"""Every word that a customer's standing may have, the best first."""


def standing_word(answer: Answer | None) -> str:
    """Say in a word how a customer stands: covered, short, no plan, not reached."""
    return NOT_REACHED if answer is None else _WORDS[answer.status]


def shortfalls(answer: Answer | None) -> str:
    """Say what stays short and by how much: ``CT · Safety · Dose: 0.5; …``; nothing where nothing is."""
    short = () if answer is None else answer.short
    return "; ".join(f"{one_line(str(subcategory))}: {credits_}" for subcategory, credits_ in short)


def all_short(answer: Answer) -> Credits:
    """Add up what stays short."""
    return Credits.total(credits_ for _, credits_ in answer.short)


def needs_said(prescription: Prescription) -> str:
    """Say what is needed: ``MR · Procedures · Body: 2.75; …``, and that rows are not understood."""
    said = [
        f"{one_line(str(row.subcategory))}: {row.credits_required}{' (assumed)' if row.assumed else ''}"
        for row in prescription.needs
    ]
    if prescription.open_questions:
        said.append(f"{count(prescription.open_questions, 'row')} not understood")
    return "; ".join(said) or "nothing"


def why_no_plan(answer: Answer | None) -> str:
    """Say why no plan can be made; nothing where there is one."""
    if answer is None or answer.status is not None:
        return ""
    return " ".join(one_line(problem.message) for problem in answer.problems if problem.is_error)


def queue_headline(answer: QueueAnswer) -> str:
    """Say a whole queue in one line."""
    queue, totals = answer.queue, answer.totals
    said = [
        count(len(queue.ids), "customer"),
        count(len(queue.groups), "distinct prescription"),
        f"{answer.covered:,} covered",
    ]
    if answer.short:
        said.append(f"{answer.short:,} short")
    if answer.without_plan:
        said.append(f"{answer.without_plan:,} without a plan")
    if answer.not_reached:
        said.append(f"{answer.not_reached:,} not reached")
    return " · ".join((*said, f"{cost(totals)} together", count(totals.courses, "course")))


def partial_sentence(answer: QueueAnswer) -> str:
    """Say that an answer is partial; nothing where it is whole."""
    if not answer.partial:
        return ""
    of = f"{answer.not_reached:,} of {count(len(answer.queue.ids), 'customer')}"
    return f"This is a part only: {of} were not reached before the work was stopped. Sums leave them out."


def not_understood_sentence(answer: QueueAnswer) -> str:
    """Say for how many customers no plan can be complete, whatever the catalog gives; nothing if for none."""
    asked = sum(group.customers for group in answer.queue.groups if group.prescription.open_questions)
    if not asked:
        return ""
    whose = "1 customer has" if asked == 1 else f"{asked:,} customers have"
    return (
        f"{whose} rows that couldn't be read or lack their credits: until then they don't count as covered."
    )


def assumed_sentence(answer: QueueAnswer) -> str:
    """Say for how many customers credits required were assumed, not read; nothing if for none."""
    assumed = sum(group.customers for group in answer.queue.groups if group.prescription.assumed_figures)
    if not assumed:
        return ""
    whose = "1 customer has" if assumed == 1 else f"{assumed:,} customers have"
    return f"{whose} credits required that were assumed, not read: check with the prescription."


def queue_notes(answer: QueueAnswer, catalog: Catalog) -> tuple[str, ...]:
    """Say what a reader must know beside the figures about many customers, wherever they are told."""
    said = (assumed_sentence(answer), FICTIONAL if catalog.fictional else "", DISCLAIMER)
    return tuple(sentence for sentence in said if sentence)


def group_headline(number: int, customers: int, answer: Answer | None) -> str:
    """Say one group in one line: who, how they stand, and what each pays."""
    said = [f"Group {number:,}", count(customers, "customer"), standing_word(answer)]
    if answer is not None and answer.status is not None:
        totals = answer.totals
        said.append(f"{cost(totals)} each" if totals.courses else "nothing to take")
        said.append(amount(totals.targeted_credits, "targeted credit"))
    return " · ".join(said)
