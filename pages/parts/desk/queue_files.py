"""What to take along of a queue: its answer as files, and all quotes in one archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import downloads, errands, state
from pages.parts.desk import answering, desk, quote_terms
from pages.parts.visit import digest_of
from pages.parts.words import plain
from planner.phrases import count
from planner.selling.terms import check_terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages.parts.errands import Errand
    from planner.catalog import Catalog
    from planner.problem import Problem
    from planner.selling.answering import QueueAnswer
    from planner.writing.quotes_archive import QuotesArchive

_QUOTES = "quotes"
_WANTED = "desk-quotes"
_MOST_LEFT_OUT = 12
_MOST_QUOTES = 500
"""In one archive: more would take minutes and tens of megabytes."""
ZIP = "application/zip"


def offer_answer(answer: QueueAnswer, catalog: Catalog, problems: Sequence[Problem]) -> None:
    """Offer the answer as files. Of a part, their names say so, as does what is in them."""
    preferences = answering.preferences_in_use(catalog)
    name = f"queue{'-part' if answer.partial else ''}-{state.today().isoformat()}"

    def workbook() -> bytes:
        from planner.writing.queue_book import queue_as_workbook  # noqa: PLC0415 - openpyxl, only when asked

        return queue_as_workbook(answer, catalog, preferences, problems)

    def rows() -> bytes:
        from planner.writing.queue_csv import queue_as_csv  # noqa: PLC0415 - only when asked

        return queue_as_csv(answer)

    def scripts() -> bytes:
        from planner.writing.queue_json import queue_json_parts  # noqa: PLC0415 - only when asked
        from planner.writing.queue_problems import all_problems  # noqa: PLC0415 - as above

        parts = queue_json_parts(answer, preferences, all_problems(problems, answer), plain=False)
        return "".join(parts).encode("utf-8", "backslashreplace")

    with st.container(horizontal=True, gap="small", key="queue-files"):
        downloads.offer("All customers for Excel", f"{name}.xlsx", downloads.XLSX, workbook)
        downloads.offer("As plain rows", f"{name}.csv", downloads.CSV, rows)
        downloads.offer("For scripts", f"{name}.json", downloads.JSON, scripts)


def show_quotes(answer: QueueAnswer, catalog: Catalog, customers: tuple[str, ...] | None) -> None:
    """Ask for the terms, and make the quotes of those customers, None for all, as one archive."""
    st.header("Quotes", anchor=False)
    quote_terms.ask_terms(catalog)
    terms = quote_terms.in_use(catalog)
    if check_terms(terms, state.today()):
        st.caption("Quotes are made once the terms can be used.")
        return
    if customers == ():
        st.caption("The table above shows nobody, so there is nobody to make quotes for.")
        return
    to_quote = answer.with_an_order(customers)
    if not to_quote:
        st.caption("Nobody in the table above has anything to order, so there is nothing to quote.")
        return
    asked = answering.question(answer.queue, catalog).digest
    reached = answer.queue.customers - answer.not_reached
    key = digest_of((), asked, reached, customers, repr(terms), desk.paper())
    if state.recall(_WANTED) == key:
        _show_archive(key, answer, catalog, customers)
    else:
        _offer_to_make(key, to_quote)


def _show_archive(key: str, answer: QueueAnswer, catalog: Catalog, customers: tuple[str, ...] | None) -> None:
    """Offer the archive; while the quotes are being made, show how far it is."""
    preferences = answering.preferences_in_use(catalog)
    terms, paper = quote_terms.in_use(catalog), desk.paper()

    def make(errand: Errand[QuotesArchive]) -> QuotesArchive:
        from planner.writing.quotes_archive import quotes_archive  # noqa: PLC0415 - reportlab, when asked

        errand.job.say("Making the quotes")
        return quotes_archive(
            answer,
            catalog,
            preferences,
            terms,
            on=preferences.on,
            customers=customers,
            paper=paper,
            most=_MOST_QUOTES,
            on_progress=lambda done, of: errand.job.say(f"{done:,} of {count(of, 'quote')} made"),
            stopped=errand.job.is_over,
        )

    finding = errands.run(_QUOTES, key, make)
    if finding.errand is not None:
        errands.show_on_its_way(_QUOTES, finding.errand)
    elif finding.value is not None:
        _offer_archive(finding.value, key)


def _offer_to_make(key: str, number: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        who = count(min(number, _MOST_QUOTES), "quote")
        st.button(
            f"Make {who}", icon=":material/request_quote:", key="make-quotes", on_click=_want, args=(key,)
        )
        more = (
            f" At most {_MOST_QUOTES:,} at a time: narrow the table above." if number > _MOST_QUOTES else ""
        )
        st.caption(f"As PDF files in one archive, for everybody above who has something to order.{more}")


def _want(key: str) -> None:
    """Make quotes; those made for anything else are let go, since they may take much room."""
    errands.forget_all(_QUOTES)
    state.keep(_WANTED, key)


def _offer_archive(archive: QuotesArchive, key: str) -> None:
    """Offer the archive, and say what it leaves out."""
    name = f"quotes{'-part' if archive.problems else ''}-{state.today().isoformat()}.zip"
    with st.container(horizontal=True, vertical_alignment="center"):
        downloads.offer(f"{count(archive.written, 'quote')} to mail", name, ZIP, lambda: archive.content)
        st.button("Make them anew", icon=":material/refresh:", key="quotes-anew", on_click=_want, args=(key,))
    for problem in archive.problems:
        st.markdown(f":material/info: {plain(problem.message, 400)}")
    if archive.without:
        with st.expander(
            f"{count(len(archive.without), 'customer')} without a quote", icon=":material/info:"
        ):
            for who, why in archive.without[:_MOST_LEFT_OUT]:
                st.markdown(f"**{plain(who, 60)}**: {plain(why, 400)}")
            if len(archive.without) > _MOST_LEFT_OUT:
                st.caption(
                    f"And {len(archive.without) - _MOST_LEFT_OUT:,} more: the list in the archive has all."
                )
