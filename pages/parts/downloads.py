"""Files to take along: each built when it is asked for, each said in a word of what it is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import decided, progress, state
from planner.outline import DATA
from planner.writing.as_calendar import has_dates, plan_as_calendar
from planner.writing.as_csv import catalog_as_csv, plan_as_csv
from planner.writing.as_json import json_bytes, plan_as_json
from planner.writing.as_log_sheet import log_as_csv, log_as_workbook, log_sheet
from planner.writing.as_structured import structured_as_json
from planner.writing.as_workbook import catalog_as_workbook, plan_as_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from planner.catalog import Catalog
    from planner.keeping import KeptState
    from planner.plan import Plan
    from planner.problem import Problem
    from planner.scheduling import KeyDate, Schedule
    from planner.structured import StructuredPlan
    from planner.writing.as_listing import Listing
    from planner.writing.printing import Paper

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF, CSV, JSON, ICS = "application/pdf", "text/csv", "application/json", "text/calendar"
NOTHING_STORED = "Nothing is stored on the server: the file you download is the only copy."
FORGOTTEN = (
    "A reload of this page forgets what you ticked, pinned or excluded; “To come back later” keeps it."
)
TEMPLATES = DATA / "templates"


@dataclass(frozen=True, slots=True)
class _Writers:
    """How a plan is written, for whom: its file name, and a writer for each kind that differs."""

    name: str
    pdf: Callable[[Paper], bytes]
    workbook: Callable[[], bytes]
    json: Callable[[], bytes]
    calendar: Callable[[], bytes] | None = None


def plan_downloads(  # noqa: PLR0913 - each file may hold more than the plan
    plan: Plan,
    problems: Sequence[Problem],
    catalog: Catalog,
    *,
    keep: Callable[[], None],
    calendar: Callable[[], bytes] | None = None,
    workbook: Callable[[], bytes] | None = None,
    schedule: Callable[[], Schedule | None] | None = None,
    dates: Sequence[KeyDate] = (),
) -> None:
    """Offer a plan as files. ``keep`` offers the plan file among them.

    ``calendar`` and ``workbook`` write more into theirs than the plan's own. ``schedule`` gives what the
    print sheet says of begin and finish; ``dates`` are those that bind.
    """

    def printed(paper: Paper) -> bytes:
        from planner.writing.printing import plan_as_pdf  # noqa: PLC0415 - only who prints pays for reportlab

        when = schedule() if schedule is not None else None
        return plan_as_pdf(plan, problems, catalog, paper, schedule=when, dates=dates)

    writers = _Writers(
        "ce-plan",
        printed,
        workbook or (lambda: plan_as_workbook(plan, problems, catalog)),
        lambda: json_bytes(plan_as_json(plan, problems)),
        calendar,
    )
    _offer_plan(plan, catalog, writers, keep)


def structured_downloads(
    answer: StructuredPlan,
    problems: Sequence[Problem],
    catalog: Catalog,
    *,
    keep: Callable[[], None],
    gather: Callable[[], KeptState] | None = None,
) -> None:
    """Offer a plan for structured education as files; its workbook also holds what ``gather`` gives.

    ``keep`` offers the plan file among them.
    """

    def printed(paper: Paper) -> bytes:
        from planner.writing.printing import sheet_as_pdf  # noqa: PLC0415 - only who prints pays for reportlab

        return sheet_as_pdf(answer, problems, catalog, paper)

    def workbook() -> bytes:
        from planner.writing.structured_book import structured_as_workbook  # noqa: PLC0415 - openpyxl

        state_ = gather() if gather is not None else None
        return structured_as_workbook(answer, problems, catalog, state=state_)

    writers = _Writers(
        f"structured-education-{answer.requirement.discipline.code}",
        printed,
        workbook,
        lambda: json_bytes(structured_as_json(answer, problems)),
    )
    _offer_plan(answer.plan, catalog, writers, keep)


def _offer_plan(plan: Plan, catalog: Catalog, writers: _Writers, keep: Callable[[], None]) -> None:
    """Offer what most people want beside each other, and the rest in one menu."""
    name = f"{writers.name}-{state.today().isoformat()}"
    st.space("small")
    st.header("Take it along", anchor=False)
    with st.container(horizontal=True, gap="small"):
        offer("To print", f"{name}.pdf", PDF, lambda: writers.pdf("letter"))
        offer("For Excel", f"{name}.xlsx", XLSX, writers.workbook)
        if writers.calendar is not None or has_dates(plan):
            calendar = writers.calendar or (lambda: plan_as_calendar(plan))
            offer("For my calendar", f"{name}.ics", ICS, calendar)
        keep()
        with st.popover("More files", icon=":material/folder_open:"):
            with st.container(horizontal=True, gap="small"):
                offer("To print on A4", f"{name}-a4.pdf", PDF, lambda: writers.pdf("a4"))
                offer("As plain rows", f"{name}.csv", CSV, lambda: plan_as_csv(plan))
                offer("For scripts", f"{name}.json", JSON, writers.json)
            _log_downloads(plan, catalog, f"{writers.name}-log-{state.today().isoformat()}")
    st.caption(NOTHING_STORED)
    choices = decided.choices()
    if progress.ticks() or choices.pins or choices.exclusions:
        st.caption(FORGOTTEN)


def _log_downloads(plan: Plan, catalog: Catalog, name: str) -> None:
    """Offer the log of what to type into the ARRT account."""

    def printed(paper: Paper) -> bytes:
        from planner.writing.printing import log_as_pdf  # noqa: PLC0415 - only who prints pays for reportlab

        return log_as_pdf(log_sheet(plan, catalog), paper)

    st.markdown("**Log sheet for my ARRT account**")
    st.caption("In the order in which you type it in, with a box for each paper to keep for an audit.")
    with st.container(horizontal=True, gap="small"):
        offer("Log sheet to print", f"{name}.pdf", PDF, lambda: printed("letter"))
        offer("Log sheet on A4", f"{name}-a4.pdf", PDF, lambda: printed("a4"))
        offer("Log sheet for Excel", f"{name}.xlsx", XLSX, lambda: log_as_workbook(log_sheet(plan, catalog)))
        offer("Log sheet as plain rows", f"{name}.csv", CSV, lambda: log_as_csv(log_sheet(plan, catalog)))


def listing_downloads(listing: Listing) -> None:
    """Offer a course listing as files."""

    def printed(paper: Paper) -> bytes:
        from planner.writing.printing import listing_as_pdf  # noqa: PLC0415 - only who prints pays for reportlab

        return listing_as_pdf(listing, paper)

    def plain_rows() -> bytes:
        from planner.writing.listing_files import listing_as_csv  # noqa: PLC0415 - for this file only

        return listing_as_csv(listing, "long")

    def workbook() -> bytes:
        from planner.writing.listing_files import listing_as_workbook  # noqa: PLC0415 - for this file only

        return listing_as_workbook(listing)

    one = listing.disciplines[0] if len(listing.disciplines) == 1 else "all"
    name = f"courses-{listing.purpose.value}-{one}"
    with st.container(horizontal=True, gap="small"):
        offer("Listing to print", f"{name}.pdf", PDF, lambda: printed("letter"))
        offer("Listing to print on A4", f"{name}-a4.pdf", PDF, lambda: printed("a4"))
        offer("Listing for Excel", f"{name}.xlsx", XLSX, workbook)
        offer("Listing as plain rows", f"{name}.csv", CSV, plain_rows)


def catalog_downloads(catalog: Catalog) -> None:
    """Offer a catalog as files that can be read back."""
    with st.container(horizontal=True, gap="small"):
        offer("This catalog for Excel", "catalog.xlsx", XLSX, lambda: catalog_as_workbook(catalog))
        offer("As plain rows", "catalog.csv", "text/csv", lambda: catalog_as_csv(catalog))


def templates(kind: str, label: str) -> None:
    """Offer the templates of one kind: every file in ``data/templates`` whose name begins so."""
    with st.container(horizontal=True, gap="small"):
        for path in sorted(TEMPLATES.glob(f"{kind}*")):
            mime = XLSX if path.suffix == ".xlsx" else "text/csv"
            offer(f"{label} {path.suffix}", path.name, mime, _reader(path))


def _reader(path: Path) -> Callable[[], bytes]:
    return path.read_bytes


def offer(label: str, file_name: str, mime: str, build: Callable[[], bytes]) -> None:
    """Offer one file, built when it is asked for."""
    st.download_button(
        label,
        build,
        file_name=file_name,
        mime=mime,
        key=f"download-{file_name}",
        on_click="ignore",
        icon=":material/download:",
        help=file_name,
    )
