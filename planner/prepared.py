"""A catalog prepared for many questions: what every plan looks up in it, worked out once.

Single plans and queues of a million customers take the same way; a queue only asks more often.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from planner.naming import fold
from planner.remembering import remembered

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from planner.catalog import Bundle, Catalog, Course
    from planner.outline import Subcategory


class PreparedCatalog:
    """A catalog's courses and bundles in the order of their ids, and where to find what.

    Courses are named by their place, from 0, in ``courses``. Nothing is worked out before it is asked for.
    """

    def __init__(self, catalog: Catalog) -> None:
        """Take a catalog. `prepared` gives the one that there may be already."""
        self._catalog = catalog

    @cached_property
    def courses(self) -> tuple[Course, ...]:
        """The courses in the order of their ids, so that the order of rows can't matter."""
        return tuple(sorted(self._catalog.courses, key=lambda course: course.course_id))

    @cached_property
    def bundles(self) -> tuple[Bundle, ...]:
        """The bundles in the order of their ids."""
        return tuple(sorted(self._catalog.bundles, key=lambda bundle: bundle.bundle_id))

    @cached_property
    def by_id(self) -> Mapping[str, Course]:
        """The courses by their ids."""
        return self._catalog.by_id()

    @cached_property
    def by_alike_id(self) -> Mapping[str, list[Course]]:
        """The courses by their ids without regard to spelling, in the order of their ids."""
        by_alike_id: dict[str, list[Course]] = {}
        for course in self.courses:
            by_alike_id.setdefault(fold(course.course_id), []).append(course)
        return by_alike_id

    @cached_property
    def by_title(self) -> Mapping[str, list[Course]]:
        """The courses by their titles, without regard to spelling, in the order of their ids."""
        by_title: dict[str, list[Course]] = {}
        for course in self.courses:
            if course.title:
                by_title.setdefault(fold(course.title), []).append(course)
        return by_title

    @cached_property
    def has_prices(self) -> bool:
        """Whether any course or bundle has a known price."""
        return self._catalog.has_prices

    @cached_property
    def named(self) -> Mapping[str, Mapping[str, Mapping[Subcategory, None]]]:
        """The subcategories named, by discipline and name without regard to spelling, in the order given."""
        named: dict[str, dict[str, dict[Subcategory, None]]] = {}
        every = {row.subcategory: None for course in self._catalog.courses for row in course.distributions}
        for at in every:
            if at.name:
                named.setdefault(fold(at.discipline), {}).setdefault(fold(at.name), {})[at] = None
        return named

    def places_that_touch(self, wanted: Collection[Subcategory]) -> set[int]:
        """Give the courses whose distribution, on whatever day, has credits in any of the subcategories."""
        return {place for subcategory in wanted for place in self._touching.get(subcategory, ())}

    def places_without_figures(self, wanted: Collection[Subcategory]) -> set[int]:
        """Give the courses without any distribution, or with credits known for a wanted category only."""
        places = set(self._without_distribution)
        for category in {(subcategory.discipline, subcategory.category) for subcategory in wanted}:
            places.update(self._by_category_only.get(category, ()))
        return places

    @cached_property
    def place_of(self) -> Mapping[str, list[int]]:
        """The places of each course id."""
        places: dict[str, list[int]] = {}
        for place, course in enumerate(self.courses):
            places.setdefault(course.course_id, []).append(place)
        return places

    @cached_property
    def _touching(self) -> Mapping[Subcategory, list[int]]:
        touching: dict[Subcategory, list[int]] = {}
        for place, course in enumerate(self.courses):
            for subcategory in {row.subcategory: None for row in course.distributions if row.credits}:
                touching.setdefault(subcategory, []).append(place)
        return touching

    @cached_property
    def _without_distribution(self) -> tuple[int, ...]:
        return tuple(place for place, course in enumerate(self.courses) if not course.distributions)

    @cached_property
    def _by_category_only(self) -> Mapping[tuple[str, str], list[int]]:
        places: dict[tuple[str, str], list[int]] = {}
        for subcategory, touching in self._touching.items():
            if not subcategory.name:
                places.setdefault((subcategory.discipline, subcategory.category), []).extend(touching)
        return places


@remembered
def prepared(catalog: Catalog) -> PreparedCatalog:
    """Prepare a catalog, once for the very same one."""
    return PreparedCatalog(catalog)
