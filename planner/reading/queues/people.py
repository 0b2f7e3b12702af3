"""Brings a scanned table's rows together by person, with array operations.

Most people's rows are each one result, of different subcategories: what such a person needs, the set of their
rows tells. All others (a row that can't be read, one that is given twice, one for a whole category) are
replayed in their order, once for each different sequence.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from planner.naming import fold
from planner.reading.naming_problems import NameReader
from planner.reading.queues.kinds import OWN
from planner.reading.queues.person import PersonReplay

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from planner.credits import Credits
    from planner.prescription import Prescription
    from planner.reading.queues.kinds import Kinds
    from planner.reading.queues.person import Told
    from planner.reading.queues.replaying import Line, Outcome
    from planner.reading.queues.scanning import Scanned

Ints = np.ndarray[Any, np.dtype[Any]]

_ADDED, _LOST, _WAITS, _PERHAPS = 1, 2, 3, 4


class People:
    """The people of one scanned table, by number."""

    def __init__(self, scanned: Scanned, kinds: Kinds, assume_credits: Credits | None) -> None:
        """Take what was scanned. Rows are counted from the first that was."""
        self.scanned = scanned
        self.kinds = kinds
        self.outcome = np.frombuffer(scanned.outcome, dtype=np.intc)
        self.assume = assume_credits
        self.scratch = NameReader(kinds.names.names)
        self._told: dict[Hashable, Told] = {}
        self._perhaps: dict[int, set[int]] = defaultdict(set)
        for row, person in scanned.perhaps:
            self._perhaps[person].add(row - scanned.first_row)
        self._sort()
        self._lacks = self._of_outcomes(_lacks, dtype=bool)
        self.complex = frozenset(self._find_complex().tolist())

    def rows_of(self, person: int) -> list[int]:
        """List a person's rows, in their order."""
        rows: list[int] = self._rows[self._starts[person] : self._starts[person + 1]].tolist()
        return sorted({*rows, *self._perhaps[person]}) if person in self._perhaps else rows

    def sequence(self, person: int) -> Hashable:
        """Give what a person's rows come to, in their order: equal for those who say the same."""
        others = self._perhaps.get(person, ())
        return tuple((int(self.outcome[row]), row in others) for row in self.rows_of(person))

    def told(self, person: int) -> Told:
        """Give what a person's rows tell; those who say the same in the same order are replayed once."""
        key = self.sequence(person)
        if key not in self._told:
            self._told[key] = PersonReplay(self, person).tell()
        return self._told[key]

    def prescription(self, person: int) -> Prescription:
        """Give a customer's prescription, with the places of that customer's own rows.

        Raises:
            ValueError: nothing is this person's for sure: this is no customer.
        """
        replay = PersonReplay(self, person)
        if person in self.complex:
            replay.read()
            replay.settle()
        else:
            replay.take()
        prescription = replay.prescription()
        if prescription is None:
            message = f"nothing is known of {self.scanned.ids[person]!r}"
            raise ValueError(message)
        return prescription

    def in_order(self) -> list[int]:
        """List the customers in the order in which they come up; some do once all rows were read."""
        end = len(self.outcome)
        early = np.flatnonzero(self._first < end)
        order: list[int] = early[np.argsort(self._first[early], kind="stable")].tolist()
        late = [each for each in self.complex if self._first[each] >= end and self.told(each).first >= 0]
        return order + sorted(late, key=lambda each: self.rows_of(each)[self.told(each).first])

    def classes(self) -> array[int]:
        """Part the people who need no replay by what they need: a number each, -1 for all others."""
        needs: dict[tuple[object, ...], int] = {}
        number_of = self._of_outcomes(lambda outcome: _need_number(outcome, needs), dtype=np.int64)
        simple = np.ones(len(self.scanned.ids), dtype=bool)
        simple[list(self.complex)] = False
        kept = simple[self._person]
        person, outcome = self._person[kept].astype(np.int64), self.outcome[self._rows[kept]]
        # Where a figure is missing, it matters whether anything else is known.
        asks, knows = np.zeros(len(simple), dtype=bool), np.zeros(len(simple), dtype=bool)
        asks[person[self._lacks[outcome]]] = True
        knows[person[~self._lacks[outcome]]] = True
        wide = len(needs) + 1
        keys = (person * wide + number_of[outcome])[number_of[outcome] >= 0]
        keys = np.sort(np.concatenate((keys, np.flatnonzero(asks & knows) * wide + len(needs))))
        starts = np.searchsorted(keys, np.arange(len(simple) + 1) * wide).tolist()
        whole = (keys % wide).astype(np.int32).tobytes()
        seen: dict[bytes, int] = {}
        classes = array("i", [-1]) * len(simple)
        for each in np.flatnonzero(simple).tolist():
            classes[each] = seen.setdefault(whole[starts[each] * 4 : starts[each + 1] * 4], len(seen))
        return classes

    def lacking(self) -> dict[int, int]:
        """Count the figures that are missing, for everybody who lacks any."""
        rows = self._lacks[self.outcome[self._rows]]
        people, counts = np.unique(self._person[rows], return_counts=True)
        found: dict[int, int] = dict(zip(people.tolist(), counts.tolist(), strict=True))
        replayed = ((each, self.told(each).lacking) for each in self.complex)
        return {each: count for each, count in (found | dict(replayed)).items() if count}

    def line(self, row: int) -> Line:
        """Give a row as it stands, with its own id."""
        person = self.scanned.person[row]
        line = self.kinds.outcomes[self.scanned.outcome[row]].line
        return line if person < 0 else _with_id(line, self.kinds.id_column, self.scanned.ids[person])

    def _of_outcomes(self, fact: Callable[[Outcome], object], dtype: type) -> Ints:
        """Give a fact about each outcome, as an array."""
        found: Ints = np.array([fact(outcome) for outcome in self.kinds.outcomes], dtype=dtype)
        return found

    def _sort(self) -> None:
        """Put the rows that are anybody's results in order of the people, each one's in their order."""
        events = self._of_outcomes(_event, dtype=np.int8)
        person = np.frombuffer(self.scanned.person, dtype=np.intc)
        rows = np.flatnonzero((self.outcome >= 0) & (person >= 0))
        rows = rows[events[self.outcome[rows]] > 0]
        rows = rows[np.argsort(person[rows], kind="stable")]
        self._rows, self._person = rows, person[rows]
        self._event = events[self.outcome[rows]]
        people = len(self.scanned.ids)
        self._starts = np.searchsorted(self._person, np.arange(people + 1))
        # The first row of each person's that is a result; past the end where there is none.
        self._first = np.full(people, len(self.outcome), dtype=np.int64)
        sure = np.flatnonzero((self._event == _ADDED) | (self._event == _LOST))[::-1]
        self._first[self._person[sure]] = rows[sure]

    def _find_complex(self) -> Ints:
        """Find the people who have to be replayed."""
        names: dict[tuple[str, str], int] = {}
        name_of = self._of_outcomes(lambda outcome: _name_number(outcome, names), dtype=np.int64)
        added = self._event == _ADDED
        wide = len(names) + 1
        keys = np.sort(self._person[added].astype(np.int64) * wide + name_of[self.outcome[self._rows[added]]])
        twice = keys[1:][keys[1:] == keys[:-1]] // wide
        perhaps = np.fromiter(self._perhaps, dtype=np.int64, count=len(self._perhaps))
        return np.unique(np.concatenate((self._person[~added], twice, perhaps)))


