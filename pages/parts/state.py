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


def begin() -> None:
    """Give every key its first value. Called by the shell on every run, before any page."""
    for name, value in (
        ("given", None),
        ("completed", ()),
        ("shelf", Shelf()),
        ("choices", Choices()),
        ("choices" + STRUCTURED, Choices()),
        ("choices" + DESK, Choices()),
        ("undo", ()),
        ("undo" + STRUCTURED, ()),
        ("undo" + DESK, ()),
        ("taken", frozenset()),
        ("taken" + STRUCTURED, frozenset()),
        ("taken" + DESK, frozenset()),
        ("done", ()),
        ("timing", Timing()),
        ("outlines", ()),
        ("outlines-before", ()),
        ("outline-chosen", None),
        ("outline-drafts", {}),
        ("outline-refused", ()),
        ("errands", {}),
        ("findings", OrderedDict()),
        ("opened", ()),
        ("refused", ()),
        ("arrived", False),
        ("aim", Aim.PRESCRIPTION),
        ("applying", Applying()),
        ("presence", None),
        ("jobs", {}),
        ("told", {}),
        ("answers", {}),
        ("drafts", 0),
        ("under_edit", {}),
        ("deep_link_read", False),
        ("way_in", How.UPLOAD),
        ("typed", {}),
        ("open_course", None),
        ("own_catalog", ()),
        ("corrected", ()),
        ("desk-customers", Customers()),
        ("desk-terms", QuoteTerms("")),
        ("desk-other", ()),
        ("desk-bundles", ("", ())),
        ("desk-wishes", None),
        ("desk-before", None),
        ("desk-part", ("", ())),
        ("desk-opened", None),
        ("desk-rows", ()),
        ("desk-quotes", ""),
        ("shown", ()),
    ):
        st.session_state.setdefault(_PREFIX + name, value)


def begun() -> bool:
    """Whether the shell ran in this visit."""
    return _PREFIX + "shelf" in st.session_state


def _get(name: str) -> Any:  # noqa: ANN401 - each accessor below gives it its type
    return st.session_state[_PREFIX + name]


def _set(name: str, value: object) -> None:
    st.session_state[_PREFIX + name] = value


def recall(name: str) -> Any:  # noqa: ANN401 - the modules that own these names give each its type
    """Give what is remembered under one of the names above."""
    return _get(name)


def keep(name: str, value: object) -> None:
    """Remember something under one of the names above."""
    _set(name, value)


def as_decided() -> tuple[object, ...]:
    """Give all that a plan and what is around it depend on: once it changes, the page is out of date."""
    of_both = ("choices", "undo", "taken")
    names = ("given", "completed", "shelf", "done", "timing", "outlines", *of_both)
    return tuple(_get(name) for name in (*names, *(name + STRUCTURED for name in of_both)))


def given() -> Given | None:
    """Give the results in use, if there are any, to be read by the outlines in use."""
    results = cast("Given | None", _get("given"))
    return None if results is None else replace(results, outlines=_get("outlines"))


def take_results(results: Given | None) -> None:
    """Put results in place of those in use. Widgets that showed the old ones start afresh."""
    _set("given", results)
    start_drafts_afresh()


def revise_results(results: Given) -> None:
    """Put changed results in place while the widget that changed them stays as it is."""
    _set("given", results)


def start_drafts_afresh() -> None:
    """Let the widgets that show the results start from the results in use."""
    _set("drafts", _get("drafts") + 1)


def adjust_results(**changes: Any) -> None:  # noqa: ANN401 - fields of Given
    """Change how the results in use are read."""
    results = given()
    if results is not None:
        _set("given", replace(results, **changes))


def way_in() -> How:
    """Give the way in which the person last gave results."""
    return cast("How", _get("way_in"))


def take_way_in() -> None:
    """Remember the way in that the widget shows."""
    _set("way_in", How(widget_value("way-in")))


def typed() -> dict[str, list[TypedRow]]:
    """Give the rows last typed, by discipline."""
    return cast("dict[str, list[TypedRow]]", _get("typed"))


def take_typed(grids: dict[str, list[TypedRow]]) -> None:
    """Remember the rows typed."""
    _set("typed", dict(grids))


