"""My plan: goals, limits, pins and exclusions, work in the background, and what is said of the answer."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from pages.parts import jobs
from planner.credits import Money
from planner.demo import demo_catalog
from planner.faults import CheckFailed, SolverFault
from planner.planning import make_plan
from tests.app.conftest import Visit, told, words
from tests.app.test_results import HEADER, upload

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest


def cost(app: AppTest) -> str:
    return str(app.metric[0].value).replace("\\", "")


def courses(app: AppTest) -> list[str]:
    """Give the titles of the planned courses, as the page shows them."""
    bold = [m.value.split("**")[1] for m in app.markdown if m.value.startswith(":color[")]
    return [title.replace("\\", "") for title in bold]


def published(visit: Visit, rows: str) -> AppTest:
    """Plan rows of results against the published distributions."""
    app = upload(visit("results"), HEADER + rows)
    app.switch_page("pages/catalog.py").run()
    app.segmented_control(key="offer").set_value("Published distributions").run()
    app.switch_page("pages/plan.py").run()
    assert not app.exception
    return app


def test_real_distributions_give_breast_intervention_alone(visit: Visit) -> None:
    app = published(
        visit,
        "MR,Patient Care,Patient Interactions and Management,not met,1.5\nMR,Procedures,Body,not met,2.75\n",
    )
    assert courses(app) == ["Breast Intervention"]
    assert cost(app) == "not known"
    assert "no prices" in words(app)


def test_what_real_distributions_lack_is_said_with_its_reason(visit: Visit) -> None:
    said = words(published(visit, "CT,Safety,Radiation Safety and Dose,not met,2\n")).replace("\\", "")
    assert "0.5 short in CT" in said
    assert "The most that can be had for it is 1.5." in said


def test_rows_that_were_not_understood_are_said_with_the_answer_and_lead_back(visit: Visit) -> None:
    app = published(
        visit,
        "CT,Safety,Radiation Safety and Dose,not met,2\nCT,Procedures,Neck and Chest,not met,two\n",
    )
    said = [part.value.replace("\\", "") for part in app.markdown]
    answer = next(i for i, text in enumerate(said) if "1 row of the results couldn't be read" in text)
    assert answer < next(i for i, text in enumerate(said) if text.startswith(":color["))
    assert not any("1 row of the results" in each.value for each in app.caption)
    assert [link.proto.label for link in app.get("page_link")] == ["Put the results right"]


def test_a_misread_name_is_told_with_what_it_leaves_short_and_leads_back(visit: Visit) -> None:
    app = published(visit, "CT,Safety,Radiation Safty & Dose,not met,2\n")
    assert 'is "Radiation Safety and Dose" meant?' in words(app).replace("\\", "")
    assert [link.proto.label for link in app.get("page_link")] == ["Put the results right"]


def test_without_a_course_the_catalog_is_asked_for_and_no_shortfall_is_claimed(visit: Visit) -> None:
    app = visit("catalog", demo="ordinary")
    app.segmented_control(key="offer").set_value("My own catalog").run()
    app.switch_page("pages/plan.py").run()
    assert "no courses, so there is nothing to plan with" in words(app)
    assert not told(app)
    app.switch_page("pages/catalog.py").run()
    app.file_uploader(key="upload-catalog").upload("trip.csv", b"\xff\xd8\xff\xe0 a picture").run()
    for page in ("plan", "structured"):
        app.query_params["discipline"] = "CT"
        app.switch_page(f"pages/{page}.py").run()
        assert "This is a picture (JPEG)" in told(app)[0]
        assert "short" not in words(app)
        assert [link.proto.label for link in app.get("page_link")] == ["Choose another catalog"]


def test_many_shortfalls_are_folded_away_and_a_few_are_not(visit: Visit) -> None:
    rows = [f"CT,Procedures,Unheard of {number},not met,1" for number in range(4)]
    folds = [
        any("short in each" in fold.label for fold in published(visit, "\n".join(rows[:n])).expander)
        for n in (3, 4)
    ]
    assert folds == [False, True]


def test_a_card_says_what_its_course_is_for_and_where_to_get_it(visit: Visit) -> None:
    app = visit("plan", demo="ordinary")
    notes = [each.value for each in app.caption]
    assert "1\\.5 in Patient Interactions and Management" in notes
    assert sum("](<https://example.org/" in part.value for part in app.markdown) == len(courses(app))
    both = " ".join(each.value for each in visit("plan", demo="two-credentials").caption)
    assert "in CT Patient Interactions and Management" in both


def test_vascular_interventional_needs_are_met_by_one_published_course(visit: Visit) -> None:
    app = published(
        visit,
        "VI,Patient Care,Patient Interactions and Management,not met,0.25\n"
        "VI,Procedures,Vascular Interventional Procedures,not met,1.75\n",
    )
    assert courses(app) == ["Uterine-Sparing Interventional Techniques for Managing Fibroids"]
    assert cost(app) == "not known"


def test_another_goal_gives_another_plan(visit: Visit) -> None:
    app = visit("plan", demo="ordinary")
    app.segmented_control(key="choose-goal").set_value("courses").run()
    assert "Proven fewest courses" in words(app)


def test_a_budget_that_is_too_small_leaves_something_short(visit: Visit) -> None:
    app = visit("plan", demo="ordinary")
    app.number_input(key="choose-budget").set_value(20.0).run()
    assert "Can't be fully covered" in words(app).replace("\\", "")
    assert any("at most" in expander.label and "20" in expander.label for expander in app.expander)


def test_excluding_a_course_can_be_undone(visit: Visit) -> None:
    app = visit("plan", demo="ordinary")
    before = courses(app)
    app.button(key="exclude-1").click().run()
    assert before[0] not in courses(app)
    app.button(key="undo").click().run()
    assert courses(app) == before


def test_a_pinned_course_stays_whatever_it_costs(visit: Visit) -> None:
    app = visit("plan", demo="ordinary")
    app.button(key="pin-1").click().run()
    assert courses(app)
    assert app.button(key="unpin-1")
    app.button(key="unpin-1").click().run()
    assert app.button(key="pin-1")


def test_pinning_and_excluding_by_name_works_too(visit: Visit) -> None:
    app = visit("plan", demo="ordinary")
    dear = max(demo_catalog().value.courses, key=lambda course: course.price or Money())
    app.multiselect(key="choose-pins").set_value([dear.course_id]).run()
    assert dear.name in courses(app)


def test_a_limit_that_cannot_be_kept_is_told_with_what_to_do(visit: Visit) -> None:
    app = visit("plan", demo="ordinary")
    dear = max(demo_catalog().value.courses, key=lambda course: course.price or Money())
    app.multiselect(key="choose-pins").set_value([dear.course_id]).run()
    app.number_input(key="choose-budget").set_value(5.0).run()
    assert "No plan can be made like this" in words(app)
    assert len(told(app)[0]) > 20


def test_choices_survive_a_change_of_page(visit: Visit) -> None:
    app = visit("plan", demo="ordinary")
    app.number_input(key="choose-margin").set_value(0.5).run()
    app.switch_page("pages/about.py").run()
    app.switch_page("pages/plan.py").run()
    app.run()
    assert app.number_input(key="choose-margin").value == 0.5
    assert any("margin 0.5" in expander.label for expander in app.expander)


class Slow:
    """Holds the planner back until it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def __call__(self, *args: Any, **choices: Any) -> Any:  # noqa: ANN401 - the planner's own arguments
        """Say something, wait, and plan."""
        choices["on_progress"]("Proving it")
        self.go.wait(20)
        choices["on_progress"]("Nearly there")
        return make_plan(*args, **choices)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    planner = Slow()
    monkeypatch.setattr(jobs, "make_plan", planner)
    monkeypatch.setattr(jobs, "PATIENCE_S", 0.05)
    return planner


