"""The goal and the limits of a plan: widgets in, `Choices` out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import decided, state
from pages.parts.days import ask_day
from pages.parts.words import dollars, listed, shortened
from planner.credits import Credits, Money
from planner.keeping import MOST_DOLLARS
from planner.phrases import count, day
from planner.preferences import Goal

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.catalog import Catalog
    from planner.prescription import Prescription

_GOALS = {
    Goal.COST: "Cost",
    Goal.CE_CREDITS: "CE credits",
    Goal.COURSES: "Courses",
    Goal.HOURS: "Hours",
}
_SHARING = (
    "Whether one activity may serve the prescriptions of two disciplines at once was found in no public "
    "source. Off: each activity counts for one discipline. Turn it on only if ARRT has told you so."
)
_UNKNOWN = (
    "A course whose price nobody has told us is not free. Off: it stays out of plans that look at cost."
)
_MOST_MARGIN = 20.0
_MARGIN = "Credits wanted on top of what {} needs, in case a course falls through."


def choose_goal() -> None:
    """Draw the goal."""
    state.seed_widget(decided.choice_key("goal"), decided.choices().goal)
    st.segmented_control(
        "Keep as low as possible",
        list(_GOALS),
        format_func=_GOALS.__getitem__,
        key=decided.choice_key("goal"),
        required=True,
        on_change=_take,
        args=("goal", Goal),
    )


def choose_limits(catalog: Catalog, prescription: Prescription, *, by_category: bool = False) -> None:
    """Draw the limits, folded away; their title says which are set.

    ``by_category``: what is planned is structured education, whose last day is that of the application.
    """
    with st.expander(f"Limits: {summary()}", icon=":material/tune:", key="limits"):
        left, right = st.columns(2, gap="large")
        with left:
            _budget()
            if not by_category:
                _deadline()
            _margin(by_category=by_category)
        with right:
            _names(
                "sellers", "Sellers", "Any seller", sorted({c.seller for c in catalog.courses if c.seller})
            )
            _names(
                "formats", "Formats", "Any format", sorted({c.format for c in catalog.courses if c.format})
            )
        _courses("pins", "Pinned: always take", "No course pinned", catalog)
        _courses("exclusions", "Excluded: never take", "No course excluded", catalog)
        _switches(catalog, prescription)
    if not catalog.has_prices and catalog.courses:
        st.caption(
            "This catalog has no prices, so courses are planned whose price is not known. That is not 0."
        )


def goal_said() -> str:
    """Say what a plan is to have as little of as possible."""
    goal = _GOALS[decided.choices().goal]
    return goal[0].lower() + goal[1:]


def summary() -> str:
    """Say in a few words which limits are set."""
    chosen = decided.choices()
    said = [
        f"at most {chosen.budget}" if chosen.budget is not None else "",
        f"until {day(chosen.deadline)}" if chosen.deadline else "",
        count(len(chosen.sellers), "seller") if chosen.sellers else "",
        count(len(chosen.formats), "format") if chosen.formats else "",
        f"margin {chosen.margin}" if chosen.margin else "",
        f"{len(chosen.pins)} pinned" if chosen.pins else "",
        f"{len(chosen.exclusions)} excluded" if chosen.exclusions else "",
        "disciplines share" if chosen.share_disciplines else "",
        "unknown prices allowed" if chosen.allow_unknown_price else "",
    ]
    return dollars(listed(said)) or "none"


def _take(field: str, convert: Callable[[Any], object]) -> None:
    """Carry a widget's new value into the choices, before the page is drawn again."""
    decided.change_choices(**{field: convert(state.widget_value(decided.choice_key(field)))})


def _as_money(value: float | None) -> Money | None:
    return None if value is None else Money.of(f"{max(value, 0):.2f}")


def _as_credits(value: float | None) -> Credits:
    return Credits.of(f"{max(value or 0, 0):.2f}")


def _budget() -> None:
    old = decided.choices().budget
    state.seed_widget(decided.choice_key("budget"), None if old is None else float(old))
    st.number_input(
        "Budget, dollars",
        value=None,
        min_value=0.0,
        max_value=float(MOST_DOLLARS),
        step=10.0,
        format="%.2f",
        key=decided.choice_key("budget"),
        placeholder="No limit",
        on_change=_take,
        args=("budget", _as_money),
    )


def _deadline() -> None:
    state.seed_widget(decided.choice_key("deadline"), decided.choices().deadline)
    ask_day(
        "Finished by",
        decided.choice_key("deadline"),
        now=decided.choices().deadline,
        earliest=state.today(),
        help="Courses that can be taken between today and this day. Empty: what can be started today.",
        on_change=_take,
        args=("deadline", _as_it_is),
    )


def _as_it_is(value: object) -> object:
    return value


def _margin(*, by_category: bool) -> None:
    each = "each category, and in all" if by_category else "each subcategory"
    margin = float(decided.choices().margin)
    state.seed_widget(decided.choice_key("margin"), margin)
    st.number_input(
        f"Margin in {each}, credits",
        min_value=0.0,
        max_value=max(_MOST_MARGIN, margin),
        step=0.25,
        format="%.2f",
        key=decided.choice_key("margin"),
        help=_MARGIN.format(each.replace(", and in all", "")),
        on_change=_take,
        args=("margin", _as_credits),
    )


def _names(field: str, label: str, none: str, names: list[str]) -> None:
    old: frozenset[str] = getattr(decided.choices(), field)
    state.seed_widget(decided.choice_key(field), sorted(old & set(names)))
    st.multiselect(
        label,
        names,
        key=decided.choice_key(field),
        placeholder=none,
        format_func=shortened,
        select_all=False,
        wrap=True,
        on_change=_take,
        args=(field, frozenset),
    )


def _courses(field: str, label: str, none: str, catalog: Catalog) -> None:
    old: frozenset[str] = getattr(decided.choices(), field)
    names = {c.course_id: f"{shortened(c.name, 70)} ({shortened(c.course_id, 30)})" for c in catalog.courses}
    state.seed_widget(decided.choice_key(field), sorted(old & set(names)))
    st.multiselect(
        label,
        list(names),
        key=decided.choice_key(field),
        placeholder=none,
        select_all=False,
        wrap=True,
        format_func=lambda course_id: names.get(course_id, course_id),
        on_change=_take,
        args=(field, frozenset),
    )


def _switches(catalog: Catalog, prescription: Prescription) -> None:
    old = decided.choices()
    if len(prescription.disciplines) > 1:
        state.seed_widget(decided.choice_key("share_disciplines"), old.share_disciplines)
        st.toggle(
            "One activity may count for several disciplines",
            key=decided.choice_key("share_disciplines"),
            help=_SHARING,
            on_change=_take,
            args=("share_disciplines", bool),
        )
    if not catalog.has_prices:
        return
    state.seed_widget(decided.choice_key("allow_unknown_price"), old.allow_unknown_price)
    st.toggle(
        "Allow courses whose price is not known",
        key=decided.choice_key("allow_unknown_price"),
        help=_UNKNOWN,
        on_change=_take,
        args=("allow_unknown_price", bool),
    )
