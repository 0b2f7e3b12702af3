"""When: dates and a pace that can't be, told in words; each field kept in the timing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from planner.phrases import day
from planner.scheduling import DateKind, KeyDate
from tests.app.conftest import Visit, words

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from planner.scheduling import Timing

TODAY = date.today()  # noqa: DTZ011 - as the app has it
END, BEGIN = "when-cqr-window-", "when-cqr-window--begins"


@pytest.fixture
def app(visit: Visit) -> AppTest:
    """Open My plan at When."""
    found = visit("plan", demo="ordinary")
    found.session_state["plan-tabs"] = "When"
    found.run()
    assert not found.exception
    return found


def timing(app: AppTest) -> Timing:
    kept: Timing = app.session_state["planner:timing"]
    return kept


def give(app: AppTest, key: str, on: date) -> AppTest:
    app.date_input(key=key).set_value(on).run()
    assert not app.exception, app.exception
    return app


def test_the_application_date_binds_the_courses(app: AppTest) -> None:
    on = TODAY + timedelta(days=20)
    give(app, "when-application-", on)
    assert timing(app).dates == (KeyDate(DateKind.APPLICATION, on),)
    assert f"finish by {day(on)}" in words(app)
    app.number_input(key="when-pace").set_value(0.5).run()
    said = words(app).replace("\\", "")
    assert "Application date" in said
    assert "can't be met" in said
    assert any("a month would do" in warning.value for warning in app.warning)


def test_a_window_that_ends_before_it_begins_is_told(app: AppTest) -> None:
    assert BEGIN not in {field.key for field in app.date_input}
    give(app, END, TODAY + timedelta(days=100))
    give(app, BEGIN, TODAY + timedelta(days=101))
    assert any("before it begins on" in error.value for error in app.error)
    give(app, BEGIN, TODAY + timedelta(days=10))
    assert not app.error
    (window,) = timing(app).dates
    assert (window.begins, window.on) == (TODAY + timedelta(days=10), TODAY + timedelta(days=100))


@pytest.mark.parametrize(
    ("key", "told"),
    [
        (END, "ask ARRT how to reinstate"),
        ("when-application-", "Give the day on which you will apply"),
        ("when-biennium-", "Give the end of the biennium that you are in"),
    ],
)
def test_a_date_in_the_past_is_told_with_what_to_do(app: AppTest, key: str, told: str) -> None:
    give(app, key, TODAY - timedelta(days=400))
    assert any("in the past" in error.value and told in error.value for error in app.error)
    give(app, key, TODAY + timedelta(days=400))
    assert not app.error


@pytest.mark.parametrize(
    ("pace", "told"),
    [(0.0, "finishes nothing"), (0.01, "more than 30 years"), (700.0, "no month has so many")],
)
def test_a_pace_that_cannot_be_kept_is_told(app: AppTest, pace: float, told: str) -> None:
    app.number_input(key="when-pace").set_value(pace).run()
    assert any(told in error.value for error in app.error), [error.value for error in app.error]
    app.number_input(key="when-pace").set_value(4.0).run()
    assert "and every date is met" in words(app)


def test_no_words_where_nothing_is_wrong(app: AppTest) -> None:
    assert not app.error
    assert not app.warning
