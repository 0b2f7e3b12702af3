"""From an answered queue to the best bundles: the one way in, with the proof and what it is compared to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.phrases import count
from planner.problem import Problem, Severity
from planner.selling.bundles.market import look_at
from planner.selling.bundles.valuing import value_of
from planner.selling.bundles.wishes import check_wishes
from planner.solving.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from planner.catalog import Catalog
    from planner.credits import Money
    from planner.preferences import Preferences
    from planner.selling.answering import QueueAnswer
    from planner.selling.bundles.market import Market
    from planner.selling.bundles.search import BundlesChosen
    from planner.selling.bundles.valuing import BundlesValue
    from planner.selling.bundles.wishes import BundleWishes

# Of the time, so much is for the best bundles; then come those that are as cheap as a first guess.
_FOR_THE_BEST = 0.8
# The rest of the time is for the check, and for solves that end a little late.
_FOR_LOOKING = 0.9


@dataclass(frozen=True, slots=True)
class FoundBundles:
    """The bundles found, and how good they are.

    No choice covers more than ``at_most`` customers. ``customers_proven``: none covers more than this one.
    ``saved_proven``: none that covers as many saves more. ``popular`` is what one bundle of the courses most
    often picked would do instead, and ``as_cheap`` what as many bundles as wished would do that cost no more
    than that one. ``value`` is None where nothing can be chosen; the errors tell why.
    """

    value: BundlesValue | None
    wishes: BundleWishes
    at_most: int = 0
    customers_proven: bool = False
    saved_proven: bool = False
    popular: BundlesValue | None = None
    as_cheap: BundlesValue | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def counted(self) -> int:
        """How many customers are covered as wished: where it may be no dearer, those for whom it isn't."""
        if self.value is None:
            return 0
        return self.value.no_dearer if self.wishes.no_dearer else self.value.covered

    @property
    def gap(self) -> int:
        """How many customers more some other choice might cover; 0 where it is proven that none does."""
        return self.at_most - self.counted


