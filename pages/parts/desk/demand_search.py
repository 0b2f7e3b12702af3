"""What is in demand, found beside the page, and what to take along of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import caching, downloads, errands, state
from pages.parts.desk import answering, desk, reading
from pages.parts.visit import digest_of
from pages.parts.words import plain
from planner.phrases import count
from planner.selling.demand import find_demand

if TYPE_CHECKING:
    from pages.parts.errands import Errand
    from planner.catalog import Catalog
    from planner.problem import Problem
    from planner.selling.answering import QueueAnswer
    from planner.selling.demand import Demand

_KIND = "demand"


def found(answer: QueueAnswer, catalog: Catalog) -> Demand | None:
    """Give what is in demand; while it is being looked for, show how far it is."""
    preferences = answering.preferences_in_use(catalog)
    digest = digest_of((), answering.question(answer.queue, catalog).digest, answer.not_reached)

    def work(errand: Errand[Demand]) -> Demand:
        return find_demand(
            answer,
            catalog,
            preferences,
            seconds=errands.LONGEST_S,
            on_progress=errand.job.say,
            should_stop=errand.job.is_over,
        )

    finding = errands.run(_KIND, digest, work)
    if finding.errand is not None:
        errands.show_on_its_way(_KIND, finding.errand)
        st.skeleton(height=96)
        st.skeleton(height=320)
    elif finding.value is not None and not finding.value.complete:
        errands.show_part(_KIND, digest)
    return finding.value


def show_figures(demand: Demand) -> None:
    """Say at a glance who is short, of how much, and how many courses nobody picks."""
    lacking = demand.unmet
    figures = (
        ("Covered", f"{demand.covered:,}", f"of {count(demand.customers, 'customer')}"),
        ("Short", f"{demand.short:,}", "after their plans"),
        ("Subcategories", f"{len(lacking):,}", "with a shortfall"),
        ("Never picked", f"{len(demand.never_picked):,}", f"of {count(len(demand.scorecards), 'course')}"),
    )
    with st.container(border=True, key="demand-figures"):
        with st.grid(4, min_column_width=140):
            for label, value, below in figures:
                st.metric(label, value, below, delta_arrow="off", delta_color="off")
        for problem in demand.problems:
            st.markdown(f":material/info: {plain(problem.message, 400)}")


def offer_files(demand: Demand, answer: QueueAnswer, catalog: Catalog) -> None:
    """Offer what is in demand as files. Of a part, their names say so."""
    preferences = answering.preferences_in_use(catalog)
    part = "-part" if answer.partial or not demand.complete else ""
    name = f"demand{part}-{state.today().isoformat()}"
    problems = (*problems_of_files(answer), *demand.problems)

    def workbook() -> bytes:
        from planner.writing.demand_book import demand_as_workbook  # noqa: PLC0415 - openpyxl, only when asked

        return demand_as_workbook(demand, catalog, preferences, problems)

    def scripts() -> bytes:
        from planner.writing.as_demand import demand_as_json  # noqa: PLC0415 - only when asked
        from planner.writing.as_json import json_bytes  # noqa: PLC0415 - as above

        return json_bytes(demand_as_json(demand, problems))

    with st.container(horizontal=True, gap="small", key="demand-files"):
        downloads.offer("All of it for Excel", f"{name}.xlsx", downloads.XLSX, workbook)
        downloads.offer("For scripts", f"{name}.json", downloads.JSON, scripts)


def problems_of_files(answer: QueueAnswer) -> tuple[Problem, ...]:
    """Give everything that was noticed in the files in use and in planning, each once."""
    from planner.writing.queue_problems import all_problems  # noqa: PLC0415 - only when there is an answer

    of_customers = reading.queue(desk.customers()).problems
    return all_problems((*of_customers, *caching.catalog(state.shelf()).problems), answer)
