"""Sample results: one click, or a link, leads to a finished plan."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import decided, progress, state
from pages.parts.desk import desk
from pages.parts.visit import Choices, Given, How, Offer, Shelf
from pages.parts.words import dollars
from planner.demo import DemoCase, demo_cases, demo_catalog
from planner.faults import PlannerFault
from planner.planning import make_plan
from planner.reading import read_prescriptions

if TYPE_CHECKING:
    from datetime import date

    from planner.plan import Plan

_PARAMETER = "demo"
_log = logging.getLogger(__name__)


def use(case: DemoCase) -> None:
    """Put a demo case in place: its results, its goal and limits, and the demo catalog."""
    decided.take_shelf(Shelf(Offer.DEMO))
    state.take_results(Given(How.SAMPLE, (case.source,), case.title, sample=case.key))
    state.take_completed(())
    progress.forget()
    decided.take_choices(Choices(goal=case.goal, budget=case.budget))


def show_samples() -> None:
    """Offer the demo cases; one click puts a case in place and draws the page anew."""
    with st.container(horizontal=True, gap="xsmall"):
        for case in demo_cases():
            st.button(
                case.title, key=f"sample-{case.key}", help=dollars(case.story), on_click=use, args=(case,)
            )


def plan_of(case: DemoCase, today: date) -> Plan | None:
    """Plan a demo case for a day; None where that fails, since nothing may be shown then."""
    return _plan_of(case.key, today)


@st.cache_resource(max_entries=2, show_spinner=False)
def _plan_of(key: str, today: date) -> Plan | None:
    case = by_key(key)
    if case is None:
        return None
    results = read_prescriptions([case.source]).value
    try:
        return make_plan(results[0], demo_catalog().value, case.preferences(today)).plan
    except PlannerFault:
        _log.exception("The sample could not be planned")
        return None


def by_key(key: str) -> DemoCase | None:
    """Find a demo case."""
    return next((case for case in demo_cases() if case.key == key), None)


def open_from_link() -> None:
    """Put the demo case in place that the address names, if it names one."""
    named = st.query_params.get(_PARAMETER, "")
    if named == desk.SAMPLE:
        desk.use_sample()
        return
    case = by_key(named)
    if case is not None and state.given() is None:
        use(case)


def keep_link(*, at_the_desk: bool) -> None:
    """Have the address name the sample in use, so that it can be passed on; and nothing once it is left.

    The desk has a sample of its own: the fictional seller.
    """
    results = state.given()
    sample = results.sample if results is not None and state.shelf().offer is Offer.DEMO else ""
    if at_the_desk:
        sample = desk.SAMPLE if desk.is_sample() else ""
    if sample:
        st.query_params[_PARAMETER] = sample
    elif _PARAMETER in st.query_params:
        del st.query_params[_PARAMETER]
