"""Which courses may be taken at all, on which days and for what; and why the others may not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from planner.naming import fold
from planner.phrases import PRICE_NOT_KNOWN, day
from planner.preferences import Goal, Preferences
from planner.prepared import prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from planner.catalog import Bundle, Catalog, Course
    from planner.credits import Credits
    from planner.outline import Subcategory
    from planner.prepared import PreparedCatalog
    from planner.solving.finished import Finished


@dataclass(frozen=True, slots=True)
class Start:
    """A day from which a course, started then, gives so much of what is prescribed.

    ``counts_until`` is the last day of a start that gives no less, None where no change is known.
    """

    take_from: date
    credits_of: Mapping[Subcategory, Credits]
    counts_until: date | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A course that may be taken: its credits in each subcategory prescribed, and how it may be bought.

    ``take_from`` is the first day on which it can be started and gives any of them, ``credits_of`` what it
    gives then. ``later`` are the further days on which it can be started and gives others, the earliest
    first: there are none without dated distributions. ``alone`` says whether it may be bought at its single
    price (it may not where that price is unknown and the person wants known prices).
    """

    course: Course
    take_from: date
    credits_of: Mapping[Subcategory, Credits]
    alone: bool
    pinned: bool
    counts_until: date | None = None
    later: tuple[Start, ...] = ()

    @property
    def starts(self) -> tuple[Start, ...]:
        """All starts to choose from, the earliest first."""
        return (Start(self.take_from, self.credits_of, self.counts_until), *self.later)

    @property
    def most(self) -> Mapping[Subcategory, Credits]:
        """The most that it can give of each subcategory, whatever the start."""
        if not self.later:
            return self.credits_of
        most = dict(self.credits_of)
        for start in self.later:
            for at, figure in start.credits_of.items():
                most[at] = max(figure, most.get(at, figure))
        return most


@dataclass(frozen=True, slots=True)
class Candidates:
    """Everything that may be taken or bought, in the order of the ids so that row order can't matter.

    ``reasons`` tells for each course that would serve the prescription, but may not be taken, why not.
    """

    courses: tuple[Candidate, ...]
    bundles: tuple[Bundle, ...]
    reasons: Mapping[str, str]


def window(course: Course, preferences: Preferences) -> tuple[date, date] | None:
    """Give the first and the last day on which a course may be taken, or None where there is no such day.

    Approval and expiry days both count as approved. Without a deadline a course has to be open on the planned
    day itself.
    """
    first = max(preferences.on, course.approved_from or preferences.on)
    last = min(preferences.last_day, course.expires_on or preferences.last_day)
    return (first, last) if first <= last else None


def take_by(course: Course, start: Start, preferences: Preferences) -> date | None:
    """Give the day by which a course must be finished, or None where no such day is known.

    The first of its expiry, the deadline, and the last day of a start that counts as planned: what is
    finished by then was started by then.
    """
    ends = (course.expires_on, preferences.deadline, start.counts_until)
    return min((when for when in ends if when is not None), default=None)


def unknown_prices_allowed(preferences: Preferences, catalog: Catalog) -> bool:
    """Whether things of unknown price may be bought.

    They are kept out of cheapest plans and of plans with a budget unless the person allows them. Where no
    price in the catalog is known, a cheapest plan would be none: then the fewest such things are sought.
    """
    if preferences.allow_unknown_price:
        return True
    if preferences.budget is not None:
        return False
    return preferences.goal is not Goal.COST or not prepared(catalog).has_prices


def gather(
    catalog: Catalog,
    preferences: Preferences,
    finished: Sequence[Finished],
    subcategories: Iterable[Subcategory],
) -> Candidates:
    """Sort a catalog into what may be taken and what may not.

    A pinned course may be taken whatever its seller, format and price; the preferences' pins are taken to be
    possible (`planner.solving.requests` sees to that).
    """
    wanted = frozenset(subcategories)
    shelf = prepared(catalog)
    verdicts = _verdicts(shelf, _without_sums(preferences))
    done = {finish.activity_key for finish in finished}
    unknown_allowed = unknown_prices_allowed(preferences, catalog)
    buyable = [bundle for bundle in shelf.bundles if bundle.price is not None or unknown_allowed]
    in_a_bundle = {course_id for bundle in buyable for course_id in bundle.course_ids}
    touching = shelf.places_that_touch(wanted)
    pinned_places = {place for pin in preferences.pins for place in shelf.place_of.get(pin, ())}
    courses: list[Candidate] = []
    reasons: dict[str, str] = {}
    for place in sorted(touching | pinned_places | shelf.places_without_figures(wanted)):
        course, verdict = shelf.courses[place], verdicts.of(place)
        pinned, touches = place in pinned_places, place in touching
        reason = verdict.reason
        if done and not course.left_out and course.activity in done:
            reason = "already completed"
        if reason:
            if touches:
                reasons[course.course_id] = reason
            continue
        starts = verdict.starts_for(wanted)
        gives = starts[0].credits_of
        alone = course.price is not None or unknown_allowed or pinned
        if not gives and not pinned:
            reason = _why_it_gives_nothing(course, starts[0].take_from, wanted, touches=touches)
        elif not alone and course.course_id not in in_a_bundle:
            reason = PRICE_NOT_KNOWN
        if reason:
            reasons[course.course_id] = reason
        elif gives or pinned:
            courses.append(_candidate(course, starts, alone=alone, pinned=pinned))
    return Candidates(tuple(courses), tuple(buyable), reasons)


def _candidate(course: Course, starts: Sequence[Start], *, alone: bool, pinned: bool) -> Candidate:
    first, *later = starts
    ends = first.counts_until
    return Candidate(course, first.take_from, first.credits_of, alone, pinned, ends, tuple(later))


