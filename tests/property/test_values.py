"""Every amount and day, written in any usual way, reads back as itself; and no cell breaks a reader."""

from __future__ import annotations

import contextlib
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from planner.credits import Credits, Hours, Money
from planner.reading.cells.standard import read_standard
from planner.reading.cells.values import (
    NotReadable,
    read_credits,
    read_date,
    read_hours,
    read_money,
    read_score,
)
from planner.reading.grid import FormulaWithoutValue

CREDITS = st.integers(0, 200_00).map(Credits)
PRICES = st.integers(0, 20_000_00).map(Money)
DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
CREDIT_FORMS = (
    "{}",
    " {} ",
    "+{}",
    "{} credits",
    "{} CE's",
    "{}\u00a0Credit",
    "{} hours of Category A CE credit",
)
DAY_FORMS = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%m/%d/%Y",
    "%B %d, %Y",
    "%d %b %Y",
    "%a, %b %d, %Y",
    "%Y-%m-%dT%H:%M:%S",
)
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.text(),
    st.text("0123456789.,-+/$% ¾½✓x:"),
    st.builds(FormulaWithoutValue, st.text()),
)


@given(CREDITS, st.sampled_from(CREDIT_FORMS), st.sampled_from(".,"))
def test_credits_in_any_form_read_back(credits_written: Credits, form: str, mark: str) -> None:
    number = str(credits_written).replace(".", mark)
    assert read_credits(form.format(number)) == credits_written


@given(CREDITS)
def test_credits_as_numbers_read_back(credits_written: Credits) -> None:
    assert read_credits(float(credits_written)) == credits_written
    assert read_hours(f"{float(credits_written)} h") == Hours(credits_written.hundredths)


@given(st.integers(0, 199), st.sampled_from(["", "¼", "½", "¾", " 1/4", " 1/2", " 3/4"]))
def test_quarters_in_any_form_read_back(whole: int, quarter: str) -> None:
    hundredths = {"": 0, "¼": 25, "½": 50, "¾": 75, "1/4": 25, "1/2": 50, "3/4": 75}[quarter.strip()]
    assert read_credits(f"{whole}{quarter}") == Credits(whole * 100 + hundredths)


@given(PRICES, st.sampled_from(["{}", "${}", "US${}", "{} USD", "$ {}"]))
def test_prices_in_any_form_read_back(price: Money, form: str) -> None:
    dollars, cents = divmod(price.hundredths, 100)
    for number in (
        f"{dollars}.{cents:02d}",
        f"{dollars:,}.{cents:02d}",
        f"{dollars},{cents:02d}",
        str(price),
    ):
        assert read_money(form.format(number.lstrip("$"))) == price
    assert read_money(f"{dollars:,}.{cents:02d}".translate(str.maketrans(",.", ".,"))) == price


@given(DAYS, st.sampled_from(DAY_FORMS))
def test_days_in_any_form_read_back(day: date, form: str) -> None:
    assert read_date(day.strftime(form)) == day
    assert read_date(day) == day


@given(CELLS)
def test_no_cell_breaks_a_reader(cell: object) -> None:
    for read in (read_credits, read_money, read_hours, read_date, read_standard, read_score):
        with contextlib.suppress(NotReadable):
            read(cell)  # type: ignore[operator]
