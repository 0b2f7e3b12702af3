"""Exact quantities: what they accept, how they read, and that units never mix."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.credits import Credits, Hours, Money


@pytest.mark.parametrize(
    ("written", "hundredths"),
    [
        ("2.75", 275),
        ("3", 300),
        (3.0, 300),
        (0.1 + 0.2, 30),
        (Decimal("0.25"), 25),
        ("1e1", 1000),
        ("-1", -100),
    ],
)
def test_a_plain_number_becomes_exact_hundredths(written: str | float | Decimal, hundredths: int) -> None:
    assert Credits.of(written).hundredths == hundredths


@pytest.mark.parametrize("written", ["", "two", "2,5", "nan", "inf", "0.125", "1/2", "1e400x"])
def test_what_is_not_a_whole_number_of_hundredths_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        Credits.of(written)


@pytest.mark.parametrize(
    ("hundredths", "text"),
    [(275, "2.75"), (300, "3"), (350, "3.5"), (5, "0.05"), (0, "0"), (-25, "-0.25"), (10000, "100")],
)
def test_credits_show_up_to_two_decimals_and_no_trailing_zeros(hundredths: int, text: str) -> None:
    assert str(Credits(hundredths)) == text


@pytest.mark.parametrize(
    ("cents", "text"), [(5950, "$59.50"), (129900, "$1,299"), (0, "$0"), (5, "$0.05"), (-250, "-$2.50")]
)
def test_dollars_show_cents_only_when_there_are_any(cents: int, text: str) -> None:
    assert str(Money(cents)) == text


@given(st.integers(-(10**9), 10**9))
def test_what_is_shown_reads_back_equal(hundredths: int) -> None:
    assert Credits.of(str(Credits(hundredths))) == Credits(hundredths)


def test_units_never_mix() -> None:
    with pytest.raises(TypeError, match="don't add up"):
        Credits(100) + Hours(100)
    with pytest.raises(TypeError, match="don't add up"):
        Money(100) - Credits(100)
    assert Credits(100) != Hours(100)


def test_sums_and_differences_stay_exact() -> None:
    assert Credits.total([Credits(10), Credits(20)]) == Credits(30)
    assert Credits.total([]) == Credits(0)
    assert (Credits(25) - Credits(50)).or_zero() == Credits(0)
    assert float(Credits(25)) == 0.25
    assert not Credits(0)