def finish(app: AppTest, slow: Slow) -> AppTest:
    slow.go.set()
    for _ in range(40):
        app.run()
        if app.metric:
            return app
        threading.Event().wait(0.1)
    pytest.fail("the plan never came")


def test_a_slow_plan_shows_its_progress_and_then_the_answer(visit: Visit, slow: Slow) -> None:
    app = visit("plan", demo="ordinary")
    assert "Proving it" in words(app)
    assert app.button(key="stop")
    assert not app.metric
    assert "Proven cheapest" in words(finish(app, slow))


def test_a_click_while_planning_loses_nothing(visit: Visit, slow: Slow) -> None:
    app = visit("plan", demo="ordinary")
    app.switch_page("pages/about.py").run()
    app.switch_page("pages/plan.py").run()
    assert "Proven cheapest" in words(finish(app, slow))


def test_an_answer_to_an_earlier_question_is_never_shown(visit: Visit, slow: Slow) -> None:
    app = visit("plan", demo="ordinary")
    app.segmented_control(key="choose-goal").set_value("courses").run()
    assert not app.metric
    assert "Proven fewest courses" in words(finish(app, slow))


def test_stopping_shows_no_plan_and_offers_to_go_on(visit: Visit, slow: Slow) -> None:
    app = visit("plan", demo="ordinary")
    app.button(key="stop").click().run()
    assert "Stopped before a plan was proven" in words(app)
    slow.go.set()
    app.button(key="again").click().run()
    assert "Proven cheapest" in words(finish(app, slow))


def test_a_plan_that_is_not_confirmed_is_not_shown(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: object, **__: object) -> None:
        raise CheckFailed(("Body has 2, not 3",))

    monkeypatch.setattr(jobs, "make_plan", wrong)
    app = visit("plan", demo="ordinary")
    assert "was not confirmed" in words(app)
    assert "Body has 2, not 3" in words(app)
    assert not app.metric
    assert not app.get("plotly_chart")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (SolverFault("the solver was ended"), "was not confirmed"),
        (MemoryError(), "too little memory"),
        (KeyError("A. Fictional"), "Something went wrong"),
    ],
    ids=["solver", "memory", "other"],
)
def test_whatever_ends_the_work_is_a_word_and_it_can_be_tried_again(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, fault: Exception, said: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise fault

    with monkeypatch.context() as harmed:
        harmed.setattr(jobs, "make_plan", fail)
        app = visit("plan", demo="ordinary")
        assert said in words(app)
        assert "Fictional" not in words(app)
    app.button(key="again").click().run()
    assert "Proven cheapest" in words(app)
