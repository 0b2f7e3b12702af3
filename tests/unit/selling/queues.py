"""Made-up queues: few needs among many people, in rows of any order."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.selling.customers import Group, Queue
from tests.builders import bundle, catalog, course, done, need, prescription
from tests.property.cases import ROWS

if TYPE_CHECKING:
    from planner.catalog import Catalog
    from planner.prescription import CompletedActivity, Prescription

UNKNOWN = "MR/Procedures/Lantern Tricks"


def a_catalog(number: int = 1) -> Catalog:
    """Make a small catalog with equal prices, so that there are ties to be settled alike everywhere."""
    luck = random.Random(number)
    courses = [
        course(
            f"c{place}",
            {row: luck.randint(1, 8) / 4 for row in luck.sample(ROWS, luck.randint(1, 3))},
            price=luck.choice((5, 5, 10, 10, None)),
            ce=luck.choice((1, 2, 2)),
            activity_id="same" if place < 2 else "",
        )
        for place in range(10)
    ]
    return catalog(*courses, bundle("b0", "c2", "c3", "c4", price=12), bundle("b1", "c5", "c6", price=9))


def person(number: int) -> tuple[Prescription, tuple[CompletedActivity, ...]]:
    """Make one customer: one to three needs in any order, now and then an open row or completed CE."""
    luck = random.Random(number)
    rows = [need(row, luck.choice((0.5, 1, 1.5, 2))) for row in luck.sample(ROWS, luck.choice((1, 1, 2, 3)))]
    if luck.random() < 0.1:
        rows.append(need(luck.choice(ROWS), None))
    if luck.random() < 0.1:
        rows.append(need(UNKNOWN, 1))
    if luck.random() < 0.05:
        rows = [need(ROWS[0], None)]
    completed = (done(f"c{luck.randrange(10)}"),) if luck.random() < 0.15 else ()
    return prescription(*rows, technologist_id=f"T{number}"), completed


def a_queue(customers: int) -> Queue:
    """Make a queue of such people, those of the same rows in whatever order together."""
    people = [person(number) for number in range(customers)]
    needs = [(frozenset(results.rows), completed) for results, completed in people]
    first = {key: number for number, key in reversed(list(enumerate(needs)))}
    groups = sorted(first, key=lambda key: first[key])
    place = {key: at for at, key in enumerate(groups)}
    return Queue(
        tuple(
            Group(replace(people[first[key]][0], technologist_id=""), key[1], needs.count(key))
            for key in groups
        ),
        tuple(results.technologist_id for results, _ in people),
        tuple(place[key] for key in needs),
    )