def _with_id(line: Line, column: int, technologist_id: str) -> Line:
    """Put an id where its stand-in is.

    A row whose id was no plain one keeps it: there, the stand-in is somebody else's, above it.
    """
    if column >= len(line.cells) or line.cells[column] != OWN:
        return line
    cells = tuple(
        technologist_id if at == column and cell == OWN else cell for at, cell in enumerate(line.cells)
    )
    above = line.above
    if above.id == OWN:
        above = above._replace(id=technologist_id)
    if above.heading_id == OWN:
        above = above._replace(heading_id=technologist_id)
    return line._replace(cells=cells, above=above)


def _event(outcome: Outcome) -> int:
    if outcome.added is not None:
        return _ADDED
    if outcome.lost:
        return _LOST
    if outcome.waits:
        return _WAITS
    return _PERHAPS if outcome.lost_by else 0


def _lacks(outcome: Outcome) -> bool:
    return outcome.added is not None and outcome.added.lacks_figure


def _name_number(outcome: Outcome, names: dict[tuple[str, str], int]) -> int:
    """Number the subcategories, whatever category they are given under."""
    if outcome.added is None:
        return -1
    at = outcome.added.subcategory
    return names.setdefault((fold(at.discipline), fold(at.name)), len(names))


def _need_number(outcome: Outcome, needs: dict[tuple[object, ...], int]) -> int:
    """Number what rows ask for; -1 for those that ask for nothing."""
    row = outcome.added
    if row is None or not (row.needs_credits or row.lacks_figure):
        return -1
    return needs.setdefault((row.subcategory, row.credits_required), len(needs))
