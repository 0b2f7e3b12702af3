"""The planning problem as an integer model: a column for each decision, a named function for each rule.

Everything is a whole number: credits in hundredths, money in cents. Columns:

- *take*: a course is in the plan;
- *alone*: it is bought at its single price (only for courses that some bundle holds; else that is *take*);
- *bundle*: a bundle is bought;
- *count*: a course, or a completed activity, counts for this discipline (only where it could count for
  several and may count for one);
- *short*: how much of a need stays uncovered, in units of the finest figure.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planner.catalog import Bundle
    from planner.credits import Credits
    from planner.outline import Subcategory
    from planner.preferences import Preferences
    from planner.solving.candidates import Candidate, Candidates
    from planner.solving.finished import Finished


@dataclass(frozen=True, slots=True)
class Row:
    """``lower`` <= sum of coefficient times column <= ``upper``; None means no bound on that side."""

    name: str
    columns: Sequence[int]
    coefficients: Sequence[int]
    lower: int | None = None
    upper: int | None = None

    def holds(self, values: Sequence[int]) -> bool:
        """Whether a solution keeps this row, in exact arithmetic."""
        value = sum(a * values[j] for j, a in zip(self.columns, self.coefficients, strict=True))
        return (self.lower is None or value >= self.lower) and (self.upper is None or value <= self.upper)


@dataclass(frozen=True, slots=True)
class Need:
    """A subcategory that needs credits: how many in all, and how many are left after completed CE."""

    subcategory: Subcategory
    target: int
    left: int


@dataclass(frozen=True, slots=True)
class Task:
    """What has to be decided: needs, offers, and the completed activities still to be assigned."""

    needs: tuple[Need, ...]
    candidates: tuple[Candidate, ...]
    bundles: tuple[Bundle, ...]
    to_assign: tuple[Finished, ...]
    preferences: Preferences
    keep_budget: bool = True


@dataclass
class Model:
    """Columns with their bounds, rows, and which column decides what."""

    task: Task
    unit: int
    lower: list[int] = field(default_factory=list)
    upper: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    take: dict[str, int] = field(default_factory=dict)
    alone: dict[str, int] = field(default_factory=dict)
    bundle: dict[str, int] = field(default_factory=dict)
    count: dict[tuple[str, str], int] = field(default_factory=dict)
    short: dict[Subcategory, int] = field(default_factory=dict)
    open_units: dict[int, int] = field(default_factory=dict)
    """The *short* column of each need to the units that it still needs."""
    disciplines: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Course id (or `key_of` a completed activity) to the disciplines that it may count for."""

    gives: dict[int, dict[int, int]] = field(default_factory=dict)
    """Column to what it gives to each need, in units, the need named by its *short* column."""
    cents: dict[int, int] | None = None
    """What `prices` worked out: how things are bought doesn't change once the model is made."""

    def add_column(self, upper: int = 1) -> int:
        """Add a decision and give its column."""
        self.lower.append(0)
        self.upper.append(upper)
        return len(self.upper) - 1

    def add_row(
        self,
        name: str,
        entries: Iterable[tuple[int, int]],
        lower: int | None = None,
        upper: int | None = None,
    ) -> None:
        """Add a rule over (column, coefficient) pairs."""
        pairs = [(column, coefficient) for column, coefficient in entries if coefficient]
        self.rows.append(Row(name, [c for c, _ in pairs], [a for _, a in pairs], lower, upper))

    def counting(self, key: str) -> tuple[int, ...]:
        """Give the columns of which one says what a course or completed activity counts for."""
        disciplines = self.disciplines.get(key, ())
        if len(disciplines) == 1 and key in self.take:
            return (self.take[key],)
        counts = tuple(self.count[key, d] for d in disciplines if (key, d) in self.count)
        return counts or ((self.take[key],) if key in self.take else ())

    def counted(self, key: str, discipline: str) -> int | None:
        """Give the column that says that something counts for a discipline; None where it never does."""
        if (key, discipline) in self.count:
            return self.count[key, discipline]
        return self.take.get(key) if discipline in self.disciplines.get(key, ()) else None


