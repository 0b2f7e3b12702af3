"""About: the rules with their sources, the words, what isn't known, and where one's data go."""

import streamlit as st

from pages.parts.shell import OUTLINES, heading, measure, require_shell
from pages.parts.words import plain
from planner.phrases import day
from planner.rules import Confidence, Rule, Term, rulebook
from planner.writing.wording import DISCLAIMER

require_shell()

# As wide as lines of text are easy to read, in pixels.
MEASURE = 720


def rules(listed: tuple[Rule, ...]) -> None:
    """Show rules, each with how far it can be trusted, its source and the day it was read."""
    for rule in listed:
        with st.container(gap=None):
            st.markdown(plain(rule.sentence, 600))
            st.caption(f"{_grounds(rule)} {day(rule.read_on)}")


def _grounds(rule: Rule) -> str:
    """Say what a rule rests on; where nothing was found, only that, and when it was looked for."""
    if rule.confidence is Confidence.NOT_FOUND:
        return f"{plain(rule.source, 300)} · looked for"
    return f"{plain(rule.standing)} · {plain(rule.source, 300)} · read"


def words(glossary: tuple[Term, ...]) -> None:
    """Show the field's words and what they mean here."""
    for term in glossary:
        with st.container(gap=None):
            st.markdown(f"**{plain(term.term)}**")
            st.markdown(plain(term.meaning, 600))


with measure():
    book = rulebook()
    heading("About")
    st.markdown(
        "This planner reads your SSA category results and a catalog of courses, and finds the set that "
        "covers what was prescribed at the least cost. A second calculation, made separately, confirms every "
        "plan before it is shown."
    )
    st.markdown(f":material/info: **{DISCLAIMER}**")
    unknown, used, glossary, data = st.tabs(
        ["What isn't known", "Rules", "Words", "Your data"], key="about-tabs"
    )
    with unknown, st.container(width=MEASURE):
        rules(book.unknowns)
        st.page_link(
            OUTLINES.script,
            label="The names of every outline, each with its source",
            icon=OUTLINES.icon,
        )
    with used, st.container(width=MEASURE):
        rules(tuple(rule for rule in book.rules if rule not in book.unknowns))
    with glossary, st.container(width=MEASURE):
        words(book.glossary)
    with data, st.container(width=MEASURE):
        st.markdown(
            "What you give stays in this computer's memory until two minutes after you close the tab. "
            "Nothing is stored, and the page asks nothing of any other computer. To keep a plan, download it."
        )
