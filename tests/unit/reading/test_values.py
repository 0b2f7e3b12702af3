"""What a cell says, in every way that people write it; and what it doesn't say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from planner.reading.cells import values
from planner.reading.cells.standard import read_standard
from planner.reading.grid import Cell, FormulaWithoutValue

if TYPE_CHECKING:
    from collections.abc import Callable

READERS = [
    values.read_credits,
    values.read_money,
    values.read_hours,
    values.read_date,
    read_standard,
    values.read_score,
]


def refused(read: Callable[[Cell], object], cell: Cell) -> values.NotReadable:
    with pytest.raises(values.NotReadable) as error:
        read(cell)
    assert error.value.expected in error.value.message
    return error.value


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    "cell", [None, "", "n/a", "N.A.", "NA", "-", "\u2013", "\u2014", "--", "Not applicable"]
)
def test_blank_in_every_way_is_none(read: Callable[[Cell], object], cell: Cell) -> None:
    assert read(cell) is None


@pytest.mark.parametrize("read", READERS)
def test_excel_errors_and_uncalculated_formulas_are_not_blank(read: Callable[[Cell], object]) -> None:
    assert refused(read, "#N/A").code == "excel-error"
    assert refused(read, "#REF!").code == "excel-error"
    assert refused(read, FormulaWithoutValue("=A1")).code == "formula-without-value"


@pytest.mark.parametrize(
    ("cell", "hundredths"),
    [
        (2.75, 275),
        (1, 100),
        (0, 0),
        ("0", 0),
        (0.1 + 0.2, 30),
        ("2.75", 275),
        ("2.750", 275),
        (".5", 50),
        ("2,75", 275),
        ("2,5", 250),
        ("+1", 100),
        ("1 Credit", 100),
        ("24 CE's", 2400),
        ("24 CE\u2019s", 2400),
        ("1.0 hour", 100),
        ("2.5 Category A+ credits", 250),
        ("2\u00a0credits", 200),
        ("2¾", 275),
        ("1 1/2", 150),
        ("½", 50),
        ("2.75 credit(s)", 275),
        ("2.75 CE credits (targeted)", 275),
        ("2 credits needed", 200),
    ],
)
def test_credits_as_people_write_them(cell: Cell, hundredths: int) -> None:
    credits_read = values.read_credits(cell)
    assert credits_read is not None
    assert credits_read.hundredths == hundredths


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("two", "credits-not-a-number"),
        ("2,5x", "credits-not-a-number"),
        ("50%", "credits-not-a-number"),
        ("nan", "credits-not-a-number"),
        ("1e3", "credits-not-a-number"),
        ("1/3", "credits-not-a-number"),
        ("credits", "credits-not-a-number"),
        (float("nan"), "credits-not-a-number"),
        (float("inf"), "credits-not-a-number"),
        (True, "credits-not-a-number"),
        (date(2027, 1, 2), "credits-not-a-number"),
        ("9" * 5_000, "credits-not-a-number"),
        (-1, "credits-negative"),
        ("\u22122.5", "credits-negative"),
        (200.01, "credits-too-large"),
        (1e300, "credits-too-large"),
        ("1,234", "credits-ambiguous"),
        ("2.755", "credits-too-fine"),
        (1 / 3, "credits-too-fine"),
    ],
)
def test_credits_that_are_none(cell: Cell, code: str) -> None:
    assert refused(values.read_credits, cell).code == code


@pytest.mark.parametrize("cell", ["none", "NULL", "TBD", "unknown", "Not given", "pending"])
def test_a_figure_that_nobody_has_given_yet_is_none(cell: str) -> None:
    assert values.read_credits(cell) is None
    assert values.read_money(cell) is None


def test_words_and_another_figure_are_no_unit() -> None:
    assert refused(values.read_credits, "2.75 (2 courses)").code == "credits-not-a-number"


def test_a_footnote_mark_is_not_dropped_silently() -> None:
    assert refused(values.read_credits, "2.75*").suggestion == "2.75"
    assert refused(values.read_credits, "2.75x").suggestion is None


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        ("$1,299.00", 129900),
        ("1,299", 129900),
        ("1.299,00", 129900),
        ("1 299,00", 129900),
        ("59,50", 5950),
        ("$59.50", 5950),
        ("US$20", 2000),
        ("20 USD", 2000),
        ("$ 20", 2000),
        (59.5, 5950),
        (0, 0),
        ("Free", 0),
    ],
)
def test_prices_as_people_write_them(cell: Cell, cents: int) -> None:
    price = values.read_money(cell)
    assert price is not None
    assert price.hundredths == cents


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1.299", "price-ambiguous"),
        ("€20", "price-other-currency"),
        ("C$20", "price-other-currency"),
        ("-$5", "price-negative"),
        ("($5.00)", "price-negative"),
        ("call us", "price-not-a-number"),
        ("$59.50 for 24 CE's", "price-not-a-number"),
        (19.999, "price-too-fine"),
        (1e9, "price-too-large"),
    ],
)
def test_prices_that_are_none(cell: Cell, code: str) -> None:
    assert refused(values.read_money, cell).code == code


@pytest.mark.parametrize(
    ("cell", "hundredths"),
    [(1.5, 150), ("1.5 h", 150), ("90 min", 150), ("1:30", 150), ("1 h 30 min", 150), ("50 minutes", 83)],
)
def test_hours_to_the_nearest_hundredth(cell: Cell, hundredths: int) -> None:
    hours = values.read_hours(cell)
    assert hours is not None
    assert hours.hundredths == hundredths


@pytest.mark.parametrize(
    "cell",
    [
        date(2027, 3, 4),
        46450,
        46450.75,
        "2027-03-04",
        "2027-03-04T12:30:00",
        "2027/3/4",
        "3/4/2027",
        "03/04/27",
        "3/4/2027 12:00 AM",
        "March 4, 2027",
        "4 Mar 2027",
        "Thursday, March 4th, 2027",
        "4-Mar-2027",
        "4-Mar-27",
        "20270304",
    ],
)
def test_days_as_people_write_them(cell: Cell) -> None:
    assert values.read_date(cell) == date(2027, 3, 4)


@pytest.mark.parametrize(
    ("cell", "code", "suggestion"),
    [
        ("31/12/2027", "date-not-readable", "2027-12-31"),
        ("46450", "date-not-readable", "2027-03-04"),
        ("4.3.2027", "date-not-readable", "2027-03-04"),
        ("2027-02-30", "date-not-readable", None),
        ("soon", "date-not-readable", None),
        (True, "date-not-readable", None),
        (20270304, "date-not-readable", None),
        (float("nan"), "date-not-readable", None),
        (7, "date-out-of-range", None),
        (date(3027, 3, 4), "date-out-of-range", None),
    ],
)
def test_days_that_are_none(cell: Cell, code: str, suggestion: str | None) -> None:
    error = refused(values.read_date, cell)
    assert (error.code, error.suggestion) == (code, suggestion)


def test_no_last_day_is_no_day() -> None:
    assert values.read_date("No expiration") is None


@pytest.mark.parametrize(
    "cell",
    [
        "Met",
        "Standard met",
        "YES",
        "y",
        "✓",
        "✔\ufe0f",
        "✔ met",
        "pass",
        "TRUE",
        True,
        1,
        1.0,
        "1",
        "Yes - met",
        "No CE required",
        "\u221a",
    ],
)
def test_standard_met(cell: Cell) -> None:
    assert read_standard(cell) is True


@pytest.mark.parametrize(
    "cell",
    [
        "Not met",
        "not-met",
        "No",
        "✗",
        "✘ not met",
        "x",
        "X",
        "needs more learning",
        "failed",
        False,
        0,
        "0",
        "No, not met",
        "☐",
        "NM",
    ],
)
def test_standard_not_met(cell: Cell) -> None:
    assert read_standard(cell) is False


@pytest.mark.parametrize(
    "cell",
    [
        "maybe",
        2,
        "Met / not met",
        "1/1",
        "Not met, 3",
        "P",
        "✓ not met",
        "✓✗",
        date(2027, 3, 4),
        "met?"[:3] + " mostly",
    ],
)
def test_standard_unclear(cell: Cell) -> None:
    assert refused(read_standard, cell).code == "standard-not-readable"


def test_scores() -> None:
    assert values.read_score("78 %") == Decimal(78)
    assert values.read_score(6.5) == Decimal("6.5")
    assert refused(values.read_score, "7/10").code == "score-not-a-number"
    assert refused(values.read_score, -1).code == "score-negative"


def test_a_price_that_is_no_number_is_shown_as_written() -> None:
    assert '"$20 (members $15)" is not a number' in refused(values.read_money, "$20 (members $15)").message
