"""Random small planning cases, the same for the same number on every machine."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.preferences import Goal, Preferences
from tests.builders import TODAY, bundle, catalog, course, distributions, done, preferences, prescribe

if TYPE_CHECKING:
    from planner.catalog import Bundle, Catalog, Course
    from planner.prescription import CompletedActivity, Prescription

ROWS = (
    "MR/Procedures/Body",
    "MR/Safety/MRI Screening and Safety",
    "CT/Procedures/Neck and Chest",
    "CT/Safety/Radiation Safety and Dose",
    "R/Procedures/Thorax and Abdomen Procedures",
)
SELLERS = ("Lantern Learning", "Quiet Harbor CE")


@dataclass(frozen=True)
class Case:
    """Everything that a plan is made of."""

    prescription: Prescription
    catalog: Catalog
    preferences: Preferences
    completed: tuple[CompletedActivity, ...] = ()


def case(number: int, goal: Goal = Goal.COST) -> Case:
    """Make a case: 1 to 3 needs, up to 9 courses, and now and then each thing that makes planning hard."""
    luck = random.Random(number)
    rows = luck.sample(ROWS, luck.randint(1, 3))
    needs = {row: luck.randint(1, 12) / 4 for row in rows}
    courses = [_course(f"c{n}", rows, luck) for n in range(luck.randint(1, 9))]
    if luck.random() < 0.4 and len(courses) > 2:
        one, other = luck.sample(range(len(courses)), 2)
        for place in (one, other):
            courses[place] = replace(courses[place], activity_id="same")
    bundles = [_bundle(f"b{n}", courses, luck) for n in range(luck.choice((0, 0, 1, 2, 3)))]
    return Case(
        prescribe(needs),
        catalog(*courses, *bundles),
        _wishes(goal, courses, luck),
        _completed(courses, rows, luck),
    )


def dated_case(number: int, goal: Goal = Goal.COST) -> Case:
    """Make a case of up to 5 courses, most of them with distributions that change within the deadline."""
    luck = random.Random(f"dates {number}")
    made = case(number, goal)
    rows = [
        f"{at.discipline}/{at.category}/{at.name}" for at in (r.subcategory for r in made.prescription.needs)
    ]
    kept = made.catalog.courses[:5]
    ids = {item.course_id for item in kept}
    bundles = [b for b in made.catalog.bundles if ids.issuperset(b.course_ids)]
    wishes = made.preferences
    return replace(
        made,
        catalog=catalog(*(_dated(item, rows, luck) for item in kept), *bundles),
        preferences=replace(
            wishes,
            deadline=None if luck.random() < 0.1 else TODAY + timedelta(days=60),
            pins=wishes.pins & ids,
            exclusions=wishes.exclusions & ids,
        ),
    )


def _dated(item: Course, rows: list[str], luck: random.Random) -> Course:
    figures = item.distributions if luck.random() < 0.5 else ()
    for day in luck.sample((-90, 0, 1, 20, 40, 60, 61), luck.randint(1, 3)):
        serves = luck.sample(rows, luck.randint(1, len(rows)))
        made = {row: luck.randint(1, 8) / 4 for row in serves}
        figures += distributions(made, applies_from=TODAY + timedelta(days=day))
    ends = TODAY + timedelta(days=luck.choice((0, 30, 60)))
    return replace(item, distributions=figures, expires_on=ends if luck.random() < 0.2 else item.expires_on)


def _course(course_id: str, rows: list[str], luck: random.Random) -> Course:
    serves = (
        luck.sample(ROWS, luck.randint(1, 3))
        if luck.random() < 0.3
        else luck.sample(rows, luck.randint(1, len(rows)))
    )
    figures = {row: luck.randint(1, 8) / 4 for row in serves}
    facts: dict[str, object] = {"seller": luck.choice(SELLERS)}
    kind = luck.random()
    if kind < 0.06:
        facts["expires_on"] = TODAY - timedelta(days=1)
    elif kind < 0.12:
        facts["approved_from"] = TODAY + timedelta(days=30)
    elif kind < 0.2:
        later = distributions({row: luck.randint(1, 8) / 4 for row in serves}, applies_from=date(2026, 1, 1))
        facts["distributions"] = (*distributions(figures), *later)
    elif kind < 0.26:
        facts["distributions"] = distributions(figures, applies_from=TODAY + timedelta(days=20))
    return course(
        course_id,
        figures,
        price=None if luck.random() < 0.12 else luck.choice((0, 5, 5, 9.99, 10, 12, 20)),
        ce=None if luck.random() < 0.08 else luck.randint(1, 12) / 2,
        hours=None if luck.random() < 0.08 else luck.randint(1, 8) / 2,
        **facts,
    )


def _bundle(bundle_id: str, courses: list[Course], luck: random.Random) -> Bundle:
    parts = luck.sample(courses, luck.randint(1, min(4, len(courses))))
    price = None if luck.random() < 0.1 else luck.choice((0, 8, 12, 15, 19.99))
    return bundle(bundle_id, *(part.course_id for part in parts), price=price)


def _wishes(goal: Goal, courses: list[Course], luck: random.Random) -> Preferences:
    choices: dict[str, object] = {
        "share_disciplines": luck.random() < 0.3,
        "allow_unknown_price": luck.random() < 0.3,
    }
    if luck.random() < 0.3:
        choices["budget"] = luck.choice((10, 20, 30))
    if luck.random() < 0.2:
        choices["margin"] = 0.25
    if luck.random() < 0.15:
        choices["deadline"] = TODAY + timedelta(days=60)
    if luck.random() < 0.1:
        choices["sellers"] = [luck.choice(courses).seller]
    if luck.random() < 0.15:
        choices["exclusions"] = [luck.choice(courses).course_id]
    elif luck.random() < 0.15:
        choices["pins"] = [luck.choice(courses).course_id]
    return preferences(goal, **choices)


def _completed(courses: list[Course], rows: list[str], luck: random.Random) -> tuple[CompletedActivity, ...]:
    finished: list[CompletedActivity] = []
    if luck.random() < 0.25:
        finished.append(done(luck.choice(courses).course_id, on=TODAY - timedelta(days=luck.randint(0, 400))))
    if luck.random() < 0.2:
        finished.append(done("elsewhere", {row: luck.randint(1, 4) / 4 for row in rows}))
    return tuple(finished)
