"""One course of a listing while it is read: its title, the facts that lines give, and the lines not used."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from planner.reading.catalogs.course_rows import CourseRow, checked_text, fact_words
from planner.reading.catalogs.listing_lines import read_label, read_sale_line
from planner.reading.cells.values import NotReadable, read_credits, read_date, read_hours, read_money
from planner.reading.figures import not_readable
from planner.reading.table import Spot, text_of

if TYPE_CHECKING:
    from planner.reading.collecting import Problems

_READERS = {
    "ce_credits": read_credits,
    "list_price": read_money,
    "sale_price": read_money,
    "hours": read_hours,
    "approved_from": read_date,
    "expires_on": read_date,
}


@dataclass(slots=True)
class CourseBlock:
    """A course, as far as its listing is read. ``has_figures`` says that its distribution has begun."""

    row: CourseRow
    problems: Problems
    has_figures: bool = False
    unused: list[tuple[Spot, str]] = field(default_factory=list)

    @property
    def is_course(self) -> bool:
        """Whether anything of a course was found; a title alone may be any text."""
        return self.has_figures or bool(self.row.facts)

    def take_fact(self, spot: Spot, name: str, written: str) -> None:
        """Take what a label or a sale line says; a second, different value is reported."""
        value: Any
        reader = _READERS.get(name)
        if reader is None:
            value = checked_text(name, text_of(written), spot, None, self.problems)
        else:
            cell = written.split(" (", 1)[0].strip()
            try:
                value = reader(cell)
            except NotReadable as error:
                remedy = "It was not used; correct the line."
                self.problems.add(not_readable(error, cell, spot.place(), remedy))
                self.row.unreadable += (name,)
                return
        if value is None or value == "":
            return
        first = self.row.facts.setdefault(name, value)
        if first != value:
            self.problems.error(
                "course-facts-differ",
                f"The course has the {fact_words(name)} {first} before, and {value} here. The first was "
                "used; correct the line that is wrong.",
                spot.place(),
                value=str(value),
                suggestion=str(first),
            )

    def say_not_approved(self, spot: Spot, text: str) -> None:
        """Take note that the figure shown gives no credit yet."""
        self.row.not_approved = True
        self.problems.warning(
            "not-approved",
            "The course says that it gives no credit until it is approved, so it is left out of plans.",
            spot.place(),
            value=text,
        )

    def gives_again(self, text: str) -> bool:
        """Whether a line gives a fact that the course already has, so that another course has begun."""
        label = read_label(text)
        if label is not None:
            return label.field in self.row.facts
        sale = read_sale_line(text)
        if sale is None:
            return False
        return bool(sale.credits and "ce_credits" in self.row.facts) or bool(
            sale.price and "list_price" in self.row.facts
        )

    def say_unused(self) -> None:
        """Say once which lines were not used."""
        number = len(self.unused)
        if number:
            lines = "This line was" if number == 1 else f"{number} lines, from this one on, were"
            self.problems.warning(
                "line-not-used",
                f"{lines} not understood as a title, a label, a price or credits, and not used.",
                self.unused[0][0].place(),
                value=self.unused[0][1],
            )
