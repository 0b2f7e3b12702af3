"""Why each course is in, what the next best set without it is, what it brings, and what to take instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import decided, errands, progress
from pages.parts.differing import lacking, money, said, sums
from pages.parts.words import dollars, listed, plain
from planner.choices import swaps, why, yield_of
from planner.choices.yields import rounded
from planner.phrases import amount, count
from planner.writing.wording import why_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pages.parts.errands import Errand
    from pages.parts.jobs import Question
    from planner.choices import CourseYield, PlanYield, Reason, Reasons, Swap, SwapList, Swaps
    from planner.plan import Plan

_KIND = "worth"
_NOTHING_CHANGES = "the same in all sums"


@dataclass(frozen=True, slots=True)
class Worth:
    """What was found out about a plan's courses."""

    reasons: Reasons
    swaps: Swaps

    @property
    def complete(self) -> bool:
        """Whether all that was asked was looked at."""
        return self.reasons.complete and self.swaps.complete


def show_worth(question: Question, plan: Plan) -> None:
    """Show what the plan brings, then each course: why it is in, and what to take instead."""
    st.markdown("**Why these courses**")
    _plan_yield(plan)
    finding = errands.run(_KIND, question.digest, lambda errand: _look(errand, question, plan))
    if finding.errand is not None:
        errands.show_on_its_way(_KIND, finding.errand)
    worth = finding.value
    if worth is not None and not worth.complete:
        errands.show_part(_KIND, question.digest)
    reasons = {r.planned.course.course_id: r for r in worth.reasons.reasons} if worth else {}
    lists = {one.course.course_id: one for one in worth.swaps.lists} if worth else {}
    for number, brings in enumerate(yield_of(plan).courses, start=1):
        _course(number, brings, plan, (reasons, lists))
    others = len(decided.choices().pins)
    if others and worth is not None:
        st.caption("What stands here keeps the other courses that are pinned.")


def _look(errand: Errand[Worth], question: Question, plan: Plan) -> Worth:
    given, patience = errands.given(question), errand.patience()
    return Worth(why(plan, given, patience=patience), swaps(plan, given, patience=patience))


def _plan_yield(plan: Plan) -> None:
    st.markdown(f"The plan brings {_brings(yield_of(plan))}.")


def _course(
    number: int,
    brings: CourseYield,
    plan: Plan,
    found: tuple[Mapping[str, Reason], Mapping[str, SwapList]],
) -> None:
    reasons, lists = found
    planned = brings.planned
    course_id = planned.course.course_id
    reason = reasons.get(course_id)
    short = f" · {_in_short(reason)}" if reason is not None else ""
    title = f"{number} · {plain(planned.course.name, 70)}{dollars(short)}"
    with st.expander(title, key=f"why-{number}", expanded=number == 1):
        st.markdown(f"{plain(why_in(planned, plan), 800)}.")
        if reason is not None:
            for sentence in _reason(reason):
                st.markdown(dollars(sentence))
        st.caption(f"Brings {_brings(brings)}")
        if course_id in lists:
            _swaps(number, lists[course_id])


def _in_short(reason: Reason) -> str:
    if reason.difference is None:
        return "not looked at"
    if reason.irreplaceable:
        return "nothing can take its place"
    if reason.difference.price and not reason.difference.price_unknown:
        return f"without it {money(reason.difference.price)}"
    change = said(reason.difference)
    return "without it the sums are the same" if change == _NOTHING_CHANGES else f"without it {change}"


def _reason(reason: Reason) -> list[str]:
    sentences = []
    if reason.lacking:
        sentences.append(
            f":material/remove_circle: Left out and not replaced, it leaves "
            f"{plain(lacking(reason.lacking), 400)} short."
        )
    elif reason.pinned:
        sentences.append(":material/keep: It is pinned; what is needed is covered without it.")
    if reason.without is None or reason.difference is None:
        return sentences
    if reason.irreplaceable:
        sentences.append(
            f":material/lock: Even the best set without it leaves {plain(lacking(reason.more_short), 400)} "
            "more short."
        )
        return sentences
    over = f" That is {reason.over_budget} over your budget." if reason.over_budget else ""
    sentences.append(
        f":material/alt_route: The next best set without it: **{sums(reason.without.totals)}**, that is "
        f"{said(reason.difference)}.{over}"
    )
    return sentences


def _brings(brings: PlanYield | CourseYield) -> str:
    parts = [
        amount(brings.targeted, "targeted credit"),
        f"{rounded(brings.per_dollar)} for a dollar" if brings.per_dollar is not None else "",
        f"{rounded(brings.per_ce_credit)} for a CE credit" if brings.per_ce_credit is not None else "",
        f"{brings.beyond} of them beyond the need" if brings.beyond else "",
        f"{amount(brings.ce_for_nothing, 'CE credit')} count for nothing here"
        if brings.ce_for_nothing
        else "",
    ]
    return listed(parts)


def _swaps(number: int, found: SwapList) -> None:
    listed_swaps = (*found.by_one, *found.by_two)
    if not listed_swaps:
        st.caption("No one or two courses can take its place while the others stay.")
        return
    st.markdown(f"**Swap it** ({count(len(listed_swaps), 'way')}, the others stay)")
    for position, swap in enumerate(listed_swaps, start=1):
        with st.container(key=f"swap-row-{number}-{position}"):
            what, action = st.columns([6, 1], vertical_alignment="center")
            what.markdown(dollars(_swap_words(swap)))
            action.button(
                "Swap" if swap.take else "Leave out",
                icon=":material/swap_horiz:",
                key=f"swap-{number}-{position}",
                on_click=_take,
                args=(swap, found.course.course_id),
            )


def _swap_words(swap: Swap) -> str:
    names = " and ".join(plain(course.name, 70) for course in swap.take) or "nothing in its place"
    return f"{names}: {said(swap.difference)}"


def _take(swap: Swap, course_id: str) -> None:
    progress.take_plan(swap.plan, without=(course_id,))
