"""The ways to give the desk its customers: a file of many, one customer's pasted results, or a sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import state
from pages.parts.desk import desk
from pages.parts.entering import PLACEHOLDER, uploaded
from pages.parts.visit import Customers
from planner.reading.prescriptions.prescription_rows import NO_ID
from planner.reading.sources import pasted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.problem import Problem

_UPLOAD, _PASTE, _WHOSE = "upload-customers", "paste-customer", "customer-pasted"
_SOMEBODY = "Customer"
"""Who wants a quote without a name."""


def ask_for_customers(purpose: str, *, one: bool) -> None:
    """Say what a page is for, and ask for the customers that it needs."""
    with st.container(border=True, key="no-customers"):
        st.markdown(f"**Whose results wait for an answer?** {purpose}")
        ways(one=one)
        sample_button("sample-customers")


def ways(*, one: bool) -> None:
    """Draw the ways to give customers; with ``one`` a single customer's results can be pasted too."""
    many, single = st.columns(2, gap="large") if one else (st.container(), None)
    with many:
        st.file_uploader(
            "The results of all your customers, .xlsx or .csv",
            accept_multiple_files=True,
            key=_UPLOAD,
            on_change=_take_upload,
            help="A row a subcategory, with the customer's own id in a column such as technologist_id.",
        )
        st.caption(desk.KEPT_FOR_NOW)
    if single is not None:
        with single:
            _one()


def _one() -> None:
    """Ask for the results of somebody who is on the phone, or has sent them in a mail."""
    st.text_area("Or paste one customer's results", key=_PASTE, height=120, placeholder=PLACEHOLDER)
    st.text_input("The customer's name or id", key=_WHOSE, placeholder=_SOMEBODY, max_chars=60)
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Make the quote",
            icon=":material/request_quote:",
            type="primary",
            key="go-paste",
            on_click=_take_paste,
        )
        if state.given() is not None:
            st.button(
                "Take those of My results",
                icon=":material/fact_check:",
                key="take-my-results",
                on_click=_take_results,
            )


def _whose() -> str:
    return str(state.widget_value(_WHOSE) or "").strip() or _SOMEBODY


def _take_upload() -> None:
    sources = uploaded(_UPLOAD)
    if sources:
        desk.take_customers(Customers(sources))


def _take_paste() -> None:
    text = str(state.widget_value(_PASTE) or "")
    if text.strip():
        desk.take_one((pasted(text),), _whose())


def _take_results() -> None:
    results = state.given()
    if results is not None:
        desk.take_one(results.sources, _whose(), results.assume)


def offer_as_one(problems: Sequence[Problem]) -> None:
    """Where rows bear no id, offer to take them as those of one customer."""
    if any(problem.code == NO_ID for problem in problems):
        st.button(
            "All of it is one customer's: make the quote",
            icon=":material/request_quote:",
            type="primary",
            key="go-as-one",
            on_click=_take_as_one,
        )


def _take_as_one() -> None:
    given = desk.customers()
    desk.take_one(given.sources, _SOMEBODY, given.assume)


def sample_button(key: str) -> None:
    """Offer the fictional seller: its messy catalog and 500 customers, in one click."""
    st.button(
        "Show me with a sample",
        icon=":material/theater_comedy:",
        key=key,
        on_click=desk.use_sample,
        help="A fictional seller's catalog, messy as real ones are, and 500 made-up customers",
    )
