"""What is folded away until somebody wants it: it is made and sent only then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import state

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.elements.lib.mutable_expander_container import ExpanderContainer


def folded(label: str, draw: Callable[[], None], *, icon: str, key: str, opened: bool = False) -> None:
    """Show a line that opens to what ``draw`` draws.

    Opening it draws nothing else anew, and neither does a click in there, unless it has decided something.
    """
    _folded(label, draw, icon, key, opened, state.as_decided())


@st.fragment
def _folded(  # noqa: PLR0913, PLR0917 - what is asked of `folded`, and what was decided then
    label: str,
    draw: Callable[[], None],
    icon: str,
    key: str,
    opened: bool,  # noqa: FBT001 - as above
    decided: tuple[object, ...],
) -> None:
    if state.as_decided() != decided:
        st.rerun()
    box = st.expander(label, expanded=opened, icon=icon, key=key, on_change="rerun")
    if is_open(box):
        with box:
            draw()


def is_open(box: ExpanderContainer) -> bool:
    """Whether somebody has opened it."""
    return bool(box.open)
