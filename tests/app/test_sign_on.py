"""Who may come in where people have to sign on: nobody by mistake."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from streamlit import config
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from pages.parts import sign_on
from pages.parts.serving import doors
from tests.app.conftest import ROOT, Visit, words

if TYPE_CHECKING:
    from collections.abc import Mapping

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("[a-z]*.py"))
NOW = 1_000_000.0
MEMBER = {"is_logged_in": True, "iat": NOW - 60, "name": "Fictional Member"}


@pytest.mark.parametrize("page", PAGES)
def test_no_page_shows_anything_where_sign_on_is_switched_on_and_not_set_up(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setenv(sign_on.SWITCH, "on")
    app = visit(page)
    assert not app.exception
    assert [title.value for title in app.title] == ["Sign in"]
    assert "not set up, so nobody can come in" in words(app)
    assert not app.button


@pytest.mark.parametrize(
    ("said", "required"),
    [(None, False), ("", False), ("off", False), ("0", False), ("on", True), ("1", True), ("ture", True)],
)
def test_any_word_but_a_plain_no_switches_it_on(
    monkeypatch: pytest.MonkeyPatch, said: str | None, *, required: bool
) -> None:
    monkeypatch.delenv(sign_on.SWITCH, raising=False)
    if said is not None:
        monkeypatch.setenv(sign_on.SWITCH, said)
    assert sign_on.required() is required


@pytest.mark.parametrize(
    ("who", "may"),
    [
        (MEMBER, True),
        ({}, False),
        (MEMBER | {"is_logged_in": False}, False),
        (MEMBER | {"is_logged_in": "yes"}, False),
        (MEMBER | {"iat": NOW - 11 * 3600}, True),
        (MEMBER | {"iat": NOW - 13 * 3600}, False),
        (MEMBER | {"iat": NOW + 3600}, False),
        (MEMBER | {"iat": True}, False),
        ({"is_logged_in": True}, False),
    ],
)
def test_who_is_signed_on(who: Mapping[str, object], *, may: bool) -> None:
    assert sign_on.is_signed_on(who, NOW) is may


@pytest.mark.parametrize(
    ("said", "hours"), [("1", 1.0), ("0", 12.0), ("-1", 12.0), ("long", 12.0), ("nan", 12.0), ("9999", 12.0)]
)
def test_how_long_a_sign_on_holds_is_a_setting(
    monkeypatch: pytest.MonkeyPatch, said: str, hours: float
) -> None:
    monkeypatch.setenv(sign_on.HOURS, said)
    assert sign_on.hours() == hours


def test_a_cookie_counts_only_as_it_was_signed() -> None:
    signed = create_signed_value(
        config.get_option("server.cookieSecret"), "_streamlit_user", json.dumps(MEMBER)
    )
    cookie = signed.decode()
    assert doors.claims({"_streamlit_user": cookie}) == MEMBER
    assert doors.claims({"_streamlit_user": cookie[:-2] + "xx"}) == {}
    assert doors.claims({"_streamlit_user": json.dumps(MEMBER)}) == {}
    assert doors.claims({"_streamlit_user": "\N{SNOWMAN}"}) == {}
    assert doors.claims({"_streamlit_user_tokens": cookie}) == {}
    assert doors.claims({}) == {}
