"""Plans that hold even if any one course falls away: two further rules for the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.solving.goals import Aim

if TYPE_CHECKING:
    from planner.solving.model import Model


def survive_the_loss_of_any_course(model: Model) -> dict[int, int]:
    """Without the course that gives most to a need, the others still cover it; what lacks is unsafe.

    What is completed doesn't fall away, a bundle that was bought stays bought, and each course counts for the
    discipline that it counts for in the plan. Gives the column of each need's unsafe units, the need named by
    its *short* column.
    """
    taken = [column for course_id in model.take for column in model.counting(course_id)]
    unsafe: dict[int, int] = {}
    for short, left in model.open_units.items():
        largest = model.add_column(upper=left)
        unsafe[short] = model.add_column(upper=left)
        gives = [(column, units[short]) for column, units in model.gives.items() if short in units]
        model.add_row("safe", [*gives, (largest, -1), (unsafe[short], 1)], lower=left)
        for column in taken:
            units = model.gives.get(column, {}).get(short, 0)
            if units:
                model.add_row("largest", [(largest, 1), (column, -units)], lower=0)
    return unsafe


def least_unsafe(unsafe: dict[int, int]) -> Aim:
    """Make small what would lack in the worst cases, all needs together."""
    return Aim("credits unsafe", dict.fromkeys(unsafe.values(), 1), is_goal=True)
