"""The plan file: everything of a visit in one file that the person keeps, and back again."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import caching, decided, own_outlines, parsing, progress, state
from pages.parts.downloads import NOTHING_STORED
from pages.parts.visit import Aim, Applying, Choices, Given, How, Offer, Shelf
from pages.parts.when import schedule_of
from pages.parts.words import plain
from planner.keeping import CatalogKind, KeptState, KeptStructured, kept_catalog, save
from planner.reading.sources import SourceFile
from planner.writing.as_workbook import plan_as_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pages.parts.asking import Inputs
    from planner.plan import Plan
    from planner.preferences import Preferences
    from planner.problem import Problem

_UPLOAD = "upload-saved"
_KINDS = {
    Offer.DEMO: CatalogKind.DEMO,
    Offer.PUBLISHED: CatalogKind.PUBLISHED,
    Offer.OWN: CatalogKind.OWN,
}
_OFFERS = {kind: offer for offer, kind in _KINDS.items()}


def offer_to_keep(given: Inputs) -> None:
    """Offer the plan file."""
    gather = to_keep(given)
    st.download_button(
        "To come back later",
        lambda: save(gather()),
        file_name=f"ce-plan-{state.today().isoformat()}-saved.json",
        mime="application/json",
        key="download-saved",
        on_click="ignore",
        icon=":material/bookmark:",
        help="Results, catalog, choices, dates and ticks, to open again on the first page",
    )


def to_keep(given: Inputs) -> Callable[[], KeptState]:
    """Give a way to gather everything that the person would have to say again, as it is now.

    A download is made outside of the visit, so the visit is looked at before. What was given is kept as it
    was read, not as the person's own outlines have it: these are kept beside it and may change.
    """
    results, shelf = state.given(), replace(state.shelf(), outlines=())
    read = caching.prescriptions(replace(results, outlines=())).value if results is not None else ()
    catalog = caching.catalog(shelf).value
    completed = (*caching.completed(state.completed()).value, *progress.ticks())
    timing, outlines = progress.timing(), own_outlines.lines()
    wishes, structured = _wishes(Aim.PRESCRIPTION), _structured()
    taken = decided.taken(Aim.PRESCRIPTION)
    return lambda: KeptState(
        prescriptions=read,
        technologist_id=given.prescription.technologist_id if given.prescription is not None else "",
        catalog=kept_catalog(_KINDS[Offer.OWN if shelf.bundles else shelf.offer], catalog),
        preferences=wishes,
        completed=completed,
        timing=timing,
        outline_lines=outlines,
        taken=taken,
        structured=structured,
    )


def _wishes(aim: Aim) -> Preferences:
    return decided.choices(aim).as_preferences(on=state.today(), prices_known=True)


def _structured() -> KeptStructured:
    applying = decided.applying()
    return KeptStructured(
        applying.discipline,
        applying.apply_on,
        _wishes(Aim.STRUCTURED),
        decided.taken(Aim.STRUCTURED),
    )


def workbook_of(given: Inputs, plan: Plan, problems: Sequence[Problem]) -> Callable[[], bytes]:
    """Give a way to write the plan's workbook with its schedule and all that is kept, to be opened again."""
    gather, timing = to_keep(given), progress.timing()

    def write() -> bytes:
        schedule = schedule_of(given, plan, timing).schedule
        return plan_as_workbook(
            plan, problems, given.catalog, schedule=schedule, dates=timing.dates, state=gather()
        )

    return write


def open_saved(name: str, content: bytes) -> None:
    """Put what a plan file holds in place of all there is; a file that is refused changes nothing."""
    read = parsing.or_words(lambda: parsing.plan_file(SourceFile(name, content)), None)
    kept = read.value
    if kept is None:
        progress.take_refused(read.problems)
        return
    problems = [*read.problems]
    source = SourceFile(name, save(kept))
    offer = _OFFERS[kept.catalog.kind]
    shelf = Shelf(offer, (source,) if offer is Offer.OWN else ())
    if offer is Offer.OWN:
        state.take_own_catalog((source,))
    decided.take_shelf(shelf)
    problems += kept.catalog.compare(caching.catalog(shelf).value)
    whose = kept.technologist_id or None
    results = Given(How.SAVED, (source,), name, technologist_id=whose) if kept.prescriptions else None
    state.take_results(results)
    state.take_completed(())
    structured = kept.structured
    decided.put(Aim.PRESCRIPTION, _choices(kept.preferences), kept.taken)
    decided.put(Aim.STRUCTURED, _choices(structured.preferences), structured.taken)
    decided.take_applying(Applying(structured.discipline, structured.apply_on))
    state.forget_widgets("apply-")
    progress.put(kept.completed, kept.timing)
    own_outlines.put(kept.outline_lines)
    progress.take_opened(tuple(problems))


def _choices(wishes: Preferences | None) -> Choices:
    if wishes is None:
        return Choices()
    return Choices(**{field.name: getattr(wishes, field.name) for field in fields(Choices)})


def ask_for_saved() -> None:
    """Draw the way to open a saved plan, and say why a file wasn't taken."""
    key = state.draft_key(_UPLOAD)
    st.file_uploader(
        "The file that you downloaded as “To come back later”, or the workbook “For Excel”",
        key=key,
        on_change=_take,
        args=(key,),
    )
    for problem in progress.refused():
        st.error(plain(problem.message, 600), icon=":material/error:")
    st.caption(NOTHING_STORED)


def _take(key: str) -> None:
    file = state.widget_value(key)
    if file is None:
        progress.take_refused(())
    else:
        open_saved(file.name, file.getvalue())
