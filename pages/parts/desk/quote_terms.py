"""The terms of all quotes: who sells, what is taken off, until when; kept for the visit, with a preview."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import state
from pages.parts.desk import desk
from pages.parts.words import dollars, listed, plain
from planner.credits import Money
from planner.phrases import day
from planner.selling.discounts import DiscountRule, Percent
from planner.selling.logo import check_logo, logo_to_print
from planner.selling.terms import MOST_DAYS, QuoteTerms, check_terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.catalog import Catalog
    from planner.writing.printing.paper import Paper

_KEY = "terms-"
_LOGO = "logo-of-quotes"
_MOST_RULES = 4
_PAPERS: dict[Paper, str] = {"letter": "Letter", "a4": "A4"}


def in_use(catalog: Catalog) -> QuoteTerms:
    """Give the terms as said; unless said otherwise, who sells most in the catalog makes the quotes."""
    terms = desk.terms()
    return terms if terms.seller.strip() else replace(terms, seller=_usual_seller(catalog))


def _usual_seller(catalog: Catalog) -> str:
    sellers = Counter(course.seller for course in catalog.courses if course.seller)
    return max(sellers, key=lambda name: (sellers[name], name), default="")


def ask_terms(catalog: Catalog) -> None:
    """Draw the form, folded away; its title says the terms, or that they can't be used."""
    terms = in_use(catalog)
    wrong = check_terms(terms, state.today())
    title = "can't be used like this" if wrong else _in_short(terms)
    icon = ":material/error:" if wrong else ":material/contract:"
    with st.expander(f"Terms of the quotes: {title}", icon=icon, key="quote-terms", expanded=bool(wrong)):
        left, right = st.columns(2, gap="large")
        with left:
            _ask_who(catalog)
        with right:
            _ask_validity()
            _ask_discounts()
            if not wrong:
                _preview(terms)
        show_wrong(terms)
        st.caption(desk.KEPT_FOR_NOW)


def show_wrong(terms: QuoteTerms) -> None:
    """Say everything that is wrong with terms, and what to do."""
    for problem in check_terms(terms, state.today()):
        st.error(plain(problem.message, 400), icon=":material/error:")


def _in_short(terms: QuoteTerms) -> str:
    valid = f"valid until {day(terms.until(state.today()))}"
    rules = [str(rule) for rule in terms.discounts[:1]]
    if len(terms.discounts) > 1:
        rules = [f"{len(terms.discounts)} discounts"]
    return listed((plain(terms.seller, 40), valid, *(plain(rule) for rule in rules)))


def _ask_who(catalog: Catalog) -> None:
    old = desk.terms()
    state.seed_widget(_KEY + "seller", old.seller)
    st.text_input(
        "Seller's name",
        key=_KEY + "seller",
        placeholder=_usual_seller(catalog) or "Who makes the quote",
        on_change=_take,
        args=("seller", _as_text),
        help="Empty: who sells most in the catalog.",
    )
    state.seed_widget(_KEY + "lines", "\n".join(old.lines))
    st.text_area(
        "Address and contact, a line each",
        key=_KEY + "lines",
        height=100,
        on_change=_take,
        args=("lines", _as_lines),
    )
    state.seed_widget(_KEY + "note", old.note)
    st.text_area(
        "A note on every quote", key=_KEY + "note", height=80, on_change=_take, args=("note", _as_text)
    )
    _ask_logo()


def _ask_logo() -> None:
    st.file_uploader(
        "Logo, .png or .jpg", type=["png", "jpg", "jpeg"], key=_LOGO, on_change=_take_logo, max_upload_size=2
    )
    if desk.terms().logo:
        st.button("Remove the logo", icon=":material/delete:", key="remove-logo", on_click=_remove_logo)


def _take_logo() -> None:
    file = state.widget_value(_LOGO)
    if file is not None:
        desk.take_terms(replace(desk.terms(), logo=file.getvalue()))


def _remove_logo() -> None:
    desk.take_terms(replace(desk.terms(), logo=b""))


