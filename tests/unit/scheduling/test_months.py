"""Time as a share of months."""

from datetime import date, timedelta
from fractions import Fraction

from planner.scheduling.months import day_after, day_that_reaches, months


def test_a_calendar_month_is_one_whatever_its_length() -> None:
    assert months(date(2027, 2, 1), date(2027, 2, 28)) == 1
    assert months(date(2027, 3, 1), date(2027, 3, 31)) == 1
    assert months(date(2026, 11, 23), date(2026, 11, 23)) == Fraction(1, 30)
    assert months(date(2026, 11, 23), date(2027, 1, 1)) == Fraction(8, 30) + 1 + Fraction(1, 31)
    assert months(date(2027, 1, 2), date(2027, 1, 1)) == 0


def test_days_and_shares_agree_for_four_years() -> None:
    first = date(2026, 11, 23)
    for number in range(1461):
        last = first + timedelta(days=number)
        share = months(first, last)
        assert day_that_reaches(first, share) == last
        assert day_after(first, share) == last + timedelta(days=1)
        assert day_after(first, share - Fraction(1, 1000)) == last
        assert day_that_reaches(first, share - Fraction(1, 1000)) == last
    assert day_after(first, Fraction(0)) == first
    assert day_that_reaches(first, Fraction(0)) == first - timedelta(days=1)


def test_beyond_the_calendar_there_is_no_day() -> None:
    assert day_that_reaches(date(2026, 1, 1), Fraction(12 * 9000)) is None
    assert day_after(date(2026, 1, 1), Fraction(12 * 9000)) is None
