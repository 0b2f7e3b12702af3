"""My plan: the goal and the limits, then the answer, what covers what, the courses, and why."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts import done, jobs, kept, progress, state, tradeoffs, when, worth
from pages.parts.answer import nothing_to_take, show_answer, show_courses, show_coverage
from pages.parts.asking import Inputs, inputs, question
from pages.parts.choosing import choose_goal, choose_limits
from pages.parts.choosing_catalog import no_courses
from pages.parts.downloads import plan_downloads
from pages.parts.jobs import Question
from pages.parts.problem_list import show_problems
from pages.parts.reasons import show_credits, show_why
from pages.parts.samples import show_samples
from pages.parts.shell import RESULTS, heading, in_use_line, measure, require_shell
from pages.parts.taken import show_taken
from pages.parts.waiting import (
    show_busy,
    show_fault,
    show_proving,
    show_stopped,
    show_stopped_here,
    show_working,
)
from planner.plan import Plan
from planner.planning import Planned
from planner.prescription import Prescription
from planner.problem import Problem

require_shell()


def nothing_yet() -> None:
    """Say what to do first."""
    st.markdown(
        "A plan needs your results first: which standards weren't met, and the credits prescribed for them."
    )
    if st.button("Enter my results", icon=":material/fact_check:", type="primary", key="go-results"):
        st.switch_page(RESULTS.script)
    st.markdown("Or look at one made from sample results:")
    show_samples()
    with st.expander("Open a saved plan", icon=":material/bookmark:", key="open-saved"):
        kept.ask_for_saved()


def answer(given: Inputs, planned: Planned, asked: Question) -> None:
    """Show a plan, or why there is none."""
    notes = (*progress.opened(), *given.result_problems, *given.completed_problems, *planned.problems)
    plan = planned.plan
    if plan is None:
        st.error("No plan can be made like this. What to change stands below.", icon=":material/error:")
        show_problems(planned.problems, "What to change", opened=True)
        return
    draw(given, plan, notes)
    if not nothing_to_take(plan):
        details(given, plan, asked, state.as_decided())
    show_problems(notes, "Notes on the results and this plan")
    show_problems(given.catalog_problems, "Notes on the catalog")


def draw(given: Inputs, plan: Plan, notes: Sequence[Problem], *, first: bool = False) -> None:
    """Show a plan and what can be done with it. ``first``: its proof is still being made."""
    show_answer(plan, first=first)
    show_taken(plan)
    if plan.coverage:
        show_coverage(plan)
    if not nothing_to_take(plan):
        show_courses(plan, given.catalog)
    plan_downloads(
        plan,
        notes,
        given.catalog,
        keep=lambda: kept.offer_to_keep(given),
        calendar=when.calendar_of(given, plan),
        workbook=kept.workbook_of(given, plan, notes),
        schedule=when.schedule_for_paper(given, plan),
        dates=progress.timing().dates,
    )
    done.show_progress(given, plan)


@st.fragment
def details(given: Inputs, plan: Plan, asked: Question, decided: tuple[object, ...]) -> None:
    """Show where the credits go, why, what else and when. What takes work is done while its tab is open.

    A click in here draws only this part anew, unless it has decided something that the rest has to follow.
    """
    if state.as_decided() != decided:
        st.rerun()
    st.space("small")
    tabs = st.tabs(
        ["Where the credits go", "Why and what instead", "Trade-offs", "When"],
        key="plan-tabs",
        on_change="rerun",
    )
    credits_, why, choices, dates = tabs
    with credits_:
        if credits_.open:
            show_credits(plan)
    with why:
        if why.open:
            worth.show_worth(asked, plan)
            show_why(plan, given.catalog, courses=False)
    with choices:
        if choices.open:
            tradeoffs.show_tradeoffs(given, asked.prescription, plan)
    with dates:
        if dates.open:
            when.show_when(given, plan)


def look(given: Inputs, asked: Question, beside: DeltaGenerator) -> None:
    """Show how the question stands. What is still going on is told beside the title, where nothing moves."""
    outcome = jobs.ask(asked)
    if outcome.planned is not None:
        if outcome.stopped and outcome.planned.plan is not None:
            with beside:
                show_stopped_here()
        answer(given, outcome.planned, asked)
    elif outcome.fault is not None:
        show_fault(outcome.fault)
    elif outcome.job is not None and outcome.first is not None:
        with beside:
            show_proving(outcome.job, seen=outcome.first)
        draw(given, outcome.first, (*progress.opened(), *given.result_problems), first=True)
    elif outcome.stopped:
        show_stopped()
    elif outcome.busy:
        show_busy()
    elif outcome.job is not None:
        show_working(outcome.job)


def plan_for(given: Inputs, prescription: Prescription, beside: DeltaGenerator) -> None:
    """Ask for the goal and the limits, and show the answer or how far it is."""
    in_use_line(given)
    if not given.catalog.courses:
        no_courses(given.catalog_problems)
        return
    choose_goal()
    choose_limits(given.catalog, prescription)
    look(given, question(given, prescription), beside)


with measure():
    beside_title = heading("My plan")
    given_now = inputs()
    if given_now.prescription is None:
        nothing_yet()
    else:
        plan_for(given_now, given_now.prescription, beside_title)
