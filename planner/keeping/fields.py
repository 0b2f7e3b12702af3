"""Takes a JSON object apart, every value checked as that of any upload: type, size, range.

The first value that can't be used stops the reading: a plan file is taken whole or not at all.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from planner.limits import limits

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

    from planner.credits import Hundredths

Quantity = TypeVar("Quantity", bound="Hundredths")
Choice = TypeVar("Choice", bound="StrEnum")
Part = TypeVar("Part")
_SHOWN = 60
_MOST_COUNT = 1_000_000
# A date is ten characters, and so is the longest number with its decimals that anyone could mean.
_LONGEST_FIGURE = 40
# Texts are cut to a cell's length when they are read; a catalog named after many files may be longer.
_LONGEST_TEXT = 20_000
# JSON can write one half of a character pair; nothing can print it.
_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")


class NotUsable(Exception):  # noqa: N818 - it is an answer about the input, not a fault of ours
    """A value that isn't what it should be: where it stands, what was expected, and what was found."""

    def __init__(self, at: str, expected: str, found: object) -> None:
        super().__init__(f"{at}: expected {expected}")
        self.at = at
        self.expected = expected
        self.found = "nothing" if found is None else str(found)[:_SHOWN]


class Fields:
    """One JSON object of a plan file. Each value is taken once; what is never taken is unknown."""

    def __init__(self, value: object, at: str, unknown: set[str]) -> None:
        """Take an object that stands ``at`` some place; names that nobody takes go to ``unknown``.

        Raises:
            NotUsable: it isn't an object.
        """
        if not isinstance(value, dict):
            raise NotUsable(at, "an object", value)
        self._values: dict[str, Any] = dict(value)
        self._at = at
        self._unknown = unknown

    def close(self) -> None:
        """Report the names that nobody took."""
        self._unknown.update(self._values)

    def text(self, name: str) -> str:
        """Take a text; one that isn't there is empty."""
        return self._text(self._values.pop(name, ""), self._where(name))

    def name(self, name: str) -> str:
        """Take a text that must not be empty."""
        text = self.text(name)
        if not text.strip():
            raise NotUsable(self._where(name), "a text", text)
        return text

    def optional_text(self, name: str) -> str | None:
        """Take a text or null."""
        value = self._values.pop(name, None)
        return None if value is None else self._text(value, self._where(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """Take a list of texts."""
        return tuple(
            self._text(value, f"{self._where(name)}[{number}]")
            for number, value in enumerate(self._list(name))
        )

    def optional_texts(self, name: str) -> tuple[str, ...] | None:
        """Take a list of texts, or None where there is none."""
        if self._values.get(name) is None:
            self._values.pop(name, None)
            return None
        return self.texts(name)

    def truth(self, name: str) -> bool:
        """Take true or false; what isn't there is false."""
        value = self._values.pop(name, False)
        if not isinstance(value, bool):
            raise NotUsable(self._where(name), "true or false", value)
        return value

    def day(self, name: str) -> date | None:
        """Take a date or null."""
        value = self._values.pop(name, None)
        if value is None:
            return None
        expected = "a date such as 2027-03-04"
        if not isinstance(value, str) or len(value) > _LONGEST_FIGURE:
            raise NotUsable(self._where(name), expected, value)
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise NotUsable(self._where(name), expected, value) from None

    def known_day(self, name: str) -> date:
        """Take a date that must be there."""
        found = self.day(name)
        if found is None:
            raise NotUsable(self._where(name), "a date such as 2027-03-04", None)
        return found

    def quantity(self, name: str, kind: type[Quantity], most: int) -> Quantity | None:
        """Take an amount from 0 to ``most``, exact to the hundredth, or null."""
        value = self._values.pop(name, None)
        if value is None:
            return None
        exact = self._number(value, name, most)
        try:
            return kind.of(exact)
        except ValueError:
            expected = "a number with at most two decimals"
            raise NotUsable(self._where(name), expected, value) from None

    def known_quantity(self, name: str, kind: type[Quantity], most: int) -> Quantity:
        """Take an amount that must be there."""
        found = self.quantity(name, kind, most)
        if found is None:
            raise NotUsable(self._where(name), f"a number from 0 to {most:,}", None)
        return found

    def count(self, name: str, most: int = _MOST_COUNT) -> int | None:
        """Take a whole number from 0 to ``most``, or null."""
        value = self._values.pop(name, None)
        if value is None:
            return None
        exact = self._number(value, name, most)
        if exact != exact.to_integral_value():
            raise NotUsable(self._where(name), "a whole number", value)
        return int(exact)

    def choice(self, name: str, kind: type[Choice]) -> Choice:
        """Take one of an enumeration's values."""
        value = self._values.pop(name, None)
        if not isinstance(value, str) or value not in set(kind):
            raise NotUsable(self._where(name), f"one of {', '.join(kind)}", value)
        return kind(value)

    def part(self, name: str, read: Callable[[Fields], Part]) -> Part | None:
        """Take an object, or null."""
        value = self._values.pop(name, None)
        return None if value is None else self._read(value, self._where(name), read)

    def parts(self, name: str, read: Callable[[Fields], Part]) -> tuple[Part, ...]:
        """Take a list of objects."""
        return tuple(
            self._read(value, f"{self._where(name)}[{number}]", read)
            for number, value in enumerate(self._list(name))
        )

    def refuse(self, name: str, expected: str, found: object) -> NotUsable:
        """Make the refusal of a value that was taken but doesn't go with the others."""
        return NotUsable(self._where(name), expected, found)

    def _read(self, value: object, at: str, read: Callable[[Fields], Part]) -> Part:
        fields = Fields(value, at, self._unknown)
        part = read(fields)
        fields.close()
        return part

    def _where(self, name: str) -> str:
        return f"{self._at}.{name}" if self._at else name

    def _list(self, name: str) -> list[object]:
        value = self._values.pop(name, [])
        if not isinstance(value, list):
            raise NotUsable(self._where(name), "a list", value)
        if len(value) > limits().rows:
            raise NotUsable(self._where(name), f"a list of at most {limits().rows:,}", f"{len(value):,}")
        return value

    def _text(self, value: object, at: str) -> str:
        if not isinstance(value, str):
            raise NotUsable(at, "a text", value)
        if len(value) > _LONGEST_TEXT:
            raise NotUsable(at, f"a text of at most {_LONGEST_TEXT:,} characters", value)
        if _HALF_A_CHARACTER.search(value):
            raise NotUsable(at, "a text", ascii(value))
        return value

    def _number(self, value: object, name: str, most: int) -> Decimal:
        expected = f"a number from 0 to {most:,}"
        if not isinstance(value, Decimal) or not value.is_finite() or not 0 <= value <= most:
            raise NotUsable(self._where(name), expected, value)
        if len(value.as_tuple().digits) > _LONGEST_FIGURE:
            raise NotUsable(self._where(name), expected, value)
        return value
