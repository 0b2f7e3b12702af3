"""The small pieces of every sentence."""

from datetime import date

import pytest

from planner.credits import Credits, Hours
from planner.phrases import amount, count, day, is_web_address, joined, known, one_line, percent


def test_amounts_carry_their_unit_in_the_right_number() -> None:
    said = [amount(Credits.of(value)) for value in (0, 0.5, 1, 2.75)]
    assert said == ["0 credits", "0.5 credits", "1 credit", "2.75 credits"]
    assert amount(Hours.of(1), "hour") == "1 hour"


def test_counts_dates_lists_and_what_is_not_known() -> None:
    assert [count(n, "course") for n in (0, 1, 1200)] == ["0 courses", "1 course", "1,200 courses"]
    assert count(2, "subcategory", "subcategories") == "2 subcategories"
    assert day(date(2027, 3, 4)) == "Mar 4, 2027"
    assert [joined(parts) for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert known(None) == "not known"


def test_a_small_gap_is_not_rounded_to_none() -> None:
    assert [percent(x) for x in (0, 0.0002, 0.0321, 1)] == ["0%", "under 0.1%", "3.2%", "100%"]


@pytest.mark.parametrize("written", ["a\nb", "a\u00a0b", " a\t b\r\n", "a\u2028b"])
def test_text_from_a_file_stays_on_one_line(written: str) -> None:
    assert one_line(written) == "a b"


def test_text_from_a_file_cannot_drive_a_terminal_or_turn_around() -> None:
    assert "\x1b" not in one_line("\x1b[31mred")
    assert "\u202e" not in one_line("abc\u202etxt.exe")
    assert one_line("\ud800") == "\ufffd"
    assert one_line("Médecine · 放射線") == "Médecine · 放射線"


def test_only_plain_web_addresses_become_links() -> None:
    assert is_web_address("https://ce.example/a?b=c&d=1")
    for text in (
        "javascript:alert(1)",
        "https://a b",
        "file:///etc",
        "",
        'https://a/"x',
        "https://" + "a" * 3000,
    ):
        assert not is_web_address(text)
