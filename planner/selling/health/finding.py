"""What the catalog check finds: what to do about it and, where there is one, its safe correction."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from planner.problem import Place, Problem, Severity


class Todo(StrEnum):
    """What to do about a finding: its heading. Worst first: further down, less is lost to a buyer."""

    SEE_TO_THE_FILE = "Correct the file"
    MEND_THE_NUMBER = "Correct the number"
    MEND_THE_DATE = "Correct the date"
    ONE_ID_EACH = "Give each its own id and one set of facts"
    ASK_ARRT = "Ask ARRT for the distribution"
    CONFIRM_NAME = "Confirm the name"
    RENEW = "Remove or renew"
    CONFIRM_ACTIVITY = "Confirm that these are one activity"
    MEND_BUNDLE = "Correct the bundle"
    FILL_IN_PRICE = "Fill in the price"
    CHECK_PRICE = "Check the price"
    RENEW_SOON = "Renew soon"
    ASK_ABOUT_OUTLINE = "Ask ARRT whether the distribution still holds"
    WRITE_ALIKE = "Write it the same everywhere"
    SEE_HOW_READ = "Check how it was read"

    @property
    def remedy(self) -> str:
        """What to do, in a sentence."""
        return _REMEDIES[self]

    @property
    def rank(self) -> int:
        """Its place among the headings, the worst first."""
        return list(Todo).index(self)


_REMEDIES = {
    Todo.SEE_TO_THE_FILE: "Correct the file, so that all of it can be read.",
    Todo.MEND_THE_NUMBER: "Write the number as it was approved or is charged.",
    Todo.MEND_THE_DATE: "Write the date as it was approved, such as 2027-03-04.",
    Todo.ONE_ID_EACH: "Give every course and bundle an id of its own, and the same facts wherever it stands.",
    Todo.ASK_ARRT: "Ask ARRT for the credits of each subcategory, and enter them.",
    Todo.CONFIRM_NAME: "Write the outline's name, or keep yours if you are sure of it.",
    Todo.RENEW: "Take the course off the list, or have it approved again and enter the new date.",
    Todo.CONFIRM_ACTIVITY: "If they are one activity, give them one activity id; it counts once. If not, say "
    "so in their titles.",
    Todo.MEND_BUNDLE: "Correct the bundle's courses or its price.",
    Todo.FILL_IN_PRICE: "Enter the price. Until then a cheapest plan leaves the course out.",
    Todo.CHECK_PRICE: "Check the price and the CE credits.",
    Todo.RENEW_SOON: "Have the course approved again in time, and enter the new date.",
    Todo.ASK_ABOUT_OUTLINE: "Ask ARRT whether the distribution holds under the present outline.",
    Todo.WRITE_ALIKE: "Use the same spelling and form everywhere.",
    Todo.SEE_HOW_READ: "Check that this is what was meant.",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One safe correction: a cell of a course, before and after.

    ``column`` is one of the contract (``title``, ``subcategory``), or ``row`` where a whole row goes.
    ``in_reading`` marks what reading the file has done already: the catalog as read has it.
    """

    course_id: str
    column: str
    before: str
    after: str
    why: str
    place: Place = field(default_factory=Place)
    in_reading: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or doubtful in a catalog.

    ``code`` is stable and kebab-case; ``found`` says what was found, in a sentence or two, and ``remedy``
    what to do. ``courses`` are ids. ``changes`` correct it safely; without any, a person has to decide.
    ``read`` is the problem with which reading the file has said it already; a ``note`` is right as it is, and
    only good to know.
    """

    todo: Todo
    code: str
    found: str
    courses: tuple[str, ...] = ()
    place: Place = field(default_factory=Place)
    severity: Severity = Severity.WARNING
    value: str | None = None
    suggestion: str | None = None
    changes: tuple[Change, ...] = ()
    read: Problem | None = None
    note: bool = False

    @property
    def remedy(self) -> str:
        """What to do about it, in a sentence."""
        return self.todo.remedy

    @property
    def is_correctable(self) -> bool:
        """Whether there is a safe correction."""
        return bool(self.changes)

    @property
    def problem(self) -> Problem:
        """The finding as a problem: the reading's own where there is one."""
        if self.read is not None:
            return self.read
        message = f"{self.found} {self.remedy}"
        return Problem(
            self.severity, self.code, message, self.place, self.value, self.suggestion, self.courses
        )
