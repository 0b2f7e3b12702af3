"""Whether a visit's tab is still open.

Streamlit lets go of what it keeps for a session as soon as the tab's connection ends, and calls back. The tab
of a phone in a pocket comes back, so a visit counts as over only after a while.
"""

from __future__ import annotations

import uuid
from time import monotonic
from typing import cast

import streamlit as st

from pages.parts import state

# A connection that is lost for longer than this is taken for a closed tab, in seconds.
GRACE_S = 20.0


class Presence:
    """One visit's presence. What works for the visit holds on to this, never to the visit's own things."""

    __slots__ = ("_gone_at", "name")

    def __init__(self) -> None:
        """Begin as present."""
        self.name = uuid.uuid4().hex
        self._gone_at: float | None = None

    def leave(self) -> None:
        """Note that the connection has ended."""
        self._gone_at = monotonic()

    def come_back(self) -> None:
        """Note that the connection is there."""
        self._gone_at = None

    @property
    def over(self) -> bool:
        """Whether the visit has been without a connection for so long that nobody will come back for it."""
        return self._gone_at is not None and monotonic() - self._gone_at > GRACE_S


def mine() -> Presence:
    """Give the presence of the visit that this runs for."""
    presence = cast("Presence | None", state.recall("presence"))
    if presence is None:
        presence = Presence()
        state.keep("presence", presence)
    return _watched(presence.name, presence)


@st.cache_resource(max_entries=1, scope="session", on_release=Presence.leave, show_spinner=False)
def _watched(name: str, _presence: Presence) -> Presence:  # noqa: ARG001 - the key
    _presence.come_back()
    return _presence
