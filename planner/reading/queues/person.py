"""One person's rows of a scanned table, read again in their order: the table reader's own word on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.reading.collecting import Problems
from planner.reading.prescriptions.results import ABOUT_TWO_ROWS, ResultCollector
from planner.reading.queues.replaying import Replay

if TYPE_CHECKING:
    from planner.prescription import Prescription
    from planner.problem import Problem
    from planner.reading.queues.people import People

ALL = 1_000_000_000
"""More problems than there can be: none of them is left unlisted."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one person's rows tell, replayed. Rows are numbered by their place among the person's rows."""

    first: int
    """The first row that is a result of this person's for sure; -1 where there is none."""
    met: int
    """How many results there are, readable or not."""
    doubles: tuple[int, ...]
    """The rows that were given before, one for each problem."""
    settled: tuple[tuple[int, bool], ...]
    """The rows for a whole category, one for each problem, and whether that is an error."""
    lacking: int
    """How many figures are missing."""


class PersonReplay:
    """Reads one person's rows again, in their order and under their own numbers."""

    def __init__(self, people: People, person: int) -> None:
        """Take the person; nothing is read yet."""
        self.results = ResultCollector(problems := Problems(ALL), of_many=True)
        self._problems = problems
        self._people = people
        self._rows = people.rows_of(person)
        self._id = people.scanned.ids[person]
        self._person = person
        self._replay = Replay(people.kinds.form, people.scratch, self.results, problems)

    def read(self) -> tuple[Problem, ...]:
        """Read the rows; give what is wrong with them."""
        scanned = self._people.scanned
        for row in self._rows:
            if scanned.person[row] == self._person:
                self._replay.read(self._people.line(row), scanned.first_row + row)
            else:
                place = self._replay.place(scanned.first_row + row)
                self.results.lose_if_known((self._id,), place)
        return self._problems.as_tuple()

    def take(self) -> None:
        """Take what the rows come to, where each is one result and nothing is wrong between them."""
        people = self._people
        for row in self._rows:
            added = people.kinds.outcomes[people.scanned.outcome[row]].added
            if added is not None:
                place = self._replay.place(people.scanned.first_row + row)
                self.results.add(self._id, replace(added, place=place), place)

    def settle(self) -> tuple[Problem, ...]:
        """Use the rows for whole categories; give what is wrong with them."""
        before = len(self._problems.as_tuple())
        self._replay.settle()
        return self._problems.as_tuple()[before:]

    def prescription(self) -> Prescription | None:
        """Give the prescription; None where no row is this person's for sure."""
        prescriptions = self.results.prescriptions(self._people.assume)
        return next((each for each in prescriptions if each.technologist_id == self._id), None)

    def finish(self) -> tuple[Problem, ...]:
        """Give what is wrong with the prescription as a whole: the figures that are missing."""
        self.read()
        self.settle()
        before = len(self._problems.as_tuple())
        self.prescription()
        return self._problems.as_tuple()[before:]

    def tell(self) -> Told:
        """Read the rows, and tell what they come to."""
        place_of = {self._people.scanned.first_row + row + 1: place for place, row in enumerate(self._rows)}
        doubles = [p for p in self.read() if p.code in ABOUT_TWO_ROWS]
        settled = self.settle()
        prescription = self.prescription()
        results = (
            [] if prescription is None else [*(r.place for r in prescription.rows), *prescription.unreadable]
        )
        return Told(
            min((place_of[place.row or 0] for place in results), default=-1),
            self.results.met,
            tuple(place_of[p.place.row or 0] for p in doubles),
            tuple((place_of[p.place.row or 0], p.is_error) for p in settled),
            0 if prescription is None else sum(row.lacks_figure or row.assumed for row in prescription.rows),
        )
