"""Text on paper: what the typeface has is printed, what it lacks leaves a mark."""

from __future__ import annotations

import pytest

from planner.writing.printing.lettering import FONTS, LONGEST_PRINTED, link, marked_up, printable


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Zoë Łukasz Ångström · Ünsal “Ñ”", "Zoë Łukasz Ångström · Ünsal “Ñ”"),
        ("Zoe\u0308", "Zoë"),
        ("first\u00adly", "firstly"),
        ("\uff2d\uff32", "MR"),
        ("Heart \U0001fac0 imaging", "Heart \ufffd imaging"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467 family", "\ufffd family"),
        ("\u65e5\u672c imaging", "\ufffd imaging"),
        ("\u05e9\u05dc\u05d5\u05dd CT", "\ufffd CT"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("turned \u202e around", "turned \ufffd around"),
        ("\ud800 half", "\ufffd half"),
    ],
)
def test_what_is_printed(written: str, shown: str) -> None:
    assert printable(written) == shown


def test_very_long_text_is_cut_with_a_mark() -> None:
    shown = printable("x" * 10_000)
    assert len(shown) == LONGEST_PRINTED
    assert shown.endswith("x…")


def test_marks_in_text_are_text() -> None:
    assert marked_up("<b>A & B</b>") == "&lt;b&gt;A &amp; B&lt;/b&gt;"


def test_only_a_web_address_is_a_link() -> None:
    assert link("https://ce.example/a?b=1&c=2") == (
        '<a href="https://ce.example/a?b=1&amp;c=2">https://ce.example/a?b=1&amp;c=2</a>'
    )
    assert link("javascript:alert(1)") == "javascript:alert(1)"
    assert link('https://a"><font color="red') == marked_up('https://a"><font color="red')


def test_the_typeface_comes_with_its_licence() -> None:
    assert "Permission is hereby granted, free of charge" in (FONTS / "LICENSE.txt").read_text(
        encoding="utf-8"
    )
