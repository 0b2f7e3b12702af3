"""From what has to be decided to its integer model: a named function for each rule."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from planner.solving.model import Model, Need, Task, key_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.credits import Credits
    from planner.outline import Subcategory
    from planner.preferences import Preferences
    from planner.solving.candidates import Candidates
    from planner.solving.finished import Finished


def pose(
    required: Mapping[Subcategory, Credits],
    candidates: Candidates,
    finished: Sequence[Finished],
    preferences: Preferences,
    *,
    keep_budget: bool = True,
) -> Task:
    """Subtract completed CE from what is required, and leave out what touches nothing that is still needed.

    A completed activity that could count for several disciplines, and may count for one, is not subtracted:
    the model decides (domain rule 7).
    """
    several = (
        [] if preferences.share_disciplines else [f for f in finished if len(_disciplines(f.credits_of)) > 1]
    )
    settled = [f for f in finished if f not in several]
    needs: list[Need] = []
    for subcategory in sorted(required):
        target = required[subcategory].hundredths + preferences.margin.hundredths
        done = sum(f.credits_of[subcategory].hundredths for f in settled if subcategory in f.credits_of)
        needs.append(Need(subcategory, target, max(0, target - done)))
    open_needs = {need.subcategory for need in needs if need.left}
    useful = tuple(c for c in candidates.courses if c.pinned or not open_needs.isdisjoint(c.credits_of))
    ids = {candidate.course.course_id for candidate in useful}
    bundles = tuple(bundle for bundle in candidates.bundles if not ids.isdisjoint(bundle.course_ids))
    return Task(tuple(needs), useful, bundles, tuple(several), preferences, keep_budget)


def formulate(task: Task) -> Model:
    """Build the whole model. The rules read like a page of ARRT's and the shop's."""
    model = Model(task, _finest_unit(task))
    decide_what_to_take(model)
    decide_what_to_count_for(model)
    decide_how_to_buy(model)
    cover_each_requirement(model)
    count_an_activity_once(model)
    count_for_one_discipline(model)
    pay_for_each_course(model)
    keep_pins(model)
    stay_in_budget(model)
    return model


def decide_what_to_take(model: Model) -> None:
    """Give each candidate its *take* column."""
    for candidate in model.task.candidates:
        model.take[candidate.course.course_id] = model.add_column()


def decide_what_to_count_for(model: Model) -> None:
    """Tell what each candidate may count for, with *count* columns where that is a decision.

    Only disciplines with an open need are worth a decision; a pinned course that meets none is counted for
    the first discipline that it has credits in.
    """
    task = model.task
    open_disciplines = {need.subcategory.discipline for need in task.needs if need.left}
    for candidate in task.candidates:
        _may_count_for(model, candidate.course.course_id, candidate.credits_of, open_disciplines)
    for done in task.to_assign:
        _may_count_for(model, key_of(done), done.credits_of, open_disciplines)


def decide_how_to_buy(model: Model) -> None:
    """Give each bundle its column, and each course of a bundle one for being bought alone instead."""
    in_a_bundle: set[str] = set()
    for bundle in model.task.bundles:
        model.bundle[bundle.bundle_id] = model.add_column()
        in_a_bundle.update(bundle.course_ids)
    for candidate in model.task.candidates:
        course_id = candidate.course.course_id
        if course_id not in in_a_bundle:
            model.alone[course_id] = model.take[course_id]
        elif candidate.alone:
            model.alone[course_id] = model.add_column()


def cover_each_requirement(model: Model) -> None:
    """Credits counted, plus what stays short, reach each need.

    A course's credits count no further than the need itself: more than that never helps (domain rule 1).
    """
    task = model.task
    entries: dict[Subcategory, list[tuple[int, int]]] = {}
    for need in task.needs:
        if need.left:
            left = need.left // model.unit
            model.short[need.subcategory] = short = model.add_column(upper=left)
            model.open_units[short] = left
            entries[need.subcategory] = [(short, 1)]
    givers = [(c.course.course_id, c.credits_of) for c in task.candidates]
    givers += [(key_of(done), done.credits_of) for done in task.to_assign]
    for key, credits_of in givers:
        for subcategory, credits_ in credits_of.items():
            column = model.counted(key, subcategory.discipline) if subcategory in entries else None
            if column is not None:
                short = model.short[subcategory]
                units = min(credits_.hundredths // model.unit, model.open_units[short])
                entries[subcategory].append((column, units))
                model.gives.setdefault(column, {})[short] = units
    for subcategory, pairs in entries.items():
        model.add_row(f"cover {subcategory}", pairs, lower=model.open_units[model.short[subcategory]])


def count_an_activity_once(model: Model) -> None:
    """Take at most one of the courses that are the same activity (domain rule 5)."""
    same: dict[str, list[int]] = {}
    for candidate in model.task.candidates:
        same.setdefault(candidate.course.activity, []).append(model.take[candidate.course.course_id])
    for activity, columns in same.items():
        if len(columns) > 1:
            model.add_row(f"once {activity}", [(column, 1) for column in columns], upper=1)


def count_for_one_discipline(model: Model) -> None:
    """Count a course that is taken, or an activity that is completed, for exactly one of its disciplines."""
    for key, disciplines in model.disciplines.items():
        columns = [model.count[key, d] for d in disciplines if (key, d) in model.count]
        if not columns:
            continue
        entries = [(column, 1) for column in columns]
        if key in model.take:
            model.add_row(f"one discipline {key}", [*entries, (model.take[key], -1)], lower=0, upper=0)
        else:
            model.add_row(f"one discipline {key}", entries, lower=1, upper=1)


def pay_for_each_course(model: Model) -> None:
    """A course that is taken is bought alone or in a bundle; a bundle is bought whole."""
    holding: dict[str, list[int]] = {}
    for bundle in model.task.bundles:
        for course_id in set(bundle.course_ids) & model.take.keys():
            holding.setdefault(course_id, []).append(model.bundle[bundle.bundle_id])
    for course_id in sorted(holding):
        entries = [(column, 1) for column in holding[course_id]]
        if course_id in model.alone:
            entries.append((model.alone[course_id], 1))
        model.add_row(f"pay {course_id}", [*entries, (model.take[course_id], -1)], lower=0)


def keep_pins(model: Model) -> None:
    """Take what the person pinned, whatever it costs."""
    for candidate in model.task.candidates:
        if candidate.pinned:
            model.lower[model.take[candidate.course.course_id]] = 1


def stay_in_budget(model: Model) -> None:
    """Spend no more known dollars than the budget has."""
    budget = model.task.preferences.budget
    if budget is not None and model.task.keep_budget:
        model.add_row("budget", prices(model).items(), upper=budget.hundredths)


def prices(model: Model) -> dict[int, int]:
    """Give what each column costs, in cents, where it costs anything known."""
    if model.cents is None:
        model.cents = _prices(model)
    return model.cents


def _prices(model: Model) -> dict[int, int]:
    cents: dict[int, int] = {}
    for candidate in model.task.candidates:
        course = candidate.course
        if course.price is not None and course.course_id in model.alone:
            cents[model.alone[course.course_id]] = course.price.hundredths
    for bundle in model.task.bundles:
        if bundle.price is not None:
            cents[model.bundle[bundle.bundle_id]] = bundle.price.hundredths
    return {column: price for column, price in cents.items() if price}


def _may_count_for(
    model: Model, key: str, credits_of: Mapping[Subcategory, Credits], open_disciplines: set[str]
) -> None:
    gives = _disciplines(credits_of)
    if model.task.preferences.share_disciplines:
        model.disciplines[key] = gives
        return
    useful = tuple(discipline for discipline in gives if discipline in open_disciplines) or gives[:1]
    model.disciplines[key] = useful
    if len(useful) > 1 or (useful and key not in model.take):
        for discipline in useful:
            model.count[key, discipline] = model.add_column()


def _disciplines(credits_of: Mapping[Subcategory, Credits]) -> tuple[str, ...]:
    return tuple(sorted({subcategory.discipline for subcategory in credits_of}))


def _finest_unit(task: Task) -> int:
    """Give the greatest number of hundredths that every figure is a multiple of: usually a quarter credit."""
    givers = [c.credits_of for c in task.candidates] + [done.credits_of for done in task.to_assign]
    figures = {credits_.hundredths for credits_of in givers for credits_ in credits_of.values()}
    return math.gcd(*figures, *(need.left for need in task.needs)) or 1
