"""A prescription as a table: a row a subcategory, with what people leave out filled in and said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.credits import Credits
from planner.phrases import amount
from planner.prescription import Requirement
from planner.problem import Severity
from planner.reading.cells.values import NotReadable, present_id, read_credits
from planner.reading.context import heading_discipline, labelled_discipline
from planner.reading.figures import (
    NAMES_OF_CREDITS,
    Remembering,
    names_can_be_read,
    not_readable,
    say_nothing_prescribed,
    say_odd_step,
    say_two_figures,
)
from planner.reading.prescriptions.row_notes import NO_DISCIPLINE, NO_STANDARD, Notes
from planner.reading.prescriptions.standards import StandardReader
from planner.reading.prescriptions.whole_categories import (
    CategoryRow,
    WholeCategories,
    total_of,
    totalled_discipline,
)
from planner.reading.table import Row, Table, names_several, text_of

if TYPE_CHECKING:
    from planner.reading.collecting import Problems
    from planner.reading.naming_problems import NameReader
    from planner.reading.prescriptions.results import ResultCollector

NAME_FIELDS = ("technologist_id", "discipline", "category", "subcategory")
_RESULT_FIELDS = ("standard", "standard_not_met", "credits_required", "score")
EXPECTED_ID = "an id of the technologist"
NO_ID = "no-technologist-id"


@dataclass(slots=True)
class Above:
    """What the rows above tell one that leaves out a name: the last ones given, and those of heading rows."""

    last: dict[str, str] = field(default_factory=lambda: dict.fromkeys(NAME_FIELDS, ""))
    heading: dict[str, str] = field(default_factory=lambda: dict.fromkeys(NAME_FIELDS, ""))


class ResultTable:
    """Reads one table of results into a collector."""

    def __init__(
        self, table: Table, around: str, reader: NameReader, results: ResultCollector, problems: Problems
    ) -> None:
        """Take a table, and the discipline that its surroundings tell ("" if none).

        Where ``results`` are of many people, a row without an id is nobody's: it is never filled in.
        """
        self._table = table
        self._around = around
        self._reader = reader
        self._results = results
        self._problems = problems
        self.standards = StandardReader(problems)
        self._read_credits = Remembering(read_credits)
        self._labels = tuple(self._label(field) for field in ("discipline", "category", "subcategory"))
        self.above = Above()
        self._last, self._heading = self.above.last, self.above.heading
        self.notes = Notes()
        self._noted: list[str] = []
        """What there is to say about the row that is being read, if it is used."""
        self.categories = WholeCategories(reader, results, problems)

    def read(self) -> None:
        """Read every row, then say once what was filled in or worked out."""
        self.read_rows()
        self.categories.settle()
        self.standards.say()
        self.notes.say(self._reader.names, self._problems)

    def read_rows(self) -> None:
        """Read every row."""
        for row in self._table.rows(self._problems, NAME_FIELDS, self._lose_moved):
            if not self._is_heading(row):
                self._read_row(row)

    def _lose_moved(self, row: Row) -> None:
        """Lose a row whose cells have moved, the first one excepted; who it is of, the rows above tell.

        Among many people they don't: there, it is whoever of them its cells may name.
        """
        column = self._table.columns.get("technologist_id")
        if column == 0:
            self._results.lose(row.name("technologist_id"), row.place())
        elif self._results.of_many:
            self._results.lose_if_known(ids_of_moved(self._table, row), row.place())
        else:
            self._results.lose(self._last["technologist_id"], row.place())

    def _is_heading(self, row: Row) -> bool:
        """Take a row with one name alone as what the next rows are about."""
        filled = row.filled()
        if len(filled) != 1:
            return False
        column, cell = filled[0]
        text = text_of(cell)
        names = self._reader.names
        if column == self._table.columns.get("technologist_id"):
            if text != self._last["technologist_id"]:
                self._last |= {"discipline": "", "category": ""}
            self._heading["technologist_id"] = self._last["technologist_id"] = text
        elif (code := self._titled(row, text)) is not None:
            self._heading |= {"discipline": code, "category": ""}
            self._last |= {"discipline": "", "category": ""}
        elif (category := names.category_name(text)) is not None:
            self._heading["category"] = category
            self._last["category"] = ""
        elif column in {self._table.columns.get(name) for name in (*NAME_FIELDS, *_RESULT_FIELDS)}:
            return False
        else:
            self._problems.warning(
                "row-not-used",
                "This row holds one text and no result, so it was passed over.",
                row.place(),
                value=text,
            )
        return True

    def _titled(self, row: Row, text: str) -> str | None:
        """Give the discipline that a row of one text names or, where no column tells it, mentions."""
        if "discipline" in self._table.columns:
            return labelled_discipline(text, self._reader.names)
        return heading_discipline(row, self._reader.names, self._problems)

    def _name(self, row: Row, field: str) -> str:
        """Give a name from its cell, a heading row above, or (said) the last row that has one."""
        written = row.name(field)
        if written:
            if field == "discipline":
                written = totalled_discipline(written, self._reader.names) or written
            self._last[field] = written
            self._heading[field] = ""
            return written
        if self._heading[field] or not self._last[field]:
            return self._heading[field]
        self._noted.append(field)
        return self._last[field]

    def _take_notes(self, row: Row, *, but: str = "") -> None:
        for about in self._noted:
            if about != but:
                self.notes.take(about, row)

    def _read_row(self, row: Row) -> None:
        self._noted.clear()
        if not self._has_id(row) or not self._can_be_named(row):
            return
        if row.name("technologist_id") not in {"", self._last["technologist_id"]}:
            self._last |= {"discipline": "", "category": ""}
        technologist_id = self._name(row, "technologist_id")
        if row.name("discipline") not in {"", self._last["discipline"]}:
            self._last["category"] = self._heading["category"] = ""
        name = row.name("subcategory")
        discipline = (
            self._name(row, "discipline") or self._reader.names.discipline_before(name) or self._around
        )
        is_category = not row.name("category") and self._reader.names.category_name(name)
        if is_category or total_of(name, self._reader.names):
            name = ""  # a parent's line among its children's
        says_something = any(row.raw(field) is not None for field in _RESULT_FIELDS)
        if not name and not says_something:
            self._take_names(row)
            return
        if names_several(name) or (not name and names_several(row.name("category"))):
            self._lose(row, technologist_id, "several-subcategories", "subcategory", _SEVERAL_WORDS)
        elif not discipline:
            self.notes.take(NO_DISCIPLINE, row)
            self._results.lose(technologist_id, row.place())
        elif not name:
            self._keep_category_row(row, technologist_id, discipline)
        else:
            self._read_result(row, technologist_id, discipline, name)

    def _has_id(self, row: Row) -> bool:
        """Whether a row's id can be read; of many people, whether it has one, or a heading row above has."""
        of_many = self._results.of_many
        try:
            present_id(row.raw("technologist_id"), EXPECTED_ID)
        except NotReadable as error:
            left_out = (
                "The row was left out: it is nobody's." if of_many else "The row was left out; correct it."
            )
            code, message = error.code, f"{error.message} {left_out}"
        else:
            if not of_many or row.name("technologist_id") or self._heading["technologist_id"]:
                return True
            code = NO_ID
            message = f"The row doesn't say whose it is, so it is nobody's. Expected {EXPECTED_ID}."
        if any(row.raw(field) is not None for field in _RESULT_FIELDS):
            # Who may lack it, the rows above tell; among many people they don't.
            known = "" if of_many else self._last["technologist_id"]
            self._lose(row, known, code, "technologist_id", message)
        else:
            self._problems.error(code, message, row.place("technologist_id"))
        return False

    def _can_be_named(self, row: Row) -> bool:
        """Whether no name of a row is an Excel error or a formula without its result."""
        if names_can_be_read(row, NAMES_OF_CREDITS, "The row was left out; correct it.", self._problems):
            return True
        above = self._heading["technologist_id"] or self._last["technologist_id"]
        self._results.lose(row.name("technologist_id") or above, row.place())
        return False

    def _take_names(self, row: Row) -> None:
        """Take a row of names without a result as what the next rows are about."""
        category = self._name(row, "category")
        if category and self._reader.names.category_name(category) is None:
            self._problems.warning(
                "row-not-used",
                "This row gives a name and no result, so it was passed over.",
                row.place("category"),
                value=category,
            )

    def _read_result(self, row: Row, technologist_id: str, discipline: str, name: str) -> None:
        names = self._reader.names
        settled = names.discipline_code(discipline) in names.subcategory_disciplines(name)
        category = row.name("category") if settled else self._name(row, "category")
        if row.name("category"):
            self._last["category"], self._heading["category"] = row.name("category"), ""
        subcategory = self._reader.read(
            discipline, category or self._heading["category"], name, row.spot, self._labels
        )
        understood = self._understand(row, technologist_id)
        if understood is None:
            return
        self._take_notes(row)
        met, figure = understood
        if not met and figure is not None:
            say_odd_step(figure, row.place("credits_required"), self._problems)
        needed = Credits() if met or figure is None else figure
        self.categories.count(technologist_id, subcategory, needed)
        requirement = Requirement(
            subcategory,
            met,
            None if met else figure,
            outline_version=row.name("outline_version"),
            place=row.place(),
        )
        self._results.add(technologist_id, requirement, row.place("credits_required"))

    def _understand(self, row: Row, technologist_id: str) -> tuple[bool, Credits | None] | None:
        """Read whether the standard was met and the credits prescribed; None where the row can't be used."""
        try:
            met = self.standards.read(row)
        except NotReadable:
            met, readable = None, False
        else:
            readable = True
        try:
            figure = self._read_credits(row.raw("credits_required"))
        except NotReadable as error:
            self._problems.add(
                not_readable(
                    error,
                    row.raw("credits_required"),
                    row.place("credits_required"),
                    "It was ignored, because the standard was met."
                    if met
                    else "The row was left out; correct it.",
                    Severity.WARNING if met else Severity.ERROR,
                )
            )
            figure, readable = None, readable and bool(met)
        if readable and figure is not None and not met:
            readable = not say_two_figures(
                row, "credits_required", figure, self._read_credits, self._problems
            )
        if not readable:
            self._results.lose(technologist_id, row.place())
            return None
        return self._weigh(row, technologist_id, met=met, figure=figure)

    def _weigh(
        self, row: Row, technologist_id: str, *, met: bool | None, figure: Credits | None
    ) -> tuple[bool, Credits | None] | None:
        """Bring standard and credits together; what a row leaves open is said or asked for."""
        if met and figure:
            self._problems.warning(
                "credits-on-met-row",
                f"The standard was met, so what is given here ({amount(figure)}) was ignored.",
                row.place("credits_required"),
                value=str(figure),
            )
        if met is False and figure is not None:
            say_nothing_prescribed(figure, row.place("credits_required"), self._problems)
        if met is not None:
            return met, figure
        has_standard = any(name in self._table.columns for name in ("standard", "standard_not_met", "score"))
        if figure is None and has_standard:
            expected = 'The row doesn\'t say whether the standard was met. Expected "met" or "not met".'
            self._lose(row, technologist_id, "standard-missing", "standard", expected)
            return None
        if figure is not None:
            self._noted.append(NO_STANDARD)
        return False, figure

    def _lose(self, row: Row, technologist_id: str, code: str, field: str, message: str) -> None:
        value = row.name(field) or None
        self._problems.error(code, message, row.place(field), value=value)
        self._results.lose(technologist_id, row.place())

    def _label(self, field: str) -> str | None:
        column = self._table.columns.get(field)
        return None if column is None else self._table.label(column)

    def _keep_category_row(self, row: Row, technologist_id: str, discipline: str) -> None:
        category = row.name("category") or row.name("subcategory")
        category = total_of(category, self._reader.names) or category
        if not category and not row.name("discipline"):
            message = "The row has a result, but no subcategory. Expected the subcategory's name."
            self._lose(row, technologist_id, "subcategory-missing", "subcategory", message)
            return
        self._last["category"], self._heading["category"] = category or self._last["category"], ""
        understood = self._understand(row, technologist_id)
        if understood is not None:
            self._take_notes(row, but=NO_STANDARD)
            self.categories.keep(CategoryRow(row, technologist_id, discipline, category, *understood))


def ids_of_moved(table: Table, row: Row) -> tuple[str, ...]:
    """Give whom a row may be of whose cells have moved: the id before, or after, the cells that moved."""
    column = table.columns.get("technologist_id")
    if column is None:
        return ()
    moved = column + len(row.cells) - table.width
    cells = (row.cells[at] for at in (column, moved) if 0 <= at < len(row.cells))
    return tuple(dict.fromkeys(text for cell in cells if (text := text_of(cell))))


_SEVERAL_WORDS = (
    "The cell lists several subcategories with one figure. A prescription gives each subcategory its own "
    "row; for the minimums of structured education use the command structured."
)
