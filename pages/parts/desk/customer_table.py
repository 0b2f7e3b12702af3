"""The queue as a table, one line a customer: searched, narrowed, and each opened to its quote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import state, tables
from pages.parts.desk import desk
from pages.parts.words import discipline_name, plain
from planner.phrases import count, one_line
from planner.writing.queue_wording import (
    COVERED,
    STANDINGS,
    all_short,
    shortfalls,
    standing_word,
    why_no_plan,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.plan import Totals
    from planner.selling.answering import Answer, QueueAnswer
    from planner.selling.customers import Group, Queue

MOST_ROWS = 2_000
"""A longer table helps nobody on a screen; the files have everybody."""
_TABLE = "queue-table"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the table is narrowed to; empty means anybody."""

    words: str = ""
    standing: str | None = None
    discipline: str | None = None

    @property
    def to_some(self) -> bool:
        """Whether anybody may be left out."""
        return bool(self.words.strip() or self.standing or self.discipline)

    def admits(self, group: Group, answer: Answer | None) -> bool:
        """Whether the customers of a group pass, whatever their ids."""
        return self.standing in {None, standing_word(answer)} and (
            self.discipline is None or self.discipline in group.prescription.disciplines
        )


def show_customers(answer: QueueAnswer) -> tuple[str, ...] | None:
    """Show the customers; give the ids of those that the table is narrowed to, None for everybody."""
    with st.grid(4, min_column_width=140, vertical_alignment="bottom", key="queue-narrow"):
        narrowed = _choose(answer)
        places = list(find(answer, narrowed))
        _offer_quote(answer.queue, narrowed, places)
    shown = places[:MOST_ROWS]
    more = (
        f" The first {MOST_ROWS:,} are shown: search, or take the files." if len(places) > MOST_ROWS else ""
    )
    st.caption(f"{count(len(places), 'customer')}.{more} Select a row to open its quote.")
    st.dataframe(
        tables.table(rows_of(answer, shown), _COLUMNS),
        column_config=tables.columns() | _looks(),
        hide_index=True,
        height=420 if len(shown) > 10 else "auto",  # noqa: PLR2004 - as many rows as fit that height
        placeholder="\N{EN DASH}",
        key=_TABLE,
        on_select=_open,
        selection_mode="single-row",
        alt=f"{count(len(shown), 'customer')}: standing, price, courses, credits, and what is short",
    )
    state.keep("desk-rows", tuple(shown))
    return tuple(answer.queue.ids[place] for place in places) if narrowed.to_some else None


def _choose(answer: QueueAnswer) -> Narrowed:
    groups = answer.queue.groups
    here = {standing_word(each) for each in answer.answers}
    codes = sorted({code for group in groups for code in group.prescription.disciplines})
    words = st.text_input("Find a customer", key="queue-words", placeholder="Id, or a part of it")
    standing = st.selectbox(
        "Standing",
        [word for word in STANDINGS if word in here],
        index=None,
        format_func=str.capitalize,
        key="queue-standing",
        placeholder="Any standing",
    )
    discipline = st.selectbox(
        "Discipline",
        codes,
        index=None,
        format_func=discipline_name,
        key="queue-discipline",
        placeholder="Any discipline",
    )
    return Narrowed(words or "", standing, discipline)


def _offer_quote(queue: Queue, narrowed: Narrowed, places: list[int]) -> None:
    """Offer to open the quote of the one customer whom the table is narrowed to, without a row selected."""
    one = the_one(queue, narrowed.words, places)
    st.button(
        "Open the quote",
        icon=":material/request_quote:",
        key="no-quote" if one is None else "go-quote",
        type="secondary" if one is None else "primary",
        disabled=one is None,
        width="stretch",
        help="For the customer who is found" if one is None else f"For {plain(queue.ids[one], 60)}",
        on_click=desk.open_quote,
        args=(one,),
    )


def the_one(queue: Queue, words: str, places: list[int]) -> int | None:
    """Give the one customer who is meant: the only one found, or the only one whose whole id was written."""
    named = [place for place in places if queue.ids[place].casefold() == words.strip().casefold()]
    for found in (named, places):
        if len(found) == 1:
            return found[0]
    return None


def find(answer: QueueAnswer, narrowed: Narrowed) -> Iterator[int]:
    """Go through the customers who pass, by their places in the queue, from 0."""
    queue = answer.queue
    passing = [narrowed.admits(*pair) for pair in zip(queue.groups, answer.answers, strict=True)]
    wanted = narrowed.words.casefold().split()
    for place, (each, group) in enumerate(zip(queue.ids, queue.group_of, strict=True)):
        if passing[group] and (not wanted or all(word in each.casefold() for word in wanted)):
            yield place


_COLUMNS = (
    *("Customer", "Standing", "Price", "Courses", "Targeted credits", "CE credits"),
    *("What is open", "Disciplines", "Group"),
)


def rows_of(answer: QueueAnswer, places: list[int]) -> list[dict[str, object]]:
    """Give a row a customer; what a group has in common is worked out once."""
    queue = answer.queue
    facts: dict[int, dict[str, object]] = {}
    rows = []
    for place in places:
        group = queue.group_of[place]
        if group not in facts:
            facts[group] = _facts(queue, group, answer.answers[group])
        rows.append({"Customer": one_line(queue.ids[place])} | facts[group])
    return rows


def _facts(queue: Queue, group: int, answer: Answer | None) -> dict[str, object]:
    totals = answer.totals if answer is not None and answer.status is not None else None
    prescription = queue.groups[group].prescription
    priced = totals is not None and (totals.price or not totals.price_unknown)
    credited = totals is not None and totals.ce_credits_unknown < max(totals.courses, 1)
    return {
        "Standing": standing_said(answer),
        "Price": tables.number(totals.price) if totals is not None and priced else None,
        "Courses": None if totals is None else totals.courses,
        "Targeted credits": None if totals is None else tables.number(totals.targeted_credits),
        "CE credits": tables.number(totals.ce_credits) if totals is not None and credited else None,
        "What is open": _open_said(answer, totals, prescription.open_questions),
        "Disciplines": ", ".join(prescription.disciplines),
        "Group": f"{group + 1:,}",
    }


def standing_said(answer: Answer | None) -> str:
    """Say a customer's standing with its symbol: a check mark, or by how much it is short."""
    word = standing_word(answer)
    if word == COVERED:
        return f"\N{CHECK MARK} {word}"
    if answer is not None and answer.short:
        return f"{all_short(answer)} {word}"
    return word


def _open_said(answer: Answer | None, totals: Totals | None, questions: int) -> str:
    """Say what stays short, and what the figures of the row leave out."""
    said = [shortfalls(answer), why_no_plan(answer)]
    if questions:
        said.append(f"{count(questions, 'row')} not understood")
    if totals is not None and totals.price_unknown:
        said.append(f"{count(totals.price_unknown, 'price')} not known")
    if totals is not None and totals.ce_credits_unknown:
        said.append(f"CE credits of {count(totals.ce_credits_unknown, 'course')} not known")
    return "; ".join(part for part in said if part)


def _looks() -> dict[str, object]:
    text = st.column_config.TextColumn
    return {
        "Customer": text("Customer", width="small", pinned=True),
        "Standing": text("Standing", width="small"),
        "What is open": text("What is open", width="large", help="What stays short, and what isn't known"),
        "Group": text("Group", width="small", help="Customers of one group need the very same"),
    }


def _open() -> None:
    rows = state.widget_value(_TABLE).selection.rows
    shown: tuple[int, ...] = state.recall("desk-rows")
    if rows and rows[0] < len(shown):
        desk.open_quote(shown[rows[0]])
