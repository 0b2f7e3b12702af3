"""What was decided about a plan: its choices, what is pinned and why, and the steps that can be taken back.

The plan for a prescription, the one for structured education and all plans of the desk each have their own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from pages.parts import state
from pages.parts.state import DESK, STRUCTURED
from pages.parts.visit import Aim, Applying, Choices, Shelf

if TYPE_CHECKING:
    from planner.prescription import CompletedActivity

_MOST_STEPS = 30
_ENDINGS = {Aim.PRESCRIPTION: "", Aim.STRUCTURED: STRUCTURED, Aim.DESK: DESK}


def aim_at(aim: Aim) -> None:
    """Say which plan the choices on this page are for. The guard says a prescription's, before every page.

    Callbacks come before a run, so they still meet the aim of the page whose widgets they belong to.
    """
    state.keep("aim", aim)


def _of_aim(name: str, aim: Aim | None = None) -> str:
    return name + _ENDINGS[aim or state.recall("aim")]


def choice_key(name: str) -> str:
    """Give the key of a choice's widget: plans for different aims don't share theirs."""
    return _of_aim(f"choose-{name}")


def applying() -> Applying:
    """Give what structured education is planned for."""
    return cast("Applying", state.recall("applying"))


def take_applying(new: Applying) -> None:
    """Plan structured education for something else."""
    state.keep("applying", new)


def choices(aim: Aim | None = None) -> Choices:
    """Give the choices for the plan of this page, or of another aim."""
    return cast("Choices", state.recall(_of_aim("choices", aim)))


def take_choices(new: Choices) -> None:
    """Put choices in place of those in use, and let their widgets start from them."""
    state.keep(_of_aim("choices"), new)
    _draw_choices_anew()


def _draw_choices_anew() -> None:
    state.forget_widgets("choose-")


def change_choices(**changes: Any) -> None:  # noqa: ANN401 - fields of Choices
    """Keep what a widget of the choices says."""
    state.keep(_of_aim("choices"), replace(choices(), **changes))


def pin(course_id: str) -> None:
    """Have a course in the plan whatever happens; `undo` takes it back."""
    old = choices()
    _remember(replace(old, pins=old.pins | {course_id}, exclusions=old.exclusions - {course_id}))


def unpin(course_id: str) -> None:
    """Let a course stand on its merits again."""
    old = choices()
    _remember(replace(old, pins=old.pins - {course_id}))


def exclude(course_id: str) -> None:
    """Keep a course out of the plan; `undo` takes it back."""
    old = choices()
    _remember(replace(old, exclusions=old.exclusions | {course_id}, pins=old.pins - {course_id}))


def _remember(new: Choices) -> None:
    take_step(new, taken=taken(), done=state.recall("done"))


def taken(aim: Aim | None = None) -> frozenset[str]:
    """Give the pins that came from taking a whole plan, not from pinning a course."""
    return cast("frozenset[str]", state.recall(_of_aim("taken", aim)))


def put(aim: Aim, saved: Choices, taken: frozenset[str]) -> None:
    """Put the choices of a saved plan in place; there is nothing to take back then."""
    state.keep(_of_aim("choices", aim), saved)
    state.keep(_of_aim("taken", aim), taken & saved.pins)
    state.keep(_of_aim("undo", aim), ())
    _draw_choices_anew()


def take_step(new: Choices, *, taken: frozenset[str], done: tuple[CompletedActivity, ...]) -> None:
    """Take a step that `undo` takes back: other pins and exclusions, or other ticks."""
    old = choices()
    before = {
        name: getattr(old, name)
        for name in ("pins", "exclusions", "budget")
        if getattr(old, name) != getattr(new, name)
    }
    steps = (*state.recall(_of_aim("undo")), (before, state.recall(_of_aim("taken")), state.recall("done")))
    state.keep(_of_aim("undo"), steps[-_MOST_STEPS:])
    state.keep(_of_aim("taken"), taken & new.pins)
    state.keep("done", done)
    take_choices(new)


def can_undo() -> bool:
    """Whether there is a step to take back."""
    return bool(state.recall(_of_aim("undo")))


def undo() -> None:
    """Take back the last step: a pin, an exclusion, a plan taken, or a tick."""
    *earlier, (before, taken_then, done) = state.recall(_of_aim("undo"))
    take_choices(replace(choices(), **before))
    state.keep(_of_aim("taken"), taken_then)
    state.keep("done", done)
    state.keep(_of_aim("undo"), tuple(earlier))


def take_shelf(new: Shelf) -> None:
    """Use another catalog. Pins, exclusions, sellers and formats belong to the old one and are dropped."""
    if replace(new, outlines=state.shelf().outlines).digest != state.shelf().digest:
        none: frozenset[str] = frozenset()
        for of in _ENDINGS.values():
            old: Choices = state.recall("choices" + of)
            state.keep("choices" + of, replace(old, pins=none, exclusions=none, sellers=none, formats=none))
            state.keep("undo" + of, ())
            state.keep("taken" + of, none)
        _draw_choices_anew()
    state.keep("shelf", new)
