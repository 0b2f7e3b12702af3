"""Nothing useless in a plan: no course that covers nothing, no bundle that pays for nothing.

A plan whose every tie-break was settled has none of these; one that time cut short may.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.solving.formulate import prices

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.solving.model import Model


def tidy(model: Model, solution: Sequence[int]) -> tuple[int, ...]:
    """Drop what a solution doesn't need, dearest first, and set what stays short."""
    values = list(solution)
    cents = prices(model)
    counted = dict.fromkeys(model.open_units, 0)
    for column, gives in model.gives.items():
        if values[column]:
            for short, units in gives.items():
                counted[short] += units * values[column]
    pinned = {candidate.course.course_id for candidate in model.task.candidates if candidate.pinned}
    taken = [key for key, column in model.take.items() if values[column] and key not in pinned]
    for key in sorted(taken, key=lambda key: (-cents.get(model.alone.get(key, -1), 0), key)):
        _drop_if_useless(model, key, values, counted)
    _drop_idle_bundles(model, values, cents)
    for short, units in model.open_units.items():
        values[short] = max(0, units - counted[short])
    return tuple(values)


def _drop_if_useless(model: Model, key: str, values: list[int], counted: dict[int, int]) -> None:
    covers: dict[int, int] = {}
    for column in model.counting(key):
        if values[column]:
            covers.update(model.gives.get(column, {}))
    if all(counted[short] - units >= model.open_units[short] for short, units in covers.items()):
        for short, units in covers.items():
            counted[short] -= units
        for column in {model.take[key], model.alone.get(key, model.take[key]), *model.counting(key)}:
            values[column] = 0


def _drop_idle_bundles(model: Model, values: list[int], cents: Mapping[int, int]) -> None:
    """Drop bundles whose parts are all paid for otherwise, then single purchases that a bundle pays."""
    taken = {key for key, column in model.take.items() if values[column]}
    parts = {bundle.bundle_id: taken.intersection(bundle.course_ids) for bundle in model.task.bundles}
    bought = [key for key, column in model.bundle.items() if values[column]]
    for bundle_id in sorted(bought, key=lambda key: (-cents.get(model.bundle[key], 0), key)):
        others = {part for key in bought if key != bundle_id for part in parts[key]}
        alone = {part for part in parts[bundle_id] if part in model.alone and values[model.alone[part]]}
        if parts[bundle_id] <= others | alone:
            values[model.bundle[bundle_id]] = 0
            bought.remove(bundle_id)
    in_bundles = {part for key in bought for part in parts[key]}
    for key, column in model.alone.items():
        if column != model.take[key] and (key not in taken or key in in_bundles):
            values[column] = 0
