"""A list of problems that stays short enough to read: the first ones are listed, the rest are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.limits import limits
from planner.problem import Place, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

MORE_PROBLEMS = "more-problems"


class Problems:
    """Collects problems in the order they are met; errors are listed in preference to warnings.

    Holds at most ``most`` problems of each severity, however many are added.
    """

    def __init__(self, most: int | None = None) -> None:
        """Start empty. ``most`` problems are listed; without it, as many as the limits allow."""
        self._most = limits().problems if most is None else most
        self._met = 0
        self._uncounted = 0
        self._unlisted_error = False
        self._listed: dict[Severity, list[tuple[int, Problem]]] = {severity: [] for severity in Severity}

    def add(self, problem: Problem) -> None:
        """Take one problem. The last line of another collector is added to this one's count."""
        if problem.code == MORE_PROBLEMS:
            self._uncounted += int(problem.value or 0)
            self._unlisted_error = self._unlisted_error or problem.is_error
            return
        self._met += 1
        of_its_kind = self._listed[problem.severity]
        if len(of_its_kind) < self._most:
            of_its_kind.append((self._met, problem))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take several problems."""
        for problem in problems:
            self.add(problem)

    def error(
        self,
        code: str,
        message: str,
        place: Place = Place(),  # noqa: B008 - a place is frozen
        *,
        value: str | None = None,
        suggestion: str | None = None,
    ) -> None:
        """Take a problem of something that could not be used as written."""
        self.add(Problem(Severity.ERROR, code, message, place, value, suggestion))

    def warning(
        self,
        code: str,
        message: str,
        place: Place = Place(),  # noqa: B008 - a place is frozen
        *,
        value: str | None = None,
        suggestion: str | None = None,
    ) -> None:
        """Take a problem of something that was used, but should be looked at."""
        self.add(Problem(Severity.WARNING, code, message, place, value, suggestion))

    @property
    def has_errors(self) -> bool:
        """Whether any error was met, listed or not."""
        return self._unlisted_error or bool(self._listed[Severity.ERROR])

    def as_tuple(self) -> tuple[Problem, ...]:
        """List the problems; a last one (``more-problems``, its value the number) says how many are not."""
        errors = self._listed[Severity.ERROR]
        warnings = self._listed[Severity.WARNING][: self._most - len(errors)]
        listed = tuple(problem for _, problem in sorted((*errors, *warnings), key=lambda met: met[0]))
        hidden = self._met - len(listed) + self._uncounted
        if not hidden:
            return listed
        # Errors go first, so one can be hidden only where nothing but errors is listed.
        hides_error = self._unlisted_error or len(errors) == self._most
        message = (
            f"{hidden} further {'problem is' if hidden == 1 else 'problems are'} not listed here. "
            "Solve the ones above and read the file again to see the rest."
        )
        severity = Severity.ERROR if hides_error else Severity.WARNING
        return (*listed, Problem(severity, MORE_PROBLEMS, message, value=str(hidden)))
