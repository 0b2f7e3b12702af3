"""What is said once about many rows of results: names filled in, standards not given, disciplines missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.reading.table import Row, in_rows

if TYPE_CHECKING:
    from planner.naming import Names
    from planner.reading.collecting import Problems

NO_STANDARD = "?standard"
NO_DISCIPLINE = "?discipline"


@dataclass(slots=True)
class Note:
    """The rows that something is to be said about: the first, how many, and the subcategories they name."""

    first: Row
    count: int = 0
    subcategories: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Notes:
    """Notes by what they are about: a field that was filled in from the row above, or one of the above."""

    of: dict[str, Note] = field(default_factory=dict)

    def take(self, about: str, row: Row, times: int = 1) -> None:
        """Take note of a row, or of several rows that say the same."""
        note = self.of.setdefault(about, Note(row))
        note.count += times
        if about == NO_DISCIPLINE:
            note.subcategories.add(row.name("subcategory"))

    def say(self, names: Names, problems: Problems) -> None:
        """Say each thing once, at the first of its rows."""
        for about, note in self.of.items():
            if about not in {NO_STANDARD, NO_DISCIPLINE}:
                problems.warning(
                    "filled-down",
                    f"{in_rows(note.count)} the {about.replace('_', ' ')} is blank. It was taken from the "
                    "row above; check that it belongs there too.",
                    note.first.place(about),
                )
        if (unsaid := self.of.get(NO_STANDARD)) is not None:
            problems.warning(
                "standard-not-given",
                f"{in_rows(unsaid.count)} it is not said whether the standard was met. Credits there were "
                "taken as prescribed, and 0 as nothing needed.",
                unsaid.first.place("standard"),
            )
        if (nameless := self.of.get(NO_DISCIPLINE)) is not None:
            _say_without_discipline(nameless, names, problems)


def _say_without_discipline(note: Note, names: Names, problems: Problems) -> None:
    homes = [names.subcategory_disciplines(name) for name in sorted(note.subcategories)]
    known = [codes for codes in homes if codes]
    common = frozenset.intersection(*known) if known else frozenset()
    suggestion = next(iter(common)) if len(common) == 1 else None
    hint = f" Their names are those of the {suggestion} outline." if suggestion else ""
    problems.error(
        "discipline-missing",
        f"{in_rows(note.count)} no discipline is named. Expected a column discipline with a code such as MR, "
        f"or the discipline in a line above the table.{hint}",
        note.first.place("discipline"),
        suggestion=suggestion,
    )
