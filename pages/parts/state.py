"""What one visit remembers. The only module that touches ``st.session_state``; every key is named here.

What is kept are immutable domain objects and the bytes that were given, copied from the widgets, so that all
of it outlives a change of page. It ends with the tab.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from datetime import date
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

import streamlit as st

from pages.parts.visit import Aim, Applying, Choices, Customers, Given, How, Shelf
from planner.scheduling import Timing
from planner.selling.terms import QuoteTerms

if TYPE_CHECKING:
    from collections.abc import Callable

    from pages.parts.jobs import Job
    from pages.parts.visit import TypedRow
    from planner.reading.sources import SourceFile

_PREFIX = "planner:"
_NOW = " now"
_TELL_AGAIN_S = 5.0
STRUCTURED = "-structured"
"""Ends the names of what belongs to the plan for structured education."""
DESK = "-desk"
"""Ends the names of what belongs to all plans of the desk's queue."""
_OF_EACH_PLAN: dict[str, object] = {"choices": Choices(), "undo": (), "taken": frozenset()}
_FIRST: dict[str, object] = {
    "given": None,
    "completed": (),
    "shelf": Shelf(),
    "done": (),
    "timing": Timing(),
    "outlines": (),
    "outlines-before": (),
    "outline-chosen": None,
    "outline-refused": (),
    "opened": (),
    "refused": (),
    "arrived": False,
    "aim": Aim.PRESCRIPTION,
    "applying": Applying(),
    "presence": None,
    "drafts": 0,
    "deep_link_read": False,
    "way_in": How.UPLOAD,
    "open_course": None,
    "own_catalog": (),
    "corrected": (),
    "desk-customers": Customers(),
    "desk-terms": QuoteTerms(""),
    "desk-paper": "letter",
    "desk-other": (),
    "desk-bundles": ("", ()),
    "desk-wishes": None,
    "desk-before": None,
    "desk-part": ("", ()),
    "desk-opened": None,
    "desk-rows": (),
    "desk-quotes": "",
    "shown": (),
    **{name + of: value for of in ("", STRUCTURED, DESK) for name, value in _OF_EACH_PLAN.items()},
}
"""What every name stands for when a visit begins."""
_GATHERED: dict[str, Callable[[], object]] = {
    "outline-drafts": dict,
    "errands": dict,
    "findings": OrderedDict,
    "jobs": dict,
    "told": dict,
    "answers": dict,
    "under_edit": dict,
    "typed": dict,
}
"""The same for what grows in place: each visit has its own."""


def begin() -> None:
    """Give every key its first value. Called by the shell on every run, before any page."""
    for name, value in _FIRST.items():
        st.session_state.setdefault(_PREFIX + name, value)
    for name, make in _GATHERED.items():
        st.session_state.setdefault(_PREFIX + name, make())


def begun() -> bool:
    """Whether the shell ran in this visit."""
    return _PREFIX + "shelf" in st.session_state


def recall(name: str) -> Any:  # noqa: ANN401 - the modules that own these names give each its type
    """Give what is remembered under one of the names above."""
    return st.session_state[_PREFIX + name]


def keep(name: str, value: object) -> None:
    """Remember something under one of the names above."""
    st.session_state[_PREFIX + name] = value


def as_decided() -> tuple[object, ...]:
    """Give all that a plan and what is around it depend on: once it changes, the page is out of date."""
    of_both = (name + of for of in ("", STRUCTURED) for name in _OF_EACH_PLAN)
    names = ("given", "completed", "shelf", "done", "timing", "outlines")
    return tuple(recall(name) for name in (*names, *of_both))


def given() -> Given | None:
    """Give the results in use, if there are any, to be read by the outlines in use."""
    results = cast("Given | None", recall("given"))
    return None if results is None else replace(results, outlines=recall("outlines"))


def take_results(results: Given | None) -> None:
    """Put results in place of those in use. Widgets that showed the old ones start afresh."""
    keep("given", results)
    start_drafts_afresh()


def revise_results(results: Given) -> None:
    """Put changed results in place while the widget that changed them stays as it is."""
    keep("given", results)


def start_drafts_afresh() -> None:
    """Let the widgets that show the results start from the results in use."""
    keep("drafts", recall("drafts") + 1)


def adjust_results(**changes: Any) -> None:  # noqa: ANN401 - fields of Given
    """Change how the results in use are read."""
    results = given()
    if results is not None:
        keep("given", replace(results, **changes))


def way_in() -> How:
    """Give the way in which the person last gave results."""
    return cast("How", recall("way_in"))


def take_way_in() -> None:
    """Remember the way in that the widget shows."""
    keep("way_in", How(widget_value("way-in")))


def typed() -> dict[str, list[TypedRow]]:
    """Give the rows last typed, by discipline."""
    return cast("dict[str, list[TypedRow]]", recall("typed"))


