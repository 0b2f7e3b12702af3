"""What to have ready for a queue: how many customers order each course and each bundle."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.catalog import Bundle, Catalog, Course
    from planner.selling.answering import Answer, QueueAnswer


@dataclass(frozen=True, slots=True)
class PickedCourse:
    """A course, and how many customers' plans have it: bought singly, and with a bundle."""

    course: Course
    singly: int
    in_bundles: int

    @property
    def customers(self) -> int:
        """All customers whose plan has it."""
        return self.singly + self.in_bundles


@dataclass(frozen=True, slots=True)
class PickedBundle:
    """A bundle, and how many customers' plans buy it."""

    bundle: Bundle
    customers: int


@dataclass(frozen=True, slots=True)
class PickList:
    """What a queue orders, the most wanted first."""

    courses: tuple[PickedCourse, ...]
    bundles: tuple[PickedBundle, ...]


def pick_list(answer: QueueAnswer, catalog: Catalog) -> PickList:
    """Count what the plans of all customers reached order; ``catalog`` is what they were made from."""
    singly, together, bought = Counter[str](), Counter[str](), Counter[str]()
    bundles = {bundle.bundle_id: bundle for bundle in catalog.bundles}
    for each, group in zip(answer.answers, answer.queue.groups, strict=True):
        if each is None:
            continue
        for bundle_id in each.bundle_ids:
            bought[bundle_id] += group.customers
        for course_id, paid_in in paid_for(each, bundles):
            (singly if paid_in is None else together)[course_id] += group.customers
    courses = catalog.by_id()
    picked = [
        PickedCourse(courses[course_id], singly[course_id], together[course_id])
        for course_id in {*singly, *together}
    ]
    return PickList(
        tuple(sorted(picked, key=lambda each: (-each.customers, each.course.course_id))),
        tuple(
            PickedBundle(bundles[bundle_id], customers)
            for bundle_id, customers in sorted(bought.items(), key=lambda each: (-each[1], each[0]))
        ),
    )


def paid_for(answer: Answer, bundles: Mapping[str, Bundle]) -> Iterator[tuple[str, Bundle | None]]:
    """Give each course of an answer with the bundle that it comes with, None where it is bought alone."""
    bought = [bundles[bundle_id] for bundle_id in answer.bundle_ids]
    for course_id in answer.course_ids:
        yield course_id, next((bundle for bundle in bought if course_id in bundle.course_ids), None)