def find_bundles(  # noqa: PLR0913 - what is asked, of what, and how to be told
    queue_answer: QueueAnswer,
    catalog: Catalog,
    preferences: Preferences,
    wishes: BundleWishes,
    *,
    on_progress: Callable[[str], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> FoundBundles:
    """Choose the bundles that cover most customers, then save them most money (the package says how meant).

    Exact where all sets of courses can be gone through; else as good as ``wishes.seconds`` allow, with a
    bound that holds. ``on_progress`` is told in a few words how far it is; once ``should_stop`` says so, the
    best found so far is given.

    Raises:
        CheckFailed: an independent recomputation disagrees.
        SolverFault: the solver ended without an answer.
    """
    from planner.selling.bundles.search import search  # noqa: PLC0415 - loads the solver

    say = on_progress or _say_nothing
    wrong = check_wishes(wishes)
    if wrong:
        return FoundBundles(None, wishes, problems=wrong)
    clock = Clock(wishes.seconds * _FOR_LOOKING, should_stop)
    say("Looking at what each customer needs")
    market = look_at(queue_answer, catalog, preferences)
    singles = [answer.course_ids for answer in queue_answer.answers if answer is not None]
    guess = most_popular(queue_answer, catalog, preferences, wishes)
    found = search(market, wishes, [*singles, guess], clock.share(_FOR_THE_BEST), say)

    def valued(bundles: Sequence[tuple[str, ...]]) -> BundlesValue:
        return value_of(bundles, queue_answer, catalog, preferences, wishes.discount)

    value = valued(_in_order(market, found))
    popular = valued([guess]) if guess else None
    as_cheap = None
    if popular is not None and popular.bundles[0].price.known:
        best = FoundBundles(value, wishes).counted
        say(f"Bundles for {count(best, 'customer')} found; comparing with the most popular courses")
        cheaper = _no_dearer_than(popular.bundles[0].price.price, wishes)
        as_cheap = valued(_in_order(market, search(market, cheaper, [*singles, guess], clock, _say_nothing)))
    return FoundBundles(
        value,
        wishes,
        found.at_most,
        found.customers_proven,
        found.saved_proven,
        popular,
        as_cheap,
        (*value.problems, *_about_customers(queue_answer, market), *_about_bundles(market, wishes, value)),
    )


def most_popular(
    queue_answer: QueueAnswer, catalog: Catalog, preferences: Preferences, wishes: BundleWishes
) -> tuple[str, ...]:
    """Give the courses that most customers' plans pick, as many as a bundle may hold: a first guess."""
    courses = catalog.by_id()
    picked: dict[str, int] = {}
    for group, answer in zip(queue_answer.queue.groups, queue_answer.answers, strict=True):
        for course_id in () if answer is None else answer.course_ids:
            picked[course_id] = picked.get(course_id, 0) + group.customers
    chosen: dict[str, str] = {}
    for course_id in sorted(picked, key=lambda one: (-picked[one], one)):
        course = courses[course_id]
        known = course.price is not None or preferences.allow_unknown_price
        if len(chosen) < wishes.size and known and course.activity not in chosen:
            chosen[course.activity] = course_id
    return tuple(chosen.values())


def _in_order(market: Market, found: BundlesChosen) -> list[tuple[str, ...]]:
    """Put the bundle that covers most customers first."""

    def order(place: int) -> tuple[int, tuple[int, int, int, tuple[str, ...]]]:
        candidate = found.chosen[place]
        return (-sum(market.buyers[who].customers for who in candidate.whom), candidate.cost)

    return [found.chosen[place].course_ids for place in sorted(range(len(found.chosen)), key=order)]


def _no_dearer_than(price: Money, wishes: BundleWishes) -> BundleWishes:
    most = price if wishes.most_price is None else min(price, wishes.most_price)
    return replace(wishes, most_price=most)


def _about_customers(queue_answer: QueueAnswer, market: Market) -> Iterator[Problem]:
    """Say for whom no bundle can be told to do anything."""
    groups = queue_answer.queue.groups
    if market.without_plan:
        customers = sum(groups[number].customers for number in market.without_plan)
        message = (
            f"What {count(customers, 'customer')} need is not known in full, so no bundle covers them: "
            "correct their rows, or assume credits."
        )
        yield Problem(Severity.WARNING, "bundles-needs-unknown", message)
    if queue_answer.partial:
        message = (
            f"{count(queue_answer.not_reached, 'customer was', 'customers were')} not planned for, so "
            "nothing is told to be saved for them."
        )
        yield Problem(Severity.WARNING, "bundles-partial", message)


def _about_bundles(market: Market, wishes: BundleWishes, value: BundlesValue) -> Iterator[Problem]:
    """Say why there are no bundles, or fewer or smaller ones than were asked for."""
    if not market.buyers:
        message = "Nobody in the queue needs a course, so there is no bundle to make."
        yield Problem(Severity.WARNING, "bundles-nobody", message)
    elif not market.courses:
        message = (
            "No course that may be in a bundle gives any customer a credit: a bundle needs courses that are "
            "open, chosen for and have a known price (or allow unknown prices)."
        )
        yield Problem(Severity.WARNING, "bundles-no-courses", message)
    elif not value.bundles:
        message = (
            f"No bundle of at most {count(wishes.size, 'course')} as wished covers any customer. "
            "Allow more courses, or a higher price."
        )
        yield Problem(Severity.WARNING, "bundles-too-small", message)
    elif len(value.bundles) < wishes.number:
        message = (
            f"Of the {wishes.number} bundles asked for {len(value.bundles)} will do: no further one was "
            "found that would cover anybody else or cost anybody less."
        )
        yield Problem(Severity.WARNING, "bundles-fewer", message)
    if wishes.size > len(market.catalog.courses):
        message = (
            f"A bundle may hold {wishes.size:,} courses, and the catalog has "
            f"{count(len(market.catalog.courses), 'course')}: all of them are as many as there can be."
        )
        yield Problem(Severity.WARNING, "bundles-size-over-catalog", message, value=str(wishes.size))


def _say_nothing(_words: str) -> None:
    """Keep progress to oneself."""
