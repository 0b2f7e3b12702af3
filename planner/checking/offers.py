"""What a catalog offers to one person on one day, worked out a second time and in another way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from planner.checking.sums import activity_of
from planner.naming import fold
from planner.preferences import Goal
from planner.remembering import remembered
from planner.rules import rulebook

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from planner.catalog import Bundle, Catalog, Course, Distribution
    from planner.outline import Subcategory
    from planner.preferences import Preferences
    from planner.prescription import CompletedActivity

# Subcategory to hundredths of a credit.
Figures = dict["Subcategory", int]


@dataclass(frozen=True, slots=True)
class Offer:
    """A course that may be taken: from which day, until when, and its figures on that day."""

    take_from: date
    take_by: date | None
    figures: Figures


@dataclass(frozen=True, slots=True)
class Done:
    """A completed activity that counts, what it is called and is in the catalog, and its figures."""

    activity: CompletedActivity
    title: str
    figures: Figures
    course: Course | None


def figures_on(distributions: Iterable[Distribution], day: date) -> Figures:
    """Work out a distribution's figures on a day: undated rows, then each discipline's newest dated set."""
    named = [row for row in distributions if row.subcategory.name]
    begun = [row for row in named if row.applies_from is not None and row.applies_from <= day]
    figures = {row.subcategory: row.credits.hundredths for row in named if row.applies_from is None}
    for row in begun:
        rivals = [other for other in begun if other.subcategory.discipline == row.subcategory.discipline]
        if all(other.applies_from <= row.applies_from for other in rivals):  # type: ignore[operator]
            figures[row.subcategory] = row.credits.hundredths
    return {subcategory: amount for subcategory, amount in figures.items() if amount > 0}


def what_is_done(completed: Iterable[CompletedActivity], catalog: Catalog, on: date) -> Mapping[str, Done]:
    """Work out which completed activities count, by activity; the earliest that isn't too old counts."""
    done: dict[str, Done] = {}
    completed = sorted(completed, key=lambda item: (item.completed_on, item.course_id))
    for activity in sorted(completed, key=lambda item: _too_old(item.completed_on, on)):
        if activity.completed_on > on:
            continue
        course = in_catalog(activity.course_id, catalog)
        key = f"written:{fold(activity.course_id)}" if course is None else activity_of(course)
        rows = activity.distributions
        if not rows and course is not None and not course.left_out:
            rows = course.distributions
        title = activity.course_id if course is None else course.title or course.course_id
        figures = {} if _too_old(activity.completed_on, on) else figures_on(rows, activity.completed_on)
        done.setdefault(key, Done(activity, title, figures, course))
    return done


def _too_old(completed_on: date, on: date) -> bool:
    """Whether more years have passed since than a CQR window and its reinstatement last."""
    years = on.year - completed_on.year
    if (completed_on.month, completed_on.day) > (on.month, on.day):
        years -= 1  # not yet full
    full = (completed_on.month, completed_on.day) == (on.month, on.day)
    return years > rulebook().cqr_years or (years == rulebook().cqr_years and not full)


def in_catalog(written: str, catalog: Catalog) -> Course | None:
    """Find a course by its id, else by an id or title, in any spelling, that belongs to one activity only."""
    by_id = [course for course in catalog.courses if course.course_id == written]
    if by_id:
        return by_id[0]
    name = fold(written)
    alike = [course for course in catalog.courses if name and fold(course.course_id) == name]
    alike = alike or [course for course in catalog.courses if course.title and fold(course.title) == name]
    if len({activity_of(course) for course in alike}) != 1:
        return None
    return min(alike, key=lambda course: course.course_id)


