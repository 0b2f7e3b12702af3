"""A day to be given. What a saved plan brings may be long past by now: it is shown, and said to be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import state

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

_FORMAT = "MM/DD/YYYY"
_YEARS = 10


def ask_day(  # noqa: PLR0913 - what a field of a form has to know
    label: str,
    key: str,
    *,
    now: date | None,
    earliest: date | None = None,
    latest: date | None = None,
    clearable: bool = True,
    on_change: Callable[..., None],
    args: tuple[Any, ...] = (),
    **how: Any,  # noqa: ANN401 - of the widget
) -> None:
    """Draw the field of a day: ten years back and on unless said otherwise, and always the day in use.

    Args:
        label: what is asked for.
        key: the widget's key.
        now: the day in use, None for none.
        earliest: the first day that can be chosen.
        latest: the last day that can be chosen.
        clearable: whether the day can be taken away again. Streamlit goes by the value that it starts from.
        on_change: what takes the new day, with ``args``.
        args: handed to ``on_change``.
        how: further arguments of the widget.
    """
    first = earliest or _same_day(state.today(), -_YEARS)
    last = latest or _same_day(state.today(), _YEARS)
    st.date_input(
        label,
        value=None if clearable else "today",
        format=_FORMAT,
        key=key,
        min_value=min(first, now or first),
        max_value=max(last, now or last),
        on_change=on_change,
        args=args,
        **how,
    )


def _same_day(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28))
