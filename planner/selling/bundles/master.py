"""The exact choice of N bundles from candidates: as many customers as can be, then as much money saved."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from planner.solving.goals import Aim, ticket
from planner.solving.model import Row
from planner.solving.optimise import hold
from planner.solving.solver import minimise

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from planner.selling.bundles.market import Buyer
    from planner.selling.bundles.pool import Candidate
    from planner.solving.clock import Clock


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates chosen. The proofs are about the candidates given: no choice among them does better."""

    chosen: tuple[Candidate, ...]
    customers_proven: bool
    saved_proven: bool


class _Model:
    """Columns and rows; the first columns say which candidates are chosen."""

    def __init__(self, buyers: Sequence[Buyer], candidates: Sequence[Candidate], number: int) -> None:
        self._buyers = buyers
        self._candidates = candidates
        self.upper = [1] * len(candidates)
        self.rows = [Row("so many bundles", range(len(candidates)), [1] * len(candidates), upper=number)]
        self._holding: dict[int, list[int]] = {}
        for column, candidate in enumerate(candidates):
            for place in candidate.whom:
                self._holding.setdefault(place, []).append(column)

    def uncovered(self) -> dict[int, int]:
        """Count the customers whom none of the chosen bundles covers."""
        return {
            self._none_of(columns): self._buyers[place].customers
            for place, columns in sorted(self._holding.items())
        }

    def lost(self) -> dict[int, int]:
        """Count the cents that customers could save at most and don't, a column for each step of a price."""
        weights: dict[int, int] = {}
        for place, columns in sorted(self._holding.items()):
            buyer = self._buyers[place]
            if buyer.single_price is None:
                continue
            single = buyer.single_price.hundredths
            known = [c for c in columns if not self._candidates[c].unknown]
            prices = sorted({self._candidates[c].cents for c in known if self._candidates[c].cents < single})
            for price, dearer in zip(prices, [*prices, single][1:], strict=True):
                as_cheap = [c for c in known if self._candidates[c].cents <= price]
                weights[self._none_of(as_cheap)] = buyer.customers * (dearer - price)
        return weights

    def _none_of(self, columns: Sequence[int]) -> int:
        """Add a column that is 1 where none of the candidates is chosen."""
        self.upper.append(1)
        none = len(self.upper) - 1
        self.rows.append(Row("one of these, or none", [*columns, none], [1] * (len(columns) + 1), lower=1))
        return none


def choose(
    buyers: Sequence[Buyer],
    candidates: Sequence[Candidate],
    number: int,
    clock: Clock,
    *,
    money_too: bool = True,
) -> Choice:
    """Choose at most so many candidates; ties go to cheaper bundles, then fewer courses, then a fixed choice.

    ``money_too`` False: only the customers matter.

    Raises:
        SolverFault: the solver ended without an answer.
    """
    if not candidates:
        return Choice((), customers_proven=True, saved_proven=True)
    model = _Model(buyers, candidates, number)
    proofs: list[bool] = []
    values: Sequence[int] = _greedy(buyers, candidates, number)
    steps: list[Callable[[], Mapping[int, int]]] = [model.uncovered]
    if money_too:
        steps += [model.lost, *(partial(dict, tie) for tie in _ties(candidates))]
    for step in steps:
        weights = step()
        start = _completed(model, values, len(candidates))
        outcome = minimise(
            [0] * len(model.upper), model.upper, model.rows, weights, start=start, seconds=clock.left
        )
        if outcome.values is not None:
            values = outcome.values
        proofs.append(outcome.proven)
        if not outcome.proven:
            break
        aim = Aim("bundles", weights)
        if weights:
            model.rows.append(hold(aim, aim.value(values)))
    proofs += [False, False]
    chosen = tuple(candidate for candidate, value in zip(candidates, values, strict=False) if value)
    return Choice(chosen, customers_proven=proofs[0], saved_proven=money_too and proofs[0] and proofs[1])


def _greedy(buyers: Sequence[Buyer], candidates: Sequence[Candidate], number: int) -> list[int]:
    """Choose one after the other what covers most further customers: where the solver starts."""
    values = [0] * len(candidates)
    covered: set[int] = set()
    for _ in range(number):
        gains = [sum(buyers[place].customers for place in c.whom - covered) for c in candidates]
        best = max(range(len(candidates)), key=lambda column: gains[column])
        if not gains[best]:
            break
        values[best] = 1
        covered |= candidates[best].whom
    return values


def _ties(candidates: Sequence[Candidate]) -> list[Mapping[int, int]]:
    numbered = list(enumerate(candidates))
    return [
        {column: c.unknown for column, c in numbered if c.unknown},
        {column: c.cents for column, c in numbered if c.cents},
        {column: 1 + len(c.course_ids) for column, c in numbered},
        {column: ticket(" ".join(c.course_ids)) for column, c in numbered},
    ]


def _completed(model: _Model, values: Sequence[int], candidates: int) -> list[int]:
    """Extend a solution to the columns added since: each 1 where none of its candidates is chosen."""
    full = [*values, *([0] * (len(model.upper) - len(values)))]
    for row in model.rows:
        if row.name == "one of these, or none":
            *columns, none = row.columns
            full[none] = int(not any(full[column] for column in columns if column < candidates))
    return full
