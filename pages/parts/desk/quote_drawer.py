"""One customer's quote, opened beside the queue: the lines, the sums, what is covered, and the files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import charts, downloads, drawing, jobs, state
from pages.parts.answer import chip
from pages.parts.desk import answering, desk, quote_terms
from pages.parts.jobs import Question
from pages.parts.visit import digest_of
from pages.parts.waiting import show_busy, show_fault, show_progress, show_stopped
from pages.parts.words import dollars, listed, plain
from planner.phrases import amount, count, day
from planner.selling.quotes import make_quote
from planner.selling.terms import check_terms
from planner.writing.queue_wording import why_no_plan
from planner.writing.quote_wording import (
    IN_BUNDLE,
    asked,
    closing,
    comes_with,
    meant_for,
    proven,
    remarks,
    savings,
    standing,
    sums,
    total_asked,
)
from planner.writing.wording import FICTIONAL

if TYPE_CHECKING:
    from planner.catalog import Catalog
    from planner.plan import Plan, PlannedCourse
    from planner.selling.answering import QueueAnswer
    from planner.selling.quotes import Quote


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose quote is open: a customer by the place in the queue, from 0, and what the plan depends on."""

    answer: QueueAnswer
    catalog: Catalog
    customer: int
    digest: str

    @property
    def who(self) -> str:
        """The customer's id."""
        return self.answer.queue.ids[self.customer]


def show_opened(answer: QueueAnswer, catalog: Catalog) -> None:
    """Show the quote that is open, if any."""
    customer = state.recall(desk.OPENED)
    if customer is None:
        return
    if customer >= answer.queue.customers:
        desk.close_quote()
        return
    shown = Asked(answer, catalog, customer, answering.question(answer.queue, catalog).digest)
    title = f"Quote for {plain(shown.who, 60)}" if shown.who else "Quote"
    st.dialog(title, width="medium", position="right", on_dismiss=desk.close_quote)(_drawer)(shown)


def _drawer(shown: Asked) -> None:
    number = shown.answer.queue.group_of[shown.customer]
    each = shown.answer.answers[number]
    if each is None:
        st.markdown(":material/stop_circle: Not reached before the work was stopped. Go on, then look again.")
        return
    if each.status is None:
        st.markdown(
            f":orange[:material/error_outline:] **No plan can be made.** {plain(why_no_plan(each), 800)}"
        )
        return
    group = shown.answer.queue.groups[number]
    preferences = answering.preferences_in_use(shown.catalog)
    digest = digest_of((), shown.digest, "group", number)
    outcome = jobs.ask(Question(group.prescription, shown.catalog, preferences, group.completed, digest))
    if outcome.planned is not None and outcome.planned.plan is not None and not outcome.stopped:
        _show(shown, outcome.planned.plan)
    elif outcome.fault is not None:
        show_fault(outcome.fault)
    elif outcome.stopped:
        show_stopped()
    elif outcome.job is not None:
        show_progress(outcome.job, seen=outcome.part)
        st.skeleton(height=320)
    else:
        show_busy()


def _show(shown: Asked, plan: Plan) -> None:
    """Show a plan as a quote; where the terms can't be used, what is wrong with them."""
    terms, today = quote_terms.in_use(shown.catalog), state.today()
    if not plan.courses:
        st.markdown(":material/info: There is nothing to order, so there is no quote.")
    elif check_terms(terms, today):
        quote_terms.show_wrong(terms)
    else:
        _show_quote(make_quote(plan, shown.catalog, terms, shown.who, today))
    if plan.coverage:
        _show_coverage(plan)


def _show_quote(quote: Quote) -> None:
    st.caption(
        listed(
            (
                f"No. {plain(quote.number)}",
                f"made on {day(quote.on)}",
                f"valid until {day(quote.valid_until)}",
            )
        )
    )
    _figures(quote)
    icon = ":green[:material/verified:]" if quote.covers_all else ":orange[:material/error_outline:]"
    st.markdown(f"{icon} **{plain(standing(quote), 500)}** {dollars(proven(quote))}")
    _files(quote)
    if quote.fictional:
        st.caption(f":material/theater_comedy: {FICTIONAL}")
    _lines(quote)
    _sums(quote)
    for said in (*remarks(quote), *closing(quote)):
        if said != FICTIONAL:
            st.caption(plain(said, 400))