def key_of(done: Finished) -> str:
    """Name a completed activity in the model, so that no course id can be the same."""
    return f"\0{done.activity_key}"


def pose(
    required: Mapping[Subcategory, Credits],
    candidates: Candidates,
    finished: Sequence[Finished],
    preferences: Preferences,
    *,
    keep_budget: bool = True,
) -> Task:
    """Subtract completed CE from what is required, and leave out what touches nothing that is still needed.

    A completed activity that could count for several disciplines, and may count for one, is not subtracted:
    the model decides (domain rule 7).
    """
    several = (
        [] if preferences.share_disciplines else [f for f in finished if len(_disciplines(f.credits_of)) > 1]
    )
    settled = [f for f in finished if f not in several]
    needs: list[Need] = []
    for subcategory in sorted(required):
        target = required[subcategory].hundredths + preferences.margin.hundredths
        done = sum(f.credits_of[subcategory].hundredths for f in settled if subcategory in f.credits_of)
        needs.append(Need(subcategory, target, max(0, target - done)))
    open_needs = {need.subcategory for need in needs if need.left}
    useful = tuple(c for c in candidates.courses if c.pinned or not open_needs.isdisjoint(c.credits_of))
    ids = {candidate.course.course_id for candidate in useful}
    bundles = tuple(bundle for bundle in candidates.bundles if not ids.isdisjoint(bundle.course_ids))
    return Task(tuple(needs), useful, bundles, tuple(several), preferences, keep_budget)


def formulate(task: Task) -> Model:
    """Build the whole model. The rules read like a page of ARRT's and the shop's."""
    model = Model(task, _finest_unit(task))
    decide_what_to_take(model)
    decide_what_to_count_for(model)
    decide_how_to_buy(model)
    cover_each_requirement(model)
    count_an_activity_once(model)
    count_for_one_discipline(model)
    pay_for_each_course(model)
    keep_pins(model)
    stay_in_budget(model)
    return model


def decide_what_to_take(model: Model) -> None:
    """Give each candidate its *take* column."""
    for candidate in model.task.candidates:
        model.take[candidate.course.course_id] = model.add_column()


def decide_what_to_count_for(model: Model) -> None:
    """Tell what each candidate may count for, with *count* columns where that is a decision.

    Only disciplines with an open need are worth a decision; a pinned course that meets none is counted for
    the first discipline that it has credits in.
    """
    task = model.task
    open_disciplines = {need.subcategory.discipline for need in task.needs if need.left}
    for candidate in task.candidates:
        _may_count_for(model, candidate.course.course_id, candidate.credits_of, open_disciplines)
    for done in task.to_assign:
        _may_count_for(model, key_of(done), done.credits_of, open_disciplines)


def decide_how_to_buy(model: Model) -> None:
    """Give each bundle its column, and each course of a bundle one for being bought alone instead."""
    in_a_bundle: set[str] = set()
    for bundle in model.task.bundles:
        model.bundle[bundle.bundle_id] = model.add_column()
        in_a_bundle.update(bundle.course_ids)
    for candidate in model.task.candidates:
        course_id = candidate.course.course_id
        if course_id not in in_a_bundle:
            model.alone[course_id] = model.take[course_id]
        elif candidate.alone:
            model.alone[course_id] = model.add_column()


