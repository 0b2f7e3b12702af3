"""What people wrote reaches the screen as they wrote it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from pages.parts import own_outlines
from pages.parts.words import discipline_name, plain, shortened, web_link


@pytest.mark.parametrize("mark", ["*", "_", "`", "[", "]", "<", "$", "#", "~", "|", "!", ">"])
def test_every_mark_of_markdown_is_escaped(mark: str) -> None:
    assert plain(f"a{mark}b") == f"a\\{mark}b"


def test_icons_and_colours_by_name_stay_text() -> None:
    assert ":material" not in plain(":material/check: done")
    assert ":red[" not in plain(":red[alarm]")


def test_lines_are_joined_and_long_text_is_cut() -> None:
    assert plain("one\n\n# two") == "one \\# two"
    assert len(shortened("x" * 10_000)) == 160
    assert shortened("x" * 10_000).endswith("…")


def test_control_characters_are_not_drawn() -> None:
    assert "\x1b" not in plain("a\x1b[31mb")
    assert "\u202e" not in plain("a\u202eb")


def test_an_address_can_only_be_a_link() -> None:
    assert (
        web_link("page", "https://a.example/(b)[c]_d*?e=$1") == "[page](<https://a.example/(b)[c]_d*?e=%241>)"
    )


def test_a_discipline_that_is_not_known_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_outlines, "in_use", lambda: SimpleNamespace(by_code={}))
    assert discipline_name("XY") == "XY (discipline not known)"
    assert discipline_name("") == "Discipline not known"
