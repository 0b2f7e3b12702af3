"""Why something stays short: each limit lifted alone, to see which one stands in the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.credits import Credits
from planner.phrases import amount, joined
from planner.plan import Limit
from planner.solving.assembling import Basket
from planner.solving.formulate import formulate, prices
from planner.solving.goals import Aim, fixed_choice_of
from planner.solving.lifting import Lift, Lifted, lifts
from planner.solving.optimise import reach
from planner.solving.search import begin, cover_most

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.solving.candidates import Start
    from planner.solving.clock import Clock
    from planner.solving.model import Model
    from planner.solving.situation import Situation

    _Known = Mapping[str, Sequence[Start]]


@dataclass(frozen=True, slots=True)
class _Tried:
    """How little stays short with some limits lifted (in hundredths of a credit), and what that takes."""

    short: int
    takes: Lifted


def limits_in_the_way(situation: Situation, short: int, clock: Clock) -> tuple[Limit, ...]:
    """Lift each limit in force, the others kept, and tell those without which less would stay short.

    Where no single one helps, a group of limits that helps together is told as one. ``short`` is in
    hundredths of a credit. As many are tried as there is time for.
    """
    known = {c.course.course_id: c.starts for c in situation.candidates().courses}
    in_force = lifts(situation)
    limits: list[Limit] = []
    for lift in in_force:
        if clock.is_up():
            return tuple(limits)
        tried = _try(situation, [lift], known, clock)
        # Less wanted is always less short: a margin stands in the way only of covering everything.
        if tried.short < short and not (lift.name == "margin" and tried.short):
            limits.append(_tell(lift.name, lift.opening(tried.takes), tried.short))
    # A later deadline says more than "dates" where it does as much.
    waiting = min((limit.short for limit in limits if limit.name == "deadline"), default=None)
    limits = [limit for limit in limits if not (limit.name == "dates" and waiting == limit.short)]
    return tuple(limits) or _together(situation, short, in_force, known, clock)


def _try(situation: Situation, lifted: Sequence[Lift], known: _Known, clock: Clock) -> _Tried:
    """Cover as much as can be without some limits, with as few as possible of the courses they kept out."""
    after = situation
    for lift in lifted:
        after = lift.without(after)
    model = formulate(after.task(after.candidates()))
    found = cover_most(model, begin(model), clock)
    rows, values, least_cents = found.rows, found.values, None
    if any(lift.name == "budget" for lift in lifted):
        dollars = Aim("dollars", prices(model))
        cheapest = reach(model, [dollars], values, clock, rows)
        if cheapest is not None and cheapest.proven:
            least_cents = dollars.value(cheapest.values)
            values, rows = cheapest.values, (*rows, *cheapest.rows)
    kept_out = _kept_out(model, known)
    if kept_out:
        fewest = Aim("courses that were kept out", dict.fromkeys(kept_out.values(), 1))
        least = reach(model, [fewest, fixed_choice_of(kept_out)], values, clock, rows)
        values = values if least is None else least.values
    basket = Basket(replace(found, values=values))
    taken = {column for column in kept_out.values() if values[column]}
    new = [
        c
        for c in basket.taken
        if not taken.isdisjoint((model.take[c.course.course_id], *model.counting(c.course.course_id)))
    ]
    begins = max((basket.start_of(candidate).take_from for candidate in new), default=None)
    by_id = situation.catalog.by_id()
    courses = [by_id[candidate.course.course_id] for candidate in new]
    return _Tried(found.short, Lifted(situation, courses, begins, least_cents))


def _kept_out(model: Model, known: _Known) -> dict[str, int]:
    """Give the courses, and the later starts of known ones, that give what was not to be had before."""
    kept_out = {key: column for key, column in model.take.items() if key not in known}
    for candidate in model.task.candidates:
        key = candidate.course.course_id
        before = [start.credits_of for start in known.get(key, ())]
        if before:
            ways = zip(model.ways[key], model.counting(key), strict=False)
            new = ((w, c) for w, c in ways if candidate.starts[w.start].credits_of not in before)
            kept_out |= {f"{key} {way.name}": column for way, column in new}
    return kept_out


def _together(
    situation: Situation, short: int, in_force: Sequence[Lift], known: _Known, clock: Clock
) -> tuple[Limit, ...]:
    """Find limits that stand in the way only together: lift all, then put back each that isn't needed."""
    group = [lift for lift in in_force if lift.name != "margin"]
    if len(group) < 2 or clock.is_up():  # noqa: PLR2004 - one alone has been tried
        return ()
    reached = _try(situation, group, known, clock).short
    if reached >= short:
        return ()
    for lift in tuple(group):
        fewer = [other for other in group if other is not lift]
        if clock.is_up():
            break
        if _try(situation, fewer, known, clock).short <= reached:
            group = fewer
    names = joined([lift.name for lift in group])
    opening = f"No single limit stands in the way; without these together ({names})"
    return (_tell(names, opening, reached),)


def _tell(name: str, opening: str, short: int) -> Limit:
    left = Credits(short)
    outcome = f"{amount(left)} would stay short" if short else "everything would be covered"
    return Limit(name, f"{opening}, {outcome}.", left)
