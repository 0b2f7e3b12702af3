"""What the person keeps comes back as it was: both plans, whose pins are whose, and dates long past."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from pages.parts import kept
from planner.credits import Hours
from planner.demo import demo_cases, demo_catalog
from planner.keeping import KeptState, KeptStructured, load, save, tick
from planner.preferences import Preferences
from planner.reading import read_prescriptions
from planner.scheduling import DateKind, KeyDate, Timing
from tests.app.conftest import Visit, told, words

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

TODAY = date.today()  # noqa: DTZ011 - as the app has it
ORDINARY = read_prescriptions([demo_cases()[0].source]).value
LONG_AGO = Preferences(on=date(2024, 1, 1))


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Collect the plan file that each page would offer; the tests cannot press a download."""
    made: list[bytes] = []
    to_keep = kept.to_keep

    def offer(given: Any) -> None:  # noqa: ANN401 - the page's own types
        made.append(save(to_keep(given)()))

    monkeypatch.setattr(kept, "offer_to_keep", offer)
    return made


def opened(visit: Visit, content: bytes, name: str = "plan.json") -> AppTest:
    app = visit("start")
    app.file_uploader[0].set_value((name, content, "application/octet-stream")).run()
    assert not app.exception, app.exception
    return app


def said(app: AppTest) -> str:
    return words(app).replace("\\", "")


def test_structured_education_comes_back_with_its_own_choices(visit: Visit, files: list[bytes]) -> None:
    app = visit("structured", discipline="CT")
    day = TODAY + timedelta(days=200)
    app.date_input(key="apply-on").set_value(day).run()
    app.segmented_control(key="choose-goal-structured").set_value("courses").run()
    app.button(key="pin-1").click().run()
    app.button(key="tick-2").click().run()
    fresh = opened(visit, files[-1])
    assert fresh.title[0].value == "Structured education"
    assert fresh.selectbox(key="apply-discipline").value == "CT"
    assert fresh.date_input(key="apply-on").value == day
    for name in ("choices-structured", "taken-structured", "done", "applying"):
        assert fresh.session_state[f"planner:{name}"] == app.session_state[f"planner:{name}"], name
    assert [metric.value for metric in fresh.metric] == [metric.value for metric in app.metric]
    assert load(files[-1]).value == load(files[0 if len(files) == 1 else -2]).value


def test_a_plan_with_both_comes_back_with_both(visit: Visit, files: list[bytes]) -> None:
    app = visit("plan", demo="ordinary")
    app.button(key="pin-1").click().run()
    app.switch_page("pages/structured.py").run()
    app.selectbox(key="apply-discipline").select("MR").run()
    app.button(key="exclude-1").click().run()
    fresh = opened(visit, files[-1])
    assert fresh.title[0].value == "My plan"
    for name in ("choices", "choices-structured", "applying"):
        assert fresh.session_state[f"planner:{name}"] == app.session_state[f"planner:{name}"], name


def test_ones_own_pins_and_those_of_a_plan_taken_are_told_apart(visit: Visit, files: list[bytes]) -> None:
    app = visit("plan", demo="ordinary")
    app.button(key="pin-1").click().run()
    own = app.session_state["planner:choices"].pins
    app.session_state["plan-tabs"] = "Trade-offs"
    app.run()
    app.button(key="take-safe").click().run()
    taken = app.session_state["planner:taken"]
    assert taken
    assert not taken & own
    fresh = opened(visit, files[-1])
    assert fresh.session_state["planner:taken"] == taken
    fresh.button(key="drop-taken").click().run()
    assert fresh.session_state["planner:choices"].pins == own
    fresh.button(key="undo").click().run()
    assert fresh.session_state["planner:choices"].pins == own | taken


