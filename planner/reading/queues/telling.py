"""Says what is wrong with the rows of a scanned table: the first problems one by one, the others as a number.

What is listed is said by the table reader itself, for the rows at their places; what isn't is only counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from planner.limits import limits
from planner.problem import Problem, Severity
from planner.reading.collecting import MORE_PROBLEMS, Problems
from planner.reading.prescriptions.prescription import say_no_results
from planner.reading.prescriptions.results import ABOUT_TWO_ROWS, ResultCollector
from planner.reading.prescriptions.row_notes import Notes
from planner.reading.queues.person import ALL, PersonReplay
from planner.reading.queues.replaying import NameCounter, Replay

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.reading.naming_problems import NameReader
    from planner.reading.queues.people import Ints, People

_ByRow = dict[int | None, list["Problem"]]


def _by_row(problems: Iterable[Problem]) -> _ByRow:
    """Sort one person's problems by their row, so that each is found at once however many they are."""
    found: _ByRow = {}
    for problem in problems:
        found.setdefault(problem.place.row, []).append(problem)
    return found


class Teller:
    """Tells the problems of one table, in the order in which reading row by row would meet them."""

    def __init__(self, people: People, names: NameCounter, problems: Problems) -> None:
        """Take the people of the table; ``names`` and ``problems`` are those of the whole reading."""
        self._people = people
        self._names = names
        self._problems = problems
        self._most = limits().problems
        self._outcomes = people.kinds.outcomes
        self._first, self._count = _first_and_count(people.outcome, len(self._outcomes))

    def tell_rows(self) -> None:
        """Tell what is wrong with single rows, with whole categories, and what is said once about many."""
        self._count_names()
        self._tell_single_rows()
        self._tell_settled()
        self._tell_notes()
        met = any(
            self._count[number] and (outcome.added is not None or outcome.lost or outcome.lost_by)
            for number, outcome in enumerate(self._outcomes)
        )
        if not met and not any(self._people.told(each).met for each in self._people.complex):
            form = self._people.kinds.form
            say_no_results(self._replay().place(form.header_row), self._problems)

    def tell_lacking(self, customers: Iterable[int]) -> None:
        """Tell, person by person, of figures that are missing or were assumed."""
        lacking = self._people.lacking()
        left = in_all = sum(lacking.values())
        for person in (each for each in customers if each in lacking):
            if left <= in_all - self._most:
                break
            found = PersonReplay(self._people, person).finish()
            self._problems.extend(found)
            left -= len(found)
        self._leave_out(left)

    def _replay(self, names: NameReader | None = None, problems: Problems | None = None) -> Replay:
        form = self._people.kinds.form
        results = ResultCollector(Problems(), of_many=True)
        return Replay(form, names or self._people.scratch, results, problems or Problems())

    def _read(self, row: int, names: NameReader | None = None, problems: Problems | None = None) -> Replay:
        replay = self._replay(names, problems)
        replay.read(self._people.line(row), self._people.scanned.first_row + row)
        return replay

    def _count_names(self) -> None:
        """Have the names that are not exact found at their first places, and count the others."""
        naming = [
            number for number, outcome in enumerate(self._outcomes) if outcome.names and self._count[number]
        ]
        for number in sorted(naming, key=lambda number: self._first[number]):
            self._read(self._first[number], self._names)
            for asked in self._outcomes[number].names:
                self._names.again(asked, self._count[number] - 1)

    def _tell_single_rows(self) -> None:
        outcome = self._people.outcome
        errors = np.array([o.errors for o in self._outcomes] + [0])
        warnings = np.array([o.warnings for o in self._outcomes] + [0])
        doubles: dict[int, tuple[int, int]] = {}
        for person in self._people.complex:
            told = self._people.told(person)
            if told.doubles:
                rows = self._people.rows_of(person)
                for place in told.doubles:
                    doubles[rows[place]] = (person, doubles.get(rows[place], (person, 0))[1] + 1)
        # A blank row's outcome is -1: the last of these, which is 0.
        with_errors = np.flatnonzero(errors[outcome] > 0)
        with_warnings = np.flatnonzero(warnings[outcome] > 0)
        listed = {
            *with_errors[: self._most].tolist(),
            *with_warnings[: self._most].tolist(),
            *sorted(doubles)[: self._most],
        }
        left = int(errors[outcome].sum() + warnings[outcome].sum()) + sum(n for _, n in doubles.values())
        about_two: dict[int, _ByRow] = {}
        for row in sorted(listed):
            found = Problems(ALL)
            self._read(row, problems=found)
            said = found.as_tuple()
            if row in doubles:
                person = doubles[row][0]
                if person not in about_two:
                    replayed = PersonReplay(self._people, person).read()
                    about_two[person] = _by_row(p for p in replayed if p.code in ABOUT_TWO_ROWS)
                said += self._of_row(row, about_two[person])
            self._problems.extend(said)
            left -= len(said)
        self._leave_out(left)

    def _tell_settled(self) -> None:
        rows: dict[int, int] = {}
        left = 0
        for person in self._people.complex:
            told = self._people.told(person)
            left += len(told.settled)
            own = self._people.rows_of(person) if told.settled else []
            rows.update((own[place], person) for place, _ in told.settled)
        # Those that are errors might come late; so few people give whole categories that all may be listed.
        errors = warnings = 0
        replayed: dict[int, _ByRow] = {}
        for row in sorted(rows):
            if errors >= self._most and warnings >= self._most:
                break
            person = rows[row]
            if person not in replayed:
                replay = PersonReplay(self._people, person)
                replay.read()
                replayed[person] = _by_row(replay.settle())
            said = self._of_row(row, replayed[person])
            self._problems.extend(said)
            errors += sum(p.is_error for p in said)
            warnings += sum(not p.is_error for p in said)
            left -= len(said)
        self._leave_out(left)

    def _tell_notes(self) -> None:
        counted = [n for n, outcome in enumerate(self._outcomes) if self._count[n]]
        by_first = sorted(counted, key=lambda number: self._first[number])
        scored = [number for number in by_first if self._outcomes[number].from_scores]
        if scored:
            standards = self._read(self._first[scored[0]]).standards
            standards.from_scores = sum(self._count[number] for number in scored)
            standards.problems = self._problems
            standards.say()
        notes = Notes()
        for number in by_first:
            for about in self._outcomes[number].notes:
                row = self._read(self._first[number]).notes.of[about].first
                notes.take(about, row, self._count[number])
        notes.say(self._people.kinds.names.names, self._problems)

    def _of_row(self, row: int, problems: _ByRow) -> tuple[Problem, ...]:
        return tuple(problems.pop(self._people.scanned.first_row + row + 1, ()))

    def _leave_out(self, left: int) -> None:
        """Count problems that aren't listed."""
        if left > 0:
            self._problems.add(Problem(Severity.WARNING, MORE_PROBLEMS, "", value=str(left)))


def _first_and_count(outcome: Ints, outcomes: int) -> tuple[list[int], list[int]]:
    """Give the first row of each outcome (-1 where it has none), and how many it has."""
    rows = np.flatnonzero(outcome >= 0)
    first = np.full(outcomes, -1, dtype=np.int64)
    first[outcome[rows[::-1]]] = rows[::-1]
    return first.tolist(), np.bincount(outcome[rows], minlength=outcomes).tolist()
