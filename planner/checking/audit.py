"""One plan, gone through rule by rule."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from planner.checking.offers import Offers, what_is_done
from planner.checking.sums import activity_of, as_told, by_discipline, different, repeated, totals
from planner.plan import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planner.catalog import Catalog
    from planner.checking.offers import Figures
    from planner.outline import Subcategory
    from planner.plan import Plan, PlannedCourse, Serving
    from planner.prescription import CompletedActivity, Prescription


class Audit:
    """A plan beside everything that it was made of."""

    def __init__(
        self,
        plan: Plan,
        prescription: Prescription,
        catalog: Catalog,
        completed: Sequence[CompletedActivity],
    ) -> None:
        """Work out what is needed, what is done and what is on offer."""
        self.plan = plan
        self.wishes = plan.preferences
        self.needs = [
            row
            for row in prescription.rows
            if not row.standard_met and row.credits_required is not None and row.credits_required.hundredths
        ]
        self.open_rows = len(prescription.unreadable) + sum(
            not row.standard_met and row.credits_required is None for row in prescription.rows
        )
        self.done = what_is_done(completed, catalog, self.wishes.on)
        wanted = {row.subcategory for row in self.needs}
        self.wanted = wanted
        self.offers = Offers(catalog, self.wishes, wanted, self.done.keys())
        self.catalog = {course.course_id: course for course in catalog.courses}
        self.short = sum(row.short.hundredths for row in plan.coverage)

    def findings(self) -> Iterator[str]:
        """Say everything that is wrong, rule by rule."""
        yield from self._answer()
        yield from self._proof_and_reasons()
        yield from self._courses()
        yield from self._purchases()
        yield from self._pins()
        yield from self._completed()
        yield from self._coverage()
        yield from self._totals()
        yield from self._uses()

    def missing_pins(self, taken: set[str]) -> list[str]:
        """Give the pinned courses that are not taken although they aren't completed."""
        return [
            pin
            for pin in sorted(self.wishes.pins - taken)
            if pin not in self.catalog or activity_of(self.catalog[pin]) not in self.done
        ]

    def target(self, place: int) -> int:
        """Give what the need at a place requires with its margin."""
        required = self.needs[place].credits_required
        return (required.hundredths if required else 0) + self.wishes.margin.hundredths

    def _answer(self) -> Iterator[str]:
        plan = self.plan
        covered = not self.open_rows and not self.short
        if covered is not (plan.status is Status.COVERED):
            yield f"the status {plan.status.value!r} is not borne out by the coverage and the open rows"
        if plan.open_questions != self.open_rows:
            yield f"{plan.open_questions} open rows are told, but there are {self.open_rows}"
        assumed = sum(row.assumed for row in self.needs)
        if plan.assumed_figures != assumed:
            yield f"{plan.assumed_figures} assumed figures are told, but there are {assumed}"

    def _proof_and_reasons(self) -> Iterator[str]:
        plan = self.plan
        right = plan.gap == 0 if plan.proven_optimal else 0 < plan.gap <= 1
        if not right:
            yield f"a gap of {plan.gap} doesn't go with proven_optimal {plan.proven_optimal}"
        for limit in plan.limits:
            if not 0 <= limit.short.hundredths < self.short or not limit.name or not limit.message:
                yield f"the limit {limit.name!r} explains no shortfall"
        taken = {planned.course.course_id for planned in plan.courses}
        for course_id, reason in plan.unused_reasons.items():
            if course_id not in self.catalog or course_id in taken or not reason:
                yield f"{course_id!r} is told as left out, but is taken, unknown, or without a reason"

    def _courses(self) -> Iterator[str]:
        courses = self.plan.courses
        yield from repeated("course", (planned.course.course_id for planned in courses))
        yield from repeated("activity", (activity_of(planned.course) for planned in courses))
        for planned in courses:
            course_id = planned.course.course_id
            if self.catalog.get(course_id) != planned.course:
                yield f"{course_id!r} is not the catalog's course"
                continue
            offer = self.offers.of(planned.course, planned.take_from)
            if isinstance(offer, str):
                yield f"{course_id!r} can't be taken: {offer}"
                continue
            if planned.take_by != offer.take_by:
                yield f"{course_id!r} is not planned in its own dates"
            yield from self._figures(course_id, planned.serves, offer.figures)

    def _figures(self, name: str, serves: Sequence[Serving], figures: Figures) -> Iterator[str]:
        told = {serving.subcategory: serving.credits.hundredths for serving in serves}
        possible = [figures] if self.wishes.share_disciplines else by_discipline(figures)
        if len(told) != len(serves) or told not in (possible or [{}]):
            yield f"{name!r} doesn't count what its distribution says"

    def _purchases(self) -> Iterator[str]:
        bundles = self.plan.bundles
        yield from repeated("bundle", (bundle.bundle_id for bundle in bundles))
        for bundle in bundles:
            if self.offers.bundles.get(bundle.bundle_id) != bundle:
                yield f"the bundle {bundle.bundle_id!r} is not one that can be bought"
            if all(planned.paid_in_bundle != bundle.bundle_id for planned in self.plan.courses):
                yield f"the bundle {bundle.bundle_id!r} pays for nothing"
        for planned in self.plan.courses:
            course_id, paid_in = planned.course.course_id, planned.paid_in_bundle
            holding = [bundle.bundle_id for bundle in bundles if course_id in bundle.course_ids]
            if paid_in is not None and paid_in not in holding:
                yield f"{course_id!r} doesn't come with {paid_in!r}"
            elif paid_in is None and holding:
                yield f"{course_id!r} is paid for although it comes with {holding[0]!r}"
            elif paid_in is None and not self.offers.sold_alone(planned.course):
                yield f"{course_id!r} has no known price"
        budget = self.wishes.budget
        if budget is not None and self.plan.totals.price.hundredths > budget.hundredths:
            yield "the plan costs more than the budget"

    def _pins(self) -> Iterator[str]:
        for pin in self.missing_pins({planned.course.course_id for planned in self.plan.courses}):
            yield f"the pinned course {pin!r} is missing"

    def _completed(self) -> Iterator[str]:
        expected = list(self.done.values())
        told = list(self.plan.completed)
        if [done.activity for done in expected] != [done.activity for done in told]:
            yield "the completed activities are not those that count, in the order of their dates"
            return
        for done, right in zip(told, expected, strict=True):
            if done.title != right.title:
                yield f"the completed activity {right.title!r} is called {done.title!r}"
            if done.course != right.course:
                yield f"the completed activity {right.title!r} is told as another course"
            figures = {row: amount for row, amount in right.figures.items() if row in self.wanted}
            yield from self._figures(right.title, done.serves, figures)

    def _coverage(self) -> Iterator[str]:
        plan = self.plan
        if [row.requirement for row in plan.coverage] != self.needs:
            yield "the coverage is not of the rows that need credits, in their order"
            return
        done = _sums(serving for item in plan.completed for serving in item.serves)
        planned = _sums(serving for item in plan.courses for serving in item.serves)
        margin = self.wishes.margin.hundredths
        for place, row in enumerate(plan.coverage):
            subcategory = self.needs[place].subcategory
            lacks = self.target(place) - done[subcategory] - planned[subcategory]
            expected = {
                "required": self.target(place) - margin,
                "margin": margin,
                "completed": done[subcategory],
                "planned": planned[subcategory],
                "short": max(0, lacks),
                "best_available": self.offers.most_for(subcategory),
            }
            if row.overall:
                yield f"{subcategory} is told as being about all others together"
            told = {field: getattr(row, field).hundredths for field in expected}
            yield from different(str(subcategory), told, expected)

    def _totals(self) -> Iterator[str]:
        courses = self.plan.courses
        alone = [planned.course for planned in courses if planned.paid_in_bundle is None]
        targeted = sum(serving.credits.hundredths for planned in courses for serving in planned.serves)
        expected = totals([planned.course for planned in courses], alone, self.plan.bundles, targeted)
        yield from different("totals", as_told(self.plan.totals), expected)

    def _uses(self) -> Iterator[str]:
        """Every course is there for something: without it, more would stay short, unless it is pinned."""
        spare: Counter[Subcategory] = Counter()
        for row in self.plan.coverage:
            over = row.completed.hundredths + row.planned.hundredths
            over -= row.required.hundredths + row.margin.hundredths
            spare[row.subcategory] = min(over, spare.get(row.subcategory, over))
        for planned in self.plan.courses:
            if planned.course.course_id not in self.wishes.pins and not _needed(planned, spare):
                yield f"{planned.course.course_id!r} could be dropped and as much would be covered"


def _needed(planned: PlannedCourse, spare: Counter[Subcategory]) -> bool:
    return any(serving.credits.hundredths > max(0, spare[serving.subcategory]) for serving in planned.serves)


def _sums(servings: Iterable[Serving]) -> Counter[Subcategory]:
    sums: Counter[Subcategory] = Counter()
    for serving in servings:
        sums[serving.subcategory] += serving.credits.hundredths
    return sums
