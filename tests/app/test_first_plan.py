"""A first plan is on the screen while its proof is being made, and the proven one takes its place."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from pages.parts import jobs
from pages.parts.waiting import FIRST
from pages.parts.workers import Workers
from planner.planning import Planned, make_plan
from tests.app.conftest import Visit, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamlit.testing.v1 import AppTest

    from planner.plan import Plan


class Proving:
    """Gives the first plan at once, and the proven one only when it is let go; a stop gives the first."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def __call__(self, *asked: Any, **told: Any) -> Planned:  # noqa: ANN401 - the planner's own arguments
        """Plan."""
        first: list[Plan] = []
        planned = make_plan(*asked, on_first=first.append)
        told["on_first"](first[0])
        while not self.go.wait(0.02):
            if told["should_stop"]():
                return Planned(first[0], planned.problems)
        return planned


@pytest.fixture
def proving(monkeypatch: pytest.MonkeyPatch) -> Iterator[Proving]:
    planner = Proving()
    monkeypatch.setattr(jobs, "make_plan", planner)
    monkeypatch.setattr(jobs, "PROOF_PATIENCE_S", 0.05)
    yield planner
    planner.go.set()


def proven(app: AppTest, proving: Proving) -> AppTest:
    proving.go.set()
    for _ in range(100):
        app.run()
        if "Proven cheapest" in words(app):
            return app
        threading.Event().wait(0.05)
    pytest.fail("the proof never came")


def places(app: AppTest) -> list[str]:
    """Give what is on the page from below the title's row to the picture, in its order, whatever it says."""
    kinds = [element.type for element in app.main]
    return kinds[kinds.index("button_group") : kinds.index("plotly_chart") + 1]


def test_a_first_plan_is_shown_and_said_to_be_one(visit: Visit, proving: Proving) -> None:
    app = visit("plan", demo="ordinary")
    said = words(app)
    assert FIRST in said
    assert "Proven" not in said
    assert "a better one may exist" not in said
    assert app.metric[0].label == "Cost"
    assert app.button(key="stop")
    assert app.get("plotly_chart")
    assert app.button(key="exclude-1")
    assert FIRST not in words(proven(app, proving))


def test_the_proven_plan_takes_its_place_and_nothing_moves(visit: Visit, proving: Proving) -> None:
    app = visit("plan", demo="ordinary")
    before = places(app)
    assert len(before) > 10
    proven(app, proving)
    assert places(app) == before
    assert not [button for button in app.button if button.key == "stop"]


def test_an_answer_that_is_there_at_once_shows_no_first_plan(visit: Visit) -> None:
    assert FIRST not in words(visit("plan", demo="ordinary"))


def test_a_stop_keeps_what_there_is_and_one_can_go_on(visit: Visit, proving: Proving) -> None:
    app = visit("plan", demo="ordinary")
    app.button(key="stop").click().run()
    said = words(app)
    assert "Stopped" in said
    assert "Not proven" in said
    assert app.metric
    app.button(key="again").click().run()
    proven(app, proving)
    assert "Stopped" not in words(app)


def test_a_choice_made_meanwhile_is_not_lost_and_the_old_answer_never_shown(
    visit: Visit, proving: Proving
) -> None:
    app = visit("plan", demo="ordinary")
    app.segmented_control(key="choose-goal").set_value("courses").run()
    assert FIRST in words(app)
    proving.go.set()
    for _ in range(100):
        app.run()
        assert "Proven cheapest" not in words(app)
        if "Proven fewest courses" in words(app):
            return
        threading.Event().wait(0.05)
    pytest.fail("the proof never came")


def test_when_everybody_is_being_served_that_is_said(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    full = jobs.Crew(*(Workers(name, 0, most=0, most_of_one=0) for name in ("p", "s", "q")))
    with monkeypatch.context() as crowded:
        crowded.setattr(jobs, "_crew", lambda: full)
        app = visit("plan", demo="ordinary")
        assert "Many plans are being made just now" in words(app)
        assert not app.metric
    app.button(key="again").click().run()
    assert "Proven cheapest" in words(app)