class Offers:
    """Everything that may be taken or bought under a person's preferences."""

    def __init__(
        self, catalog: Catalog, wishes: Preferences, wanted: Collection[Subcategory], done: Collection[str]
    ) -> None:
        """Take the catalog and the wishes; ``done`` are the activities that are completed."""
        self._wishes = wishes
        self._wanted = wanted
        self._done = done
        self._catalog = catalog
        prices = [course.price for course in catalog.courses] + [b.price for b in catalog.bundles]
        some_known = any(price is not None for price in prices)
        careful = wishes.budget is not None or (wishes.goal is Goal.COST and some_known)
        self._unknown_prices = wishes.allow_unknown_price or not careful
        self.bundles: Mapping[str, Bundle] = {
            bundle.bundle_id: bundle
            for bundle in catalog.bundles
            if bundle.price is not None or self._unknown_prices
        }
        self._in_bundles = {part for bundle in self.bundles.values() for part in bundle.course_ids}

    def sold_alone(self, course: Course) -> bool:
        """Whether a course may be bought at its single price."""
        known = course.sale_price is not None or course.list_price is not None
        return known or self._unknown_prices or course.course_id in self._wishes.pins

    def of(self, course: Course, started: date | None = None) -> Offer | str:
        """Give the offer of a course, or the reason why it may not be taken.

        Without a day ``started``, that of the first start that gives anything wanted.
        """
        offers = self.all_of(course)
        if isinstance(offers, str):
            return offers
        found = [offer for offer in offers if started in {None, offer.take_from}]
        return found[0] if found else f"it gives nothing from {started}"

    def all_of(self, course: Course) -> list[Offer] | str:
        """Give an offer for each day of a start that can be chosen, the earliest first."""
        wishes = self._wishes
        starts = wishes.on
        if course.approved_from is not None and course.approved_from > starts:
            starts = course.approved_from
        last = wishes.on if wishes.deadline is None else wishes.deadline
        reasons = {
            course.left_out: bool(course.left_out),
            "it is completed": activity_of(course) in self._done,
            "it is excluded": course.course_id in wishes.exclusions,
            "it is not open": starts > last or (course.expires_on is not None and course.expires_on < starts),
            "another seller or format was chosen": not self._as_chosen(course),
            "its price is not known": not self.sold_alone(course)
            and course.course_id not in self._in_bundles,
        }
        against = [reason for reason, holds in reasons.items() if holds]
        if against:
            return against[0]
        if course.expires_on is not None and course.expires_on < last:
            last = course.expires_on
        return self._when_it_counts(course, starts, last)

    def _when_it_counts(self, course: Course, opens: date, closes: date) -> list[Offer]:
        """Go through the days from which other figures hold, for those that give anything wanted.

        Where there is none, the first of all. Each ends on the first of the deadline, the expiry and the eve
        of a day on which it would give less.
        """
        changes = {row.applies_from for row in course.distributions if row.applies_from is not None}
        days = [opens, *sorted(when for when in changes if when > opens)]
        gives = {when: self._wanted_of(course, when) for when in days}
        ends = [when for when in (self._wishes.deadline, course.expires_on) if when is not None]
        offers: list[Offer] = []
        for starts in [when for when in days if when <= closes and gives[when]] or [opens]:
            less = [
                when - timedelta(days=1)
                for when in days
                if when > starts
                and any(gives[when].get(row, 0) < gives[starts][row] for row in gives[starts])
            ]
            offers.append(Offer(starts, min([*ends, *less], default=None), gives[starts]))
        return offers

    def _wanted_of(self, course: Course, when: date) -> Figures:
        figures = figures_on(course.distributions, when)
        return {row: figures[row] for row in figures if row in self._wanted}

    def _as_chosen(self, course: Course) -> bool:
        wishes = self._wishes
        sellers, formats = set(map(fold, wishes.sellers)), set(map(fold, wishes.formats))
        seller = not sellers or fold(course.seller) in sellers
        return course.course_id in wishes.pins or (seller and (not formats or fold(course.format) in formats))

    def most_for(self, subcategory: Subcategory) -> int:
        """Add up the most that each activity on offer gives one subcategory."""
        most: dict[str, int] = {}
        pinned: dict[str, int] = {}
        for course, offers in self._relevant:
            figure = max((offer.figures.get(subcategory, 0) for offer in offers), default=0)
            most[activity_of(course)] = max(figure, most.get(activity_of(course), 0))
            if course.course_id in self._wishes.pins and activity_of(course) not in self._done:
                pinned[activity_of(course)] = figure
        return sum({**most, **pinned}.values())

    @cached_property
    def _relevant(self) -> list[tuple[Course, list[Offer]]]:
        """The courses that could give anything wanted, or are pinned, with what they offer."""
        naming = _places_naming(self._catalog)
        places = {place for subcategory in self._wanted for place in naming.get(subcategory, ())}
        if self._wishes.pins:
            pins = self._wishes.pins
            places |= {at for at, course in enumerate(self._catalog.courses) if course.course_id in pins}
        relevant: list[tuple[Course, list[Offer]]] = []
        for place in sorted(places):
            course = self._catalog.courses[place]
            offers = self.all_of(course)
            relevant.append((course, [] if isinstance(offers, str) else offers))
        return relevant


@remembered
def _places_naming(catalog: Catalog) -> Mapping[Subcategory, list[int]]:
    """Tell for each subcategory which courses, by their places in the catalog, name it at all."""
    naming: dict[Subcategory, list[int]] = {}
    for place, course in enumerate(catalog.courses):
        for subcategory in {row.subcategory for row in course.distributions}:
            naming.setdefault(subcategory, []).append(place)
    return naming
