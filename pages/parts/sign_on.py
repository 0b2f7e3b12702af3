"""Who may come in, where the app is run for an organisation: Streamlit's own login at its identity provider.

Off unless the environment variable ``PLANNER_SIGN_ON`` says so. Once it does, nobody comes in unless signed
on: a provider that isn't set up closes the app, it doesn't open it. See docs/decisions/0023.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import streamlit as st
from streamlit import auth_util
from streamlit.errors import StreamlitAuthError

from pages.parts.words import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import Page

SWITCH = "PLANNER_SIGN_ON"
HOURS = "PLANNER_SIGN_ON_HOURS"
WAY_OUT = "sign-out"
_OFF = frozenset({"", "0", "no", "off", "false"})
# A working day: Streamlit itself would let its cookie stand for 30 days.
_HOURS = 12.0
# Clocks of two machines differ a little.
_AHEAD_S = 300.0


def required() -> bool:
    """Whether people have to sign on. Any word but a plain no means that they have to."""
    return os.environ.get(SWITCH, "").strip().lower() not in _OFF


def is_signed_on(who: Mapping[str, object], now: float | None = None) -> bool:
    """Whether these claims of an identity are those of somebody who signed on not too long ago.

    Args:
        who: The claims that the provider signed (OpenID Connect Core 1.0, section 2), and Streamlit's own.
        now: Seconds since 1970; the machine's clock if left out.
    """
    issued = who.get("iat")
    if who.get("is_logged_in") is not True or isinstance(issued, bool) or not isinstance(issued, int | float):
        return False
    age = (time.time() if now is None else now) - issued
    return -_AHEAD_S <= age <= hours() * 3600


def hours() -> float:
    """Read how many hours a sign-on holds; what isn't a figure above zero is taken as the default."""
    try:
        said = float(os.environ.get(HOURS, _HOURS))
    except ValueError:
        return _HOURS
    return said if 0 < said <= 30 * 24 else _HOURS


def may_come_in() -> bool:
    """Whether whoever is at this page may see it."""
    return not required() or is_signed_on(st.user.to_dict())


def name() -> str:
    """Give what to call whoever is signed on."""
    who = st.user.to_dict()
    said = next((str(who[claim]) for claim in ("name", "preferred_username", "email") if who.get(claim)), "")
    return plain(said, 40) or "Signed in"


def way_out() -> Page:
    """Give the page of the menu that signs out. It has nothing on it."""
    return st.Page(st.logout, title="Sign out", icon=":material/logout:", url_path=WAY_OUT)


def ask() -> None:
    """Show the page to sign in at, in place of any other, and end the run."""
    with st.container(horizontal_alignment="center"), st.container(width=520):
        st.title("Sign in")
        if not _is_set_up():
            st.error(
                "Sign-in is switched on here, but not set up, so nobody can come in. "
                "Whoever runs this app can put that right.",
                icon=":material/lock:",
            )
        else:
            st.write("This planner is run for members of an organisation. Sign in with your account there.")
            if st.button("Sign in", key="go-sign-in", type="primary", icon=":material/login:"):
                st.login()
    st.stop()


def _is_set_up() -> bool:
    try:
        auth_util.validate_auth_credentials("default")
    except (StreamlitAuthError, OSError):
        return False
    return auth_util.is_authlib_installed()