def _ask_validity() -> None:
    days, prefix, paper = st.columns(3)
    old = desk.terms()
    state.seed_widget(_KEY + "valid_days", old.valid_days)
    with days:
        st.number_input(
            "Valid, days",
            step=1,
            key=_KEY + "valid_days",
            on_change=_take,
            args=("valid_days", _as_whole),
            help=f"From the day on which it is made; 1 to {MOST_DAYS}.",
        )
    state.seed_widget(_KEY + "prefix", old.prefix)
    with prefix:
        st.text_input("Numbers begin with", key=_KEY + "prefix", on_change=_take, args=("prefix", _as_text))
    state.seed_widget(_KEY + "paper", desk.paper())
    with paper:
        st.selectbox(
            "Paper",
            list(_PAPERS),
            format_func=_PAPERS.__getitem__,
            key=_KEY + "paper",
            on_change=_take_paper,
        )


def _take_paper() -> None:
    desk.take_paper(state.widget_value(_KEY + "paper"))


def _take(field: str, convert: Callable[[Any], object]) -> None:
    desk.take_terms(replace(desk.terms(), **{field: convert(state.widget_value(_KEY + field))}))  # type: ignore[arg-type]


def _as_text(value: str | None) -> str:
    return (value or "").strip()


def _as_lines(value: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (value or "").splitlines() if line.strip())


def _as_whole(value: float | None) -> int:
    return int(value or 0)


def _ask_discounts() -> None:
    """Draw a row a rule. Of several, the one that takes off most holds."""
    rules = desk.terms().discounts
    for number, rule in enumerate(rules):
        with st.container(
            horizontal=True, vertical_alignment="bottom", gap="small", key=f"rule-row-{number}"
        ):
            for part, label, step, value in (
                ("percent", "Percent off", 1.0, float(rule.percent)),
                ("courses", "From courses", 1.0, float(rule.from_courses)),
                ("amount", "From dollars", 10.0, float(rule.from_amount)),
            ):
                key = f"{_KEY}rule-{number}-{part}"
                state.seed_widget(key, value)
                st.number_input(
                    label, step=step, format="%g", key=key, on_change=_take_rule, args=(number,), width=120
                )
            st.button(
                "Remove",
                icon=":material/delete:",
                key=f"{_KEY}drop-{number}",
                type="tertiary",
                on_click=_drop_rule,
                args=(number,),
            )
    if len(rules) < _MOST_RULES:
        st.button("Add a discount", icon=":material/percent:", key="add-discount", on_click=_add_rule)
    if rules:
        st.caption("On courses bought singly. Of several discounts the one that takes off most holds.")


def _take_rule(number: int) -> None:
    """Keep what the widgets of one rule say, whatever it is: what is wrong with it is said beside it."""
    percent, courses, amount = (
        state.widget_value(f"{_KEY}rule-{number}-{part}") or 0 for part in ("percent", "courses", "amount")
    )
    rule = DiscountRule(Percent.of(f"{percent:.2f}"), int(courses), Money.of(f"{amount:.2f}"))
    rules = desk.terms().discounts
    desk.take_terms(replace(desk.terms(), discounts=(*rules[:number], rule, *rules[number + 1 :])))


def _add_rule() -> None:
    new = DiscountRule(Percent.of("10"), 3)
    desk.take_terms(replace(desk.terms(), discounts=(*desk.terms().discounts, new)))


def _drop_rule(number: int) -> None:
    rules = desk.terms().discounts
    desk.take_terms(replace(desk.terms(), discounts=(*rules[:number], *rules[number + 1 :])))
    state.forget_widgets(_KEY + "rule-")


def _preview(terms: QuoteTerms) -> None:
    """Show the head of a quote as it will stand on paper."""
    st.markdown("**How a quote begins**")
    with st.container(border=True, key="terms-preview"):
        if terms.logo and not check_logo(terms.logo):
            picture, wide, high = logo_to_print(terms.logo)
            st.image(picture, width=max(16, min(160, wide * 60 // max(high, 1))), alt="The logo")
        st.markdown(f"**{plain(terms.seller)}**")
        if terms.lines:
            st.caption("  \n".join(plain(line) for line in terms.lines))
        today = state.today()
        until = f"valid until {day(terms.until(today))}"
        st.markdown(listed((f"Quote {plain(terms.prefix)}{today:%Y%m%d}-…", f"made on {day(today)}", until)))
        for rule in terms.discounts:
            st.caption(dollars(f"Discount: {rule}"))
        if terms.note:
            st.caption(plain(terms.note, 300))
