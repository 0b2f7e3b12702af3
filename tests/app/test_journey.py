"""The whole journey on My plan: ticks, a plan kept and opened again, other plans, reasons, dates."""

from __future__ import annotations

import json
import threading
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from pages.parts import downloads, errands, jobs, kept, progress, tradeoffs
from planner.choices import efficient_plans
from planner.credits import Hours, Money
from planner.keeping import load
from planner.preferences import Goal
from tests.app.conftest import Visit, words
from tests.app.test_plan import cost, courses

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

TODAY = date.today()  # noqa: DTZ011 - as the app has it


def said(app: AppTest) -> str:
    return words(app).replace("\\", "")


def open_tab(app: AppTest, name: str) -> AppTest:
    app.session_state["plan-tabs"] = name
    app.run()
    assert not app.exception, app.exception
    return app


def saved(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Give what the plan file holds; the tests cannot press a download."""
    files: list[bytes] = []
    to_keep = kept.to_keep

    def offer(given: Any) -> None:  # noqa: ANN401 - the page's own types
        files.append(kept.save(to_keep(given)()))

    with monkeypatch.context() as patched:
        patched.setattr(kept, "offer_to_keep", offer)
        app.run()
    assert not app.exception, app.exception
    return files[-1]


def test_a_course_ticked_is_done_and_never_planned_again(visit: Visit) -> None:
    app = visit("plan", demo="ordinary")
    title = courses(app)[0]
    app.button(key="tick-1").click().run()
    assert title not in courses(app)
    assert f"**{title}**" in said(app)
    assert "How far you are" in words(app)
    app.button(key="undo").click().run()
    assert title in courses(app)
    assert "How far you are" not in words(app)


def test_a_tick_can_be_taken_out_and_its_day_changed(visit: Visit) -> None:
    app = visit("plan", demo="ordinary")
    app.button(key="tick-1").click().run()
    app.button(key="tick-1").click().run()
    yesterday = TODAY - timedelta(days=1)
    app.date_input[-1].set_value(yesterday).run()
    assert yesterday in {activity.completed_on for activity in app.session_state["planner:done"]}
    app.button(key="untick-0").click().run()
    assert len(app.session_state["planner:done"]) == 1


def test_everything_done_leaves_nothing_to_take_and_still_shows_what_was(visit: Visit) -> None:
    app = visit("plan", demo="one-course")
    app.button(key="tick-1").click().run()
    assert "Nothing to take" in words(app)
    assert app.button(key="untick-0")
    app.button(key="undo-done").click().run()
    assert len(courses(app)) == 1


def test_two_hundred_ticks_stay_readable(visit: Visit) -> None:
    app = visit("plan", demo="ordinary")
    app.button(key="tick-1").click().run()
    one = app.session_state["planner:done"][0]
    many = tuple(one.__class__(f"C-{n}", TODAY, (), ce_credits=one.ce_credits) for n in range(200))
    app.session_state["planner:done"] = many
    app.run()
    assert not app.exception
    assert sum(str(button.key).startswith("untick-") for button in app.button) == 12
    assert app.toggle(key="all-done").label == "Show all 200 courses done"


def test_a_plan_kept_comes_back_as_it_was(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    app = visit("plan", demo="ordinary")
    app.segmented_control(key="choose-goal").set_value("courses").run()
    app.button(key="tick-1").click().run()
    app.button(key="exclude-1").click().run()
    open_tab(app, "When")
    app.number_input(key="when-pace").set_value(3.5).run()
    app.date_input(key="when-biennium-").set_value(TODAY + timedelta(days=300)).run()
    file = saved(app, monkeypatch)
    fresh = visit("start")
    fresh.file_uploader[0].set_value(("plan.json", file, "application/json")).run()
    assert fresh.title[0].value == "My plan"
    assert [metric.value for metric in fresh.metric] == [metric.value for metric in app.metric]
    assert courses(fresh) == courses(app)
    assert fresh.session_state["planner:done"] == app.session_state["planner:done"]
    assert fresh.session_state["planner:choices"] == app.session_state["planner:choices"]
    assert fresh.session_state["planner:timing"] == app.session_state["planner:timing"]
    assert load(saved(fresh, monkeypatch)).value == load(file).value


def test_ones_own_catalog_comes_back_with_the_plan(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (
        "course_id,title,ce_credits,price,discipline,category,subcategory,credits\n"
        "X-1,Cooling Magnets (fictional),3,20,MR,Procedures,Body,2.75\n"
    )
    app = visit("plan", demo="one-course")
    app.switch_page("pages/catalog.py").run()
    app.segmented_control(key="offer").set_value("My own catalog").run()
    app.file_uploader(key="upload-catalog").set_value([("mine.csv", rows.encode(), "text/csv")]).run()
    app.switch_page("pages/plan.py").run()
    file = saved(app, monkeypatch)
    assert load(file).value is not None
    fresh = visit("plan")
    fresh.file_uploader[0].set_value(("plan.json", file, "application/json")).run()
    assert courses(fresh) == courses(app)
    assert cost(fresh) == cost(app)


@pytest.mark.parametrize("spoil", ["later", "damaged", "other"])
def test_a_file_that_is_refused_is_told_in_words_and_changes_nothing(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, spoil: str
) -> None:
    app = visit("plan", demo="ordinary")
    whole = json.loads(saved(app, monkeypatch))
    if spoil == "later":
        whole["version"] += 1
    elif spoil == "damaged":
        whole["content"]["technologist_id"] = "someone else"
    content = b"name,age\nX,3\n" if spoil == "other" else json.dumps(whole).encode()
    app.button(key="tick-1").click().run()
    done, choices = app.session_state["planner:done"], app.session_state["planner:choices"]
    app.switch_page("pages/start.py").run()
    app.file_uploader[0].set_value(("plan.json", content, "application/json")).run()
    assert app.title[0].value != "My plan"
    assert "Nothing was changed" in app.error[0].value
    assert (app.session_state["planner:done"], app.session_state["planner:choices"]) == (done, choices)


def test_the_page_says_that_nothing_is_stored(visit: Visit) -> None:
    assert kept.NOTHING_STORED in words(visit("plan", demo="ordinary"))
    assert kept.NOTHING_STORED in words(visit("start"))


@pytest.mark.parametrize("button", ["tick-1", "pin-1", "exclude-1"])
def test_what_a_reload_forgets_is_said_once_there_is_something(visit: Visit, button: str) -> None:
    app = visit("plan", demo="ordinary")
    assert downloads.FORGOTTEN not in words(app)
    app.button(key=button).click().run()
    assert downloads.FORGOTTEN in words(app)
    app.button(key="undo").click().run()
    assert downloads.FORGOTTEN not in words(app)


def test_another_efficient_plan_is_taken_from_the_list_and_given_back(visit: Visit) -> None:
    app = open_tab(visit("plan", demo="ordinary"), "Trade-offs")
    before = cost(app)
    app.button(key="take-2").click().run()
    assert cost(app) != before
    assert "keeps all of its" in words(app)
    assert app.button(key="take-1")
    app.button(key="undo").click().run()
    assert cost(app) == before


def test_a_plan_taken_leaves_the_other_plans_to_choose_from(visit: Visit) -> None:
    app = open_tab(visit("plan", demo="two-credentials"), "Trade-offs")
    app.segmented_control(key="against").set_value(Goal.COURSES).run()
    rows = [button.key for button in app.button if str(button.key).startswith("take-")]
    app.button(key="take-3").click().run()
    assert [button.key for button in app.button if str(button.key).startswith("take-")] != rows
    assert app.button(key="take-1")
    app.button(key="drop-taken").click().run()
    assert not app.session_state["planner:choices"].pins


def test_safety_and_sharing_are_said_with_what_they_cost(visit: Visit) -> None:
    app = open_tab(visit("plan", demo="two-credentials"), "Trade-offs")
    assert "still covers everything if any one course falls away: **$87 more**" in said(app)
    assert "ask ARRT first" in said(app)
    stays = "each course counting for the one credential that it counts for in the plan"
    assert any(stays in caption.value for caption in app.caption)
    one = open_tab(visit("plan", demo="budget"), "Trade-offs")
    assert not any(stays in caption.value for caption in one.caption)
    app.button(key="take-safe").click().run()
    assert "your plan still covers everything" in said(app).lower()


def test_a_safe_plan_over_the_budget_raises_it_and_undo_lowers_it(visit: Visit) -> None:
    app = open_tab(visit("plan", demo="budget"), "Trade-offs")
    budget = app.session_state["planner:choices"].budget
    app.button(key="take-safe").click().run()
    assert not app.error
    assert app.session_state["planner:choices"].budget > budget
    app.button(key="undo").click().run()
    assert app.session_state["planner:choices"].budget == budget


def test_a_truly_different_plan_can_be_taken_and_given_back(visit: Visit) -> None:
    app = open_tab(visit("plan", demo="ordinary"), "Trade-offs")
    before = courses(app)
    app.button(key="take-different-1").click().run()
    assert not app.exception, app.exception
    assert len(set(before) - set(courses(app))) >= -(-len(before) // 3)
    assert app.button(key="take-different-1")
    app.button(key="undo").click().run()
    assert courses(app) == before


def test_that_nothing_covers_as_much_in_another_way_is_said(visit: Visit) -> None:
    app = open_tab(visit("plan", demo="budget"), "Trade-offs")
    assert "No plan that does without" in words(app)


def test_why_says_what_falls_short_and_the_next_best_set(visit: Visit) -> None:
    app = open_tab(visit("plan", demo="ordinary"), "Why and what instead")
    assert "Left out and not replaced, it leaves" in words(app)
    assert "The next best set without it" in words(app)
    assert "for a dollar" in words(app)


def test_what_nothing_can_replace_is_said(visit: Visit) -> None:
    app = open_tab(visit("plan", demo="impossible"), "Why and what instead")
    assert any("nothing can take its place" in expander.label for expander in app.expander)


def test_a_swap_changes_one_course_and_can_be_undone(visit: Visit) -> None:
    app = open_tab(visit("plan", demo="ordinary"), "Why and what instead")
    before = courses(app)
    app.button(key="swap-1-1").click().run()
    assert before[0] not in courses(app)
    assert set(before[1:]) <= set(courses(app))
    app.button(key="undo").click().run()
    assert courses(app) == before


def test_a_pace_gives_a_schedule_and_dates_are_kept_to(visit: Visit) -> None:
    app = open_tab(visit("plan", demo="ordinary"), "When")
    app.number_input(key="when-pace").set_value(4.0).run()
    assert "and every date is met" in words(app)
    app.date_input(key="when-cqr-window-").set_value(TODAY + timedelta(days=20)).run()
    assert "can't be met" in said(app)
    assert any("a month would do" in warning.value for warning in app.warning)


def test_the_least_pace_is_offered(visit: Visit) -> None:
    app = open_tab(visit("plan", demo="ordinary"), "When")
    app.date_input(key="when-cqr-window-").set_value(TODAY + timedelta(days=200)).run()
    app.button(key="use-pace").click().run()
    assert app.session_state["planner:timing"].pace > Hours(0)
    assert "every date is met" in words(app)


def test_bad_dates_and_paces_are_told_in_words(visit: Visit) -> None:
    app = open_tab(visit("plan", demo="ordinary"), "When")
    app.number_input(key="when-pace").set_value(2000.0).run()
    assert any("no month has so many hours" in error.value for error in app.error)
    app.number_input(key="when-pace").set_value(4.0).run()
    app.date_input(key="when-cqr-window-").set_value(TODAY - timedelta(days=3)).run()
    assert any("in the past" in error.value for error in app.error)


def test_the_most_that_can_be_asked_for_is_read_back(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_tab(visit("plan", demo="ordinary"), "When")
    for key in ("when-pace", "choose-budget"):
        asked = app.number_input(key=key)
        asked.set_value(asked.max).run()
    state = load(saved(app, monkeypatch)).value
    assert state is not None
    assert state.preferences is not None
    assert state.timing.pace == Hours.of(app.number_input(key="when-pace").max)
    assert state.preferences.budget == Money.of(app.number_input(key="choose-budget").max)


def test_the_biennium_has_its_own_sum(visit: Visit) -> None:
    app = open_tab(visit("plan", demo="ordinary"), "When")
    app.date_input(key="when-biennium-").set_value(TODAY + timedelta(days=300)).run()
    assert "of 24 CE credits completed" in words(app)
    assert "check with ARRT" in words(app)


def test_an_assistant_whose_standards_are_all_met_still_needs_fifty_credits_a_biennium(visit: Visit) -> None:
    app = visit("results")
    app.segmented_control(key="way-in").set_value("Paste").run()
    rows = "RRA,Procedures,Abdominal Section,met,", "MR,Procedures,Body,not met,1"
    app.text_area(key="paste-results").set_value(
        "\n".join(("discipline,category,subcategory,standard,credits_required", *rows))
    )
    app.button(key="read-paste").click().run()
    app.switch_page("pages/plan.py").run()
    open_tab(app, "When").date_input(key="when-biennium-").set_value(TODAY + timedelta(days=300)).run()
    assert "of 50 CE credits completed" in words(app)


class Slow:
    """Holds the search for other plans back after the first ones."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def __call__(self, *args: Any, **how: Any) -> Any:  # noqa: ANN401 - the planner's own arguments
        """Hand out each plan, then wait to be let go or stopped."""
        patience = how["patience"]
        found = efficient_plans(*args, **how)
        while not self.go.wait(0.02) and not patience.should_stop():
            pass
        return found if self.go.is_set() else found.__class__(found.against, found.plans[:1], complete=False)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    found = Slow()
    monkeypatch.setattr(tradeoffs, "efficient_plans", found)
    return found


def test_plans_show_while_more_are_looked_for_and_a_stop_gives_a_part(
    visit: Visit, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = visit("plan", demo="ordinary")
    monkeypatch.setattr(jobs, "PATIENCE_S", 0.5)
    open_tab(app, "Trade-offs")
    assert "Found so far" in words(app)
    app.button(key="stop-tradeoffs-ce-credits").click().run()
    for _ in range(50):
        if "Only a part of this was found" in words(app):
            break
        threading.Event().wait(0.1)
        app.run()
    assert "Only a part of this was found" in words(app)
    slow.go.set()
    app.button(key="again-tradeoffs-ce-credits").click().run()
    app.run()
    assert "Only a part" not in words(app)


def test_nothing_is_looked_for_while_its_tab_is_closed(visit: Visit) -> None:
    app = visit("plan", demo="ordinary")
    assert not app.session_state["planner:findings"]
    open_tab(app, "When")
    assert not app.session_state["planner:findings"]
    assert errands.LONGEST_S <= 60
    assert progress.Timing
