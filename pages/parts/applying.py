"""What someone applies for: the discipline and the day, and why some disciplines have nothing to plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import decided, own_outlines, state
from pages.parts.days import ask_day
from pages.parts.shell import RESULTS
from pages.parts.visit import Applying, Offer, Shelf
from pages.parts.words import discipline_name, plain
from planner.rules import rulebook
from planner.structured import disciplines_with_structured_education, structured_requirement

if TYPE_CHECKING:
    from planner.structured import Asked

_PARAMETER = "discipline"
_DISCIPLINE, _DAY = "apply-discipline", "apply-on"
SAMPLE = "CT"
_RULE = "structured-education"


def open_from_link() -> None:
    """Take the discipline that the address names, as long as none was chosen."""
    written = st.query_params.get(_PARAMETER, "")
    if written and not decided.applying().discipline:
        asked = structured_requirement(written, outlines=own_outlines.instead())
        code = asked.requirement.discipline.code if asked.requirement is not None else written
        decided.take_applying(Applying(code))


def keep_link() -> None:
    """Have the address name the discipline, so that it can be passed on."""
    code = decided.applying().discipline
    if st.query_params.get(_PARAMETER, "") != code:
        st.query_params[_PARAMETER] = code


def use_sample() -> None:
    """Plan for a discipline that the demo catalog serves well."""
    decided.take_shelf(Shelf(Offer.DEMO))
    decided.take_applying(Applying(SAMPLE))


def choose() -> Asked | None:
    """Draw the choice of the discipline and of the day; give what was asked for, None while nothing is."""
    chosen = decided.applying()
    codes = _codes()
    left, right = st.columns([3, 2])
    state.seed_widget(_DISCIPLINE, chosen.discipline if chosen.discipline in codes else None)
    left.selectbox(
        "Discipline you apply for",
        codes,
        index=None,
        format_func=discipline_name,
        key=_DISCIPLINE,
        placeholder="Choose a discipline",
        on_change=_take_discipline,
    )
    state.seed_widget(_DAY, chosen.apply_on)
    months = rulebook().structured_education.months
    with right:
        ask_day(
            "Day of the application",
            _DAY,
            now=chosen.apply_on,
            earliest=state.today(),
            help=f"CE finished in the {months} months before this day counts, and courses are planned to be "
            f"finished by it. Empty: the {months} months are counted back from today.",
            on_change=_take_day,
        )
    if not chosen.discipline:
        return None
    return structured_requirement(chosen.discipline, outlines=own_outlines.instead())


def _codes() -> list[str]:
    """Give all disciplines, those that have the requirement first; the others have a reason to tell."""
    known = own_outlines.in_use()
    with_it = [discipline.code for discipline in disciplines_with_structured_education(known)]
    return [*with_it, *(d.code for d in known.disciplines if d.code not in with_it)]


def _take_discipline() -> None:
    decided.take_applying(replace(decided.applying(), discipline=state.widget_value(_DISCIPLINE) or ""))


def _take_day() -> None:
    decided.take_applying(replace(decided.applying(), apply_on=state.widget_value(_DAY)))


def nothing_yet() -> None:
    """Say what this is, and offer a look at it."""
    rule = next(rule for rule in rulebook().rules if rule.key == _RULE)
    st.markdown(plain(rule.sentence, 600))
    st.caption(plain(rule.source, 200))
    st.button(
        f"Show me with {discipline_name(SAMPLE)}",
        key="sample-structured",
        icon=":material/school:",
        help="Fictional courses from the demo catalog",
        on_click=use_sample,
    )


def show_refusal(asked: Asked) -> None:
    """Say why there is nothing to plan for a discipline, and what else may be of use."""
    with st.container(border=True):
        for problem in asked.problems:
            st.markdown(f":material/info: {plain(problem.message, 800)}")
    if asked.problems and asked.problems[0].code == "no-structured-education":
        st.markdown("If you hold this credential and took its SSA, its results are what to plan from.")
        if st.button("Enter my results", icon=":material/fact_check:", key="to-results"):
            st.switch_page(RESULTS.script)
