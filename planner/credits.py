"""Exact quantities: credits, hours and money, each an integer number of hundredths.

Credit distributions move in steps of 0.25 and prices in cents, so hundredths hold both exactly.
Floats appear only at the solver's door, in charts and in JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

_HUNDRED = 100
# A workbook stores 0.3 as 0.30000000000000004: nearer than this to a hundredth is that hundredth.
_BINARY_NOISE = Decimal("0.0000001")


@dataclass(frozen=True, order=True, slots=True)
class Hundredths:
    """An exact number of hundredths of one unit. Use a subclass: units never mix."""

    hundredths: int = 0
    unit: ClassVar[str] = ""

    @classmethod
    def of(cls, value: str | float | Decimal) -> Self:
        """Make an amount from a plain number such as ``2.75`` or ``"2.75"``.

        Raises:
            ValueError: the value is not a finite number, or is finer than a hundredth.
        """
        try:
            exact = Decimal(str(value)) * _HUNDRED
            nearest = exact.to_integral_value()
        except (InvalidOperation, ValueError) as error:
            message = f"not a number: {value!r}"
            raise ValueError(message) from error
        if not exact.is_finite() or abs(exact - nearest) > _BINARY_NOISE:
            message = f"not a whole number of hundredths: {value!r}"
            raise ValueError(message)
        return cls(int(nearest))

    @classmethod
    def total(cls, amounts: Iterable[Self]) -> Self:
        """Add up amounts of one unit; nothing adds up to zero."""
        return cls(sum(amount.hundredths for amount in amounts))

    def __add__(self, other: Self) -> Self:
        self._same_unit(other)
        return type(self)(self.hundredths + other.hundredths)

    def __sub__(self, other: Self) -> Self:
        self._same_unit(other)
        return type(self)(self.hundredths - other.hundredths)

    def __bool__(self) -> bool:
        return self.hundredths != 0

    def __float__(self) -> float:
        return self.hundredths / _HUNDRED

    def __str__(self) -> str:
        """Up to two decimals and no trailing zeros: ``2.75``, ``3``."""
        return format(Decimal(self.hundredths) / _HUNDRED, "f")

    def or_zero(self) -> Self:
        """Give the amount, or zero where it is negative."""
        return self if self.hundredths > 0 else type(self)(0)

    def _same_unit(self, other: Hundredths) -> None:
        if type(other) is not type(self):
            message = f"{type(self).__name__} and {type(other).__name__} don't add up"
            raise TypeError(message)


@dataclass(frozen=True, order=True, slots=True)
class Credits(Hundredths):
    """CE credits or targeted credits: two currencies, one measure."""

    unit: ClassVar[str] = "credits"


@dataclass(frozen=True, order=True, slots=True)
class Hours(Hundredths):
    """Time a course takes, in hours."""

    unit: ClassVar[str] = "hours"


@dataclass(frozen=True, order=True, slots=True)
class Money(Hundredths):
    """US dollars, exact to the cent."""

    unit: ClassVar[str] = "USD"

    def __str__(self) -> str:
        """Dollars, with cents only when there are any: ``$1,299``, ``$59.50``."""
        dollars, cents = divmod(abs(self.hundredths), _HUNDRED)
        sign = "-" if self.hundredths < 0 else ""
        return f"{sign}${dollars:,}.{cents:02d}" if cents else f"{sign}${dollars:,}"
