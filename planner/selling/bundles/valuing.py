"""What given bundles are worth to a queue of customers: the same for bundles chosen here and made by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.catalog import Bundle
from planner.credits import Credits, Money
from planner.faults import CheckFailed
from planner.naming import nearest
from planner.phrases import count, joined
from planner.problem import Problem, Severity
from planner.selling.bundles.confirming import disagreements
from planner.selling.bundles.market import look_at
from planner.selling.bundles.pool import Pool, saving, taken_by
from planner.selling.bundles.wishes import BundleWishes, price_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.catalog import Catalog, Course
    from planner.preferences import Preferences
    from planner.selling.answering import QueueAnswer
    from planner.selling.bundles.market import Market
    from planner.selling.bundles.pool import Candidate
    from planner.selling.bundles.wishes import BundlePrice
    from planner.selling.discounts import Percent


@dataclass(frozen=True, slots=True)
class ValuedBundle:
    """One bundle: its price after the discount (in ``bundle`` and ``price``), and what it does for customers.

    ``covers`` counts the customers whom it covers, ``taken_by`` those for whom it is the cheapest that does;
    ``saved`` is what the latter save. ``groups`` are the numbers of the queue's groups that it covers.
    """

    bundle: Bundle
    price: BundlePrice
    ce_credits: Credits
    ce_credits_unknown: int
    disciplines: tuple[str, ...]
    covers: int
    taken_by: int
    saved: Money
    groups: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GroupOutcome:
    """What bundles do for one group: the bundle that each of its customers takes, by its place, if any.

    ``single_price`` is what the best plan without new bundles costs one of them (None: not known in full, or
    it doesn't cover everything), ``saved`` what one of them saves.
    """

    customers: int
    takes: int | None = None
    needs_nothing: bool = False
    single_price: Money | None = None
    saved: Money = Money(0)


@dataclass(frozen=True, slots=True)
class BundlesValue:
    """What a set of bundles does for a queue. ``groups`` is aligned with the queue's groups."""

    bundles: tuple[ValuedBundle, ...]
    groups: tuple[GroupOutcome, ...]
    discount: Percent
    problems: tuple[Problem, ...] = ()

    @property
    def customers(self) -> int:
        """How many customers there are."""
        return sum(group.customers for group in self.groups)

    @property
    def covered(self) -> int:
        """How many customers some bundle covers."""
        return sum(group.customers for group in self.groups if group.takes is not None)

    @property
    def no_dearer(self) -> int:
        """How many customers some bundle covers for no more than their best plan without it costs."""
        return sum(group.customers for group in self.groups if self._is_no_dearer(group))

    def _is_no_dearer(self, group: GroupOutcome) -> bool:
        if group.takes is None or group.single_price is None:
            return False
        price = self.bundles[group.takes].price
        return price.known and price.price <= group.single_price

    @property
    def need_nothing(self) -> int:
        """How many customers need no course: they are counted neither as covered nor as left out."""
        return sum(group.customers for group in self.groups if group.needs_nothing)

    @property
    def not_covered(self) -> int:
        """How many customers need something and no bundle covers them."""
        return self.customers - self.covered - self.need_nothing

    @property
    def saved(self) -> Money:
        """What all customers save together."""
        return Money(sum(group.saved.hundredths * group.customers for group in self.groups))

    @property
    def singles_price(self) -> Money:
        """What the covered customers whose best single plan has a known price would pay for these plans."""
        return Money(
            sum(
                group.single_price.hundredths * group.customers
                for group in self.groups
                if group.takes is not None and group.single_price is not None
            )
        )

    @property
    def paid(self) -> Money:
        """What the same customers pay where each takes the bundle or the plan, whichever costs less."""
        return self.singles_price - self.saved

    def no_longer_covered(self, before: BundlesValue) -> tuple[int, ...]:
        """Give the groups that other bundles, for the same queue, covered and these don't."""
        pairs = enumerate(zip(before.groups, self.groups, strict=True))
        return tuple(number for number, (was, now) in pairs if was.takes is not None and now.takes is None)


def value_of(
    bundles: Sequence[Sequence[str]],
    queue_answer: QueueAnswer,
    catalog: Catalog,
    preferences: Preferences,
    discount: Percent,
) -> BundlesValue:
    """Tell what bundles, each given by its course ids, are worth; every coverage confirmed independently.

    What a hand-made bundle shouldn't hold (a course that isn't in the catalog, the same activity twice, a
    course of unknown price that isn't allowed) is told among the problems; unknown courses are left out.

    Raises:
        CheckFailed: an independent recomputation disagrees.
    """
    known = catalog.by_id()
    problems = tuple(_oddities(bundles, known, preferences))
    kept = [tuple(sorted({one for one in bundle if one in known})) for bundle in bundles]
    market = look_at(queue_answer, catalog, preferences, {one for bundle in kept for one in bundle})
    value = _value(kept, market, known, discount=discount, queue_answer=queue_answer, problems=problems)
    found = disagreements(value, market, catalog)
    if found:
        raise CheckFailed(found)
    return value


def _value(  # noqa: PLR0913 - all that a value is made of
    bundles: Sequence[tuple[str, ...]],
    market: Market,
    known: Mapping[str, Course],
    *,
    discount: Percent,
    queue_answer: QueueAnswer,
    problems: tuple[Problem, ...],
) -> BundlesValue:
    pool = Pool(market, BundleWishes(len(bundles), 0, discount))
    candidates = [pool.look(bundle) for bundle in bundles]
    taken = taken_by(candidates)
    outcomes = [
        GroupOutcome(group.customers, needs_nothing=number in market.need_nothing)
        for number, group in enumerate(queue_answer.queue.groups)
    ]
    for place, buyer in enumerate(market.buyers):
        by = taken.get(place)
        takes = None if by is None else next(n for n, candidate in enumerate(candidates) if candidate is by)
        saved = Money(0 if by is None else saving(buyer, by))
        outcomes[buyer.group] = GroupOutcome(
            buyer.customers, takes, single_price=buyer.single_price, saved=saved
        )
    valued = [
        _valued(number, candidate, market, outcomes, known, discount=discount)
        for number, candidate in enumerate(candidates)
    ]
    return BundlesValue(tuple(valued), tuple(outcomes), discount, problems)


def _valued(  # noqa: PLR0913 - all that is told of a bundle
    number: int,
    candidate: Candidate,
    market: Market,
    outcomes: Sequence[GroupOutcome],
    known: Mapping[str, Course],
    *,
    discount: Percent,
) -> ValuedBundle:
    courses = [known[course_id] for course_id in candidate.course_ids]
    ce_credits = [course.ce_credits for course in courses]
    price = price_of(courses, discount)
    buyers = [market.buyers[place] for place in sorted(candidate.whom)]
    disciplines = tuple(sorted({at.discipline for buyer in buyers for at in buyer.needs}))
    takers = [outcome for outcome in outcomes if outcome.takes == number]
    return ValuedBundle(
        bundle=Bundle(
            f"new-{number + 1}",
            _title(len(courses), disciplines),
            price.price if price.known else None,
            candidate.course_ids,
        ),
        price=price,
        ce_credits=Credits.total(amount for amount in ce_credits if amount is not None),
        ce_credits_unknown=ce_credits.count(None),
        disciplines=disciplines,
        covers=sum(buyer.customers for buyer in buyers),
        taken_by=sum(outcome.customers for outcome in takers),
        saved=Money(sum(outcome.saved.hundredths * outcome.customers for outcome in takers)),
        groups=tuple(buyer.group for buyer in buyers),
    )


def _title(courses: int, disciplines: Sequence[str]) -> str:
    return (
        f"{count(courses, 'course')} for {joined(disciplines)}" if disciplines else count(courses, "course")
    )


def _oddities(
    bundles: Sequence[Sequence[str]], known: Mapping[str, Course], preferences: Preferences
) -> Iterator[Problem]:
    for number, bundle in enumerate(bundles, start=1):
        for course_id in sorted(set(bundle) - known.keys()):
            suggestion = nearest(course_id, known)
            message = f"Bundle {number}: no course in the catalog has the id {course_id!r}; it was left out."
            yield _odd("bundle-course-unknown", message, course_id, suggestion)
        courses = [known[course_id] for course_id in sorted(set(bundle) & known.keys())]
        same: dict[str, list[str]] = {}
        for course in courses:
            same.setdefault(course.activity, []).append(course.course_id)
            if course.price is None and not preferences.allow_unknown_price:
                message = f"Bundle {number}: the price of {course.name!r} isn't known, so the bundle's isn't."
                yield _odd("bundle-price-unknown", message, course.course_id)
        for ids in same.values():
            if len(ids) > 1:
                message = (
                    f"Bundle {number}: {joined(ids)} are the same activity, which counts once. Keep one."
                )
                yield _odd("bundle-activity-twice", message, ids[1])


def _odd(code: str, message: str, value: str, suggestion: str | None = None) -> Problem:
    return Problem(Severity.WARNING, code, message, value=value, suggestion=suggestion)
