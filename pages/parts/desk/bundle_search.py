"""The search for bundles beside the page, what came of it, and what it is against a first guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import drawing, errands, tables
from pages.parts.bars import Bars, Segment
from pages.parts.desk import answering, by_hand
from pages.parts.desk.bundle_wishes import SEARCH
from pages.parts.visit import digest_of
from pages.parts.words import dollars, plain
from planner.phrases import count
from planner.selling.bundles import find_bundles
from planner.writing.as_bundles import bundle_price, bundles_proof, singles_sentence

if TYPE_CHECKING:
    import pyarrow as pa

    from pages.parts.drawing import Picture
    from pages.parts.errands import Errand
    from planner.catalog import Catalog
    from planner.selling.answering import QueueAnswer
    from planner.selling.bundles import BundlesValue, BundleWishes, FoundBundles


def digest_for(answer: QueueAnswer, catalog: Catalog, wishes: BundleWishes) -> str:
    """Name everything that the bundles depend on."""
    return digest_of((), answering.question(answer.queue, catalog).digest, answer.not_reached, repr(wishes))


def found(answer: QueueAnswer, catalog: Catalog, wishes: BundleWishes, digest: str) -> FoundBundles | None:
    """Give the bundles; while they are being looked for, show how far it is."""
    preferences = answering.preferences_in_use(catalog)

    def work(errand: Errand[FoundBundles]) -> FoundBundles:
        return find_bundles(
            answer,
            catalog,
            preferences,
            wishes,
            on_progress=errand.job.say,
            should_stop=errand.job.is_over,
        )

    finding = errands.run(SEARCH, digest, work)
    if finding.errand is not None:
        errands.show_on_its_way(SEARCH, finding.errand)
        st.skeleton(height=96)
        st.skeleton(height=320)
    return finding.value


def show_figures(shown: FoundBundles, before: BundlesValue, value: BundlesValue) -> None:
    """Say at a glance what the bundles do; after a change by hand, how that differs from before."""
    saved = "all together"
    if value is not before:
        dearer = value.saved - before.saved
        saved = dollars(f"{'+' if dearer.hundredths > 0 else ''}{dearer} by hand")
    figures = (
        *_customers(shown, before, value),
        ("They save", dollars(str(value.saved)), saved),
        ("Bundles", f"{len(value.bundles):,}", f"{shown.wishes.discount} off single prices"),
    )
    with st.container(border=True, key="bundle-figures"):
        with st.grid(4, min_column_width=140):
            for label, number, below in figures:
                st.metric(label, number, below, delta_arrow="off", delta_color="off")
        proven = shown.customers_proven
        icon = ":green[:material/verified:]" if proven else ":blue[:material/info:]"
        longer = "" if proven else " A longer look may find better ones, or prove that there are none."
        st.markdown(f"{icon} **{bundles_proof(shown)}**{longer}")
        for problem in shown.problems:
            st.markdown(f":material/info: {plain(problem.message, 400)}")


def _customers(shown: FoundBundles, before: BundlesValue, value: BundlesValue) -> list[tuple[str, str, str]]:
    """Give the customers covered, and those who pay no more; first whom the search counts, and the proof."""
    dearer = value.covered - value.no_dearer
    no_dearer = (value.no_dearer, before.no_dearer, "Pay no more", "than for their own plan")
    covered = (value.covered, before.covered, "Covered", f"{dearer:,} would pay more")
    first, second = (no_dearer, covered) if shown.wishes.no_dearer else (covered, no_dearer)
    number, was, label, _ = first
    waiting = count(value.customers - value.need_nothing, "customer")
    said = f"of {waiting}" if value is before else f"{number - was:+,} by hand"
    return [(label, f"{number:,}", said), (second[2], f"{second[0]:,}", second[3])]


def show_comparison(shown: FoundBundles, value: BundlesValue) -> None:
    """Hold the bundles against single courses, and against the courses most often picked in one bundle."""
    if not value.covered:
        return
    st.space("small")
    st.header("Compared with other ways", anchor=False)
    st.markdown(dollars(singles_sentence(value)))
    rows = compared(shown, value)
    if len(rows) < 2:  # noqa: PLR2004 - nothing to compare with
        return
    drawing.show(comparison_chart(rows), key="bundles-compared", alt=comparison_alt(rows))
    st.caption("Pale: covered, but they would pay more than for their own plan, so they save nothing.")
    with st.expander("The same as a table", icon=":material/table_rows:", key="compared-table"):
        st.dataframe(
            comparison_table(rows),
            hide_index=True,
            column_config={"Saved": st.column_config.NumberColumn("Saved", format=tables.DOLLARS)},
            alt="These bundles against the most popular courses: customers covered and money saved",
        )


Compared = tuple[str, "BundlesValue"]


def compared(shown: FoundBundles, value: BundlesValue) -> list[Compared]:
    """Give what is compared, each with its name."""
    rows: list[Compared] = [(f"{_these(value)}", value)]
    popular, cheap = shown.popular, shown.as_cheap
    if popular is not None and popular.bundles:
        first = popular.bundles[0]
        courses = count(len(first.bundle.course_ids), "course")
        rows.append((f"One bundle of the {courses} most often picked, {bundle_price(first)}", popular))
        if cheap is not None and cheap.bundles and by_hand.bundles_of(cheap) != by_hand.bundles_of(value):
            most = bundle_price(first)
            rows.append((f"{count(len(cheap.bundles), 'bundle')} found, none over {most}", cheap))
    return rows


def _these(value: BundlesValue) -> str:
    number = len(value.bundles)
    name = "This bundle" if number == 1 else f"These {count(number, 'bundle')}"
    prices = [valued.price.price for valued in value.bundles if valued.price.known]
    if not prices:
        return name
    low, high = min(prices), max(prices)
    return f"{name}, {low}" if low == high else f"{name}, {low} to {high}"


def comparison_chart(rows: list[Compared]) -> Picture:
    """Draw a bar each: customers covered, those who pay no more in full colour."""
    bars = Bars(aside=150)
    for name, value in rows:
        no_dearer, rest = value.no_dearer, value.covered - value.no_dearer
        hover = f"{count(no_dearer, 'customer')} covered for no more than their own plan"
        pieces = [Segment(0, no_dearer, label=f"{no_dearer:,}", hover=hover)] if no_dearer else []
        if rest:
            hover = f"{count(rest, 'customer')} covered, but for more than their own plan"
            pieces.append(Segment(no_dearer, rest, label=f"{rest:,}", hover=hover, pale=True))
        bars.bar(name, pieces, f"{count(value.covered, 'customer')}<br>{value.saved} saved")
    return bars.finished(axis="customers covered", whole=True)


def comparison_alt(rows: list[Compared]) -> str:
    """Say what the bars show."""
    said = [f"{name}: {value.covered:,} covered, {value.saved} saved" for name, value in rows]
    return f"Customers covered by bundles. {'; '.join(said)}."


def comparison_table(rows: list[Compared]) -> pa.Table:
    """Give the facts of the bars."""
    facts: list[dict[str, object]] = [
        {
            "What": name,
            "Customers covered": float(value.covered),
            "For no more": float(value.no_dearer),
            "Saved": float(value.saved),
        }
        for name, value in rows
    ]
    return tables.table(facts)
