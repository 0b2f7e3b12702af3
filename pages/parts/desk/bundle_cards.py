"""Bundles as cards: the courses, the price against singles, who is covered, and changes by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import state, tables
from pages.parts.desk import by_hand
from pages.parts.words import dollars, listed, plain, shortened
from planner.phrases import NOT_KNOWN, amount, count, one_line
from planner.selling.bundles import targeted_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from pages.parts.desk.by_hand import Courses
    from planner.catalog import Catalog, Course
    from planner.credits import Money
    from planner.selling.answering import QueueAnswer
    from planner.selling.bundles import BundlesValue, ValuedBundle

_MOST_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Cards:
    """What the cards show: the bundles as they are, and all that they were made from."""

    digest: str
    value: BundlesValue
    answer: QueueAnswer
    catalog: Catalog
    effect: str = ""
    """What the changes by hand did, in a sentence."""

    @property
    def bundles(self) -> Courses:
        """What is in each bundle."""
        return by_hand.bundles_of(self.value)


def show_cards(cards: Cards) -> None:
    """Show a card a bundle, and the way to add one."""
    known = cards.catalog.by_id()
    with st.grid(3, min_column_width=310, key="bundle-cards"):
        for place, valued in enumerate(cards.value.bundles):
            with st.container(border=True, height="stretch", gap="small"):
                _card(cards, place, valued, known)
    st.button(
        "Add an empty bundle",
        icon=":material/add:",
        key="add-bundle",
        on_click=_add,
        args=(cards.digest, cards.bundles),
    )


def _card(cards: Cards, place: int, valued: ValuedBundle, known: Mapping[str, Course]) -> None:
    st.markdown(f":material/package_2: **Bundle {place + 1}** · {plain(valued.bundle.title)}")
    st.markdown(f"### {dollars(price_said(valued))}")
    st.caption(dollars(_against_singles(valued, cards.value)))
    st.markdown("\n".join(_line(known[course_id]) for course_id in valued.bundle.course_ids))
    with st.grid(2, min_column_width=110):
        st.metric("Customers covered", f"{valued.covers:,}")
        st.metric("They save", dollars(str(valued.saved)))
    if valued.taken_by < valued.covers:
        st.caption(f"{valued.taken_by:,} take it; for the others another bundle costs less.")
    st.caption(_credits(cards, valued))
    with st.expander(
        f"Who it covers: {count(valued.covers, 'customer')}", key=f"covers-{place}", on_change="rerun"
    ) as box:
        if box.open:
            _who(cards, place, valued)
    with st.expander("Change its courses", key=f"change-{place}", on_change="rerun") as box:
        if box.open:
            _change(cards, place)


def _line(course: Course) -> str:
    price = "price not known" if course.price is None else str(course.price)
    return f"- {plain(course.name, 90)} :gray[{dollars(price)}]"


def price_said(valued: ValuedBundle) -> str:
    """Say what a bundle costs; a price that leaves something out is not known."""
    return str(valued.price.price) if valued.price.known else "Price not known"


def _against_singles(valued: ValuedBundle, value: BundlesValue) -> str:
    if not valued.price.known:
        return (
            f"{valued.price.price} for those whose price is known; "
            f"{count(valued.price.unknown, 'price')} not known"
        )
    if not valued.bundle.course_ids:
        return "No course is in it yet"
    return f"instead of {valued.price.singles} bought singly, {value.discount} off"


def _credits(cards: Cards, valued: ValuedBundle) -> str:
    """Say both credits: the targeted ones by discipline, because disciplines never add up."""
    given = targeted_in(valued.bundle, cards.catalog, state.today())
    meant = {code: given[code] for code in valued.disciplines if code in given} or given
    targeted = ", ".join(f"{credits_} in {plain(code)}" for code, credits_ in meant.items())
    some = len(valued.bundle.course_ids) > valued.ce_credits_unknown
    ce = amount(valued.ce_credits, "CE credit") if some else f"CE credits {NOT_KNOWN}"
    more = (
        f"{count(valued.ce_credits_unknown, 'course')} {NOT_KNOWN}"
        if some and valued.ce_credits_unknown
        else ""
    )
    return listed((f"Targeted credits: {targeted or 'none'}", ce, more))


def _who(cards: Cards, place: int, valued: ValuedBundle) -> None:
    st.dataframe(
        who_table(cards, place, valued),
        hide_index=True,
        height=240,
        placeholder=NOT_KNOWN,
        column_config={
            name: st.column_config.NumberColumn(name, format=tables.DOLLARS)
            for name in ("Their own plan", "They save")
        },
        alt=f"Customers whom bundle {place + 1} covers: what their own plan costs and what they save",
    )
    if valued.covers > _MOST_ROWS:
        st.caption(f"The first {_MOST_ROWS:,}. The workbook has all.")


def who_table(cards: Cards, place: int, valued: ValuedBundle) -> pa.Table:
    """Give the customers whom a bundle covers, a row each."""
    queue, covered = cards.answer.queue, frozenset(valued.groups)
    rows: list[dict[str, object]] = []
    for one, group in zip(queue.ids, queue.group_of, strict=True):
        if group in covered and len(rows) < _MOST_ROWS:
            outcome = cards.value.groups[group]
            rows.append(
                {
                    "Customer": one_line(one),
                    "Takes": _takes(outcome.takes, place),
                    "Their own plan": tables.number(outcome.single_price),
                    "They save": _saved(outcome.saved, here=outcome.takes == place),
                }
            )
    return tables.table(rows, ("Customer", "Takes", "Their own plan", "They save"))


def _takes(takes: int | None, place: int) -> str:
    return "this one" if takes == place or takes is None else f"bundle {takes + 1}"


def _saved(saved: Money, *, here: bool) -> float:
    return float(saved) if here else 0.0


def _change(cards: Cards, place: int) -> None:
    """Draw what can be changed in a bundle."""
    key = f"{by_hand.WIDGETS}{place}"
    names = {
        course.course_id: f"{shortened(course.name, 60)} ({shortened(course.course_id, 24)})"
        for course in cards.catalog.courses
    }
    state.seed_widget(key, list(cards.bundles[place]))
    st.multiselect(
        f"Courses of bundle {place + 1}",
        list(names),
        format_func=lambda course_id: names.get(course_id, course_id),
        key=key,
        placeholder="No course",
        select_all=False,
        on_change=_take,
        args=(cards.digest, cards.bundles, place),
    )
    if cards.effect:
        st.caption(f"All bundles: {cards.effect}")
    st.button(
        "Leave this bundle out",
        icon=":material/delete:",
        key=f"drop-bundle-{place}",
        on_click=_drop,
        args=(cards.digest, cards.bundles, place),
    )


def _take(digest: str, bundles: Courses, place: int) -> None:
    """Put in a bundle what its widget says."""
    chosen = tuple(sorted(state.widget_value(f"{by_hand.WIDGETS}{place}") or ()))
    by_hand.take(digest, (*bundles[:place], chosen, *bundles[place + 1 :]))


def _drop(digest: str, bundles: Courses, place: int) -> None:
    by_hand.take(digest, (*bundles[:place], *bundles[place + 1 :]))
    state.forget_widgets(by_hand.WIDGETS)


def _add(digest: str, bundles: Courses) -> None:
    by_hand.take(digest, (*bundles, ()))
