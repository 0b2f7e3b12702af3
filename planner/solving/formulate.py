"""From what has to be decided to its integer model: a named function for each rule."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from planner.solving.model import Model, Need, Task, Way, key_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.credits import Credits
    from planner.outline import Subcategory
    from planner.preferences import Preferences
    from planner.solving.candidates import Candidates
    from planner.solving.finished import Finished

    _CreditsOf = Mapping[Subcategory, Credits]


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
    useful = tuple(c for c in candidates.courses if c.pinned or not open_needs.isdisjoint(c.most))
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
    count_in_one_way(model)
    pay_for_each_course(model)
    keep_pins(model)
    stay_in_budget(model)
    return model


def decide_what_to_take(model: Model) -> None:
    """Give each candidate its *take* column."""
    for candidate in model.task.candidates:
        model.take[candidate.course.course_id] = model.add_column()


def decide_what_to_count_for(model: Model) -> None:
    """Tell in which ways each candidate may count, with *count* columns where that is a decision.

    A way is a discipline (all at once, where they share) and a day of the start. Only disciplines with an
    open need are worth a decision, and only later starts that give more of one; a pinned course that meets
    none is counted for the first discipline that it has credits in.
    """
    task = model.task
    left = {need.subcategory: need.left for need in task.needs if need.left}
    disciplines, share = {at.discipline for at in left}, task.preferences.share_disciplines
    for candidate in task.candidates:
        key = candidate.course.course_id
        by_start = [candidate.credits_of, *(start.credits_of for start in candidate.later)]
        model.ways[key] = _ways(by_start, left, disciplines, share=share)
    for done in task.to_assign:
        model.ways[key_of(done)] = _ways([done.credits_of], left, disciplines, share=share)
    for key, ways in model.ways.items():
        if len(ways) > 1 or (ways and key not in model.take):
            for way in ways:
                model.count[key, way.name] = model.add_column()


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
    for key, ways in model.ways.items():
        for way, column in zip(ways, model.counting(key), strict=False):
            for subcategory, credits_ in way.credits_of.items():
                lacks = model.short.get(subcategory)
                if lacks is not None:
                    units = min(credits_.hundredths // model.unit, model.open_units[lacks])
                    entries[subcategory].append((column, units))
                    model.gives.setdefault(column, {})[lacks] = units
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


def count_in_one_way(model: Model) -> None:
    """Count a course that is taken, or an activity that is completed, in exactly one of its ways.

    For one of its disciplines (domain rule 7), and with what it gives on the day it is started (rule 4).
    """
    for key in dict.fromkeys(key for key, _ in model.count):
        entries = [(column, 1) for column in model.counting(key)]
        if key in model.take:
            model.add_row(f"one way {key}", [*entries, (model.take[key], -1)], lower=0, upper=0)
        else:
            model.add_row(f"one way {key}", entries, lower=1, upper=1)


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


def _ways(
    by_start: Sequence[_CreditsOf], left: Mapping[Subcategory, int], disciplines: set[str], *, share: bool
) -> tuple[Way, ...]:
    """Give the ways in which something may count: for each start, the earliest first, each discipline."""
    known: dict[str, list[Way]] = {}
    ways: list[Way] = []
    for start, credits_of in enumerate(by_start):
        for name, gives in _parts(credits_of, share=share):
            earlier = known.setdefault(name, [])
            more = not (start and any(_covers(way, gives, left) for way in earlier))
            if more and (share or name in disciplines):
                earlier.append(Way(f"{name}, start {start}" if start else name, gives, start))
                ways.append(earlier[-1])
    return tuple(ways) or tuple(Way(*part) for part in _parts(by_start[0], share=share)[:1])


def _parts(credits_of: _CreditsOf, *, share: bool) -> list[tuple[str, _CreditsOf]]:
    """Part credits by discipline, of which one may count; where disciplines share, all may at once."""
    disciplines = _disciplines(credits_of)
    if share or len(disciplines) == 1:
        return [("all" if share else disciplines[0], credits_of)] if disciplines else []
    return [(d, {at: figure for at, figure in credits_of.items() if at.discipline == d}) for d in disciplines]


def _covers(way: Way, gives: _CreditsOf, left: Mapping[Subcategory, int]) -> bool:
    """Whether a way covers as much of every need that is left as some credits do."""
    return all(
        at not in left
        or min(figure.hundredths, left[at]) <= (way.credits_of[at].hundredths if at in way.credits_of else 0)
        for at, figure in gives.items()
    )


def _disciplines(credits_of: _CreditsOf) -> tuple[str, ...]:
    return tuple(sorted({subcategory.discipline for subcategory in credits_of}))


def _finest_unit(task: Task) -> int:
    """Give the greatest number of hundredths that every figure is a multiple of: usually a quarter credit."""
    givers = [c.credits_of for c in task.candidates] + [done.credits_of for done in task.to_assign]
    givers += [start.credits_of for c in task.candidates for start in c.later]
    figures = {credits_.hundredths for credits_of in givers for credits_ in credits_of.values()}
    return math.gcd(*figures, *(need.left for need in task.needs)) or 1
