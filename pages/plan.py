"""My plan: the goal and the limits, then the answer, what covers what, the courses, and why."""

import streamlit as st

from pages.parts import done, jobs, kept, progress, tradeoffs, when, worth
from pages.parts.answer import nothing_to_take, show_answer, show_courses, show_coverage
from pages.parts.asking import Inputs, inputs, question
from pages.parts.choosing import choose_goal, choose_limits
from pages.parts.downloads import plan_downloads
from pages.parts.jobs import Question
from pages.parts.problem_list import show_problems
from pages.parts.reasons import show_credits, show_why
from pages.parts.samples import show_samples
from pages.parts.shell import RESULTS, in_use_line, measure, require_shell, tell_fault
from pages.parts.taken import show_taken
from pages.parts.waiting import show_busy, show_stopped, show_working
from planner.plan import Plan
from planner.planning import Planned

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
        show_problems(planned.problems, "This plan", opened=True)
        return
    show_answer(plan)
    show_taken(plan)
    plan_downloads(
        plan,
        notes,
        given.catalog,
        calendar=when.calendar_of(given, plan),
        workbook=kept.workbook_of(given, plan, notes),
    )
    kept.offer_to_keep(given)
    if plan.coverage:
        show_coverage(plan)
    if not nothing_to_take(plan):
        show_courses(plan, given.catalog)
    done.show_progress(given, plan)
    if not nothing_to_take(plan):
        details(given, plan, asked)
    show_problems(notes, "Notes on the results and this plan")
    show_problems(given.catalog_problems, "Notes on the catalog")


def details(given: Inputs, plan: Plan, asked: Question) -> None:
    """Show where the credits go, why, what else and when. What takes work is done while its tab is open."""
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


with measure():
    st.title("My plan", anchor=False)
    given = inputs()
    if given.prescription is None:
        nothing_yet()
    else:
        in_use_line(given)
        choose_goal()
        choose_limits(given.catalog, given.prescription)
        asked = question(given, given.prescription)
        outcome = jobs.ask(asked)
        if outcome.planned is not None:
            answer(given, outcome.planned, asked)
        elif outcome.fault is not None:
            tell_fault(outcome.fault)
        elif outcome.stopped:
            show_stopped()
        elif outcome.busy:
            show_busy()
        elif outcome.job is not None:
            show_working(outcome.job)