def completed() -> tuple[SourceFile, ...]:
    """Give the files of CE already completed."""
    return cast("tuple[SourceFile, ...]", _get("completed"))


def take_completed(sources: tuple[SourceFile, ...]) -> None:
    """Put files of completed CE in place of those in use."""
    _set("completed", sources)


def shelf() -> Shelf:
    """Give the catalog in use, to be read by the outlines in use."""
    chosen: Shelf = _get("shelf")
    corrected = bool(chosen.sources) and chosen.sources == _get("corrected")
    return replace(chosen, outlines=_get("outlines"), corrected=corrected)


def own_catalog() -> tuple[SourceFile, ...]:
    """Give the person's own catalog, in use or not."""
    return cast("tuple[SourceFile, ...]", _get("own_catalog"))


def take_own_catalog(sources: tuple[SourceFile, ...]) -> None:
    """Remember the person's own catalog."""
    _set("own_catalog", sources)


def forget_widgets(prefix: str) -> None:
    """Let the widgets whose keys begin so start afresh."""
    for key in [key for key in st.session_state if str(key).startswith(prefix)]:
        del st.session_state[key]


def rows_under_edit(key: str, fresh: list[TypedRow]) -> list[TypedRow]:
    """Give the rows that an editor started from, which must stay the same while it is on screen.

    ``fresh`` are the rows to start from where the editor isn't there yet.
    """
    under_edit: dict[str, list[TypedRow]] = _get("under_edit")
    if key not in st.session_state or key not in under_edit:
        under_edit[key] = fresh
        under_edit[key + _NOW] = fresh
    return under_edit[key]


def is_news(key: str, rows: list[TypedRow]) -> bool:
    """Whether an editor holds other rows than when this was last asked."""
    under_edit: dict[str, list[TypedRow]] = _get("under_edit")
    before = under_edit.get(key + _NOW)
    under_edit[key + _NOW] = rows
    return rows != before


def draft_key(name: str) -> str:
    """Give a widget key that changes whenever other results are put in place."""
    return f"{name}-{_get('drafts')}"


def widget_value(key: str) -> Any:  # noqa: ANN401 - whatever the widget holds
    """Read a widget's newest value by its key, as a callback has to."""
    return st.session_state.get(key)


def seed_widget(key: str, value: object) -> None:
    """Give a widget its value before it is drawn for the first time on a page.

    Two runs in quick succession may reach the browser as one, and a widget's first value goes with the first:
    so for a while it is told again.
    """
    told: dict[str, float] = _get("told")
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
    return cast("Job[Any] | None", _get("jobs").get(kind))


def take_job(new: Job[Any] | None, kind: str) -> None:
    """Remember the job at work; one of each kind a visit."""
    _get("jobs")[kind] = new


def answer(question: str, kind: str) -> Any:  # noqa: ANN401 - of the kind that the question asks for
    """Give the answer already found to a question, by its digest; None where there is none."""
    return _get("answers").get(kind, {}).get(question)


def keep_answer(question: str, found: object, kind: str, most: int) -> None:
    """Keep an answer beside the last few of its kind, under the digest of what was asked."""
    answers: OrderedDict[str, object] = _get("answers").setdefault(kind, OrderedDict())
    answers[question] = found
    while len(answers) > most:
        answers.popitem(last=False)


def open_course(course_id: str | None) -> None:
    """Ask for a course to be opened on the next run."""
    _set("open_course", course_id)


def remember_shown(course_ids: tuple[str, ...]) -> None:
    """Remember which courses the table shows, in its order."""
    _set("shown", course_ids)


def shown() -> tuple[str, ...]:
    """Give the courses that the table shows, in its order."""
    return cast("tuple[str, ...]", _get("shown"))


def course_to_open() -> str | None:
    """Give the course that was asked for, once."""
    course_id = cast("str | None", _get("open_course"))
    _set("open_course", None)
    return course_id


def first_look_at_link() -> bool:
    """Whether the address has yet to be read; true once a visit."""
    fresh = not _get("deep_link_read")
    _set("deep_link_read", True)  # noqa: FBT003 - a value, not a switch
    return bool(fresh)


def today() -> date:
    """Give the day on which courses can first be taken."""
    return date.today()  # noqa: DTZ011 - the person's calendar day on this machine, as in the command line
