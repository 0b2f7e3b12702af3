"""The frame around every page: the list of pages, the guard that each page calls first, and the heading."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import decided, own_outlines, samples, sign_on, state
from pages.parts.visit import Aim
from pages.parts.words import plain
from planner.faults import PlannerFault
from planner.phrases import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamlit.delta_generator import DeltaGenerator
    from streamlit.navigation.page import Page

    from pages.parts.asking import Inputs
    from planner.catalog import Catalog

APP = "Targeted CE Planner"
# One comfortable measure for every page; on a narrower screen it gives way.
WIDTH = 1080


# Drawn here, because an icon by name is fetched from another computer for the browser's tab.
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<rect width="32" height="32" rx="7" fill="#118890"/>'
    '<path d="M8 9h16M8 16h9M8 23h6" stroke="#fff" stroke-width="3" stroke-linecap="round" fill="none"/>'
    '<path d="M18 22l3.5 3.5L27 18" stroke="#fff" stroke-width="3" stroke-linecap="round" '
    'stroke-linejoin="round" fill="none"/></svg>'
)
# Streamlit writes white on a primary button, whatever the colour. The accent that reads as text on dark pages
# is too light for that, and no setting helps: so buttons whose key begins with "go-" take dark text there,
# and so does what is chosen of several.
ON_MAIN_BUTTONS = ("#ffffff", "#06282b")
# And a picture keeps the text colour that it was first drawn with, until the page is opened anew: so what is
# written in pictures takes the page's own, which changes at once with its light.
# A phone's folded menu lies beside the screen: nobody gets lost in it with a keyboard or a screen reader.
STYLE = f"""<style>
[class*="st-key-go-"] button, .stMultiSelect [data-tag], .stMultiSelect [data-tag] * {{
  color: light-dark({", ".join(ON_MAIN_BUTTONS)});
}}
.stPlotlyChart :is(.annotation-text, .xtitle, .ytitle, .xtick text, .ytick text, .legendtext) {{
  fill: currentColor !important;
}}
.stSidebar[data-collapsed="true"] {{
  visibility: hidden;
}}
</style>"""


@dataclass(frozen=True, slots=True)
class Screen:
    """One page: its script, what to call it, and what it is for."""

    script: str
    title: str
    icon: str
    purpose: str


START = Screen("pages/start.py", "Start", ":material/home:", "What this does, with sample results to try.")
RESULTS = Screen(
    "pages/results.py",
    "My results",
    ":material/fact_check:",
    "Your SSA category results, and how they were read.",
)
CATALOG = Screen(
    "pages/catalog.py",
    "Catalog",
    ":material/menu_book:",
    "The courses to choose from: browse them or bring your own.",
)
PLAN = Screen(
    "pages/plan.py", "My plan", ":material/checklist:", "The courses that cover your results, and the proof."
)
STRUCTURED = Screen(
    "pages/structured.py",
    "Structured education",
    ":material/school:",
    "The courses for a postprimary credential, in every category of its outline.",
)
OUTLINES = Screen(
    "pages/outlines.py",
    "Outlines",
    ":material/account_tree:",
    "The names that results and courses are read by: look them up, and mend what ARRT has changed.",
)
ABOUT = Screen(
    "pages/about.py",
    "About",
    ":material/info:",
    "The rules with their sources, the words, and what isn't known.",
)
SCREENS = (START, RESULTS, CATALOG, PLAN, STRUCTURED, OUTLINES, ABOUT)
CHECK = Screen(
    "pages/check.py",
    "Catalog check",
    ":material/rule:",
    "What to put right in a catalog, what it covers, and how it compares.",
)
QUEUE = Screen(
    "pages/queue.py",
    "Queue",
    ":material/groups:",
    "A plan and a quote for every customer of a file.",
)
BUNDLES = Screen(
    "pages/bundles.py",
    "Bundles",
    ":material/package_2:",
    "The few bundles that cover most customers.",
)
DEMAND = Screen(
    "pages/demand.py",
    "Demand",
    ":material/trending_up:",
    "What customers ask for that the catalog doesn't give, and the course to make next.",
)
SELLING = (CHECK, QUEUE, BUNDLES, DEMAND)
"""The desk's screens, in their order."""


