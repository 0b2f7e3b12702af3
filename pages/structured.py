"""Structured education: what a postprimary credential takes, and the best way to get it."""

import streamlit as st

from pages.parts import applying, decided, done, jobs, kept, own_outlines
from pages.parts.answer import nothing_to_take, show_answer, show_courses, show_coverage
from pages.parts.asking import Inputs, inputs, structured_question
from pages.parts.choosing import choose_goal, choose_limits
from pages.parts.choosing_catalog import no_courses
from pages.parts.downloads import structured_downloads
from pages.parts.finished import enter_completed
from pages.parts.problem_list import show_problems
from pages.parts.reasons import show_credits, show_why
from pages.parts.requirement_sheet import show_sheet
from pages.parts.shell import heading, in_use_line, measure, require_shell
from pages.parts.visit import Aim
from pages.parts.waiting import show_busy, show_fault, show_stopped, show_working
from pages.parts.words import plain
from planner.structured import StructuredPlan, StructuredPlanned, StructuredRequirement
from planner.writing.as_structured import requirement_sentence, window_sentence

require_shell()

COUNTED = (
    "The same CE as on My results. What of it counts here is what was finished in the months before the "
    "application."
)


def plan_for(given: Inputs, requirement: StructuredRequirement) -> None:
    """Ask for the goal and the limits, and show the answer or how far it is."""
    st.markdown(plain(requirement_sentence(requirement), 600))
    in_use_line(given, results=False)
    if not given.catalog.courses:
        no_courses(given.catalog_problems)
        return
    choose_goal()
    choose_limits(given.catalog, requirement.prescription, by_category=True)
    enter_completed(given, COUNTED)
    outcome = jobs.ask(structured_question(given, requirement))
    if outcome.planned is not None:
        answer(given, outcome.planned)
    elif outcome.fault is not None:
        show_fault(outcome.fault)
    elif outcome.stopped:
        show_stopped()
    elif outcome.busy:
        show_busy()
    elif outcome.job is not None:
        show_working(outcome.job)


def answer(given: Inputs, planned: StructuredPlanned) -> None:
    """Show a plan, or why there is none."""
    found = planned.answer
    about_outline = own_outlines.notes([decided.applying().discipline])
    notes = (*about_outline, *given.completed_problems, *planned.problems)
    if found is None:
        st.error("No plan can be made like this. What to change stands below.", icon=":material/error:")
        show_problems(planned.problems, "What to change", opened=True)
        return
    show_answer(found.plan)
    st.caption(f":material/date_range: {plain(window_sentence(found.window), 400)}")
    show_coverage(found.plan, table=False)
    show_sheet(found)
    if not nothing_to_take(found.plan):
        show_courses(found.plan, given.catalog)
    structured_downloads(
        found,
        notes,
        given.catalog,
        keep=lambda: kept.offer_to_keep(given),
        gather=kept.to_keep(given),
    )
    done.show_progress(given, found.plan)
    if not nothing_to_take(found.plan):
        details(given, found)
    show_problems(notes, "Notes on this plan")
    show_problems(given.catalog_problems, "Notes on the catalog")


def details(given: Inputs, found: StructuredPlan) -> None:
    """Show where the credits go, and why the courses are in."""
    credits_, why = st.tabs(["Where the credits go", "Why and what instead"])
    with credits_:
        show_credits(found.plan)
    with why:
        show_why(found.plan, given.catalog)


with measure():
    heading("Structured education")
    decided.aim_at(Aim.STRUCTURED)
    applying.open_from_link()
    asked = applying.choose()
    applying.keep_link()
    if asked is None:
        applying.nothing_yet()
    elif asked.requirement is None:
        applying.show_refusal(asked)
    else:
        plan_for(inputs(), asked.requirement)
