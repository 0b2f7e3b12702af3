"""What is wrong with an input, where, and what to do about it. Problems are returned, not raised."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

LONGEST_VALUE_SHOWN = 120


class Severity(StrEnum):
    """How much a problem weighs."""

    ERROR = "error"
    """The row, course or file it names could not be used as written."""
    WARNING = "warning"
    """It was used; the person should look at how."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the input: any part may be unknown. ``row`` counts from 1 as a spreadsheet does."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        parts = (
            self.file,
            f"sheet {self.sheet}" if self.sheet else None,
            f"row {self.row}" if self.row is not None else None,
            f"column {self.column}" if self.column else None,
        )
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to look at.

    ``code`` is stable and kebab-case (``credits-not-a-number``); ``value`` is what was read, shortened;
    ``message`` says in plain words what was found, what was expected and what to do; ``suggestion`` is
    the nearest known name or value where there is one, ready to be put in place of ``value``. ``course_ids``
    are the courses that it is about, where reading a catalog could tell.
    """

    severity: Severity
    code: str
    message: str
    place: Place = field(default_factory=Place)
    value: str | None = None
    suggestion: str | None = None
    course_ids: tuple[str, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        if self.value is not None and len(self.value) > LONGEST_VALUE_SHOWN:
            object.__setattr__(self, "value", self.value[: LONGEST_VALUE_SHOWN - 1] + "…")

    @property
    def is_error(self) -> bool:
        """Whether something could not be used as written."""
        return self.severity is Severity.ERROR