def take_typed(grids: dict[str, list[TypedRow]]) -> None:
    """Remember the rows typed."""
    keep("typed", dict(grids))


def completed() -> tuple[SourceFile, ...]:
    """Give the files of CE already completed."""
    return cast("tuple[SourceFile, ...]", recall("completed"))


def take_completed(sources: tuple[SourceFile, ...]) -> None:
    """Put files of completed CE in place of those in use."""
    keep("completed", sources)


def shelf() -> Shelf:
    """Give the catalog in use, to be read by the outlines in use."""
    chosen: Shelf = recall("shelf")
    corrected = bool(chosen.sources) and chosen.sources == recall("corrected")
    return replace(chosen, outlines=recall("outlines"), corrected=corrected)


def own_catalog() -> tuple[SourceFile, ...]:
    """Give the person's own catalog, in use or not."""
    return cast("tuple[SourceFile, ...]", recall("own_catalog"))


def take_own_catalog(sources: tuple[SourceFile, ...]) -> None:
    """Remember the person's own catalog."""
    keep("own_catalog", sources)


def forget_widgets(prefix: str) -> None:
    """Let the widgets whose keys begin so start afresh."""
    for key in [key for key in st.session_state if str(key).startswith(prefix)]:
        del st.session_state[key]


def rows_under_edit(key: str, fresh: list[TypedRow]) -> list[TypedRow]:
    """Give the rows that an editor started from, which must stay the same while it is on screen.

    ``fresh`` are the rows to start from where the editor isn't there yet.
    """
    under_edit: dict[str, list[TypedRow]] = recall("under_edit")
    if key not in st.session_state or key not in under_edit:
        under_edit[key] = fresh
        under_edit[key + _NOW] = fresh
    return under_edit[key]


def is_news(key: str, rows: list[TypedRow]) -> bool:
    """Whether an editor holds other rows than when this was last asked."""
    under_edit: dict[str, list[TypedRow]] = recall("under_edit")
    before = under_edit.get(key + _NOW)
    under_edit[key + _NOW] = rows
    return rows != before


def draft_key(name: str) -> str:
    """Give a widget key that changes whenever other results are put in place."""
    return f"{name}-{recall('drafts')}"


def widget_value(key: str) -> Any:  # noqa: ANN401 - whatever the widget holds
    """Read a widget's newest value by its key, as a callback has to."""
    return st.session_state.get(key)


def seed_widget(key: str, value: object) -> None:
    """Give a widget its value before it is drawn for the first time on a page.

    Two runs in quick succession may reach the browser as one, and a widget's first value goes with the first:
    so for a while it is told again.
    """
    told: dict[str, float] = recall("told")
    if key not in st.session_state:
        st.session_state[key] = value
        told[key] = monotonic()
    elif monotonic() - told.get(key, -_TELL_AGAIN_S) < _TELL_AGAIN_S:
        st.session_state[key] = st.session_state[key]


def show_in_widget(key: str, value: object) -> None:
    """Have a widget that is about to be drawn show a value, whatever it showed before."""
    st.session_state[key] = value


def job(kind: str) -> Job[Any] | None:
    """Give the job of a kind at work for this visit, if there is one."""
    return cast("Job[Any] | None", recall("jobs").get(kind))


def take_job(new: Job[Any] | None, kind: str) -> None:
    """Remember the job at work; one of each kind a visit."""
    recall("jobs")[kind] = new


def answer(question: str, kind: str) -> Any:  # noqa: ANN401 - of the kind that the question asks for
    """Give the answer already found to a question, by its digest; None where there is none."""
    return recall("answers").get(kind, {}).get(question)


def keep_answer(question: str, found: object, kind: str, most: int) -> None:
    """Keep an answer beside the last few of its kind, under the digest of what was asked."""
    answers: OrderedDict[str, object] = recall("answers").setdefault(kind, OrderedDict())
    answers[question] = found
    while len(answers) > most:
        answers.popitem(last=False)


def open_course(course_id: str | None) -> None:
    """Ask for a course to be opened on the next run."""
    keep("open_course", course_id)


def remember_shown(course_ids: tuple[str, ...]) -> None:
    """Remember which courses the table shows, in its order."""
    keep("shown", course_ids)


def shown() -> tuple[str, ...]:
    """Give the courses that the table shows, in its order."""
    return cast("tuple[str, ...]", recall("shown"))


def course_to_open() -> str | None:
    """Give the course that was asked for, once."""
    course_id = cast("str | None", recall("open_course"))
    keep("open_course", None)
    return course_id


def first_look_at_link() -> bool:
    """Whether the address has yet to be read; true once a visit."""
    fresh = not recall("deep_link_read")
    keep("deep_link_read", True)  # noqa: FBT003 - a value, not a switch
    return bool(fresh)


def today() -> date:
    """Give the day on which courses can first be taken."""
    return date.today()  # noqa: DTZ011 - the person's calendar day on this machine, as in the command line