def _why_it_gives_nothing(
    course: Course, first: date, wanted: frozenset[Subcategory], *, touches: bool
) -> str:
    """Say what keeps an open course from counting, or nothing where it simply is about something else."""
    if touches:
        starts = [
            row.applies_from
            for row in course.distributions
            if row.applies_from is not None and row.subcategory in wanted and row.credits
        ]
        later = [when for when in starts if when > first]
        if later:
            return f"its credits count for enrollments from {day(min(later))} only"
        return "its newer distribution gives nothing here any more" if starts else ""
    if not course.distributions:
        return "it has no credit distribution"
    categories = {(subcategory.discipline, subcategory.category) for subcategory in wanted}
    by_category = any(
        not row.subcategory.name
        and row.credits
        and (row.subcategory.discipline, row.subcategory.category) in categories
        for row in course.distributions
    )
    return "its credits are known for the category only" if by_category else ""


@dataclass(frozen=True, slots=True)
class _Verdict:
    """Why a course may not be taken, or nothing; its figures from the first day on which it can be started.

    ``figures`` has them for that day and for each later one from which others hold; ``last`` is the last day
    on which it can be started.
    """

    reason: str
    figures: tuple[tuple[date, Mapping[Subcategory, Credits]], ...]
    last: date

    def starts_for(self, wanted: frozenset[Subcategory]) -> Sequence[Start]:
        """Give the days on which it can be started and gives any credits wanted, else the first of all."""
        spells = [
            Start(begins, {row: figure for row, figure in figures.items() if row in wanted})
            for begins, figures in self.figures
        ]
        if len(spells) == 1:
            return spells
        possible = [spell for spell in spells if spell.credits_of and spell.take_from <= self.last]
        return [_bounded(spell, spells) for spell in possible or spells[:1]]


def _bounded(start: Start, spells: Iterable[Start]) -> Start:
    """End a start on the eve of the first later day on which the course gives less of anything."""
    gives = start.credits_of
    less = [
        later.take_from
        for later in spells
        if later.take_from > start.take_from
        and any(row not in later.credits_of or later.credits_of[row] < gives[row] for row in gives)
    ]
    return replace(start, counts_until=min(less) - timedelta(days=1)) if less else start


class _Verdicts:
    """The verdict on each course of a catalog under one set of preferences, each found when first asked for.

    What is completed is left aside: that differs from person to person.
    """

    def __init__(self, shelf: PreparedCatalog, preferences: Preferences) -> None:
        self._shelf = shelf
        self._preferences = preferences
        self._rules = _Rules(preferences)
        self._found: dict[int, _Verdict] = {}

    def of(self, place: int) -> _Verdict:
        """Give the verdict on the course at a place."""
        verdict = self._found.get(place)
        if verdict is None:
            verdict = self._found[place] = self._find(self._shelf.courses[place])
        return verdict

    def _find(self, course: Course) -> _Verdict:
        on = self._preferences.on
        reason = self._rules.why_not(course)
        if reason:
            return _Verdict(reason, ((on, {}),), on)
        first, last = window(course, self._preferences) or (on, on)
        return _Verdict("", tuple(_figures(course, first)), last)


def _figures(course: Course, first: date) -> Iterable[tuple[date, Mapping[Subcategory, Credits]]]:
    """Give a course's credits on a day, and on each later one on which they change."""
    for begins in (first, *course.days_of_change(first)):
        distribution = course.distribution_on(begins)
        yield begins, {row: figure for row, figure in distribution.items() if figure.hundredths > 0}


@lru_cache(maxsize=16)
def _verdicts(shelf: PreparedCatalog, preferences: Preferences) -> _Verdicts:
    return _Verdicts(shelf, preferences)


def _without_sums(preferences: Preferences) -> Preferences:
    """Keep only what decides about a single course: the day, the choices, the names."""
    return Preferences(
        preferences.on,
        deadline=preferences.deadline,
        pins=preferences.pins,
        exclusions=preferences.exclusions,
        sellers=preferences.sellers,
        formats=preferences.formats,
    )


class _Rules:
    """The rules that keep a course out, each in its own method that gives the reason or nothing."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._sellers = {fold(seller) for seller in preferences.sellers}
        self._formats = {fold(name) for name in preferences.formats}
        self._rules: tuple[Callable[[Course], str], ...] = (
            self._left_out_by_the_catalog,
            self._excluded,
            self._not_open,
            self._other_seller,
            self._other_format,
        )

    def why_not(self, course: Course) -> str:
        """Give the first reason that keeps a course out, or nothing."""
        return next((reason for rule in self._rules if (reason := rule(course))), "")

    @staticmethod
    def _left_out_by_the_catalog(course: Course) -> str:
        return course.left_out

    def _excluded(self, course: Course) -> str:
        return "excluded by you" if course.course_id in self._preferences.exclusions else ""

    def _not_open(self, course: Course) -> str:
        if window(course, self._preferences) is not None:
            return ""
        if course.expires_on is not None and course.expires_on < self._preferences.on:
            return f"expired on {day(course.expires_on)}"
        if course.approved_from is not None and course.approved_from > self._preferences.last_day:
            return f"not approved before {day(course.approved_from)}"
        return "its approval ends before it begins"

    def _other_seller(self, course: Course) -> str:
        if not self._sellers or self._is_pinned(course) or fold(course.seller) in self._sellers:
            return ""
        return "from another seller"

    def _other_format(self, course: Course) -> str:
        if not self._formats or self._is_pinned(course) or fold(course.format) in self._formats:
            return ""
        return "in another format"

    def _is_pinned(self, course: Course) -> bool:
        return course.course_id in self._preferences.pins