def cover_each_requirement(model: Model) -> None:
    """Credits counted, plus what stays short, reach each need.

    A course's credits count no further than the need itself: more than that never helps (domain rule 1).
    """
    task = model.task
    entries: dict[Subcategory, list[tuple[int, int]]] = {}
    for need in task.needs:
        if need.left:
            left = need.left // model.unit
            model.short[need.subcategory] = short = model.add_column(upper=left)
            model.open_units[short] = left
            entries[need.subcategory] = [(short, 1)]
    givers = [(c.course.course_id, c.credits_of) for c in task.candidates]
    givers += [(key_of(done), done.credits_of) for done in task.to_assign]
    for key, credits_of in givers:
        for subcategory, credits_ in credits_of.items():
            column = model.counted(key, subcategory.discipline) if subcategory in entries else None
            if column is not None:
                short = model.short[subcategory]
                units = min(credits_.hundredths // model.unit, model.open_units[short])
                entries[subcategory].append((column, units))
                model.gives.setdefault(column, {})[short] = units
    for subcategory, pairs in entries.items():
        model.add_row(f"cover {subcategory}", pairs, lower=model.open_units[model.short[subcategory]])


def count_an_activity_once(model: Model) -> None:
    """Take at most one of the courses that are the same activity (domain rule 5)."""
    same: dict[str, list[int]] = {}
    for candidate in model.task.candidates:
        same.setdefault(candidate.course.activity, []).append(model.take[candidate.course.course_id])
    for activity, columns in same.items():
        if len(columns) > 1:
            model.add_row(f"once {activity}", [(column, 1) for column in columns], upper=1)


def count_for_one_discipline(model: Model) -> None:
    """Count a course that is taken, or an activity that is completed, for exactly one of its disciplines."""
    for key, disciplines in model.disciplines.items():
        columns = [model.count[key, d] for d in disciplines if (key, d) in model.count]
        if not columns:
            continue
        entries = [(column, 1) for column in columns]
        if key in model.take:
            model.add_row(f"one discipline {key}", [*entries, (model.take[key], -1)], lower=0, upper=0)
        else:
            model.add_row(f"one discipline {key}", entries, lower=1, upper=1)


def pay_for_each_course(model: Model) -> None:
    """A course that is taken is bought alone or in a bundle; a bundle is bought whole."""
    holding: dict[str, list[int]] = {}
    for bundle in model.task.bundles:
        for course_id in set(bundle.course_ids) & model.take.keys():
            holding.setdefault(course_id, []).append(model.bundle[bundle.bundle_id])
    for course_id in sorted(holding):
        entries = [(column, 1) for column in holding[course_id]]
        if course_id in model.alone:
            entries.append((model.alone[course_id], 1))
        model.add_row(f"pay {course_id}", [*entries, (model.take[course_id], -1)], lower=0)


def keep_pins(model: Model) -> None:
    """Take what the person pinned, whatever it costs."""
    for candidate in model.task.candidates:
        if candidate.pinned:
            model.lower[model.take[candidate.course.course_id]] = 1


def stay_in_budget(model: Model) -> None:
    """Spend no more known dollars than the budget has."""
    budget = model.task.preferences.budget
    if budget is not None and model.task.keep_budget:
        model.add_row("budget", prices(model).items(), upper=budget.hundredths)


def prices(model: Model) -> dict[int, int]:
    """Give what each column costs, in cents, where it costs anything known."""
    if model.cents is None:
        model.cents = _prices(model)
    return model.cents


def _prices(model: Model) -> dict[int, int]:
    cents: dict[int, int] = {}
    for candidate in model.task.candidates:
        course = candidate.course
        if course.price is not None and course.course_id in model.alone:
            cents[model.alone[course.course_id]] = course.price.hundredths
    for bundle in model.task.bundles:
        if bundle.price is not None:
            cents[model.bundle[bundle.bundle_id]] = bundle.price.hundredths
    return {column: price for column, price in cents.items() if price}


def _may_count_for(
    model: Model, key: str, credits_of: Mapping[Subcategory, Credits], open_disciplines: set[str]
) -> None:
    gives = _disciplines(credits_of)
    if model.task.preferences.share_disciplines:
        model.disciplines[key] = gives
        return
    useful = tuple(discipline for discipline in gives if discipline in open_disciplines) or gives[:1]
    model.disciplines[key] = useful
    if len(useful) > 1 or (useful and key not in model.take):
        for discipline in useful:
            model.count[key, discipline] = model.add_column()


def _disciplines(credits_of: Mapping[Subcategory, Credits]) -> tuple[str, ...]:
    return tuple(sorted({subcategory.discipline for subcategory in credits_of}))


def _finest_unit(task: Task) -> int:
    """Give the greatest number of hundredths that every figure is a multiple of: usually a quarter credit."""
    givers = [c.credits_of for c in task.candidates] + [done.credits_of for done in task.to_assign]
    figures = {credits_.hundredths for credits_of in givers for credits_ in credits_of.values()}
    return math.gcd(*figures, *(need.left for need in task.needs)) or 1
