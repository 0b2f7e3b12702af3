"""Trade-offs: efficient plans, one that survives a loss, what sharing would save, and different ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import decided, drawing, errands, progress, state
from pages.parts.asking import question
from pages.parts.differing import lacking, money, said, sums
from pages.parts.tradeoff_chart import AXES, same_courses, tradeoff_alt, tradeoff_chart
from pages.parts.words import dollars, listed, plain
from planner.choices import difference, different_plans, efficient_plans, safe_plan, sharing_saving
from planner.phrases import count
from planner.preferences import Goal
from planner.writing.wording import cost

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages.parts.asking import Inputs
    from pages.parts.errands import Errand
    from pages.parts.jobs import Question
    from planner.choices import DifferentPlans, EfficientPlans, SafePlan, SharingSaving
    from planner.plan import Plan
    from planner.prescription import Prescription

_CHART = "tradeoff-chart"
_AGAINST = "against"
_STAYS = (
    "Looked for with each course counting for the one credential that it counts for in the plan. If a course "
    "may count for another one after a loss, less might do."
)


@dataclass(frozen=True, slots=True)
class Safety:
    """What a plan is against losses, and against ARRT's answer about sharing."""

    safe: SafePlan
    sharing: SharingSaving | None


def show_tradeoffs(given: Inputs, prescription: Prescription, plan: Plan) -> None:
    """Show the efficient plans to choose from, then what safety and sharing would change."""
    against = _choose()
    chosen = decided.choices()
    free = replace(chosen, goal=Goal.COST, pins=chosen.pins - decided.taken())
    asked = question(given, prescription, free)
    kind = f"tradeoffs-{against.value}"
    finding = errands.run(kind, asked.digest, lambda errand: _efficient(errand, asked, against))
    if finding.value is not None:
        _show_plans(finding.value.plans, plan, against)
        if not finding.value.complete:
            errands.show_part(kind, asked.digest)
        if not plan.short:
            _show_safety(given, prescription, plan)
        _show_different(given, prescription, plan)
    elif finding.errand is not None:
        found = sorted(finding.errand.plans, key=lambda p: (p.totals.price_unknown, p.totals.price))
        errands.show_on_its_way(kind, finding.errand, len(found))
        if found:
            st.caption("Found so far; there may be more between them.")
            _show_plans(found, plan, against)
        else:
            st.skeleton(height=340)


def _choose() -> Goal:
    state.seed_widget(_AGAINST, Goal.CE_CREDITS)
    chosen = st.segmented_control(
        "Cost against",
        list(AXES),
        key=_AGAINST,
        required=True,
        format_func=lambda goal: f"Cost against {AXES[goal]}",
        label_visibility="collapsed",
        persist_state="session",
    )
    return Goal(chosen or Goal.CE_CREDITS)


def _efficient(errand: Errand[EfficientPlans], asked: Question, against: Goal) -> EfficientPlans:
    return efficient_plans(
        errands.given(asked),
        asked.preferences,
        against,
        patience=errand.patience(),
        on_plan=errand.plans.append,
    )


def _show_plans(plans: Sequence[Plan], mine: Plan, against: Goal) -> None:
    if not plans:
        st.caption("No plan was found that could be set against another.")
        return
    if len(plans) == 1 and same_courses(plans[0], mine):
        st.markdown(
            f":material/done_all: There is nothing to trade here: the cheapest plan also has the fewest "
            f"{AXES[against]}."
        )
        return
    st.markdown(
        f"**Each point is a plan: no other is as cheap and has as few {AXES[against]}.** "
        "Click one to take it, or choose below."
    )

    def take_clicked() -> None:
        shown = state.widget_value(_CHART) or {}
        points = shown.get("selection", {}).get("points", [])
        number = points[0].get("customdata") if points else None
        number = number[0] if isinstance(number, list) else number
        if isinstance(number, int) and number < len(plans) and not same_courses(plans[number], mine):
            progress.take_plan(plans[number])

    drawing.show(
        tradeoff_chart(plans, mine, against),
        key=_CHART,
        on_click=take_clicked,
        alt=tradeoff_alt(plans, against),
    )
    with st.container(gap="xsmall"):
        for number, plan in enumerate(plans, start=1):
            with st.container(border=True, key=f"efficient-{number}"):
                _row(f"take-{number}", plan, mine)
    pins = decided.choices().pins - decided.taken()
    kept = f"Each of them has your {count(len(pins), 'pinned course')}. " if pins else ""
    st.caption(f"{kept}Taking a plan pins its courses, so that it stays as it is; Undo takes that back.")


def _row(key: str, plan: Plan, mine: Plan) -> None:
    what, action = st.columns([5, 2], vertical_alignment="center")
    own = same_courses(plan, mine)
    with what, st.container(gap=None):
        st.markdown(f"**{dollars(sums(plan.totals))}**")
        if not own:
            st.caption(dollars(plain_difference(plan, mine)))
    with action, st.container(horizontal=True, horizontal_alignment="right"):
        if own:
            st.markdown(":material/check: Your plan")
        else:
            st.button(
                "Take this plan",
                icon=":material/check_circle:",
                key=key,
                on_click=progress.take_plan,
                args=(plan,),
            )


