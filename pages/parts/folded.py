"""What is folded away until somebody wants it: it is made and sent only then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.elements.lib.mutable_expander_container import ExpanderContainer


@st.fragment
def folded(label: str, draw: Callable[[], None], *, icon: str, key: str, opened: bool = False) -> None:
    """Show a line that opens to what ``draw`` draws. Opening it draws nothing else anew."""
    box = st.expander(label, expanded=opened, icon=icon, key=key, on_change="rerun")
    if is_open(box):
        with box:
            draw()


def is_open(box: ExpanderContainer) -> bool:
    """Whether somebody has opened it."""
    return bool(box.open)
