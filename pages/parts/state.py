"""What one visit remembers. The only module that touches ``st.session_state``; every key is named here.

What is kept are immutable domain objects and the bytes that were given, copied from the widgets, so that all
of it outlives a change of page. It ends with the tab.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, cast

import streamlit as st

from pages.parts.visit import Aim, Applying, Choices, Given, How, Shelf
from planner.scheduling import Timing

if TYPE_CHECKING:
    from pages.parts.jobs import Job
    from pages.parts.visit import TypedRow
    from planner.prescription import CompletedActivity
    from planner.reading.sources import SourceFile

_KEPT_ANSWERS = 8
_MOST_STEPS = 30
_PREFIX = "planner:"
_NOW = " now"
_STRUCTURED = "-structured"


def begin() -> None:
    """Give every key its first value. Called by the shell on every run, before any page."""
    for name, value in (
        ("given", None),
        ("completed", ()),
        ("shelf", Shelf()),
        ("choices", Choices()),
        ("choices" + _STRUCTURED, Choices()),
        ("undo", ()),
        ("undo" + _STRUCTURED, ()),
        ("taken", frozenset()),
        ("taken" + _STRUCTURED, frozenset()),
        ("done", ()),
        ("timing", Timing()),
        ("outlines", ()),
        ("errands", {}),
        ("findings", OrderedDict()),
        ("opened", ()),
        ("refused", ()),
        ("arrived", False),
        ("aim", Aim.PRESCRIPTION),
        ("applying", Applying()),
        ("job", None),
        ("answers", OrderedDict()),
        ("drafts", 0),
        ("under_edit", {}),
        ("deep_link_read", False),
        ("way_in", How.UPLOAD),
        ("typed", {}),
        ("open_course", None),
        ("own_catalog", ()),
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


def given() -> Given | None:
    """Give the results in use, if there are any."""
    return cast("Given | None", _get("given"))


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
    """Give the catalog in use."""
    return cast("Shelf", _get("shelf"))


def take_shelf(new: Shelf) -> None:
    """Use another catalog. Pins, exclusions, sellers and formats belong to the old one and are dropped."""
    if new.digest != shelf().digest:
        none: frozenset[str] = frozenset()
        for of in ("", _STRUCTURED):
            old: Choices = _get("choices" + of)
            _set("choices" + of, replace(old, pins=none, exclusions=none, sellers=none, formats=none))
            _set("undo" + of, ())
            _set("taken" + of, none)
        _draw_choices_anew()
    _set("shelf", new)


def own_catalog() -> tuple[SourceFile, ...]:
    """Give the person's own catalog, in use or not."""
    return cast("tuple[SourceFile, ...]", _get("own_catalog"))


def take_own_catalog(sources: tuple[SourceFile, ...]) -> None:
    """Remember the person's own catalog."""
    _set("own_catalog", sources)


def aim_at(aim: Aim) -> None:
    """Say which plan the choices on this page are for. The guard says a prescription's, before every page.

    Callbacks come before a run, so they still meet the aim of the page whose widgets they belong to.
    """
    _set("aim", aim)


def _of_aim(name: str) -> str:
    return name + _STRUCTURED if _get("aim") is Aim.STRUCTURED else name


def choice_key(name: str) -> str:
    """Give the key of a choice's widget: the two plans don't share theirs."""
    return _of_aim(f"choose-{name}")


def applying() -> Applying:
    """Give what structured education is planned for."""
    return cast("Applying", _get("applying"))


def take_applying(new: Applying) -> None:
    """Plan structured education for something else."""
    _set("applying", new)


def choices() -> Choices:
    """Give the choices for the plan of this page."""
    return cast("Choices", _get(_of_aim("choices")))


def take_choices(new: Choices) -> None:
    """Put choices in place of those in use, and let their widgets start from them."""
    _set(_of_aim("choices"), new)
    _draw_choices_anew()


def _draw_choices_anew() -> None:
    forget_widgets("choose-")


def forget_widgets(prefix: str) -> None:
    """Let the widgets whose keys begin so start afresh."""
    for key in [key for key in st.session_state if str(key).startswith(prefix)]:
        del st.session_state[key]


def change_choices(**changes: Any) -> None:  # noqa: ANN401 - fields of Choices
    """Keep what a widget of the choices says."""
    _set(_of_aim("choices"), replace(choices(), **changes))


def pin(course_id: str) -> None:
    """Have a course in the plan whatever happens; `undo` takes it back."""
    old = choices()
    _remember(replace(old, pins=old.pins | {course_id}, exclusions=old.exclusions - {course_id}))


def unpin(course_id: str) -> None:
    """Let a course stand on its merits again."""
    old = choices()
    _remember(replace(old, pins=old.pins - {course_id}))


def exclude(course_id: str) -> None:
    """Keep a course out of the plan; `undo` takes it back."""
    old = choices()
    _remember(replace(old, exclusions=old.exclusions | {course_id}, pins=old.pins - {course_id}))


def readmit(course_id: str) -> None:
    """Let an excluded course be considered again."""
    old = choices()
    _remember(replace(old, exclusions=old.exclusions - {course_id}))


def _remember(new: Choices) -> None:
    take_step(new, taken=taken(), done=recall("done"))


def taken() -> frozenset[str]:
    """Give the pins that came from taking a whole plan, not from pinning a course."""
    return cast("frozenset[str]", _get(_of_aim("taken")))


def take_step(new: Choices, *, taken: frozenset[str], done: tuple[CompletedActivity, ...]) -> None:
    """Take a step that `undo` takes back: other pins and exclusions, or other ticks."""
    old = choices()
    before = {
        name: getattr(old, name)
        for name in ("pins", "exclusions", "budget")
        if getattr(old, name) != getattr(new, name)
    }
    steps = (*_get(_of_aim("undo")), (before, _get(_of_aim("taken")), recall("done")))
    _set(_of_aim("undo"), steps[-_MOST_STEPS:])
    _set(_of_aim("taken"), taken & new.pins)
    keep("done", done)
    take_choices(new)


def can_undo() -> bool:
    """Whether there is a step to take back."""
    return bool(_get(_of_aim("undo")))


def undo() -> None:
    """Take back the last step: a pin, an exclusion, a plan taken, or a tick."""
    *earlier, (before, taken_then, done) = _get(_of_aim("undo"))
    take_choices(replace(choices(), **before))
    _set(_of_aim("taken"), taken_then)
    keep("done", done)
    _set(_of_aim("undo"), tuple(earlier))


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
    """Give a widget its value before it is drawn for the first time on a page."""
    st.session_state.setdefault(key, value)


def show_in_widget(key: str, value: object) -> None:
    """Have a widget that is about to be drawn show a value, whatever it showed before."""
    st.session_state[key] = value


def job() -> Job[Any] | None:
    """Give the job at work for this visit, if there is one."""
    return cast("Job[Any] | None", _get("job"))


def take_job(new: Job[Any] | None) -> None:
    """Remember the job at work; one a visit."""
    _set("job", new)


def answer(question: str) -> Any:  # noqa: ANN401 - of the kind that the question asks for
    """Give the answer already found to a question, by its digest; None where there is none."""
    return _get("answers").get(question)


def keep_answer(question: str, planned: object) -> None:
    """Keep an answer beside the last few, under the digest of what was asked."""
    answers: OrderedDict[str, object] = _get("answers")
    answers[question] = planned
    while len(answers) > _KEPT_ANSWERS:
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
