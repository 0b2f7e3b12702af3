"""What bundles are asked for: how many, how large, at what discount, and for whom they count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import streamlit as st

from pages.parts import errands, state
from pages.parts.desk import desk
from pages.parts.words import plain
from planner.credits import Money
from planner.selling.bundles import BundleWishes, check_wishes
from planner.selling.discounts import Percent

if TYPE_CHECKING:
    from planner.problem import Problem

SEARCH = "bundles"
"""The kind of errand that looks for bundles."""
USUAL = BundleWishes(3, 5, Percent.of(20), no_dearer=True, seconds=10.0)
"""What the page asks for until somebody says otherwise."""
_WISHES = "desk-wishes"
_KEY = "bundle-"
TIMES = {10.0: "10 seconds", 30.0: "30 seconds", 120.0: "2 minutes"}
"""How long can be looked for, in seconds."""
_NO_DEARER = (
    "On: a customer counts only where the bundle costs no more than the plan that suits this customer best. "
    "Off: more customers are covered, but by large bundles, for which most of them would pay more than for "
    "their own plan: hardly anybody saves money."
)


def in_use() -> BundleWishes | None:
    """Give what was asked for; None as long as nobody has asked. For the sample it is asked at once."""
    wishes = cast("BundleWishes | None", state.recall(_WISHES))
    if wishes is None and desk.is_sample() and not state.shelf().bundles:
        return USUAL
    return wishes


def ask() -> tuple[Problem, ...]:
    """Draw what can be asked for; give what is wrong with what was."""
    wishes = in_use() or state.recall(_WISHES) or USUAL
    _seed(wishes)
    with st.form(_KEY + "wishes", enter_to_submit=True):
        _ask_for_sizes()
        _ask_for_search()
    wrong = check_wishes(wishes) if in_use() is not None else ()
    for problem in wrong:
        st.error(plain(problem.message, 400), icon=":material/error:")
    return wrong


def _ask_for_sizes() -> None:
    """Draw how many bundles there may be, how large, and at what price."""
    with st.grid(4, min_column_width=150, vertical_alignment="bottom"):
        st.number_input("Bundles at most", step=1, format="%d", key=_KEY + "number")
        st.number_input("Courses in each at most", step=1, format="%d", key=_KEY + "size")
        st.number_input(
            "Discount, percent",
            step=5.0,
            format="%.2f",
            key=_KEY + "discount",
            help="Off the sum of the courses' single prices",
        )
        st.number_input(
            "Most price, dollars",
            value=None,
            step=5.0,
            format="%.2f",
            key=_KEY + "most",
            placeholder="Any price",
            help="What one bundle may cost at most. Empty: any price",
        )


def _ask_for_search() -> None:
    """Draw who counts, how long to look, and the button that begins to."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.toggle(
            "Count only customers who pay no more",
            key=_KEY + "no-dearer",
            help=_NO_DEARER,
        )
        st.selectbox(
            "Look for at most",
            list(TIMES),
            format_func=TIMES.__getitem__,
            key=_KEY + "seconds",
            width=150,
            help="The longer, the better the bundles may be, and the surer that there are none better",
        )
        st.form_submit_button(
            "Find bundles",
            icon=":material/search:",
            type="primary",
            key="go-bundles",
            on_click=_take,
        )


def _seed(wishes: BundleWishes) -> None:
    """Show in each widget what is asked for now."""
    first: dict[str, Any] = {
        "number": wishes.number,
        "size": wishes.size,
        "discount": float(wishes.discount),
        "most": None if wishes.most_price is None else float(wishes.most_price),
        "no-dearer": wishes.no_dearer,
        "seconds": wishes.seconds,
    }
    for name, value in first.items():
        state.seed_widget(_KEY + name, value)


def _take() -> None:
    """Ask for what the widgets say; what was found before for the same is looked for anew."""
    said = {
        name: state.widget_value(_KEY + name)
        for name in ("number", "size", "discount", "most", "no-dearer", "seconds")
    }
    most = said["most"]
    errands.forget_all(SEARCH)
    state.keep(
        _WISHES,
        BundleWishes(
            int(said["number"] or 0),
            int(said["size"] or 0),
            Percent.of(f"{said['discount'] or 0:.2f}"),
            most_price=None if most is None else Money.of(f"{most:.2f}"),
            no_dearer=bool(said["no-dearer"]),
            seconds=float(said["seconds"] or USUAL.seconds),
        ),
    )