def _figures(quote: Quote) -> None:
    some = f"{count(quote.ce_credits_unknown, 'course')} not known" if quote.ce_credits_unknown else None
    known = quote.ce_credits_unknown < len(quote.courses)
    figures = (
        ("To pay", dollars(total_asked(quote)), None),
        ("Courses", str(len(quote.courses)), None),
        ("Targeted credits", str(quote.targeted_credits), f"{quote.plan.needed} needed"),
        ("CE credits", str(quote.ce_credits) if known else "not known", some),
    )
    with st.grid(4, min_column_width=120):
        for label, value, below in figures:
            st.metric(label, value, below, delta_arrow="off", delta_color="off")


def _files(quote: Quote) -> None:
    """Offer the quote on paper and for Excel."""
    paper = desk.paper()

    def printed() -> bytes:
        from planner.writing.printing.quote_sheet import quote_as_pdf  # noqa: PLC0415 - reportlab, when asked

        return quote_as_pdf(quote, paper)

    def workbook() -> bytes:
        from planner.writing.quote_book import quote_as_workbook  # noqa: PLC0415 - openpyxl, only when asked

        return quote_as_workbook(quote)

    from planner.writing.quotes_archive import names_of_files  # noqa: PLC0415 - reportlab, only with a quote

    name = names_of_files([quote.customer_id])[0].removesuffix(".pdf")
    with st.container(horizontal=True, gap="small"):
        downloads.offer("To print or mail", f"{name}.pdf", downloads.PDF, printed)
        downloads.offer("For Excel", f"{name}.xlsx", downloads.XLSX, workbook)


def _lines(quote: Quote) -> None:
    """List what is offered: singly, then each bundle with its courses; numbers as in the picture below."""
    numbers = quote.plan.numbers
    st.markdown("**What we offer**")
    with st.container(gap="xsmall", key="quote-lines"):
        for planned in quote.singles:
            _line(numbers[planned.course.course_id], planned, asked(planned.course.price))
        for line in quote.bundles:
            _row(
                f":material/package_2: **{plain(line.bundle.name)}**",
                f"Bundle, {comes_with(line)}",
                asked(line.bundle.price),
            )
            for planned in line.courses:
                _line(numbers[planned.course.course_id], planned, IN_BUNDLE)


def _line(number: int, planned: PlannedCourse, price: str) -> None:
    course = planned.course
    said = (
        plain(meant_for(planned), 300),
        "CE credits not known" if course.ce_credits is None else amount(course.ce_credits, "CE credit"),
        f"finish by {day(planned.take_by)}" if planned.take_by is not None else "",
    )
    _row(f"{chip(number)} **{plain(course.name)}**", listed(said), price)


def _row(title: str, below: str, price: str) -> None:
    with st.container(horizontal=True, gap="medium", vertical_alignment="top"):
        with st.container(gap=None, width="stretch"):
            st.markdown(title)
            st.caption(below)
        st.markdown(dollars(price), width="content")


def _sums(quote: Quote) -> None:
    """Say what the total is made of, and what bundles save or cost against buying singly."""
    with st.container(gap="xsmall", border=True, key="quote-sums"):
        lines = sums(quote)
        for place, (name, figure) in enumerate(lines, start=1):
            mark = "**" if place == len(lines) else ""
            with st.container(horizontal=True):
                st.markdown(f"{mark}{plain(name)}{mark}", width="stretch")
                st.markdown(f"{mark}{dollars(figure)}{mark}", width="content")
    said = savings(quote)
    if said:
        st.markdown(f":green[:material/savings:] {dollars(said)}")
    elif quote.saved is not None and quote.saved.hundredths < 0:
        st.markdown(
            f":material/info: Bought singly, with the discount, the same courses would cost "
            f"{dollars(str(quote.singly))}: less than with the bundle."
        )


def _show_coverage(plan: Plan) -> None:
    each = "category" if charts.by_category(plan) else "subcategory"
    st.markdown(f"**What each {each} needs, and what covers it**")
    drawing.show(charts.coverage_chart(plan), key="quote-coverage", alt=charts.coverage_alt(plan))
