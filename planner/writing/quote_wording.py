"""What a quote says, in the same words on the screen, in the workbook and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.phrases import amount, count, day, joined, one_line
from planner.writing.notes import notes_on_results
from planner.writing.wording import BIENNIUM, FICTIONAL, proof

if TYPE_CHECKING:
    from planner.credits import Money
    from planner.plan import Coverage, PlannedCourse
    from planner.selling.quotes import BundleLine, Quote

ON_REQUEST = "price on request"
IN_BUNDLE = "in bundle"
IN_DOLLARS = "All prices are in US dollars."
_MOST_NAMED = 3


def comes_with(line: BundleLine) -> str:
    """Say which courses of a quote come with a bundle, and of how many that it holds."""
    here, held = len(line.courses), len(line.bundle.course_ids)
    courses = count(here, "course") if here == held else f"{here:,} of its {count(held, 'course')}"
    return f"with the next {courses}"


def asked(price: Money | None) -> str:
    """Give a price as a quote has it: one that isn't known is on request."""
    return ON_REQUEST if price is None else str(price)


def total_asked(quote: Quote) -> str:
    """Say what is to be paid: ``$59.50``, ``$20 and 1 price on request``, ``price on request``."""
    if not quote.prices_unknown:
        return str(quote.total)
    if not quote.total:
        return ON_REQUEST
    return f"{quote.total} and {count(quote.prices_unknown, 'price')} on request"


def headline_of(quote: Quote) -> str:
    """Say a whole quote in one line: what it costs, what it holds, and both kinds of credit."""
    targeted = amount(quote.targeted_credits, "targeted credit")
    said = (total_asked(quote), count(len(quote.courses), "course"), targeted, ce_of(quote))
    return " · ".join(said)


def ce_of(quote: Quote) -> str:
    """Say the CE credits of a quote, and that some are not known where that is so."""
    unknown = quote.ce_credits_unknown
    if unknown and unknown == len(quote.courses):
        return "CE credits not known"
    more = f" and those of {count(unknown, 'course')} not known" if unknown else ""
    return f"{amount(quote.ce_credits, 'CE credit')}{more}"


def standing(quote: Quote) -> str:
    """Say whether the quote covers all that is prescribed, and what it leaves short."""
    plan = quote.plan
    if quote.covers_all:
        return "Everything prescribed is covered."
    short = [row for row in plan.coverage if row.short]
    named = [f"{amount(row.short)} short in {one_line(str(row.subcategory))}" for row in short[:_MOST_NAMED]]
    if len(short) > _MOST_NAMED:
        named.append(f"more in {len(short) - _MOST_NAMED} others")
    if plan.open_questions:
        rows = count(plan.open_questions, "row")
        named.append(f"{rows} of the results not understood")
    return f"This does not fill the whole prescription: {joined(named)}."


def standing_of(row: Coverage) -> str:
    """Say in a word or two how one subcategory stands."""
    return f"{row.short} short" if row.short else "covered"


def proven(quote: Quote) -> str:
    """Say what was proven about the courses chosen; no discount was in it."""
    before = " Compared by prices before any discount." if quote.terms.discounts else ""
    return f"{proof(quote.plan)}{before}"


def meant_for(planned: PlannedCourse) -> str:
    """Say what a course is there for: ``2.75 in MR · Procedures · Body``."""
    gives = [f"{each.credits} in {one_line(str(each.subcategory))}" for each in planned.serves]
    return "; ".join(gives) or "nothing that is prescribed"


def discount_said(quote: Quote) -> str:
    """Say which discount was taken off; nothing where none was."""
    rule = quote.discount.rule
    return "" if rule is None else f"Discount: {rule}"


def savings(quote: Quote) -> str:
    """Say what bundles save; nothing where they save nothing, or where it isn't known."""
    singly, saved = quote.singly, quote.saved
    if singly is None or saved is None or saved.hundredths <= 0:
        return ""
    after = ", after the discount that they would earn," if quote.terms.discounts else ""
    return f"Bought singly{after} the same courses cost {singly}; you save {saved}."


def sums(quote: Quote) -> tuple[tuple[str, str], ...]:
    """List what the total is made of, and the total last, each with its name."""
    said: list[tuple[str, str]] = []
    if quote.bundles or quote.discount.amount:
        said.append(("Courses bought singly", str(quote.singles_total)))
    if quote.discount.amount:
        said.append((discount_said(quote), f"-{quote.discount.amount}"))
    if quote.bundles:
        said.append((count(len(quote.bundles), "bundle"), str(quote.bundles_total)))
    return (*said, ("Total", total_asked(quote)))


def remarks(quote: Quote) -> tuple[str, ...]:
    """Say what a customer has to know before ordering."""
    said = [*notes_on_results(quote.plan)]
    if quote.prices_unknown:
        said.append(f"{count(quote.prices_unknown, 'price')} on request: ask us; not in the total.")
    if quote.ce_credits_unknown:
        said.append(f"The CE credits of {count(quote.ce_credits_unknown, 'course')} are not known.")
    for each in quote.courses:
        if each.take_from > quote.plan.preferences.on:
            name = one_line(each.course.name)
            said.append(f"Don't start {name} before {day(each.take_from)}: from then on it counts as quoted.")
    first = min((each.take_by for each in quote.courses if each.take_by is not None), default=None)
    if first is not None and first <= quote.valid_until:
        said.append(f"Order early: the first of these courses has to be finished by {day(first)}.")
    if quote.discount.amount:
        said.append("The discount is rounded to the cent, half a cent up.")
    return tuple(said)


def closing(quote: Quote) -> tuple[str, ...]:
    """Close with what matters less: both kinds of credit, the money, and that the catalog is fictional."""
    said = [BIENNIUM] if quote.courses else []
    if quote.fictional:
        said.append(FICTIONAL)
    return (*said, IN_DOLLARS)
