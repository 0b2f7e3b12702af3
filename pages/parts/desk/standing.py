"""How a queue's customers stand: the figures at a glance, and a picture by discipline."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import drawing, palette, tables
from pages.parts.bars import Bars, Segment
from pages.parts.words import discipline_name, dollars, listed, plain
from planner.phrases import count
from planner.plan import Status
from planner.selling.demand.unmet import unmet
from planner.writing.queue_wording import COVERED, NO_PLAN, NOT_REACHED, STANDINGS, standing_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from pages.parts.drawing import Picture
    from planner.catalog import Catalog
    from planner.preferences import Preferences
    from planner.problem import Problem
    from planner.selling.answering import Answer, QueueAnswer

SHORT = STANDINGS[1]
_FOLDED = 6
"""So many disciplines fit on a screen; of more, the picture is folded away."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the customers who need something in one discipline stand in it, by the standing's word."""

    discipline: str
    customers: Counter[str]

    @property
    def all(self) -> int:
        """All of them."""
        return self.customers.total()


def show_figures(
    answer: QueueAnswer, catalog: Catalog, preferences: Preferences, problems: Sequence[Problem]
) -> None:
    """Say at a glance how many are covered, what it comes to, what is left open, and that rows were lost."""
    queue, totals = answer.queue, answer.totals
    unknown = f"{count(totals.price_unknown, 'price')} not known" if totals.price_unknown else ""
    total = str(totals.price) if totals.price or not totals.price_unknown else "not known"
    figures = (
        ("Covered", f"{answer.covered:,}", f"of {count(queue.customers, 'customer')}"),
        ("Short", f"{answer.short:,}", "a gap is left"),
        ("No plan", f"{answer.without_plan:,}", "none can be made"),
        ("Price together", dollars(total), unknown or count(totals.courses, "course")),
    )
    with st.container(border=True, key="queue-figures"):
        with st.grid(4, min_column_width=140):
            for label, value, below in figures:
                st.metric(label, value, below, delta_arrow="off", delta_color="off")
        st.markdown(_verdict(answer, catalog, preferences))
        lost = sum(problem.is_error for problem in problems)
        if lost:
            said = count(lost, "thing")
            st.markdown(
                f":orange[:material/error_outline:] {said} in the file couldn't be used: see its notes below."
            )


def _verdict(answer: QueueAnswer, catalog: Catalog, preferences: Preferences) -> str:
    reached = answer.queue.customers - answer.not_reached
    pairs = zip(answer.answers, answer.queue.groups, strict=True)
    proven = sum(group.customers for each, group in pairs if each is not None and each.proven_optimal)
    if answer.partial:
        icon, said = ":blue[:material/info:]", f"A part only: {reached:,} of {answer.queue.customers:,}"
    elif answer.covered == answer.queue.customers:
        icon, said = ":green[:material/task_alt:]", "Everybody is covered"
    else:
        left = answer.queue.customers - answer.covered
        icon = ":orange[:material/error_outline:]"
        said = f"{count(left, 'customer is', 'customers are')} not fully covered"
    plans = reached - answer.without_plan
    good = "Every plan is" if proven == plans else f"{proven:,} of {count(plans, 'plan')} are"
    distinct = len(answer.queue.groups)
    differing = f", for {distinct:,} distinct prescriptions" if distinct > 1 else ""
    lacking = unmet(answer, catalog, preferences)
    most = (
        f" Short most: {plain(str(lacking[0].subcategory))} ({count(lacking[0].customers, 'customer')})."
        if lacking
        else ""
    )
    best = f" {good} proven best{differing}." if plans else ""
    return f"{icon} **{said}.**{best}{most}"


def standings(answer: QueueAnswer) -> list[Standing]:
    """Count customers by discipline, most first; who needs two disciplines counts in both."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for each, group in zip(answer.answers, answer.queue.groups, strict=True):
        for discipline in group.prescription.disciplines:
            found[discipline][_word_in(each, discipline)] += group.customers
    ordered = sorted(found, key=lambda code: (-found[code].total(), code))
    return [Standing(code, found[code]) for code in ordered]


def _word_in(each: Answer | None, discipline: str) -> str:
    """Give the standing in one discipline: what is short in another isn't short here."""
    elsewhere = (
        each is not None
        and each.status is Status.SHORTFALL
        and each.short
        and all(at.discipline != discipline for at, _ in each.short)
    )
    return COVERED if elsewhere else standing_word(each)


def show_by_discipline(answer: QueueAnswer) -> None:
    """Show the picture by discipline, how to read it, and the same facts as a table."""
    found = standings(answer)
    if not found:
        return
    title = "Who is covered, by discipline"
    with st.expander(title, icon=":material/bar_chart:", expanded=len(found) <= _FOLDED, key="by-discipline"):
        drawing.show(standing_chart(found), key="standings", alt=standing_alt(found))
        st.caption(_key_of(found))
        with st.popover("The same as a table", icon=":material/table_rows:", key="by-discipline-table"):
            st.dataframe(standing_table(found), hide_index=True, alt=f"{title}: how many customers stand how")


def standing_chart(found: Sequence[Standing]) -> Picture:
    """Draw a bar a discipline: covered, then short, hatched, then whoever has no plan, grey."""
    bars = Bars(aside=118)
    for one in found:
        segments, start = [], 0
        for word in STANDINGS:
            number = one.customers[word]
            if number:
                segments.append(_segment(word, start, number))
                start += number
        open_ = one.all - one.customers[COVERED]
        beside = f"\N{CHECK MARK} all {one.all:,}"
        if open_:
            beside = f"{one.customers[COVERED]:,} of {one.all:,}<br><b>{open_:,} not</b>"
        bars.bar(discipline_name(one.discipline), segments, beside)
    return bars.finished(axis="customers", whole=True)


def _segment(word: str, start: int, number: int) -> Segment:
    hover = f"{count(number, 'customer')}: {word}"
    if word == COVERED:
        return Segment(start, number, label=f"{number:,}", hover=hover)
    if word == SHORT:
        return Segment(start, number, hover=hover, hatched=True)
    pale = word == NOT_REACHED
    return Segment(start, number, palette.DONE, palette.DONE_TEXT, hover=hover, pale=pale)


def standing_alt(found: Sequence[Standing]) -> str:
    """Say what the picture shows."""
    said = [
        f"{discipline_name(one.discipline)}: {one.customers[COVERED]:,} of {one.all:,} covered"
        for one in found
    ]
    return f"Customers covered, by discipline. {'; '.join(said)}."


def _key_of(found: Sequence[Standing]) -> str:
    """Say how the picture is read, as far as there is something to see."""
    looks = ((COVERED, "filled: covered"), (SHORT, "hatched: short"), (NO_PLAN, "grey: no plan"))
    parts = [said for word, said in looks if any(one.customers[word] for one in found)]
    if any(one.customers[NOT_REACHED] for one in found):
        parts.append("pale: not reached")
    return listed((*parts, "who needs two disciplines counts in both"))


def standing_table(found: Sequence[Standing]) -> pa.Table:
    """Give the facts of the picture."""
    here = [word for word in STANDINGS if any(one.customers[word] for one in found)]
    rows: list[dict[str, object]] = []
    for one in found:
        row: dict[str, object] = {"Discipline": discipline_name(one.discipline)}
        row |= {f"Customers {word}": float(one.customers[word]) for word in here}
        rows.append(row | {"Customers in all": float(one.all)})
    return tables.table(rows)
