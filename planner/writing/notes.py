"""What a reader must know beside a plan's figures, in the same words on the screen and in every file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.phrases import PRICE_NOT_KNOWN, count
from planner.preferences import Goal
from planner.writing.wording import BIENNIUM

if TYPE_CHECKING:
    from planner.plan import Plan

SHARED = (
    "Here one activity counts for several disciplines. Whether that is allowed was found nowhere: "
    "ask ARRT before you count on it."
)


def notes(plan: Plan) -> tuple[str, ...]:
    """Say what a reader must know beside the figures: what is not known, assumed or not understood."""
    totals = plan.totals
    said = [*notes_on_results(plan)]
    servings = [*(course.serves for course in plan.courses), *(done.serves for done in plan.completed)]
    if any(len({serving.subcategory.discipline for serving in each}) > 1 for each in servings):
        said.append(SHARED)
    left_out = sum(reason == PRICE_NOT_KNOWN for reason in plan.unused_reasons.values())
    if left_out and plan.courses:
        whose = "1 course whose price is" if left_out == 1 else f"{left_out:,} courses whose prices are"
        said.append(f"Left out: {whose} not known. Once that is known, a better plan may exist.")
    if totals.price_unknown:
        said.append(f"{_missing(totals.price_unknown, 'price')} not known, and not in the sum.")
    if totals.ce_credits_unknown:
        courses = count(totals.ce_credits_unknown, "course")
        said.append(f"The CE credits of {courses} are not known, and not in the sum.")
    if totals.hours_unknown and plan.preferences.goal is Goal.HOURS:
        said.append(
            f"The hours of {count(totals.hours_unknown, 'course')} are not known, and not in the sum."
        )
    if plan.courses:
        said.append(BIENNIUM)
    return tuple(said)


def notes_on_results(plan: Plan) -> tuple[str, ...]:
    """Say what of the results was assumed or not understood."""
    said: list[str] = []
    if plan.open_questions:
        rows = count(plan.open_questions, "row")
        lacks = "lacks its credits" if plan.open_questions == 1 else "lack their credits"
        said.append(
            f"{rows} of the results couldn't be read or {lacks}: until that is settled, no plan is complete."
        )
    if plan.assumed_figures:
        figures, were = count(plan.assumed_figures, "figure"), "was" if plan.assumed_figures == 1 else "were"
        said.append(f"{figures} of credits required {were} assumed, not read: check with your prescription.")
    return tuple(said)


def _missing(number: int, thing: str) -> str:
    return f"{count(number, thing)} {'is' if number == 1 else 'are'}"