def plain_difference(plan: Plan, mine: Plan) -> str:
    """Say what changes from one's own plan to another: the sums, and which courses come and go."""
    had = {planned.course.course_id: planned.course.name for planned in mine.courses}
    has = {planned.course.course_id: planned.course.name for planned in plan.courses}
    come = [plain(name, 50) for course_id, name in has.items() if course_id not in had]
    go = [plain(name, 50) for course_id, name in had.items() if course_id not in has]
    return listed(
        (
            said(difference(mine, plan)),
            f"with {', '.join(come)}" if come else "",
            f"without {', '.join(go)}" if go else "",
        )
    )


def _show_safety(given: Inputs, prescription: Prescription, plan: Plan) -> None:
    """Show what the plan would cost that survives a loss, and what sharing would save."""
    asked = _free(given, prescription)
    kind = "safety"
    digest = f"{asked.digest} {' '.join(sorted(p.course.course_id for p in plan.courses))}"
    finding = errands.run(kind, digest, lambda errand: _safety(errand, asked, plan))
    st.space("small")
    st.markdown("**If something falls through**")
    if finding.errand is not None:
        errands.show_on_its_way(kind, finding.errand)
        return
    if finding.value is None:
        return
    safe = finding.value.safe
    if safe.plan is not None:
        _safe(safe, safe.plan, plan)
    elif safe.in_the_way:
        st.markdown(
            ":material/shield_question: No plan in this catalog still covers everything if any one course "
            f"falls away. What comes nearest would be short of {plain(lacking(safe.in_the_way), 400)}."
        )
    if not plan.preferences.share_disciplines and len({r.subcategory.discipline for r in plan.coverage}) > 1:
        st.caption(_STAYS)
    if not safe.complete:
        errands.show_part(kind, digest)
    if finding.value.sharing is not None:
        _sharing(finding.value.sharing)


def _free(given: Inputs, prescription: Prescription) -> Question:
    """Ask for plans under one's own choices, but for the pins of a plan that was taken."""
    chosen = decided.choices()
    return question(given, prescription, replace(chosen, pins=chosen.pins - decided.taken(), alternatives=0))


def _safety(errand: Errand[Safety], asked: Question, plan: Plan) -> Safety:
    patience = errand.patience()
    given = errands.given(asked)
    free = replace(plan, preferences=replace(plan.preferences, pins=asked.preferences.pins))
    return Safety(safe_plan(free, given, patience=patience), sharing_saving(free, given, patience=patience))


def _safe(safe: SafePlan, other: Plan, mine: Plan) -> None:
    if same_courses(other, mine):
        st.markdown(
            ":material/verified_user: Your plan still covers everything if any one of its courses falls away."
        )
        return
    change = difference(mine, other)
    over = f" That is {safe.over_budget} over your budget." if safe.over_budget else ""
    st.markdown(
        ":material/shield: A plan that still covers everything if any one course falls away: "
        f"**{dollars(money(change.price))}**.{dollars(over)}"
    )
    with st.container(border=True, key="safe-plan"):
        _row("take-safe", other, mine)


def _sharing(sharing: SharingSaving) -> None:
    names = ", ".join(plain(planned.course.name, 50) for planned in sharing.shared)
    st.markdown("**If a course may count for both credentials**")
    st.markdown(
        f":material/contact_support: The plan would be **{dollars(said(sharing.difference))}**: "
        f"{dollars(cost(sharing.plan.totals))} in all. It would count {names} more than once. Whether that "
        "is allowed was found nowhere: **ask ARRT first**, then turn it on under Limits."
    )


def _show_different(given: Inputs, prescription: Prescription, mine: Plan) -> None:
    """Show the best plans that are no near copies of each other: for who likes none of the courses."""
    asked = _free(given, prescription)
    kind = "different"
    finding = errands.run(kind, asked.digest, lambda errand: _different(errand, asked))
    st.space("small")
    st.markdown("**Plans that are truly different**")
    if finding.errand is not None:
        errands.show_on_its_way(kind, finding.errand)
    found = finding.value
    if found is None:
        return
    others = [plan for plan in found.plans if not same_courses(plan, mine)]
    away = count(found.at_least, "course")
    if others:
        st.caption(f"Each does without at least {away} of the best plan, and of those above it.")
    elif found.complete:
        st.caption(f"No plan that does without {away} of the best one covers as much under these limits.")
    for number, plan in enumerate(others, start=1):
        with st.container(border=True, key=f"different-{number}"):
            _row(f"take-different-{number}", plan, mine)
    if not found.complete:
        errands.show_part(kind, asked.digest)


def _different(errand: Errand[DifferentPlans], asked: Question) -> DifferentPlans:
    return different_plans(errands.given(asked), asked.preferences, patience=errand.patience())
