"""What a visit knows of a person's progress: courses ticked as done, a plan taken, the dates that bind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from pages.parts import decided, state
from planner.keeping import tick as as_done
from planner.scheduling import Timing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.catalog import Course
    from planner.plan import Plan
    from planner.prescription import CompletedActivity
    from planner.problem import Problem


def ticks() -> tuple[CompletedActivity, ...]:
    """Give the courses ticked as done, the newest tick last."""
    return cast("tuple[CompletedActivity, ...]", state.recall("done"))


def tick(course: Course) -> None:
    """Mark a course as done today; the day can be changed. `decided.undo` takes it back.

    Done is more than wanted: a pin on the course has served its time.
    """
    done = (*ticks(), as_done(course, state.today()))
    pins = decided.choices().pins - {course.course_id}
    decided.take_step(replace(decided.choices(), pins=pins), taken=decided.taken(), done=done)


def untick(position: int) -> None:
    """Take a course out of those done."""
    done = tuple(activity for number, activity in enumerate(ticks()) if number != position)
    decided.take_step(decided.choices(), taken=decided.taken(), done=done)


def redate(position: int, course: Course | None, finished: date | None) -> None:
    """Change the day on which a course was finished; its figures are those in force on that day."""
    if finished is None:
        return
    done = list(ticks())
    old = done[position]
    done[position] = replace(old, completed_on=finished) if course is None else as_done(course, finished)
    decided.take_step(decided.choices(), taken=decided.taken(), done=tuple(done))


def take_plan(plan: Plan, *, without: Sequence[str] = ()) -> None:
    """Take a whole plan: its courses are pinned. `decided.undo` takes it back.

    Pins from a plan taken earlier make room; those that the person set stay. A budget that the plan goes
    beyond rises to what it costs, for else it could not be had.
    """
    old = decided.choices()
    chosen = frozenset(planned.course.course_id for planned in plan.courses)
    own = old.pins - decided.taken() - frozenset(without)
    budget = old.budget if old.budget is None else max(old.budget, plan.totals.price)
    new = replace(
        old,
        pins=own | chosen,
        exclusions=(old.exclusions - chosen) | frozenset(without),
        budget=budget,
    )
    decided.take_step(new, taken=chosen - own, done=ticks())


def drop_taken() -> None:
    """Let the courses of a plan that was taken stand on their merits again."""
    old = decided.choices()
    decided.take_step(replace(old, pins=old.pins - decided.taken()), taken=frozenset(), done=ticks())


def forget() -> None:
    """Begin with another person: nothing done, nothing taken, no dates."""
    state.keep("done", ())
    state.keep("taken", frozenset())
    state.keep("undo", ())
    take_timing(Timing())
    state.keep("opened", ())
    state.keep("refused", ())


def put(done: tuple[CompletedActivity, ...], timing: Timing) -> None:
    """Put the progress of a saved plan in place."""
    state.keep("done", done)
    take_timing(timing)


def timing() -> Timing:
    """Give the pace and the dates that bind."""
    return cast("Timing", state.recall("timing"))


def take_timing(new: Timing) -> None:
    """Put a pace and dates in place of those in use; their widgets start from them."""
    state.keep("timing", new)
    state.forget_widgets("when-")


def change_timing(new: Timing) -> None:
    """Keep what a widget of the dates says."""
    state.keep("timing", new)


def opened() -> tuple[Problem, ...]:
    """Give what was noticed when the saved plan in use was opened."""
    return cast("tuple[Problem, ...]", state.recall("opened"))


def take_opened(problems: tuple[Problem, ...]) -> None:
    """Remember what was noticed, and that a saved plan has just been opened."""
    state.keep("opened", problems)
    state.keep("refused", ())
    state.keep("arrived", value=True)


def arrived() -> bool:
    """Whether a saved plan has just been opened; true once."""
    fresh = bool(state.recall("arrived"))
    state.keep("arrived", value=False)
    return fresh


def refused() -> tuple[Problem, ...]:
    """Give why the last file was not opened."""
    return cast("tuple[Problem, ...]", state.recall("refused"))


def take_refused(problems: tuple[Problem, ...]) -> None:
    """Remember why a file was not opened."""
    state.keep("refused", problems)
