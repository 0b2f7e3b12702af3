"""Bundles changed by hand: each change is a step that can be taken back, and its effect is seen at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import state
from pages.parts.words import plain
from planner.phrases import count
from planner.selling.bundles import changed_by_hand, value_of

if TYPE_CHECKING:
    from planner.catalog import Catalog
    from planner.preferences import Preferences
    from planner.selling.answering import QueueAnswer
    from planner.selling.bundles import BundlesValue, FoundBundles

Courses = tuple[tuple[str, ...], ...]
"""The course ids of each bundle."""
_STEPS = "desk-bundles"
_MOST_STEPS = 50
_FEW = 12
_AN_HOUR = 3600
WIDGETS = "by-hand-"
"""So begin the keys of the widgets that show what is in a bundle."""


def bundles_of(value: BundlesValue) -> Courses:
    """Give what is in each bundle."""
    return tuple(valued.bundle.course_ids for valued in value.bundles)


def steps(digest: str) -> tuple[Courses, ...]:
    """Give what was made of the bundles that a search with that digest found, the newest last."""
    made_for, taken = state.recall(_STEPS)
    return taken if made_for == digest else ()


def take(digest: str, bundles: Courses) -> None:
    """Take a step."""
    state.keep(_STEPS, (digest, (*steps(digest), bundles)[-_MOST_STEPS:]))


def undo(digest: str) -> None:
    """Take the last step back."""
    state.keep(_STEPS, (digest, steps(digest)[:-1]))
    state.forget_widgets(WIDGETS)


def start_over(digest: str) -> None:
    """Go back to the bundles as they were found."""
    state.keep(_STEPS, (digest, ()))
    state.forget_widgets(WIDGETS)


def as_they_are(
    digest: str, found: FoundBundles, answer: QueueAnswer, catalog: Catalog, preferences: Preferences
) -> FoundBundles:
    """Give the bundles as they were found or, where they were changed by hand, as they are now."""
    taken = steps(digest)
    if not taken or found.value is None or taken[-1] == bundles_of(found.value):
        return found
    return _changed(digest, taken[-1], found, answer, catalog, preferences)


@st.cache_resource(max_entries=8, ttl=_AN_HOUR, scope="session", show_spinner="Looking at what they do now")
def _changed(
    digest: str,  # noqa: ARG001 - the key
    bundles: Courses,
    _found: FoundBundles,
    _answer: QueueAnswer,
    _catalog: Catalog,
    _preferences: Preferences,
) -> FoundBundles:
    value = value_of(bundles, _answer, _catalog, _preferences, _found.wishes.discount)
    return changed_by_hand(_found, value)


def effect(digest: str, before: BundlesValue, now: BundlesValue, answer: QueueAnswer) -> str:
    """Say in a sentence what the changes did; nothing where there are none."""
    if not steps(digest):
        return ""
    groups = answer.queue.groups
    fewer, more = (
        sum(groups[number].customers for number in numbers)
        for numbers in (now.no_longer_covered(before), before.no_longer_covered(now))
    )
    said = [
        f"{count(fewer, 'customer is', 'customers are')} no longer covered" if fewer else "",
        f"{count(more, 'customer is', 'customers are')} newly covered" if more else "",
    ]
    return f"{', '.join(part for part in said if part) or 'as many are covered, and the same'}."


def show_effect(digest: str, before: BundlesValue, now: BundlesValue, answer: QueueAnswer) -> None:
    """Say what the changes did, and who is no longer covered; and offer the way back."""
    if not steps(digest):
        return
    with st.container(border=True, key="by-hand"):
        with st.container(horizontal=True, vertical_alignment="center"):
            said = effect(digest, before, now, answer)
            st.markdown(f":material/edit: **Changed by hand:** {said}", width="stretch")
            st.button("Undo", icon=":material/undo:", key="undo-bundles", on_click=undo, args=(digest,))
            st.button(
                "As found",
                icon=":material/restart_alt:",
                key="bundles-afresh",
                on_click=start_over,
                args=(digest,),
            )
        lost = now.no_longer_covered(before)
        if lost:
            st.markdown(f"No longer covered: {_who(lost, answer)}")


def _who(numbers: tuple[int, ...], answer: QueueAnswer) -> str:
    """Name a few of the customers of some groups."""
    wanted = frozenset(numbers)
    queue = answer.queue
    ids = [one for one, group in zip(queue.ids, queue.group_of, strict=True) if group in wanted]
    named = ", ".join(plain(one, 40) for one in ids[:_FEW])
    return f"{named} and {len(ids) - _FEW:,} more." if len(ids) > _FEW else f"{named}."