def open_shell() -> Page:
    """Set the frame and give the page to run."""
    page = _frame()
    st.html(STYLE)
    st.logo(ICON, size="large")
    _only_who_may()
    state.begin()
    if state.first_look_at_link():
        samples.open_from_link()
    samples.keep_link(at_the_desk=page.title in {screen.title for screen in SELLING})
    return page


def require_shell() -> None:
    """Make sure that the shell ran before this page: every page calls this first.

    Streamlit runs a page's script alone when its address is the first that a fresh process is asked for.
    """
    _only_who_may()
    if not state.begun():
        _frame()
        st.rerun()
    decided.aim_at(Aim.PRESCRIPTION)


def _only_who_may() -> None:
    """End here, with a page to sign in at, where people have to sign on and this one hasn't."""
    if not sign_on.may_come_in():
        sign_on.ask()


def _frame() -> Page:
    # The icon comes first: without it, a page's own is fetched from another computer.
    st.set_page_config(page_title=APP, page_icon=ICON, layout="wide")
    page = _choose_page()
    if page.title != START.title:
        st.set_page_config(page_title=f"{page.title} · {APP}")
    return page


def _choose_page() -> Page:
    # Without a name, a group's pages stand in the bar themselves.
    groups = {"": SCREENS, "For sellers": SELLING}
    pages = {name: [_page(screen) for screen in screens] for name, screens in groups.items()}
    if not sign_on.may_come_in():
        return st.navigation(pages, position="hidden")
    if sign_on.required():
        pages[sign_on.name()] = [sign_on.way_out()]
    return st.navigation(pages, position="top")


def _page(screen: Screen) -> Page:
    return st.Page(
        screen.script, title=screen.title, icon=screen.icon, help=screen.purpose, default=screen is START
    )


@contextmanager
def measure() -> Iterator[None]:
    """Hold a page's content to one comfortable width, in the middle; a fault of ours is told in words."""
    with st.container(horizontal_alignment="center"), st.container(width=WIDTH, gap="small"):
        try:
            yield
        except PlannerFault as fault:
            tell_fault(fault)


def heading(title: str) -> DeltaGenerator:
    """Write a page's title, at the same height on every page; give the place beside it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(title, anchor=False, width="stretch")
        return st.container(width="content")


def in_use_line(given: Inputs, *, results: bool = True) -> None:
    """Say which results and which catalog are in use; the demo one says that it is fictional."""
    catalog = given.catalog
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if results:
            results_badge()
        st.badge(f"Catalog: {plain(catalog_name(catalog), 60)}", icon=":material/menu_book:", color="gray")
        if catalog.fictional and "fictional" not in catalog.name:
            st.badge("fictional", color="gray")
        own_outlines_badge()


def results_badge() -> None:
    """Say which results are in use, if any."""
    used = state.given()
    if used is not None:
        what = "Sample results" if used.sample else "Results"
        st.badge(f"{what}: {plain(used.name, 60)}", icon=RESULTS.icon, color="gray")


def own_outlines_badge() -> None:
    """Say which disciplines are read by the person's own outlines, if any."""
    own = own_outlines.disciplines()
    if own:
        st.badge(f"Own outline: {plain(joined(own), 60)}", icon=OUTLINES.icon, color="gray")


def catalog_name(catalog: Catalog) -> str:
    """Give what to call a catalog on screen."""
    return catalog.name or "my catalog"


def tell_fault(fault: Exception) -> bool:
    """Show that something of ours went wrong, and nothing else; give True: it has been told.

    Our own faults say what they are. The words of any other exception may quote a file.
    """
    if isinstance(fault, PlannerFault):
        words = "This answer was not confirmed, so it isn't shown."
    elif isinstance(fault, MemoryError):
        words = "There was too little memory for this just now."
    else:
        words = "Something went wrong here, so this isn't shown."
    st.error(f"{words} The fault is ours, not your data's.", icon=":material/error:")
    if isinstance(fault, PlannerFault):
        for detail in getattr(fault, "disagreements", ()) or (str(fault),):
            st.text(str(detail))
    return True
