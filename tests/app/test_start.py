"""Start: one click leads to a finished plan."""

from __future__ import annotations

import pytest

from planner.demo import demo_cases
from tests.app.conftest import Visit, words


@pytest.mark.parametrize("case", demo_cases(), ids=lambda case: case.key)
def test_one_click_leads_to_a_finished_plan(visit: Visit, case: object) -> None:
    app = visit()
    app.button(key=f"sample-{case.key}").click().run()  # type: ignore[attr-defined]
    assert not app.exception
    assert app.title[0].value == "My plan"
    assert [metric.label for metric in app.metric] == ["Cost", "Courses", "Targeted credits", "CE credits"]
    assert "fictional" in words(app)


def test_the_picture_says_what_it_shows(visit: Visit) -> None:
    app = visit()
    assert "Proven cheapest" in words(app)
    assert app.get("plotly_chart")[0].proto.alt.startswith("3 of 3 subcategories covered by")


@pytest.mark.parametrize(("door", "title"), [("go-results", "My results"), ("door-check", "Catalog check")])
def test_the_other_doors_lead_where_they_say(visit: Visit, door: str, title: str) -> None:
    app = visit()
    app.button(key=door).click().run()
    assert app.title[0].value == title