def test_dates_that_have_passed_since_are_shown_and_said(visit: Visit) -> None:
    dates = (
        KeyDate(DateKind.CQR_WINDOW, date(2023, 1, 1), "", date(2010, 1, 1)),
        KeyDate(DateKind.APPLICATION, date(2023, 1, 1)),
        KeyDate(DateKind.BIENNIUM, date(2190, 1, 1)),
    )
    done = (tick(demo_catalog().value.courses[0], date(1999, 1, 1)),)
    state = KeptState(
        prescriptions=ORDINARY,
        preferences=LONG_AGO,
        timing=Timing(Hours.of(3), None, dates),
        completed=(*done, tick(demo_catalog().value.courses[1], TODAY + timedelta(days=400))),
        structured=KeptStructured("CT", date(2024, 2, 2), LONG_AGO),
    )
    app = opened(visit, save(state))
    app.session_state["plan-tabs"] = "When"
    app.run()
    assert not app.exception
    assert app.date_input(key="when-cqr-window-").value == date(2023, 1, 1)
    past = [error.value for error in app.error if "in the past" in error.value]
    assert [told.partition("\\:")[0] for told in past] == ["CQR window end", "Application date"]
    app.switch_page("pages/structured.py").run()
    app.run()
    assert not app.exception
    assert app.date_input(key="apply-on").value == date(2024, 2, 2)
    assert "No plan can be made like this" in said(app)


def test_a_deadline_and_a_margin_out_of_the_fields_bounds_are_shown(visit: Visit) -> None:
    wishes = Preferences(on=date(2024, 1, 1), deadline=date(2024, 5, 1), margin=LONG_AGO.margin.of(45))
    app = opened(visit, save(KeptState(prescriptions=ORDINARY, preferences=wishes)))
    assert app.date_input(key="choose-deadline").value == date(2024, 5, 1)
    assert app.number_input(key="choose-margin").value == 45
    assert "No plan can be made like this" in said(app)


@pytest.mark.parametrize("spoil", ["cut short", "another sheet", "not a workbook"])
def test_a_workbook_that_holds_no_plan_changes_nothing(visit: Visit, files: list[bytes], spoil: str) -> None:
    app = visit("plan", demo="ordinary")
    app.button(key="pin-1").click().run()
    before = {name: app.session_state[f"planner:{name}"] for name in ("given", "choices", "done", "outlines")}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    bad = {
        "cut short": content.getvalue()[:-9],
        "another sheet": content.getvalue(),
        "not a workbook": b"PK\x03\x04" + bytes(99),
    }[spoil]
    app.switch_page("pages/start.py").run()
    app.file_uploader[0].set_value(("plan.xlsx", bad, "application/octet-stream")).run()
    assert app.title[0].value != "My plan"
    assert "Nothing was changed" in app.error[0].value
    assert {name: app.session_state[f"planner:{name}"] for name in before} == before
    assert files


def test_two_hundred_ticks_at_once_stay_quick_and_can_be_undone(visit: Visit, files: list[bytes]) -> None:
    courses = demo_catalog().value.courses[:200]
    done = tuple(tick(course, TODAY - timedelta(days=number)) for number, course in enumerate(courses))
    app = opened(visit, save(KeptState(prescriptions=ORDINARY, preferences=LONG_AGO, completed=done)))
    assert len(app.session_state["planner:done"]) == 200
    app.toggle(key="all-done").set_value(True).run()
    before = time.monotonic()
    app.button(key="untick-7").click().run()
    assert time.monotonic() - before < 10  # a second here; the bound is for a busy machine
    assert len(app.session_state["planner:done"]) == 199
    key = "undo" if any(button.key == "undo" for button in app.button) else "undo-done"
    app.button(key=key).click().run()
    assert app.session_state["planner:done"] == done
    state = load(files[-1]).value
    assert state is not None
    assert state.completed == done


def test_a_completed_course_that_no_catalog_has_is_told_and_kept(visit: Visit, files: list[bytes]) -> None:
    app = visit("results", demo="ordinary")
    text = "course_id,completed_on,ce_credits\nNowhere <b>Course</b>,2026-05-06,3\n"
    app.file_uploader(key="upload-completed").upload("done.csv", text.encode())
    app.run()
    app.switch_page("pages/plan.py").run()
    assert not app.exception
    assert any("Nowhere <b>Course</b>" in note for note in told(app))
    state = load(files[-1]).value
    assert state is not None
    assert [(done.course_id, str(done.ce_credits)) for done in state.completed] == [
        ("Nowhere <b>Course</b>", "3")
    ]
