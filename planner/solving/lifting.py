"""The limits that may stand in the way: how each is lifted, and what it would then take, in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from planner.credits import Credits, Money
from planner.phrases import amount, day, joined, one_line
from planner.solving.candidates import unknown_prices_allowed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from planner.catalog import Course
    from planner.solving.situation import Situation

# More names than this in one sentence help nobody.
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Lifted:
    """What became possible: the courses taken that the limit kept out, and the least dollars it takes.

    ``begins`` is the day from which all those courses can be started.
    """

    before: Situation
    new: Sequence[Course]
    begins: date | None = None
    least_cents: int | None = None


@dataclass(frozen=True, slots=True)
class Lift:
    """A limit in force: ``without`` it the situation is another; ``opening`` begins the sentence about it."""

    name: str
    without: Callable[[Situation], Situation]
    opening: Callable[[Lifted], str]


def lifts(situation: Situation) -> tuple[Lift, ...]:
    """List the limits in force."""
    wishes, courses = situation.preferences, situation.catalog.courses
    disciplines = {subcategory.discipline for subcategory in situation.required}
    later = any(_begins_after(wishes.last_day, course) for course in courses)
    dated = any(course.approved_from or course.expires_on for course in courses)
    no_unknown = not unknown_prices_allowed(wishes, situation.catalog)
    in_force = (
        (wishes.budget is not None, Lift("budget", _without_budget, _more_dollars)),
        (bool(wishes.sellers), _wish("sellers", _other_sellers, sellers=frozenset())),
        (bool(wishes.formats), _wish("formats", _other_formats, formats=frozenset())),
        (bool(wishes.exclusions), _wish("exclusions", _excluded, exclusions=frozenset())),
        (no_unknown, _wish("unknown prices", _unknown_prices, allow_unknown_price=True)),
        (
            len(disciplines) > 1 and not wishes.share_disciplines,
            _wish("one discipline at a time", _sharing, share_disciplines=True),
        ),
        (bool(wishes.margin), _wish("margin", _no_margin, margin=Credits(0))),
        (later, _wish("deadline", _later_deadline, deadline=date.max)),
        (dated, Lift("dates", _without_dates, _dates)),
    )
    return tuple(lift for is_in_force, lift in in_force if is_in_force)


def _begins_after(last_day: date, course: Course) -> bool:
    """Whether a course, or a distribution of it, begins only after a day."""
    approved = course.approved_from is not None and course.approved_from > last_day
    return approved or bool(course.days_of_change(last_day))


def _wish(name: str, opening: Callable[[Lifted], str], **change: object) -> Lift:
    """Lift a wish by changing the preferences."""

    def without(situation: Situation) -> Situation:
        return replace(situation, preferences=replace(situation.preferences, **change))  # type: ignore[arg-type]

    return Lift(name, without, opening)


def _without_budget(situation: Situation) -> Situation:
    # The preference itself stays: things of unknown price are kept out of plans with a budget.
    return replace(situation, keep_budget=False)


def _without_dates(situation: Situation) -> Situation:
    undated = tuple(
        replace(course, approved_from=None, expires_on=None) for course in situation.catalog.courses
    )
    return replace(situation, catalog=replace(situation.catalog, courses=undated))


def _more_dollars(lifted: Lifted) -> str:
    budget = lifted.before.preferences.budget
    if budget is None or lifted.least_cents is None:
        return "With a larger budget"
    least = Money(lifted.least_cents)
    return f"With {least - budget} more (a budget of {least})"


def _other_sellers(lifted: Lifted) -> str:
    return f"With courses from {_named((course.seller or 'unnamed sellers') for course in lifted.new)} too"


def _other_formats(lifted: Lifted) -> str:
    return f"With other formats too ({_named((course.format or 'not named') for course in lifted.new)})"


def _excluded(lifted: Lifted) -> str:
    return f"Without the exclusion of {_titles(lifted.new)}"


def _unknown_prices(lifted: Lifted) -> str:
    if not lifted.new:
        return "If things whose price is not known were allowed"
    return f"If courses whose price is not known were allowed ({_titles(lifted.new)})"


def _sharing(_lifted: Lifted) -> str:
    return "If one activity could count for two disciplines (check with ARRT)"


def _no_margin(lifted: Lifted) -> str:
    return f"Without the margin of {amount(lifted.before.preferences.margin)} for each subcategory"


def _later_deadline(lifted: Lifted) -> str:
    when = "" if lifted.begins is None else f" ({day(lifted.begins)})"
    now = {candidate.course.course_id for candidate in lifted.before.candidates().courses}
    gain = (
        "started for more credits" if now.issuperset(course.course_id for course in lifted.new) else "taken"
    )
    return f"With a later deadline{when}, when {_titles(lifted.new)} can be {gain}"


def _dates(lifted: Lifted) -> str:
    return f"If expired or not yet approved courses could be taken ({_titles(lifted.new)})"


def _titles(courses: Iterable[Course]) -> str:
    return _named(repr(one_line(course.name)) for course in courses)


def _named(names: Iterable[str]) -> str:
    distinct = list(dict.fromkeys(names))
    shown = distinct[:_MOST_NAMED]
    if len(distinct) > len(shown):
        shown.append(f"{len(distinct) - len(shown)} more")
    return joined(shown)
