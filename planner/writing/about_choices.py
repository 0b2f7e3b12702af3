"""What is said about the choices one has: other plans, swaps, safety, yield, sharing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.choices.yields import rounded
from planner.credits import Credits
from planner.phrases import amount, count, joined, one_line
from planner.rules import rulebook
from planner.writing.wording import BIENNIUM, GOALS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from planner.catalog import Course
    from planner.choices import (
        Difference,
        DifferentPlans,
        EfficientPlans,
        PlanYield,
        Reason,
        SafePlan,
        SharingSaving,
        Shortage,
        Swap,
    )
    from planner.credits import Hundredths, Money
    from planner.plan import Plan

PARTIAL = "Time was up, or it was stopped: there may be more."
ASK_ARRT = "Ask ARRT before you count on it."
_RULE = "two-prescriptions"


def difference_words(change: Difference) -> str:
    """Say what changes: ``$3.50 more, 2.75 CE credits fewer, 1 course fewer``."""
    parts = [
        _money(change.price, change.price_unknown),
        _amount(change.targeted_credits, "targeted credit"),
        _amount(change.ce_credits, "CE credit"),
        _number(change.ce_credits_unknown, "course of unknown CE credits", "courses of unknown CE credits"),
        _number(change.courses, "course", "courses"),
    ]
    return ", ".join(part for part in parts if part)


def reason_sentences(reason: Reason) -> tuple[str, ...]:
    """Say why a course is in: what falls short without it, and what the next best set is like."""
    said = [_lacking(reason)]
    if reason.without is None or reason.difference is None:
        said.append("What could take its place was not looked for: time was up.")
    elif reason.irreplaceable:
        more = " besides" if reason.without.short > reason.difference.short else ""
        said.append(
            "No other set in this catalog makes up for it under these limits: "
            f"{_shortages(reason.more_short)} would stay short{more}."
        )
    elif reason.over_budget:
        said.append(f"Without it the budget would have to be {reason.over_budget} larger.")
    else:
        said.append(f"The best set without it: {difference_words(reason.difference)}.")
    return tuple(said)


def swap_sentence(swap: Swap, instead_of: Course) -> str:
    """Say what to take instead of a course, and what that changes."""
    change = difference_words(swap.difference)
    if not swap.take:
        return f"{_title(instead_of)} can be left out: {change}."
    return f"Take {joined([_title(course) for course in swap.take])} instead: {change}."


def efficient_sentence(found: EfficientPlans) -> str:
    """Say what the efficient plans are, and whether they are all."""
    goal, number = GOALS[found.against], len(found.plans)
    if not found.complete:
        return f"{count(number, 'plan')} found so far between the lowest cost and the {goal}. {PARTIAL}"
    if not number:
        return "There is no plan to compare."
    if number == 1:
        return f"One plan has both the lowest cost and the {goal}."
    return (
        f"{number} plans between the lowest cost and the {goal}. "
        "Every other plan is matched or beaten in both by one of these."
    )


def different_sentence(found: DifferentPlans) -> str:
    """Say how the plans differ, and whether there are more."""
    away = count(found.at_least, "course")
    if len(found.plans) > 1:
        said = f"Each leaves out at least {away} of every plan before it."
    elif found.complete:
        return f"No plan that leaves out {away} of the best one covers as much under these limits."
    else:
        said = "No other plan was found yet."
    return said if found.complete else f"{said} {PARTIAL}"


def safe_sentences(safe: SafePlan, plan: Plan) -> tuple[str, ...]:
    """Say what a plan that survives any one loss costs, or what stands in the way of one."""
    if safe.plan is None and not safe.in_the_way:
        return ("No safe plan was found in the time given.",)
    if safe.plan is None or safe.difference is None:
        return (
            "Under these limits no plan still covers everything if any one of its courses falls away.",
            f"After the worst loss {_shortages(safe.in_the_way)} would be short.",
        )
    said = [
        "This plan still covers everything if any one of its courses falls away.",
        f"Against the plan of {plan.totals.price}: {difference_words(safe.difference)}.",
    ]
    if safe.over_budget:
        said.append(f"That is {safe.over_budget} over the budget.")
    if not safe.complete:
        said.append("A better safe plan may exist: time was up.")
    return tuple(said)


def sharing_sentences(saving: SharingSaving, plan: Plan) -> tuple[str, ...]:
    """Say what sharing courses between credentials would save, and that ARRT must be asked."""
    disciplines = list(dict.fromkeys(row.subcategory.discipline for row in plan.coverage))
    would = f"If one course could count for several of {joined(disciplines)}"
    if len(disciplines) == 2:  # noqa: PLR2004 - both
        would = f"If one course could count for both {joined(disciplines)}"
    less_short = Credits(0) - saving.difference.short
    covers = f"{amount(less_short)} more would be covered, with " if less_short.hundredths > 0 else ""
    which = joined([_title(planned.course) for planned in saving.shared])
    serving = f" {which} would serve more than one." if which else ""
    rule = next(rule for rule in rulebook().rules if rule.key == _RULE)
    instead = f"{saving.plan.totals.price} instead of {plan.totals.price}"
    saves = f"{would}: {covers}{difference_words(saving.difference)} ({instead}).{serving}"
    return saves, f"{rule.sentence} {ASK_ARRT}"


def yield_sentences(found: PlanYield) -> tuple[str, ...]:
    """Say what money and CE credits bring, and how much counts for nothing here."""
    said: list[str] = []
    if found.per_dollar is not None:
        said.append(f"{_rate(found.per_dollar)} per dollar.")
    if found.per_ce_credit is not None:
        said.append(f"{_rate(found.per_ce_credit)} per CE credit.")
    if found.beyond:
        said.append(f"Targeted credits beyond what is needed: {found.beyond}.")
    if found.ce_for_nothing:
        some = f", those of {count(found.ce_unknown, 'course')} not known" if found.ce_unknown else ""
        said.append(f"CE credits that serve nothing prescribed: {found.ce_for_nothing}{some}. {BIENNIUM}")
    return tuple(said)


def _rate(ratio: Fraction) -> str:
    shown = rounded(ratio)
    return f"{shown} targeted {'credit' if shown == '1' else 'credits'}"


def _lacking(reason: Reason) -> str:
    if reason.lacking:
        return f"Without it {_shortages(reason.lacking)} would be short."
    return "Nothing falls short without it" + ("; you pinned it." if reason.pinned else ".")


def _shortages(shortages: Sequence[Shortage]) -> str:
    return joined([f"{amount(s.credits)} in {one_line(str(s.subcategory))}" for s in shortages])


def _money(more: Money, unknown: int) -> str:
    known = "the same cost" if not more else f"{_without_sign(more)} {_more(more.hundredths, 'less')}"
    return ", ".join(filter(None, (known, _number(unknown, "unknown price", "unknown prices"))))


def _amount(more: Hundredths, unit: str) -> str:
    if not more:
        return ""
    return f"{amount(_without_sign(more), unit)} {_more(more.hundredths, 'fewer')}"


def _number(more: int, one: str, many: str) -> str:
    return f"{count(abs(more), one, many)} {_more(more, 'fewer')}" if more else ""


def _without_sign(more: Hundredths) -> Hundredths:
    return type(more)(abs(more.hundredths))


def _more(number: int, less: str) -> str:
    return "more" if number > 0 else less


def _title(course: Course) -> str:
    return f'"{one_line(course.name)}"'
